//! What is made of an article before it is kept: all that can be made of it without the library, so
//! that the one thread that writes need not do it.

use jiff::Timestamp;

use super::body;
use super::error::Result;
use super::index::Words;
use super::sort_key::sort_key;
use crate::model::{Arriving, Article};
use crate::text::Clean;

/// An article that a subscription brings, ready to be kept.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) guid: String,
    /// Tells whether it is as it was.
    pub(super) digest: i64,
    pub(super) kept: Kept,
}

impl Prepared {
    /// Prepares what arrives. It takes a good part of the work, and no library.
    ///
    /// # Errors
    /// The article cannot be written as JSON.
    pub fn new(arriving: Arriving) -> Result<Self> {
        Ok(Self {
            digest: body::digest(&arriving.article)?,
            guid: arriving.guid,
            kept: Kept::new(arriving.article)?,
        })
    }

    /// Prepares all that arrives.
    ///
    /// # Errors
    /// As [`Prepared::new`].
    pub fn all(arriving: impl IntoIterator<Item = Arriving>) -> Result<Vec<Self>> {
        arriving.into_iter().map(Self::new).collect()
    }
}

/// What is kept of an article.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub text: Clean,
    /// All else of it, in JSON.
    pub form: String,
    /// Its headline as a list shows it.
    pub headline: String,
    pub sort_key: String,
    pub byline: Option<Clean>,
    pub published: Option<Timestamp>,
    /// The short name of where it came from.
    pub source: Clean,
    /// How many words it has.
    pub count: i64,
    pub words: Words,
}

impl Kept {
    pub fn new(mut article: Article) -> Result<Self> {
        let headline = headline(&article).to_owned();
        Ok(Self {
            form: body::form(&mut article)?,
            sort_key: sort_key(&headline),
            headline,
            count: i64::try_from(article.word_count()).unwrap_or(i64::MAX),
            words: Words::of(&article),
            text: article.text,
            byline: article.byline,
            published: article.published,
            source: article.source.label,
        })
    }
}

/// As much of a headline as a list keeps, in bytes.
const HEADLINE: usize = 400;

/// The headline, no longer than any screen, and cut at a word.
fn headline(article: &Article) -> &str {
    let whole = article.headline();
    if whole.len() <= HEADLINE {
        return whole;
    }
    let cut = &whole[..whole.floor_char_boundary(HEADLINE)];
    cut.rfind(' ').map_or(cut, |at| &cut[..at])
}
