//! The write-ahead log beside a file: pages that are newer than the file's own.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::pages::{number, read_at};

/// Bytes before the first frame.
const HEAD: usize = 32;

/// Bytes before the page of a frame.
const FRAME: usize = 24;

/// The log, as far as it is whole and its transactions were ended.
pub(super) struct Log {
    file: File,
    /// Where the newest of each page stands.
    places: HashMap<u32, u64>,
}

impl Log {
    /// The log at `path` of a file with pages of `size` bytes; `None` where there is none that can
    /// be used.
    pub fn open(path: &Path, size: usize) -> Option<Self> {
        let file = File::open(path).ok()?;
        let mut reader = BufReader::new(&file);
        let mut head = [0; HEAD];
        reader.read_exact(&mut head).ok()?;
        let mut sum = match number(&head, 0)? {
            0x377f_0682 => Sum::new(u32::from_le_bytes),
            0x377f_0683 => Sum::new(u32::from_be_bytes),
            _ => return None,
        };
        sum.add(&head[..24]);
        if !sum.is(&head[24..]) || usize::try_from(number(&head, 8)?) != Ok(size) {
            return None;
        }
        let (mut places, mut begun) = (HashMap::new(), HashMap::new());
        let mut at = HEAD as u64;
        let mut frame = vec![0; FRAME + size];
        while reader.read_exact(&mut frame).is_ok() {
            sum.add(&frame[..8]);
            sum.add(&frame[FRAME..]);
            // What follows was left by an earlier round of the log, or is damaged.
            if frame[8..16] != head[16..24] || !sum.is(&frame[16..24]) {
                break;
            }
            begun.insert(number(&frame, 0)?, at + FRAME as u64);
            // The last frame of a transaction says how many pages the file has with it. That is not
            // believed: the pages are counted.
            if number(&frame, 4)? > 0 {
                places.extend(begun.drain());
            }
            at += frame.len() as u64;
        }
        drop(reader);
        Some(Self { file, places })
    }

    /// The pages that it has.
    pub fn pages(&self) -> impl Iterator<Item = u32> {
        self.places.keys().copied()
    }

    /// The bytes of a page, where the log has it.
    pub fn page(&self, page: u32, size: usize) -> Option<Vec<u8>> {
        read_at(&self.file, *self.places.get(&page)?, size)
    }
}

/// The checksum that runs through a log.
struct Sum {
    word: fn([u8; 4]) -> u32,
    first: u32,
    second: u32,
}

impl Sum {
    fn new(word: fn([u8; 4]) -> u32) -> Self {
        Self {
            word,
            first: 0,
            second: 0,
        }
    }

    /// Adds bytes, a multiple of eight.
    fn add(&mut self, bytes: &[u8]) {
        let (words, _) = bytes.as_chunks::<4>();
        let (pairs, _) = words.as_chunks::<2>();
        for [a, b] in pairs {
            self.first = self
                .first
                .wrapping_add((self.word)(*a))
                .wrapping_add(self.second);
            self.second = self
                .second
                .wrapping_add((self.word)(*b))
                .wrapping_add(self.first);
        }
    }

    /// Whether it is the one that is written at the beginning of `bytes`.
    fn is(&self, bytes: &[u8]) -> bool {
        number(bytes, 0) == Some(self.first) && number(bytes, 4) == Some(self.second)
    }
}
