//! The feeds that a page offers.

use super::super::links;
use super::super::pieces::{Piece, Pieces, is_in};
use super::super::xml::resolve;
use super::markup;
use crate::loader::subscriptions;
use crate::model::Origin;
use crate::text::Clean;

/// A feed that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What the page calls it; empty where it says nothing.
    pub title: Clean,
    /// Its address.
    pub url: Clean,
    /// Its media type.
    pub media_type: Clean,
}

impl Offer {
    /// What to subscribe to.
    pub fn origin(&self) -> Origin {
        Origin::Url(subscriptions::normal(&self.url).into_owned())
    }
}

/// Media types of feeds. `application/json` alone says too little.
const TYPES: [&str; 7] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/x-rss+xml",
    "text/rss+xml",
    "application/rss",
];

/// Feeds on a page beyond which no more are listed.
const MOST: usize = 50;

/// The feeds that the page `source` at `url` offers by `<link rel="alternate">`, each once, in the
/// order of the page.
pub(super) fn feeds(source: &str, url: Option<&str>) -> Vec<Offer> {
    let mut base = url.map(str::to_owned);
    let mut based = false;
    let mut offers: Vec<(String, String, String)> = Vec::new();
    for piece in Pieces::of(source) {
        let Piece::Open { name, source, .. } = piece else {
            continue;
        };
        if !is_in(&["link", "base"], name) {
            continue;
        }
        let mut attributes = Attributes::of(source, name);
        let mut value = |name: &str| attributes.value(name);
        if name.eq_ignore_ascii_case("base") {
            // The first one counts.
            if let Some(href) = value("href").filter(|_| !based) {
                base = links::absolute(&href, url);
                based = true;
            }
            continue;
        }
        let (Some(rel), Some(href)) = (value("rel"), value("href")) else {
            continue;
        };
        let media_type = value("type").unwrap_or_default().to_ascii_lowercase();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let is_alternate = rel
            .split_whitespace()
            .any(|r| r.eq_ignore_ascii_case("alternate") || r.eq_ignore_ascii_case("feed"));
        if is_alternate && TYPES.contains(&media_type) && offers.len() < MOST {
            offers.push((
                value("title").unwrap_or_default(),
                href,
                media_type.to_owned(),
            ));
        }
    }
    let mut found: Vec<Offer> = Vec::new();
    for (title, href, media_type) in offers {
        let url = links::absolute(&href, base.as_deref()).and_then(|u| Clean::line(&u).non_empty());
        if let Some(url) = url.filter(|url| found.iter().all(|o| o.url != *url)) {
            found.push(Offer {
                title: markup::line(&title),
                url,
                media_type: Clean::line(&media_type),
            });
        }
    }
    found
}

/// The attributes of a tag of HTML, in any case, quoted or not.
struct Attributes<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Attributes<'a> {
    fn of(source: &'a str, name: &str) -> Self {
        let inside = source
            .get(1 + name.len()..)
            .unwrap_or_default()
            .trim_end_matches('>');
        Self(super::super::xml::attributes(inside).collect())
    }

    fn value(&mut self, name: &str) -> Option<String> {
        let mut all = self.0.iter();
        let (_, value) = all.find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        Some(resolve(value).trim().to_owned()).filter(|v| !v.is_empty())
    }
}
