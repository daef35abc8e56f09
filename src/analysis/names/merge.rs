//! From places where names stand to the things they name: all forms of one thing under its
//! fullest form in the article.

use std::collections::HashMap;

use super::gazetteer::{self, Place};
use super::kind::{Evidence, Weight};
use super::lexicon;
use super::link;
use super::mention::Found;
use super::units::{Shape, Units};
use crate::model::{Mention, Name, NameKind};

/// All mentions that are written alike, or are listed as one.
#[derive(Debug)]
pub(super) struct Form {
    /// What all mentions have in common.
    key: String,
    /// The words of its first mention, without stops and company marks.
    pub words: Vec<String>,
    /// The evidence of all mentions.
    pub evidence: Evidence,
    /// The part of it that comes from what stands around the mentions.
    pub context: Evidence,
    /// The kind that it speaks for.
    pub kind: NameKind,
    /// Indices into the mentions.
    pub mentions: Vec<usize>,
    /// Whether it is one word in capitals that may stand for the initials of others.
    pub acronym: bool,
    /// Whether its first word is that of a country or people ("U.S. Census Bureau").
    pub led_by_place: bool,
}

/// Groups `found` into names.
pub(super) fn merge(units: &Units<'_>, found: &[Found], weights: &[Weight]) -> Vec<Name> {
    let mut forms = forms(units, found, weights);
    let owner = link::owners(units, found, weights, &forms);
    doubt_orphans(&mut forms, &owner);
    names(units, found, &forms, &owner)
}

fn forms(units: &Units<'_>, found: &[Found], weights: &[Weight]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for (at, (mention, weight)) in found.iter().zip(weights).enumerate() {
        let words = words_of(units, mention);
        let key = key_of(units, mention, &words);
        let place = *index.entry(key.clone()).or_insert_with(|| {
            let first = units.get(mention.units.start);
            let acronym =
                mention.units.len() == 1 && first.is_some_and(|unit| unit.shape == Shape::Upper);
            let led_by_place = first.is_some_and(|unit| {
                unit.facts
                    .place
                    .is_some_and(|place| place <= Place::Capital)
                    || unit
                        .facts
                        .known
                        .is_some_and(|known| known.adherent || known.kind == NameKind::Loc)
            });
            forms.push(Form {
                key,
                words,
                evidence: Evidence::default(),
                context: Evidence::default(),
                kind: NameKind::Per,
                mentions: Vec::new(),
                acronym,
                led_by_place,
            });
            forms.len() - 1
        });
        if let Some(form) = forms.get_mut(place) {
            form.evidence.add(weight.total());
            form.context.add(weight.context);
            form.mentions.push(at);
        }
    }
    for form in &mut forms {
        form.kind = form.evidence.kind();
    }
    forms
}

/// The words that count when forms are compared.
fn words_of(units: &Units<'_>, mention: &Found) -> Vec<String> {
    let mut words: Vec<String> = mention
        .units
        .clone()
        .filter_map(|at| units.get(at))
        .filter(|unit| !unit.is_any_mark() || unit.is_mark('&'))
        .map(|unit| gazetteer::folded(unit.lower.trim_end_matches('.')).into_owned())
        .collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| lexicon::is_company_mark(word) || matches!(&**word, "jr" | "sr"))
    {
        words.pop();
    }
    if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    words
}

/// What two mentions of one form have in common.
fn key_of(units: &Units<'_>, mention: &Found, words: &[String]) -> String {
    let text = units.slice(&mention.units);
    let known = units.known(&mention.units);
    if let Some(known) = known {
        if let Some(full) = known.full {
            return full.to_lowercase();
        }
        if known.adherent
            && let Some(singular) = text.strip_suffix('s')
            && gazetteer::known(singular).is_some_and(|k| k.adherent)
        {
            return singular.to_lowercase();
        }
    }
    words.join(" ")
}

/// A lone word without any sign of a person is hardly one: articles give people's full names, a
/// title, or what they said.
fn doubt_orphans(forms: &mut [Form], owner: &[usize]) {
    for index in 0..forms.len() {
        let Some(form) = forms.get_mut(index) else {
            continue;
        };
        let own = form
            .mentions
            .iter()
            .all(|&mention| owner.get(mention) == Some(&index));
        let mentions = i32::try_from(form.mentions.len()).unwrap_or(i32::MAX);
        if form.kind == NameKind::Per
            && form.words.len() == 1
            && own
            && form.evidence.person <= mentions
        {
            form.kind = form.evidence.kind_but_person();
        }
    }
}

fn names(units: &Units<'_>, found: &[Found], forms: &[Form], owner: &[usize]) -> Vec<Name> {
    let mut order: Vec<usize> = Vec::new();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (mention, &form) in owner.iter().enumerate() {
        members
            .entry(form)
            .or_insert_with(|| {
                order.push(form);
                Vec::new()
            })
            .push(mention);
    }
    let mut out = Vec::with_capacity(order.len());
    for form in order {
        let (Some(own), Some(mentions)) = (forms.get(form), members.get(&form)) else {
            continue;
        };
        let mentions: Vec<Mention> = mentions
            .iter()
            .filter_map(|&at| found.get(at))
            .map(|f| Mention::new(units.text, units.span(&f.units)))
            .collect();
        let name = fullest(&mentions, &own.key);
        let mentions: Vec<Mention> = mentions
            .into_iter()
            .filter(|mention| mention.start < units.body_end)
            .collect();
        if !mentions.is_empty() {
            out.push(Name {
                name,
                kind: own.kind,
                mentions,
            });
        }
    }
    out
}

/// The form with the most words; of equals the most frequent, then the first.
fn fullest(mentions: &[Mention], key: &str) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in mentions {
        *counts.entry(&mention.text).or_default() += 1;
    }
    let rank = |text: &str| {
        let spelled_out = text.chars().any(char::is_lowercase);
        let listed = text.to_lowercase() == key;
        let count = counts.get(text).copied().unwrap_or_default();
        (text.split_whitespace().count(), spelled_out, count, listed)
    };
    let mut best: Option<&str> = None;
    for mention in mentions {
        let text = mention.text.as_str();
        if best.is_none_or(|top| top != text && rank(text) > rank(top)) {
            best = Some(text);
        }
    }
    best.unwrap_or_default().to_owned()
}
