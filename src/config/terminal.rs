//! What the person knows better of the terminal than its name tells.

use std::fmt;

use super::error::ConfigError;
use super::table::{Entry, hint, name_of, one_of};

/// What a terminal may understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalFeature {
    /// Erasing some cells (`ECH`).
    EraseCells,
    /// Erased cells in the background colour (`bce`).
    EraseToColour,
    /// Repeating a character (`REP`).
    Repeat,
    /// Some rows that scroll (`DECSTBM`).
    Regions,
    /// Some columns that scroll (`DECLRMM`).
    Margins,
    /// Tabs that go where they are told to (`HTS`, `TBC`).
    Tabs,
    /// Links (`OSC 8`).
    Links,
    /// Frames that show all at once (mode 2026).
    Synchronized,
}

impl TerminalFeature {
    /// Each by its name.
    const NAMES: [(&str, Self); 8] = [
        ("erase-cells", Self::EraseCells),
        ("erase-to-colour", Self::EraseToColour),
        ("repeat", Self::Repeat),
        ("regions", Self::Regions),
        ("margins", Self::Margins),
        ("tabs", Self::Tabs),
        ("links", Self::Links),
        ("synchronized", Self::Synchronized),
    ];

    fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, feature)| *feature == self);
        found.map_or("", |(name, _)| name)
    }

    fn read(entry: &Entry<'_>) -> Result<Vec<Self>, ConfigError> {
        let names = entry.strings("a list of names")?;
        let feature = |name: &str| {
            let found = Self::NAMES.iter().find(|(known, _)| *known == name);
            found.map(|(_, feature)| *feature).ok_or_else(|| {
                let known = Self::NAMES.map(|(name, _)| name);
                let help = hint(name, &known);
                entry.error(format!("\"{name}\" is nothing that terminals have; {help}"))
            })
        };
        names.into_iter().map(feature).collect()
    }
}

/// How the terminal draws the characters whose width Unicode calls ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// In one cell.
    #[default]
    Narrow,
    /// In two, as the fonts of East Asia have them.
    Wide,
}

impl AmbiguousWidth {
    const NAMES: [(&str, Self); 2] = [("narrow", Self::Narrow), ("wide", Self::Wide)];
}

/// What the terminal has and what it lacks, whatever its name tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalChoice {
    /// What it has.
    pub has: Vec<TerminalFeature>,
    /// What it lacks; this goes before the other.
    pub lacks: Vec<TerminalFeature>,
    /// How it draws what is ambiguous.
    pub ambiguous: AmbiguousWidth,
}

impl TerminalChoice {
    pub(super) fn read(
        has: &Entry<'_>,
        lacks: &Entry<'_>,
        ambiguous: &Entry<'_>,
    ) -> Result<Self, ConfigError> {
        Ok(Self {
            has: TerminalFeature::read(has)?,
            lacks: TerminalFeature::read(lacks)?,
            ambiguous: one_of(ambiguous, &AmbiguousWidth::NAMES)?,
        })
    }
}

/// The table of a configuration file that would give it.
impl fmt::Display for TerminalChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |features: &[TerminalFeature]| {
            let names = features
                .iter()
                .map(|feature| format!("\"{}\"", feature.name()));
            names.collect::<Vec<_>>().join(", ")
        };
        let (has, lacks) = (list(&self.has), list(&self.lacks));
        writeln!(f, "[terminal]\nhas = [{has}]\nlacks = [{lacks}]")?;
        let ambiguous = name_of(self.ambiguous, &AmbiguousWidth::NAMES);
        writeln!(f, "ambiguous = \"{ambiguous}\"")
    }
}
