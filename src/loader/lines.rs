//! Lines of plain text -> paragraphs: whether a line end is the author's or the machine's.

use crate::text::Span;

/// Characters of the longest line that a hard-wrapped text has.
const WIDEST: usize = 120;

/// Share of inner line ends that must stand where the next word no longer fitted, in percent.
const FITTED: usize = 70;

/// Whether `text` has its paragraphs broken into lines of about one width: lines end where the
/// next word would not have fitted, and most of them inside a sentence.
pub(super) fn is_hard_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    if !(30..=WIDEST).contains(&width) {
        return false;
    }
    let (mut inner, mut fitted, mut unended) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let Some(word) = next.split_whitespace().next() else {
            continue;
        };
        if line.is_empty() {
            continue;
        }
        inner += 1;
        // A little slack: some programs wrap at a width that no line reaches.
        let filled = line.chars().count() + 1 + word.chars().count() + 2;
        fitted += usize::from(filled >= width);
        let end = line.trim_end_matches(['"', '\'', '”', '’', ')']);
        unended += usize::from(!end.ends_with(['.', '!', '?', ':', '…', '。']));
    }
    inner > 0 && fitted * 100 >= inner * FITTED && unended * 2 > inner
}

/// The paragraphs of `text` as spans without white space at their ends: groups of lines between
/// blank or indented ones where it is hard-wrapped, else its lines.
pub(super) fn paragraphs(text: &str, hard_wrapped: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut joins = false;
    let mut indent = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let trimmed = span.trimmed(text);
        if trimmed.is_empty() {
            joins = false;
            continue;
        }
        let leading = trimmed.start - span.start;
        let starts = !hard_wrapped
            || !joins
            || (leading >= 2 && indent < 2)
            || is_item(&text[trimmed.start..trimmed.end]);
        match spans.last_mut() {
            Some(last) if !starts => last.end = trimmed.end,
            _ => spans.push(trimmed),
        }
        joins = true;
        indent = leading;
    }
    spans
}

/// Whether a line starts with the bullet of a list.
pub(super) fn is_item(line: &str) -> bool {
    ["• ", "* ", "- ", "– ", "◦ ", "▪ "]
        .iter()
        .any(|bullet| line.starts_with(bullet))
}

/// A hard-wrapped paragraph on one line. A line that ends with a hyphen is joined without a space,
/// and the hyphen stays: whether it belongs to the word nobody can tell.
pub(super) fn joined(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    for line in paragraph.lines().map(str::trim) {
        let hyphenated = out.ends_with('-')
            && out.chars().rev().nth(1).is_some_and(char::is_alphabetic)
            && line.starts_with(char::is_alphabetic);
        let ideographic = out.chars().last().is_some_and(is_unspaced)
            && line.chars().next().is_some_and(is_unspaced);
        if !out.is_empty() && !hyphenated && !ideographic {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Characters of scripts that are written without spaces: CJK ideographs, kana and their
/// punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAPPED: &str = "The harbour board met on Tuesday to hear what the\n\
        engineers had found under the old pier, and left\nwithout a decision.\n\n\
        Nobody spoke to the press afterwards, and the well-\nknown chairman went home \
        by a side door before the\nlast vote was taken.\n";

    #[test]
    fn wrapped_lines_are_joined_and_lines_that_are_paragraphs_are_not() {
        assert!(is_hard_wrapped(WRAPPED));
        let spans = paragraphs(WRAPPED, true);
        assert_eq!(spans.len(), 2);
        assert!(joined(spans[1].of(WRAPPED)).contains("the well-known chairman"));
        let said = "“No,” she said.\n“Why not?” he asked her, and waited a while.\nShe left.\n\nHe did not follow her home that evening, nor the next.";
        assert!(!is_hard_wrapped(said));
        assert_eq!(paragraphs(said, false).len(), 4);
    }

    #[test]
    fn an_indented_line_and_a_bullet_start_a_paragraph() {
        let text =
            "  The first one is indented and runs\non to here.\n  The second too.\n- one\n- two";
        assert_eq!(paragraphs(text, true).len(), 4);
    }
}
