//! What becomes of what those who ask bring: articles, how it went, and what is still to be done.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::engine::{Asked, Engine, Message, Paging, Task};
use super::page::{self, Page};
use super::schedule::{self, Outcome};
use super::source::{Answer, End};
use super::{Came, Event, Report};
use crate::loader::http;
use crate::model::{Arriving, ArticleKey, FeedKey, Origin, Setting};
use crate::store::{Result, StoreError};
use crate::text::Clean;

/// How long those who ask are given to stop when they are called off.
const FAREWELL: Duration = Duration::from_millis(80);
/// Pages fetched for the full text of one subscription's articles in one refresh.
const PAGES: usize = 30;

impl Engine<'_> {
    /// Takes in what somebody who asks has to say.
    pub fn take(&mut self, message: Message) -> Result<ControlFlow<()>> {
        match message {
            Message::Brought(feed, batch) => {
                let now = (self.manner.clock)();
                let received = self.store.receive(feed, &batch, now)?;
                if let Some(asked) = self.asking.get_mut(&feed) {
                    asked.received.new += received.new;
                    asked.received.changed += received.changed;
                }
                Ok((self.on)(Event::Waiting))
            }
            Message::Ended(server, feed, end) => {
                self.lanes.done(server.as_deref(), Instant::now());
                match self.asking.remove(&feed) {
                    Some(asked) => self.ended(feed, asked, *end),
                    None => Ok(ControlFlow::Continue(())),
                }
            }
            Message::Paged(server, feed, article, page) => {
                self.lanes.done(server.as_deref(), Instant::now());
                self.paged(feed, article, page)
            }
        }
    }

    /// Keeps how asking a subscription ended.
    fn ended(&mut self, feed: FeedKey, mut asked: Asked, end: End) -> Result<ControlFlow<()>> {
        let mut notes = Vec::new();
        let mut offers = None;
        let mut fine = false;
        let came = match end {
            End::Read(reading) => {
                fine = true;
                asked.state.validators = reading.validators;
                asked.state.pace = reading.pace;
                notes.clone_from(&reading.warnings);
                asked.state.warnings = reading.warnings;
                asked.fine(reading.answer, &mut notes, (self.manner.clock)());
                let (title, site) = (reading.title.as_ref(), reading.site.as_ref());
                let received = self.settle(feed, &asked, title, site, &reading.last)?;
                Came::Read {
                    new: asked.received.new + received.new,
                    changed: asked.received.changed + received.changed,
                }
            }
            End::Unchanged(validators, answer) => {
                fine = true;
                asked.state.validators = validators;
                asked.fine(answer, &mut notes, (self.manner.clock)());
                self.settle(feed, &asked, None, None, &[])?;
                Came::Unchanged
            }
            End::Gone => {
                asked.failed(Clean::line(GONE), &Outcome::Gone, (self.manner.clock)());
                self.settle(feed, &asked, None, None, &[])?;
                Came::Gone
            }
            End::Failed(why, outcome) => self.failed(feed, &mut asked, why, &outcome)?,
            End::Page(why, found) => {
                offers = Some(found);
                self.failed(feed, &mut asked, why, &Outcome::Failed(None))?
            }
            End::Stopped => Came::Stopped,
        };
        if fine {
            notes.extend(self.follow(feed, &asked)?);
        }
        let left = match fine && asked.full_text && !self.stop.load(Ordering::Relaxed) {
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
            return Ok((self.on)(Event::Waiting));
        }
        Ok(self.done(report))
    }

    /// Keeps why a subscription could not be read.
    fn failed(
        &mut self,
        feed: FeedKey,
        asked: &mut Asked,
        why: Clean,
        outcome: &Outcome,
    ) -> Result<Came> {
        asked.failed(why.clone(), outcome, (self.manner.clock)());
        if let (Some(server), Some(until)) = (&asked.server, asked.state.barred) {
            self.barred.insert(server.clone(), until);
        }
        self.settle(feed, asked, None, None, &[])?;
        let again = asked.state.due;
        Ok(Came::Failed { why, again })
    }

    fn settle(
        &mut self,
        feed: FeedKey,
        asked: &Asked,
        title: Option<&Clean>,
        site: Option<&Clean>,
        last: &[Arriving],
    ) -> Result<crate::store::Received> {
        let now = (self.manner.clock)();
        self.store
            .settle(feed, &asked.state, title, site, last, now)
    }

    /// Has the subscription asked at its new address from now on, where it has moved for good.
    fn follow(&mut self, feed: FeedKey, asked: &Asked) -> Result<Option<Clean>> {
        let Some(address) = schedule::new_address(&asked.state) else {
            return Ok(None);
        };
        let moved = Setting::Origin(Origin::Url(address.to_owned()));
        let shown = http::shown(address);
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
    fn paged(&mut self, feed: FeedKey, key: ArticleKey, page: Page) -> Result<ControlFlow<()>> {
        let stored = match page {
            Page::Later => None,
            _ => self
                .store
                .article(key)?
                .filter(|stored| stored.own.is_none()),
        };
        if let Some(stored) = stored {
            let full = match page {
                Page::Read(page) => page::full(stored.article, *page),
                Page::None | Page::Later => stored.article,
            };
            self.store.keep_full_text(key, &full)?;
        }
        let Some(paging) = self.pages.get_mut(&feed) else {
            return Ok(ControlFlow::Continue(()));
        };
        paging.left -= 1;
        match paging.left {
            0 => Ok(match self.pages.remove(&feed) {
                Some(paging) => self.done(paging.report),
                None => ControlFlow::Continue(()),
            }),
            _ => Ok((self.on)(Event::Waiting)),
        }
    }

    fn done(&mut self, report: Report) -> ControlFlow<()> {
        self.progress.done += 1;
        self.tell(report)
    }

    /// Tells what came of a subscription.
    pub fn tell(&mut self, report: Report) -> ControlFlow<()> {
        self.summary.count(&report.came);
        (self.on)(Event::Done(self.progress, report))
    }

    /// Stops all who ask, and keeps what they have brought by then.
    pub fn call_off(&mut self, receiver: &Receiver<Message>) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        self.summary.stopped = true;
        let end = Instant::now() + FAREWELL;
        while !self.asking.is_empty() {
            let left = end.saturating_duration_since(Instant::now());
            // Nothing may be left out in between: so it is all, or what came first.
            match receiver.recv_timeout(left) {
                Ok(message) if !left.is_zero() => {
                    let _ = self.take(message)?;
                }
                _ => break,
            }
        }
        let asked = std::mem::take(&mut self.asking);
        for (feed, asked) in asked {
            let (name, notes) = (asked.name, Vec::new());
            let came = Came::Stopped;
            let _ = self.done(Report {
                feed,
                name,
                came,
                notes,
                offers: None,
            });
        }
        for paging in std::mem::take(&mut self.pages).into_values() {
            let _ = self.done(paging.report);
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
