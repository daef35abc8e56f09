//! Flags of the reader, which override the configuration for one run.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::config::{
    Background, ColourChoice, Link, LinkChoice, Quotes, Reading, Settings, ThemeChoice,
};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReaderFlags {
    /// Draw with this theme: auto, light, dark, mono, dusk, paper, contrast, or one of your own.
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

    /// Read line by line: for screen readers, braille, terminals that cannot move their cursor, and
    /// pipes. Type ? for the commands.
    #[arg(long)]
    pub plain: bool,

    /// Show pictures here when you ask for one, which takes a terminal with graphics or of 24-bit
    /// colour: not over SSH (auto), over SSH too (always), or open them elsewhere (never).
    #[arg(long, value_name = "WHEN", value_enum)]
    pub pictures: Option<When>,

    /// How many colours to use.
    #[arg(long, visible_alias = "colour", value_name = "COLOURS", value_parser = PossibleValuesParser::new(COLOURS).try_map(colour))]
    color: Option<ColourChoice>,

    /// Whether the terminal is light or dark.
    #[arg(long, value_name = "GROUND", value_parser = PossibleValuesParser::new(Background::NAMES).try_map(background))]
    background: Option<Background>,

    /// What lies between this program and the terminal; over ssh, less is sent and nothing asked.
    #[arg(long, value_name = "LINK", value_parser = PossibleValuesParser::new(LinkChoice::NAMES).try_map(link))]
    link: Option<LinkChoice>,
}

/// When pictures are shown in the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// Where they cost nothing.
    #[default]
    Auto,
    /// Wherever they can be.
    Always,
    /// Nowhere.
    Never,
}

impl When {
    /// Whether they are shown on a terminal behind this link, if it can.
    pub fn shown(self, link: Link) -> bool {
        match self {
            Self::Auto => link == Link::Local,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

const COLOURS: [&str; 6] = ["auto", "none", "never", "16", "256", "true"];

impl ReaderFlags {
    /// The first flag that the person gave, as it is written.
    pub fn first_given(&self) -> Option<&'static str> {
        [
            (self.theme.is_some(), "--theme"),
            (self.measure.is_some(), "--measure"),
            (self.least_sure.is_some(), "--least-sure"),
            (self.no_mouse, "--no-mouse"),
            (self.plain, "--plain"),
            (self.pictures.is_some(), "--pictures"),
            (self.color.is_some(), "--color"),
            (self.background.is_some(), "--background"),
            (self.link.is_some(), "--link"),
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
        if let Some(background) = self.background {
            settings.background = background;
        }
        if let Some(link) = self.link {
            settings.link = link;
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

fn background(name: String) -> Result<Background, String> {
    Background::parse(&name).ok_or_else(|| format!("give one of {}", Background::NAMES.join(", ")))
}

fn link(name: String) -> Result<LinkChoice, String> {
    LinkChoice::parse(&name).ok_or_else(|| format!("give one of {}", LinkChoice::NAMES.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_not_sent_over_ssh_unless_asked() {
        let shown = |when: When| (when.shown(Link::Local), when.shown(Link::Ssh));
        assert_eq!(shown(When::Auto), (true, false));
        assert_eq!(shown(When::Always), (true, true));
        assert_eq!(shown(When::Never), (false, false));
    }
}
