//! The library behind the screen: who answers, who keeps, who analyses, who refreshes.

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::app::Effect;
use crate::store::{Rule, Store};

use super::analyst::Analyst;
use super::answering::Question;
use super::keeper::Order;
use super::librarian::Librarian;
use super::refresher::{Job, Refresher};
use super::vault::Vault;

/// The library's threads.
pub struct Library {
    librarian: Librarian,
    /// `None` where articles are analysed when they are opened.
    analyst: Option<Analyst>,
    refresher: Refresher,
}

impl Library {
    /// Starts them on the library in `vault`; `store` is a connection to it that was opened
    /// already; `rules` hide what they find; with `every`, all is refreshed as often without being asked
    /// for; with `ahead`, what is stored is analysed before it is opened.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(
        vault: &Vault,
        store: Store,
        rules: Vec<Rule>,
        every: Option<Duration>,
        ahead: bool,
    ) -> std::io::Result<Self> {
        let analyst = match ahead {
            true => Some(Analyst::start(vault)?),
            false => None,
        };
        let refresher = Refresher::start(vault, rules, every)?;
        let library = Self {
            librarian: Librarian::start(vault, store, refresher.jobs())?,
            refresher,
            analyst,
        };
        library.look();
        Ok(library)
    }

    /// A key was pressed: nothing that can wait is done now, and what other programs have changed is
    /// looked for.
    pub fn make_way(&self) {
        if let Some(analyst) = &self.analyst {
            analyst.make_way();
        }
        self.librarian.ask(Question::News);
    }

    /// Tells twice that all that was asked up to now is done: when it has been kept, and when it has
    /// been answered. Then it ends.
    pub fn caught_up(&self) -> Receiver<()> {
        let (fence, passed) = mpsc::channel();
        self.librarian.keep(Order::Fence(fence.clone()));
        self.librarian.ask(Question::Fence(fence));
        passed
    }

    /// There may be articles that were not analysed.
    pub fn look(&self) {
        if let Some(analyst) = &self.analyst {
            analyst.look();
        }
    }

    /// Gives up the refresh that is going on.
    pub fn stop(&self) {
        self.refresher.stop();
    }

    /// Does what is asked of the library.
    pub fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::List(ask) => self.librarian.ask(Question::List(ask)),
            Effect::Fetch(keys) => self.librarian.ask(Question::Fetch(keys)),
            Effect::Unread {
                shelf,
                order,
                from,
                by,
            } => self.librarian.ask(Question::Unread {
                shelf,
                order,
                from,
                by,
            }),
            Effect::Shelves => self.librarian.ask(Question::Shelves),
            Effect::OpenShelf(shelf) => self.librarian.keep(Order::OpenShelf(shelf)),
            Effect::Change(change) => self.librarian.keep(Order::Change(change)),
            Effect::Undo(count) => self.librarian.keep(Order::Undo(count)),
            Effect::KeepPlace(key, place) => self.librarian.keep(Order::Place(key, place)),
            Effect::KeepSession(session) => self.librarian.keep(Order::Session(session)),
            Effect::KeepAnnotations(key, article, found) => {
                self.librarian.keep(Order::Annotations(key, article, found));
            }
            Effect::OtherText(key) => self.librarian.ask(Question::OtherText(key)),
            Effect::FullText(key) => self.refresher.want(Job::FullText(key)),
            Effect::Refresh(shelf) => self.refresher.want(Job::Refresh(shelf)),
            Effect::Subscribe(what) => self.librarian.keep(Order::Subscribe(what)),
            _ => {}
        }
    }
}
