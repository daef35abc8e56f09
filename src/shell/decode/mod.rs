//! The bytes that a terminal sends, as keys, pastes, the mouse and answers.
//!
//! Strict: what is no whole sequence of a known form is passed over, never taken for keys. Forms as
//! in xterm's `ctlseqs`, with those of rxvt and the Linux console.

mod coded;

use crate::app::{Action, Mouse};
use crate::config::{Key, KeyCode, Modifiers, Rgb};

/// What a terminal says.
#[derive(Debug, Clone)]
pub enum Said {
    /// The person did something.
    Action(Action),
    /// The terminal's background.
    Background(Rgb),
    /// What kind of terminal it is: whatever was asked before this has been answered.
    Fence,
}

const ESC: u8 = 0x1b;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// More of one paste than this is handed on as another.
const LONGEST_PASTE: usize = 1 << 20;

/// Longer than any sequence that is one.
const LONGEST: usize = 128;

/// Takes bytes as they come and holds what is not whole yet.
#[derive(Debug, Default)]
pub struct Decoder {
    held: Vec<u8>,
    /// How many of the bytes that are held belong to a paste whatever comes; `None` where nothing
    /// is being pasted.
    pasted: Option<usize>,
}

impl Decoder {
    /// What `bytes`, after what is held, say.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Said> {
        self.held.extend_from_slice(bytes);
        let mut said = Vec::new();
        let mut at = 0;
        while let Some((length, what)) = self.next(at) {
            at += length;
            said.extend(what);
        }
        self.held.drain(..at);
        said
    }

    /// Whether what is held is a key unless more bytes come.
    pub fn waits(&self) -> bool {
        self.alone().is_some()
    }

    /// What is held, where no more bytes came: the key Escape, or one with Alt. The beginning of
    /// anything else stays.
    pub fn settle(&mut self) -> Option<Said> {
        let said = self.alone()?;
        self.held.clear();
        Some(said)
    }

    fn alone(&self) -> Option<Said> {
        match self.held[..] {
            _ if self.pasted.is_some() => None,
            [ESC] => key(KeyCode::Esc, Modifiers::default()),
            [ESC, c @ (b'[' | b'O' | b']')] => key(KeyCode::Char(char::from(c)), ALT),
            _ => None,
        }
    }

    /// The length of what is held from `at` on that belongs together, and what it says; `None`
    /// while it is not whole.
    fn next(&mut self, at: usize) -> Option<(usize, Vec<Said>)> {
        let rest = &self.held[at..];
        if let Some(seen) = self.pasted {
            let ends = rest[seen..]
                .windows(PASTE_ENDS.len())
                .position(|part| part == PASTE_ENDS);
            let (text, length) = match ends {
                Some(more) => (&rest[..seen + more], seen + more + PASTE_ENDS.len()),
                None => {
                    // Its end may have begun.
                    let sure = rest.len().saturating_sub(PASTE_ENDS.len() - 1);
                    if sure <= LONGEST_PASTE {
                        self.pasted = Some(sure);
                        return None;
                    }
                    let whole = before_a_character(rest, sure);
                    (&rest[..whole], whole)
                }
            };
            let said = pasted(text);
            self.pasted = ends.is_none().then_some(0);
            return Some((length, said));
        }
        if rest.starts_with(b"\x1b[200~") {
            self.pasted = Some(0);
            return Some((6, Vec::new()));
        }
        let (length, said) = match rest {
            [] => return None,
            [ESC, after @ ..] => escape(after).map(|(length, said)| (1 + length, said))?,
            plain => character(plain, Modifiers::default())?,
        };
        Some((length, said.into_iter().collect()))
    }
}

/// What is pasted. An answer of the terminal may come in the midst of it; nothing that is pasted looks
/// like one, as terminals keep Escape out of pastes.
fn pasted(text: &[u8]) -> Vec<Said> {
    let mut said = Vec::new();
    let mut own = Vec::new();
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let whole = (*first == ESC).then(|| escape(after)).flatten();
        if let Some((length, Some(answer @ (Said::Background(_) | Said::Fence)))) = whole {
            said.push(answer);
            rest = &after[length..];
        } else {
            own.push(*first);
            rest = after;
        }
    }
    let own = String::from_utf8_lossy(&own).into_owned();
    said.push(Said::Action(Action::Paste(own)));
    said
}

/// The last place up to `at` before which no character is cut.
fn before_a_character(bytes: &[u8], at: usize) -> usize {
    let begins = |&at: &usize| bytes[at] & 0xc0 != 0x80;
    let mut places = (at.saturating_sub(3)..=at).rev();
    places.find(begins).unwrap_or(at)
}

const ALT: Modifiers = Modifiers {
    ctrl: false,
    alt: true,
    shift: false,
};

/// What follows an Escape: how much of it belongs to it, and what the two say.
fn escape(after: &[u8]) -> Option<(usize, Option<Said>)> {
    match after {
        [] => None,
        [ESC, ..] => Some((0, key(KeyCode::Esc, Modifiers::default()))),
        [b'[', sequence @ ..] => control(sequence).map(|(length, said)| (1 + length, said)),
        [b'O'] => None,
        [b'O', last @ b'A'..=b'Z', ..] => Some((2, lettered(*last, Modifiers::default()))),
        [b']', answer @ ..] => background(answer).map(|(length, said)| (1 + length, said)),
        other => character(other, ALT),
    }
}

/// A character with `modifiers`, or the key that sends a control.
fn character(bytes: &[u8], modifiers: Modifiers) -> Option<(usize, Option<Said>)> {
    let first = *bytes.first()?;
    let ctrl = Modifiers {
        ctrl: true,
        ..modifiers
    };
    let said = match first {
        b'\r' => key(KeyCode::Enter, modifiers),
        b'\t' => key(KeyCode::Tab, modifiers),
        0x7f => key(KeyCode::Backspace, modifiers),
        0 => key(KeyCode::Char(' '), ctrl),
        1..=0x1a => key(KeyCode::Char(char::from(first - 1 + b'a')), ctrl),
        0x1c..=0x1f => key(KeyCode::Char(char::from(first - 0x1c + b'4')), ctrl),
        _ => return utf8(bytes, modifiers),
    };
    Some((1, said))
}

fn utf8(bytes: &[u8], modifiers: Modifiers) -> Option<(usize, Option<Said>)> {
    let length = match bytes.first()? {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((1, None)),
    };
    let whole = bytes.get(..length.min(bytes.len()))?;
    match std::str::from_utf8(whole) {
        Ok(text) => {
            let said = text
                .chars()
                .next()
                .and_then(|c| key(KeyCode::Char(c), modifiers));
            Some((length, said))
        }
        // A character of which the end has not come yet.
        Err(error) if error.error_len().is_none() => None,
        Err(_) => Some((1, None)),
    }
}

/// A control sequence behind its `ESC [`.
fn control(sequence: &[u8]) -> Option<(usize, Option<Said>)> {
    match sequence {
        // The Linux console's F1 to F5.
        [b'[', last, ..] => {
            let number = last.wrapping_sub(b'A').wrapping_add(1);
            let said = (1..=5)
                .contains(&number)
                .then(|| key(KeyCode::F(number), Modifiers::default()));
            return Some((2, said.flatten()));
        }
        [b'['] => return None,
        // The mouse in its oldest form: three bytes, each 32 more than what it means.
        [b'M', button, x, y, ..] => {
            let less = |byte: &u8| u16::from(byte.saturating_sub(32));
            return Some((4, mouse(less(button), less(x), less(y), true)));
        }
        [b'M', ..] => return None,
        _ => {}
    }
    let end = sequence.iter().position(|b| !(0x20..=0x3f).contains(b));
    let Some(end) = end else {
        return (sequence.len() > LONGEST).then_some((sequence.len(), None));
    };
    let last = sequence[end];
    if !(0x40..=0x7e).contains(&last) {
        // Something else begins inside it.
        return Some((end, None));
    }
    let parameters = std::str::from_utf8(&sequence[..end]).unwrap_or_default();
    Some((end + 1, meant(parameters, last)))
}

/// What a whole control sequence says.
fn meant(parameters: &str, last: u8) -> Option<Said> {
    if let Some(of_mouse) = parameters.strip_prefix('<') {
        let [button, x, y] = numbers(of_mouse)[..] else {
            return None;
        };
        return mouse(button, x, y, last == b'M');
    }
    if parameters.starts_with('?') {
        return (last == b'c').then_some(Said::Fence);
    }
    if last == b'u' {
        return coded::key(parameters).map(pressed);
    }
    let held = coded::held(parameters.split(';').nth(1).unwrap_or_default())?;
    let numbers = numbers(parameters);
    let number = |at: usize| numbers.get(at).copied();
    match last {
        b'~' if number(0) == Some(27) => coded::of(number(2)?.into(), held).map(pressed),
        b'~' => numbered(number(0)?, held),
        // Another number makes it an answer: of where the cursor is, say.
        b'A'..=b'Z' if number(0).is_none_or(|n| n <= 1) => lettered(last, held),
        _ => None,
    }
}

/// Numbers parted by `;`; of those that have parts of their own (`97:65`) the first.
fn numbers(text: &str) -> Vec<u16> {
    text.split(';')
        .map(|n| n.split(':').next().unwrap_or_default())
        .map(|n| n.parse().unwrap_or(0))
        .collect()
}

/// The key that is told by a letter.
fn lettered(letter: u8, held: Modifiers) -> Option<Said> {
    let code = match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    };
    key(code, held)
}

/// The key that is told by a number before `~`.
fn numbered(number: u16, held: Modifiers) -> Option<Said> {
    let function = |past: u16| u8::try_from(number - past).map(KeyCode::F).ok();
    let code = match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(10)?,
        17..=21 => function(11)?,
        23..=26 => function(12)?,
        28 | 29 => function(13)?,
        31..=34 => function(14)?,
        _ => return None,
    };
    key(code, held)
}

fn key(code: KeyCode, held: Modifiers) -> Option<Said> {
    Key::new(code, held).map(pressed)
}

fn pressed(key: Key) -> Said {
    Said::Action(Action::Key(key))
}

/// What the mouse did, where it is one of the things that matter. Cells are counted from 1.
fn mouse(button: u16, x: u16, y: u16, pressed: bool) -> Option<Said> {
    // Shift, Alt and Ctrl with it change nothing.
    let what = match button & !0b1_1100 {
        0 if pressed => Mouse::Press,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    let (x, y) = (x.checked_sub(1)?, y.checked_sub(1)?);
    Some(Said::Action(Action::Mouse { what, x, y }))
}

/// How the answer to the question for the background begins, behind its `ESC ]`.
const ANSWER: &[u8] = b"11;rgb";

/// The terminal's background behind its `ESC ]`; anything else there is a key with Alt.
fn background(answer: &[u8]) -> Option<(usize, Option<Said>)> {
    let known = answer.len().min(ANSWER.len());
    if answer[..known] != ANSWER[..known] {
        return Some((0, key(KeyCode::Char(']'), ALT)));
    }
    let Some(end) = answer.iter().position(|b| [0x07, ESC].contains(b)) else {
        return (answer.len() > LONGEST).then_some((answer.len(), None));
    };
    let length = match answer.get(end..end + 2) {
        _ if answer[end] == 0x07 => end + 1,
        Some(b"\x1b\\") => end + 2,
        // Something else begins inside it.
        Some(_) => return Some((end, None)),
        None => return None,
    };
    let told = std::str::from_utf8(&answer[..end]).ok().and_then(colour);
    Some((length, told.map(Said::Background)))
}

/// The colour in `11;rgb:1c1c/1c1c/1c1c`: one to four hexadecimal digits a channel; one for how far
/// it covers what is behind it may follow.
fn colour(answer: &str) -> Option<Rgb> {
    let channels = answer.strip_prefix("11;rgb")?;
    let (channels, count) = match channels.strip_prefix("a:") {
        Some(channels) => (channels, 4),
        None => (channels.strip_prefix(':')?, 3),
    };
    let read = |digits: &str| {
        let most = (1_u32 << (4 * digits.len().min(4))) - 1;
        let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = fits
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()?;
        u8::try_from(value * 255 / most).ok()
    };
    let all: Option<Vec<u8>> = channels.split('/').map(read).collect();
    let all = all.filter(|all| all.len() == count)?;
    Some(Rgb(all[0], all[1], all[2]))
}

#[cfg(test)]
mod tests;
