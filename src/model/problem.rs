//! Something that could not be done.

use crate::text::Clean;

/// What went wrong with one input, in words for a person. The rest went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, address or line that it is about.
    pub place: Clean,
    /// What happened and what to do, as one sentence without the place.
    pub message: Clean,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}
