//! Products without any instruction of one processor, written so that they vectorise on most.

use super::{Block, Bytes, GROUP, Kernel, LANES, Pairs, Sums, TOKENS, Words};

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
    let mut products = [0i16; 4 * LANES];
    for (four, weights) in row.as_chunks::<4>().0.iter().zip(&block.weights) {
        let four = four.map(i16::from);
        for i in 0..4 * LANES {
            products[i] += i16::from(weights[i]) * four[i % 4];
        }
    }
    for lane in 0..LANES {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| i32::from(products[4 * lane + i]));
        sums[lane] += (a + b + c + d) * (block.multipliers[lane] & 0xffff) as i32;
    }
}

#[inline(always)]
fn add_pairs(row: &Words, block: &Pairs, sums: &mut [i32; LANES]) {
    for pair in 0..GROUP / 2 {
        let (low, high) = (low(row[pair]), high(row[pair]));
        for lane in 0..LANES {
            let other = block.0[pair][lane];
            sums[lane] += low * (other as i16 as i32) + high * (other as i32 >> 16);
        }
    }
}

#[inline(always)]
fn low(pair: u32) -> i32 {
    i32::from(pair as i16)
}

#[inline(always)]
fn high(pair: u32) -> i32 {
    pair as i32 >> 16
}
