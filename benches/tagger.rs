//! What scoring an article's words costs on each instruction set, and laying the weights out.
//!
//! The model is of full size with random weights, made here. `cargo bench --bench tagger` prints
//! the figures: compare the instruction sets as ratios.

use std::sync::LazyLock;

use divan::Bencher;
use quotidian::tagger::{Instructions, Scratch, Tagger};

const WORDS: usize = 800;
const WINDOW: usize = 64;
const WIDTH: u32 = 384;
const INNER: u32 = 1536;
const PIECES: u32 = 30_522;
const CASE_WIDTH: u32 = 32;
const HIDDEN: u32 = 256;
const TAGS: u32 = 9;
const CASES: u32 = 8;
const POSITIONS: u32 = 192;

fn main() {
    divan::main();
}

/// A file of weights, written from a fixed random sequence.
struct Writer {
    bytes: Vec<u8>,
    state: u64,
}

impl Writer {
    fn next(&mut self) -> u32 {
        // Knuth's MMIX generator: its high bits are random enough.
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 32) as u32
    }

    fn number(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    fn floats(&mut self, count: u32, mean: f32, size: f32) {
        for _ in 0..count {
            let uniform = (self.next() >> 8) as f32 / 8_388_608.0 - 1.0;
            self.bytes.extend((mean + size * uniform).to_le_bytes());
        }
    }

    fn stored(&mut self, rows: u32, columns: u32) {
        self.floats(rows, 1.0 / (600.0 * (columns as f32).sqrt()), 0.0);
        for _ in 0..rows * (columns / 32) + rows * columns / 2 {
            let byte = self.next() as u8;
            self.bytes.push(byte);
        }
    }

    fn linear(&mut self, rows: u32, columns: u32) {
        self.stored(rows, columns);
        self.floats(rows, 0.0, 0.1);
    }

    fn norm(&mut self) {
        self.floats(WIDTH, 1.0, 0.1);
        self.floats(WIDTH, 0.0, 0.1);
    }
}

fn weights(layers: u32) -> Vec<u8> {
    let mut file = Writer {
        bytes: b"QUOTAG1\n".to_vec(),
        state: 1984,
    };
    for size in [
        layers,
        WIDTH,
        WIDTH / 32,
        INNER,
        PIECES,
        POSITIONS,
        CASES,
        CASE_WIDTH,
        HIDDEN,
        TAGS,
    ] {
        file.number(size);
    }
    let mut pieces = "[CLS]\n[SEP]\n[UNK]".to_owned();
    for id in 3..PIECES {
        pieces += &if id % 2 == 0 {
            format!("\nw{id}")
        } else {
            format!("\n##x{id}")
        };
    }
    file.number(pieces.len() as u32);
    file.bytes.extend(pieces.into_bytes());
    file.stored(PIECES, WIDTH);
    file.stored(POSITIONS, WIDTH);
    file.floats(CASES * WIDTH, 0.0, 0.1);
    file.norm();
    for _ in 0..layers {
        file.linear(3 * WIDTH, WIDTH);
        file.linear(WIDTH, WIDTH);
        file.norm();
        file.linear(INNER, WIDTH);
        file.linear(WIDTH, INNER);
        file.norm();
    }
    file.floats(CASES * CASE_WIDTH, 0.0, 1.0);
    file.linear(HIDDEN, WIDTH + CASE_WIDTH);
    file.floats(TAGS * HIDDEN, 0.0, 0.1);
    file.floats(TAGS, 0.0, 0.1);
    file.bytes
}

/// An article's words: 1.46 pieces each, as in news.
fn words() -> Vec<String> {
    let word = |at: usize| {
        let (id, more) = (4 + 2 * (at * 7919 % 15_000), 5 + 2 * (at * 6841 % 15_000));
        match at % 13 {
            0..=6 => format!("w{id}"),
            _ => format!("w{id}x{more}"),
        }
    };
    (0..WORDS).map(word).collect()
}

fn file(layers: u32) -> &'static [u8] {
    static FILES: [LazyLock<Vec<u8>>; 3] = [
        LazyLock::new(|| weights(4)),
        LazyLock::new(|| weights(5)),
        LazyLock::new(|| weights(6)),
    ];
    &FILES[layers as usize - 4]
}

fn tagger(layers: u32) -> Tagger {
    Tagger::new(file(layers)).unwrap_or_else(|error| panic!("{error}"))
}

fn cases() -> Vec<(u32, &'static str)> {
    let sets = || Instructions::available().map(Instructions::name);
    [6, 5, 4]
        .into_iter()
        .flat_map(|layers| sets().map(move |name| (layers, name)))
        .collect()
}

#[divan::bench(args = cases(), sample_count = 30, max_time = 5)]
fn article(bencher: Bencher, (layers, name): (u32, &str)) {
    let set = Instructions::available().find(|set| set.name() == name);
    let tagger = tagger(layers).with(set.unwrap_or_else(|| panic!("no {name}")));
    let words = words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut scratch = Scratch::default();
    bencher.bench_local(|| {
        let windows = words.chunks(WINDOW);
        let scores = windows.map(|window| tagger.scores(window, &mut scratch));
        scores
            .map(|scores| scores.map_or(0, |scores| scores.words().len()))
            .sum::<usize>()
    });
}

#[divan::bench(args = [6, 5, 4], sample_count = 20)]
fn laying_out(bencher: Bencher, layers: u32) {
    file(layers);
    bencher.bench(|| tagger(layers));
}
