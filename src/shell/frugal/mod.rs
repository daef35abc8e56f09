//! A backend for ratatui that sends as few bytes as it can.
//!
//! It keeps the screen as the terminal has it. Cells that are drawn go to a second screen, the one
//! that is wanted; when the frame ends, it looks for the cheapest way from the one to the other:
//! the shortest moves of the cursor, no attribute twice, erasing and repeating where that is
//! shorter than writing, and moving blocks of rows that only moved. A frame is sent in one piece; one
//! that changes nothing is not sent at all.
//!
//! ```text
//! cell, pen, sequence   what is written         grid      a screen full of cells
//! cursor, stops,
//! painter               how it is sent          scroll    what moved
//! row, column, frame    what is chosen          layer     links, graphics, where the cursor rests
//! features              what the terminal can
//! ```

mod cell;
mod column;
mod cursor;
mod features;
mod frame;
mod grid;
mod layer;
mod painter;
mod pen;
mod row;
mod scroll;
mod sequence;
mod stops;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell as Drawn;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

pub use features::Features;
pub use layer::{Graphic, Layer};
pub use stops::usual_stops;

use cell::{Cell, Names};
use cursor::Cursor;
use grid::Grid;
use layer::Stretch;
use painter::{Memory, Painter};

/// The backend. It writes to `W` and never asks the terminal anything, its size included.
pub struct Frugal<W: Write> {
    out: W,
    features: Features,
    /// What the terminal shows and remembers; `None` where nobody knows.
    known: Option<(Grid, Memory)>,
    wanted: Grid,
    names: Names,
    layer: Layer,
    links: Vec<Stretch>,
    /// What lies over the cells.
    graphic: Option<Graphic>,
    /// Where the cursor is to be seen; `None` while it is hidden.
    cursor: Option<Position>,
    /// Whether the terminal shows it; `None` where nobody knows.
    shown: Option<bool>,
}

/// With more texts than this those that no cell speaks of any longer are forgotten.
const MOST_NAMES: usize = 1 << 14;

/// A frame of no more bytes arrives in one packet and is read at once: a terminal has no time to
/// show half of it, and the marks would be a good part of what is sent.
const SHORT: usize = 200;

impl<W: Write> Frugal<W> {
    /// A backend for a terminal of this size, of which nothing else is known.
    pub fn new(out: W, columns: u16, rows: u16, features: Features) -> Self {
        Self {
            out,
            features,
            known: None,
            wanted: Grid::blank(columns, rows),
            names: Names::default(),
            layer: Layer::default(),
            links: Vec::new(),
            graphic: None,
            cursor: None,
            shown: None,
        }
    }

    /// What lies over the frame that is drawn next.
    pub fn layer(&self) -> Layer {
        self.layer.clone()
    }

    /// What is written to.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// What is written to.
    pub fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// The terminal has this size now, and nothing is known of what it shows. The next frame is
    /// painted from nothing.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.wanted = Grid::blank(columns, rows);
        self.links.clear();
        self.names = Names::default();
        self.known = None;
        self.shown = None;
    }

    /// Puts the links of this frame into the cells, and takes those of the last one out.
    fn link(&mut self, links: Vec<Stretch>) {
        for stretch in std::mem::replace(&mut self.links, links) {
            set_link(&mut self.wanted, &stretch, None);
        }
        if self.features.links {
            for stretch in &self.links {
                let number = self.names.number(&stretch.opening);
                set_link(&mut self.wanted, stretch, Some(number));
            }
        }
    }

    /// Lays a graphic over this frame, or takes it away. Nobody knows what becomes of the cells below it,
    /// so the frame is then painted from nothing; until then nothing is written beside it.
    /// What is sent before the frame is given back.
    fn lay(&mut self, graphic: Option<Graphic>) -> Vec<u8> {
        if graphic != self.graphic {
            self.known = None;
        }
        let laid = std::mem::replace(&mut self.graphic, graphic);
        match (&self.known, laid) {
            (Some((screen, _)), Some(laid)) => {
                for y in laid.rows {
                    for (cell, shown) in self.wanted.row_mut(y).iter_mut().zip(screen.row(y)) {
                        cell.clone_from(shown);
                    }
                }
                Vec::new()
            }
            (None, Some(laid)) => laid.erasing.to_vec(),
            (_, None) => Vec::new(),
        }
    }

    /// Numbers anew what the cells speak of.
    fn forget_names(&mut self) {
        let old = std::mem::take(&mut self.names);
        let screen = self.known.as_mut().map(|(screen, memory)| {
            memory.link = None;
            screen
        });
        for grid in screen.into_iter().chain([&mut self.wanted]) {
            for y in 0..grid.height() {
                for cell in grid.row_mut(y) {
                    cell.renumber(&old, &mut self.names);
                }
            }
        }
    }

    /// Writes a frame in one piece, marked so that it shows all at once where it would not do so
    /// anyway.
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        let marked = self.features.synchronized && frame.len() > SHORT;
        let (begin, end): (&[u8], &[u8]) = if marked {
            (b"\x1b[?2026h", b"\x1b[?2026l")
        } else {
            (b"", b"")
        };
        self.out.write_all(&[begin, frame, end].concat())?;
        self.out.flush()
    }

    /// The bytes of this frame, and what is known then.
    fn frame(&mut self, rest: Option<(u16, u16)>) -> (Vec<u8>, Memory) {
        let (width, height) = (self.wanted.width(), self.wanted.height());
        let painter = |memory, names| Painter::new(memory, self.features, names, width);
        let mut features = self.features;
        // What scrolls could take a graphic along.
        features.regions &= self.graphic.is_none();
        let (mut bytes, memory) = match &self.known {
            Some((screen, memory)) => {
                frame::plan(screen, &self.wanted, *memory, features, &self.names)
            }
            None => {
                let mut clearing = painter(Memory::cleared(height), &self.names);
                clearing.clear(height);
                let (mut bytes, memory) = clearing.end();
                let blank = Grid::blank(width, height);
                let (rest, mut memory) =
                    frame::plan(&blank, &self.wanted, memory, features, &self.names);
                bytes.extend(rest);
                if let Some(graphic) = &self.graphic {
                    let mut painter = painter(memory, &self.names);
                    painter.go(graphic.x, graphic.rows.start);
                    let (way, after) = painter.end();
                    bytes.extend(way);
                    bytes.extend_from_slice(&graphic.drawing);
                    memory = Memory {
                        cursor: Cursor::default(),
                        ..after
                    };
                }
                (bytes, memory)
            }
        };
        let mut painter = painter(memory, &self.names);
        if let Some((x, y)) = self.cursor.map(Into::into).or(rest) {
            painter.go(x, y);
        }
        let (way, memory) = painter.end();
        bytes.extend(way);
        if self.shown != Some(self.cursor.is_some()) {
            let shows = self.cursor.is_some();
            bytes.extend_from_slice(if shows { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        (bytes, memory)
    }
}

/// Draws a frame, all of it.
///
/// `Terminal::draw` tells the backend only what differs between two of its buffers. That is not all:
/// a cell that a wide glyph covers holds something, too, and when the glyph goes nothing there has
/// changed.
///
/// # Errors
/// Those of writing to the terminal.
pub fn draw<W: Write>(
    terminal: &mut Terminal<Frugal<W>>,
    render: impl FnOnce(&mut Frame),
) -> io::Result<()> {
    // The buffer before this one is blank then.
    terminal.swap_buffers();
    let backend = terminal.backend_mut();
    backend.wanted = Grid::blank(backend.wanted.width(), backend.wanted.height());
    backend.links.clear();
    terminal.draw(render)?;
    Ok(())
}

fn set_link(grid: &mut Grid, stretch: &Stretch, link: Option<u32>) {
    let cells = grid.row_mut(stretch.y).iter_mut();
    let stretch = cells
        .skip(usize::from(stretch.x))
        .take(usize::from(stretch.width));
    for cell in stretch {
        cell.link = link;
    }
}

impl<W: Write> Backend for Frugal<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Drawn)>,
    {
        // Behind some wide glyphs ratatui draws a blank, for terminals that draw them narrow.
        let (mut row, mut end) = (0, 0);
        for (x, y, drawn) in content {
            if y == row && x < end {
                continue;
            }
            let room = usize::from(self.wanted.width().saturating_sub(x));
            let cell = Cell::drawn(drawn, room, self.features.widths, &mut self.names);
            self.wanted.put(x, y, cell);
            (row, end) = (y, x.saturating_add(u16::from(cell.width)));
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = Some(self.get_cursor_position()?);
        Ok(())
    }

    /// Where the cursor is as far as is known; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        let memory = self.known.as_ref().map(|(_, memory)| memory.cursor);
        let cursor = memory.unwrap_or_default();
        let known = Position::new(cursor.column.unwrap_or(0), cursor.row.unwrap_or(0));
        Ok(self.cursor.unwrap_or(known))
    }

    /// Where the cursor is to be seen, once it is shown.
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = self.cursor.map(|_| position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        let (width, height) = (self.wanted.width(), self.wanted.height());
        self.resize(width, height);
        Ok(())
    }

    /// Whatever is to be cleared, all is: ratatui draws everything again after that.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(Size::new(self.wanted.width(), self.wanted.height()))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let over = self.layer.take();
        self.link(over.links);
        if self.names.len() > MOST_NAMES {
            self.forget_names();
        }
        let mut bytes = self.lay(over.graphic);
        let (frame, memory) = self.frame(over.rest);
        bytes.extend(frame);
        // Until it has been written nobody knows how much of it has.
        self.known = None;
        self.shown = None;
        let shows = Some(self.cursor.is_some());
        if !bytes.is_empty() {
            self.send(&bytes)?;
        }
        self.known = Some((self.wanted.clone(), memory));
        self.shown = shows;
        Ok(())
    }
}
