//! Which keys run which command or macro.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use crate::config::{self, Binding, Key, KeySequence, Keys, Mistakes, Spot};

use super::command::{COMMANDS, Command, Group};

/// The bindings in force: the table's own, those of the preset over them, and the person's over both.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: BTreeMap<KeySequence, Target>,
    macros: Vec<Arc<Macro>>,
}

/// What a key can be bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A command of the table.
    Command(Command),
    /// A macro of the person's.
    Macro(Arc<Macro>),
}

/// Commands under a name. It holds no macros, so that none can run itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Macro {
    /// Its name.
    pub name: String,
    /// One line for the help: "star, then next-article".
    pub help: String,
    /// What is run, in order.
    pub commands: Vec<Command>,
}

impl Target {
    /// Its name in the configuration.
    pub fn name(&self) -> &str {
        match self {
            Self::Command(command) => command.entry().name,
            Self::Macro(made) => &made.name,
        }
    }

    /// One line for the help.
    pub fn help(&self) -> &str {
        match self {
            Self::Command(command) => command.entry().help,
            Self::Macro(made) => &made.help,
        }
    }

    /// What it is about.
    pub fn group(&self) -> Group {
        match self {
            Self::Command(command) => command.entry().group,
            Self::Macro(_) => Group::Macros,
        }
    }
}

/// What a sequence of keys means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// It runs this.
    Target(Target),
    /// It is the start of longer ones.
    Prefix,
    /// Nothing.
    Nothing,
}

/// A key that may come next in a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The key.
    pub key: Key,
    /// What it then does; `None` where more keys follow.
    pub target: Option<Target>,
}

/// Why a person's keys and macros cannot be used.
#[derive(Debug, Error)]
pub enum KeymapError {
    /// There is no such command, nor, for a key, a macro.
    #[error("{spot}: there is no command \"{name}\"{}", nearest.as_ref().map_or_else(String::new, |n| format!("; did you mean \"{n}\"?")))]
    NoCommand {
        /// File and line.
        spot: Spot,
        /// What was written.
        name: String,
        /// The one whose name is most like it.
        nearest: Option<String>,
    },
    /// A macro would hide a command.
    #[error("{spot}: \"{name}\" is a command already: give the macro another name")]
    Taken {
        /// File and line.
        spot: Spot,
        /// The name.
        name: String,
    },
    /// A key cannot run a command and begin a sequence too.
    #[error(
        "{spot}: \"{longer}\" can never be typed, because \"{shorter}\" alone does something; unbind one with \"none\""
    )]
    Shadowed {
        /// File and line.
        spot: Spot,
        /// The shorter sequence.
        shorter: String,
        /// The longer one.
        longer: String,
    },
}

impl Keymap {
    /// The table's keys, with the preset and the person's own laid over them.
    ///
    /// # Errors
    /// Lines that name no command, or hide another line: [`KeymapError`]s.
    pub fn new(keys: &Keys) -> Result<Self, Mistakes> {
        let mut bindings = BTreeMap::new();
        for entry in COMMANDS {
            for keys in entry.keys {
                if let Ok(keys) = keys.parse::<KeySequence>() {
                    bindings.insert(keys, Target::Command(entry.command));
                }
            }
        }
        let mut mistakes = Mistakes::default();
        let macros = keys.macros.iter();
        let macros = macros.map(|made| resolve(made, &mut mistakes)).collect();
        let mut keymap = Self { bindings, macros };
        keymap.lay_over(&keys.preset.bindings()?, &mut mistakes);
        keymap.lay_over(&keys.bindings, &mut mistakes);
        mistakes.or(keymap)
    }

    /// Makes the changes that `layer` asks for. They go before any of the keys below that they would
    /// hide, or that would hide them.
    fn lay_over(&mut self, layer: &[Binding], mistakes: &mut Mistakes) {
        for change in layer {
            let Some(name) = &change.command else {
                self.bindings.remove(&change.keys);
                continue;
            };
            let Some(target) = self.named(name) else {
                mistakes.push(KeymapError::NoCommand {
                    spot: change.spot.clone(),
                    name: name.clone(),
                    nearest: nearest(name, self.targets()),
                });
                continue;
            };
            self.bindings.retain(|keys, _| {
                let chosen = layer.iter().any(|other| other.keys == *keys);
                chosen || !hide_each_other(keys, &change.keys)
            });
            self.bindings.insert(change.keys.clone(), target);
        }
        for (shorter, longer) in self.shadowed() {
            let guilty = |change: &&Binding| change.keys == *shorter || change.keys == *longer;
            if let Some(change) = layer.iter().find(guilty) {
                mistakes.push(KeymapError::Shadowed {
                    spot: change.spot.clone(),
                    shorter: shorter.to_string(),
                    longer: longer.to_string(),
                });
            }
        }
    }

    /// Each sequence that can never be typed, after the shorter one that hides it.
    fn shadowed(&self) -> Vec<(&KeySequence, &KeySequence)> {
        let starts = |a: &KeySequence, b: &KeySequence| a < b && hide_each_other(a, b);
        let hides = |b| Some((self.bindings.keys().find(|a| starts(a, b))?, b));
        self.bindings.keys().filter_map(hides).collect()
    }

    /// Everything that a key can be bound to: the commands in the order of the table, then the macros.
    pub fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        let commands = COMMANDS.iter().map(|entry| Target::Command(entry.command));
        commands.chain(self.macros.iter().cloned().map(Target::Macro))
    }

    fn named(&self, name: &str) -> Option<Target> {
        self.targets().find(|target| target.name() == name)
    }

    /// What `keys` mean.
    pub fn look_up(&self, keys: &[Key]) -> Lookup {
        for (bound, target) in &self.bindings {
            if bound.keys() == keys {
                return Lookup::Target(target.clone());
            }
        }
        if self.following(keys).next().is_some() {
            Lookup::Prefix
        } else {
            Lookup::Nothing
        }
    }

    /// The command of that one key, as it is where macros and sequences do not count.
    pub fn command_of(&self, key: Key) -> Option<Command> {
        match self.look_up(&[key]) {
            Lookup::Target(Target::Command(command)) => Some(command),
            _ => None,
        }
    }

    /// The sequences that go on after `keys`.
    fn following(&self, keys: &[Key]) -> impl Iterator<Item = (&KeySequence, &Target)> {
        self.bindings.iter().filter(move |(bound, _)| {
            bound.keys().len() > keys.len() && bound.keys().starts_with(keys)
        })
    }

    /// The keys that may come after `keys`, each once, and what they do.
    pub fn next_after(&self, keys: &[Key]) -> Vec<Next> {
        let mut all: Vec<Next> = Vec::new();
        for (bound, target) in self.following(keys) {
            let Some((&key, rest)) = bound.keys()[keys.len()..].split_first() else {
                continue;
            };
            if all.last().is_none_or(|last| last.key != key) {
                let target = rest.is_empty().then(|| target.clone());
                all.push(Next { key, target });
            }
        }
        all
    }

    /// The keys of `command`: those of the table first, in its order, then the others.
    pub fn keys_of(&self, command: Command) -> Vec<String> {
        self.keys_to(&Target::Command(command))
    }

    /// The keys bound to `target`, in the same order.
    pub fn keys_to(&self, target: &Target) -> Vec<String> {
        let mut keys: Vec<String> = self
            .bindings
            .iter()
            .filter(|(_, bound)| *bound == target)
            .map(|(k, _)| k.to_string())
            .collect();
        let own = match target {
            Target::Command(command) => command.entry().keys,
            Target::Macro(_) => &[],
        };
        keys.sort_by_key(|key| own.iter().position(|own| own == key).unwrap_or(usize::MAX));
        keys
    }
}

/// The macro with its commands looked up.
fn resolve(made: &config::Macro, mistakes: &mut Mistakes) -> Arc<Macro> {
    let name = made.name.clone();
    let spot = || made.spot.clone();
    if Command::named(&name).is_some() {
        let name = name.clone();
        mistakes.push(KeymapError::Taken { spot: spot(), name });
    }
    let mut commands = Vec::with_capacity(made.commands.len());
    for name in &made.commands {
        match Command::named(name) {
            Some(command) => commands.push(command),
            None => {
                let all = COMMANDS.iter().map(|entry| Target::Command(entry.command));
                mistakes.push(KeymapError::NoCommand {
                    spot: spot(),
                    name: name.clone(),
                    nearest: nearest(name, all),
                });
            }
        }
    }
    Arc::new(Macro {
        name,
        help: made.commands.join(", then "),
        commands,
    })
}

/// Whether one of two different sequences is the start of the other.
fn hide_each_other(a: &KeySequence, b: &KeySequence) -> bool {
    a != b && (a.keys().starts_with(b.keys()) || b.keys().starts_with(a.keys()))
}

/// The name among `targets` that is most like `name`.
fn nearest(name: &str, targets: impl Iterator<Item = Target>) -> Option<String> {
    let likeness = |target: Target| {
        let likeness = strsim::jaro_winkler(target.name(), name);
        (likeness, target)
    };
    let best = targets
        .map(likeness)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 > 0.7).then(|| best.1.name().to_owned())
}
