//! What an input is: by its first bytes, its content type and its name, in this order of trust.

use std::path::Path;

use super::refusal::Refusal;
use super::{decode, feed};

/// The kinds of text that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// An HTML page.
    Html,
    /// JSON Lines, a record with a text a line.
    Records,
    /// A feed.
    Feed,
}

/// Bytes at the start in which a NUL means that the input is no text: the rule of `git` and
/// `grep`.
const TEXT_HEAD: usize = 8000;

/// Formats that are no text, by their first bytes.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (
        b"PK\x03\x04",
        "a ZIP archive, an e-book or an office document",
    ),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
];

/// Refuses what is no text, before it is decoded.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((_, what)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Binary(what));
    }
    if bytes.starts_with(b"RIFF") {
        return Err(Refusal::Binary("a sound, video or picture file"));
    }
    let head = bytes.get(..TEXT_HEAD.min(bytes.len())).unwrap_or_default();
    if head.contains(&0) && !decode::is_wide(bytes) {
        return Err(Refusal::Binary("a binary file"));
    }
    Ok(())
}

/// The kind of `text`, which was found under `name` and sent as `content_type` (without
/// parameters).
pub(super) fn kind(
    text: &str,
    name: Option<&Path>,
    content_type: Option<&str>,
) -> Result<Kind, Refusal> {
    let start = markup_start(text);
    if is_feed(text, start, name, content_type) {
        return Ok(Kind::Feed);
    }
    if let Some(refused) = data_format(start) {
        return Err(refused);
    }
    if looks_like_page(start) {
        return Ok(Kind::Html);
    }
    let by_name = name.and_then(kind_of_name);
    if let Some(kind) = content_type.and_then(kind_of_type)
        && (kind != Kind::Plain || by_name.is_none())
    {
        return Ok(kind);
    }
    if let Some(kind) = by_name {
        return Ok(kind);
    }
    if text.trim_start().starts_with("<?xml") {
        return Err(Refusal::Data("an XML document"));
    }
    let has_extension = name.is_some_and(|n| n.extension().is_some());
    if is_json(text) {
        return Err(Refusal::Data("JSON data"));
    }
    Ok(if !has_extension && looks_like_markdown(text) {
        Kind::Markdown
    } else {
        Kind::Plain
    })
}

/// The kind that the extension of a file name stands for.
pub fn kind_of_name(name: &Path) -> Option<Kind> {
    let extension = name.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "text" => Some(Kind::Plain),
        "md" | "markdown" | "mdown" | "mkd" | "mkdn" => Some(Kind::Markdown),
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Some(Kind::Html),
        "jsonl" | "ndjson" => Some(Kind::Records),
        _ => None,
    }
}

fn kind_of_type(content_type: &str) -> Option<Kind> {
    match content_type.trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "text/markdown" | "text/x-markdown" => Some(Kind::Markdown),
        "text/plain" => Some(Kind::Plain),
        _ => None,
    }
}

/// `text` after white space, the XML declaration, comments and processing instructions.
fn markup_start(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, after)) if !after.trim().is_empty() => rest = after.trim_start(),
            _ => return rest,
        }
    }
}

fn starts_with_tag(text: &str, name: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    rest.get(..name.len())
        .is_some_and(|n| n.eq_ignore_ascii_case(name))
        && rest
            .get(name.len()..)
            .is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
}

/// Whether `text`, whose markup begins with `start`, is a feed. Where its name or content type say
/// so, something may stand before it: a warning of the program that wrote it.
fn is_feed(text: &str, start: &str, name: Option<&Path>, content_type: Option<&str>) -> bool {
    let root = behind_document_type(start);
    let begins = root.strip_prefix('<').is_some_and(|tag| {
        let name = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/');
        let name = name.into_iter().next().unwrap_or_default();
        feed::is_root(name.rsplit(':').next().unwrap_or(name))
    });
    let is_json = start.starts_with('{')
        && start
            .get(..start.len().min(2000))
            .unwrap_or(start)
            .contains("jsonfeed.org/version");
    let extension = name.and_then(Path::extension).and_then(|e| e.to_str());
    let named = extension.is_some_and(|e| {
        ["xml", "rss", "atom", "rdf", "json"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(e))
    });
    let typed = content_type.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.ends_with("xml") && !kind.contains("xhtml") || kind == "application/feed+json"
    });
    begins || is_json || ((named || typed) && feed::is_feed(text))
}

/// `start` after the document type, which may stand before the root of a feed.
fn behind_document_type(start: &str) -> &str {
    match start.get(..9) {
        Some(doctype) if doctype.eq_ignore_ascii_case("<!doctype") => {
            start.split_once('>').map_or(start, |(_, r)| r.trim_start())
        }
        _ => start,
    }
}

/// Formats of text that hold no article, by how they start.
fn data_format(start: &str) -> Option<Refusal> {
    let root = behind_document_type(start);
    if starts_with_tag(root, "opml") {
        return Some(Refusal::Data("a list of feeds (OPML)"));
    }
    if starts_with_tag(root, "svg") {
        return Some(Refusal::Data("an SVG picture"));
    }
    None
}

/// Whether `start` begins as pages do: with a document type or one of the elements that the MIME
/// Sniffing standard (section 7.1) takes for HTML.
fn looks_like_page(start: &str) -> bool {
    let doctype = start
        .get(..14)
        .is_some_and(|d| d.eq_ignore_ascii_case("<!doctype html"));
    let elements = [
        "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "h1",
        "table", "article", "main", "section", "header", "iframe", "font", "center", "br", "a",
        "b",
    ];
    doctype || elements.iter().any(|name| starts_with_tag(start, name))
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '['])
        && text.len() < 1_000_000
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Whether a text without a telling name is Markdown: it has front matter, or two signs of it in
/// its first lines.
fn looks_like_markdown(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    for fence in ["---", "+++"] {
        let mut lines = text.lines();
        if lines.next().map(str::trim_end) == Some(fence)
            && lines.take(200).any(|l| l.trim_end() == fence)
        {
            return true;
        }
    }
    let sign = |line: &&str| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let heading = (1..=6).contains(&hashes) && line.get(hashes..=hashes) == Some(" ");
        heading || line.contains("](http") || line.starts_with("```")
    };
    text.lines().take(100).filter(sign).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, name: &str) -> Option<Kind> {
        kind(text, Some(Path::new(name)), None).ok()
    }

    #[test]
    fn content_says_more_than_a_name() {
        assert_eq!(of("<!DOCTYPE html><p>Hello", "page.txt"), Some(Kind::Html));
        assert_eq!(
            of("\u{feff}\n<!-- saved -->\n<html>", "page"),
            Some(Kind::Html)
        );
        assert_eq!(of("Hello there", "page.html"), Some(Kind::Html));
        assert_eq!(of("---\ntitle: A\n---\nText", "note"), Some(Kind::Markdown));
        assert_eq!(
            of("# A\n\nSee [b](http://b.org).", "note"),
            Some(Kind::Markdown)
        );
        assert_eq!(of("# 1 of the day\nText", "note"), Some(Kind::Plain));
        assert_eq!(of("Hello there", "notes.log"), Some(Kind::Plain));
        assert_eq!(of("<3 is a heart", "note.txt"), Some(Kind::Plain));
    }

    #[test]
    fn a_content_type_decides_where_the_content_does_not() {
        let sent = |text, content_type| kind(text, None, Some(content_type)).ok();
        assert_eq!(sent("Hello", "text/html"), Some(Kind::Html));
        assert_eq!(sent("Hello", "Text/Markdown"), Some(Kind::Markdown));
        let name = Some(Path::new("readme.md"));
        assert_eq!(
            kind("Hello", name, Some("text/plain")).ok(),
            Some(Kind::Markdown)
        );
    }

    #[test]
    fn feeds_are_known_by_their_first_element() {
        for text in [
            "<?xml version='1.0'?><rss version='2.0'>",
            "<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<!DOCTYPE rdf:RDF><rdf:RDF>",
            "{\"version\": \"https://jsonfeed.org/version/1.1\"}",
        ] {
            assert_eq!(kind(text, None, None).ok(), Some(Kind::Feed), "{text}");
        }
        let late = "<br />\n<b>Warning</b>: on line <b>3</b><rss><channel>";
        assert_eq!(of(late, "feed.xml"), Some(Kind::Feed));
        assert_eq!(of(late, "page.html"), Some(Kind::Html));
    }

    #[test]
    fn data_is_refused_by_name() {
        for (text, word) in [
            ("<opml version='2.0'>", "OPML"),
            ("{\"a\": [1, 2]}", "JSON data"),
            ("<?xml version='1.0'?><invoice/>", "XML"),
        ] {
            let refused = kind(text, None, None).unwrap_err().to_string();
            assert!(refused.contains(word), "{refused}");
        }
        assert!(
            refuse_binary(b"%PDF-1.7")
                .unwrap_err()
                .to_string()
                .contains("PDF")
        );
        assert!(refuse_binary(b"abc\0def").is_err());
        assert!(refuse_binary(b"a\0b\0c\0d\0").is_ok());
    }
}
