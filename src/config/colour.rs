//! Colours as numbers, how many of them a terminal has, and whether it is light or dark.

use super::Environment;
use super::theme::Ansi;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Levels of each channel in the 6x6x6 cube of the 256-colour palette (xterm's `256colres.h`).
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Rgb {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = value.to_be_bytes();
        Some(Self(r, g, b))
    }

    /// The nearest of the 240 colours that the 256-colour palette fixes: the cube (16 to 231) and
    /// the greys (232 to 255). The first 16 differ from terminal to terminal.
    pub fn nearest_indexed(self) -> u8 {
        (16..=u8::MAX)
            .min_by_key(|&index| self.distance(Self::from_indexed(index)))
            .unwrap_or(u8::MAX)
    }

    /// The colour that the 256-colour palette has at `index`; black below 16, where terminals
    /// differ.
    pub fn from_indexed(index: u8) -> Self {
        match index {
            0..=15 => Self(0, 0, 0),
            16..=231 => {
                let i = usize::from(index - 16);
                Self(CUBE[i / 36], CUBE[i / 6 % 6], CUBE[i % 6])
            }
            232..=255 => {
                let grey = 8 + 10 * (index - 232);
                Self(grey, grey, grey)
            }
        }
    }

    fn distance(self, other: Self) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(self.0, other.0) + square(self.1, other.1) + square(self.2, other.2)
    }

    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

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
            Self::Auto => detect_depth(environment),
        }
    }
}

fn detect_depth(environment: Environment<'_>) -> Depth {
    let variable = |name: &str| {
        environment(name)
            .map(|value| value.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default()
    };
    let term = variable("TERM");
    if !variable("NO_COLOR").is_empty() || term == "dumb" || term.starts_with("vt1") {
        return Depth::None;
    }
    let colorterm = variable("COLORTERM");
    if ["truecolor", "24bit"].contains(&colorterm.as_str()) || term.ends_with("-direct") {
        return Depth::True;
    }
    if term.contains("256color") {
        return Depth::Indexed256;
    }
    Depth::Ansi16
}

/// What a theme stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

impl Ground {
    /// What the terminal says of itself in `COLORFGBG` ("15;0": the background comes last, as one
    /// of 16 colours); `None` where it says nothing.
    pub fn detect(environment: Environment<'_>) -> Option<Self> {
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

/// A colour at every depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Colour {
    pub rgb: Rgb,
    pub ansi: Ansi,
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn environment(all: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
        let all: Vec<(String, OsString)> = all
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect();
        move |name| all.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone())
    }

    #[test]
    fn the_depth_comes_from_the_environment() {
        for (all, depth) in [
            (&[("TERM", "xterm-256color")][..], Depth::Indexed256),
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
                Depth::True,
            ),
            (&[("TERM", "xterm-direct")], Depth::True),
            (&[("TERM", "linux")], Depth::Ansi16),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None),
            (&[("TERM", "vt100")], Depth::None),
            (
                &[("TERM", "xterm-256color"), ("NO_COLOR", "1")],
                Depth::None,
            ),
            (
                &[("TERM", "xterm-256color"), ("NO_COLOR", "")],
                Depth::Indexed256,
            ),
        ] {
            assert_eq!(
                ColourChoice::Auto.depth(&environment(all)),
                depth,
                "{all:?}"
            );
        }
    }

    #[test]
    fn the_person_goes_before_no_color() {
        let bare = environment(&[("NO_COLOR", "1")]);
        assert_eq!(ColourChoice::Fixed(Depth::True).depth(&bare), Depth::True);
    }

    #[test]
    fn the_ground_comes_from_colorfgbg() {
        let ground = |value| Ground::detect(&environment(&[("COLORFGBG", value)]));
        assert_eq!(ground("15;0"), Some(Ground::Dark));
        assert_eq!(ground("0;15"), Some(Ground::Light));
        assert_eq!(ground("0;default;15"), Some(Ground::Light));
        assert_eq!(ground("12;8"), Some(Ground::Dark));
        assert_eq!(ground("default"), None);
        assert_eq!(Ground::detect(&environment(&[])), None);
    }

    #[test]
    fn the_nearest_of_256_is_the_colour_itself_where_it_is_one_of_them() {
        for index in 16..=u8::MAX {
            let rgb = Rgb::from_indexed(index);
            assert_eq!(Rgb::from_indexed(rgb.nearest_indexed()), rgb);
        }
        assert_eq!(Rgb(0x12, 0x12, 0x13).nearest_indexed(), 233);
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
        let grey = Rgb::parse("#767676").unwrap().contrast(Rgb(255, 255, 255));
        assert!((grey - 4.54).abs() < 0.005, "{grey}");
    }

    #[test]
    fn only_whole_colours_are_read() {
        assert_eq!(Rgb::parse("#00afD7"), Some(Rgb(0, 0xaf, 0xd7)));
        for text in ["00afd7", "#0af", "#00afd7f", "#+0afd7", "#00afdé"] {
            assert_eq!(Rgb::parse(text), None, "{text}");
        }
    }
}
