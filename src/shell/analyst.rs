//! The analysis of what is stored, behind the picture: the newest first, while nobody touches a key.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::analysis;
use crate::app::Action;
use crate::model::Annotations;
use crate::store::{Store, StoreError};

use super::vault::Vault;

/// So long nobody must have touched a key before an article is begun.
const QUIET: Duration = Duration::from_millis(800);

/// The thread. It ends, within a few milliseconds, when this is dropped.
pub struct Analyst {
    desk: Arc<Desk>,
}

/// How often what was found is shown in the list, while more is looked for.
const SHOW: Duration = Duration::from_secs(3);

#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
    /// Whether the article at hand is to be given up.
    stop: AtomicBool,
}

#[derive(Default)]
struct State {
    touched: Option<Instant>,
    /// Whether there may be something to analyse.
    work: bool,
    ended: bool,
}

impl Analyst {
    /// Starts the thread on the library in `vault`.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(vault: &Vault) -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        // The first list comes before anything behind it.
        desk.lock().touched = Some(Instant::now());
        let (own, vault) = (Arc::clone(&desk), vault.clone());
        let thread = std::thread::Builder::new().name("analyst".to_owned());
        thread.spawn(move || {
            if !own.wait() {
                return;
            }
            let worked = vault
                .open()
                .and_then(|mut store| own.work(&mut store, &vault));
            if let Err(error) = worked {
                vault.tell_unasked(&error);
            }
        })?;
        Ok(Self { desk })
    }

    /// A key was pressed: the machine is the person's now.
    pub fn make_way(&self) {
        self.desk.lock().touched = Some(Instant::now());
        self.desk.stop.store(true, Ordering::Relaxed);
    }

    /// There may be articles that were not analysed.
    pub fn look(&self) {
        self.desk.lock().work = true;
        self.desk.changed.notify_one();
    }
}

impl Drop for Analyst {
    fn drop(&mut self) {
        self.desk.lock().ended = true;
        self.desk.stop.store(true, Ordering::Relaxed);
        self.desk.changed.notify_one();
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that holds it leaves it half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is work and nobody at the keys; `false` at the end.
    fn wait(&self) -> bool {
        let mut state = self.lock();
        loop {
            if state.ended {
                return false;
            }
            let left = state.touched.map(|at| QUIET.saturating_sub(at.elapsed()));
            state = match left {
                _ if !state.work => {
                    let waited = self.changed.wait(state);
                    waited.unwrap_or_else(PoisonError::into_inner)
                }
                Some(left) if !left.is_zero() => {
                    let waited = self.changed.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                _ => {
                    self.stop.store(false, Ordering::Relaxed);
                    return true;
                }
            };
        }
    }

    fn work(&self, store: &mut Store, vault: &Vault) -> Result<(), StoreError> {
        let mut shown = Instant::now();
        let mut unshown = false;
        let show = |shown: &mut Instant| {
            *shown = Instant::now();
            vault.send(Action::LibraryChanged);
        };
        while self.wait() && !vault.is_sealed() {
            let Some(key) = store.to_analyse(analysis::VERSION, 1)?.first().copied() else {
                self.lock().work = false;
                if std::mem::take(&mut unshown) {
                    show(&mut shown);
                }
                continue;
            };
            let Some(stored) = store.article(key)? else {
                continue;
            };
            let stop = || self.stop.load(Ordering::Relaxed);
            let found = catch_unwind(AssertUnwindSafe(|| {
                analysis::annotate_fully_unless(&stored.article, &stop)
            }));
            // An article that the analysis fails on counts as one in which there is nothing, or it
            // would come up for ever.
            if let Some(found) = found.unwrap_or_else(|_| Some(Annotations::default())) {
                store.keep_annotations(key, &stored.article, analysis::VERSION, &found)?;
                unshown = shown.elapsed() < SHOW;
                if !unshown {
                    show(&mut shown);
                }
            }
        }
        Ok(())
    }
}
