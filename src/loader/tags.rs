//! Tags of a page without a tree: a single pass that bounds what a tree builder will be given.
//!
//! The tree builder of a browser grammar takes time and memory that grow with the square of how
//! deep elements nest, and what walks its tree recurses. So the tags are counted first.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Limits;
use super::pieces::{Piece, Pieces, is_in};

/// Attributes of one tag beyond which it is written without any: comparing them with one another
/// takes time with the square of their number.
const ATTRIBUTES: usize = 400;

/// Paragraphs of bare text.
const PARAGRAPHS: usize = 20_000;

/// Character references that are resolved in bare text: a tree builder takes them one by one.
const REFERENCES: usize = 100_000;

/// Elements without content, which never nest.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that people leave open, and that another of their kind closes.
const CLOSED_BY_THE_NEXT: &[&str] = &[
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt",
    "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// Elements that part blocks of text.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
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

/// A page that is safe to build a tree from.
#[derive(Debug)]
pub(super) struct Bounded<'a> {
    /// The source: as it was, with the deeper levels left out, or as bare paragraphs.
    pub source: Cow<'a, str>,
    /// What was lost, in words for a person.
    pub loss: Option<String>,
}

/// Makes sure that a tree built from `source` keeps within `limits`.
pub(super) fn bound<'a>(source: &'a str, limits: &Limits) -> Bounded<'a> {
    let marks = source.bytes().filter(|b| matches!(b, b'<' | b'&')).count();
    if marks > limits.marks {
        return Bounded {
            source: Cow::Owned(bare(source)),
            loss: Some(format!(
                "has {marks} marks of markup, more than the {} that are read; its text is shown without structure",
                limits.marks
            )),
        };
    }
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut deepest, mut attributes) = (0usize, 0usize, 0usize);
    for piece in Pieces::of(source) {
        match piece {
            Piece::Open {
                name,
                attributes: n,
                ..
            } => {
                attributes = attributes.max(n);
                if !is_in(VOID, name) && !is_in(CLOSED_BY_THE_NEXT, name) {
                    *open.entry(name.to_ascii_lowercase()).or_default() += 1;
                    depth += 1;
                    deepest = deepest.max(depth);
                }
            }
            // An end tag closes at most one element of its name; counting so, no order of tags
            // nests deeper than what was counted.
            Piece::Close { name } => {
                if let Some(count @ 1..) = open.get_mut(&name.to_ascii_lowercase()) {
                    *count -= 1;
                    depth -= 1;
                }
            }
            Piece::Text(_) | Piece::Aside(_) => {}
        }
    }
    if deepest > limits.depth || attributes > ATTRIBUTES {
        return Bounded {
            source: Cow::Owned(flattened(source, limits)),
            loss: (deepest > limits.depth).then(|| {
                format!(
                    "is nested {deepest} levels deep; what lies below level {} is shown without structure",
                    limits.depth
                )
            }),
        };
    }
    Bounded {
        source: Cow::Borrowed(source),
        loss: None,
    }
}

/// `source` with every element closed where its parent ends, and without the tags below the
/// deepest level allowed.
fn flattened(source: &str, limits: &Limits) -> String {
    let mut out = String::with_capacity(source.len());
    let mut stack: Vec<&str> = Vec::new();
    let mut left_out = false;
    for piece in Pieces::of(source) {
        // What stands in a script that was left out would be markup without it.
        let inside_left_out = std::mem::take(&mut left_out);
        match piece {
            Piece::Text(text) => push_text(&mut out, text),
            Piece::Aside(text) if !inside_left_out => out.push_str(text),
            Piece::Aside(_) => {}
            Piece::Open {
                name,
                attributes,
                source,
            } => {
                let closes = is_in(CLOSED_BY_THE_NEXT, name)
                    && stack
                        .last()
                        .is_some_and(|top| top.eq_ignore_ascii_case(name));
                if closes {
                    stack.pop();
                }
                let void = is_in(VOID, name);
                if !void && stack.len() >= limits.depth {
                    left_out = true;
                    continue;
                }
                if attributes > ATTRIBUTES {
                    out.extend(["<", name, ">"]);
                } else {
                    out.push_str(source);
                }
                if !void {
                    stack.push(name);
                }
            }
            Piece::Close { name } => {
                let matching = stack.iter().rposition(|n| n.eq_ignore_ascii_case(name));
                for name in matching.map(|i| stack.split_off(i)).iter().flatten().rev() {
                    out.extend(["</", name, ">"]);
                }
            }
        }
    }
    out
}

/// The text of `source` alone, as at most [`PARAGRAPHS`] paragraphs; the last holds the rest. After
/// [`REFERENCES`] character references and stray "<" there are spaces in their place.
pub(super) fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len() / 2);
    let (mut paragraphs, mut references) = (0, 0);
    let mut fresh = true;
    let mut hidden: Option<&str> = None;
    for piece in Pieces::of(source) {
        match piece {
            Piece::Text(text) if hidden.is_none() => {
                if fresh && !text.trim().is_empty() && paragraphs < PARAGRAPHS {
                    out.push_str("<p>");
                    paragraphs += 1;
                    fresh = false;
                }
                let marks = text.bytes().filter(|b| matches!(b, b'<' | b'&')).count();
                references += marks;
                if references <= REFERENCES || marks == 0 {
                    push_text(&mut out, text);
                } else {
                    out.push_str(&text.replace(['<', '&'], " "));
                }
            }
            Piece::Open { name, .. } | Piece::Close { name } if is_in(BLOCKS, name) => {
                fresh = true;
                out.push(' ');
                if hidden.is_some_and(|h| h.eq_ignore_ascii_case("head")) {
                    hidden = None;
                }
            }
            Piece::Open { name, .. } if is_in(&["head", "svg", "math"], name) => {
                hidden = hidden.or(Some(name));
            }
            Piece::Close { name } if hidden.is_some_and(|h| h.eq_ignore_ascii_case(name)) => {
                hidden = None;
            }
            _ => {}
        }
    }
    out
}

/// Adds text between tags. A "<" of its own may not meet what follows a tag that was left out.
fn push_text(out: &mut String, text: &str) {
    out.push_str(if text == "<" { "&lt;" } else { text });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            depth: 20,
            ..Limits::default()
        }
    }

    /// Levels of the tree that is built from `source`.
    fn depth(source: &str) -> usize {
        let document = dom_query::Document::from(source);
        let mut deepest = 0;
        let mut next = vec![(document.root(), 0)];
        while let Some((node, depth)) = next.pop() {
            deepest = deepest.max(depth);
            next.extend(node.children().into_iter().map(|child| (child, depth + 1)));
        }
        deepest
    }

    #[test]
    fn no_way_of_writing_tags_nests_deeper_than_allowed() {
        for unit in [
            "<div>",
            "<b><div></b>",
            "<p><b id=x>",
            "<span><div></span>",
            "<table><tr><td>",
            "<ul><li>",
            "<a href='>'><i>",
            "<a =\"><div>",
            "<!--><div>",
            "<svg><style><g>",
            "<title></title><em>",
            "<<i>div>",
            "<script>if (a<b) '<p>'</script><object>",
            "<div <div>",
        ] {
            let source = unit.repeat(2000);
            let bounded = bound(&source, &limits());
            // The tree may add a few levels of its own to each: html, body, tbody, an end tag
            // that puts a style back.
            let depth = depth(&bounded.source);
            assert!(depth <= 3 * 20 + 10, "{unit}: {depth}");
        }
    }

    #[test]
    fn an_ordinary_page_is_left_alone() {
        let source = format!(
            "<!doctype html><html><body>{}<img src='a>b'><br>{}</body></html>",
            "<p>One<p>Two".repeat(1000),
            "<div><ul><li>a<li>b</ul></div>".repeat(1000)
        );
        let bounded = bound(&source, &limits());
        assert!(matches!(bounded.source, Cow::Borrowed(_)));
        assert_eq!(bounded.loss, None);
    }

    #[test]
    fn text_below_the_deepest_level_is_kept_and_the_loss_is_told() {
        let source = format!("{}<script>no</script>Deep words", "<div>".repeat(50_000));
        let bounded = bound(&source, &Limits::default());
        assert!(bounded.source.ends_with("Deep words"));
        assert!(!bounded.source.contains("no"));
        assert!(bounded.loss.unwrap().contains("50001 levels"));
    }

    #[test]
    fn bare_text_keeps_paragraphs_and_drops_scripts() {
        let source =
            "<head><title>T</title><body><p>One <b>two</b></p><script>x<y</script><p>3 < 4";
        assert_eq!(bare(source), "  <p>One two  <p>3 &lt; 4");
    }
}
