//! How many cells a text takes on a terminal, and cutting it to fit.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that one grapheme cluster takes: 0, 1 or 2 for nearly all.
///
/// Half-width katakana sound marks count as a cell, as terminals draw them, though Unicode calls
/// them extenders.
pub fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return usize::from(!grapheme.as_bytes()[0].is_ascii_control());
    }
    let marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    grapheme.width() + marks
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
}
