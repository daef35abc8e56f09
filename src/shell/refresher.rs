//! What asks servers for the library, on a thread of its own: refreshes and full texts one after
//! another, new subscriptions beside them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::app::{Action, Notice, Step};
use crate::loader::Limits;
use crate::model::{ArticleKey, FeedKey, Problem, Shelf, Subscription};
use crate::refresh::{self, Came, Event as Happening, Manner, Report, Summary, Wish};
use crate::store::{Rule, Store, StoreError};
use crate::text::Clean;

use super::newcomers::{First, Newcomers, articles};
use super::vault::Vault;
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
    /// A new subscription.
    First(First),
    /// The full text of an article.
    FullText(ArticleKey),
}

impl Refresher {
    /// Starts the thread on the library in `vault`, where `rules` hide what they find; with `every`, all is
    /// refreshed as often without being asked for.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(
        vault: &Vault,
        rules: Vec<Rule>,
        every: Option<Duration>,
    ) -> std::io::Result<Self> {
        let (jobs, waiting) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            vault: vault.clone(),
            rules,
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

    /// The way to it for somebody else.
    pub fn jobs(&self) -> Sender<Job> {
        self.jobs.clone()
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
    vault: Vault,
    rules: Vec<Rule>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    fn work(&self, waiting: &Receiver<Job>, every: Option<Duration>) {
        if let Err(error) = self.apply_rules() {
            self.vault.tell_unasked(&error);
        }
        let jobs = RefCell::new(VecDeque::new());
        loop {
            let put_off = jobs.borrow_mut().pop_front();
            let next = match (put_off, every) {
                (Some(job), _) => Ok(job),
                (None, Some(every)) => waiting.recv_timeout(every),
                (None, None) => waiting.recv().map_err(RecvTimeoutError::from),
            };
            let (job, wish) = match next {
                Ok(job) => (job, Wish::Person),
                Err(RecvTimeoutError::Timeout) => (Job::Refresh(Shelf::All), Wish::Routine),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            self.stop.store(false, Ordering::Relaxed);
            let come = || {
                jobs.borrow_mut().extend(waiting.try_iter());
                take_firsts(&mut jobs.borrow_mut())
            };
            let done = catch_unwind(AssertUnwindSafe(|| self.carry_out(job, wish, &come)));
            match done {
                Ok(Ok(())) => {}
                Ok(Err(error)) => match wish {
                    Wish::Person => self.vault.tell(&error),
                    Wish::Routine => self.vault.tell_unasked(&error),
                },
                Err(_) => self.send(Action::Failed(fault("the refresh"))),
            }
            self.send(Action::Refreshing(Step::Ended));
            self.send(Action::LibraryChanged);
        }
    }

    fn open(&self) -> Result<Store, StoreError> {
        let mut store = self.vault.open()?;
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

    /// Carries out a job; `come` gives the new subscriptions that come meanwhile.
    fn carry_out(
        &self,
        job: Job,
        wish: Wish,
        come: &dyn Fn() -> Vec<First>,
    ) -> Result<(), StoreError> {
        let mut store = self.open()?;
        match job {
            Job::Refresh(shelf) => {
                let feeds = on_shelf(&store, &shelf)?;
                let summary = self.ask(&mut store, feeds.as_deref(), wish, Vec::new(), come)?;
                if wish == Wish::Person && !self.vault.is_sealed() {
                    self.tell(Notice::Done(in_words(&summary)));
                }
                Ok(())
            }
            Job::First(first) => self
                .ask(&mut store, Some(&[]), wish, vec![first], come)
                .map(|_| ()),
            Job::FullText(key) => {
                self.send(Action::Refreshing(Step::Of(0, 1)));
                self.full_text(&mut store, key)
            }
        }
    }

    fn full_text(&self, store: &mut Store, key: ArticleKey) -> Result<(), StoreError> {
        let limits = Limits::default();
        match refresh::full_text(store, key, &limits, &mut || self.go_on())? {
            Ok(()) => {
                self.send(Action::ArticleChanged(key));
                self.tell(Notice::Done("this is the full text".to_owned()));
            }
            Err(why) => self.tell(Notice::Error(why)),
        }
        Ok(())
    }

    fn go_on(&self) -> ControlFlow<()> {
        if self.stop.load(Ordering::Relaxed) || self.vault.is_sealed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Asks `feeds`, and beside them new subscriptions: `firsts`, and those that `come` meanwhile.
    fn ask(
        &self,
        store: &mut Store,
        feeds: Option<&[FeedKey]>,
        wish: Wish,
        firsts: Vec<First>,
        come: &dyn Fn() -> Vec<First>,
    ) -> Result<Summary, StoreError> {
        let mut shown = Instant::now();
        let newcomers = RefCell::new(Newcomers::new(self.open()?));
        let add = |first| newcomers.borrow_mut().add(first);
        firsts.into_iter().for_each(add);
        let mut more = || {
            come().into_iter().for_each(add);
            newcomers.borrow_mut().take_waiting()
        };
        let mut on = |happening| {
            match happening {
                Happening::Begun(progress, feed) => {
                    self.send(Action::Refreshing(Step::Of(progress.done, progress.total)));
                    self.send(Action::Refreshing(Step::Asked(feed)));
                }
                Happening::Brought(feed, new) => {
                    self.send(Action::Refreshing(Step::Brought(feed, new)));
                }
                Happening::Done(progress, report) => {
                    let new = match report.came {
                        Came::Read { new, .. } => new,
                        _ => 0,
                    };
                    self.send(Action::Refreshing(Step::Of(progress.done, progress.total)));
                    self.send(Action::Refreshing(Step::Came(report.feed, new)));
                    if newcomers.borrow().contains(report.feed) {
                        self.judge(&mut newcomers.borrow_mut(), report);
                    } else {
                        self.report(report, &mut shown);
                    }
                }
                Happening::Waiting => {}
            }
            self.go_on()
        };
        refresh::refresh_and(store, feeds, wish, &Manner::default(), &mut more, &mut on)
    }

    /// Tells what became of a new subscription.
    fn judge(&self, newcomers: &mut Newcomers, report: Report) {
        match newcomers.judge(report) {
            Ok(told) => told.into_iter().for_each(|action| self.send(action)),
            Err(error) => self.vault.tell(&error),
        }
        self.send(Action::LibraryChanged);
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
        self.vault.send(action);
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

/// Takes the new subscriptions out of what is to be done.
fn take_firsts(jobs: &mut VecDeque<Job>) -> Vec<First> {
    let (mut firsts, mut others) = (Vec::new(), VecDeque::new());
    for job in jobs.drain(..) {
        match job {
            Job::First(first) => firsts.push(first),
            other => others.push_back(other),
        }
    }
    *jobs = others;
    firsts
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
