//! How an article itself writes its words: with a capital where none is due, or small.

use std::collections::{HashMap, HashSet};

use super::units::{Shape, Units};

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    capital: u32,
    opening: u32,
    lower: u32,
}

/// Counts over the running text of one article. Words that open a sentence or a quotation are
/// counted apart; headings in capitals count for nothing.
#[derive(Debug, Default)]
pub(super) struct Usage<'u> {
    words: HashMap<&'u str, Counts>,
    pairs: HashSet<(&'u str, &'u str)>,
    surnames: HashSet<&'u str>,
}

impl<'u> Usage<'u> {
    /// Counts the words of `units`.
    pub fn of(units: &'u Units<'_>) -> Self {
        let mut usage = Self::default();
        for sentence in units.sentences.iter().filter(|s| !s.display) {
            let own = units.all.get(sentence.units.clone()).unwrap_or_default();
            let mut before: Option<&'u str> = None;
            let asks = own.last().is_some_and(|unit| unit.is_mark('?'));
            for (i, unit) in own.iter().enumerate() {
                // "Bob Tan" is a name at the start of a sentence too; "Will Tan resign?" may not be.
                let person = unit.facts.given
                    && !(unit.opens && asks)
                    && own.get(i + 1).is_some_and(|next| {
                        next.shape == Shape::Capital && (next.facts.surname || !next.facts.ordinary)
                    });
                if person && let [_, last, rest @ ..] = own.get(i..).unwrap_or_default() {
                    let ends = rest.first().is_none_or(|unit| !unit.is_capital());
                    if ends {
                        usage.surnames.insert(&last.lower);
                    }
                }
                let capital = unit.is_capital() && (!unit.opens || person);
                if capital {
                    usage.words.entry(&unit.lower).or_default().capital += 1;
                    if let Some(before) = before {
                        usage.pairs.insert((before, &unit.lower));
                    }
                } else if unit.is_capital() {
                    usage.words.entry(&unit.lower).or_default().opening += 1;
                } else if unit.shape == Shape::Lower {
                    usage.words.entry(&unit.lower).or_default().lower += 1;
                }
                before = capital.then_some(&*unit.lower);
            }
        }
        usage
    }

    /// How often the word stands with a capital that no opening explains.
    pub fn capital(&self, lower: &str) -> u32 {
        self.words.get(lower).map_or(0, |counts| counts.capital)
    }

    /// How often the word stands with a capital that it would have anyhow.
    pub fn opening(&self, lower: &str) -> u32 {
        self.words.get(lower).map_or(0, |counts| counts.opening)
    }

    /// How often the word stands without one.
    pub fn lower(&self, lower: &str) -> u32 {
        self.words.get(lower).map_or(0, |counts| counts.lower)
    }

    /// Whether the word stands as a surname behind a given name.
    pub fn is_surname(&self, lower: &str) -> bool {
        self.surnames.contains(lower)
    }

    /// Whether the two words stand together somewhere, both with such a capital.
    pub fn has_pair(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&(first, second))
    }
}
