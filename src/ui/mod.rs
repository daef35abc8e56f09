//! Drawing: the state goes in, cells come out. Nothing is decided here and nothing is kept.

mod canvas;
mod following;
mod links;
mod list;
mod overlay;
mod picture;
pub mod plain;
mod reader;
mod sidebar;
mod sign;
mod status;
mod style;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Area, Pane, State};
use crate::config::Role;
use crate::text::Direction;

use canvas::Canvas;
use sign::Sign;
use style::Looks;

pub use links::{Hyperlink, hyperlinks};
pub use picture::{Over, over_cells};

/// Draws `state` on all of `frame`, and says where the cursor rests while nothing is typed: on what
/// is selected, which screen readers and braille displays follow.
pub fn draw(state: &State, frame: &mut Frame) -> Option<(u16, u16)> {
    let theme = state.theme()?;
    let looks = Looks::new(theme);
    let screen = frame.area();
    let buffer = &mut Canvas::new(frame.buffer_mut(), state.view.order, state.view.widths);
    // The layout is that of the last resize; a frame of another size waits for its own.
    if (screen.width, screen.height) != state.size {
        return None;
    }
    buffer.set_style(screen, looks.role(Role::Screen));
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
    links::hints(state, &looks, buffer);
    let cursor = status::status(state, &looks, state.layout.status, buffer);
    following::draw(state, &looks, buffer);
    let cursor = overlay::draw(state, &looks, buffer).or(cursor);
    if let Some((x, y)) = cursor {
        frame.set_cursor_position((x, y));
    }
    selected(state)
}

/// Where what is selected stands: the row of an overlay, or of the pane that has the keys.
fn selected(state: &State) -> Option<(u16, u16)> {
    if state.overlay.is_some() {
        return overlay::selected(state);
    }
    let area = state.layout.area(state.focus)?;
    let row = match state.focus {
        Pane::List => 2 * state.selected.checked_sub(state.list_top)?,
        Pane::Sidebar => {
            let sidebar = &state.reader.sidebar;
            sidebar.cursor().checked_sub(sidebar.top)?
        }
        // Reading goes on where the last line came in.
        Pane::Reader => return None,
    };
    let row = u16::try_from(row).ok().filter(|&row| row < area.height)?;
    Some((area.x, area.y + row))
}

/// Writes `text` on one line in at most `width` cells, and says where it ended.
fn put(buffer: &mut Canvas, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    buffer.put((x, y), width, &[(text, style)], Direction::LeftToRight)
}

/// Writes what an article says on one line of `width` cells, cut where it is longer: at the right
/// where it is read from there.
fn put_words(buffer: &mut Canvas, x: u16, y: u16, width: u16, text: &str, style: Style) {
    let shown = buffer.widths.fit(text, usize::from(width));
    let direction = Direction::of(text).unwrap_or_default();
    buffer.put((x, y), width, &[(&shown, style)], direction);
}

/// Fills `area` with blanks in `style`.
fn fill(buffer: &mut Canvas, area: Area, style: Style) {
    let blank = " ".repeat(usize::from(area.width));
    for y in area.y..area.y + area.height {
        put(buffer, area.x, y, area.width, &blank, style);
    }
}

/// Lays `style` over what `area` shows.
fn lay_over(buffer: &mut Canvas, area: Area, style: Style) {
    buffer.set_style(Rect::new(area.x, area.y, area.width, area.height), style);
}

/// The thin rules around and between the panes, with the panes' titles.
fn rules(state: &State, looks: &Looks, buffer: &mut Canvas) {
    let layout = &state.layout;
    let look = looks.role(Role::Rule);
    for divider in layout.dividers.into_iter().flatten() {
        for y in divider.y..divider.y + divider.height {
            buffer.sign((divider.x, y), Sign::Divider, look);
        }
    }
    let joints = [Sign::JointAbove, Sign::JointBelow];
    for (rule, joint) in layout.rules.into_iter().zip(joints) {
        let Some(rule) = rule else { continue };
        buffer.rule((rule.x, rule.y), rule.width, look);
        for divider in layout.dividers.into_iter().flatten() {
            buffer.sign((divider.x, rule.y), joint, look);
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
