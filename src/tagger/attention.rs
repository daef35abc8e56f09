//! What each piece takes from the others: softmax of scaled products, in 16-bit integers.
//!
//! Queries and keys keep 14 bits with their signs, so that the sum of 32 products fits into 32
//! bits; probabilities and values 16, as the probabilities of a row sum to 1.

use super::float::{self, ROUNDING};
use super::kernel::{GROUP, Job, Kernel, LANES, Pairs, TOKENS, Words};

/// The width of a head.
pub const HEAD: usize = GROUP;

/// What fits 32 times, squared, into 31 bits.
const NARROW: f32 = 8191.0;
const WIDE: f32 = 32767.0;

/// Room for the work on one head.
#[derive(Default)]
pub struct Room {
    queries: Vec<[Words; TOKENS]>,
    keys: Vec<Pairs>,
    values: [Vec<Pairs>; 2],
    weights: Vec<f32>,
    chances: Vec<[Words; TOKENS]>,
}

/// For each row of `queries` (all heads side by side) the values of all pieces, weighted by how
/// the query agrees with their keys. The answers go where the queries were.
pub struct Attend<'a> {
    pub width: usize,
    pub queries: &'a mut [f32],
    /// In each row the keys of all heads, then the values.
    pub keys_values: &'a [f32],
    pub room: &'a mut Room,
}

impl Job for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) {
        for head in (0..self.width).step_by(HEAD) {
            attend(
                kernel,
                self.width,
                head,
                self.queries,
                self.keys_values,
                self.room,
            );
        }
    }
}

#[inline(always)]
fn attend<K: Kernel>(
    kernel: K,
    width: usize,
    head: usize,
    queries: &mut [f32],
    keys_values: &[f32],
    room: &mut Room,
) {
    let queries_step = put_queries(queries, width, head, &mut room.queries);
    let keys_step = put_keys(keys_values, 2 * width, head, &mut room.keys);
    let values_step = put_values(keys_values, 2 * width, width + head, &mut room.values);
    let step = queries_step * keys_step / (HEAD as f32).sqrt();
    let pieces = keys_values.len() / (2 * width);
    let padded = pieces.next_multiple_of(GROUP);
    room.weights.resize(TOKENS * padded, 0.0);
    room.chances
        .resize(padded / GROUP, [[0; GROUP / 2]; TOKENS]);
    for (tile, out) in room.queries.iter().zip(queries.chunks_mut(TOKENS * width)) {
        for (pair, keys) in room.keys.as_chunks::<2>().0.iter().enumerate() {
            let [first, second] = keys;
            let sums = kernel.wide(
                std::slice::from_ref(tile),
                [std::slice::from_ref(first), std::slice::from_ref(second)],
            );
            for (row, sums) in room.weights.chunks_exact_mut(padded).zip(&sums) {
                let row = &mut row.as_chunks_mut::<LANES>().0[2 * pair..][..2];
                for (row, sums) in row.iter_mut().zip(sums) {
                    for lane in 0..LANES {
                        row[lane] = sums[lane] as f32 * step;
                    }
                }
            }
        }
        for (at, row) in room.weights.chunks_exact_mut(padded).enumerate() {
            row[pieces..].fill(-1e30);
            put_chances(row, at, &mut room.chances);
        }
        let [first, second] = &room.values;
        let sums = kernel.wide(&room.chances, [first, second]);
        for (out, sums) in out.chunks_exact_mut(width).zip(&sums) {
            let out = out[head..][..HEAD].iter_mut();
            for (x, &sum) in out.zip(sums.as_flattened()) {
                *x = sum as f32 * (values_step / WIDE);
            }
        }
    }
}

/// The rows' numbers of one head, which begins at column `start` of rows of `width`.
#[inline(always)]
fn of_head(rows: &[f32], width: usize, start: usize) -> impl Iterator<Item = &[f32; HEAD]> {
    rows.chunks_exact(width)
        .filter_map(move |row| row[start..].first_chunk())
}

/// What to multiply the numbers of a head with so that the largest becomes `limit`, and what to
/// multiply the integers with to have them back.
#[inline(always)]
fn scale<'a>(head: impl Iterator<Item = &'a [f32; HEAD]>, limit: f32) -> (f32, f32) {
    let mut largest = [0f32; LANES];
    for row in head {
        for half in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let size = half[lane].abs();
                largest[lane] = if size > largest[lane] {
                    size
                } else {
                    largest[lane]
                };
            }
        }
    }
    let largest = float::largest(largest);
    if largest > 1e-30 {
        (limit / largest, largest / limit)
    } else {
        (0.0, 0.0)
    }
}

/// `x`, rounded, in the low half of a word.
#[inline(always)]
fn word(x: f32) -> u32 {
    (x + ROUNDING).to_bits() & 0xffff
}

/// Two neighbours, rounded.
#[inline(always)]
fn neighbours(row: &[f32; HEAD], factor: f32) -> Words {
    let mut words = [0; GROUP / 2];
    for (word_of, [even, odd]) in words.iter_mut().zip(row.as_chunks::<2>().0) {
        *word_of = word(even * factor) | word(odd * factor) << 16;
    }
    words
}

#[inline(always)]
fn put_queries(rows: &[f32], width: usize, start: usize, tiles: &mut Vec<[Words; TOKENS]>) -> f32 {
    let (factor, step) = scale(of_head(rows, width, start), NARROW);
    tiles.resize(
        (rows.len() / width).div_ceil(TOKENS),
        [[0; GROUP / 2]; TOKENS],
    );
    for (row, place) in of_head(rows, width, start).zip(tiles.as_flattened_mut()) {
        *place = neighbours(row, factor);
    }
    step
}

/// Keys become columns: a lane each.
#[inline(always)]
fn put_keys(rows: &[f32], width: usize, start: usize, panels: &mut Vec<Pairs>) -> f32 {
    let (factor, step) = scale(of_head(rows, width, start), NARROW);
    let padded = (rows.len() / width).next_multiple_of(GROUP);
    panels.resize(padded / LANES, Pairs::ZERO);
    for (at, row) in of_head(rows, width, start).enumerate() {
        let Pairs(panel) = &mut panels[at / LANES];
        for (lanes, word) in panel.iter_mut().zip(neighbours(row, factor)) {
            lanes[at % LANES] = word;
        }
    }
    step
}

/// Values stay rows: two to a word, and each half of the head a panel.
#[inline(always)]
fn put_values(rows: &[f32], width: usize, start: usize, panels: &mut [Vec<Pairs>; 2]) -> f32 {
    let (factor, step) = scale(of_head(rows, width, start), WIDE);
    let groups = (rows.len() / width).div_ceil(GROUP);
    for panel in &mut *panels {
        panel.resize(groups, Pairs::ZERO);
    }
    for (at, row) in of_head(rows, width, start).enumerate() {
        let (pair, odd) = (at % GROUP / 2, at % 2 == 1);
        for (panel, half) in panels.iter_mut().zip(row.as_chunks::<LANES>().0) {
            let Pairs(block) = &mut panel[at / GROUP];
            for (place, x) in block[pair].iter_mut().zip(half) {
                let word = word(x * factor);
                *place = if odd {
                    *place & 0xffff | word << 16
                } else {
                    word
                };
            }
        }
    }
    step
}

/// The softmax of `row`, in row `at` of the tile.
#[inline(always)]
fn put_chances(row: &mut [f32], at: usize, groups: &mut [[Words; TOKENS]]) {
    let mut largest = [f32::MIN; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            let x = chunk[lane];
            largest[lane] = if x > largest[lane] { x } else { largest[lane] };
        }
    }
    let largest = float::largest(largest);
    let mut sums = [0.0; LANES];
    for chunk in row.as_chunks_mut::<LANES>().0 {
        for lane in 0..LANES {
            chunk[lane] = float::exp(chunk[lane] - largest);
            sums[lane] += chunk[lane];
        }
    }
    let factor = WIDE / float::total(sums);
    for (group, chunk) in groups.iter_mut().zip(row.as_chunks::<GROUP>().0) {
        group[at] = neighbours(chunk, factor);
    }
}
