//! Clauses: the subject of a verb, and the verb group around it. Shallow rules over word classes;
//! no parse.

use std::ops::Range;

use super::frame::{Frame, Item, Tag};
use super::phrase::Phrase;
use super::verbs::{Form, Verb};
use super::words::{self, Word};
use crate::text::Span;

/// How many items a parenthesis between subject and verb may hold.
pub const ASIDE: usize = 40;

/// One sentence of a frame.
#[derive(Clone, Copy)]
pub struct Sentence<'f> {
    pub items: &'f [Item<'f>],
    pub start: usize,
    pub end: usize,
}

impl<'f> Sentence<'f> {
    pub fn new(frame: &'f Frame, range: &Range<usize>) -> Self {
        Self {
            items: &frame.items,
            start: range.start,
            end: range.end,
        }
    }

    /// The items from `start` to `end`, as far as there are any.
    pub fn part(&self, start: usize, end: usize) -> &'f [Item<'f>] {
        self.items.get(start..end).unwrap_or_default()
    }

    pub fn verb(&self, at: usize) -> Option<Verb> {
        match self.items.get(at)?.tag {
            Tag::Verb(verb) if at < self.end => Some(verb),
            _ => None,
        }
    }

    /// The first item of the verb group that ends with the verb at `at`.
    pub fn group_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.start && self.items[start - 1].is_auxiliary() {
            start -= 1;
        }
        // An adverb that opens the group belongs to the words before it as often as not; "never" to
        // the verb.
        while start < at
            && self.items[start].tag == Tag::Word(Word::Adverb)
            && self.items[start].lower != "never"
        {
            start += 1;
        }
        start
    }

    /// The place of the verb group that ends with the verb at `at`.
    pub fn group(&self, at: usize) -> Span {
        let start = self.group_start(at);
        Span::new(self.items[start].span.start, self.items[at].span.end)
    }

    /// Whether the verb at `at` is passive: "was told", "has been described".
    pub fn is_passive(&self, at: usize) -> bool {
        let Some(verb) = self.verb(at) else {
            return false;
        };
        if !matches!(verb.form, Form::Past | Form::Participle) {
            return false;
        }
        if self.is_participle(at) {
            return true;
        }
        // "the man, identified as Smith, left"
        let hangs = at > self.start
            && !self.closes_apposition(at)
            && self.items[at - 1].is_comma()
            && self
                .part(at + 1, self.end)
                .first()
                .is_some_and(|n| matches!(&*n.lower, "as" | "by"));
        if hangs {
            return true;
        }
        let mut i = at;
        while i > self.start && self.items[i - 1].is_auxiliary() {
            i -= 1;
            if self.items[i].tag == Tag::Word(Word::Be) {
                return true;
            }
        }
        false
    }

    /// "headings suggested by readers", "the words communicated were": a form that is past and
    /// participle hangs on the thing before it, which does not report.
    fn is_participle(&self, at: usize) -> bool {
        let thing = at > self.start
            && self.items[at - 1].tag == Tag::Noun
            && words::head(&self.items[at - 1].lower).is_none();
        thing
            && self
                .part(at + 1, self.end)
                .first()
                .is_some_and(|n| n.lower == "by" || n.is_finite())
    }

    /// "Smith, her deputy, called": a comma before the verb at `at` closes an apposition, and no
    /// verb stands before it, so that it is the main verb.
    pub fn closes_apposition(&self, at: usize) -> bool {
        if at < self.start + 4 || !self.items[at - 1].is_comma() {
            return false;
        }
        let open = (self.start + 1..at - 1)
            .rev()
            .take(ASIDE)
            .find(|&i| self.items[i].is_comma());
        open.is_some_and(|open| {
            self.is_verbless(self.start, at)
                && Phrase::at(self.items, open + 1, at - 1).is_some_and(|p| p.full == at - 1)
                && matches!(
                    self.items[open - 1].tag,
                    Tag::Name(_) | Tag::Proper | Tag::Noun
                )
        })
    }

    /// The noun phrase right before `at`, a comma between or not: "Smith, who".
    pub fn antecedent(&self, at: usize) -> Option<Phrase> {
        let mut end = at;
        while end > self.start
            && matches!(self.items[end - 1].tag, Tag::Comma | Tag::Dash | Tag::Close)
        {
            end -= 1;
        }
        let start = self.segment_start(end);
        self.last_phrase(start, end)
    }

    /// The first item of the stretch before `end` that no verb, comma or quotation cuts.
    pub fn segment_start(&self, end: usize) -> usize {
        let mut start = end;
        while start > self.start {
            let item = &self.items[start - 1];
            let cut = match item.tag {
                Tag::Comma
                | Tag::Semicolon
                | Tag::Colon
                | Tag::Dash
                | Tag::Open
                | Tag::Close
                | Tag::Stop
                | Tag::Mark => true,
                Tag::Verb(_) | Tag::OtherVerb | Tag::Gerund => true,
                Tag::Quote(_) => {
                    !matches!(
                        self.items.get(start).map(|i| i.tag),
                        Some(Tag::Noun | Tag::Name(_) | Tag::Proper)
                    ) || start == end
                }
                Tag::Word(
                    Word::Subordinator
                    | Word::Relative
                    | Word::Be
                    | Word::Auxiliary
                    | Word::Verb
                    | Word::To,
                ) => true,
                Tag::Word(Word::Conjunction) => !self.joins_phrases(start - 1),
                _ => false,
            };
            if cut {
                break;
            }
            start -= 1;
        }
        start
    }

    /// "Smith and Jones": the conjunction joins two noun phrases, not two clauses.
    fn joins_phrases(&self, at: usize) -> bool {
        let nominal = |i: &Item| matches!(i.tag, Tag::Noun | Tag::Name(_) | Tag::Proper);
        at > self.start
            && nominal(&self.items[at - 1])
            && self
                .items
                .get(at + 1)
                .is_some_and(|i| nominal(i) || matches!(i.tag, Tag::Word(Word::Determiner)))
            && {
                // A verb before the conjunction in the same segment makes it join clauses.
                let from = at.saturating_sub(8).max(self.start);
                !self.part(from, at).iter().any(Item::is_finite)
            }
    }

    pub fn phrase_in(&self, start: usize, end: usize) -> Option<Phrase> {
        let mut at = start;
        let mut last = None;
        while at < end {
            let item = &self.items[at];
            if item.is_prep() {
                // What hangs on a preposition is not the subject, unless nothing else is left.
                let Some(inner) = Phrase::at(self.items, at + 1, end) else {
                    at += 1;
                    continue;
                };
                if inner.full < end {
                    at = inner.full;
                    continue;
                }
                let number = self.items[inner.end - 1].tag == Tag::Number;
                return last
                    .or_else(|| self.last_phrase(inner.start, end))
                    .filter(|_| !number);
            }
            match Phrase::at(self.items, at, end) {
                Some(phrase) => {
                    last = Some(phrase);
                    let rest = self.part(phrase.full, end);
                    let goes_on = rest.iter().any(|i| {
                        matches!(
                            i.tag,
                            Tag::Noun | Tag::Name(_) | Tag::Proper | Tag::Word(Word::Pronoun(_))
                        )
                    });
                    if !goes_on
                        || rest
                            .first()
                            .is_some_and(|i| i.is_prep() || i.is_conjunction())
                    {
                        return last;
                    }
                    at = phrase.full;
                }
                None => at += 1,
            }
        }
        last
    }

    /// The last noun phrase between `start` and `end`, a name by itself where names touch.
    pub fn last_phrase(&self, start: usize, end: usize) -> Option<Phrase> {
        let mut at = start;
        let mut last = None;
        while at < end {
            match Phrase::at(self.items, at, end) {
                Some(phrase) => {
                    last = Some(phrase);
                    at = phrase.end;
                }
                None => at += 1,
            }
        }
        let phrase = last?;
        let Some(name) = phrase.name(self.items) else {
            return last;
        };
        let mut first = phrase.end - 1;
        while first > phrase.start && self.items[first - 1].tag == Tag::Name(name) {
            first -= 1;
        }
        let touches = first > phrase.start && matches!(self.items[first - 1].tag, Tag::Name(_));
        Some(if touches {
            Phrase {
                start: first,
                ..phrase
            }
        } else {
            phrase
        })
    }

    pub fn is_verbless(&self, start: usize, end: usize) -> bool {
        !self
            .part(start, end)
            .iter()
            .any(|i| i.is_finite() || matches!(i.tag, Tag::Gerund))
    }
}
