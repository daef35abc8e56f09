//! How many colours a terminal has.

use super::Environment;

/// How many colours there are to draw with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: bold, underline and reverse alone.
    None,
    /// The 16 that the person's terminal gives names to.
    Ansi16,
    /// The palette of 256.
    Indexed256,
    /// 24 bits.
    True,
}

/// What the person wants for colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourChoice {
    /// As many as the terminal has.
    Auto,
    /// So many.
    Fixed(Depth),
}

impl ColourChoice {
    /// All choices, as they are written in the configuration and after `--color`.
    pub const NAMES: [&'static str; 5] = ["auto", "none", "16", "256", "true"];

    /// The choice that is written `name`; `never` is another word for `none`.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "auto" => Self::Auto,
            "none" | "never" => Self::Fixed(Depth::None),
            "16" => Self::Fixed(Depth::Ansi16),
            "256" => Self::Fixed(Depth::Indexed256),
            "true" => Self::Fixed(Depth::True),
            _ => return None,
        })
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Fixed(Depth::None) => "none",
            Self::Fixed(Depth::Ansi16) => "16",
            Self::Fixed(Depth::Indexed256) => "256",
            Self::Fixed(Depth::True) => "true",
        }
    }

    /// The depth to draw with. What the person says in the configuration or by a flag goes before
    /// `NO_COLOR`, as <https://no-color.org> asks.
    pub fn depth(self, environment: Environment<'_>) -> Depth {
        match self {
            Self::Fixed(depth) => depth,
            Self::Auto => detect(&|name| {
                let value = environment(name).unwrap_or_default();
                value.to_string_lossy().to_ascii_lowercase()
            }),
        }
    }
}

/// Terminals with 24 bits by the name that they write into `TERM_PROGRAM`. Apple's own has the
/// palette of 256, as `TERM` says there.
const EXACT_PROGRAMS: [&str; 8] = [
    "iterm.app",
    "wezterm",
    "ghostty",
    "vscode",
    "hyper",
    "rio",
    "warpterminal",
    "tabby",
];

/// Terminals with 24 bits by how their `TERM` begins, which comes through SSH too.
const EXACT_TERMS: [&str; 8] = [
    "xterm-kitty",
    "xterm-ghostty",
    "alacritty",
    "foot",
    "wezterm",
    "contour",
    "rio",
    "iterm2",
];

/// The first VTE (GNOME Terminal and its kin) with 24 bits, as it writes its version: 0.36.
const EXACT_VTE: u32 = 3600;

fn detect(variable: &dyn Fn(&str) -> String) -> Depth {
    let set = |name: &str| !["", "0"].contains(&variable(name).as_str());
    let forced = set("CLICOLOR_FORCE");
    let term = variable("TERM");
    // https://no-color.org, and https://bixense.com/clicolors for the other two.
    let refused = !variable("NO_COLOR").is_empty() || (variable("CLICOLOR") == "0" && !forced);
    let colourless = term == "dumb" || term.starts_with("vt1");
    if refused || (colourless && !forced) {
        return Depth::None;
    }
    let by_term = if term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed256
    } else {
        Depth::Ansi16
    };
    // What the terminal around GNU screen can do does not come through it. tmux makes of each
    // colour what its own terminal has.
    if set("STY") && !set("TMUX") {
        return by_term.min(Depth::Indexed256);
    }
    let exact = ["truecolor", "24bit"].contains(&variable("COLORTERM").as_str())
        || EXACT_PROGRAMS.contains(&variable("TERM_PROGRAM").as_str())
        || EXACT_TERMS.iter().any(|name| term.starts_with(name))
        || variable("VTE_VERSION").parse().unwrap_or(0) >= EXACT_VTE
        || set("WT_SESSION");
    if exact && !colourless {
        Depth::True
    } else {
        by_term
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::environment;

    #[test]
    fn the_depth_comes_from_the_environment() {
        let xterm = ("TERM", "xterm-256color");
        for (all, depth) in [
            (&[xterm][..], Depth::Indexed256),
            (&[xterm, ("COLORTERM", "truecolor")], Depth::True),
            (&[("TERM", "xterm-direct")], Depth::True),
            (&[("TERM", "linux")], Depth::Ansi16),
            (&[("TERM", "xterm")], Depth::Ansi16),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None),
            (&[("TERM", "vt100")], Depth::None),
            (&[("TERM", "vt100"), ("CLICOLOR_FORCE", "1")], Depth::Ansi16),
            (&[("TERM", "vt100"), ("CLICOLOR_FORCE", "0")], Depth::None),
            (&[xterm, ("CLICOLOR", "0")], Depth::None),
            (&[xterm, ("CLICOLOR", "1")], Depth::Indexed256),
            (
                &[xterm, ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")],
                Depth::Indexed256,
            ),
            (&[xterm, ("NO_COLOR", "1")], Depth::None),
            (
                &[xterm, ("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
                Depth::None,
            ),
            (&[xterm, ("NO_COLOR", "")], Depth::Indexed256),
        ] {
            let found = ColourChoice::Auto.depth(&environment(all));
            assert_eq!(found, depth, "{all:?}");
        }
    }

    #[test]
    fn terminals_are_known_by_name() {
        let xterm = ("TERM", "xterm-256color");
        for (all, depth) in [
            (&[("TERM", "xterm-kitty")][..], Depth::True),
            (&[("TERM", "foot")], Depth::True),
            (&[xterm, ("TERM_PROGRAM", "WezTerm")], Depth::True),
            (
                &[xterm, ("TERM_PROGRAM", "Apple_Terminal")],
                Depth::Indexed256,
            ),
            (&[xterm, ("VTE_VERSION", "7600")], Depth::True),
            (&[xterm, ("VTE_VERSION", "3409")], Depth::Indexed256),
            (&[xterm, ("WT_SESSION", "8b1")], Depth::True),
        ] {
            let found = ColourChoice::Auto.depth(&environment(all));
            assert_eq!(found, depth, "{all:?}");
        }
    }

    #[test]
    fn screen_takes_away_what_is_around_it_and_tmux_does_not() {
        let exact = ("COLORTERM", "truecolor");
        let screen = ("STY", "1234.pts-0.host");
        for (all, depth) in [
            (
                &[("TERM", "screen-256color"), exact, screen][..],
                Depth::Indexed256,
            ),
            (&[("TERM", "screen"), exact, screen], Depth::Ansi16),
            (
                &[("TERM", "tmux-256color"), exact, ("TMUX", "/tmp/t,1,0")],
                Depth::True,
            ),
            (
                &[("TERM", "tmux-256color"), ("TMUX", "/tmp/t,1,0")],
                Depth::Indexed256,
            ),
        ] {
            let found = ColourChoice::Auto.depth(&environment(all));
            assert_eq!(found, depth, "{all:?}");
        }
    }

    #[test]
    fn the_person_goes_before_no_color() {
        let bare = environment(&[("NO_COLOR", "1")]);
        assert_eq!(ColourChoice::Fixed(Depth::True).depth(&bare), Depth::True);
    }
}
