//! What the library shows as a list: which articles, in which order, and a part of their rows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::{Clean, Span};

/// The number of an article in one library. It is never given to another article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleKey(pub i64);

/// The number of a subscription in one library. It is never given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FeedKey(pub i64);

/// A set of articles that can be listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// Everything but what was deleted or is hidden.
    All,
    /// What is unread, and what was read since the shelf was opened last, so that nothing goes from
    /// under the person's eyes.
    Unread,
    /// What has a star.
    Starred,
    /// One subscription.
    Feed(FeedKey),
    /// The subscriptions in a folder and in those inside it; the names of nested ones are joined by `/`.
    Folder(Clean),
    /// What has a tag, its own or its subscription's.
    Tag(Clean),
    /// What a search finds, in the query language of the search line.
    Search(Clean),
    /// What a rule of the person's hides.
    Hidden,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// By date, the newest first.
    #[default]
    Newest,
    /// By date, the oldest first.
    Oldest,
    /// By headline.
    Title,
    /// By subscription, then the newest first.
    Feed,
    /// The best hits of a search first; on other shelves the newest first.
    Best,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From this row on.
    From(usize),
    /// Around this article, and where it is not on the shelf around this row.
    Around(ArticleKey, usize),
}

/// A part of a list, as the library has it now.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The articles' set.
    pub shelf: Shelf,
    /// Their order.
    pub order: Order,
    /// How many there are on the shelf.
    pub total: usize,
    /// Which of them the first row is.
    pub first: usize,
    /// Some rows, one after another.
    pub rows: Vec<Row>,
    /// Where the article asked for stands on the shelf, where it does.
    pub found: Option<usize>,
    /// The article that came last of all in the library when the list was made: the person has seen
    /// nothing that came after it.
    pub latest: Option<ArticleKey>,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which article.
    pub key: ArticleKey,
    /// The subscription that brought it.
    pub feed: FeedKey,
    /// Its headline; the first words of its text where it has none.
    pub title: Clean,
    /// The short name of where it came from: the subscription's, as a rule.
    pub source: Clean,
    /// When it was published; where it does not say, when it came.
    pub published: Option<Timestamp>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Its own tags, in alphabetical order.
    pub tags: Vec<Clean>,
    /// Words of its text.
    pub words: usize,
    /// How many pieces of speech are quoted in it, once that is known.
    pub quotes: Option<usize>,
    /// Where a search found it.
    pub hit: Option<Hit>,
}

/// A sentence or line in which a search found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The sentence.
    pub text: Clean,
    /// What was found, as spans of the sentence.
    pub marks: Vec<Span>,
    /// What was found first, as a span of the article's text; `None` where it is in the headline or
    /// in a name that the text does not have in this form.
    pub place: Option<Span>,
    /// Who says it, where it was found in somebody's words.
    pub speaker: Option<Clean>,
}

/// A shelf with its counts, as the list of shelves shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfRow {
    /// Which shelf.
    pub shelf: Shelf,
    /// Its name.
    pub name: Clean,
    /// Folders around it.
    pub depth: usize,
    /// How many unread articles stand on it; of what a search finds at most one more than
    /// [`ShelfRow::COUNTED`].
    pub unread: usize,
    /// Why its subscription could not be refreshed, where it could not.
    pub trouble: Option<Clean>,
    /// When it will be tried again, where it will.
    pub again: Option<Timestamp>,
}

impl ShelfRow {
    /// So many unread articles of what a search finds are counted, and no more.
    pub const COUNTED: usize = 99;

    /// How many unread articles stand on it, in digits; "99+" for more than are counted.
    pub fn unread_in_digits(&self) -> String {
        match self.shelf {
            Shelf::Search(_) if self.unread > Self::COUNTED => format!("{}+", Self::COUNTED),
            _ => self.unread.to_string(),
        }
    }
}
