//! Quotations and their speakers on the test part of the corpus, which nothing was learnt from.

mod corpus;
mod lines;

use lines::article;
use quotidian::analysis::annotate_fully;
use quotidian::model::{Quote, QuoteKind};
use quotidian::text::Span;

/// How many quotations there are, were found, and are right.
#[derive(Debug, Default)]
struct Score {
    gold: usize,
    found: usize,
    exact: usize,
    kinds: usize,
    runs: usize,
    spoken: usize,
    right: usize,
    named: usize,
    nominal: usize,
    nominal_right: usize,
}

/// A run without the marks and stops at its edges.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let edge = |c: char| c.is_whitespace() || "\"'“”‘’«»,.;:!?".contains(c);
    let run = &text[start..end];
    let left = run.len() - run.trim_start_matches(edge).len();
    let right = run.len() - run.trim_end_matches(edge).len();
    (start + left, (end - right).max(start + left))
}

/// Whether two names stand for one: the words of one are among those of the other, or both end alike.
fn same(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let small = ["the", "a", "an", "mr", "mrs", "ms", "dr", "president"];
        name.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty() && !small.contains(w))
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    !one.is_empty()
        && !other.is_empty()
        && (within(&one, &other) || within(&other, &one) || one.last() == other.last())
}

fn score() -> Score {
    let mut score = Score::default();
    for gold in corpus::articles("test") {
        let text = &gold.text;
        let quotes = annotate_fully(&article(text)).quotes;
        let runs: Vec<&Quote> = quotes
            .iter()
            .filter(|q| q.kind != QuoteKind::Indirect && !q.nested)
            .collect();
        score.found += runs.iter().filter(|q| q.kind.is_speech()).count();
        let outer = |mark: &&corpus::Mark| {
            mark.tag == "q"
                && !gold.marks.iter().any(|m| {
                    m.tag == "q"
                        && (m.start, m.end) != (mark.start, mark.end)
                        && m.start <= mark.start
                        && mark.end <= m.end
                })
        };
        for mark in gold.marks.iter().filter(outer) {
            let kind = mark.value("k").unwrap_or_default();
            let place = trimmed(text, mark.start, mark.end);
            let own = runs
                .iter()
                .find(|q| trimmed(text, q.span.start, q.span.end) == place);
            score.runs += 1;
            score.kinds += usize::from(own.is_some_and(|q| q.kind.as_str() == kind));
            if kind != "direct" && kind != "mixed" {
                continue;
            }
            let own = own.filter(|q| q.kind.is_speech());
            score.gold += 1;
            score.exact += usize::from(own.is_some());
            let id = mark.value("id").unwrap_or_default();
            let mention = gold.marks.iter().find(|m| {
                m.tag == "m" && m.value("q").is_some_and(|q| q.split(' ').any(|q| q == id))
            });
            let speaker = mark.value("s");
            if mention.is_none() && speaker.is_none() {
                continue;
            }
            let named = own.is_some_and(
                |q| matches!((q.speaker.as_deref(), speaker), (Some(a), Some(b)) if same(a, b)),
            );
            let place = own.zip(mention).is_some_and(|(q, m)| {
                q.mention
                    .is_some_and(|own| own.overlaps(Span::new(m.start, m.end)))
            });
            let noun = mention.is_some_and(|m| {
                let words = &text[m.start..m.end];
                let name = gold.marks.iter().any(|n| {
                    ["per", "org", "loc", "misc"].contains(&n.tag.as_str())
                        && n.start < m.end
                        && m.start < n.end
                });
                let pronoun = ["he", "she", "they", "it", "i", "we", "who", "you"];
                !name && !pronoun.contains(&words.to_lowercase().as_str())
            });
            score.spoken += 1;
            score.right += usize::from(named || place);
            score.named += usize::from(named);
            score.nominal += usize::from(noun);
            score.nominal_right += usize::from(noun && (named || place));
        }
    }
    score
}

#[test]
fn the_test_part_of_the_corpus_is_read_no_worse_than_before() {
    let score = score();
    let share = |a: usize, b: usize| 100.0 * a as f64 / b as f64;
    let f1 = 200.0 * score.exact as f64 / (score.gold + score.found) as f64;
    let kinds = share(score.kinds, score.runs);
    let right = share(score.right, score.spoken);
    let named = share(score.named, score.spoken);
    let nominal = share(score.nominal_right, score.nominal);
    println!(
        "F1 {f1:.1}, kinds {kinds:.1}, right {right:.1}, named {named:.1}, nouns {nominal:.1}: {score:?}"
    );
    assert!(score.gold > 200, "the test part has shrunk");
    for (what, found, floor) in [
        ("exact F1", f1, 95.0),
        ("kinds", kinds, 88.5),
        ("speakers right", right, 86.8),
        ("speakers by name", named, 79.6),
        ("speakers that are common nouns", nominal, 71.0),
    ] {
        assert!(found >= floor, "{what} fell to {found:.1}, below {floor}");
    }
}
