//! Where names stand: runs of capitalised words and what may link them.
//!
//! A run is grown here word by word; [`super::cut`] then takes titles and neighbours off it.
//! What a name is the name of is decided in [`super::kind`].

use std::ops::Range;

use super::gazetteer;
use super::lexicon;
use super::units::{Sentence, Shape, Units};
use super::usage::Usage;
use super::{cut, dateline, display, term};

/// The most units that one listed name has ("Centers for Disease Control and Prevention").
const LONGEST_LISTED: usize = 7;

/// The most units of one run of capitals; what is longer is no name, but a list or shouting.
const LONGEST_RUN: usize = 40;

/// One place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its units.
    pub units: Range<usize>,
    /// The title taken off in front, in lower case, the last word of several ("minister").
    pub title: Option<String>,
    /// Whether a dateline says that it is a place.
    pub dateline: bool,
}

/// All places where names stand, in order, not overlapping.
pub(super) fn find(units: &Units<'_>, usage: &Usage<'_>) -> Vec<Found> {
    let finder = Finder { units, usage };
    let mut out = Vec::new();
    for sentence in &units.sentences {
        if !sentence.display {
            finder.running(sentence, &mut out);
        }
    }
    display::find(&finder, &mut out);
    term::drop_abbreviations(units, &mut out);
    out.extend(dateline::find(units));
    out.sort_by_key(|found| (found.units.start, !found.dateline));
    let mut end = 0;
    out.retain(|found| {
        let free = found.units.start >= end;
        if free {
            end = found.units.end;
        }
        free
    });
    out
}

/// The rules with what they look at.
pub(super) struct Finder<'f, 'a> {
    /// The words.
    pub units: &'f Units<'a>,
    /// How the article writes them.
    pub usage: &'f Usage<'f>,
}

impl Finder<'_, '_> {
    /// Names in running text.
    fn running(&self, sentence: &Sentence, out: &mut Vec<Found>) {
        let end = sentence.units.end;
        let mut at = sentence.units.start;
        while at < end {
            if !self.may_start(at, end) {
                at += 1;
                continue;
            }
            let stop = self.run_end(at, end);
            let start = self.with_particle(at, sentence.units.start);
            cut::cut(self, start..stop, out);
            at = stop;
        }
    }

    /// Whether a run may start at `at`.
    fn may_start(&self, at: usize, end: usize) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        unit.is_capital() && (self.is_name_word(at) || (!unit.opens && self.listed(at, end) > 1))
    }

    /// Whether the word at `at` can be part of a name.
    pub fn is_name_word(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            unit.is_capital()
                && !(lexicon::is_function(&unit.lower)
                    && (unit.shape == Shape::Capital || unit.text.len() == 1)
                    && !self.is_describing(at))
                && (!lexicon::is_calendar(&unit.lower) || self.is_calendar_person(at))
        })
    }

    /// Whether the function word at `at` has its capital from the name that it opens: "First
    /// Baptist Church", "All Blacks".
    fn is_describing(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            !unit.opens
                && lexicon::is_describing(&unit.lower)
                && self.units.get(at + 1).is_some_and(|next| {
                    next.shape == Shape::Capital
                        && !next.opens
                        && !lexicon::is_function(&next.lower)
                        && !lexicon::is_calendar(&next.lower)
                })
        })
    }

    /// Whether "May" or "August" at `at` reads as somebody's name.
    fn is_calendar_person(&self, at: usize) -> bool {
        let lower = self.units.lower(at);
        if !lexicon::is_calendar_or_person(lower) {
            return false;
        }
        let after_name = at > 0
            && self.units.get(at - 1).is_some_and(|before| {
                before.shape == Shape::Capital
                    && before.facts.given
                    && !lexicon::is_calendar(&before.lower)
                    && !lexicon::is_function(&before.lower)
            });
        let dated = at > 0 && lexicon::opens_date(self.units.lower(at - 1));
        let before_name = self.units.get(at + 1).is_some_and(|next| {
            next.shape == Shape::Capital
                && !next.facts.ordinary
                && !lexicon::is_calendar(&next.lower)
        });
        after_name || (before_name && !dated && lower != "may" && lower != "march")
    }

    /// Units of the longest listed name of several words at `at`, else 0.
    pub fn listed(&self, at: usize, end: usize) -> usize {
        let mut best = 0;
        if !self.units.facts(at).begins_longer {
            return best;
        }
        for length in 2..=LONGEST_LISTED.min(end.saturating_sub(at)) {
            let range = at..at + length;
            if self.units.known(&range).is_some() || self.units.place(&range).is_some() {
                best = length;
            }
            if !gazetteer::begins_longer(self.units.slice(&range)) {
                break;
            }
        }
        best
    }

    /// End of the run that starts at `start`.
    fn run_end(&self, start: usize, end: usize) -> usize {
        let mut stop = start + self.listed(start, end).max(1);
        while stop < end && stop - start < LONGEST_RUN {
            let Some(next) = self.linked(start, stop, end) else {
                break;
            };
            stop = next + self.listed(next, end).max(1);
        }
        // "Inc." and "Jr." keep their stop where it does not end the sentence too.
        let closes = |i: usize| {
            lexicon::is_company_mark(self.units.lower(i))
                || matches!(self.units.lower(i), "jr" | "sr")
        };
        if stop + 1 < end
            && closes(stop - 1)
            && self.units.get(stop).is_some_and(|u| u.is_mark('.'))
            && self.units.is_attached(stop)
        {
            stop += 1;
        }
        stop
    }

    /// `at`, or the place of a small particle that belongs to the name there ("bin Salman").
    fn with_particle(&self, at: usize, first: usize) -> usize {
        let mut start = at;
        while start > first
            && self.units.get(start - 1).is_some_and(|before| {
                before.shape == Shape::Lower && lexicon::opens_person(&before.lower)
            })
            && !self.units.is_attached(start)
            && at - start < 2
        {
            start -= 1;
        }
        start
    }
}
