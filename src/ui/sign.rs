//! What the program draws of its own into single cells: the lines between panes, and marks.

use ratatui::style::Style;

use crate::text::Widths;

use super::canvas::Canvas;

/// A sign of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A part of a line from left to right.
    Rule,
    /// A part of a line from top to bottom.
    Divider,
    /// Where a divider begins below a rule.
    JointAbove,
    /// Where a divider ends above a rule.
    JointBelow,
    /// The selected article, where the list has the keys.
    Selected,
    /// The same where another pane has them.
    SelectedElsewhere,
    /// An article with a star.
    Star,
    /// An article that is not read.
    Unread,
    /// The colour of a speaker.
    Voice,
    /// The quote where the person is.
    Here,
    /// The left edge of what is marked.
    LeftEdge,
    /// The right edge of what is marked.
    RightEdge,
}

impl Sign {
    /// The sign, and what stands for it on a terminal that draws most of these into two cells.
    const fn forms(self) -> (&'static str, &'static str) {
        match self {
            Self::Rule => ("─", "-"),
            Self::Divider => ("│", "|"),
            Self::JointAbove => ("┬", "+"),
            Self::JointBelow => ("┴", "+"),
            Self::Selected => ("▌", ">"),
            Self::SelectedElsewhere => ("▏", "|"),
            Self::Star => ("★", "*"),
            Self::Unread => ("●", "o"),
            Self::Voice => ("▌", "|"),
            Self::Here => ("▸", ">"),
            Self::LeftEdge => ("▐", "["),
            Self::RightEdge => ("▌", "]"),
        }
    }

    fn drawn(self, widths: Widths) -> &'static str {
        let (sign, plain) = self.forms();
        match widths {
            Widths::Narrow => sign,
            Widths::Wide => plain,
        }
    }
}

impl Canvas<'_> {
    /// Draws `sign` into one cell.
    pub fn sign(&mut self, (x, y): (u16, u16), sign: Sign, style: Style) {
        self.set(x, y, 1, sign.drawn(self.widths), style);
    }

    /// Draws a line of `width` cells.
    pub fn rule(&mut self, (x, y): (u16, u16), width: u16, style: Style) {
        let line = Sign::Rule.drawn(self.widths).repeat(usize::from(width));
        self.set(x, y, width, &line, style);
    }
}
