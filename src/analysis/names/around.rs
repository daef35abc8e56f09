//! What stands around a name: prepositions, what follows a comma, verbs and the nouns beside it.
//!
//! The points are those of [`super::kind`], which adds them to what the name's own words say.

use super::gazetteer::Place;
use super::kind::Evidence;
use super::lexicon;
use super::mention::Found;
use super::units::{Shape, Unit, Units};

/// Evidence of what stands before and after the name.
pub(super) fn around(units: &Units<'_>, found: &Found) -> Evidence {
    let mut sum = Evidence::default();
    let (start, end) = (found.units.start, found.units.end);
    if found.title.is_some() {
        sum.person += 8;
    }
    if found.dateline {
        sum.place += 12;
        return sum;
    }
    if is_ticker_at(units, end) {
        sum.body += 8;
    }
    let before = start.checked_sub(1).map_or("", |at| units.lower(at));
    let region = before == ","
        && end - start == 1
        && start >= 2
        && units.facts(start - 2).place.is_some()
        && units
            .get(start)
            .is_some_and(|unit| lexicon::is_state_code(unit.text));
    if region {
        sum.place += 12;
    }
    let second = start.checked_sub(2).map_or("", |at| units.lower(at));
    let next = units.lower(end);
    before_name(&mut sum, before, second, next);
    let words = found.units.len();
    let after = units.lower(end + 1);
    after_name(&mut sum, next, after, words);
    if next == "," {
        sum.add(apposition(units, end + 1));
        let age = units
            .get(end + 1)
            .is_some_and(|unit| unit.shape == Shape::Number && unit.text.len() <= 2)
            && matches!(units.lower(end + 2), "," | "." | "and");
        if age {
            sum.person += 6;
        }
        let region = units
            .get(end + 1)
            .is_some_and(|unit| unit.facts.place.is_some_and(|p| p <= Place::State));
        if region && place_before(units, start) {
            sum.place += 4;
        }
    }
    sum
}

/// Whether a share's name stands in brackets at `at`: "(NYSE: ABC)".
fn is_ticker_at(units: &Units<'_>, at: usize) -> bool {
    units.get(at).is_some_and(|unit| unit.is_mark('('))
        && units.get(at + 1).is_some_and(|u| u.shape == Shape::Upper)
        && units.get(at + 2).is_some_and(|unit| unit.is_mark(':'))
        && units.get(at + 3).is_some_and(|u| u.shape == Shape::Upper)
}

/// How many words after the comma say what a name is the name of.
const LONGEST_APPOSITION: usize = 6;

/// Evidence of what is said after the comma behind a name: ", the Danish drugmaker," or ", a
/// retired teacher from".
fn apposition(units: &Units<'_>, start: usize) -> Evidence {
    let mut sum = Evidence::default();
    if !matches!(units.lower(start), "a" | "an" | "the" | "one" | "which") {
        return sum;
    }
    for at in start + 1..start + LONGEST_APPOSITION {
        let word = units.lower(at);
        if units.get(at).is_none_or(Unit::is_any_mark) || lexicon::is_preposition(word) {
            break;
        }
        sum = Evidence::default();
        if lexicon::is_role_lower(word) {
            sum.person = 4;
        } else if lexicon::is_body_sort(word) {
            sum.body = 5;
        } else if lexicon::is_place_noun(word) {
            sum.place = 4;
        }
    }
    sum
}

fn place_before(units: &Units<'_>, start: usize) -> bool {
    start
        .checked_sub(1)
        .is_some_and(|at| lexicon::place_preposition(units.lower(at)) > 0)
}

fn before_name(sum: &mut Evidence, before: &str, second: &str, next: &str) {
    sum.place += lexicon::place_preposition(before);
    match before {
        "at" if lexicon::is_part_of_body(second) => sum.body += 4,
        "at" => sum.body += 2,
        "the" | "a" | "an" if lexicon::is_belonging(next) => sum.person += 2,
        "the" => {
            sum.body += 2;
            sum.thing += 1;
            sum.person -= 4;
            if matches!(second, "in" | "across") {
                sum.place += 2;
            }
        }
        "by" | "told" => {
            sum.person += 1;
            sum.body += 1;
        }
        "to" if second == "according" => {
            sum.place -= 1;
            sum.person += 1;
            sum.body += 2;
        }
        "of" if lexicon::is_place_noun(second) => sum.place += 4,
        "of" if matches!(
            second,
            "founder" | "ceo" | "chairman" | "editor" | "director"
        ) =>
        {
            sum.body += 3;
        }
        "for" if matches!(second, "spokesman" | "spokeswoman" | "spokesperson") => sum.body += 4,
        "with" | "and" | "," => {}
        "of" if lexicon::is_part_of_body(second) => sum.body += 3,
        _ if lexicon::is_place_noun(before) => sum.place += 3,
        _ if lexicon::is_role_lower(before) => sum.person += 5,
        _ if lexicon::is_body_sort(before) => sum.body += 6,
        _ => {}
    }
}

fn after_name(sum: &mut Evidence, next: &str, after: &str, words: usize) {
    match next {
        "who" | "whose" => sum.person += 4,
        "," if matches!(after, "who" | "whose") => sum.person += 3,
        "," if lexicon::is_role_lower(after) => sum.person += 2,
        "," if after == "where" => sum.place += 4,
        "where" => sum.place += 3,
        "'s" | "’s" if lexicon::is_place_noun(after) => sum.place += 2,
        "'s" | "’s" if lexicon::is_part_of_body(after) => sum.body += 3,
        "'s" | "’s" if lexicon::is_kin(after) => sum.person += 3,
        _ if lexicon::is_speech_verb(next) => {
            sum.person += 3;
            sum.body += 1;
        }
        _ if lexicon::is_business_verb(next) => sum.body += 2,
        _ if lexicon::is_personal_verb(next) => sum.person += 1,
        _ if lexicon::is_place_noun(next) => sum.place += 2,
        _ if lexicon::is_body_noun(next) && words <= 3 => sum.body += 2,
        _ if lexicon::is_thing_noun(next) => sum.thing += 2,
        _ => {}
    }
}
