//! Names in headings and other lines whose capitals tell nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::gazetteer;
use super::lexicon;
use super::mention::{Finder, Found};
use super::units::{Shape, Unit};

/// The most units of a name that is looked for in a heading because the text has it.
const LONGEST_REPEATED: usize = 12;

/// Names in headings and the like: those that the running text has, and those on the lists.
pub(super) fn find(finder: &Finder<'_, '_>, out: &mut Vec<Found>) {
    let mut seen: Vec<Vec<&str>> = out
        .iter()
        .map(|found| {
            found
                .units
                .clone()
                .map(|i| finder.units.lower(i))
                .collect::<Vec<_>>()
        })
        .filter(|words| words.iter().any(|w| w.len() > 2) && words.len() <= LONGEST_REPEATED)
        .collect();
    // A headline has the surname alone of somebody whom the text names in full.
    let surnames: Vec<Vec<&str>> = seen
        .iter()
        .filter(|words| words.len() == 2)
        .filter_map(|words| words.last())
        .filter(|word| !gazetteer::is_ordinary(word))
        .map(|word| vec![*word])
        .collect();
    seen.extend(surnames);
    let seen: HashSet<Vec<&str>> = seen.into_iter().collect();
    // How long the names are that begin with a word.
    let mut lengths: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for words in &seen {
        if let Some(first) = words.first() {
            lengths.entry(first).or_default().insert(words.len());
        }
    }
    let mut more = Vec::new();
    for sentence in finder.units.sentences.iter().filter(|s| s.display) {
        let mut at = sentence.units.start;
        while at < sentence.units.end {
            let room = sentence.units.end - at;
            let repeated = lengths
                .get(finder.units.lower(at))
                .into_iter()
                .flat_map(|lengths| lengths.iter().rev())
                .copied()
                .filter(|&length| length <= room)
                .find(|&length| {
                    let words: Vec<&str> =
                        (at..at + length).map(|i| finder.units.lower(i)).collect();
                    seen.contains(&words)
                })
                .unwrap_or(0);
            let length = repeated.max(listed(finder, at, sentence.units.end));
            let capital = finder.units.get(at).is_some_and(Unit::is_capital);
            if length > 0 && capital {
                more.push(Found {
                    units: at..at + length,
                    title: None,
                    dateline: false,
                });
                at += length;
            } else {
                at += 1;
            }
        }
    }
    out.append(&mut more);
}

/// Units of the name at `at` that a list has, else 0.
fn listed(finder: &Finder<'_, '_>, at: usize, end: usize) -> usize {
    let listed = finder.listed(at, end);
    if listed > 0 {
        return listed;
    }
    let Some(unit) = finder.units.get(at) else {
        return 0;
    };
    let next_is_name = finder.units.get(at + 1).is_some_and(|next| {
        at + 1 < end
            && next.shape == Shape::Capital
            && !next.facts.ordinary
            && !lexicon::is_calendar(&next.lower)
    });
    let given = unit.facts.given
        && unit.shape == Shape::Capital
        && !lexicon::is_function(&unit.lower)
        && !lexicon::is_calendar(&unit.lower);
    if given && next_is_name {
        return 2;
    }
    let single = !unit.facts.ordinary
        && (unit.facts.known.is_some()
            || unit.facts.place.is_some_and(|p| p < gazetteer::Place::Town));
    usize::from(single)
}
