//! The keys that may follow those of a sequence, in a few rows above the status line.

use crate::app::{Area, Next, State};
use crate::config::Role;

use super::canvas::Canvas;
use super::style::Looks;
use super::{fill, put};

/// Cells between two columns.
const GAP: usize = 3;

/// The keys with what they do, and where they stand.
struct Listed {
    all: Vec<(String, String)>,
    /// Cells of the longest key.
    keys: usize,
    /// Cells of a column, with the gap behind it.
    column: usize,
    rows: usize,
    area: Area,
}

impl Listed {
    /// What is listed once the person has hesitated.
    fn new(state: &State) -> Option<Self> {
        if !state.pending.is_listed() || state.overlay.is_some() {
            return None;
        }
        let status = state.layout.status;
        let cell = |next: Next| (next.key.to_string(), does(&next));
        let all: Vec<(String, String)> = state
            .keymap
            .next_after(state.pending.keys())
            .into_iter()
            .map(cell)
            .collect();
        let widths = state.view.widths;
        let keys = all
            .iter()
            .map(|(key, _)| widths.cells(key))
            .max()
            .unwrap_or(0);
        let words = all
            .iter()
            .map(|(_, does)| widths.cells(does))
            .max()
            .unwrap_or(0);
        let room = usize::from(status.width.saturating_sub(2));
        let column = (keys + 1 + words + GAP).min(room + GAP);
        let columns = ((room + GAP) / column.max(1)).max(1);
        // Half of the screen at most: what is read should stay in sight.
        let most = usize::from(status.y / 2);
        let rows = all.len().div_ceil(columns).min(most);
        let height = u16::try_from(rows).ok()?;
        let area = Area {
            x: status.x,
            y: status.y - height,
            width: status.width,
            height,
        };
        Some(Self {
            all: all.into_iter().take(rows * columns).collect(),
            keys,
            column,
            rows,
            area,
        })
    }
}

/// The cells that they cover.
pub(super) fn covers(state: &State) -> Option<Area> {
    Listed::new(state).map(|listed| listed.area)
}

/// Draws them. The text below stays where it is.
pub fn draw(state: &State, looks: &Looks, buffer: &mut Canvas) {
    let Some(listed) = Listed::new(state) else {
        return;
    };
    let area = listed.area;
    fill(buffer, area, looks.blank());
    for (at, (key, does)) in listed.all.iter().enumerate() {
        let (Ok(x), Ok(y)) = (
            u16::try_from(1 + (at / listed.rows) * listed.column),
            u16::try_from(at % listed.rows),
        ) else {
            return;
        };
        let (x, y) = (area.x + x, area.y + y);
        let left = (area.x + area.width).saturating_sub(x);
        let pad = " ".repeat(listed.keys - buffer.widths.cells(key));
        let end = put(
            buffer,
            x,
            y,
            left,
            &format!("{key}{pad} "),
            looks.role(Role::Accent),
        );
        let left = (area.x + area.width).saturating_sub(end);
        let does = buffer.widths.fit(does, usize::from(left));
        put(buffer, end, y, left, &does, looks.role(Role::Text));
    }
}

/// The name of what a key then does: it says enough, and few bytes are sent.
fn does(next: &Next) -> String {
    match &next.target {
        Some(target) => target.name().replace('-', " "),
        None => "…".to_owned(),
    }
}
