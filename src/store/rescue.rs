//! A damaged file is set aside, and what can be read of it goes into a new one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, Row, Statement, params_from_iter};

use super::body::{self, Shown};
use super::error::{Result, StoreError};
use super::index::{self, Words};
use super::open::{look_at, open_to_write, read_as_it_lies};
use super::{Store, annotation};

/// What came of rescuing a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Articles that are in the library again.
    pub articles: usize,
    /// Subscriptions that are there again.
    pub feeds: usize,
    /// The damaged file.
    pub aside: PathBuf,
}

/// The tables that are copied, each with what its rows are ordered by. The others are made of them.
const TABLES: [(&str, &[&str]); 14] = [
    ("meta", &["name"]),
    ("feed", &["rowid"]),
    ("feed_tag", &["feed", "tag"]),
    ("rule", &["rowid"]),
    ("model", &["rowid"]),
    ("article", &["rowid"]),
    ("tag", &["tag", "article"]),
    ("arrived", &["feed", "guid"]),
    ("body", &["rowid"]),
    ("own_body", &["rowid"]),
    ("place", &["rowid"]),
    ("annotation", &["rowid"]),
    ("correction", &["rowid"]),
    ("search", &["name"]),
];

/// Tables about articles.
const OF_ARTICLES: [&str; 7] = [
    "tag",
    "arrived",
    "body",
    "own_body",
    "place",
    "annotation",
    "correction",
];

/// Where the new library is made.
const WORKSHOP: &str = "library-rescued.db";

impl Store {
    /// Puts what can be read of the damaged library in `folder` into a new one, which takes its
    /// place. The damaged file stays beside it under another name. Nobody else may use the library
    /// meanwhile. `None` where nothing is damaged; then nothing is changed.
    pub fn rescue(folder: &Path) -> Result<Option<Rescued>> {
        let (old, new) = (folder.join(Store::FILE), folder.join(WORKSHOP));
        let in_words = |error: io::Error| StoreError::Unreachable {
            path: folder.to_owned(),
            why: error.to_string(),
        };
        // What another version made is not damaged, and what is not there is not either.
        let damaged = match look_at(&old).and_then(|()| read_as_it_lies(&old)) {
            Ok(damaged) if is_whole(&damaged) => return Ok(None),
            Ok(damaged) => Some(damaged),
            Err(StoreError::Damaged | StoreError::NotALibrary { .. }) => None,
            Err(error) => return Err(error),
        };
        remove_with_log(&new).map_err(in_words)?;
        let mut store = open_to_write(&new)?;
        if let Some(damaged) = &damaged {
            store.take_over(damaged)?;
        }
        store.index_all()?;
        let count = |table: &str| -> Result<usize> {
            let sql = format!("SELECT count(*) FROM {table}");
            let count: i64 = store.connection.query_row(&sql, [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or_default())
        };
        let (articles, feeds) = (count("article")?, count("feed")?);
        drop(damaged);
        drop(store);
        let aside = free_name(folder);
        fs::rename(&old, &aside).map_err(in_words)?;
        for log in ["-wal", "-shm"] {
            // Only there where the program was killed.
            let _ = fs::rename(with(&old, log), with(&aside, log));
        }
        fs::rename(&new, &old).map_err(in_words)?;
        Ok(Some(Rescued {
            articles,
            feeds,
            aside,
        }))
    }

    /// Copies all rows of `damaged` that can be read.
    fn take_over(&mut self, damaged: &Connection) -> Result<()> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        self.in_bulk(|transaction| {
            for (table, order) in TABLES {
                copy(damaged, transaction, table, order)?;
            }
            // What was starred is shown, though nobody knows any more where it came from.
            transaction.execute_batch(
                "INSERT INTO feed (id, kind, location, title, ended)
                     SELECT DISTINCT feed, 'file', 'lost ' || feed, 'Lost', 1 FROM article
                     WHERE feed NOT IN (SELECT id FROM feed);
                 DELETE FROM tally;
                 INSERT INTO tally (feed) SELECT id FROM feed;
                 DELETE FROM article WHERE id NOT IN (SELECT article FROM body);
                 UPDATE article SET rule = NULL WHERE rule NOT IN (SELECT id FROM rule);
                 UPDATE article SET analysed = 0 WHERE id NOT IN (SELECT article FROM annotation)
                     OR analysed NOT IN (SELECT id FROM model);
                 UPDATE article SET ended = (SELECT ended FROM feed WHERE id = article.feed);
                 DELETE FROM feed_tag WHERE feed NOT IN (SELECT id FROM feed);",
            )?;
            for table in OF_ARTICLES {
                let sql =
                    format!("DELETE FROM {table} WHERE article NOT IN (SELECT id FROM article)");
                transaction.execute(&sql, [])?;
            }
            transaction.execute_batch(
                "DELETE FROM tally;
                 INSERT INTO tally SELECT feed.id, ifnull(sum(shown), 0),
                     ifnull(sum(shown AND NOT read), 0), ifnull(sum(shown AND listed), 0),
                     ifnull(sum(shown AND starred), 0),
                     ifnull(sum(shown AND starred AND NOT read), 0), ifnull(sum(hidden), 0),
                     ifnull(sum(hidden AND NOT read), 0)
                 FROM feed LEFT JOIN article ON article.feed = feed.id GROUP BY feed.id;",
            )?;
            Ok(())
        })
    }

    /// Makes the indices of words anew.
    fn index_all(&mut self) -> Result<()> {
        let keys: Vec<i64> = self
            .connection
            .prepare("SELECT id FROM article ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for some in keys.chunks(100) {
            self.in_bulk(|transaction| {
                let (mut articles, mut unreadable) = (Vec::new(), Vec::new());
                for &key in some {
                    // What JSON does not say any more cannot be shown either.
                    match body::article(transaction, Shown::Now, key) {
                        Ok(Some(article)) => articles.push((key, Words::of(&article))),
                        _ => unreadable.push(key),
                    }
                }
                for key in unreadable {
                    forget(transaction, key)?;
                }
                for (key, _) in &articles {
                    if annotation::enter_corrected(transaction, *key).is_err() {
                        transaction.execute("DELETE FROM annotation WHERE article = ?1", [key])?;
                        transaction.execute("DELETE FROM correction WHERE article = ?1", [key])?;
                        transaction.execute(
                            "UPDATE article SET analysed = 0, quotes = NULL WHERE id = ?1",
                            [key],
                        )?;
                    }
                }
                let new: Vec<_> = articles.iter().map(|(key, words)| (*key, words)).collect();
                index::enter_texts(transaction, &new, &BTreeMap::new())
            })?;
        }
        Ok(())
    }
}

fn is_whole(connection: &Connection) -> bool {
    let checked = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    checked.is_ok_and(|words| words == "ok")
}

/// Copies the rows of a table: from its beginning to where it cannot be read, then from its end.
fn copy(damaged: &Connection, new: &Connection, table: &str, order: &[&str]) -> Result<()> {
    let columns: Vec<String> = new
        .prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let marks = vec!["?"; columns.len()].join(", ");
    let names = columns.join(", ");
    let mut insert = new.prepare(&format!(
        "INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
    ))?;
    for direction in ["ASC", "DESC"] {
        let order: Vec<_> = order
            .iter()
            .map(|name| format!("{name} {direction}"))
            .collect();
        let sql = format!("SELECT {names} FROM {table} ORDER BY {}", order.join(", "));
        let Ok(mut select) = damaged.prepare(&sql) else {
            return Ok(());
        };
        let Ok(mut rows) = select.query([]) else {
            return Ok(());
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(()),
                Err(_) => break,
            };
            put(row, columns.len(), &mut insert)?;
        }
    }
    // Between the first and the last damaged page each row is asked for by itself.
    if order == ["rowid"] {
        let last = format!("SELECT ifnull(max(rowid), 0) FROM {table}");
        let last: i64 = new.query_row(&last, [], |row| row.get(0))?;
        let sql = format!("SELECT {names} FROM {table} WHERE rowid = ?1");
        let Ok(mut select) = damaged.prepare(&sql) else {
            return Ok(());
        };
        for key in 1..=last {
            if let Ok(mut rows) = select.query([key])
                && let Ok(Some(row)) = rows.next()
            {
                put(row, columns.len(), &mut insert)?;
            }
        }
    }
    Ok(())
}

/// Copies a row, where it can be read and its values can be those of its columns.
fn put(row: &Row<'_>, columns: usize, insert: &mut Statement<'_>) -> Result<()> {
    let Ok(values) = values(row, columns) else {
        return Ok(());
    };
    match insert.execute(params_from_iter(values)) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(()),
        other => Ok(other.map(|_| ())?),
    }
}

fn values(row: &Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns).map(|column| row.get(column)).collect()
}

/// Takes an article out of all tables.
fn forget(connection: &Connection, key: i64) -> Result<()> {
    for table in OF_ARTICLES {
        connection.execute(&format!("DELETE FROM {table} WHERE article = ?1"), [key])?;
    }
    connection.execute(
        "UPDATE article SET deleted = 1 WHERE id = ?1 AND deleted = 0",
        [key],
    )?;
    connection.execute("DELETE FROM article WHERE id = ?1", [key])?;
    Ok(())
}

/// A name beside the library's that nothing has.
fn free_name(folder: &Path) -> PathBuf {
    let names = (1..).map(|n| folder.join(format!("library-damaged-{n}.db")));
    let mut free = names.filter(|path| !path.exists());
    free.next()
        .unwrap_or_else(|| folder.join("library-damaged.db"))
}

/// `path` with `ending` after it.
fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes what an earlier rescue, which was cut off, has left.
fn remove_with_log(path: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(with(path, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
