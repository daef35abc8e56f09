//! An article before it is known where it came from.

use jiff::Timestamp;

use super::body::BodyParts;
use super::boilerplate;
use crate::model::{Article, Block, Picture, Source};
use crate::text::Clean;

/// What one format's reader makes of an input.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub title: Option<Clean>,
    pub byline: Option<Clean>,
    pub published: Option<Timestamp>,
    pub url: Option<Clean>,
    pub language: Option<Clean>,
    /// The name of the site that it stands on.
    pub site: Option<Clean>,
    pub body: BodyParts,
}

impl Draft {
    /// The article, with its boilerplate marked.
    pub fn finish(self, id: Clean, mut source: Source) -> Article {
        if let Some(site) = self.site {
            source.label = site;
        }
        let BodyParts {
            text,
            mut blocks,
            inlines,
            links,
            mut pictures,
        } = self.body;
        boilerplate::mark(&text, &mut blocks, &links);
        pictures.retain(|picture| !is_behind(picture, &blocks));
        Article {
            id,
            source,
            title: self.title.and_then(Clean::non_empty),
            byline: self.byline,
            published: self.published,
            url: self.url,
            language: self.language,
            text,
            blocks,
            inlines,
            links,
            pictures,
        }
    }
}

/// Whether `picture` stands behind the article, among what is no part of it: other articles have
/// theirs there.
fn is_behind(picture: &Picture, blocks: &[Block]) -> bool {
    let (before, after) = blocks.split_at(blocks.partition_point(|b| b.span.start < picture.at));
    let ended = after.iter().all(|block| block.boilerplate);
    ended && before.last().is_some_and(|block| block.boilerplate)
}
