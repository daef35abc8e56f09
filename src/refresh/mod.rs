//! Bringing what is new into the library: which subscriptions may be asked, asking them, and what
//! becomes of the answer.
//!
//! Servers are asked in parallel, each for one thing at a time. What is read goes to one [`Store`](crate::store::Store)
//! in small pieces; what a server gave to ask with the next time is kept with the last of them, so
//! that a crash can lose nothing for good.

mod command;
mod engine;
mod files;
mod keeping;
mod lanes;
mod page;
pub mod schedule;
mod source;
mod subscribe;
mod threads;

use std::time::Duration;

use jiff::Timestamp;

use crate::loader::{Limits, Offer};
use crate::model::FeedKey;
use crate::text::Clean;

pub use command::end_commands;
pub use engine::{refresh, refresh_and};
pub use page::full_text;
pub use schedule::Wish;
pub use subscribe::{NO_FEED_NAMED, Taken, Wanted, enter, judge, origin_of, subscribe, wanted_of};

/// How a refresh goes about it.
#[derive(Debug, Clone)]
pub struct Manner {
    /// Bounds on each answer.
    pub limits: Limits,
    /// How many are asked at once.
    pub at_once: usize,
    /// For how long a server is left alone after it answered.
    pub pause: Duration,
    /// Whether a server on this very machine is spared too, which it hardly needs.
    pub spares_home: bool,
    /// What time it is.
    pub clock: fn() -> Timestamp,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            at_once: 8,
            pause: Duration::from_secs(1),
            spares_home: false,
            clock: Timestamp::now,
        }
    }
}

/// What happens during a refresh.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A subscription is being asked.
    Begun(Progress, FeedKey),
    /// A subscription that is still being asked has brought so many new articles up to now.
    Brought(FeedKey, usize),
    /// A subscription is done, or was not asked.
    Done(Progress, Report),
    /// Work goes on; sent some twenty times a second, so that it can be stopped.
    Waiting,
}

/// How far a refresh has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Subscriptions that are done.
    pub done: usize,
    /// Subscriptions that are asked in all.
    pub total: usize,
}

/// What came of one subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Which one.
    pub feed: FeedKey,
    /// What to call it.
    pub name: Clean,
    /// What came.
    pub came: Came,
    /// What else is to be told, as clauses that go on from its name.
    pub notes: Vec<Clean>,
    /// Where it failed because it is a web page, the feeds that this offers.
    pub offers: Option<Vec<Offer>>,
}

/// What came of asking for a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It was read.
    Read {
        /// Articles that were not there before.
        new: usize,
        /// Articles that were there, and are not as they were.
        changed: usize,
    },
    /// It is as it was.
    Unchanged,
    /// It was not asked, because it is too early; it may be asked from this time on.
    TooEarly(Timestamp),
    /// It says that it is gone for good, and is not asked any more.
    Gone,
    /// It could not be read.
    Failed {
        /// Why, as a clause that goes on from its name.
        why: Clean,
        /// When it will be tried again.
        again: Option<Timestamp>,
    },
    /// It was called off.
    Stopped,
}

/// What came of a refresh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that were there, and are not as they were.
    pub changed: usize,
    /// Subscriptions that were read or are as they were.
    pub fine: usize,
    /// Subscriptions that could not be read, or are gone.
    pub failed: usize,
    /// Subscriptions that were not asked, because it is too early.
    pub early: usize,
    /// Whether it was called off.
    pub stopped: bool,
}

impl Summary {
    fn count(&mut self, came: &Came) {
        match came {
            Came::Read { new, changed } => {
                self.new += new;
                self.changed += changed;
                self.fine += 1;
            }
            Came::Unchanged => self.fine += 1,
            Came::TooEarly(_) => self.early += 1,
            Came::Gone | Came::Failed { .. } => self.failed += 1,
            Came::Stopped => self.stopped = true,
        }
    }
}
