//! The showcase edition: what there is to read before anything has been added.

use super::draft::Draft;
use super::plain;
use crate::model::{Article, Source, SourceKind};
use crate::text::Clean;

/// The articles that are compiled in, with a name each.
const ARTICLES: [(&str, &str); 1] = [(
    "000_0ac542e05e29bd92",
    include_str!("../../seeds/000_0ac542e05e29bd92.txt"),
)];

/// The articles of the showcase edition.
pub fn showcase() -> Vec<Article> {
    let articles = ARTICLES.iter().map(|(name, text)| {
        let draft: Draft = plain::read(text);
        let source = Source {
            kind: SourceKind::Edition,
            location: Clean::line(name),
            label: Clean::line("Showcase"),
        };
        draft.finish(Clean::line(&format!("edition:{name}")), source)
    });
    articles.collect()
}
