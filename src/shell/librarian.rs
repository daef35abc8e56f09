//! The library for the loop: two threads with a connection each, so that nothing that is kept waits
//! for a long list, and no key for either.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};

use crate::app::Action;
use crate::store::Store;
use crate::store::search::Stopper;

use super::answering::{Desk, Question};
use super::keeper::{Keeper, Order};
use super::refresher::Job;
use super::vault::Vault;

/// The way to the two threads. They end when it is dropped, after all that was still to be kept.
pub struct Librarian {
    asked: Sender<Question>,
    stopper: Stopper,
    /// Whether a list is being made.
    listing: Arc<AtomicBool>,
    /// How many lists were asked for.
    lists: Arc<AtomicUsize>,
    kept: Option<Sender<Order>>,
    keeper: Option<std::thread::JoinHandle<()>>,
}

impl Librarian {
    /// Starts the threads on the library in `vault`; `store` is a connection to it that was opened
    /// already, `jobs` the way to whoever asks servers.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(vault: &Vault, store: Store, jobs: Sender<Job>) -> std::io::Result<Self> {
        let (asked, questions) = mpsc::channel();
        let (kept, orders) = mpsc::channel();
        let (stopper, listing) = (store.stopper(), Arc::new(AtomicBool::new(false)));
        let lists = Arc::new(AtomicUsize::new(0));
        let desk = Desk::new(
            store,
            Arc::clone(&listing),
            Arc::clone(&lists),
            vault.clone(),
        );
        let named = |name: &str| std::thread::Builder::new().name(name.to_owned());
        named("librarian").spawn(move || desk.answer(&questions))?;
        let vault = vault.clone();
        let keeper = named("keeper").spawn(move || match vault.open() {
            Ok(store) => Keeper::new(store, vault, jobs).work(&orders),
            // Nothing can be kept: each change is told so, and nobody waits for it.
            Err(error) => {
                vault.tell_unasked(&error);
                for order in orders {
                    if matches!(order, Order::Change(_)) {
                        vault.send(Action::Kept);
                    }
                    if order.is_asked() {
                        vault.tell(&error);
                    }
                }
            }
        })?;
        Ok(Self {
            asked,
            stopper,
            listing,
            lists,
            kept: Some(kept),
            keeper: Some(keeper),
        })
    }

    /// Asks the library something; the answer comes as an action.
    pub fn ask(&self, question: Question) {
        let supersedes = matches!(question, Question::List(_));
        if supersedes {
            self.lists.fetch_add(1, Ordering::Release);
        }
        // Where the thread is gone, it has said why.
        let _ = self.asked.send(question);
        if supersedes && self.listing.load(Ordering::Acquire) {
            self.stopper.stop();
        }
    }

    /// Has the library keep something.
    pub fn keep(&self, order: Order) {
        if let Some(kept) = &self.kept {
            let _ = kept.send(order);
        }
    }
}

impl Drop for Librarian {
    /// Waits until all is kept that the person did.
    fn drop(&mut self) {
        self.kept = None;
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}
