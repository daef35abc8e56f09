//! The library that outlives the run: which shelf is shown, what of it is known, and what has to be
//! asked for. Answers come in without moving what the person looks at.

use crate::model::{ArticleKey, Change, Listing, Order, Part, Shelf, ShelfRow};

use super::action::Effect;
use super::annotating::take_in;
use super::find::{Find, find};
use super::layout::Pane;
use super::library::{Entry, Found};
use super::overlay::Overlay;
use super::refreshing::Refreshing;
use super::session::{Ask, Opened, Session};
use super::state::State;

/// Rows that are asked for at once.
pub const WINDOW: usize = 240;

/// Rows beyond those on the screen that are to be known before the person gets there.
const MARGIN: usize = 30;

/// Articles on either side of the open one that are kept at hand.
const NEAR: usize = 2;

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
    asked: Option<Ask>,
    /// How many lists have been asked for.
    lists: u64,
    /// How many changes have not been kept yet: a list that is made before may not have them.
    unkept: usize,
    /// Whether the next unread article has been asked for and has not come yet.
    pub(super) seeking: bool,
    /// The articles that were asked for and have not come yet.
    fetching: Vec<ArticleKey>,
    /// The place that the library has last been told.
    told_place: Option<(ArticleKey, Option<usize>)>,
    /// What the library has last been told of the session.
    told_session: Session,
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
            lists: 0,
            unkept: 0,
            seeking: false,
            fetching: Vec::new(),
            told_place: None,
            told_session: session,
        }
    }

    /// The name of the shelf that is shown.
    pub fn name(&self) -> String {
        let row = self.shelves.iter().find(|row| row.shelf == self.shelf);
        row.map_or_else(|| shelf_name(&self.shelf), |row| row.name.to_string())
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
    shelving.fetching.retain(|key| *key != opened.key);
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
        shelving.fetching.push(key);
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
        shelving.seeking = false;
    }
}

/// What has to be asked of the library, and told it, for what is shown now.
pub(super) fn wishes(state: &mut State) -> Vec<Effect> {
    let rows = state
        .layout
        .list
        .map_or(1, |area| usize::from(area.height / 2).max(1));
    let selected = state.selected;
    let (top, pane) = (state.list_top.min(selected), state.focus);
    let place = state.reader.place();
    let shown = state.shown;
    let library = &state.library;
    let Some(shelving) = &mut state.shelving else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    let end = (state.list_top + rows).max(selected + 1);
    let part = if shelving.stale {
        let key = shelving.goal.or(library.get(selected).map(|e| e.row.key));
        Some(key.map_or(Part::From(selected), |key| Part::Around(key, selected)))
    } else if !library.knows(top.saturating_sub(MARGIN), end + MARGIN) {
        Some(Part::From(top.saturating_sub(WINDOW / 2)))
    } else {
        None
    };
    if let Some(part) = part.filter(|_| shelving.unkept == 0) {
        let ask = Ask {
            number: shelving.lists + 1,
            shelf: shelving.shelf.clone(),
            order: shelving.order,
            part,
            // What a search found has to be looked for in each text: at first for what is seen.
            rows: match shelving.shelf {
                Shelf::Search(_) if shelving.stale => (rows + 2 * MARGIN).min(WINDOW),
                _ => WINDOW,
            },
        };
        if shelving
            .asked
            .as_ref()
            .is_none_or(|asked| !asked.is_for(&ask))
        {
            shelving.lists += 1;
            shelving.asked = Some(ask.clone());
            effects.push(Effect::List(ask));
        }
    }
    let near = [
        Some(selected),
        selected.checked_add(1),
        selected.checked_sub(1),
    ];
    let missing: Vec<ArticleKey> = near
        .into_iter()
        .filter_map(|index| library.get(index?))
        .filter(|entry| entry.article.is_none())
        .map(|entry| entry.row.key)
        .filter(|key| !shelving.fetching.contains(key))
        .collect();
    if !missing.is_empty() {
        shelving.fetching.extend(&missing);
        effects.push(Effect::Fetch(missing));
    }
    let looks_through = pane == Pane::List && state.reader.find.is_some();
    if let Some(key) = shown
        .filter(|_| !looks_through && library.get(selected).is_some_and(|e| e.article.is_some()))
    {
        let now = (key, place);
        match shelving.told_place {
            Some(told) if told == now => {}
            Some((told, _)) if told == key => effects.push(Effect::KeepPlace(key, place)),
            // It has just been opened, where the library says that the person was.
            _ => {}
        }
        shelving.told_place = Some(now);
    }
    let session = Session {
        shelf: shelving.shelf.clone(),
        order: shelving.order,
        article: library
            .get(selected)
            .map(|e| e.row.key)
            .or(shelving.told_session.article),
        index: selected,
        pane,
    };
    if session != shelving.told_session {
        shelving.told_session = session.clone();
        effects.push(Effect::KeepSession(session));
    }
    state.library.forget_far(selected, NEAR);
    effects
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
            shelving.asked.is_some()
                || shelving.seeking
                || open
                    .is_some_and(|e| e.article.is_none() && shelving.fetching.contains(&e.row.key))
        })
    }

    /// The number of the open article in the library; `None` where it lives in this run alone.
    pub(super) fn stored(&self) -> Option<ArticleKey> {
        self.shelving.as_ref()?;
        Some(self.entry()?.row.key)
    }
}
