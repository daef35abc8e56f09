//! Articles for tests.

use crate::model::{Article, Block, BlockKind, Source, SourceKind};
use crate::text::{Clean, Span};

/// The article that holds `text`, a paragraph a line.
pub(crate) fn article(text: &str) -> Article {
    let text = Clean::new(text);
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        if !span.trimmed(&text).is_empty() {
            blocks.push(Block {
                span,
                kind: BlockKind::Paragraph,
                quote_depth: 0,
                boilerplate: false,
            });
        }
    }
    Article {
        id: Clean::line("test"),
        source: Source {
            kind: SourceKind::Record,
            location: Clean::line("test"),
            label: Clean::line("test"),
        },
        title: None,
        byline: None,
        published: None,
        url: None,
        language: None,
        text,
        blocks,
        inlines: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
    }
}
