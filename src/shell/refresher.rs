//! What asks servers for the library, one thing after another on a thread of its own: refreshes, new
//! subscriptions, full texts.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::app::{Action, Notice};
use crate::loader::{Limits, Offer};
use crate::model::{ArticleKey, FeedKey, Problem, Setting, Shelf, Subscription};
use crate::refresh::{
    self, Came, Event as Happening, Manner, Report, Summary, Taken, Wanted, Wish,
};
use crate::store::{Rule, Store, StoreError};
use crate::text::Clean;

use super::event::Event;
use super::worker::fault;

/// How often the list is brought up to date while a refresh goes on.
const SHOW: Duration = Duration::from_millis(700);

/// The thread. What it is doing is given up when this is dropped.
pub struct Refresher {
    jobs: Sender<Job>,
    stop: Arc<AtomicBool>,
}

/// Something to ask servers for.
#[derive(Debug)]
pub enum Job {
    /// What is new on a shelf.
    Refresh(Shelf),
    /// A new subscription: an address, a path or a command.
    Subscribe(String),
    /// The full text of an article.
    FullText(ArticleKey),
}

impl Refresher {
    /// Starts the thread on the library in `folder`, where `rules` hide what they find; with `every`, all is refreshed as often without
    /// being asked for.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(
        folder: &Path,
        rules: Vec<Rule>,
        every: Option<Duration>,
        events: &Sender<Event>,
    ) -> std::io::Result<Self> {
        let (jobs, waiting) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            folder: folder.to_owned(),
            rules,
            events: events.clone(),
            stop: Arc::clone(&stop),
        };
        let thread = std::thread::Builder::new().name("refresher".to_owned());
        thread.spawn(move || worker.work(&waiting, every))?;
        Ok(Self { jobs, stop })
    }

    /// Has something asked for, after what is being asked for now.
    pub fn want(&self, job: Job) {
        // Where the thread is gone, it has said why.
        let _ = self.jobs.send(job);
    }

    /// Gives up what is being asked for now.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Worker {
    folder: PathBuf,
    rules: Vec<Rule>,
    events: Sender<Event>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    fn work(&self, waiting: &Receiver<Job>, every: Option<Duration>) {
        if let Err(error) = self.apply_rules() {
            self.tell(Notice::Error(error.to_string()));
        }
        loop {
            let next = match every {
                Some(every) => waiting.recv_timeout(every),
                None => waiting.recv().map_err(RecvTimeoutError::from),
            };
            let (job, wish) = match next {
                Ok(job) => (job, Wish::Person),
                Err(RecvTimeoutError::Timeout) => (Job::Refresh(Shelf::All), Wish::Routine),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            self.stop.store(false, Ordering::Relaxed);
            let done = catch_unwind(AssertUnwindSafe(|| self.carry_out(job, wish)));
            match done {
                Ok(Ok(())) => {}
                Ok(Err(error)) => self.tell(Notice::Error(error.to_string())),
                Err(_) => self.send(Action::Failed(fault("the refresh"))),
            }
            self.send(Action::Refreshing(None));
            self.send(Action::LibraryChanged);
        }
    }

    fn open(&self) -> Result<Store, StoreError> {
        let mut store = Store::open(&self.folder)?;
        store.set_rules(self.rules.clone());
        Ok(store)
    }

    /// Looks through the library where the person's rules are others than they were.
    fn apply_rules(&self) -> Result<(), StoreError> {
        let mut store = self.open()?;
        let mut changed = false;
        while self.go_on().is_continue() && store.apply_rules()? {
            changed = true;
        }
        if changed {
            self.send(Action::LibraryChanged);
        }
        Ok(())
    }

    fn carry_out(&self, job: Job, wish: Wish) -> Result<(), StoreError> {
        let mut store = self.open()?;
        match job {
            Job::Refresh(shelf) => self.refresh(&mut store, &shelf, wish),
            Job::Subscribe(what) => {
                self.send(Action::Refreshing(Some((0, 1))));
                self.subscribe(&mut store, &what)
            }
            Job::FullText(key) => {
                self.send(Action::Refreshing(Some((0, 1))));
                self.full_text(&mut store, key)
            }
        }
    }

    fn refresh(&self, store: &mut Store, shelf: &Shelf, wish: Wish) -> Result<(), StoreError> {
        let feeds = on_shelf(store, shelf)?;
        let summary = self.ask(store, feeds.as_deref(), wish)?;
        if wish == Wish::Person {
            self.tell(Notice::Done(in_words(&summary)));
        }
        Ok(())
    }

    fn subscribe(&self, store: &mut Store, what: &str) -> Result<(), StoreError> {
        let (origin, filter) = match refresh::origin_of(OsStr::new(what)) {
            Ok(found) => found,
            Err(why) => {
                self.tell(Notice::Error(format!("{what}: {why}")));
                return Ok(());
            }
        };
        let filter = filter.map(|filter| Setting::Filter(Clean::line(&filter).non_empty()));
        let wanted = Wanted {
            settings: filter.into_iter().collect(),
            ..Wanted::plain(origin)
        };
        let taken = refresh::subscribe(store, &wanted, &Manner::default(), &mut || self.go_on())?;
        match taken {
            Taken::Yes(subscribed, report) => {
                let all = store.subscriptions()?;
                let found = all.iter().find(|feed| feed.key == subscribed.key());
                let name = found.map(Subscription::label).unwrap_or_default();
                self.tell(Notice::Done(match report.map(|report| report.came) {
                    Some(Came::Read { new, .. }) => format!("{name}: {}", articles(new)),
                    _ => format!("{name} is subscribed to already"),
                }));
            }
            Taken::Offers(offers) if offers.is_empty() => self.tell(Notice::Error(format!(
                "{what} is a web page that names no feed"
            ))),
            Taken::Offers(offers) => {
                let choice = |offer: &Offer| (offer.title.to_string(), offer.url.to_string());
                self.send(Action::FeedsFound(offers.iter().map(choice).collect()));
            }
            Taken::No(why) => self.tell(Notice::Error(format!("{what} {why}"))),
        }
        Ok(())
    }

    fn full_text(&self, store: &mut Store, key: ArticleKey) -> Result<(), StoreError> {
        let limits = Limits::default();
        match refresh::full_text(store, key, &limits, &mut || self.go_on())? {
            Ok(()) => {
                self.send(Action::ArticleChanged(key));
                self.tell(Notice::Done("this is the full text".to_owned()));
            }
            Err(why) => self.tell(Notice::Error(why.to_owned())),
        }
        Ok(())
    }

    fn go_on(&self) -> ControlFlow<()> {
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn ask(
        &self,
        store: &mut Store,
        feeds: Option<&[FeedKey]>,
        wish: Wish,
    ) -> Result<Summary, StoreError> {
        let mut shown = Instant::now();
        refresh::refresh(store, feeds, wish, &Manner::default(), &mut |happening| {
            match happening {
                Happening::Begun(progress, _) => {
                    self.send(Action::Refreshing(Some((progress.done, progress.total))));
                }
                Happening::Done(progress, report) => {
                    self.send(Action::Refreshing(Some((progress.done, progress.total))));
                    self.report(report, &mut shown);
                }
                Happening::Waiting => {}
            }
            self.go_on()
        })
    }

    /// Lists what went wrong with a subscription, and shows what came.
    fn report(&self, report: Report, shown: &mut Instant) {
        match report.came {
            Came::Failed { why, .. } => self.send(Action::Failed(Problem {
                place: report.name.clone(),
                message: why,
            })),
            Came::Gone => self.send(Action::Failed(Problem {
                place: report.name.clone(),
                message: Clean::line("is gone for good and will not be asked again"),
            })),
            Came::Read { new, changed } if new + changed > 0 && shown.elapsed() > SHOW => {
                *shown = Instant::now();
                self.send(Action::LibraryChanged);
            }
            _ => {}
        }
        for note in report.notes {
            self.send(Action::Noted(Problem {
                place: report.name.clone(),
                message: note,
            }));
        }
    }

    fn tell(&self, notice: Notice) {
        self.send(Action::Tell(notice));
    }

    fn send(&self, action: Action) {
        let _ = self.events.send(Event::Action(action));
    }
}

/// The subscriptions on a shelf; `None` for all.
fn on_shelf(store: &Store, shelf: &Shelf) -> Result<Option<Vec<FeedKey>>, StoreError> {
    let stands = |subscription: &Subscription| match shelf {
        Shelf::Feed(key) => subscription.key == *key,
        Shelf::Folder(name) => {
            let inside = subscription.folder.strip_prefix(&**name);
            inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        Shelf::Tag(tag) => subscription.tags.contains(tag),
        _ => true,
    };
    match shelf {
        Shelf::Feed(_) | Shelf::Folder(_) | Shelf::Tag(_) => {
            let all = store.subscriptions()?;
            Ok(Some(
                all.iter().filter(|s| stands(s)).map(|s| s.key).collect(),
            ))
        }
        _ => Ok(None),
    }
}

/// "12 new articles".
fn articles(new: usize) -> String {
    match new {
        0 => "nothing new".to_owned(),
        1 => "1 new article".to_owned(),
        _ => format!("{new} new articles"),
    }
}

/// "12 new articles; 2 subscriptions could not be read".
fn in_words(summary: &Summary) -> String {
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let mut parts = vec![articles(summary.new)];
    parts.extend(some(
        summary.failed,
        "subscription could not be read",
        "subscriptions could not be read",
    ));
    parts.extend(some(
        summary.early,
        "was asked a moment ago",
        "were asked a moment ago",
    ));
    if summary.stopped {
        parts.push("the rest was given up".to_owned());
    }
    parts.join("; ")
}
