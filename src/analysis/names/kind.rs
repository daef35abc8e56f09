//! What a name is the name of: evidence from its own words and from what stands around it.
//!
//! Evidence is a number of points for each kind. Points are added up over all places where a name
//! stands, because an article calls one thing by one name. The figures are set by hand: 10 and
//! more for what is on a list, 6 to 8 for a head word or a title, 1 to 4 for hints.

use super::around::around;
use super::gazetteer::{self, Place};
use super::lexicon;
use super::mention::Found;
use super::units::{Shape, Unit, Units};
use crate::model::NameKind;

/// Points for each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// For a person.
    pub person: i32,
    /// For a body.
    pub body: i32,
    /// For a place.
    pub place: i32,
    /// For anything else.
    pub thing: i32,
}

impl Evidence {
    /// Adds the points of `other`.
    pub fn add(&mut self, other: Self) {
        self.person += other.person;
        self.body += other.body;
        self.place += other.place;
        self.thing += other.thing;
    }

    /// The kind with the most points; of equals a person before a place before a body.
    pub fn kind(self) -> NameKind {
        let best = self.best();
        if self.person == best {
            NameKind::Per
        } else if self.place == best {
            NameKind::Loc
        } else if self.body == best {
            NameKind::Org
        } else {
            NameKind::Misc
        }
    }

    /// The kind with the most points, a person left out; without points for any a thing.
    pub fn kind_but_person(self) -> NameKind {
        let best = self.body.max(self.place).max(self.thing);
        if best <= 0 {
            NameKind::Misc
        } else if self.place == best {
            NameKind::Loc
        } else if self.body == best {
            NameKind::Org
        } else {
            NameKind::Misc
        }
    }

    /// The points of the best kind.
    pub fn best(self) -> i32 {
        self.person.max(self.body).max(self.place).max(self.thing)
    }

    /// Whether the name may well be that of a person.
    pub fn allows_person(self) -> bool {
        self.best() - self.person <= 4
    }

    /// The points of `kind`.
    pub fn of(&mut self, kind: NameKind) -> &mut i32 {
        match kind {
            NameKind::Per => &mut self.person,
            NameKind::Org => &mut self.body,
            NameKind::Loc => &mut self.place,
            NameKind::Misc => &mut self.thing,
        }
    }
}

/// The evidence for one place where a name stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// What the name's own words and the lists say.
    pub own: Evidence,
    /// What stands around it.
    pub context: Evidence,
}

impl Weight {
    /// All of it.
    pub fn total(self) -> Evidence {
        let mut sum = self.own;
        sum.add(self.context);
        sum
    }
}

/// The evidence of each place in `found`, neighbours in lists lending each other theirs.
pub(super) fn weigh(units: &Units<'_>, found: &[Found]) -> Vec<Weight> {
    let mut all: Vec<Weight> = found
        .iter()
        .map(|f| Weight {
            own: inside(units, f),
            context: around(units, f),
        })
        .collect();
    for (i, pair) in found.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if !is_list(units, left.units.end, right.units.start) {
            continue;
        }
        for (giver, taker) in [(i, i + 1), (i + 1, i)] {
            let giver = all.get(giver).map(|weight| weight.own);
            let Some(lent) = giver.filter(|e| e.best() >= 6).map(Evidence::kind) else {
                continue;
            };
            if let Some(weight) = all.get_mut(taker) {
                *weight.context.of(lent) += 3;
            }
        }
    }
    all
}

/// Whether between two names stands nothing but a comma, "and" or "or".
fn is_list(units: &Units<'_>, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 2
        && (from..to).all(|at| matches!(units.lower(at), "and" | "or" | "&" | "," | "/"))
}

/// Evidence of the name's own words.
fn inside(units: &Units<'_>, found: &Found) -> Evidence {
    let mut sum = Evidence::default();
    let text = units.slice(&found.units);
    let words: Vec<&Unit<'_>> = found
        .units
        .clone()
        .filter_map(|at| units.get(at))
        .filter(|unit| !unit.is_any_mark() && unit.shape != Shape::Possessive)
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return sum;
    };
    let known = units
        .known(&found.units)
        .or_else(|| text.strip_suffix('s').and_then(gazetteer::known));
    if let Some(known) = known {
        *sum.of(known.kind) += 12;
        return sum;
    }
    let place = units.place(&found.units);
    listed_place(&mut sum, place, first, words.len());
    if words.len() == 1 {
        single_word(&mut sum, first);
        return sum;
    }
    let ordinary = |unit: &Unit<'_>| unit.facts.ordinary || unit.shape == Shape::Lower;
    let given = first.facts.given;
    let count = words.len();
    let saint = matches!(&*first.lower, "st" | "saint")
        && words.get(1).is_some_and(|unit| unit.facts.given);
    let country = first.facts.place.is_some_and(|p| p <= Place::Capital) && !last.facts.surname;
    if given && count <= 4 {
        sum.person += match (country, ordinary(first)) {
            (true, _) => 1,
            (false, true) => 4,
            (false, false) => 6,
        };
    }
    if saint {
        sum.person += 6;
    }
    if last.facts.surname && count <= 4 {
        sum.person += if ordinary(last) { 1 } else { 3 };
    }
    let strange = words.iter().filter(|unit| !ordinary(unit)).count();
    if strange == count && count <= 4 {
        sum.person += 3;
    }
    if strange == 0 && !given {
        sum.body += 2;
        sum.thing += 1;
    }
    for unit in &words {
        let letters = unit.text.trim_end_matches('.').chars().count();
        if letters == 1 && unit.is_capital() {
            sum.person += 5;
        }
        match &*unit.lower {
            "bin" | "ibn" | "van" | "von" | "der" => sum.person += 4,
            "de" | "da" | "di" | "del" | "la" | "el" | "al" => sum.person += 1,
            "jr" | "sr" => sum.person += 8,
            lower if lower.starts_with("al-") || lower.starts_with("el-") => sum.person += 3,
            _ => {}
        }
    }
    if text.contains('&') {
        sum.body += 5;
    }
    heads(&mut sum, units, found, first, last, given);
    // "Houston Astros", "Leeds Rhinos": teams go by their place and a plural.
    let team = first.facts.place.is_some_and(|p| p > Place::Country)
        && count <= 3
        && last.lower.ends_with('s')
        && !last.lower.ends_with("ss")
        && !last.facts.surname
        && !lexicon::is_place_head(&last.lower)
        && !lexicon::is_thing_head(&last.lower);
    if team {
        sum.body += 10;
    }
    let led_by_place = first.facts.place.is_some_and(|p| p < Place::Town)
        || first
            .facts
            .known
            .is_some_and(|k| k.adherent || matches!(k.kind, NameKind::Loc | NameKind::Org));
    if led_by_place && !given {
        sum.body += 3;
        sum.person -= 2;
    }
    if first.shape == Shape::Upper && first.text.len() > 2 && last.shape != Shape::Upper {
        sum.body += 3;
    }
    sum
}

fn listed_place(sum: &mut Evidence, place: Option<Place>, first: &Unit<'_>, words: usize) {
    let doubtful = words == 1 && (first.facts.ordinary || first.facts.given || first.facts.surname);
    match place {
        Some(Place::Country) => sum.place += 12,
        Some(Place::State) => sum.place += if doubtful { 6 } else { 9 },
        Some(Place::Capital) => sum.place += if doubtful { 7 } else { 9 },
        Some(Place::Metropolis) => sum.place += if doubtful { 7 } else { 8 },
        Some(Place::City) => sum.place += if doubtful { 6 } else { 7 },
        Some(Place::Town) => sum.place += if doubtful { 3 } else { 6 },
        None => {}
    }
}

fn single_word(sum: &mut Evidence, unit: &Unit<'_>) {
    let lower = &*unit.lower;
    let letters = unit.text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = unit.text.chars().any(|c| c.is_ascii_digit());
    let camel = unit.shape == Shape::Capital
        && unit.text.chars().skip(1).any(char::is_uppercase)
        && ![
            "Mc", "Mac", "O'", "O’", "D'", "D’", "De", "Le", "La", "al-", "el-", "Di", "Du",
        ]
        .iter()
        .any(|start| unit.text.starts_with(start))
        && !unit.text.contains('-');
    if unit.shape == Shape::Upper && letters <= 6 {
        sum.body += 5;
    }
    if digits {
        sum.thing += 4;
    }
    if camel {
        sum.body += 4;
    }
    if unit.facts.given {
        sum.person += 3;
    }
    if unit.facts.surname {
        sum.person += 2;
    }
    if unit.facts.ordinary {
        sum.thing += 1;
    } else {
        sum.person += 1;
    }
    if lower.chars().count() > 5 {
        if PLACE_ENDINGS.iter().any(|end| lower.ends_with(end)) {
            sum.place += 3;
        }
        if THING_ENDINGS.iter().any(|end| lower.ends_with(end)) {
            sum.thing += 4;
        }
    }
}

/// Endings of names of places.
const PLACE_ENDINGS: [&str; 18] = [
    "ville", "burg", "burgh", "stan", "shire", "grad", "abad", "istan", "polis", "town", "pur",
    "land", "borough", "heim", "field", "wood", "mouth", "bridge",
];

/// Endings of names of beliefs and their adherents, peoples and diseases.
const THING_ENDINGS: [&str; 5] = ["ism", "isms", "ists", "ese", "itis"];

fn heads(
    sum: &mut Evidence,
    units: &Units<'_>,
    found: &Found,
    first: &Unit<'_>,
    last: &Unit<'_>,
    given: bool,
) {
    let connector = found
        .units
        .clone()
        .skip(1)
        .find(|&at| matches!(units.lower(at), "of" | "for" | "on" | "at"));
    // "University of the Arts": the head stands before the connector.
    let head = match connector
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| units.get(at))
    {
        Some(unit) => unit,
        None => last,
    };
    let surname = given && last.facts.surname && connector.is_none();
    let weight = if surname { 2 } else { 8 };
    let lower = &*head.lower;
    let plural = lower.strip_suffix('s').unwrap_or(lower);
    if lexicon::is_company_mark(lower) {
        sum.body += 8;
    }
    if lexicon::is_body_head(lower) || (connector.is_some() && lexicon::is_body_head(plural)) {
        sum.body += weight;
    } else if lexicon::is_place_head(lower) {
        sum.place += weight;
    } else if lexicon::is_thing_head(lower) {
        sum.thing += weight;
    } else if connector.is_some() {
        sum.thing += 2;
    }
    let direction = matches!(
        &*last.lower,
        "north" | "south" | "east" | "west" | "central"
    );
    if lexicon::opens_place(&first.lower) || direction {
        sum.place += 5;
    }
    if lexicon::opens_thing(&first.lower) {
        sum.thing += 8;
    }
}
