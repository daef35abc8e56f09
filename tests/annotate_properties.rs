//! What holds of the annotations of any text at all.

mod lines;

use lines::article;
use proptest::prelude::*;
use quotidian::analysis::annotate;
use std::time::{Duration, Instant};

/// Pieces of which texts are made up: marks of every kind, words of every class, names.
const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "「",
    "」",
    "``",
    "''",
    "6'2\"",
    "’90s",
    "workers’",
    ",",
    ".",
    "?",
    ":",
    ";",
    "—",
    "(",
    ")",
    "…",
    "\n",
    "said",
    "says",
    "told",
    "asked",
    "calling",
    "was",
    "called",
    "described",
    "as",
    "by",
    "according",
    "to",
    "who",
    "that",
    "and",
    "but",
    "if",
    "the",
    "a",
    "his",
    "she",
    "he",
    "it",
    "they",
    "one",
    "not",
    "also",
    "on",
    "Monday",
    "in",
    "of",
    "2010",
    "12",
    "minister",
    "report",
    "statement",
    "claim",
    "film",
    "spokeswoman",
    "for",
    "council",
    "bridge",
    "safe",
    "Ana",
    "Ruiz",
    "Tom",
    "Baker",
    "Ana Ruiz",
    "Reuters",
    "Mr.",
    "per",
    "word",
    "é",
    "日本",
    "e\u{301}",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), any::<bool>());
    prop::collection::vec(piece, 0..80).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, blank) in pieces {
            text.push_str(PIECES[piece]);
            if blank {
                text.push(' ');
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn quotations_are_places_in_the_text_in_order(text in texts()) {
        let article = article(&text);
        let found = annotate(&article);
        let text: &str = &article.text;
        for quote in &found.quotes {
            prop_assert!(!quote.span.is_empty() && quote.span.end <= text.len());
            for span in [Some(quote.span), quote.mention, quote.cue].into_iter().flatten() {
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
            prop_assert!(!quote.why.is_empty());
            prop_assert!(quote.kind.is_speech() || quote.speaker.is_none());
        }
        for pair in found.quotes.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
            prop_assert!(pair[1].span.start >= pair[0].span.end || pair[1].nested);
        }
        prop_assert_eq!(&found, &annotate(&article));
    }
}

#[test]
fn hostile_paragraphs_take_no_longer_than_their_length_allows() {
    for piece in [
        "\"",
        "“",
        "“a",
        "\"a\" ",
        "‘a ",
        "'a ",
        "“a” said ",
        "a's “b ",
        "he said, ",
        "(",
        "“a ‘b ",
        "12\" ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let start = Instant::now();
        annotate(&article(&text));
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{piece:?} took {took:?}");
    }
}

/// The time that `copies` of one paragraph take, numbered so that no two are the same: the least of
/// three runs.
fn time_of(copies: usize) -> Duration {
    let paragraph = |i: usize| {
        format!(
            "“The plan number {i} is good,” said Mr Smith, the minister. “It is,” the minister \
             added. The man from the council shrugged. “No.” A spokesman said he was “glad”.\n"
        )
    };
    let article = article(&(0..copies).map(paragraph).collect::<String>());
    let times = (0..3).map(|_| {
        let start = Instant::now();
        annotate(&article);
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

#[test]
fn time_grows_with_the_text_not_with_its_square() {
    let (small, large) = (time_of(1000), time_of(8000));
    assert!(large < small * 20, "{small:?} became {large:?}");
}
