//! Subscriptions and tags by the words in their names.

use rusqlite::Connection;

use super::query::Phrase;
use crate::store::error::Result;
use crate::store::label::Labels;
use crate::text::{Clean, Folded};

/// What a search can ask of subscriptions.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    feeds: Vec<Feed>,
    /// The tags that articles have of their own.
    tags: Vec<String>,
}

#[derive(Debug)]
struct Feed {
    key: i64,
    label: Clean,
    location: String,
    folder: String,
    tags: Vec<String>,
}

impl Feeds {
    /// All subscriptions and tags.
    pub fn load(connection: &Connection) -> Result<Self> {
        let mut tags = connection.prepare("SELECT tag FROM feed_tag WHERE feed = ?1")?;
        let mut all = connection.prepare("SELECT id, location, folder FROM feed")?;
        let mut labels = Labels::new(connection)?;
        let mut rows = all.query([])?;
        let mut feeds = Vec::new();
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let tags = tags.query_map([key], |row| row.get(0))?;
            feeds.push(Feed {
                key,
                label: labels.of(key)?,
                location: row.get(1)?,
                folder: row.get(2)?,
                tags: tags.collect::<rusqlite::Result<_>>()?,
            });
        }
        // One step of the index a tag, however many articles have it.
        let mut own = connection.prepare(
            "WITH RECURSIVE own (tag) AS (
                 SELECT min(tag) FROM tag
                 UNION ALL
                 SELECT (SELECT min(tag) FROM tag WHERE tag > own.tag) FROM own WHERE own.tag IS NOT NULL
             ) SELECT tag FROM own WHERE tag IS NOT NULL",
        )?;
        let own = own.query_map([], |row| row.get(0))?;
        Ok(Self {
            feeds,
            tags: own.collect::<rusqlite::Result<_>>()?,
        })
    }

    /// Those whose name or address has `name`.
    pub fn called(&self, name: &Phrase) -> Vec<i64> {
        self.that(|feed| is_in(name, &feed.label) || is_in(name, &feed.location))
    }

    /// Those in a folder that has `name` in its name, or in the name of one around it.
    pub fn in_folder(&self, name: &Phrase) -> Vec<i64> {
        self.that(|feed| is_in(name, &feed.folder))
    }

    /// Those with a tag that has `name`.
    pub fn tagged(&self, name: &Phrase) -> Vec<i64> {
        self.that(|feed| feed.tags.iter().any(|tag| is_in(name, tag)))
    }

    /// The tags of articles that have `name`, as a list in JSON.
    pub fn tags(&self, name: &Phrase) -> String {
        let tags = self.tags.iter().filter(|tag| is_in(name, tag));
        serde_json::Value::from_iter(tags.map(String::as_str)).to_string()
    }

    fn that(&self, fits: impl Fn(&Feed) -> bool) -> Vec<i64> {
        let fitting = self.feeds.iter().filter(|feed| fits(feed));
        fitting.map(|feed| feed.key).collect()
    }
}

fn is_in(name: &Phrase, text: &str) -> bool {
    name.is_in(&Folded::new(text))
}
