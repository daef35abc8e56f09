//! The library that outlives the run: which shelf is shown, what of it is known, and what has to be
//! asked for. Answers come in without moving what the person looks at.

use std::collections::BTreeMap;

use crate::model::{ArticleKey, Change, Listing, Order, Shelf, ShelfRow};

use crate::text::Clean;

use super::action::Effect;
use super::annotating::take_in;
use super::find::{Find, find};
use super::layout::Pane;
use super::library::{Entry, Found};
use super::overlay::Overlay;
use super::refreshing::Refreshing;
use super::session::{Ask, Opened, Session, Unanswered};
use super::state::State;

/// An unread article on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seeking {
    /// None is.
    Nothing,
    /// The one so many further is to be asked for, once all changes have been kept: the library does not
    /// know the others yet.
    Wanted(isize),
    /// It has been asked for and has not come.
    Asked,
}

impl Seeking {
    /// What was asked for has come, or is waited for no more.
    fn end(&mut self) {
        if *self == Self::Asked {
            *self = Self::Nothing;
        }
    }
}

/// What is known of the library beside the rows of the list.
#[derive(Debug)]
pub struct Shelving {
    /// The shelf that is shown.
    pub shelf: Shelf,
    /// Its order.
    pub order: Order,
    /// All shelves with their counts.
    pub shelves: Vec<ShelfRow>,
    /// How a refresh goes.
    pub refreshing: Refreshing,
    /// Where to go back to when a search ends.
    pub(super) before_search: Option<Session>,
    /// Whether the rows that are known may not be those of the library any more.
    pub(super) stale: bool,
    /// The article to stand on when the rows come, where it is another than the selected one.
    pub(super) goal: Option<ArticleKey>,
    /// The article that had come last when the rows on the screen were listed.
    pub(super) latest: Option<ArticleKey>,
    /// What was asked for and has not come yet.
    pub(super) asked: Option<Ask>,
    /// The list that could not be had, by its number, and why: nobody waits for it, nor asks for the
    /// same again before something has changed.
    pub(super) unlisted: Option<(u64, Clean)>,
    /// How many lists have been asked for.
    pub(super) lists: u64,
    /// How many changes have not been kept yet: a list that is made before may not have them.
    pub(super) unkept: usize,
    /// Which unread article the person wants to go to.
    pub(super) seeking: Seeking,
    /// The articles that were asked for and have not come yet, and whether they may still come.
    pub(super) fetching: BTreeMap<ArticleKey, bool>,
    /// The place that the library has last been told.
    pub(super) told_place: Option<(ArticleKey, Option<usize>)>,
    /// What the library has last been told of the session.
    pub(super) told_session: Session,
}

impl Shelving {
    /// The library as the last run left it.
    pub fn new(session: Session) -> Self {
        Self {
            shelf: session.shelf.clone(),
            order: session.order,
            shelves: Vec::new(),
            refreshing: Refreshing::default(),
            before_search: None,
            stale: true,
            goal: session.article,
            latest: None,
            asked: None,
            unlisted: None,
            lists: 0,
            unkept: 0,
            seeking: Seeking::Nothing,
            fetching: BTreeMap::new(),
            told_place: None,
            told_session: session,
        }
    }

    /// The name of the shelf that is shown.
    pub fn name(&self) -> String {
        let row = self.shelves.iter().find(|row| row.shelf == self.shelf);
        row.map_or_else(|| shelf_name(&self.shelf), |row| row.name.to_string())
    }

    /// Why the list that was asked for last cannot be had; `None` where it can.
    pub fn unlisted(&self) -> Option<&Clean> {
        let asked = self.asked.as_ref()?.number;
        let (number, why) = self.unlisted.as_ref()?;
        (*number == asked).then_some(why)
    }

    /// How many articles on a shelf are unread.
    pub fn unread(&self, shelf: &Shelf) -> usize {
        let row = self.shelves.iter().find(|row| row.shelf == *shelf);
        row.map_or(0, |row| row.unread)
    }
}

/// What a shelf is called while its own name is not known.
fn shelf_name(shelf: &Shelf) -> String {
    match shelf {
        Shelf::All => "All".to_owned(),
        Shelf::Unread => "Unread".to_owned(),
        Shelf::Starred => "Starred".to_owned(),
        Shelf::Hidden => "Hidden".to_owned(),
        Shelf::Feed(_) => "Feed".to_owned(),
        Shelf::Folder(name) | Shelf::Tag(name) => name.to_string(),
        Shelf::Search(query) => format!("“{query}”"),
    }
}

/// A part of a shelf has come.
pub(super) fn listed(state: &mut State, number: u64, listing: Listing) {
    let Some(shelving) = &mut state.shelving else {
        return;
    };
    if number != shelving.lists || shelving.unkept > 0 {
        return;
    }
    shelving.asked = None;
    shelving.stale = false;
    shelving.latest = listing.latest;
    let goal = shelving.goal.take();
    let before = state.library.get(state.selected).map(|entry| entry.row.key);
    let row_of_cursor = state.selected.saturating_sub(state.list_top);
    let last = listing.total.saturating_sub(1);
    let found = listing.found;
    state.library.show(listing);
    match (goal, before) {
        (Some(_), _) => state.took_place = false,
        (None, Some(key)) if found.is_none() && state.library.position_of(key).is_none() => {
            state.took_place = true;
        }
        _ => {}
    }
    let at = match goal.or(before) {
        Some(key) => state.library.position_of(key).or(found),
        None => None,
    };
    // The article goes on standing where it stood on the screen, whatever came above it.
    state.selected = at.unwrap_or(state.selected).min(last);
    state.list_top = state.selected.saturating_sub(row_of_cursor);
    let now = state.library.get(state.selected).map(|entry| entry.row.key);
    if now != before || state.shown != now {
        state.show_selected();
    } else {
        state.reveal();
    }
}

/// A change leaves to be kept.
pub(super) fn change(state: &mut State, change: Change) {
    if let Some(shelving) = &mut state.shelving {
        shelving.unkept += 1;
    }
    state.outbox.push(Effect::Change(change));
}

/// A change has been kept: what is listed from now on has it.
pub(super) fn kept(state: &mut State) {
    if let Some(shelving) = &mut state.shelving {
        shelving.unkept = shelving.unkept.saturating_sub(1);
    }
    changed(state);
}

/// An article has come from the library.
pub(super) fn opened(state: &mut State, opened: Opened) {
    let Some(shelving) = &mut state.shelving else {
        return;
    };
    shelving.fetching.remove(&opened.key);
    let Some(index) = state.library.position_of(opened.key) else {
        return;
    };
    let id = opened.article.id.to_string();
    state.places.entry(id).or_insert(opened.place);
    let known = state
        .library
        .get(index)
        .and_then(|entry| entry.article.as_ref());
    let same = known.is_some_and(|article| **article == *opened.article);
    let (texts, corrections) = (opened.texts, opened.corrections);
    let article = opened.article;
    take_in(state, index, opened.found, |entry| {
        if !same {
            entry.article = Some(article);
        }
        entry.texts = texts;
        entry.corrections = corrections;
        entry.found = Found::Nothing;
    });
    if index == state.selected && !same {
        state.show_selected();
    }
}

/// The shelves and their counts have come.
pub(super) fn shelved(state: &mut State, rows: Vec<ShelfRow>) {
    // The rows of an open list stay where they are; what they say is of now.
    if let Some(Overlay::Shelves { rows: shown, .. }) = &mut state.overlay {
        for row in shown {
            if let Some(now) = rows.iter().find(|now| now.shelf == row.shelf) {
                *row = now.clone();
            }
        }
    }
    if let Some(shelving) = &mut state.shelving {
        shelving.shelves = rows;
    }
}

/// The library holds other things than before: the list is asked for anew.
pub(super) fn changed(state: &mut State) {
    if let Some(shelving) = &mut state.shelving {
        shelving.stale = true;
        // What was asked for is out of date, and may have failed: it is asked for again.
        shelving.asked = None;
        state.outbox.push(Effect::Shelves);
    }
}

/// An article's text or annotations in the library are others than before.
pub(super) fn fetch_anew(state: &mut State, key: ArticleKey) {
    if let Some(shelving) = &mut state.shelving {
        shelving.fetching.insert(key, true);
        state.outbox.push(Effect::Fetch(vec![key]));
    }
}

/// Shows another shelf, from its first row or from `goal` on.
pub(super) fn turn_to_shelf(
    state: &mut State,
    shelf: Shelf,
    order: Order,
    goal: Option<ArticleKey>,
) {
    state.leave();
    let Some(shelving) = &mut state.shelving else {
        return;
    };
    if shelving.shelf != shelf {
        state.outbox.push(Effect::OpenShelf(shelf.clone()));
    }
    shelving.shelf = shelf;
    shelving.order = order;
    shelving.goal = goal;
    shelving.stale = true;
    shelving.asked = None;
    state.selected = 0;
    state.list_top = 0;
    state.library = super::library::Library::default();
    state.show_selected();
}

/// Goes to an article of the shelf.
pub(super) fn go_to(state: &mut State, key: ArticleKey, row: usize) {
    found(state);
    match state.library.position_of(key) {
        Some(index) => state.open(index),
        None => {
            if let Some(shelving) = &mut state.shelving {
                shelving.goal = Some(key);
                shelving.stale = true;
                state.leave();
                state.selected = row;
            }
        }
    }
}

/// The next unread article has come, or there is none, or the person waits for it no more.
pub(super) fn found(state: &mut State) {
    if let Some(shelving) = &mut state.shelving {
        shelving.seeking.end();
    }
}

/// What was asked of the library cannot be had: it is waited for no more.
pub(super) fn unanswered(state: &mut State, what: Unanswered) {
    match (&mut state.shelving, what) {
        (Some(shelving), Unanswered::List(number, why)) => shelving.unlisted = Some((number, why)),
        (Some(shelving), Unanswered::Article(key)) => {
            if let Some(may_come) = shelving.fetching.get_mut(&key) {
                *may_come = false;
            }
        }
        (_, Unanswered::Unread) => found(state),
        (None, _) => {}
    }
}

/// Goes to the place in the open article where the search of the shelf found it, and marks it.
pub(super) fn show_hit(state: &mut State) {
    let searches = |shelving: &Shelving| matches!(shelving.shelf, Shelf::Search(_));
    if !state.shelving.as_ref().is_some_and(searches) {
        return;
    }
    let place = |entry: &Entry| entry.row.hit.as_ref()?.place;
    let Some((place, article)) = state.entry().and_then(place).zip(state.article()) else {
        return;
    };
    let query = place.of(&article.text).to_owned();
    let hits = find(article, &query, state.view.boilerplate);
    let current = hits.iter().position(|hit| hit.overlaps(place));
    state.reader.find = Some(Find {
        query,
        hits,
        current,
        origin: state.reader.place(),
    });
    state.reader.show(place);
}

impl State {
    /// Whether the person looks through what a search of the library found.
    pub(super) fn looks_through(&self) -> bool {
        self.shelving.is_some() && self.focus == Pane::List && self.reader.find.is_some()
    }

    /// Whether something that the screen shows is about to come from the library.
    pub fn awaits(&self) -> bool {
        let open = self.library.get(self.selected);
        self.shelving.as_ref().is_some_and(|shelving| {
            let is_coming = |key| shelving.fetching.get(key) == Some(&true);
            shelving.asked.is_some() && shelving.unlisted().is_none()
                || shelving.seeking != Seeking::Nothing
                || open.is_some_and(|e| e.article.is_none() && is_coming(&e.row.key))
        })
    }

    /// The number of the open article in the library; `None` where it lives in this run alone.
    pub(super) fn stored(&self) -> Option<ArticleKey> {
        self.shelving.as_ref()?;
        Some(self.entry()?.row.key)
    }
}
