//! The articles of the corpus with their marks; see corpus/GUIDE.md.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;

/// An article with what is marked in it.
pub struct Annotated {
    pub composed: bool,
    /// Without the marks.
    pub text: String,
    /// In the order in which they end.
    pub marks: Vec<Mark>,
}

/// One mark; its place is in bytes of the text.
pub struct Mark {
    /// "per", "q", "i", ...
    pub tag: String,
    pub start: usize,
    pub end: usize,
    /// What stands after the tag: `id=2 s="Ana Souza"`.
    fields: String,
}

impl Mark {
    /// The value of a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        let key = format!("{field}=");
        let at = self
            .fields
            .match_indices(&key)
            .find(|(at, _)| *at == 0 || self.fields[..*at].ends_with(' '))?
            .0;
        let rest = &self.fields[at + key.len()..];
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split(' ').next(),
        }
    }
}

/// The articles of one part of the corpus ("train", "dev", "test"), by name.
pub fn articles(part: &str) -> Vec<Annotated> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| read(path, part)).collect()
}

/// Reads a header, an empty line, and text with marks, if the article is of this part.
fn read(path: &Path, part: &str) -> Option<Annotated> {
    let file = std::fs::read_to_string(path).unwrap();
    let (header, body) = file.split_once("\n\n").unwrap();
    let field = |name: &str| {
        let value = header.lines().find_map(|line| line.strip_prefix(name));
        value.map(str::trim)
    };
    if field("part:") != Some(part) {
        return None;
    }
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut rest = body.trim_end_matches('\n');
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
            ("&quot;", "\""),
        ];
        let entity = entities.iter().find(|(mark, _)| rest.starts_with(mark));
        if rest.starts_with('&') {
            let (mark, plain) = entity.unwrap_or(&("&", "&"));
            text.push_str(plain);
            rest = &rest[mark.len()..];
            continue;
        }
        let (mark, after) = rest.split_at(rest.find('>').unwrap() + 1);
        rest = after;
        let inner = mark.trim_matches(['<', '>']);
        if inner.starts_with('/') {
            let mark = open.pop().unwrap();
            marks.push(Mark {
                end: text.len(),
                ..mark
            });
        } else {
            let (tag, fields) = inner.split_once(' ').unwrap_or((inner, ""));
            open.push(Mark {
                tag: tag.to_owned(),
                start: text.len(),
                end: text.len(),
                fields: fields.to_owned(),
            });
        }
    }
    text.push_str(rest);
    Some(Annotated {
        composed: field("origin:") == Some("composed"),
        text,
        marks,
    })
}
