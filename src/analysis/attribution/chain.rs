//! Quotations in running text, one after another: what proposes a speaker for each, and who spoke
//! last for those that come after.

use super::cast::Speaker;
use super::evidence::{Pattern, gather};
use super::lead::{Lead, introduced, report_in};
use super::proposal::Proposal;
use super::scene::{Draft, Scene, action};
use super::signature::{labelled, signature};
use super::turn::Turn;
use super::why::Reason;
use super::{Desk, Finding, REPORTS};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::words::Pronoun;
use crate::analysis::quotation::Ending;
use crate::model::QuoteKind;
use crate::text::Span;

/// Confidence below which a speaker is not passed on to the quotations that follow.
const PASSED_ON: f32 = 0.3;

/// How many sentences of a paragraph are looked at before a quotation.
const LOOK_BACK: usize = 8;

/// Who spoke last, and where.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub speaker: Speaker,
    mention: Span,
    cue: Span,
    /// Paragraphs since.
    pub ago: usize,
    /// How many quotations have been given to the speaker since words said so.
    pub streak: u8,
    /// How sure that was.
    sure: f32,
}

/// What the paragraphs before leave behind.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub last: Option<Last>,
    /// Who spoke before that, if it was somebody else.
    pub other: Option<Speaker>,
    /// The paragraph before ends with a colon, or with a sentence that reports somebody.
    lead: Option<Lead>,
}

impl Chain {
    /// Decides the quotations of a paragraph that stands between two others.
    pub fn read(
        &mut self,
        desk: &Desk,
        frame: &Frame,
        (previous, next): (Option<&Frame>, Option<&Frame>),
        found: &mut [Option<Finding>],
    ) {
        let drafts = desk.drafts(frame);
        let turn = Turn::of(desk, frame);
        let mut quoted = false;
        for (index, sentence) in drafts.iter().enumerate() {
            for draft in sentence {
                let scene = Scene {
                    desk,
                    frame,
                    drafts: &drafts,
                    sentence: index,
                    previous,
                    next,
                    turn: turn.as_ref(),
                    inside: None,
                    heading: false,
                };
                let finding = if draft.judged.kind.is_speech() {
                    let proposals = self.proposals(&scene, draft);
                    desk.choose(&scene, draft, proposals, self)
                } else {
                    Finding::unspoken(draft.judged)
                };
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
        let Some(chosen) = &finding.chosen else {
            return false;
        };
        let Some(speaker) = &chosen.speaker else {
            return false;
        };
        if finding.confidence < PASSED_ON {
            return false;
        }
        let before = self.last.take();
        let streak = match &before {
            Some(last) if chosen.reason.goes_on() => last.streak.saturating_add(1),
            _ => 0,
        };
        if let Some(before) = before.filter(|b| b.speaker.text != speaker.text) {
            self.other = Some(before.speaker);
        }
        self.last = Some(Last {
            speaker: speaker.clone(),
            mention: chosen.mention,
            cue: chosen.cue,
            ago: 0,
            streak,
            sure: finding.confidence,
        });
        true
    }

    /// All that proposes a speaker, what is more often right first.
    fn proposals(&self, scene: &Scene, draft: &Draft) -> Vec<Proposal> {
        let desk = scene.desk;
        let items = &scene.frame.items;
        let run = &desk.runs[draft.run];
        let mut out: Vec<Proposal> = labelled(desk, run).into_iter().collect();
        let own = draft.evidence.best();
        let own = own.is_some_and(|c| c.adjacent && c.weight > 0.9);
        if run.carries_on
            && !own
            && let Some(last) = &self.last
        {
            out.push(continued(Reason::CarriedOn, last, 0.95));
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        let mut claims: Vec<_> = draft.evidence.claims.iter().collect();
        claims.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        if let Some(first) = claims.first()
            && first.phrase.pronoun(items) == Some(Pronoun::First)
        {
            out.extend(scene.by_label());
        }
        let (strong, weak): (Vec<_>, Vec<_>) =
            claims.into_iter().partition(|c| c.weight >= REPORTS);
        out.extend(strong.iter().map(|c| desk.claimed(items, c, last, None)));
        out.extend(scene.by_label());
        self.without_clause(scene, draft, &mut out);
        out.extend(weak.iter().map(|c| desk.claimed(items, c, last, None)));
        out
    }

    /// What the text around proposes for a quotation whose own sentence reports nothing.
    fn without_clause(&self, scene: &Scene, draft: &Draft, out: &mut Vec<Proposal>) {
        let Scene {
            desk,
            frame,
            drafts,
            sentence,
            next,
            ..
        } = *scene;
        let kind = draft.judged.kind;
        let last = self.last.as_ref();
        let speaker = last.map(|l| &l.speaker);
        // Back through the paragraph: the nearest quotation or report.
        for back in (sentence.saturating_sub(LOOK_BACK)..sentence).rev() {
            let distance = sentence - back;
            let fade = if distance == 1 { 0.0 } else { 0.12 };
            if drafts[back].iter().any(|d| d.judged.kind.is_speech()) {
                let part = if kind == QuoteKind::Mixed { 0.12 } else { 0.0 };
                let last = last.filter(|l| l.ago == 0);
                out.extend(last.map(|l| continued(Reason::SameParagraph, l, 0.88 - fade - part)));
                break;
            }
            let range = &frame.sentences[back];
            let before = Sentence::new(frame, range);
            if distance == 1 && frame.items[range.end - 1].tag == Tag::Colon {
                out.extend(introduced(desk, frame, &before, speaker).map(|l| l.proposal()));
                break;
            }
            if let Some((phrase, verb)) = report_in(&before) {
                let who = desk
                    .cast
                    .resolve(&frame.items, &phrase, speaker, None, None);
                out.push(Proposal::new(
                    Reason::Reported,
                    who,
                    phrase.span(&frame.items),
                    before.group(verb),
                    0.78 - fade,
                ));
                break;
            }
            if distance == 1
                && let Some(proposal) = action(scene, draft, &before, speaker)
            {
                out.push(proposal);
                break;
            }
        }
        out.extend(self.following(desk, frame, drafts, sentence));
        out.extend(signature(desk, frame, sentence, next));
        let lead = self.lead.as_ref().filter(|_| sentence == 0);
        let introduced = lead.filter(|l| l.reason == Reason::Introduced);
        out.extend(introduced.map(Lead::proposal));
        if desk.runs[draft.run].ending == Ending::Missing {
            // How far the words go is not known, still less that they go on with others.
            return;
        }
        if let Some(last) = last.filter(|l| l.ago == 0) {
            let weight = if kind == QuoteKind::Direct { 0.72 } else { 0.5 };
            out.push(continued(Reason::LastSpeaker, last, weight));
        }
        if kind == QuoteKind::Direct {
            let reported = lead.filter(|l| l.reason != Reason::Introduced);
            out.extend(reported.map(Lead::proposal));
        }
        if sentence > 0 {
            out.extend(self.topic(desk, frame, sentence - 1));
        }
        if kind == QuoteKind::Mixed {
            out.extend(self.topic(desk, frame, sentence));
        }
        let late = last.filter(|l| (1..=2).contains(&l.ago));
        out.extend(late.map(|l| continued(Reason::LastSpeaker, l, 0.5)));
    }

    /// "“A. B.” “C,” he said.": a later quotation of the paragraph says whose words they are.
    fn following(
        &self,
        desk: &Desk,
        frame: &Frame,
        drafts: &[Vec<Draft>],
        sentence: usize,
    ) -> Option<Proposal> {
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
        Some(Proposal::new(
            Reason::Following,
            speaker,
            claim.phrase.span(&frame.items),
            claim.cue,
            0.75,
        ))
    }

    /// The sentence is about somebody: a last resort.
    fn topic(&self, desk: &Desk, frame: &Frame, sentence: usize) -> Option<Proposal> {
        let range = &frame.sentences[sentence];
        let s = Sentence::new(frame, range);
        let phrase = s.subject_from(range.start, range.end)?;
        if !phrase.can_speak(&frame.items) {
            return None;
        }
        let last = self.last.as_ref().map(|l| &l.speaker);
        let speaker = desk.cast.resolve(&frame.items, &phrase, last, None, None)?;
        let mention = phrase.span(&frame.items);
        Some(Proposal::new(
            Reason::Topic,
            Some(speaker),
            mention,
            mention,
            0.42,
        ))
    }
}

impl Desk<'_> {
    /// The quotations of each sentence of a paragraph with what its clauses claim.
    pub(super) fn drafts(&self, frame: &Frame) -> Vec<Vec<Draft>> {
        let of = |range: &std::ops::Range<usize>| {
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
                        judged: self.kind(&sentence, item, run, &evidence),
                        evidence,
                    }
                })
                .collect()
        };
        frame.sentences.iter().map(of).collect()
    }
}

/// The speaker who was quoted before, who is no surer than they were then.
fn continued(reason: Reason, last: &Last, weight: f32) -> Proposal {
    let speaker = Speaker {
        certainty: last.sure,
        ..last.speaker.clone()
    };
    Proposal::new(reason, Some(speaker), last.mention, last.cue, weight)
}
