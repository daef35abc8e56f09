//! How a cell is written: its colours and attributes, and the shortest way from one to the next.

use ratatui::style::{Color, Modifier};

use super::sequence::Sequence;

/// Colours and attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifiers: Modifier,
}

/// What can be seen where nothing is written.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Each attribute, what switches it on, and what switches it off.
const ATTRIBUTES: [(Modifier, u16, u16); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The terminal's own colours and nothing more.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifiers: Modifier::empty(),
    };

    /// A pen with these, each colour in its shortest form.
    pub(super) fn new(fg: Color, bg: Color, modifiers: Modifier) -> Self {
        Self {
            fg: shortest(fg),
            bg: shortest(bg),
            modifiers,
        }
    }

    /// What of it shows on a blank. Pens that are the same in this write the same blanks.
    pub(super) fn on_blanks(self) -> Self {
        let modifiers = self.modifiers.intersection(SEEN_ON_BLANKS);
        Self {
            fg: if modifiers.is_empty() {
                Color::Reset
            } else {
                self.fg
            },
            modifiers,
            ..self
        }
    }

    /// Whether erasing leaves what a blank in this pen would: a background and no more.
    pub(super) fn erases(self) -> bool {
        !self.modifiers.intersects(SEEN_ON_BLANKS)
    }

    /// The shortest way here from `before`; `None` is a pen that nobody knows.
    pub(super) fn after(self, before: Option<Self>) -> Sequence {
        let Some(before) = before else {
            return self.anew();
        };
        if before == self {
            return Sequence::new();
        }
        let step = self.by_difference(before);
        let afresh = self.anew();
        if afresh.len() < step.len() {
            afresh
        } else {
            step
        }
    }

    /// The shortest way from `before` to a pen that writes the same blanks as this one, and that
    /// pen.
    pub(super) fn for_blanks_after(self, before: Option<Self>) -> (Sequence, Self) {
        let Some(known) = before else {
            return (self.after(before), self);
        };
        if known.on_blanks() == self {
            return (Sequence::new(), known);
        }
        // What does not show may stay as it is.
        let kept = Self {
            fg: if self.erases() { known.fg } else { self.fg },
            bg: self.bg,
            modifiers: known.modifiers.difference(SEEN_ON_BLANKS) | self.modifiers,
        };
        let (plainly, keeping) = (self.after(before), kept.after(before));
        if plainly.len() < keeping.len() {
            (plainly, self)
        } else {
            (keeping, kept)
        }
    }

    fn anew(self) -> Sequence {
        let mut parameters = Parameters::new();
        if self != Self::PLAIN {
            parameters.add(0);
        }
        for (attribute, on, _) in ATTRIBUTES {
            if self.modifiers.contains(attribute) {
                parameters.add(on);
            }
        }
        parameters.colours(Self::PLAIN, self);
        parameters.end()
    }

    fn by_difference(self, before: Self) -> Sequence {
        let mut parameters = Parameters::new();
        let gone = before.modifiers.difference(self.modifiers);
        // Bold and dim have one switch, and so have the two ways to blink.
        let mut off = None;
        for (attribute, _, switch) in ATTRIBUTES {
            if gone.contains(attribute) && off != Some(switch) {
                parameters.add(switch);
                off = Some(switch);
            }
        }
        let both = Modifier::BOLD | Modifier::DIM;
        // Where one takes the place of the other (some terminals), the order matters.
        let intensity_anew = gone.intersects(both)
            || (self.modifiers.contains(both) && !before.modifiers.contains(both));
        let blinks = Modifier::SLOW_BLINK | Modifier::RAPID_BLINK;
        for (attribute, on, _) in ATTRIBUTES {
            let anew = !before.modifiers.contains(attribute)
                || (both.contains(attribute) && intensity_anew)
                || (blinks.contains(attribute) && gone.intersects(blinks));
            if self.modifiers.contains(attribute) && anew {
                parameters.add(on);
            }
        }
        parameters.colours(before, self);
        parameters.end()
    }
}

/// The numbers of one `CSI … m`.
struct Parameters {
    sequence: Sequence,
    any: bool,
}

impl Parameters {
    fn new() -> Self {
        Self {
            sequence: Sequence::of(b"\x1b["),
            any: false,
        }
    }

    fn add(&mut self, number: u16) {
        if self.any {
            self.sequence.push(b";");
        }
        self.any = true;
        self.sequence.number(number);
    }

    fn colours(&mut self, before: Pen, after: Pen) {
        for (old, new, base) in [(before.fg, after.fg, 30), (before.bg, after.bg, 40)] {
            if old != new {
                self.colour(new, base);
            }
        }
    }

    fn colour(&mut self, colour: Color, base: u16) {
        match colour {
            Color::Rgb(red, green, blue) => {
                for number in [base + 8, 2, red.into(), green.into(), blue.into()] {
                    self.add(number);
                }
            }
            Color::Indexed(index) => {
                for number in [base + 8, 5, index.into()] {
                    self.add(number);
                }
            }
            Color::Reset => self.add(base + 9),
            of_sixteen => {
                let number = NAMES.iter().position(|&name| name == of_sixteen);
                let number = number.and_then(|n| u16::try_from(n).ok()).unwrap_or(9);
                // As every terminal knows them: 31, 97.
                self.add(base + if number < 8 { number } else { 52 + number });
            }
        }
    }

    fn end(mut self) -> Sequence {
        self.sequence.push(b"m");
        self.sequence
    }
}

/// The first 16 of the 256 colours are those that have names, and the others are exact colours too.
fn shortest(colour: Color) -> Color {
    match colour {
        Color::Indexed(index) => NAMES.get(usize::from(index)).copied().unwrap_or(colour),
        Color::Rgb(red, green, blue) => number(red, green, blue).map_or(colour, Color::Indexed),
        other => other,
    }
}

/// The number of an exact colour among the 256, as xterm numbers them: a cube with six steps to a
/// side, and 24 greys. The first six of the cube are left out, which some people change (base16).
fn number(red: u8, green: u8, blue: u8) -> Option<u8> {
    let step = |level| STEPS.iter().position(|&step| step == level);
    let steps = step(red).zip(step(green)).zip(step(blue));
    if let Some(((red, green), blue)) = steps.filter(|&((red, green), _)| red + green > 0) {
        return u8::try_from(16 + 36 * red + 6 * green + blue).ok();
    }
    let grey =
        red == green && green == blue && (8..=238).contains(&red) && (red - 8).is_multiple_of(10);
    grey.then(|| 232 + (red - 8) / 10)
}

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

const NAMES: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, bg: Color, modifiers: Modifier) -> Pen {
        Pen::new(fg, bg, modifiers)
    }

    fn sent(before: Pen, after: Pen) -> String {
        String::from_utf8_lossy(after.after(Some(before)).bytes()).into_owned()
    }

    #[test]
    fn a_pen_is_reached_by_what_differs_or_anew_whichever_is_shorter() {
        let none = Modifier::empty();
        let plain = Pen::PLAIN;
        let red = pen(Color::Red, Color::Reset, none);
        let bold_red = pen(Color::Red, Color::Reset, Modifier::BOLD);
        let marked = pen(
            Color::Red,
            Color::Indexed(236),
            Modifier::BOLD | Modifier::DIM,
        );
        for (before, after, bytes) in [
            (plain, plain, ""),
            (plain, red, "\x1b[31m"),
            (red, plain, "\x1b[m"),
            (red, bold_red, "\x1b[1m"),
            (bold_red, red, "\x1b[22m"),
            (bold_red, plain, "\x1b[m"),
            (bold_red, marked, "\x1b[1;2;48;5;236m"),
            (marked, bold_red, "\x1b[0;1;31m"),
            (
                plain,
                pen(Color::Rgb(1, 20, 255), Color::Reset, none),
                "\x1b[38;2;1;20;255m",
            ),
        ] {
            assert_eq!(sent(before, after), bytes, "{before:?} to {after:?}");
        }
    }

    /// What a terminal makes of the numbers of attributes (ECMA-48's SGR).
    fn taken(mut modifiers: Modifier, sequence: &str) -> Modifier {
        let numbers = sequence.trim_start_matches("\x1b[").trim_end_matches('m');
        if sequence.is_empty() {
            return modifiers;
        }
        for number in numbers.split(';').map(|n| n.parse().unwrap_or(0)) {
            if number == 0 {
                modifiers = Modifier::empty();
            }
            for (attribute, on, off) in ATTRIBUTES {
                modifiers.set(
                    attribute,
                    number == on || (number != off && modifiers.contains(attribute)),
                );
            }
        }
        modifiers
    }

    #[test]
    fn any_attributes_lead_to_any_others() {
        for before in (0..512).map(Modifier::from_bits_truncate) {
            for after in (0..512).map(Modifier::from_bits_truncate) {
                let [old, new] = [before, after].map(|all| pen(Color::Reset, Color::Reset, all));
                let sequence = sent(old, new);
                assert_eq!(taken(before, &sequence), after, "{before:?}: {sequence:?}");
            }
        }
    }

    #[test]
    fn the_first_sixteen_colours_are_written_as_all_terminals_know_them() {
        let colours = |fg, bg| sent(Pen::PLAIN, pen(fg, bg, Modifier::empty()));
        assert_eq!(colours(Color::Indexed(3), Color::Reset), "\x1b[33m");
        assert_eq!(
            colours(Color::LightBlue, Color::Indexed(15)),
            "\x1b[94;107m"
        );
        assert_eq!(colours(Color::Indexed(123), Color::Reset), "\x1b[38;5;123m");
        assert_eq!(
            pen(Color::Indexed(1), Color::Reset, Modifier::empty()),
            pen(Color::Red, Color::Reset, Modifier::empty())
        );
    }

    #[test]
    fn an_exact_colour_that_has_a_number_goes_by_it() {
        let fg = |red, green, blue| {
            let colour = Color::Rgb(red, green, blue);
            sent(Pen::PLAIN, pen(colour, Color::Reset, Modifier::empty()))
        };
        assert_eq!(fg(255, 175, 95), "\x1b[38;5;215m");
        assert_eq!(fg(88, 88, 88), "\x1b[38;5;240m");
        assert_eq!(fg(238, 238, 238), "\x1b[38;5;255m");
        assert_eq!(fg(255, 255, 255), "\x1b[38;5;231m");
        assert_eq!(fg(0, 0, 255), "\x1b[38;2;0;0;255m");
        assert_eq!(fg(248, 248, 248), "\x1b[38;2;248;248;248m");
        assert_eq!(fg(255, 175, 96), "\x1b[38;2;255;175;96m");
    }

    #[test]
    fn blanks_need_the_background_alone() {
        let red = pen(Color::Red, Color::Reset, Modifier::BOLD);
        let (sequence, after) = Pen::PLAIN.for_blanks_after(Some(red));
        assert_eq!((sequence.len(), after), (0, red));
        let on_blue = pen(Color::Red, Color::Blue, Modifier::BOLD);
        let (sequence, _) = Pen::PLAIN.for_blanks_after(Some(on_blue));
        assert_eq!(sequence.bytes(), b"\x1b[m");
        let underlined = pen(Color::Red, Color::Reset, Modifier::UNDERLINED);
        assert!(!underlined.erases() && underlined.on_blanks() != Pen::PLAIN);
    }
}
