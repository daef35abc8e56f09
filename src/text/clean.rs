//! The one door for text from outside.
//!
//! Whatever a file, a page, a feed, a header or a file name says becomes [`Clean`] once, in the
//! loader; the model and the screen take nothing else. After that no byte of it can act as a
//! control sequence, reorder what a person reads, or hide.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

use super::{Span, escape};

/// Text that is safe to show.
///
/// It holds no control character but the line feed, no escape sequence, no bidirectional control,
/// no invisible tag, and at most [`MARKS_A_BASE`] zero-width characters after one base character.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Clean(String);

/// How many zero-width characters may follow one base character. Vietnamese, Hebrew with
/// cantillation and Thai need two or three; "zalgo" text needs dozens.
pub const MARKS_A_BASE: usize = 4;

/// Columns that a tab becomes.
const TAB: &str = "    ";

impl Clean {
    /// Cleans `raw`, keeping its lines. CR LF, CR, form feed, NEL and the Unicode line and
    /// paragraph separators become line feeds; tabs become four spaces.
    pub fn new(raw: &str) -> Self {
        let mut out = String::with_capacity(raw.len());
        scan(raw, |piece| match piece {
            Piece::Plain(run) => out.push_str(run),
            Piece::Keep(c) => out.push(c),
            Piece::Tab => out.push_str(TAB),
            Piece::Line(_) => out.push('\n'),
            Piece::Drop(_) => {}
        });
        Self(out)
    }

    /// Cleans `raw` into a single line: every run of white space becomes one space, none at the
    /// ends.
    pub fn line(raw: &str) -> Self {
        let clean = Self::new(raw);
        let mut out = String::with_capacity(clean.len());
        for word in clean.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        Self(out)
    }

    /// Cleans `raw` without moving anything: what [`Clean::new`] would drop is overwritten with
    /// spaces, so that byte offsets into the result are byte offsets into `raw`.
    pub fn in_place(raw: &str) -> Self {
        let mut out = String::with_capacity(raw.len());
        let blank = |out: &mut String, bytes: usize| out.extend(std::iter::repeat_n(' ', bytes));
        scan(raw, |piece| match piece {
            Piece::Plain(run) => out.push_str(run),
            Piece::Keep(c) => out.push(c),
            Piece::Tab => out.push(' '),
            Piece::Line(bytes) => {
                blank(&mut out, bytes - 1);
                out.push('\n');
            }
            Piece::Drop(bytes) => blank(&mut out, bytes),
        });
        Self(out)
    }

    /// The text of `span`, still clean; empty where the span does not fit.
    pub fn slice(&self, span: Span) -> Clean {
        Clean(span.of(&self.0).to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds `other` at the end. Where the two meet, no more zero-width characters are kept than
    /// may follow one base.
    pub(super) fn append(&mut self, other: &Clean) {
        let zero_width = |c: &char| c.width() == Some(0);
        let before = self.0.chars().rev().take_while(zero_width).count();
        let over = match before {
            0 => 0,
            n => (n + other.chars().take_while(zero_width).count()).saturating_sub(MARKS_A_BASE),
        };
        let cut: usize = other.chars().take(over).map(char::len_utf8).sum();
        self.0.push_str(&other.0[cut..]);
    }

    /// Cuts the text back to `len` bytes, if that is a boundary of characters.
    pub(super) fn truncate(&mut self, len: usize) {
        if self.0.is_char_boundary(len) {
            self.0.truncate(len);
        }
    }

    /// `None` where there is nothing but white space.
    pub fn non_empty(self) -> Option<Self> {
        (!self.0.trim().is_empty()).then_some(self)
    }
}

/// Whether `c` may never reach a terminal or a pipe from an article: controls other than line
/// feed, bidirectional controls, deprecated format characters, annotation marks, separators and
/// invisible tags.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x09' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Characters that are harmless but invisible, and would break up words for searching and
/// matching: soft hyphen, zero-width space, word joiner and its kin, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}'
    )
}

enum Piece<'a> {
    /// Visible ASCII and blanks.
    Plain(&'a str),
    Keep(char),
    Tab,
    /// A line end written in so many bytes.
    Line(usize),
    /// So many bytes to leave out.
    Drop(usize),
}

fn scan<'a>(raw: &'a str, mut emit: impl FnMut(Piece<'a>)) {
    let mut rest = raw;
    let mut previous: Option<char> = None;
    let mut marks = 0;
    while let Some(c) = rest.chars().next() {
        // Most of all text: taken in one piece, as looking at each character takes its time.
        let plain = rest.bytes().take_while(|b| matches!(b, b' '..=b'~'));
        let (run, after) = rest.split_at(plain.count());
        if let Some(last) = run.chars().next_back() {
            emit(Piece::Plain(run));
            (rest, previous, marks) = (after, Some(last), 0);
            continue;
        }
        let here = rest;
        rest = &rest[c.len_utf8()..];
        match c {
            '\n' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                emit(Piece::Line(c.len_utf8()));
                previous = None;
            }
            '\r' => {
                if rest.starts_with('\n') {
                    emit(Piece::Drop(1));
                } else {
                    emit(Piece::Line(1));
                }
                previous = None;
            }
            '\t' => {
                emit(Piece::Tab);
                previous = None;
            }
            '\x1b' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => {
                let bytes = escape::sequence_len(here);
                emit(Piece::Drop(bytes));
                rest = &here[bytes..];
            }
            _ if is_unsafe(c) || is_invisible(c) => emit(Piece::Drop(c.len_utf8())),
            // Joiners shape emoji and the letters of Arabic and Indic scripts; elsewhere they hide.
            '\u{200c}' | '\u{200d}' => {
                let joins =
                    |x: Option<char>| x.is_some_and(|x| !x.is_ascii() && !x.is_whitespace());
                let next = rest.chars().next();
                let next = next.filter(|&n| !is_unsafe(n) && n.width() != Some(0));
                if joins(previous) && joins(next) && marks < MARKS_A_BASE {
                    marks += 1;
                    emit(Piece::Keep(c));
                    previous = Some(c);
                } else {
                    emit(Piece::Drop(c.len_utf8()));
                }
            }
            _ if c.width() == Some(0) => {
                marks += 1;
                if marks <= MARKS_A_BASE {
                    emit(Piece::Keep(c));
                    previous = Some(c);
                } else {
                    emit(Piece::Drop(c.len_utf8()));
                }
            }
            _ => {
                marks = 0;
                previous = Some(c);
                emit(Piece::Keep(c));
            }
        }
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<String> for Clean {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl From<&str> for Clean {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<Clean> for String {
    fn from(clean: Clean) -> String {
        clean.0
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_escape_sequences_go_and_leave_no_litter() {
        for (raw, clean) in [
            ("a\x1b[31mred\x1b[0m", "ared"),
            ("a\x1b]52;c;ZXZpbA==\x07b", "ab"),
            ("a\x1b]0;title\x1b\\b", "ab"),
            ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{9d}52;c;AA\u{9c}b", "ab"),
            ("a\x1bP+q544e\x1b\\b", "ab"),
            ("a\x1b]52;c;cut off\nnext", "a\nnext"),
            ("a\x1b]52;\x1b[2Jb", "ab"),
            ("a\x1b[?1049", "a"),
            ("a\x1b(Bb\x1b=c\x1b", "abc"),
            ("bell\x07 back\x08space\x7f", "bell backspace"),
        ] {
            assert_eq!(Clean::new(raw), *clean, "{raw:?}");
        }
    }

    #[test]
    fn reordering_and_hidden_characters_go() {
        assert_eq!(
            Clean::new("a\u{202e}b\u{2066}c\u{e0041}\u{200b}d\u{feff}"),
            *"abcd"
        );
        assert_eq!(
            Clean::new(&format!("e{}", "\u{301}".repeat(40))),
            *format!("e{}", "\u{301}".repeat(4))
        );
    }

    #[test]
    fn joiners_stay_where_they_shape() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(Clean::new(family), *family);
        assert_eq!(Clean::new("می\u{200c}خواهم"), *"می\u{200c}خواهم");
        assert_eq!(Clean::new("pass\u{200d}word"), *"password");
    }

    #[test]
    fn line_ends_are_one_kind() {
        assert_eq!(
            Clean::new("a\r\nb\rc\u{2028}d\u{85}e\tf"),
            *"a\nb\nc\nd\ne    f"
        );
        assert_eq!(Clean::line("  a\n\n b\u{a0}c "), *"a b c");
    }

    #[test]
    fn in_place_keeps_every_offset() {
        let raw = "“a”\r\n\x1b[2J“b”\u{202e} c";
        let clean = Clean::in_place(raw);
        assert_eq!(clean.len(), raw.len());
        assert_eq!(clean.find("“b”"), raw.find("“b”"));
        assert!(!clean.chars().any(is_unsafe));
    }
}
