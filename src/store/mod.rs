//! What outlives a run: one SQLite file in the library's folder, with an index of all words.
//!
//! Several stores on one folder, in threads or in programs, are safe at once. What a person does
//! ([`Store::change`] and its kin) is on the disk when the call returns; what a feed brings is whole
//! or not there at all after a crash, and comes again with the next refresh.

mod annotation;
mod article;
mod body;
mod change;
mod connection;
mod correction;
mod edited;
mod error;
mod full_text;
mod index;
mod label;
mod listing;
mod marks;
mod migrate;
mod open;
mod prepared;
mod receive;
mod rescue;
mod rows;
mod rule;
mod salvage;
mod seal;
pub mod search;
mod set;
mod shelves;
mod sort_key;
mod subscription;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;

pub use article::Stored;
pub use error::{Result, StoreError};
pub use prepared::Prepared;
pub use receive::{Delivery, Ending, Received};
pub use rescue::{Rescued, Share};
pub use rule::{Rule, RuleField};
pub use seal::Seal;
pub use subscription::Subscribed;

use connection::Care;

/// The library's file: a connection to it.
pub struct Store {
    connection: Connection,
    /// What the connection is set for now.
    care: Care,
    /// The file; `None` for one in memory.
    path: Option<PathBuf>,
    read_only: bool,
    /// What forbids to write once the file is known to be damaged.
    seal: Seal,
    /// What hides articles that arrive, where the caller has said.
    rules: Option<Arc<[Rule]>>,
    /// When the last transaction for what can be had again ended.
    rested: Option<Instant>,
    /// How long the last transaction kept others from writing.
    held: Duration,
    /// So many articles are taken in at once.
    chunk: usize,
}

impl Store {
    fn new(connection: Connection, path: Option<PathBuf>, read_only: bool) -> Self {
        Self {
            connection,
            care: Care::Person,
            path,
            read_only,
            seal: Seal::default(),
            rules: None,
            rested: None,
            held: Duration::ZERO,
            chunk: receive::MOST / 4,
        }
    }

    /// The library's file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A number that is another one once another connection has changed the library, in this program
    /// or in another.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn state(&self) -> Result<i64> {
        let pragma = "PRAGMA data_version";
        Ok(self.connection.query_row(pragma, [], |row| row.get(0))?)
    }

    /// Whether the library can only be read: then each change is refused with
    /// [`StoreError::ReadOnly`].
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }
}
