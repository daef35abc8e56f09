//! Quotations told by others of the article: those that go on in a later paragraph, and those whose
//! words stand elsewhere too.

use super::kinds::Judged;
use super::proposal::Proposal;
use super::why::Reason;
use super::{Desk, Finding};
use crate::analysis::quotation::Ending;
use crate::model::QuoteKind;

/// An utterance that goes on over paragraphs and says only in a later one whose it is: the parts
/// before have that speaker too, unless they say otherwise.
pub(super) fn share_back(desk: &Desk, found: &mut [Option<Finding>]) {
    let outer: Vec<usize> = (0..desk.runs.len())
        .filter(|&i| desk.runs[i].parent.is_none())
        .collect();
    let reason = |f: &Option<Finding>| Some(f.as_ref()?.chosen.as_ref()?.reason);
    let told = |f: &Option<Finding>| matches!(reason(f), Some(Reason::Clause(_)));
    let mut at = 0;
    while at < outer.len() {
        let first = at;
        at += 1;
        while at < outer.len()
            && desk.runs[outer[at - 1]].ending == Ending::Carried
            && desk.runs[outer[at]].carries_on
        {
            at += 1;
        }
        let parts = &outer[first..at];
        let guessed = matches!(
            reason(&found[parts[0]]),
            None | Some(Reason::LastSpeaker | Reason::Topic | Reason::Reported | Reason::Near)
        );
        let Some(owner) = parts.iter().position(|&p| told(&found[p])) else {
            continue;
        };
        let Some(source) = found[parts[owner]].clone().filter(|_| guessed) else {
            continue;
        };
        for &part in &parts[..owner] {
            found[part] = source.chosen.clone().and_then(|chosen| {
                Some(Finding {
                    kind: QuoteKind::Direct,
                    why: Reason::SharedBack.words("", "", chosen.speaker.as_ref()?),
                    chosen: Some(Proposal {
                        reason: Reason::SharedBack,
                        ..chosen
                    }),
                    confidence: source.confidence * 0.95,
                    runners_up: source.runners_up.clone(),
                })
            });
        }
    }
}

/// Pull quotes repeat words of the body: they have the speaker whom the body shows.
pub(super) fn echo(desk: &Desk, found: &mut [Option<Finding>]) {
    for index in 0..found.len() {
        let Some(finding) = &found[index] else {
            continue;
        };
        let open = finding.speaker().is_none() && finding.kind.is_speech();
        if !open || desk.runs[index].is_nested() {
            continue;
        }
        let kind = finding.kind;
        if let Some(proposal) = desk.echoed(index, found) {
            let judged = Judged { kind, share: 1.0 };
            let share = proposal.weight;
            found[index] = Some(desk.finding(judged, proposal, share, Vec::new()));
        }
    }
}

impl Desk<'_> {
    /// What the same words elsewhere propose.
    pub(super) fn echoed(&self, run: usize, found: &[Option<Finding>]) -> Option<Proposal> {
        let source = found[self.echoes[run]?].as_ref()?;
        let chosen = source.chosen.clone().filter(|_| source.kind.is_speech())?;
        chosen.speaker.as_ref()?;
        Some(Proposal {
            reason: Reason::Echo,
            weight: source.confidence * 0.9,
            clause: None,
            ..chosen
        })
    }

    /// Whoever is quoted first in running text: headlines quote them more often than others.
    pub(super) fn first_quoted(&self, found: &[Option<Finding>]) -> Option<Proposal> {
        let first = (0..found.len())
            .filter(|&i| !self.headings.contains(&self.runs[i].paragraph))
            .find_map(|i| found[i].as_ref().filter(|f| f.speaker().is_some()))?;
        Some(Proposal {
            reason: Reason::FirstQuoted,
            weight: 0.3,
            clause: None,
            ..first.chosen.clone()?
        })
    }
}
