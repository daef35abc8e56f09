//! What can be wrong with the library's file, in words for a person.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

/// Why something could not be read from the library or kept in it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A newer version of the program has made the file. It was not touched.
    #[error(
        "{}: this library was made by a newer version of quotidian (it has schema {found}, this version knows up to {known}): use that version, or choose another library; nothing was changed",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error(
        "{}: this is no library of quotidian, or its beginning is damaged: choose another folder, bring the file back from a backup, or have `quotidian rescue` set it aside; nothing was changed",
        path.display()
    )]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },
    /// The file is another program's, and whole.
    #[error(
        "{}: this is a library of another program, and nothing in it is damaged: move it away, or choose another folder; nothing was changed",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The library is to be rescued, and somebody has it open.
    #[error(
        "the library is open in another quotidian, and what is kept there meanwhile would be lost: close it, then run `quotidian rescue` again; nothing was changed"
    )]
    InUse,
    /// The folder cannot be made or read.
    #[error("{}: the library cannot be opened: {why}", path.display())]
    Unreachable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The file is damaged.
    #[error(
        "the library's file is damaged; nothing was deleted: `quotidian rescue` sets it aside and puts what can be read of it into a new one"
    )]
    Damaged,
    /// The disk does not give or take what it is asked for.
    #[error(
        "the disk failed where the library's file lies; nothing was deleted: make a copy of the file while that can be done; `quotidian rescue` puts what can be read of it into a new one"
    )]
    Disk,
    /// The file or its folder cannot be written to.
    #[error(
        "the library can only be read, so this was not kept: its file or folder cannot be written to"
    )]
    ReadOnly,
    /// There is no space left.
    #[error("there is no space left on the disk, so this was not kept: make room and try again")]
    Full,
    /// Somebody else has held the file for too long.
    #[error(
        "the library was busy for too long with what is coming in, here or in another program, so this was not kept: try again in a moment"
    )]
    Busy,
    /// The query was interrupted on purpose.
    #[error("the search was given up for a newer one")]
    Interrupted,
    /// There is a subscription to that origin already.
    #[error("there is a subscription to {0} already: remove one of the two")]
    Taken(String),
    /// There is no such subscription.
    #[error("there is no such subscription any more")]
    NoFeed,
    /// A mistake of the program's, or of the system's.
    #[error("the library could not be read or written: {0}")]
    Other(String),
}

/// What came of work with the library.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Whether the file is damaged, so that nothing is to be written to it before it was rescued.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged | Self::Disk | Self::NotALibrary { .. })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        // What is read here was written here: a value of another kind, or none where there has to be
        // one, stands only in a damaged file.
        if matches!(
            error,
            Error::FromSqlConversionFailure(..)
                | Error::InvalidColumnType(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::Utf8Error(..)
                | Error::QueryReturnedNoRows
        ) {
            return Self::Damaged;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            // So is a table missing only from a damaged one.
            Some(ErrorCode::Unknown) if error.to_string().starts_with("no such ") => Self::Damaged,
            // The index of the log found no room; the file itself is whole.
            Some(ErrorCode::SystemIoFailure) if is_extended(&error, ffi::SQLITE_IOERR_SHMSIZE) => {
                Self::Full
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Whether SQLite says more closely that it is this.
fn is_extended(error: &rusqlite::Error, code: i32) -> bool {
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == code)
}

impl From<serde_json::Error> for StoreError {
    /// What is read here was written here: it cannot be read only where the file is damaged.
    fn from(_: serde_json::Error) -> Self {
        Self::Damaged
    }
}
