//! A page of a tree: its cells, and the pages below it.

use super::pages::number;
use super::record::varint;

/// A page of a tree.
pub(super) struct Page {
    bytes: Vec<u8>,
    /// Whether the tree is an index.
    pub index: bool,
    /// Whether there are pages below it.
    inner: bool,
    /// Where each cell begins; `None` for one that is nowhere.
    cells: Vec<Option<usize>>,
    /// The last page below it.
    last: u32,
}

/// A row, or its beginning.
pub(super) struct Cell<'p> {
    /// The row's number; 0 in an index.
    pub key: i64,
    /// How many bytes the row has.
    pub length: usize,
    /// What stands on the page of them.
    pub here: &'p [u8],
    /// Where the rest begins.
    pub rest: Option<u32>,
}

impl Page {
    /// The page with that number; `None` where it is no page of a tree.
    pub fn new(page: u32, bytes: Vec<u8>) -> Option<Self> {
        // The first one begins with the file's head.
        let at = if page == 1 { 100 } else { 0 };
        let (index, inner) = match bytes.get(at)? {
            0x02 => (true, true),
            0x05 => (false, true),
            0x0a => (true, false),
            0x0d => (false, false),
            _ => return None,
        };
        let head = at + if inner { 12 } else { 8 };
        let count = usize::from(short(&bytes, at + 3)?);
        let end = head + 2 * count;
        let place = |cell| {
            let place = usize::from(short(&bytes, head + 2 * cell)?);
            (place >= end && place < bytes.len()).then_some(place)
        };
        if end > bytes.len() {
            return None;
        }
        Some(Self {
            cells: (0..count).map(place).collect(),
            last: if inner { number(&bytes, at + 8)? } else { 0 },
            bytes,
            index,
            inner,
        })
    }

    /// The pages below it, from left to right.
    pub fn below(&self) -> Vec<u32> {
        if !self.inner {
            return Vec::new();
        }
        let places = self.cells.iter().flatten();
        let children = places.filter_map(|&place| number(&self.bytes, place));
        children.chain([self.last]).collect()
    }

    /// How many rows stand on it.
    pub fn rows(&self) -> usize {
        // In a table they all stand on the lowest pages.
        if self.inner && !self.index {
            0
        } else {
            self.cells.len()
        }
    }

    /// One of its rows; `None` where it is damaged.
    pub fn row(&self, row: usize) -> Option<Cell<'_>> {
        let place = (*self.cells.get(row)?)?;
        let place = if self.inner { place + 4 } else { place };
        let (length, mut bytes) = varint(self.bytes.get(place..)?)?;
        let length = usize::try_from(length).ok()?;
        let mut key = 0;
        if !self.index {
            (key, bytes) = varint(bytes)?;
        }
        let here = self.held(length);
        let (own, after) = bytes.split_at_checked(here)?;
        let rest = if here < length {
            Some(number(after, 0)?)
        } else {
            None
        };
        Some(Cell {
            key,
            length,
            here: own,
            rest,
        })
    }

    /// How many bytes of a row of `length` bytes stand on the page itself.
    fn held(&self, length: usize) -> usize {
        let usable = self.bytes.len();
        let most = if self.index {
            (usable - 12) * 64 / 255 - 23
        } else {
            usable - 35
        };
        if length <= most {
            return length;
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let held = least + (length - least) % (usable - 4);
        if held <= most { held } else { least }
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes(two.try_into().ok()?))
}
