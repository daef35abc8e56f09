//! Feeds: bytes -> what a feed says about itself, and its entries one at a time.
//!
//! RSS 0.9 to 2.0, RDF site summaries, Atom 0.3 and 1.0, CDF and JSON Feed. What is broken in a feed
//! costs as little of it as can be and is told as a warning; nothing is looked up elsewhere, no
//! document type read, no entity of one expanded.

mod about;
mod article;
mod author;
mod construct;
mod date;
mod discover;
mod entry;
mod identity;
mod json;
mod markup;
mod vocabulary;
mod xml;

use std::ops::ControlFlow;

use super::refusal::Refusal;
use super::xml::Mended;
use super::{Hint, Limits, decode, detect, pieces};
use crate::model::{Entry, Feed};
use crate::text::Clean;

pub use article::article_of;
pub use discover::Offer;

/// What [`read_feed`] calls with the feed and each of its entries.
type OnEntry<'a> = &'a mut dyn FnMut(&Feed, Entry) -> ControlFlow<()>;

/// A feed that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What it says about itself.
    pub feed: Feed,
    /// What was wrong with it, as clauses that go on from its name.
    pub warnings: Vec<String>,
}

/// Reads the feed in `bytes`, and hands each entry to `on_entry` in the order of the feed, with all
/// that the feed says about itself. Breaking from `on_entry` ends the reading there.
///
/// At no time is more in memory than the bytes, their text where they are not UTF-8, one entry, and
/// some 100 bytes for each other.
///
/// # Errors
/// [`Refusal::Page`] for a web page, with the feeds that it offers; others for what is too large, is
/// no text or no feed.
pub fn read_feed(
    bytes: &[u8],
    hint: &Hint<'_>,
    limits: &Limits,
    on_entry: OnEntry<'_>,
) -> Result<Reading, Refusal> {
    if bytes.len() as u64 > limits.feed {
        return Err(Refusal::TooLarge(limits.feed));
    }
    detect::refuse_binary(bytes)?;
    let decoded = decode::decode_named(bytes, hint.charset);
    let text = decoded.text.as_ref();
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let encoding = Clean::line(&decoded.encoding);
    let mut warnings = Warnings::default();
    let found = Origin {
        url: hint.url,
        encoding,
    };
    let feed = match shape(text) {
        Shape::Json => json::read(text, found, &mut warnings, on_entry),
        Shape::Xml => xml::read(text, found, &mut warnings, on_entry),
        Shape::Page => return Err(Refusal::Page(discover::feeds(text, hint.url))),
        Shape::Other => return Err(Refusal::NoFeed),
    };
    Ok(Reading {
        feed,
        warnings: warnings.in_words(),
    })
}

/// Whether `text` is a feed, whatever stands before its first element.
pub(super) fn is_feed(text: &str) -> bool {
    matches!(shape(text), Shape::Json | Shape::Xml)
}

/// Whether a feed may start with the element `name`, which is given without its prefix.
pub(super) fn is_root(name: &str) -> bool {
    pieces::is_in(&xml::ROOTS, name)
}

/// What is known of a feed beside its text.
#[derive(Debug)]
struct Origin<'a> {
    /// The address that it was found at.
    url: Option<&'a str>,
    encoding: Clean,
}

/// What a text is built like.
enum Shape {
    Xml,
    Json,
    Page,
    Other,
}

/// Pieces of a text before which its root must come.
const HEAD_PIECES: usize = 2000;

fn shape(text: &str) -> Shape {
    if json::is_feed(text) {
        return Shape::Json;
    }
    for piece in pieces::Pieces::of(text).take(HEAD_PIECES) {
        match piece {
            pieces::Piece::Open { name, .. } => {
                let local = name.rsplit(':').next().unwrap_or(name);
                if is_root(local) {
                    return Shape::Xml;
                }
                if pieces::is_in(&["html", "head", "body"], name) {
                    return Shape::Page;
                }
            }
            pieces::Piece::Aside(text) => {
                let doctype = text.get(..14).unwrap_or_default();
                if doctype.eq_ignore_ascii_case("<!doctype html") {
                    return Shape::Page;
                }
            }
            _ => {}
        }
    }
    Shape::Other
}

/// What was wrong with a feed.
#[derive(Debug, Default)]
struct Warnings {
    mended: Mended,
    unread_dates: usize,
    repeated: usize,
}

impl Warnings {
    /// As clauses that go on from the name of the feed.
    fn in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let times = |n: usize, one: &str, many: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {many}"),
        };
        if self.mended.junk {
            words.push("has something before its first element, which was passed over".to_owned());
        }
        if self.mended.cut_off {
            words.push("is cut off; what is complete was read".to_owned());
        }
        if self.mended.unclosed > 0 {
            words.push(format!(
                "has {} in the wrong place or missing, which was mended",
                times(self.mended.unclosed, "end tag", "end tags")
            ));
        }
        if self.mended.too_deep > 0 {
            words.push("nests its elements too deep; the deepest were taken as text".to_owned());
        }
        if self.unread_dates > 0 {
            words.push(format!(
                "has {} that could not be read",
                times(self.unread_dates, "date", "dates")
            ));
        }
        if self.repeated > 0 {
            words.push(format!(
                "has {} twice, which came once",
                times(self.repeated, "entry", "entries")
            ));
        }
        words
    }
}
