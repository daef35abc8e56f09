//! The refresh itself: threads that ask, and one that keeps what they bring.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::lanes::{Lanes, Next};
use super::page::{self, Page};
use super::schedule::{self, May};
use super::source::{Asking, End};
use super::{Came, Event, Manner, Progress, Report, Summary, Wish};
use crate::loader::http;
use crate::model::{Arriving, ArticleKey, FeedKey, FeedState, Origin, Subscription};
use crate::store::{Received, Result, Store};
use crate::text::Clean;

/// How often whoever waits is asked whether to go on.
const TICK: Duration = Duration::from_millis(50);
/// Messages that may wait to be kept; each holds a batch of articles at most.
const WAITING: usize = 4;

/// Asks `feeds` (all subscriptions where it is `None`) for what is new, as far as they may be asked
/// by `wish`, and keeps it in `store`. Breaking from `on` calls it off within a tenth of a second.
///
/// # Errors
/// What keeps the library from being read or written. What is wrong with one subscription is kept
/// and reported with it.
pub fn refresh(
    store: &mut Store,
    feeds: Option<&[FeedKey]>,
    wish: Wish,
    manner: &Manner,
    on: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Result<Summary> {
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let mut engine = Engine {
        store,
        wish,
        manner,
        on,
        lanes: Lanes::new(manner.at_once, manner.pause, manner.spares_home),
        asking: HashMap::new(),
        pages: HashMap::new(),
        barred: HashMap::new(),
        progress: Progress::default(),
        summary: Summary::default(),
        stop: Arc::new(AtomicBool::new(false)),
        sender,
    };
    let outcome = engine.run(feeds, &receiver);
    engine.stop.store(true, Ordering::Relaxed);
    outcome?;
    Ok(engine.summary)
}

/// Something to ask for.
#[derive(Debug)]
pub(super) enum Task {
    /// A subscription.
    Feed(FeedKey),
    /// The page of an article of a subscription.
    Page(FeedKey, ArticleKey, String),
}

/// What those who ask have to say.
pub(super) enum Message {
    /// Articles of a subscription.
    Brought(FeedKey, Vec<Arriving>),
    /// A subscription's asking ended.
    Ended(Option<String>, FeedKey, Box<End>),
    /// A page's asking ended.
    Paged(Option<String>, FeedKey, ArticleKey, Page),
}

/// A subscription that is being asked.
pub(super) struct Asked {
    pub name: Clean,
    pub state: FeedState,
    pub server: Option<String>,
    pub full_text: bool,
    pub received: Received,
}

/// A subscription whose articles wait for their pages.
pub(super) struct Paging {
    pub report: Report,
    pub left: usize,
}

/// One refresh.
pub(super) struct Engine<'a> {
    pub store: &'a mut Store,
    pub wish: Wish,
    pub manner: &'a Manner,
    pub on: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    pub lanes: Lanes<Task>,
    pub asking: HashMap<FeedKey, Asked>,
    pub pages: HashMap<FeedKey, Paging>,
    /// Until when servers want to be left alone, whoever asks for what.
    pub barred: HashMap<String, Timestamp>,
    pub progress: Progress,
    pub summary: Summary,
    pub stop: Arc<AtomicBool>,
    pub sender: SyncSender<Message>,
}

impl Engine<'_> {
    fn run(&mut self, feeds: Option<&[FeedKey]>, receiver: &Receiver<Message>) -> Result<()> {
        let mut going = self.plan(feeds)?;
        self.lanes.shuffle();
        while going.is_continue() {
            let wait = match self.lanes.next(Instant::now()) {
                Next::Start(server, task) => {
                    going = self.start(server, task)?;
                    continue;
                }
                Next::Wait(wait) => wait.min(TICK),
                Next::Busy => TICK,
                Next::Done => return Ok(()),
            };
            going = match receiver.recv_timeout(wait) {
                Ok(message) => self.take(message)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    (self.on)(Event::Waiting)
                }
            };
        }
        self.call_off(receiver)
    }

    /// Has those wait for their turn that may be asked.
    fn plan(&mut self, feeds: Option<&[FeedKey]>) -> Result<ControlFlow<()>> {
        let all = self.store.subscriptions()?;
        for subscription in &all {
            if let (Some(server), Some(until)) = (server(subscription), subscription.state.barred) {
                let known = self.barred.entry(server).or_insert(until);
                *known = until.max(*known);
            }
        }
        let wanted = |s: &&Subscription| feeds.is_none_or(|feeds| feeds.contains(&s.key));
        let mut early = Vec::new();
        for subscription in all
            .iter()
            .filter(wanted)
            .filter(|s| can_be_asked(&s.origin))
        {
            match self.may_ask(subscription) {
                May::Now => {
                    self.lanes
                        .add(server(subscription), Task::Feed(subscription.key));
                    self.progress.total += 1;
                }
                May::At(time) => early.push(report(subscription, Came::TooEarly(time))),
                // A person was told when it went.
                May::Never => {}
            }
        }
        for report in early {
            if self.tell(report).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn may_ask(&self, subscription: &Subscription) -> May {
        if !asks_others(&subscription.origin) {
            return May::Now;
        }
        let now = (self.manner.clock)();
        let mut state = subscription.state.clone();
        // What one feed of a server was told holds for all of them.
        let server = server(subscription);
        let others = server.and_then(|server| self.barred.get(&server).copied());
        state.barred = state.barred.max(others);
        schedule::may_ask(&state, self.wish, now)
    }

    fn start(&mut self, server: Option<String>, task: Task) -> Result<ControlFlow<()>> {
        match task {
            Task::Feed(feed) => self.ask(server, feed),
            Task::Page(feed, article, url) => {
                let (limits, stop) = (self.manner.limits.clone(), Arc::clone(&self.stop));
                let (sender, goes_to) = (self.sender.clone(), server.clone());
                let started = thread::Builder::new().spawn(move || {
                    let work = || page::fetch(&url, &limits, &mut || go_on(&stop));
                    let page = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Page::None);
                    let _ = sender.send(Message::Paged(goes_to, feed, article, page));
                });
                match started {
                    Ok(_) => Ok(ControlFlow::Continue(())),
                    Err(_) => self.take(Message::Paged(server, feed, article, Page::Later)),
                }
            }
        }
    }

    /// Asks a subscription, if it is still there and nobody else has asked it meanwhile.
    fn ask(&mut self, server: Option<String>, feed: FeedKey) -> Result<ControlFlow<()>> {
        let subscription = self.store.subscription(feed)?;
        let may = subscription.as_ref().map(|s| self.may_ask(s));
        let (Some(subscription), Some(May::Now)) = (&subscription, may) else {
            self.lanes.withdrawn(server.as_deref());
            self.progress.done += 1;
            return Ok(match (&subscription, may) {
                (Some(s), Some(May::At(time))) => self.tell(report(s, Came::TooEarly(time))),
                _ => ControlFlow::Continue(()),
            });
        };
        let now = (self.manner.clock)();
        let mut state = subscription.state.clone();
        schedule::begin(&mut state, now);
        self.store.settle(feed, &state, None, None, &[], now)?;
        let asked = Asked {
            name: subscription.label(),
            state,
            server: server.clone(),
            full_text: subscription.full_text,
            received: Received::default(),
        };
        self.asking.insert(feed, asked);
        if self
            .spawn(server.clone(), subscription.clone(), now)
            .is_err()
        {
            let end = End::failed("could not be asked: the system is too busy; try again");
            return self.take(Message::Ended(server, feed, Box::new(end)));
        }
        Ok((self.on)(Event::Begun(self.progress, feed)))
    }

    /// Has a thread ask a subscription.
    fn spawn(
        &self,
        server: Option<String>,
        subscription: Subscription,
        now: Timestamp,
    ) -> io::Result<()> {
        let (limits, stop) = (self.manner.limits.clone(), Arc::clone(&self.stop));
        let sender = self.sender.clone();
        let feed = subscription.key;
        let work = move || {
            let asking = Asking {
                subscription: &subscription,
                limits: &limits,
                now,
                tick: &mut || go_on(&stop),
                hand_on: &mut |batch| match sender.send(Message::Brought(feed, batch)) {
                    Ok(()) => go_on(&stop),
                    Err(_) => ControlFlow::Break(()),
                },
            };
            // What brings a library of ours down costs that feed alone.
            let end = catch_unwind(AssertUnwindSafe(|| asking.run()))
                .unwrap_or_else(|_| End::failed("could not be read: the work on it broke off"));
            // Nobody listens any more after it was called off; that is fine.
            let _ = sender.send(Message::Ended(server, feed, Box::new(end)));
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

/// The server that a subscription is asked of, where it is one.
fn server(subscription: &Subscription) -> Option<String> {
    match &subscription.origin {
        Origin::Url(url) => http::server(url),
        _ => None,
    }
}

/// Whether something else than the person's own files is asked: then it is spaced.
fn asks_others(origin: &Origin) -> bool {
    matches!(origin, Origin::Url(_) | Origin::Exec(_))
}

/// Whether something new can come by itself.
fn can_be_asked(origin: &Origin) -> bool {
    !matches!(origin, Origin::Kept | Origin::Edition)
}

fn report(subscription: &Subscription, came: Came) -> Report {
    Report {
        feed: subscription.key,
        name: subscription.label(),
        came,
        notes: Vec::new(),
        offers: None,
    }
}
