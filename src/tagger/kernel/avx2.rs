//! Products with AVX2: 32 products to two instructions.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256,
};

use super::load::{halves, lanes_of_halves};
use super::{Block, Bytes, GROUP, Job, Kernel, LANES, Pairs, Sums, TOKENS, Words};

/// The processor has AVX2: only `run` makes one.
#[derive(Clone, Copy)]
pub struct Avx2(());

#[target_feature(enable = "avx2")]
pub fn run<J: Job>(job: J) -> J::Output {
    job.run(Avx2(()))
}

impl Kernel for Avx2 {
    const CENTRED: bool = false;

    #[inline(always)]
    fn quantised(self, tile: &[[Bytes; TOKENS]], panels: [&[Block]; 2]) -> Sums {
        // SAFETY: `self` shows that the processor has the instructions.
        unsafe { quantised(tile, panels) }
    }

    #[inline(always)]
    fn wide(self, tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums {
        // SAFETY: `self` shows that the processor has the instructions.
        unsafe { wide(tile, panels) }
    }
}

#[target_feature(enable = "avx2")]
fn quantised(tile: &[[Bytes; TOKENS]], panels: [&[Block]; 2]) -> Sums {
    let mut sums = [[[0; LANES]; 2]; TOKENS];
    for (panel, blocks) in panels.into_iter().enumerate() {
        let totals = quantised_panel(tile, blocks);
        for (sums, totals) in sums.iter_mut().zip(totals) {
            sums[panel] = lanes_of_halves(totals);
        }
    }
    sums
}

#[target_feature(enable = "avx2")]
fn quantised_panel(tile: &[[Bytes; TOKENS]], blocks: &[Block]) -> [[__m256i; 2]; TOKENS] {
    let mut totals = [[_mm256_setzero_si256(); 2]; TOKENS];
    for (group, block) in tile.iter().zip(blocks) {
        // A pair of products is at most 2 × 255 × 8 = 4080: eight of them fit into 16 bits.
        let mut sums = [[_mm256_setzero_si256(); 2]; TOKENS];
        for four in 0..GROUP / 4 {
            let weights = halves(&block.weights[four]);
            for (row, sums) in group.iter().zip(&mut sums) {
                let broadcast = _mm256_set1_epi32(i32::from_le_bytes(row.as_chunks().0[four]));
                for half in 0..2 {
                    let products = _mm256_maddubs_epi16(broadcast, weights[half]);
                    sums[half] = _mm256_add_epi16(sums[half], products);
                }
            }
        }
        let multipliers = halves(&block.multipliers);
        for (sums, totals) in sums.iter().zip(&mut totals) {
            for half in 0..2 {
                let products = _mm256_madd_epi16(sums[half], multipliers[half]);
                totals[half] = _mm256_add_epi32(totals[half], products);
            }
        }
    }
    totals
}

#[target_feature(enable = "avx2")]
fn wide(tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums {
    let mut sums = [[[0; LANES]; 2]; TOKENS];
    for (panel, blocks) in panels.into_iter().enumerate() {
        let mut totals = [[_mm256_setzero_si256(); 2]; TOKENS];
        for (group, block) in tile.iter().zip(blocks) {
            for pair in 0..GROUP / 2 {
                let columns = halves(&block.0[pair]);
                for (row, totals) in group.iter().zip(&mut totals) {
                    let broadcast = _mm256_set1_epi32(row[pair].cast_signed());
                    for half in 0..2 {
                        let products = _mm256_madd_epi16(broadcast, columns[half]);
                        totals[half] = _mm256_add_epi32(totals[half], products);
                    }
                }
            }
        }
        for (sums, totals) in sums.iter_mut().zip(totals) {
            sums[panel] = lanes_of_halves(totals);
        }
    }
    sums
}
