//! A picture in cells: each is two points, one above the other, in the colours of its two halves. So it
//! needs nothing of the terminal but colours, is clipped, scrolled and taken away as any text is. Where
//! the terminal has graphics of its own the cells stay blank, and it is told what lies over them.

use std::sync::Arc;

use ratatui::style::{Color, Style};

use crate::app::{Area, Overlay, State};
use crate::config::{Graphics, Pictures};
use crate::model::Raster;

use super::canvas::Canvas;
use super::put;

/// A picture that the terminal is to draw over cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// What it shows.
    pub raster: Arc<Raster>,
    /// The cells that it may take, of which there are some.
    pub area: Area,
    /// In which way.
    pub graphics: Graphics,
}

/// The picture that lies over the cells; `None` where there is none.
pub fn over_cells(state: &State) -> Option<Over> {
    let (Some(overlay), Some(Pictures::Over(graphics))) = (&state.overlay, state.view.pictures)
    else {
        return None;
    };
    let Overlay::Picture { raster, .. } = overlay else {
        return None;
    };
    let area = overlay
        .panel(state.size, &state.keymap, state.view.widths)
        .content;
    let some = area.width > 0 && area.height > 0 && !raster.points().is_empty();
    some.then(|| Over {
        raster: Arc::clone(raster),
        area,
        graphics,
    })
}

/// What fills the upper half of a cell.
const HALF: &str = "▀";

/// Draws `raster` in the middle of `area`, as large as it fits. A terminal that would draw half a cell
/// into two gets one point a cell.
pub fn draw(raster: &Raster, area: Area, buffer: &mut Canvas<'_>) {
    let size = raster.fitting(usize::from(area.width), usize::from(area.height) * 2);
    let (columns, rows) = (cast(size.0), cast(size.1.div_ceil(2)));
    let left = area.x + area.width.saturating_sub(columns) / 2;
    let colour = |[red, green, blue]: [u8; 3]| Color::Rgb(red, green, blue);
    for row in 0..rows.min(area.height) {
        for column in 0..columns.min(area.width) {
            let at = |half: usize| (usize::from(column), usize::from(row) * 2 + half);
            if buffer.widths.cells(HALF) > 1 {
                let point = (usize::from(column), usize::from(row));
                let mean = raster.mean(point, (size.0, usize::from(rows)));
                let style = Style::reset().bg(colour(mean));
                put(buffer, left + column, area.y + row, 1, " ", style);
                continue;
            }
            let upper = Style::reset().fg(colour(raster.mean(at(0), size)));
            let both = at(1).1 < size.1;
            let style = if both {
                upper.bg(colour(raster.mean(at(1), size)))
            } else {
                upper
            };
            put(buffer, left + column, area.y + row, 1, HALF, style);
        }
    }
}

fn cast(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
