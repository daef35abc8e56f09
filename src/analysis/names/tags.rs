//! From the tagger's scores of words to runs of words that are names.
//!
//! Tags are BIO over four kinds: a name's first word is B, its others are I of the same kind.
//! Nothing here needs a logarithm or an exponential, whose last bit differs between machines.

use std::ops::Range;

use super::kind::Evidence;
use crate::model::NameKind;

/// Number of tags: O, then B and I of each kind.
pub(super) const TAGS: usize = 9;

/// The kinds in the order of their tags.
const KINDS: [NameKind; 4] = [NameKind::Per, NameKind::Org, NameKind::Loc, NameKind::Misc];

/// The scores (logits) of one word, a tag each: O, B-PER, I-PER, B-ORG, ... I-MISC.
pub(super) type Scores = [f32; TAGS];

/// Words that are a name, and what speaks for each kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Which words.
    pub words: Range<usize>,
    /// Points for each kind, [`SURE`] for one that nothing speaks against.
    pub evidence: Evidence,
}

/// Points of a kind that no other comes near to.
pub(super) const SURE: i32 = 20;
/// Points lost for each unit of score by which a kind falls behind the best tag.
const STEP: f32 = 4.0;

const fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

const fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// The names in a window of words: the sequence of tags with the highest sum of scores among
/// those in which every I follows a B or I of its kind.
pub(super) fn decode(scores: &[Scores]) -> Vec<Range<usize>> {
    let tags = best_tags(scores);
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 1..=tags.len() {
        let opened = tags.get(start).is_some_and(|&tag| tag > 0);
        let goes_on = tags.get(at).is_some_and(|&tag| tag > 0 && tag % 2 == 0);
        if opened && goes_on {
            continue;
        }
        if opened {
            runs.push(start..at);
        }
        start = at;
    }
    runs
}

/// The best allowed tag of each word (Viterbi).
fn best_tags(scores: &[Scores]) -> Vec<usize> {
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    let mut sums = [0.0_f32; TAGS];
    for (at, own) in scores.iter().enumerate() {
        let (mut best, mut best_sum) = (0, f32::NEG_INFINITY);
        for (tag, &sum) in sums.iter().enumerate() {
            if sum > best_sum {
                (best, best_sum) = (tag, sum);
            }
        }
        let mut from = [u8::try_from(best).unwrap_or_default(); TAGS];
        let mut next = own.map(|score| score + best_sum);
        for kind in 0..KINDS.len() {
            let (b, i) = (begin(kind), inside(kind));
            let before = if sums[i] > sums[b] { i } else { b };
            from[i] = u8::try_from(before).unwrap_or_default();
            next[i] = own[i]
                + if at == 0 {
                    f32::NEG_INFINITY
                } else {
                    sums[before]
                };
        }
        back.push(from);
        sums = next;
    }
    let mut tag = 0;
    for (other, &sum) in sums.iter().enumerate() {
        if sum > sums[tag] {
            tag = other;
        }
    }
    let mut tags = vec![0; scores.len()];
    for (slot, from) in tags.iter_mut().zip(&back).rev() {
        *slot = tag;
        tag = usize::from(from[tag]);
    }
    tags
}

/// What speaks for each kind over the words of one name.
pub(super) fn evidence(scores: &[Scores]) -> Evidence {
    let mut behind = [0.0_f32; KINDS.len()];
    for (at, own) in scores.iter().enumerate() {
        let best = own.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for (kind, sum) in behind.iter_mut().enumerate() {
            *sum += best - own[if at == 0 { begin(kind) } else { inside(kind) }];
        }
    }
    let mut evidence = Evidence::default();
    for (kind, sum) in KINDS.into_iter().zip(behind) {
        let lost = STEP * sum / scores.len().max(1) as f32;
        // Saturates, also where a score is no number.
        *evidence.of(kind) = (SURE - lost.round() as i32).max(0);
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that favour `tag` by `by`.
    fn word(tag: usize, by: f32) -> Scores {
        let mut scores = [0.0; TAGS];
        scores[tag] = by;
        scores
    }

    #[test]
    fn names_begin_with_b_and_go_on_with_i_of_the_same_kind() {
        let scores = [
            word(0, 9.0),
            word(3, 9.0),
            word(4, 9.0),
            word(3, 9.0),
            word(0, 9.0),
            word(7, 9.0),
        ];
        let found: Vec<_> = decode(&scores)
            .into_iter()
            .map(|words| (words.clone(), evidence(&scores[words]).kind()))
            .collect();
        let expected = [
            (1..3, NameKind::Org),
            (3..4, NameKind::Org),
            (5..6, NameKind::Misc),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_follow_is_not_taken() {
        // An I without a B before it, at the start and after another kind.
        let scores = [word(2, 3.0), word(5, 2.0), word(4, 1.0)];
        assert!(decode(&scores).iter().all(|words| words.start < words.end));
        assert!(decode(&[]).is_empty());
        assert_eq!(decode(&[word(6, 5.0)]).len(), 0);
    }

    #[test]
    fn a_kind_that_comes_close_keeps_points() {
        let mut near = word(1, 5.0);
        near[3] = 4.0;
        let evidence = evidence(&[near]);
        assert_eq!(
            (evidence.person, evidence.body, evidence.place),
            (SURE, 16, 0)
        );
    }
}
