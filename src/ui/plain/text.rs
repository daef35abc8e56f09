//! Articles as plain lines of text.

use crate::model::{Article, Block, BlockKind, Marker};
use crate::text::{WrapOptions, wrap, wrap_preformatted};

/// Deeper lists and quotations are indented no further.
const DEEPEST: u8 = 8;

/// What stands for a line between parts.
pub(super) const RULE: &str = "* * *";

/// The body of `article` in lines as `setting` says, or whole paragraphs where it is `None`: headings plain, items with their markers, block quotes after `>`, an empty line between
/// blocks. Boilerplate is left out unless `all` is wanted.
pub fn body(article: &Article, setting: Option<WrapOptions<'_>>, all: bool) -> String {
    let mut out = String::new();
    let mut previous: Option<&Block> = None;
    for block in article
        .blocks
        .iter()
        .filter(|block| all || !block.boilerplate)
    {
        if let Some(previous) = previous {
            let one_list = is_item(previous) && is_item(block);
            if !(one_list && previous.quote_depth == block.quote_depth) {
                out.push('\n');
            }
        }
        previous = Some(block);
        self::block(article, block, setting, &mut out);
    }
    out
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

/// One block, as in [`body`].
pub(super) fn block(
    article: &Article,
    block: &Block,
    setting: Option<WrapOptions<'_>>,
    out: &mut String,
) {
    let widths = setting.map(|setting| setting.widths).unwrap_or_default();
    let quote = "> ".repeat(usize::from(block.quote_depth.min(DEEPEST)));
    let (first, rest) = match block.kind {
        BlockKind::Item { depth, marker } => {
            let indent = "  ".repeat(usize::from(depth.min(DEEPEST)));
            let marker = match marker {
                Marker::None => "  ".to_owned(),
                Marker::Bullet => "• ".to_owned(),
                Marker::Number(n) => format!("{n}. "),
            };
            let hang = " ".repeat(widths.cells(&marker));
            (
                format!("{quote}{indent}{marker}"),
                format!("{quote}{indent}{hang}"),
            )
        }
        BlockKind::Code => (format!("{quote}    "), format!("{quote}    ")),
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Rule => (quote.clone(), quote),
    };
    if block.kind == BlockKind::Rule {
        push_line(out, &first, RULE);
        return;
    }
    let text = article.text.as_str();
    let lines: Vec<&str> = match setting.map(|setting| within(setting, &first)) {
        None => block.span.of(text).split('\n').collect(),
        Some(setting) => {
            let rows = match block.kind {
                BlockKind::Code => wrap_preformatted(text, block.span, setting.width, widths),
                _ => wrap(text, block.span, setting),
            };
            rows.iter().map(|row| row.span.of(text)).collect()
        }
    };
    for (i, line) in lines.into_iter().enumerate() {
        push_line(out, if i == 0 { &first } else { &rest }, line);
    }
}

/// `text`, which has no structure, in lines as `setting` says that start with `indent`.
pub fn paragraph(text: &str, indent: &str, setting: Option<WrapOptions<'_>>, out: &mut String) {
    let all = crate::text::Span::new(0, text.len());
    match setting {
        None => push_line(out, indent, text),
        Some(setting) => {
            for row in wrap(text, all, within(setting, indent)) {
                push_line(out, indent, row.span.of(text));
            }
        }
    }
}

/// How to wrap what stands behind `indent`.
fn within<'a>(setting: WrapOptions<'a>, indent: &str) -> WrapOptions<'a> {
    WrapOptions {
        width: setting.width.saturating_sub(setting.widths.cells(indent)),
        ..setting
    }
}

fn push_line(out: &mut String, prefix: &str, line: &str) {
    let start = out.len();
    out.push_str(prefix);
    out.push_str(line);
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Source, SourceKind};
    use crate::text::{Clean, TextBuilder, Widths};

    fn lines_of(width: usize) -> Option<WrapOptions<'static>> {
        Some(WrapOptions {
            width,
            widths: Widths::Narrow,
            hyphenation: None,
        })
    }

    fn article(blocks: &[(BlockKind, u8, bool, &str)]) -> Article {
        let mut text = TextBuilder::new();
        let mut all = Vec::new();
        for &(kind, quote_depth, boilerplate, words) in blocks {
            if !text.is_empty() {
                text.push("\n");
            }
            all.push(Block {
                span: text.push(words),
                kind,
                quote_depth,
                boilerplate,
            });
        }
        Article {
            id: Clean::default(),
            source: Source {
                kind: SourceKind::File,
                location: Clean::default(),
                label: Clean::default(),
            },
            title: None,
            byline: None,
            published: None,
            url: None,
            language: None,
            text: text.finish(),
            blocks: all,
            inlines: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn sample() -> Article {
        let item = |depth, marker| BlockKind::Item { depth, marker };
        article(&[
            (BlockKind::Heading(2), 0, false, "The vote"),
            (
                BlockKind::Paragraph,
                0,
                false,
                "All nine members voted, and all nine agreed.",
            ),
            (
                item(0, Marker::Number(10)),
                0,
                false,
                "Hold rates where they have been since May",
            ),
            (item(1, Marker::Bullet), 0, false, "of oak"),
            (
                BlockKind::Paragraph,
                1,
                false,
                "We wait and see what comes of it all.",
            ),
            (BlockKind::Rule, 0, false, ""),
            (BlockKind::Code, 0, false, "a  =  1\n  b"),
            (BlockKind::Paragraph, 0, true, "Share this"),
        ])
    }

    #[test]
    fn a_pipe_gets_whole_paragraphs() {
        insta::assert_snapshot!(body(&sample(), None, false), @r"
        The vote

        All nine members voted, and all nine agreed.

        10. Hold rates where they have been since May
          • of oak

        > We wait and see what comes of it all.

        * * *

            a  =  1
              b
        ");
    }

    #[test]
    fn a_terminal_gets_lines_that_fit_and_hang() {
        let text = body(&sample(), lines_of(24), false);
        assert!(
            text.lines().all(|line| Widths::Narrow.cells(line) <= 24),
            "{text}"
        );
        insta::assert_snapshot!(text, @r"
        The vote

        All nine members voted,
        and all nine agreed.

        10. Hold rates where
            they have been since
            May
          • of oak

        > We wait and see what
        > comes of it all.

        * * *

            a  =  1
              b
        ");
    }

    #[test]
    fn boilerplate_is_shown_on_demand() {
        assert!(!body(&sample(), None, false).contains("Share this"));
        assert!(body(&sample(), None, true).ends_with("\n\nShare this\n"));
    }

    #[test]
    fn the_narrowest_terminal_gets_something() {
        assert!(body(&sample(), lines_of(1), true).contains('1'));
    }
}
