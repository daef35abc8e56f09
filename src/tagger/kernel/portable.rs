//! Products without any instruction of one processor, written so that they vectorise on most.

use super::{Block, Bytes, Kernel, LANES, Pairs, Sums, TOKENS, Words};

/// Every processor has it.
#[derive(Clone, Copy)]
pub struct Portable;

impl Kernel for Portable {
    const CENTRED: bool = false;

    #[inline(always)]
    fn quantised(self, tile: &[[Bytes; TOKENS]], panels: [&[Block]; 2]) -> Sums {
        let mut sums = [[[0; LANES]; 2]; TOKENS];
        for (panel, blocks) in panels.into_iter().enumerate() {
            for (group, block) in tile.iter().zip(blocks) {
                for (row, sums) in group.iter().zip(&mut sums) {
                    add_group(row, block, &mut sums[panel]);
                }
            }
        }
        sums
    }

    #[inline(always)]
    fn wide(self, tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums {
        let mut sums = [[[0; LANES]; 2]; TOKENS];
        for (panel, blocks) in panels.into_iter().enumerate() {
            for (group, block) in tile.iter().zip(blocks) {
                for (row, sums) in group.iter().zip(&mut sums) {
                    add_pairs(row, block, &mut sums[panel]);
                }
            }
        }
        sums
    }
}

#[inline(always)]
fn add_group(row: &Bytes, block: &Block, sums: &mut [i32; LANES]) {
    // Eight products of at most 255 × 8 to a number: they fit into 16 bits.
    let mut products = [[0i16; 8]; LANES / 2];
    for (four, weights) in row.as_chunks().0.iter().zip(&block.weights) {
        let [a, b, c, d] = four.map(i16::from);
        let four_twice = [a, b, c, d, a, b, c, d];
        for (products, weights) in products.iter_mut().zip(weights.as_chunks::<8>().0) {
            for i in 0..8 {
                products[i] += i16::from(weights[i]) * four_twice[i];
            }
        }
    }
    let products = products.as_flattened().as_chunks().0.iter();
    let multipliers = block.multipliers.iter().map(|m| m.cast_signed() & 0xffff);
    for ((sum, products), multiplier) in sums.iter_mut().zip(products).zip(multipliers) {
        let [a, b, c, d] = products.map(i32::from);
        *sum += (a + b + c + d) * multiplier;
    }
}

#[inline(always)]
fn add_pairs(row: &Words, block: &Pairs, sums: &mut [i32; LANES]) {
    for (pair, lanes) in row.iter().zip(&block.0) {
        let (even, odd) = halves(*pair);
        for (sum, lane) in sums.iter_mut().zip(lanes) {
            let (other_even, other_odd) = halves(*lane);
            *sum += even * other_even + odd * other_odd;
        }
    }
}

#[inline(always)]
fn halves(pair: u32) -> (i32, i32) {
    (i32::from(pair as i16), pair.cast_signed() >> 16)
}
