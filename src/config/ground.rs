//! Whether a terminal is light or dark.

use super::Environment;
use super::choice::{Choice, Named};
use super::colour::Rgb;
use super::link::Link;
use super::theme::ThemeFile;

/// What a theme stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

impl Ground {
    /// The name of the built-in theme for it.
    pub fn theme(self) -> &'static str {
        match self {
            Self::Dark => ThemeFile::DARK,
            Self::Light => ThemeFile::LIGHT,
        }
    }

    /// What the terminal says of itself in `COLORFGBG` ("15;0": the background comes last, as one
    /// of 16 colours); `None` where it says nothing.
    fn detect(environment: Environment<'_>) -> Option<Self> {
        let value = environment("COLORFGBG")?;
        let background: u8 = value.to_str()?.rsplit(';').next()?.parse().ok()?;
        match background {
            // Black to cyan, and the dark grey.
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            _ => None,
        }
    }
}

impl From<Rgb> for Ground {
    /// Light is what black letters are easier to read on than white ones.
    fn from(background: Rgb) -> Self {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        if background.contrast(black) > background.contrast(white) {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

impl Named for Ground {
    const BOTH: [(&'static str, Self); 2] = [("dark", Self::Dark), ("light", Self::Light)];
}

/// What the person says of the terminal's background.
pub type Background = Choice<Ground>;

impl Background {
    /// What is known of the ground without asking the terminal.
    pub fn known(self, environment: Environment<'_>) -> Option<Ground> {
        match self {
            Self::Fixed(ground) => Some(ground),
            Self::Auto => Ground::detect(environment),
        }
    }
}

/// Whether a terminal may be asked for its background. Not over a slow line, where the answer may
/// come when the program has ended and the shell reads it; not those that are known not to answer,
/// and not through GNU screen, which hands on neither question nor answer.
pub fn may_ask(link: Link, environment: Environment<'_>) -> bool {
    let variable = |name: &str| environment(name).unwrap_or_default();
    let term = variable("TERM").to_string_lossy().into_owned();
    let in_tmux = !variable("TMUX").is_empty();
    let in_screen = !variable("STY").is_empty() || term.starts_with("screen");
    let mute = ["", "dumb", "linux", "cons25", "eterm"].contains(&term.as_str())
        || term.starts_with("vt")
        || term.starts_with("eterm-");
    link == Link::Local && !mute && (in_tmux || !in_screen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::environment;

    #[test]
    fn the_ground_comes_from_colorfgbg() {
        let ground = |value| Background::Auto.known(&environment(&[("COLORFGBG", value)]));
        assert_eq!(ground("15;0"), Some(Ground::Dark));
        assert_eq!(ground("0;15"), Some(Ground::Light));
        assert_eq!(ground("0;default;15"), Some(Ground::Light));
        assert_eq!(ground("12;8"), Some(Ground::Dark));
        assert_eq!(ground("default"), None);
        assert_eq!(Background::Auto.known(&environment(&[])), None);
    }

    #[test]
    fn what_the_person_says_of_the_ground_holds() {
        let dark = environment(&[("COLORFGBG", "15;0")]);
        let light = Background::Fixed(Ground::Light);
        assert_eq!(light.known(&dark), Some(Ground::Light));
    }

    #[test]
    fn a_background_is_light_or_dark() {
        for (background, ground) in [
            ("#000000", Ground::Dark),
            ("#282c34", Ground::Dark),
            ("#002b36", Ground::Dark),
            ("#fdf6e3", Ground::Light),
            ("#ffffff", Ground::Light),
            ("#c0c0c0", Ground::Light),
            ("#5f5f5f", Ground::Dark),
        ] {
            let rgb = Rgb::parse(background).unwrap();
            assert_eq!(Ground::from(rgb), ground, "{background}");
        }
    }

    #[test]
    fn only_terminals_that_answer_at_once_are_asked() {
        let xterm = ("TERM", "xterm-256color");
        for (all, link, asked) in [
            (&[xterm][..], Link::Local, true),
            (&[xterm], Link::Ssh, false),
            (&[("TERM", "linux")], Link::Local, false),
            (&[("TERM", "dumb")], Link::Local, false),
            (&[("TERM", "vt220")], Link::Local, false),
            (&[], Link::Local, false),
            (&[("TERM", "screen-256color")], Link::Local, false),
            (&[xterm, ("STY", "1.x")], Link::Local, false),
            (
                &[("TERM", "screen-256color"), ("TMUX", "/tmp/t,1,0")],
                Link::Local,
                true,
            ),
        ] {
            assert_eq!(may_ask(link, &environment(all)), asked, "{all:?} {link:?}");
        }
    }
}
