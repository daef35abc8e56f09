//! The mouse: a click chooses what is under it, the wheel scrolls the pane under it.

use super::action::{Effect, Mouse};
use super::layout::{Area, Pane};
use super::overlay::Overlay;
use super::overlay_keys::entered;
use super::page::PageRow;
use super::run::enter;
use super::sidebar::Line;
use super::state::State;
use super::voices::{Stop, Walk};
use super::walking::{follow, stop_at};

/// Rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

/// Lets the mouse happen at a cell.
pub fn mouse(state: &mut State, what: Mouse, x: u16, y: u16) -> Vec<Effect> {
    let notch = match what {
        Mouse::WheelDown => NOTCH,
        Mouse::WheelUp => -NOTCH,
        Mouse::Press => 0,
    };
    // Numbers leave the text to be seen, and to be scrolled; a click there takes them away.
    let numbered = matches!(state.overlay, Some(Overlay::Hints(_)));
    if numbered && notch == 0 {
        state.overlay = None;
    }
    if let Some(overlay) = state.overlay.as_mut().filter(|_| !numbered) {
        let last = overlay.last(state.size, &state.keymap, state.view.widths);
        let panel = overlay.panel(state.size, &state.keymap, state.view.widths);
        let chooses = overlay.chooses();
        let Some(at) = overlay.position() else {
            return Vec::new();
        };
        if notch != 0 {
            *at = at.saturating_add_signed(notch).min(last);
        } else if !panel.area.contains(x, y) {
            state.overlay = None;
        } else if chooses
            && let Some(row) = panel
                .row_at(x, y, panel.first_row(*at))
                .filter(|row| *row <= last)
        {
            *at = row;
            return entered(state);
        }
        return Vec::new();
    }
    // What may follow a key lies over the panes; a click beside it ends the sequence.
    if std::mem::take(&mut state.pending).is_listed() {
        return Vec::new();
    }
    let Some(pane) = state.layout.pane_at(x, y) else {
        return Vec::new();
    };
    let area = state.layout.area(pane).unwrap_or_default();
    match (pane, notch) {
        (Pane::Reader, 0) => return press_text(state, area, x, y),
        (Pane::List, 0) => {
            let index = state.list_top + usize::from((y - area.y) / 2);
            state.focus_on(Pane::List);
            if index < state.library.len() && index != state.selected {
                state.open(index);
            }
        }
        (Pane::Sidebar, 0) => {
            let line = state.reader.sidebar.top + usize::from(y - area.y);
            let inside = usize::from(y - area.y) < state.sidebar_rows();
            state.focus_on(Pane::Sidebar);
            let lines = state.reader.sidebar.lines();
            if inside && lines.get(line).is_some_and(Line::selectable) {
                state.reader.sidebar.choose(line);
                state.reveal();
                enter(state);
            }
        }
        (Pane::Reader, by) => state.reader.scroll_by(by),
        (Pane::List, by) => {
            let last = state
                .library
                .len()
                .saturating_sub(usize::from(area.height / 2));
            state.list_top = state.list_top.saturating_add_signed(by.signum()).min(last);
        }
        (Pane::Sidebar, by) => {
            let rows = state.sidebar_rows();
            let sidebar = &mut state.reader.sidebar;
            let last = sidebar.lines().len().saturating_sub(rows);
            sidebar.top = sidebar.top.saturating_add_signed(by).min(last);
        }
    }
    Vec::new()
}

/// A click in the text: opens the link there, or goes to the quote there.
fn press_text(state: &mut State, area: Area, x: u16, y: u16) -> Vec<Effect> {
    state.focus_on(Pane::Reader);
    let row = state.reader.top + usize::from(y - area.y);
    let column = state.column();
    let left = area.x + (area.width - column.min(area.width)) / 2;
    let (Some(PageRow::Text(row)), Some(article)) =
        (state.reader.page.rows.get(row), state.article())
    else {
        return Vec::new();
    };
    let Some(cell) = x.checked_sub(left).map(usize::from) else {
        return Vec::new();
    };
    let placed = row.placed(&article.text);
    let Some(offset) = placed
        .iter()
        .find(|p| (p.x..p.x + p.cells).contains(&cell))
        .map(|p| p.span.start)
    else {
        return Vec::new();
    };
    let mut links = article.links.iter();
    let link = links.find(|link| link.span.contains(offset) && link.is_openable());
    if let Some(link) = link {
        return vec![Effect::Open(link.target.to_string())];
    }
    let said = state.view.said;
    let speech = |a: &crate::model::Annotations| {
        let inside = a
            .quotes
            .iter()
            .enumerate()
            .filter(|(_, q)| said.holds(q.kind) && q.span.contains(offset));
        let innermost = inside.min_by_key(|(_, q)| q.span.len());
        let first = a.beginning(innermost?.0);
        let span = a.quotes.get(first)?.span;
        let quote = Some(first);
        Some(Stop { span, quote })
    };
    if let Some(stop) = state.annotations().and_then(speech) {
        if !state.reader.stops.contains(&stop) {
            follow(state, Walk::Quotes);
        }
        stop_at(state, stop);
    }
    Vec::new()
}
