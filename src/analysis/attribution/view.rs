//! The features of a candidate: why it was proposed, what it is, where it stands, and how it stands to
//! those who spoke before. What they weigh is learnt, and not known here.

use std::collections::HashSet;

use super::REPORTS;
use super::candidate::Candidate;
use super::cast::Via;
use super::chain::Chain;
use super::features::Features;
use super::kinds::seen;
use super::scene::{Draft, Scene};
use super::turn::Turn;
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::Item;
use crate::analysis::grammar::words;
use crate::analysis::names::Gender;
use crate::analysis::quotation::Ending;
use crate::model::NameKind;

/// What the features of all candidates have in common.
pub(super) struct View<'v> {
    scene: &'v Scene<'v>,
    draft: &'v Draft,
    chain: &'v Chain,
    kind: &'static str,
    /// How many candidates have a clause that reports.
    claims: usize,
    /// The most weight of any reason.
    strongest: f32,
    /// The reason that comes first in the order.
    first: &'static str,
    /// The rules find nobody: the sentence reports without saying whom, or nothing is proposed.
    rules_find_nobody: bool,
    /// The words quoted, in lower case.
    words: HashSet<String>,
    place: &'static str,
    /// The quotation is all of its sentence, or of its paragraph.
    alone: &'static str,
}

impl<'v> View<'v> {
    pub fn new(scene: &'v Scene, draft: &'v Draft, chain: &'v Chain, all: &[Candidate]) -> Self {
        let frame = scene.frame;
        let sentence = &frame.sentences[scene.sentence];
        let alone = |items: &[Item]| !items.iter().any(|i| !i.is_quote() && !i.is_comma());
        let first = all.first().map_or("nothing", |c| c.best().reason.name());
        let told = draft.evidence.best().is_some_and(|c| c.weight >= REPORTS);
        let open = draft.evidence.reported || matches!(scene.turn, Some(Turn::Nameless));
        let rules_find_nobody = matches!(first, "nothing" | "near") || (open && !told);
        let content = scene.desk.runs[draft.run].content.of(scene.desk.text);
        let words = content
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        Self {
            scene,
            draft,
            chain,
            kind: draft.judged.kind.as_str(),
            claims: all
                .iter()
                .filter(|c| c.proposals.iter().any(|(_, p)| p.clause.is_some()))
                .count(),
            strongest: all.iter().map(|c| c.best().weight).fold(0.0, f32::max),
            first,
            rules_find_nobody,
            words,
            place: match (scene.heading, scene.inside) {
                (true, _) => "heading",
                (_, Some(_)) => "nested",
                _ => "text",
            },
            alone: if alone(&frame.items) {
                "in its paragraph"
            } else if alone(&frame.items[sentence.clone()]) {
                "in its sentence"
            } else {
                "not"
            },
        }
    }

    /// The features of there being no speaker.
    pub fn nobody(&self, out: &mut Features) {
        let run = &self.scene.desk.runs[self.draft.run];
        out.add(format_args!("nobody"));
        let first = self.rules_find_nobody;
        out.add_if(first, format_args!("first"));
        out.add_if(first, format_args!("first, nobody"));
        out.add_if(first, format_args!("first, nobody, {}", self.kind));
        out.add(format_args!("nobody, {}", self.kind));
        out.add(format_args!("nobody, {}", self.place));
        out.add(format_args!(
            "nobody, {} {}",
            self.place,
            self.claims.min(2)
        ));
        out.add(format_args!("nobody, first {}", self.first));
        out.add(format_args!("nobody, strongest {}", tenth(self.strongest)));
        out.add(format_args!("nobody, alone {}", self.alone));
        out.add(format_args!(
            "nobody, spoken before {}",
            self.chain.last.is_some()
        ));
        out.add_if(
            self.draft.evidence.reported,
            format_args!("nobody, reported"),
        );
        out.add_if(
            self.draft.evidence.reported,
            format_args!("nobody, reported, claims {}", self.claims.min(2)),
        );
        out.add_if(self.scene.turn.is_some(), format_args!("nobody, turn"));
        out.add_if(
            run.ending == Ending::Missing,
            format_args!("nobody, missing end"),
        );
        out.add(format_args!(
            "nobody, kind sure {}",
            tenth(self.draft.judged.share)
        ));
    }

    pub fn candidate(&self, candidate: &Candidate, out: &mut Features) {
        self.reasons(candidate, out);
        self.mention(candidate, out);
        self.position(candidate, out);
        self.history(candidate, out);
    }

    /// Why it was proposed.
    fn reasons(&self, candidate: &Candidate, out: &mut Features) {
        let run = &self.scene.desk.runs[self.draft.run];
        let best = candidate.best();
        let order = candidate.proposals[0].0 + usize::from(self.rules_find_nobody);
        let name = best.reason.name();
        out.add_if(order == 0, format_args!("first"));
        out.add_if(order == 0, format_args!("first, {name}"));
        out.add(format_args!("order {}", order.min(4)));
        for (at, (_, proposal)) in candidate.proposals.iter().enumerate() {
            let name = proposal.reason.name();
            out.add(format_args!("reason {name}"));
            out.add(format_args!("reason {name}, {}", self.kind));
            out.add(format_args!("reason {name}, {}", self.place));
            out.add(format_args!("reason {name}, alone {}", self.alone));
            out.add(format_args!("reason {name}, claims {}", self.claims.min(2)));
            out.add_if(run.carries_on, format_args!("reason {name}, carries on"));
            if at > 0 {
                continue;
            }
            out.add(format_args!(
                "reason {name}, weight {}",
                tenth(proposal.weight)
            ));
            let behind = tenth(self.strongest - proposal.weight);
            out.add(format_args!("behind {behind}"));
            out.add_if(
                proposal.clause.is_some(),
                format_args!("clause, behind {behind}"),
            );
        }
        if let Some((_, claim)) = candidate.proposals.iter().find(|(_, p)| p.clause.is_some())
            && let Some(clause) = claim.clause
        {
            let name = claim.reason.name();
            out.add(format_args!(
                "{name}, adjacent {}, says {}",
                clause.adjacent, clause.says
            ));
            let cue = claim.cue.of(self.scene.desk.text).to_lowercase();
            let verb = cue.rsplit(char::is_whitespace).next().unwrap_or_default();
            out.add(format_args!("cue {verb}"));
            out.add(format_args!("cue {verb}, {name}"));
        }
    }

    /// What it looks like.
    fn mention(&self, candidate: &Candidate, out: &mut Features) {
        let desk = self.scene.desk;
        let best = candidate.best();
        let reason = best.reason.name();
        let text = candidate.mention().of(desk.text);
        let lower = text.to_lowercase();
        let last = lower
            .split(char::is_whitespace)
            .next_back()
            .unwrap_or_default();
        let class = match candidate.speaker() {
            None => "nobody named",
            Some(speaker) => match (speaker.via, speaker.name) {
                (Via::Pronoun, _) => "pronoun",
                (Via::Role, _) => "role",
                (Via::Description, _) if words::head(last).is_none() => "thing",
                (Via::Description, _) if speaker.plural => "descriptions",
                (Via::Description, _) => "description",
                (Via::Name, None) => "unknown name",
                (Via::Name, Some(name)) => match desk.cast.names[name].kind {
                    NameKind::Per => "person",
                    NameKind::Org => "body",
                    NameKind::Loc => "place",
                    NameKind::Misc => "other name",
                },
            },
        };
        out.add(format_args!("is {class}"));
        out.add(format_args!("is {class}, {reason}"));
        out.add(format_args!("is {class}, {}", self.kind));
        if class == "pronoun" || class == "nobody named" {
            let word = lower
                .split(char::is_whitespace)
                .next_back()
                .unwrap_or_default();
            out.add(format_args!("says {word}"));
            out.add(format_args!("says {word}, {reason}"));
        }
        if class.starts_with("description") || matches!(class, "role" | "thing") {
            let head = lower
                .split(char::is_whitespace)
                .next_back()
                .unwrap_or_default();
            out.add(format_args!("head {head}"));
        }
        out.add(format_args!("certain {}, {class}", tenth(best.certainty())));
        if let Some(name) = candidate.speaker().and_then(|s| s.name) {
            let mentions = match desk.cast.names[name].mentions.len() {
                n @ 0..=3 => n,
                4..=6 => 4,
                _ => 7,
            };
            out.add(format_args!("mentions {mentions}"));
            out.add(format_args!("mentions {mentions}, {reason}"));
        }
    }

    /// Where it stands.
    fn position(&self, candidate: &Candidate, out: &mut Features) {
        let Scene {
            desk,
            frame,
            sentence,
            ..
        } = *self.scene;
        let mention = candidate.mention();
        let reason = candidate.best().reason.name();
        let quote = desk.runs[self.draft.run].span;
        let before = mention.start < quote.start;
        let here = desk.cast.sentence_of(quote.start);
        let there = desk.cast.sentence_of(mention.start);
        let away = match here.abs_diff(there) {
            n @ 0..=2 => n,
            3..=5 => 3,
            _ => 6,
        };
        let side = if before { "before" } else { "after" };
        out.add(format_args!("{side} {away}"));
        out.add(format_args!("{side} {away}, {reason}"));
        out.add(format_args!("{side} {away}, {}", self.kind));
        let items = &frame.items;
        let at = items.partition_point(|i| i.span.end <= mention.start);
        let past = items.partition_point(|i| i.span.start < mention.end);
        if items.get(at).is_none_or(|i| i.span.start > mention.end) || at >= past {
            return;
        }
        let gap = if before {
            self.draft.item.saturating_sub(past)
        } else {
            at.saturating_sub(self.draft.item + 1)
        };
        let gap = match gap {
            n @ 0..=3 => n,
            4..=5 => 4,
            6..=8 => 6,
            9..=13 => 9,
            _ => 14,
        };
        out.add(format_args!("{side}, gap {gap}"));
        let range = frame.sentences.partition_point(|r| r.end <= at);
        let Some(range) = frame.sentences.get(range).cloned() else {
            return;
        };
        let own = range == frame.sentences[sentence];
        let whole = Sentence::new(frame, &range);
        let subject = whole.subject_from(range.start, range.end);
        let subject = subject.is_some_and(|s| s.span(items).overlaps(mention));
        out.add_if(subject, format_args!("subject, own sentence {own}"));
        out.add_if(
            subject,
            format_args!("subject, {side} {away}, {}", self.kind),
        );
        let limit = if before && own {
            self.draft.item
        } else {
            range.end
        };
        let verb = (past..limit.max(past)).find_map(|i| Some((i, whole.verb(i)?)));
        if let Some((i, verb)) = verb {
            let away = (i - past).min(4);
            let (class, passive) = (verb.class, whole.is_passive(i));
            out.add(format_args!(
                "verb {class:?}, {away} away, passive {passive}"
            ));
            out.add_if(
                passive,
                format_args!("subject {subject} of a passive, {reason}"),
            );
        }
        let left = at.checked_sub(1).filter(|&i| i >= range.start);
        let left = left.map_or(("start", ""), |i| seen(&items[i]));
        let right = (past < range.end).then(|| seen(&items[past]));
        let right = right.unwrap_or(("end", ""));
        out.add(format_args!("left {}", left.0));
        out.add(format_args!("left {} {}, {reason}", left.0, left.1));
        out.add(format_args!("right {}", right.0));
        out.add(format_args!("right {} {}, {reason}", right.0, right.1));
        out.add(format_args!("right {}, {side} {away}", right.0));
        let verbs = items[at.min(self.draft.item)..past.max(self.draft.item)]
            .iter()
            .filter(|i| i.is_finite())
            .count();
        out.add(format_args!(
            "{side}, finite verbs between {}",
            verbs.min(3)
        ));
    }

    /// How it stands to those who spoke before.
    fn history(&self, candidate: &Candidate, out: &mut Features) {
        let reason = candidate.best().reason.name();
        let Some(speaker) = candidate.speaker() else {
            return;
        };
        let same = |text: &str| speaker.text == text;
        let says = |words: &[&str]| words.iter().any(|&w| self.words.contains(w));
        let parts = speaker.text.split_whitespace();
        let named = parts
            .filter(|w| w.len() > 2)
            .any(|w| self.words.contains(&w.to_lowercase()));
        out.add_if(
            named && speaker.name.is_some(),
            format_args!("named in the quotation"),
        );
        let first = says(&["i", "we", "my", "our", "us"]);
        let third = match speaker.gender {
            Gender::Male => says(&["he", "his", "him"]),
            Gender::Female => says(&["she", "her"]),
            Gender::Unknown => says(&["he", "his", "him", "she", "her"]),
        };
        out.add_if(
            first,
            format_args!("quotation in the first person, {reason}"),
        );
        out.add_if(
            third,
            format_args!("quotation about somebody else, {reason}"),
        );
        out.add_if(
            third,
            format_args!("quotation about somebody else, as {:?}", speaker.via),
        );
        match &self.chain.last {
            Some(last) if same(&last.speaker.text) => {
                let ago = last.ago.min(3);
                out.add(format_args!("spoke last"));
                out.add(format_args!("spoke last, {ago} ago"));
                out.add(format_args!("spoke last, {reason}"));
                out.add(format_args!(
                    "spoke last, claims {}, {}",
                    self.claims.min(2),
                    self.kind
                ));
                out.add(format_args!("spoke last, streak {}", last.streak.min(3)));
            }
            Some(_) => {
                out.add(format_args!("did not speak last, {reason}"));
                let other = self.chain.other.as_ref();
                let turn = other.is_some_and(|o| same(&o.text));
                out.add_if(turn, format_args!("spoke before the last"));
                out.add_if(
                    turn,
                    format_args!("spoke before the last, alone {}", self.alone),
                );
            }
            None => out.add(format_args!("nobody spoke before, {reason}")),
        }
    }
}

/// Tenths of a share or a weight.
fn tenth(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 10.0 + 0.001) as u8
}
