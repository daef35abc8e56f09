//! Products with AVX-512 VNNI: 64 products to an instruction.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m512i, _mm512_and_si512, _mm512_dpbusd_epi32, _mm512_dpwssd_epi32, _mm512_set1_epi32,
    _mm512_setzero_si512,
};

use super::load::{lanes, line};
use super::{Block, Bytes, GROUP, Job, Kernel, Pairs, Sums, TOKENS, Words};

/// The processor has AVX-512 F, BW and VNNI: only `run` makes one.
#[derive(Clone, Copy)]
pub struct Avx512Vnni(());

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn run<J: Job>(job: J) -> J::Output {
    job.run(Avx512Vnni(()))
}

impl Kernel for Avx512Vnni {
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

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn quantised(tile: &[[Bytes; TOKENS]], panels: [&[Block]; 2]) -> Sums {
    let mut totals = [[_mm512_setzero_si512(); 2]; TOKENS];
    let low_half = _mm512_set1_epi32(0xffff);
    for ((group, a), b) in tile.iter().zip(panels[0]).zip(panels[1]) {
        let mut sums = [[line(&a.offsets), line(&b.offsets)]; TOKENS];
        for four in 0..GROUP / 4 {
            let weights = [line(&a.weights[four]), line(&b.weights[four])];
            for (row, sums) in group.iter().zip(&mut sums) {
                let broadcast = _mm512_set1_epi32(i32::from_le_bytes(row.as_chunks().0[four]));
                sums[0] = _mm512_dpbusd_epi32(sums[0], broadcast, weights[0]);
                sums[1] = _mm512_dpbusd_epi32(sums[1], broadcast, weights[1]);
            }
        }
        // The sums fit into 16 bits, so that one instruction multiplies and adds them.
        let multipliers = [a, b].map(|block| line(&block.multipliers));
        for (sums, totals) in sums.into_iter().zip(&mut totals) {
            for panel in 0..2 {
                let multiplier = _mm512_and_si512(multipliers[panel], low_half);
                totals[panel] = _mm512_dpwssd_epi32(totals[panel], sums[panel], multiplier);
            }
        }
    }
    stored(totals)
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn wide(tile: &[[Words; TOKENS]], panels: [&[Pairs]; 2]) -> Sums {
    let mut totals = [[_mm512_setzero_si512(); 2]; TOKENS];
    for ((group, a), b) in tile.iter().zip(panels[0]).zip(panels[1]) {
        for pair in 0..GROUP / 2 {
            let columns = [line(&a.0[pair]), line(&b.0[pair])];
            for (row, totals) in group.iter().zip(&mut totals) {
                let broadcast = _mm512_set1_epi32(row[pair].cast_signed());
                totals[0] = _mm512_dpwssd_epi32(totals[0], broadcast, columns[0]);
                totals[1] = _mm512_dpwssd_epi32(totals[1], broadcast, columns[1]);
            }
        }
    }
    stored(totals)
}

#[target_feature(enable = "avx512f")]
fn stored(totals: [[__m512i; 2]; TOKENS]) -> Sums {
    let mut sums = [[[0; super::LANES]; 2]; TOKENS];
    for (sums, totals) in sums.iter_mut().zip(totals) {
        *sums = [lanes(totals[0]), lanes(totals[1])];
    }
    sums
}
