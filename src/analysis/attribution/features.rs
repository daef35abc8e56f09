//! Named facts that the linear models weigh, collected without an allocation for each.

use std::fmt::{self, Write};

/// A list of names, kept in one string.
#[derive(Debug, Clone, Default)]
pub(super) struct Features {
    text: String,
    ends: Vec<usize>,
}

impl Features {
    /// Adds the fact that `name` spells out. Names hold no tab and no line feed.
    pub fn add(&mut self, name: fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.text.write_fmt(name);
        self.ends.push(self.text.len());
    }

    /// Adds the fact if it holds.
    pub fn add_if(&mut self, holds: bool, name: fmt::Arguments) {
        if holds {
            self.add(name);
        }
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// The names, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.text[start..end])
    }
}
