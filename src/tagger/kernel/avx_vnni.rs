//! Products with AVX-VNNI: 32 products to an instruction.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_and_si256, _mm256_dpbusd_avx_epi32, _mm256_dpwssd_avx_epi32, _mm256_set1_epi32,
    _mm256_setzero_si256,
};

use super::load::{halves, lanes_of_halves};
use super::{Block, Bytes, GROUP, Job, Kernel, LANES, Pairs, Sums, TOKENS, Words};

/// The processor has AVX2 and AVX-VNNI: only `run` makes one.
#[derive(Clone, Copy)]
pub struct AvxVnni(());

#[target_feature(enable = "avx2,avxvnni")]
pub fn run<J: Job>(job: J) -> J::Output {
    job.run(AvxVnni(()))
}

impl Kernel for AvxVnni {
    const CENTRED: bool = true;

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

#[target_feature(enable = "avx2,avxvnni")]
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

#[target_feature(enable = "avx2,avxvnni")]
fn quantised_panel(tile: &[[Bytes; TOKENS]], blocks: &[Block]) -> [[__m256i; 2]; TOKENS] {
    let mut totals = [[_mm256_setzero_si256(); 2]; TOKENS];
    let low_half = _mm256_set1_epi32(0xffff);
    for (group, block) in tile.iter().zip(blocks) {
        let mut sums = [halves(&block.offsets); TOKENS];
        for four in 0..GROUP / 4 {
            let weights = halves(&block.weights[four]);
            for (row, sums) in group.iter().zip(&mut sums) {
                let broadcast = _mm256_set1_epi32(i32::from_le_bytes(row.as_chunks().0[four]));
                sums[0] = _mm256_dpbusd_avx_epi32(sums[0], broadcast, weights[0]);
                sums[1] = _mm256_dpbusd_avx_epi32(sums[1], broadcast, weights[1]);
            }
        }
        // The sums fit into 16 bits, so that one instruction multiplies and adds them.
        let multipliers = halves(&block.multipliers);
        for half in 0..2 {
            let multiplier = _mm256_and_si256(multipliers[half], low_half);
            for (sums, totals) in sums.iter().zip(&mut totals) {
                totals[half] = _mm256_dpwssd_avx_epi32(totals[half], sums[half], multiplier);
            }
        }
    }
    totals
}

#[target_feature(enable = "avx2,avxvnni")]
fn wide(tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums {
    let mut sums = [[[0; LANES]; 2]; TOKENS];
    for (panel, blocks) in panels.into_iter().enumerate() {
        let mut totals = [[_mm256_setzero_si256(); 2]; TOKENS];
        for (group, block) in tile.iter().zip(blocks) {
            for pair in 0..GROUP / 2 {
                let columns = halves(&block.0[pair]);
                for (row, totals) in group.iter().zip(&mut totals) {
                    let broadcast = _mm256_set1_epi32(row[pair].cast_signed());
                    totals[0] = _mm256_dpwssd_avx_epi32(totals[0], broadcast, columns[0]);
                    totals[1] = _mm256_dpwssd_avx_epi32(totals[1], broadcast, columns[1]);
                }
            }
        }
        for (sums, totals) in sums.iter_mut().zip(totals) {
            sums[panel] = lanes_of_halves(totals);
        }
    }
    sums
}
