//! From shelf to shelf: choosing one, searching in all, the order, refreshing.

use crate::model::{Order, Shelf};
use crate::text::Clean;

use super::action::Effect;
use super::command::Command;
use super::input::Input;
use super::layout::Pane;
use super::marks::no_library;
use super::overlay::{Overlay, Purpose};
use super::session::Session;
use super::shelving::turn_to_shelf;
use super::state::State;

/// Lists the shelves.
pub(super) fn choose(state: &mut State) {
    let Some(shelving) = &state.shelving else {
        return no_library(state);
    };
    let rows = shelving.shelves.clone();
    let cursor = rows.iter().position(|row| row.shelf == shelving.shelf);
    state.overlay = Some(Overlay::Shelves {
        input: Input::default(),
        rows,
        cursor: cursor.unwrap_or(0),
    });
    state.outbox.push(Effect::Shelves);
}

/// Shows a shelf in the order that suits it.
pub(super) fn open(state: &mut State, shelf: Shelf) {
    let order = match (&shelf, state.shelving.as_ref().map(|s| s.order)) {
        (Shelf::Search(_), _) => Order::Best,
        (_, Some(Order::Best) | None) => Order::Newest,
        (_, Some(order)) => order,
    };
    if let Some(shelving) = &mut state.shelving {
        shelving.before_search = None;
    }
    turn_to_shelf(state, shelf, order, None);
    state.focus_on(Pane::List);
}

/// Lists the articles in the next order.
pub(super) fn next_order(state: &mut State) {
    let goal = state.stored();
    let Some(shelving) = &state.shelving else {
        return no_library(state);
    };
    let searches = matches!(shelving.shelf, Shelf::Search(_));
    let order = match (shelving.order, searches) {
        (Order::Newest, _) => Order::Oldest,
        (Order::Oldest, _) => Order::Title,
        (Order::Title, _) => Order::Feed,
        (Order::Feed, true) => Order::Best,
        (Order::Feed, false) | (Order::Best, _) => Order::Newest,
    };
    turn_to_shelf(state, shelving.shelf.clone(), order, goal);
    state.say(match order {
        Order::Newest => "the newest first",
        Order::Oldest => "the oldest first",
        Order::Title => "by headline",
        Order::Feed => "by subscription",
        Order::Best => "the best hits first",
    });
}

/// Opens the line that searches everything.
pub(super) fn begin_search(state: &mut State) {
    let article = state.stored();
    let (index, pane, alone) = (state.selected, state.focus, state.alone);
    let Some(shelving) = &mut state.shelving else {
        return no_library(state);
    };
    let mut input = Input::default();
    if let Shelf::Search(query) = &shelving.shelf {
        input.paste(query);
    } else {
        shelving.before_search = Some(Session {
            shelf: shelving.shelf.clone(),
            order: shelving.order,
            article,
            index,
            pane,
            alone,
        });
    }
    state.focus_on(Pane::List);
    state.overlay = Some(Overlay::Seek(input));
}

/// Searches for what has been typed up to now; with nothing typed, the shelf of before is back.
pub(super) fn search(state: &mut State, typed: &str) {
    let query = Clean::line(typed);
    if query.is_empty() {
        return end_search(state);
    }
    turn_to_shelf(state, Shelf::Search(query), Order::Best, None);
}

/// Goes back to where the search began. `false` where there is no such place.
pub(super) fn leave_search(state: &mut State) -> bool {
    let searches = |s: &super::shelving::Shelving| {
        matches!(s.shelf, Shelf::Search(_)) && s.before_search.is_some()
    };
    let leaves = state.shelving.as_ref().is_some_and(searches);
    if leaves {
        end_search(state);
        let shelving = state.shelving.as_mut();
        if let Some(before) = shelving.and_then(|shelving| shelving.before_search.take()) {
            state.alone = before.alone;
            state.focus_on(before.pane);
        }
    }
    leaves
}

fn end_search(state: &mut State) {
    let before = state
        .shelving
        .as_ref()
        .and_then(|s| s.before_search.clone());
    if let Some(before) = before {
        turn_to_shelf(state, before.shelf, before.order, before.article);
        state.selected = before.index;
    }
}

/// Asks for new articles: of the shelf that is shown, or of all.
pub(super) fn refresh(state: &mut State, all: bool) {
    let Some(shelving) = &state.shelving else {
        return no_library(state);
    };
    if shelving.refreshing.progress().is_some() {
        let words = state.with_key("a refresh is going on", Command::StopLoading, "stops it");
        return state.say(&words);
    }
    let shelf = match &shelving.shelf {
        shelf @ (Shelf::Feed(_) | Shelf::Folder(_) | Shelf::Tag(_)) if !all => shelf.clone(),
        _ => Shelf::All,
    };
    state.outbox.push(Effect::Refresh(shelf));
}

/// Asks where to subscribe.
pub(super) fn begin_subscribe(state: &mut State) {
    if state.shelving.is_none() {
        return no_library(state);
    }
    state.overlay = Some(Overlay::Prompt {
        purpose: Purpose::Subscribe,
        input: Input::default(),
    });
}
