//! Text that is read from right to left, put in the order in which it stands on a screen: the
//! Unicode bidirectional algorithm (UAX 9).
//!
//! Which character goes where is decided for paragraphs ([`Levels`]), as a number or a bracket
//! follows what stands around it, and is done for rows ([`Levels::runs`]). Clusters of characters
//! that are drawn as one are never taken apart.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Direction as Found, Level, get_base_direction_full};
use unicode_bidi_mirroring::get_mirrored;
use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// Where lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// At the left, as in English.
    #[default]
    LeftToRight,
    /// At the right, as in Arabic and Hebrew.
    RightToLeft,
}

impl Direction {
    /// The direction of the first character that has one (rules P2 and P3); `None` where none has.
    pub fn of(text: &str) -> Option<Self> {
        match get_base_direction_full(text) {
            Found::Ltr => Some(Self::LeftToRight),
            Found::Rtl => Some(Self::RightToLeft),
            Found::Mixed => None,
        }
    }

    fn level(self) -> Level {
        match self {
            Self::LeftToRight => Level::ltr(),
            Self::RightToLeft => Level::rtl(),
        }
    }
}

/// In which order the characters of a line are handed to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineOrder {
    /// From the left to the right of the screen.
    #[default]
    Visual,
    /// As it is read: the terminal itself puts it in order.
    Logical,
}

/// What follows it on a line is in order from the right, whatever it begins with. It takes no cell.
pub const FROM_THE_RIGHT: &str = "\u{2067}";

/// Whether `text` has letters or digits of a script that is written from right to left. Where it
/// has none, everything stands as it is read.
pub fn has_rtl(text: &str) -> bool {
    // The blocks whose characters have the class R or AL unless told otherwise.
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c,
                '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' | '\u{2067}')
        })
}

/// `text` so that it stands in a line of another text as one thing: its own direction counts for
/// its inside, and its outside is not drawn into it. It is enclosed in marks that take no cell.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if has_rtl(text) {
        Cow::Owned(format!("\u{2068}{text}\u{2069}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A part of a row that is read in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The part.
    pub span: Span,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// How deeply each character of a text stands in text of the other direction.
#[derive(Debug)]
pub struct Levels {
    /// Where the text begins.
    start: usize,
    /// A level for each byte.
    levels: Vec<Level>,
    base: Level,
}

impl Levels {
    /// The levels of the part `span` of `text`, whose lines begin as `direction` says; `None` where
    /// all of it stands as it is read.
    pub fn of(text: &str, span: Span, direction: Direction) -> Option<Self> {
        let part = span.of(text);
        if direction == Direction::LeftToRight && !has_rtl(part) {
            return None;
        }
        let base = direction.level();
        Some(Self {
            start: span.start,
            levels: BidiInfo::new(part, Some(base)).levels,
            base,
        })
    }

    /// The runs of the part `row` of `text`, which is shown as one row, from the left of the screen
    /// to its right (rules L1 and L2).
    pub fn runs(&self, text: &str, row: Span) -> Vec<Run> {
        let shown = row.of(text);
        let inked = shown.trim_end_matches(|c: char| c.is_whitespace() || is_isolate(c));
        let mut runs: Vec<(Run, Level)> = Vec::new();
        for (at, cluster) in shown.grapheme_indices(true) {
            let span = Span::new(row.start + at, row.start + at + cluster.len());
            let level = self.levels.get(span.start.saturating_sub(self.start));
            let level = level.filter(|_| at < inked.len()).unwrap_or(&self.base);
            match runs.last_mut() {
                Some((run, last)) if last == level => run.span.end = span.end,
                _ => {
                    let rtl = level.is_rtl();
                    runs.push((Run { span, rtl }, *level));
                }
            }
        }
        let levels: Vec<Level> = runs.iter().map(|(_, level)| *level).collect();
        let order = BidiInfo::reorder_visual(&levels);
        order
            .into_iter()
            .filter_map(|i| Some(runs.get(i)?.0))
            .collect()
    }
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// A cluster of characters as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Where it stands in the text.
    pub span: Span,
    /// What is drawn: itself, or its mirror image (rule L4).
    pub symbol: Cow<'a, str>,
    /// Whether what follows it in the text stands at its left.
    pub rtl: bool,
}

/// The clusters of `runs`, from left to right.
pub fn glyphs<'a>(text: &'a str, runs: &[Run]) -> Vec<Glyph<'a>> {
    let bytes = runs.iter().map(|run| run.span.len()).sum();
    let mut out = Vec::with_capacity(bytes);
    for run in runs {
        let first = out.len();
        let clusters = run.span.of(text).grapheme_indices(true);
        out.extend(clusters.map(|(at, cluster)| {
            let start = run.span.start + at;
            Glyph {
                span: Span::new(start, start + cluster.len()),
                symbol: if run.rtl {
                    mirrored(cluster)
                } else {
                    Cow::Borrowed(cluster)
                },
                rtl: run.rtl,
            }
        }));
        if run.rtl {
            out[first..].reverse();
        }
    }
    out
}

fn mirrored(cluster: &str) -> Cow<'_, str> {
    let mut chars = cluster.chars();
    match chars.next().and_then(get_mirrored) {
        Some(mirror) => Cow::Owned(std::iter::once(mirror).chain(chars).collect()),
        None => Cow::Borrowed(cluster),
    }
}

/// The part `row` of `text` as it stands on the screen.
pub fn visual(text: &str, row: Span, levels: Option<&Levels>) -> String {
    match levels {
        None => row.of(text).to_owned(),
        Some(levels) => glyphs(text, &levels.runs(text, row))
            .into_iter()
            .map(|glyph| glyph.symbol)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as it stands on the screen, in its own direction.
    fn line(text: &str) -> String {
        let all = Span::new(0, text.len());
        let direction = Direction::of(text).unwrap_or_default();
        visual(text, all, Levels::of(text, all, direction).as_ref())
    }

    #[test]
    fn sentences_stand_as_a_person_reads_them() {
        for (text, screen) in [
            ("Plain English, “quoted”.", "Plain English, “quoted”."),
            ("שלום עולם.", ".םלוע םולש"),
            // Numbers and Latin words keep their own direction.
            ("בשנת 2025 נמכרו 1,250 בתים.", ".םיתב 1,250 ורכמנ 2025 תנשב"),
            ("חברת IBM הודיעה", "העידוה IBM תרבח"),
            ("ירידה של 3.5% ברבעון", "ןועברב 3.5% לש הדירי"),
            // Brackets show their mirror images, whatever stands in them.
            ("המפלגה (הליכוד) ניצחה", "החצינ (דוכילה) הגלפמה"),
            ("האיחוד (EU) אישר", "רשיא (EU) דוחיאה"),
            // Quotation marks: « and » are mirrored, “ and ” are not.
            ("قال: «نعم» ثم مضى", "ىضم مث «معن» :لاق"),
            ("אמר: “כן” והלך", "ךלהו ”ןכ“ :רמא"),
            // The cluster of a letter and its points stays whole.
            ("שָׁלוֹם", "םוֹלשָׁ"),
            // Persian with its own digits and a joiner.
            ("سال ۱۴۰۴ می\u{200c}آید", "دیآی\u{200c}م ۱۴۰۴ لاس"),
            // A word from the other side in an English sentence.
            ("The word שלום means peace.", "The word םולש means peace."),
            // A number in brackets goes with the word before it.
            ("He wrote שלום (2) twice.", "He wrote (2) םולש twice."),
        ] {
            assert_eq!(line(text), screen, "{text}");
        }
    }

    #[test]
    fn what_is_isolated_keeps_its_surroundings_apart() {
        let of = |text: &str| {
            let all = Span::new(0, text.len());
            let levels = Levels::of(text, all, Direction::LeftToRight);
            visual(text, all, levels.as_ref()).replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(of("يوسف: 3 of 12"), "3 :فسوي of 12");
        assert_eq!(
            of(&format!("{}: 3 of 12", isolated("يوسف"))),
            "فسوي: 3 of 12"
        );
        assert_eq!(isolated("Ann Lee"), "Ann Lee");
    }

    #[test]
    fn a_row_is_put_in_order_by_its_paragraph() {
        // The second row begins with a Latin name, but belongs to a Hebrew sentence.
        let text = "הוא עבד שנים רבות אצל Google (ענקית החיפוש) בחיפה";
        let at = text.find("Google").unwrap();
        let levels = Levels::of(text, Span::new(0, text.len()), Direction::RightToLeft);
        let row = Span::new(at, text.len());
        assert_eq!(
            visual(text, row, levels.as_ref()),
            "הפיחב (שופיחה תיקנע) Google"
        );
    }

    #[test]
    fn lines_of_a_text_do_not_reach_into_each_other() {
        let text = "עברית\n12 (a)";
        let levels = Levels::of(text, Span::new(0, text.len()), Direction::RightToLeft).unwrap();
        let second = Span::new(text.find('1').unwrap(), text.len());
        assert_eq!(visual(text, second, Some(&levels)), "(a) 12");
    }
}
