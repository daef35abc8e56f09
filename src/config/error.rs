//! What can be wrong with a configuration, in words for a person.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

/// A line of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file, as it is shown.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// Where in the text begins what would have to go for the rest to be right, in bytes.
    pub(super) at: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Why a configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot read the configuration ({error}): check the path, or leave --config out", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is larger than any configuration.
    #[error("{}: this is no configuration: it is larger than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },
    /// The theme is neither built in nor a file.
    #[error(
        "there is no theme \"{name}\": choose auto or one of {known}{}",
        place.as_ref().map_or_else(String::new, |p| format!(", or write {}", p.display()))
    )]
    NoTheme {
        /// The name asked for.
        name: String,
        /// Those that are built in.
        known: String,
        /// The file in which it would be.
        place: Option<PathBuf>,
    },
    /// A line says something that cannot be.
    #[error("{spot}: {message}")]
    Invalid {
        /// The line.
        spot: Spot,
        /// What is wrong with it and what would be right.
        message: String,
    },
}

impl ConfigError {
    /// The line that it is about, where it is about one.
    pub(super) fn spot(&self) -> Option<&Spot> {
        match self {
            Self::Invalid { spot, .. } => Some(spot),
            _ => None,
        }
    }

    /// The same of all that begins at `at`, of which it is a part: without the part the rest is not
    /// right either.
    pub(super) fn of_whole(mut self, at: usize) -> Self {
        if let Self::Invalid { spot, .. } = &mut self {
            spot.at = at;
        }
        self
    }
}
