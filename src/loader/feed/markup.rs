//! Text that may or may not be markup: feeds rarely say.

use super::super::pieces::{Piece, Pieces, is_in};
use super::super::xml::resolve;
use crate::text::Clean;

/// Elements of HTML that feeds use. "<String>" in a headline about programs is none.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "menu",
    "meta",
    "nav",
    "nobr",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Those that part words.
const PARTING: &[&str] = &[
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Whether `text` holds an element of HTML.
pub(super) fn has_elements(text: &str) -> bool {
    let mut rest = text;
    while let Some(i) = rest.find('<') {
        rest = rest.get(i + 1..).unwrap_or_default();
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let (name, after) = name.split_at(end);
        let ends = after.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        if ends && is_in(ELEMENTS, name) {
            return true;
        }
    }
    false
}

/// The words of a fragment of HTML on one line.
pub(super) fn line(source: &str) -> Clean {
    if !source.contains(['<', '&']) {
        return Clean::line(source);
    }
    let mut out = String::with_capacity(source.len());
    for piece in Pieces::of(source) {
        match piece {
            Piece::Text(text) => out.push_str(&resolve(text)),
            Piece::Open { name, .. } | Piece::Close { name } if is_in(PARTING, name) => {
                out.push(' ');
            }
            // What looks like an element and is none of HTML's is text about one.
            Piece::Open { name, source, .. }
                if !is_in(ELEMENTS, name) && !name.contains([':', '-']) =>
            {
                out.push_str(source);
            }
            Piece::Open { .. } | Piece::Close { .. } | Piece::Aside(_) => {}
        }
    }
    Clean::line(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text_that_looks_like_it() {
        for (text, expected) in [
            ("1 < 2", false),
            ("Vec<String> is back", false),
            ("a <b>bold</b> step", true),
            ("one<br/>two", true),
            ("see <http://example.org>", false),
        ] {
            assert_eq!(has_elements(text), expected, "{text}");
        }
    }

    #[test]
    fn a_headline_is_its_words() {
        for (source, words) in [
            ("A <b>bold</b>er step", "A bolder step"),
            ("One<br>two<p>three", "One two three"),
            ("AT&amp;T &mdash; up", "AT&T — up"),
            ("AT&T & more", "AT&T & more"),
            ("Vec<String> in Rust", "Vec<String> in Rust"),
            ("<script>alert(1)</script>Safe<o:p></o:p>", "Safe"),
            ("1 < 2", "1 < 2"),
        ] {
            assert_eq!(line(source), *words, "{source}");
        }
    }
}
