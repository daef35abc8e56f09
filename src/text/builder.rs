//! Building a clean text from pieces.

use super::{Clean, Span};

/// Builds a clean text piece by piece, so that the places of its parts can be noted on the way.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Clean,
}

impl TextBuilder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The offset at which the next piece will stand.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What has been built up to now.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Cleans `raw`, adds it, and says where it stands.
    pub fn push(&mut self, raw: &str) -> Span {
        self.push_clean(&Clean::new(raw))
    }

    /// Adds what is clean already, and says where it stands.
    pub fn push_clean(&mut self, clean: &Clean) -> Span {
        let start = self.text.len();
        self.text.append(clean);
        Span::new(start, self.text.len())
    }

    /// Cuts the text back to `len` bytes (a boundary that [`TextBuilder::len`] once gave).
    pub fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
    }

    /// The whole text.
    pub fn finish(self) -> Clean {
        self.text
    }
}
