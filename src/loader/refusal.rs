//! Why an input gives no article, in words for a person.

use std::io;
use std::time::Duration;

use thiserror::Error;

use super::feed::Offer;
use super::trouble;

/// Why an input could not be read as an article. Each reads on from the name of the input:
/// "notes.pdf: is a PDF document; ...".
#[derive(Debug, Error)]
pub enum Refusal {
    /// There is no such file.
    #[error("does not exist; check the spelling")]
    Missing,
    /// An address that is not on the web.
    #[error("cannot be fetched; only http:// and https:// addresses can")]
    Scheme,
    /// The file may not be read by this person.
    #[error("may not be read by you; ask its owner for permission to read it")]
    Permission,
    /// Any other trouble of the file system.
    #[error("could not be read: {0}")]
    Io(String),
    /// A file that gave nothing more for [`Limits::read`](super::Limits::read).
    #[error("was not read to its end within {} s; if more is to come, pipe it into `-`", .0.as_secs_f32())]
    Slow(Duration),
    /// Not a regular file.
    #[error("is {0}, not a file; pipe its text into `-` if you mean to read it")]
    Special(&'static str),
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// More than [`Limits::bytes`](super::Limits::bytes).
    #[error("is larger than {} MB, the most that is read of one article", .0.div_ceil(1024 * 1024))]
    TooLarge(u64),
    /// A known format that is not text.
    #[error("is {0}, not text; save it as text or HTML to read it")]
    Binary(&'static str),
    /// A feed where one article was expected.
    #[error("is a feed, a list of articles and not one of them")]
    Feed,
    /// A web page where a feed was expected, with the feeds that it offers.
    #[error("is a web page, not a feed{}", offered(.0))]
    Page(Vec<Offer>),
    /// Text that is no feed.
    #[error("is no feed: neither RSS nor Atom nor JSON Feed")]
    NoFeed,
    /// A feed with nothing in it.
    #[error("is a feed without entries")]
    NoEntries,
    /// Some other text format that holds no article.
    #[error("is {0}, not an article")]
    Data(&'static str),
    /// Markup without a readable word.
    #[error("holds no readable text")]
    NoText,
    /// A line that is no record.
    #[error("is no record with an \"id\" and a \"text\": {0}")]
    Record(String),
    /// What the network said.
    #[error("{0}")]
    Fetch(String),
    /// The person stopped it.
    #[error("was stopped before it was read")]
    Cancelled,
}

fn offered(feeds: &[Offer]) -> String {
    if feeds.is_empty() {
        return ", and names none".to_owned();
    }
    let each = feeds.iter().map(|feed| match feed.title.as_str() {
        "" => feed.url.to_string(),
        title => format!("{} ({title})", feed.url.as_str()),
    });
    format!("; it offers {}", each.collect::<Vec<_>>().join(", "))
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Permission,
            _ => Self::Io(trouble::in_words(&error)),
        }
    }
}
