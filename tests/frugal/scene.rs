//! Random things that happen on a screen.

use proptest::prelude::*;
use quotidian::shell::frugal::Features;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// What happens between two frames.
#[derive(Debug, Clone)]
pub enum Step {
    /// A text is written.
    Write {
        x: u16,
        y: u16,
        text: String,
        style: Style,
    },
    /// All cells of a rectangle get a style.
    Paint { area: Rect, style: Style },
    /// A rectangle is emptied.
    Empty { area: Rect },
    /// What a rectangle shows moves up or down, and new text comes in.
    Scroll { area: Rect, by: i16, text: String },
    /// Texts begin in the same columns of all rows.
    Columns { at: Vec<u16>, texts: Vec<String> },
    /// The window changes.
    Resize(u16, u16),
    /// Nobody knows what the terminal shows.
    Anew,
}

/// What should be on the screen.
pub struct Scene {
    pub buffer: Buffer,
}

impl Scene {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            buffer: Buffer::empty(Rect::new(0, 0, columns, rows)),
        }
    }

    pub fn width(&self) -> u16 {
        self.buffer.area.width
    }

    pub fn height(&self) -> u16 {
        self.buffer.area.height
    }

    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Write { x, y, text, style } => self.write(*x, *y, text, *style),
            Step::Paint { area, style } => {
                self.buffer
                    .set_style(area.intersection(self.buffer.area), *style);
            }
            Step::Empty { area } => {
                let area = area.intersection(self.buffer.area);
                for position in area.positions() {
                    self.buffer[position].reset();
                }
                self.mend();
            }
            Step::Scroll { area, by, text } => self.scroll(*area, *by, text),
            Step::Columns { at, texts } => {
                self.buffer.reset();
                for (number, text) in texts.iter().enumerate() {
                    let x = at[number % at.len()];
                    let y = (number / at.len()) as u16;
                    self.write(x, y, text, Style::new());
                }
            }
            Step::Resize(columns, rows) => *self = Self::new(*columns, *rows),
            Step::Anew => {}
        }
    }

    fn write(&mut self, x: u16, y: u16, text: &str, style: Style) {
        if x < self.width() && y < self.height() {
            self.buffer.set_string(x, y, text, style);
            self.mend();
        }
    }

    fn scroll(&mut self, area: Rect, by: i16, text: &str) {
        let area = area.intersection(self.buffer.area);
        let before = self.buffer.clone();
        for y in area.top()..area.bottom() {
            let from = i32::from(y) + i32::from(by);
            let known = (i32::from(area.top())..i32::from(area.bottom())).contains(&from);
            for x in area.left()..area.right() {
                self.buffer[(x, y)] = if known {
                    before[(x, from as u16)].clone()
                } else {
                    ratatui::buffer::Cell::EMPTY
                };
            }
            if !known {
                let room = usize::from(area.width);
                self.buffer.set_stringn(area.x, y, text, room, Style::new());
            }
        }
        self.mend();
    }

    /// No glyph reaches beyond the edge, and what it covers is blank, as drawing leaves it.
    fn mend(&mut self) {
        use ratatui::buffer::CellWidth;
        for y in 0..self.height() {
            let mut x = 0;
            while x < self.width() {
                let width = self.buffer[(x, y)].cell_width().max(1);
                if x + width > self.width() {
                    self.buffer[(x, y)].reset();
                }
                for rest in x + 1..(x + width).min(self.width()) {
                    self.buffer[(rest, y)].reset();
                }
                x += width;
            }
        }
    }
}

/// Terminals that understand some of `all`.
pub fn features(all: Features) -> impl Strategy<Value = Features> {
    (any::<[bool; 6]>(), any::<bool>()).prop_map(move |(has, everything)| {
        if everything {
            return all;
        }
        Features {
            erase_cells: has[0],
            erase_to_colour: has[1],
            repeat: has[2],
            regions: has[3] || has[4],
            margins: has[4],
            tabs: has[5],
            ..all
        }
    })
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..45u16, 0..14u16, text(), style())
            .prop_map(|(x, y, text, style)| Step::Write { x, y, text, style }),
        2 => (area(), style()).prop_map(|(area, style)| Step::Paint { area, style }),
        1 => area().prop_map(|area| Step::Empty { area }),
        5 => (area(), -4..5i16, text()).prop_map(|(area, by, text)| Step::Scroll { area, by, text }),
        3 => (proptest::collection::vec(0..40u16, 1..4), proptest::collection::vec("[a-e]{0,3}|日", 36))
            .prop_map(|(at, texts)| Step::Columns { at, texts }),
        1 => (2..60u16, 2..20u16).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => Just(Step::Anew),
    ];
    // A screen full of text first: where there is nothing, nothing scrolls.
    let full = proptest::collection::vec(line(), 12).prop_map(|lines| {
        let write = |(y, text): (usize, String)| Step::Write {
            x: 0,
            y: y as u16,
            text,
            style: Style::new(),
        };
        lines.into_iter().enumerate().map(write).collect::<Vec<_>>()
    });
    (full, proptest::collection::vec(step, 1..30)).prop_map(|(mut full, steps)| {
        full.extend(steps);
        full
    })
}

fn line() -> impl Strategy<Value = String> {
    "[a-e ]{0,40}"
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => line(),
        2 => "[ab “”─│]{0,40}",
        2 => "(日|本|a| |한){1,12}",
        1 => "─{1,40}",
        1 => " {1,40}",
        1 => "(e\u{301}|x| ){1,9}",
        1 => "(a|🇩🇪| |❤\u{fe0f}){1,4}",
    ]
}

fn area() -> impl Strategy<Value = Rect> {
    let part = (0..40u16, 0..12u16, 1..40u16, 1..12u16)
        .prop_map(|(x, y, width, height)| Rect::new(x, y, width, height));
    let rows = (0..4u16, 6..12u16).prop_map(|(y, height)| Rect::new(0, y, 60, height));
    let columns = (0..20u16, 8..30u16).prop_map(|(x, width)| Rect::new(x, 1, width, 10));
    prop_oneof![part, rows, columns]
}

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::Blue),
        1 => Just(Color::LightGreen),
        1 => Just(Color::Indexed(236)),
        1 => Just(Color::Rgb(200, 10, 0)),
    ];
    let modifiers = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::ITALIC),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED | Modifier::BOLD),
    ];
    (colour.clone(), colour, modifiers).prop_map(|(fg, bg, modifiers)| {
        // What is not asked for is taken away: bold and dim at once are not the same everywhere.
        Style::new()
            .fg(fg)
            .bg(bg)
            .add_modifier(modifiers)
            .remove_modifier(!modifiers)
    })
}
