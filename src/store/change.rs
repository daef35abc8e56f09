//! What a person changes, and what undoes it.

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::set::Set;
use super::{Store, correction, subscription};
use crate::model::{ArticleKey, Change, SavedSearch, Shelf};
use crate::text::Clean;

impl Store {
    /// Makes a change. It is on the disk when this returns. Gives what undoes it; `None` where
    /// nothing had to be changed.
    pub fn change(&mut self, change: &Change) -> Result<Option<Change>> {
        self.by_person(|transaction| make(transaction, change))
    }
}

fn make(connection: &Connection, change: &Change) -> Result<Option<Change>> {
    let marked = |sql: &str, key: ArticleKey, on: bool| {
        Ok::<_, rusqlite::Error>(connection.execute(sql, (key.0, on))? > 0)
    };
    match change {
        Change::Read(key, read) => {
            let changed = read_or_not(connection, &[*key], *read)?;
            Ok((!changed.is_empty()).then_some(Change::Read(*key, !read)))
        }
        Change::ReadEach(keys, read) => {
            let changed = read_or_not(connection, keys, *read)?;
            Ok((!changed.is_empty()).then_some(Change::ReadEach(changed, !read)))
        }
        Change::ReadAll(shelf, newest) => read_all(connection, shelf, *newest),
        Change::Star(key, starred) => {
            let sql = "UPDATE article SET starred = ?2 WHERE id = ?1 AND starred <> ?2";
            Ok(marked(sql, *key, *starred)?.then_some(Change::Star(*key, !starred)))
        }
        Change::Delete(key, deleted) => {
            let sql = "UPDATE article SET deleted = ?2 WHERE id = ?1 AND deleted <> ?2";
            Ok(marked(sql, *key, *deleted)?.then_some(Change::Delete(*key, !deleted)))
        }
        Change::Tag(key, tag, on) => tag_or_not(connection, *key, tag, *on),
        Change::Unsubscribe(feed, ended) => Ok(subscription::end(connection, feed.0, *ended)?
            .then_some(Change::Unsubscribe(*feed, !ended))),
        Change::Correct(key, right) => correction::put_right(connection, *key, right),
        Change::Uncorrect(key, right) => correction::take_back(connection, *key, right),
        Change::SaveSearch(search, kept) => save(connection, search, *kept),
    }
}

/// Marks articles read or unread; gives those for which that changed anything. An unread one always
/// stands on the shelf of the unread; one that was read stays there until that is opened again.
fn read_or_not(
    connection: &Connection,
    keys: &[ArticleKey],
    read: bool,
) -> Result<Vec<ArticleKey>> {
    let keys = serde_json::to_string(keys)?;
    const THESE: &str = "id IN (SELECT value FROM json_each(?1))";
    if !read {
        // Apart, as most are listed already, and then no index has to be written to.
        connection.execute(
            &format!("UPDATE article SET listed = 1 WHERE read = 1 AND listed = 0 AND {THESE}"),
            [&keys],
        )?;
    }
    let mut mark = connection.prepare(&format!(
        "UPDATE article SET read = ?2 WHERE read <> ?2 AND {THESE} RETURNING id"
    ))?;
    let changed = mark.query_map((keys, read), |row| row.get(0).map(ArticleKey))?;
    let mut changed: Vec<_> = changed.collect::<rusqlite::Result<_>>()?;
    changed.sort_unstable();
    Ok(changed)
}

fn read_all(
    connection: &Connection,
    shelf: &Shelf,
    newest: Option<ArticleKey>,
) -> Result<Option<Change>> {
    let set = Set::of(connection, shelf)?;
    let newest = newest.map_or(i64::MAX, |key| key.0);
    let mut unread = connection.prepare(&format!(
        "SELECT id FROM article {} AND read = 0 AND id <= ?1",
        set.by_date()
    ))?;
    let keys: Vec<ArticleKey> = unread
        .query_map([newest], |row| row.get(0).map(ArticleKey))?
        .collect::<rusqlite::Result<_>>()?;
    let changed = read_or_not(connection, &keys, true)?;
    Ok((!changed.is_empty()).then_some(Change::ReadEach(changed, false)))
}

fn tag_or_not(
    connection: &Connection,
    key: ArticleKey,
    tag: &Clean,
    on: bool,
) -> Result<Option<Change>> {
    let name = tag.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let changed = match on {
        true => connection.execute(
            "INSERT OR IGNORE INTO tag (article, tag) SELECT id, ?2 FROM article WHERE id = ?1",
            (key.0, name),
        )?,
        false => connection.execute(
            "DELETE FROM tag WHERE article = ?1 AND tag = ?2",
            (key.0, name),
        )?,
    };
    Ok((changed > 0).then(|| Change::Tag(key, tag.clone(), !on)))
}

fn save(connection: &Connection, search: &SavedSearch, kept: bool) -> Result<Option<Change>> {
    let before: Option<String> = connection
        .query_row(
            "SELECT query FROM search WHERE name = ?1",
            [search.name.as_str()],
            |row| row.get(0),
        )
        .optional()?;
    let before = before.map(|query| SavedSearch {
        name: search.name.clone(),
        query: Clean::from(query),
    });
    match (kept, before) {
        (true, Some(same)) if same == *search => Ok(None),
        (true, before) => {
            connection.execute(
                "INSERT OR REPLACE INTO search (name, query) VALUES (?1, ?2)",
                [search.name.as_str(), search.query.as_str()],
            )?;
            Ok(Some(match before {
                Some(before) => Change::SaveSearch(before, true),
                None => Change::SaveSearch(search.clone(), false),
            }))
        }
        (false, None) => Ok(None),
        (false, Some(before)) => {
            connection.execute("DELETE FROM search WHERE name = ?1", [search.name.as_str()])?;
            Ok(Some(Change::SaveSearch(before, true)))
        }
    }
}
