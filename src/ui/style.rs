//! The theme's looks as ratatui styles.

use ratatui::style::{Color, Modifier, Style};

use crate::config::{Look, Paint, Role, Theme};

/// The looks of the theme in use.
pub struct Looks<'a> {
    theme: &'a Theme,
}

impl<'a> Looks<'a> {
    /// The looks of `theme`.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme }
    }

    /// How `role` is drawn.
    pub fn role(&self, role: Role) -> Style {
        style(self.theme.look(role))
    }

    /// How the speaker with this number is drawn.
    pub fn speaker(&self, voice: usize) -> Style {
        style(self.theme.speaker(voice))
    }

    /// What a cell with nothing in it looks like.
    pub fn blank(&self) -> Style {
        Style::reset().patch(self.role(Role::Screen))
    }

    /// The background of `role` as a colour to write with: for the edges of a marked stretch.
    pub fn edge(&self, role: Role) -> Style {
        let look = self.theme.look(role);
        style(Look {
            fg: look.bg,
            ..Look::default()
        })
    }
}

fn style(look: Look) -> Style {
    let mut style = Style::new();
    style.fg = look.fg.map(colour);
    style.bg = look.bg.map(colour);
    let attributes = look.attributes;
    for (set, modifier) in [
        (attributes.bold, Modifier::BOLD),
        (attributes.dim, Modifier::DIM),
        (attributes.italic, Modifier::ITALIC),
        (attributes.underline, Modifier::UNDERLINED),
        (attributes.reverse, Modifier::REVERSED),
    ] {
        if set {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn colour(paint: Paint) -> Color {
    match paint {
        // Indices 0 to 15 are the same colours, but terminals may brighten bold ones of the
        // named kind only, so the names are used.
        Paint::Ansi(ansi) => NAMED[ansi as usize % NAMED.len()],
        Paint::Indexed(index) => Color::Indexed(index),
        Paint::Rgb(rgb) => Color::Rgb(rgb.0, rgb.1, rgb.2),
    }
}

const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];
