//! Moving in the panes and between them, and from article to article.

use super::action::Effect;
use super::layout::Pane;
use super::sidebar::selectable_from;
use super::state::State;

/// By lines in the text, by entries in the list and the sidebar.
pub(super) fn go(state: &mut State, by: isize) {
    match state.focus {
        Pane::Reader => state.reader.scroll_by(by),
        Pane::List => open_at(state, state.selected.checked_add_signed(by)),
        Pane::Sidebar => move_cursor(state, by),
    }
}

/// By many rows at once, as far as there are so many.
pub(super) fn go_pages(state: &mut State, rows: isize) {
    match state.focus {
        Pane::Reader => state.reader.scroll_by(rows),
        Pane::List => {
            let last = state.library.len().saturating_sub(1);
            let wanted = state.selected.saturating_add_signed(rows / 2).min(last);
            if wanted != state.selected {
                state.open(wanted);
            }
        }
        Pane::Sidebar => {
            let sidebar = &mut state.reader.sidebar;
            let last = sidebar.lines().len().saturating_sub(1);
            let wanted = sidebar.cursor().saturating_add_signed(rows).min(last);
            let (ahead, behind) = if rows > 0 { (1, -1) } else { (-1, 1) };
            let lines = sidebar.lines();
            let found = selectable_from(lines, wanted, ahead)
                .or_else(|| selectable_from(lines, wanted, behind));
            if let Some(at) = found {
                sidebar.choose(at);
            }
            state.reveal();
        }
    }
}

fn move_cursor(state: &mut State, by: isize) {
    let sidebar = &mut state.reader.sidebar;
    let next = sidebar.cursor().checked_add_signed(by);
    if let Some(at) = next.and_then(|next| selectable_from(sidebar.lines(), next, by)) {
        sidebar.choose(at);
        state.reveal();
    }
}

pub(super) fn turn_to(state: &mut State, by: usize) {
    let at = Pane::ALL
        .iter()
        .position(|&p| p == state.focus)
        .unwrap_or(0);
    let pane = Pane::ALL[(at + by) % Pane::ALL.len()];
    if pane == Pane::Sidebar {
        state.reader.point_at_current();
    }
    state.focus_on(pane);
}

pub(super) fn open_at(state: &mut State, index: Option<usize>) {
    if let Some(index) = index.filter(|&i| i < state.library.len() && i != state.selected) {
        state.open(index);
    }
}

/// To the next unread article, from the end around to the start.
pub(super) fn next_unread(state: &mut State) {
    if let Some(shelving) = &state.shelving {
        let ask = Effect::NextUnread(shelving.shelf.clone(), shelving.order, state.selected);
        return state.outbox.push(ask);
    }
    let count = state.library.len();
    let unread = |index: &usize| state.library.get(*index).is_some_and(|e| !e.row.read);
    let next = (1..count)
        .map(|by| (state.selected + by) % count)
        .find(unread);
    match next {
        Some(index) => state.open(index),
        None => state.say("everything else has been read"),
    }
}
