//! Lists of subscriptions: OPML in and out, newsboat's `urls` file in.
//!
//! Pure: bytes to a [`SubscriptionList`] and back. What a list holds that the library cannot have is
//! left out and told in words, each with its line; nothing is guessed and nothing is run.

mod address;
mod markup;
mod newsboat;
mod normal;
mod opml;
mod search;
mod write;

pub use address::{origin, tags};
pub use normal::normal;
pub use write::opml as write_opml;

use thiserror::Error;

use super::decode;
use crate::model::SubscriptionList;
use crate::text::Clean;

/// Something of a list that could not be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its line, counted from 1.
    pub line: usize,
    /// What it is and why, as a sentence.
    pub message: Clean,
}

impl LeftOut {
    fn new(line: usize, message: &str) -> Self {
        let message = Clean::line(message);
        Self { line, message }
    }
}

/// Why a file is no list of subscriptions. Each reads on from the name of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoList {
    /// Neither format.
    #[error(
        "holds no list of feeds: quotidian imports OPML and newsboat's urls file; `quotidian add` takes a single feed"
    )]
    Neither,
    /// An outline, but of something else.
    #[error("is OPML that names no feed")]
    NoFeed,
}

/// Reads OPML or newsboat's `urls` file; which of the two it is, its content says.
///
/// # Errors
/// The bytes are neither.
pub fn read_list(bytes: &[u8]) -> Result<(SubscriptionList, Vec<LeftOut>), NoList> {
    let text = decode::decode(bytes, None);
    if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
    {
        return opml::read(&text);
    }
    newsboat::read(&text)
}
