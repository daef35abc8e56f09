//! Opening the library's file: made where there is none, refused untouched where it is not ours.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::Store;
use super::connection::set_up;
use super::error::{Result, StoreError};
use super::migrate::{APPLICATION, NEWEST, is_foreign, migrate, version};

/// Bytes of a log that holds nothing.
const LOG_HEAD: u64 = 32;

impl Store {
    /// The file in the library's folder.
    pub const FILE: &str = "library.db";

    /// Opens the library in `folder`; makes both where they are not there. One that cannot be
    /// written to is opened for reading. What everybody reads first is read at once, so that nobody
    /// writes to a file that is damaged there.
    pub fn open(folder: &Path) -> Result<Self> {
        let store = Self::open_unseen(folder)?;
        let readable = store.session().and_then(|_| store.subscriptions());
        if let Err(error) = readable {
            if error.is_damage() {
                store.leave_log()?;
            }
            return Err(error);
        }
        Ok(store)
    }

    fn open_unseen(folder: &Path) -> Result<Self> {
        let path = folder.join(Self::FILE);
        look_at(&path)?;
        let made = make_folder(folder);
        match open_to_write(&path) {
            Err(StoreError::ReadOnly | StoreError::Unreachable { .. }) if path.exists() => {
                open_to_read(&path)
            }
            Err(StoreError::Unreachable { .. }) if made.is_err() => Err(unreachable(
                folder,
                &made.err().map(|e| e.to_string()).unwrap_or_default(),
            )),
            other => other,
        }
    }

    /// Whether the library in `folder` was closed by all who had it open. Otherwise one of them was
    /// killed, or has it open still.
    pub fn is_closed(folder: &Path) -> bool {
        log_of(&file_in(folder)) == 0
    }

    /// Looks at every page of the file, which takes seconds for each gigabyte.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where one is; the library cannot be read.
    pub fn check(&self) -> Result<()> {
        let check = "PRAGMA quick_check(1)";
        let found: String = self.connection.query_row(check, [], |row| row.get(0))?;
        match found.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Damaged),
        }
    }

    /// A library that lasts as long as it is open.
    pub fn in_memory() -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        set_up(&mut connection)?;
        migrate(&mut connection)?;
        Ok(Self::new(connection, None, false))
    }
}

/// The library's file in `folder`; where that is a link, the file to which it leads, as SQLite keeps
/// the log beside that one.
pub(super) fn file_in(folder: &Path) -> PathBuf {
    let path = folder.join(Store::FILE);
    match path.is_symlink().then(|| fs::canonicalize(&path)) {
        Some(Ok(file)) => file,
        _ => path,
    }
}

/// How many bytes the log of a file has.
fn log_of(file: &Path) -> u64 {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).map_or(0, |log| log.len())
}

/// What a person reads is nobody else's business: others may not even look into the folder.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Looks at the head of the file without SQLite, which would begin to mend what another version
/// has left.
pub(super) fn look_at(path: &Path) -> Result<()> {
    let mut head = [0; 100];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    if read.is_err() {
        // SQLite would take a file without a byte for a new one, and remove its log, which holds more
        // than its own head only where the file has had a page.
        let is_empty = fs::metadata(path).is_ok_and(|file| file.len() == 0);
        let file = fs::canonicalize(path);
        if is_empty && file.is_ok_and(|file| log_of(&file) > LOG_HEAD) {
            return Err(StoreError::Damaged);
        }
        // Not there, empty or cut off: SQLite knows which.
        return Ok(());
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(not_a_library(path));
    }
    let number = |at: usize| {
        i64::from(u32::from_be_bytes([
            head[at],
            head[at + 1],
            head[at + 2],
            head[at + 3],
        ]))
    };
    let (version, application) = (number(60), number(68));
    match application {
        APPLICATION if version > NEWEST => Err(StoreError::newer(path, version)),
        APPLICATION => Ok(()),
        // Somebody may be making it just now.
        0 if version == 0 => Ok(()),
        _ => Err(not_a_library(path)),
    }
}

pub(super) fn open_to_write(path: &Path) -> Result<Store> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let in_words = |error| in_words(path, error);
    let mut connection = Connection::open_with_flags(path, flags).map_err(in_words)?;
    set_up(&mut connection)?;
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
    let found = version(&connection).map_err(in_words)?;
    if found > NEWEST {
        // Its log is left to the newer program too.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(StoreError::newer(path, found));
    }
    if is_foreign(&connection).map_err(in_words)? {
        return Err(not_a_library(path));
    }
    write_ahead(&connection).map_err(in_words)?;
    let found = migrate(&mut connection)?;
    if found > NEWEST {
        return Err(StoreError::newer(path, found));
    }
    Ok(Store::new(connection, Some(path.to_owned()), false))
}

/// Has changes written to a log first, so that reading never waits. Two who do this to a new file at
/// once get in each other's way without the busy handler being asked.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        let set = connection.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        });
        match set {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries < 1_000 =>
            {
                tries += 1;
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            other => return other.map(|_| ()),
        }
    }
}

/// Opens the file for reading alone.
fn open_to_read(path: &Path) -> Result<Store> {
    let connection = read_as_it_lies(path)?;
    match version(&connection)? {
        NEWEST => Ok(Store::new(connection, Some(path.to_owned()), true)),
        found if found > NEWEST => Err(StoreError::newer(path, found)),
        _ => Err(unreachable(
            path,
            "it was made by an older version and has to be changed for this one, but cannot be written to",
        )),
    }
}

/// A connection that changes nothing. Where the folder cannot be written to either, and nobody else
/// has the file open, the file is taken as it lies there.
pub(super) fn read_as_it_lies(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |name: &Path, flags| {
        let connection = Connection::open_with_flags(name, flags)?;
        version(&connection)?;
        Ok(connection)
    };
    let as_it_lies = || {
        let uri = format!("file:{}?immutable=1", escaped(path));
        open(Path::new(&uri), flags | OpenFlags::SQLITE_OPEN_URI)
    };
    let opened = open(path, flags).or_else(|_: rusqlite::Error| as_it_lies());
    let mut connection = opened.map_err(|error| in_words(path, error))?;
    set_up(&mut connection)?;
    Ok(connection)
}

/// `path` as a part of a URI.
fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                out.push(char::from(*byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn in_words(path: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) => unreachable(
            path,
            "the system does not let it be opened; check the folder and whose it is",
        ),
        _ => error.into(),
    }
}

fn not_a_library(path: &Path) -> StoreError {
    StoreError::NotALibrary {
        path: path.to_owned(),
    }
}

fn unreachable(path: &Path, why: &str) -> StoreError {
    StoreError::Unreachable {
        path: path.to_owned(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleKey, Change, Origin};
    use crate::text::Clean;

    #[test]
    fn what_cannot_be_written_to_is_opened_for_reading() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let origin = Origin::Kept;
        store
            .subscribe(&origin, None, &Clean::default(), &[])
            .unwrap();
        let mut reader = open_to_read(&folder.path().join(Store::FILE)).unwrap();
        assert!(reader.is_read_only());
        assert_eq!(reader.subscriptions().unwrap().len(), 1);
        let error = reader.change(&Change::Star(ArticleKey(1), true));
        assert!(matches!(error, Err(StoreError::ReadOnly)));
    }
}
