//! Numbers in memory as vectors. Every bit pattern is a vector, so that only lengths matter.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_loadu_si256, _mm256_storeu_si256, _mm512_loadu_si512,
    _mm512_storeu_si512,
};

use super::LANES;

/// Numbers that fill 64 bytes.
///
/// # Safety
/// The type must be 64 bytes long, without padding.
pub unsafe trait Line {}
// SAFETY: 16 × 4 bytes.
unsafe impl Line for [i32; LANES] {}
// SAFETY: 16 × 4 bytes.
unsafe impl Line for [u32; LANES] {}
// SAFETY: 64 × 1 byte.
unsafe impl Line for [i8; 4 * LANES] {}

/// 64 bytes as one vector.
#[target_feature(enable = "avx512f")]
pub fn line<T: Line>(from: &T) -> __m512i {
    // SAFETY: `from` is 64 readable bytes; the load asks for no alignment.
    unsafe { _mm512_loadu_si512(std::ptr::from_ref(from).cast()) }
}

/// 64 bytes as two vectors.
#[target_feature(enable = "avx2")]
pub fn halves<T: Line>(from: &T) -> [__m256i; 2] {
    let start: *const __m256i = std::ptr::from_ref(from).cast();
    // SAFETY: `from` is 64 readable bytes, two vectors of 32; the loads ask for no alignment.
    unsafe { [_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))] }
}

/// The lanes of a vector.
#[target_feature(enable = "avx512f")]
pub fn lanes(vector: __m512i) -> [i32; LANES] {
    let mut lanes = [0; LANES];
    // SAFETY: `lanes` is 64 writable bytes; the store asks for no alignment.
    unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), vector) };
    lanes
}

/// The lanes of two vectors, one after the other.
#[target_feature(enable = "avx2")]
pub fn lanes_of_halves(halves: [__m256i; 2]) -> [i32; LANES] {
    let mut lanes = [0; LANES];
    let start: *mut __m256i = lanes.as_mut_ptr().cast();
    // SAFETY: `lanes` is 64 writable bytes, two vectors of 32; the stores ask for no alignment.
    unsafe {
        _mm256_storeu_si256(start, halves[0]);
        _mm256_storeu_si256(start.add(1), halves[1]);
    }
    lanes
}
