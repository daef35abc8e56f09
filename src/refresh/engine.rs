//! The refresh itself: who is asked when, and the one thread that keeps what those who ask bring.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::lanes::{Lanes, Next};
use super::page::Page;
use super::schedule::{self, May, Outcome};
use super::source::End;
use super::{Came, Event, Manner, Progress, Report, Summary, Wish};
use crate::loader::http::{self, Way};
use crate::model::{ArticleKey, FeedKey, FeedState, Origin, Subscription};
use crate::store::{Delivery, Prepared, Received, Result, Store};
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
    refresh_and(store, feeds, wish, manner, &mut Vec::new, on)
}

/// As [`refresh`]; and those that `more` gives are asked beside them, before those that wait, as a
/// person wishes it. `more` is called again and again, the last time when all else is done.
///
/// # Errors
/// As [`refresh`].
pub fn refresh_and(
    store: &mut Store,
    feeds: Option<&[FeedKey]>,
    wish: Wish,
    manner: &Manner,
    more: &mut dyn FnMut() -> Vec<FeedKey>,
    on: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Result<Summary> {
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let mut engine = Engine {
        store,
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
        own: Vec::new(),
    };
    let outcome = engine.run(feeds, wish, more, &receiver);
    engine.stop.store(true, Ordering::Relaxed);
    outcome?;
    Ok(engine.summary)
}

/// Something to ask for.
#[derive(Debug)]
pub(super) enum Task {
    /// A subscription, because somebody wishes it.
    Feed(FeedKey, Wish),
    /// A subscription that is being asked, where its server has sent it on to.
    Follow(FeedKey, Way),
    /// The page of an article of a subscription.
    Page(FeedKey, ArticleKey, String),
}

/// What those who ask have to say.
pub(super) enum Message {
    /// Articles of a subscription.
    Brought(FeedKey, Result<Vec<Prepared>>),
    /// A subscription's asking ended, with the last of its articles.
    Ended(Option<String>, FeedKey, Box<End>, Result<Vec<Prepared>>),
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
    pub manner: &'a Manner,
    pub on: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    pub lanes: Lanes<Task>,
    pub asking: HashMap<FeedKey, Asked>,
    pub pages: HashMap<FeedKey, Paging>,
    /// Until when servers want to be left alone, whoever asks for what.
    pub barred: HashMap<String, Timestamp>,
    pub progress: Progress,
    pub summary: Summary,
    /// Told to all who ask when the refresh is called off.
    pub stop: Arc<AtomicBool>,
    pub sender: SyncSender<Message>,
    /// What is to be taken in before anything else is waited for.
    pub own: Vec<Message>,
}

impl Engine<'_> {
    fn run(
        &mut self,
        feeds: Option<&[FeedKey]>,
        wish: Wish,
        more: &mut dyn FnMut() -> Vec<FeedKey>,
        receiver: &Receiver<Message>,
    ) -> Result<()> {
        self.plan(feeds, wish)?;
        self.lanes.shuffle();
        while !self.is_stopped() {
            for feed in more() {
                self.add(feed)?;
            }
            let Some(wait) = self.start()? else {
                return Ok(());
            };
            let mut messages = std::mem::take(&mut self.own);
            if messages.is_empty() {
                messages.extend(receiver.recv_timeout(wait));
            }
            // What is waiting is kept together: each transaction has work of its own.
            messages.extend(receiver.try_iter().take(WAITING));
            if messages.is_empty() {
                self.happen(Event::Waiting);
            } else {
                self.take(messages)?;
            }
        }
        self.call_off(receiver)
    }

    /// Tells what happens; whoever hears it may call the refresh off.
    pub fn happen(&mut self, event: Event) {
        if (self.on)(event).is_break() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Has those wait for their turn that may be asked.
    fn plan(&mut self, feeds: Option<&[FeedKey]>, wish: Wish) -> Result<()> {
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
            match self.may_ask(subscription, wish) {
                May::Now => {
                    let task = Task::Feed(subscription.key, wish);
                    self.lanes.add(server(subscription), task);
                    self.progress.total += 1;
                }
                May::At(time) => early.push(report(subscription, Came::TooEarly(time))),
                // A person was told when it went.
                May::Never => {}
            }
        }
        early.into_iter().for_each(|report| self.tell(report));
        Ok(())
    }

    /// Has a subscription that a person wishes to see wait for its turn, before all others.
    fn add(&mut self, feed: FeedKey) -> Result<()> {
        if let Some(subscription) = self.store.subscription(feed)? {
            let task = Task::Feed(feed, Wish::Person);
            self.lanes.add_first(server(&subscription), task);
            self.progress.total += 1;
        }
        Ok(())
    }

    fn may_ask(&self, subscription: &Subscription, wish: Wish) -> May {
        if !asks_others(&subscription.origin) {
            return May::Now;
        }
        let now = (self.manner.clock)();
        let mut state = subscription.state.clone();
        // What one feed of a server was told holds for all of them.
        let server = server(subscription);
        let others = server.and_then(|server| self.barred.get(&server).copied());
        state.barred = state.barred.max(others);
        schedule::may_ask(&state, wish, now)
    }

    /// Starts all that may start now. Gives how long to wait for what comes next; `None` where
    /// nothing will.
    pub fn start(&mut self) -> Result<Option<Duration>> {
        let mut feeds = Vec::new();
        let wait = loop {
            match self.lanes.next(Instant::now()) {
                Next::Start(server, Task::Feed(feed, wish)) => feeds.push((server, feed, wish)),
                Next::Start(server, Task::Follow(feed, way)) => {
                    self.go_on_with(server, feed, way)?
                }
                Next::Start(server, Task::Page(feed, article, url)) => {
                    self.fetch(server, feed, article, url);
                }
                Next::Wait(wait) => break Some(wait.min(TICK)),
                Next::Busy => break Some(TICK),
                Next::Done => break None,
            }
        };
        self.ask(feeds)?;
        Ok(wait)
    }

    /// Asks those of the subscriptions that are still there and that nobody else has asked meanwhile.
    fn ask(&mut self, feeds: Vec<(Option<String>, FeedKey, Wish)>) -> Result<()> {
        let now = (self.manner.clock)();
        let (mut going, mut begun) = (Vec::new(), Vec::new());
        for (server, feed, wish) in feeds {
            let subscription = self.store.subscription(feed)?;
            let may = subscription.as_ref().map(|s| self.may_ask(s, wish));
            match (subscription, may) {
                (Some(subscription), Some(May::Now)) => {
                    let mut state = subscription.state.clone();
                    schedule::begin(&mut state, now);
                    begun.push(Delivery {
                        feed,
                        articles: Vec::new(),
                        ending: Some(state.clone().into()),
                    });
                    going.push((server, subscription, state));
                }
                (subscription, may) => {
                    self.lanes.withdrawn(server.as_deref());
                    self.progress.done += 1;
                    if let (Some(subscription), Some(May::At(time))) = (subscription, may) {
                        self.tell(report(&subscription, Came::TooEarly(time)));
                    }
                }
            }
        }
        // Kept before anybody is asked: a program that is ended and started does not ask again.
        self.store.take_in(&begun, now)?;
        for (server, subscription, state) in going {
            let feed = subscription.key;
            let asked = Asked {
                name: subscription.label(),
                state,
                server: server.clone(),
                full_text: subscription.full_text,
                received: Received::default(),
            };
            self.asking.insert(feed, asked);
            self.spawn(server, subscription, None, now);
            self.happen(Event::Begun(self.progress, feed));
        }
        Ok(())
    }

    /// Goes on asking a subscription where its server has sent it on to.
    fn go_on_with(&mut self, server: Option<String>, feed: FeedKey, way: Way) -> Result<()> {
        let now = (self.manner.clock)();
        let left_alone = server.as_ref().and_then(|server| self.barred.get(server));
        let wait = left_alone.and_then(|until| Duration::try_from(until.duration_since(now)).ok());
        let end = match (self.store.subscription(feed)?, wait) {
            (Some(subscription), None) => {
                if let Some(asked) = self.asking.get_mut(&feed) {
                    asked.server.clone_from(&server);
                }
                self.spawn(server, subscription, Some(way), now);
                return Ok(());
            }
            (Some(_), Some(wait)) => {
                let why = "is sent on to a server that wants to be left alone for now";
                End::Failed(Clean::line(why), Outcome::Failed(Some(wait)))
            }
            // It was removed meanwhile.
            (None, _) => End::Stopped,
        };
        let (end, none) = (Box::new(end), Ok(Vec::new()));
        self.own.push(Message::Ended(server, feed, end, none));
        Ok(())
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
