//! Whom a pronoun stands for: somebody mentioned not long before who agrees in gender and number, the
//! most salient of them.

use super::cast::{Cast, Part, Seen, Speaker, Via, Who};
use crate::analysis::grammar::words::{Head, Pronoun};
use crate::analysis::names::Gender;
use crate::model::NameKind;
use crate::text::Span;

/// How many sentences back a pronoun may look.
const REACH: usize = 10;

/// How many mentions back it may look.
const MENTIONS: usize = 80;

/// Whom a pronoun stands for, and how sure that is.
pub(super) struct Antecedent {
    pub who: Who,
    pub score: f32,
    /// How many others agree with the pronoun as well.
    rivals: usize,
}

/// A pronoun in its place.
#[derive(Clone, Copy)]
pub(super) struct Asked<'s> {
    pub pronoun: Pronoun,
    pub at: usize,
    /// Who spoke last.
    pub last: Option<&'s Speaker>,
    /// The quotation that it stands in.
    pub within: Option<Span>,
    /// The name that it cannot stand for.
    pub not: Option<usize>,
}

impl Cast<'_> {
    /// Whom the pronoun stands for.
    pub(super) fn by_pronoun(&self, asked: Asked) -> Option<Speaker> {
        let best = self.antecedent(asked);
        if let Some(last) = asked.last
            && last.name.is_none()
            && asked.not.is_none()
            && agrees(asked.pronoun, last)
            && best.as_ref().is_none_or(|b| b.score < 5.0)
        {
            return Some(Speaker {
                via: Via::Pronoun,
                certainty: 0.75,
                ..last.clone()
            });
        }
        let Antecedent { who, score, rivals } = best?;
        let near = match score {
            3.0.. => 1.0,
            1.0.. => 0.85,
            _ => 0.7,
        };
        Some(match who {
            Who::Name(name) => {
                let sure = if rivals == 0 { 0.95 } else { 0.85 };
                self.named(name, Via::Pronoun, sure * near)
            }
            Who::Described(index) => self.describing(index, Via::Pronoun, 0.7 * near),
        })
    }

    /// The most salient of those who agree.
    pub(super) fn antecedent(&self, asked: Asked) -> Option<Antecedent> {
        let here = self.sentence_of(asked.at);
        let upto = self.seen.partition_point(|s| s.at < asked.at);
        let mut best: Option<Antecedent> = None;
        let mut met: Vec<Who> = Vec::new();
        for seen in self.seen[..upto].iter().rev().take(MENTIONS) {
            let back = here - self.sentence_of(seen.at).min(here);
            if back > REACH {
                break;
            }
            let inside = asked.within.is_some_and(|w| w.contains(seen.at));
            let barred = asked.not.is_some() && seen.who.name() == asked.not;
            if barred || (seen.quoted && !inside) || !self.fits(asked.pronoun, seen.who, back) {
                continue;
            }
            if !met.contains(&seen.who) {
                met.push(seen.who);
            }
            let score = self.salience(seen, back, inside, &asked);
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Antecedent {
                    who: seen.who,
                    score,
                    rivals: 0,
                });
            }
        }
        best.map(|best| Antecedent {
            rivals: met.len() - 1,
            ..best
        })
    }

    fn salience(&self, seen: &Seen, back: usize, inside: bool, asked: &Asked) -> f32 {
        let distance = u16::try_from(back).map_or(10.0, f32::from);
        let mut score = 5.0 - distance;
        score += match seen.part {
            Part::Subject if seen.pronoun => 0.7,
            Part::Subject => 2.1,
            Part::Oblique => -0.5,
            Part::Agent => -1.8,
            Part::Other => 0.0,
        };
        let spoke = asked.last.is_some_and(|l| match seen.who {
            Who::Name(name) => l.name == Some(name),
            Who::Described(index) => l.name.is_none() && l.text == self.described[index].text,
        });
        if spoke && back <= 3 {
            score += if back <= 1 { 1.6 } else { 0.7 };
        }
        if let Who::Name(name) = seen.who {
            // Whom the article is about.
            let mentions = u16::try_from(self.names[name].mentions.len()).unwrap_or(u16::MAX);
            score += 0.25 * f32::from(mentions).ln();
        }
        match seen.who {
            Who::Name(name) if self.genders[name] != Gender::Unknown => score += 1.2,
            // "They" is a body less often than people.
            Who::Name(_) if asked.pronoun == Pronoun::They => score -= 1.2,
            Who::Name(_) => {}
            Who::Described(_) => score -= 0.8,
        }
        if inside {
            score += 2.0;
        }
        score
    }

    /// Whether the pronoun may stand for `who`, mentioned `back` sentences before it.
    fn fits(&self, pronoun: Pronoun, who: Who, back: usize) -> bool {
        match who {
            Who::Name(name) => {
                let kind = self.names[name].kind;
                match pronoun {
                    Pronoun::He => kind == NameKind::Per && self.genders[name] != Gender::Female,
                    Pronoun::She => kind == NameKind::Per && self.genders[name] != Gender::Male,
                    Pronoun::It | Pronoun::They => kind == NameKind::Org,
                    Pronoun::First | Pronoun::Second => false,
                }
            }
            Who::Described(index) => {
                let d = &self.described[index];
                let person = d.kind == Head::Person;
                back <= 3
                    && match pronoun {
                        Pronoun::He => person && !d.plural && d.gender != Gender::Female,
                        Pronoun::She => person && !d.plural && d.gender != Gender::Male,
                        Pronoun::It => !person && !d.plural,
                        Pronoun::They => {
                            d.plural && d.kind != Head::Document || d.kind == Head::Body
                        }
                        Pronoun::First | Pronoun::Second => false,
                    }
            }
        }
    }
}

/// Whether a pronoun may stand for a speaker who has no name.
fn agrees(pronoun: Pronoun, speaker: &Speaker) -> bool {
    let thing = speaker.kind != Some(Head::Person) && speaker.via != Via::Name;
    match pronoun {
        Pronoun::He => !speaker.plural && !thing && speaker.gender != Gender::Female,
        Pronoun::She => !speaker.plural && !thing && speaker.gender != Gender::Male,
        Pronoun::It => !speaker.plural && speaker.kind != Some(Head::Person),
        Pronoun::They => speaker.plural,
        Pronoun::First | Pronoun::Second => false,
    }
}
