//! Which keys run which command.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::config::{Binding, Key, KeySequence};

use super::command::{COMMANDS, Command};

/// The bindings in force: the table's own, changed by the person's.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: BTreeMap<KeySequence, Command>,
}

/// What a sequence of keys means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// It runs this command.
    Command(Command),
    /// It is the start of longer ones.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Why a person's bindings cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum KeymapError {
    /// There is no such command.
    #[error("{spot}: there is no command \"{name}\"{}", nearest.map_or_else(String::new, |n| format!("; did you mean \"{n}\"?")))]
    NoCommand {
        /// File and line.
        spot: String,
        /// What was written.
        name: String,
        /// The command whose name is most like it.
        nearest: Option<&'static str>,
    },
    /// A key cannot run a command and begin a sequence too.
    #[error(
        "{spot}: \"{longer}\" can never be typed, because \"{shorter}\" alone does something; unbind one with \"none\""
    )]
    Shadowed {
        /// File and line.
        spot: String,
        /// The shorter sequence.
        shorter: String,
        /// The longer one.
        longer: String,
    },
}

impl Keymap {
    /// The table's keys, with `changes` made to them.
    pub fn new(changes: &[Binding]) -> Result<Self, KeymapError> {
        let mut bindings = BTreeMap::new();
        for entry in COMMANDS {
            for keys in entry.keys {
                if let Ok(keys) = keys.parse::<KeySequence>() {
                    bindings.insert(keys, entry.command);
                }
            }
        }
        for change in changes {
            match &change.command {
                None => {
                    bindings.remove(&change.keys);
                }
                Some(name) => {
                    let command = Command::named(name).ok_or_else(|| KeymapError::NoCommand {
                        spot: change.spot.to_string(),
                        name: name.clone(),
                        nearest: nearest(name),
                    })?;
                    // What a person binds goes before any of the table's keys that it would
                    // hide, or that would hide it.
                    bindings.retain(|keys, _| {
                        let chosen = changes.iter().any(|c| c.keys == *keys);
                        chosen || !hide_each_other(keys, &change.keys)
                    });
                    bindings.insert(change.keys.clone(), command);
                }
            }
        }
        let keymap = Self { bindings };
        match keymap.shadowed() {
            None => Ok(keymap),
            Some((shorter, longer)) => {
                let guilty = changes
                    .iter()
                    .find(|c| c.keys == *shorter || c.keys == *longer);
                Err(KeymapError::Shadowed {
                    spot: guilty.map_or_else(|| "the keys".to_owned(), |c| c.spot.to_string()),
                    shorter: shorter.to_string(),
                    longer: longer.to_string(),
                })
            }
        }
    }

    fn shadowed(&self) -> Option<(&KeySequence, &KeySequence)> {
        let starts = |a: &KeySequence, b: &KeySequence| a < b && hide_each_other(a, b);
        self.bindings
            .keys()
            .find_map(|a| self.bindings.keys().find(|b| starts(a, b)).map(|b| (a, b)))
    }

    /// What `keys` mean.
    pub fn look_up(&self, keys: &[Key]) -> Lookup {
        for (bound, command) in &self.bindings {
            if bound.keys() == keys {
                return Lookup::Command(*command);
            }
        }
        if self
            .bindings
            .keys()
            .any(|bound| bound.keys().starts_with(keys))
        {
            Lookup::Prefix
        } else {
            Lookup::Nothing
        }
    }

    /// The keys of `command`: those of the table first, in its order, then the person's.
    pub fn keys_of(&self, command: Command) -> Vec<String> {
        let mut keys: Vec<String> = self
            .bindings
            .iter()
            .filter(|(_, c)| **c == command)
            .map(|(k, _)| k.to_string())
            .collect();
        let own = command.entry().keys;
        keys.sort_by_key(|key| own.iter().position(|own| own == key).unwrap_or(usize::MAX));
        keys
    }
}

/// Whether one of two different sequences is the start of the other.
fn hide_each_other(a: &KeySequence, b: &KeySequence) -> bool {
    a != b && (a.keys().starts_with(b.keys()) || b.keys().starts_with(a.keys()))
}

/// The name of the command that is most like `name`.
fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |entry: &&super::command::Entry| strsim::jaro_winkler(entry.name, name);
    let best = COMMANDS
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) > 0.7).then_some(best.name)
}
