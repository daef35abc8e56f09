//! Products of integers in tiles: the one part of the tagger that is written for each processor.
//!
//! A tile is [`TOKENS`] rows of activations times two panels of [`LANES`] output columns. Every
//! kernel gives the same integers; what is left of the arithmetic is compiled for each
//! instruction set from the same source, in an order that does not depend on it.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx_vnni;
mod instructions;
#[cfg(target_arch = "x86_64")]
mod load;
mod portable;
#[cfg(test)]
mod tests;

pub use instructions::Instructions;

/// Rows of activations in a tile.
pub const TOKENS: usize = 6;
/// Output columns in a panel, one a lane.
pub const LANES: usize = 16;
/// Columns of weights that share a multiplier.
pub const GROUP: usize = 32;
/// Where activations are centred for kernels that need the sum of a group in 16 bits: with
/// activations in `-127..=128` and weights in `-8..=7` it is in `-32768..=32512`.
pub const CENTRE: i32 = 127;

/// A group of activations.
pub type Bytes = [u8; GROUP];
/// A group of 16-bit numbers, two to the dword: the even column is the low half.
pub type Words = [u32; GROUP / 2];
/// The sums of a tile: rows, panels, lanes.
pub type Sums = [[[i32; LANES]; 2]; TOKENS];

/// One group of a panel of 4-bit weights, unpacked.
#[derive(Clone)]
#[repr(C, align(64))]
pub struct Block {
    /// For each lane `-CENTRE` times the sum of its weights.
    offsets: [i32; LANES],
    /// For each lane its multiplier, in both halves of the dword.
    multipliers: [u32; LANES],
    /// For each four columns the weights of every lane.
    weights: [[i8; 4 * LANES]; GROUP / 4],
}

impl Block {
    /// A block whose lanes hold nothing yet.
    pub const EMPTY: Self = Self {
        offsets: [0; LANES],
        multipliers: [0; LANES],
        weights: [[0; 4 * LANES]; GROUP / 4],
    };

    /// Puts a row's group into `lane`: sixteen bytes of nibbles, the low one first, each 8 more
    /// than its weight. Gives the sum of the weights times `multiplier`.
    pub fn set(&mut self, lane: usize, multiplier: u8, nibbles: &[u8; GROUP / 2]) -> i32 {
        let mut sum = 0;
        for (four, pair) in self.weights.iter_mut().zip(nibbles.as_chunks::<2>().0) {
            let [first, second] = pair.map(u32::from);
            let spread = first & 15 | first >> 4 << 8 | (second & 15) << 16 | second >> 4 << 24;
            // The bytes are at most 15: the product's highest byte is the sum of the four.
            sum += i32::from((spread.wrapping_mul(0x0101_0101) >> 24) as u8) - 4 * 8;
            // No byte carries into the next: 0..=15 becomes 0x78..=0x87, and then -8..=7.
            let weights = spread.wrapping_add(0x7878_7878) ^ 0x8080_8080;
            four.as_chunks_mut::<4>().0[lane] = weights.to_le_bytes().map(|byte| byte as i8);
        }
        self.offsets[lane] = -CENTRE * sum;
        self.multipliers[lane] = u32::from(multiplier) << 16 | u32::from(multiplier);
        sum * i32::from(multiplier)
    }
}

/// One group of a panel of 16-bit numbers: for each pair of rows of the group the dword of every
/// lane, the even row in its low half.
#[derive(Clone)]
#[repr(C, align(64))]
pub struct Pairs(pub [[u32; LANES]; GROUP / 2]);

impl Pairs {
    /// All zero.
    pub const ZERO: Self = Self([[0; LANES]; GROUP / 2]);
}

/// The products of one instruction set. A value of it shows that the processor has it.
pub trait Kernel: Copy {
    /// Whether `quantised` takes [`CENTRE`] from each activation before it multiplies.
    const CENTRED: bool;

    /// For each row of `tile` (its groups, one after the other) and each lane of the two panels:
    /// the sum over groups of the multiplier times the sum of the products.
    fn quantised(self, tile: &[[Bytes; TOKENS]], panels: [&[Block]; 2]) -> Sums;

    /// The sums of products of 16-bit numbers, which must fit into 32 bits.
    fn wide(self, tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums;
}

/// Something to do with whichever kernel the processor has. `run` must be `#[inline(always)]`,
/// and what it calls where it matters: it is compiled for an instruction set by being inlined.
pub trait Job {
    /// What comes of it.
    type Output;

    /// Does it.
    fn run<K: Kernel>(self, kernel: K) -> Self::Output;
}
