//! What is drawn on: the cells of the screen, and in which order they want what is written from
//! right to left.

use std::num::NonZeroU16;
use std::ops::{Deref, DerefMut};

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::bidi::{Glyph, Levels, Run, glyphs, has_rtl};
use crate::text::{Direction, LineOrder, Span, Widths};

/// The cells that a frame is drawn on.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    order: LineOrder,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, order: LineOrder, widths: Widths) -> Self {
        Self {
            buffer,
            order,
            widths,
        }
    }

    /// Writes what is in order already on one line in at most `width` cells, and says where it
    /// ended.
    pub fn set(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let right = x.saturating_add(width).min(self.buffer.area.right());
        let mut at = x;
        for cluster in text.graphemes(true) {
            let cells = u16::try_from(self.widths.grapheme_cells(cluster)).unwrap_or(u16::MAX);
            if cells == 0 || cluster.contains(char::is_control) {
                continue;
            }
            if cells > right.saturating_sub(at) {
                break;
            }
            // Ratatui reckons a few clusters otherwise, and passes over as many cells.
            let told = match NonZeroU16::new(cells) {
                Some(cells) if cluster.cell_width() != cells.get() => {
                    CellDiffOption::ForcedWidth(cells)
                }
                _ => CellDiffOption::None,
            };
            self.buffer[(at, y)]
                .set_symbol(cluster)
                .set_style(style)
                .set_diff_option(told);
            for hidden in at + 1..at + cells {
                self.buffer[(hidden, y)].reset();
            }
            at += cells;
        }
        at
    }

    /// Writes `parts` as one line in at most `width` cells, which begins as `direction` says, and says
    /// where it ended. What is isolated in it has a direction of its own.
    pub fn put(
        &mut self,
        (x, y): (u16, u16),
        width: u16,
        parts: &[(&str, Style)],
        direction: Direction,
    ) -> u16 {
        let right = x.saturating_add(width);
        let as_read = self.order == LineOrder::Logical
            || (direction == Direction::LeftToRight
                && !parts.iter().any(|(text, _)| has_rtl(text)));
        if as_read {
            return parts.iter().fold(x, |at, (text, style)| {
                self.set(at, y, right.saturating_sub(at), text, *style)
            });
        }
        let line: String = parts.iter().map(|(text, _)| *text).collect();
        let line = self.widths.clip(&line, usize::from(width));
        let mut at = match direction {
            Direction::LeftToRight => x,
            Direction::RightToLeft => {
                right
                    - u16::try_from(self.widths.cells(line))
                        .unwrap_or(width)
                        .min(width)
            }
        };
        for glyph in in_order(line, direction) {
            let style = style_at(parts, glyph.span.start);
            at = self.set(at, y, right.saturating_sub(at), &glyph.symbol, style);
        }
        at
    }

    /// Cells at the left of what stands at `offset` of `line`, which begins at the left.
    pub fn cells_before(&self, line: &str, offset: usize) -> u16 {
        let before = if self.order == LineOrder::Logical || !has_rtl(line) {
            self.widths.cells(line.get(..offset).unwrap_or(line))
        } else {
            let line = in_order(line, Direction::LeftToRight);
            let left = line.iter().take_while(|g| !g.span.contains(offset));
            left.map(|glyph| self.widths.grapheme_cells(&glyph.symbol))
                .sum()
        };
        u16::try_from(before).unwrap_or(u16::MAX)
    }
}

/// The clusters of `line` from left to right.
fn in_order(line: &str, direction: Direction) -> Vec<Glyph<'_>> {
    let all = Span::new(0, line.len());
    let levels = Levels::of(line, all, direction);
    let as_read = vec![Run {
        span: all,
        rtl: false,
    }];
    let runs = levels.map_or(as_read, |levels| levels.runs(line, all));
    glyphs(line, &runs)
}

/// The style of the part that `offset` of all of them is in.
fn style_at(parts: &[(&str, Style)], offset: usize) -> Style {
    let mut end = 0;
    let part = parts.iter().find(|(text, _)| {
        end += text.len();
        offset < end
    });
    part.map_or_else(Style::new, |(_, style)| *style)
}

impl Deref for Canvas<'_> {
    type Target = Buffer;
    fn deref(&self) -> &Buffer {
        self.buffer
    }
}

impl DerefMut for Canvas<'_> {
    fn deref_mut(&mut self) -> &mut Buffer {
        self.buffer
    }
}
