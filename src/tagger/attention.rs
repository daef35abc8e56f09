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
    head: Head,
    chances: Vec<[Words; TOKENS]>,
}

/// The numbers of one head, row by row, and the integers that stand for them: their bits.
#[derive(Default)]
struct Head {
    numbers: Vec<f32>,
    integers: Vec<u16>,
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
    let queries_step = read(&mut room.head, queries, width, head, NARROW);
    put_queries(&room.head.integers, &mut room.queries);
    let keys_step = read(&mut room.head, keys_values, 2 * width, head, NARROW);
    put_keys(&room.head.integers, &mut room.keys);
    let values_step = read(&mut room.head, keys_values, 2 * width, width + head, WIDE);
    put_values(&room.head.integers, &mut room.values);
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
            let factor = WIDE * softmax(row);
            round(row, factor, &mut room.head.integers);
            let groups = room
                .chances
                .iter_mut()
                .zip(room.head.integers.as_chunks().0);
            for (group, row) in groups {
                group[at] = words(row);
            }
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

/// The integers of a head's rows, which begin at column `start` of rows of `width`, and what to
/// multiply them with to have the numbers back. The largest becomes `limit`.
#[inline(always)]
fn read(head: &mut Head, rows: &[f32], width: usize, start: usize, limit: f32) -> f32 {
    let mut largest = [0f32; LANES];
    head.numbers.clear();
    for row in rows.chunks_exact(width) {
        let row = &row[start..][..HEAD];
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
        head.numbers.extend_from_slice(row);
    }
    let largest = float::largest(largest);
    let (factor, step) = if largest > 1e-30 {
        (limit / largest, largest / limit)
    } else {
        (0.0, 0.0)
    };
    round(&head.numbers, factor, &mut head.integers);
    step
}

/// The numbers times `factor`, rounded.
#[inline(always)]
fn round(numbers: &[f32], factor: f32, integers: &mut Vec<u16>) {
    integers.resize(numbers.len(), 0);
    for (integer, x) in integers.iter_mut().zip(numbers) {
        *integer = (x * factor + ROUNDING).to_bits() as u16;
    }
}

#[inline(always)]
fn word(even: u16, odd: u16) -> u32 {
    u32::from(even) | u32::from(odd) << 16
}

/// Neighbours together.
#[inline(always)]
fn words(row: &[u16; GROUP]) -> Words {
    let mut words = [0; GROUP / 2];
    for (place, [even, odd]) in words.iter_mut().zip(row.as_chunks().0) {
        *place = word(*even, *odd);
    }
    words
}

#[inline(always)]
fn put_queries(integers: &[u16], tiles: &mut Vec<[Words; TOKENS]>) {
    let rows = integers.as_chunks::<HEAD>().0;
    tiles.resize(rows.len().div_ceil(TOKENS), [[0; GROUP / 2]; TOKENS]);
    for (row, place) in rows.iter().zip(tiles.as_flattened_mut()) {
        *place = words(row);
    }
}

/// Keys become columns: a lane each.
#[inline(always)]
fn put_keys(integers: &[u16], panels: &mut Vec<Pairs>) {
    let rows = integers.as_chunks::<HEAD>().0;
    panels.resize(rows.len().next_multiple_of(GROUP) / LANES, Pairs::ZERO);
    for (rows, Pairs(panel)) in rows.chunks(LANES).zip(panels) {
        for (lane, row) in rows.iter().enumerate() {
            for (lanes, word) in panel.iter_mut().zip(words(row)) {
                lanes[lane] = word;
            }
        }
    }
}

/// Values stay rows: two to a word, and each half of the head a panel.
#[inline(always)]
fn put_values(integers: &[u16], panels: &mut [Vec<Pairs>; 2]) {
    let rows = integers.as_chunks::<LANES>().0;
    let groups = rows.len().div_ceil(2 * GROUP);
    for (half, panel) in panels.iter_mut().enumerate() {
        panel.resize(groups, Pairs::ZERO);
        let places = panel.iter_mut().flat_map(|Pairs(block)| block);
        for (place, two) in places.zip(rows.chunks(4)) {
            // An odd number of rows leaves the last without a partner: its chance is 0.
            let (even, odd) = (&two[half], two.get(2 + half).unwrap_or(&[0; LANES]));
            for lane in 0..LANES {
                place[lane] = word(even[lane], odd[lane]);
            }
        }
    }
}

/// Makes `row` its exponentials, and gives what makes them probabilities.
#[inline(always)]
fn softmax(row: &mut [f32]) -> f32 {
    let mut largest = [f32::MIN; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            let x = chunk[lane];
            largest[lane] = if x > largest[lane] { x } else { largest[lane] };
        }
    }
    let largest = float::largest(largest);
    for x in &mut *row {
        *x = float::exp(*x - largest);
    }
    let mut sums = [0.0; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    1.0 / float::total(sums)
}
