//! A picture in cells: each is two points, one above the other, in the colours of its two halves. So it
//! needs nothing of the terminal but colours, is clipped, scrolled and taken away as any text is.

use ratatui::style::{Color, Style};

use crate::app::Area;
use crate::model::Raster;

use super::canvas::Canvas;
use super::put;

/// Draws `raster` in the middle of `area`, as large as it fits.
pub fn draw(raster: &Raster, area: Area, buffer: &mut Canvas<'_>) {
    let size = raster.fitting(usize::from(area.width), usize::from(area.height) * 2);
    let (columns, rows) = (cast(size.0), cast(size.1.div_ceil(2)));
    let left = area.x + area.width.saturating_sub(columns) / 2;
    for row in 0..rows.min(area.height) {
        for column in 0..columns.min(area.width) {
            let at = |half: usize| (usize::from(column), usize::from(row) * 2 + half);
            let colour = |[red, green, blue]: [u8; 3]| Color::Rgb(red, green, blue);
            let upper = Style::reset().fg(colour(raster.mean(at(0), size)));
            let both = at(1).1 < size.1;
            let style = if both {
                upper.bg(colour(raster.mean(at(1), size)))
            } else {
                upper
            };
            put(buffer, left + column, area.y + row, 1, "▀", style);
        }
    }
}

fn cast(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
