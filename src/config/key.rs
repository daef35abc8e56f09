//! Keys and sequences of keys, and how a person writes them: `j`, `G`, `ctrl-d`, `g g`, `space`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_width::UnicodeWidthChar;

/// What a key is, modifiers aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character. With shift it is the character that shift makes.
    Char(char),
    /// Enter, or Return.
    Enter,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Escape.
    Esc,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow left.
    Left,
    /// The arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// A function key.
    F(u8),
}

/// Keys with a name: the first name of each is the one shown.
const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pgup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("pgdn", KeyCode::PageDown),
    ("insert", KeyCode::Insert),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
];

/// The highest function key that terminals send.
const LAST_FUNCTION_KEY: u8 = 24;

/// Keys held down with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Modifiers {
    /// Control.
    pub ctrl: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// One press of a key, in one form for each press that terminals can tell apart: shift is part of
/// a character, and control makes no difference between small letters and capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    code: KeyCode,
    modifiers: Modifiers,
}

impl Key {
    /// The press of `code` with `modifiers`; `None` for a character that no key writes (a control
    /// or something without width) and for function keys beyond F24.
    pub fn new(mut code: KeyCode, mut modifiers: Modifiers) -> Option<Self> {
        match code {
            KeyCode::Char(c) => {
                if c.width().unwrap_or(0) == 0 || (c.is_whitespace() && c != ' ') {
                    return None;
                }
                // Shift and space is a space that knows of shift only on few terminals.
                let shifted = if modifiers.shift {
                    single(c.to_uppercase())
                } else {
                    None
                };
                let c = shifted.unwrap_or(c);
                let c = if modifiers.ctrl {
                    c.to_ascii_lowercase()
                } else {
                    c
                };
                modifiers.shift = false;
                code = match c {
                    // Terminals send the same for both, but for a few that would surprise with it.
                    'i' if modifiers.ctrl => KeyCode::Tab,
                    'm' if modifiers.ctrl => KeyCode::Enter,
                    '[' if modifiers.ctrl => KeyCode::Esc,
                    c => KeyCode::Char(c),
                };
                modifiers.ctrl &= code == KeyCode::Char(c);
            }
            KeyCode::Tab if modifiers.shift => code = KeyCode::BackTab,
            KeyCode::F(n) if n == 0 || n > LAST_FUNCTION_KEY => return None,
            _ => {}
        }
        if code == KeyCode::BackTab {
            modifiers.shift = false;
        }
        Some(Self { code, modifiers })
    }

    /// What it is, modifiers aside.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// What is held down with it.
    pub fn modifiers(self) -> Modifiers {
        self.modifiers
    }
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_some() { None } else { first }
}

/// Why something is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// There is nothing.
    #[error("a key is missing: write one as in \"j\", \"ctrl-d\" or \"g g\"")]
    Empty,
    /// There is no such key.
    #[error("\"{0}\" is no key: write one as in \"j\", \"ctrl-d\", \"pageup\" or \"g g\"")]
    Unknown(String),
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let unknown = || KeyError::Unknown(text.to_owned());
        let mut modifiers = Modifiers::default();
        let mut rest = text;
        while let Some((prefix, after)) = rest.split_once('-') {
            let held = match prefix.to_ascii_lowercase().as_str() {
                "ctrl" => &mut modifiers.ctrl,
                "alt" => &mut modifiers.alt,
                "shift" => &mut modifiers.shift,
                _ => break,
            };
            if std::mem::replace(held, true) {
                return Err(unknown());
            }
            rest = after;
        }
        let code = if let Some(c) = single(rest.chars()) {
            KeyCode::Char(c)
        } else {
            let lower = rest.to_ascii_lowercase();
            let named = NAMES.iter().find(|(name, _)| *name == lower);
            let function = || lower.strip_prefix('f')?.parse().ok().map(KeyCode::F);
            named
                .map(|&(_, code)| code)
                .or_else(function)
                .ok_or_else(unknown)?
        };
        Key::new(code, modifiers).ok_or_else(unknown)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.modifiers.ctrl, "ctrl-"),
            (self.modifiers.alt, "alt-"),
            (self.modifiers.shift, "shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "f{n}"),
            // All other codes have a name in the table above.
            _ => Ok(()),
        }
    }
}

/// Keys pressed one after another; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeySequence(Vec<Key>);

impl KeySequence {
    /// The sequence of `keys`; `None` where there are none.
    pub fn new(keys: Vec<Key>) -> Option<Self> {
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The keys, in order.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }
}

impl From<Key> for KeySequence {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

impl FromStr for KeySequence {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let keys = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Key>, _>>()?;
        Self::new(keys).ok_or(KeyError::Empty)
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            key.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code() -> impl Strategy<Value = KeyCode> {
        prop_oneof![
            any::<char>().prop_map(KeyCode::Char),
            proptest::char::range(' ', '~').prop_map(KeyCode::Char),
            (0..NAMES.len()).prop_map(|i| NAMES[i].1),
            any::<u8>().prop_map(KeyCode::F),
        ]
    }

    fn key() -> impl Strategy<Value = Key> {
        (code(), any::<[bool; 3]>()).prop_filter_map("no key", |(code, [ctrl, alt, shift])| {
            Key::new(code, Modifiers { ctrl, alt, shift })
        })
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_written(keys in prop::collection::vec(key(), 1..5)) {
            let sequence = KeySequence::new(keys).unwrap();
            let shown = sequence.to_string();
            prop_assert_eq!(shown.parse::<KeySequence>(), Ok(sequence));
            prop_assert!(!shown.chars().any(char::is_control));
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,12}|(ctrl-|alt-|-|f){0,4}.{0,2}") {
            if let Ok(sequence) = text.parse::<KeySequence>() {
                prop_assert_eq!(sequence.to_string().parse(), Ok(sequence));
            }
        }
    }

    #[test]
    fn keys_are_written_as_people_write_them() {
        for (written, shown) in [
            ("g g", "g g"),
            ("G", "G"),
            ("shift-g", "G"),
            ("Ctrl-D", "ctrl-d"),
            ("shift-ctrl-d", "ctrl-d"),
            ("alt-ctrl-x", "ctrl-alt-x"),
            ("ctrl--", "ctrl--"),
            ("-", "-"),
            ("Space", "space"),
            ("Return", "enter"),
            ("shift-tab", "backtab"),
            ("ctrl-i", "tab"),
            ("ctrl-m", "enter"),
            ("ctrl-alt-[", "alt-esc"),
            ("shift-up", "shift-up"),
            ("PgUp", "pageup"),
            ("F12", "f12"),
            ("f", "f"),
            ("?", "?"),
            ("é", "é"),
            ("日", "日"),
        ] {
            assert_eq!(written.parse::<KeySequence>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_no_key_sends_is_refused() {
        for written in [
            "",
            "  ",
            "ctrl-",
            "ctrl-ctrl-a",
            "f0",
            "f25",
            "hyper-x",
            "gg",
            "\u{1b}",
            "\u{202e}",
        ] {
            assert!(written.parse::<KeySequence>().is_err(), "{written:?}");
        }
    }
}
