//! Whose words a document has: "its report", "the firm's statement", "a letter from the ministry",
//! "the report" after these.

use std::collections::HashMap;

use super::cast::{Cast, Speaker, Via, owner};
use super::pronoun::Asked;
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::words::{self, Head, Pronoun, Word};
use crate::model::NameKind;

/// The documents of an article whose issuer is named: by their noun, where, and by whom.
pub(super) type Issued = HashMap<String, Vec<(usize, usize)>>;

/// More nouns for what has somebody's words in it.
const WORDS: &str = "answer bulletin circular data diary evidence figures filing findings footnote guidance listing model notes presentation prospectus reply research spreadsheet submission words work";

/// How many words after a document's noun may stand before "by" or "from".
const GAP: usize = 6;

/// Whether `noun`, in lower case, is one for a document or for words.
fn is_document(noun: &str) -> bool {
    let noun = noun.rsplit('-').next().unwrap_or(noun);
    words::head(noun) == Some(Head::Document)
        || words::is_cue_noun(noun)
        || WORDS
            .split(' ')
            .any(|word| word == noun || noun.strip_suffix('s').is_some_and(|single| single == word))
}

/// The phrase of the owner, where a genitive stands in the phrase.
fn owner_phrase(items: &[Item], phrase: &Phrase) -> Option<Phrase> {
    let genitive = (phrase.start + 1..phrase.end).find(|&i| items[i].tag == Tag::Possessive)?;
    Some(Phrase {
        start: phrase.start,
        end: genitive,
        full: genitive,
    })
}

/// The phrase after "by" or "from" that hangs on the document; after "of" only a name.
fn source_phrase(items: &[Item], phrase: &Phrase, limit: usize) -> Option<Phrase> {
    let until = limit.min(phrase.full + GAP);
    let at = (phrase.end..until)
        .take_while(|&i| {
            i < phrase.full || !matches!(items[i].tag, Tag::Comma | Tag::Stop | Tag::Quote(_))
        })
        .find(|&i| {
            matches!(&*items[i].lower, "by" | "from") || i == phrase.end && items[i].lower == "of"
        })?;
    let between = &items[phrase.full.min(at)..at];
    let plain = between.iter().enumerate().all(|(i, item)| match item.tag {
        // "a report published in May by": a participle, and when.
        Tag::Verb(_) | Tag::OtherVerb => i == 0,
        Tag::Word(Word::Preposition | Word::Time | Word::Adverb) | Tag::Number => true,
        _ => false,
    });
    let source = Phrase::at(items, at + 1, limit).filter(|_| plain)?;
    let named = source.name(items).is_some();
    (named || items[at].lower != "of" && source.can_speak(items)).then_some(source)
}

impl Cast<'_> {
    /// Whose words the document has that `phrase` calls.
    pub(super) fn issuer(
        &self,
        items: &[Item],
        phrase: &Phrase,
        last: Option<&Speaker>,
    ) -> Option<Speaker> {
        let noun = phrase.head(items);
        if !is_document(noun) {
            return None;
        }
        let first = &items[phrase.start];
        let pronoun = owner(&first.lower).filter(|_| first.tag == Tag::Word(Word::Determiner));
        let whose = match (owner_phrase(items, phrase), pronoun) {
            (Some(owner), _) => self.resolve(items, &owner, last, None, None),
            (None, Some(pronoun)) => self.by_pronoun(Asked {
                pronoun,
                at: first.span.start,
                last,
                within: None,
                not: None,
            }),
            (None, None) => match source_phrase(items, phrase, items.len()) {
                Some(source) => self.resolve(items, &source, last, None, None),
                None => self.issued_before(noun, first),
            },
        }?;
        Some(Speaker {
            via: Via::Role,
            certainty: whose.certainty * 0.8,
            ..whose
        })
    }

    /// "The report" after a report whose issuer is named.
    fn issued_before(&self, noun: &str, first: &Item) -> Option<Speaker> {
        if !matches!(&*first.lower, "the" | "this" | "that") {
            return None;
        }
        let issued = self.issued.get(noun)?;
        let before = issued.partition_point(|&(at, _)| at < first.span.start);
        let (_, name) = issued[before.checked_sub(1)?];
        Some(self.named(name, Via::Role, 0.9))
    }
}

/// Notes the documents in a sentence whose issuer it names.
pub(super) fn read(s: &Sentence, kind: impl Fn(usize) -> NameKind, issued: &mut Issued) {
    let issues = |name: &usize| matches!(kind(*name), NameKind::Org | NameKind::Per);
    let mut i = s.start;
    while i < s.end {
        let Some(phrase) = Phrase::at(s.items, i, s.end) else {
            i += 1;
            continue;
        };
        i = phrase.end;
        let noun = phrase.head(s.items);
        if words::head(noun) != Some(Head::Document) {
            continue;
        }
        let own = owner_phrase(s.items, &phrase)
            .or_else(|| source_phrase(s.items, &phrase, s.end))
            .or_else(|| stated(s, &phrase));
        if let Some(name) = own.and_then(|o| o.name(s.items)).filter(issues) {
            let at = s.items[phrase.start].span.start;
            issued.entry(noun.to_owned()).or_default().push((at, name));
        }
    }
}

/// The subject of "said in a statement", "published a report", "in its report, the agency said".
fn stated(s: &Sentence, phrase: &Phrase) -> Option<Phrase> {
    let before = phrase.start.checked_sub(1).filter(|&b| b >= s.start)?;
    let own = owner(&s.items[phrase.start].lower).is_some();
    let issues = match s.items[before].tag {
        Tag::Word(Word::Preposition) => s.items[before].lower == "in" || own,
        _ => matches!(
            &*s.items[before].lower,
            "issued" | "published" | "released" | "wrote" | "sent" | "posted" | "filed" | "tweeted"
        ),
    };
    let subject = s.subject_from(s.start, s.end).filter(|_| issues)?;
    (subject.start != phrase.start && !matches!(subject.pronoun(s.items), Some(Pronoun::It)))
        .then_some(subject)
}
