//! The line at the top and the line at the bottom.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::app::{Area, Command, Notice, Overlay, State, Walk, tell};
use crate::config::Role;
use crate::text::width::{cells, fit};

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

/// Draws the program's name and what is loaded.
pub fn header(state: &State, looks: &Looks, area: Area, buffer: &mut Buffer) {
    let end = put(
        buffer,
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        "quotidian",
        looks.role(Role::Accent).add_modifier(Modifier::BOLD),
    );
    let (all, unread) = (state.library.len(), state.library.unread());
    let mut facts = vec![format!(
        "{all} {}",
        if all == 1 { "article" } else { "articles" }
    )];
    if unread > 0 {
        facts.push(format!("{unread} unread"));
    }
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
            fit(&facts.join(" · "), usize::from(room.saturating_sub(4)))
        ),
        looks.role(role),
    );
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
pub fn status(state: &State, looks: &Looks, area: Area, buffer: &mut Buffer) -> Option<(u16, u16)> {
    if area.height == 0 {
        return None;
    }
    // Where there is little room, words and prompts need all of it.
    let speaks = state.notice.is_some() || state.overlay.is_some();
    let place = if speaks && area.width < 40 {
        String::new()
    } else {
        place(state)
    };
    let taken = u16::try_from(cells(&place)).unwrap_or(area.width);
    let room = area.width.saturating_sub(taken + 5);
    if taken < area.width {
        put(
            buffer,
            area.x + area.width - taken - 1,
            area.y,
            taken,
            &place,
            looks.role(Role::Faint),
        );
    }
    if let Some(Overlay::Find(input)) = &state.overlay {
        let end = put(
            buffer,
            area.x + 1,
            area.y,
            room,
            &format!("/{}", input.text()),
            looks.role(Role::Text),
        );
        let before = u16::try_from(cells(input.before_cursor())).unwrap_or(room);
        if let Some(Notice::Done(words) | Notice::Error(words)) = &state.notice {
            let left = (area.x + 1 + room).saturating_sub(end + 3);
            put(
                buffer,
                end + 3,
                area.y,
                left,
                words,
                looks.role(Role::Faint),
            );
        }
        return Some(((area.x + 2 + before).min(area.x + area.width - 1), area.y));
    }
    let role = match &state.notice {
        Some(Notice::Error(_)) => Role::Error,
        Some(Notice::Done(_)) => Role::Text,
        None => Role::Faint,
    };
    let words = match &state.notice {
        Some(Notice::Error(words) | Notice::Done(words)) => {
            fit(words, usize::from(room)).into_owned()
        }
        None if !state.pending.is_empty() => {
            state
                .pending
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
                + " …"
        }
        None => {
            about_quote(state, usize::from(room)).unwrap_or_else(|| hints(state, usize::from(room)))
        }
    };
    put(buffer, area.x + 1, area.y, room, &words, looks.role(role));
    None
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
    Some(fit(&words, room).into_owned())
}

/// As many hints as there is room for. While something is followed or searched for, they begin
/// with what that is and how it ends.
fn hints(state: &State, room: usize) -> String {
    let mut line = followed(state);
    for (command, label) in HINTS {
        if *command == Command::NextQuote && !line.is_empty() {
            continue;
        }
        let needs_article = !matches!(command, Command::Help | Command::Quit);
        if needs_article && state.library.is_empty() {
            continue;
        }
        let Some(key) = state.keymap.keys_of(*command).into_iter().next() else {
            continue;
        };
        let hint = format!("{}{key} {label}", if line.is_empty() { "" } else { "  " });
        if cells(&line) + cells(&hint) > room {
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
        "{what}:{}{}",
        next.unwrap_or_default(),
        end.unwrap_or_default()
    )
}

/// "3/10   38%": which match of the search or stop of the walk, and how far in the text.
fn place(state: &State) -> String {
    let reader = &state.reader;
    if state.article().is_none() {
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
