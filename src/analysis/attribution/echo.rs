//! Words that stand twice in an article: headlines and pull quotes repeat words of the body.

use std::collections::HashSet;

use crate::analysis::quotation::QuotedRun;
use crate::text::Span;

/// How many runs are compared, so that a long page does not take long.
const MOST: usize = 200;

/// Words that say nothing about what is repeated.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "with", "from",
    "by", "as", "is", "are", "was", "were", "be", "it", "its", "that", "this", "they", "we", "he",
    "she", "i", "you", "not", "no", "his", "her", "their", "our", "my",
];

/// A text in lower case, its words with single blanks between.
fn words(span: Span, text: &str) -> String {
    let lower = span.of(text).to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

/// For each run another that has its words, the exact ones first; in a heading most of them are
/// enough.
pub(super) fn echoes(
    text: &str,
    runs: &[QuotedRun],
    heading: impl Fn(&QuotedRun) -> bool,
) -> Vec<Option<usize>> {
    let heading = &heading;
    let all: Vec<String> = runs
        .iter()
        .take(MOST)
        .map(|run| words(run.content, text))
        .collect();
    let telling = |words: &str| -> HashSet<String> {
        words
            .split(' ')
            .filter(|w| !SMALL.contains(w))
            .map(str::to_owned)
            .collect()
    };
    let mut out = vec![None; runs.len()];
    for (at, own) in all.iter().enumerate() {
        let others = || {
            all.iter().enumerate().filter(move |(other, _)| {
                let related = runs[*other].parent == Some(at) || runs[at].parent == Some(*other);
                *other != at && !related && !heading(&runs[*other])
            })
        };
        let padded = format!(" {own} ");
        out[at] = others()
            .filter(|_| own.contains(' ') || heading(&runs[at]))
            .find(|(_, said)| format!(" {said} ").contains(&padded))
            .map(|(other, _)| other);
        if out[at].is_some() || !heading(&runs[at]) {
            continue;
        }
        let own = telling(own);
        let shared = |said: &str| own.intersection(&telling(said)).count();
        out[at] = others()
            .map(|(other, said)| (shared(said), other))
            .filter(|(shared, _)| *shared >= 2 && *shared * 3 >= own.len() * 2)
            .max_by_key(|(shared, other)| (*shared, std::cmp::Reverse(*other)))
            .map(|(_, other)| other);
    }
    out
}
