//! Quotations in running text, one after another: those that have no reporting clause of their
//! own go on with words quoted or reported before them, or are introduced by the text before.

use super::cast::Speaker;
use super::clause::Sentence;
use super::evidence::{Pattern, gather};
use super::frame::{Frame, Tag};
use super::lead::{Lead, introduced, report_in};
use super::scene::{Draft, Scene, action};
use super::signature::{labelled, signature};
use super::turn::Turn;
use super::why::Reason;
use super::words::Pronoun;
use super::{Desk, Finding, REPORTS};
use crate::analysis::quotation::Ending;
use crate::model::QuoteKind;
use crate::text::Span;

/// By how much each quotation without words about its speaker is less sure than the one before.
const FADE: f32 = 0.95;

/// Confidence below which a speaker is not passed on to the quotations that follow.
const PASSED_ON: f32 = 0.45;

/// How many sentences of a paragraph are looked at before a quotation.
const LOOK_BACK: usize = 8;

/// Who spoke last, and where.
#[derive(Debug, Clone)]
struct Last {
    speaker: Speaker,
    mention: Span,
    cue: Span,
    /// Paragraphs since.
    ago: usize,
    /// How many quotations have been given to the speaker since words said so.
    streak: u8,
    /// How sure that was.
    sure: f32,
}

/// What the paragraphs before leave behind.
#[derive(Debug, Default)]
pub(super) struct Chain {
    last: Option<Last>,
    /// The paragraph before ends with a colon, or with a sentence that reports somebody.
    lead: Option<Lead>,
}

impl Chain {
    /// Decides the quotations of a paragraph; `next` is the paragraph after it.
    pub fn read(
        &mut self,
        desk: &Desk,
        frame: &Frame,
        next: Option<&Frame>,
        found: &mut [Option<Finding>],
    ) {
        let drafts: Vec<Vec<Draft>> = frame
            .sentences
            .iter()
            .map(|range| {
                let sentence = Sentence::new(frame, range);
                range
                    .clone()
                    .filter_map(|item| match frame.items[item].tag {
                        Tag::Quote(run) => Some((item, run)),
                        _ => None,
                    })
                    .map(|(item, run)| {
                        let evidence = gather(&sentence, item);
                        Draft {
                            item,
                            run,
                            kind: desk.kind(&sentence, item, run, &evidence),
                            evidence,
                        }
                    })
                    .collect()
            })
            .collect();
        let turn = Turn::of(desk, frame);
        let mut quoted = false;
        for (index, sentence) in drafts.iter().enumerate() {
            for draft in sentence {
                let scene = Scene {
                    desk,
                    frame,
                    drafts: &drafts,
                    sentence: index,
                    next,
                    turn: turn.as_ref(),
                };
                let finding = self.decide(&scene, draft);
                quoted |= self.remember(&finding);
                found[draft.run] = Some(finding);
            }
        }
        if !quoted && let Some(last) = &mut self.last {
            last.ago += 1;
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        self.lead = Lead::of(desk, frame, last);
    }

    /// Keeps who spoke, for the quotations that follow; a mere guess is not passed on.
    fn remember(&mut self, finding: &Finding) -> bool {
        let (Some(speaker), Some(mention), Some(cue), Some(reason)) = (
            &finding.speaker,
            finding.mention,
            finding.cue,
            finding.reason,
        ) else {
            return false;
        };
        if !finding.kind.is_speech() || finding.confidence < PASSED_ON {
            return false;
        }
        let before = self.last.take();
        let (streak, sure) = match before {
            Some(last) if reason.goes_on() => (last.streak.saturating_add(1), last.sure),
            _ => (0, finding.confidence),
        };
        self.last = Some(Last {
            speaker: speaker.clone(),
            mention,
            cue,
            ago: 0,
            streak,
            sure,
        });
        true
    }

    fn decide(&self, scene: &Scene, draft: &Draft) -> Finding {
        let desk = scene.desk;
        let run = &desk.runs[draft.run];
        if let Some(finding) = labelled(desk, run, draft.kind) {
            return finding;
        }
        let own = draft
            .evidence
            .best()
            .is_some_and(|c| c.adjacent && c.weight > 0.9);
        if run.carries_on
            && !own
            && let Some(last) = &self.last
        {
            return continued(desk, Reason::CarriedOn, QuoteKind::Direct, last, 0.95);
        }
        if !draft.kind.is_speech() {
            return Finding::unspoken(draft.kind);
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        if let Some(claim) = draft.evidence.best().filter(|c| c.weight >= REPORTS) {
            let items = &scene.frame.items;
            if claim.phrase.pronoun(items) == Some(Pronoun::First)
                && let Some(finding) = scene.by_label(draft.kind)
            {
                return finding;
            }
            return desk.claimed(items, claim, draft.kind, last, None);
        }
        if draft.evidence.reported {
            return Finding::unspoken(draft.kind);
        }
        if scene.turn.is_some() {
            let labelled = scene.by_label(draft.kind);
            return labelled.unwrap_or_else(|| Finding::unspoken(draft.kind));
        }
        self.without_clause(scene, draft)
            .unwrap_or_else(|| Finding::unspoken(draft.kind))
    }

    /// A quotation whose own sentence reports nothing.
    fn without_clause(&self, scene: &Scene, draft: &Draft) -> Option<Finding> {
        let Scene {
            desk,
            frame,
            drafts,
            sentence,
            next,
            ..
        } = *scene;
        let last = self.last.as_ref();
        let speaker = last.map(|l| &l.speaker);
        // Back through the paragraph: the nearest quotation or report.
        for back in (sentence.saturating_sub(LOOK_BACK)..sentence).rev() {
            let distance = sentence - back;
            let fade = if distance == 1 { 0.0 } else { 0.12 };
            if drafts[back].iter().any(|d| d.kind.is_speech()) {
                let part = if draft.kind == QuoteKind::Mixed {
                    0.12
                } else {
                    0.0
                };
                let weight = 0.88 - fade - part;
                return last
                    .filter(|l| l.ago == 0)
                    .map(|l| continued(desk, Reason::SameParagraph, draft.kind, l, weight));
            }
            let range = &frame.sentences[back];
            let before = Sentence::new(frame, range);
            if distance == 1 && frame.items[range.end - 1].tag == Tag::Colon {
                let lead = introduced(desk, frame, &before, speaker)?;
                return Some(lead.finding(desk, draft.kind));
            }
            if let Some((phrase, verb)) = report_in(&before) {
                let mention = phrase.span(&frame.items);
                let who = desk
                    .cast
                    .resolve(&frame.items, &phrase, speaker, None, None);
                return Some(desk.finding(
                    Reason::Reported,
                    draft.kind,
                    who,
                    mention,
                    before.group(verb),
                    0.78 - fade,
                ));
            }
            if distance == 1
                && let Some(finding) = action(scene, draft, &before, speaker)
            {
                return Some(finding);
            }
        }
        if let Some(claimed) = self.following(desk, frame, drafts, sentence, draft) {
            return Some(claimed);
        }
        if let Some(finding) = signature(desk, frame, sentence, next, draft.kind) {
            return Some(finding);
        }
        if sentence == 0
            && let Some(lead) = self
                .lead
                .as_ref()
                .filter(|l| l.reason == Reason::Introduced)
        {
            return Some(lead.finding(desk, draft.kind));
        }
        if desk.runs[draft.run].ending == Ending::Missing {
            // How far the words go is not known, still less that they go on with others.
            return None;
        }
        if let Some(last) = last.filter(|l| l.ago == 0) {
            let lone = draft.kind == QuoteKind::Direct;
            return Some(continued(
                desk,
                Reason::LastSpeaker,
                draft.kind,
                last,
                if lone { 0.72 } else { 0.5 },
            ));
        }
        if sentence == 0
            && draft.kind == QuoteKind::Direct
            && let Some(lead) = &self.lead
        {
            return Some(lead.finding(desk, draft.kind));
        }
        if sentence > 0
            && let Some(finding) = self.topic(desk, frame, sentence - 1, draft.kind)
        {
            return Some(finding);
        }
        if draft.kind == QuoteKind::Mixed
            && let Some(finding) = self.topic(desk, frame, sentence, draft.kind)
        {
            return Some(finding);
        }
        last.filter(|l| l.ago <= 2 && draft.kind == QuoteKind::Direct)
            .map(|l| continued(desk, Reason::LastSpeaker, draft.kind, l, 0.5))
    }

    /// "“A. B.” “C,” he said.": a later quotation of the paragraph says whose words they are.
    fn following(
        &self,
        desk: &Desk,
        frame: &Frame,
        drafts: &[Vec<Draft>],
        sentence: usize,
        draft: &Draft,
    ) -> Option<Finding> {
        let (range, later) = frame
            .sentences
            .iter()
            .zip(drafts)
            .skip(sentence + 1)
            .take(2)
            .find_map(|(range, drafts)| Some((range, drafts.first()?)))?;
        let claim = later.evidence.best().filter(|c| {
            c.weight >= REPORTS && matches!(c.pattern, Pattern::After | Pattern::Inverted)
        })?;
        if later.item != range.start {
            return None;
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        let speaker = desk
            .cast
            .resolve(&frame.items, &claim.phrase, last, None, None);
        Some(desk.finding(
            Reason::Following,
            draft.kind,
            speaker,
            claim.phrase.span(&frame.items),
            claim.cue,
            0.75,
        ))
    }

    /// The sentence is about somebody: a last resort.
    fn topic(
        &self,
        desk: &Desk,
        frame: &Frame,
        sentence: usize,
        kind: QuoteKind,
    ) -> Option<Finding> {
        let range = &frame.sentences[sentence];
        let s = Sentence::new(frame, range);
        let phrase = s.subject_from(range.start, range.end)?;
        if !phrase.can_speak(&frame.items) {
            return None;
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        let speaker = desk.cast.resolve(&frame.items, &phrase, last, None, None)?;
        let mention = phrase.span(&frame.items);
        Some(desk.finding(Reason::Topic, kind, Some(speaker), mention, mention, 0.42))
    }
}

/// A quotation with the speaker who was quoted before it: the less sure, the more of them there
/// have been since words said so, and the less sure those words were.
fn continued(desk: &Desk, reason: Reason, kind: QuoteKind, last: &Last, weight: f32) -> Finding {
    let faded = weight * FADE.powi(i32::from(last.streak)) * (0.6 + 0.4 * last.sure);
    desk.finding(
        reason,
        kind,
        Some(last.speaker.clone()),
        last.mention,
        last.cue,
        faded,
    )
}
