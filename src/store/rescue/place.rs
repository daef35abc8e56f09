//! Where a library lies, and how a new file takes the place of the old one: whatever happens
//! meanwhile, there is a library, and all of the old one that was there before.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::open::file_in;

/// Where the new library is made.
const WORKSHOP: &str = "library-rescued.db";

/// What SQLite keeps beside a file, the one that holds nothing first.
const BESIDE: [&str; 2] = ["-shm", "-wal"];

/// The place of a library.
pub(super) struct Place {
    folder: PathBuf,
    /// The library's file itself, not a link to it.
    pub file: PathBuf,
}

impl Place {
    /// The place of the library in `folder`.
    pub fn of(folder: &Path) -> Self {
        let file = file_in(folder);
        let folder = file.parent().unwrap_or(folder).to_owned();
        Self { folder, file }
    }

    /// A sentence about what the system does not let be done here.
    pub fn in_words(&self, error: &io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::Unreachable {
                path: self.folder.clone(),
                why: error.to_string(),
            },
        }
    }

    /// Keeps all others from the library for as long as the file that is given back stays open; so
    /// it is closed last of all on the library, as this program's locks end with the first. `None`
    /// where there are no locks, or nobody can write to the file.
    ///
    /// # Errors
    /// Somebody has the library open: what is kept there from now on would be lost.
    pub fn hold(&self) -> Result<Option<File>> {
        let Ok(file) = File::options().read(true).write(true).open(&self.file) else {
            return Ok(None);
        };
        // Who has the file open holds a lock on some bytes of it, which SQLite keeps for that, even
        // where nothing that stands in the file can be read.
        #[cfg(unix)]
        {
            use rustix::fs::{FlockOperation, fcntl_lock};
            use rustix::io::Errno;
            match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::AGAIN | Errno::ACCESS) => return Err(StoreError::InUse),
                Err(_) => return Ok(None),
                Ok(()) => {}
            }
        }
        Ok(Some(file))
    }

    /// Where the new library is made; nothing is there yet.
    pub fn workshop(&self) -> io::Result<PathBuf> {
        let path = self.folder.join(WORKSHOP);
        remove(&path)?;
        Ok(path)
    }

    /// The log of the file, and the name under which the file is set aside: one that nothing has.
    pub fn names(&self) -> (PathBuf, PathBuf) {
        let log = with(&self.file, "-wal");
        let names = (1_u32..).map(|n| self.folder.join(format!("library-damaged-{n}.db")));
        for aside in names {
            let has = |ending: &str| fs::symlink_metadata(with(&aside, ending)).is_ok();
            if !has("") && !BESIDE.iter().any(|ending| has(ending)) {
                return (log, aside);
            }
            // A rescue was cut off when all of the old library had its new name already.
            if !log.exists() && is_same(&aside, &self.file) {
                return (with(&aside, "-wal"), aside);
            }
        }
        (log, self.folder.join("library-damaged.db"))
    }

    /// Sets the old file aside with its log, and puts the one at `new` in its place.
    pub fn put(&self, new: &Path, aside: &Path) -> io::Result<()> {
        // Who may read the new one is who could read the old one.
        fs::set_permissions(new, fs::metadata(&self.file)?.permissions())?;
        let linked = is_same(aside, &self.file) || fs::hard_link(&self.file, aside).is_ok();
        // The new library never lies beside the old one's log, which SQLite would write into it.
        let put = self.beside(&self.file, aside).and_then(|()| {
            // Only where there are no links is there a moment without a library.
            if !linked {
                fs::rename(&self.file, aside)?;
            }
            fs::rename(new, &self.file)
        });
        if put.is_err() {
            // All is to be as it was; what cannot be put back lies under its new name.
            if !self.file.exists() {
                let _ = fs::rename(aside, &self.file);
            }
            let back = self.beside(aside, &self.file);
            if linked && back.is_ok() {
                let _ = fs::remove_file(aside);
            }
            return put;
        }
        // Some disks cannot be asked for that.
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Moves what lies beside one file beside another.
    fn beside(&self, from: &Path, to: &Path) -> io::Result<()> {
        for ending in BESIDE {
            match fs::rename(with(from, ending), with(to, ending)) {
                // They are only there where the program was killed.
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether two names are of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let number = |path| fs::symlink_metadata(path).map(|of| (of.dev(), of.ino()));
        matches!((number(one), number(other)), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

/// `path` with `ending` after it.
fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes a library that nobody needs, with what lies beside it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(with(path, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

impl Store {
    /// Closes the library with all that was written in its file, and nothing beside it.
    ///
    /// # Errors
    /// The disk has not taken it. As SQLite says nothing of that when a file is merely closed, it
    /// would otherwise be noticed when the file is read.
    pub(super) fn close_whole(self) -> Result<()> {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let (busy, left): (bool, i64) = self
            .connection
            .query_row(checkpoint, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let journal = "PRAGMA journal_mode = DELETE";
        let mode: String = self.connection.query_row(journal, [], |row| row.get(0))?;
        if busy || left > 0 || mode != "delete" {
            return Err(StoreError::Busy);
        }
        self.connection
            .close()
            .map_err(|(_, error)| StoreError::from(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;
    use crate::text::Clean;

    #[test]
    fn a_library_whose_log_cannot_be_emptied_is_not_said_to_be_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let reader = Store::open(folder.path()).unwrap();
        let subscribed = reader.reading(|connection| {
            connection.query_row("SELECT count(*) FROM feed", [], |_| Ok(()))?;
            store.subscribe(&Origin::Kept, None, &Clean::default(), &[])?;
            store.connection.busy_timeout(std::time::Duration::ZERO)?;
            Ok(store.close_whole())
        });
        assert!(subscribed.unwrap().is_err());
        drop(reader);
        let store = Store::open(folder.path()).unwrap();
        store.close_whole().unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1);
    }
}
