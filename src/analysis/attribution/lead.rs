//! What introduces a quotation from outside its sentence: a sentence that ends with a colon, or one
//! that reports somebody.

use super::Desk;
use super::cast::Speaker;
use super::proposal::Proposal;
use super::why::Reason;
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::{Class, Form};
use crate::text::Span;

/// A mention that introduces what follows.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub reason: Reason,
    speaker: Speaker,
    mention: Span,
    cue: Span,
    weight: f32,
}

impl Lead {
    /// What the end of a paragraph leaves for a quotation that opens the next one.
    pub fn of(desk: &Desk, frame: &Frame, last: Option<&Speaker>) -> Option<Self> {
        let range = frame.sentences.last()?;
        let sentence = Sentence::new(frame, range);
        if frame.items[range.end - 1].tag == Tag::Colon {
            return introduced(desk, frame, &sentence, last);
        }
        if frame.items[range.clone()].iter().any(|i| i.is_quote()) {
            return None;
        }
        let (phrase, verb) = report_in(&sentence)?;
        let speaker = desk.cast.resolve(&frame.items, &phrase, last, None, None)?;
        let ends_open = frame.items[range.end - 1].is_comma() || range.end - 1 == verb;
        Some(Self {
            reason: if ends_open {
                Reason::Introduced
            } else {
                Reason::Reported
            },
            speaker,
            mention: phrase.span(&frame.items),
            cue: sentence.group(verb),
            weight: if ends_open { 0.9 } else { 0.68 },
        })
    }

    /// What it proposes for a quotation that follows.
    pub fn proposal(&self) -> Proposal {
        let speaker = Some(self.speaker.clone());
        Proposal::new(self.reason, speaker, self.mention, self.cue, self.weight)
    }
}

/// The subject of a sentence that ends with a colon.
pub(super) fn introduced(
    desk: &Desk,
    frame: &Frame,
    s: &Sentence,
    last: Option<&Speaker>,
) -> Option<Lead> {
    let colon = s.end - 1;
    let (phrase, cue) = match report_in(s) {
        Some((phrase, verb)) => (phrase, s.group(verb)),
        None => (s.clause_subject(colon)?, frame.items[colon].span),
    };
    if !phrase.can_speak(&frame.items) {
        return None;
    }
    let speaker = desk.cast.resolve(&frame.items, &phrase, last, None, None)?;
    Some(Lead {
        reason: Reason::Introduced,
        speaker,
        mention: phrase.span(&frame.items),
        cue,
        weight: 0.82,
    })
}

/// The last reporting clause of a sentence without a quotation, if its subject may speak.
pub(super) fn report_in(s: &Sentence) -> Option<(Phrase, usize)> {
    (s.start..s.end).rev().find_map(|i| {
        let verb = s.verb(i)?;
        let reports = verb.class == Class::Say
            && matches!(verb.form, Form::Past | Form::Third | Form::Ing)
            && !s.is_passive(i);
        if !reports {
            return None;
        }
        let phrase = s.subject(i)?;
        phrase.can_speak(s.items).then_some((phrase, i))
    })
}
