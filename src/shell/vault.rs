//! The library's file, for all threads that have it open: what one of them finds damaged, none writes to.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use crate::app::{Action, Notice};
use crate::model::Problem;
use crate::store::{Seal, Store, StoreError};
use crate::text::Clean;

use super::event::Event;

/// Where the library is, and whether it was found to be damaged.
#[derive(Clone)]
pub struct Vault {
    folder: PathBuf,
    seal: Seal,
    events: Sender<Event>,
}

impl Vault {
    /// The library in `folder`, of which nothing is known yet.
    pub fn new(folder: &Path, events: &Sender<Event>) -> Self {
        Self {
            folder: folder.to_owned(),
            seal: Seal::default(),
            events: events.clone(),
        }
    }

    /// Another connection to it.
    ///
    /// # Errors
    /// It cannot be opened, or is known to be damaged.
    pub fn open(&self) -> Result<Store, StoreError> {
        match self.is_sealed() {
            true => Err(StoreError::Damaged),
            false => Store::open_under(&self.folder, &self.seal),
        }
    }

    /// Whether the library was closed by all who had it open.
    pub fn is_closed(&self) -> bool {
        Store::is_closed(&self.folder)
    }

    /// Whether it is known to be damaged, so that nothing is written to it any more.
    pub fn is_sealed(&self) -> bool {
        self.seal.is_set()
    }

    /// Tells the person what could not be done. Damage seals the file, and is a problem that stays.
    pub fn tell(&self, error: &StoreError) {
        let action = match error.is_damage() && self.seal.set() {
            true => Action::Failed(self.problem(error)),
            false => Action::Tell(Notice::Error(error.to_string())),
        };
        self.send(action);
    }

    /// Tells what a thread met that works unasked: of a file that is sealed all was said.
    pub fn tell_unasked(&self, error: &StoreError) {
        if !self.is_sealed() {
            self.tell(error);
        }
    }

    /// Lets the loop know what happened; where it has ended, nobody has to.
    pub fn send(&self, action: Action) {
        let _ = self.events.send(Event::Action(action));
    }

    /// What is wrong with the file, as problems are listed.
    pub fn problem(&self, error: &StoreError) -> Problem {
        let place = self.folder.join(Store::FILE).to_string_lossy().into_owned();
        let words = error.to_string();
        // Some name the file themselves.
        let own = words
            .strip_prefix(&place)
            .and_then(|own| own.strip_prefix(": "));
        Problem {
            message: Clean::line(own.unwrap_or(&words)),
            place: Clean::line(&place),
        }
    }
}
