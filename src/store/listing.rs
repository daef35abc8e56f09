//! Lists of articles, a window of rows at a time. Finding a window needs the indices alone, and a
//! step for each row between it and the nearer end of the list.

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::error::Result;
use super::label::Labels;
use super::rows::rows_of;
use super::search;
use super::set::Set;
use super::sort_key::sort_key;
use crate::model::{ArticleKey, Listing, Order, Part, Shelf};

/// Newest first; of one date in the order in which they came, as feeds have the newest first.
const BY_DATE: &str = "date DESC, id ASC";
const BY_DATE_BACKWARDS: &str = "date ASC, id DESC";
const BY_TITLE: &str = "title_key ASC, date DESC, id ASC";
const BY_TITLE_BACKWARDS: &str = "title_key DESC, date ASC, id DESC";

impl Store {
    /// A part of a shelf, as it is now: `rows` rows, fewer at the end.
    pub fn list(&self, shelf: &Shelf, order: Order, part: Part, rows: usize) -> Result<Listing> {
        self.reading(|connection| {
            if let Shelf::Search(text) = shelf {
                return search::list(connection, text, order, part, rows);
            }
            let set = Set::of(connection, shelf)?;
            let line = Line::of(connection, &set, order)?;
            let found = match part {
                Part::Around(key, _) => line.place_of(connection, key)?,
                Part::From(_) => None,
            };
            let first = first_row(part, found, set.total, rows);
            let keys = line.window(connection, first, rows)?;
            Ok(Listing {
                shelf: shelf.clone(),
                order,
                total: set.total,
                first,
                rows: rows_of(connection, &keys)?,
                found,
                latest: latest(connection)?,
            })
        })
    }
}

/// The article that came last of all.
pub(super) fn latest(connection: &Connection) -> Result<Option<ArticleKey>> {
    let latest = connection.query_row("SELECT max(id) FROM article", [], |row| {
        row.get::<_, Option<i64>>(0)
    })?;
    Ok(latest.map(ArticleKey))
}

/// The first of `rows` rows of a list of `total`, where the article asked for is in row `found`.
pub(super) fn first_row(part: Part, found: Option<usize>, total: usize, rows: usize) -> usize {
    match part {
        Part::From(first) => first.min(total),
        Part::Around(_, row) => {
            let row = found.unwrap_or(row);
            row.saturating_sub(rows / 2).min(total.saturating_sub(rows))
        }
    }
}

/// A set in an order.
enum Line<'a> {
    /// By a key that the rows have themselves.
    Plain {
        /// The rows, as in [`Set::gather`].
        rows: String,
        by_title: bool,
        backwards: bool,
        total: usize,
        set: &'a Set,
    },
    /// One feed after another, each the newest first, with how many rows it has.
    Feeds {
        set: &'a Set,
        feeds: Vec<(i64, usize)>,
    },
}

impl<'a> Line<'a> {
    fn of(connection: &Connection, set: &'a Set, order: Order) -> Result<Self> {
        let by_title = order == Order::Title;
        if order == Order::Feed {
            let feeds = in_order(connection, &set.counts)?;
            return Ok(Self::Feeds { set, feeds });
        }
        Ok(Self::Plain {
            rows: if by_title {
                set.by_title()
            } else {
                set.by_date()
            },
            by_title,
            backwards: order == Order::Oldest,
            total: set.total,
            set,
        })
    }

    /// The articles from row `first` on.
    fn window(&self, connection: &Connection, first: usize, rows: usize) -> Result<Vec<i64>> {
        match self {
            Self::Plain {
                rows: source,
                by_title,
                backwards,
                total,
                ..
            } => window(
                connection, source, *by_title, *backwards, *total, first, rows,
            ),
            Self::Feeds { set, feeds } => {
                let mut out = Vec::new();
                let mut skip = first;
                for &(feed, count) in feeds {
                    if skip >= count {
                        skip -= count;
                        continue;
                    }
                    let wanted = rows - out.len();
                    if wanted == 0 {
                        break;
                    }
                    let source = of_feed(set, feed);
                    out.extend(window(
                        connection, &source, false, false, count, skip, wanted,
                    )?);
                    skip = 0;
                }
                Ok(out)
            }
        }
    }

    /// The row in which the article stands, where it is in the set.
    fn place_of(&self, connection: &Connection, key: ArticleKey) -> Result<Option<usize>> {
        let set = match self {
            Self::Plain { set, .. } | Self::Feeds { set, .. } => set,
        };
        let facts = connection
            .query_row(
                &format!(
                    "SELECT date, feed, title_key FROM article WHERE id = ?1 AND {}",
                    set.clause
                ),
                [key.0],
                |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)),
            )
            .optional()?;
        let Some((date, feed, title)) = facts else {
            return Ok(None);
        };
        let dated: (i64, i64) = (date, key.0);
        match self {
            Self::Plain {
                rows,
                by_title,
                backwards,
                total,
                ..
            } => {
                let before = match by_title {
                    true => before_title(connection, rows, &title, dated)?,
                    false => before_date(connection, rows, dated)?,
                };
                Ok(Some(match backwards {
                    true => total.saturating_sub(before + 1),
                    false => before,
                }))
            }
            Self::Feeds { feeds, .. } => {
                let earlier = feeds.iter().take_while(|(other, _)| *other != feed);
                let earlier: usize = earlier.map(|(_, count)| count).sum();
                Ok(Some(
                    earlier + before_date(connection, &of_feed(set, feed), dated)?,
                ))
            }
        }
    }
}

/// The rows of one feed in a set.
fn of_feed(set: &Set, feed: i64) -> String {
    match set.clause.starts_with("shown") {
        true => format!("INDEXED BY by_feed WHERE feed = {feed} AND {}", set.clause),
        false => format!("{} AND feed = {feed}", set.gather),
    }
}

/// The articles from row `first` on, of `total` in `source`; from the nearer end.
fn window(
    connection: &Connection,
    source: &str,
    by_title: bool,
    backwards: bool,
    total: usize,
    first: usize,
    rows: usize,
) -> Result<Vec<i64>> {
    let rows = rows.min(total.saturating_sub(first));
    let from_the_end = first > total / 2;
    let skip = match from_the_end {
        true => total - first - rows,
        false => first,
    };
    let order = match (by_title, backwards != from_the_end) {
        (false, false) => BY_DATE,
        (false, true) => BY_DATE_BACKWARDS,
        (true, false) => BY_TITLE,
        (true, true) => BY_TITLE_BACKWARDS,
    };
    let mut keys = connection.prepare(&format!(
        "SELECT id FROM article {source} ORDER BY {order} LIMIT ?1 OFFSET ?2"
    ))?;
    let keys = keys.query_map((as_number(rows), as_number(skip)), |row| row.get(0))?;
    let mut keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
    if from_the_end {
        keys.reverse();
    }
    Ok(keys)
}

/// How many rows of `source` come before that date and number, the newest first.
fn before_date(connection: &Connection, source: &str, (date, id): (i64, i64)) -> Result<usize> {
    let newer = count(connection, &format!("{source} AND date > ?1"), (date,))?;
    let same = count(
        connection,
        &format!("{source} AND date = ?1 AND id < ?2"),
        (date, id),
    )?;
    Ok(newer + same)
}

/// How many rows of `source` come before that title, date and number.
fn before_title(
    connection: &Connection,
    source: &str,
    title: &str,
    (date, id): (i64, i64),
) -> Result<usize> {
    let earlier = count(
        connection,
        &format!("{source} AND title_key < ?1"),
        (title,),
    )?;
    let same = count(
        connection,
        &format!("{source} AND title_key = ?1 AND (date > ?2 OR (date = ?2 AND id < ?3))"),
        (title, date, id),
    )?;
    Ok(earlier + same)
}

fn count(
    connection: &Connection,
    source: &str,
    parameters: impl rusqlite::Params,
) -> Result<usize> {
    let sql = format!("SELECT count(*) FROM article {source}");
    let count: i64 = connection.query_row(&sql, parameters, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

fn as_number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The feeds by what they are called.
fn in_order(connection: &Connection, counts: &[(i64, usize)]) -> Result<Vec<(i64, usize)>> {
    let mut named = Vec::with_capacity(counts.len());
    let mut labels = Labels::new(connection)?;
    for &(feed, count) in counts {
        named.push((sort_key(&labels.of(feed)?), feed, count));
    }
    named.sort_unstable();
    Ok(named
        .into_iter()
        .map(|(_, feed, count)| (feed, count))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FeedKey;
    use crate::text::Clean;

    /// How SQLite goes about a window of the shelf.
    fn plan(store: &Store, shelf: &Shelf, by_title: bool, backwards: bool) -> String {
        let set = Set::of(&store.connection, shelf).unwrap();
        let source = match by_title {
            true => set.by_title(),
            false => set.by_date(),
        };
        let order = match (by_title, backwards) {
            (false, false) => BY_DATE,
            (false, true) => BY_DATE_BACKWARDS,
            (true, false) => BY_TITLE,
            (true, true) => BY_TITLE_BACKWARDS,
        };
        let sql = format!("EXPLAIN QUERY PLAN SELECT id FROM article {source} ORDER BY {order}");
        let mut plan = store.connection.prepare(&sql).unwrap();
        let steps = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
        steps
            .collect::<rusqlite::Result<Vec<_>>>()
            .unwrap()
            .join("; ")
    }

    #[test]
    fn windows_of_long_lists_need_the_indices_alone() {
        let store = Store::in_memory().unwrap();
        for shelf in [
            Shelf::All,
            Shelf::Unread,
            Shelf::Starred,
            Shelf::Hidden,
            Shelf::Feed(FeedKey(1)),
            Shelf::Folder(Clean::line("News")),
        ] {
            for (by_title, backwards) in
                [(false, false), (false, true), (true, false), (true, true)]
            {
                if by_title && shelf == Shelf::Hidden {
                    continue;
                }
                let plan = plan(&store, &shelf, by_title, backwards);
                assert!(plan.contains("COVERING INDEX"), "{shelf:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{shelf:?}: {plan}");
            }
        }
    }
}
