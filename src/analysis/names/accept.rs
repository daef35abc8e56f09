//! Whether what is left of a run is a name at all, or common words with capitals.

use super::gazetteer::Place;
use super::lexicon;
use super::mention::Finder;
use super::units::Shape;

impl Finder<'_, '_> {
    /// Whether the words are part of an address, a handle or a share's short name: "@Name",
    /// "#Name", "NYSE: NAME".
    fn is_code(&self, start: usize, end: usize) -> bool {
        let units = self.units;
        let Some(before) = start.checked_sub(1).and_then(|at| units.get(at)) else {
            return false;
        };
        let handle =
            units.is_attached(start) && matches!(before.shape, Shape::Mark('@' | '#' | '_'));
        let upper = |at: usize| units.get(at).is_some_and(|unit| unit.shape == Shape::Upper);
        let ticker = end - start == 1
            && before.is_mark(':')
            && start >= 2
            && upper(start)
            && upper(start - 2);
        handle || ticker
    }

    /// Whether the words are a name and not common words with capitals.
    pub fn is_name(&self, start: usize, end: usize) -> bool {
        if self.is_code(start, end) {
            return false;
        }
        let known = self.units.known(&(start..end));
        let usage = self.usage;
        if end - start > 1 {
            let any = (start..end).any(|at| {
                self.is_name_word(at)
                    && !(lexicon::is_title_lower(self.units.lower(at)) && end - start < 2)
            });
            let all_common = (start..end).all(|at| {
                let word = self.units.lower(at);
                self.units.facts(at).ordinary || lexicon::is_function(word)
            });
            let written_small = all_common
                && known.is_none()
                && (start..end).all(|at| usage.lower(self.units.lower(at)) > 0)
                && (start..end).any(|at| {
                    usage.lower(self.units.lower(at)) > usage.capital(self.units.lower(at))
                });
            return any && !written_small;
        }
        let Some(unit) = self.units.get(start) else {
            return false;
        };
        let word = &*unit.lower;
        if unit.text.chars().count() < 2 || lexicon::is_shorthand(unit.text) {
            return false;
        }
        if !self.is_name_word(start) {
            return false;
        }
        // "SUVs", "CFLs": more than one of a thing is no name.
        let plural_letters = unit
            .text
            .strip_suffix('s')
            .is_some_and(|letters| letters.len() > 1 && letters.chars().all(char::is_uppercase));
        if plural_letters && known.is_none() {
            return false;
        }
        if unit.shape == Shape::Upper && unit.text.chars().count() <= 5 {
            let bracketed = self.units.get(end).is_some_and(|u| u.is_mark(')'));
            let opens = unit.opens && !bracketed;
            return !(opens && unit.facts.ordinary && known.is_none());
        }
        let ordinary = unit.facts.ordinary;
        // "they told Grace", "Grace said": people's names that are words.
        if unit.facts.given && unit.shape == Shape::Capital && known.is_none() {
            let speaks = lexicon::is_speech_verb(self.units.lower(end));
            let titled = self
                .units
                .get(end)
                .is_some_and(|next| next.is_capital() && lexicon::is_function(&next.lower));
            if (!unit.opens && !titled) || speaks {
                return true;
            }
        }
        if known.is_some() {
            return !(ordinary && unit.opens) || usage.capital(word) > usage.lower(word);
        }
        // "Grace Hill met Hill": the article's own surname, whatever else the word may be.
        let with_article = start > 0 && self.units.lower(start - 1) == "the";
        if usage.is_surname(word) && !unit.opens && !with_article {
            return true;
        }
        if lexicon::is_title_lower(word) || lexicon::is_role_lower(word) {
            return false;
        }
        let head = lexicon::is_body_head(word)
            || lexicon::is_place_head(word)
            || lexicon::is_thing_head(word);
        let numbered = ordinary
            && self
                .units
                .get(end)
                .is_some_and(|u| u.shape == Shape::Number);
        if head || numbered {
            return false;
        }
        if !ordinary {
            return !unit.opens || usage.capital(word) > 0 || usage.lower(word) == 0;
        }
        let place = unit.facts.place.is_some_and(|p| p <= Place::Capital);
        if unit.opens && !place {
            return usage.capital(word) > usage.lower(word);
        }
        if place || unit.shape == Shape::Upper {
            return usage.lower(word) <= usage.capital(word);
        }
        // A common word with a capital just once is a heading, a label or emphasis.
        usage.capital(word) > usage.lower(word) && usage.capital(word) + usage.opening(word) > 1
    }
}
