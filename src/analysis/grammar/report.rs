//! A report that starts at a given place: "Smith, a lawyer from Ohio, said".

use super::clause::{ASIDE, Sentence};
use super::frame::{Item, Tag};
use super::phrase::Phrase;
use super::verbs::{Class, Form};
use super::words::Word;

impl Sentence<'_> {
    /// The first verb of saying after `from` whose subject starts at `from`, or right after it
    /// past "as": "Smith had also explained".
    pub fn report_from(&self, from: usize) -> Option<(Phrase, usize)> {
        let from = if self.items.get(from).is_some_and(|i| i.lower == "as") {
            from + 1
        } else {
            from
        };
        let mut phrase = Phrase::at(self.items, from, self.end)?;
        if self.items[phrase.start].pronoun().is_none()
            && !self
                .part(phrase.start, phrase.end)
                .iter()
                .any(|i| i.tag == Tag::Abbreviation)
            && let Some(item) = self.items.get(phrase.full)
            && item.lower == "and"
            && let Some(next) = Phrase::at(self.items, phrase.full + 1, self.end)
        {
            phrase = Phrase {
                start: phrase.start,
                ..next
            };
        }
        let mut at = phrase.full;
        let mut budget = ASIDE;
        while at < self.end && budget > 0 {
            let item = &self.items[at];
            match item.tag {
                Tag::Verb(verb)
                    if matches!(
                        verb.form,
                        Form::Past | Form::Third | Form::Base | Form::Participle
                    ) =>
                {
                    return (verb.class != Class::Naming && !self.is_passive(at))
                        .then_some((phrase, at));
                }
                Tag::Verb(_) => return Some((phrase, at)),
                Tag::Word(Word::Be | Word::Auxiliary | Word::Adverb | Word::Time) | Tag::Number => {
                }
                // "who is", "a lawyer", "speaking in Ohio": up to the comma that closes it.
                Tag::Comma | Tag::Dash => {
                    let close = (at + 1..self.end.min(at + ASIDE))
                        .find(|&i| self.items[i].tag == item.tag && !self.splits_list(i))?;
                    if (at + 1..close).any(|i| self.items[i].is_quote() && !self.is_nickname(i)) {
                        return None;
                    }
                    // More commas may follow: "of Ohio, a Republican, said".
                    at = close;
                    let next = self.items.get(close + 1);
                    let verb_next = (close + 1..self.end.min(close + 4))
                        .take_while(|&i| {
                            self.items[i].is_auxiliary()
                                || matches!(self.items[i].tag, Tag::Verb(_))
                        })
                        .any(|i| self.verb(i).is_some());
                    if !verb_next {
                        next?;
                        at -= 1;
                    }
                }
                Tag::Open => {
                    at = (at + 1..self.end).find(|&i| self.items[i].tag == Tag::Close)?;
                }
                Tag::Word(Word::Relative) => {
                    // "the man who sold it said": the second verb is the main one.
                    let verb = (at + 1..self.end).find(|&i| self.items[i].is_finite())?;
                    at = verb;
                }
                Tag::Word(Word::Preposition) => {
                    let inner = Phrase::at(self.items, at + 1, self.end);
                    at = inner.map_or(at, |p| p.full - 1);
                }
                Tag::Word(Word::To) if self.verb(at + 1).is_some() => {}
                Tag::OtherVerb
                    if matches!(
                        &*item.lower,
                        "went" | "used" | "seemed" | "chimed" | "goes" | "put" | "wants" | "needed"
                    ) =>
                {
                    if item.lower == "put" {
                        return Some((phrase, at));
                    }
                }
                _ => return None,
            }
            at += 1;
            budget -= 1;
        }
        None
    }

    /// "William “Bill” Hart": a quotation between the parts of a name.
    fn is_nickname(&self, at: usize) -> bool {
        let nominal =
            |i: Option<&Item>| i.is_some_and(|i| matches!(i.tag, Tag::Name(_) | Tag::Proper));
        nominal(at.checked_sub(1).and_then(|i| self.items.get(i)))
            && nominal(self.items.get(at + 1))
    }

    /// A comma inside a number or a place ("Austin, Texas"): never the end of an aside by itself.
    fn splits_list(&self, at: usize) -> bool {
        matches!(
            (
                at.checked_sub(1).map(|i| self.items[i].tag),
                self.items.get(at + 1).map(|i| i.tag)
            ),
            (Some(Tag::Number), Some(Tag::Number))
        )
    }
}
