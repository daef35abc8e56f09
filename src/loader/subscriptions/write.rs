//! A list of subscriptions as OPML.

use super::address::file_address;
use crate::model::{Origin, Outline, SubscriptionList};
use crate::text::is_unsafe;

/// `list` as OPML 2.0. Folders become outlines around their feeds, tags categories. What OPML has no
/// word for is written where others do not look: full text, own names and searches in a namespace,
/// the filter as newsboat and Liferea write it. Articles kept one by one and the showcase edition
/// are no feeds, and are left out.
pub fn opml(list: &SubscriptionList) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <opml version=\"2.0\" xmlns:quotidian=\"urn:quotidian:opml\">\n\
         \x20 <head>\n    <title>Subscriptions of quotidian</title>\n",
    );
    for search in &list.searches {
        out.push_str("    <quotidian:search");
        attribute(&mut out, "name", &search.name);
        attribute(&mut out, "query", &search.query);
        out.push_str("/>\n");
    }
    out.push_str("  </head>\n  <body>\n");
    let mut root = Folder::default();
    for outline in &list.outlines {
        if let Some(address) = address(&outline.origin) {
            root.inside(&outline.folder).feeds.push((outline, address));
        }
    }
    root.write(2, &mut out);
    out.push_str("  </body>\n</opml>\n");
    out
}

fn address(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Url(url) => Some(url.clone()),
        Origin::File(path) | Origin::Folder(path) => Some(file_address(path)),
        Origin::Exec(command) => Some(format!("exec:{command}")),
        Origin::Kept | Origin::Edition => None,
    }
}

/// A folder with what stands in it, in the order of the list.
#[derive(Default)]
struct Folder<'a> {
    folders: Vec<(&'a str, Folder<'a>)>,
    feeds: Vec<(&'a Outline, String)>,
}

impl<'a> Folder<'a> {
    /// The folder at `path` below this one.
    fn inside(&mut self, path: &'a str) -> &mut Self {
        let mut here = self;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let known = here.folders.iter().position(|(known, _)| *known == name);
            let at = known.unwrap_or(here.folders.len());
            if known.is_none() {
                here.folders.push((name, Folder::default()));
            }
            here = &mut here.folders[at].1;
        }
        here
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        for (name, folder) in &self.folders {
            out.push_str(&indent);
            out.push_str("<outline");
            attribute(out, "text", name);
            out.push_str(">\n");
            folder.write(depth + 1, out);
            out.push_str(&indent);
            out.push_str("</outline>\n");
        }
        for (outline, address) in &self.feeds {
            out.push_str(&indent);
            write_feed(outline, address, out);
        }
    }
}

fn write_feed(outline: &Outline, address: &str, out: &mut String) {
    out.push_str("<outline type=\"rss\"");
    let title = outline.title.as_ref();
    let place = outline.origin.place();
    let label = outline.name.as_ref().or(title).unwrap_or(&place);
    attribute(out, "text", label);
    let tags: Vec<_> = outline.tags.iter().map(|tag| tag.as_str()).collect();
    let tags = tags.join(",");
    for (name, value) in [
        ("title", title.map(|t| t.as_str())),
        ("xmlUrl", Some(address)),
        ("htmlUrl", outline.site.as_ref().map(|s| s.as_str())),
        ("category", (!tags.is_empty()).then_some(tags.as_str())),
        ("filtercmd", outline.filter.as_ref().map(|f| f.as_str())),
        ("quotidian:name", outline.name.as_ref().map(|n| n.as_str())),
        ("quotidian:fullText", outline.full_text.then_some("true")),
        (
            "quotidian:kind",
            matches!(outline.origin, Origin::Folder(_)).then_some("folder"),
        ),
    ] {
        if let Some(value) = value {
            attribute(out, name, value);
        }
    }
    out.push_str("/>\n");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            // XML has no way to write these, and a strict reader would refuse the whole list.
            '\u{fffe}' | '\u{ffff}' => {}
            c if is_unsafe(c) => {}
            c => out.push(c),
        }
    }
    out.push('"');
}
