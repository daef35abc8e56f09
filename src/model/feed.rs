//! A feed and its entries as they were read.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::text::Clean;

/// What a feed says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its name, on one line.
    pub title: Option<Clean>,
    /// The page that it belongs to.
    pub link: Option<Clean>,
    /// What it is about, without markup.
    pub description: Option<Clean>,
    /// Its own identifier, where the format has one.
    pub id: Option<Clean>,
    /// Its language as a BCP 47 tag.
    pub language: Option<Clean>,
    /// Who makes it.
    pub authors: Vec<Author>,
    /// Who may do what with it, in its own words.
    pub rights: Option<Clean>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it changed last.
    pub updated: Option<Timestamp>,
    /// How long it need not be asked for again.
    pub ttl: Option<Duration>,
    /// Hours of the day (UTC) in which it need not be asked for, 0 to 23.
    pub skip_hours: Vec<u8>,
    /// Days on which it need not be asked for.
    #[serde(with = "weekdays")]
    pub skip_days: Vec<Weekday>,
    /// The encoding that it was read in, as the Encoding standard names it.
    pub encoding: Clean,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Tells it from the others of its feed, and is the same whenever the feed is read: what the
    /// feed states, else its link, else made from its content.
    pub id: Clean,
    /// Its headline, on one line and without markup.
    pub title: Option<Clean>,
    /// The page that it belongs to; absolute where the feed lets it be made so.
    pub link: Option<Clean>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// When it was published. It may lie in the future: feeds say what they like.
    pub published: Option<Timestamp>,
    /// When it changed last.
    pub updated: Option<Timestamp>,
    /// A short form of it.
    pub summary: Option<Content>,
    /// The whole of it.
    pub content: Option<Content>,
    /// Files that belong to it, as episodes of a podcast do.
    pub enclosures: Vec<Enclosure>,
    /// What it is filed under.
    pub tags: Vec<Clean>,
    /// Where people talk about it.
    pub comments: Option<Clean>,
    /// Its language as a BCP 47 tag, where it has one of its own.
    pub language: Option<Clean>,
}

/// The text of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// Plain text.
    Text(Clean),
    /// A fragment of HTML, as it came: it is neither safe to show nor bounded in depth before the
    /// loader has made an article of it.
    Html {
        /// The fragment.
        source: String,
        /// The address that its relative links start from.
        base: Option<Clean>,
    },
}

impl Content {
    /// The source, safe to print; of HTML with its tags.
    pub fn printable(&self) -> Clean {
        match self {
            Self::Text(text) => text.clone(),
            Self::Html { source, .. } => Clean::new(source),
        }
    }
}

/// Somebody who wrote an entry or makes a feed; known by a name, an address or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: Option<Clean>,
    /// The mail address.
    pub email: Option<Clean>,
}

impl Author {
    /// What to call them: their name, else their address.
    pub fn called(&self) -> &str {
        let known = self.name.as_deref().or(self.email.as_deref());
        known.unwrap_or_default()
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => write!(f, "{} ({})", name.as_str(), email.as_str()),
            _ => f.write_str(self.called()),
        }
    }
}

/// A file that belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Its address.
    pub url: Clean,
    /// Its media type, where stated.
    #[serde(rename = "type")]
    pub media_type: Option<Clean>,
    /// Its size in bytes, where stated.
    pub length: Option<u64>,
}

/// Weekdays as the numbers of ISO 8601: 1 is Monday.
mod weekdays {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(days: &[Weekday], out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(days.iter().map(|day| day.to_monday_one_offset()))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Weekday>, D::Error> {
        let numbers = Vec::<i8>::deserialize(input)?;
        let days = numbers.into_iter().map(Weekday::from_monday_one_offset);
        days.collect::<Result<_, _>>()
            .map_err(serde::de::Error::custom)
    }
}
