//! Noun phrases: where one starts and ends, and what its head is.

use super::frame::{Item, Tag};
use super::words::{self, Head, Pronoun, Word};
use crate::text::Span;

/// A noun phrase in a frame, as ranges of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First item.
    pub start: usize,
    /// Just past the head: "the spokesman".
    pub end: usize,
    /// Just past what hangs on it: "the spokesman for the ministry".
    pub full: usize,
}

impl Phrase {
    /// Reads the phrase that starts at item `at`, looking no further than `limit`.
    pub fn at(items: &[Item], at: usize, limit: usize) -> Option<Self> {
        let end = core_end(items, at, limit)?;
        let mut full = end;
        while full < limit
            && items[full].is_prep()
            && is_hanging(&items[full].lower)
            && let Some(next) = core_end(items, full + 1, limit)
            && items[next - 1].pronoun().is_none()
            && !matches!(items[full + 1].tag, Tag::Word(Word::Time))
        {
            full = next;
        }
        Some(Self {
            start: at,
            end,
            full,
        })
    }

    /// The place of the phrase without what hangs on it.
    pub fn span(&self, items: &[Item]) -> Span {
        join(items, self.start, self.end)
    }

    /// The place of the whole phrase.
    pub fn full_span(&self, items: &[Item]) -> Span {
        join(items, self.start, self.full)
    }

    /// The pronoun that the phrase is.
    pub fn pronoun(&self, items: &[Item]) -> Option<Pronoun> {
        (self.end - self.start == 1)
            .then(|| items[self.start].pronoun())
            .flatten()
    }

    /// The name that the phrase ends with: "radio host **Jane Smith**". A name in a genitive
    /// or before a common noun is not what the phrase stands for.
    pub fn name(&self, items: &[Item]) -> Option<usize> {
        match items[self.end - 1].tag {
            Tag::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The head noun in lower case.
    pub fn head<'a>(&self, items: &'a [Item]) -> &'a str {
        &items[self.end - 1].lower
    }

    /// What the head may be as a speaker.
    pub fn speaker_kind(&self, items: &[Item]) -> Option<Head> {
        words::head(self.head(items))
    }

    /// Whether it names or describes somebody who can speak, as far as words tell.
    pub fn can_speak(&self, items: &[Item]) -> bool {
        if self.is_mute(items) {
            return false;
        }
        match items[self.end - 1].tag {
            Tag::Name(_) | Tag::Proper => true,
            Tag::Word(Word::Pronoun(_) | Word::Quantifier) => true,
            _ => self.speaker_kind(items).is_some(),
        }
    }

    /// Whether it stands for nothing that could utter a word, whatever a verb beside it may be: a
    /// number, "them", "the information", a letter.
    pub fn is_mute(&self, items: &[Item]) -> bool {
        let head = &items[self.end - 1];
        match head.tag {
            Tag::Number | Tag::Word(Word::Object) => true,
            Tag::Noun => words::is_abstract(&head.lower),
            // "Q", "A.": the label of a question or an answer.
            Tag::Proper | Tag::Name(_) if self.end - self.start == 1 => {
                head.lower.trim_end_matches('.').chars().count() == 1
            }
            _ => false,
        }
    }
}

fn join(items: &[Item], start: usize, end: usize) -> Span {
    Span::new(items[start].span.start, items[end - 1].span.end)
}

fn is_hanging(preposition: &str) -> bool {
    matches!(
        preposition,
        "of" | "for" | "from" | "at" | "with" | "in" | "by" | "on" | "to" | "near"
    )
}

/// The end of the phrase without what hangs on it.
fn core_end(items: &[Item], at: usize, limit: usize) -> Option<usize> {
    let first = items.get(at).filter(|_| at < limit)?;
    if first.pronoun().is_some() || first.tag == Tag::Word(Word::Object) {
        return Some(at + 1);
    }
    let mut i = at;
    let mut head = None;
    while i < limit {
        match items[i].tag {
            Tag::Noun | Tag::Name(_) | Tag::Proper => head = Some(i + 1),
            Tag::Word(Word::Quantifier) => {
                if head.is_some() {
                    break;
                }
                if i == at || matches!(items[i - 1].tag, Tag::Word(Word::Determiner)) {
                    head = Some(i + 1);
                }
            }
            Tag::Word(Word::Determiner) => {
                if i > at && !matches!(items[i - 1].tag, Tag::Word(Word::Quantifier)) {
                    break;
                }
                head = None;
            }
            Tag::Number => {
                if i == at {
                    head = Some(i + 1);
                }
            }
            Tag::Possessive => {
                head?;
                head = None;
            }
            Tag::Abbreviation => {}
            Tag::Mark if i > at && matches!(&*items[i].lower, "/" | "&" | "%") => {}
            // "the “so-called” expert": a quotation inside the phrase
            Tag::Quote(_) if i > at && next_is_nominal(items, i, limit) && head.is_some() => {}
            Tag::Word(Word::Time) if i > at && head.is_none() => {}
            Tag::Word(Word::Time) if next_is(items, i, limit, Tag::Possessive) => {}
            Tag::Word(Word::Adverb)
                if i > at && head.is_none() && next_is_nominal(items, i, limit) => {}
            Tag::Gerund if i > at && head.is_none() && next_is_nominal(items, i, limit) => {}
            _ => break,
        }
        i += 1;
    }
    let end = head?;
    // "this week", "last year" and the like are times, no matter of speech.
    let is_time =
        words::is_time_unit(&items[end - 1].lower) && !matches!(items[end - 1].tag, Tag::Name(_));
    (!is_time).then_some(end)
}

fn next_is_nominal(items: &[Item], i: usize, limit: usize) -> bool {
    i + 1 < limit
        && matches!(
            items[i + 1].tag,
            Tag::Noun | Tag::Name(_) | Tag::Proper | Tag::Word(Word::Quantifier)
        )
}

fn next_is(items: &[Item], i: usize, limit: usize, tag: Tag) -> bool {
    i + 1 < limit && items[i + 1].tag == tag
}
