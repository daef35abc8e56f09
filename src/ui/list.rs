//! The article list: two rows an article.

use ratatui::style::Modifier;

use crate::app::{Area, Command, Entry, Notice, Pane, State, age};
use crate::config::Role;
use crate::model::{Hit, Shelf};
use crate::text::bidi::isolated;
use crate::text::{Direction, Span, Widths, folded};

use super::canvas::Canvas;
use super::sign::Sign;
use super::style::Looks;
use super::{put, put_words};

/// Draws the list in `area`.
///
/// Two bars in its first column mark the selected article, and nothing else about it looks
/// different: over a slow line the mark moves for a few bytes.
pub fn draw(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) {
    if state.library.is_empty() {
        let hint = empty(state);
        let words = folded(
            &hint,
            usize::from(area.width.saturating_sub(2)),
            buffer.widths,
        );
        for (y, line) in (area.y..area.y + area.height).zip(words) {
            let room = area.width.saturating_sub(1);
            put(buffer, area.x + 1, y, room, &line, looks.role(Role::Faint));
        }
        return;
    }
    let rows = (area.y..area.y + area.height).step_by(2);
    for (y, index) in rows.zip(state.list_top..state.library.len()) {
        // What is not known yet comes within a moment.
        let Some(entry) = state.library.get(index) else {
            continue;
        };
        let height = (area.y + area.height - y).min(2);
        let place = Area { y, height, ..area };
        draw_entry(state, entry, looks, place, buffer);
        if index == state.selected {
            let bar = if state.focus == Pane::List {
                Sign::Selected
            } else {
                Sign::SelectedElsewhere
            };
            for y in place.y..place.y + place.height {
                buffer.sign((area.x, y), bar, looks.role(Role::Accent));
            }
        }
    }
}

/// What to do where there is nothing to list.
pub(super) fn empty(state: &State) -> String {
    let Some(shelving) = &state.shelving else {
        return match state.problems.last() {
            _ if state.loading => "Loading…".to_owned(),
            Some(problem) => format!("No articles: {}", problem.message.as_str()),
            None => {
                "No articles. Name some files, folders or addresses: quotidian read PATH".to_owned()
            }
        };
    };
    if state.awaits() {
        return String::new();
    }
    if let Some(why) = shelving.unlisted() {
        return format!("No list: {}", why.as_str());
    }
    match &shelving.shelf {
        Shelf::Search(_) => match &state.notice {
            // What was not understood of the search.
            Some(Notice::Done(words)) => words.clone(),
            _ => "Nothing found. Fewer words find more.".to_owned(),
        },
        Shelf::Unread if shelving.shelves.len() > 2 => {
            let words = "Everything has been read";
            let words = state.with_key(words, Command::Shelves, "shows other shelves");
            state.with_key(&words, Command::RefreshAll, "asks for new articles")
        }
        Shelf::Starred => state.with_key("Nothing has a star yet", Command::Star, "gives one"),
        _ => {
            let words = "Nothing here";
            let words = state.with_key(words, Command::Subscribe, "subscribes to a feed");
            state.with_key(&words, Command::Shelves, "shows other shelves")
        }
    }
}

/// Draws the headline, and below it where the article is from or where a search found it.
fn draw_entry(state: &State, entry: &Entry, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let role = if entry.row.read {
        Role::Text
    } else {
        Role::Unread
    };
    let mark = match (entry.row.starred, entry.row.read) {
        (true, _) => Some(Sign::Star),
        (false, true) => None,
        (false, false) => Some(Sign::Unread),
    };
    if let Some(mark) = mark.filter(|_| area.width > 1) {
        buffer.sign((area.x + 1, area.y), mark, looks.role(Role::Accent));
    }
    let below = Area {
        x: area.x + 3.min(area.width),
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(1),
    };
    put_words(
        buffer,
        below.x,
        area.y,
        below.width,
        &entry.row.title,
        looks.role(role),
    );
    if below.height > 0 {
        match &entry.row.hit {
            Some(hit) => draw_hit(hit, looks, below, buffer),
            None => draw_facts(state, entry, looks, below, buffer),
        }
    }
}

/// Draws source and age at the left, the count of quotes at the right.
fn draw_facts(state: &State, entry: &Entry, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let (room, widths) = (area.width, buffer.widths);
    let count = entry.quote_count().filter(|&n| n > 0);
    let count = count.map(|n| {
        if room >= 26 {
            format!("{n} {}", if n == 1 { "quote" } else { "quotes" })
        } else {
            format!("“{n}”")
        }
    });
    let count = count.unwrap_or_default();
    let taken = u16::try_from(widths.cells(&count)).unwrap_or(0);
    let free = usize::from(room.saturating_sub(taken + 1));
    let age = entry.row.published.map(|then| age::ago(then, state.now));
    let age = age.map(|age| format!(" · {age}")).unwrap_or_default();
    let source = widths.fit(&entry.row.source, free.saturating_sub(widths.cells(&age)));
    let facts = format!("{}{age}", isolated(&source));
    let faint = looks.role(Role::Faint);
    put(
        buffer,
        area.x,
        area.y,
        room,
        &widths.fit(&facts, free),
        faint,
    );
    if taken < room {
        put(buffer, area.x + room - taken, area.y, taken, &count, faint);
    }
}

/// Draws what stands around the first thing that was found, which is marked.
fn draw_hit(hit: &Hit, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let faint = looks.role(Role::Faint);
    let found = looks.role(Role::Accent).add_modifier(Modifier::BOLD);
    let room = usize::from(area.width);
    let Some(mark) = hit.marks.first().copied() else {
        return put_words(buffer, area.x, area.y, area.width, &hit.text, faint);
    };
    let marked = mark.of(&hit.text);
    let before = Span::new(0, mark.start).of(&hit.text);
    let after = Span::new(mark.end, hit.text.len()).of(&hit.text);
    let widths = buffer.widths;
    // A third of the room goes to what stands before, enough to know what it is about; and what the
    // rest does not need.
    let left = room.saturating_sub(widths.cells(marked));
    let lead = (room / 3)
        .max(left.saturating_sub(widths.cells(after)))
        .min(left);
    let lead = from_a_word(before, lead, widths);
    let after = widths.fit(after, left.saturating_sub(widths.cells(&lead)));
    let parts = [(&*lead, faint), (marked, found), (&*after, faint)];
    let direction = Direction::of(&hit.text).unwrap_or_default();
    buffer.put((area.x, area.y), area.width, &parts, direction);
}

/// The end of `text` from a word on, in at most `room` cells.
fn from_a_word(text: &str, room: usize, widths: Widths) -> String {
    if widths.cells(text) <= room {
        return text.to_owned();
    }
    let words = text.match_indices(' ').map(|(at, _)| &text[at + 1..]);
    let mut cut = words.map(|rest| format!("…{rest}"));
    cut.find(|cut| widths.cells(cut) <= room)
        .unwrap_or_default()
}
