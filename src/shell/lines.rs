//! Reading line by line: a line is read, what it asks for is done, what came of it is told. Nothing is
//! drawn, and nothing is told between.
//!
//! To the state this is a screen that is one row high and wider than any paragraph: what the person
//! reads is what would be on it, and all that finds its way there finds it here.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::Timestamp;

use crate::app::{Action, Asked, Effect, Found, Notice, State, TypedLine, update};
use crate::config::Link;
use crate::loader::Input;
use crate::text::{Clean, LineOrder, Widths, folded};
use crate::ui::plain::{self, Told};

use super::browser::{self, Opening};
use super::clipboard;
use super::event::Event;
use super::options::{Matter, Options, Outcome};
use super::workers::{self, Workers};
use super::{signal, terminal};

/// The screen that the state is given.
const SIZE: (u16, u16) = (u16::MAX, 2);

/// How long a person waits for what is still being loaded or read before they may type again.
const PATIENCE: Duration = Duration::from_secs(3);

/// Longer lines (in bytes) are cut.
const LONGEST: usize = 10_000;

/// Reads the lines of standard input, and does what they ask for, to their end. Where standard input
/// is an article, the lines are the terminal's.
///
/// # Errors
/// There is nothing to read lines from, standard output is closed, or the library cannot be opened.
pub fn read_lines(mut options: Options) -> anyhow::Result<Outcome> {
    let taken = matches!(&options.matter, Matter::Inputs(inputs) if inputs.contains(&Input::Stdin));
    let (lines, asks): (Box<dyn BufRead>, bool) = if taken {
        let terminal = File::open("/dev/tty").context(
            "standard input is the article, and there is no terminal to read commands from; name a file",
        )?;
        (Box::new(BufReader::new(terminal)), true)
    } else {
        let asks = io::stdin().is_terminal();
        (Box::new(io::stdin().lock()), asks)
    };
    let view = &mut options.view;
    (view.measure, view.justify, view.hyphenate) = (SIZE.0, false, false);
    // Text is told as it is read.
    view.order = LineOrder::Logical;
    let link = options.link;
    let ours = Arc::new(AtomicBool::new(true));
    signal::interrupted_while(&ours).context("signals cannot be watched")?;
    let (sender, events) = mpsc::channel();
    let (state, workers) = workers::start(options, SIZE, &sender)?;
    Dialogue {
        state,
        workers,
        events,
        lines,
        asks,
        told: Told::default(),
        link,
        ours,
    }
    .run()
}

struct Dialogue {
    state: State,
    workers: Workers,
    events: Receiver<Event>,
    lines: Box<dyn BufRead>,
    /// Whether a person types: who does not is given no prompt, and all the time.
    asks: bool,
    told: Told,
    link: Link,
    /// Whether the keys that interrupt are meant for this program.
    ours: Arc<AtomicBool>,
}

impl Dialogue {
    fn run(mut self) -> anyhow::Result<Outcome> {
        self.act(Action::LibraryChanged);
        self.settle();
        self.tell()?;
        while let Some(line) = self.line()? {
            self.act(Action::Clock(Timestamp::now()));
            self.workers.make_way();
            self.take_in();
            let line = match TypedLine::read(&self.state, &line) {
                Ok(line) => line,
                Err(why) => {
                    print(&why, self.state.view.widths)?;
                    continue;
                }
            };
            for _ in 0..line.times {
                let before = self.told.clone();
                for asked in &line.turn {
                    if self.act(Action::Asked(asked.clone())) {
                        return Ok(self.outcome());
                    }
                    self.settle();
                    if matches!(self.state.notice, Some(Notice::Error(_))) {
                        break;
                    }
                }
                self.tell()?;
                if self.told.is_at(&before) {
                    break;
                }
            }
        }
        if self.asks {
            print("", self.state.view.widths)?;
        }
        Ok(self.outcome())
    }

    fn outcome(&self) -> Outcome {
        if self.state.problems.is_empty() {
            Outcome::Whole
        } else {
            Outcome::Partial
        }
    }

    /// The next line; `None` at the end.
    fn line(&mut self) -> anyhow::Result<Option<Clean>> {
        if self.asks {
            let mut out = io::stdout().lock();
            out.write_all(plain::prompt(&self.state).as_bytes())?;
            out.flush()?;
        }
        read_line(&mut self.lines)
    }

    /// Lets an action happen, and does what it asks for. `true` when the person has quit.
    fn act(&mut self, action: Action) -> bool {
        if matches!(action, Action::Asked(_)) {
            self.told.forget_notice();
        }
        for effect in self.workers.update(&mut self.state, action) {
            match effect {
                Effect::Quit => return true,
                Effect::Redraw => self.told = Told::default(),
                // Nothing here is a screen's, and nothing may be sent to a terminal but lines.
                Effect::TakeMouse(_) | Effect::Suspend => {}
                Effect::Copy { text, noun } => {
                    let notice = if clipboard::by_desktop(&text, self.link) {
                        format!("{noun} copied")
                    } else {
                        text
                    };
                    update(&mut self.state, Action::Tell(Notice::Done(notice)));
                }
                Effect::Open(address) => self.open(address),
                other => self.workers.carry_out(&mut self.state, other),
            }
        }
        false
    }

    /// Opens an address; a browser that needs the terminal has it until it ends.
    fn open(&mut self, address: String) {
        let told = match self.workers.opening(&address) {
            Ok(Opening::Beside(program)) => Some(workers::begun(&program, &address)),
            Ok(Opening::Here(browser)) => {
                self.ours.store(false, Ordering::SeqCst);
                let ended = browser::run_here(&browser, &address);
                self.ours.store(true, Ordering::SeqCst);
                workers::ended(&browser, address, ended)
            }
            Err(why) => Some(Action::NotOpened(address, why)),
        };
        if let Some(action) = told {
            update(&mut self.state, action);
        }
    }

    /// Takes in what has come by now; whether anything has.
    fn take_in(&mut self) -> bool {
        let mut any = false;
        while let Ok(event) = self.events.try_recv() {
            any = true;
            self.take(event);
        }
        any
    }

    fn take(&mut self, event: Event) {
        if let Event::Action(action) | Event::Person(action) = event {
            self.act(action);
        }
    }

    /// Waits until all is there that a line could ask for: so that the same lines get the same
    /// answers, however fast they come.
    fn settle(&mut self) {
        let began = Instant::now();
        let until = self.asks.then(|| began + PATIENCE);
        let left = |until: Option<Instant>| match until {
            Some(until) => until.saturating_duration_since(Instant::now()),
            None => Duration::MAX,
        };
        loop {
            if let Some(passed) = self.workers.caught_up() {
                while passed.recv_timeout(left(until)).is_ok() {}
            }
            if self.take_in() && !left(until).is_zero() {
                continue;
            }
            if self.is_settled() {
                return;
            }
            match self.events.recv_timeout(left(until)) {
                Ok(event) => self.take(event),
                Err(_) => return,
            }
        }
    }

    fn is_settled(&self) -> bool {
        let state = &self.state;
        let analysed = state
            .entry()
            .is_none_or(|entry| entry.article.is_none() || matches!(entry.found, Found::Full(_)));
        let refreshes = state
            .shelving
            .as_ref()
            .is_some_and(|shelving| shelving.refreshing.progress().is_some());
        // A refresh may take minutes; who types does other things meanwhile.
        !state.loading && !state.awaits() && analysed && (self.asks || !refreshes)
    }

    /// Tells what has changed.
    fn tell(&mut self) -> anyhow::Result<()> {
        let text = plain::tell(&mut self.told, &self.state);
        if !text.is_empty() {
            print(text.trim_end_matches('\n'), self.state.view.widths)?;
        }
        if self.state.overlay.as_ref().is_some_and(|o| !o.asks()) {
            self.act(Action::Asked(Asked::Leave));
        }
        Ok(())
    }
}

/// The next line of `lines`; `None` at their end.
fn read_line(lines: &mut impl BufRead) -> anyhow::Result<Option<Clean>> {
    let mut bytes = Vec::new();
    let count = lines.take(LONGEST as u64).read_until(b'\n', &mut bytes)?;
    if count == LONGEST && !bytes.ends_with(b"\n") {
        // What is cut off is no line of its own.
        lines.skip_until(b'\n')?;
    }
    Ok((count > 0).then(|| Clean::line(&String::from_utf8_lossy(&bytes))))
}

/// Writes lines, which fit where they are read on a terminal.
fn print(text: &str, widths: Widths) -> anyhow::Result<()> {
    let text = Clean::new(text);
    let mut out = io::stdout().lock();
    let folded = match terminal::size() {
        Ok((columns, _)) if out.is_terminal() => {
            folded(&text, usize::from(columns), widths).join("\n")
        }
        _ => text.to_string(),
    };
    out.write_all(folded.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}
