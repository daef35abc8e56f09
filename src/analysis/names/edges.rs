//! Where a name that the tagger found begins and ends by the conventions, and what is none by them.

use std::ops::Range;

use super::gazetteer;
use super::lexicon;
use super::units::{Shape, Unit, Units};
use crate::model::NameKind;

/// `words` as the name stands by the conventions, `None` where none is left. A name of a company
/// takes the marks of its form with it, before `end` at most.
pub(super) fn tidied(
    units: &Units<'_>,
    words: Range<usize>,
    kind: NameKind,
    end: usize,
) -> Option<Range<usize>> {
    let mut words = trimmed(units, words);
    match kind {
        NameKind::Per => words.start += titles(units, &words),
        NameKind::Org => words.end += company_marks(units, words.end, end),
        NameKind::Loc | NameKind::Misc => {}
    }
    let none = words.is_empty()
        || is_code(units, &words)
        || is_shorthand(units, &words)
        || is_plain(units, &words);
    (!none).then_some(words)
}

/// `words` without articles, genitives, marks, and the common words that stand beside a name
/// ("Mexican government").
fn trimmed(units: &Units<'_>, mut words: Range<usize>) -> Range<usize> {
    let capitals = words
        .clone()
        .any(|at| units.get(at).is_some_and(Unit::is_capital));
    let common = |at: usize| {
        let is_lower = units.get(at).is_some_and(|unit| unit.shape == Shape::Lower);
        let alone = !units.is_attached(at) && !units.is_attached(at + 1);
        is_lower && alone && capitals && gazetteer::is_ordinary(units.text_at(at))
    };
    let mark = |at: usize| units.get(at).is_some_and(Unit::is_any_mark);
    while let Some(first) = words.clone().next() {
        let article = matches!(units.text_at(first), "the" | "a" | "an");
        if !article && !mark(first) && !common(first) {
            break;
        }
        words.start += 1;
    }
    while let Some(last) = words.clone().next_back() {
        let shape = units.get(last).map(|unit| unit.shape);
        let closes = matches!(shape, Some(Shape::Mark(')' | '!' | '+')));
        let genitive = shape == Some(Shape::Possessive);
        if !genitive && (!mark(last) || closes) && !common(last) {
            break;
        }
        words.end = last;
    }
    words
}

/// How many words of a title open the name; a title that is a given name too may be that.
fn titles(units: &Units<'_>, words: &Range<usize>) -> usize {
    let longest = words.len().saturating_sub(1);
    words
        .clone()
        .take(longest)
        .take_while(|&at| {
            let word = units.lower(at).trim_end_matches('.');
            lexicon::is_title_lower(word) && !units.facts(at).given && !units.is_attached(at + 1)
        })
        .count()
}

/// How many words from `at` on tell the form of a company ("Pty Ltd").
fn company_marks(units: &Units<'_>, at: usize, end: usize) -> usize {
    (at..end)
        .take_while(|&at| {
            let word = units.lower(at).trim_end_matches('.');
            units.get(at).is_some_and(Unit::is_capital) && lexicon::is_company_mark(word)
        })
        .count()
}

/// Whether the words are part of a handle, a tag or a sum: "@Name", "#Name", "US$".
fn is_code(units: &Units<'_>, words: &Range<usize>) -> bool {
    let attached = |at: usize, mark: usize, marks: &[char]| {
        units.is_attached(at)
            && units
                .get(mark)
                .is_some_and(|unit| marks.iter().any(|&c| unit.is_mark(c)))
    };
    let before = words.start.checked_sub(1);
    before.is_some_and(|before| attached(words.start, before, &['@', '#', '_']))
        || attached(words.end, words.end, &['$', '€', '£', '@'])
}

/// Whether the words are letters behind a name and no name ("PhD", "M.D.").
fn is_shorthand(units: &Units<'_>, words: &Range<usize>) -> bool {
    words.clone().all(|at| {
        let plain: String = units.text_at(at).chars().filter(|&c| c != '.').collect();
        units.get(at).is_some_and(Unit::is_any_mark) || lexicon::is_shorthand(&plain)
    })
}

/// Whether the words are plain ones: "He" at the start of a sentence, "border" among words with
/// capitals.
fn is_plain(units: &Units<'_>, words: &Range<usize>) -> bool {
    let small = |at: usize| units.get(at).is_some_and(|unit| unit.shape == Shape::Lower);
    let opener = words.len() == 1
        && units.get(words.start).is_some_and(|unit| {
            (unit.opens && unit.shape == Shape::Capital || unit.shape == Shape::Lower)
                && lexicon::is_function(&unit.lower)
        });
    let common = |at: usize| small(at) && gazetteer::is_ordinary(units.text_at(at));
    opener || units.cased && words.clone().all(common)
}
