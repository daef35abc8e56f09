//! A terminal to send bytes to: vt100, and what it does not know put in its words.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier};

use super::stops::Stopped;

/// vt100, which knows neither `REP` nor margins at the sides; both are worked out here.
pub struct Emulator {
    parser: Stopped,
    /// The last character written.
    last: Option<char>,
    /// The first and last column that scroll, while that mode is set.
    margins: Option<(u16, u16)>,
    /// The first and last row that scroll.
    region: (u16, u16),
}

impl Emulator {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            parser: Stopped::new(columns, rows),
            last: None,
            margins: None,
            region: (0, rows - 1),
        }
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    pub fn text(&self) -> Vec<String> {
        let (_, columns) = self.screen().size();
        self.screen().rows(0, columns).collect()
    }

    /// Column and row, and whether it shows.
    pub fn cursor(&self) -> (u16, u16, bool) {
        let (row, column) = self.screen().cursor_position();
        (column, row, !self.screen().hide_cursor())
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).expect("what is sent is UTF-8");
        while let Some(first) = rest.chars().next() {
            let sequence = rest.strip_prefix("\x1b[").map(|inner| {
                let end = inner.find(|c: char| ('@'..='~').contains(&c)).unwrap();
                &rest[..2 + end + 1]
            });
            let piece = sequence.unwrap_or(&rest[..first.len_utf8()]);
            match sequence {
                Some(sequence) => self.control(sequence),
                None => self.character(first),
            }
            rest = &rest[piece.len()..];
        }
    }

    fn control(&mut self, sequence: &str) {
        let inner = &sequence[2..];
        let (parameters, last) = inner.split_at(inner.len() - 1);
        let number = |at: usize| {
            let given = parameters.split(';').nth(at);
            given.and_then(|n| n.parse::<u16>().ok()).filter(|&n| n > 0)
        };
        let (rows, columns) = self.screen().size();
        match (last, parameters) {
            ("b", _) => {
                for _ in 0..number(0).unwrap_or(1) {
                    let again = self.last.expect("something to repeat");
                    self.parser.process(again.to_string().as_bytes());
                }
                return;
            }
            ("h", "?69") => self.margins = Some((0, columns - 1)),
            ("l", "?69") => self.margins = None,
            ("s", _) => {
                let (left, right) = (number(0).unwrap_or(1), number(1).unwrap_or(columns));
                assert!(self.margins.is_some() && left < right && right <= columns);
                self.margins = Some((left - 1, right - 1));
                self.parser.process(b"\x1b[H");
            }
            ("r", _) => {
                self.region = (number(0).unwrap_or(1) - 1, number(1).unwrap_or(rows) - 1);
                self.parser.process(sequence.as_bytes());
            }
            _ => self.parser.process(sequence.as_bytes()),
        }
        self.last = None;
    }

    fn character(&mut self, character: char) {
        let (row, column) = self.screen().cursor_position();
        let inside = |(left, right): (u16, u16)| (left..=right).contains(&column);
        match (character, self.margins) {
            ('\n', Some(margins)) if row == self.region.1 => {
                assert!(inside(margins), "a line feed beside the margins");
                self.scroll_between(margins, 1);
                return;
            }
            // The second half of a reverse index.
            ('M', Some(margins)) if self.last == Some('\x1b') && row == self.region.0 => {
                assert!(inside(margins), "a reverse index beside the margins");
                // Ends the escape that vt100 waits for.
                self.parser.process(b"\x18");
                self.scroll_between(margins, -1);
                self.last = None;
                return;
            }
            _ => {}
        }
        let mut buffer = [0; 4];
        self.parser
            .process(character.encode_utf8(&mut buffer).as_bytes());
        self.last = Some(character);
    }

    /// Moves what stands between the margins, by writing it again where it belongs.
    fn scroll_between(&mut self, (left, right): (u16, u16), by: i32) {
        let (top, bottom) = self.region;
        let before = self.screen().clone();
        let (row, column) = before.cursor_position();
        let mut moved = Vec::new();
        for (y, x) in (top..=bottom).flat_map(|y| (left..=right).map(move |x| (y, x))) {
            moved.extend(format!("\x1b[m\x1b[{};{}H", y + 1, x + 1).bytes());
            let from = i32::from(y) + by;
            let comes = (i32::from(top)..=i32::from(bottom)).contains(&from);
            moved.extend(match before.cell(from as u16, x) {
                Some(cell) if comes => written(cell).into_bytes(),
                _ => b"\x1b[X".to_vec(),
            });
        }
        moved.extend(before.attributes_formatted());
        moved.extend(format!("\x1b[{};{}H", row + 1, column + 1).bytes());
        self.parser.process(&moved);
    }
}

/// What writes `cell` again.
fn written(cell: &vt100::Cell) -> String {
    let code = |colour: vt100::Color, base: u16| match colour {
        vt100::Color::Default => (base + 9).to_string(),
        vt100::Color::Idx(index) => format!("{};5;{index}", base + 8),
        vt100::Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    };
    let attributes = [
        (cell.bold(), "1"),
        (cell.dim(), "2"),
        (cell.italic(), "3"),
        (cell.underline(), "4"),
        (cell.inverse(), "7"),
    ];
    let mut codes = vec![code(cell.fgcolor(), 30), code(cell.bgcolor(), 40)];
    codes.extend(
        attributes
            .into_iter()
            .filter(|(set, _)| *set)
            .map(|(_, code)| code.to_owned()),
    );
    let codes = codes.join(";");
    match cell.contents() {
        _ if cell.is_wide_continuation() => String::new(),
        "" => format!("\x1b[{codes}m\x1b[X"),
        text => format!("\x1b[{codes}m{text}"),
    }
}

/// A terminal on which every cell of `buffer` was written by itself.
pub fn plainly(buffer: &Buffer) -> Emulator {
    let mut emulator = Emulator::new(buffer.area.width, buffer.area.height);
    emulator.feed(&plain_bytes(buffer));
    emulator
}

/// Writes every cell of `buffer` by itself, from a place and in colours given outright.
pub fn plain_bytes(buffer: &Buffer) -> Vec<u8> {
    let mut bytes = Vec::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let code = |colour: Color, base: u16| match colour {
                Color::Reset => (base + 9).to_string(),
                Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
                Color::Indexed(index) => format!("{};5;{index}", base + 8),
                Color::Red => format!("{}", base + 1),
                Color::Blue => format!("{}", base + 4),
                Color::LightGreen => format!("{}", base + 62),
                other => panic!("{other:?} is not used"),
            };
            let mut codes = vec!["0".to_owned(), code(cell.fg, 30), code(cell.bg, 40)];
            for (modifier, number) in [
                (Modifier::BOLD, "1"),
                (Modifier::DIM, "2"),
                (Modifier::ITALIC, "3"),
                (Modifier::UNDERLINED, "4"),
                (Modifier::REVERSED, "7"),
            ] {
                if cell.modifier.contains(modifier) {
                    codes.push(number.to_owned());
                }
            }
            let codes = codes.join(";");
            let (row, column) = (y + 1, x + 1);
            let symbol = cell.symbol();
            bytes.extend(format!("\x1b[{row};{column}H\x1b[{codes}m{symbol}").bytes());
            x += cell.cell_width().max(1);
        }
    }
    bytes
}

/// The cells that do not look the same, with what they hold. Of a blank only what shows on it counts.
pub fn differing(a: &Emulator, b: &Emulator) -> Vec<(u16, u16, String, String)> {
    let (rows, columns) = b.screen().size();
    assert_eq!(a.screen().size(), (rows, columns));
    let mut wrong = Vec::new();
    for y in 0..rows {
        for x in 0..columns {
            let (one, other) = (seen(a, x, y), seen(b, x, y));
            if one != other {
                wrong.push((x, y, one, other));
            }
        }
    }
    wrong
}

fn seen(emulator: &Emulator, x: u16, y: u16) -> String {
    let cell = emulator.screen().cell(y, x).unwrap();
    if cell.is_wide_continuation() {
        return String::new();
    }
    let (bg, inverse, underline) = (cell.bgcolor(), cell.inverse(), cell.underline());
    if matches!(cell.contents(), "" | " ") {
        let fg = (inverse || underline).then(|| cell.fgcolor());
        return format!("blank {fg:?} {bg:?} {inverse} {underline}");
    }
    let fg = cell.fgcolor();
    let weight = (cell.bold(), cell.dim(), cell.italic());
    format!(
        "{:?} {fg:?} {bg:?} {weight:?} {inverse} {underline}",
        cell.contents()
    )
}
