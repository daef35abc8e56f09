//! A screen full of cells.

use std::rc::Rc;

use super::cell::{Cell, Glyph};
use super::scroll::Scroll;

/// Rows of cells. A copy shares its rows until one of the two changes them.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    width: u16,
    rows: Vec<Rc<[Cell]>>,
}

impl Grid {
    /// Nothing but blanks.
    pub(super) fn blank(width: u16, height: u16) -> Self {
        let row = Rc::from(vec![Cell::BLANK; usize::from(width)]);
        Self {
            width,
            rows: vec![row; usize::from(height)],
        }
    }

    /// Columns.
    pub(super) fn width(&self) -> u16 {
        self.width
    }

    /// Rows.
    pub(super) fn height(&self) -> u16 {
        // Made from one.
        self.rows.len() as u16
    }

    /// The cells of row `y`; none below the last one.
    pub(super) fn row(&self, y: u16) -> &[Cell] {
        self.rows.get(usize::from(y)).map_or(&[], |row| row)
    }

    /// Whether row `y` is the same in both.
    pub(super) fn same_row(&self, other: &Self, y: u16) -> bool {
        match (
            self.rows.get(usize::from(y)),
            other.rows.get(usize::from(y)),
        ) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b) || a == b,
            _ => true,
        }
    }

    /// How many cells are not the same in both.
    pub(super) fn differing(&self, other: &Self) -> usize {
        let rows = (0..self.height()).filter(|&y| !self.same_row(other, y));
        rows.map(|y| {
            let pairs = self.row(y).iter().zip(other.row(y));
            pairs.filter(|(a, b)| a != b).count()
        })
        .sum()
    }

    /// The cells of row `y`, to be changed; none below the last one.
    pub(super) fn row_mut(&mut self, y: u16) -> &mut [Cell] {
        self.rows
            .get_mut(usize::from(y))
            .map_or(&mut [], |row| Rc::make_mut(row))
    }

    /// Writes `cell` at `x`, `y`. What it covers half of becomes blank.
    pub(super) fn put(&mut self, x: u16, y: u16, cell: Cell) {
        let row = self.row_mut(y);
        let (start, end) = (usize::from(x), usize::from(x) + usize::from(cell.width));
        if start >= row.len() || end > row.len() {
            return;
        }
        // The head of what the first cell is the rest of, and the rest of what the last one is not
        // the end of.
        let mut head = start;
        while row[head].glyph == Glyph::Tail && head > 0 {
            head -= 1;
        }
        row[head..start].fill(Cell::BLANK);
        let rest = row[end..]
            .iter()
            .take_while(|c| c.glyph == Glyph::Tail)
            .count();
        row[end..end + rest].fill(Cell::BLANK);
        row[start] = cell;
        row[start + 1..end].fill(cell.tail());
    }

    /// Moves what `scroll` moves, leaving blanks.
    pub(super) fn scroll(&mut self, scroll: Scroll) {
        let rows = usize::from(scroll.top)..usize::from(scroll.bottom) + 1;
        let by = usize::from(scroll.by.unsigned_abs()).min(rows.len());
        let up = scroll.by > 0;
        match scroll.columns {
            None => {
                let blank = Rc::from(vec![Cell::BLANK; usize::from(self.width)]);
                let rows = &mut self.rows[rows];
                if up {
                    rows.rotate_left(by);
                    let kept = rows.len() - by;
                    rows[kept..].fill(blank);
                } else {
                    rows.rotate_right(by);
                    rows[..by].fill(blank);
                }
            }
            Some((left, right)) => {
                let columns = usize::from(left)..usize::from(right) + 1;
                let before = self.clone();
                for y in scroll.top..=scroll.bottom {
                    let from = i32::from(y) + i32::from(scroll.by);
                    let source = u16::try_from(from)
                        .ok()
                        .filter(|y| (scroll.top..=scroll.bottom).contains(y));
                    let row = &mut self.row_mut(y)[columns.clone()];
                    match source {
                        Some(source) => row.copy_from_slice(&before.row(source)[columns.clone()]),
                        None => row.fill(Cell::BLANK),
                    }
                }
            }
        }
    }
}
