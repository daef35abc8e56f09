//! What becomes of what those who ask bring: articles, how it went, and what is still to be done.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::engine::{Asked, Engine, Message, Paging, Task};
use super::page::{self, Page};
use super::schedule::{self, Outcome};
use super::source::{Answer, End};
use super::{Came, Event, Report};
use crate::loader::{Offer, http, subscriptions};
use crate::model::{ArticleKey, FeedKey, Origin, Setting};
use crate::store::{Delivery, Ending, Received, Result, StoreError};
use crate::text::Clean;

/// How long those who ask are given to stop when they are called off.
const FAREWELL: Duration = Duration::from_millis(80);
/// Pages fetched for the full text of one subscription's articles in one refresh.
const PAGES: usize = 30;

/// A subscription whose asking ended, before that is kept.
struct Ended {
    feed: FeedKey,
    asked: Asked,
    came: Came,
    notes: Vec<Clean>,
    offers: Option<Vec<Offer>>,
}

impl Engine<'_> {
    /// Takes in what those who ask have to say. What is to be kept of it is kept together; meanwhile
    /// others are asked.
    pub fn take(&mut self, messages: Vec<Message>) -> Result<()> {
        let (mut deliveries, mut ended, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for message in messages {
            match message {
                Message::Brought(feed, articles) => deliveries.push(Delivery {
                    feed,
                    articles: articles?,
                    ending: None,
                }),
                Message::Ended(server, feed, end, last) => {
                    self.lanes.done(server.as_deref(), Instant::now());
                    if let End::Elsewhere(way) = *end {
                        let next = Some(way.server().to_owned());
                        self.lanes.add_first(next, Task::Follow(feed, *way));
                        continue;
                    }
                    if let Some(asked) = self.asking.remove(&feed) {
                        let (end, ending) = self.end(feed, asked, *end);
                        deliveries.push(Delivery {
                            feed,
                            articles: last?,
                            ending,
                        });
                        ended.push(end);
                    }
                }
                Message::Paged(server, feed, article, page) => {
                    self.lanes.done(server.as_deref(), Instant::now());
                    pages.push((feed, article, page));
                }
            }
        }
        if !self.is_stopped() {
            self.start()?;
        }
        let received = self.store.take_in(&deliveries, (self.manner.clock)())?;
        let mut brought = Vec::new();
        for (delivery, received) in deliveries.iter().zip(received) {
            let of = |ended: &&mut Ended| ended.feed == delivery.feed;
            if let Some(ended) = ended.iter_mut().find(of) {
                ended.asked.received += received;
            } else if let Some(asked) = self.asking.get_mut(&delivery.feed) {
                asked.received += received;
                brought.push(Event::Brought(delivery.feed, asked.received.new));
            }
        }
        brought.into_iter().for_each(|event| self.happen(event));
        for ended in ended {
            self.ended(ended)?;
        }
        for (feed, article, page) in pages {
            self.paged(feed, article, page)?;
        }
        self.happen(Event::Waiting);
        Ok(())
    }

    /// What came of asking a subscription, and what of it is to be kept.
    fn end(&mut self, feed: FeedKey, mut asked: Asked, end: End) -> (Ended, Option<Ending>) {
        let now = (self.manner.clock)();
        let (mut notes, mut offers) = (Vec::new(), None);
        let (mut title, mut site) = (None, None);
        let came = match end {
            End::Read(reading) => {
                asked.state.validators = reading.validators;
                asked.state.pace = reading.pace;
                notes.clone_from(&reading.warnings);
                asked.state.warnings = reading.warnings;
                asked.fine(reading.answer, &mut notes, now);
                (title, site) = (reading.title, reading.site);
                Came::Read { new: 0, changed: 0 }
            }
            End::Unchanged(validators, answer) => {
                asked.state.validators = validators;
                asked.fine(answer, &mut notes, now);
                Came::Unchanged
            }
            End::Gone => {
                asked.failed(Clean::line(GONE), &Outcome::Gone, now);
                Came::Gone
            }
            End::Failed(why, outcome) => self.failed(&mut asked, why, &outcome),
            End::Page(why, found) => {
                offers = Some(found);
                self.failed(&mut asked, why, &Outcome::Failed(None))
            }
            End::Elsewhere(_) | End::Stopped => Came::Stopped,
        };
        let ending = (came != Came::Stopped).then(|| Ending {
            state: asked.state.clone(),
            title,
            site,
        });
        let ended = Ended {
            feed,
            asked,
            came,
            notes,
            offers,
        };
        (ended, ending)
    }

    /// A subscription could not be read.
    fn failed(&mut self, asked: &mut Asked, why: Clean, outcome: &Outcome) -> Came {
        asked.failed(why.clone(), outcome, (self.manner.clock)());
        if let (Some(server), Some(until)) = (&asked.server, asked.state.barred) {
            self.barred.insert(server.clone(), until);
        }
        let again = asked.state.due;
        Came::Failed { why, again }
    }

    /// How asking a subscription ended is kept: has done what follows from it, and tells it.
    fn ended(&mut self, ended: Ended) -> Result<()> {
        let Ended {
            feed,
            asked,
            mut came,
            mut notes,
            offers,
        } = ended;
        let Received { new, changed } = asked.received;
        if let Came::Read { .. } = came {
            came = Came::Read { new, changed };
        }
        let fine = matches!(came, Came::Read { .. } | Came::Unchanged);
        if fine {
            notes.extend(self.follow(feed, &asked)?);
        }
        let left = match fine && asked.full_text && !self.is_stopped() {
            true => self.want_pages(feed)?,
            false => 0,
        };
        let report = Report {
            feed,
            name: asked.name,
            came,
            notes,
            offers,
        };
        if left > 0 {
            self.pages.insert(feed, Paging { report, left });
        } else {
            self.done(report);
        }
        Ok(())
    }

    /// Has the subscription asked at its new address from now on, where it has moved for good.
    fn follow(&mut self, feed: FeedKey, asked: &Asked) -> Result<Option<Clean>> {
        let Some(address) = schedule::new_address(&asked.state) else {
            return Ok(None);
        };
        let address = subscriptions::normal(address);
        let moved = Setting::Origin(Origin::Url(address.to_string()));
        let shown = http::shown(&address);
        let words = match self.store.alter(feed, &[moved]) {
            Ok(()) => format!("has moved for good to {shown}, and is asked there from now on"),
            Err(StoreError::Taken(_)) => format!(
                "has moved for good to {shown}, to which you are subscribed already; remove one of the two"
            ),
            // It was removed meanwhile.
            Err(StoreError::NoFeed) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(Clean::line(&words)))
    }

    /// Has the pages of articles wait for their turn that have no full text yet; gives how many.
    fn want_pages(&mut self, feed: FeedKey) -> Result<usize> {
        let mut wanted = 0;
        for key in self.store.without_full_text(feed, PAGES)? {
            let Some(stored) = self.store.article(key)? else {
                continue;
            };
            match stored
                .article
                .url
                .as_deref()
                .map(|url| (http::server(url), url))
            {
                Some((server @ Some(_), url)) => {
                    self.lanes
                        .add(server, Task::Page(feed, key, url.to_owned()));
                    wanted += 1;
                }
                // All there is of it is what the feed gave.
                _ => self.store.keep_full_text(key, &stored.article)?,
            }
        }
        Ok(wanted)
    }

    /// Keeps what came of asking for a page.
    fn paged(&mut self, feed: FeedKey, key: ArticleKey, page: Page) -> Result<()> {
        let stored = match page {
            Page::Later(_) => None,
            _ => self
                .store
                .article(key)?
                .filter(|stored| stored.own.is_none()),
        };
        if let Some(stored) = stored {
            let full = match page {
                Page::Read(page) => page::full(stored.article, *page),
                Page::None(_) | Page::Later(_) => stored.article,
            };
            self.store.keep_full_text(key, &full)?;
        }
        if let Some(paging) = self.pages.get_mut(&feed) {
            paging.left -= 1;
            if paging.left == 0
                && let Some(paging) = self.pages.remove(&feed)
            {
                self.done(paging.report);
            }
        }
        Ok(())
    }

    fn done(&mut self, report: Report) {
        self.progress.done += 1;
        self.tell(report);
    }

    /// Tells what came of a subscription.
    pub fn tell(&mut self, report: Report) {
        self.summary.count(&report.came);
        self.happen(Event::Done(self.progress, report));
    }

    /// Stops all who ask, and keeps what they have brought by then.
    pub fn call_off(&mut self, receiver: &Receiver<Message>) -> Result<()> {
        self.summary.stopped = true;
        let end = Instant::now() + FAREWELL;
        while !self.asking.is_empty() {
            let left = end.saturating_duration_since(Instant::now());
            // Nothing may be left out in between: so it is all, or what came first.
            match receiver.recv_timeout(left) {
                Ok(message) if !left.is_zero() => self.take(vec![message])?,
                _ => break,
            }
        }
        for (feed, asked) in std::mem::take(&mut self.asking) {
            self.done(Report {
                feed,
                name: asked.name,
                came: Came::Stopped,
                notes: Vec::new(),
                offers: None,
            });
        }
        for paging in std::mem::take(&mut self.pages).into_values() {
            self.done(paging.report);
        }
        Ok(())
    }
}

/// Why a subscription is not asked any more.
const GONE: &str = "is gone for good, its server says (410); what it brought stays";
/// What is told where a secure address leads to one that is not.
const INSECURE: &str =
    "was sent on from a secure address to one that is not; others may read along";

impl Asked {
    fn fine(&mut self, answer: Answer, notes: &mut Vec<Clean>, now: jiff::Timestamp) {
        if answer.insecure {
            notes.push(Clean::line(INSECURE));
        }
        self.state.error = None;
        let (fresh_for, moved) = (answer.fresh_for, answer.moved);
        schedule::settle(&mut self.state, &Outcome::Fine { fresh_for, moved }, now);
    }

    fn failed(&mut self, why: Clean, outcome: &Outcome, now: jiff::Timestamp) {
        self.state.error = Some(why);
        schedule::settle(&mut self.state, outcome, now);
    }
}
