//! The thread that keeps what a person does, in the order in which they did it, with what undoes each
//! change.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use crate::analysis;
use crate::app::{Action, Notice, Session};
use crate::model::{Annotations, Article, ArticleKey, Change, Shelf};
use crate::refresh;
use crate::store::{Store, StoreError, Subscribed};

use super::newcomers::First;
use super::refresher::Job;
use super::vault::Vault;

/// What the library is to keep.
#[derive(Debug)]
pub enum Order {
    /// A change that can be undone.
    Change(Change),
    /// As many changes are undone, the last one first.
    Undo(usize),
    /// A place in an article.
    Place(ArticleKey, Option<usize>),
    /// Where the person is.
    Session(Session),
    /// A shelf is opened anew.
    OpenShelf(Shelf),
    /// What this version's analysis has found in an article.
    Annotations(ArticleKey, Arc<Article>, Arc<Annotations>),
    /// Say when the orders before are done.
    Fence(Sender<()>),
    /// A new subscription: an address, a path or a command.
    Subscribe(String),
}

impl Order {
    /// Whether it is what a person wanted to have kept, and not what is kept by the way.
    pub fn is_asked(&self) -> bool {
        matches!(self, Self::Change(_) | Self::Undo(_) | Self::Subscribe(_))
    }
}

/// The thread that keeps.
pub(super) struct Keeper {
    store: Store,
    /// What undoes the changes of this run, the last one last.
    undo: Vec<Change>,
    vault: Vault,
    /// Who is told what to ask for.
    jobs: Sender<Job>,
}

impl Keeper {
    /// A keeper that has kept nothing yet.
    pub fn new(store: Store, vault: Vault, jobs: Sender<Job>) -> Self {
        Self {
            store,
            undo: Vec::new(),
            vault,
            jobs,
        }
    }

    /// Keeps what comes until nobody can send any more, and closes the library.
    pub fn work(mut self, orders: &Receiver<Order>) {
        while let Ok(first) = orders.recv() {
            let mut waiting: Vec<Order> = std::iter::once(first).chain(orders.try_iter()).collect();
            last_places_alone(&mut waiting);
            for order in waiting {
                let changes = matches!(order, Order::Change(_));
                let asked = order.is_asked();
                let done = self.carry_out(order);
                if changes {
                    self.send(Action::Kept);
                }
                match done {
                    Ok(()) => {}
                    Err(error) if asked => {
                        self.vault.tell(&error);
                        // What the screen shows may be what was not kept.
                        self.send(Action::LibraryChanged);
                    }
                    Err(error) => self.vault.tell_unasked(&error),
                }
            }
        }
        // What is still in the log then, the next run finds there.
        let _ = self.store.close();
    }

    fn carry_out(&mut self, order: Order) -> Result<(), StoreError> {
        match order {
            Order::Change(change) => match self.store.change(&change)? {
                Some(undo) => self.undo.push(undo),
                None if matches!(change, Change::Unsubscribe(..)) => {
                    let words = "it was not subscribed to any more".to_owned();
                    self.send(Action::Tell(Notice::Done(words)));
                }
                None => {}
            },
            Order::Undo(count) => self.undo(count)?,
            Order::Place(key, place) => self.store.keep_place(key, place)?,
            Order::Session(session) => {
                if let Ok(session) = serde_json::to_string(&session) {
                    self.store.keep_session(&session)?;
                }
            }
            Order::OpenShelf(Shelf::Unread) => self.store.open_unread()?,
            Order::OpenShelf(_) => {}
            // Who asked may have ceased to wait.
            Order::Fence(passed) => drop(passed.send(())),
            Order::Annotations(key, article, found) => {
                self.store
                    .keep_annotations(key, &article, analysis::VERSION, &found)?;
            }
            Order::Subscribe(what) => self.subscribe(what)?,
        }
        Ok(())
    }

    /// Keeps that the person wants to be subscribed, and has it asked for the first time.
    fn subscribe(&mut self, what: String) -> Result<(), StoreError> {
        let wanted = match refresh::wanted_of(OsStr::new(&what)) {
            Ok(wanted) => wanted,
            Err(why) => {
                self.send(Action::Tell(Notice::Error(format!("{what}: {why}"))));
                return Ok(());
            }
        };
        let subscribed = refresh::enter(&mut self.store, &wanted)?;
        if let Subscribed::Already(key) = subscribed {
            let found = self.store.subscription(key)?;
            let name = found.map(|found| found.label()).unwrap_or_default();
            let words = format!("{name} is subscribed to already");
            self.send(Action::Tell(Notice::Done(words)));
        } else {
            // Where nobody listens any more, the next refresh asks for it.
            let _ = self
                .jobs
                .send(Job::First(First::new(what, wanted, subscribed)));
        }
        Ok(())
    }

    fn undo(&mut self, count: usize) -> Result<(), StoreError> {
        let mut done = 0;
        let mut words = "there is nothing to undo".to_owned();
        while done < count
            && let Some(change) = self.undo.pop()
        {
            if let Err(error) = self.store.change(&change) {
                // It can be tried again.
                self.undo.push(change);
                return Err(error);
            }
            if let Change::Correct(key, _) | Change::Uncorrect(key, _) = &change {
                self.send(Action::ArticleChanged(*key));
            }
            done += 1;
            words = match done {
                1 => undone(&change),
                _ => format!("{done} changes undone"),
            };
        }
        if done > 0 {
            self.send(Action::LibraryChanged);
        }
        self.send(Action::Tell(Notice::Done(words)));
        Ok(())
    }

    fn send(&self, action: Action) {
        self.vault.send(action);
    }
}

/// Of several places in one article, and of several sessions, only the last is kept.
fn last_places_alone(orders: &mut Vec<Order>) {
    let mut seen = HashSet::new();
    let mut session = false;
    orders.reverse();
    orders.retain(|order| match order {
        Order::Place(key, _) => seen.insert(*key),
        Order::Session(_) => !std::mem::replace(&mut session, true),
        _ => true,
    });
    orders.reverse();
}

/// What has been undone by this change, in words.
fn undone(change: &Change) -> String {
    let words = match change {
        Change::Read(_, true) => "marked read again",
        Change::Read(_, false) => "marked unread again",
        Change::Star(_, true) => "the star is back",
        Change::Star(_, false) => "the star is taken again",
        Change::Tag(_, tag, true) => return format!("tag {tag} is back"),
        Change::Tag(_, tag, false) => return format!("tag {tag} is taken again"),
        Change::Delete(_, true) => "deleted again",
        Change::Delete(_, false) => "brought back",
        Change::ReadAll(..) => "marked read again",
        Change::ReadEach(keys, read) => {
            let mark = if *read { "read" } else { "unread" };
            return format!("{} marked {mark} again", keys.len());
        }
        Change::Unsubscribe(_, true) => "the subscription is ended again",
        Change::Unsubscribe(_, false) => "subscribed to again",
        Change::Correct(..) => "put right as it was before",
        Change::Uncorrect(..) => "the correction is taken back",
        Change::SaveSearch(search, true) => return format!("the search {} is back", search.name),
        Change::SaveSearch(search, false) => {
            return format!("the search {} is forgotten", search.name);
        }
    };
    words.to_owned()
}
