//! A reader on a library, without a terminal or a thread: what is asked of the library is answered
//! at once.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::Arc;

use jiff::Timestamp;
use quotidian::analysis::{VERSION, annotate};
use quotidian::app::{Action, Effect, Found, Opened, Pane, Session, State, Texts, update};
use quotidian::model::{Arriving, Article, ArticleKey, Change, FeedKey, Origin, Part};
use quotidian::store::Store;
use quotidian::text::Clean;

/// The program on a screen, and the library behind it.
pub struct Reading {
    pub state: State,
    pub store: Store,
    undo: Vec<Change>,
    /// What was asked for that no library does.
    pub outside: Vec<Effect>,
}

impl Reading {
    /// The program on a library that holds `articles`, the first one the newest.
    pub fn new(columns: u16, rows: u16, articles: Vec<Article>) -> Self {
        let mut store = Store::in_memory().unwrap();
        receive(&mut store, "https://daily.example/feed", articles);
        Self::on(columns, rows, store, Session::default())
    }

    /// The program on this library, where the session left it.
    pub fn on(columns: u16, rows: u16, store: Store, session: Session) -> Self {
        let mut reading = Self {
            state: super::program_on(columns, rows, Some(session)),
            store,
            undo: Vec::new(),
            outside: Vec::new(),
        };
        reading.act(Action::LibraryChanged);
        reading
    }

    /// Presses keys, written as in the configuration and parted by blanks.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.act(Action::Key(key.parse().unwrap()));
        }
    }

    /// Types a line, letter by letter.
    pub fn type_line(&mut self, line: &str) {
        for letter in line.chars() {
            let key = if letter == ' ' {
                "space".to_owned()
            } else {
                letter.to_string()
            };
            self.press(&key);
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        super::screen(&self.state)
    }

    /// The headlines that the list knows of, from its top on.
    pub fn titles(&self) -> Vec<String> {
        let entries = self.state.library.entries().iter();
        entries.map(|entry| entry.row.title.to_string()).collect()
    }

    /// The headline of the open article.
    pub fn open(&self) -> String {
        self.state
            .article()
            .map_or_else(String::new, |a| a.headline().to_owned())
    }

    /// Lets an action happen, and all that follows from it.
    pub fn act(&mut self, action: Action) {
        let mut actions = vec![action];
        while let Some(action) = actions.pop() {
            for effect in update(&mut self.state, action) {
                actions.extend(self.answer(effect));
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Vec<Action> {
        match effect {
            Effect::List(ask) => {
                let listing = self
                    .store
                    .list(&ask.shelf, ask.order, ask.part, ask.rows)
                    .unwrap();
                vec![Action::Listed(ask.number, listing)]
            }
            Effect::Fetch(keys) => keys.into_iter().map(|key| self.opened(key)).collect(),
            Effect::Shelves => vec![Action::Shelves(self.store.shelves().unwrap())],
            Effect::OpenShelf(_) => {
                self.store.open_unread().unwrap();
                Vec::new()
            }
            Effect::Change(change) => {
                self.undo.extend(self.store.change(&change).unwrap());
                vec![Action::Kept]
            }
            Effect::Unread {
                shelf,
                order,
                from,
                by,
            } => {
                let part = Part::From(0);
                let listing = self.store.list(&shelf, order, part, 10_000).unwrap();
                let rows = listing.rows.iter().enumerate();
                let mut unread: Vec<_> = rows
                    .filter(|(at, row)| !row.read && (by > 0) == (*at > from) && *at != from)
                    .collect();
                if by < 0 {
                    unread.reverse();
                }
                unread.truncate(by.unsigned_abs());
                let last = unread.last();
                last.map(|(at, row)| Action::GoTo(row.key, *at))
                    .into_iter()
                    .collect()
            }
            Effect::Undo(count) => {
                let first = self.undo.len().saturating_sub(count);
                let mut actions = Vec::new();
                for change in self.undo.split_off(first).into_iter().rev() {
                    self.store.change(&change).unwrap();
                    actions.push(match change {
                        Change::Correct(key, _) | Change::Uncorrect(key, _) => {
                            Action::ArticleChanged(key)
                        }
                        _ => Action::LibraryChanged,
                    });
                }
                actions
            }
            Effect::KeepPlace(key, place) => {
                self.store.keep_place(key, place).unwrap();
                Vec::new()
            }
            Effect::KeepSession(session) => {
                let session = serde_json::to_string(&session).unwrap();
                self.store.keep_session(&session).unwrap();
                Vec::new()
            }
            Effect::KeepAnnotations(key, article, found) => {
                self.store
                    .keep_annotations(key, &article, VERSION, &found)
                    .unwrap();
                Vec::new()
            }
            other => {
                self.outside.push(other);
                Vec::new()
            }
        }
    }

    fn opened(&self, key: ArticleKey) -> Action {
        let stored = self.store.article(key).unwrap().unwrap();
        Action::Opened(Box::new(Opened {
            key,
            found: Found::Full(Arc::new(annotate(&stored.article))),
            article: Arc::new(stored.article),
            texts: Texts::One,
            corrections: stored.corrections,
            place: stored.place,
        }))
    }

    /// The session as it was kept last.
    pub fn session(&self) -> Session {
        serde_json::from_str(&self.store.session().unwrap().unwrap()).unwrap()
    }
}

/// Has a subscription bring articles, the first one the newest by a minute.
pub fn receive(store: &mut Store, feed: &str, articles: Vec<Article>) -> FeedKey {
    let origin = Origin::Url(feed.to_owned());
    let feed = store
        .subscribe(
            &origin,
            Some(&Clean::line("The Daily")),
            &Clean::default(),
            &[],
        )
        .unwrap()
        .key();
    let arriving: Vec<Arriving> = articles
        .into_iter()
        .enumerate()
        .map(|(age, mut article)| {
            let minutes = jiff::SignedDuration::from_mins(i64::try_from(age).unwrap());
            article.published = article.published.or(Some(super::now() - minutes));
            Arriving {
                guid: article.id.to_string(),
                article,
            }
        })
        .collect();
    store.receive(feed, &arriving, Timestamp::now()).unwrap();
    feed
}

/// What is told about the pane with the keys.
pub fn focus(reading: &Reading) -> Pane {
    reading.state.focus
}
