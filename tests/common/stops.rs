//! Tab stops for vt100, which knows none but those every eight columns.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeSet;

/// The emulator, and the stops that have been set.
pub struct Stopped {
    parser: vt100::Parser,
    stops: BTreeSet<u16>,
    /// The beginning of a control sequence.
    begun: Vec<u8>,
}

impl Stopped {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            parser: vt100::Parser::new(rows, columns, 0),
            stops: usual(columns),
            begun: Vec::new(),
        }
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    pub fn set_size(&mut self, columns: u16, rows: u16) {
        let before = self.screen().size().1;
        self.parser.screen_mut().set_size(rows, columns);
        self.stops.retain(|&stop| stop < columns);
        self.stops
            .extend(usual(columns).range(before.min(columns)..));
    }

    /// Whether the stops are those that a terminal begins with.
    pub fn has_usual_stops(&self) -> bool {
        self.stops == usual(self.screen().size().1)
    }

    pub fn process(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.take(byte);
        }
    }

    fn take(&mut self, byte: u8) {
        self.begun.push(byte);
        let (column, columns) = (self.screen().cursor_position().1, self.screen().size().1);
        match self.begun[..] {
            [b'\t'] => {
                let next = self.stops.range(column + 1..).next();
                let next = next.copied().unwrap_or(columns - 1).min(columns - 1);
                self.parser
                    .process(format!("\x1b[{}G", next + 1).as_bytes());
            }
            [0x1b, b'H'] => {
                self.stops.insert(column.min(columns - 1));
            }
            [0x1b, b'[', b'3', b'g'] => self.stops.clear(),
            // Not over yet.
            [0x1b] | [0x1b, b'['] | [0x1b, b'[', b'3'] => return,
            _ => self.parser.process(&self.begun),
        }
        self.begun.clear();
    }
}

fn usual(columns: u16) -> BTreeSet<u16> {
    (8..columns).step_by(8).collect()
}
