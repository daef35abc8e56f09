//! How articles are shown: on a screen, in a dialogue, or whole.

use std::io::IsTerminal;

use crate::config::{AmbiguousWidth, Environment};
use crate::text::{Widths, WrapOptions};

/// How articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// Panes on a screen.
    Screen,
    /// Line by line, as they are asked for.
    Lines,
    /// One after another, each as a whole.
    Whole,
}

impl Display {
    /// What standard input, standard output and `TERM` allow; or lines, where they are `asked` for.
    pub fn here(asked: bool) -> Self {
        if asked {
            return Self::Lines;
        }
        let [typed, shown] = [
            std::io::stdin().is_terminal(),
            std::io::stdout().is_terminal(),
        ];
        Self::for_terminals(typed, shown, &|name| std::env::var_os(name))
    }

    /// What can be shown where standard input is `typed` on a terminal and standard output `shown` on
    /// one, or not. A dumb terminal cannot move its cursor, but whoever sits at it can type: a text
    /// that rushes past on it is of little use.
    pub fn for_terminals(typed: bool, shown: bool, environment: Environment<'_>) -> Self {
        // Without a name nothing is known of the terminal, but on Windows none has one.
        let dumb = environment("TERM").map_or(cfg!(unix), |term| term.is_empty() || term == "dumb");
        match (shown, dumb) {
            (true, false) => Self::Screen,
            (true, true) if typed => Self::Lines,
            _ => Self::Whole,
        }
    }
}

/// How lines of plain text are set: in at most `measure` cells and what the terminal has. `None`
/// where standard output is no terminal, and lines are left whole for whatever reads them.
pub(super) fn line_setting(measure: u16, widths: Widths) -> Option<WrapOptions<'static>> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let columns = crossterm::terminal::size().map_or(measure, |(columns, _)| columns);
    // Terminals that do not know their size say 0.
    let columns = if columns == 0 { measure } else { columns };
    Some(WrapOptions {
        width: usize::from(measure.min(columns)),
        widths,
        hyphenation: None,
    })
}

/// The cells that characters take on a terminal that draws what is ambiguous so.
pub(super) fn widths(ambiguous: AmbiguousWidth) -> Widths {
    match ambiguous {
        AmbiguousWidth::Narrow => Widths::Narrow,
        AmbiguousWidth::Wide => Widths::Wide,
    }
}

/// Lines of text where nothing sets another measure.
pub(super) const MEASURE: u16 = 72;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_needs_a_terminal_that_moves_its_cursor() {
        let term = |name: &'static str| move |_: &str| Some(name.into());
        let of = |typed, shown, name| Display::for_terminals(typed, shown, &term(name));
        assert_eq!(of(true, true, "xterm"), Display::Screen);
        // Standard input may be the article; the keys are the terminal's all the same.
        assert_eq!(of(false, true, "xterm"), Display::Screen);
        assert_eq!(of(true, true, "dumb"), Display::Lines);
        assert_eq!(of(false, true, "dumb"), Display::Whole);
        assert_eq!(of(true, false, "xterm"), Display::Whole);
    }
}
