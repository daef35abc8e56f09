//! JSON Feed 1.0 and 1.1, read as it comes: one entry at a time.

use std::fmt;
use std::ops::ControlFlow;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::{links, metadata};
use super::entry::{Found, absolute};
use super::identity::Identities;
use super::{OnEntry, Origin, Warnings, author, construct, date, markup};
use crate::model::{Author, Content, Enclosure, Entry, Feed};
use crate::text::Clean;

/// Whether `text` is a JSON feed, or was meant to be one.
pub(super) fn is_feed(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('{') {
        return false;
    }
    let head: String = start.chars().take(4000).collect();
    head.contains("jsonfeed.org/version")
        || head.contains("\"version\"") && head.contains("\"items\"")
        || head.contains("\"items\"") && head.contains("\"title\"")
}

/// Reads the feed `text`.
pub(super) fn read(
    text: &str,
    origin: Origin<'_>,
    warnings: &mut Warnings,
    on_entry: OnEntry<'_>,
) -> Feed {
    let url = origin.url;
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut about = serde_json::Map::new();
    let mut identities = Identities::default();
    let _ = each(text, &mut |part| {
        match part {
            Part::About(key, value) => {
                about.entry(key).or_insert(value);
            }
            Part::Item(item) => identities.look_at(&found(&item, url, &[])),
        }
        ControlFlow::Continue(())
    });
    let about = Value::Object(about);
    let (feed, unread) = feed(&about, url);
    let feed = Feed {
        encoding: origin.encoding,
        ..feed
    };
    warnings.unread_dates += unread;
    let base = feed
        .link
        .as_deref()
        .filter(|link| links::web(link).is_some());
    let base = base.or(url);
    let whole = each(text, &mut |part| {
        let Part::Item(item) = part else {
            return ControlFlow::Continue(());
        };
        let mut found = found(&item, base, &feed.authors);
        warnings.unread_dates += found.unread_dates;
        match identities.assign(&found) {
            Some(id) => {
                found.entry.id = id;
                on_entry(&feed, found.entry)
            }
            None => ControlFlow::Continue(()),
        }
    });
    warnings.repeated = identities.repeated;
    warnings.mended.cut_off = !whole;
    feed
}

fn feed(about: &Value, url: Option<&str>) -> (Feed, usize) {
    let line = |key: &str| text_of(about.get(key)).and_then(|t| Clean::line(&t).non_empty());
    let mut unread = 0;
    let feed = Feed {
        title: line("title"),
        link: absolute(text_of(about.get("home_page_url")).as_deref(), url),
        description: line("description"),
        id: None,
        language: text_of(about.get("language")).and_then(|l| metadata::language(&l)),
        authors: authors(about),
        rights: None,
        published: None,
        // Not in the standard, but written.
        updated: date_of(about.get("date_modified"), &mut unread),
        ..Feed::default()
    };
    (feed, unread)
}

fn found(item: &Value, base: Option<&str>, otherwise: &[Author]) -> Found {
    let text = |key: &str| text_of(item.get(key)).filter(|t| !t.trim().is_empty());
    let mut unread_dates = 0;
    let link = text("url").or_else(|| text("external_url"));
    let html = text("content_html").map(|source| Content::Html {
        source,
        base: base.and_then(|b| Clean::line(b).non_empty()),
    });
    let plain = || text("content_text").and_then(|t| Clean::new(t.trim()).non_empty());
    let mut authors = authors(item);
    if authors.is_empty() {
        authors = otherwise.to_vec();
    }
    let id = text("id");
    // The identifier of an entry is its address where it can be.
    let address = id.clone().filter(|id| links::web(id).is_some());
    let entry = Entry {
        id: Clean::default(),
        title: text("title").and_then(|t| markup::line(&t).non_empty()),
        link: absolute(link.as_deref().or(address.as_deref()), base),
        authors,
        published: date_of(item.get("date_published"), &mut unread_dates),
        updated: date_of(item.get("date_modified"), &mut unread_dates),
        summary: text("summary").and_then(|t| construct::either(&t, base)),
        content: html.or_else(|| plain().map(Content::Text)),
        enclosures: enclosures(item, base),
        tags: tags(item),
        comments: None,
        language: text("language").and_then(|l| metadata::language(&l)),
    };
    Found {
        entry,
        stated: id.and_then(|id| Clean::line(&id).non_empty()),
        link: link.unwrap_or_default(),
        unread_dates,
    }
}

/// Text, also where a number or a truth value stands for it.
fn text_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

fn date_of(value: Option<&Value>, unread: &mut usize) -> Option<jiff::Timestamp> {
    let text = text_of(value).filter(|t| !t.trim().is_empty())?;
    let date = date::parse(&text);
    *unread += usize::from(date.is_none());
    date
}

/// `authors` of version 1.1, or `author` of version 1.
fn authors(value: &Value) -> Vec<Author> {
    let listed = list(value.get("authors"));
    let all = if listed.is_empty() {
        list(value.get("author"))
    } else {
        listed
    };
    let read = all.iter().filter_map(|author| match author {
        Value::String(text) => author::parse(text),
        _ => author::parse(&text_of(author.get("name"))?),
    });
    read.collect()
}

fn tags(item: &Value) -> Vec<Clean> {
    let mut tags = Vec::new();
    for tag in list(item.get("tags")) {
        if let Some(tag) = text_of(Some(tag)).and_then(|t| Clean::line(&t).non_empty())
            && !tags.contains(&tag)
        {
            tags.push(tag);
        }
    }
    tags
}

fn enclosures(item: &Value, base: Option<&str>) -> Vec<Enclosure> {
    let files = list(item.get("attachments")).iter().filter_map(|file| {
        Some(Enclosure {
            url: absolute(text_of(file.get("url")).as_deref(), base)?,
            media_type: text_of(file.get("mime_type")).and_then(|t| Clean::line(&t).non_empty()),
            length: file.get("size_in_bytes").and_then(Value::as_u64),
        })
    });
    files.collect()
}

/// A part of a feed.
enum Part {
    About(String, Value),
    Item(Value),
}

type OnPart<'a> = &'a mut dyn FnMut(Part) -> ControlFlow<()>;

/// Hands over the parts of `text` one after another. False where it ends or breaks before its end,
/// unless `on` had enough.
fn each(text: &str, on: OnPart<'_>) -> bool {
    let mut stopped = false;
    let mut watched = |part: Part| {
        let flow = on(part);
        stopped |= flow.is_break();
        flow
    };
    let mut input = serde_json::Deserializer::from_str(text);
    let read = Root(&mut watched).deserialize(&mut input).is_ok();
    read || stopped
}

/// The object that a feed is.
struct Root<'a>(OnPart<'a>);

impl<'de> DeserializeSeed<'de> for Root<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Root<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON feed")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                map.next_value_seed(Items(&mut *self.0))?;
            } else {
                let value = map.next_value()?;
                if (self.0)(Part::About(key, value)).is_break() {
                    return Err(M::Error::custom("stopped"));
                }
            }
        }
        Ok(())
    }
}

/// The list of its entries.
struct Items<'a>(OnPart<'a>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<(), S::Error> {
        while let Some(item) = items.next_element::<Value>()? {
            // What is no object is no entry.
            if item.is_object() && (self.0)(Part::Item(item)).is_break() {
                return Err(S::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
