//! What a list shows of an article.

use rusqlite::{Connection, OptionalExtension, Statement};

use super::error::Result;
use super::label::Labels;
use super::subscription::time;
use crate::model::{ArticleKey, FeedKey, Hit, Row};
use crate::text::Clean;

/// The rows of these articles, in this order; without those that are not there.
pub(super) fn rows_of(connection: &Connection, keys: &[i64]) -> Result<Vec<Row>> {
    let mut facts = connection.prepare(
        "SELECT feed, date, title, source, words, quotes, read, starred, rule FROM article
         WHERE id = ?1",
    )?;
    let mut labels = Labels::new(connection)?;
    let mut tags = tags(connection)?;
    let mut out = Vec::with_capacity(keys.len());
    for &key in keys {
        let mut found = facts.query([key])?;
        let Some(row) = found.next()? else {
            continue;
        };
        let feed: i64 = row.get(0)?;
        let source = match row.get::<_, Option<String>>(3)? {
            Some(source) => Clean::from(source),
            None => labels.of(feed)?,
        };
        let quotes: Option<i64> = row.get(5)?;
        out.push(Row {
            key: ArticleKey(key),
            feed: FeedKey(feed),
            title: Clean::from(row.get::<_, String>(2)?),
            source,
            published: time(row.get(1)?),
            read: row.get(6)?,
            starred: row.get(7)?,
            tags: tags_of(&mut tags, key)?,
            words: usize::try_from(row.get::<_, i64>(4)?).unwrap_or_default(),
            quotes: quotes.and_then(|quotes| usize::try_from(quotes).ok()),
            hit: rule(connection, row.get(8)?)?,
        });
    }
    Ok(out)
}

/// The rule that hides an article, where one does.
fn rule(connection: &Connection, rule: Option<i64>) -> Result<Option<Hit>> {
    let Some(rule) = rule else {
        return Ok(None);
    };
    let text: Option<String> = connection
        .query_row("SELECT text FROM rule WHERE id = ?1", [rule], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(text.map(|text| Hit {
        text: Clean::from(text),
        marks: Vec::new(),
        place: None,
        speaker: None,
    }))
}

/// What [`tags_of`] looks with.
pub(super) fn tags(connection: &Connection) -> Result<Statement<'_>> {
    Ok(connection.prepare("SELECT tag FROM tag WHERE article = ?1 ORDER BY tag")?)
}

/// An article's own tags, in alphabetical order.
pub(super) fn tags_of(tags: &mut Statement<'_>, key: i64) -> Result<Vec<Clean>> {
    let tags = tags.query_map([key], |row| row.get::<_, String>(0).map(Clean::from))?;
    Ok(tags.collect::<rusqlite::Result<_>>()?)
}
