//! One row: from the cells that are there to those that are wanted.

use super::cell::{Cell, Glyph};
use super::painter::Painter;
use super::sequence::Sequence;

/// Writes what differs between `old`, which row `y` shows, and `new`, in the fewest bytes found.
pub(super) fn paint(painter: &mut Painter, y: u16, old: &[Cell], new: &[Cell]) {
    if old.iter().chain(new).any(|cell| cell.doubtful) {
        return repaint(painter, y, new);
    }
    let changed = changed(old, new);
    let Some(first) = changed.iter().position(|&c| c) else {
        return;
    };
    let start = painter.mark();
    Row {
        painter,
        y,
        new,
        changed: &changed,
    }
    .patch(first);
    // A row that loses much is cheaper erased first.
    let tail = new.last().copied().unwrap_or(Cell::BLANK);
    let erasable = tail.is_erased(painter.features.erase_to_colour);
    let lost = |(x, cell): (usize, &Cell)| x >= first && changed[x] && *cell == tail;
    if !erasable || new.iter().enumerate().filter(|&pair| lost(pair)).count() < LEAST_LOST {
        return;
    }
    let patched = painter.take_back(start);
    painter.go(first as u16, y);
    painter.erase_to_end(&tail);
    let differs: Vec<bool> = new
        .iter()
        .enumerate()
        .map(|(x, cell)| x >= first && *cell != tail)
        .collect();
    if let Some(next) = differs.iter().position(|&d| d) {
        Row {
            painter,
            y,
            new,
            changed: &differs,
        }
        .patch(next);
    }
    let erased = painter.take_back(start);
    painter.redo(if erased.0.len() < patched.0.len() {
        erased
    } else {
        patched
    });
}

/// With fewer blanks to write than this, erasing the row first cannot be cheaper.
const LEAST_LOST: usize = 4;

/// More unchanged cells than this are never written again rather than passed over.
const LONGEST_GAP: usize = 16;

/// Which cells are to be written: all that differ, and the others of each glyph that one of them
/// belongs to, before or after. Half a wide glyph cannot be kept.
fn changed(old: &[Cell], new: &[Cell]) -> Vec<bool> {
    let mut changed: Vec<bool> = old.iter().zip(new).map(|(old, new)| old != new).collect();
    let wide = |row: &[Cell], x: usize| row.get(x).is_some_and(|cell| cell.glyph == Glyph::Tail);
    let is_tail = |cell: &Cell| cell.glyph == Glyph::Tail;
    if !old.iter().chain(new).any(is_tail) {
        return changed;
    }
    // To the right, then to the left.
    for x in 1..changed.len() {
        changed[x] |= changed[x - 1] && (wide(old, x) || wide(new, x));
    }
    for x in (1..changed.len()).rev() {
        changed[x - 1] |= changed[x] && (wide(old, x) || wide(new, x));
    }
    for x in 1..changed.len() {
        changed[x] |= changed[x - 1] && (wide(old, x) || wide(new, x));
    }
    changed
}

struct Row<'a, 'p> {
    painter: &'a mut Painter<'p>,
    y: u16,
    new: &'a [Cell],
    changed: &'a [bool],
}

impl Row<'_, '_> {
    /// Writes what changed from `first` on.
    fn patch(mut self, first: usize) {
        let mut x = first;
        while x < self.new.len() {
            x = if self.changed[x] {
                self.write(x)
            } else {
                let Some(next) = self.next_changed(x) else {
                    return;
                };
                if self.is_worth_writing(x, next) {
                    for cell in &self.new[x..next] {
                        if cell.glyph != Glyph::Tail {
                            self.painter.print(cell);
                        }
                    }
                }
                next
            };
        }
    }

    fn next_changed(&self, from: usize) -> Option<usize> {
        let next = self.changed[from..].iter().position(|&changed| changed);
        next.map(|by| from + by)
    }

    /// Whether it is cheaper to write the unchanged cells from `x` to `next` once more than to
    /// pass over them.
    fn is_worth_writing(&self, x: usize, next: usize) -> bool {
        let painter = &*self.painter;
        let gap = &self.new[x..next];
        let here = painter.memory.cursor.column == Some(x as u16)
            && painter.memory.cursor.row == Some(self.y);
        // Half a glyph cannot be written; neither is a link opened for so little.
        let target = &self.new[next];
        let kept = |cell: &Cell| [painter.memory.link, target.link].contains(&cell.link);
        if !here || gap.len() > LONGEST_GAP || gap[0].glyph == Glyph::Tail || !gap.iter().all(kept)
        {
            return false;
        }
        let mut pen = painter.memory.pen;
        let mut writing = 0;
        for cell in gap.iter().filter(|cell| cell.glyph != Glyph::Tail) {
            writing += painter.bytes_of(cell);
            if !Painter::is_right(pen, cell) {
                let (way, after) = Painter::pen_for(pen, cell);
                pen = Some(after);
                writing += way.len();
            }
        }
        writing += Painter::pen_for(pen, target).0.len();
        let passing = painter.cost_of_way(next as u16, self.y)
            + Painter::pen_for(painter.memory.pen, target).0.len();
        writing <= passing
    }

    /// Writes the cell at `x` and what is the same to its right; says what comes next.
    fn write(&mut self, x: usize) -> usize {
        let cell = self.new[x];
        if cell.width != 1 {
            if cell.glyph != Glyph::Tail {
                self.painter.go(x as u16, self.y);
                self.painter.print(&cell);
            }
            return x + usize::from(cell.width.max(1));
        }
        let same = self.new[x..].iter().take_while(|c| **c == cell).count();
        let end = x + same;
        // What has to be written of the run.
        let last = (x..end).rev().find(|&x| self.changed[x]).unwrap_or(x);
        let count = (last + 1 - x) as u16;
        self.painter.go(x as u16, self.y);
        if cell.is_erased(self.painter.features.erase_to_colour) {
            let plainly = self.painter.cost_of_run(&cell, count);
            if end == self.new.len() && plainly > ERASE_TO_END {
                self.painter.erase_to_end(&cell);
                return end;
            }
            let next = self.next_changed(last + 1);
            let way_on = |from: usize| {
                let way = |to: usize| self.painter.cost_along(self.y, from as u16, to as u16);
                next.map_or(0, way)
            };
            // The cursor stays where it was.
            let erasing = Sequence::csi(count, b'X').len() + way_on(x);
            if self.painter.features.erase_cells && erasing < plainly + way_on(last + 1) {
                self.painter.erase_cells(&cell, count);
                return last + 1;
            }
        }
        self.painter.print_run(&cell, count);
        last + 1
    }
}

/// What `EL` takes, in bytes.
const ERASE_TO_END: usize = 3;

/// Writes the whole row anew, where a glyph in it may be drawn wider or narrower than it counts:
/// whatever such a glyph spills over is written after it, from a place that is given outright.
fn repaint(painter: &mut Painter, y: u16, new: &[Cell]) {
    painter.go(0, y);
    painter.erase_to_end(&Cell::BLANK);
    let shown = |cell: &Cell| *cell != Cell::BLANK;
    let Some(end) = new.iter().rposition(shown).map(|x| x + 1) else {
        return;
    };
    let first = new.iter().position(shown).unwrap_or(0);
    let doubtful = |cell: &Cell| cell.doubtful && cell.glyph != Glyph::Tail;
    let last_doubtful = new.iter().rposition(doubtful);
    let at_edge = last_doubtful.is_some_and(|x| x + WIDEST >= new.len());
    if at_edge {
        painter.wrap(false);
    }
    for (x, cell) in new.iter().enumerate().take(end).skip(first) {
        if cell.glyph != Glyph::Tail {
            painter.go(x as u16, y);
            painter.print(cell);
        }
    }
    if at_edge {
        painter.wrap(true);
    }
    if last_doubtful.is_some() && end < new.len() {
        painter.go(end as u16, y);
        painter.erase_to_end(&Cell::BLANK);
    }
}

/// As many cells as a terminal that draws the parts of a glyph beside each other may need.
const WIDEST: usize = 16;
