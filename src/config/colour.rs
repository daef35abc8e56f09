//! Colours as numbers.

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

/// A colour at every depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Colour {
    pub rgb: Rgb,
    pub ansi: Ansi,
}

#[cfg(test)]
mod tests {
    use super::*;

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
