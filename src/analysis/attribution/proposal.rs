//! What speaks for somebody as the speaker of a quotation, before anything is weighed.

use super::Desk;
use super::cast::Speaker;
use super::evidence::Claim;
use super::why::Reason;
use crate::analysis::grammar::frame::Item;
use crate::text::Span;

/// One reason for one speaker.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub reason: Reason,
    /// Whom the mention stands for; `None` where nobody named or described fits.
    pub speaker: Option<Speaker>,
    /// The words that stand for the speaker.
    pub mention: Span,
    /// What reports.
    pub cue: Span,
    /// 0 to 1: how often such a reason is right by itself.
    pub weight: f32,
    /// The reporting clause, where it is one.
    pub clause: Option<Clause>,
}

/// What matters of a reporting clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    /// Whether it touches the quotation.
    pub adjacent: bool,
    /// Whether its verb takes whole utterances.
    pub says: bool,
}

impl Proposal {
    pub fn new(
        reason: Reason,
        speaker: Option<Speaker>,
        mention: Span,
        cue: Span,
        weight: f32,
    ) -> Self {
        Self {
            reason,
            speaker,
            mention,
            cue,
            weight,
            clause: None,
        }
    }

    /// How sure it is that the mention stands for the speaker, 0 to 1.
    pub fn certainty(&self) -> f32 {
        self.speaker.as_ref().map_or(0.5, |s| s.certainty)
    }
}

impl Desk<'_> {
    /// What `claim` proposes; `last` spoke last, and for the inside of a quotation `inside` has its
    /// place and who utters it.
    pub(super) fn claimed(
        &self,
        items: &[Item],
        claim: &Claim,
        last: Option<&Speaker>,
        inside: Option<(Span, Option<usize>)>,
    ) -> Proposal {
        let (within, not) = inside.map_or((None, None), |(w, n)| (Some(w), n));
        Proposal {
            reason: Reason::Clause(claim.pattern),
            speaker: self.cast.resolve(items, &claim.phrase, last, within, not),
            mention: claim.phrase.span(items),
            cue: claim.cue,
            weight: claim.weight,
            clause: Some(Clause {
                adjacent: claim.adjacent,
                says: claim.says,
            }),
        }
    }
}
