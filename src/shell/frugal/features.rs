//! What a terminal understands beyond what all of them do, as its name and the environment tell.
//!
//! The terminal is never asked: over a slow line its answer ends up among the keys, or in the
//! shell.

use crate::text::Widths;

/// What the terminal understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// `ECH`, which erases some cells and leaves the cursor where it is.
    pub erase_cells: bool,
    /// Erased cells take the background colour (`bce` in terminfo).
    pub erase_to_colour: bool,
    /// `REP`, which repeats the last character, whichever that is.
    pub repeat: bool,
    /// `DECSTBM`, which has some rows scroll and the others stay.
    pub regions: bool,
    /// `DECLRMM` and `DECSLRM`, which do that for columns.
    pub margins: bool,
    /// `HTS` and `TBC`, which set where tabs go to.
    pub tabs: bool,
    /// `OSC 8`, links to click on; where it is not known the address might be shown as text.
    pub links: bool,
    /// Mode 2026, which shows a frame all at once. Where it is not known it is passed over.
    pub synchronized: bool,
    /// The cells that it gives to characters; its name does not tell.
    pub widths: Widths,
}

impl Features {
    /// What every terminal of ANSI's understands.
    pub const LEAST: Self = Self {
        erase_cells: false,
        erase_to_colour: false,
        repeat: false,
        regions: false,
        margins: false,
        tabs: false,
        links: false,
        synchronized: false,
        widths: Widths::Narrow,
    };

    /// What the terminal with this environment understands; `variable` looks a variable up.
    ///
    /// Sources: the entries of ncurses' terminfo (6.4) for the names; for `REP` also those who call
    /// themselves xterm, who have to follow xterm's entry since ncurses 20170729; for margins the
    /// terminals' own documentation (xterm's ctlseqs, iTerm2, WezTerm, mlterm, mintty, contour,
    /// Ghostty). Many call themselves xterm and have no margins, so a name alone is not enough; over SSH,
    /// where the environment tells of no other, it is not for `REP` either.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| variable(name).unwrap_or_default();
        let is_set = |name| !value(name).is_empty();
        // Both are often told to call themselves xterm.
        let term = match (is_set("STY"), is_set("TMUX")) {
            (true, _) => "screen".to_owned(),
            (false, true) => "tmux".to_owned(),
            (false, false) => value("TERM"),
        };
        let family = FAMILIES.iter().find(|(start, _)| begins(&term, start));
        let mut features = family.map_or(ANSI, |(_, features)| *features);
        // A multiplexer draws for itself, whatever it stands in.
        if MULTIPLEXERS.iter().any(|name| begins(&term, name)) {
            return features;
        }
        // So does mosh, whose server sets this and nothing else that tells of it.
        if is_set("NCURSES_NO_UTF8_ACS") {
            return Self {
                repeat: false,
                links: false,
                ..features
            };
        }
        if ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]
            .into_iter()
            .any(is_set)
        {
            features.repeat &= !BORROWED.contains(&term.as_str());
        }
        let program = value("TERM_PROGRAM");
        let sides = value("XTERM_VERSION").starts_with("XTerm(")
            || value("LC_TERMINAL") == "iTerm2"
            || WITH_MARGINS.contains(&program.as_str());
        features.margins |= sides && !is_set("ZELLIJ");
        // Those before 0.48.2 print the address of a link; see Egmont Koblinger's "Hyperlinks in
        // terminal emulators", which the others follow too.
        let version = value("VTE_VERSION").parse().unwrap_or(u32::MAX);
        features.links &= version >= 4802;
        // They call themselves xterm-256color and do not follow that entry in this.
        if program == "Apple_Terminal" || value("TERMINAL_EMULATOR") == "JetBrains-JediTerm" {
            features.repeat = false;
        }
        features
    }
}

fn begins(term: &str, start: &str) -> bool {
    term.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.', '+']))
}

/// What is left of ANSI in terminals of other names.
const ANSI: Features = Features {
    regions: true,
    ..Features::LEAST
};

/// A terminal of today.
const MODERN: Features = Features {
    erase_cells: true,
    erase_to_colour: true,
    repeat: true,
    regions: true,
    margins: false,
    tabs: true,
    links: true,
    synchronized: true,
    ..Features::LEAST
};

/// What terminals of many kinds call themselves.
const BORROWED: [&str; 4] = ["xterm", "xterm-color", "xterm-16color", "xterm-256color"];

const MULTIPLEXERS: [&str; 2] = ["screen", "tmux"];

/// What `TERM_PROGRAM` is where margins are understood.
const WITH_MARGINS: [&str; 5] = ["iTerm.app", "WezTerm", "mintty", "contour", "ghostty"];

/// What begins with a name and goes on with `-`, or is that name.
const FAMILIES: [(&str, Features); 20] = [
    (
        "xterm-ghostty",
        Features {
            margins: true,
            ..MODERN
        },
    ),
    ("xterm", MODERN),
    ("alacritty", MODERN),
    ("foot", MODERN),
    ("contour", WITH_BOTH),
    ("ghostty", WITH_BOTH),
    ("mintty", WITH_BOTH),
    // It leaves wide glyphs standing where cells are erased.
    (
        "mlterm",
        Features {
            erase_cells: false,
            ..WITH_BOTH
        },
    ),
    ("wezterm", WITH_BOTH),
    ("iterm2", WITH_BOTH),
    ("vte", MODERN),
    ("gnome", MODERN),
    (
        "konsole",
        Features {
            repeat: false,
            ..MODERN
        },
    ),
    (
        "rxvt",
        Features {
            repeat: false,
            links: false,
            ..MODERN
        },
    ),
    (
        "st",
        Features {
            links: false,
            ..MODERN
        },
    ),
    (
        "putty",
        Features {
            repeat: false,
            links: false,
            ..MODERN
        },
    ),
    // tmux repeats nothing beyond ASCII. It passes links on since 3.4; older ones pass over them.
    (
        "tmux",
        Features {
            erase_to_colour: false,
            repeat: false,
            ..MODERN
        },
    ),
    // GNU screen, or a tmux that says so. screen takes mode 2026 for nothing it knows.
    (
        "screen",
        Features {
            tabs: true,
            synchronized: true,
            ..ANSI
        },
    ),
    (
        "linux",
        Features {
            erase_cells: true,
            erase_to_colour: true,
            tabs: true,
            ..ANSI
        },
    ),
    ("vt100", Features { tabs: true, ..ANSI }),
];

const WITH_BOTH: Features = Features {
    margins: true,
    ..MODERN
};

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(all: &[(&str, &str)]) -> Features {
        Features::detect(|name| {
            let found = all.iter().find(|(n, _)| *n == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_name_and_the_environment_tell() {
        assert_eq!(detected(&[("TERM", "xterm-256color")]), MODERN);
        assert!(!detected(&[("TERM", "st-256color")]).links);
        assert_eq!(detected(&[("TERM", "stranger")]), ANSI);
        assert!(detected(&[("TERM", "xterm-ghostty")]).margins);
        assert!(!detected(&[("TERM", "xterm-kitty")]).margins);
        let xterm = [("TERM", "xterm"), ("XTERM_VERSION", "XTerm(379)")];
        assert!(detected(&xterm).margins);
        let apple = [
            ("TERM", "xterm-256color"),
            ("TERM_PROGRAM", "Apple_Terminal"),
        ];
        assert!(!detected(&apple).repeat);
    }

    #[test]
    fn what_stands_between_goes_by_its_own_name() {
        let xterm = |more: &[(&str, &str)]| {
            detected(
                &[
                    &[("TERM", "xterm-256color"), ("XTERM_VERSION", "XTerm(379)")],
                    more,
                ]
                .concat(),
            )
        };
        assert!(xterm(&[]).margins && xterm(&[]).repeat);
        for between in ["TMUX", "STY", "NCURSES_NO_UTF8_ACS"] {
            let features = xterm(&[(between, "1")]);
            assert!(!features.margins && !features.repeat, "{between}");
        }
        assert!(!xterm(&[("ZELLIJ", "0")]).margins);
        assert!(!xterm(&[("SSH_TTY", "/dev/pts/1")]).repeat, "who knows");
        let foot = [("TERM", "foot"), ("SSH_TTY", "/dev/pts/1")];
        assert!(detected(&foot).repeat);
    }

    #[test]
    fn a_multiplexer_is_what_it_says_wherever_it_stands() {
        let screen = [("TERM", "screen"), ("XTERM_VERSION", "XTerm(379)")];
        let features = detected(&screen);
        assert!(!features.margins && !features.erase_to_colour && !features.erase_cells);
        let tmux = [("TERM", "tmux-256color"), ("TERM_PROGRAM", "WezTerm")];
        let features = detected(&tmux);
        assert!(!features.margins && !features.repeat && features.erase_cells);
    }
}
