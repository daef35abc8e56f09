//! Quotations that carry their speaker's name with them: signed after the words, or labelled before
//! them as in a transcript.

use super::Desk;
use super::evidence::Pattern;
use super::proposal::Proposal;
use super::why::Reason;
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::quotation::QuotedRun;
use crate::text::Span;

/// What signs a quotation: the verbless rest of its paragraph ("Jane Smith, teacher"), or a
/// paragraph of its own after a dash.
pub(super) fn signature(
    desk: &Desk,
    frame: &Frame,
    sentence: usize,
    next: Option<&Frame>,
) -> Option<Proposal> {
    let range = &frame.sentences[sentence];
    let lone = range.len() <= 2 && sentence == 0;
    let (frame, start) = if lone && frame.sentences.len() == 1 {
        let next = next.filter(|n| n.items.first().is_some_and(|i| i.tag == Tag::Dash))?;
        (next, 1)
    } else if lone && frame.sentences.len() == 2 {
        (frame, range.end)
    } else {
        return None;
    };
    let items = &frame.items;
    let dash = items.get(start).is_some_and(|i| i.tag == Tag::Dash);
    let start = if dash { start + 1 } else { start };
    let rest = items.get(start..)?;
    let title_at_end = rest
        .iter()
        .position(|i| i.is_quote())
        .is_none_or(|q| q + 1 == rest.len());
    let short = rest.len() <= 16 && title_at_end && !rest.iter().any(|i| i.is_finite());
    let phrase = Phrase::at(items, start, items.len()).filter(|p| short && p.can_speak(items))?;
    let speaker = desk.cast.resolve(items, &phrase, None, None, None)?;
    let mention = phrase.span(items);
    let cue = items
        .get(start - 1)
        .filter(|i| i.tag == Tag::Dash)
        .map_or(mention, |i| i.span);
    let reason = Reason::Clause(Pattern::Signature);
    Some(Proposal::new(reason, Some(speaker), mention, cue, 0.82))
}

/// "SMITH: Well, …": a transcript names the speaker inside the quotation.
pub(super) fn labelled(desk: &Desk, run: &QuotedRun) -> Option<Proposal> {
    let content = run.content.of(desk.text);
    let label = content
        .split(':')
        .next()
        .filter(|l| l.len() < content.len())?;
    let name = label.trim();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count() > 2
        && name.len() <= 40
        && !name.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    if !capitals {
        return None;
    }
    let start = run.content.start + (label.len() - label.trim_start().len());
    let mention = Span::new(start, start + name.len());
    let colon = run.content.start + label.len();
    Some(Proposal::new(
        Reason::Clause(Pattern::Colon),
        Some(desk.cast.called(name)),
        mention,
        Span::new(colon, colon + 1),
        0.9,
    ))
}
