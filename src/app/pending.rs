//! What has been typed of a command so far: a count, and the first keys of a sequence.

use std::fmt;
use std::num::NonZeroU16;

use crate::config::{Key, KeyCode, Modifiers};

use super::keymap::{Keymap, Lookup, Target};

/// The largest count: more is the end of anything.
const MOST: u16 = 9_999;

/// What has been typed of a command so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pending {
    /// Digits typed before the keys.
    count: Option<u16>,
    keys: Vec<Key>,
    /// Whether what may follow is listed: the person has hesitated.
    listed: bool,
}

/// What a key makes of what was typed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// This is to be run, as often as counted.
    Target(Target, Option<NonZeroU16>),
    /// More is to come.
    More,
    /// What was typed is forgotten.
    Forgotten,
    /// What was typed means nothing.
    Nothing(String),
}

impl Pending {
    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// The keys of the sequence.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whether the keys that may follow are to be shown.
    pub fn is_listed(&self) -> bool {
        self.listed && !self.keys.is_empty()
    }

    /// Whether keys have begun a sequence and those that may follow are not listed yet.
    pub fn hesitates(&self) -> bool {
        !self.listed && !self.keys.is_empty()
    }

    /// The person has not gone on typing.
    pub fn list(&mut self) {
        self.listed = true;
    }

    /// Takes a key in. A digit counts where it is bound to nothing, and always after another digit.
    pub fn press(&mut self, key: Key, keymap: &Keymap) -> Typed {
        if key.code() == KeyCode::Esc && !self.is_empty() {
            *self = Self::default();
            return Typed::Forgotten;
        }
        if self.keys.is_empty()
            && let Some(digit) = digit(key)
            && (self.count.is_some() || keymap.look_up(&[key]) == Lookup::Nothing)
        {
            let tens = self.count.unwrap_or(0).saturating_mul(10);
            self.count = Some(tens.saturating_add(digit).min(MOST));
            return Typed::More;
        }
        self.keys.push(key);
        match keymap.look_up(&self.keys) {
            Lookup::Prefix => Typed::More,
            Lookup::Target(target) => {
                let typed = std::mem::take(self);
                Typed::Target(target, typed.count.and_then(NonZeroU16::new))
            }
            Lookup::Nothing => Typed::Nothing(std::mem::take(self).to_string()),
        }
    }
}

/// "5 g": what has been typed, as a person writes it.
impl fmt::Display for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count.iter().map(ToString::to_string);
        let keys = self.keys.iter().map(ToString::to_string);
        f.write_str(&count.chain(keys).collect::<Vec<_>>().join(" "))
    }
}

/// The digit that a key writes.
fn digit(key: Key) -> Option<u16> {
    let KeyCode::Char(c) = key.code() else {
        return None;
    };
    let plain = key.modifiers() == Modifiers::default();
    let digit = c.to_digit(10).filter(|_| plain)?;
    u16::try_from(digit).ok()
}
