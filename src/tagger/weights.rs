//! The file of weights: what it must hold, and its parts.

use std::ops::RangeInclusive;

use thiserror::Error;

use super::attention::HEAD;
use super::kernel::GROUP;
use super::matrix::Stored;

const MAGIC: &[u8; 8] = b"QUOTAG1\n";

/// Why bytes are no weights for the tagger.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum WeightsError {
    /// They do not begin as such a file does.
    #[error("this is no file of the tagger's weights: it does not begin with QUOTAG1")]
    Magic,
    /// They end too early, or go on after the end.
    #[error("the tagger's weights should have {expected} bytes, but have {found}")]
    Length {
        /// How many there should be, as far as one can tell.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// A size that the engine does not take.
    #[error("the tagger's weights have {found} as their {name}: it must be {allowed}")]
    Size {
        /// Which size it is.
        name: &'static str,
        /// What it is.
        found: u32,
        /// What it may be.
        allowed: String,
    },
    /// The list of word pieces is no text.
    #[error("the tagger's word pieces are not UTF-8")]
    Text,
    /// The list of word pieces is not as long as the table.
    #[error("the tagger's weights have {found} word pieces, but should have {expected}")]
    Pieces {
        /// How many the header tells of.
        expected: usize,
        /// How many lines there are.
        found: usize,
    },
    /// A piece that there must be.
    #[error("the tagger's word pieces have no {0}")]
    Missing(&'static str),
    /// An infinity, or no number at all.
    #[error("the tagger's weights have something among their numbers that is not finite")]
    NotFinite,
}

/// The sizes of a model.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub layers: usize,
    pub width: usize,
    pub inner: usize,
    pub pieces: usize,
    pub positions: usize,
    pub cases: usize,
    pub case_width: usize,
    pub hidden: usize,
    pub tags: usize,
}

/// The classes of a word by its letters: see `case`.
const CASES: u32 = 8;

impl Sizes {
    /// Reads the header. The limits keep all sums of products inside 32 bits: 4096 columns times
    /// 255 times 8 times 255.
    fn read(file: &mut Reader) -> Result<Self, WeightsError> {
        let layers = file.size("number of layers", 1..=64, 1)?;
        let width = file.size("width", 32..=2048, GROUP)?;
        let heads = u32::try_from(width / HEAD).unwrap_or(u32::MAX);
        file.size("number of heads", heads..=heads, 1)?;
        Ok(Self {
            layers,
            width,
            inner: file.size("inner width", 32..=4096, GROUP)?,
            pieces: file.size("number of word pieces", 3..=1 << 20, 1)?,
            positions: file.size("number of positions", 3..=512, 1)?,
            cases: file.size("number of cases", CASES..=CASES, 1)?,
            case_width: file.size("width of a case", 32..=2048, GROUP)?,
            hidden: file.size("hidden width of the head", 32..=4096, GROUP)?,
            tags: file.size("number of tags", 1..=1024, 1)?,
        })
    }

    /// How many bytes follow the word pieces.
    fn tables(&self) -> u64 {
        let stored = |rows: usize, columns: usize| {
            let (rows, columns) = (rows as u64, columns as u64);
            rows * (4 + columns / GROUP as u64 + columns / 2)
        };
        let biased = |rows, columns| stored(rows, columns) + 4 * rows as u64;
        let floats = |rows: usize, columns: usize| 4 * rows as u64 * columns as u64;
        let Self {
            width,
            inner,
            hidden,
            cases,
            ..
        } = *self;
        let norm = floats(2, width);
        let layer = biased(3 * width, width)
            + biased(width, width)
            + norm
            + biased(inner, width)
            + biased(width, inner)
            + norm;
        stored(self.pieces, width)
            + stored(self.positions, width)
            + floats(cases, width)
            + norm
            + self.layers as u64 * layer
            + floats(cases, self.case_width)
            + biased(hidden, width + self.case_width)
            + floats(self.tags, hidden + 1)
    }
}

/// A file that has begun as it should and is as long as it should be: what remains are tables.
pub struct Opened {
    pub sizes: Sizes,
    /// The word pieces, one a line.
    pub pieces: &'static str,
    pub tables: Reader,
}

/// Reads as far as the tables.
pub fn open(bytes: &'static [u8]) -> Result<Opened, WeightsError> {
    let mut file = Reader {
        found: bytes.len() as u64,
        rest: bytes,
    };
    if file.rest.first_chunk() != Some(MAGIC) {
        return Err(WeightsError::Magic);
    }
    file.take(MAGIC.len())?;
    let sizes = Sizes::read(&mut file)?;
    let length = file.number()? as usize;
    let pieces = std::str::from_utf8(file.take(length)?).map_err(|_| WeightsError::Text)?;
    let tables = sizes.tables();
    let rest = file.rest.len() as u64;
    if rest != tables {
        return Err(WeightsError::Length {
            expected: file.found - rest + tables,
            found: file.found,
        });
    }
    Ok(Opened {
        sizes,
        pieces,
        tables: file,
    })
}

/// The bytes that have not been read yet.
pub struct Reader {
    found: u64,
    rest: &'static [u8],
}

impl Reader {
    fn take(&mut self, length: usize) -> Result<&'static [u8], WeightsError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(WeightsError::Length {
                expected: self.found - self.rest.len() as u64 + length as u64,
                found: self.found,
            })?;
        self.rest = rest;
        Ok(taken)
    }

    fn words(&mut self, length: usize) -> Result<&'static [[u8; 4]], WeightsError> {
        Ok(self.take(4 * length)?.as_chunks().0)
    }

    fn number(&mut self) -> Result<u32, WeightsError> {
        Ok(self
            .words(1)?
            .first()
            .copied()
            .map_or(0, u32::from_le_bytes))
    }

    fn size(
        &mut self,
        name: &'static str,
        range: RangeInclusive<u32>,
        step: usize,
    ) -> Result<usize, WeightsError> {
        let found = self.number()?;
        let size = found as usize;
        if range.contains(&found) && size.is_multiple_of(step) {
            return Ok(size);
        }
        let (low, high) = range.into_inner();
        let allowed = match (low == high, step) {
            (true, _) => low.to_string(),
            (false, 1) => format!("from {low} to {high}"),
            (false, step) => format!("a multiple of {step} from {low} to {high}"),
        };
        Err(WeightsError::Size {
            name,
            found,
            allowed,
        })
    }

    /// The next numbers.
    pub fn floats(&mut self, length: usize) -> Result<Vec<f32>, WeightsError> {
        let numbers = self.words(length)?.iter().copied().map(f32::from_le_bytes);
        let numbers: Vec<f32> = numbers.collect();
        if numbers.iter().all(|x| x.is_finite()) {
            Ok(numbers)
        } else {
            Err(WeightsError::NotFinite)
        }
    }

    /// The next matrix.
    pub fn stored(&mut self, rows: usize, columns: usize) -> Result<Stored<'static>, WeightsError> {
        let scales = self.words(rows)?;
        let mut numbers = scales.iter().copied().map(f32::from_le_bytes);
        if !numbers.all(f32::is_finite) {
            return Err(WeightsError::NotFinite);
        }
        Ok(Stored {
            columns,
            scales,
            multipliers: self.take(rows * (columns / GROUP))?,
            nibbles: self.take(rows * columns / 2)?.as_chunks().0,
        })
    }
}
