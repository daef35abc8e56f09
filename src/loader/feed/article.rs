//! An entry -> an article.

use dom_query::Document;

use super::super::body::BodyParts;
use super::super::draft::Draft;
use super::super::html::Walker;
use super::super::{Limits, links, plain, tags};
use crate::model::{Article, Content, Entry, Feed, Source, SourceKind};
use crate::text::Clean;

/// Elements nested in one another in an entry. Deeper ones give their text: no entry of news is
/// built so, and the tree is walked on whatever stack there is.
const DEPTH: usize = 48;

/// The article that `entry` of `feed`, which was found at `feed_url`, is: its content, else its
/// summary. All of it is the article, so that no main text is looked for. An entry that is only a
/// link has no text.
pub fn article_of(entry: &Entry, feed: &Feed, feed_url: &str) -> Article {
    let content = entry.content.as_ref().or(entry.summary.as_ref());
    let title = entry.title.as_deref();
    let body = content.map_or_else(BodyParts::default, |content| body(content, title));
    let names: Vec<&str> = entry.authors.iter().map(|author| author.called()).collect();
    let site = feed.title.as_deref().or_else(|| {
        let link = feed.link.as_deref().unwrap_or(feed_url);
        links::host(link)
    });
    let draft = Draft {
        title: entry.title.clone(),
        byline: Clean::line(&names.join(", ")).non_empty(),
        published: entry.published.or(entry.updated),
        url: entry.link.as_deref().and_then(links::web),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        site: None,
        body,
    };
    let id = Clean::line(&format!("{feed_url} {}", entry.id.as_str()));
    let source = Source {
        kind: SourceKind::Feed,
        location: Clean::line(feed_url),
        label: Clean::line(site.unwrap_or(feed_url)),
    };
    draft.finish(id, source)
}

fn body(content: &Content, title: Option<&str>) -> BodyParts {
    match content {
        Content::Text(text) => plain::body(text),
        Content::Html { source, base } => {
            let limits = Limits {
                depth: DEPTH,
                ..Limits::default()
            };
            let bounded = tags::bound(source, &limits);
            let document = Document::from(bounded.source.as_ref());
            let root = document.body().unwrap_or_else(|| document.root());
            let mut walker = Walker::new(base.as_deref(), DEPTH * 4, title);
            walker.walk(&root);
            walker.body.finish()
        }
    }
}
