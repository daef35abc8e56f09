//! Finding blocks of rows that moved.

use std::collections::HashMap;
use std::ops::Range;

use super::cell::{Cell, Glyph};
use super::cursor::Region;
use super::features::Features;
use super::grid::Grid;

/// Some rows move up or down together; what leaves the region is lost, what comes in is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first and the last row of the region.
    pub(super) top: u16,
    pub(super) bottom: u16,
    /// The first and the last column; `None` for all of them.
    pub(super) columns: Option<(u16, u16)>,
    /// How many rows what is there moves up; down where that is negative.
    pub(super) by: i16,
}

impl Scroll {
    /// The first of the rows that come in.
    pub(super) fn first_in(self) -> u16 {
        if self.by > 0 {
            (self.bottom + 1).saturating_sub(self.by.unsigned_abs())
        } else {
            self.top
        }
    }

    /// Whether the edges of what moves part no glyph on `screen`, and none may reach over them.
    pub(super) fn is_possible(self, screen: &Grid) -> bool {
        let Some((left, right)) = self.columns else {
            return true;
        };
        // No terminal takes margins with a single column between them.
        left < right
            && (self.top..=self.bottom).all(|y| {
                let row = screen.row(y);
                let starts = |x: u16| {
                    let cell = row.get(usize::from(x));
                    cell.is_none_or(|cell| cell.glyph != Glyph::Tail)
                };
                starts(left) && starts(right + 1) && !row.iter().any(|cell| cell.doubtful)
            })
    }
}

/// More blocks than this do not move in one frame.
const MOST_BANDS: usize = 4;

/// Columns in which anything changed, with fewer unchanged ones than this between them, belong
/// together.
const GAP: usize = 2;

/// What may be worth a try to get from `screen` to `wanted`, by the blocks of columns that moved;
/// each is a list of ways to move that block, and the blocks with the most to win come first.
pub(super) fn candidates(
    screen: &Grid,
    wanted: &Grid,
    region: Region,
    features: Features,
) -> Vec<Vec<Scroll>> {
    if !features.regions {
        return Vec::new();
    }
    let changed: Vec<u16> = (0..wanted.height())
        .filter(|&y| !screen.same_row(wanted, y))
        .collect();
    let mut found: Vec<(usize, Vec<Scroll>)> = bands(screen, wanted, &changed)
        .into_iter()
        .filter_map(|band| {
            let shifts = Band {
                screen,
                wanted,
                band,
                region,
                features,
            };
            shifts.scrolls(&changed)
        })
        .collect();
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.truncate(MOST_BANDS);
    found.into_iter().map(|(_, scrolls)| scrolls).collect()
}

/// The blocks of columns in which something changed.
fn bands(screen: &Grid, wanted: &Grid, changed: &[u16]) -> Vec<Range<usize>> {
    let mut differs = vec![false; usize::from(wanted.width())];
    for &y in changed {
        let pairs = screen.row(y).iter().zip(wanted.row(y));
        for (flag, (old, new)) in differs.iter_mut().zip(pairs) {
            *flag |= old != new;
        }
    }
    let mut bands: Vec<Range<usize>> = Vec::new();
    for (x, _) in differs.iter().enumerate().filter(|(_, differs)| **differs) {
        match bands.last_mut() {
            Some(band) if x - band.end < GAP => band.end = x + 1,
            _ => bands.push(x..x + 1),
        }
    }
    bands
}

/// A block of columns before and after.
struct Band<'a> {
    screen: &'a Grid,
    wanted: &'a Grid,
    band: Range<usize>,
    region: Region,
    features: Features,
}

impl Band<'_> {
    fn was(&self, y: u16) -> &[Cell] {
        self.screen.row(y).get(self.band.clone()).unwrap_or(&[])
    }

    fn becomes(&self, y: u16) -> &[Cell] {
        self.wanted.row(y).get(self.band.clone()).unwrap_or(&[])
    }

    /// How to move what moved here, and how many cells that puts in their place.
    fn scrolls(&self, changed: &[u16]) -> Option<(usize, Vec<Scroll>)> {
        let (by, weight, rows) = self.shift(changed)?;
        // Rows that the block begins or ends with may be the same before and after.
        let mut wide = rows.clone();
        let belongs = |y: u16| self.was(y) != self.becomes(y) || written(self.was(y)) == 0;
        while wide.start > 0 && belongs(wide.start - 1) {
            wide.start -= 1;
        }
        while wide.end < self.wanted.height() && belongs(wide.end) {
            wide.end += 1;
        }
        let current = self.region.top..self.region.bottom + 1;
        let mut regions = Vec::new();
        let is_part = current.len() < usize::from(self.region.height);
        if is_part && current.start <= rows.start && rows.end <= current.end {
            regions.push(current);
        }
        for rows in [wide, rows] {
            if !regions.contains(&rows) {
                regions.push(rows);
            }
        }
        let mut scrolls = Vec::new();
        for rows in regions {
            let scroll = Scroll {
                top: rows.start,
                bottom: rows.end - 1,
                columns: None,
                by,
            };
            let columns = (self.band.start as u16, self.band.end as u16 - 1);
            if self.features.margins {
                scrolls.push(Scroll {
                    columns: Some(columns),
                    ..scroll
                });
            }
            scrolls.push(scroll);
        }
        Some((weight, scrolls))
    }

    /// By how much most of the block moved, how many cells say so, and the rows that take part.
    fn shift(&self, changed: &[u16]) -> Option<(i16, usize, Range<u16>)> {
        let mut places: HashMap<u64, Vec<u16>> = HashMap::new();
        for &y in changed {
            if written(self.was(y)) > 0 {
                places.entry(hash(self.was(y))).or_default().push(y);
            }
        }
        let mut votes: HashMap<i16, (usize, Range<u16>)> = HashMap::new();
        for &y in changed {
            let weight = written(self.becomes(y));
            if weight == 0 || self.was(y) == self.becomes(y) {
                continue;
            }
            for &from in places.get(&hash(self.becomes(y))).into_iter().flatten() {
                let by = i32::from(from) - i32::from(y);
                let Ok(by) = i16::try_from(by) else { continue };
                let rows = from.min(y)..from.max(y) + 1;
                let vote = votes.entry(by).or_insert((0, rows.clone()));
                vote.0 += weight;
                vote.1 = vote.1.start.min(rows.start)..vote.1.end.max(rows.end);
            }
        }
        // Among equals the smallest step, so that the choice does not hang on a hasher.
        let best = votes
            .into_iter()
            .max_by_key(|(by, (weight, _))| (*weight, -by.abs(), *by));
        best.map(|(by, (weight, rows))| (by, weight, rows))
    }
}

/// How many cells are not blank.
fn written(cells: &[Cell]) -> usize {
    cells.iter().filter(|&&cell| cell != Cell::BLANK).count()
}

/// A number for what is written there; that two rows share one by chance costs a look and no more.
fn hash(cells: &[Cell]) -> u64 {
    cells.iter().fold(0, |hash: u64, cell| {
        let glyph = match cell.glyph {
            Glyph::Char(char) => u64::from(char),
            Glyph::Cluster(number) => u64::from(number) << 32,
            Glyph::Tail => u64::MAX,
        };
        // The constant is that of FxHash.
        (hash.rotate_left(5) ^ glyph).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
