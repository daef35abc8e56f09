//! Elements with what is in them.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Namespace, reference, tokens};

/// An element and all that is in it.
#[derive(Debug, Clone, Default)]
pub(in crate::loader) struct Element<'a> {
    pub namespace: Namespace,
    /// Its name without the prefix.
    pub name: &'a str,
    /// The source of its attributes.
    pub(super) attributes: &'a str,
    pub children: Vec<Node<'a>>,
    /// The address that relative ones in it start from (`xml:base`), its own or one from around
    /// it.
    pub base: Option<Rc<str>>,
    /// Its language (`xml:lang`), its own or one from around it.
    pub language: Option<Rc<str>>,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub(in crate::loader) enum Node<'a> {
    Element(Element<'a>),
    /// Text with unresolved references.
    Text(&'a str),
    /// Text that means what it says.
    Data(&'a str),
}

/// Elements of HTML without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

impl<'a> Element<'a> {
    /// The value of the attribute `name`, without regard to case and prefixes.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut all = tokens::attributes(self.attributes);
        let (_, value) = all.find(|(n, _)| {
            let local = n.rsplit(':').next().unwrap_or(n);
            local.eq_ignore_ascii_case(name)
        })?;
        Some(reference::resolve(value))
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// All text in it.
    pub fn text(&self) -> Cow<'a, str> {
        // Nearly always there is one piece.
        match self.children.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => reference::resolve(text),
            [Node::Data(text)] => Cow::Borrowed(text),
            _ => {
                let mut out = String::new();
                self.push_text(&mut out);
                Cow::Owned(out)
            }
        }
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.push_text(out),
                Node::Text(text) => out.push_str(&reference::resolve(text)),
                Node::Data(text) => out.push_str(text),
            }
        }
    }

    /// The text that stands in it directly, without that of the elements in it.
    pub fn own_text(&self) -> String {
        let own = self.children.iter().filter_map(|child| match child {
            Node::Element(_) => None,
            Node::Text(text) => Some(reference::resolve(text)),
            Node::Data(text) => Some(Cow::Borrowed(*text)),
        });
        own.collect()
    }

    /// What is in it as a fragment of HTML: without prefixes, and with relative addresses made
    /// absolute by `resolve(address, base)` where an element has a base of its own.
    pub fn inner_html(&self, resolve: &dyn Fn(&str, &str) -> Option<String>) -> String {
        let mut out = String::new();
        self.push_inner(self.base.as_deref(), resolve, &mut out);
        out
    }

    fn push_inner(
        &self,
        outer: Option<&str>,
        resolve: &dyn Fn(&str, &str) -> Option<String>,
        out: &mut String,
    ) {
        for child in &self.children {
            match child {
                Node::Text(text) => escape(&reference::resolve(text), out),
                Node::Data(text) => escape(text, out),
                Node::Element(element) => {
                    let void = VOID.iter().any(|v| v.eq_ignore_ascii_case(element.name));
                    out.extend(["<", element.name]);
                    let own = element.base.as_deref().filter(|base| Some(*base) != outer);
                    element.push_attributes(own, resolve, out);
                    out.push('>');
                    if !void {
                        element.push_inner(outer, resolve, out);
                        out.extend(["</", element.name, ">"]);
                    }
                }
            }
        }
    }

    fn push_attributes(
        &self,
        base: Option<&str>,
        resolve: &dyn Fn(&str, &str) -> Option<String>,
        out: &mut String,
    ) {
        for (name, value) in tokens::attributes(self.attributes) {
            if name.starts_with("xmlns") || name.starts_with("xml:") {
                continue;
            }
            let value = reference::resolve(value);
            let address = matches!(name, "href" | "src" | "cite");
            let absolute = base
                .filter(|_| address)
                .and_then(|base| resolve(&value, base));
            out.extend([" ", name.rsplit(':').next().unwrap_or(name), "=\""]);
            escape(absolute.as_deref().unwrap_or(&value), out);
            out.push('"');
        }
    }
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(i) = rest.find(['<', '>', '&', '"']) {
        let (plain, after) = rest.split_at(i);
        out.push_str(plain);
        out.push_str(match after.as_bytes().first() {
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'&') => "&amp;",
            _ => "&quot;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}
