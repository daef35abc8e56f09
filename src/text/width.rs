//! How many cells a text takes on a terminal, and cutting it to fit.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells that one grapheme cluster takes: 0, 1 or 2 for nearly all.
///
/// A Khmer letter that is written below another counts as a cell, as nearly all terminals give it
/// one.
pub fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return usize::from(!grapheme.as_bytes()[0].is_ascii_control());
    }
    let below = if grapheme.contains(KHMER_BELOW) {
        let after = grapheme.split(KHMER_BELOW).skip(1);
        after.filter(|letter| !letter.is_empty()).count()
    } else {
        0
    };
    grapheme.width() + below
}

/// Before it stands a letter and after it the one that is written below that.
const KHMER_BELOW: char = '\u{17d2}';

/// Whether terminals do not agree on the cells that this grapheme cluster takes: some draw its parts
/// one after another, or count by the tables of an older Unicode.
pub fn doubtful(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    if second.is_none() {
        return is_doubtful(first);
    }
    let of_parts: usize = grapheme.chars().filter_map(UnicodeWidthChar::width).sum();
    let joins = |c: char| {
        let category = c.general_category();
        matches!(
            category,
            GeneralCategory::SpacingMark | GeneralCategory::Format
        )
    };
    of_parts != grapheme_cells(grapheme) || grapheme.chars().any(|c| is_doubtful(c) || joins(c))
}

fn is_doubtful(char: char) -> bool {
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

/// Cells that a line takes.
pub fn cells(line: &str) -> usize {
    if line.is_ascii() {
        return line.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    line.graphemes(true).map(grapheme_cells).sum()
}

/// The longest start of `line` that takes at most `width` cells, never cutting a grapheme.
pub fn clip(line: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in line.grapheme_indices(true) {
        used += grapheme_cells(grapheme);
        if used > width {
            return &line[..at];
        }
    }
    line
}

/// `line` in at most `width` cells: whole, or cut at a word with an ellipsis. A first word that
/// is itself too long is cut inside.
pub fn fit(line: &str, width: usize) -> Cow<'_, str> {
    if cells(line) <= width {
        return Cow::Borrowed(line);
    }
    let Some(room) = width.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let head = clip(line, room);
    let at_word_end = line[head.len()..].starts_with(char::is_whitespace);
    // A cut that would cost most of the room is no service: then the word is cut.
    let cut = match head.rfind(char::is_whitespace) {
        Some(at) if !at_word_end && cells(&head[..at]) * 3 >= room => &head[..at],
        _ => head,
    };
    Cow::Owned(format!(
        "{}…",
        cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:·–—-".contains(c))
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_at_a_word() {
        assert_eq!(fit("Rates held as inflation cools", 14), "Rates held as…");
        assert_eq!(fit("Rates held, as", 12), "Rates held…");
        assert_eq!(fit("Donaudampfschifffahrt", 8), "Donauda…");
        assert_eq!(fit("日本語の見出し", 7), "日本語…");
        assert_eq!(fit("fits", 4), "fits");
        assert_eq!(fit("none", 0), "");
    }

    #[test]
    fn wide_and_joined_graphemes_count_as_terminals_draw_them() {
        assert_eq!(cells("日本"), 4);
        assert_eq!(cells("e\u{301}"), 1);
        assert_eq!(cells("👩\u{200d}👧"), 2);
        assert_eq!(clip("a日", 2), "a");
    }
    #[test]
    fn what_terminals_draw_with_other_widths_is_doubtful() {
        for plain in ["a", "é", "e\u{301}", "“", "日", "─", "😀", "한", "ก\u{e48}"] {
            assert!(!doubtful(plain), "{plain:?}");
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
            assert!(doubtful(other), "{other:?}");
        }
    }
}
