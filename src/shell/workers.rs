//! What is done behind the picture, or behind the lines: loading, analysis, the library, and what is
//! done outside.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use anyhow::Context;
use jiff::Timestamp;

use crate::app::{Action, Effect, Notice, Pane, Start, State, update};
use crate::config::{Link, OpenCommand};
use crate::loader::Input;
use crate::model::Article;

use super::annotator::Annotator;
use super::browser::Opening;
use super::checker::Checker;
use super::event::Event;
use super::library::Library;
use super::opening::Opened;
use super::options::{Matter, Options};
use super::pictures::Pictures;
use super::worker::{self, Loading};
use super::{browser, opening};

/// The threads, and the way to them.
pub(super) struct Workers {
    loading: Loading,
    annotator: Annotator,
    pictures: Pictures,
    /// The library that is read; `None` where the articles are in this run alone.
    library: Option<Library>,
    /// Looks at all of a library that was not closed. It ends after the library does: what is still read keeps
    /// its log there, and the next run begins to look anew.
    _checker: Option<Checker>,
    /// Where the library is, read or not.
    folder: Option<PathBuf>,
    events: Sender<Event>,
    open: Option<OpenCommand>,
    link: Link,
}

/// Starts the threads on what `options` name, and the state on a screen of this size.
///
/// # Errors
/// The library cannot be opened, or no thread can be started.
pub(super) fn start(
    options: Options,
    size: (u16, u16),
    events: &Sender<Event>,
) -> anyhow::Result<(State, Workers)> {
    let (mut opened, mut checker, mut inputs) = (None, None, Vec::new());
    match options.matter {
        Matter::Inputs(named) => inputs = named,
        Matter::Library => {
            match opening::open(options.library.as_deref(), options.order, events)? {
                Ok(library) => {
                    if !library.closed {
                        checker = Some(Checker::start(&library.vault));
                    }
                    opened = Some(library);
                }
                // The screen is there all the same, to say so and to read what comes by another way.
                Err(damage) => {
                    for action in [Action::Failed(damage), Action::AllLoaded] {
                        // The receiver is the caller's.
                        let _ = events.send(Event::Action(action));
                    }
                }
            }
        }
    }
    let many =
        inputs.len() != 1 || matches!(inputs.first(), Some(Input::Path(path)) if path.is_dir());
    let session = opened.as_ref().map(|library| library.session.clone());
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
    let mut library = None;
    if let Some(Opened { store, vault, .. }) = opened {
        let every = options.refresh_every;
        let ahead = options.analyse_ahead;
        let started = Library::start(&vault, store, options.rules, every, ahead);
        library = Some(started.context(no_thread)?);
    }
    let loading = worker::start(inputs, events).context(no_thread)?;
    let listener = events.clone();
    let tell = move |action| listener.send(Event::Action(action)).is_ok();
    let annotator = Annotator::start(options.annotate_fully, tell).context(no_thread)?;
    let workers = Workers {
        loading,
        annotator,
        pictures: Pictures::new(events.clone()),
        library,
        _checker: checker,
        folder: options.library,
        events: events.clone(),
        open: options.open,
        link: options.link,
    };
    Ok((state, workers))
}

impl Workers {
    /// A person did something: what can wait makes way for it.
    pub fn make_way(&self) {
        if let Some(library) = &self.library {
            library.make_way();
        }
    }

    /// Ends when the library has kept and answered all that it was asked up to now.
    pub fn caught_up(&self) -> Option<Receiver<()>> {
        self.library.as_ref().map(Library::caught_up)
    }

    /// Lets an action happen, and says what is to be done.
    pub fn update(&self, state: &mut State, action: Action) -> Vec<Effect> {
        if let (Action::LibraryChanged, Some(library)) = (&action, &self.library) {
            library.look();
        }
        update(state, action)
    }

    /// Does what is asked, but for what is the terminal's.
    pub fn carry_out(&mut self, state: &mut State, effect: Effect) {
        match effect {
            Effect::AnnotateFully(articles) => self.annotator.want(articles),
            Effect::Picture { label, place } => self.pictures.want(label, place),
            Effect::StopLoading => {
                self.loading.stop();
                self.pictures.stop();
                if let Some(library) = &self.library {
                    library.stop();
                }
            }
            Effect::Keep(article) => self.keep(state, &article),
            of_library => {
                if let Some(library) = &mut self.library {
                    library.carry_out(of_library);
                }
            }
        }
    }

    /// Begins to open an address in the person's browser.
    ///
    /// # Errors
    /// Nothing can be started; a sentence says why.
    pub fn opening(&self, address: &str) -> Result<Opening, String> {
        let events = self.events.clone();
        let failed = move |why| {
            let _ = events.send(Event::Action(Action::Tell(Notice::Error(why))));
        };
        browser::open(address, self.open.as_ref(), self.link, failed)
    }

    /// Adds an article of this run to the library.
    fn keep(&self, state: &mut State, article: &Article) {
        let notice = match opening::keep(self.folder.as_deref(), article) {
            Ok(()) => Notice::Done("kept in the library, to read later".to_owned()),
            Err(error) => Notice::Error(error.to_string()),
        };
        update(state, Action::Tell(notice));
    }
}

/// What is told when `program` has begun to open an address beside the reader.
pub(super) fn begun(program: &str, address: &str) -> Action {
    Action::Tell(Notice::Done(format!("{program} opens {address}")))
}

/// What is told when a browser that needs the terminal has ended; nothing where it went well.
pub(super) fn ended(
    browser: &OpenCommand,
    address: String,
    ended: Result<bool, String>,
) -> Option<Action> {
    match ended {
        Ok(true) => None,
        Ok(false) => {
            let words = browser::no_success(browser, &address);
            Some(Action::Tell(Notice::Error(words)))
        }
        Err(why) => Some(Action::NotOpened(address, why)),
    }
}
