//! Quotations and speakers against articles annotated by hand: a floor just under what is reached,
//! so that a change for the worse shows. Source and licence of the data: `data/quotes/README.md`.

mod lines;

use lines::article;
use quotidian::analysis::annotate;
use quotidian::text::Span;
use serde::Deserialize;

const GOLD: &str = include_str!("data/quotes/gumnews-dev.jsonl");

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    quotes: Vec<GoldQuote>,
}

#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    kind: String,
    speaker: Option<String>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
}

/// The span without marks, blanks and stops at its edges, by which two readings are compared.
fn core(text: &str, span: Span) -> Span {
    const EDGE: &[char] = &[
        ' ', '\n', '"', '\'', '“', '”', '‘', '’', '«', '»', '„', '`', ',', '.', ';', ':', '!', '?',
        '…',
    ];
    let inside = span.of(text);
    let start = span.start + inside.len() - inside.trim_start_matches(EDGE).len();
    Span::new(start, start + inside.trim_matches(EDGE).len())
}

/// Whether two names share their last word.
fn same_name(a: &str, b: &str) -> bool {
    let last = |s: &str| {
        s.to_lowercase()
            .split_whitespace()
            .last()
            .map(str::to_owned)
    };
    last(a) == last(b)
}

#[derive(Default, Debug)]
struct Score {
    gold: usize,
    found: usize,
    exact: usize,
    with_speaker: usize,
    right: usize,
}

fn score(records: &[Record]) -> Score {
    let mut score = Score::default();
    for record in records {
        let text = &record.text;
        let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        bytes.push(text.len());
        let quotes = annotate(&article(text)).quotes;
        let found: Vec<_> = quotes
            .iter()
            .filter(|q| q.kind.is_speech() && !q.nested)
            .collect();
        score.found += found.len();
        for gold in record
            .quotes
            .iter()
            .filter(|q| q.kind == "direct" || q.kind == "mixed")
        {
            score.gold += 1;
            let span = core(text, Span::new(bytes[gold.start], bytes[gold.end]));
            let hit = found.iter().find(|q| core(text, q.span) == span);
            score.exact += usize::from(hit.is_some());
            let (Some(start), Some(end)) = (gold.speaker_start, gold.speaker_end) else {
                continue;
            };
            score.with_speaker += 1;
            let mention = Span::new(bytes[start], bytes[end]);
            let right = hit.is_some_and(|q| {
                q.mention.is_some_and(|m| m.overlaps(mention))
                    || matches!((&q.speaker, &gold.speaker), (Some(a), Some(b)) if same_name(a, b))
            });
            score.right += usize::from(right);
            if !right {
                eprintln!("{}: {}", record.id, span.of(text));
            }
        }
    }
    score
}

#[test]
fn quotations_and_speakers_stay_as_good_as_they_are() {
    let records: Result<Vec<Record>, _> = GOLD.lines().map(serde_json::from_str).collect();
    let score = score(&records.expect("every line is a record"));
    let share = |a: usize, b: usize| 100.0 * a as f64 / b as f64;
    let precision = share(score.exact, score.found);
    let recall = share(score.exact, score.gold);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let right = share(score.right, score.with_speaker);
    assert!(f1 >= 96.5, "span F1 {f1:.1}: {score:?}");
    assert!(right >= 95.0, "speakers right {right:.1} %: {score:?}");
}
