//! New subscriptions that are asked for the first time, beside all else that is asked.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::app::{Action, Notice};
use crate::loader::Offer;
use crate::model::FeedKey;
use crate::refresh::{self, Came, Report, Taken, Wanted};
use crate::store::{Store, StoreError, Subscribed};

/// A new subscription. It is kept already.
#[derive(Debug)]
pub struct First {
    /// As the person wrote it.
    what: String,
    wanted: Wanted,
    subscribed: Subscribed,
    /// Whether it was named by a page that the person wrote.
    named: bool,
}

impl First {
    /// What the person wrote as `what`, once it is kept.
    pub fn new(what: String, wanted: Wanted, subscribed: Subscribed) -> Self {
        Self {
            what,
            wanted,
            subscribed,
            named: false,
        }
    }
}

/// Those that are being asked, and those that are to be.
pub(super) struct Newcomers {
    /// A connection of their own, as they are judged in the midst of a refresh.
    store: Store,
    waiting: Vec<FeedKey>,
    asked: HashMap<FeedKey, First>,
}

impl Newcomers {
    pub fn new(store: Store) -> Self {
        Self {
            store,
            waiting: Vec::new(),
            asked: HashMap::new(),
        }
    }

    /// Has one asked.
    pub fn add(&mut self, first: First) {
        let key = first.subscribed.key();
        self.waiting.push(key);
        self.asked.insert(key, first);
    }

    /// Those that are to be asked now.
    pub fn take_waiting(&mut self) -> Vec<FeedKey> {
        std::mem::take(&mut self.waiting)
    }

    /// Whether it is one of them.
    pub fn contains(&self, feed: FeedKey) -> bool {
        self.asked.contains_key(&feed)
    }

    /// What becomes of one of them by this report, for the person.
    pub fn judge(&mut self, report: Report) -> Result<Option<Action>, StoreError> {
        let Some(first) = self.asked.remove(&report.feed) else {
            return Ok(None);
        };
        let taken = refresh::judge(
            &mut self.store,
            first.subscribed,
            Some(report),
            Timestamp::now(),
        )?;
        let what = &first.what;
        let failed = |why: &str| Action::Tell(Notice::Error(format!("{what} {why}")));
        Ok(match taken {
            Taken::Yes(subscribed, report) => Some(self.taken(subscribed, report)?),
            Taken::No(why) => Some(failed(&why)),
            Taken::Offers(offers) => match offers.as_slice() {
                [] => Some(failed("is a web page that names no feed")),
                [_] if first.named => Some(failed(refresh::NO_FEED_NAMED)),
                [one] => self.take_named(one, first)?,
                several => {
                    let choice = |offer: &Offer| (offer.title.to_string(), offer.url.to_string());
                    Some(Action::FeedsFound(several.iter().map(choice).collect()))
                }
            },
        })
    }

    fn taken(&self, subscribed: Subscribed, report: Option<Report>) -> Result<Action, StoreError> {
        let found = self.store.subscription(subscribed.key())?;
        let name = found.map(|feed| feed.label()).unwrap_or_default();
        Ok(Action::Tell(Notice::Done(
            match report.map(|report| report.came) {
                Some(Came::Read { new, .. }) => format!("{name}: {}", articles(new)),
                Some(Came::Stopped) => format!("{name} is subscribed to; the next refresh asks it"),
                _ => format!("{name} is subscribed to"),
            },
        )))
    }

    /// Has the feed asked that a page names: it stands for the page.
    fn take_named(&mut self, named: &Offer, first: First) -> Result<Option<Action>, StoreError> {
        let wanted = Wanted {
            origin: named.origin(),
            ..first.wanted
        };
        let subscribed = refresh::enter(&mut self.store, &wanted)?;
        if let Subscribed::Already(_) = subscribed {
            return Ok(Some(self.taken(subscribed, None)?));
        }
        self.add(First {
            what: first.what,
            wanted,
            subscribed,
            named: true,
        });
        Ok(None)
    }
}

/// "12 new articles".
pub(super) fn articles(new: usize) -> String {
    match new {
        0 => "nothing new".to_owned(),
        1 => "1 new article".to_owned(),
        _ => format!("{new} new articles"),
    }
}
