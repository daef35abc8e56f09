//! The thread that answers what the library is asked.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError};

use crate::analysis;
use crate::app::{Action, Ask, Found, Notice, Opened, Texts, Unanswered};
use crate::model::{ArticleKey, Order, Part, Shelf, ShelfRow};
use crate::store::search::Query;
use crate::store::{Store, StoreError, Stored};
use crate::text::Clean;

use super::vault::Vault;

/// Rows that are looked at together for an unread one.
const STRETCH: usize = 500;

/// What the library is asked.
#[derive(Debug)]
pub enum Question {
    /// A part of a list.
    List(Ask),
    /// Articles.
    Fetch(Vec<ArticleKey>),
    /// The other text of an article that has two.
    OtherText(ArticleKey),
    /// All shelves.
    Shelves,
    /// An unread article on a shelf.
    Unread {
        /// The shelf.
        shelf: Shelf,
        /// Its order.
        order: Order,
        /// The row to begin at.
        from: usize,
        /// How many unread articles further; back where negative.
        by: isize,
    },
    /// Whether anybody has changed the library: then [`Action::LibraryChanged`] is the answer.
    News,
    /// Say when the questions before are answered.
    Fence(Sender<()>),
}

/// The thread that answers.
pub(super) struct Desk {
    store: Store,
    /// Whether a list is being made, which a newer one may interrupt.
    listing: Arc<AtomicBool>,
    /// How many lists were asked for.
    lists: Arc<AtomicUsize>,
    /// How many of them have been taken up.
    taken: usize,
    /// What the library's state was when it was looked at last.
    state: i64,
    /// The articles that are shown with their feed's own text though there is a fuller one.
    own: HashSet<ArticleKey>,
    /// The articles that are still to be fetched, those asked for last at the end.
    fetching: Vec<ArticleKey>,
    /// How many unread articles saved searches found when they were counted last.
    counts: HashMap<Clean, usize>,
    counting: Option<Counting>,
    vault: Vault,
}

/// Shelves of which the searches before `at` are counted.
struct Counting {
    shelves: Vec<ShelfRow>,
    at: usize,
}

impl Desk {
    /// A desk that has not answered anything; `lists` counts the lists that are asked for.
    pub fn new(
        store: Store,
        listing: Arc<AtomicBool>,
        lists: Arc<AtomicUsize>,
        vault: Vault,
    ) -> Self {
        Self {
            state: store.state().unwrap_or_default(),
            store,
            listing,
            lists,
            taken: 0,
            own: HashSet::new(),
            fetching: Vec::new(),
            counts: HashMap::new(),
            counting: None,
            vault,
        }
    }

    /// Answers what comes until nobody can ask any more.
    pub fn answer(mut self, questions: &Receiver<Question>) {
        loop {
            // What a saved search finds is counted while nobody asks for anything else.
            let first = match questions.try_recv() {
                Ok(first) => first,
                Err(TryRecvError::Empty) if !self.fetching.is_empty() => {
                    self.fetch_last();
                    continue;
                }
                Err(TryRecvError::Empty) if self.counting.is_some() => {
                    self.count();
                    continue;
                }
                Err(_) => match questions.recv() {
                    Ok(first) => first,
                    Err(_) => return,
                },
            };
            let mut waiting: Vec<Question> =
                std::iter::once(first).chain(questions.try_iter()).collect();
            // Of several lists only the last is still wanted.
            let is_list = |question: &Question| matches!(question, Question::List(_));
            let last = waiting.iter().rposition(is_list);
            self.taken += waiting.iter().filter(|question| is_list(question)).count();
            let mut at = 0;
            waiting.retain(|question| {
                let keep = !is_list(question) || Some(at) == last;
                at += 1;
                keep
            });
            for question in waiting {
                let done = loop {
                    match self.answer_one(&question) {
                        // A newer list is waiting.
                        Err(StoreError::Interrupted) if is_list(&question) && self.is_late() => {
                            break Ok(());
                        }
                        // What was to stop another one has hit this.
                        Err(StoreError::Interrupted) => {}
                        done => break done,
                    }
                };
                if let Err(error) = done {
                    self.vault.tell(&error);
                    match question {
                        Question::List(ask) => {
                            let why = Clean::line(&error.to_string());
                            self.cannot(Unanswered::List(ask.number, why));
                        }
                        Question::Unread { .. } => self.cannot(Unanswered::Unread),
                        Question::OtherText(key) => self.cannot(Unanswered::Article(key)),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Counts what one more of the saved searches finds; tells all shelves when the last is counted.
    fn count(&mut self) {
        let Some(Counting { mut shelves, at }) = self.counting.take() else {
            return;
        };
        let is_search = |row: &ShelfRow| matches!(row.shelf, Shelf::Search(_));
        let Some(next) = shelves[at..].iter().position(is_search) else {
            return self.send(Action::Shelves(shelves));
        };
        let at = at + next;
        if let Shelf::Search(query) = &shelves[at].shelf {
            match self.store.unread_found(query) {
                Ok(unread) => {
                    self.counts.insert(query.clone(), unread);
                    shelves[at].unread = unread;
                }
                // What was to stop a list has hit this: it is counted again.
                Err(StoreError::Interrupted) => {
                    self.counting = Some(Counting { shelves, at });
                    return;
                }
                Err(error) => self.vault.tell_unasked(&error),
            }
        }
        let at = at + 1;
        self.counting = Some(Counting { shelves, at });
    }

    /// Whether a list was asked for that has not been taken up.
    fn is_late(&self) -> bool {
        self.taken != self.lists.load(Ordering::Acquire)
    }

    fn answer_one(&mut self, question: &Question) -> Result<(), StoreError> {
        match question {
            Question::List(ask) => {
                self.note(&ask.shelf);
                // What has been changed by now will be in the list.
                self.state = self.store.state()?;
                self.listing.store(true, Ordering::Release);
                let listing = self.store.list(&ask.shelf, ask.order, ask.part, ask.rows);
                self.listing.store(false, Ordering::Release);
                self.send(Action::Listed(ask.number, listing?));
            }
            Question::Fetch(keys) => self.fetching.extend(keys.iter().rev()),
            Question::OtherText(key) => {
                if !self.own.remove(key) {
                    self.own.insert(*key);
                }
                self.fetch(*key)?;
            }
            Question::News => {
                let state = self.store.state()?;
                if std::mem::replace(&mut self.state, state) != state {
                    self.send(Action::LibraryChanged);
                }
            }
            Question::Unread {
                shelf,
                order,
                from,
                by,
            } => self.unread(shelf, *order, *from, *by)?,
            // Who asked may have ceased to wait.
            Question::Fence(passed) => drop(passed.send(())),
            Question::Shelves => {
                let mut shelves = self.store.shelves()?;
                for row in &mut shelves {
                    // As it was counted last, until it is counted anew.
                    if let Shelf::Search(query) = &row.shelf {
                        row.unread = self.counts.get(query).copied().unwrap_or_default();
                    }
                }
                self.send(Action::Shelves(shelves.clone()));
                let searches = |row: &ShelfRow| matches!(row.shelf, Shelf::Search(_));
                if shelves.iter().any(searches) {
                    self.counting = Some(Counting { shelves, at: 0 });
                }
            }
        }
        Ok(())
    }

    /// Tells what of a search was not taken as it is written.
    fn note(&self, shelf: &Shelf) {
        if let Shelf::Search(query) = shelf
            && let Some(note) = Query::parse(query).notes.first()
        {
            self.send(Action::Tell(Notice::Done(note.to_string())));
        }
    }

    /// Looks for the article that is `by` unread ones after the row `from`, from the end around to the
    /// start, or before it; for the last there is where there are fewer.
    fn unread(
        &self,
        shelf: &Shelf,
        order: Order,
        from: usize,
        by: isize,
    ) -> Result<(), StoreError> {
        let forward = by > 0;
        let mut total = self.store.list(shelf, order, Part::From(0), 1)?.total;
        // The next row to look at; the one after it where the way goes back.
        let mut edge = if forward { from + 1 } else { from };
        let mut left = total.saturating_sub(1);
        let mut wanted = by.unsigned_abs();
        let mut found = None;
        while left > 0 && wanted > 0 {
            if forward && edge >= total {
                edge = 0;
            } else if !forward && (edge == 0 || edge > total) {
                edge = total;
            }
            let most = STRETCH.min(left);
            let (start, rows) = match forward {
                true => (edge, most),
                false => (edge.saturating_sub(most), most.min(edge)),
            };
            let listing = self.store.list(shelf, order, Part::From(start), rows)?;
            total = listing.total;
            if listing.rows.is_empty() {
                break;
            }
            let rows = (listing.first..).zip(&listing.rows);
            let unread = rows.filter(|(_, row)| !row.read);
            let mut unread: Vec<_> = unread.map(|(at, row)| (row.key, at)).collect();
            if !forward {
                unread.reverse();
            }
            unread.truncate(wanted);
            wanted -= unread.len();
            found = unread.last().copied().or(found);
            left = left.saturating_sub(listing.rows.len());
            edge = match forward {
                true => listing.first + listing.rows.len(),
                false => listing.first,
            };
        }
        self.send(match found {
            Some((key, row)) => Action::GoTo(key, row),
            None => Action::Tell(Notice::Done("everything else has been read".to_owned())),
        });
        Ok(())
    }

    /// Fetches the article that was asked for last: a held key passes by more of them than can be
    /// read, and the person is at the last.
    fn fetch_last(&mut self) {
        let Some(key) = self.fetching.pop() else {
            return;
        };
        match self.fetch(key) {
            Ok(()) => {}
            // What was to stop a list has hit this.
            Err(StoreError::Interrupted) => self.fetching.push(key),
            Err(error) => {
                self.vault.tell(&error);
                self.cannot(Unanswered::Article(key));
            }
        }
    }

    fn fetch(&self, key: ArticleKey) -> Result<(), StoreError> {
        if let Some(stored) = self.store.article(key)? {
            let own = self.own.contains(&key);
            self.send(Action::Opened(Box::new(opened(stored, own))));
        } else {
            // Somebody else has taken it out meanwhile.
            self.cannot(Unanswered::Article(key));
        }
        Ok(())
    }

    fn cannot(&self, question: Unanswered) {
        self.send(Action::Unanswered(question));
    }

    fn send(&self, action: Action) {
        self.vault.send(action);
    }
}

/// What was stored, for the screen: with its feed's own text where `own` says so, and with what
/// quick rules find where nothing of this version's analysis is kept.
fn opened(stored: Stored, own: bool) -> Opened {
    let (article, texts, kept) = match stored.own {
        Some(article) if own => (article, Texts::Own, None),
        Some(_) => (stored.article, Texts::Full, stored.annotations),
        None => (stored.article, Texts::One, stored.annotations),
    };
    let kept = kept.filter(|(version, _)| version == analysis::VERSION);
    let found = match kept {
        Some((_, found)) => Found::Full(Arc::new(found)),
        None => {
            let quick = catch_unwind(AssertUnwindSafe(|| analysis::annotate(&article)));
            Found::Quick(Arc::new(quick.unwrap_or_default()))
        }
    };
    Opened {
        key: stored.key,
        article: Arc::new(article),
        texts,
        found,
        corrections: stored.corrections,
        place: stored.place,
    }
}
