//! Elements that hold text for people: titles, summaries, contents.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::super::links;
use super::super::xml::{Element, Namespace, Node};
use super::markup;
use crate::model::Content;
use crate::text::Clean;

/// What an element's content is.
enum Form<'a> {
    /// Text that holds no markup, even where it looks like it.
    Literal(Cow<'a, str>),
    /// HTML.
    Html(Cow<'a, str>),
    /// HTML if it looks like it.
    Either(Cow<'a, str>),
    /// Something that is not text, such as a picture.
    Other,
}

/// Base 64 as it is found: with padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The words of `element` on one line.
pub(super) fn line(element: &Element<'_>) -> Option<Clean> {
    let untyped = element.namespace == Namespace::Atom && element.attribute("type").is_none();
    let line = match form(element) {
        Form::Literal(text) => Clean::line(&text),
        // Without a type a title of Atom is plain text, even if it looks like markup.
        Form::Either(text) if untyped && element.attribute("mode").is_none() => Clean::line(&text),
        Form::Html(text) | Form::Either(text) => markup::line(&text),
        Form::Other => return None,
    };
    line.non_empty()
}

/// The text of `element`, whose relative links start from `base`.
pub(super) fn content(element: &Element<'_>, base: Option<&str>) -> Option<Content> {
    let html = |source: &str| {
        (!source.trim().is_empty()).then(|| Content::Html {
            source: source.to_owned(),
            base: base.and_then(|b| Clean::line(b).non_empty()),
        })
    };
    let plain = |text: &str| {
        let text = Clean::new(text.trim()).non_empty();
        text.map(Content::Text)
    };
    match form(element) {
        Form::Literal(text) => plain(&text),
        Form::Html(text) => html(&text),
        Form::Either(text) => either(&text, base),
        Form::Other => None,
    }
}

/// `text` as HTML where it has elements of it, else as plain text, in which references may still
/// stand.
pub(super) fn either(text: &str, base: Option<&str>) -> Option<Content> {
    if text.trim().is_empty() {
        return None;
    }
    if markup::has_elements(text) {
        return Some(Content::Html {
            source: text.to_owned(),
            base: base.and_then(|b| Clean::line(b).non_empty()),
        });
    }
    let text = super::super::xml::resolve(text);
    Clean::new(text.trim()).non_empty().map(Content::Text)
}

fn form<'a>(element: &Element<'a>) -> Form<'a> {
    let lower = |name: &str| {
        element
            .attribute(name)
            .map(|v| v.trim().to_ascii_lowercase())
    };
    let kind = lower("type").unwrap_or_default();
    let mode = lower("mode").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if element.namespace != Namespace::Atom {
        return match element.children.iter().any(is_element) {
            true => Form::Html(Cow::Owned(inline(wrapper(element)))),
            false if mode == "base64" => decoded(&element.text()).map_or(Form::Other, Form::Either),
            false => Form::Either(element.text()),
        };
    }
    if mode == "base64" {
        return match decoded(&element.text()) {
            Some(text) if kind == "text/plain" => Form::Literal(text),
            Some(text) => Form::Either(text),
            None => Form::Other,
        };
    }
    let text = element.text();
    if element.children.iter().any(is_element) {
        // Some wrap what they have escaped into an element all the same.
        let wrapper = wrapper(element);
        let escaped = matches!(kind, "html" | "text/html") || mode == "escaped";
        if escaped && wrapper.elements().next().is_none() && markup::has_elements(&text) {
            return Form::Html(text);
        }
        return Form::Html(Cow::Owned(inline(wrapper)));
    }
    match kind {
        "text" | "text/plain" => Form::Literal(text),
        "html" | "text/html" => Form::Html(text),
        "" | "xhtml" | "escaped" | "xml" => Form::Either(text),
        _ if kind.starts_with("text/") || kind.ends_with("xml") => Form::Either(text),
        // Any other type is sent in base 64 (RFC 4287, section 4.1.3.3), unless it is not.
        _ => match decoded(&text) {
            Some(text) => Form::Either(text),
            None if text.trim().contains(char::is_whitespace) => Form::Either(text),
            None => Form::Other,
        },
    }
}

fn is_element(node: &Node<'_>) -> bool {
    matches!(node, Node::Element(_))
}

/// The `div` or `body` that Atom puts around what is in `element`, or else the element itself.
fn wrapper<'e, 'a>(element: &'e Element<'a>) -> &'e Element<'a> {
    let mut inside = element.elements();
    match (inside.next(), inside.next()) {
        (Some(only), None)
            if matches!(only.name, "div" | "body") && element.own_text().trim().is_empty() =>
        {
            only
        }
        _ => element,
    }
}

/// The elements in `element` as HTML.
fn inline(element: &Element<'_>) -> String {
    element.inner_html(&|address, base| links::absolute(address, Some(base)))
}

/// Text in base 64; `None` where it is none, or stands for no text.
fn decoded(text: &str) -> Option<Cow<'static, str>> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = BASE64.decode(packed.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    (!text.contains('\0')).then_some(Cow::Owned(text))
}
