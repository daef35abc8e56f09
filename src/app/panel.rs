//! Where an overlay lies, and where its content is in it.

use super::layout::{Area, HEADED};

/// The widest that an overlay gets. A screen with little more is covered whole: a strip of panes
/// beside it would only confuse.
const WIDEST: u16 = 96;

/// The place of an overlay on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panel {
    /// All of it: its first row holds the title.
    pub area: Area,
    /// The row of the line that is typed; where there are few rows, the title's own.
    pub prompt: u16,
    /// The rows of its content.
    pub content: Area,
    /// Whether it has edges above and below: not where there are few rows, which all go to the
    /// content.
    pub edged: bool,
}

impl Panel {
    /// The panel with `rows` rows of content on a screen of this size.
    pub fn new(size: (u16, u16), rows: usize) -> Self {
        let (columns, lines) = size;
        let width = if columns < WIDEST + 12 {
            columns
        } else {
            WIDEST
        };
        let x = (columns - width) / 2;
        let wanted = u16::try_from(rows).unwrap_or(u16::MAX);
        if lines < HEADED {
            let height = lines.saturating_sub(1);
            return Self {
                area: Area {
                    x,
                    y: 0,
                    width,
                    height,
                },
                prompt: 0,
                content: Area {
                    x,
                    y: 1,
                    width,
                    height: height.saturating_sub(1),
                },
                edged: false,
            };
        }
        // Above the content stand the title and the prompt, below it a blank and the edge.
        let height = wanted.saturating_add(4).min(lines - 4);
        Self {
            area: Area {
                x,
                y: 2,
                width,
                height,
            },
            prompt: 3,
            content: Area {
                x: x + 2.min(width),
                y: 4,
                width: width.saturating_sub(4),
                height: height - 4,
            },
            edged: true,
        }
    }

    /// How many rows of content are shown at once.
    pub fn rows(&self) -> usize {
        usize::from(self.content.height)
    }

    /// The first row shown so that the one at `cursor` is among them.
    pub fn first_row(&self, cursor: usize) -> usize {
        (cursor + 1).saturating_sub(self.rows().max(1))
    }

    /// The row of content at a cell of the screen, when `first` is the first row shown.
    pub fn row_at(&self, x: u16, y: u16, first: usize) -> Option<usize> {
        let inside = self.area.contains(x, y) && y >= self.content.y;
        (inside && y < self.content.y + self.content.height)
            .then(|| first + usize::from(y - self.content.y))
    }
}
