//! What is weighed for a quotation, written down for whoever trains the weights.

use std::cell::RefCell;

use serde::Serialize;

use super::Desk;
use super::candidate::Candidate;
use super::features::Features;
use crate::analysis::quotation::QuotedRun;
use crate::text::Span;

/// What was weighed for one quoted run.
#[derive(Debug, Clone, Serialize)]
pub struct Deliberation {
    /// The run, marks included; byte offsets into the text.
    pub span: Span,
    /// The features of its kind.
    pub kind: Vec<String>,
    /// Who may have uttered it; empty where it was not taken for speech.
    pub choices: Vec<Choice>,
}

/// One who may have uttered a quotation.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// The words that stand for them; `None` for nobody.
    pub mention: Option<Span>,
    /// Whom they stand for.
    pub speaker: Option<String>,
    /// The features of the choice.
    pub features: Vec<String>,
}

/// The deliberations of an article while it is read.
pub(super) struct Log(RefCell<Vec<Deliberation>>);

impl Log {
    pub fn new(runs: &[QuotedRun]) -> Self {
        let empty = |run: &QuotedRun| Deliberation {
            span: run.span,
            kind: Vec::new(),
            choices: Vec::new(),
        };
        Self(RefCell::new(runs.iter().map(empty).collect()))
    }

    pub fn into_deliberations(self) -> Vec<Deliberation> {
        self.0.into_inner()
    }
}

impl Desk<'_> {
    pub(super) fn log_kind(&self, run: usize, features: &Features) {
        if let Some(log) = self.log {
            log.0.borrow_mut()[run].kind = features.iter().map(str::to_owned).collect();
        }
    }

    pub(super) fn log_candidate(
        &self,
        run: usize,
        candidate: Option<&Candidate>,
        features: &Features,
    ) {
        if let Some(log) = self.log {
            log.0.borrow_mut()[run].choices.push(Choice {
                mention: candidate.map(Candidate::mention),
                speaker: candidate.and_then(|c| Some(c.speaker()?.text.clone())),
                features: features.iter().map(str::to_owned).collect(),
            });
        }
    }
}
