//! Whether a sentence is in another language than English, by its small words.
//!
//! The rules of names are those of English: in German every noun has a capital, and French or
//! Spanish function words at the start of a sentence would pass for names. Which language it is
//! does not matter here.

use super::lexicon;
use super::units::{Shape, Unit};

/// Whether the sentence of `units` has two foreign function words or more, and more of them than
/// English ones.
pub(super) fn is_foreign(units: &[Unit<'_>]) -> bool {
    let (mut foreign, mut english) = (0, 0);
    for unit in units {
        if !matches!(unit.shape, Shape::Lower | Shape::Capital) {
            continue;
        }
        let stem = unit.lower.split_once(['\'', '’']);
        if lexicon::is_foreign_function(&unit.lower)
            || stem.is_some_and(|(elided, _)| is_elision(elided))
        {
            foreign += 1;
        } else if lexicon::is_function(&unit.lower) {
            english += 1;
        }
    }
    foreign >= 2 && foreign > english
}

/// What French and Italian write before an apostrophe; "d'" and "l'" stand in names too.
fn is_elision(word: &str) -> bool {
    matches!(
        word,
        "c" | "j" | "qu" | "n" | "s" | "t" | "jusqu" | "dell" | "nell"
    )
}
