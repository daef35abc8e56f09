//! Roles: what the words beside a name say that it is, "the mayor, Ana Souza", "Acme, an airline",
//! and whose such a role is later, or was before.

use std::collections::HashMap;

use super::cast::{Cast, Speaker, Via};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::words::{self, Head, Word};
use crate::analysis::names::Gender;
use crate::model::NameKind;

/// A role that somebody named has: "Governor Jane Smith".
struct Role {
    name: usize,
    at: usize,
    /// The other words that say it, in lower case: "health" of "health minister".
    rest: Vec<String>,
}

/// Who has which role in an article.
#[derive(Default)]
pub(super) struct Roles {
    /// By the noun, ordered by place.
    held: HashMap<String, Vec<Role>>,
    /// The nouns of each name.
    of: HashMap<usize, Vec<String>>,
}

/// How many holders of one role are looked at, on either side.
const HOLDERS: usize = 50;

/// How many nouns are kept for one name.
const NOUNS: usize = 20;

/// How many words before a name are read as its title.
const TITLE: usize = 8;

/// Nouns that call the same people or bodies.
const SAME: &[&str] = &[
    "judge justice magistrate",
    "lawyer attorney counsel barrister solicitor",
    "spokesman spokeswoman spokesperson",
    "coach manager",
    "boss chief ceo head leader director",
    "chairman chairwoman chair chairperson",
    "policeman policewoman constable sergeant officer",
    "scientist researcher",
    "congressman congresswoman lawmaker legislator representative",
    "councillor councilman councilwoman",
];

/// The noun under which a role is kept.
fn key(noun: &str) -> &str {
    let group = SAME
        .iter()
        .find(|group| group.split(' ').any(|word| word == noun));
    group.map_or(noun, |g| g.split(' ').next().unwrap_or(noun))
}

impl Roles {
    /// Reads what `s` says of the names in it; `kinds` are the kinds of all names.
    pub(super) fn read(&mut self, s: &Sentence, kind: impl Fn(usize) -> NameKind) {
        let mut i = s.start;
        while i < s.end {
            let Tag::Name(name) = s.items[i].tag else {
                i += 1;
                continue;
            };
            let start = i;
            while i < s.end && s.items[i].tag == Tag::Name(name) {
                i += 1;
            }
            match kind(name) {
                NameKind::Per | NameKind::Org => {
                    self.read_before(s, name, start);
                    self.read_after(s, name, start, i);
                }
                NameKind::Loc | NameKind::Misc => {}
            }
        }
    }

    /// "Founder and mayor Ana Souza", "the coach, Ana Souza,".
    fn read_before(&mut self, s: &Sentence, name: usize, start: usize) {
        let at = s.items[start].span.start;
        let first = title_start(s, start);
        self.add(&s.items[first..start], name, at);
        if first >= s.start + 2
            && s.items[first - 1].is_conjunction()
            && s.items[first - 2].tag == Tag::Noun
            && first < start
        {
            self.add(&s.items[first - 2..first - 1], name, at);
        }
        if first == start && start >= s.start + 2 && s.items[start - 1].is_comma() {
            let end = start - 1;
            let from = title_start(s, end);
            // "a nurse from Leeds, Ana Souza,": what hangs on the noun stands between.
            let noun = (from..end).rev().find(|&i| s.items[i].tag == Tag::Noun);
            if noun.is_some_and(|n| n + 1 == end) {
                self.add(&s.items[from..end], name, at);
            } else if from > s.start + 1 && s.items[from - 1].is_prep() {
                let before = title_start(s, from - 1);
                self.add(&s.items[before..from - 1], name, at);
            }
        }
    }

    /// "Ana Souza, 43, a nurse from Leeds,", "Ana Souza, who coaches", "Ana Souza is the mayor".
    fn read_after(&mut self, s: &Sentence, name: usize, start: usize, end: usize) {
        let at = s.items[start].span.start;
        let mut next = end;
        // "Souza, of Leeds, a nurse": brackets and places between are passed by.
        for _ in 0..2 {
            let Some(item) = s.part(next, s.end).first() else {
                return;
            };
            match item.tag {
                Tag::Comma => {
                    let Some(after) = s.part(next + 1, s.end).first() else {
                        return;
                    };
                    if after.tag == Tag::Number && after.lower.parse::<u8>().is_ok() {
                        self.keep(&format!("{}-year-old", after.lower), &[], name, at);
                        next += 2;
                        continue;
                    }
                    self.read_phrase(s, next + 1, name, at);
                    return;
                }
                Tag::Word(Word::Be) => return self.read_phrase(s, next + 1, name, at),
                Tag::OtherVerb if matches!(&*item.lower, "became" | "becomes" | "remains") => {
                    return self.read_phrase(s, next + 1, name, at);
                }
                _ => return,
            }
        }
    }

    /// The noun phrase at `from`, where it begins with an article or an owner, and those joined to it.
    fn read_phrase(&mut self, s: &Sentence, from: usize, name: usize, at: usize) {
        let mut from = from;
        for _ in 0..3 {
            let Some(phrase) = Phrase::at(s.items, from, s.end) else {
                return;
            };
            let nouns = &s.items[phrase.start..phrase.end];
            if phrase.name(s.items).is_some() || phrase.pronoun(s.items).is_some() {
                return;
            }
            let opens = matches!(nouns[0].tag, Tag::Word(Word::Determiner))
                || nouns.iter().any(|i| i.tag == Tag::Possessive)
                || words::head(phrase.head(s.items)).is_some();
            if !opens {
                return;
            }
            self.add(nouns, name, at);
            match s.part(phrase.full, s.end).first() {
                Some(item) if item.is_conjunction() => from = phrase.full + 1,
                _ => return,
            }
        }
    }

    /// Keeps the noun that `items` end with, ages among them, and nouns of people joined in it.
    fn add(&mut self, items: &[Item], name: usize, at: usize) {
        let Some(noun) = items.iter().rposition(|i| i.tag != Tag::Abbreviation) else {
            return;
        };
        let head = &items[noun];
        if !matches!(head.tag, Tag::Noun | Tag::Proper | Tag::Name(_)) {
            return;
        }
        let rest: Vec<String> = items[..noun]
            .iter()
            .filter(|i| matches!(i.tag, Tag::Noun | Tag::Proper | Tag::Name(_)))
            .map(|i| i.lower.to_string())
            .collect();
        self.keep(&head.lower, &rest, name, at);
        for other in &items[..noun] {
            let owned = items[..noun].iter().any(|i| i.tag == Tag::Possessive);
            if other.tag == Tag::Noun
                && (words::is_age(&other.lower)
                    || !owned && words::head(&other.lower) == Some(Head::Person))
            {
                self.keep(&other.lower, &[], name, at);
            }
        }
    }

    fn keep(&mut self, noun: &str, rest: &[String], name: usize, at: usize) {
        self.held
            .entry(key(noun).to_owned())
            .or_default()
            .push(Role {
                name,
                at,
                rest: rest.to_vec(),
            });
        let nouns = self.of.entry(name).or_default();
        if nouns.len() < NOUNS && !nouns.iter().any(|known| known == noun) {
            nouns.push(noun.to_owned());
        }
    }

    /// The nouns that the article calls `name`.
    pub(super) fn nouns(&self, name: usize) -> &[String] {
        self.of.get(&name).map_or(&[], Vec::as_slice)
    }
}

/// Where the words that stand before the name at `start` without a comma begin.
fn title_start(s: &Sentence, start: usize) -> usize {
    let mut first = start;
    while first > s.start
        && start - first < TITLE
        && matches!(
            s.items[first - 1].tag,
            Tag::Noun | Tag::Proper | Tag::Abbreviation | Tag::Name(_) | Tag::Possessive
        )
    {
        first -= 1;
    }
    first
}

/// A mention by role, as words.
pub(super) struct Called<'a> {
    pub noun: &'a str,
    /// Its other nouns, names and adjectives.
    pub rest: Vec<&'a str>,
    /// "the mayor", "its mayor", or in a headline "mayor".
    pub definite: bool,
    /// It begins with "the", and hardly a word hangs on it: "the gran of nine".
    pub bare: bool,
    pub at: usize,
}

impl<'a> Called<'a> {
    pub(super) fn new(items: &'a [Item], phrase: &Phrase) -> Self {
        let first = &items[phrase.start];
        let rest = items[phrase.start..phrase.end - 1]
            .iter()
            .chain(&items[phrase.end..phrase.full])
            .filter(|i| matches!(i.tag, Tag::Noun | Tag::Proper | Tag::Name(_)))
            .map(|i| &*i.lower)
            .collect();
        Self {
            noun: phrase.head(items),
            rest,
            definite: !matches!(
                &*first.lower,
                "a" | "an" | "another" | "one" | "some" | "many" | "no" | "every" | "each"
            ),
            bare: first.lower == "the" && phrase.full - phrase.end <= 2,
            at: first.span.start,
        }
    }
}

impl Cast<'_> {
    /// The person or body that has the role: named before the mention, or, where nobody was, after
    /// it.
    pub(super) fn holder(&self, called: &Called) -> Option<Speaker> {
        if words::is_plural(called.noun) {
            return None;
        }
        let roles = self.roles.held.get(key(called.noun))?;
        let gender = words::gender(called.noun);
        let upto = roles.partition_point(|r| r.at < called.at);
        let fits = |role: &&Role| {
            let known = self.genders[role.name];
            let agrees = gender == Gender::Unknown || known == Gender::Unknown || gender == known;
            let same = called.rest.iter().any(|w| role.rest.iter().any(|r| r == w));
            agrees && (called.rest.is_empty() || role.rest.is_empty() || same)
        };
        let near = roles[..upto].iter().rev().take(HOLDERS).find(fits);
        if let Some(role) = near.filter(|_| called.definite) {
            return Some(self.named(role.name, Via::Role, 0.85));
        }
        // "A firefighter was hurt", and later "the firefighter, Ana Souza": nobody named so far.
        let lead = self.sentence_of(called.at) <= LEAD;
        let mut later = roles[upto..].iter().take(HOLDERS).filter(fits);
        let first = later
            .next()
            .filter(|_| near.is_none() && (lead || called.definite))?;
        let alone = later.all(|r| r.name == first.name);
        let unmet = self.first_seen(first.name).is_none_or(|at| at >= called.at);
        (alone && (unmet || called.definite)).then(|| self.named(first.name, Via::Role, 0.7))
    }
}

/// In how many sentences from the start a person may be called by a role who is named only later.
const LEAD: usize = 4;
