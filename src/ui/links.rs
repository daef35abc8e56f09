//! Links: which cells are some, their numbers on the screen, and the rows of their list.

use ratatui::style::Modifier;

use crate::app::{Address, Area, Command, Input, Overlay, State, link_hints, link_places};
use crate::config::Role;
use crate::text::Widths;
use crate::text::bidi::isolated;

use super::canvas::Canvas;
use super::overlay::{Row, read_from_the_right};
use super::style::Looks;
use super::{following, put};

/// Cells for the words of a link in the list.
const LABELS: usize = 32;

/// The longest address that a terminal is told, in bytes: VTE and iTerm2 take 2,083.
const LONGEST: usize = 2000;

/// Cells of one row that the terminal may open an address from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hyperlink {
    /// Column of the first cell.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// How many cells.
    pub width: u16,
    /// The same for all that is one link, whatever the row; it stays the same while an article is
    /// open.
    pub number: usize,
    /// The address: `http`, `https` or `mailto`, without control characters.
    pub address: String,
}

/// The links on the screen, from its top: those of the text where nothing lies over it, and those of
/// the list of links.
pub fn hyperlinks(state: &State) -> Vec<Hyperlink> {
    let mut all = Vec::new();
    let overlay = state.overlay.as_ref().filter(|overlay| overlay.covers());
    let over = overlay.map(|overlay| overlay.panel(state.size, &state.keymap, state.view.widths));
    let covered = over.map(|panel| panel.area).or(following::covers(state));
    for place in link_places(state) {
        let cells = (place.x, place.width);
        let free = match covered {
            Some(area) => beside(cells, place.y, area),
            None => vec![cells],
        };
        all.extend(free.into_iter().map(|(x, width)| Hyperlink {
            x,
            y: place.y,
            width,
            number: place.link,
            address: place.target.to_owned(),
        }));
    }
    if let (Some(Overlay::Links { items, cursor, .. }), Some(panel)) = (overlay, over) {
        let area = panel.content;
        let widths = state.view.widths;
        let columns = Columns::new(items, usize::from(area.width), widths);
        let shown = items.iter().enumerate().skip(panel.first_row(*cursor));
        for (y, (at, item)) in (area.y..area.y + area.height).zip(shown) {
            all.push(Hyperlink {
                x: area.x + cast(columns.before()),
                y,
                width: cast(widths.cells(&widths.fit(&item.target, columns.address))),
                // Apart from the links of the text, which stand elsewhere.
                number: at + LISTED,
                address: item.target.clone(),
            });
        }
    }
    all.retain(|link| link.width > 0 && link.address.len() <= LONGEST);
    all
}

/// Where the numbers of listed links begin.
const LISTED: usize = 1_000_000;

/// What is left of the cells from `x` on in row `y` beside `covered`, each as column and width.
fn beside((x, width): (u16, u16), y: u16, covered: Area) -> Vec<(u16, u16)> {
    if !(covered.y..covered.y + covered.height).contains(&y) {
        return vec![(x, width)];
    }
    let end = x + width;
    let (from, to) = (covered.x, covered.x + covered.width);
    let free = [(x, end.min(from)), (x.max(to), end)].into_iter();
    free.filter(|(from, to)| from < to)
        .map(|(from, to)| (from, to - from))
        .collect()
}

/// Draws the numbers of the links over the text, where they are asked for: those that the number
/// typed so far may become.
pub(super) fn hints(state: &State, looks: &Looks, buffer: &mut Canvas) {
    let (Some(Overlay::Hints(input)), Some(area)) = (&state.overlay, state.layout.reader) else {
        return;
    };
    // Brackets set a number off where there are no colours.
    let style = looks.role(Role::Accent);
    let style = style.add_modifier(Modifier::BOLD | Modifier::REVERSED);
    let mut free = (area.x, 0);
    for hint in link_hints(state) {
        let number = hint.number.to_string();
        if !number.starts_with(input.text()) {
            continue;
        }
        let label = format!("[{number}]");
        let width = cast(buffer.widths.cells(&label));
        let last = (area.x + area.width).saturating_sub(width);
        // Two links that stand close have their numbers side by side.
        let after = if free.1 == hint.y { free.0 } else { area.x };
        let x = hint.x.min(last).max(after);
        if x <= last {
            clear_half(buffer, x, hint.y);
            free = (put(buffer, x, hint.y, width, &label, style), hint.y);
        }
    }
}

/// Takes away a wide character whose second half is about to be drawn over.
fn clear_half(buffer: &mut Canvas, x: u16, y: u16) {
    let widths = buffer.widths;
    if let Some(before) = x.checked_sub(1).and_then(|x| buffer.cell_mut((x, y)))
        && widths.cells(before.symbol()) > 1
    {
        before.set_symbol(" ");
    }
}

/// How many cells of a row of the list go to what.
struct Columns {
    number: usize,
    label: usize,
    address: usize,
}

/// Blanks between two columns.
const GAP: usize = 2;

impl Columns {
    fn new(items: &[Address], width: usize, widths: Widths) -> Self {
        let number = widths.cells(&items.len().to_string());
        let labels = items.iter().map(|item| widths.cells(&item.label));
        let label = labels.max().unwrap_or(0).min(LABELS).min(width / 2);
        Self {
            number,
            label,
            address: width.saturating_sub(number + label + 2 * GAP),
        }
    }

    /// Cells before the address.
    fn before(&self) -> usize {
        self.number + self.label + 2 * GAP
    }
}

/// The addresses with their numbers, in rows of `width` cells.
pub(super) fn rows(items: &[Address], looks: &Looks, width: usize, widths: Widths) -> Vec<Row> {
    let columns = Columns::new(items, width, widths);
    let between = " ".repeat(GAP);
    let row = |(number, item): (usize, &Address)| {
        let digits = columns.number;
        let number = format!("{number:>digits$}");
        let label = widths.fit(&item.label, columns.label);
        let free = " ".repeat(columns.label.saturating_sub(widths.cells(&label)));
        let words = match read_from_the_right(&item.label) {
            true => format!("{free}{}{between}", isolated(&label)),
            false => format!("{}{free}{between}", isolated(&label)),
        };
        let address = widths.fit(&item.target, columns.address).into_owned();
        vec![
            (number + &between, looks.role(Role::Accent)),
            (words, looks.role(Role::Text)),
            (address, looks.role(Role::Faint)),
        ]
    };
    (1..).zip(items).map(row).collect()
}

/// What the list says of its keys, and the number that is being typed.
pub(super) fn list_hint(state: &State, number: &Input) -> String {
    let key = state.keymap.keys_of(Command::Copy).into_iter().next();
    let copies = key.map_or_else(String::new, |key| format!("; {key} copies"));
    match number.text() {
        "" => format!("Enter or a number opens{copies}; Esc closes"),
        typed => format!("link {typed}…; Enter opens"),
    }
}

fn cast(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX / 2)
}
