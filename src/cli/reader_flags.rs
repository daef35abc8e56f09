//! Flags of the reader, which override the configuration for one run.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::config::{ColourChoice, Quotes, Reading, Settings, ThemeChoice};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReaderFlags {
    /// Draw with this theme: auto, light, dark, mono, or one of your own.
    #[arg(long, value_name = "NAME", value_parser = theme)]
    theme: Option<ThemeChoice>,

    /// Cells that a line of text may take.
    #[arg(long, value_name = "CELLS", value_parser = measure)]
    measure: Option<u16>,

    /// How sure a speaker must be, in per cent; whoever is less sure is unknown.
    #[arg(long, value_name = "PERCENT", value_parser = least_sure)]
    least_sure: Option<u8>,

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
            (self.least_sure.is_some(), "--least-sure"),
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
        if let Some(least) = self.least_sure {
            settings.quotes.least_sure = least;
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
    within(cells, Reading::MEASURES)
}

/// How sure a speaker must be, from what the person wrote.
pub(super) fn least_sure(percent: &str) -> Result<u8, String> {
    within(percent, Quotes::SURENESS)
}

fn within<N>(written: &str, range: RangeInclusive<N>) -> Result<N, String>
where
    N: PartialOrd + Display + FromStr,
{
    let number = written.parse().ok().filter(|n| range.contains(n));
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
