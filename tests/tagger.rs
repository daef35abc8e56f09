//! The tagger against the reference that `training/tiny.py` made, on every instruction set, and
//! with damaged weights.

use std::sync::LazyLock;

use quotidian::tagger::{Instructions, Scores, Scratch, Tagger, WeightsError, WindowTooLong};
use serde::Deserialize;

static TINY: &[u8] = include_bytes!("data/tagger/tiny.quotag");

/// How far the scores may be from the reference, root mean square to root mean square. With random
/// weights a difference in the seventh digit is enough to take one byte for its neighbour here and
/// there, and 8 bits in each of nine products leave about one per cent.
const TOLERANCE: f64 = 0.03;

#[derive(Deserialize)]
struct Window {
    words: Vec<String>,
    pieces: Vec<usize>,
    scores: Vec<Vec<f64>>,
}

static WINDOWS: LazyLock<Vec<Window>> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/tagger/tiny.scores.json")).unwrap());

fn tiny() -> Tagger {
    Tagger::new(TINY).unwrap()
}

fn scores(tagger: &Tagger, window: &Window, scratch: &mut Scratch) -> Scores {
    let words: Vec<&str> = window.words.iter().map(String::as_str).collect();
    tagger.scores(&words, scratch).unwrap()
}

#[test]
fn scores_are_those_of_the_reference() {
    let (tagger, mut scratch) = (tiny(), Scratch::default());
    let (mut errors, mut squares) = (0f64, 0f64);
    for window in WINDOWS.iter() {
        let found = scores(&tagger, window, &mut scratch);
        assert_eq!(found.words().len(), window.words.len());
        for (found, expected) in found.words().zip(&window.scores) {
            assert_eq!((found.len(), expected.len()), (9, 9));
            for (found, expected) in found.iter().zip(expected) {
                errors += (f64::from(*found) - expected).powi(2);
                squares += expected.powi(2);
            }
        }
    }
    let error = (errors / squares).sqrt();
    assert!(error < TOLERANCE, "off by {error}");
}

#[test]
fn words_have_as_many_pieces_as_in_the_reference() {
    let tagger = tiny();
    for window in WINDOWS.iter() {
        let pieces: Vec<_> = window
            .words
            .iter()
            .map(|word| tagger.pieces(word))
            .collect();
        assert_eq!(pieces, window.pieces, "{:?}", window.words);
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    let bits =
        |scores: &Scores| -> Vec<u32> { scores.words().flatten().map(|x| x.to_bits()).collect() };
    let (first, mut scratch) = (tiny(), Scratch::default());
    for window in WINDOWS.iter() {
        let expected = bits(&scores(&first, window, &mut scratch));
        for instructions in Instructions::available() {
            let found = scores(&tiny().with(instructions), window, &mut scratch);
            assert_eq!(bits(&found), expected, "{}", instructions.name());
        }
    }
}

#[test]
fn a_window_does_not_depend_on_the_one_before_it() {
    let tagger = tiny();
    let mut used = Scratch::default();
    for window in WINDOWS.iter().rev().chain(WINDOWS.iter()) {
        let fresh = scores(&tagger, window, &mut Scratch::default());
        assert_eq!(scores(&tagger, window, &mut used), fresh);
    }
}

#[test]
fn a_window_that_is_too_long_is_refused() {
    let tagger = tiny();
    assert_eq!(tagger.longest(), 46);
    let mut scratch = Scratch::default();
    assert!(tagger.scores(&["the"; 46], &mut scratch).is_ok());
    let refused = tagger.scores(&["the"; 47], &mut scratch).unwrap_err();
    let expected = WindowTooLong {
        pieces: 47,
        longest: 46,
    };
    assert_eq!(refused, expected);
}

fn error(bytes: Vec<u8>) -> WeightsError {
    Tagger::new(bytes.leak()).unwrap_err()
}

#[test]
fn weights_that_end_too_early_or_go_on_are_refused() {
    assert_eq!(error(vec![]), WeightsError::Magic);
    for length in (8..TINY.len()).rev().step_by(7).chain(8..60) {
        let refused = Tagger::new(&TINY[..length]).unwrap_err();
        assert!(
            matches!(refused, WeightsError::Length { found, .. } if found == length as u64),
            "{length}: {refused}"
        );
    }
    let longer = [TINY, b"\0"].concat();
    let expected = WeightsError::Length {
        expected: TINY.len() as u64,
        found: TINY.len() as u64 + 1,
    };
    assert_eq!(error(longer), expected);
}

/// The file with other bytes at `at`.
fn changed(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = TINY.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

#[test]
fn weights_that_are_none_are_refused_with_the_reason() {
    assert_eq!(error(changed(6, b"2")), WeightsError::Magic);
    for field in 0..10 {
        for size in [0u32, 1 << 31, u32::MAX] {
            let refused = error(changed(8 + 4 * field, &size.to_le_bytes()));
            assert!(matches!(refused, WeightsError::Size { found, .. } if found == size));
        }
    }
    let refused = error(changed(12, &65u32.to_le_bytes()));
    assert_eq!(
        refused.to_string(),
        "the tagger's weights have 65 as their width: it must be a multiple of 32 from 32 to 2048"
    );
    // As many layers as may be, of a file that has two.
    let refused = error(changed(8, &64u32.to_le_bytes()));
    assert!(matches!(refused, WeightsError::Length { expected, .. } if expected > 1 << 20));
    let refused = error(changed(48, &u32::MAX.to_le_bytes()));
    assert!(matches!(refused, WeightsError::Length { .. }));
    assert_eq!(error(changed(53, &[0xff])), WeightsError::Text);
    assert_eq!(
        error(changed(52 + 12, b"CLX")),
        WeightsError::Missing("[CLS]")
    );
    let refused = error(changed(52 + 1, b"\n"));
    assert!(matches!(
        refused,
        WeightsError::Pieces {
            expected: 200,
            found: 201
        }
    ));
    let last = TINY.len() - 4;
    assert_eq!(
        error(changed(last, &f32::NAN.to_le_bytes())),
        WeightsError::NotFinite
    );
}

#[test]
fn one_tagger_serves_many_threads() {
    let tagger = tiny();
    let window = &WINDOWS[0];
    let expected = scores(&tagger, window, &mut Scratch::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut scratch = Scratch::default();
                for _ in 0..20 {
                    assert_eq!(scores(&tagger, window, &mut scratch), expected);
                }
            });
        }
    });
}
