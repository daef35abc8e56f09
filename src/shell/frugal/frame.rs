//! From one screen to the next.

use super::cell::Names;
use super::features::Features;
use super::grid::Grid;
use super::painter::{Memory, Painter};
use super::scroll::{Scroll, candidates};
use super::{column, row};

/// The fewest bytes found that turn `screen` into `wanted`, and what the terminal remembers then.
///
/// What moved is looked for, and each way to move it is tried out in full: it is taken when all in
/// all it sends less. So are lines that run down the screen.
pub(super) fn plan(
    screen: &Grid,
    wanted: &Grid,
    memory: Memory,
    features: Features,
    names: &Names,
) -> (Vec<u8>, Memory) {
    let attempt = |scrolls: &[Scroll], columns: bool| {
        let painter = Painter::new(memory, features, names, wanted.width());
        paint(painter, screen, wanted, scrolls, columns)
    };
    let mut best = attempt(&[], false);
    let mut scrolls = Vec::new();
    if best.0.len() <= LEAST {
        return best;
    }
    for ways in candidates(screen, wanted, memory.region, features) {
        let mut chosen = None;
        for way in ways {
            scrolls.push(way);
            let tried = attempt(&scrolls, false);
            scrolls.pop();
            if tried.0.len() < best.0.len() {
                best = tried;
                chosen = Some(way);
            }
        }
        scrolls.extend(chosen);
    }
    if best.0.len() > LEAST_WITH_COLUMNS {
        let tried = attempt(&scrolls, true);
        if tried.0.len() < best.0.len() {
            best = tried;
        }
    }
    best
}

/// What a scroll costs at least; a frame that takes no more is not looked at twice.
const LEAST: usize = 24;

/// A frame that takes no more has no line to draw down the screen.
const LEAST_WITH_COLUMNS: usize = 256;

fn paint(
    mut painter: Painter,
    screen: &Grid,
    wanted: &Grid,
    scrolls: &[Scroll],
    columns: bool,
) -> (Vec<u8>, Memory) {
    // Rows are shared until they change.
    let mut screen = screen.clone();
    for &scroll in scrolls {
        painter.scroll(scroll, next_column(wanted, scroll));
        screen.scroll(scroll);
    }
    if columns {
        column::paint(&mut painter, &mut screen, wanted);
    }
    for y in 0..wanted.height() {
        if !screen.same_row(wanted, y) {
            row::paint(&mut painter, y, screen.row(y), wanted.row(y));
        }
    }
    painter.take_link(None);
    painter.end()
}

/// The column in which the first row that comes in begins: a good place for the cursor to be.
fn next_column(wanted: &Grid, scroll: Scroll) -> u16 {
    let row = wanted.row(scroll.first_in());
    let written = row.iter().position(|cell| !cell.is_blank());
    written.and_then(|x| u16::try_from(x).ok()).unwrap_or(0)
}
