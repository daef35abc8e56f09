//! One line on a terminal's standard error that says what takes its time and how far it is.
//!
//! It comes when something has taken half a second, changes a few times a second at most, goes out
//! of the way of everything else that is printed, and is gone when the work is done.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::config::LinkChoice;
use crate::text::{Clean, Widths};

/// What is done within this time says nothing of itself.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the line is on the screen. Held while something is written, so that the line is not
/// written into it.
static SHOWN: Mutex<bool> = Mutex::new(false);

/// Keeps the line off the screen while it lives, for something else to be printed.
pub struct Aside {
    _shown: MutexGuard<'static, bool>,
}

/// Takes the line off the screen.
pub fn aside() -> Aside {
    let mut shown = locked(&SHOWN);
    if std::mem::take(&mut *shown) {
        // Nobody can be told that telling failed.
        let _ = io::stderr().write_all(CLEAR);
    }
    Aside { _shown: shown }
}

const CLEAR: &[u8] = b"\r\x1b[K";

/// Work that is going on. Where standard error is no terminal, nothing of it is told.
pub struct Progress {
    /// `None` where nobody sees it.
    telling: Option<Telling>,
}

struct Telling {
    desk: Arc<Desk>,
    teller: Option<std::thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Default)]
struct State {
    words: String,
    over: bool,
}

impl Progress {
    /// Work that has begun, in `words` such as "reading".
    pub fn new(words: &str) -> Self {
        let variable = |name: &str| std::env::var_os(name);
        let term = variable("TERM").unwrap_or_default();
        let moves = !term.is_empty() && term != "dumb";
        if !moves || !io::stderr().is_terminal() {
            return Self { telling: None };
        }
        let pace = LinkChoice::Auto.link(&variable).pace();
        let desk = Arc::new(Desk::default());
        locked(&desk.state).words = words.to_owned();
        let theirs = Arc::clone(&desk);
        let teller = std::thread::Builder::new().name("progress".to_owned());
        // Where no thread can be started, the work matters more than what is told of it.
        let teller = teller.spawn(move || theirs.tell(pace)).ok();
        Self {
            telling: Some(Telling { desk, teller }),
        }
    }

    /// What is being done now, and how far it is.
    pub fn tell(&self, words: impl FnOnce() -> String) {
        if let Some(telling) = &self.telling {
            locked(&telling.desk.state).words = words();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some(telling) = &mut self.telling else {
            return;
        };
        locked(&telling.desk.state).over = true;
        telling.desk.ended.notify_all();
        if let Some(teller) = telling.teller.take() {
            let _ = teller.join();
        }
        drop(aside());
    }
}

impl Desk {
    /// Writes the line when its words have changed, until the work is over.
    fn tell(&self, pace: Duration) {
        let mut wait = PATIENCE;
        let mut told = String::new();
        let mut state = locked(&self.state);
        loop {
            let waited = self
                .ended
                .wait_timeout_while(state, wait, |state| !state.over);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if state.over {
                return;
            }
            let words = state.words.clone();
            // Whoever prints may be about to tell how far the work is.
            drop(state);
            if words != told || !*locked(&SHOWN) {
                write_line(&words);
                told = words;
            }
            state = locked(&self.state);
            wait = pace;
        }
    }
}

fn write_line(words: &str) {
    let columns = crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(1));
    let words = Clean::line(words);
    // A line that is as wide as the screen would move to the next, whatever the terminal draws wide.
    let words = Widths::Wide.fit(&words, usize::from(columns - 1));
    let mut shown = locked(&SHOWN);
    let mut line = CLEAR.to_vec();
    line.extend_from_slice(words.as_bytes());
    *shown = io::stderr().write_all(&line).is_ok();
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic left behind is a line on the screen at most.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
