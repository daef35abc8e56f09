//! The threads that ask: one for each subscription and each page, which tells the refresh what it is
//! given.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use jiff::Timestamp;

use super::engine::{Engine, Message};
use super::page::{self, Page};
use super::source::{Asking, End};
use crate::loader::http::Way;
use crate::model::{ArticleKey, FeedKey, Subscription};
use crate::store::Prepared;

impl Engine<'_> {
    /// Has a thread fetch the page of an article.
    pub(super) fn fetch(
        &mut self,
        server: Option<String>,
        feed: FeedKey,
        article: ArticleKey,
        url: String,
    ) {
        let (limits, stop) = (self.manner.limits.clone(), Arc::clone(&self.stop));
        let (sender, goes_to) = (self.sender.clone(), server.clone());
        let started = thread::Builder::new().spawn(move || {
            let work = || page::fetch(&url, &limits, &mut || go_on(&stop));
            let page = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Page::None("the work on it broke off".to_owned()));
            let _ = sender.send(Message::Paged(goes_to, feed, article, page));
        });
        if started.is_err() {
            let later = Page::Later("the system is too busy".to_owned());
            self.own.push(Message::Paged(server, feed, article, later));
        }
    }

    /// Has a thread ask a subscription, or tells that none can be started.
    pub(super) fn spawn(
        &mut self,
        server: Option<String>,
        subscription: Subscription,
        way: Option<Way>,
        now: Timestamp,
    ) {
        let (feed, goes_to) = (subscription.key, server.clone());
        if self.try_to_spawn(server, subscription, way, now).is_err() {
            let end = End::failed("could not be asked: the system is too busy; try again");
            let (end, none) = (Box::new(end), Ok(Vec::new()));
            self.own.push(Message::Ended(goes_to, feed, end, none));
        }
    }

    fn try_to_spawn(
        &self,
        server: Option<String>,
        subscription: Subscription,
        way: Option<Way>,
        now: Timestamp,
    ) -> io::Result<()> {
        let (limits, stop) = (self.manner.limits.clone(), Arc::clone(&self.stop));
        let sender = self.sender.clone();
        let feed = subscription.key;
        let work = move || {
            let asking = Asking {
                subscription: &subscription,
                way,
                limits: &limits,
                now,
                tick: &mut || go_on(&stop),
                hand_on: &mut |batch| match sender
                    .send(Message::Brought(feed, Prepared::all(batch)))
                {
                    Ok(()) => go_on(&stop),
                    Err(_) => ControlFlow::Break(()),
                },
            };
            let run = || {
                let mut end = asking.run();
                let last = match &mut end {
                    End::Read(reading) => std::mem::take(&mut reading.last),
                    _ => Vec::new(),
                };
                (end, Prepared::all(last))
            };
            // What brings a library of ours down costs that feed alone.
            let (end, last) = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
                let why = "could not be read: the work on it broke off";
                (End::failed(why), Ok(Vec::new()))
            });
            // Nobody listens any more after it was called off; that is fine.
            let _ = sender.send(Message::Ended(server, feed, Box::new(end), last));
        };
        thread::Builder::new().spawn(work).map(|_| ())
    }
}

fn go_on(stop: &AtomicBool) -> ControlFlow<()> {
    match stop.load(Ordering::Relaxed) {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    }
}
