//! From the schema that a file has to the one that the program knows, one version at a time.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Result, StoreError};

/// What makes each version of the schema from the one before it; the first makes it from nothing.
const VERSIONS: [&str; 1] = [include_str!("schema/1.sql")];

/// The version that this program reads and writes.
pub(super) const NEWEST: i64 = VERSIONS.len() as i64;

/// Marks a file as ours: "quot" in ASCII.
pub(super) const APPLICATION: i64 = 0x7175_6f74;

/// The file's version; 0 for an empty one.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether the file is a database of somebody else's.
pub(super) fn is_foreign(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema) FROM pragma_user_version",
        [],
        |row| row.get(0),
    )
}

/// Brings the file up to [`NEWEST`], all in one transaction. Gives the version that is there then,
/// which may be newer.
pub(super) fn migrate(connection: &mut Connection) -> Result<i64> {
    let found = version(connection)?;
    if found >= NEWEST {
        return Ok(found);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody may have been faster.
    let found = version(&transaction)?;
    for (version, script) in (1_i64..).zip(VERSIONS) {
        if version > found {
            transaction.execute_batch(script)?;
            transaction.pragma_update(None, "user_version", version)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.commit()?;
    Ok(found.max(NEWEST))
}

impl StoreError {
    pub(super) fn newer(path: &std::path::Path, found: i64) -> Self {
        Self::Newer {
            path: path.to_owned(),
            found,
            known: NEWEST,
        }
    }
}
