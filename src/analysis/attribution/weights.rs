//! The trained weights: a table of features, readable as text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::features::Features;

/// A logit is this many units of weight.
pub(super) const UNIT: f32 = 1000.0;

/// For each feature, `N` integer weights, one a class.
pub(super) struct Weights<const N: usize> {
    table: HashMap<&'static str, [i32; N]>,
}

/// Weights of the speaker's ranker.
pub(super) static SPEAKERS: LazyLock<Weights<1>> =
    LazyLock::new(|| Weights::read(include_str!("../../../assets/speakers.tsv")));

/// Weights of the kinds of quotations: direct, mixed, title, scare.
pub(super) static KINDS: LazyLock<Weights<4>> =
    LazyLock::new(|| Weights::read(include_str!("../../../assets/kinds.tsv")));

impl<const N: usize> Weights<N> {
    /// Reads lines of a feature and its weights, tabs between. Other lines are passed over.
    fn read(text: &'static str) -> Self {
        let entry = |line: &'static str| {
            let mut cells = line.split('\t');
            let feature = cells.next()?;
            let mut weights = [0; N];
            for weight in &mut weights {
                *weight = cells.next()?.parse().ok()?;
            }
            Some((feature, weights))
        };
        Self {
            table: text.lines().filter_map(entry).collect(),
        }
    }

    /// The sums of the weights of `features`, in units of [`UNIT`]. Integers, so that their order
    /// does not matter.
    pub fn score(&self, features: &Features) -> [i32; N] {
        let mut sums = [0; N];
        for weights in features.iter().filter_map(|name| self.table.get(name)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        sums
    }
}

/// The shares of classes with these scores: their softmax.
pub(super) fn shares(scores: &[i32]) -> Vec<f32> {
    let most = scores.iter().copied().max().unwrap_or(0);
    let powers: Vec<f32> = scores
        .iter()
        // Differences are small integers: exact as floats.
        .map(|&score| crate::tagger::exp((score - most).max(-80_000) as f32 / UNIT))
        .collect();
    let total: f32 = powers.iter().sum();
    powers.iter().map(|p| p / total).collect()
}
