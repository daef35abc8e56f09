//! What a person changes in the library. Each change has one that undoes it.

use serde::{Deserialize, Serialize};

use super::{ArticleKey, Correction, FeedKey, Shelf};
use crate::text::Clean;

/// A change to the library that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Marks an article read or unread.
    Read(ArticleKey, bool),
    /// Gives an article a star or takes it.
    Star(ArticleKey, bool),
    /// Gives an article a tag or takes it.
    Tag(ArticleKey, Clean, bool),
    /// Deletes an article, or brings it back. A deleted one does not come again with its feed.
    Delete(ArticleKey, bool),
    /// Marks everything on a shelf read, but nothing that came after the article: the
    /// [`latest`](super::Listing::latest) of the list that the person has before them.
    ReadAll(Shelf, Option<ArticleKey>),
    /// Marks these read or unread: undoes [`Change::ReadAll`].
    ReadEach(Vec<ArticleKey>, bool),
    /// Ends a subscription, or takes it up again with all it had. Starred articles stay.
    Unsubscribe(FeedKey, bool),
    /// Puts right what the program found in an article.
    Correct(ArticleKey, Correction),
    /// Takes a correction back.
    Uncorrect(ArticleKey, Correction),
    /// Keeps a search under a name, or forgets it.
    SaveSearch(SavedSearch, bool),
}

/// A search with a name: a shelf that fills itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// What the person calls it.
    pub name: Clean,
    /// What it looks for, in the query language of the search line.
    pub query: Clean,
}
