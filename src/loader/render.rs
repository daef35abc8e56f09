//! Markdown -> a page of HTML, which is then read as any other.
//!
//! What CommonMark makes of slips in real posts is put right where no reader could have meant it:
//! the indented insides of an HTML element and indented prose are no code, and asterisks that
//! found no partner are not shown.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::leaf::Leaf;
use super::pieces::{Piece, Pieces, is_in};

/// The parser of Markdown as posts are written in.
pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(
        text,
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES,
    )
}

/// `text` as a page of HTML. Footnotes stand at its end.
pub(super) fn page(text: &str) -> String {
    let mut page = Page::new(text.len());
    page.render(text, true);
    page.finish()
}

/// Elements of HTML whose insides writers indent.
const CONTAINERS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "figure",
    "main",
    "ol",
    "section",
    "table",
    "ul",
];

/// A picture while what it shows is being read.
#[derive(Debug)]
struct Image {
    address: String,
    title: String,
    alt: String,
}

/// A page while it is written.
#[derive(Debug)]
struct Page {
    out: String,
    /// Pictures around the current place; what stands in them says what they show.
    images: Vec<Image>,
    /// Whether the current row is the head of its table.
    in_head: bool,
    /// How many [`CONTAINERS`] of HTML are open.
    open: usize,
    leaf: Leaf,
    /// The text of the code block around the current place.
    code: Option<String>,
    /// The numbers of footnotes by their names: from 1, in the order in which they come up.
    numbers: HashMap<String, usize>,
    /// The footnotes that are done, with their numbers.
    notes: Vec<(usize, String)>,
    /// The footnotes that are being written, and what waits meanwhile.
    waiting: Vec<(usize, String)>,
    /// The number of a footnote that waits for its first paragraph.
    label: Option<usize>,
}

impl Page {
    fn new(size: usize) -> Self {
        Self {
            out: String::with_capacity(size * 5 / 4),
            images: Vec::new(),
            in_head: false,
            open: 0,
            leaf: Leaf::default(),
            code: None,
            numbers: HashMap::new(),
            notes: Vec::new(),
            waiting: Vec::new(),
            label: None,
        }
    }

    /// Writes `text`; `outer` says that it is no part of a text that is being written.
    fn render(&mut self, text: &str, outer: bool) {
        let mut indented = false;
        for (event, range) in parser(text).into_offset_iter() {
            match event {
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => self.images.push(Image {
                    address: dest_url.to_string(),
                    title: title.to_string(),
                    alt: String::new(),
                }),
                Event::End(TagEnd::Image) => self.image(),
                event if !self.images.is_empty() => self.alt(&event),
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.settle();
                    indented = kind == CodeBlockKind::Indented;
                    self.code = Some(String::new());
                }
                Event::End(TagEnd::CodeBlock) => {
                    let code = self.code.take().unwrap_or_default();
                    self.code_block(&code, indented, outer);
                }
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(piece) => self.text(text, &piece, range),
                Event::InlineMath(text) | Event::DisplayMath(text) => self.plain(&text),
                Event::Code(code) => {
                    self.out.push_str("<code>");
                    self.plain(&code);
                    self.out.push_str("</code>");
                }
                Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br>"),
                Event::Rule => {
                    self.settle();
                    self.out.push_str("<hr>");
                }
                Event::FootnoteReference(name) => {
                    let number = self.number(&name);
                    self.plain(&format!("[{number}]"));
                }
                Event::TaskListMarker(done) => {
                    self.out.push_str(if done { "☑ " } else { "☐ " })
                }
            }
        }
        self.settle();
    }

    /// A part of what a picture shows.
    fn alt(&mut self, event: &Event<'_>) {
        let part = match event {
            Event::Text(text) | Event::Code(text) => text,
            Event::SoftBreak | Event::HardBreak => " ",
            _ => return,
        };
        if let Some(image) = self.images.last_mut() {
            image.alt.push_str(part);
        }
    }

    /// Ends a picture. One inside another's words is one of those words.
    fn image(&mut self) {
        let Some(image) = self.images.pop() else {
            return;
        };
        if let Some(outer) = self.images.last_mut() {
            outer.alt.push_str(&image.alt);
            return;
        }
        for (name, value) in [
            ("<img src", &image.address),
            (" alt", &image.alt),
            (" title", &image.title),
        ] {
            self.out.extend([name, "=\""]);
            escape(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// The page, with the footnotes in the order of their numbers.
    fn finish(mut self) -> String {
        self.notes.sort_by_key(|(number, _)| *number);
        for (_, note) in self.notes {
            self.out.push_str(&note);
        }
        self.out
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if !is_inline(&tag.to_end()) {
            self.settle();
        }
        match tag {
            Tag::Heading { level, .. } => self.out.push_str(&format!("<{level}>")),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">")),
            Tag::Link { dest_url, .. } => {
                self.out.push_str("<a href=\"");
                escape(&mut self.out, dest_url);
                self.out.push_str("\">");
            }
            Tag::FootnoteDefinition(name) => {
                let number = self.number(name);
                self.waiting.push((number, std::mem::take(&mut self.out)));
                self.label = Some(number);
            }
            Tag::Paragraph => {
                self.out.push_str("<p>");
                self.write_label();
            }
            _ => {
                self.in_head |= matches!(tag, Tag::TableHead);
                if let Some(name) = self.element(&tag.to_end()) {
                    self.out.extend(["<", name, ">"]);
                }
            }
        }
        if !is_inline(&tag.to_end()) {
            self.leaf.start = self.out.len();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(&tag) {
            self.settle();
        }
        match tag {
            TagEnd::Heading(level) => self.out.push_str(&format!("</{level}>")),
            TagEnd::FootnoteDefinition => {
                self.write_label();
                if let Some((number, page)) = self.waiting.pop() {
                    let note = std::mem::replace(&mut self.out, page);
                    self.notes.push((number, note));
                }
            }
            _ => {
                if let Some(name) = self.element(&tag) {
                    self.out.extend(["</", name, ">"]);
                }
                self.in_head &= !matches!(tag, TagEnd::TableHead);
            }
        }
        if !is_inline(&tag) {
            self.leaf.start = self.out.len();
        }
    }

    /// The element that stands for a part of Markdown.
    fn element(&self, tag: &TagEnd) -> Option<&'static str> {
        Some(match tag {
            TagEnd::Paragraph => "p",
            TagEnd::BlockQuote(_) => "blockquote",
            TagEnd::List(true) => "ol",
            TagEnd::List(false) => "ul",
            TagEnd::Item => "li",
            TagEnd::Table => "table",
            TagEnd::TableHead | TagEnd::TableRow => "tr",
            TagEnd::TableCell if self.in_head => "th",
            TagEnd::TableCell => "td",
            TagEnd::Emphasis => "em",
            TagEnd::Strong => "strong",
            TagEnd::Strikethrough => "s",
            TagEnd::Link => "a",
            _ => return None,
        })
    }

    /// The number of the footnote `name`.
    fn number(&mut self, name: &CowStr<'_>) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_string()).or_insert(next)
    }

    fn write_label(&mut self) {
        if let Some(number) = self.label.take() {
            self.out.push_str(&format!("[{number}] "));
        }
    }

    /// A piece of running text, found at `range` of `source`.
    fn text(&mut self, source: &str, piece: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.push_str(piece);
            return;
        }
        let before = source.get(..range.start).unwrap_or_default();
        let unmatched = !piece.is_empty()
            && piece.bytes().all(|b| b == b'*')
            && source.get(range) == Some(piece)
            && !before.ends_with('\\');
        if !unmatched {
            self.plain(piece);
            return;
        }
        self.leaf.stray(self.out.len(), piece.len());
    }

    fn plain(&mut self, text: &str) {
        self.leaf.shown += text.trim().len();
        escape(&mut self.out, text);
    }

    /// Markup as the writer put it.
    fn html(&mut self, html: &str) {
        for piece in Pieces::of(html) {
            match piece {
                Piece::Open { name, .. } if is_in(CONTAINERS, name) => self.open += 1,
                Piece::Close { name } if is_in(CONTAINERS, name) => {
                    self.open = self.open.saturating_sub(1);
                }
                _ => {}
            }
        }
        self.out.push_str(html);
    }

    fn code_block(&mut self, code: &str, indented: bool, outer: bool) {
        if indented && self.open > 0 {
            self.html(code);
        } else if indented && outer && is_prose(code) {
            self.render(code, false);
        } else {
            self.out.push_str("<pre>");
            escape(&mut self.out, code);
            self.out.push_str("</pre>");
        }
        self.leaf.start = self.out.len();
    }

    /// Ends the current leaf.
    fn settle(&mut self) {
        let leaf = std::mem::take(&mut self.leaf);
        if leaf.has_strays() {
            let written = self.out.split_off(leaf.start);
            leaf.mend(&written, &mut self.out);
        }
    }
}

/// Whether a part of Markdown stands in running text.
fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Words in a line of prose, on average; lines of code and of verse have fewer.
const WORDS_A_LINE: usize = 12;

/// Whether indented text is a paragraph that some other Markdown would take for the rest of a list
/// item: long lines, nine tenths of their words without the signs of code.
fn is_prose(code: &str) -> bool {
    let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
    let (mut words, mut plain) = (0, 0);
    for word in code.split_whitespace() {
        words += 1;
        let marks = |c: char| c.is_ascii_punctuation() || "“”‘’—–…".contains(c);
        let bare = word.trim_matches(marks);
        let is_word = |c: char| c.is_alphanumeric() || "-'’—–./&;#".contains(c);
        plain += usize::from(!bare.is_empty() && bare.chars().all(is_word));
    }
    words > 0 && words >= lines * WORDS_A_LINE && plain * 10 >= words * 9
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asterisks_without_a_partner_are_paired_or_not_shown() {
        for (text, html) in [
            (
                "**Lead—**then text",
                "<p><strong>Lead—</strong>then text</p>",
            ),
            (
                "make a** short** film",
                "<p>make a<strong> short</strong> film</p>",
            ),
            ("The app**** helps", "<p>The app helps</p>"),
            ("**Never closed", "<p>Never closed</p>"),
            ("# And so on**", "<h1>And so on</h1>"),
            ("Five stars** of six", "<p>Five stars** of six</p>"),
            ("a \\*\\* b* and 2 ** 3", "<p>a ** b* and 2 ** 3</p>"),
            ("**a** and *b*", "<p><strong>a</strong> and <em>b</em></p>"),
            ("```\n**", "<pre>**</pre>"),
        ] {
            assert_eq!(page(text), html, "{text}");
        }
    }

    #[test]
    fn indented_html_inside_an_element_is_html_and_elsewhere_code() {
        let text = "<div>\n  <div>\n\n    <p>\n      It&#8217;s <b>in</b>.\n    </p>\n  </div>\n</div>\n\n    <p>code</p>\n";
        let page = page(text);
        assert!(page.contains("It&#8217;s <b>in</b>."), "{page}");
        assert!(
            page.ends_with("<pre>&lt;p&gt;code&lt;/p&gt;\n</pre>"),
            "{page}"
        );
    }

    #[test]
    fn indented_prose_is_a_paragraph_and_indented_code_and_verse_are_not() {
        let prose = " 1. **One**\n\n     The board said that it would _not_ open the pier before the spring, whatever the town wanted.\n";
        let dedented = format!("x\n\n{}", &prose[12..]);
        assert!(page(&dedented).contains("<p>The board said that it would <em>not</em>"));
        for code in [
            "    let total = items.iter().map(|item| item.price * item.count).sum::<u64>() + fee(a, b, c);",
            "    They went down to the sea\n    and the sea was not there\n",
        ] {
            assert!(page(code).starts_with("<pre>"), "{code}");
        }
    }

    #[test]
    fn footnotes_are_numbered_where_they_are_named_and_stand_at_the_end() {
        let text =
            "One[^b] and two[^a].\n\n[^a]: Note *a*.\n\n    More of a.\n\n[^b]: Note b.\n\nLast.";
        assert_eq!(
            page(text),
            "<p>One[1] and two[2].</p><p>Last.</p><p>[1] Note b.</p>\
             <p>[2] Note <em>a</em>.</p><p>More of a.</p>"
        );
    }
}
