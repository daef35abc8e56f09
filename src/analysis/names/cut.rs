//! From a run of capitalised words to the names in it: titles, dates and sentence openers off,
//! neighbours apart.

use std::ops::Range;

use super::gazetteer::{self, Place};
use super::lexicon;
use super::mention::{Finder, Found};
use super::units::{Facts, Shape};

/// How many units after a name the question mark of its sentence is looked for.
const LONGEST_QUESTION: usize = 60;

/// Takes the run `run` apart and adds its names to `out`.
pub(super) fn cut(finder: &Finder<'_, '_>, run: Range<usize>, out: &mut Vec<Found>) {
    Cutter { finder, out }.cut(run);
}

struct Cutter<'c, 'f, 'a> {
    finder: &'c Finder<'f, 'a>,
    out: &'c mut Vec<Found>,
}

impl Cutter<'_, '_, '_> {
    fn lower(&self, at: usize) -> &str {
        self.finder.units.lower(at)
    }

    fn facts(&self, at: usize) -> Facts {
        self.finder.units.facts(at)
    }

    fn opens(&self, at: usize) -> bool {
        self.finder.units.get(at).is_some_and(|unit| unit.opens)
    }

    fn cut(&mut self, run: Range<usize>) {
        let Range { mut start, end } = run;
        let mut title: Option<String> = None;
        while start < end {
            if self.is_listed(&(start..end)) {
                return self.emit(start..end, title);
            }
            let unit_length = self.finder.listed(start, end).max(1);
            if unit_length == 1 && self.is_no_name(start, end) {
                start += 1;
                continue;
            }
            let titled = self.title_length(start, end);
            if titled > 0 && unit_length == 1 && !self.is_headed_after(start + titled, end) {
                title = (start..start + titled)
                    .rev()
                    .map(|at| self.lower(at))
                    .find(|word| lexicon::is_title_lower(word))
                    .map(str::to_owned);
                start += titled;
                continue;
            }
            let first = start..start + unit_length;
            if first.end < end && self.stands_apart(&first, end) {
                self.emit(first.clone(), None);
                title = None;
                start = first.end;
                continue;
            }
            break;
        }
        if start >= end {
            return;
        }
        let inner = self.inner_title(start, end);
        if let Some(at) = inner.or_else(|| self.inner_person(start, end)) {
            self.emit_opened(start..at, title);
            return self.cut(at..end);
        }
        self.emit_opened(start..end, title);
    }

    /// Whether the whole of `range` is on a list.
    fn is_listed(&self, range: &Range<usize>) -> bool {
        let units = self.finder.units;
        units.known(range).is_some()
            || units
                .place(range)
                .is_some_and(|place| range.len() > 1 || place <= Place::State)
    }

    /// Whether the word at `at` cannot begin a name: a mark, a particle or function word left
    /// over, a date, shorthand.
    fn is_no_name(&self, at: usize, end: usize) -> bool {
        let Some(unit) = self.finder.units.get(at) else {
            return true;
        };
        match unit.shape {
            Shape::Capital | Shape::Upper => {
                (lexicon::is_shorthand(unit.text) && !self.is_common_name_word(at + 1, end))
                    || !self.finder.is_name_word(at)
            }
            Shape::Lower => !lexicon::opens_person(&unit.lower) || at + 1 >= end,
            _ => true,
        }
    }

    /// Units of the title that starts at `start`: "Sen.", "Deputy Prime Minister", "Secretary of
    /// State". 0 where none does.
    fn title_length(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        let mut length = 0;
        while at < end {
            let word = self.lower(at);
            if lexicon::is_title_lower(word) {
                if at == start && self.is_forename(at, end) {
                    return 0;
                }
                at += 1;
                if self.finder.units.get(at).is_some_and(|u| u.is_mark('.')) && at < end {
                    at += 1;
                }
                length = at - start;
            } else if lexicon::opens_title(word) || (at - start < 3 && self.is_common(at)) {
                at += 1;
            } else {
                break;
            }
        }
        // A title of which nothing is left may be a name: "Earl", "Dean", "Martin Luther King".
        if length > 0 && self.lower(start + length) == "of" && start + length < end {
            let mut after = start + length + 1;
            while after < end && self.facts(after).ordinary && !self.facts(after).given {
                after += 1;
            }
            if after > start + length + 1 {
                return after - start;
            }
        }
        length
    }

    /// Whether the title at `at` is a given name here: "Dean Burns", "Earl Warren", but not "Dean
    /// Anna Burns" or "Dean Burns" where the article speaks of a dean.
    fn is_forename(&self, at: usize, end: usize) -> bool {
        let word = self.lower(at);
        let next = self.facts(at + 1);
        matches!(word, "dean" | "earl")
            && self.finder.usage.lower(word) == 0
            && at + 1 < end
            && self.lower(at + 1) != "of"
            && (!next.given || (next.surname && at + 2 == end))
    }

    /// Whether the sentence that goes on at `at` is a question.
    fn is_question(&self, at: usize) -> bool {
        (at..at + LONGEST_QUESTION)
            .filter_map(|at| self.finder.units.get(at))
            .find(|unit| matches!(unit.shape, Shape::Mark('.' | '!' | '?')))
            .is_some_and(|unit| unit.is_mark('?'))
    }

    /// Whether an ordinary word with a capital follows that is no title ("PC World", but not "CEO
    /// Jane Doe").
    fn is_common_name_word(&self, at: usize, end: usize) -> bool {
        at < end && self.is_common(at) && self.title_length(at, end) == 0
    }

    /// Whether the word at `at` is an ordinary word that names nothing by itself.
    fn is_common(&self, at: usize) -> bool {
        let word = self.lower(at);
        let facts = self.facts(at);
        facts.ordinary
            && !lexicon::is_body_head(word)
            && !facts.given
            && facts.known.is_none()
            && facts.place.is_none()
    }

    /// Whether what follows a title makes it part of a longer name: "Bishop Street".
    fn is_headed_after(&self, start: usize, end: usize) -> bool {
        start < end
            && self.ends_in_head(&(start.saturating_sub(1)..end))
            && !self.facts(start).given
            && self.facts(start).ordinary
    }

    /// Whether `range` ends in a head ("University", "Street", "Act") that is not a person's
    /// surname.
    fn ends_in_head(&self, range: &Range<usize>) -> bool {
        let Some(last) = range.clone().rev().find(|&at| {
            self.finder
                .units
                .get(at)
                .is_some_and(super::units::Unit::is_capital)
        }) else {
            return false;
        };
        let word = self.lower(last);
        let person = range.len() == 2 && self.facts(range.start).given && self.facts(last).surname;
        last > range.start
            && !person
            && (lexicon::is_body_head(word)
                || lexicon::is_place_head(word)
                || lexicon::is_thing_head(word))
    }

    /// Whether the listed word or words `first` are a name of their own before what follows.
    fn stands_apart(&self, first: &Range<usize>, end: usize) -> bool {
        let text = self.finder.units.slice(first);
        let known = self.finder.units.known(first);
        let place = self.finder.units.place(first);
        if known.is_none() && place.is_none_or(|p| p == Place::Town) {
            return false;
        }
        if self.lower(first.end) == "of" {
            return false;
        }
        let titled = self.title_length(first.end, end);
        if titled > 0 && !self.ends_in_head(&(first.end..end)) {
            return true;
        }
        let rest = first.end..end;
        let next_known = self.facts(first.end).known;
        if known.is_some_and(|k| k.adherent) {
            let plural = text.ends_with('s')
                && gazetteer::known(text.trim_end_matches('s')).is_some_and(|k| k.adherent);
            let person = self.facts(first.end).given && rest.len() > 1 && !self.ends_in_head(&rest);
            let strange = |at: usize| {
                let facts = self.facts(at);
                !facts.ordinary
                    && facts.known.is_none()
                    && facts.place.is_none()
                    && self.finder.is_name_word(at)
            };
            let person = person
                || text.ends_with("man")
                || (rest.len() == 2 && rest.clone().all(strange) && !self.ends_in_head(&rest));
            return plural || person || next_known.is_some_and(|k| k.adherent && rest.len() == 1);
        }
        let is_place = place.is_some_and(|p| p <= Place::Capital)
            || known.is_some_and(|k| k.kind == crate::model::NameKind::Loc);
        is_place && next_known.is_some_and(|k| k.adherent)
    }

    /// Where inside the run another title starts ("Pentagon Press Secretary John Kirby").
    fn inner_title(&self, start: usize, end: usize) -> Option<usize> {
        let headed = (start..end).any(|at| {
            self.lower(at + 1) == "of"
                && at + 1 < end
                && lexicon::opens_of(self.lower(at))
                && !lexicon::is_title_lower(self.lower(at))
        });
        if headed || self.ends_in_head(&(start..end)) {
            return None;
        }
        (start + 1..end).find(|&at| {
            let after_particle = self
                .finder
                .units
                .get(at - 1)
                .is_some_and(|before| before.shape == Shape::Lower);
            if after_particle {
                return false;
            }
            let length = self.title_length(at, end);
            let surname = at + length == end
                && at > start
                && self.facts(at).surname
                && self.facts(start).given;
            length > 0 && !surname
        })
    }

    /// Where a person's full name starts behind the party or people: "Ontario Liberal Party Joe
    /// Dickson", "Incumbent Republican Ann Lee".
    fn inner_person(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..end.saturating_sub(1)).find(|&at| {
            let party = lexicon::is_body_head(self.lower(at - 1))
                || self.facts(at - 1).known.is_some_and(|k| k.adherent);
            let facts = self.facts(at);
            party
                && facts.given
                && !facts.ordinary
                && facts.place.is_none()
                && !self.facts(at + 1).ordinary
                && self.finder.is_name_word(at + 1)
                && !self.ends_in_head(&(at..end))
        })
    }

    /// Adds the name after taking off a first word that has its capital from its place alone.
    fn emit_opened(&mut self, range: Range<usize>, title: Option<String>) {
        let Range { mut start, end } = range;
        while start + 1 < end && self.opens(start) && self.is_mere_opening(start, end) {
            start += 1;
            while start + 1 < end && !self.finder.is_name_word(start) {
                start += 1;
            }
            if !self.opens(start) {
                break;
            }
        }
        let titled = self.title_length(start, end);
        if titled > 0 && start > range.start && start + titled < end {
            return self.cut(start..end);
        }
        self.emit(start..end, title);
    }

    /// Whether the first of several words is no part of the name.
    fn is_mere_opening(&self, start: usize, end: usize) -> bool {
        let (word, next) = (self.lower(start), start + 1);
        let usage = self.finder.usage;
        if usage.has_pair(word, self.lower(next)) {
            return false;
        }
        if !self.facts(start).ordinary && !lexicon::is_role_lower(word) {
            return false;
        }
        let company = (next..end).any(|at| lexicon::is_company_mark(self.lower(at)));
        if company || self.finder.listed(start, end) > 1 {
            return false;
        }
        let given = self.facts(start).given;
        let next_is_word = self.facts(next).ordinary;
        if given && (!next_is_word || self.facts(next).surname) {
            // "Will Young voters turn out?"
            return word == "will" && self.is_question(end);
        }
        if lexicon::is_role_lower(word) || usage.lower(word) > 0 {
            return true;
        }
        if self.ends_in_head(&(start..end)) {
            return usage.capital(self.lower(next)) > 0 && end - start > 2;
        }
        usage.capital(self.lower(next)) > 0 || !next_is_word
    }

    /// Adds the name, if it is one.
    fn emit(&mut self, range: Range<usize>, title: Option<String>) {
        let Range { mut start, mut end } = range;
        let units = self.finder.units;
        while end > start
            && units.get(end - 1).is_some_and(|unit| {
                unit.shape == Shape::Lower
                    || unit.shape == Shape::Possessive
                    || (unit.is_any_mark() && !self.is_abbreviation_stop(end - 1))
            })
        {
            end -= 1;
        }
        if end > start + 1
            && units.get(start).is_some_and(|u| u.text == "The")
            && units.get(start).is_some_and(|u| u.opens)
        {
            start += 1;
        }
        if end <= start || !self.finder.is_name(start, end) {
            return;
        }
        if self.keeps_article(start, end) {
            start -= 1;
        }
        self.out.push(Found {
            units: start..end,
            title,
            dateline: false,
        });
    }

    fn is_abbreviation_stop(&self, at: usize) -> bool {
        at > 0
            && (lexicon::is_company_mark(self.lower(at - 1))
                || matches!(self.lower(at - 1), "jr" | "sr"))
    }

    /// Whether the name would be lost without the capital "The" before it ("The Crown").
    fn keeps_article(&self, start: usize, end: usize) -> bool {
        end - start == 1
            && start > 0
            && self
                .finder
                .units
                .get(start - 1)
                .is_some_and(|unit| unit.text == "The" && !unit.opens)
            && self.facts(start).ordinary
    }
}
