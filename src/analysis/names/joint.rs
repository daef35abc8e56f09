//! How a run of capitals goes on: over small words, marks and genitives inside one name.

use super::lexicon;
use super::mention::Finder;
use super::units::Shape;

/// The most items in a list inside a name ("Environment, Food and Rural Affairs").
const MOST_ITEMS: usize = 6;

impl Finder<'_, '_> {
    /// The unit at which the run `start..stop` goes on, if it does.
    pub fn linked(&self, start: usize, stop: usize, end: usize) -> Option<usize> {
        let next = self.units.get(stop)?;
        let follows = |at: usize| at < end && self.is_name_word(at);
        let last = self.units.lower(stop - 1);
        match next.shape {
            Shape::Capital | Shape::Upper if self.is_name_word(stop) => {
                (!self.units.is_attached(stop)).then_some(stop)
            }
            Shape::Mark('.') if self.units.is_attached(stop) && follows(stop + 1) => {
                is_stopped(last).then_some(stop + 1)
            }
            Shape::Mark('&') if follows(stop + 1) => {
                let two_people = self.is_full_person(start, stop)
                    && self.units.facts(stop + 1).given
                    && follows(stop + 2);
                (!two_people).then_some(stop + 1)
            }
            Shape::Mark(',') if follows(stop + 1) => {
                let word = self.units.lower(stop + 1);
                (matches!(word, "jr" | "sr")
                    || lexicon::is_company_mark(word)
                    || self.lists_common(start, stop, end))
                .then_some(stop + 1)
            }
            // "Teachers' Union"
            Shape::Mark('\'' | '’') if self.units.is_attached(stop) && follows(stop + 1) => {
                let plural = last.ends_with('s') && self.units.facts(stop - 1).ordinary;
                let headed = (stop + 1..end)
                    .take_while(|&at| self.is_name_word(at))
                    .take(3)
                    .any(|at| lexicon::is_body_head(self.units.lower(at)));
                (plural && headed && !self.units.is_attached(stop + 1)).then_some(stop + 1)
            }
            Shape::Possessive if follows(stop + 1) => {
                self.holds_together(start, stop).then_some(stop + 1)
            }
            Shape::Lower | Shape::Capital | Shape::Upper => self.linked_by_word(start, stop, end),
            _ => None,
        }
    }

    /// Whether the genitive at `stop` is inside a name ("King's College") and not a name's own.
    fn holds_together(&self, start: usize, stop: usize) -> bool {
        let last = self.units.lower(stop - 1);
        let saint = stop >= 2 && matches!(self.units.lower(stop - 2), "st" | "." | "saint");
        let head = self.units.lower(stop + 1);
        let heads = lexicon::is_body_head(head)
            || lexicon::is_place_head(head)
            || lexicon::is_thing_head(head);
        (stop - start <= 3 || saint)
            && heads
            && (saint
                || matches!(
                    last,
                    "king"
                        | "queen"
                        | "people"
                        | "women"
                        | "men"
                        | "children"
                        | "mother"
                        | "father"
                        | "workers"
                        | "farmers"
                        | "teachers"
                        | "veterans"
                ))
    }

    fn linked_by_word(&self, start: usize, stop: usize, end: usize) -> Option<usize> {
        let word = self.units.lower(stop);
        let follows = |at: usize| at < end && self.is_name_word(at);
        let after_the = if self.units.lower(stop + 1) == "the" {
            stop + 2
        } else {
            stop + 1
        };
        let last = self.units.lower(stop - 1);
        match word {
            "of" if follows(after_the) => {
                let title = lexicon::is_title_lower(last) && self.units.facts(after_the).ordinary;
                let further = self.is_headed_body(start, stop) && self.is_ordinary_noun(stop - 1);
                (self.opens_of(start, stop) || title || further).then_some(after_the)
            }
            "for" if follows(after_the) => {
                let plural = last.strip_suffix('s').unwrap_or(last);
                let head = lexicon::is_body_head(last) || lexicon::is_body_head(plural);
                (head || self.is_bare_noun(start, stop))
                    .then_some(after_the)
                    .filter(|&at| self.units.facts(at).ordinary)
            }
            "on" if follows(stop + 1) => (matches!(
                last,
                "committee" | "commission" | "council" | "subcommittee" | "panel" | "conference"
            ) && self.units.facts(stop + 1).ordinary)
                .then_some(stop + 1),
            "at" if follows(stop + 1) => {
                let school = (start..stop)
                    .any(|i| matches!(self.units.lower(i), "university" | "college" | "school"));
                school.then_some(stop + 1)
            }
            "and" if follows(stop + 1) => self.joins_and(start, stop, end).then_some(stop + 1),
            _ if lexicon::is_particle(word) => {
                let second = if lexicon::is_particle(self.units.lower(stop + 1)) {
                    stop + 2
                } else {
                    stop + 1
                };
                (follows(second) && !self.is_ordinary_noun(stop - 1)).then_some(second)
            }
            _ => None,
        }
    }

    /// Whether `start..stop` is a body's head with what it is of or for: "Front for the Liberation".
    fn is_headed_body(&self, start: usize, stop: usize) -> bool {
        (start..stop.saturating_sub(1)).any(|at| {
            lexicon::is_body_head(self.units.lower(at))
                && matches!(self.units.lower(at + 1), "of" | "for" | "on")
        })
    }

    fn is_ordinary_noun(&self, at: usize) -> bool {
        self.units.facts(at).ordinary && self.units.get(at).is_some_and(|u| !u.facts.given)
    }

    /// Whether the run may go on with "of": its last word is a head ("University"), or a common
    /// word that has its capital for no other reason ("Dawn of").
    fn opens_of(&self, start: usize, stop: usize) -> bool {
        let Some(last) = self.units.get(stop - 1) else {
            return false;
        };
        let lower = &*last.lower;
        let plural = lower.strip_suffix('s').unwrap_or(lower);
        if lexicon::opens_of(lower) || lexicon::opens_of(plural) {
            return !last.opens || self.usage.lower(lower) == 0;
        }
        self.is_bare_noun(start, stop)
    }

    /// Whether the run ends in a common word that has its capital for no other reason than being
    /// part of a name.
    fn is_bare_noun(&self, start: usize, stop: usize) -> bool {
        let Some(last) = self.units.get(stop - 1) else {
            return false;
        };
        let lower = &*last.lower;
        !last.opens
            && stop - start <= 2
            && !lexicon::is_title_lower(lower)
            && !lexicon::is_role_lower(lower)
            && last.facts.ordinary
            && last.facts.known.is_none()
            && last.facts.place.is_none()
            && self.usage.lower(lower) == 0
    }

    /// Whether "and" at `stop` stands inside one name: between the common words of a body with
    /// its head in front ("Ministry of Health and Welfare") or behind ("Securities and Exchange
    /// Commission").
    fn joins_and(&self, start: usize, stop: usize, end: usize) -> bool {
        let common = |at: usize| {
            self.units.facts(at).ordinary && !lexicon::is_title_lower(self.units.lower(at))
        };
        if !common(stop - 1) || !common(stop + 1) {
            return false;
        }
        let headed = self.is_headed_body(start, stop);
        let mut last = stop + 1;
        while last + 1 < end && self.is_name_word(last + 1) {
            last += 1;
        }
        let tail = self.units.lower(last);
        let opens = self.units.get(start).is_some_and(|u| u.opens);
        headed
            || (last > stop + 1
                && lexicon::is_body_head(tail)
                && !lexicon::is_body_head(self.units.lower(stop - 1))
                && !opens)
    }

    /// Whether `start..stop` is a given name with what follows one.
    fn is_full_person(&self, start: usize, stop: usize) -> bool {
        stop - start >= 2 && (self.units.facts(start).given || self.units.facts(stop - 2).given)
    }

    /// Whether the comma at `stop` stands in the list of what a ministry or committee is for:
    /// "Department for Culture, Media and Sport".
    fn lists_common(&self, start: usize, stop: usize, end: usize) -> bool {
        let headed = (start..stop.saturating_sub(1)).any(|at| {
            matches!(
                self.units.lower(at),
                "department" | "ministry" | "committee" | "commission" | "minister" | "secretary"
            ) && matches!(self.units.lower(at + 1), "of" | "for" | "on")
        });
        if !headed {
            return false;
        }
        // Every item is a common noun or a few, and the last stands after "and".
        let mut at = stop;
        let mut last = false;
        for _ in 0..MOST_ITEMS {
            if self.units.get(at).is_some_and(|u| u.is_mark(',')) {
                at += 1;
            }
            if self.units.lower(at) == "and" {
                last = true;
                at += 1;
            }
            let first = at;
            while at < end && self.is_name_word(at) && self.units.facts(at).ordinary {
                at += 1;
            }
            if at == first || last {
                return last && at > first;
            }
        }
        false
    }
}

/// Words that are written with a full stop inside a name.
fn is_stopped(word: &str) -> bool {
    lexicon::is_title_lower(word)
        || lexicon::is_company_mark(word)
        || matches!(word, "st" | "mt" | "ft" | "jr" | "sr" | "ste" | "no")
        || word.chars().count() == 1
}
