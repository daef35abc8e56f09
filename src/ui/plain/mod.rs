//! The state in lines, for screen readers, terminals that cannot move their cursor, and pipes: what
//! has changed since it was last told, and nothing twice. Nothing is drawn and nothing redrawn.

mod lists;
mod text;

pub use text::{body, paragraph};

use crate::app::{Found, Line, Notice, Overlay, Pane, State, Stop, Walk, all_quotes, tell};
use crate::app::{NameOrder, PageRow, reading_minutes};
use crate::model::{Article, ArticleKey, Block, BlockKind, Shelf};
use crate::text::{Span, sentences};

/// What was told last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    place: Option<Place>,
    /// How many of the problems.
    problems: usize,
    notice: Option<Notice>,
}

/// Where the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    pane: Pane,
    shelf: Option<Shelf>,
    selected: usize,
    /// How many articles there are.
    articles: usize,
    article: Option<ArticleKey>,
    /// The row at the top of the text.
    row: usize,
    stop: Option<Stop>,
    hit: Option<Span>,
    /// The line of the sidebar.
    line: Option<Line>,
    names: NameOrder,
}

impl Place {
    fn of(state: &State) -> Self {
        let entry = state.entry().filter(|entry| entry.article.is_some());
        let find = state.reader.find.as_ref();
        Self {
            pane: state.focus,
            shelf: state.shelving.as_ref().map(|s| s.shelf.clone()),
            selected: state.selected,
            articles: state.library.len(),
            article: entry.map(|entry| entry.row.key),
            row: state.reader.top,
            stop: state.reader.current,
            hit: find.and_then(|find| find.hits.get(find.current?).copied()),
            line: state.reader.sidebar.chosen().cloned(),
            names: state.view.names,
        }
    }
}

impl Told {
    /// Whether the person is where they were when `self` was told.
    pub fn is_at(&self, other: &Self) -> bool {
        self.place == other.place
    }

    /// Has what is told next count as new, whatever was told before.
    pub fn forget_notice(&mut self) {
        self.notice = None;
    }
}

/// What has changed since `told`, in lines; where the person is, if nothing has.
pub fn tell(told: &mut Told, state: &State) -> String {
    let mut out = String::new();
    for problem in state.problems.iter().skip(told.problems) {
        push(&mut out, &problem.to_string());
    }
    told.problems = state.problems.len();
    if let Some(notice @ (Notice::Done(words) | Notice::Error(words))) = &state.notice
        && told.notice.as_ref() != Some(notice)
        && !state.problems.iter().any(|p| p.to_string() == *words)
    {
        push(&mut out, words);
    }
    told.notice.clone_from(&state.notice);
    if let Some(overlay) = &state.overlay {
        lists::overlay(state, overlay, &mut out);
        return out;
    }
    let now = Place::of(state);
    let before = told.place.replace(now.clone());
    match now.pane {
        Pane::List => in_list(state, before.as_ref(), &now, &mut out),
        Pane::Reader => in_text(state, before.as_ref(), &now, &mut out),
        Pane::Sidebar => in_sidebar(state, before.as_ref(), &now, &mut out),
    }
    if out.is_empty() {
        push(&mut out, &whereabouts(state));
    }
    out
}

/// What stands before the line that the person types: what is asked for, else a sign.
pub fn prompt(state: &State) -> &'static str {
    match &state.overlay {
        Some(Overlay::Find(_)) => "Find: ",
        Some(Overlay::Seek(_)) => "Search everything: ",
        Some(Overlay::Prompt { purpose, .. }) => purpose.label(),
        Some(overlay) if overlay.chooses() => "Which one: ",
        _ => "> ",
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn in_list(state: &State, before: Option<&Place>, now: &Place, out: &mut String) {
    let list = |p: &Place| (p.pane, p.shelf.clone(), p.articles);
    let same = before.filter(|before| list(before) == list(now));
    match same.map(|before| before.selected.abs_diff(now.selected)) {
        Some(0) => {}
        Some(1) => lists::row(state, now.selected, out),
        Some(_) => lists::rows(state, out),
        None => {
            push(out, &lists::title(state));
            lists::rows(state, out);
        }
    }
}

fn in_sidebar(state: &State, before: Option<&Place>, now: &Place, out: &mut String) {
    let of_names = |line: &Option<Line>| matches!(line, Some(Line::Name(_)));
    let list = |p: &Place| (p.pane, p.article, of_names(&p.line), p.names);
    let same = before.filter(|before| list(before) == list(now));
    match same {
        Some(before) if before.line == now.line => {}
        Some(_) => lists::line(state, now.line.as_ref(), out),
        None if of_names(&now.line) => lists::names(state, out),
        None => lists::quotes(state, out),
    }
}

fn in_text(state: &State, before: Option<&Place>, now: &Place, out: &mut String) {
    let Some(article) = state.article() else {
        return push(out, "Nothing to read yet.");
    };
    let opened = before.is_none_or(|b| (b.article, b.pane == Pane::List) != (now.article, false));
    let moved = before.is_none_or(|b| b.row != now.row);
    if opened || (moved && now.row == 0) {
        heading(state, article, out);
    }
    let new_stop = opened || before.is_none_or(|b| b.stop != now.stop || b.pane != now.pane);
    let new_hit = before.is_none_or(|b| b.hit != now.hit);
    match (now.stop.filter(|_| new_stop), now.hit.filter(|_| new_hit)) {
        (_, Some(hit)) => push(out, &around(article, hit)),
        (Some(stop), None) => said(state, article, stop, out),
        // In a text that was opened before, the person goes on where they were.
        (None, None) if moved && now.row > 0 => block_at(state, article, now.row, out),
        (None, None) => {}
    }
}

/// "Article 3 of 12: Rates held", and what is known of it.
fn heading(state: &State, article: &Article, out: &mut String) {
    let (at, all) = (state.selected + 1, state.library.len());
    let title = article.title.as_ref();
    let title = title.map_or_else(|| "Untitled".to_owned(), |title| tell::one_line(title));
    if all > 1 {
        push(out, &format!("Article {at} of {all}: {title}"));
    } else {
        push(out, &title);
    }
    let mut facts = tell::facts(article);
    facts.push(format!("{} min", reading_minutes(article.word_count())));
    if let Some(entry) = state.entry() {
        let quotes = entry.quote_count().unwrap_or(0);
        facts.push(format!("{quotes} {}", tell::plural(quotes, "quote")));
        if let Found::Full(found) = &entry.found {
            let names = found.names.len();
            facts.push(format!("{names} {}", tell::plural(names, "name")));
        }
        facts.extend(entry.row.starred.then(|| "starred".to_owned()));
    }
    push(out, &facts.join(", "));
}

/// "Quote 2 of 10, Ann Lee:" and what is said, or "Quote 1 of 3 by Ann Lee:" where she is followed; of
/// a mention, the sentence.
fn said(state: &State, article: &Article, stop: Stop, out: &mut String) {
    let (Some(index), Some(annotations)) = (stop.quote, state.annotations()) else {
        return push(out, &around(article, stop.span));
    };
    let Some(quote) = annotations.quotes.get(index) else {
        return;
    };
    let stops = &state.reader.stops;
    let at = stops.iter().position(|s| *s == stop).map_or(0, |at| at + 1);
    let noun = if quote.kind.is_speech() {
        "Quote"
    } else {
        "Statement"
    };
    let mut who = match (&quote.speaker, tell::unsure(quote)) {
        (Some(name), true) => format!("perhaps {name}"),
        (Some(name), false) => name.clone(),
        (None, _) => "unknown speaker".to_owned(),
    };
    if let Some(report) = tell::report(quote, &article.text) {
        who.push_str(&format!(", “{report}”"));
    }
    let by = match &state.reader.walk {
        Walk::Speaker(_) => " by",
        Walk::Quotes | Walk::Name(_) => ",",
    };
    push(out, &format!("{noun} {at} of {}{by} {who}:", stops.len()));
    push(out, &tell::words(annotations, index, &article.text));
}

/// The sentence in which `span` stands.
fn around(article: &Article, span: Span) -> String {
    let text = article.text.as_str();
    let block = article.blocks.iter().find(|block| block.span.covers(span));
    let within = block.map_or(span, |block| block.span);
    let held = sentences(text, within).into_iter();
    let held = held.filter(|sentence| sentence.overlaps(span));
    let all = held.reduce(|a, b| Span::new(a.start, b.end));
    tell::one_line(all.unwrap_or(span).of(text))
}

/// The block at a row of the page.
fn block_at(state: &State, article: &Article, row: usize, out: &mut String) {
    let page = &state.reader.page;
    let at = page.block_at(row);
    let block: Option<&Block> = at.and_then(|at| article.blocks.get(at));
    let Some(block) = block else { return };
    let is_text = |row: &&PageRow| matches!(row, PageRow::Text(_));
    let above = page.rows.iter().take(row).rev();
    let above: Vec<&PageRow> = above.take_while(|row| !is_text(row)).collect();
    above.iter().rev().for_each(|row| between(row, out));
    if matches!(block.kind, BlockKind::Heading(_)) {
        out.push_str("Heading: ");
    }
    text::block(article, block, None, out);
    if page.block_after(row).is_none() {
        // Nothing comes that it could be told before.
        let below = page.rows.iter().skip(row).skip_while(is_text);
        below.for_each(|row| between(row, out));
    }
}

/// What stands between two blocks.
fn between(row: &PageRow, out: &mut String) {
    match row {
        PageRow::Rule => push(out, text::RULE),
        PageRow::Picture { caption, .. } => push(out, &caption.text),
        _ => {}
    }
}

/// "Article 3 of 12, paragraph 5 of 20.": where the person is.
fn whereabouts(state: &State) -> String {
    let (at, all) = (state.selected + 1, state.library.len());
    if all == 0 {
        return lists::empty(state);
    }
    let mut place = vec![format!("Article {at} of {all}")];
    if state.focus != Pane::List {
        let page = &state.reader.page;
        let starts = (0..page.rows.len()).filter(|&row| page.block_at(row).is_some());
        let mut blocks: Vec<usize> = starts.filter_map(|row| page.block_at(row)).collect();
        blocks.dedup();
        let here = page.block_at(state.reader.top);
        let here = here.and_then(|here| blocks.iter().position(|b| *b == here));
        let count = blocks.len();
        place.push(match here {
            Some(here) => format!("paragraph {} of {count}", here + 1),
            None => format!(
                "at the head of {count} {}",
                tell::plural(count, "paragraph")
            ),
        });
        let quotes = all_quotes(state);
        let quote = state.reader.current;
        let quote = quote.and_then(|stop| quotes.iter().position(|s| *s == stop));
        place.extend(quote.map(|at| format!("quote {} of {}", at + 1, quotes.len())));
    }
    place.join(", ")
}
