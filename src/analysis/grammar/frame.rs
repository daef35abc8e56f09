//! A paragraph as the clause rules read it: its words with their classes, each quoted run folded
//! into a single item, cut into the sentences that a reader sees around the quotations.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::tagging::{contraction, join_bodies, read_token, settle_verbs};
use super::verbs::{Class, Form, Verb};
use super::words::{Pronoun, Word};
use crate::analysis::Document;
use crate::analysis::quotation::QuotedRun;
use crate::model::{Name, NameKind};
use crate::text::Span;

/// What an item of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Part of a mention of a name, as an index into the names.
    Name(usize),
    /// A capitalised word that is part of no known name.
    Proper,
    /// A noun, an adjective, or anything not known.
    Noun,
    Number,
    Possessive,
    /// A form of a reporting verb, read as a verb.
    Verb(Verb),
    /// Any other verb in a finite form.
    OtherVerb,
    /// The -ing form of any other verb.
    Gerund,
    /// A word of a closed class.
    Word(Word),
    Comma,
    Semicolon,
    Colon,
    Dash,
    /// A stop inside a sentence, as in "Sen."
    Abbreviation,
    /// A mark that ends a sentence.
    Stop,
    Open,
    Close,
    /// A quoted run, as an index into the runs.
    Quote(usize),
    /// Any other mark.
    Mark,
}

/// One word, mark or quoted run.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    pub span: Span,
    pub tag: Tag,
    /// Its text in lower case; empty for a quoted run.
    pub lower: Cow<'a, str>,
}

/// A paragraph, or the inside of a quoted run that holds others.
#[derive(Debug)]
pub struct Frame<'a> {
    pub items: Vec<Item<'a>>,
    /// Its sentences, as ranges of items; no one is empty.
    pub sentences: Vec<Range<usize>>,
}

/// What is needed to read frames out of a document.
pub struct Reader<'a> {
    pub document: &'a Document<'a>,
    pub runs: &'a [QuotedRun],
    /// All mentions of names, ordered by start, with the index of the name.
    mentions: Vec<(Span, usize)>,
    /// Which of the names are those of people.
    people: HashSet<usize>,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document<'a>, runs: &'a [QuotedRun], names: &[Name]) -> Self {
        let mut mentions: Vec<_> = names
            .iter()
            .enumerate()
            .flat_map(|(i, n)| n.mentions.iter().map(move |m| (m.span(), i)))
            .collect();
        mentions.sort();
        Self {
            document,
            runs,
            mentions,
            people: (0..names.len())
                .filter(|&i| names[i].kind == NameKind::Per)
                .collect(),
        }
    }

    /// The frames of the document, in order: one a paragraph; where a run crosses into later
    /// paragraphs, one for all of them. Each comes with its first paragraph.
    pub fn frames(&self) -> Vec<(usize, Frame<'a>)> {
        let paragraphs = &self.document.paragraphs;
        let mut out = Vec::with_capacity(paragraphs.len());
        let mut runs = self.runs.iter().peekable();
        let mut index = 0;
        while let Some(first) = paragraphs.get(index) {
            let mut span = first.span;
            let mut next = index + 1;
            loop {
                while let Some(run) = runs.next_if(|r| r.span.start < span.end) {
                    span.end = span.end.max(run.span.end);
                }
                let Some(later) = paragraphs.get(next).filter(|p| p.span.start < span.end) else {
                    break;
                };
                span.end = span.end.max(later.span.end);
                next += 1;
            }
            out.push((index, self.frame(span, None)));
            index = next;
        }
        out
    }

    /// The frame of what a run holds.
    pub fn inside(&self, run: usize) -> Frame<'a> {
        self.frame(self.runs[run].content, Some(run))
    }

    fn frame(&self, span: Span, parent: Option<usize>) -> Frame<'a> {
        let text: &'a str = self.document.text;
        let tokens = self.document.tokens_in(span);
        let first = self.runs.partition_point(|r| r.span.start < span.start);
        let mut folded = self.runs[first..]
            .iter()
            .enumerate()
            .map(|(i, r)| (first + i, r))
            .take_while(|(_, r)| r.span.start < span.end)
            .filter(|(_, r)| r.parent == parent)
            .peekable();
        let mut names = self.mentions[self.mentions.partition_point(|m| m.0.end <= span.start)..]
            .iter()
            .peekable();
        let mut items: Vec<Item<'a>> = Vec::with_capacity(tokens.len());
        let mut at = span.start;
        for token in tokens {
            while let Some((i, run)) = folded.next_if(|(_, r)| r.span.start <= token.span.start) {
                items.push(Item {
                    span: run.span,
                    tag: Tag::Quote(i),
                    lower: Cow::Borrowed(""),
                });
                at = run.span.end;
            }
            if token.span.start < at {
                continue;
            }
            while names.next_if(|m| m.0.end <= token.span.start).is_some() {}
            let name = names.peek().filter(|m| m.0.covers(token.span)).map(|m| m.1);
            if let Some(parts) = contraction(text, token) {
                items.extend(parts);
            } else if let Some(item) = read_token(text, token, name) {
                items.push(item);
            }
        }
        join_bodies(&mut items, |name| self.people.contains(&name));
        let sentences = self.sentences(&mut items, span);
        settle_verbs(&mut items, &sentences);
        Frame { items, sentences }
    }

    /// Cuts `items` into sentences and marks the stops inside them as abbreviations.
    fn sentences(&self, items: &mut [Item<'a>], span: Span) -> Vec<Range<usize>> {
        let text: &str = self.document.text;
        let paragraphs = &self.document.paragraphs;
        let first = paragraphs.partition_point(|p| p.span.end <= span.start);
        let ends: Vec<usize> = paragraphs[first..]
            .iter()
            .take_while(|p| p.span.start < span.end)
            .flat_map(|p| p.sentences.iter().map(|s| s.end))
            .collect();
        let mut out = Vec::new();
        let mut start = 0;
        for i in 0..items.len() {
            let next_start = items.get(i + 1).map_or(span.end, |n| n.span.start);
            let from = items[i].span.start;
            let cut = ends.partition_point(|&e| e <= from);
            // A sentence's end inside this item or right after it.
            let after = ends[cut..].iter().take_while(|&&e| e <= next_start).last();
            let ends_here = match items[i].tag {
                Tag::Quote(_) => {
                    after.is_some_and(|&e| e >= items[i].span.end) || {
                        let inside = items[i].span.of(text);
                        let stopped = inside
                            .trim_end_matches(is_quote_mark)
                            .ends_with(['.', '!', '?', '…']);
                        stopped && next_is_new_sentence(items, i + 1)
                    }
                }
                Tag::Stop => {
                    after.is_some()
                        || items
                            .get(i + 1)
                            .is_some_and(|n| matches!(n.tag, Tag::Quote(_)))
                }
                _ => after.is_some_and(|&e| e <= next_start && e >= items[i].span.end),
            };
            if items[i].tag == Tag::Stop && !ends_here && items[i].lower == "." {
                items[i].tag = Tag::Abbreviation;
            }
            if ends_here || i + 1 - start >= LONGEST {
                out.push(start..i + 1);
                start = i + 1;
            }
        }
        if start < items.len() {
            out.push(start..items.len());
        }
        join_reports(items, out, text)
    }
}

/// Items after which a sentence is cut, so that the work stays linear in the text.
const LONGEST: usize = 300;

/// Whether `c` is a quotation mark of any kind.
pub fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '\'' | '‘' | '’' | '«' | '»' | '「' | '」' | '『' | '』'
    )
}

fn next_is_new_sentence(items: &[Item], next: usize) -> bool {
    items.get(next).is_some_and(|n| match n.tag {
        Tag::Quote(_) => true,
        Tag::Name(_) | Tag::Proper => false,
        _ => false,
    })
}

/// "“Really?” Smith asked." is one sentence, though its quotation ends with a stop: joins a
/// sentence that is a report alone to the quotation before it.
fn join_reports(items: &[Item], sentences: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let joins = out.last().is_some_and(|last| {
            let end = &items[last.end - 1];
            let asks = end
                .span
                .of(text)
                .trim_end_matches(is_quote_mark)
                .ends_with(['?', '!']);
            matches!(end.tag, Tag::Quote(_)) && asks && is_bare_report(&items[sentence.clone()])
        });
        match out.last_mut() {
            Some(last) if joins => last.end = sentence.end,
            _ => out.push(sentence),
        }
    }
    out
}

/// "Smith asked.", "he said after the match.": a few words, a verb of saying, and no words of
/// its own to report.
fn is_bare_report(items: &[Item]) -> bool {
    let verb = items.iter().take(7).position(|i| {
        matches!(i.tag, Tag::Verb(v) if v.class == Class::Say && matches!(v.form, Form::Past | Form::Third))
    });
    verb.is_some_and(|v| {
        v > 0
            && items[..v].iter().all(|i| {
                matches!(
                    i.tag,
                    Tag::Name(_)
                        | Tag::Proper
                        | Tag::Noun
                        | Tag::Abbreviation
                        | Tag::Stop
                        | Tag::Word(Word::Pronoun(_) | Word::Determiner | Word::Adverb)
                )
            })
            && items.get(v + 1).is_none_or(|n| {
                matches!(
                    n.tag,
                    Tag::Stop
                        | Tag::Word(Word::Preposition | Word::Time | Word::Adverb)
                        | Tag::Comma
                ) || n.lower == "when"
            })
            && !items[v..].iter().any(|i| matches!(i.tag, Tag::Quote(_)))
    })
}

impl Item<'_> {
    pub fn is_comma(&self) -> bool {
        self.tag == Tag::Comma
    }

    pub fn is_prep(&self) -> bool {
        self.tag == Tag::Word(Word::Preposition)
    }

    pub fn is_conjunction(&self) -> bool {
        self.tag == Tag::Word(Word::Conjunction)
    }

    pub fn is_quote(&self) -> bool {
        matches!(self.tag, Tag::Quote(_))
    }

    /// Whether it belongs to a verb group without being its main verb: "had", "was", "also".
    pub fn is_auxiliary(&self) -> bool {
        matches!(
            self.tag,
            Tag::Word(Word::Be | Word::Auxiliary | Word::Adverb)
        )
    }

    /// A verb in a form that has a subject of its own, auxiliaries too.
    pub fn is_finite(&self) -> bool {
        match self.tag {
            Tag::Verb(v) => v.form != Form::Ing && v.form != Form::Participle,
            Tag::OtherVerb | Tag::Word(Word::Be | Word::Auxiliary) => true,
            _ => false,
        }
    }

    pub fn pronoun(&self) -> Option<Pronoun> {
        match self.tag {
            Tag::Word(Word::Pronoun(p)) => Some(p),
            _ => None,
        }
    }
}
