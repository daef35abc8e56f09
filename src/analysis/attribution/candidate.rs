//! Who may have uttered a quotation: everybody proposed, and everybody named or described near it.

use super::cast::Speaker;
use super::chain::Chain;
use super::proposal::Proposal;
use super::scene::{Draft, Scene};
use super::why::Reason;
use crate::analysis::grammar::frame::Frame;
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::words;
use crate::text::Span;

/// How many candidates a quotation has at most.
const MOST: usize = 24;

/// A mention that may be that of the speaker, with all that speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The reasons, each with its place in the order of all; the first is the best.
    pub proposals: Vec<(usize, Proposal)>,
}

impl Candidate {
    /// What speaks for it most.
    pub fn best(&self) -> &Proposal {
        &self.proposals[0].1
    }

    /// What to tell a person: a clause that reports, where there is one.
    pub fn told(&self) -> &Proposal {
        let clauses = self.proposals.iter().map(|(_, p)| p);
        clauses
            .filter(|p| p.clause.is_some())
            .reduce(|best, p| if p.weight > best.weight { p } else { best })
            .unwrap_or(self.best())
    }

    /// The words that stand for the speaker.
    pub fn mention(&self) -> Span {
        self.best().mention
    }

    /// Whom they stand for.
    pub fn speaker(&self) -> Option<&Speaker> {
        self.proposals.iter().find_map(|(_, p)| p.speaker.as_ref())
    }
}

/// The candidates for the quotation of `draft`, those proposed first.
pub(super) fn candidates(
    scene: &Scene,
    draft: &Draft,
    proposals: Vec<Proposal>,
    chain: &Chain,
) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let all = proposals.into_iter().chain(near(scene, draft, chain));
    for (order, proposal) in all.enumerate() {
        let same = out
            .iter()
            .position(|c| c.mention().start == proposal.mention.start);
        match same {
            Some(at) => out[at].proposals.push((order, proposal)),
            None if out.len() < MOST => out.push(Candidate {
                proposals: vec![(order, proposal)],
            }),
            None => {}
        }
    }
    out
}

/// Everybody named or described in the sentence of the quotation and in those beside it.
fn near(scene: &Scene, draft: &Draft, chain: &Chain) -> Vec<Proposal> {
    let frame = scene.frame;
    let own = frame.sentences[scene.sentence].clone();
    let mut out = Vec::new();
    let before = own.start..draft.item;
    let after = draft.item + 1..own.end;
    let mut places = vec![(frame, after), (frame, before)];
    if let Some(back) = scene.sentence.checked_sub(1) {
        places.push((frame, frame.sentences[back].clone()));
    } else if let Some((previous, last)) = scene
        .previous
        .and_then(|frame| Some((frame, frame.sentences.last()?.clone())))
    {
        places.push((previous, last));
    }
    if let Some(next) = frame.sentences.get(scene.sentence + 1) {
        places.push((frame, next.clone()));
    }
    for (frame, range) in places {
        let things = std::ptr::eq(frame, scene.frame) && own.contains(&range.start);
        phrases(scene, frame, range, things, chain, &mut out);
    }
    out
}

/// The phrases of `range`: those that can speak, and if asked for `things` all but what never does.
fn phrases(
    scene: &Scene,
    frame: &Frame,
    range: std::ops::Range<usize>,
    things: bool,
    chain: &Chain,
    out: &mut Vec<Proposal>,
) {
    let (within, not) = scene.inside.map_or((None, None), |(w, n)| (Some(w), n));
    let last = chain.last.as_ref().map(|l| &l.speaker);
    let mut at = range.start;
    while at < range.end {
        let Some(phrase) = Phrase::at(&frame.items, at, range.end) else {
            at += 1;
            continue;
        };
        at = phrase.end;
        let speaks = phrase.can_speak(&frame.items);
        // "claims that “…”": what is said, not who says it.
        let said = words::is_cue_noun(phrase.head(&frame.items))
            && frame
                .items
                .get(phrase.end)
                .is_some_and(|i| i.is_quote() || i.lower == "that");
        if said || !speaks && (!things || phrase.is_mute(&frame.items)) {
            continue;
        }
        let speaker = scene
            .desk
            .cast
            .resolve(&frame.items, &phrase, last, within, not);
        let mention = phrase.span(&frame.items);
        out.push(Proposal::new(Reason::Near, speaker, mention, mention, 0.2));
    }
}
