//! How a refresh goes, subscription by subscription, as the screen tells it.

use std::collections::BTreeMap;

use crate::model::FeedKey;

/// A step of a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many are done, of so many.
    Of(usize, usize),
    /// A subscription is being asked.
    Asked(FeedKey),
    /// It is still being asked, and has brought so many new articles up to now.
    Brought(FeedKey, usize),
    /// It is done, and brought so many new articles.
    Came(FeedKey, usize),
    /// All are done.
    Ended,
}

/// Where a subscription is in a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It has been asked and has not ended; so many new articles have come up to now.
    Asked(usize),
    /// It brought so many new articles.
    Came(usize),
}

/// The refresh that is going on, or the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refreshing {
    progress: Option<(usize, usize)>,
    stands: BTreeMap<FeedKey, Stand>,
}

impl Refreshing {
    /// How far it has come: done, of how many; `None` while there is none.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.progress
    }

    /// How many new articles have come up to now.
    pub fn new_so_far(&self) -> usize {
        let stands = self.stands.values();
        let new = stands.map(|stand| match stand {
            Stand::Asked(new) | Stand::Came(new) => *new,
        });
        new.sum()
    }

    /// Where a subscription is; `None` where it has not been asked, or there was nothing to tell.
    pub fn stand(&self, feed: FeedKey) -> Option<Stand> {
        self.stands.get(&feed).copied()
    }

    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Of(done, total) => {
                if self.progress.is_none() {
                    self.stands.clear();
                }
                self.progress = Some((done, total));
            }
            Step::Asked(feed) => {
                self.stands.insert(feed, Stand::Asked(0));
            }
            Step::Brought(feed, new) => {
                self.stands.insert(feed, Stand::Asked(new));
            }
            Step::Came(feed, 0) => {
                self.stands.remove(&feed);
            }
            Step::Came(feed, new) => {
                self.stands.insert(feed, Stand::Came(new));
            }
            Step::Ended => {
                self.progress = None;
                self.stands
                    .retain(|_, stand| matches!(stand, Stand::Came(_)));
            }
        }
    }
}
