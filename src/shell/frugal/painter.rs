//! Writing for a terminal whose state is known: each wish is sent as the fewest bytes that fulfil
//! it there.

use super::cell::{Cell, Glyph, Names};
use super::cursor::{Cursor, Region};
use super::features::Features;
use super::pen::Pen;
use super::scroll::Scroll;
use super::sequence::Sequence;
use super::stops::Stops;

/// What a terminal remembers between two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory {
    /// The pen; `None` where nobody knows.
    pub(super) pen: Option<Pen>,
    pub(super) cursor: Cursor,
    pub(super) region: Region,
    /// The link that is open.
    pub(super) link: Option<u32>,
    pub(super) stops: Stops,
}

impl Memory {
    /// The shortest way of the cursor from `from`.
    fn way(&self, from: Cursor, column: u16, row: u16) -> Sequence {
        from.way(column, row, self.region, self.stops)
    }
}

impl Memory {
    /// After [`Painter::clear`] for a screen of this height.
    pub(super) fn cleared(height: u16) -> Self {
        Self {
            pen: Some(Pen::PLAIN),
            cursor: Cursor::at(0, 0),
            region: Region::whole(height),
            link: None,
            stops: Stops::default(),
        }
    }
}

/// What is sent, and what the terminal makes of it.
pub(super) struct Painter<'a> {
    pub(super) memory: Memory,
    pub(super) features: Features,
    names: &'a Names,
    /// Columns.
    width: u16,
    out: Vec<u8>,
}

/// A point to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    len: usize,
    memory: Memory,
}

impl<'a> Painter<'a> {
    /// Goes on from `memory` on a terminal with `width` columns.
    pub(super) fn new(memory: Memory, features: Features, names: &'a Names, width: u16) -> Self {
        Self {
            memory,
            features,
            names,
            width,
            out: Vec::new(),
        }
    }

    /// The bytes to send, and the state that they leave the terminal in.
    pub(super) fn end(self) -> (Vec<u8>, Memory) {
        (self.out, self.memory)
    }

    /// How many bytes are to be sent.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Where things stand now.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            len: self.out.len(),
            memory: self.memory,
        }
    }

    /// Takes everything since `mark` back, and gives it away.
    pub(super) fn take_back(&mut self, mark: Mark) -> (Vec<u8>, Memory) {
        let taken = self.out.split_off(mark.len);
        (taken, std::mem::replace(&mut self.memory, mark.memory))
    }

    /// Does again what was taken back.
    pub(super) fn redo(&mut self, (bytes, memory): (Vec<u8>, Memory)) {
        self.out.extend(bytes);
        self.memory = memory;
    }

    fn send(&mut self, sequence: Sequence) {
        self.out.extend_from_slice(sequence.bytes());
    }

    /// Empties a terminal of which nothing is known, with the cursor at the top left.
    pub(super) fn clear(&mut self, height: u16) {
        self.out.extend_from_slice(b"\x1b[m");
        if self.features.regions {
            self.out.extend_from_slice(b"\x1b[r");
        }
        if self.features.links {
            self.out.extend_from_slice(b"\x1b]8;;\x1b\\");
        }
        self.out.extend_from_slice(b"\x1b[H\x1b[2J");
        self.memory = Memory::cleared(height);
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, column: u16, row: u16) {
        let memory = &mut self.memory;
        let there = Cursor::at(column, row);
        if memory.cursor != there {
            let way = memory.way(memory.cursor, column, row);
            memory.cursor = there;
            self.send(way);
        }
    }

    /// How many bytes it takes to go there.
    pub(super) fn cost_of_way(&self, column: u16, row: u16) -> usize {
        self.memory.way(self.memory.cursor, column, row).len()
    }

    /// How many bytes it takes to get along row `y`, which the cursor is in.
    pub(super) fn cost_along(&self, y: u16, from: u16, to: u16) -> usize {
        // In the last column nobody knows where the cursor is.
        let from = Cursor {
            row: Some(y),
            column: Some(from).filter(|&from| from < self.width),
        };
        self.memory.way(from, to, y).len()
    }

    /// The cursor is somewhere in its row.
    pub(super) fn lose_column(&mut self) {
        self.memory.cursor.column = None;
    }

    /// The shortest way from `before` to what writes `cell`, and the pen that does.
    pub(super) fn pen_for(before: Option<Pen>, cell: &Cell) -> (Sequence, Pen) {
        if cell.is_space() {
            cell.pen.for_blanks_after(before)
        } else {
            (cell.pen.after(before), cell.pen)
        }
    }

    /// Whether `pen` writes `cell` as it should be.
    pub(super) fn is_right(pen: Option<Pen>, cell: &Cell) -> bool {
        pen == Some(cell.pen) || (cell.is_space() && pen.map(Pen::on_blanks) == Some(cell.pen))
    }

    fn take_pen(&mut self, cell: &Cell) {
        // Nearly always, and there are many cells.
        if Self::is_right(self.memory.pen, cell) {
            return;
        }
        let (way, pen) = Self::pen_for(self.memory.pen, cell);
        self.memory.pen = Some(pen);
        self.send(way);
    }

    /// Opens and closes links.
    pub(super) fn take_link(&mut self, link: Option<u32>) {
        if self.memory.link == link {
            return;
        }
        self.memory.link = link;
        // One that is opened ends the one before.
        self.out.extend_from_slice(b"\x1b]8;");
        match link {
            Some(link) => self.out.extend_from_slice(self.names.text(link).as_bytes()),
            None => self.out.push(b';'),
        }
        self.out.extend_from_slice(b"\x1b\\");
    }

    /// How many bytes the glyph takes.
    pub(super) fn bytes_of(&self, cell: &Cell) -> usize {
        match cell.glyph {
            Glyph::Char(char) => char.len_utf8(),
            Glyph::Cluster(number) => self.names.text(number).len(),
            Glyph::Tail => 0,
        }
    }

    /// Writes `cell` at the cursor.
    pub(super) fn print(&mut self, cell: &Cell) {
        self.take_link(cell.link);
        self.take_pen(cell);
        match cell.glyph {
            Glyph::Char(char) => {
                let mut buffer = [0; 4];
                self.out
                    .extend_from_slice(char.encode_utf8(&mut buffer).as_bytes());
            }
            Glyph::Cluster(number) => self
                .out
                .extend_from_slice(self.names.text(number).as_bytes()),
            Glyph::Tail => {}
        }
        self.advance(u16::from(cell.width));
        if cell.doubtful {
            self.lose_column();
        }
    }

    /// Writes `cell`, one column wide, `count` times from the cursor on.
    pub(super) fn print_run(&mut self, cell: &Cell, count: u16) {
        if count == 0 {
            return;
        }
        self.print(cell);
        if let Some(repeat) = self.repeat(cell, count) {
            self.send(repeat);
            self.advance(count - 1);
        } else {
            for _ in 1..count {
                self.print(cell);
            }
        }
    }

    /// How many bytes [`Painter::print_run`] takes, the pen aside.
    pub(super) fn cost_of_run(&self, cell: &Cell, count: u16) -> usize {
        let one = self.bytes_of(cell);
        let plainly = usize::from(count) * one;
        match self.repeat(cell, count) {
            Some(repeat) => one + repeat.len(),
            None => plainly,
        }
    }

    /// What writes `cell`, once written, until there are `count`, where that is shorter than
    /// writing them.
    fn repeat(&self, cell: &Cell, count: u16) -> Option<Sequence> {
        let more = count.checked_sub(1).filter(|&more| more > 0)?;
        let can = self.features.repeat && matches!(cell.glyph, Glyph::Char(_));
        let repeat = Sequence::csi(more, b'b');
        (can && repeat.len() < usize::from(more) * self.bytes_of(cell)).then_some(repeat)
    }

    fn advance(&mut self, columns: u16) {
        let cursor = &mut self.memory.cursor;
        cursor.column = cursor
            .column
            .map(|column| column.saturating_add(columns))
            .filter(|&column| column < self.width);
    }

    /// Erases from the cursor to the end of the row, to what `blank` is.
    pub(super) fn erase_to_end(&mut self, blank: &Cell) {
        self.take_link(None);
        self.take_pen(blank);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Erases `count` cells from the cursor on, to what `blank` is. The cursor stays.
    pub(super) fn erase_cells(&mut self, blank: &Cell, count: u16) {
        self.take_link(None);
        self.take_pen(blank);
        self.send(Sequence::csi(count, b'X'));
    }

    /// Has tabs go to `stops` alone.
    pub(super) fn take_stops(&mut self, stops: Stops) {
        if self.memory.stops == stops {
            return;
        }
        self.out.extend_from_slice(b"\x1b[3g");
        // There are none until all have been set.
        self.memory.stops = Stops::default();
        let row = self.memory.cursor.row.unwrap_or(0);
        for column in stops.columns() {
            self.go(column, row);
            self.out.extend_from_slice(b"\x1bH");
        }
        self.memory.stops = stops;
    }

    /// Whether glyphs that reach beyond the last column go to the next row.
    pub(super) fn wrap(&mut self, wrap: bool) {
        self.out
            .extend_from_slice(if wrap { b"\x1b[?7h" } else { b"\x1b[?7l" });
    }

    /// Moves a block of rows. `column` is where something will be written next.
    pub(super) fn scroll(&mut self, scroll: Scroll, column: u16) {
        self.take_link(None);
        // Rows that come in are blank in the terminal's own colours, whether it erases to the
        // background colour or not.
        self.take_pen(&Cell::BLANK);
        let region = Region {
            top: scroll.top,
            bottom: scroll.bottom,
            ..self.memory.region
        };
        let mut column = column;
        if let Some((left, right)) = scroll.columns {
            column = column.clamp(left, right);
            self.out.extend_from_slice(b"\x1b[?69h");
            let mut margins = Sequence::of(b"\x1b[");
            margins.number(left + 1);
            margins.push(b";");
            margins.number(right + 1);
            margins.push(b"s");
            self.send(margins);
            self.memory.cursor = Cursor::default();
        }
        self.take_region(region);
        self.shift(scroll, column);
        if scroll.columns.is_some() {
            self.out.extend_from_slice(b"\x1b[?69l");
            self.memory.cursor = Cursor::default();
        }
    }

    fn take_region(&mut self, region: Region) {
        if self.memory.region == region {
            return;
        }
        let mut sequence = Sequence::of(b"\x1b[");
        if region != Region::whole(region.height) {
            sequence.number(region.top + 1);
            sequence.push(b";");
            sequence.number(region.bottom + 1);
        }
        sequence.push(b"r");
        self.send(sequence);
        self.memory.region = region;
        // Most go to the top left; not all.
        self.memory.cursor = Cursor::default();
    }

    fn shift(&mut self, scroll: Scroll, column: u16) {
        let by = scroll.by.unsigned_abs();
        let (edge, step, lines): (u16, &[u8], u8) = if scroll.by > 0 {
            (scroll.bottom, b"\n", b'M')
        } else {
            (scroll.top, b"\x1bM", b'L')
        };
        let by_lines = Sequence::csi(by, lines);
        let memory = self.memory;
        let way_on = |from: Cursor| memory.way(from, column, scroll.first_in()).len();
        let stepped = Cursor::at(column, edge);
        // Deleting and inserting lines moves the cursor to the margin, or not.
        let moved = Cursor {
            row: Some(scroll.top),
            column: None,
        };
        let stepping = self.cost_of_way(column, edge) + step.len() * usize::from(by);
        let at_once = self.cost_of_way(0, scroll.top) + by_lines.len();
        if scroll.columns.is_none() && at_once + way_on(moved) < stepping + way_on(stepped) {
            self.go(0, scroll.top);
            self.send(by_lines);
            self.memory.cursor = moved;
        } else {
            self.go(column, edge);
            for _ in 0..by {
                self.out.extend_from_slice(step);
            }
        }
    }
}
