//! The full text of an article, from its page.

use std::ops::ControlFlow;
use std::path::Path;

use crate::loader::http::{self, FailureKind, Wanted};
use crate::loader::{self, Hint, Limits};
use crate::model::{Article, ArticleKey, Source, SourceKind};
use crate::store::{Result, Store};
use crate::text::Clean;

/// What came of asking for a page.
#[derive(Debug)]
pub(super) enum Page {
    /// It was read.
    Read(Box<Article>),
    /// It is not there, or holds no article: why, as a clause that goes on from its address. It need
    /// not be tried again.
    None(String),
    /// It may be there another time: why it is not now, likewise.
    Later(String),
}

/// Fetches the page at `url` and finds the article in it.
pub(super) fn fetch(url: &str, limits: &Limits, tick: &mut dyn FnMut() -> ControlFlow<()>) -> Page {
    use FailureKind::{Cancelled, Slow, Status, Unreachable};
    let body = match http::fetch(url, Wanted::Page, limits, tick) {
        Ok(body) => body,
        Err(failure) => {
            let why = failure.to_string();
            return match failure.kind {
                Cancelled | Slow | Unreachable | Status(408 | 429 | 500..) => Page::Later(why),
                _ => Page::None(why),
            };
        }
    };
    let source = Source {
        kind: SourceKind::Web,
        location: Clean::line(&body.url),
        label: Clean::default(),
    };
    let hint = Hint {
        name: Some(Path::new(
            body.url.split(['?', '#']).next().unwrap_or_default(),
        )),
        content_type: body.content_type.as_deref(),
        charset: body.charset.as_deref(),
        url: Some(&body.url),
    };
    match loader::read(&body.bytes, &hint, source, limits, &mut Vec::new(), tick) {
        Ok(article) => Page::Read(Box::new(article)),
        Err(why @ loader::Refusal::Cancelled) => Page::Later(why.to_string()),
        Err(why) => Page::None(why.to_string()),
    }
}

/// The article that a feed gave as `own`, with the text of its `page`; as it is where the page has
/// less to say than the feed.
pub(super) fn full(own: Article, page: Article) -> Article {
    if page.word_count() < own.word_count() {
        return own;
    }
    Article {
        id: own.id,
        source: own.source,
        title: own.title.or(page.title),
        byline: own.byline.or(page.byline),
        published: own.published.or(page.published),
        url: own.url.or(page.url),
        language: own.language.or(page.language),
        ..page
    }
}

/// Fetches the full text of an article because the person wants it, and keeps it. Gives in words why
/// nothing came of it, where nothing did.
///
/// # Errors
/// What keeps the library from being read or written.
pub fn full_text(
    store: &mut Store,
    key: ArticleKey,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<std::result::Result<(), String>> {
    let refused = |why: &str| Ok(Err(why.to_owned()));
    let Some(stored) = store.article(key)? else {
        return refused("the article is not there any more");
    };
    let Some(url) = stored
        .article
        .url
        .clone()
        .filter(|url| http::server(url).is_some())
    else {
        return refused("the article has no address to fetch it from");
    };
    let own = stored.own.unwrap_or(stored.article);
    match fetch(&url, limits, tick) {
        Page::Read(page) => {
            let words = own.word_count();
            let full = full(own, *page);
            if full.word_count() > words {
                store.keep_full_text(key, &full)?;
                Ok(Ok(()))
            } else {
                refused("its page has no more to say than is here already")
            }
        }
        Page::None(why) | Page::Later(why) => refused(&format!("{}: {why}", http::shown(&url))),
    }
}
