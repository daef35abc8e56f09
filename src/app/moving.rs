//! Moving in the panes and between them, and from article to article.

use super::layout::Pane;
use super::shelving::Seeking;
use super::sidebar::selectable_from;
use super::state::State;

/// By lines in the text, by entries in the list and the sidebar.
pub(super) fn go(state: &mut State, by: isize) {
    match state.focus {
        Pane::Reader => state.reader.scroll_by(by),
        Pane::List => go_articles(state, by),
        Pane::Sidebar => {
            for _ in 0..by.unsigned_abs() {
                if !move_cursor(state, by.signum()) {
                    break;
                }
            }
        }
    }
}

/// So many articles on, to the last there is where there are fewer. Those between are not opened.
pub(super) fn go_articles(state: &mut State, by: isize) {
    open_at(state, state.selected.saturating_add_signed(by));
}

/// To the line of the text, the article or the entry with that number, counted from 1; to the last
/// where there are fewer.
pub(super) fn go_to_line(state: &mut State, number: usize) {
    let index = number.saturating_sub(1);
    match state.focus {
        Pane::Reader => state.reader.scroll_to(index),
        Pane::List => open_at(state, index),
        Pane::Sidebar => {
            let lines = state.reader.sidebar.lines().iter().enumerate();
            let mut entries = lines
                .filter(|(_, line)| line.selectable())
                .map(|(at, _)| at);
            let (wanted, last) = (entries.clone().nth(index), entries.next_back());
            if let Some(at) = wanted.or(last) {
                state.reader.sidebar.choose(at);
            }
            state.reveal();
        }
    }
}

/// To where so many per cent of the text have been on the screen, or of the list are above.
pub(super) fn go_to_percent(state: &mut State, percent: usize) {
    let share = |all: usize| (all * percent.min(100)).div_ceil(100);
    match state.focus {
        Pane::Reader => {
            let reader = &mut state.reader;
            reader.scroll_to(share(reader.page.rows.len()).saturating_sub(reader.height));
        }
        Pane::List => go_to_line(state, share(state.library.len())),
        Pane::Sidebar => {
            let lines = state.reader.sidebar.lines().iter();
            let entries = lines.filter(|line| line.selectable()).count();
            go_to_line(state, share(entries));
        }
    }
}

/// By many rows at once, as far as there are so many.
pub(super) fn go_pages(state: &mut State, rows: isize) {
    match state.focus {
        Pane::Reader => state.reader.scroll_by(rows),
        Pane::List => {
            open_at(state, state.selected.saturating_add_signed(rows / 2));
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

/// To the paragraph (or whatever block it is) after the one at the top, or before it. `false` where
/// there is none: the end, or the headline, is at the top then.
pub(super) fn go_to_block(state: &mut State, forward: bool) -> bool {
    let reader = &mut state.reader;
    let found = if forward {
        reader.page.block_after(reader.top)
    } else {
        reader.page.block_before(reader.top)
    };
    let edge = if forward { reader.last_top() } else { 0 };
    reader.scroll_to(found.unwrap_or(edge));
    found.is_some()
}

/// Moves the sidebar's cursor by one entry; `false` where there is none.
fn move_cursor(state: &mut State, by: isize) -> bool {
    let sidebar = &mut state.reader.sidebar;
    let next = sidebar.cursor().checked_add_signed(by);
    let Some(at) = next.and_then(|next| selectable_from(sidebar.lines(), next, by)) else {
        return false;
    };
    sidebar.choose(at);
    state.reveal();
    true
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

/// Opens the article at `index`, or the last.
pub(super) fn open_at(state: &mut State, index: usize) {
    let index = index.min(state.library.len().saturating_sub(1));
    if index != state.selected {
        state.open(index);
    }
}

/// So many unread articles on, from the end around to the start; back where `by` is negative.
pub(super) fn go_unread(state: &mut State, by: isize) {
    if let Some(shelving) = &mut state.shelving {
        shelving.seeking = Seeking::Wanted(by);
        return;
    }
    let count = state.library.len();
    let unread = |index: &usize| state.library.get(*index).is_some_and(|e| !e.row.read);
    let step = |step: usize| if by > 0 { step } else { count - step };
    let others = (1..count).map(|at| (state.selected + step(at)) % count);
    match others.filter(unread).take(by.unsigned_abs()).last() {
        Some(index) => state.open(index),
        None => state.say("everything else has been read"),
    }
}
