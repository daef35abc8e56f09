//! The tags of a document that should be XML, with the lines that they stand on.

use super::super::xml::{Token, Tokens, attributes, resolve};

/// A start or end tag.
pub(super) struct Tag<'a> {
    /// Its name in small letters, with the prefix of its namespace.
    pub name: String,
    pub kind: TagKind,
    attributes: &'a str,
    /// The line it starts on, counted from 1.
    pub line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    End,
    /// Start and end in one.
    Empty,
}

impl Tag<'_> {
    /// The value of the attribute `name`, whatever letters of it are capitals; `None` where it is
    /// missing or blank.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = attributes(self.attributes);
        let (_, value) = all.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let value = resolve(value).trim().to_owned();
        (!value.is_empty()).then_some(value)
    }
}

/// The tags of `text` in their order.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut tokens = Tokens::of(text);
    let (mut counted, mut line) = (0, 1);
    std::iter::from_fn(move || {
        loop {
            let (name, kind, attributes) = match tokens.next("")? {
                Token::Open {
                    name,
                    attributes,
                    empty,
                } => {
                    let kind = if empty {
                        TagKind::Empty
                    } else {
                        TagKind::Start
                    };
                    (name, kind, attributes)
                }
                Token::Close { name } => (name, TagKind::End, ""),
                Token::Text(_) | Token::Data(_) => continue,
            };
            let start = tokens.start();
            let passed = text.get(counted..start).unwrap_or_default();
            line += passed.matches('\n').count();
            counted = start;
            return Some(Tag {
                name: name.to_lowercase(),
                kind,
                attributes,
                line,
            });
        }
    })
}
