//! The loop: events become actions, actions change the state, effects are carried out, and the
//! screen is drawn once for each batch.

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::Timestamp;
use ratatui::layout::Rect;

use crate::app::{Action, Effect, Keymap, Notice, Pane, Start, State, View, update};
use crate::config::{OpenCommand, Theme};
use crate::loader::Input;
use crate::model::{Article, Order};
use crate::store::Rule;
use crate::ui;

use super::annotator::{Annotate, Annotator};
use super::event::Event;
use super::library::Library;
use super::terminal::{self, Screen};
use super::worker::{self, Loading};
use super::{browser, clipboard, input, opening, signal};

/// How long the first frame waits for something to show. A small article is there long before.
const FIRST_FRAME: Duration = Duration::from_millis(50);

/// How long a frame waits for what the library is about to answer. As a rule that takes a millisecond.
const ANSWER: Duration = Duration::from_millis(12);

/// What to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// These, which are not added to the library.
    Inputs(Vec<Input>),
    /// The library.
    Library,
}

/// What to show, and how.
pub struct Options {
    /// What to show.
    pub matter: Matter,
    /// How lists are ordered where nothing was chosen before.
    pub order: Order,
    /// What hides articles of the library.
    pub rules: Vec<Rule>,
    /// How often all is refreshed without being asked for.
    pub refresh_every: Option<Duration>,
    /// The folder of the library; `None` where there is no place for one.
    pub library: Option<PathBuf>,
    /// How things look.
    pub view: View,
    /// The themes, the one to begin with first.
    pub themes: Vec<(String, Theme)>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What finds all that there is to find in an article. It may take its time.
    pub annotate_fully: Annotate,
    /// What opens links; `None` for the system's own program.
    pub open: Option<OpenCommand>,
}

/// How reading went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was there to read.
    Whole,
    /// Something could not be loaded; the rest was.
    Partial,
}

/// Runs the reader until the person quits.
///
/// # Errors
/// The terminal cannot be used, or was lost.
pub fn run(options: Options) -> anyhow::Result<Outcome> {
    let (sender, events) = mpsc::channel();
    terminal::restore_on_panic();
    signal::watch(sender.clone()).context("signals cannot be watched")?;
    let size = terminal::size().context(
        "this is no terminal that quotidian can draw on; `quotidian text` writes plain lines",
    )?;
    let mouse = options.view.mouse;
    let opened = match options.matter {
        Matter::Library => Some(opening::open(options.library.as_deref(), options.order)?),
        Matter::Inputs(_) => None,
    };
    let inputs = match options.matter {
        Matter::Inputs(inputs) => inputs,
        Matter::Library => Vec::new(),
    };
    let many =
        inputs.len() > 1 || matches!(inputs.first(), Some(Input::Path(path)) if path.is_dir());
    let session = opened.as_ref().map(|(_, session)| session.clone());
    let focus = match &session {
        Some(session) => session.pane,
        None if many => Pane::List,
        None => Pane::Reader,
    };
    let state = State::new(Start {
        view: options.view,
        themes: options.themes,
        keymap: options.keymap,
        size,
        now: Timestamp::now(),
        focus,
        session,
    });
    let no_thread = "no thread can be started";
    let library = match (opened, &options.library) {
        (Some((store, _)), Some(folder)) => Some(
            Library::start(folder, store, options.rules, options.refresh_every, &sender)
                .context(no_thread)?,
        ),
        _ => None,
    };
    let loading = worker::start(inputs, &sender).context(no_thread)?;
    let listener = sender.clone();
    let tell = move |action| listener.send(Event::Action(action)).is_ok();
    let annotator = Annotator::start(options.annotate_fully, tell).context(no_thread)?;
    let _given_back = GiveBack;
    terminal::take(mouse).context("the terminal cannot be taken")?;
    input::watch(sender.clone()).context("the keyboard cannot be read")?;
    let screen = terminal::screen()?;
    Loop {
        state,
        screen,
        loading,
        annotator,
        library,
        folder: options.library,
        stopped: false,
        events: sender,
        open: options.open,
    }
    .run(&events)
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
    loading: Loading,
    annotator: Annotator,
    /// The library on the screen; `None` where the articles are in this run alone.
    library: Option<Library>,
    /// Where the library is, on the screen or not.
    folder: Option<PathBuf>,
    /// Whether the terminal is lent to the shell: then nothing may be drawn.
    stopped: bool,
    events: Sender<Event>,
    open: Option<OpenCommand>,
}

impl Loop {
    fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<Outcome> {
        let began = Instant::now();
        let effects = update(&mut self.state, Action::LibraryChanged);
        self.carry_out_all(effects)?;
        while self.state.loading || self.state.awaits() {
            let left = FIRST_FRAME.saturating_sub(began.elapsed());
            match events.recv_timeout(left) {
                Ok(event) => {
                    if self.handle(event)? {
                        return Ok(self.outcome());
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.draw()?;
        while let Ok(first) = events.recv() {
            self.state_at(Timestamp::now());
            // A held key must not fall behind: what has come in together is drawn together.
            let mut batch: Vec<Event> = std::iter::once(first).chain(events.try_iter()).collect();
            last_size_alone(&mut batch);
            if let Some(library) = &self.library
                && batch
                    .iter()
                    .any(|event| matches!(event, Event::Terminal(_)))
            {
                library.make_way();
            }
            for event in batch {
                if self.handle(event)? {
                    return Ok(self.outcome());
                }
            }
            if self.answered(events)? {
                return Ok(self.outcome());
            }
            self.draw()?;
        }
        Ok(self.outcome())
    }

    /// Waits a moment for what the library is about to answer, so that a key is answered with one
    /// frame and not with an empty one first. `true` when the person has quit.
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

    fn outcome(&self) -> Outcome {
        if self.state.problems.is_empty() {
            Outcome::Whole
        } else {
            Outcome::Partial
        }
    }

    fn state_at(&mut self, now: Timestamp) {
        update(&mut self.state, Action::Clock(now));
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        if self.stopped {
            return Ok(());
        }
        let state = &self.state;
        self.screen
            .draw(|frame| ui::draw(state, frame))
            .context("the terminal cannot be drawn on")?;
        Ok(())
    }

    /// Lets an event happen. `true` when the person has quit.
    fn handle(&mut self, event: Event) -> anyhow::Result<bool> {
        let action = match event {
            Event::Action(action) => action,
            Event::Terminal(event) => match input::action(event) {
                Some(action) => action,
                None => return Ok(false),
            },
            Event::Lost(error) => return Err(error).context("the terminal was lost"),
            Event::Resized => match terminal::size() {
                Ok((columns, rows)) => Action::Resize(columns, rows),
                Err(_) => return Ok(false),
            },
            Event::Suspend => {
                self.suspend()?;
                return Ok(false);
            }
            Event::Continued => {
                self.come_back()?;
                return Ok(false);
            }
        };
        if let (Action::LibraryChanged, Some(library)) = (&action, &self.library) {
            library.look();
        }
        let size = self.state.size;
        let effects = update(&mut self.state, action);
        if self.state.size != size {
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
                let notice = match clipboard::copy(&text) {
                    Ok(how) => Notice::Done(format!("{noun} {how}, with its speaker")),
                    Err(why) => Notice::Error(why),
                };
                update(&mut self.state, Action::Tell(notice));
            }
            Effect::Open(address) => {
                let events = self.events.clone();
                let notice = Notice::Done(format!("opening {address}"));
                update(&mut self.state, Action::Tell(notice));
                browser::open(&address, self.open.as_ref(), move |why| {
                    let _ = events.send(Event::Action(Action::Tell(Notice::Error(why))));
                });
            }
            Effect::TakeMouse(take) => terminal::take_mouse(take)?,
            Effect::AnnotateFully(articles) => self.annotator.want(articles),
            Effect::StopLoading => {
                self.loading.stop();
                if let Some(library) = &self.library {
                    library.stop();
                }
            }
            Effect::Redraw => self.draw_anew()?,
            Effect::Suspend => self.suspend()?,
            Effect::Quit => {}
            Effect::Keep(article) => self.keep(&article),
            of_library => {
                if let Some(library) = &mut self.library {
                    library.carry_out(of_library);
                }
            }
        }
        Ok(())
    }

    /// Adds an article of this run to the library.
    fn keep(&mut self, article: &Article) {
        let notice = match opening::keep(self.folder.as_deref(), article) {
            Ok(()) => Notice::Done("kept in the library, to read later".to_owned()),
            Err(error) => Notice::Error(error.to_string()),
        };
        update(&mut self.state, Action::Tell(notice));
    }

    /// Lends the terminal to the shell and stops; what comes after is told by the signal thread.
    fn suspend(&mut self) -> anyhow::Result<()> {
        if !signal::can_stop() {
            let words = "there is no shell here to go to; q quits".to_owned();
            update(&mut self.state, Action::Tell(Notice::Error(words)));
            return Ok(());
        }
        terminal::give_back();
        self.stopped = true;
        signal::stop()?;
        Ok(())
    }

    fn come_back(&mut self) -> anyhow::Result<()> {
        // Stopped from outside, the terminal is still ours, but the shell has changed its modes.
        terminal::give_back();
        terminal::take(self.state.view.mouse)?;
        self.stopped = false;
        let (columns, rows) = terminal::size()?;
        update(&mut self.state, Action::Resize(columns, rows));
        self.draw_anew()
    }

    /// Has the next frame draw every cell. `Terminal::clear` would do that too, but asks the
    /// terminal where its cursor is, and over a slow line the answer ends up among the keys.
    fn draw_anew(&mut self) -> anyhow::Result<()> {
        let (columns, rows) = self.state.size;
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
