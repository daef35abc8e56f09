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
use super::event::Event;
use super::library::Library;
use super::pictures::Pictures;
use super::run::{Matter, Options};
use super::worker::{self, Loading};
use super::{browser, opening};

/// The threads, and the way to them.
pub(super) struct Workers {
    loading: Loading,
    annotator: Annotator,
    pictures: Pictures,
    /// The library that is read; `None` where the articles are in this run alone.
    library: Option<Library>,
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
            Library::start(folder, store, options.rules, options.refresh_every, events)
                .context(no_thread)?,
        ),
        _ => None,
    };
    let loading = worker::start(inputs, events).context(no_thread)?;
    let listener = events.clone();
    let tell = move |action| listener.send(Event::Action(action)).is_ok();
    let annotator = Annotator::start(options.annotate_fully, tell).context(no_thread)?;
    let workers = Workers {
        loading,
        annotator,
        pictures: Pictures::new(events.clone()),
        library,
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
            Effect::Picture { label, address } => self.pictures.want(label, address),
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
