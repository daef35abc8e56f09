//! Loading and quick analysis, away from the loop.
//!
//! Files are read one after another on one thread; addresses have a few threads of their own, so
//! that a slow server keeps nobody waiting but itself.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use crate::analysis::annotate;
use crate::app::Action;
use crate::loader::{self, Input, Limits};
use crate::model::{Article, Problem};
use crate::text::Clean;

use super::event::Event;
use super::terminal;

/// Threads that fetch.
const FETCHERS: usize = 4;

/// Loading that goes on.
pub struct Loading {
    stopped: Arc<AtomicBool>,
}

impl Loading {
    /// Ends it: what has been loaded stays, what is being waited for is given up.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Loads `inputs` and analyses what comes, article by article, telling `events` as it goes.
pub fn start(inputs: Vec<Input>, events: &Sender<Event>) -> std::io::Result<Loading> {
    let is_web = |input: &Input| matches!(input, Input::Url(_));
    let (web, local): (Vec<_>, Vec<_>) = inputs.into_iter().partition(is_web);
    let mut lanes = vec![local];
    lanes.resize_with(1 + web.len().min(FETCHERS), Vec::new);
    for (number, input) in web.into_iter().enumerate() {
        lanes[1 + number % FETCHERS].push(input);
    }
    lanes.retain(|lane| !lane.is_empty());
    let stopped = Arc::new(AtomicBool::new(false));
    let running = Arc::new(AtomicUsize::new(lanes.len()));
    for (number, inputs) in lanes.into_iter().enumerate() {
        let lane = Lane {
            number,
            events: events.clone(),
            stopped: Arc::clone(&stopped),
        };
        let running = Arc::clone(&running);
        let name = format!("loader {number}");
        std::thread::Builder::new().name(name).spawn(move || {
            lane.load(&inputs);
            if running.fetch_sub(1, Ordering::AcqRel) == 1 {
                let _ = lane.tell(Action::AllLoaded);
            }
        })?;
    }
    Ok(Loading { stopped })
}

/// One thread's share of the inputs.
struct Lane {
    number: usize,
    events: Sender<Event>,
    stopped: Arc<AtomicBool>,
}

impl Lane {
    fn load(&self, inputs: &[Input]) {
        let mut told = None;
        let done = catch_unwind(AssertUnwindSafe(|| {
            loader::load(inputs, &Limits::default(), &mut |event| match event {
                loader::Event::Article(article) => self.analysed(*article),
                loader::Event::Problem(problem) => self.tell(Action::Failed(problem)),
                loader::Event::Note(note) => self.tell(Action::Noted(note)),
                loader::Event::Progress(progress) => {
                    let now = (progress.done, progress.total);
                    if told.replace(now) == Some(now) {
                        return self.go_on();
                    }
                    self.tell(Action::Progress {
                        lane: self.number,
                        done: progress.done,
                        total: progress.total,
                    })
                }
            })
        }));
        if done.is_err() {
            let _ = self.tell(Action::Failed(fault("loading")));
        }
    }

    /// Shows the article at once, and what analysis finds in it when it is found.
    fn analysed(&self, article: Article) -> ControlFlow<()> {
        self.go_on()?;
        let id = article.id.to_string();
        let article = Arc::new(article);
        // What is shown is analysed, whatever becomes of the rest.
        let _ = self.tell(Action::Loaded(Arc::clone(&article)));
        let found = catch_unwind(AssertUnwindSafe(|| annotate(&article)));
        if found.is_err() {
            let _ = self.tell(Action::Failed(fault(&id)));
        }
        self.tell(Action::Annotated(id, Arc::new(found.unwrap_or_default())))
    }

    /// Tells the loop, and says whether to go on: not when nobody listens any more.
    fn tell(&self, action: Action) -> ControlFlow<()> {
        match self.events.send(Event::Action(action)) {
            Ok(()) => self.go_on(),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn go_on(&self) -> ControlFlow<()> {
        if self.stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// What is told when the program itself is at fault.
pub(super) fn fault(place: &str) -> Problem {
    let words =
        "a fault in quotidian stopped this; the rest goes on. Please report it with the file";
    let words = match terminal::last_fault() {
        Some(panic) => format!("{words}: {panic}"),
        None => words.to_owned(),
    };
    Problem {
        place: Clean::line(place),
        message: Clean::line(&words),
    }
}
