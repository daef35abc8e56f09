//! Cuts what is typed into the pieces between blanks.

use std::iter::Peekable;
use std::str::CharIndices;

/// A piece of a search between blanks.
#[derive(Debug, Default)]
pub(super) struct Piece<'a> {
    /// All of it.
    pub(super) raw: &'a str,
    /// Whether it is to be absent.
    pub(super) not: bool,
    /// What stands before a colon.
    pub(super) field: Option<&'a str>,
    /// What stands behind it, without quotation marks.
    pub(super) value: &'a str,
    /// Whether it ends in a star.
    pub(super) star: bool,
    /// Whether it may still be being typed.
    pub(super) open: bool,
}

/// The pieces of `text`. A quotation mark that is not closed holds to the end.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
            continue;
        }
        out.push(piece(text, start, &mut chars));
    }
    out
}

fn piece<'a>(text: &'a str, start: usize, chars: &mut Peekable<CharIndices<'_>>) -> Piece<'a> {
    let mut piece = Piece::default();
    let mut from = start;
    if chars.next_if(|&(_, c)| c == '-').is_some() {
        piece.not = true;
        from += 1;
    }
    let rest = &text[from..];
    let name = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    if name > 0 && rest[name..].starts_with(':') {
        piece.field = Some(&rest[..name]);
        from += name + 1;
        while chars.next_if(|&(at, _)| at < from).is_some() {}
    }
    if let Some((_, mark)) = chars.next_if(|&(_, c)| is_quotation_mark(c)) {
        from += mark.len_utf8();
        piece.open = true;
        let mut end = text.len();
        for (at, c) in chars.by_ref() {
            if is_quotation_mark(c) {
                end = at;
                piece.open = false;
                break;
            }
        }
        piece.value = &text[from..end];
        piece.star = chars.next_if(|&(_, c)| c == '*').is_some();
    } else {
        while chars.next_if(|&(_, c)| !c.is_whitespace()).is_some() {}
        let end = chars.peek().map_or(text.len(), |&(at, _)| at);
        piece.value = &text[from..end];
        piece.star = piece.value.ends_with('*');
        piece.open = end == text.len();
    }
    let end = chars.peek().map_or(text.len(), |&(at, _)| at);
    piece.raw = &text[start..end];
    piece
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}
