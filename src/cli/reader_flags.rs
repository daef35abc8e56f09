//! Flags of the reader, which override the configuration for one run.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::config::{ColourChoice, Reading, Settings, ThemeChoice};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReaderFlags {
    /// Draw with this theme: auto, light, dark, mono, or one of your own.
    #[arg(long, value_name = "NAME", value_parser = theme)]
    theme: Option<ThemeChoice>,

    /// Cells that a line of text may take.
    #[arg(long, value_name = "CELLS", value_parser = measure)]
    measure: Option<u16>,

    /// Leave the mouse to the terminal.
    #[arg(long)]
    no_mouse: bool,

    /// How many colours to use.
    #[arg(long, value_name = "COLOURS", value_parser = PossibleValuesParser::new(COLOURS).try_map(colour))]
    color: Option<ColourChoice>,
}

const COLOURS: [&str; 5] = ["auto", "never", "16", "256", "true"];

impl ReaderFlags {
    /// The first flag that the person gave, as it is written.
    pub fn first_given(&self) -> Option<&'static str> {
        [
            (self.theme.is_some(), "--theme"),
            (self.measure.is_some(), "--measure"),
            (self.no_mouse, "--no-mouse"),
            (self.color.is_some(), "--color"),
        ]
        .into_iter()
        .find_map(|(given, name)| given.then_some(name))
    }

    /// Sets in `settings` what the person gave.
    pub fn override_settings(&self, settings: &mut Settings) {
        if let Some(theme) = &self.theme {
            settings.theme = theme.clone();
        }
        if let Some(measure) = self.measure {
            settings.reading.measure = measure;
        }
        if self.no_mouse {
            settings.mouse = false;
        }
        if let Some(colour) = self.color {
            settings.colour = colour;
        }
    }
}

fn theme(name: &str) -> Result<ThemeChoice, String> {
    ThemeChoice::parse(name).ok_or_else(|| "a theme has letters, digits, - and _ alone".to_owned())
}

fn measure(cells: &str) -> Result<u16, String> {
    let range = Reading::MEASURES;
    let number = cells.parse().ok().filter(|n| range.contains(n));
    number.ok_or_else(|| {
        format!(
            "give a whole number from {} to {}",
            range.start(),
            range.end()
        )
    })
}

fn colour(name: String) -> Result<ColourChoice, String> {
    ColourChoice::parse(&name).ok_or_else(|| format!("give one of {}", COLOURS.join(", ")))
}
