//! What holds of the annotations of any text at all.

mod lines;

use lines::article;
use proptest::prelude::*;
use quotidian::analysis::annotate;
use quotidian::model::QuoteKind;
use quotidian::text::{Clean, Span};
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

/// What texts in other languages are made up of besides: marks, dashes, insets.
const FOREIGN: &[&str] = &[
    "–",
    "— ",
    "\n– ",
    "\n—",
    "\n- ",
    "« ",
    " »",
    "‹",
    "›",
    "‚",
    "‘",
    "『",
    "』",
    "״",
    "צה״ל",
    ",,",
    ", dit-il",
    ", dit-il, ",
    " – dijo él – ",
    "—dijo él—. ",
    ", — сказал он. — ",
    ", säger Anna. ",
    "Non",
    "demain.",
    "l’eau",
    "il",
    "le",
    "les",
    "dans",
    "Qui ?",
    "«Да»",
    "¿Qué?",
    "好",
];

fn foreign_texts() -> impl Strategy<Value = String> {
    let piece = (0..FOREIGN.len() + 20, any::<bool>());
    prop::collection::vec(piece, 0..80).prop_map(|pieces| {
        let mut text = String::from("Le maire est mort dans la nuit et il ne va pas.\n");
        for (piece, blank) in pieces {
            text.push_str(FOREIGN.get(piece).unwrap_or(&PIECES[piece % 20]));
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
    fn foreign_quotations_are_in_order_and_do_not_cross(text in foreign_texts()) {
        let mut article = article(&text);
        article.language = Some(Clean::line("fr"));
        let found = annotate(&article);
        let text: &str = &article.text;
        let mut around: Vec<Span> = Vec::new();
        for quote in &found.quotes {
            let span = quote.span;
            prop_assert!(text.get(span.start..span.end).is_some_and(|t| !t.is_empty()));
            around.retain(|outer| outer.end > span.start);
            prop_assert!(around.iter().all(|outer| outer.covers(span) && *outer != span));
            prop_assert!(found.foreign().is_none() || quote.nested != around.is_empty());
            prop_assert!(found.foreign().is_none() || quote.speaker.is_none());
            around.push(span);
        }
        prop_assert!(found.quotes.is_sorted_by_key(|q| q.span.start));
    }

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
            prop_assert!(quote.kind.is_statement() || quote.speaker.is_none());
        }
        for pair in found.quotes.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
        }
        let (indirect, quoted): (Vec<_>, Vec<_>) = found
            .quotes
            .iter()
            .partition(|q| q.kind == QuoteKind::Indirect);
        for pair in indirect.windows(2) {
            prop_assert!(pair[1].span.start >= pair[0].span.end);
        }
        // A run stands inside indirect speech or outside it.
        for (outer, run) in indirect.iter().flat_map(|o| quoted.iter().map(move |r| (o, r))) {
            prop_assert!(!outer.span.overlaps(run.span) || outer.span.covers(run.span));
        }
        for pair in quoted.windows(2) {
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
        "he said that ",
        ", Smith said",
        "the bank, ",
        "according to Smith, ",
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

#[test]
fn hostile_dialogue_takes_no_longer_than_its_length_allows() {
    for piece in [
        "– ",
        "– a ",
        "—a ",
        ", dit ",
        ", a ",
        ", dit-il, ",
        "! a",
        "« ",
        " » ",
        "« a » ",
        "\n— Oui",
        "\n– a, dit-il. B",
        "                    ,",
        "\" ",
        "״א",
        "–a. B ",
    ] {
        let mut text = "Le maire est mort dans la nuit et il ne va pas.\n— ".to_owned();
        text.push_str(&piece.repeat(200_000 / piece.len()));
        let mut article = article(&text);
        article.language = Some(Clean::line("fr"));
        let start = Instant::now();
        annotate(&article);
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
