//! Tab stops: with one where a pane begins, a tab is a whole way there.
//!
//! Stops stay until they are set otherwise, so they are set anew only when a frame gets shorter by
//! that, the setting counted. Before the first time nobody knows where they are.

use super::cell::Cell;
use super::column;
use super::grid::Grid;
use super::sequence::Sequence;

/// The columns that tabs go to, from left to right; none where they are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stops([Option<u16>; MOST]);

/// More do not pay for being set.
const MOST: usize = 4;

/// The Linux console has stops in as many columns, and takes no notice of one that is set beyond.
const KNOWN: u16 = 256;

/// With fewer rows that begin there a stop saves less than it takes.
const FEWEST: usize = 4;

/// So many cells without writing are longer to pass over than to tab over.
const GAP: usize = 4;

impl Stops {
    /// The columns in which writing most often begins behind a gap, in rows that `screen` and
    /// `wanted` do not share.
    pub(super) fn worth_having(screen: &Grid, wanted: &Grid) -> Self {
        let mut begins = vec![0_usize; usize::from(wanted.width())];
        for y in (0..wanted.height()).filter(|&y| !screen.same_row(wanted, y)) {
            let (old, new) = (screen.row(y), wanted.row(y));
            // What stands before the first column ends at it.
            let mut passed = 0;
            for (x, (old, new)) in old.iter().zip(new).enumerate() {
                // Lines are drawn as such.
                let is_written = old != new && *new != Cell::BLANK && !column::is_mark(new);
                if is_written && (passed >= GAP || x > 0 && passed == x) {
                    begins[x] += 1;
                }
                passed = if is_written { 0 } else { passed + 1 };
            }
        }
        let mut best: Vec<u16> = (0..wanted.width().min(KNOWN))
            .filter(|&x| begins[usize::from(x)] >= FEWEST)
            .collect();
        best.sort_by_key(|&x| (std::cmp::Reverse(begins[usize::from(x)]), x));
        best.truncate(MOST);
        best.sort_unstable();
        let mut stops = Self::default();
        for (stop, column) in stops.0.iter_mut().zip(best) {
            *stop = Some(column);
        }
        stops
    }

    /// Whether there is nothing to tab to.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The columns, from left to right.
    pub(super) fn columns(self) -> impl Iterator<Item = u16> {
        self.0.into_iter().flatten()
    }

    /// The shortest way right with tabs in it, from column `from` to column `to` of the same row.
    pub(super) fn way(self, from: u16, to: u16) -> Option<Sequence> {
        let passed = self.columns().filter(|stop| (from + 1..=to).contains(stop));
        let (count, last) = passed.fold((0, from), |(count, _), stop| (count + 1, stop));
        let tabs = &b"\t\t\t\t"[..count];
        let short = (count > 0).then(|| {
            let on = match to - last {
                0 => Sequence::new(),
                more => Sequence::csi(more, b'C'),
            };
            Sequence::of(tabs).then(on)
        });
        let beyond = self.columns().find(|&stop| stop > to);
        let back = beyond.map(|stop| usize::from(stop - to));
        let long = back.filter(|&back| back < 4).map(|back| {
            let tabs = Sequence::of(tabs).then(Sequence::of(b"\t"));
            tabs.then(Sequence::of(&b"\x08\x08\x08"[..back]))
        });
        short
            .into_iter()
            .chain(long)
            .min_by_key(|sequence| sequence.len())
    }
}

/// What gives a terminal of `columns` the stops back that it begins with, one every eight columns.
/// The cursor is somewhere in its row then.
pub fn usual_stops(columns: u16) -> String {
    let stops = usize::from(columns.saturating_sub(1) / 8);
    format!("\x1b[3g\r{}", "\x1b[8C\x1bH".repeat(stops))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(stops: &[u16], from: u16, to: u16) -> Option<String> {
        let mut set = Stops::default();
        for (stop, &column) in set.0.iter_mut().zip(stops) {
            *stop = Some(column);
        }
        let way = set.way(from, to)?;
        Some(String::from_utf8_lossy(way.bytes()).into_owned())
    }

    #[test]
    fn a_tab_is_taken_with_what_is_left_of_the_way_forth_or_back() {
        let stops = [10, 30, 60];
        for (from, to, bytes) in [
            (0, 10, Some("\t")),
            (0, 30, Some("\t\t")),
            (10, 30, Some("\t")),
            (0, 12, Some("\t\x1b[2C")),
            (0, 9, Some("\t\x08")),
            (12, 27, Some("\t\x08\x08\x08")),
            (12, 26, None),
            (30, 40, None),
            (61, 70, None),
        ] {
            assert_eq!(way(&stops, from, to).as_deref(), bytes, "{from} to {to}");
        }
        assert_eq!(way(&[], 0, 40), None);
    }
}
