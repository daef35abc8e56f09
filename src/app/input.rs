//! A line that a person types.

use crate::config::{Key, KeyCode};
use crate::text::Clean;

/// The most bytes of a line. Nobody types so much; a paste may hold a whole file.
const LONGEST: usize = 4096;

/// The text typed so far, and the place of the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

impl Input {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Adds pasted text at the cursor, as one line without control characters.
    pub fn paste(&mut self, raw: &str) {
        let clean = Clean::line(raw);
        let room = LONGEST.saturating_sub(self.text.len());
        let fits = &clean[..clean.floor_char_boundary(room)];
        self.text.insert_str(self.cursor, fits);
        self.cursor += fits.len();
    }

    /// Edits the line as `key` asks for. `false` where the key is none of an editor's.
    pub fn edit(&mut self, key: Key) -> bool {
        match (key.modifiers().ctrl, key.code()) {
            (false, KeyCode::Char(c)) if !key.modifiers().alt => self.paste_char(c),
            (false, KeyCode::Backspace) | (true, KeyCode::Char('h')) => {
                if let Some(c) = self.before_cursor().chars().next_back() {
                    self.cursor -= c.len_utf8();
                    self.text.remove(self.cursor);
                }
            }
            (false, KeyCode::Delete) => {
                if self.cursor < self.text.len() {
                    self.text.remove(self.cursor);
                }
            }
            (false, KeyCode::Left) => {
                self.cursor -= self
                    .before_cursor()
                    .chars()
                    .next_back()
                    .map_or(0, char::len_utf8);
            }
            (false, KeyCode::Right) => {
                self.cursor += self.text[self.cursor..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            }
            (false, KeyCode::Home) | (true, KeyCode::Char('a')) => self.cursor = 0,
            (false, KeyCode::End) | (true, KeyCode::Char('e')) => self.cursor = self.text.len(),
            (true, KeyCode::Char('u')) => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            (true, KeyCode::Char('w') | KeyCode::Backspace) => {
                let kept = self.before_cursor().trim_end();
                let start = kept.rfind(' ').map_or(0, |at| at + 1);
                self.text.drain(start..self.cursor);
                self.cursor = start;
            }
            _ => return false,
        }
        true
    }

    fn paste_char(&mut self, c: char) {
        if c == ' ' {
            self.text.insert(self.cursor, c);
            self.cursor += 1;
        } else {
            self.paste(c.encode_utf8(&mut [0; 4]));
        }
    }
}
