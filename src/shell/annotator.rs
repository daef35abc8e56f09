//! The full analysis of articles, one after another on a thread of its own: what is wanted now, and
//! nothing that is wanted no more.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::app::Action;
use crate::model::{Annotations, Article};

use super::worker::fault;

/// A way to find all that there is to find in an article.
pub type Annotate = fn(&Article) -> Annotations;

/// The thread and what it is to do. It ends after the article at hand when this is dropped.
pub struct Annotator {
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    wishes: Mutex<Wishes>,
    changed: Condvar,
}

#[derive(Default)]
struct Wishes {
    waiting: VecDeque<Arc<Article>>,
    at_hand: Option<Arc<Article>>,
    ended: bool,
}

impl Annotator {
    /// Starts the thread. `annotate` finds all that there is to find in an article; `tell` is given what comes of each article, as
    /// [`Action::AnnotatedFully`], and says whether anybody still listens.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(
        annotate: impl Fn(&Article) -> Annotations + Send + 'static,
        tell: impl Fn(Action) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let work = Arc::clone(&desk);
        std::thread::Builder::new()
            .name("annotator".to_owned())
            .spawn(move || {
                while let Some(article) = work.next() {
                    let found = catch_unwind(AssertUnwindSafe(|| annotate(&article)));
                    if found.is_err() {
                        tell(Action::Failed(fault(&article.id)));
                    }
                    if !tell(Action::AnnotatedFully(article, found.ok().map(Arc::new))) {
                        return;
                    }
                }
            })?;
        Ok(Self { desk })
    }

    /// Has these articles analysed next, the first one first, and gives up what else was waiting.
    /// The one at hand is brought to its end and not begun again.
    pub fn want(&self, articles: Vec<Arc<Article>>) {
        let mut wishes = self.desk.lock();
        wishes.waiting = articles.into();
        if let Some(at_hand) = wishes.at_hand.clone() {
            wishes.waiting.retain(|a| !Arc::ptr_eq(a, &at_hand));
        }
        self.desk.changed.notify_one();
    }
}

impl Drop for Annotator {
    fn drop(&mut self) {
        self.desk.lock().ended = true;
        self.desk.changed.notify_one();
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Wishes> {
        // Nothing that holds it leaves it half done.
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next article, once one is wanted; `None` at the end.
    fn next(&self) -> Option<Arc<Article>> {
        let mut wishes = self.lock();
        wishes.at_hand = None;
        loop {
            if wishes.ended {
                return None;
            }
            if let Some(article) = wishes.waiting.pop_front() {
                wishes.at_hand = Some(Arc::clone(&article));
                return Some(article);
            }
            let waited = self.changed.wait(wishes);
            wishes = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}
