//! What a person subscribed to, and how its last refresh went.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Article, FeedKey};
use crate::text::Clean;

/// Something that brings articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    /// Its number in the library.
    pub key: FeedKey,
    /// Where its articles come from.
    pub origin: Origin,
    /// The person's own name for it.
    pub name: Option<Clean>,
    /// What it calls itself.
    pub title: Option<Clean>,
    /// The folder it stands in, nested ones joined by `/`; empty at the top.
    pub folder: Clean,
    /// Tags that all of its articles have.
    pub tags: Vec<Clean>,
    /// Whether each article's page is fetched for its full text.
    pub full_text: bool,
    /// Whether a certificate that cannot be trusted is accepted.
    pub any_certificate: bool,
    /// A command that the feed goes through before it is read: standard input to standard output.
    pub filter: Option<Clean>,
    /// Its site on the web.
    pub site: Option<Clean>,
    /// How the last refresh went, and when the next may be.
    pub state: FeedState,
    /// How many articles it has, and how many of them are unread.
    pub counts: (usize, usize),
}

impl Subscription {
    /// What to call it: the person's name for it, else its own, else where it comes from.
    pub fn label(&self) -> Clean {
        let own = self.name.as_ref().or(self.title.as_ref());
        own.filter(|name| !name.is_empty())
            .cloned()
            .unwrap_or_else(|| self.origin.place())
    }
}

/// What a person can set about a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// [`Subscription::name`].
    Name(Option<Clean>),
    /// [`Subscription::folder`].
    Folder(Clean),
    /// [`Subscription::tags`].
    Tags(Vec<Clean>),
    /// [`Subscription::full_text`].
    FullText(bool),
    /// [`Subscription::any_certificate`].
    AnyCertificate(bool),
    /// [`Subscription::filter`].
    Filter(Option<Clean>),
    /// [`Subscription::origin`]: it has moved.
    Origin(Origin),
}

/// An article as a subscription brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arriving {
    /// What its feed tells it from others by, the same with every fetch and wherever the feed moves.
    pub guid: String,
    /// The article.
    pub article: Article,
}

/// Where a subscription's articles come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A feed at an `http` or `https` address.
    Url(String),
    /// A feed in a file.
    File(String),
    /// A folder: each file in it is an article.
    Folder(String),
    /// A command whose output is a feed. It is run without a shell.
    Exec(String),
    /// Pages and files that the person kept to read later. There is one such in a library.
    Kept,
    /// The articles that are compiled into the program. There is one such in a library.
    Edition,
}

impl Origin {
    /// Its kind in the library's tables and in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Url(_) => "url",
            Self::File(_) => "file",
            Self::Folder(_) => "folder",
            Self::Exec(_) => "exec",
            Self::Kept => "kept",
            Self::Edition => "edition",
        }
    }

    /// The address, path or command; empty where there is none.
    pub fn location(&self) -> &str {
        match self {
            Self::Url(at) | Self::File(at) | Self::Folder(at) | Self::Exec(at) => at,
            Self::Kept | Self::Edition => "",
        }
    }

    /// The origin of that kind at that location.
    pub fn from_parts(kind: &str, location: &str) -> Option<Self> {
        let at = || location.to_owned();
        Some(match kind {
            "url" => Self::Url(at()),
            "file" => Self::File(at()),
            "folder" => Self::Folder(at()),
            "exec" => Self::Exec(at()),
            "kept" => Self::Kept,
            "edition" => Self::Edition,
            _ => return None,
        })
    }

    /// It as a person writes it, without a password.
    pub fn place(&self) -> Clean {
        match self {
            Self::Url(url) => Clean::line(&without_password(url)),
            Self::Exec(command) => Clean::line(&format!("exec:{command}")),
            Self::File(path) | Self::Folder(path) => Clean::line(path),
            Self::Kept => Clean::line("Kept"),
            Self::Edition => Clean::line("Showcase"),
        }
    }
}

/// `url` without what stands before an `@` in its host part.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => url.to_owned(),
    }
}

/// What is known of a subscription's refreshes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// What the server sent with the last whole answer, to be sent back to it.
    pub validators: Validators,
    /// When it was asked last.
    pub checked: Option<Timestamp>,
    /// When it may be asked again without the person's wish.
    pub due: Option<Timestamp>,
    /// Until when its server wants to be left alone, whoever wishes.
    pub barred: Option<Timestamp>,
    /// How often it wishes to be asked, as it said when it was read last.
    pub pace: Pace,
    /// How often in a row it could not be refreshed.
    pub failures: u32,
    /// Why it could not be refreshed the last time, as a sentence that goes on from its name.
    pub error: Option<Clean>,
    /// What was lost or mended when it was read the last time.
    pub warnings: Vec<Clean>,
    /// Where the server says that it has moved for good, and how often in a row it said so.
    pub moved: Option<(String, u32)>,
    /// Whether the server says that it is gone for good: it is not asked any more.
    pub gone: bool,
}

/// How often a feed wishes to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    /// Minutes for which it need not be asked again.
    pub ttl: Option<u32>,
    /// Hours of the day (UTC, 0 to 23) in which it need not be asked.
    pub skip_hours: Vec<u8>,
    /// Days (UTC) on which it need not be asked: 1 is Monday, 7 Sunday.
    pub skip_days: Vec<u8>,
}

/// What a server sent to tell one state of a feed from another, byte for byte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The header `ETag`.
    pub etag: Option<String>,
    /// The header `Last-Modified`.
    pub last_modified: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        for (url, shown) in [
            (
                "https://me:secret@example.org/feed@home",
                "https://example.org/feed@home",
            ),
            ("https://example.org/a@b", "https://example.org/a@b"),
            ("feed.xml", "feed.xml"),
        ] {
            assert_eq!(&*Origin::Url(url.to_owned()).place(), shown);
        }
    }
}
