//! Subscriptions: found by what a person calls them, and written as JSON.

use jiff::Timestamp;
use serde::Serialize;

use crate::loader::subscriptions;
use crate::model::{FeedKey, Origin, Subscription};
use crate::text::Clean;

/// The subscription that `words` name: its number, its address or path (the scheme and a slash at
/// the end may be left out), or its name.
///
/// # Errors
/// There is none, or several have that name; as a sentence.
pub(super) fn named<'a>(all: &'a [Subscription], words: &str) -> Result<&'a Subscription, String> {
    let words = words.trim();
    if let Ok(number) = words.parse()
        && let Some(found) = all.iter().find(|s| s.key == FeedKey(number))
    {
        return Ok(found);
    }
    let bare = bare(words);
    let path = std::path::absolute(words).ok();
    let path = path.as_ref().and_then(|path| path.to_str());
    let at = |s: &&Subscription| match &s.origin {
        Origin::Url(url) => self::bare(url) == bare || self::bare(&s.origin.place()) == bare,
        Origin::File(at) | Origin::Folder(at) => Some(at.as_str()) == path,
        Origin::Exec(command) => words.strip_prefix("exec:") == Some(command),
        Origin::Kept | Origin::Edition => false,
    };
    if let Some(found) = all.iter().find(at) {
        return Ok(found);
    }
    let name = words.to_lowercase();
    let mut called = all.iter().filter(|s| s.label().to_lowercase() == name);
    match (called.next(), called.next()) {
        (Some(found), None) => Ok(found),
        (Some(first), Some(second)) => Err(format!(
            "several feeds are called that, {} and {} among them; give the number or the address",
            first.key.0, second.key.0
        )),
        (None, _) => Err("there is no such feed; `quotidian list` names them all".to_owned()),
    }
}

/// An address as people compare it.
fn bare(url: &str) -> String {
    let url = subscriptions::normal(url);
    let rest = url.split_once("://").map_or(&*url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_lowercase()
}

/// A subscription as JSON has it.
#[derive(Serialize)]
pub(super) struct FeedRecord<'a> {
    feed: FeedKey,
    kind: &'static str,
    location: Clean,
    name: Option<&'a Clean>,
    title: Option<&'a Clean>,
    site: Option<&'a Clean>,
    folder: &'a Clean,
    tags: &'a [Clean],
    full_text: bool,
    filter: Option<&'a Clean>,
    articles: usize,
    unread: usize,
    checked: Option<Timestamp>,
    due: Option<Timestamp>,
    error: Option<&'a Clean>,
    warnings: &'a [Clean],
}

impl<'a> From<&'a Subscription> for FeedRecord<'a> {
    fn from(subscription: &'a Subscription) -> Self {
        let (articles, unread) = subscription.counts;
        Self {
            feed: subscription.key,
            kind: subscription.origin.kind(),
            location: subscription.origin.place(),
            name: subscription.name.as_ref(),
            title: subscription.title.as_ref(),
            site: subscription.site.as_ref(),
            folder: &subscription.folder,
            tags: &subscription.tags,
            full_text: subscription.full_text,
            filter: subscription.filter.as_ref(),
            articles,
            unread,
            checked: subscription.state.checked,
            due: subscription.state.due,
            error: subscription.state.error.as_ref(),
            warnings: &subscription.state.warnings,
        }
    }
}
