//! Where the cursor is, and the cheapest way to where it should be.

use std::cmp::Ordering;

use super::sequence::Sequence;
use super::stops::Stops;

/// What is known of where the cursor is; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cursor {
    pub(super) row: Option<u16>,
    /// `None` also when the last column was written to: whether the next move starts there or
    /// beyond is not the same in all terminals.
    pub(super) column: Option<u16>,
}

/// The rows that scroll, and how many there are in all. Moves that step from row to row end at the
/// edges of the former.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) height: u16,
}

impl Region {
    /// All of `height` rows.
    pub(super) fn whole(height: u16) -> Self {
        Self {
            top: 0,
            bottom: height.saturating_sub(1),
            height,
        }
    }

    fn holds(self, row: u16) -> bool {
        (self.top..=self.bottom).contains(&row)
    }
}

impl Cursor {
    /// At a known place.
    pub(super) fn at(column: u16, row: u16) -> Self {
        Self {
            row: Some(row),
            column: Some(column),
        }
    }

    /// The shortest way to `column` of `row`.
    pub(super) fn way(self, column: u16, row: u16, region: Region, stops: Stops) -> Sequence {
        if self == Self::at(column, row) {
            return Sequence::new();
        }
        let mut best = absolute(column, row);
        let Some(from) = self.row else { return best };
        let mut consider = |way: Sequence| {
            if way.len() < best.len() {
                best = way;
            }
        };
        let down = vertical(from, row, region);
        if let Some(from) = self.column {
            consider(down.then(horizontal(from, column, stops)));
        }
        consider(down.then(to_column(column)));
        // The first column is known from everywhere.
        let along = horizontal(0, column, stops);
        consider(Sequence::of(b"\r").then(down).then(along));
        best
    }
}

fn absolute(column: u16, row: u16) -> Sequence {
    let mut sequence = Sequence::of(b"\x1b[");
    if row > 0 || column > 0 {
        sequence.number(row + 1);
    }
    if column > 0 {
        sequence.push(b";");
        sequence.number(column + 1);
    }
    sequence.push(b"H");
    sequence
}

fn to_column(column: u16) -> Sequence {
    Sequence::csi(column + 1, b'G')
}

/// From row to row in the same column.
fn vertical(from: u16, to: u16, region: Region) -> Sequence {
    if from == to {
        return Sequence::new();
    }
    let to_row = Sequence::csi(to + 1, b'd');
    // Outside of the region not all terminals step alike: some go back to its edge.
    if !region.holds(from) || !region.holds(to) {
        return to_row;
    }
    let steps = from.abs_diff(to);
    let step = if to < from {
        Sequence::csi(steps, b'A')
    } else if steps < 4 {
        // Nothing scrolls: the row stepped to is in the region.
        Sequence::of(&b"\n\n\n"[..usize::from(steps)])
    } else {
        Sequence::csi(steps, b'B')
    };
    if to_row.len() < step.len() {
        to_row
    } else {
        step
    }
}

/// From column to column in the same row.
fn horizontal(from: u16, to: u16, stops: Stops) -> Sequence {
    let steps = from.abs_diff(to);
    match from.cmp(&to) {
        Ordering::Equal => Sequence::new(),
        Ordering::Less => {
            let plainly = Sequence::csi(steps, b'C');
            let tabbed = stops.way(from, to);
            tabbed
                .filter(|way| way.len() < plainly.len())
                .unwrap_or(plainly)
        }
        Ordering::Greater if steps < 4 => Sequence::of(&b"\x08\x08\x08"[..usize::from(steps)]),
        Ordering::Greater => Sequence::csi(steps, b'D'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Cursor, to: (u16, u16), region: Region) -> String {
        String::from_utf8_lossy(from.way(to.0, to.1, region, Stops::default()).bytes()).into_owned()
    }

    #[test]
    fn the_cheapest_move_is_taken() {
        let all = Region::whole(40);
        let here = Cursor::at(10, 5);
        for (to, bytes) in [
            ((10, 5), ""),
            ((0, 0), "\x1b[H"),
            ((0, 5), "\r"),
            ((0, 6), "\r\n"),
            ((10, 7), "\n\n"),
            ((8, 5), "\x08\x08"),
            ((11, 5), "\x1b[C"),
            ((14, 5), "\x1b[4C"),
            ((10, 4), "\x1b[A"),
            ((9, 6), "\n\x08"),
            ((24, 37), "\x1b[38;25H"),
        ] {
            assert_eq!(way(here, to, all), bytes, "to {to:?}");
        }
    }

    #[test]
    fn no_step_ends_at_an_edge_or_scrolls() {
        let region = Region {
            top: 2,
            bottom: 37,
            height: 40,
        };
        assert_eq!(way(Cursor::at(0, 37), (0, 38), region), "\x1b[39H");
        assert_eq!(way(Cursor::at(7, 37), (7, 38), region), "\x1b[39d");
        assert_eq!(way(Cursor::at(0, 2), (0, 1), region), "\x1b[2H");
        assert_eq!(way(Cursor::at(5, 38), (5, 39), region), "\x1b[40d");
    }

    #[test]
    fn an_unknown_column_is_never_stepped_from() {
        let edge = Cursor {
            row: Some(3),
            column: None,
        };
        let all = Region::whole(40);
        assert_eq!(way(edge, (0, 4), all), "\r\n");
        assert_eq!(way(edge, (30, 3), all), "\x1b[31G");
        assert_eq!(way(Cursor::default(), (0, 3), all), "\x1b[4H");
    }
}
