//! Who puts text that is written from right to left in order: the program or the terminal.

use super::Environment;
use super::choice::{Choice, Named};

/// Who puts text that is written from right to left in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bidi {
    /// The program, which asks the terminal to leave it so.
    Visual,
    /// The terminal.
    Terminal,
}

impl Named for Bidi {
    const BOTH: [(&'static str, Self); 2] =
        [("visual", Self::Visual), ("terminal", Self::Terminal)];
}

/// Who is to do it. Left to itself it is the program, unless the terminal does it and cannot be asked
/// not to.
pub type BidiChoice = Choice<Bidi>;

impl BidiChoice {
    /// Who does it in the terminal that `environment` tells of. The terminal is not asked: an answer
    /// that comes late would end up among the keys.
    pub fn here(self, environment: Environment<'_>) -> Bidi {
        match self {
            Self::Fixed(bidi) => bidi,
            Self::Auto => detect(environment),
        }
    }
}

/// The first version of VTE that reorders text, and lets itself be told not to: 0.58.
const VTE: u32 = 5800;

/// Most terminals leave all in the order in which it comes. VTE and mintty reorder it unless told
/// otherwise (BDSM, as
/// <https://terminal-wg.pages.freedesktop.org/bidi/recommendation/escape-sequences.html> has it).
/// Konsole, mlterm, PuTTY and the Terminal of macOS reorder it whatever they are told
/// (<https://terminal-wg.pages.freedesktop.org/bidi/prior-work/terminals.html>). Kitty turns each word
/// around and leaves the words where they come: that reads oddly, but words turned twice do not read.
fn detect(environment: Environment<'_>) -> Bidi {
    let variable = |name: &str| {
        environment(name)
            .map(|value| value.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let term = variable("TERM");
    let is = |name: &str| term == name || term.starts_with(&format!("{name}-"));
    let insists = ["mlterm", "konsole", "putty", "xterm-kitty"]
        .into_iter()
        .any(is)
        || !variable("KONSOLE_VERSION").is_empty()
        || variable("TERM_PROGRAM") == "Apple_Terminal";
    // A multiplexer hands on neither the request nor the terminal's own kind, but VTE's variable.
    let between = is("tmux") || is("screen") || !variable("TMUX").is_empty();
    let vte = variable("VTE_VERSION")
        .parse()
        .is_ok_and(|version: u32| version >= VTE);
    if insists || (between && vte) {
        Bidi::Terminal
    } else {
        Bidi::Visual
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    #[test]
    fn the_terminal_does_it_where_it_cannot_be_kept_from_it() {
        for (variables, expected) in [
            (&[("TERM", "xterm-256color")][..], Bidi::Visual),
            (&[("TERM", "linux")], Bidi::Visual),
            (&[("TERM", "mlterm-256color")], Bidi::Terminal),
            (&[("TERM", "xterm-kitty")], Bidi::Terminal),
            (
                &[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "230804")],
                Bidi::Terminal,
            ),
            (
                &[
                    ("TERM", "xterm-256color"),
                    ("TERM_PROGRAM", "Apple_Terminal"),
                ],
                Bidi::Terminal,
            ),
            (
                &[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")],
                Bidi::Visual,
            ),
            (
                &[("TERM", "tmux-256color"), ("VTE_VERSION", "7600")],
                Bidi::Terminal,
            ),
            (
                &[("TERM", "tmux-256color"), ("VTE_VERSION", "5202")],
                Bidi::Visual,
            ),
            (&[("TERM", "screen.xterm")], Bidi::Visual),
            (&[], Bidi::Visual),
        ] {
            let environment = |name: &str| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(
                BidiChoice::Auto.here(&environment),
                expected,
                "{variables:?}"
            );
            let fixed = BidiChoice::Fixed(Bidi::Terminal);
            assert_eq!(fixed.here(&environment), Bidi::Terminal);
        }
    }
}
