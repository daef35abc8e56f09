//! Lines that run down the screen, such as those between panes, and marks below each other.

use super::cell::{Cell, Glyph};
use super::grid::Grid;
use super::painter::Painter;

/// Fewer of a kind are left to the rows.
const FEWEST: usize = 4;

/// So many rows apart they are not worth going from one to the next.
const APART: u16 = 3;

/// Writes what stands below each other from top to bottom, where it is not on `screen` yet: a step
/// down and back is two bytes, where a row takes a move and two changes of the pen to get there.
/// `screen` shows it then.
pub(super) fn paint(painter: &mut Painter, screen: &mut Grid, wanted: &Grid) {
    for x in 0..wanted.width() {
        for (cell, rows) in lines(screen, wanted, x) {
            for y in rows {
                painter.go(x, y);
                painter.print(&cell);
                screen.put(x, y, cell);
            }
        }
    }
}

/// Whether there is anything for [`paint`] to write.
pub(super) fn has_lines(screen: &Grid, wanted: &Grid) -> bool {
    (0..wanted.width()).any(|x| !lines(screen, wanted, x).is_empty())
}

/// What is to be written several times in column `x`, and in which rows.
fn lines(screen: &Grid, wanted: &Grid, x: u16) -> Vec<(Cell, Vec<u16>)> {
    let at = |grid: &Grid, y: u16| grid.row(y).get(usize::from(x)).copied();
    let mut lines: Vec<(Cell, Vec<u16>)> = Vec::new();
    for y in 0..wanted.height() {
        let (Some(old), Some(new)) = (at(screen, y), at(wanted, y)) else {
            continue;
        };
        if old == new || old.width != 1 || old.doubtful || !is_mark(&new) {
            continue;
        }
        let near = |rows: &[u16]| rows.last().is_some_and(|&last| y - last <= APART);
        match lines.iter_mut().rfind(|(cell, _)| *cell == new) {
            Some((_, rows)) if near(rows) => rows.push(y),
            _ => lines.push((new, vec![y])),
        }
    }
    lines.retain(|(_, rows)| rows.len() >= FEWEST);
    lines
}

/// Whether it is part of a drawing: that letters stand below each other is chance.
pub(super) fn is_mark(cell: &Cell) -> bool {
    let drawn =
        matches!(cell.glyph, Glyph::Char(char) if !char.is_ascii() && !char.is_alphanumeric());
    // What has a background is part of a picture, of which there is a new one in each row.
    let alone = cell.pen.bg == ratatui::style::Color::Reset && cell.link.is_none();
    drawn && alone && cell.width == 1 && !cell.doubtful
}
