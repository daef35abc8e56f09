//! Rows of numbers as bytes, in the tiles that the kernels take.

use super::float::{self, ROUNDING};
use super::kernel::{Bytes, GROUP, Job, Kernel, LANES, TOKENS};

/// Rows quantised to 8 bits, each with its own range: `x` is about `low + step * byte`.
#[derive(Default)]
pub struct Activations {
    groups: usize,
    tiles: Vec<[Bytes; TOKENS]>,
    ranges: Vec<Range>,
    /// The bytes of one row.
    row: Vec<u8>,
}

/// What the bytes of a row stand for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// The number of byte 0; never above 0.
    pub low: f32,
    /// From one byte to the next; 0 where all numbers are.
    pub step: f32,
}

impl Activations {
    /// Makes room for `rows` rows of `columns` numbers, a multiple of [`GROUP`].
    fn reset(&mut self, rows: usize, columns: usize) {
        self.groups = columns / GROUP;
        let tiles = rows.div_ceil(TOKENS);
        // What fills up the last tile, and what is beyond it, may be anything: nothing reads it.
        if self.tiles.len() < tiles * self.groups {
            self.tiles.resize(tiles * self.groups, [[0; GROUP]; TOKENS]);
        }
        self.ranges.clear();
        self.ranges.resize(rows, Range::default());
    }

    /// Quantises the numbers of row `at`.
    #[inline(always)]
    fn set(&mut self, at: usize, row: &[f32]) {
        let (mut lows, mut highs) = ([0f32; LANES], [0f32; LANES]);
        for chunk in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let x = chunk[lane];
                lows[lane] = if x < lows[lane] { x } else { lows[lane] };
                highs[lane] = if x > highs[lane] { x } else { highs[lane] };
            }
        }
        let low = -float::largest(lows.map(|low| -low));
        let width = float::largest(highs) - low;
        // Narrower than this, 255 / width is no finite number; nor does the row matter.
        let (step, per_step) = if width > 1e-30 {
            (width / 255.0, 255.0 / width)
        } else {
            (0.0, 0.0)
        };
        self.ranges[at] = Range { low, step };
        // A loop over the whole row is made into vectors; one over a group's columns is not.
        self.row.resize(row.len(), 0);
        for (byte, x) in self.row.iter_mut().zip(row) {
            *byte = ((x - low) * per_step + ROUNDING).to_bits() as u8;
        }
        let groups = &mut self.tiles[at / TOKENS * self.groups..][..self.groups];
        for (group, bytes) in groups.iter_mut().zip(self.row.as_chunks().0) {
            group[at % TOKENS] = *bytes;
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.ranges.len()
    }

    /// The ranges of the rows, in the tiles that they are in, with the bytes of each tile.
    pub fn tiles(&self) -> impl Iterator<Item = (&[Range], &[[Bytes; TOKENS]])> {
        self.ranges
            .chunks(TOKENS)
            .zip(self.tiles.chunks_exact(self.groups))
    }
}

/// Quantises rows of `width` numbers, a multiple of [`GROUP`].
pub struct Quantise<'a> {
    pub rows: &'a [f32],
    pub width: usize,
    pub activations: &'a mut Activations,
}

impl Job for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, _: K) {
        self.activations
            .reset(self.rows.len() / self.width, self.width);
        for (at, row) in self.rows.chunks_exact(self.width).enumerate() {
            self.activations.set(at, row);
        }
    }
}
