//! What leaves a damaged file as it is: what still stands in it is to be had again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::config::DbConfig;

use super::Store;
use super::error::Result;

/// A seal on a library's file. Once it is set, no store that was opened under it writes any more.
#[derive(Debug, Clone, Default)]
pub struct Seal(Arc<AtomicBool>);

impl Seal {
    /// Sets it; gives whether it was not set before.
    pub fn set(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Store {
    /// Opens the library in `folder` as [`Store::open`] does, to write only while `seal` is not set: from
    /// then on each change is refused with [`StoreError::Damaged`](super::StoreError::Damaged).
    ///
    /// # Errors
    /// As those of [`Store::open`].
    pub fn open_under(folder: &Path, seal: &Seal) -> Result<Self> {
        let mut store = Self::open(folder)?;
        store.leave_log()?;
        store.seal = seal.clone();
        Ok(store)
    }

    /// Has the log left beside the file when the store is dropped, as moving it into the file is
    /// writing too.
    pub(super) fn leave_log(&self) -> Result<()> {
        let option = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        self.connection.set_db_config(option, true)?;
        Ok(())
    }

    /// Closes the store, and moves the log into the file where nobody else reads in it and no seal is set.
    ///
    /// # Errors
    /// The file cannot be written; the log is there for the next who opens it.
    pub fn close(mut self) -> Result<()> {
        if self.read_only || self.seal.is_set() {
            return Ok(());
        }
        // Who still reads is not waited for.
        self.connection.busy_handler(None::<fn(i32) -> bool>)?;
        let move_all = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.connection.query_row(move_all, [], |_| Ok(()))?;
        Ok(())
    }
}
