//! What goes between the state and the library that it shows: what is asked, what comes, and where the
//! person was.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Article, ArticleKey, Correction, Order, Part, Shelf};
use crate::text::Clean;

use super::layout::Pane;
use super::library::{Found, Texts};

/// A part of a list that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which question it is: the answer has the same number.
    pub number: u64,
    /// The shelf.
    pub shelf: Shelf,
    /// Its order.
    pub order: Order,
    /// Which part.
    pub part: Part,
    /// How many rows.
    pub rows: usize,
}

impl Ask {
    /// Whether `other` asks for the same rows, with whatever number.
    pub(super) fn is_for(&self, other: &Self) -> bool {
        let number = self.number;
        *self
            == Self {
                number,
                ..other.clone()
            }
    }
}

/// A question to the library that has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// The list with this number, for this reason.
    List(u64, Clean),
    /// Which article is the next unread one.
    Unread,
    /// An article.
    Article(ArticleKey),
}

/// Where the person is in the library: what the next start comes back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The shelf.
    pub shelf: Shelf,
    /// Its order.
    pub order: Order,
    /// The selected article.
    pub article: Option<ArticleKey>,
    /// Which row it was.
    pub index: usize,
    /// The pane with the keys.
    pub pane: Pane,
    /// Whether it has the whole screen.
    pub alone: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            shelf: Shelf::Unread,
            order: Order::Newest,
            article: None,
            index: 0,
            pane: Pane::List,
            alone: false,
        }
    }
}

/// An article that the library had, with what is known of it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its number.
    pub key: ArticleKey,
    /// The article.
    pub article: Arc<Article>,
    /// Which of its texts this is.
    pub texts: Texts,
    /// What analysis has found in it, before it was put right.
    pub found: Found,
    /// What the person has put right.
    pub corrections: Vec<Correction>,
    /// Where the person was in it.
    pub place: Option<usize>,
}
