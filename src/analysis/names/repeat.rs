//! What is a name in one place is one in the others: the document pass over what the tagger found.

use std::collections::HashSet;

use super::kind::Evidence;
use super::tags::Run;
use super::units::Units;
use super::usage::Usage;
use crate::model::NameKind;

/// The most words of a name that is looked for again.
const LONGEST: usize = 6;

/// Adds the places where a name stands that was found elsewhere: all names of several words, the
/// last words of people's names, and single words that are written with a capital alone.
pub(super) fn repeat(units: &Units<'_>, usage: &Usage<'_>, runs: &mut Vec<Run>) {
    let mut known: HashSet<Vec<&str>> = HashSet::new();
    for run in runs.iter() {
        let words: Vec<&str> = run.words.clone().map(|at| units.text_at(at)).collect();
        if words.len() > LONGEST {
            continue;
        }
        if run.evidence.kind() == NameKind::Per
            && let [.., last] = words[..]
            && words.len() > 1
            && stands_alone(units, usage, run.words.end - 1)
        {
            known.insert(vec![last]);
        }
        if words.len() > 1 || stands_alone(units, usage, run.words.start) {
            known.insert(words);
        }
    }
    if known.is_empty() {
        return;
    }
    let mut taken = vec![false; units.all.len()];
    for run in runs.iter() {
        for slot in taken.get_mut(run.words.clone()).unwrap_or_default() {
            *slot = true;
        }
    }
    let mut more = Vec::new();
    for sentence in &units.sentences {
        let mut at = sentence.units.start;
        while at < sentence.units.end {
            let fits = (1..=LONGEST.min(sentence.units.end - at))
                .rev()
                .find_map(|length| {
                    let words = at..at + length;
                    let free = taken.get(words.clone())?.iter().all(|taken| !taken);
                    let key = || {
                        words
                            .clone()
                            .map(|at| units.text_at(at))
                            .collect::<Vec<_>>()
                    };
                    (free && known.contains(&key())).then_some(words)
                });
            at = fits.as_ref().map_or(at + 1, |words| words.end);
            // It says where the name stands too, and not again what it is.
            more.extend(fits.map(|words| Run {
                words,
                evidence: Evidence::default(),
            }));
        }
    }
    runs.append(&mut more);
    runs.sort_by_key(|run| run.words.start);
}

/// Whether the word at `at` is a name wherever it stands: written with a capital that its place
/// does not explain, and never without.
fn stands_alone(units: &Units<'_>, usage: &Usage<'_>, at: usize) -> bool {
    units.get(at).is_some_and(|unit| {
        unit.is_capital()
            && unit.text.chars().count() > 2
            && usage.lower(&unit.lower) == 0
            && !(unit.facts.ordinary && usage.capital(&unit.lower) < 2)
    })
}
