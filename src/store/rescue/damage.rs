//! Whether a library is damaged: what SQLite sees, and what only its reader does.

use std::path::Path;

use rusqlite::Connection;

use super::{CHUNK, mend};
use crate::store::body::{self, Shown};
use crate::store::error::{Result, StoreError};
use crate::store::migrate::{APPLICATION, NEWEST, version};
use crate::store::open::{look_at, read_as_it_lies};
use crate::store::{Store, annotation, correction, rows, subscription};

/// Tables that nobody else has together.
const OURS: &str = "'feed', 'article', 'body', 'arrived', 'tally'";

/// Whether nothing is damaged in the library at `path`. An empty file is whole too: somebody may be
/// making it just now.
///
/// # Errors
/// It cannot be told, or it is no library at all.
pub(super) fn is_whole(path: &Path) -> Result<bool> {
    let (known, looked) = match look_at(path) {
        Err(StoreError::NotALibrary { .. }) => (false, Ok(())),
        other => (true, other),
    };
    match looked.and_then(|()| examine(path, known)) {
        Err(error) if error.is_damage() => Ok(false),
        done => done.map(|()| true),
    }
}

/// Examines the file at `path`; `known` tells whether its head is that of a library.
fn examine(path: &Path, known: bool) -> Result<()> {
    let connection = read_as_it_lies(path)?;
    // What another version made is not damaged.
    match version(&connection)? {
        found if found > NEWEST && known => return Err(StoreError::newer(path, found)),
        _ => {}
    }
    let checked: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if checked != "ok" {
        return Err(StoreError::Damaged);
    }
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = count("PRAGMA application_id")?;
    let tables = count("SELECT count(*) FROM sqlite_schema")?;
    let ours = count(&format!(
        "SELECT count(*) = 5 FROM sqlite_schema WHERE type = 'table' AND name IN ({OURS})"
    ))?;
    match (known, application == APPLICATION || ours == 1) {
        (true, true) => is_readable(connection),
        // Its head says that it is something else, and that is all that is wrong with it.
        (false, true) => Err(StoreError::Damaged),
        (true, false) if tables == 0 => Ok(()),
        (_, false) => Err(StoreError::Foreign {
            path: path.to_owned(),
        }),
    }
}

/// Reads all that stands in the tables, as SQLite does not look into texts.
fn is_readable(connection: Connection) -> Result<()> {
    let store = Store::new(connection, None, true);
    store.session()?;
    store.subscriptions()?;
    store.searches()?;
    let connection = &store.connection;
    if !subscription::unreadable(connection)?.is_empty() {
        return Err(StoreError::Damaged);
    }
    let keys = mend::keys(connection, "SELECT id FROM article")?;
    for some in keys.chunks(CHUNK) {
        rows::rows_of(connection, some)?;
        for &key in some {
            body::article(connection, Shown::Now, key)?;
            body::article(connection, Shown::Own, key)?;
            annotation::of(connection, key)?;
            correction::of(connection, key)?;
        }
    }
    Ok(())
}
