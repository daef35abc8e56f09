//! What one cell of the screen holds.

use std::collections::HashMap;

use ratatui::buffer::Cell as Drawn;

use crate::text::Widths;

use super::pen::Pen;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Glyph {
    /// A single character.
    Char(char),
    /// Several that are drawn as one, by their number among the [`Names`].
    Cluster(u32),
    /// The rest of a glyph that begins to the left.
    Tail,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    pub(super) glyph: Glyph,
    /// Cells that the glyph takes; 0 for a tail.
    pub(super) width: u8,
    /// Whether terminals may draw it with another width.
    pub(super) doubtful: bool,
    pub(super) pen: Pen,
    /// The link that it is part of, by its number among the [`Names`].
    pub(super) link: Option<u32>,
}

impl Cell {
    /// Nothing, in the terminal's own colours.
    pub(super) const BLANK: Self = Self::blank(Pen::PLAIN);

    /// Nothing, in the colours of `pen`.
    pub(super) const fn blank(pen: Pen) -> Self {
        Self {
            glyph: Glyph::Char(' '),
            width: 1,
            doubtful: false,
            pen,
            link: None,
        }
    }

    /// A cell as it was drawn, in at most `room` cells. What no terminal can show in its place (a
    /// control character, nothing at all, a glyph that would stand beyond the edge) is a blank.
    pub(super) fn drawn(cell: &Drawn, room: usize, widths: Widths, names: &mut Names) -> Self {
        let pen = Pen::new(cell.fg, cell.bg, cell.modifier);
        let symbol = cell.symbol();
        let width = widths.grapheme_cells(symbol);
        let shows = (1..=room).contains(&width) && !symbol.contains(char::is_control);
        let mut chars = symbol.chars();
        let glyph = match (chars.next(), chars.next()) {
            _ if !shows => return Self::blank(pen.on_blanks()),
            (None | Some(' '), None) => return Self::blank(pen.on_blanks()),
            (Some(first), None) => Glyph::Char(first),
            _ => Glyph::Cluster(names.number(symbol)),
        };
        Self {
            glyph,
            width: u8::try_from(width).unwrap_or(u8::MAX),
            doubtful: widths.doubtful(symbol),
            pen,
            link: None,
        }
    }

    /// Speaks of the same texts by their numbers in `new` in place of those in `old`.
    pub(super) fn renumber(&mut self, old: &Names, new: &mut Names) {
        if let Glyph::Cluster(number) = &mut self.glyph {
            *number = new.number(old.text(*number));
        }
        if let Some(number) = &mut self.link {
            *number = new.number(old.text(*number));
        }
    }

    /// The rest of `self`, to stand to its right.
    pub(super) fn tail(self) -> Self {
        Self {
            glyph: Glyph::Tail,
            width: 0,
            ..self
        }
    }

    /// Whether nothing is written here.
    pub(super) fn is_space(&self) -> bool {
        self.glyph == Glyph::Char(' ')
    }

    /// Whether nothing is written here and nothing to be clicked on.
    pub(super) fn is_blank(&self) -> bool {
        self.is_space() && self.link.is_none()
    }

    /// Whether erasing leaves this, in a terminal that erases to the background colour or not.
    pub(super) fn is_erased(&self, to_colour: bool) -> bool {
        self.is_blank()
            && self.pen.erases()
            && (to_colour || self.pen.bg == ratatui::style::Color::Reset)
    }
}

/// Texts that cells speak of by number: clusters, and links.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Names {
    /// The number of `text`.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The text with this number.
    pub(super) fn text(&self, number: u32) -> &str {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        self.texts.get(index).map_or("", |text| text)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }
}
