//! Which keys a person wants: whose habits to begin with, their own keys over those, and macros.
//!
//! Commands are names here, and nobody checks them: whoever knows the commands complains with the
//! [`Spot`] at hand.

use std::collections::BTreeMap;
use std::fmt;

use super::error::{ConfigError, Spot};
use super::key::KeySequence;
use super::layers::{Layer, Section, find};
use super::table::{Document, Entry, Table, name_of, one_of};

/// The key in `[keys]` that is no key of a keyboard.
const PRESET: &str = "preset";

/// What a key is bound to that is bound to nothing.
const NONE: &str = "none";

/// `[keys]` and `[macros]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// Whose habits the keys follow.
    pub preset: Preset,
    /// Keys bound to commands and macros or taken away, ordered by key.
    pub bindings: Vec<Binding>,
    /// The macros, ordered by name.
    pub macros: Vec<Macro>,
}

/// Whose habits the keys follow: what the preset binds goes before the keys of the table of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// This program's own.
    #[default]
    Quotidian,
    /// Those of vi.
    Vi,
    /// Those of the pager less.
    Less,
    /// Those of the feed reader newsboat.
    Newsboat,
    /// Those of Emacs.
    Emacs,
}

impl Preset {
    /// All presets with their names.
    pub const ALL: [(&str, Self); 5] = [
        ("quotidian", Self::Quotidian),
        ("vi", Self::Vi),
        ("less", Self::Less),
        ("newsboat", Self::Newsboat),
        ("emacs", Self::Emacs),
    ];

    /// The name of the preset.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }

    /// What the preset binds and takes away, ordered by key.
    ///
    /// # Errors
    /// None, as long as the files compiled in are whole; a test sees to that.
    pub fn bindings(self) -> Result<Vec<Binding>, ConfigError> {
        let text = match self {
            Self::Quotidian => return Ok(Vec::new()),
            Self::Vi => include_str!("../../assets/keys/vi.toml"),
            Self::Less => include_str!("../../assets/keys/less.toml"),
            Self::Newsboat => include_str!("../../assets/keys/newsboat.toml"),
            Self::Emacs => include_str!("../../assets/keys/emacs.toml"),
        };
        let name = format!("the built-in {}.toml", self.as_str());
        let file = Document::parse(&name, text)?;
        Ok(bindings(&file.root())?.into_values().collect())
    }
}

/// A line of `[keys]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What is pressed.
    pub keys: KeySequence,
    /// The name of the command or macro; `None` takes the key away.
    pub command: Option<String>,
    /// Where that stands.
    pub spot: Spot,
}

/// A line of `[macros]`: commands that are run one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// Its name: lower case, words joined by hyphens.
    pub name: String,
    /// The names of the commands, at least one.
    pub commands: Vec<String>,
    /// Where that stands.
    pub spot: Spot,
}

impl Keys {
    /// What `layers` say, the first before the others.
    pub(super) fn read(layers: &[Layer<'_>]) -> Result<Self, ConfigError> {
        let mut all = BTreeMap::new();
        let mut macros = BTreeMap::new();
        for layer in layers.iter().rev() {
            if let Some(table) = layer.table(Section::Keys) {
                all.append(&mut bindings(table)?);
            }
            if let Some(table) = layer.table(Section::Macros) {
                for entry in table.entries() {
                    let made = Macro::read(&entry)?;
                    macros.insert(made.name.clone(), made);
                }
            }
        }
        Ok(Self {
            preset: one_of(&find(layers, Section::Keys, PRESET)?, &Preset::ALL)?,
            bindings: all.into_values().collect(),
            macros: macros.into_values().collect(),
        })
    }
}

impl Macro {
    fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        let name = entry.key;
        let fits = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
        if name == NONE || name.is_empty() || !name.chars().all(fits) {
            return Err(entry.error(format!(
                "\"{name}\" cannot be the name of a macro: write small letters, digits and hyphens, \
                 as in \"next-and-star\""
            )));
        }
        let expected = "a list of commands, as in [\"star\", \"next-article\"]";
        let commands: Vec<String> = entry
            .strings(expected)?
            .into_iter()
            .map(|command| command.trim().to_owned())
            .collect();
        if commands.is_empty() {
            return Err(entry.error(format!("the macro \"{name}\" has no commands")));
        }
        Ok(Self {
            name: name.to_owned(),
            commands,
            spot: entry.spot(),
        })
    }
}

/// The lines of a table of keys, each press once.
fn bindings(table: &Table<'_>) -> Result<BTreeMap<KeySequence, Binding>, ConfigError> {
    let mut all: BTreeMap<KeySequence, Binding> = BTreeMap::new();
    for entry in table.entries().filter(|entry| entry.key != PRESET) {
        let keys: KeySequence = entry.key.parse().map_err(|error: super::KeyError| {
            // The likeliest slip: the command first and its key after it.
            match entry.string("a key") {
                Ok(value) if value.parse::<KeySequence>().is_ok() => entry.error(format!(
                    "the key comes first: write \"{value}\" = \"{}\"",
                    entry.key
                )),
                _ => entry.error(error.to_string()),
            }
        })?;
        let command = entry.string("the name of a command, or \"none\"")?.trim();
        let binding = Binding {
            keys: keys.clone(),
            command: (!["", NONE].contains(&command)).then(|| command.to_owned()),
            spot: entry.spot(),
        };
        if let Some(other) = all.insert(keys.clone(), binding) {
            // Both lines name the same press ("esc" and "escape"): which counts is a guess.
            let line = other.spot.line;
            return Err(entry.error(format!("\"{keys}\" is bound on line {line} too")));
        }
    }
    Ok(all)
}

/// The settings as the part of a configuration file that would give them.
impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        writeln!(f, "[keys]\n{PRESET} = {}", quoted(self.preset.as_str()))?;
        for binding in &self.bindings {
            let command = binding.command.as_deref().unwrap_or(NONE);
            let keys = quoted(&binding.keys.to_string());
            writeln!(f, "{keys} = {}", quoted(command))?;
        }
        writeln!(f, "\n[macros]")?;
        for made in &self.macros {
            let commands: Vec<_> = made.commands.iter().map(|name| quoted(name)).collect();
            writeln!(f, "{} = [{}]", quoted(&made.name), commands.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn keys(text: &str) -> Keys {
        Settings::parse("my.toml", text).unwrap().keys
    }

    fn complaint(text: &str) -> String {
        Settings::parse("my.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn keys_are_bound_and_taken_away() {
        let keys = keys("[keys]\n'g g' = 'top'\nq = ''\n");
        let lines = keys.bindings.iter();
        let lines: Vec<_> = lines
            .map(|b| (b.keys.to_string(), b.command.as_deref(), b.spot.line))
            .collect();
        let top = ("g g".to_owned(), Some("top"), 2);
        assert_eq!(lines, [top, ("q".to_owned(), None, 3)]);
        assert_eq!(keys.preset, Preset::Quotidian);
    }

    #[test]
    fn a_key_that_is_none_or_bound_twice_is_named() {
        assert!(
            complaint("[keys]\n'hyper-x' = 'quit'").starts_with("my.toml:2: \"hyper-x\" is no key")
        );
        assert_eq!(
            complaint("[keys]\n'esc' = 'quit'\n'escape' = 'help'"),
            "my.toml:3: \"esc\" is bound on line 2 too"
        );
    }

    #[test]
    fn every_preset_is_whole_and_has_its_name() {
        for (name, preset) in Preset::ALL {
            assert_eq!(preset.bindings().unwrap().is_empty(), name == "quotidian");
            assert_eq!(keys(&format!("keys.preset = '{name}'")).preset, preset);
        }
        assert_eq!(
            complaint("[keys]\npreset = 'vim'"),
            "my.toml:2: \"keys.preset\" must be one of \"quotidian\", \"vi\", \"less\", \
             \"newsboat\", \"emacs\", not \"vim\""
        );
    }

    #[test]
    fn macros_are_lists_of_commands() {
        let made = keys("[macros]\nb-two = ['star', ' next-article ']\na = ['quit']").macros;
        assert_eq!(made[0].name, "a");
        assert_eq!(made[1].commands, ["star", "next-article"]);
        assert_eq!(made[1].spot.line, 2);
        assert_eq!(
            complaint("[macros]\na = []"),
            "my.toml:2: the macro \"a\" has no commands"
        );
        for name in ["none", "Up", "'two words'"] {
            let complaint = complaint(&format!("[macros]\n{name} = ['quit']"));
            assert!(
                complaint.contains("cannot be the name of a macro"),
                "{complaint}"
            );
        }
    }

    #[test]
    fn what_is_printed_gives_the_same_keys_back() {
        let text = "[keys]\npreset = 'emacs'\n'\"' = 'quit'\n'ctrl-x' = 'none'\n\
                    [macros]\ntwo = ['star', 'quit']\n";
        let first = keys(text);
        let again = keys(&first.to_string());
        let plain = |keys: &Keys| {
            let lines = keys.bindings.iter();
            let macros = keys.macros.iter();
            (
                keys.preset,
                lines
                    .map(|b| (b.keys.clone(), b.command.clone()))
                    .collect::<Vec<_>>(),
                macros
                    .map(|m| (m.name.clone(), m.commands.clone()))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(plain(&again), plain(&first));
    }
}
