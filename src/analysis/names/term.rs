//! Acronyms that are no names because the article spells them out in common words.

use std::collections::HashSet;

use super::lexicon;
use super::mention::Found;
use super::units::{Shape, Units};

/// Takes out acronyms that stand for common words: "gross domestic product (GDP)".
pub(super) fn drop_abbreviations(units: &Units<'_>, found: &mut Vec<Found>) {
    let terms: HashSet<String> = found
        .iter()
        .filter(|f| f.units.len() == 1 && abbreviates_term(units, f.units.start))
        .map(|f| singular(units.lower(f.units.start)).to_owned())
        .collect();
    if terms.is_empty() {
        return;
    }
    found.retain(|f| f.units.len() > 1 || !terms.contains(singular(units.lower(f.units.start))));
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether the word at `at` stands in brackets after small words that begin with its letters.
fn abbreviates_term(units: &Units<'_>, at: usize) -> bool {
    let bracketed = at > 0
        && units.get(at - 1).is_some_and(|u| u.is_mark('('))
        && units.get(at + 1).is_some_and(|u| u.is_mark(')'));
    let word = singular(units.lower(at));
    let mut letters = word.chars().rev().peekable();
    if !bracketed || word.chars().count() < 2 {
        return false;
    }
    let mut before = at - 1;
    while let Some(&letter) = letters.peek() {
        let Some(unit) = before.checked_sub(1).and_then(|i| units.get(i)) else {
            return false;
        };
        before -= 1;
        match unit.shape {
            Shape::Lower if unit.lower.starts_with(letter) => {
                letters.next();
            }
            Shape::Lower if lexicon::is_function(&unit.lower) => {}
            Shape::Mark('-' | '/') => {}
            // A term is long; its other parts are in compounds: "light-emitting diode (LED)".
            Shape::Lower if unit.text.contains('-') => {
                for part in unit.lower.split('-').rev() {
                    if letters.peek().is_some_and(|&l| part.starts_with(l)) {
                        letters.next();
                    }
                }
            }
            _ => return false,
        }
    }
    true
}
