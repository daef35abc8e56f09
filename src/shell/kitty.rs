//! The kitty keyboard protocol, where the terminal is one that has it.
//!
//! Terminals can be asked, but the answer may come when the program has ended and ends up on the
//! shell's command line, as over slow lines it does. So nothing is asked: the terminal's name tells,
//! and `TERM` tells it over SSH too. One that is not known keeps the keys that all terminals have.

use crossterm::event::{
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};

use crate::config::Environment;

/// What `TERM` is called in terminals that have the protocol.
const TERMS: &[&str] = &[
    "alacritty",
    "foot",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
];

/// What `TERM_PROGRAM` is called in them where `TERM` is that of another.
const PROGRAMS: &[&str] = &["ghostty", "iTerm.app", "kitty", "rio", "WezTerm"];

/// Turns it on: escape and what is held down with control or alt come without doubt, and with the
/// character that shift makes of a key, as without the protocol. Releases are not asked for.
pub(super) const ON: PushKeyboardEnhancementFlags = PushKeyboardEnhancementFlags(
    KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES
        .union(KeyboardEnhancementFlags::REPORT_ALTERNATE_KEYS),
);

/// Brings back what was before.
pub(super) const OFF: PopKeyboardEnhancementFlags = PopKeyboardEnhancementFlags;

/// Whether the terminal has it.
pub(super) fn is_offered(environment: Environment<'_>) -> bool {
    let of = |name: &str| {
        let value = environment(name).unwrap_or_default();
        value.to_string_lossy().into_owned()
    };
    let term = of("TERM");
    // Variants are named after their terminal: "foot-direct".
    let name = term.strip_suffix("-direct").unwrap_or(&term);
    // Between the program and its terminal there may be another that has its own keys, but hands on
    // the name of the program around it.
    let between = ["screen", "tmux", "dumb"];
    let alone = !between.iter().any(|other| term.starts_with(other));
    TERMS.contains(&name) || (alone && PROGRAMS.contains(&of("TERM_PROGRAM").as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_known_by_their_names() {
        for (term, program, offered) in [
            ("xterm-kitty", "", true),
            ("foot-direct", "", true),
            ("xterm-256color", "WezTerm", true),
            ("xterm-256color", "", false),
            ("xterm-256color", "Apple_Terminal", false),
            ("tmux-256color", "tmux", false),
            ("screen-256color", "WezTerm", false),
            ("", "", false),
        ] {
            let environment = |name: &str| match name {
                "TERM" => Some(term.into()),
                "TERM_PROGRAM" => Some(program.into()),
                _ => None,
            };
            assert_eq!(is_offered(&environment), offered, "{term} {program}");
        }
    }
}
