//! Paragraphs to read in an overlay, parts of them set off.

use crate::text::bidi::FROM_THE_RIGHT;
use crate::text::{Direction, Span, Widths, WrapOptions, wrap};

/// What part of a passage is, as far as its look goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    /// Running text.
    Plain,
    /// What stands back.
    Faint,
    /// A heading.
    Heading,
    /// What somebody says.
    Words,
    /// Who says it.
    Mention,
    /// What reports it.
    Cue,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    text: String,
    /// Where each part ends and what it is, in the order of the text.
    parts: Vec<(usize, Stress)>,
}

impl Passage {
    /// A paragraph of one kind.
    pub fn new(text: impl Into<String>, stress: Stress) -> Self {
        let text = text.into();
        let parts = vec![(text.len(), stress)];
        Self { text, parts }
    }

    /// Adds `text` at the end.
    pub fn push(&mut self, text: &str, stress: Stress) {
        self.text.push_str(text);
        self.parts.push((self.text.len(), stress));
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its rows of at most `width` cells, each in parts. Where they are read from the right, the
    /// first part says so.
    fn rows(&self, width: usize, widths: Widths) -> impl Iterator<Item = Vec<(&str, Stress)>> {
        let options = WrapOptions {
            width,
            widths,
            hyphenation: None,
        };
        let rows = wrap(&self.text, Span::new(0, self.text.len()), options);
        let from_the_right = Direction::of(&self.text) == Some(Direction::RightToLeft);
        let opening = from_the_right.then_some((FROM_THE_RIGHT, Stress::Plain));
        rows.into_iter().map(move |row| {
            let parts = self.within(row.span);
            opening.into_iter().chain(parts).collect()
        })
    }

    fn within(&self, span: Span) -> Vec<(&str, Stress)> {
        let starts = std::iter::once(0).chain(self.parts.iter().map(|&(end, _)| end));
        let parts = starts
            .zip(&self.parts)
            .filter_map(|(start, &(end, stress))| {
                let part = Span::new(start, end).intersection(span)?;
                Some((part.of(&self.text), stress))
            });
        parts.collect()
    }
}

impl From<String> for Passage {
    fn from(text: String) -> Self {
        Self::new(text, Stress::Plain)
    }
}

/// The rows of `passages`, of at most `width` cells, each in parts.
pub fn text_rows(passages: &[Passage], width: usize, widths: Widths) -> Vec<Vec<(&str, Stress)>> {
    passages
        .iter()
        .flat_map(|p| p.rows(width, widths))
        .collect()
}
