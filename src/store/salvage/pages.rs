//! The pages of a file as they lie there, with those of its log in place of older ones.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::log::Log;

/// The size of a page, where the file does not tell it: what SQLite gives a new file.
const SIZE: usize = 4096;

/// What a file of SQLite begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// A file in pages, which are numbered from 1.
pub(super) struct Pages {
    file: File,
    log: Option<Log>,
    size: usize,
    /// Bytes of a page that are used.
    pub usable: usize,
    /// How many the file has.
    count: u32,
    /// Those after them, which only the log has.
    after: BTreeSet<u32>,
}

impl Pages {
    /// The pages of the file at `path`, and of its log at `log`.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path, log: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let head = read_at(&file, 0, 100);
        let (size, reserved) = head.and_then(|head| layout(&head)).unwrap_or((SIZE, 0));
        let log = Log::open(log, size);
        // A page that was cut off is none.
        let whole = file.metadata()?.len() / size as u64;
        let count = u32::try_from(whole).unwrap_or(u32::MAX);
        let of_log = log.iter().flat_map(Log::pages);
        Ok(Self {
            after: of_log.filter(|&page| page > count).collect(),
            count,
            file,
            log,
            size,
            usable: size - reserved,
        })
    }

    /// Whether there is such a page.
    pub fn has(&self, page: u32) -> bool {
        (1..=self.count).contains(&page) || self.after.contains(&page)
    }

    /// The numbers of all pages.
    pub fn all(&self) -> impl Iterator<Item = u32> + use<> {
        (1..=self.count).chain(self.after.clone())
    }

    /// How many bytes all of them have.
    pub fn bytes(&self) -> u64 {
        (u64::from(self.count) + self.after.len() as u64) * self.size as u64
    }

    /// The bytes of a page that are used; `None` where there is no such page, or the disk does not
    /// give it.
    pub fn read(&self, page: u32) -> Option<Vec<u8>> {
        if !self.has(page) {
            return None;
        }
        let newer = self.log.as_ref().and_then(|log| log.page(page, self.size));
        let at = u64::from(page - 1) * self.size as u64;
        let mut bytes = newer.or_else(|| read_at(&self.file, at, self.size))?;
        bytes.truncate(self.usable);
        Some(bytes)
    }
}

/// The size of a page and how much of it is not used, as the head of a file tells them.
fn layout(head: &[u8]) -> Option<(usize, usize)> {
    let size = match usize::from(u16::from_be_bytes([*head.get(16)?, *head.get(17)?])) {
        1 => 65_536,
        size => size,
    };
    let reserved = usize::from(*head.get(20)?);
    let sound = head.starts_with(MAGIC) && size.is_power_of_two() && size >= 512;
    (sound && size - reserved >= 480).then_some((size, reserved))
}

/// So many bytes of `file` from `at` on.
pub(super) fn read_at(mut file: &File, at: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// The number that stands in four bytes from `at` on.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}
