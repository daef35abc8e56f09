//! Where the tagger finds names, and what it takes them for.
//!
//! Here a document goes to the tagger in windows of whole sentences, and comes back as places
//! with evidence, which [`super::merge`] makes into names just as it does with what the rules find.

use std::ops::Range;

use super::around::around;
use super::edges;
use super::kind::{Evidence, Weight};
use super::lexicon;
use super::mention::Found;
use super::repeat::repeat;
use super::tags::{Run, Scores, decode, evidence};
use super::truecase;
use super::units::Units;
use super::usage::Usage;
use crate::tagger::{Scratch, Tagger};

/// The most words of a window. The tagger was trained on windows of this length at most.
const WINDOW: usize = 80;
/// Points for the kind that a list of known names gives.
const LISTED: i32 = 6;

/// All places where names stand, in order, not overlapping, with what speaks for each kind. `None`
/// once `stop` says so, which is asked before each window.
pub(super) fn find(
    units: &Units<'_>,
    tagger: &Tagger,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Found>, Vec<Weight>)> {
    let usage = Usage::of(units);
    let written = truecase::words(units, &usage);
    let mut runs = Vec::new();
    let mut scratch = Scratch::default();
    for window in windows(units, tagger) {
        if stop() {
            return None;
        }
        let as_it_is = units.all.get(window.clone()).unwrap_or_default();
        let as_it_is: Vec<&str> = as_it_is.iter().map(|unit| unit.text).collect();
        let as_in_text = written.get(window.clone()).unwrap_or_default();
        let as_in_text: Vec<&str> = as_in_text.iter().map(|word| &**word).collect();
        // Windows are cut to the tagger's measure, so that it refuses none.
        let Some(mut scores) = reading(tagger, &as_it_is, &mut scratch) else {
            continue;
        };
        // Both readings count, for the words around a headline too: it is the window that is read.
        if as_in_text != as_it_is {
            let others = reading(tagger, &as_in_text, &mut scratch).unwrap_or_default();
            for (own, others) in scores.iter_mut().zip(others) {
                *own = std::array::from_fn(|tag| f32::midpoint(own[tag], others[tag]));
            }
        }
        for part in paragraphs(units, &window) {
            let own = part.start - window.start..part.end - window.start;
            read(units, part, scores.get(own).unwrap_or_default(), &mut runs);
        }
    }
    repeat(units, &usage, &mut runs);
    let found: Vec<Found> = runs.iter().map(|run| found(units, &run.words)).collect();
    let weights = found
        .iter()
        .zip(&runs)
        .map(|(found, run)| Weight {
            own: with_lists(units, found, run.evidence),
            context: around(units, found),
        })
        .collect();
    Some((found, weights))
}

/// What the tagger says of `words`; nothing where they are more than it takes.
fn reading(tagger: &Tagger, words: &[&str], scratch: &mut Scratch) -> Option<Vec<Scores>> {
    let scores = tagger.scores(words, scratch).ok()?;
    Some(
        scores
            .words()
            .filter_map(|word| word.try_into().ok())
            .collect(),
    )
}

/// The parts of a window that stand in one paragraph each: no name goes on into the next.
fn paragraphs(units: &Units<'_>, window: &Range<usize>) -> Vec<Range<usize>> {
    let first = units
        .sentences
        .partition_point(|sentence| sentence.units.start <= window.start);
    let later = units.sentences.get(first..).unwrap_or_default();
    let mut out = Vec::new();
    let mut start = window.start;
    for sentence in later {
        let at = sentence.units.start;
        if at >= window.end {
            break;
        }
        if sentence.leads {
            out.push(start..at);
            start = at;
        }
    }
    out.push(start..window.end);
    out
}

/// Adds the names among the words `part`, which have these scores.
fn read(units: &Units<'_>, part: Range<usize>, scores: &[Scores], runs: &mut Vec<Run>) {
    for found in decode(scores) {
        let kind = evidence(scores.get(found.clone()).unwrap_or_default()).kind();
        let words = part.start + found.start..part.start + found.end;
        if let Some(words) = edges::tidied(units, words, kind, part.end) {
            let own = words.start - part.start..words.end - part.start;
            let evidence = evidence(scores.get(own).unwrap_or_default());
            runs.push(Run { words, evidence });
        }
    }
}

/// What the lists say of the name as a whole, added to what the tagger says.
fn with_lists(units: &Units<'_>, found: &Found, mut evidence: Evidence) -> Evidence {
    if let Some(known) = units.known(&found.units) {
        *evidence.of(known.kind) += LISTED;
    }
    evidence
}

/// Ranges of units to be read together: whole sentences, as many as fit.
fn windows(units: &Units<'_>, tagger: &Tagger) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut pieces = 0;
    for sentence in &units.sentences {
        let mut start = sentence.units.start;
        let is_headline = units
            .get(start)
            .is_some_and(|unit| unit.span.start >= units.body_end);
        let own = units.all.get(sentence.units.clone()).unwrap_or_default();
        let length: usize = own.iter().map(|unit| tagger.pieces(unit.text)).sum();
        let joined = out.last_mut().filter(|last| {
            !is_headline && last.len() + own.len() <= WINDOW && pieces + length <= tagger.longest()
        });
        if let Some(last) = joined {
            last.end = sentence.units.end;
            pieces += length;
            continue;
        }
        // A sentence by itself; one that is too long is cut where it must be.
        pieces = 0;
        for (at, unit) in sentence.units.clone().zip(own) {
            let more = tagger.pieces(unit.text);
            if at - start >= WINDOW || pieces + more > tagger.longest() {
                out.push(start..at);
                start = at;
                pieces = 0;
            }
            pieces += more;
        }
        out.push(start..sentence.units.end);
    }
    out
}

/// The place of a name, with the title in front of it.
fn found(units: &Units<'_>, words: &Range<usize>) -> Found {
    let before = words.start.checked_sub(1).and_then(|at| units.get(at));
    let title = before
        .map(|unit| unit.lower.trim_end_matches('.'))
        .filter(|word| lexicon::is_title_lower(word))
        .map(str::to_owned);
    Found {
        units: words.clone(),
        title,
        dateline: false,
    }
}
