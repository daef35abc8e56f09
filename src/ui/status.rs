//! The line at the top and the line at the bottom.

use ratatui::style::Modifier;

use crate::app::{Area, Command, Input, Notice, Overlay, Pane, Shelving, State, Walk, tell};
use crate::config::Role;
use crate::model::Shelf;
use crate::text::Widths;
use crate::text::bidi::isolated;

use super::canvas::Canvas;
use super::put;
use super::style::Looks;

/// What the footer offers, the most useful first.
const HINTS: &[(Command, &str)] = &[
    (Command::NextQuote, "next quote"),
    (Command::Help, "help"),
    (Command::Speaker, "speaker"),
    (Command::Names, "names"),
    (Command::Find, "find"),
    (Command::Copy, "copy with speaker"),
    (Command::NextPane, "pane"),
    (Command::NextArticle, "next article"),
    (Command::Quit, "quit"),
];

/// What it offers where the list of a library has the keys.
const LIST_HINTS: &[(Command, &str)] = &[
    (Command::Enter, "read"),
    (Command::Help, "help"),
    (Command::Shelves, "shelves"),
    (Command::Find, "search all"),
    (Command::Subscribe, "subscribe"),
    (Command::RefreshAll, "refresh"),
    (Command::NextQuote, "next quote"),
    (Command::Star, "star"),
    (Command::Quit, "quit"),
];

/// Draws the program's name and what is loaded.
pub fn header(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let end = put(
        buffer,
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        "quotidian",
        looks.role(Role::Accent).add_modifier(Modifier::BOLD),
    );
    let mut facts = match &state.shelving {
        Some(shelving) => shelves(shelving, state.library.len()),
        None => counts(state.library.len(), state.library.unread()),
    };
    if !state.problems.is_empty() {
        facts.push(problems(state));
    }
    if state.loading {
        let so_far = state.progress.values();
        let (done, all) = so_far.fold((0, 0), |(d, a), (done, all)| (d + done, a + all));
        facts.push(if all > 1 {
            format!("loading {done}/{all}")
        } else {
            "loading…".to_owned()
        });
    }
    let room = (area.x + area.width).saturating_sub(end);
    let role = if state.problems.is_empty() {
        Role::Faint
    } else {
        Role::Warning
    };
    put(
        buffer,
        end,
        area.y,
        room,
        &format!(
            "   {}",
            buffer
                .widths
                .fit(&facts.join(" · "), usize::from(room.saturating_sub(4)))
        ),
        looks.role(role),
    );
}

/// "3 articles", "2 unread".
fn counts(all: usize, unread: usize) -> Vec<String> {
    let noun = if all == 1 { "article" } else { "articles" };
    let mut facts = vec![format!("{} {noun}", thousands(all))];
    if unread > 0 {
        facts.push(format!("{} unread", thousands(unread)));
    }
    facts
}

/// A number as people write it: "12,345".
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "World", "1,204 articles", "12 unread", and how far a refresh is.
fn shelves(shelving: &Shelving, articles: usize) -> Vec<String> {
    let mut facts = vec![isolated(&shelving.name()).into_owned()];
    facts.extend(counts(articles, 0));
    let unread = shelving.unread(&shelving.shelf);
    let in_all = shelving.unread(&Shelf::Unread);
    match &shelving.shelf {
        Shelf::Search(_) => {}
        Shelf::All | Shelf::Unread => facts.push(format!("{} unread", thousands(in_all))),
        _ => facts.push(format!(
            "{} unread, {} in all",
            thousands(unread),
            thousands(in_all)
        )),
    }
    if let Some((done, all)) = shelving.refreshing.progress() {
        facts.push(format!("refreshing {done}/{all}"));
        match shelving.refreshing.new_so_far() {
            0 => {}
            new => facts.push(format!("{} new so far", thousands(new))),
        }
    }
    facts
}

/// "2 problems (!)": how many there are, and the key that lists them.
fn problems(state: &State) -> String {
    let count = state.problems.len();
    let noun = if count == 1 { "problem" } else { "problems" };
    match state.keymap.keys_of(Command::Problems).first() {
        Some(key) => format!("{count} {noun} ({key})"),
        None => format!("{count} {noun}"),
    }
}

/// Draws the status line, and says where the cursor of a prompt is.
pub fn status(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) -> Option<(u16, u16)> {
    if area.height == 0 {
        return None;
    }
    // Where there is little room, words and prompts need all of it.
    let speaks = state.notice.is_some() || state.overlay.is_some();
    let typing = state.overlay.as_ref().and_then(typed_line).is_some();
    let place = if typing || (speaks && area.width < 40) {
        String::new()
    } else {
        place(state)
    };
    let taken = u16::try_from(buffer.widths.cells(&place)).unwrap_or(area.width);
    let room = area.width.saturating_sub(taken + 5);
    if taken < area.width {
        put(
            buffer,
            area.x + area.width - taken - 1,
            area.y,
            taken,
            // In the colours of the text: with each line that is scrolled, a change to others and
            // back would cost more than what is written.
            &place,
            looks.role(Role::Text),
        );
    }
    if let Some((label, input)) = state.overlay.as_ref().and_then(typed_line) {
        return Some(draw_typed(state, looks, area, (label, input), buffer));
    }
    let role = match &state.notice {
        Some(Notice::Error(_)) => Role::Error,
        Some(Notice::Done(_)) => Role::Text,
        None => Role::Faint,
    };
    let words = match &state.notice {
        Some(Notice::Error(words) | Notice::Done(words)) => notice(state, words, usize::from(room)),
        None if !state.pending.is_empty() => format!("{} …", state.pending),
        None => {
            about_quote(state, usize::from(room)).unwrap_or_else(|| hints(state, usize::from(room)))
        }
    };
    put(buffer, area.x + 1, area.y, room, &words, looks.role(role));
    None
}

/// What is told, and where there is no room for all of it the key that shows the rest.
fn notice(state: &State, words: &str, room: usize) -> String {
    let widths = state.view.widths;
    let key = state.keymap.keys_of(Command::Problems).into_iter().next();
    match key.map(|key| format!(" ({key} all)")) {
        Some(more) if widths.cells(words) > room => {
            widths
                .fit(words, room.saturating_sub(widths.cells(&more)))
                .into_owned()
                + &more
        }
        _ => widths.fit(words, room).into_owned(),
    }
}

/// Draws the line that is typed, as much of it as there is room for with its cursor, and what is told
/// meanwhile. Says where the cursor is.
fn draw_typed(
    state: &State,
    looks: &Looks,
    area: Area,
    (label, input): (&str, &Input),
    buffer: &mut Canvas,
) -> (u16, u16) {
    let room = usize::from(area.width.saturating_sub(2));
    let widths = buffer.widths;
    // What is typed matters more than what it is for.
    let label = if room >= widths.cells(label) + LEAST_TYPED {
        label
    } else {
        "› "
    };
    let left = room.saturating_sub(widths.cells(label) + 1);
    let before = end_of(input.before_cursor(), left, widths);
    let after = &input.text()[input.before_cursor().len()..];
    let text = looks.role(Role::Text);
    let width = |text: &str| u16::try_from(widths.cells(text)).unwrap_or(area.width);
    let end = area.x + area.width.saturating_sub(1);
    let start = put(buffer, area.x + 1, area.y, width(label), label, text);
    let typed = format!("{before}{after}");
    let cursor = start + buffer.cells_before(&typed, before.len());
    let x = put(
        buffer,
        start,
        area.y,
        end.saturating_sub(start),
        &typed,
        text,
    );
    if let Some(Notice::Done(words) | Notice::Error(words)) = &state.notice {
        let left = end.saturating_sub(x + 3);
        let words = widths.fit(words, usize::from(left));
        put(buffer, x + 3, area.y, left, &words, looks.role(Role::Faint));
    }
    (cursor.min(end), area.y)
}

/// Cells that a typed line is given, at the cost of the words before it.
const LEAST_TYPED: usize = 24;

/// The end of `text`, in at most `room` cells.
fn end_of(text: &str, room: usize, widths: Widths) -> &str {
    let mut starts = text.char_indices().map(|(at, _)| &text[at..]);
    starts
        .find(|rest| widths.cells(rest) <= room)
        .unwrap_or_default()
}

/// What is being typed in the status line, and what stands before it.
fn typed_line(overlay: &Overlay) -> Option<(&'static str, &Input)> {
    match overlay {
        Overlay::Find(input) => Some(("/", input)),
        Overlay::Seek(input) => Some(("Search all: ", input)),
        Overlay::Hints(input) => Some(("Link number opens; Enter lists: ", input)),
        Overlay::Prompt { purpose, input } => Some((purpose.label(), input)),
        _ => None,
    }
}

/// Where there is no sidebar to say it: whose words these are.
fn about_quote(state: &State, room: usize) -> Option<String> {
    let hidden = state.layout.sidebar.is_none();
    let (quote, article) = (state.quote().filter(|_| hidden)?, state.article()?);
    let words = format!(
        "{} · {}",
        tell::speaker(quote),
        tell::summary(quote, &article.text)
    );
    Some(state.view.widths.fit(&words, room).into_owned())
}

/// As many hints as there is room for. While something is followed or searched for, they begin
/// with what that is and how it ends.
fn hints(state: &State, room: usize) -> String {
    let widths = state.view.widths;
    let mut line = followed(state);
    let listed = state.shelving.is_some() && state.focus == Pane::List;
    for (command, label) in if listed { LIST_HINTS } else { HINTS } {
        if *command == Command::NextQuote && !line.is_empty() {
            continue;
        }
        let needs_article = !matches!(
            command,
            Command::Help
                | Command::Quit
                | Command::Shelves
                | Command::Subscribe
                | Command::RefreshAll
        );
        if needs_article && state.library.is_empty() {
            continue;
        }
        let Some(key) = state.keymap.keys_of(*command).into_iter().next() else {
            continue;
        };
        let hint = format!("{}{key} {label}", if line.is_empty() { "" } else { "  " });
        if widths.cells(&line) + widths.cells(&hint) > room {
            break;
        }
        line.push_str(&hint);
    }
    line
}

/// "Ann Lee: n next mention  esc ends".
fn followed(state: &State) -> String {
    let reader = &state.reader;
    let names = state.annotations().map(|a| &a.names);
    let (what, stop) = match (&reader.find, &reader.walk) {
        (Some(find), _) if !find.query.is_empty() => (format!("“{}”", find.query), "match"),
        (_, Walk::Name(name)) => match names.and_then(|names| names.get(*name)) {
            Some(name) => (name.name.clone(), "mention"),
            None => return String::new(),
        },
        (_, Walk::Speaker(speaker)) => {
            let speaker = speaker.as_deref().unwrap_or("unknown speakers");
            (speaker.to_owned(), "quote")
        }
        (_, Walk::Quotes) => return String::new(),
    };
    let key = |command| state.keymap.keys_of(command).into_iter().next();
    let next = key(Command::NextQuote).map(|key| format!("  {key} next {stop}"));
    let end = key(Command::Back).map(|key| format!("  {key} ends"));
    format!(
        "{}:{}{}",
        isolated(&what),
        next.unwrap_or_default(),
        end.unwrap_or_default()
    )
}

/// "3/10   38%": which match of the search or stop of the walk, and how far in the text.
fn place(state: &State) -> String {
    let reader = &state.reader;
    // Beside the list alone a place in a text says nothing.
    let alone = state.layout.list.is_some() && state.layout.reader.is_none();
    if state.article().is_none() || alone {
        return String::new();
    }
    let stop = reader.current;
    let on_walk = stop.and_then(|stop| reader.stops.iter().position(|s| *s == stop));
    let (at, total) = match &reader.find {
        Some(find) if !find.query.is_empty() => (find.current, find.hits.len()),
        _ => (on_walk, reader.stops.len()),
    };
    let percent = format!("{:>3}%", reader.percent());
    match at {
        Some(at) => format!("{}/{total}  {percent}", at + 1),
        None if total > 0 => format!("–/{total}  {percent}"),
        None => percent,
    }
}
