//! Lines whose capitals tell nothing, as they would stand in running text.
//!
//! The tagger has learnt what a capital is worth where it is worth something. A headline in which each
//! word has one, or all in capitals, it reads also as it would most likely be written in running
//! text: as the article itself writes the words elsewhere, else as common words are.

use std::borrow::Cow;

use super::lexicon;
use super::units::{Shape, Unit, Units};
use super::usage::Usage;

/// The words of `units` in order, each as running text would have it.
pub(super) fn words<'u>(units: &'u Units<'_>, usage: &Usage<'_>) -> Vec<Cow<'u, str>> {
    let mut words: Vec<Cow<'u, str>> = units.all.iter().map(|unit| unit.text.into()).collect();
    // An article without running text in small letters tells nothing of how words are written.
    let small = units.all.iter().filter(|unit| unit.shape == Shape::Lower);
    if small.count() * 4 < words.len() {
        return words;
    }
    for sentence in units.sentences.iter().filter(|sentence| sentence.display) {
        let Some(own) = units.all.get(sentence.units.clone()) else {
            continue;
        };
        let shaped = |shape| own.iter().filter(|unit| unit.shape == shape).count();
        let all_upper = shaped(Shape::Upper) > shaped(Shape::Capital) + shaped(Shape::Lower);
        for (at, unit) in sentence.units.clone().zip(own) {
            let is_first = at == sentence.units.start;
            if let Some(word) = rewritten(unit, usage, all_upper, is_first) {
                words[at] = word;
            }
        }
    }
    words
}

/// How the word would be written, where that is not as it is.
fn rewritten<'u>(
    unit: &'u Unit<'_>,
    usage: &Usage<'_>,
    all_upper: bool,
    is_first: bool,
) -> Option<Cow<'u, str>> {
    let small = is_common(unit, usage) && !is_first;
    match unit.shape {
        Shape::Capital if small => Some(Cow::Borrowed(&*unit.lower)),
        Shape::Upper if all_upper && small => Some(Cow::Borrowed(&*unit.lower)),
        Shape::Upper if all_upper && unit.text.chars().count() > LONGEST_ACRONYM => {
            let mut chars = unit.lower.chars();
            let first = chars.next()?;
            Some(Cow::Owned(first.to_uppercase().chain(chars).collect()))
        }
        _ => None,
    }
}

/// Whether the word has no capital where capitals tell something.
fn is_common(unit: &Unit<'_>, usage: &Usage<'_>) -> bool {
    let (capital, lower) = (usage.capital(&unit.lower), usage.lower(&unit.lower));
    if capital > 0 || lower > 0 {
        return lower > capital;
    }
    unit.facts.ordinary || lexicon::is_function(&unit.lower)
}

/// Words in capitals that are no longer are left as they are: who knows.
const LONGEST_ACRONYM: usize = 4;
