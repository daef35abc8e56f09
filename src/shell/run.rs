//! The loop: events become actions, actions change the state, effects are carried out, and the
//! screen is drawn once for each batch.

use std::mem::ManuallyDrop;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::Timestamp;
use ratatui::layout::Rect;
use signal_hook::consts::SIGHUP;

use crate::app::{Action, Effect, Notice, State, update};
use crate::config::Link;
use crate::refresh;
use crate::ui;

use super::browser::Opening;
use super::event::Event;
use super::frugal;
use super::graphics::Laying;
use super::line::Line;
use super::options::{Options, Outcome};
use super::pace::{self, Pace};
use super::terminal::{self, Screen};
use super::workers::{self, Workers};
use super::{browser, clipboard, input, signal};

/// How long the first frame waits for something to show. A small article is there long before.
const FIRST_FRAME: Duration = Duration::from_millis(50);

/// How long a frame waits for what the library is about to answer, and the first one for the terminal to
/// tell its background. As a rule both take a millisecond; of a terminal that takes longer the answer
/// changes the colours when it comes.
const ANSWER: Duration = Duration::from_millis(12);

/// How long a person thinks about the next key of a sequence before what may follow is listed. Who
/// knows the sequence is faster, and nothing has to be sent for a list that is gone at once.
const HESITATION: Duration = Duration::from_millis(400);

/// Runs the reader until the person quits.
///
/// # Errors
/// The terminal cannot be used, or was lost.
pub fn run(options: Options) -> anyhow::Result<Outcome> {
    let (sender, events) = mpsc::channel();
    terminal::restore_on_panic();
    signal::watch(sender.clone()).context("signals cannot be watched")?;
    let size = terminal::size()
        .context("this is no terminal that quotidian can draw on; --plain reads line by line")?;
    let (link, ask_background) = (options.link, options.ask_background);
    let features = options.features;
    let (state, workers) = workers::start(options, size, &sender)?;
    let _given_back = GiveBack;
    terminal::take(&state.view).context("the terminal cannot be taken")?;
    input::watch(sender.clone()).context("the keyboard cannot be read")?;
    if ask_background {
        terminal::ask_background()?;
    }
    let line = Line::new(link, &|name| std::env::var_os(name));
    let screen = terminal::screen(line.out(), features)?;
    let reading = Loop {
        state,
        screen,
        pictures: Laying::new(sender),
        workers,
        stopped: false,
        asking: ask_background,
        link,
        pace: Pace::new(link.pace()),
        line,
        held: false,
        signal: None,
        pause_ends: None,
    };
    let end = reading.run(&events);
    refresh::end_commands();
    match end {
        Ok(End::Quit(outcome)) => Ok(outcome),
        Ok(End::Signal(number)) => signal::exit(number),
        // Several threads notice that, and any may be the first.
        Err(_) if terminal::is_gone() => signal::exit(SIGHUP),
        Err(error) => Err(error),
    }
}

/// Why the loop has ended.
enum End {
    /// The person has quit.
    Quit(Outcome),
    /// A signal of this number asked for it.
    Signal(i32),
}

/// Gives the terminal back however the loop is left.
struct GiveBack;

impl Drop for GiveBack {
    fn drop(&mut self) {
        terminal::end();
    }
}

struct Loop {
    state: State,
    screen: ManuallyDrop<Screen>,
    /// The picture that lies over the cells.
    pictures: Laying,
    workers: Workers,
    /// Whether the terminal is lent to the shell: then nothing may be drawn.
    stopped: bool,
    /// Whether the terminal was asked for its background and has not answered.
    asking: bool,
    link: Link,
    /// When what nobody waits for is drawn.
    pace: Pace,
    line: Line,
    /// Whether a frame that is awaited waits for room on the line.
    held: bool,
    /// The signal that asked for the end.
    signal: Option<i32>,
    /// When a pause in a sequence of keys is long enough to list what may follow.
    pause_ends: Option<Instant>,
}

impl Loop {
    /// Runs until the end. What the person did is kept when this comes back.
    fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<End> {
        let began = Instant::now();
        let effects = update(&mut self.state, Action::LibraryChanged);
        self.carry_out_all(effects)?;
        loop {
            let most = match self.state.loading || self.state.awaits() {
                true => FIRST_FRAME,
                false if self.asking => ANSWER,
                false => break,
            };
            let left = most.saturating_sub(began.elapsed());
            match events.recv_timeout(left) {
                Ok(event) => {
                    if self.handle(event)? {
                        return Ok(self.end());
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.draw()?;
        while let Some(first) = self.next(events)? {
            self.state_at(Timestamp::now());
            // A held key must not fall behind: what has come in together is drawn together.
            let mut batch: Vec<Event> = std::iter::once(first).chain(events.try_iter()).collect();
            last_size_alone(&mut batch);
            if batch.iter().any(|event| matches!(event, Event::Person(_))) {
                self.workers.make_way();
            }
            let mut awaited = false;
            for event in batch {
                awaited |= pace::awaited(&event, &self.state);
                if self.handle(event)? {
                    return Ok(self.end());
                }
            }
            if self.answered(events)? {
                return Ok(self.end());
            }
            self.draw_paced(awaited)?;
        }
        Ok(self.end())
    }

    /// The next event; in the middle of a sequence of keys that may be that none comes. Frames that
    /// are owed are drawn meanwhile. `None` when nobody is left to send any.
    fn next(&mut self, events: &Receiver<Event>) -> anyhow::Result<Option<Event>> {
        loop {
            let now = Instant::now();
            if self.state.pending.hesitates() {
                self.pause_ends.get_or_insert(now + HESITATION);
            } else {
                self.pause_ends = None;
            }
            let pause = self
                .pause_ends
                .map(|ends| ends.saturating_duration_since(now));
            let Some(left) = pause.into_iter().chain(self.until_frame(now)).min() else {
                return Ok(events.recv().ok());
            };
            match events.recv_timeout(left) {
                Ok(event) => return Ok(Some(event)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) if pause == Some(left) => {
                    return Ok(Some(Event::Action(Action::Paused)));
                }
                Err(RecvTimeoutError::Timeout) => self.draw_paced(self.held)?,
            }
        }
    }

    /// Waits a moment for what the library is about to answer, so that a key is answered with one
    /// frame and not with an empty one first. `true` at the end.
    fn answered(&mut self, events: &Receiver<Event>) -> anyhow::Result<bool> {
        let until = Instant::now() + ANSWER;
        while self.state.awaits() {
            let left = until.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(event) => {
                    if self.handle(event)? {
                        return Ok(true);
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(false)
    }

    fn end(&self) -> End {
        match self.signal {
            Some(number) => End::Signal(number),
            None if self.state.problems.is_empty() => End::Quit(Outcome::Whole),
            None => End::Quit(Outcome::Partial),
        }
    }

    fn state_at(&mut self, now: Timestamp) {
        update(&mut self.state, Action::Clock(now));
    }

    /// How long from `now` until a frame that was not drawn is to be; `None` where there is none.
    fn until_frame(&self, now: Instant) -> Option<Duration> {
        match self.held {
            true => Some(self.line.busy(now).unwrap_or_default()),
            false => self.pace.left(now),
        }
    }

    /// Draws what is `awaited` as soon as the line has room, and the rest some times a second.
    fn draw_paced(&mut self, awaited: bool) -> anyhow::Result<()> {
        let now = Instant::now();
        let awaited = awaited || self.held;
        self.held = awaited && self.line.busy(now).is_some();
        if !self.held && self.pace.draws(awaited, now) {
            self.draw()?;
        }
        Ok(())
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        if self.stopped {
            return Ok(());
        }
        let state = &self.state;
        let layer = self.screen.backend().layer();
        for link in ui::hyperlinks(state) {
            layer.link(link.x, link.y, link.width, link.number, &link.address);
        }
        if let Some(graphic) = self.pictures.over(ui::over_cells(state)) {
            layer.graphic(graphic);
        }
        frugal::draw(&mut self.screen, |frame| {
            if let Some((x, y)) = ui::draw(state, frame) {
                layer.rest_at(x, y);
            }
        })
        .context("the terminal cannot be drawn on")?;
        self.line.wrote(Instant::now());
        Ok(())
    }

    /// Lets an event happen. `true` at the end.
    fn handle(&mut self, event: Event) -> anyhow::Result<bool> {
        let action = match event {
            Event::Action(action) | Event::Person(action) => action,
            Event::Background(ground) if self.asking => Action::Ground(ground),
            // The answer to another program's question.
            Event::Background(_) => return Ok(false),
            Event::Answered => {
                self.asking = false;
                return Ok(false);
            }
            Event::Encoded(encoded) => {
                self.pictures.take(encoded);
                return Ok(false);
            }
            Event::Lost(error) => return Err(error).context("the terminal was lost"),
            Event::Resized => match terminal::size() {
                Ok((columns, rows)) => Action::Resize(columns, rows),
                Err(_) => return Ok(false),
            },
            Event::Ended(number) => {
                self.signal = Some(number);
                return Ok(true);
            }
            Event::Suspend => {
                self.suspend()?;
                return Ok(false);
            }
            Event::Continued => {
                self.come_back()?;
                return Ok(false);
            }
        };
        let is_resize = matches!(action, Action::Resize(..));
        let effects = self.workers.update(&mut self.state, action);
        // Also when it is the size that it was: there may have been another one in between.
        if is_resize {
            self.draw_anew()?;
        }
        self.carry_out_all(effects)
    }

    /// Does what is asked; `true` when the person has quit.
    fn carry_out_all(&mut self, effects: Vec<Effect>) -> anyhow::Result<bool> {
        for effect in effects {
            if effect == Effect::Quit {
                return Ok(true);
            }
            self.carry_out(effect)?;
        }
        Ok(false)
    }

    fn carry_out(&mut self, effect: Effect) -> anyhow::Result<()> {
        match effect {
            Effect::Copy { text, noun } => {
                let notice = match clipboard::copy(&text, self.link) {
                    Ok(how) => Notice::Done(format!("{noun} {how}")),
                    Err(why) => Notice::Error(why),
                };
                update(&mut self.state, Action::Tell(notice));
            }
            Effect::Open(address) => self.open(address)?,
            Effect::TakeMouse(take) => terminal::take_mouse(take)?,
            Effect::Redraw => self.draw_anew()?,
            Effect::Suspend => self.suspend()?,
            Effect::Quit => {}
            other => self.workers.carry_out(&mut self.state, other),
        }
        Ok(())
    }

    /// Opens an address in the person's browser.
    fn open(&mut self, address: String) -> anyhow::Result<()> {
        let told = match self.workers.opening(&address) {
            Ok(Opening::Beside(program)) => Some(workers::begun(&program, &address)),
            Ok(Opening::Here(browser)) => {
                let ended = self.lend(|| browser::run_here(&browser, &address))?;
                workers::ended(&browser, address, ended)
            }
            Err(why) => Some(Action::NotOpened(address, why)),
        };
        if let Some(action) = told {
            update(&mut self.state, action);
        }
        Ok(())
    }

    /// Lends the terminal, with its keys and their signals, to what `run` runs.
    fn lend<T>(&mut self, run: impl FnOnce() -> T) -> anyhow::Result<T> {
        terminal::await_answer();
        let _keys = input::pause();
        let _signals = signal::leave_to_others();
        terminal::give_back();
        let ended = run();
        self.come_back()?;
        Ok(ended)
    }

    /// Lends the terminal to the shell and stops; what comes after is told by the signal thread.
    fn suspend(&mut self) -> anyhow::Result<()> {
        if !signal::can_stop() {
            let words = "there is no shell here to go to; q quits".to_owned();
            update(&mut self.state, Action::Tell(Notice::Error(words)));
            return Ok(());
        }
        terminal::await_answer();
        terminal::give_back();
        self.stopped = true;
        signal::stop()?;
        Ok(())
    }

    fn come_back(&mut self) -> anyhow::Result<()> {
        // Stopped from outside, the terminal is still ours, but the shell has changed its modes.
        terminal::give_back();
        terminal::take(&self.state.view)?;
        self.stopped = false;
        let (columns, rows) = terminal::size()?;
        update(&mut self.state, Action::Resize(columns, rows));
        self.draw_anew()
    }

    /// Has the next frame draw every cell. `Terminal::clear` would do that too, but asks the
    /// terminal where its cursor is, and over a slow line the answer ends up among the keys.
    fn draw_anew(&mut self) -> anyhow::Result<()> {
        let (columns, rows) = self.state.size;
        self.screen.backend_mut().resize(columns, rows);
        self.screen.resize(Rect::new(0, 0, columns, rows))?;
        Ok(())
    }
}

/// Of several changes of the size only the last one matters: laying out takes time.
fn last_size_alone(batch: &mut Vec<Event>) {
    let is_size = |event: &Event| matches!(event, Event::Resized);
    let last = batch.iter().rposition(is_size);
    let mut at = 0;
    batch.retain(|event| {
        let keep = !is_size(event) || Some(at) == last;
        at += 1;
        keep
    });
}
