//! The files that settings come from: which tables and keys they may hold, and which file goes
//! before which.

use super::error::{ConfigError, Spot};
use super::table::{Entry, Table};

/// What errors in the settings compiled in are reported under.
pub(super) const DEFAULTS_NAME: &str = "the built-in config.toml";

/// The tables of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Root,
    Reading,
    Quotes,
    Library,
    Colour,
    Terminal,
    Pictures,
    Keys,
    Macros,
    Open,
}

impl Section {
    const TABLES: [Self; 9] = [
        Self::Reading,
        Self::Quotes,
        Self::Library,
        Self::Colour,
        Self::Terminal,
        Self::Pictures,
        Self::Keys,
        Self::Macros,
        Self::Open,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Reading => "reading",
            Self::Quotes => "quotes",
            Self::Library => "library",
            Self::Colour => "colour",
            Self::Terminal => "terminal",
            Self::Pictures => "pictures",
            Self::Keys => "keys",
            Self::Macros => "macros",
            Self::Open => "open",
        }
    }

    /// The keys it may hold; `None` where any may stand.
    fn known(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Root => Some(&[
                "mouse",
                "theme",
                "link",
                "hyperlinks",
                "reading",
                "quotes",
                "library",
                "hide",
                "colour",
                "terminal",
                "pictures",
                "keys",
                "macros",
                "open",
            ]),
            Self::Reading => Some(&["measure", "justify", "hyphenate", "bidi"]),
            Self::Quotes => Some(&["statements", "least_sure"]),
            Self::Library => Some(&["refresh_every", "mark_read", "order", "analyse_ahead"]),
            Self::Colour => Some(&["depth", "background"]),
            Self::Terminal => Some(&["has", "lacks", "ambiguous"]),
            Self::Pictures => Some(&["protocol"]),
            Self::Keys | Self::Macros => None,
            Self::Open => Some(&["command"]),
        }
    }
}

/// One file, its keys known to be right.
pub(super) struct Layer<'a> {
    tables: Vec<(Section, Table<'a>)>,
}

impl<'a> Layer<'a> {
    pub fn new(root: Table<'a>) -> Result<Self, ConfigError> {
        let mut tables = Vec::new();
        for section in Section::TABLES {
            if let Some(entry) = root.get(section.name()) {
                tables.push((section, entry.table()?));
            }
        }
        tables.push((Section::Root, root));
        for (section, table) in &tables {
            if let Some(known) = section.known() {
                table.only(known)?;
            }
        }
        Ok(Self { tables })
    }

    /// The table of that section, where the file has it.
    pub fn table(&self, section: Section) -> Option<&Table<'a>> {
        self.tables
            .iter()
            .find(|(s, _)| *s == section)
            .map(|(_, table)| table)
    }
}

/// The value of `key` in the first of `layers` that has it.
pub(super) fn find<'a>(
    layers: &[Layer<'a>],
    section: Section,
    key: &str,
) -> Result<Entry<'a>, ConfigError> {
    let found = layers
        .iter()
        .find_map(|layer| layer.table(section).and_then(|table| table.get(key)));
    found.ok_or_else(|| ConfigError::Invalid {
        spot: Spot {
            file: DEFAULTS_NAME.to_owned(),
            line: 1,
            at: 0,
        },
        message: format!("\"{key}\" is missing"),
    })
}
