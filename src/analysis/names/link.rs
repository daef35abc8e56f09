//! Which forms of names stand for the same thing: surnames for full names, acronyms for what they
//! abbreviate, the first word of a company's name for the whole.

use std::collections::HashMap;

use super::gazetteer::{self, Gender, gender_of};
use super::kind::Weight;
use super::lexicon;
use super::mention::Found;
use super::merge::Form;
use super::units::Units;
use crate::model::NameKind;

/// For each mention, the form under whose name it goes.
pub(super) fn owners(
    units: &Units<'_>,
    found: &[Found],
    weights: &[Weight],
    forms: &[Form],
) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..forms.len()).collect();
    let by_words = ByWords::of(forms);
    link_fuller(forms, &mut parent);
    link_acronyms(units, found, forms, &mut parent);
    link_short_bodies(forms, &by_words, &mut parent);
    let mut owner = vec![0; found.len()];
    for (index, form) in forms.iter().enumerate() {
        let root = root(&parent, index);
        for &mention in &form.mentions {
            if let Some(slot) = owner.get_mut(mention) {
                *slot = root;
            }
        }
    }
    link_parts_of_persons(found, weights, forms, &by_words, &parent, &mut owner);
    owner
}

fn root(parent: &[usize], mut index: usize) -> usize {
    while let Some(&up) = parent.get(index) {
        if up == index {
            break;
        }
        index = up;
    }
    index
}

fn attach(parent: &mut [usize], child: usize, to: usize) {
    let top = root(parent, to);
    if top != child
        && let Some(slot) = parent.get_mut(child)
    {
        *slot = top;
    }
}

/// Longer forms by the words they begin and end with, in the order of the article.
struct ByWords<'m> {
    starts: HashMap<&'m [String], Vec<usize>>,
    ends: HashMap<&'m [String], Vec<usize>>,
}

/// The most words by which a longer form can be found: "Van der Berg", "de la Cruz Lopez".
const LONGEST_PART: usize = 4;

impl<'m> ByWords<'m> {
    fn of(forms: &'m [Form]) -> Self {
        let (mut starts, mut ends) = (HashMap::new(), HashMap::new());
        for (index, form) in forms.iter().enumerate() {
            for length in 1..form.words.len().min(LONGEST_PART + 1) {
                let (head, _) = form.words.split_at(length);
                let (_, tail) = form.words.split_at(form.words.len() - length);
                let heads: &mut Vec<usize> = starts.entry(head).or_default();
                heads.push(index);
                let tails: &mut Vec<usize> = ends.entry(tail).or_default();
                tails.push(index);
            }
        }
        Self { starts, ends }
    }

    /// The forms that begin with `words` and go on.
    fn starting_with(&self, words: &[String]) -> &[usize] {
        self.starts.get(words).map_or(&[], Vec::as_slice)
    }

    /// The forms that end with `words` after others.
    fn ending_with(&self, words: &[String]) -> &[usize] {
        self.ends.get(words).map_or(&[], Vec::as_slice)
    }
}

/// People with the same first and last word: "Mary Ann Jones" and "Mary Jones".
fn link_fuller(forms: &[Form], parent: &mut [usize]) {
    let mut fullest: HashMap<(&str, &str), usize> = HashMap::new();
    let people = || {
        let all = forms.iter().enumerate();
        all.filter_map(|(index, form)| match form.words.as_slice() {
            [first, .., last] if form.kind == NameKind::Per => {
                Some((index, (first.as_str(), last.as_str()), form.words.len()))
            }
            _ => None,
        })
    };
    let length = |index: usize| forms.get(index).map_or(0, |form| form.words.len());
    for (index, ends, words) in people() {
        let best = fullest.entry(ends).or_insert(index);
        if words > length(*best) {
            *best = index;
        }
    }
    for (index, ends, words) in people() {
        if let Some(&best) = fullest.get(&ends)
            && length(best) > words
        {
            attach(parent, index, best);
        }
    }
}

/// Acronyms whose letters are the initials of a name in the article.
fn link_acronyms(units: &Units<'_>, found: &[Found], forms: &[Form], parent: &mut [usize]) {
    if !forms.iter().any(|form| form.acronym) {
        return;
    }
    let mut by_initials: HashMap<String, usize> = HashMap::new();
    let mut form_of = vec![0; found.len()];
    for (index, form) in forms.iter().enumerate() {
        for &mention in &form.mentions {
            if let Some(slot) = form_of.get_mut(mention) {
                *slot = index;
            }
        }
        if form.words.len() > 1 && form.kind != NameKind::Per {
            for small in [false, true] {
                by_initials
                    .entry(initials(&form.words, small))
                    .or_insert(index);
            }
        }
    }
    for (index, form) in forms.iter().enumerate() {
        let Some(word) = form.words.first().filter(|_| form.acronym) else {
            continue;
        };
        let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let meant = by_initials.get(&letters).copied().or_else(|| {
            form.mentions.iter().find_map(|&mention| {
                let before = name_before_brackets(units, found, mention)?;
                let meant = *form_of.get(before)?;
                let words = &forms.get(meant)?.words;
                let same_start = words.first()?.chars().next() == letters.chars().next();
                (same_start && words.len() > 1).then_some(meant)
            })
        });
        if let Some(meant) = meant.filter(|&meant| meant != index) {
            attach(parent, index, meant);
        }
    }
}

/// The first letters of `words` and of their parts, those of small words too where `small`.
fn initials(words: &[String], small: bool) -> String {
    words
        .iter()
        .filter(|word| small || !is_small(word))
        .flat_map(|word| word.split('-'))
        .filter_map(|word| word.chars().next())
        .collect()
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "for" | "and" | "on" | "in" | "at" | "&" | "de" | "la" | "to"
    )
}

/// The mention straight before `mention`, where that one stands in brackets of its own.
fn name_before_brackets(units: &Units<'_>, found: &[Found], mention: usize) -> Option<usize> {
    let before = mention.checked_sub(1)?;
    let (left, right) = (found.get(before)?, found.get(mention)?);
    let bracketed = units.get(left.units.end)?.is_mark('(')
        && left.units.end + 1 == right.units.start
        && units.get(right.units.end)?.is_mark(')');
    bracketed.then_some(before)
}

/// Bodies called by the first words of their name, where those mean nothing else ("Acme" for
/// "Acme Widgets Group"), and bodies without the country in front ("Census Bureau").
fn link_short_bodies(forms: &[Form], by_words: &ByWords<'_>, parent: &mut [usize]) {
    for (index, form) in forms.iter().enumerate() {
        let body = |other: usize| forms.get(other).filter(|f| f.kind == NameKind::Org);
        let several = form.words.len() > 1;
        if several && form.kind == NameKind::Org {
            let full = by_words.ending_with(&form.words).iter().find(|&&other| {
                body(other).is_some_and(|o| o.led_by_place && o.words.len() == form.words.len() + 1)
            });
            if let Some(&full) = full {
                attach(parent, index, full);
                continue;
            }
        }
        let common = form.words.iter().all(|word| gazetteer::is_ordinary(word));
        let free = !form.acronym
            && !common
            && form.evidence.place < 5
            && form.evidence.thing < 5
            && !(several && form.evidence.person >= 6)
            && form.kind != NameKind::Loc;
        if !free {
            continue;
        }
        let mut longer = by_words
            .starting_with(&form.words)
            .iter()
            .filter(|&&other| body(other).is_some());
        if let (Some(&longer), None) = (longer.next(), longer.next()) {
            attach(parent, index, longer);
        }
    }
}

/// Gives each surname and each given name that stands alone to the person it belongs to.
fn link_parts_of_persons(
    found: &[Found],
    weights: &[Weight],
    forms: &[Form],
    by_words: &ByWords<'_>,
    parent: &[usize],
    owner: &mut [usize],
) {
    for form in forms {
        let words = form.words.iter();
        if words.filter(|word| !lexicon::is_particle(word)).count() > 2 {
            continue;
        }
        let doubtful = !form.evidence.allows_person();
        if doubtful && (form.acronym || form.words.len() > 1) {
            continue;
        }
        let bearers = |candidates: &[usize]| -> Vec<usize> {
            let mut roots: Vec<usize> = candidates
                .iter()
                .filter(|&&index| forms.get(index).is_some_and(is_whole_person))
                .map(|&index| root(parent, index))
                .collect();
            roots.sort_unstable();
            roots.dedup();
            roots
        };
        let mut candidates = bearers(by_words.ending_with(&form.words));
        if candidates.is_empty() && !doubtful {
            candidates = bearers(by_words.starting_with(&form.words));
            if candidates.len() > 1 {
                continue;
            }
        }
        if candidates.is_empty() {
            continue;
        }
        let [any, woman, man] = [Gender::Unknown, Gender::Female, Gender::Male]
            .map(|wanted| choose(forms, &candidates, wanted));
        for &mention in &form.mentions {
            let fits = weights.get(mention).is_some_and(|weight| {
                if doubtful {
                    is_person_here(form, *weight)
                } else {
                    !is_place_here(*weight)
                }
            });
            if !fits {
                continue;
            }
            let title = found.get(mention).and_then(|f| f.title.as_deref());
            let bearer = match title.map_or(Gender::Unknown, lexicon::title_gender) {
                Gender::Unknown => any,
                Gender::Female => woman,
                Gender::Male => man,
            };
            if let Some(bearer) = bearer
                && let Some(slot) = owner.get_mut(mention)
            {
                *slot = bearer;
            }
        }
    }
}

/// Points of context that only a person has: a title, or saying something.
const SURE_SIGN: i32 = 3;

/// Whether a mention of `form`, which a list has as the name of something else, is that of a
/// person whom the article names in full. A body of that name would be spoken of as one; places
/// and peoples need a sign of a person right here.
fn is_person_here(form: &Form, mention: Weight) -> bool {
    let (here, all) = (mention.context, form.context);
    match form.kind {
        NameKind::Org => all.person >= all.body && here.body <= here.person + 1,
        NameKind::Per | NameKind::Loc | NameKind::Misc => {
            here.person >= SURE_SIGN && here.person > here.place.max(here.thing)
        }
    }
}

/// Whether the mention of a listed place stands where places do: "in Paris" beside a Paris Hilton.
fn is_place_here(mention: Weight) -> bool {
    mention.own.place > 0 && mention.context.place >= SURE_SIGN && mention.context.person <= 0
}

/// Whether `form` is the name of a person in several words.
fn is_whole_person(form: &Form) -> bool {
    form.kind == NameKind::Per && !form.words.iter().any(|word| word == "of")
}

/// Of several people with one surname, the one whom the title fits and who is named most often;
/// of equals the first.
fn choose(forms: &[Form], candidates: &[usize], wanted: Gender) -> Option<usize> {
    candidates
        .iter()
        .copied()
        .filter(|&index| {
            let gender = forms
                .get(index)
                .and_then(|form| form.words.first())
                .map_or(Gender::Unknown, |word| gender_of(&capitalised(word)));
            !matches!(
                (wanted, gender),
                (Gender::Female, Gender::Male) | (Gender::Male, Gender::Female)
            )
        })
        .min_by_key(|&index| {
            let count = forms.get(index).map_or(0, |form| form.mentions.len());
            std::cmp::Reverse(count)
        })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
