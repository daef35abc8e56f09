//! How pictures are shown: by the terminal's own graphics, in cells, or not here.

use super::Environment;
use super::depth::Depth;
use super::error::ConfigError;
use super::table::{Entry, name_of, one_of};

/// A way in which terminals take pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Graphics {
    /// Kitty's graphics protocol.
    Kitty,
    /// iTerm2's inline images (`OSC 1337`).
    Iterm,
    /// DEC's sixels.
    Sixel,
}

/// How pictures are shown here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// By the terminal, over the cells.
    Over(Graphics),
    /// In cells, two points each.
    Cells,
}

/// What the person says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PicturesChoice {
    /// The best that the terminal has.
    Auto,
    /// Always the same.
    Fixed(Pictures),
    /// Not here.
    None,
}

impl PicturesChoice {
    const ALL: [(&str, Self); 6] = [
        ("auto", Self::Auto),
        ("kitty", Self::Fixed(Pictures::Over(Graphics::Kitty))),
        ("iterm", Self::Fixed(Pictures::Over(Graphics::Iterm))),
        ("sixel", Self::Fixed(Pictures::Over(Graphics::Sixel))),
        ("cells", Self::Fixed(Pictures::Cells)),
        ("none", Self::None),
    ];

    pub(super) fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        one_of(entry, &Self::ALL)
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }

    /// How they are shown on the terminal that `environment` tells of, which has this depth of colour;
    /// `None` where they are not. The terminal is not asked: an answer that comes late would end up
    /// among the keys.
    pub fn here(self, environment: Environment<'_>, depth: Depth) -> Option<Pictures> {
        let in_cells = (depth == Depth::True).then_some(Pictures::Cells);
        match self {
            Self::Auto => detect(environment).map(Pictures::Over).or(in_cells),
            Self::Fixed(Pictures::Cells) => in_cells,
            Self::Fixed(over) => Some(over),
            Self::None => None,
        }
    }
}

/// How `TERM` begins in terminals that take pictures; it comes through SSH too. WezTerm has kitty's
/// protocol as well, but not all of it, and can be told to leave it.
const TERMS: [(&str, Graphics); 9] = [
    ("xterm-kitty", Graphics::Kitty),
    ("xterm-ghostty", Graphics::Kitty),
    ("ghostty", Graphics::Kitty),
    ("wezterm", Graphics::Iterm),
    ("iterm2", Graphics::Iterm),
    ("mintty", Graphics::Iterm),
    ("foot", Graphics::Sixel),
    ("mlterm", Graphics::Sixel),
    ("contour", Graphics::Sixel),
];

/// What `TERM_PROGRAM` is where `TERM` is that of another.
const PROGRAMS: [(&str, Graphics); 7] = [
    ("kitty", Graphics::Kitty),
    ("ghostty", Graphics::Kitty),
    ("iTerm.app", Graphics::Iterm),
    ("WezTerm", Graphics::Iterm),
    ("mintty", Graphics::Iterm),
    ("vscode", Graphics::Iterm),
    ("contour", Graphics::Sixel),
];

/// The first version of Konsole that has kitty's protocol: 22.04.
const KONSOLE: u32 = 220_400;

/// Sources: the terminals' own documentation. An xterm has sixels where it was built and started for
/// them, which nothing tells.
fn detect(environment: Environment<'_>) -> Option<Graphics> {
    let variable = |name: &str| {
        let value = environment(name).unwrap_or_default();
        value.to_string_lossy().into_owned()
    };
    let term = variable("TERM");
    // What draws for itself hands on no pictures, but the names of the terminal around it.
    let between = ["TMUX", "STY", "ZELLIJ"]
        .iter()
        .any(|name| !variable(name).is_empty());
    if between || ["tmux", "screen"].iter().any(|name| term.starts_with(name)) {
        return None;
    }
    let is = |name: &str| term == name || term.starts_with(&format!("{name}-"));
    if let Some((_, graphics)) = TERMS.iter().find(|(name, _)| is(name)) {
        return Some(*graphics);
    }
    // What follows is inherited by any terminal that is started from these; most have a name of their
    // own in TERM.
    if !is("xterm") {
        return None;
    }
    let program = variable("TERM_PROGRAM");
    if let Some((_, graphics)) = PROGRAMS.iter().find(|(name, _)| *name == program) {
        return Some(*graphics);
    }
    let konsole = variable("KONSOLE_VERSION")
        .parse()
        .is_ok_and(|version: u32| version >= KONSOLE);
    if variable("LC_TERMINAL") == "iTerm2" {
        Some(Graphics::Iterm)
    } else if !variable("VTE_VERSION").is_empty() {
        None
    } else if konsole {
        Some(Graphics::Kitty)
    } else {
        // Windows Terminal.
        (!variable("WT_SESSION").is_empty()).then_some(Graphics::Sixel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::environment;

    #[test]
    fn the_terminal_is_known_by_its_names() {
        use Graphics::{Iterm, Kitty, Sixel};
        let xterm = ("TERM", "xterm-256color");
        for (variables, expected) in [
            (&[("TERM", "xterm-kitty")][..], Some(Kitty)),
            (&[("TERM", "xterm-ghostty")], Some(Kitty)),
            (&[xterm, ("TERM_PROGRAM", "ghostty")], Some(Kitty)),
            (&[xterm, ("KONSOLE_VERSION", "230804")], Some(Kitty)),
            (&[xterm, ("KONSOLE_VERSION", "210803")], None),
            (&[xterm, ("TERM_PROGRAM", "iTerm.app")], Some(Iterm)),
            (&[xterm, ("LC_TERMINAL", "iTerm2")], Some(Iterm)),
            (&[xterm, ("TERM_PROGRAM", "WezTerm")], Some(Iterm)),
            (&[xterm, ("TERM_PROGRAM", "vscode")], Some(Iterm)),
            (&[xterm, ("TERM_PROGRAM", "mintty")], Some(Iterm)),
            (&[("TERM", "foot-direct")], Some(Sixel)),
            (&[("TERM", "mlterm-256color")], Some(Sixel)),
            (&[("TERM", "contour")], Some(Sixel)),
            (&[xterm, ("WT_SESSION", "2a5c")], Some(Sixel)),
            // Terminals without, started from one that has them.
            (
                &[("TERM", "alacritty"), ("KONSOLE_VERSION", "230804")],
                None,
            ),
            (
                &[
                    xterm,
                    ("KONSOLE_VERSION", "230804"),
                    ("VTE_VERSION", "7600"),
                ],
                None,
            ),
            (&[xterm, ("TERM_PROGRAM", "Apple_Terminal")], None),
            (&[xterm], None),
            (&[("TERM", "xterm-kitty"), ("ZELLIJ", "0")], None),
            (
                &[
                    ("TERM", "xterm-256color"),
                    ("TMUX", "/tmp/t"),
                    ("TERM_PROGRAM", "WezTerm"),
                ],
                None,
            ),
            (
                &[("TERM", "tmux-256color"), ("TERM_PROGRAM", "iTerm.app")],
                None,
            ),
            (&[("TERM", "screen.xterm-kitty")], None),
            (&[], None),
        ] {
            let found = PicturesChoice::Auto.here(&environment(variables), Depth::Indexed256);
            assert_eq!(found, expected.map(Pictures::Over), "{variables:?}");
        }
    }

    #[test]
    fn cells_take_all_colours_and_what_the_person_says_holds() {
        let kitty = environment(&[("TERM", "xterm-kitty")]);
        let tmux = environment(&[("TERM", "tmux-256color")]);
        let sixel = PicturesChoice::Fixed(Pictures::Over(Graphics::Sixel));
        let cells = PicturesChoice::Fixed(Pictures::Cells);
        for (choice, terminal, depth, expected) in [
            (
                PicturesChoice::Auto,
                &tmux,
                Depth::True,
                Some(Pictures::Cells),
            ),
            (PicturesChoice::Auto, &tmux, Depth::Indexed256, None),
            (
                sixel,
                &tmux,
                Depth::None,
                Some(Pictures::Over(Graphics::Sixel)),
            ),
            (cells, &kitty, Depth::True, Some(Pictures::Cells)),
            (cells, &kitty, Depth::Ansi16, None),
            (PicturesChoice::None, &kitty, Depth::True, None),
        ] {
            assert_eq!(
                choice.here(terminal, depth),
                expected,
                "{choice:?} {depth:?}"
            );
        }
    }
}
