//! How many cells a text takes on a terminal, and cutting it to fit.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ambiguous::{is_ambiguous_letter, is_wide_in_fonts_alone};

/// The cells that a terminal gives to characters. Of those that Unicode's annex 11 calls ambiguous
/// (curly quotation marks, dashes, the lines of boxes, Greek and Cyrillic letters) that depends on the
/// terminal: one as a rule, two where it follows the fonts of East Asia. All that reckons with
/// cells is handed this value: what one screen takes may be another's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Widths {
    /// What is ambiguous takes one cell.
    #[default]
    Narrow,
    /// What is ambiguous takes two.
    Wide,
}

impl Widths {
    /// Cells that one grapheme cluster takes: 0, 1 or 2 for nearly all.
    ///
    /// A Khmer letter that is written below another counts as a cell, as nearly all terminals give it
    /// one.
    pub fn grapheme_cells(self, grapheme: &str) -> usize {
        if grapheme.len() == 1 {
            return usize::from(!grapheme.as_bytes()[0].is_ascii_control());
        }
        let below = if grapheme.contains(KHMER_BELOW) {
            let after = grapheme.split(KHMER_BELOW).skip(1);
            after.filter(|letter| !letter.is_empty()).count()
        } else {
            0
        };
        self.of_cluster(grapheme) + below
    }

    /// Whether terminals do not agree on the cells that this grapheme cluster takes: some draw its parts
    /// one after another, or count by the tables of an older Unicode.
    pub fn doubtful(self, grapheme: &str) -> bool {
        let mut chars = grapheme.chars();
        let (Some(first), second) = (chars.next(), chars.next()) else {
            return false;
        };
        if second.is_none() {
            return self.is_doubtful(first);
        }
        let of_parts: usize = grapheme.chars().filter_map(|c| self.of_char(c)).sum();
        let joins = |c: char| {
            let category = c.general_category();
            matches!(
                category,
                GeneralCategory::SpacingMark | GeneralCategory::Format
            )
        };
        of_parts != self.grapheme_cells(grapheme)
            || grapheme.chars().any(|c| self.is_doubtful(c) || joins(c))
    }

    /// Cells that a line takes.
    pub fn cells(self, line: &str) -> usize {
        if line.is_ascii() {
            return line.bytes().filter(|b| !b.is_ascii_control()).count();
        }
        let clusters = line.graphemes(true);
        clusters.map(|cluster| self.grapheme_cells(cluster)).sum()
    }

    /// The longest start of `line` that takes at most `width` cells, never cutting a grapheme.
    pub fn clip(self, line: &str, width: usize) -> &str {
        let mut used = 0;
        for (at, grapheme) in line.grapheme_indices(true) {
            used += self.grapheme_cells(grapheme);
            if used > width {
                return &line[..at];
            }
        }
        line
    }

    /// `line` in at most `width` cells: whole, or cut at a word with an ellipsis. A first word that
    /// is itself too long is cut inside.
    pub fn fit(self, line: &str, width: usize) -> Cow<'_, str> {
        if self.cells(line) <= width {
            return Cow::Borrowed(line);
        }
        let Some(room) = width.checked_sub(self.cells(ELLIPSIS)) else {
            return Cow::Borrowed("");
        };
        let head = self.clip(line, room);
        let at_word_end = line[head.len()..].starts_with(char::is_whitespace);
        // A cut that would cost most of the room is no service: then the word is cut.
        let cut = match head.rfind(char::is_whitespace) {
            Some(at) if !at_word_end && self.cells(&head[..at]) * 3 >= room => &head[..at],
            _ => head,
        };
        let cut = cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:·–—-".contains(c));
        Cow::Owned(format!("{cut}{ELLIPSIS}"))
    }

    fn is_doubtful(self, char: char) -> bool {
        is_doubtful_anywhere(char) || self == Self::Wide && is_wide_in_fonts_alone(char)
    }

    fn of_cluster(self, grapheme: &str) -> usize {
        match self {
            Self::Narrow => grapheme.width(),
            Self::Wide => {
                let letters = grapheme.chars().filter(|c| is_ambiguous_letter(*c));
                grapheme.width_cjk() + letters.count()
            }
        }
    }

    fn of_char(self, char: char) -> Option<usize> {
        match self {
            Self::Narrow => char.width(),
            Self::Wide if is_ambiguous_letter(char) => Some(2),
            Self::Wide => char.width_cjk(),
        }
    }
}

/// Stands for what is cut off.
const ELLIPSIS: &str = "…";

/// Before it stands a letter and after it the one that is written below that.
const KHMER_BELOW: char = '\u{17d2}';

fn is_doubtful_anywhere(char: char) -> bool {
    matches!(char,
        // Half a flag; a soft hyphen; a keycap; what picks the picture or the text; skin.
        '\u{1f1e6}'..='\u{1f1ff}' | '\u{ad}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        // Wide since Unicode 16 only.
        | '\u{2630}'..='\u{2637}' | '\u{268a}'..='\u{268f}' | '\u{4dc0}'..='\u{4dff}'
        // Pictures that every Unicode since 12 has added to.
        | '\u{1f6d5}'..='\u{1f6df}' | '\u{1fa70}'..='\u{1faff}'
        // The sound marks that `grapheme_cells` speaks of.
        | '\u{ff9e}' | '\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::Widths::{Narrow, Wide};

    #[test]
    fn a_title_is_cut_at_a_word() {
        assert_eq!(
            Narrow.fit("Rates held as inflation cools", 14),
            "Rates held as…"
        );
        assert_eq!(Narrow.fit("Rates held, as", 12), "Rates held…");
        assert_eq!(Narrow.fit("Donaudampfschifffahrt", 8), "Donauda…");
        assert_eq!(Narrow.fit("日本語の見出し", 7), "日本語…");
        assert_eq!(Narrow.fit("fits", 4), "fits");
        assert_eq!(Narrow.fit("none", 0), "");
    }

    #[test]
    fn wide_and_joined_graphemes_count_as_terminals_draw_them() {
        assert_eq!(Narrow.cells("日本"), 4);
        assert_eq!(Narrow.cells("e\u{301}"), 1);
        assert_eq!(Narrow.cells("👩\u{200d}👧"), 2);
        assert_eq!(Narrow.clip("a日", 2), "a");
    }
    #[test]
    fn what_only_some_terminals_draw_wide_in_the_fonts_of_east_asia_is_doubtful_there() {
        for neutral in ["\u{387}", "⅐", "↚", "∉", "≢", "⓪", "☖", "➀", "🄋"] {
            assert_eq!(Wide.cells(neutral), 2, "{neutral}");
            assert!(Wide.doubtful(neutral), "{neutral}");
            assert!(!Narrow.doubtful(neutral), "{neutral}");
        }
        for ambiguous in ["①", "½", "→", "∈", "☆"] {
            assert!(!Wide.doubtful(ambiguous), "{ambiguous}");
        }
    }

    #[test]
    fn what_terminals_draw_with_other_widths_is_doubtful() {
        for plain in ["a", "é", "e\u{301}", "“", "日", "─", "😀", "한", "ก\u{e48}"] {
            assert!(!Narrow.doubtful(plain), "{plain:?}");
        }
        for other in [
            "🇩🇪",
            "🇩",
            "👩\u{200d}👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "👍🏽",
            "क्षि",
            "ｶﾞ",
            "🫨",
        ] {
            assert!(Narrow.doubtful(other), "{other:?}");
        }
    }

    #[test]
    fn what_is_ambiguous_takes_two_cells_where_the_terminal_draws_it_so() {
        for (text, narrow, wide) in [
            ("“a”", 3, 5),
            ("─│…●", 4, 8),
            ("Ж и α ñ", 7, 10),
            ("日本", 4, 4),
            ("plain", 5, 5),
            ("e\u{301}é", 2, 3),
        ] {
            assert_eq!(
                (Narrow.cells(text), Wide.cells(text)),
                (narrow, wide),
                "{text}"
            );
        }
        assert_eq!(Wide.clip("“a”", 4), "“a");
        assert_eq!(
            Wide.fit("Rates held as inflation cools", 15),
            "Rates held as…"
        );
        assert_eq!(Wide.fit("Rates held as inflation cools", 14), "Rates held…");
        assert_eq!(Wide.fit("much", 1), "");
    }
}
