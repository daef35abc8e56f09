//! The choice among candidates: a linear model over named features, trained on the corpus. Earlier
//! choices of the article count, as whoever spoke last is among the features.

use super::candidate::{Candidate, candidates};
use super::chain::Chain;
use super::features::Features;
use super::proposal::Proposal;
use super::scene::{Draft, Scene};
use super::view::View;
use super::weights::{SPEAKERS, shares};
use super::{Desk, Finding};
use crate::model::RunnerUp;

/// Share from which somebody is named among the runners-up, and how many are.
const NAMED: f32 = 0.02;
const RUNNERS_UP: usize = 3;

/// By how much a clause may be less likely than a mention without one, and still be the reason told.
const UNLIKELY: f32 = 0.05;

impl Desk<'_> {
    /// Chooses the speaker of a quotation, or nobody.
    pub(super) fn choose(
        &self,
        scene: &Scene,
        draft: &Draft,
        proposals: Vec<Proposal>,
        chain: &Chain,
    ) -> Finding {
        let all = candidates(scene, draft, proposals, chain);
        let view = View::new(scene, draft, chain, &all);
        let mut features = Features::default();
        view.nobody(&mut features);
        let mut scores = SPEAKERS.score(&features).to_vec();
        self.log_candidate(draft.run, None, &features);
        for candidate in &all {
            features.clear();
            view.candidate(candidate, &mut features);
            scores.extend(SPEAKERS.score(&features));
            self.log_candidate(draft.run, Some(candidate), &features);
        }
        let shares = shares(&scores);
        self.decide(draft, &all, &shares)
    }

    /// The finding with the best of `candidates`; `shares` has that of nobody first.
    fn decide(&self, draft: &Draft, candidates: &[Candidate], shares: &[f32]) -> Finding {
        let mut people: Vec<Person> = Vec::new();
        for (candidate, &share) in candidates.iter().zip(&shares[1..]) {
            let speaker = candidate.speaker().map(|s| s.text.as_str());
            match people
                .iter_mut()
                .find(|p| speaker.is_some() && p.speaker == speaker)
            {
                Some(person) => {
                    person.total += share;
                    // Who is told by a clause is told by that clause, if it is likely at all.
                    let clause = |c: &Candidate| c.told().clause.is_some();
                    let better = match (clause(candidate), clause(person.candidate)) {
                        (true, false) => share > person.share * UNLIKELY,
                        (false, true) => share * UNLIKELY > person.share,
                        _ => share > person.share,
                    };
                    if better {
                        (person.share, person.candidate) = (share, candidate);
                    }
                }
                None => people.push(Person {
                    speaker,
                    candidate,
                    share,
                    total: share,
                }),
            }
        }
        people.sort_by(|a, b| b.total.total_cmp(&a.total));
        let Some(first) = people.first().filter(|p| p.total > shares[0]) else {
            let mut finding = Finding::unspoken(draft.judged);
            finding.runners_up = runners_up(&people);
            return finding;
        };
        let chosen = first.candidate.told().clone();
        let others = runners_up(&people[1..]);
        self.finding(draft.judged, chosen, first.total, others)
    }
}

/// All candidates that stand for one speaker.
struct Person<'c> {
    speaker: Option<&'c str>,
    /// The likeliest of them.
    candidate: &'c Candidate,
    share: f32,
    total: f32,
}

fn runners_up(people: &[Person]) -> Vec<RunnerUp> {
    let named = people.iter().filter_map(|p| {
        Some(RunnerUp {
            speaker: p.speaker?.to_owned(),
            mention: p.candidate.mention(),
            confidence: p.total,
        })
    });
    named
        .filter(|r| r.confidence >= NAMED)
        .take(RUNNERS_UP)
        .collect()
}
