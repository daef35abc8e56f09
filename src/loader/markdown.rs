//! Markdown -> a draft: front matter, then CommonMark with the tables, footnotes and strike-outs
//! of GitHub. What stands in the text as HTML is read as HTML.
//!
//! Here is what a file says of itself and the way of its text; how its Markdown becomes a page is
//! in `render`, what is mended before in `mend` and `shortcode`.

use std::ops::ControlFlow;

use dom_query::Document;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::draft::Draft;
use super::front::{self, Field};
use super::html::Walker;
use super::refusal::Refusal;
use super::{Limits, date, links, mend, metadata, render, shortcode, tags, worker};
use crate::text::Clean;

/// Reads `text`. Its headline is that of the front matter, else a first heading of level one.
pub(super) fn read(
    text: &str,
    limits: &Limits,
    losses: &mut Vec<String>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Draft, Refusal> {
    let (fields, text) = front::split(text.trim_start_matches('\u{feff}'));
    let text = mend::mended(&shortcode::without(text));
    let title = first_of(&fields, &["title", "headline"])
        .and_then(|title| unescaped(&title))
        .or_else(|| first_heading(&text));
    let url = first_of(
        &fields,
        &[
            "canonical_url",
            "canonicalurl",
            "canonical",
            "url",
            "permalink",
        ],
    )
    .and_then(|u| links::web(&u));
    let language = first_of(&fields, &["lang", "language", "locale"]);
    let mut draft = Draft {
        byline: authors(&fields),
        published: ["date", "published", "publishdate", "pubdate", "created"]
            .iter()
            .filter_map(|name| first_of(&fields, &[name]))
            .find_map(|d| date::parse(&d)),
        language: language.and_then(|l| metadata::language(&l)),
        ..Draft::default()
    };
    let page = render::page(&text);
    let bounded = tags::bound(&page, limits);
    losses.extend(bounded.loss);
    let page = bounded.source.into_owned();
    let (base, depth) = (url.clone(), limits.depth * 4);
    let folded = title.clone();
    let work = move || {
        let document = Document::from(page);
        let mut walker = Walker::new(base.as_deref(), depth, folded.as_deref());
        walker.walk(&document.body().unwrap_or_else(|| document.root()));
        walker.body.finish()
    };
    draft.body =
        worker::run(Some(limits.extract), tick, work).map_err(|stopped| match stopped {
            worker::Stopped::Cancelled => Refusal::Cancelled,
            _ => Refusal::NoText,
        })?;
    draft.title = title;
    draft.url = url;
    Ok(draft)
}

fn first_of(fields: &[Field], names: &[&str]) -> Option<Clean> {
    let field = |name: &&str| fields.iter().find(|f| f.name == **name);
    let values = names
        .iter()
        .filter_map(field)
        .flat_map(|f| f.values.first());
    values.map(|v| Clean::line(v)).find(|v| !v.is_empty())
}

/// A value of the front matter as a line of text: site generators write it into pages as it is, so
/// that character references in it are resolved there.
fn unescaped(value: &str) -> Option<Clean> {
    let text = if value.contains('&') {
        // A "<" is no tag in a title.
        Document::fragment(value.replace('<', "&lt;")).text()
    } else {
        value.into()
    };
    Clean::line(&text).non_empty()
}

/// The authors; names written as parts of addresses ("jane-doe") are turned into names.
fn authors(fields: &[Field]) -> Option<Clean> {
    let field = fields
        .iter()
        .find(|f| matches!(f.name.as_str(), "author" | "authors" | "byline"))?;
    let names: Vec<String> = field
        .values
        .iter()
        .filter_map(|value| metadata::byline(&unescaped(value)?))
        .map(|name| named(&name))
        .collect();
    Clean::line(&names.join(", ")).non_empty()
}

fn named(value: &str) -> String {
    let is_slug = value.contains('-')
        && value
            .chars()
            .all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_slug {
        return value.to_owned();
    }
    let words = value.split('-').filter(|w| !w.is_empty()).map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text of a heading of level one at the very start.
fn first_heading(text: &str) -> Option<Clean> {
    let mut events = render::parser(text);
    let Some(Event::Start(Tag::Heading { level, .. })) = events.next() else {
        return None;
    };
    if level != pulldown_cmark::HeadingLevel::H1 {
        return None;
    }
    let mut title = String::new();
    for event in events {
        match event {
            Event::End(TagEnd::Heading(_)) => break,
            Event::Text(text) | Event::Code(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    Clean::line(&title).non_empty()
}
