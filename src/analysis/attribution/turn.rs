//! Turns of a transcript or an interview: a paragraph that opens with the name of who speaks it
//! ("RUIZ: …"), or with the letter of a question or an answer ("Q: …").

use super::Desk;
use super::cast::{Speaker, Via};
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::words::Word;
use crate::model::NameKind;
use crate::text::Span;

/// How many items a label may hold before its colon.
const LABEL: usize = 5;

/// Whose words a paragraph is.
#[derive(Debug, Clone)]
pub(super) enum Turn {
    /// Those of the one whom its label names.
    Of {
        speaker: Speaker,
        label: Span,
        colon: Span,
    },
    /// Those of whoever asks or answers: the label names nobody.
    Nameless,
}

impl Turn {
    /// The turn that the paragraph `frame` is, if a label opens it. Somebody's name right before a
    /// quotation ("Ruiz: “…”") is no label: the words after it may be another's.
    pub fn of(desk: &Desk, frame: &Frame) -> Option<Self> {
        let items = &frame.items;
        let colon = items
            .iter()
            .take(LABEL + 1)
            .position(|i| i.tag == Tag::Colon)?;
        if items.get(colon + 1)?.is_quote() && !matches!(items[0].lower.as_ref(), "q" | "a") {
            return None;
        }
        let words = items.get(..colon)?;
        let (first, last) = (words.first()?, words.last()?);
        let label = Span::new(first.span.start, last.span.end);
        let letter = words.len() == 1
            && matches!(
                label.of(desk.text),
                "Q" | "A" | "Question" | "Answer" | "Interviewer"
            );
        if letter {
            return Some(Self::Nameless);
        }
        let named = words.iter().all(|i| {
            matches!(
                i.tag,
                Tag::Name(_) | Tag::Proper | Tag::Abbreviation | Tag::Stop
            ) || i.tag == Tag::Word(Word::Determiner)
        });
        if !named {
            return None;
        }
        let speaker = match last.tag {
            Tag::Name(name) if desk.cast.names[name].kind == NameKind::Per => {
                desk.cast.named(name, Via::Name, 1.0)
            }
            // A label in capitals may not be known for the name that it is.
            _ => Some(desk.cast.called(last.span.of(desk.text))).filter(|s| s.name.is_some())?,
        };
        Some(Self::Of {
            speaker,
            label,
            colon: items[colon].span,
        })
    }
}
