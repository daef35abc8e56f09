//! The links of the open article: their numbers, where they are on the screen, and choosing one.

use std::collections::HashMap;

use crate::config::{Key, KeyCode};
use crate::model::{Article, Link, is_openable};

use super::action::Effect;
use super::choices::{Choice, Choices, Then};
use super::command::Command;
use super::input::Input;
use super::layout::{Area, Pane};
use super::overlay::Overlay;
use super::page::PageRow;
use super::run::run;
use super::state::State;
use super::tell::one_line;
use super::text_row::TextRow;

/// An address that the open article names. Its number is its place among them, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The words that are linked, or that it is the article's own.
    pub label: String,
    /// The address.
    pub target: String,
}

/// Cells on the screen that are a link, all of it or as much of it as stands in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPlace<'a> {
    /// Where it leads.
    pub target: &'a str,
    /// Which link it is a part of: 0 is the article's own address, the others count from 1.
    pub link: usize,
    /// Whether nothing of the link stands before it on the screen.
    pub first: bool,
    /// Its column on the screen.
    pub x: u16,
    /// Its row on the screen.
    pub y: u16,
    /// How many cells.
    pub width: u16,
}

/// The number of a link, and the cell of the screen where the link begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// The number.
    pub number: usize,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// The article's own address and those of its links that can be opened, each once, without the links
/// of lines that are left out.
pub fn addresses(state: &State) -> Vec<Address> {
    let Some(article) = state.article() else {
        return Vec::new();
    };
    let own = own(article).map(|target| ("This article".to_owned(), target));
    let hidden = |link: &Link| {
        let blocks = &article.blocks;
        let at = blocks.partition_point(|block| block.span.end <= link.span.start);
        !state.view.boilerplate && blocks.get(at).is_some_and(|block| block.boilerplate)
    };
    let links = article.links.iter();
    let links = links.filter(|link| link.is_openable() && !hidden(link));
    let links = links.map(|link| (one_line(link.span.of(&article.text)), link.target.as_str()));
    let mut seen = std::collections::HashSet::new();
    let all = own.into_iter().chain(links);
    all.filter(|(_, target)| seen.insert(*target))
        .map(|(label, target)| Address {
            label,
            target: target.to_owned(),
        })
        .collect()
}

fn own(article: &Article) -> Option<&str> {
    let url = article.url.as_ref()?;
    is_openable(url).then_some(url.as_str())
}

/// Where the links are on the screen, from its top; the headline is one where the article has an
/// address of its own. What lies over the panes is not looked at.
pub fn link_places(state: &State) -> Vec<LinkPlace<'_>> {
    let (Some(area), Some(article)) = (state.layout.reader, state.article()) else {
        return Vec::new();
    };
    let column = state.column().min(area.width);
    let left = area.x + (area.width - column) / 2;
    let rows = &state.reader.page.rows;
    let titled = rows.iter().any(|row| matches!(row, PageRow::Headline(_)));
    let mut places = Vec::new();
    let mut above = None;
    for (y, row) in (area.y..area.y + area.height).zip(rows.iter().skip(state.reader.top)) {
        match row {
            PageRow::Text(row) => {
                text_places(article, row, (left, y), area, &mut above, &mut places)
            }
            PageRow::Headline(caption) | PageRow::Facts(caption)
                if matches!(row, PageRow::Headline(_)) == titled =>
            {
                places.extend(own(article).map(|target| LinkPlace {
                    target,
                    link: 0,
                    first: places.is_empty(),
                    x: left + cast(caption.indent).min(column),
                    y,
                    width: cast(state.view.widths.cells(&caption.text)).min(column),
                }));
            }
            _ => {}
        }
    }
    places
}

/// Adds the links in `row`, which begins at `left`, `y`. `above` is the link that the last cells
/// before it belong to, an index.
fn text_places<'a>(
    article: &'a Article,
    row: &TextRow,
    (left, y): (u16, u16),
    area: Area,
    above: &mut Option<usize>,
    places: &mut Vec<LinkPlace<'a>>,
) {
    let span = row.row.span;
    let from = article
        .links
        .partition_point(|link| link.span.end <= span.start);
    let links = article.links.iter().enumerate().skip(from);
    let here: Vec<(usize, &Link)> = links
        .take_while(|(_, link)| link.span.start < span.end)
        .filter(|(_, link)| link.is_openable())
        .collect();
    if here.is_empty() {
        return;
    }
    let right = area.x + area.width;
    let mut open = None;
    let placed = row.placed(&article.text);
    let end = placed.last().map(|piece| piece.span);
    for piece in placed {
        let found = here
            .iter()
            .find(|(_, link)| link.span.contains(piece.span.start));
        let x = left + cast(piece.x);
        let hyphen = usize::from(row.row.hyphen && Some(piece.span) == end);
        let width = cast(piece.cells + hyphen).min(right.saturating_sub(x));
        let index = found.map(|(index, _)| *index);
        match (found, places.last_mut()) {
            (Some(_), Some(last)) if open == index && last.x + last.width == x => {
                last.width += width;
            }
            (Some((index, link)), _) if width > 0 => {
                places.push(LinkPlace {
                    target: &link.target,
                    link: index + 1,
                    first: *above != Some(*index),
                    x,
                    y,
                    width,
                });
                *above = Some(*index);
            }
            _ => {}
        }
        open = index;
    }
}

fn cast(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX / 2)
}

/// The numbers of the links on the screen, in the order of the text. A number stands at each link
/// that leads to its address.
pub fn link_hints(state: &State) -> Vec<Hint> {
    let all = addresses(state);
    let numbers: HashMap<&str, usize> = all.iter().map(|a| a.target.as_str()).zip(1..).collect();
    let first = link_places(state).into_iter().filter(|place| place.first);
    first
        .filter_map(|place| {
            Some(Hint {
                number: *numbers.get(place.target)?,
                x: place.x,
                y: place.y,
            })
        })
        .collect()
}

/// Opens the article's own address, or the only one it names; of several one is to be chosen.
pub(super) fn open_page(state: &mut State) -> Vec<Effect> {
    let own = state.article().and_then(own).map(str::to_owned);
    let mut all = addresses(state);
    match (own, all.len()) {
        (Some(own), _) => vec![Effect::Open(own)],
        (None, 1) => all
            .pop()
            .map(|a| Effect::Open(a.target))
            .into_iter()
            .collect(),
        _ => {
            list(state);
            Vec::new()
        }
    }
}

/// Lists the addresses.
pub(super) fn list(state: &mut State) {
    let items = addresses(state);
    if items.is_empty() {
        return state.fail("this article has no address and no links");
    }
    state.overlay = Some(Overlay::Links {
        items,
        cursor: 0,
        number: Input::default(),
    });
}

/// Shows the numbers of the links on the screen, to be typed.
pub(super) fn begin_hints(state: &mut State) {
    if addresses(state).is_empty() {
        return state.fail("this article has no address and no links");
    }
    // Where there is one pane, it has to be the text's.
    state.focus_on(Pane::Reader);
    if link_hints(state).is_empty() {
        let words = "no link is on the screen";
        let words = state.with_key(words, Command::Links, "lists them all");
        return state.say(&words);
    }
    state.overlay = Some(Overlay::Hints(Input::default()));
}

/// Offers what can still be done with an address that nothing here opens.
pub(super) fn not_opened(state: &mut State, address: String, why: &str) {
    let copy = Choice {
        label: "Copy the address".to_owned(),
        detail: address.clone(),
        then: Then::Copy(address),
    };
    let title = format!("Not opened: {why}");
    state.overlay = Some(Overlay::Choices(Choices::new(title, vec![copy])));
}

/// Copies an address.
pub(super) fn copy(address: String) -> Effect {
    Effect::Copy {
        text: address,
        noun: "address",
    }
}

/// Lets a key happen to the numbers or the list, whichever is shown; `None` where it means there
/// what it means in all overlays.
pub(super) fn key(state: &mut State, key: Key, bound: Option<Command>) -> Option<Vec<Effect>> {
    let digit = matches!(key.code(), KeyCode::Char('0'..='9') | KeyCode::Backspace);
    let (number, chosen) = match &mut state.overlay {
        Some(Overlay::Hints(number)) => (number, None),
        Some(Overlay::Links {
            number,
            items,
            cursor,
        }) => (number, items.get(*cursor).map(|item| item.target.clone())),
        _ => return None,
    };
    if digit && number.edit(key) {
        return Some(typed(state));
    }
    let typed = std::mem::take(number);
    match (key.code(), bound, chosen) {
        (_, Some(Command::Copy), Some(chosen)) => {
            state.overlay = None;
            Some(vec![copy(chosen)])
        }
        (_, _, Some(_)) => None,
        (KeyCode::Enter, _, None) => Some(match typed.text().parse() {
            Ok(number) => open(state, number),
            Err(_) => {
                list(state);
                Vec::new()
            }
        }),
        (_, Some(Command::Links), None) => {
            list(state);
            Some(Vec::new())
        }
        // The text may be moved on below the numbers.
        (_, Some(command), None) if moves(command) => Some(run(state, command, None)),
        _ => None,
    }
}

fn moves(command: Command) -> bool {
    use Command::{Bottom, Down, HalfPageDown, HalfPageUp, PageDown, PageUp, Top, Up};
    [
        Down,
        Up,
        PageDown,
        PageUp,
        HalfPageDown,
        HalfPageUp,
        Top,
        Bottom,
    ]
    .contains(&command)
}

/// The number has changed: opens its link, unless it may become another's.
fn typed(state: &mut State) -> Vec<Effect> {
    let (input, mut numbers): (&Input, Vec<usize>) = match &state.overlay {
        Some(Overlay::Hints(input)) => {
            let hints = link_hints(state);
            (input, hints.iter().map(|hint| hint.number).collect())
        }
        Some(Overlay::Links { items, number, .. }) => (number, (1..=items.len()).collect()),
        _ => return Vec::new(),
    };
    let text = input.text().to_owned();
    numbers.retain(|number| number.to_string().starts_with(&text));
    numbers.sort_unstable();
    numbers.dedup();
    match (text.parse(), numbers.as_slice()) {
        (Ok(number), [only]) if number == *only => return open(state, number),
        (_, []) => {
            state.fail(&format!("there is no link {text} here"));
            if let Some(Overlay::Hints(input) | Overlay::Links { number: input, .. }) =
                &mut state.overlay
            {
                *input = Input::default();
            }
        }
        (Ok(number), [first, ..]) if number == *first => {
            if let Some(Overlay::Links { cursor, .. }) = &mut state.overlay {
                *cursor = number - 1;
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Opens the link with this number, of the list or of the article.
fn open(state: &mut State, number: usize) -> Vec<Effect> {
    let items = match state.overlay.take() {
        Some(Overlay::Links { items, .. }) => items,
        _ => addresses(state),
    };
    let chosen = number
        .checked_sub(1)
        .and_then(|at| items.into_iter().nth(at));
    if chosen.is_none() {
        state.fail(&format!("there is no link {number}"));
    }
    let open = |address: Address| Effect::Open(address.target);
    chosen.map(open).into_iter().collect()
}
