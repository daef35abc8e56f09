//! The article list: two rows an article.

use ratatui::buffer::Buffer;

use crate::app::{Area, Pane, State, age};
use crate::config::Role;
use crate::text::width::{cells, fit};

use super::style::Looks;
use super::{lay_over, put};

/// Draws the list in `area`.
pub fn draw(state: &State, looks: &Looks, area: Area, buffer: &mut Buffer) {
    if state.library.is_empty() {
        let hint = if state.loading {
            "Loading…"
        } else {
            "No articles. Name some files, folders or addresses: quotidian read PATH"
        };
        let words = textwrap::wrap(hint, usize::from(area.width.saturating_sub(2)).max(1));
        for (y, line) in (area.y..area.y + area.height).zip(words) {
            put(
                buffer,
                area.x + 1,
                y,
                area.width.saturating_sub(1),
                &line,
                looks.role(Role::Faint),
            );
        }
        return;
    }
    let entries = state
        .library
        .entries()
        .iter()
        .enumerate()
        .skip(state.list_top);
    for (y, (index, entry)) in (area.y..area.y + area.height).step_by(2).zip(entries) {
        let two = y + 1 < area.y + area.height;
        let (mark, role) = if entry.read {
            ("  ", Role::Text)
        } else {
            ("● ", Role::Unread)
        };
        let text = area.x + 3.min(area.width);
        let room = area.width.saturating_sub(4);
        put(
            buffer,
            area.x + 1,
            y,
            area.width.saturating_sub(1),
            mark,
            looks.role(Role::Accent),
        );
        put(
            buffer,
            text,
            y,
            room,
            &fit(entry.article.headline(), usize::from(room)),
            looks.role(role),
        );
        if two {
            let count = entry.quote_count().filter(|&n| n > 0);
            let count = count.map(|n| {
                if room >= 26 {
                    format!("{n} quotes")
                } else {
                    format!("“{n}”")
                }
            });
            let count = count.unwrap_or_default();
            let taken = u16::try_from(cells(&count)).unwrap_or(0);
            let free = usize::from(room.saturating_sub(taken + 1));
            let age = entry
                .article
                .published
                .map(|then| age::ago(then, state.now));
            let age = age.map(|age| format!(" · {age}")).unwrap_or_default();
            let source = fit(
                &entry.article.source.label,
                free.saturating_sub(cells(&age)),
            );
            let facts = format!("{source}{age}");
            let faint = looks.role(Role::Faint);
            put(buffer, text, y + 1, room, &fit(&facts, free), faint);
            if taken < room {
                put(buffer, text + room - taken, y + 1, taken, &count, faint);
            }
        }
        if index == state.selected {
            let selected = Area {
                y,
                height: 1 + u16::from(two),
                ..area
            };
            lay_over(buffer, selected, looks.role(Role::Selection));
            if state.focus == Pane::List {
                put(buffer, area.x, y, 1, "›", looks.role(Role::TitleFocus));
            }
        }
    }
}
