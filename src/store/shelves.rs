//! The list of shelves.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Connection;

use super::Store;
use super::error::Result;
use super::label::Labels;
use super::sort_key::sort_key;
use super::subscription::time;
use crate::model::{FeedKey, SavedSearch, Shelf, ShelfRow};
use crate::text::Clean;

impl Store {
    /// All shelves: everything, the unread, the starred; the folders with their subscriptions, and
    /// those in none; tags; saved searches; what rules hide, where they hide something. What a
    /// search finds is not counted here, but by [`Store::unread_found`], as it takes longer.
    pub fn shelves(&self) -> Result<Vec<ShelfRow>> {
        self.reading(|connection| {
            let sum = |column: &str| -> Result<usize> {
                let sql = format!("SELECT ifnull(sum({column}), 0) FROM tally");
                let sum: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
                Ok(usize::try_from(sum).unwrap_or_default())
            };
            let unread = sum("unread")?;
            let mut out = vec![
                plain(Shelf::All, "All", unread),
                plain(Shelf::Unread, "Unread", unread),
                plain(Shelf::Starred, "Starred", sum("starred_unread")?),
            ];
            let mut root = Folder::default();
            for feed in feeds(connection)? {
                root.place(&feed.folder).feeds.push(feed);
            }
            root.list("", 0, &mut out);
            tags(connection, &mut out)?;
            for search in saved(connection)? {
                out.push(plain(Shelf::Search(search.query), &search.name, 0));
            }
            if sum("hidden")? > 0 {
                out.push(plain(Shelf::Hidden, "Hidden", sum("hidden_unread")?));
            }
            Ok(out)
        })
    }

    /// The searches that the person keeps, by name.
    pub fn searches(&self) -> Result<Vec<SavedSearch>> {
        saved(&self.connection)
    }
}

fn plain(shelf: Shelf, name: &str, unread: usize) -> ShelfRow {
    ShelfRow {
        shelf,
        name: Clean::line(name),
        depth: 0,
        unread,
        trouble: None,
        again: None,
    }
}

struct Feed {
    key: FeedKey,
    name: Clean,
    folder: String,
    unread: usize,
    trouble: Option<Clean>,
    again: Option<Timestamp>,
}

fn feeds(connection: &Connection) -> Result<Vec<Feed>> {
    let mut all = connection.prepare(
        "SELECT id, folder, unread, error, due FROM feed JOIN tally ON tally.feed = feed.id
         WHERE ended = 0",
    )?;
    let mut labels = Labels::new(connection)?;
    let mut rows = all.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        let unread: i64 = row.get(2)?;
        let trouble: Option<String> = row.get(3)?;
        let again = time(row.get(4)?);
        out.push(Feed {
            key: FeedKey(key),
            name: labels.of(key)?,
            folder: row.get(1)?,
            unread: usize::try_from(unread).unwrap_or_default(),
            again: trouble.as_ref().and(again),
            trouble: trouble.map(Clean::from),
        });
    }
    out.sort_by_cached_key(|feed| (sort_key(&feed.name), feed.key));
    Ok(out)
}

/// A folder with what is in it; nested ones by name.
#[derive(Default)]
struct Folder {
    inner: BTreeMap<(String, String), Folder>,
    feeds: Vec<Feed>,
}

impl Folder {
    /// The folder at `path`, made where it is not there.
    fn place(&mut self, path: &str) -> &mut Self {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.fold(self, |folder, name| {
            let key = (sort_key(name), name.to_owned());
            folder.inner.entry(key).or_default()
        })
    }

    fn unread(&self) -> usize {
        let inner: usize = self.inner.values().map(Self::unread).sum();
        inner + self.feeds.iter().map(|feed| feed.unread).sum::<usize>()
    }

    /// Lists what is in the folder at `path`, folders first.
    fn list(self, path: &str, depth: usize, out: &mut Vec<ShelfRow>) {
        for ((_, name), folder) in self.inner {
            let path = match path {
                "" => name.clone(),
                path => format!("{path}/{name}"),
            };
            out.push(ShelfRow {
                shelf: Shelf::Folder(Clean::line(&path)),
                name: Clean::line(&name),
                depth,
                unread: folder.unread(),
                trouble: None,
                again: None,
            });
            folder.list(&path, depth + 1, out);
        }
        for feed in self.feeds {
            out.push(ShelfRow {
                shelf: Shelf::Feed(feed.key),
                name: feed.name,
                depth,
                unread: feed.unread,
                trouble: feed.trouble,
                again: feed.again,
            });
        }
    }
}

/// Tags of articles and of subscriptions, each with the unread articles that have it.
fn tags(connection: &Connection, out: &mut Vec<ShelfRow>) -> Result<()> {
    let mut all = connection.prepare(
        "SELECT tag, (SELECT ifnull(sum(unread), 0) FROM tally JOIN feed ON feed.id = tally.feed
                 JOIN feed_tag ON feed_tag.feed = feed.id
                 WHERE feed_tag.tag = every.tag AND ended = 0)
             + (SELECT count(*) FROM tag JOIN article ON article.id = tag.article
                 WHERE tag.tag = every.tag AND read = 0 AND shown = 1 AND article.feed NOT IN
                     (SELECT feed FROM feed_tag JOIN feed ON feed.id = feed_tag.feed
                      WHERE feed_tag.tag = every.tag AND ended = 0))
         FROM (SELECT tag FROM tag JOIN article ON article.id = tag.article WHERE shown = 1
               UNION SELECT tag FROM feed_tag JOIN feed ON feed.id = feed_tag.feed
               WHERE ended = 0) AS every",
    )?;
    let mut rows = all.query([])?;
    let mut tags = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let unread: i64 = row.get(1)?;
        tags.push((sort_key(&name), Clean::from(name), unread));
    }
    tags.sort();
    for (_, name, unread) in tags {
        let unread = usize::try_from(unread).unwrap_or_default();
        out.push(plain(Shelf::Tag(name.clone()), &name, unread));
    }
    Ok(())
}

fn saved(connection: &Connection) -> Result<Vec<SavedSearch>> {
    let mut all = connection.prepare("SELECT name, query FROM search ORDER BY name")?;
    let all = all.query_map([], |row| {
        Ok(SavedSearch {
            name: Clean::from(row.get::<_, String>(0)?),
            query: Clean::from(row.get::<_, String>(1)?),
        })
    })?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}
