//! What is listed with numbers: articles, quotes, names, and what can be chosen from.

use crate::app::{
    Entry, LISTED, Line, NameOrder, Overlay, State, Target, Walk, age, all_quotes, palette_matches,
    shelf_matches, tell,
};
use crate::model::{Annotations, NameKind};

use super::push;

/// Cells of the longest title in a list.
const LONGEST_TITLE: usize = 160;

/// "Unread, 312 articles": what the list is of.
pub fn title(state: &State) -> String {
    let count = state.library.len();
    let articles = format!("{count} {}", tell::plural(count, "article"));
    match &state.shelving {
        Some(shelving) => format!("{}, {articles}", shelving.name()),
        None => articles,
    }
}

/// What is told where there is nothing to list.
pub fn empty(state: &State) -> String {
    let words = match (&state.shelving, state.loading) {
        (Some(_), _) => crate::ui::list::empty(state),
        (None, true) => "Loading…".to_owned(),
        (None, false) => "There are no articles.".to_owned(),
    };
    if words.is_empty() {
        "The library is being asked.".to_owned()
    } else {
        words
    }
}

/// The rows from the selected one on, as many as are told at once.
pub fn rows(state: &State, out: &mut String) {
    let (from, all) = (state.selected, state.library.len());
    if all == 0 {
        return push(out, &empty(state));
    }
    let end = (from + LISTED).min(all);
    for index in from..end {
        row(state, index, out);
    }
    if end < all {
        push(out, &format!("{end} of {all}; an empty line goes on"));
    }
}

/// "3. Rates held (Wire, 3h, 5 quotes, unread)".
pub fn row(state: &State, index: usize, out: &mut String) {
    let Some(entry) = state.library.get(index) else {
        return;
    };
    let facts = facts(state, entry).join(", ");
    let number = index + 1;
    // What has no title is listed with its first paragraph.
    let title = state.view.widths.fit(&entry.row.title, LONGEST_TITLE);
    push(out, &format!("{number}. {title} ({facts})"));
    if let Some(hit) = &entry.row.hit {
        push(out, &format!("   {}", tell::one_line(&hit.text)));
    }
}

fn facts(state: &State, entry: &Entry) -> Vec<String> {
    let row = &entry.row;
    let mut facts = vec![row.source.to_string()];
    facts.extend(row.published.map(|then| age::ago(then, state.now)));
    let quotes = entry.quote_count().filter(|&count| count > 0);
    facts.extend(quotes.map(|count| format!("{count} {}", tell::plural(count, "quote"))));
    facts.extend((!row.read).then(|| "unread".to_owned()));
    facts.extend(row.starred.then(|| "starred".to_owned()));
    facts.extend(row.tags.iter().map(ToString::to_string));
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// Everything that is said, by speaker, each with its number in the text.
pub fn quotes(state: &State, out: &mut String) {
    let (Some(annotations), Some(article)) = (state.annotations(), state.article()) else {
        return push(out, "The article is still being read.");
    };
    let all = all_quotes(state);
    if all.is_empty() {
        push(out, tell::unquoted(annotations));
    }
    for voice in &state.reader.voices {
        let stated = voice.statements.iter();
        let stated = stated.filter(|_| state.view.said.statements());
        let mut said: Vec<usize> = voice.quotes.iter().chain(stated).copied().collect();
        said.sort_unstable();
        if said.is_empty() {
            continue;
        }
        let followed = state.reader.walk == Walk::Speaker(voice.speaker.clone());
        let followed = if followed { ", followed" } else { "" };
        push(out, &format!("{}, {}{followed}:", voice.name(), said.len()));
        for index in said {
            let at = all.iter().position(|stop| stop.quote == Some(index));
            let number = at.map_or_else(String::new, |at| format!("{}. ", at + 1));
            push(
                out,
                &format!("{number}{}", words(annotations, index, &article.text)),
            );
        }
    }
    let hidden = state.reader.statements();
    if hidden > 0 && !state.view.said.statements() {
        let words = format!("{hidden} {} not listed", tell::plural(hidden, "statement"));
        push(out, &words);
    }
}

/// What is said, after what reports it where that is not quoted.
fn words(annotations: &Annotations, index: usize, text: &str) -> String {
    let words = tell::words(annotations, index, text);
    let quote = annotations.quotes.get(index);
    match quote.and_then(|quote| tell::report(quote, text)) {
        Some(report) => format!("{report}: {words}"),
        None => words,
    }
}

/// The names in their order, each with its number and how often it stands in the text.
pub fn names(state: &State, out: &mut String) {
    let Some(annotations) = state.annotations() else {
        return push(out, "The article is still being read.");
    };
    let order = state.view.names.words();
    push(out, &format!("{} names, {order}", annotations.names.len()));
    let mut kind: Option<NameKind> = None;
    for (at, index) in state.reader.sidebar.names().enumerate() {
        let Some(name) = annotations.names.get(index) else {
            continue;
        };
        if state.view.names == NameOrder::Kind && kind != Some(name.kind) {
            push(out, &format!("{}:", name.kind.plural()));
            kind = Some(name.kind);
        }
        push(
            out,
            &format!("{}. {} ({})", at + 1, name.name, name.mentions.len()),
        );
    }
}

/// The line of the sidebar under the cursor.
pub fn line(state: &State, line: Option<&Line>, out: &mut String) {
    let (Some(annotations), Some(article)) = (state.annotations(), state.article()) else {
        return;
    };
    match line {
        Some(Line::Voice(voice)) => {
            if let Some(voice) = state.reader.voices.get(*voice) {
                push(out, voice.name());
            }
        }
        Some(Line::Quote { quote, .. }) => push(out, &words(annotations, *quote, &article.text)),
        Some(Line::Statements(count)) => {
            push(
                out,
                &format!("{count} {}", tell::plural(*count, "statement")),
            );
        }
        Some(Line::Name(name)) => {
            if let Some(name) = annotations.names.get(*name) {
                push(out, &format!("{} ({})", name.name, name.mentions.len()));
            }
        }
        _ => {}
    }
}

/// What lies over the panes on a screen: what may be chosen, with numbers; what is there to be read.
pub fn overlay(state: &State, overlay: &Overlay, out: &mut String) {
    match overlay {
        Overlay::Find(_) | Overlay::Seek(_) | Overlay::Prompt { .. } | Overlay::Hints(_) => {}
        Overlay::Shelves { input, rows, .. } => {
            let found = shelf_matches(rows, input.text());
            numbered(
                out,
                found.iter().map(|row| match row.unread {
                    0 => row.name.to_string(),
                    unread => format!("{}, {unread} unread", row.name),
                }),
            );
        }
        Overlay::Choices(choices) => {
            push(out, &choices.title);
            numbered(
                out,
                choices.matches().iter().map(|choice| {
                    let parts = [choice.label.as_str(), choice.detail.as_str()];
                    let parts = parts.into_iter().filter(|part| !part.is_empty());
                    parts.collect::<Vec<_>>().join(", ")
                }),
            );
        }
        Overlay::Links { items, .. } => {
            numbered(
                out,
                items
                    .iter()
                    .map(|item| format!("{}, {}", item.label, item.target)),
            );
        }
        Overlay::Palette { input, .. } => {
            let found = palette_matches(input.text(), &state.keymap);
            numbered(
                out,
                found
                    .iter()
                    .map(|target| format!("{}: {}", target.name(), target.help())),
            );
        }
        Overlay::Help { input, .. } => help(state, input.text(), out),
        Overlay::Picture { label, place, .. } => push(out, &format!("{label}, {place}")),
        Overlay::Text { title, lines, .. } => {
            push(out, title);
            for line in lines.iter().filter(|line| !line.text().is_empty()) {
                push(out, line.text());
            }
        }
    }
}

fn numbered(out: &mut String, items: impl Iterator<Item = String>) {
    for (at, item) in items.enumerate() {
        push(out, &format!("{}. {item}", at + 1));
    }
}

/// The commands that have every word of `query`, each with its keys; without one, what a line may be.
fn help(state: &State, query: &str, out: &mut String) {
    let query: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if query.is_empty() {
        push(out, HELP);
    }
    let mut group = None;
    for target in state.keymap.targets().filter(Target::serves_lines) {
        let mut keys = state.keymap.keys_to(&target);
        // A number alone chooses.
        keys.retain(|key| key.parse::<usize>().is_err());
        let keys = keys.join(", ");
        let all = format!("{} {} {keys}", target.name(), target.help()).to_lowercase();
        if !query.iter().all(|word| all.contains(word)) {
            continue;
        }
        if group != Some(target.group()) {
            push(out, &format!("{}:", target.group().title()));
            group = Some(target.group());
        }
        let comma = if keys.is_empty() { "" } else { ", " };
        push(
            out,
            &format!("{}{comma}{keys}: {}", target.name(), target.help()),
        );
    }
    if group.is_none() {
        push(out, "No command has these words.");
    }
}

/// How lines are typed.
const HELP: &str = "\
An empty line reads the next paragraph, or lists more. A number opens what was listed with it. A \
command is typed by its key, its name, or the beginning of its name; a number before it does it so \
often: 3n. Words behind it answer what it would ask: /rates, tag pier; s and e take a part of a \
name.";
