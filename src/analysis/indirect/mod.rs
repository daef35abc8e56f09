//! Indirect speech: what somebody said in the writer's own words, without quotation marks.
//!
//! A reporting verb with what it takes after it (`after`), a report set beside or inside the words
//! (`aside`), and how far the words go (`extent`). Precision comes before recall: what is
//! no verb of speech, ruling or finding, and whoever cannot speak, is passed over.

mod after;
mod aside;
mod extent;
mod report;

use std::collections::HashMap;

use super::attribution::{Reading, Speaker};
use super::grammar::clause::Sentence;
use super::grammar::frame::{Frame, Item};
use super::grammar::words::Pronoun;
use crate::model::{Quote, QuoteKind};
use crate::text::Span;
use report::Report;

/// The indirect speech of an article whose quoted runs are `quotes`: one quote a piece, ordered by
/// start. A report of which the writer's words have nothing but a quoted run is not among them.
pub fn find(reading: &Reading, quotes: &[Quote]) -> Vec<Quote> {
    let told = quotes
        .iter()
        .filter_map(|q| Some((q.mention?, q.speaker.as_deref())))
        .collect();
    let mut finder = Finder {
        reading,
        quotes,
        told,
        out: Vec::new(),
    };
    for (paragraph, frame) in &reading.frames {
        if !reading.is_set_out(*paragraph) && !is_spoken(frame) {
            finder.read(frame);
        }
    }
    finder.out.sort_by_key(|q| q.span);
    finder.out
}

/// Puts `indirect` among `quotes`, ordered by start, the outer before the inner.
pub fn merge(quotes: &mut Vec<Quote>, indirect: Vec<Quote>) {
    quotes.extend(indirect);
    quotes.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
}

/// Whether the writer of the paragraph says "I" or "we": an interview's turn, a letter, a post, or
/// somebody's own story, whose reports are that person's words.
fn is_spoken(frame: &Frame) -> bool {
    let first = |i: &Item| {
        i.pronoun() == Some(Pronoun::First) || matches!(&*i.lower, "me" | "us" | "my" | "our")
    };
    frame.items.iter().any(first)
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    quotes: &'a [Quote],
    /// Who speaks in the quotations, by the words that stand for them.
    told: HashMap<Span, Option<&'a str>>,
    out: Vec<Quote>,
}

impl Finder<'_> {
    fn read(&mut self, frame: &Frame) {
        for range in &frame.sentences {
            let sentence = Sentence::new(frame, range);
            for report in report::reports(&sentence) {
                let person = report.who.and_then(|who| who.name(sentence.items));
                let person = person.is_some_and(|name| self.reading.cast.is_person(name));
                if !(report.finding && person) {
                    self.add(&sentence, &report);
                }
            }
        }
    }

    fn add(&mut self, s: &Sentence, report: &Report) {
        let mention = report.who.map(|who| who.span(s.items));
        let last = self.last(s.items[s.start].span.start);
        let speaker = report.who.and_then(|who| {
            let span = who.span(s.items);
            match self.told.get(&span) {
                Some(told) => told.map(|t| (t.to_owned(), 1.0)),
                None => self
                    .reading
                    .cast
                    .resolve(s.items, &who, last.as_ref(), None, None)
                    .map(|s| (s.text, s.certainty)),
            }
        });
        let text = self.reading.text();
        let why = report.pattern.words(
            mention.map(|m| m.of(text)),
            report.cue.of(text),
            speaker.as_ref().map(|(name, _)| name.as_str()),
        );
        let sure = report.pattern.precision();
        for piece in &report.pieces {
            let span = Span::new(
                s.items[piece.start].span.start,
                s.items[piece.end - 1].span.end,
            );
            self.out.push(Quote {
                span,
                kind: QuoteKind::Indirect,
                nested: false,
                speaker: speaker.as_ref().map(|(name, _)| name.clone()),
                mention,
                cue: Some(report.cue),
                confidence: speaker.as_ref().map_or(sure, |(_, c)| sure * c),
                why: why.clone(),
                runners_up: Vec::new(),
            });
        }
    }

    /// Who spoke last before `at`, quoted or not.
    fn last(&self, at: usize) -> Option<Speaker> {
        let quoted = self.quotes[..self.quotes.partition_point(|q| q.span.start < at)]
            .iter()
            .rev()
            .find(|q| q.kind.is_speech() && !q.nested);
        let indirect = self.out.iter().rev().find(|q| q.span.start < at);
        let last = match (quoted, indirect) {
            (Some(a), Some(b)) if b.span.start > a.span.start => b,
            (a, b) => a.or(b)?,
        };
        self.reading.cast.known_as(last.speaker.as_deref()?)
    }
}
