//! Wrapping text into rows of a measured column, each row knowing the place it shows.

use hyphenation::{Hyphenator, Standard};
use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::width::Widths;

/// Longer paragraphs are filled line by line: evening out the right edge of a text of this many
/// bytes costs time that nobody sees.
const OPTIMAL_UP_TO: usize = 20_000;

/// Columns narrower than this many cells are not hyphenated.
const NARROWEST_HYPHENATED: usize = 10;

/// Textwrap's own penalties, but a row may never be too long: by default two cells too many cost no
/// more than a very uneven edge. Too long here is what `break_apart` could not cut.
const PENALTIES: Penalties = {
    let mut penalties = Penalties::new();
    penalties.overflow_penalty = 1_000_000_000;
    penalties
};

/// One row of wrapped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The text shown, without the white space at which the row was broken.
    pub span: Span,
    /// Cells that the text takes, the hyphen not counted.
    pub cells: usize,
    /// Whether a hyphen is to be drawn at the end.
    pub hyphen: bool,
    /// Whether this row ends its paragraph or a line that the author broke: never justified.
    pub last: bool,
}

/// How to wrap.
#[derive(Debug, Clone, Copy)]
pub struct WrapOptions<'a> {
    /// Cells a row may take; at least 1 is used.
    pub width: usize,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
    /// The dictionary to hyphenate with, if any.
    pub hyphenation: Option<&'a Standard>,
}

/// Wraps the part `span` of `text`. Line feeds inside it are kept as breaks. An empty span gives
/// one empty row.
///
/// No text is lost or shown twice: between the spans of two rows lies white space only.
pub fn wrap(text: &str, span: Span, options: WrapOptions<'_>) -> Vec<Row> {
    let (width, widths) = (options.width.max(1), options.widths);
    let mut rows = Vec::new();
    for line in lines(text, span) {
        let pieces = pieces(text, line, WrapOptions { width, ..options });
        if pieces.is_empty() {
            let nothing = Span::new(line.start, line.start);
            rows.push(row(text, nothing, widths, false, true));
            continue;
        }
        let room = [width as f64];
        let filled = if line.len() <= OPTIMAL_UP_TO {
            wrap_optimal_fit(&pieces, &room, &PENALTIES).ok()
        } else {
            None
        };
        let filled = filled.unwrap_or_else(|| wrap_first_fit(&pieces, &room));
        let count = filled.len();
        for (i, run) in filled.into_iter().enumerate() {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                let shown = Span::new(first.span.start, last.span.end).trimmed(text);
                rows.push(row(
                    text,
                    shown,
                    widths,
                    last.hyphen && i + 1 < count,
                    i + 1 == count,
                ));
            }
        }
    }
    rows
}

/// `text` in lines of at most `width` cells.
pub fn folded(text: &str, width: usize, widths: Widths) -> Vec<String> {
    let options = WrapOptions {
        width,
        widths,
        hyphenation: None,
    };
    let rows = wrap(text, Span::new(0, text.len()), options).into_iter();
    rows.map(|row| row.span.of(text).to_owned()).collect()
}

/// Wraps text whose white space counts (code): lines are broken only where they are too wide.
pub fn wrap_preformatted(text: &str, span: Span, width: usize, widths: Widths) -> Vec<Row> {
    let width = width.max(1);
    let mut rows = Vec::new();
    for line in lines(text, span) {
        let parts = break_apart(text, line, width, widths);
        let count = parts.len();
        for (i, part) in parts.into_iter().enumerate() {
            rows.push(row(text, part, widths, false, i + 1 == count));
        }
    }
    rows
}

fn row(text: &str, span: Span, widths: Widths, hyphen: bool, last: bool) -> Row {
    Row {
        span,
        cells: widths.cells(span.of(text)),
        hyphen,
        last,
    }
}

fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = span.start;
    span.of(text).split('\n').map(move |line| {
        let here = Span::new(start, start + line.len());
        start = here.end + 1;
        here
    })
}

/// A stretch of text that is never broken inside.
#[derive(Debug)]
struct Piece {
    span: Span,
    width: usize,
    space: usize,
    hyphen: bool,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }
    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }
    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

fn pieces(text: &str, line: Span, options: WrapOptions<'_>) -> Vec<Piece> {
    let (width, widths) = (options.width, options.widths);
    // In a column of a few cells a hyphen takes more room than it gives.
    let dictionary = options
        .hyphenation
        .filter(|_| width >= NARROWEST_HYPHENATED);
    let mut out = Vec::new();
    for (span, space) in words(text, line, widths) {
        let word = span.of(text);
        let mut cuts = dictionary.map_or_else(Vec::new, |d| hyphenation_points(word, d));
        cuts.push(word.len());
        let mut start = span.start;
        for cut in cuts {
            let part = Span::new(start, span.start + cut);
            start = part.end;
            let ends_word = part.end == span.end;
            let room = if ends_word { width } else { width - 1 };
            let broken = break_apart(text, part, room, widths);
            let count = broken.len();
            for (i, part) in broken.into_iter().enumerate() {
                let ends_part = i + 1 == count;
                out.push(Piece {
                    span: part,
                    width: widths.cells(part.of(text)),
                    space: if ends_part && ends_word { space } else { 0 },
                    hyphen: ends_part
                        && !ends_word
                        && !part.of(text).ends_with(['-', '‐', '–', '—']),
                });
            }
        }
    }
    out
}

/// The words of `line`, each with the cells of the white space after it.
fn words(text: &str, line: Span, widths: Widths) -> Vec<(Span, usize)> {
    let mut out: Vec<(Span, usize)> = Vec::new();
    let mut at = line.start;
    for word in WordSeparator::UnicodeBreakProperties.find_words(line.of(text)) {
        let span = Span::new(at, at + word.word.len());
        at = span.end + word.whitespace.len();
        let space = widths.cells(word.whitespace);
        match out.last_mut() {
            // The model that finds words of Thai lets signs begin one that belong to the one before.
            Some((last, after)) if *after == 0 && in_one_syllable("", word.word) => {
                last.end = span.end;
                *after = space;
            }
            _ => out.push((span, space)),
        }
    }
    out
}

/// Offsets at which `word` may be hyphenated; the punctuation around it is left alone, and so is
/// what looks like an address or a name of a thing rather than a word.
fn hyphenation_points(word: &str, dictionary: &Standard) -> Vec<usize> {
    let core = word.trim_matches(|c: char| !c.is_alphabetic());
    if core.is_empty() || !core.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let offset = word.find(core).unwrap_or(0);
    dictionary
        .hyphenate(core)
        .breaks
        .iter()
        .map(|at| at + offset)
        .collect()
}

/// Whether a syllable of Thai or Lao goes on from `before` to `after`: vowels that are written before
/// their consonant, and those and the signs that are written after it.
fn in_one_syllable(before: &str, after: &str) -> bool {
    let leads = |c: char| matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}');
    let follows = |c: char| {
        matches!(
            c,
            '\u{e2f}'
                | '\u{e30}'
                | '\u{e32}'
                | '\u{e45}'
                | '\u{e46}'
                | '\u{eaf}'
                | '\u{eb0}'
                | '\u{eb2}'
                | '\u{ec6}'
        )
    };
    before.ends_with(leads) || after.starts_with(follows)
}

/// Cuts `span` into parts of at most `width` cells (or one grapheme), between graphemes; after a
/// `/`, `-`, `&`, `?`, `=` or `.` where one is near the end, as long addresses have them, and not
/// inside a syllable where there is another place.
fn break_apart(text: &str, span: Span, width: usize, widths: Widths) -> Vec<Span> {
    let all = span.of(text);
    if widths.cells(all) <= width {
        return vec![span];
    }
    let mut out = Vec::new();
    let (mut start, mut used, mut good, mut fair) = (0, 0, None, 0);
    let mut before = "";
    for (at, grapheme) in all.grapheme_indices(true) {
        if !in_one_syllable(before, grapheme) {
            fair = at;
        }
        let wide = widths.grapheme_cells(grapheme);
        if used + wide > width && at > start {
            let cut = good
                .filter(|&g| g > start && (at - g) * 3 < at - start)
                .unwrap_or(if fair > start { fair } else { at });
            out.push(Span::new(span.start + start, span.start + cut));
            used = widths.cells(&all[cut..at]);
            start = cut;
            good = None;
        }
        used += wide;
        if matches!(grapheme, "/" | "-" | "&" | "?" | "=" | "." | "_") {
            good = Some(at + grapheme.len());
        }
        before = grapheme;
    }
    out.push(Span::new(span.start + start, span.end));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: usize) -> Vec<&str> {
        let all = Span::new(0, text.len());
        wrap(
            text,
            all,
            WrapOptions {
                width,
                widths: Widths::Narrow,
                hyphenation: None,
            },
        )
        .iter()
        .map(|row| row.span.of(text))
        .collect()
    }

    #[test]
    fn rows_break_at_words_and_between_wide_characters() {
        assert_eq!(shown("one two three", 7), ["one two", "three"]);
        assert_eq!(shown("日本語の文章です", 6), ["日本語", "の文章", "です"]);
        assert_eq!(shown("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(shown("", 9), [""]);
    }

    #[test]
    fn a_long_address_is_cut_where_it_reads_best() {
        let rows = shown(
            "see https://example.org/news/2026/11/a-very-long-slug now",
            24,
        );
        assert!(
            rows.iter().all(|row| Widths::Narrow.cells(row) <= 24),
            "{rows:?}"
        );
        assert_eq!(
            rows.concat().replace(' ', ""),
            "seehttps://example.org/news/2026/11/a-very-long-slugnow"
        );
    }

    #[test]
    fn thai_and_its_neighbours_break_between_words() {
        for words in [
            "ท่า|เรือ|เก่า|จะ|เปิด|อีก|ครั้ง|หลัง|จาก|ปิด|มา|นาน|มากๆ|แล้ว",
            "ທ່າເຮືອ|ເກົ່າ|ຈະ|ເປີດ|ອີກ|ຄັ້ງ",
            "ភាសា|ខ្មែរ|ជា|ភាសា|ផ្លូវការ",
            "မြန်မာ|စာ|ကို|ဖတ်|သည်",
        ] {
            let text = words.replace('|', "");
            let parts = words.split('|');
            let ends: Vec<usize> = parts
                .scan(0, |at, word| {
                    *at += word.len();
                    Some(*at)
                })
                .collect();
            for width in 8..30 {
                let mut at = 0;
                for row in shown(&text, width) {
                    at += row.len();
                    assert!(ends.contains(&at), "{width}: {row:?} of {words:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_longer_than_its_row_is_cut_between_syllables() {
        for width in 2..6 {
            let rows = shown("เปเลเซโมไทยกะปิจะมาไหมๆ", width);
            for row in &rows {
                assert!(
                    !row.ends_with(['เ', 'โ', 'ไ']) && !row.starts_with(['ะ', 'า', 'ๆ']),
                    "{rows:?}"
                );
            }
        }
        assert_eq!(
            shown("เปเลเซโมไทยกะปิจะมาไหมๆ", 4).concat(),
            "เปเลเซโมไทยกะปิจะมาไหมๆ"
        );
    }

    #[test]
    fn code_keeps_its_white_space() {
        let text = "if x:\n    return";
        let rows = wrap_preformatted(text, Span::new(0, text.len()), 20, Widths::Narrow);
        assert_eq!(rows[1].span.of(text), "    return");
    }
}
