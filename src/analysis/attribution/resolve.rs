//! Whom a mention stands for: a name, a role, a pronoun, or nobody named.

use super::cast::{Cast, Speaker, Via, owner};
use super::pronoun::Asked;
use super::roles::Called;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::words::{self, Head};
use crate::analysis::names::Gender;
use crate::model::NameKind;
use crate::text::Span;

/// How many descriptions with the same noun are looked at for a fuller one, on either side.
const FULLER: usize = 100;

impl Cast<'_> {
    /// Who the phrase stands for; `last` is who spoke last, `not` whom it cannot be.
    pub fn resolve(
        &self,
        items: &[Item],
        phrase: &Phrase,
        last: Option<&Speaker>,
        within: Option<Span>,
        not: Option<usize>,
    ) -> Option<Speaker> {
        let at = items[phrase.start].span.start;
        let alone = phrase.end - phrase.start == 1;
        let pronoun = phrase
            .pronoun(items)
            .or_else(|| owner(&items[phrase.start].lower).filter(|_| alone));
        // "He (Smith)", "a critic, Jane Smith,": the name stands beside the mention.
        if phrase.name(items).is_none()
            && let Some(name) = beside(items, phrase)
            && matches!(self.names[name].kind, NameKind::Per | NameKind::Misc)
        {
            return Some(self.named(name, Via::Role, 0.95));
        }
        if let Some(pronoun) = pronoun {
            return self.by_pronoun(Asked {
                pronoun,
                at,
                last,
                within,
                not,
            });
        }
        if let Some(name) = phrase.name(items) {
            return Some(self.named(name, Via::Name, 1.0));
        }
        if items[phrase.end - 1].tag == Tag::Proper && words::head(phrase.head(items)).is_none() {
            let mut start = phrase.end - 1;
            while start > phrase.start && matches!(items[start - 1].tag, Tag::Proper | Tag::Name(_))
            {
                start -= 1;
            }
            let span = Span::new(items[start].span.start, items[phrase.end - 1].span.end);
            return Some(unlisted(self.words(span)));
        }
        // "Souza smiles": a verb that no list has reads like a noun.
        if let Some(before) = (phrase.end - 1).checked_sub(phrase.start + 1)
            && let Tag::Name(name) = items[phrase.start + before].tag
            && self.names[name].kind == NameKind::Per
            && phrase.speaker_kind(items).is_none()
            && phrase.head(items).ends_with('s')
        {
            return Some(self.named(name, Via::Name, 0.8));
        }
        if let Some(issuer) = self.issuer(items, phrase, last) {
            return Some(issuer);
        }
        Some(self.by_description(items, phrase, last))
    }

    /// Who is called `name`, whatever the case: a surname stands for the only one who has it.
    pub fn called(&self, name: &str) -> Speaker {
        let surname = name.split_whitespace().next_back().unwrap_or(name);
        match self.surnames.get(&surname.to_lowercase()) {
            Some(&index) => self.named(index, Via::Name, 0.95),
            None => unlisted(name.to_owned()),
        }
    }

    /// Whether the name of this index is that of a person.
    pub fn is_person(&self, name: usize) -> bool {
        self.names[name].kind == NameKind::Per
    }

    /// The speaker of this name, as an earlier attribution has it.
    pub fn known_as(&self, name: &str) -> Option<Speaker> {
        let index = self.names.iter().position(|n| n.name == name)?;
        Some(self.named(index, Via::Name, 1.0))
    }

    /// The speaker who is the name of this index.
    pub(super) fn named(&self, name: usize, via: Via, certainty: f32) -> Speaker {
        let entry = &self.names[name];
        Speaker {
            text: entry.name.clone(),
            name: Some(name),
            via,
            certainty,
            plural: entry.kind == NameKind::Org,
            gender: self.genders[name],
            kind: match entry.kind {
                NameKind::Per => Some(Head::Person),
                NameKind::Org => Some(Head::Body),
                NameKind::Loc | NameKind::Misc => None,
            },
        }
    }

    /// The speaker who is described at this index, in the fullest words.
    pub(super) fn describing(&self, index: usize, via: Via, certainty: f32) -> Speaker {
        let d = &self.described[index];
        Speaker {
            text: d.text.clone(),
            name: None,
            via,
            certainty,
            plural: d.plural,
            gender: d.gender,
            kind: Some(d.kind),
        }
    }

    /// "The president", "the ministry", "the spokesman": a role or a kind of body that a name
    /// has, or a fuller description.
    fn by_description(&self, items: &[Item], phrase: &Phrase, last: Option<&Speaker>) -> Speaker {
        let called = Called::new(items, phrase);
        if let Some(holder) = self.holder(&called) {
            return holder;
        }
        let kind = phrase.speaker_kind(items);
        if kind == Some(Head::Body)
            && let Some(body) = self.body(&called)
        {
            return body;
        }
        if let Some(person) = self.epithet(&called, last) {
            return person;
        }
        let short = phrase.full - phrase.start <= 3;
        let own = self.phrase_text(items, phrase);
        let fuller = (called.definite && short)
            .then(|| self.fuller(&called, own.len()))
            .flatten();
        Speaker {
            text: fuller.unwrap_or(own),
            name: None,
            via: Via::Description,
            certainty: 0.9,
            plural: words::is_plural(called.noun),
            gender: words::gender(called.noun),
            kind,
        }
    }

    /// A description by the same noun of more than `length` bytes: before the mention, or else after.
    fn fuller(&self, called: &Called, length: usize) -> Option<String> {
        let same = self.described_as.get(called.noun)?;
        let at = same.partition_point(|&d| self.described[d].at < called.at);
        let before = same[..at].iter().rev().take(FULLER);
        let after = same[at..].iter().take(FULLER);
        before
            .chain(after)
            .map(|&d| &self.described[d].text)
            .find(|text| text.len() > length)
            .cloned()
    }
}

/// A speaker with a name that is none of the article's names.
fn unlisted(text: String) -> Speaker {
    Speaker {
        text,
        name: None,
        via: Via::Name,
        certainty: 0.9,
        plural: false,
        gender: Gender::Unknown,
        kind: None,
    }
}

/// The name that stands right beside a phrase: in brackets after a pronoun, between commas after a
/// description, or after another title, "founder and mayor Jane Smith".
fn beside(items: &[Item], phrase: &Phrase) -> Option<usize> {
    let mark = items.get(phrase.full)?;
    let person = phrase.speaker_kind(items) == Some(Head::Person);
    if mark.is_conjunction() && mark.lower == "and" {
        let bare = |item: &Item| matches!(item.tag, Tag::Noun | Tag::Proper | Tag::Name(_));
        let title = person
            && !words::is_plural(phrase.head(items))
            && items[phrase.start..phrase.full].iter().all(bare);
        let next = Phrase::at(items, phrase.full + 1, items.len()).filter(|next| {
            let words = &items[next.start..next.end];
            words.iter().all(bare)
                && words
                    .iter()
                    .any(|i| words::head(&i.lower) == Some(Head::Person))
        });
        return next.filter(|_| title)?.name(items);
    }
    let Tag::Name(name) = items.get(phrase.full + 1)?.tag else {
        return None;
    };
    match mark.tag {
        Tag::Open if phrase.pronoun(items).is_some() => Some(name),
        Tag::Comma if person => {
            let after = items[phrase.full + 1..]
                .iter()
                .find(|i| i.tag != Tag::Name(name))?;
            (after.is_comma() || after.is_finite()).then_some(name)
        }
        _ => None,
    }
}
