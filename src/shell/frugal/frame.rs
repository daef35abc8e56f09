//! From one screen to the next.

use super::cell::Names;
use super::features::Features;
use super::grid::Grid;
use super::painter::{Memory, Painter};
use super::scroll::{Scroll, candidates};
use super::stops::Stops;
use super::{column, row};

/// The fewest bytes found that turn `screen` into `wanted`, and what the terminal remembers then.
///
/// What moved is looked for, and moving it is tried out in full: it is taken when all in all it
/// sends less. So are lines that run down the screen, and tab stops.
pub(super) fn plan(
    screen: &Grid,
    wanted: &Grid,
    memory: Memory,
    features: Features,
    names: &Names,
) -> (Vec<u8>, Memory) {
    let attempt = |manner: &Manner, shorter_than: usize| {
        let painter = Painter::new(memory, features, names, wanted.width());
        paint(painter, screen, wanted, manner, shorter_than)
    };
    let mut manner = Manner::default();
    let Some(mut best) = attempt(&manner, usize::MAX) else {
        return (Vec::new(), memory);
    };
    if best.0.len() <= LEAST {
        return best;
    }
    let mut moved = screen.clone();
    for ways in candidates(screen, wanted, memory.region, features) {
        let left = |&way: &Scroll| {
            let mut moved = moved.clone();
            moved.scroll(way);
            moved.differing(wanted) + way.columns.map_or(0, |_| MARGINS)
        };
        let possible = ways.into_iter().filter(|way| way.is_possible(&moved));
        let Some(way) = possible.min_by_key(left) else {
            continue;
        };
        manner.scrolls.push(way);
        if let Some(shorter) = attempt(&manner, best.0.len()) {
            best = shorter;
            moved.scroll(way);
        } else {
            manner.scrolls.pop();
        }
    }
    if best.0.len() > LARGE && column::has_lines(&moved, wanted) {
        manner.columns = true;
        match attempt(&manner, best.0.len()) {
            Some(shorter) => best = shorter,
            None => manner.columns = false,
        }
    }
    if best.0.len() > LARGE && features.tabs {
        let stops = Stops::worth_having(&moved, wanted);
        if !stops.is_empty() && stops != memory.stops {
            manner.stops = Some(stops);
            best = attempt(&manner, best.0.len()).unwrap_or(best);
        }
    }
    best
}

/// What a scroll costs at least; a frame that takes no more is not looked at twice.
const LEAST: usize = 24;

/// What margins at the sides take about, in bytes.
const MARGINS: usize = 30;

/// A frame that takes no more has no line to draw down the screen, and tab stops do not pay.
const LARGE: usize = 256;

/// How a frame is painted.
#[derive(Default)]
struct Manner {
    /// What is moved first.
    scrolls: Vec<Scroll>,
    /// Whether lines that run down the screen are drawn as such.
    columns: bool,
    /// Tab stops to be set.
    stops: Option<Stops>,
}

/// What paints the frame in this manner, where that is fewer bytes than `shorter_than`.
fn paint(
    mut painter: Painter,
    screen: &Grid,
    wanted: &Grid,
    manner: &Manner,
    shorter_than: usize,
) -> Option<(Vec<u8>, Memory)> {
    // Rows are shared until they change.
    let mut screen = screen.clone();
    for &scroll in &manner.scrolls {
        painter.scroll(scroll, next_column(wanted, scroll));
        screen.scroll(scroll);
    }
    if manner.columns {
        column::paint(&mut painter, &mut screen, wanted);
    }
    if let Some(stops) = manner.stops {
        painter.take_stops(stops);
    }
    for y in 0..wanted.height() {
        if painter.len() >= shorter_than {
            return None;
        }
        if !screen.same_row(wanted, y) {
            row::paint(&mut painter, y, screen.row(y), wanted.row(y));
        }
    }
    painter.take_link(None);
    Some(painter.end()).filter(|(bytes, _)| bytes.len() < shorter_than)
}

/// The column in which the first row that comes in begins: a good place for the cursor to be.
fn next_column(wanted: &Grid, scroll: Scroll) -> u16 {
    let row = wanted.row(scroll.first_in());
    let written = row.iter().position(|cell| !cell.is_blank());
    written.and_then(|x| u16::try_from(x).ok()).unwrap_or(0)
}
