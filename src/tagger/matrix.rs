//! Matrices of 4-bit weights: as the file has them, and as the kernels take them.

use super::activations::{Activations, Range};
use super::kernel::{Block, CENTRE, GROUP, Job, Kernel, LANES, TOKENS};

/// A matrix as it lies in the file. A weight is its nibble less 8, times the multiplier of its
/// group, times the scale of its row.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// How many columns a row has: a multiple of [`GROUP`].
    pub columns: usize,
    /// The scales of the rows.
    pub scales: &'a [[u8; 4]],
    /// The multipliers, row by row.
    pub multipliers: &'a [u8],
    /// The groups' nibbles, row by row.
    pub nibbles: &'a [[u8; GROUP / 2]],
}

impl<'a> Stored<'a> {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// The rows of `range`, which is inside.
    pub fn slice(self, range: std::ops::Range<usize>) -> Self {
        let groups = self.columns / GROUP;
        Self {
            columns: self.columns,
            scales: &self.scales[range.clone()],
            multipliers: &self.multipliers[range.start * groups..range.end * groups],
            nibbles: &self.nibbles[range.start * groups..range.end * groups],
        }
    }

    /// The scale of row `at` and its groups: multiplier and nibbles.
    fn row(self, at: usize) -> (f32, impl Iterator<Item = (u8, &'a [u8; GROUP / 2])>) {
        let groups = self.columns / GROUP;
        let multipliers = self.multipliers[at * groups..][..groups].iter();
        let nibbles = &self.nibbles[at * groups..][..groups];
        let scale = f32::from_le_bytes(self.scales[at]);
        (scale, multipliers.copied().zip(nibbles))
    }

    /// Adds row `at` to `sum`.
    pub fn add_row(self, at: usize, sum: &mut [f32]) {
        let (scale, groups) = self.row(at);
        for ((multiplier, nibbles), sum) in groups.zip(sum.as_chunks_mut::<GROUP>().0) {
            for (byte, pair) in nibbles.iter().zip(sum.as_chunks_mut::<2>().0) {
                let weight =
                    |nibble: u8| f32::from((i16::from(nibble) - 8) * i16::from(multiplier)) * scale;
                pair[0] += weight(byte & 15);
                pair[1] += weight(byte >> 4);
            }
        }
    }
}

/// A matrix and the bias that is added to its products, laid out for the kernels.
pub struct Matrix {
    groups: usize,
    /// The blocks of a panel follow one another.
    blocks: Vec<Block>,
    /// What is the same for all rows of activations, by panel.
    ends: Vec<End>,
}

/// What turns the sums of a panel into numbers, by lane.
#[derive(Clone)]
struct End {
    scale: [f32; LANES],
    bias: [f32; LANES],
    /// The sums of the weights, without the scale.
    weights: [f32; LANES],
    /// What a kernel that centres activations leaves out.
    centre: [i32; LANES],
}

impl Matrix {
    /// Lays out `stored`, with a `bias` for each of its rows.
    pub fn new(stored: Stored<'_>, bias: &[f32]) -> Self {
        let groups = stored.columns / GROUP;
        let panels = stored.rows().div_ceil(2 * LANES) * 2;
        let mut blocks = vec![Block::EMPTY; panels * groups];
        let end = End {
            scale: [0.0; LANES],
            bias: [0.0; LANES],
            weights: [0.0; LANES],
            centre: [0; LANES],
        };
        let mut ends = vec![end; panels];
        for (at, &bias) in bias.iter().enumerate() {
            let (panel, lane) = (at / LANES, at % LANES);
            let end = &mut ends[panel];
            let (scale, row) = stored.row(at);
            (end.scale[lane], end.bias[lane]) = (scale, bias);
            let mut weights = 0;
            for ((multiplier, nibbles), block) in row.zip(&mut blocks[panel * groups..]) {
                weights += block.set(lane, multiplier, nibbles);
            }
            (end.weights[lane], end.centre[lane]) = (weights as f32, CENTRE * weights);
        }
        Self {
            groups,
            blocks,
            ends,
        }
    }

    /// How many numbers a product has: the rows, filled up to whole pairs of panels.
    pub fn width(&self) -> usize {
        self.ends.len() * LANES
    }
}

/// Multiplies a matrix with each row of activations: rows of [`Matrix::width`] numbers.
pub struct Multiply<'a> {
    pub matrix: &'a Matrix,
    pub activations: &'a Activations,
    pub out: &'a mut Vec<f32>,
}

impl Job for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) {
        let Self {
            matrix,
            activations,
            out,
        } = self;
        let (groups, width) = (matrix.groups, matrix.width());
        out.resize(activations.rows() * width, 0.0);
        let panels = matrix.blocks.chunks_exact(2 * groups);
        for (pair, (blocks, ends)) in panels.zip(matrix.ends.as_chunks::<2>().0).enumerate() {
            let (first, second) = blocks.split_at(groups);
            let tiles = activations.tiles().zip(out.chunks_mut(TOKENS * width));
            for ((ranges, tile), out) in tiles {
                let sums = kernel.quantised(tile, [first, second]);
                for ((range, sums), out) in ranges.iter().zip(&sums).zip(out.chunks_mut(width)) {
                    let out = &mut out.as_chunks_mut::<LANES>().0[2 * pair..][..2];
                    for ((end, sums), out) in ends.iter().zip(sums).zip(out) {
                        end.apply::<K>(*range, sums, out);
                    }
                }
            }
        }
    }
}

impl End {
    #[inline(always)]
    fn apply<K: Kernel>(&self, range: Range, sums: &[i32; LANES], out: &mut [f32; LANES]) {
        for lane in 0..LANES {
            let sum = sums[lane] + if K::CENTRED { self.centre[lane] } else { 0 };
            let product = range.step * sum as f32 + range.low * self.weights[lane];
            out[lane] = self.scale[lane] * product + self.bias[lane];
        }
    }
}
