//! Whether there is a screen to draw on.

use std::io::IsTerminal;

use crate::config::Environment;

/// How articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// Panes on a screen.
    Screen,
    /// Lines of text one after another.
    Plain,
}

impl Display {
    /// What standard output and `TERM` allow.
    pub fn here() -> Self {
        Self::for_terminal(std::io::stdout().is_terminal(), &|name| {
            std::env::var_os(name)
        })
    }

    /// What can be drawn where standard output is a `terminal` or is not. A dumb terminal cannot
    /// move its cursor.
    pub fn for_terminal(terminal: bool, environment: Environment<'_>) -> Self {
        // Without a name nothing is known of the terminal, but on Windows none has one.
        let dumb = environment("TERM").map_or(cfg!(unix), |term| term.is_empty() || term == "dumb");
        if terminal && !dumb {
            Self::Screen
        } else {
            Self::Plain
        }
    }
}

/// Cells that a line of plain text may take: at most `measure` and what the terminal has. `None`
/// where standard output is no terminal, and lines are left whole for whatever reads them.
pub(super) fn line_width(measure: u16) -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let columns = crossterm::terminal::size().map_or(measure, |(columns, _)| columns);
    // Terminals that do not know their size say 0.
    Some(usize::from(if columns == 0 {
        measure
    } else {
        measure.min(columns)
    }))
}

/// Lines of text where nothing sets another measure.
pub(super) const MEASURE: u16 = 72;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_needs_a_terminal_that_moves_its_cursor() {
        let term = |name: &'static str| move |_: &str| Some(name.into());
        assert_eq!(Display::for_terminal(true, &term("xterm")), Display::Screen);
        assert_eq!(Display::for_terminal(true, &term("dumb")), Display::Plain);
        assert_eq!(Display::for_terminal(false, &term("xterm")), Display::Plain);
    }
}
