//! What a person has put right in what the program found in an article. It wins over the program,
//! in this analysis and in any later one.

use serde::{Deserialize, Serialize};

use super::{Annotations, NameKind, Quote, QuoteKind};
use crate::text::{Clean, Span};

/// One thing put right. Spans are byte offsets into the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "correct", rename_all = "lowercase")]
pub enum Correction {
    /// Who says what is quoted at this place; `None` for nobody who could be named.
    Speaker {
        /// The quotation.
        span: Span,
        /// Its speaker.
        speaker: Option<Clean>,
    },
    /// What the quotation marks at this place are for.
    QuoteKind {
        /// The quotation.
        span: Span,
        /// Its kind.
        kind: QuoteKind,
    },
    /// What kind of thing a name stands for.
    NameKind {
        /// The name, in the form that the program chose.
        name: Clean,
        /// Its kind.
        kind: NameKind,
    },
    /// Two names stand for one thing.
    SameName {
        /// The one that goes.
        name: Clean,
        /// The one that stays.
        into: Clean,
    },
    /// This is no name.
    NoName {
        /// What was taken for one.
        name: Clean,
    },
}

impl Correction {
    /// Whether it is about the same thing as `other`, so that the later of the two holds.
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Speaker { span: a, .. }, Self::Speaker { span: b, .. })
            | (Self::QuoteKind { span: a, .. }, Self::QuoteKind { span: b, .. }) => a == b,
            (Self::NameKind { name: a, .. }, Self::NameKind { name: b, .. })
            | (Self::SameName { name: a, .. }, Self::SameName { name: b, .. })
            | (Self::NoName { name: a }, Self::NoName { name: b }) => a == b,
            _ => false,
        }
    }
}

impl Annotations {
    /// These annotations with what the person has put right. A correction whose place or name is not
    /// there any more changes nothing.
    pub fn corrected(mut self, corrections: &[Correction]) -> Self {
        for correction in corrections {
            self.correct(correction);
        }
        self
    }

    fn correct(&mut self, correction: &Correction) {
        match correction {
            Correction::Speaker { span, speaker } => {
                for quote in self.quotes.iter_mut().filter(|q| q.span == *span) {
                    quote.put_right(speaker.as_deref());
                }
            }
            Correction::QuoteKind { span, kind } => {
                for quote in self.quotes.iter_mut().filter(|q| q.span == *span) {
                    quote.kind = *kind;
                    quote.why = PUT_RIGHT.to_owned();
                }
            }
            Correction::NameKind { name, kind } => {
                for found in self.names.iter_mut().filter(|n| n.name == **name) {
                    found.kind = *kind;
                }
            }
            Correction::SameName { name, into } => self.join(name, into),
            Correction::NoName { name } => self.names.retain(|n| n.name != **name),
        }
    }

    /// Gives the mentions of `name` to `into`, and all it said.
    fn join(&mut self, name: &str, into: &str) {
        let Some(target) = self.names.iter().position(|n| n.name == into) else {
            return;
        };
        let Some(gone) = self.names.iter().position(|n| n.name == name) else {
            return;
        };
        if target == gone {
            return;
        }
        let mentions = std::mem::take(&mut self.names[gone].mentions);
        let all = &mut self.names[target].mentions;
        all.extend(mentions);
        all.sort_by_key(|mention| mention.start);
        self.names.remove(gone);
        let start = |name: &super::Name| name.mentions.first().map(|mention| mention.start);
        self.names.sort_by_key(start);
        for quote in &mut self.quotes {
            if quote.speaker.as_deref() == Some(name) {
                quote.speaker = Some(into.to_owned());
            }
        }
    }
}

impl Quote {
    /// Takes the person's word for who said it.
    fn put_right(&mut self, speaker: Option<&str>) {
        let near = speaker.and_then(|s| self.runners_up.iter().find(|r| r.speaker == s));
        if self.speaker.as_deref() != speaker {
            self.mention = near.map(|runner_up| runner_up.mention);
        }
        self.runners_up
            .retain(|r| Some(r.speaker.as_str()) != speaker);
        self.speaker = speaker.map(str::to_owned);
        self.confidence = 1.0;
        self.why = PUT_RIGHT.to_owned();
    }
}

/// Why a speaker or a kind is what it is, where a person said so.
pub const PUT_RIGHT: &str = "you put this right";
