//! Settings of a connection, and the two kinds of transactions that change something.

use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::Store;
use super::error::{Result, StoreError};

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// What a person did: on the disk when it is committed, whatever happens to the machine. It
    /// leaves the long work of moving the log into the file to the others.
    Person,
    /// What can be had again: whole after a crash of the program; after one of the machine the last
    /// of it may be missing.
    Bulk,
}

impl Care {
    fn pragmas(self) -> &'static str {
        match self {
            Self::Person => "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000",
            Self::Bulk => "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000",
        }
    }
}

/// How long one waits between two tries to get the file.
const WAIT: Duration = Duration::from_micros(500);

/// How often it is tried: some five seconds in all.
const TRIES: i32 = 8_000;

/// How long somebody with much to write lets others at the file between two transactions: longer
/// than [`WAIT`], so that a person's change comes in.
const BREATH: Duration = Duration::from_millis(1);

/// Pages are kept in so many KiB of memory, and never more of the log in the file than this.
const SETTINGS: &str = "
    PRAGMA cache_size = -4096;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 33554432;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
";

/// Sets `connection` up for a library's file.
pub(super) fn set_up(connection: &mut Connection) -> Result<()> {
    connection.busy_handler(Some(wait))?;
    // A file that somebody damaged on purpose can do less.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(Care::Person.pragmas())?;
    Ok(())
}

fn wait(tries: i32) -> bool {
    std::thread::sleep(WAIT);
    tries < TRIES
}

impl Store {
    /// Runs `work` in a transaction that is on the disk when this returns.
    pub(super) fn by_person<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.with(Care::Person, work)
    }

    /// Runs `work` in a transaction for what can be had again.
    pub(super) fn in_bulk<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        if let Some(rested) = self.rested.map(|ended| ended.elapsed()) {
            std::thread::sleep(BREATH.saturating_sub(rested));
        }
        let outcome = self.with(Care::Bulk, work);
        self.rested = Some(Instant::now());
        outcome
    }

    fn with<T>(
        &mut self,
        care: Care,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        if self.seal.is_set() {
            return Err(StoreError::Damaged);
        }
        if self.care != care {
            self.connection.execute_batch(care.pragmas())?;
            self.care = care;
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun = Instant::now();
        let outcome = work(&transaction)?;
        // It may have taken a while.
        if self.seal.is_set() {
            return Err(StoreError::Damaged);
        }
        transaction.commit()?;
        self.held = begun.elapsed();
        Ok(outcome)
    }

    /// Runs `work` on one state of the file, whatever others write meanwhile.
    pub(super) fn reading<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self.connection.unchecked_transaction()?;
        work(&transaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleKey, Change, Origin};
    use crate::text::Clean;

    #[test]
    fn a_full_disk_is_told_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let pages: i64 = store
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        store
            .connection
            .pragma_update(None, "max_page_count", pages + 2)
            .unwrap();
        let mut kept = 0;
        let error = (0..500)
            .find_map(|n| {
                let origin = Origin::Url(format!("https://example.org/{n}/{}", "x".repeat(200)));
                let done = store.subscribe(&origin, None, &Clean::default(), &[]);
                kept += usize::from(done.is_ok());
                done.err()
            })
            .unwrap();
        assert!(matches!(error, StoreError::Full), "{error}");
        assert!(error.to_string().contains("was not kept"));
        assert_eq!(store.subscriptions().unwrap().len(), kept);
        let nothing = Change::Star(ArticleKey(1), true);
        assert_eq!(store.change(&nothing).unwrap(), None, "reading goes on");
    }
}
