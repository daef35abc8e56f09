//! Whom a mention stands for: a name, a role, a pronoun, or nobody named.

use super::cast::{Cast, Described, REACH, Speaker, Via};
use super::frame::{Item, Tag};
use super::phrase::Phrase;
use super::words::{self, Head, Pronoun};
use crate::analysis::names::Gender;
use crate::model::NameKind;
use crate::text::Span;

/// How many descriptions with the same noun are looked at for a fuller one.
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
        let pronoun = phrase
            .pronoun(items)
            .or_else(|| match &*items[phrase.end - 1].lower {
                "his" if phrase.end - phrase.start == 1 => Some(Pronoun::He),
                "her" if phrase.end - phrase.start == 1 => Some(Pronoun::She),
                "their" if phrase.end - phrase.start == 1 => Some(Pronoun::They),
                "its" if phrase.end - phrase.start == 1 => Some(Pronoun::It),
                _ => None,
            });
        // "He (Smith)", "a critic, Jane Smith,": the name stands beside the mention.
        if phrase.name(items).is_none()
            && let Some(name) = beside(items, phrase)
            && matches!(self.names[name].kind, NameKind::Per | NameKind::Misc)
        {
            return Some(self.named(name, Via::Role, 0.95));
        }
        if let Some(pronoun) = pronoun {
            return self.pronoun(pronoun, at, last, within, not);
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
            return Some(Speaker {
                text: self.words(span),
                name: None,
                via: Via::Name,
                certainty: 0.9,
                plural: false,
                gender: Gender::Unknown,
            });
        }
        Some(self.by_description(items, phrase, at))
    }

    /// Who is called `name`, whatever the case: a surname stands for the only one who has it.
    pub fn called(&self, name: &str) -> Speaker {
        let surname = name.split_whitespace().next_back().unwrap_or(name);
        match self.surnames.get(&surname.to_lowercase()) {
            Some(&index) => self.named(index, Via::Name, 0.95),
            None => Speaker {
                text: name.to_owned(),
                name: None,
                via: Via::Name,
                certainty: 0.9,
                plural: false,
                gender: Gender::Unknown,
            },
        }
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
        }
    }

    /// "The president", "the ministry", "the spokesman": a role or a kind of body that a name before
    /// it has, or a fuller description.
    fn by_description(&self, items: &[Item], phrase: &Phrase, at: usize) -> Speaker {
        let head = phrase.head(items);
        let definite = matches!(&*items[phrase.start].lower, "the" | "this" | "that")
            || matches!(items[phrase.start].lower, std::borrow::Cow::Owned(_));
        let short = phrase.full - phrase.start <= 3;
        if definite && short {
            let role = self.roles.get(head).and_then(|roles| {
                let before = roles.partition_point(|r| r.at < at);
                before.checked_sub(1).map(|last| &roles[last])
            });
            if let Some(role) = role {
                return self.named(role.name, Via::Role, 0.85);
            }
            if words::head(head) == Some(Head::Body)
                && let Some(name) = self.body_named(head, at)
            {
                return self.named(name, Via::Role, 0.8);
            }
        }
        let own = self.words(phrase.full_span(items));
        let fuller = (definite && short)
            .then(|| {
                let same = self.described_as.get(head)?;
                let before = same.partition_point(|&d| self.described[d].at < at);
                let before = same[..before].iter().rev().take(FULLER);
                before
                    .map(|&d| &self.described[d])
                    .find(|d| d.text.len() > own.len())
            })
            .flatten();
        Speaker {
            text: fuller.map_or(own, |d| d.text.clone()),
            name: None,
            via: Via::Description,
            certainty: 0.9,
            plural: words::is_plural(head),
            gender: words::gender(head),
        }
    }

    /// The last body named before `at` whose name says what it is: "the ministry" after "Ministry
    /// of Health".
    fn body_named(&self, head: &str, at: usize) -> Option<usize> {
        let places = self.bodies.get(head)?;
        let before = places.partition_point(|&(place, _)| place < at);
        before.checked_sub(1).map(|last| places[last].1)
    }

    fn pronoun(
        &self,
        pronoun: Pronoun,
        at: usize,
        last: Option<&Speaker>,
        within: Option<Span>,
        not: Option<usize>,
    ) -> Option<Speaker> {
        let here = self.sentence_of(at);
        let fits = |name: usize| {
            let entry = &self.names[name];
            match pronoun {
                Pronoun::He => entry.kind == NameKind::Per && self.genders[name] != Gender::Female,
                Pronoun::She => entry.kind == NameKind::Per && self.genders[name] != Gender::Male,
                Pronoun::It | Pronoun::They => entry.kind == NameKind::Org,
                Pronoun::First | Pronoun::Second => false,
            }
        };
        let mut best: Option<(f32, usize)> = None;
        let mut rivals = 0;
        let upto = self.seen.partition_point(|s| s.at < at);
        let mut met: Vec<usize> = Vec::new();
        for seen in self.seen[..upto].iter().rev() {
            let back = here - self.sentence_of(seen.at).min(here);
            if back > REACH {
                break;
            }
            let inside = within.is_some_and(|w| w.contains(seen.at));
            if !fits(seen.name) || Some(seen.name) == not || (seen.quoted && !inside) {
                continue;
            }
            if !met.contains(&seen.name) {
                met.push(seen.name);
                rivals += 1;
            }
            let distance = u16::try_from(back).map_or(10.0, f32::from);
            let mut score = 5.0 - distance;
            if seen.subject {
                score += 1.6;
            }
            if seen.oblique {
                score -= 0.6;
            }
            if last.is_some_and(|l| l.name == Some(seen.name)) && back <= 3 {
                score += 1.6;
            }
            if self.genders[seen.name] != Gender::Unknown {
                score += 0.8;
            }
            if inside {
                score += 2.0;
            }
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, seen.name));
            }
        }
        let described = self.described_for(pronoun, at, here);
        if let Some(last) = last
            && last.name.is_none()
            && matches!(
                (pronoun, last.plural),
                (Pronoun::They, true) | (Pronoun::He | Pronoun::She | Pronoun::It, false)
            )
            && !matches!(
                (pronoun, last.gender),
                (Pronoun::He, Gender::Female) | (Pronoun::She, Gender::Male)
            )
            && best.is_none_or(|(score, _)| score < 5.0)
            && not.is_none()
        {
            return Some(Speaker {
                via: Via::Pronoun,
                certainty: 0.75,
                ..last.clone()
            });
        }
        if let Some((score, name)) = best {
            let beaten = matches!(pronoun, Pronoun::It | Pronoun::They)
                && described.is_some_and(|d| score < 4.5 && here - self.sentence_of(d.at) <= 1);
            if !beaten {
                let sure = if rivals == 1 { 0.95 } else { 0.85 };
                let near = match score {
                    3.0.. => 1.0,
                    1.0.. => 0.85,
                    _ => 0.7,
                };
                return Some(self.named(name, Via::Pronoun, sure * near));
            }
        }
        let described = described?;
        Some(Speaker {
            text: described.text.clone(),
            name: None,
            via: Via::Pronoun,
            certainty: 0.65,
            plural: described.plural,
            gender: described.gender,
        })
    }

    /// The last description before `at` that the pronoun may stand for.
    fn described_for(&self, pronoun: Pronoun, at: usize, here: usize) -> Option<&Described> {
        let upto = self.described.partition_point(|d| d.at < at);
        self.described[..upto]
            .iter()
            .rev()
            .take_while(|d| here - self.sentence_of(d.at).min(here) <= 3)
            .find(|d| match pronoun {
                Pronoun::He => d.kind == Head::Person && !d.plural && d.gender != Gender::Female,
                Pronoun::She => d.kind == Head::Person && !d.plural && d.gender != Gender::Male,
                Pronoun::It => d.kind != Head::Person && !d.plural,
                Pronoun::They => d.plural || d.kind == Head::Body,
                Pronoun::First | Pronoun::Second => false,
            })
    }

    fn sentence_of(&self, at: usize) -> usize {
        self.sentence_starts.partition_point(|&s| s <= at)
    }
}

/// The name that stands right beside a phrase, in brackets after a pronoun, between commas after a
/// description.
fn beside(items: &[Item], phrase: &Phrase) -> Option<usize> {
    let mark = items.get(phrase.full)?;
    let Tag::Name(name) = items.get(phrase.full + 1)?.tag else {
        return None;
    };
    match mark.tag {
        Tag::Open if phrase.pronoun(items).is_some() => Some(name),
        Tag::Comma if phrase.speaker_kind(items) == Some(Head::Person) => {
            let after = items[phrase.full + 1..]
                .iter()
                .find(|i| i.tag != Tag::Name(name))?;
            (after.is_comma() || after.is_finite()).then_some(name)
        }
        _ => None,
    }
}
