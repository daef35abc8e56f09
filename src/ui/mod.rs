//! Drawing: the state goes in, cells come out. Nothing is decided here and nothing is kept.

mod list;
mod overlay;
mod reader;
mod sidebar;
mod status;
mod style;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Area, Pane, State};
use crate::config::Role;

use style::Looks;

/// Draws `state` on all of `frame`.
pub fn draw(state: &State, frame: &mut Frame) {
    let Some(theme) = state.theme() else { return };
    let looks = Looks::new(theme);
    let screen = frame.area();
    let buffer = frame.buffer_mut();
    // The layout is that of the last resize; a frame of another size waits for its own.
    if (screen.width, screen.height) != state.size {
        return;
    }
    if let Some(area) = state.layout.header {
        status::header(state, &looks, area, buffer);
    }
    rules(state, &looks, buffer);
    for pane in Pane::ALL {
        let Some(area) = state.layout.area(pane) else {
            continue;
        };
        match pane {
            Pane::List => list::draw(state, &looks, area, buffer),
            Pane::Reader => reader::draw(state, &looks, area, buffer),
            Pane::Sidebar => sidebar::draw(state, &looks, area, buffer),
        }
    }
    let cursor = status::status(state, &looks, state.layout.status, buffer);
    let cursor = overlay::draw(state, &looks, buffer).or(cursor);
    if let Some((x, y)) = cursor {
        frame.set_cursor_position((x, y));
    }
}

/// Writes `text` on one line in at most `width` cells, and says where it ended.
fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    buffer.set_stringn(x, y, text, usize::from(width), style).0
}

/// Fills `area` with blanks in `style`.
fn fill(buffer: &mut Buffer, area: Area, style: Style) {
    let blank = " ".repeat(usize::from(area.width));
    for y in area.y..area.y + area.height {
        put(buffer, area.x, y, area.width, &blank, style);
    }
}

/// Lays `style` over what `area` shows.
fn lay_over(buffer: &mut Buffer, area: Area, style: Style) {
    buffer.set_style(Rect::new(area.x, area.y, area.width, area.height), style);
}

/// The thin rules around and between the panes, with the panes' titles.
fn rules(state: &State, looks: &Looks, buffer: &mut Buffer) {
    let layout = &state.layout;
    let look = looks.role(Role::Rule);
    for divider in layout.dividers.into_iter().flatten() {
        for y in divider.y..divider.y + divider.height {
            put(buffer, divider.x, y, 1, "│", look);
        }
    }
    for (rule, joint) in layout.rules.into_iter().zip(["┬", "┴"]) {
        let Some(rule) = rule else { continue };
        put(
            buffer,
            rule.x,
            rule.y,
            rule.width,
            &"─".repeat(usize::from(rule.width)),
            look,
        );
        for divider in layout.dividers.into_iter().flatten() {
            put(buffer, divider.x, rule.y, 1, joint, look);
        }
    }
    let Some(top) = layout.rules[0] else { return };
    for (pane, title) in [
        (Pane::List, " Articles "),
        (Pane::Reader, " Text "),
        (Pane::Sidebar, " Quotes and names "),
    ] {
        if let Some(area) = layout.area(pane) {
            let role = if state.focus == pane {
                Role::TitleFocus
            } else {
                Role::Faint
            };
            put(
                buffer,
                area.x + 1,
                top.y,
                area.width.saturating_sub(1),
                title,
                looks.role(role),
            );
        }
    }
}
