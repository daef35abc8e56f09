//! Who is who: what a mention stands for, by name, by role, by pronoun.

use std::collections::HashMap;

use super::clause::Sentence;
use super::frame::{Frame, Item, Tag};
use super::phrase::Phrase;
use super::words::{self, Head, Word};
use crate::analysis::names::{Gender, gender_of};
use crate::analysis::quotation::QuotedRun;
use crate::model::{Name, NameKind};
use crate::text::Span;

/// How a mention was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
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
pub(super) struct Speaker {
    /// The fullest name, or the fullest noun phrase.
    pub text: String,
    /// The name's index, where there is one.
    pub name: Option<usize>,
    pub via: Via,
    /// 0 to 1.
    pub certainty: f32,
    pub plural: bool,
    pub gender: Gender,
}

/// One place where a name stands.
pub(super) struct Seen {
    pub at: usize,
    pub name: usize,
    /// It is the subject of its sentence.
    pub subject: bool,
    /// It stands inside a quotation.
    pub quoted: bool,
    /// It hangs on a preposition or owns something.
    pub oblique: bool,
}

/// A role that somebody named has: "Governor Jane Smith".
pub(super) struct Role {
    pub name: usize,
    pub at: usize,
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
pub(super) struct Cast<'a> {
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    pub(super) genders: Vec<Gender>,
    pub(super) seen: Vec<Seen>,
    /// By the noun of the role.
    pub(super) roles: HashMap<String, Vec<Role>>,
    pub(super) described: Vec<Described>,
    /// By their nouns, as indices into the descriptions.
    pub(super) described_as: HashMap<String, Vec<usize>>,
    /// People by the last word of their name, in lower case; of several, the first.
    pub(super) surnames: HashMap<String, usize>,
    /// Where a word in lower case is part of a body's name: place and name.
    pub(super) bodies: HashMap<String, Vec<(usize, usize)>>,
    pub(super) sentence_starts: Vec<usize>,
}

/// How many sentences back a pronoun may look.
pub(super) const REACH: usize = 10;

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
            genders: vec![Gender::Unknown; names.len()],
            seen: Vec::new(),
            roles: HashMap::new(),
            described: Vec::new(),
            described_as: HashMap::new(),
            surnames: HashMap::new(),
            bodies: HashMap::new(),
            sentence_starts: Vec::new(),
        };
        let mut subjects = Vec::new();
        for (_, frame) in frames {
            for range in &frame.sentences {
                let sentence = Sentence::new(frame, range);
                cast.sentence_starts
                    .push(frame.items[range.start].span.start);
                if let Some(subject) = sentence.subject_from(range.start, range.end) {
                    subjects.push(subject.span(&frame.items));
                }
                cast.read_roles(&sentence);
                cast.read_descriptions(&sentence);
            }
        }
        cast.read_mentions(runs, &subjects);
        cast.read_names();
        cast
    }

    /// Everything that is known of the names themselves.
    fn read_names(&mut self) {
        for (index, name) in self.names.iter().enumerate() {
            if name.kind == NameKind::Per {
                let told = [self.titled(index), self.genders[index]];
                self.genders[index] = told
                    .into_iter()
                    .find(|&g| g != Gender::Unknown)
                    .unwrap_or_else(|| gender_of(&name.name));
                if let Some(last) = name.name.split_whitespace().next_back() {
                    self.surnames.entry(last.to_lowercase()).or_insert(index);
                }
            }
        }
        for seen in &self.seen {
            let name = &self.names[seen.name];
            if name.kind == NameKind::Org {
                for word in name.name.split_whitespace() {
                    let places = self.bodies.entry(word.to_lowercase()).or_default();
                    places.push((seen.at, seen.name));
                }
            }
        }
    }

    fn read_mentions(&mut self, runs: &[QuotedRun], subjects: &[Span]) {
        for (name, entry) in self.names.iter().enumerate() {
            for mention in &entry.mentions {
                let span = mention.span();
                let after_run = runs.partition_point(|r| r.span.start <= span.start);
                let quoted = runs[..after_run]
                    .iter()
                    .rev()
                    .take(8)
                    .any(|r| r.span.covers(span));
                let near = subjects.partition_point(|s| s.end <= span.start);
                let subject = subjects.get(near).is_some_and(|s| s.overlaps(span));
                let before = self.text[..span.start].trim_end();
                let last = before
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default();
                let owns = self.text[span.end..].starts_with(['\'', '’']);
                self.seen.push(Seen {
                    at: span.start,
                    name,
                    subject: subject && !owns,
                    quoted,
                    oblique: owns || words::class(last) == Some(Word::Preposition),
                });
            }
        }
        self.seen.sort_by_key(|s| s.at);
    }

    /// Roles next to names: "the new governor X", "X, the state's governor,", "the coach, X,".
    fn read_roles(&mut self, s: &Sentence) {
        let items = s.items;
        let mut i = s.start;
        while i < s.end {
            let Tag::Name(name) = items[i].tag else {
                i += 1;
                continue;
            };
            let start = i;
            while i < s.end && items[i].tag == Tag::Name(name) {
                i += 1;
            }
            if self.names[name].kind != NameKind::Per {
                continue;
            }
            let at = items[start].span.start;
            let mut add = |item: &Item| {
                if words::head(&item.lower) == Some(Head::Person) {
                    let roles = self.roles.entry(item.lower.to_string()).or_default();
                    roles.push(Role { name, at });
                    if self.genders[name] == Gender::Unknown {
                        self.genders[name] = words::gender(&item.lower);
                    }
                }
            };
            if start > s.start {
                let before = &items[start - 1];
                match before.tag {
                    Tag::Noun | Tag::Proper => add(before),
                    Tag::Abbreviation if start > s.start + 1 => add(&items[start - 2]),
                    Tag::Comma if start > s.start + 1 && items[start - 2].tag == Tag::Noun => {
                        add(&items[start - 2]);
                    }
                    _ => {}
                }
            }
            if items.get(i).is_some_and(Item::is_comma)
                && let Some(phrase) = Phrase::at(items, i + 1, s.end)
            {
                add(&items[phrase.end - 1]);
            }
        }
    }

    fn read_descriptions(&mut self, s: &Sentence) {
        let mut i = s.start;
        while i < s.end {
            let Some(phrase) = Phrase::at(s.items, i, s.end) else {
                i += 1;
                continue;
            };
            i = phrase.end;
            if phrase.name(s.items).is_some() || phrase.pronoun(s.items).is_some() {
                continue;
            }
            if let Some(kind) = phrase.speaker_kind(s.items) {
                let head = phrase.head(s.items);
                let same = self.described_as.entry(head.to_owned()).or_default();
                same.push(self.described.len());
                self.described.push(Described {
                    gender: words::gender(head),
                    text: self.words(phrase.full_span(s.items)),
                    at: s.items[phrase.start].span.start,
                    plural: words::is_plural(head),
                    kind,
                });
            }
        }
    }

    /// The words of `span` on one line.
    pub(super) fn words(&self, span: Span) -> String {
        span.of(self.text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The gender that the titles before a person's name tell.
    fn titled(&self, name: usize) -> Gender {
        let entry = &self.names[name];
        if entry.kind != NameKind::Per {
            return Gender::Unknown;
        }
        for mention in &entry.mentions {
            let before = self.text[..mention.start].trim_end().trim_end_matches('.');
            let title = before
                .rsplit(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or_default();
            match title.to_lowercase().as_str() {
                "mr" | "sir" | "lord" | "king" | "prince" | "father" | "brother" | "pope"
                | "congressman" | "chairman" | "spokesman" | "businessman" | "actor" => {
                    return Gender::Male;
                }
                "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "sister"
                | "congresswoman" | "chairwoman" | "spokeswoman" | "businesswoman" | "actress"
                | "duchess" => return Gender::Female,
                _ => {}
            }
        }
        Gender::Unknown
    }
}
