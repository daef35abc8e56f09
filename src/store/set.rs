//! A shelf as a set of rows: which condition they meet, where they are found fastest, and how many
//! there are.

use rusqlite::Connection;

use super::error::Result;
use super::search;
use crate::model::Shelf;

/// The rows of a shelf.
#[derive(Debug)]
pub(super) struct Set {
    /// The condition that its rows meet.
    pub clause: String,
    /// `INDEXED BY … WHERE …`: where the set is found without looking at much else.
    pub gather: String,
    /// Whether `gather` is ordered by date.
    dated: bool,
    /// How many of its rows come from which feed, in no order.
    pub counts: Vec<(i64, usize)>,
    /// How many rows it has.
    pub total: usize,
    /// Whether it is a large part of all articles, so that going through these by their order is
    /// faster than finding the set and putting it in order.
    large: bool,
}

impl Set {
    /// The rows of `shelf`.
    pub fn of(connection: &Connection, shelf: &Shelf) -> Result<Self> {
        let tally = |column: &str| {
            let sql = format!("SELECT feed, {column} FROM tally WHERE {column} > 0");
            counts(connection, &sql, [])
        };
        let (clause, index, counts) = match shelf {
            Shelf::All => ("shown = 1".to_owned(), "by_date", tally("shown")?),
            Shelf::Unread => (
                "shown = 1 AND listed = 1".to_owned(),
                "unread_by_date",
                tally("listed")?,
            ),
            Shelf::Starred => (
                "shown = 1 AND starred = 1".to_owned(),
                "starred_by_date",
                tally("starred")?,
            ),
            Shelf::Hidden => ("hidden = 1".to_owned(), "hidden_by_date", tally("hidden")?),
            Shelf::Feed(key) => (
                format!("shown = 1 AND feed = {}", key.0),
                "by_feed",
                counts(
                    connection,
                    "SELECT feed, shown FROM tally WHERE feed = ?1",
                    [key.0],
                )?,
            ),
            Shelf::Folder(folder) => return Self::of_folder(connection, folder),
            Shelf::Tag(tag) => return Self::of_tag(connection, tag),
            Shelf::Search(text) => return Self::of_search(connection, text),
        };
        let gather = format!("INDEXED BY {index} WHERE {clause}");
        let mut set = Self::new(connection, clause, gather, counts)?;
        set.dated = true;
        set.large &= *shelf != Shelf::Hidden;
        Ok(set)
    }

    fn of_folder(connection: &Connection, folder: &str) -> Result<Self> {
        let counts = counts(
            connection,
            "SELECT feed, shown FROM tally JOIN feed ON feed.id = tally.feed
             WHERE ended = 0
                 AND (folder = ?1 OR substr(folder, 1, length(?1) + 1) = ?1 || '/')",
            [folder],
        )?;
        let clause = format!("shown = 1 AND feed IN ({})", keys(&counts));
        let gather = format!("INDEXED BY by_feed WHERE {clause}");
        Self::new(connection, clause, gather, counts)
    }

    fn of_tag(connection: &Connection, tag: &str) -> Result<Self> {
        let mut all = counts(
            connection,
            "SELECT feed, shown FROM tally JOIN feed ON feed.id = tally.feed
             WHERE ended = 0 AND feed IN (SELECT feed FROM feed_tag WHERE tag = ?1)",
            [tag],
        )?;
        let feeds = keys(&all);
        let own = format!("SELECT article FROM tag WHERE tag = {}", literal(tag));
        all.extend(counts(
            connection,
            &format!(
                "SELECT feed, count(*) FROM article
                 WHERE shown = 1 AND +feed NOT IN ({feeds}) AND id IN ({own}) GROUP BY feed"
            ),
            [],
        )?);
        let clause = format!("shown = 1 AND (feed IN ({feeds}) OR id IN ({own}))");
        let gather = format!(
            "WHERE shown = 1 AND id IN (SELECT id FROM article INDEXED BY by_feed
             WHERE shown = 1 AND feed IN ({feeds}) UNION ALL {own})"
        );
        Self::new(connection, clause, gather, all)
    }

    fn of_search(connection: &Connection, text: &str) -> Result<Self> {
        let found = search::keys(connection, text)?;
        let found: Vec<_> = found.iter().map(i64::to_string).collect();
        let clause = format!("id IN ({})", found.join(","));
        let gather = format!("WHERE {clause}");
        let counts = counts(
            connection,
            &format!("SELECT feed, count(*) FROM article {gather} GROUP BY feed"),
            [],
        )?;
        let mut set = Self::new(connection, clause, gather, counts)?;
        // Hidden articles may be among them, which the indices for large sets do not have.
        set.large = false;
        Ok(set)
    }

    fn new(
        connection: &Connection,
        clause: String,
        gather: String,
        counts: Vec<(i64, usize)>,
    ) -> Result<Self> {
        let total = counts.iter().map(|(_, count)| count).sum();
        let all: i64 =
            connection.query_row("SELECT ifnull(sum(shown), 0) FROM tally", [], |row| {
                row.get(0)
            })?;
        Ok(Self {
            clause,
            gather,
            dated: false,
            counts,
            total,
            large: total * 4 >= usize::try_from(all).unwrap_or_default(),
        })
    }

    /// Where its rows are found in the order of their dates, or are best put into it.
    pub fn by_date(&self) -> String {
        match self.dated || !self.large {
            true => self.gather.clone(),
            false => format!("INDEXED BY by_date WHERE {}", self.clause),
        }
    }

    /// Where its rows are found in the order of their titles, or are best put into it.
    pub fn by_title(&self) -> String {
        match self.large {
            true => format!("INDEXED BY by_title WHERE {}", self.clause),
            false => self.gather.clone(),
        }
    }
}

/// Feeds and counts, as `sql` selects them.
fn counts(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<(i64, usize)>> {
    let mut all = connection.prepare(sql)?;
    let mut rows = all.query(parameters)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let count: i64 = row.get(1)?;
        out.push((row.get(0)?, usize::try_from(count).unwrap_or_default()));
    }
    Ok(out)
}

/// The feeds as a list of SQL; of none the number that no feed has, as with an empty list no index
/// would do.
fn keys(counts: &[(i64, usize)]) -> String {
    let keys: Vec<_> = counts.iter().map(|(key, _)| key.to_string()).collect();
    match keys.is_empty() {
        true => "0".to_owned(),
        false => keys.join(","),
    }
}

/// `text` as a literal of SQL. There is no NUL in it, as it is clean.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
