//! Who is who: everybody who is named or described in an article, and where.

use std::collections::HashMap;

use super::gender;
use super::issuer::{self, Issued};
use super::pronoun::Asked;
use super::roles::{Called, Roles};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Frame, Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::Class;
use crate::analysis::grammar::words::{self, Head, Pronoun, Word};
use crate::analysis::names::Gender;
use crate::analysis::quotation::QuotedRun;
use crate::model::{Name, NameKind};
use crate::text::Span;

/// How a mention was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// It is a name.
    Name,
    /// It is a pronoun.
    Pronoun,
    /// It is the role of somebody named: "the president".
    Role,
    /// It is a noun phrase that stands for nobody named.
    Description,
}

/// Who a mention stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The fullest name, or the fullest noun phrase.
    pub text: String,
    /// The name's index, where there is one.
    pub name: Option<usize>,
    pub via: Via,
    /// 0 to 1.
    pub certainty: f32,
    pub plural: bool,
    pub gender: Gender,
    /// Whether it is a person, a body or a document, as far as its name or noun tells.
    pub kind: Option<Head>,
}

/// Somebody named, or described only; as an index into the names or the descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Name(usize),
    Described(usize),
}

impl Who {
    pub(super) fn name(self) -> Option<usize> {
        match self {
            Self::Name(name) => Some(name),
            Self::Described(_) => None,
        }
    }
}

/// How a mention stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Subject,
    /// It hangs on a preposition or owns something.
    Oblique,
    /// It hangs on "by": "asked by Smith".
    Agent,
    Other,
}

/// One place where somebody is mentioned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub at: usize,
    pub who: Who,
    pub part: Part,
    /// It stands inside a quotation.
    pub quoted: bool,
    /// It is a pronoun.
    pub pronoun: bool,
}

/// A noun phrase that may speak.
pub(super) struct Described {
    pub gender: Gender,
    pub text: String,
    pub at: usize,
    pub plural: bool,
    pub kind: Head,
}

/// Everybody who is named or described in an article, and where. All lists are ordered by place, so
/// that what stands before a mention is found without reading the article again.
pub struct Cast<'a> {
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    pub(super) genders: Vec<Gender>,
    pub(super) seen: Vec<Seen>,
    pub(super) roles: Roles,
    pub(super) issued: Issued,
    pub(super) described: Vec<Described>,
    /// By their nouns, as indices into the descriptions.
    pub(super) described_as: HashMap<String, Vec<usize>>,
    /// People by the last word of their name, in lower case; of several, the first.
    pub(super) surnames: HashMap<String, usize>,
    pub(super) sentence_starts: Vec<usize>,
}

/// What is met while the article is read, before it is known for whom it stands.
enum Met<'f> {
    Description(usize, Called<'f>),
    /// A noun that calls somebody only where the article says whom.
    Role(Called<'f>),
    Pronoun(Pronoun),
}

struct Event<'f> {
    at: usize,
    part: Part,
    met: Met<'f>,
}

impl<'a> Cast<'a> {
    pub fn new(
        text: &'a str,
        names: &'a [Name],
        runs: &[QuotedRun],
        frames: &[(usize, Frame)],
    ) -> Self {
        let mut cast = Self {
            text,
            names,
            genders: Vec::new(),
            seen: Vec::new(),
            roles: Roles::default(),
            issued: Issued::new(),
            described: Vec::new(),
            described_as: HashMap::new(),
            surnames: HashMap::new(),
            sentence_starts: Vec::new(),
        };
        let mut parts = HashMap::new();
        let mut events = Vec::new();
        for (_, frame) in frames {
            for range in &frame.sentences {
                let sentence = Sentence::new(frame, range);
                let at = frame.items[range.start].span.start;
                cast.sentence_starts.push(at);
                cast.roles.read(&sentence, |name| names[name].kind);
                issuer::read(&sentence, |name| names[name].kind, &mut cast.issued);
                cast.read_sentence(&sentence, &mut parts, &mut events);
            }
        }
        cast.read_names(runs, &parts);
        cast.genders = gender::of_names(text, names, &cast.roles, frames);
        cast.follow(events);
        cast
    }

    /// Where the names stand.
    fn read_names(&mut self, runs: &[QuotedRun], parts: &HashMap<usize, Part>) {
        for (index, entry) in self.names.iter().enumerate() {
            if entry.kind == NameKind::Per
                && let Some(last) = entry.name.split_whitespace().next_back()
            {
                self.surnames.entry(last.to_lowercase()).or_insert(index);
            }
            for mention in &entry.mentions {
                let span = mention.span();
                let after_run = runs.partition_point(|r| r.span.start <= span.start);
                let mut before = runs[..after_run].iter().rev().take(8);
                self.seen.push(Seen {
                    at: span.start,
                    who: Who::Name(index),
                    part: parts.get(&span.start).copied().unwrap_or(Part::Other),
                    quoted: before.any(|r| r.span.covers(span)),
                    pronoun: false,
                });
            }
        }
        self.seen.sort_by_key(|s| s.at);
    }

    /// The descriptions and pronouns of a sentence, and which part in it they and the names have.
    fn read_sentence<'f>(
        &mut self,
        s: &Sentence<'f>,
        parts: &mut HashMap<usize, Part>,
        events: &mut Vec<Event<'f>>,
    ) {
        let subject = s.subject_from(s.start, s.end);
        let mut last: Option<(Phrase, Part)> = None;
        let mut i = s.start;
        while i < s.end {
            let Some(phrase) = Phrase::at(s.items, i, s.end) else {
                i += 1;
                continue;
            };
            // "by the judge, Ana Souza,": the name has the part of the role before it.
            let apposed = last.filter(|(before, _)| {
                before.full + 1 == phrase.start
                    && s.items[before.full].is_comma()
                    && before.name(s.items).is_none()
                    && phrase.name(s.items).is_some()
            });
            let part = match (apposed, subject) {
                (Some((_, part)), _) if part != Part::Other => part,
                (_, Some(subject)) if subject.end == phrase.end => Part::Subject,
                _ => part_of(s, &phrase),
            };
            self.read_phrase(s, &phrase, part, parts, events);
            // What hangs on the head is read for its names alone.
            for item in &s.items[phrase.end..phrase.full] {
                if let Tag::Name(_) = item.tag {
                    parts.entry(item.span.start).or_insert(Part::Oblique);
                }
            }
            i = phrase.full;
            last = Some((phrase, part));
        }
    }

    fn read_phrase<'f>(
        &mut self,
        s: &Sentence<'f>,
        phrase: &Phrase,
        part: Part,
        parts: &mut HashMap<usize, Part>,
        events: &mut Vec<Event<'f>>,
    ) {
        let items = s.items;
        let at = items[phrase.start].span.start;
        for i in phrase.start..phrase.end {
            let item = &items[i];
            let owns = items.get(i + 1).is_some_and(|n| n.tag == Tag::Possessive);
            match item.tag {
                Tag::Name(_) => {
                    let part = if owns { Part::Oblique } else { part };
                    parts.entry(item.span.start).or_insert(part);
                }
                Tag::Word(Word::Determiner) => {
                    if let Some(pronoun @ (Pronoun::He | Pronoun::She)) = owner(&item.lower) {
                        events.push(Event {
                            at: item.span.start,
                            part: Part::Oblique,
                            met: Met::Pronoun(pronoun),
                        });
                    }
                }
                _ => {}
            }
        }
        if let Some(pronoun @ (Pronoun::He | Pronoun::She)) = phrase.pronoun(items) {
            let part = Part::Subject;
            let met = Met::Pronoun(pronoun);
            events.push(Event { at, part, met });
        } else if phrase.name(items).is_none()
            && phrase.pronoun(items).is_none()
            && let Some(kind) = phrase.speaker_kind(items)
        {
            let head = phrase.head(items);
            let index = self.described.len();
            let same = self.described_as.entry(head.to_owned()).or_default();
            same.push(index);
            self.described.push(Described {
                gender: words::gender(head),
                text: self.phrase_text(items, phrase),
                at,
                plural: words::is_plural(head),
                kind,
            });
            let met = Met::Description(index, Called::new(items, phrase));
            events.push(Event { at, part, met });
        } else if items[phrase.end - 1].tag == Tag::Noun && items[phrase.start].lower == "the" {
            let met = Met::Role(Called::new(items, phrase));
            events.push(Event { at, part, met });
        }
    }

    /// Says for whom descriptions and pronouns stand, from the first to the last, so that each is
    /// there for those after it.
    fn follow(&mut self, events: Vec<Event>) {
        let names = std::mem::take(&mut self.seen);
        let mut names = names.into_iter().peekable();
        for event in events {
            while let Some(seen) = names.next_if(|s| s.at <= event.at) {
                self.seen.push(seen);
            }
            let who = match &event.met {
                Met::Description(index, called) => match self.holder(called) {
                    Some(speaker) => speaker.name.map(Who::Name),
                    None => Some(Who::Described(*index)),
                },
                Met::Role(called) => {
                    let holder = self.holder(called).and_then(|holder| holder.name);
                    holder.map(Who::Name)
                }
                Met::Pronoun(pronoun) => {
                    let asked = Asked {
                        pronoun: *pronoun,
                        at: event.at,
                        last: None,
                        within: None,
                        not: None,
                    };
                    self.antecedent(asked).map(|a| a.who)
                }
            };
            if let Some(who) = who {
                self.seen.push(Seen {
                    at: event.at,
                    who,
                    part: event.part,
                    quoted: false,
                    pronoun: matches!(event.met, Met::Pronoun(_)),
                });
            }
        }
        self.seen.extend(names);
    }

    /// The words of `span` on one line.
    pub(super) fn words(&self, span: Span) -> String {
        span.of(self.text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The words of a noun phrase, with a small first letter where an article or the like opens it.
    pub(super) fn phrase_text(&self, items: &[Item], phrase: &Phrase) -> String {
        let words = self.words(phrase.full_span(items));
        match (items[phrase.start].tag, words.chars().next()) {
            (Tag::Word(_), Some(first)) => {
                let small = first.to_lowercase();
                small.chain(words.chars().skip(1)).collect()
            }
            _ => words,
        }
    }

    /// The number of the sentence that holds `at`, from 1.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.sentence_starts.partition_point(|&s| s <= at)
    }

    /// Where `name` stands first.
    pub(super) fn first_seen(&self, name: usize) -> Option<usize> {
        self.names[name].mentions.first().map(|m| m.start)
    }
}

/// The pronoun whose owner's form `word` is.
pub(super) fn owner(word: &str) -> Option<Pronoun> {
    match word {
        "his" => Some(Pronoun::He),
        "her" => Some(Pronoun::She),
        "their" => Some(Pronoun::They),
        "its" => Some(Pronoun::It),
        _ => None,
    }
}

/// The part of a phrase that does not open the sentence: by the words beside it.
fn part_of(s: &Sentence, phrase: &Phrase) -> Part {
    let before = phrase.start.checked_sub(1).filter(|&b| b >= s.start);
    let before = before.map(|b| &s.items[b]);
    match before.map(|b| b.tag) {
        Some(Tag::Word(Word::Preposition)) if before.is_some_and(|b| b.lower == "by") => {
            Part::Agent
        }
        Some(Tag::Word(Word::Preposition | Word::To)) => Part::Oblique,
        Some(Tag::Verb(verb)) if verb.class == Class::Say && is_named(s, phrase) => {
            // "“…,” said Souza", and not "told Souza".
            let opens = s.part(phrase.start.saturating_sub(2), phrase.start - 1);
            match opens.first().map(|i| i.tag) {
                Some(Tag::Comma | Tag::Quote(_)) => Part::Subject,
                _ => Part::Other,
            }
        }
        _ if s
            .part(phrase.full, s.end)
            .first()
            .is_some_and(Item::is_finite) =>
        {
            Part::Subject
        }
        _ => Part::Other,
    }
}

fn is_named(s: &Sentence, phrase: &Phrase) -> bool {
    phrase.name(s.items).is_some()
}
