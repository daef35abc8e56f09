//! A tree of elements -> the body of an article: blocks, styles and links.
//!
//! What is part of the article is decided elsewhere; here only what no reader of a page ever sees
//! is left out, and what its element or class says to be beside the article is marked.

use dom_query::NodeRef;

use super::body::{BodyBuilder, fold};
use super::elements::{is_block, is_hidden, is_left_out, is_named_beside, parts_blocks};
use super::{links, picture, table};
use crate::model::{BlockKind, Marker, Style};

/// An element named as standing beside the article holds at most this part of its text; what holds
/// more is the article, whatever its name.
const BESIDE_PART: usize = 4;

/// Walks one tree.
#[derive(Debug)]
pub(super) struct Walker<'a> {
    pub body: BodyBuilder,
    /// The address that relative links start from.
    base: Option<&'a str>,
    /// Levels to go down before what is deeper is taken as bare text.
    depth: usize,
    /// Bytes of text in the largest element that may stand beside the article.
    beside_most: usize,
    /// Whether what comes stands on one line, with the other cells of a row.
    in_row: bool,
    /// Whether what comes stands in a box for a picture of the article.
    in_figure: bool,
}

impl<'a> Walker<'a> {
    /// A walker whose links start from `base`. Below `depth` levels structure is left out. A heading
    /// that repeats `title` is, too.
    pub fn new(base: Option<&'a str>, depth: usize, title: Option<&str>) -> Self {
        let mut body = BodyBuilder::new();
        body.title = title.map(fold);
        Self {
            body,
            base,
            depth,
            beside_most: 0,
            in_row: false,
            in_figure: false,
        }
    }
}

impl Walker<'_> {
    /// Adds `root` and what is in it.
    pub fn walk(&mut self, root: &NodeRef) {
        self.beside_most = root.text().len() / BESIDE_PART;
        self.node(root, None, 0);
        self.body.close();
    }

    fn node(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        if node.is_text() {
            self.text(&node.text());
            return;
        }
        if level > self.depth {
            self.text(&node.text());
            return;
        }
        let Some(name) = node.node_name() else {
            self.children(node, list, level);
            return;
        };
        let name = name.as_ref();
        if is_left_out(name) || is_hidden(node) {
            return;
        }
        if !self.in_figure && self.body.aside_depth == 0 && picture::is_figure(node) {
            return self.figure(node, list, level);
        }
        if self.in_row && (name == "br" || name == "li" || is_block(name)) {
            self.body.flow(" ");
            self.children(node, None, level);
            self.body.flow(" ");
            return;
        }
        match name {
            "br" if self.in_code() => self.body.verbatim("\n"),
            "br" => self.body.line_break(),
            "hr" => self.body.rule(),
            "img" => self.picture(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let rank = name.as_bytes().get(1).map_or(1, |d| d - b'0');
                self.container(node, BlockKind::Heading(rank), level);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(node, name == "ol", list, level),
            "li" => self.item(node, list, level),
            "pre" | "listing" => self.container(node, BlockKind::Code, level),
            "blockquote" => {
                self.body.close();
                self.body.quote_depth = self.body.quote_depth.saturating_add(1);
                self.block(node, list, level);
                self.body.quote_depth = self.body.quote_depth.saturating_sub(1);
            }
            "figcaption" | "caption" | "aside" | "footer" => self.beside(node, list, level),
            "table" => match table::rows(node) {
                Some(rows) if !self.in_code() => self.table(&rows, level),
                _ => self.block(node, list, level),
            },
            "td" | "th" => self.cell(node, level),
            "em" | "i" | "cite" | "dfn" | "var" => self.styled(node, Style::Emphasis, list, level),
            "strong" | "b" => self.styled(node, Style::Strong, list, level),
            "code" | "kbd" | "samp" | "tt" if !self.in_code() => {
                self.styled(node, Style::Code, list, level);
            }
            "q" => {
                self.body.flow("“");
                self.children(node, list, level);
                self.body.flow("”");
            }
            "a" => self.link(node, list, level),
            _ if parts_blocks(name) => self.block(node, list, level),
            _ => self.children(node, list, level),
        }
    }

    fn children(&mut self, node: &NodeRef, mut list: Option<&mut List>, level: usize) {
        for child in node.children_it(false) {
            self.node(&child, list.as_deref_mut(), level + 1);
        }
    }

    fn in_code(&self) -> bool {
        self.body.container == BlockKind::Code
    }

    fn text(&mut self, text: &str) {
        if self.in_code() {
            self.body.verbatim(text);
        } else {
            self.body.flow(text);
        }
    }

    /// An element that parts blocks and has no kind of its own.
    fn block(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        if self.in_code() {
            self.children(node, list, level);
            return;
        }
        if self.body.aside_depth == 0
            && is_named_beside(node)
            && node.text().len() <= self.beside_most
        {
            self.beside(node, list, level);
            return;
        }
        self.body.open_inside();
        self.children(node, list, level);
        self.body.close();
    }

    /// A box for a picture and its caption, which stands beside the article.
    fn figure(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        let from = self.body.pictures();
        self.in_figure = true;
        self.node(node, list, level);
        self.in_figure = false;
        if let Some(caption) = picture::caption(node).filter(|_| self.body.pictures() > from) {
            self.body.caption(from, caption);
        }
    }

    /// Pictures beside the article are those of other articles, but for what stands in its figures.
    fn picture(&mut self, node: &NodeRef) {
        if self.in_figure || self.body.aside_depth == 0 {
            let found = picture::found(node, self.base);
            if let Some(found) = found {
                self.body.picture(found.address, found.alt, found.title);
            }
        }
    }

    /// An element that stands beside the article.
    fn beside(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        self.body.close();
        self.body.aside_depth += 1;
        self.block(node, list, level);
        self.body.aside_depth -= 1;
    }

    /// An element that gives what is in it its kind.
    fn container(&mut self, node: &NodeRef, kind: BlockKind, level: usize) {
        let outer = std::mem::replace(&mut self.body.container, kind);
        if self.body.has_text() || self.body.open_kind().is_none_or(|open| !is_item(open)) {
            self.body.open(kind);
        }
        self.children(node, None, level);
        self.body.close();
        self.body.container = outer;
    }

    fn list(&mut self, node: &NodeRef, ordered: bool, outer: Option<&mut List>, level: usize) {
        let first = node.attr("start").and_then(|n| n.trim().parse().ok());
        let mut list = List {
            depth: outer.map_or(0, |outer| outer.depth.saturating_add(1)),
            number: ordered.then(|| first.unwrap_or(1)),
        };
        self.body.close();
        let container = std::mem::replace(&mut self.body.container, BlockKind::Paragraph);
        self.children(node, Some(&mut list), level);
        self.body.close();
        self.body.container = container;
    }

    fn item(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        let mut alone = List {
            depth: 0,
            number: None,
        };
        let list = list.unwrap_or(&mut alone);
        let depth = list.depth;
        let marker = match &mut list.number {
            Some(number) => {
                let marker = Marker::Number(*number);
                *number = number.saturating_add(1);
                marker
            }
            None => Marker::Bullet,
        };
        let inside = BlockKind::Item {
            depth,
            marker: Marker::None,
        };
        let outer = std::mem::replace(&mut self.body.container, inside);
        self.body.open(BlockKind::Item { depth, marker });
        self.children(node, Some(list), level);
        self.body.close();
        self.body.container = outer;
    }

    /// A table of data: one block, in which each row is a line.
    fn table(&mut self, rows: &[Vec<NodeRef>], level: usize) {
        self.body.open_inside();
        self.in_row = true;
        for row in rows {
            self.body.line_break();
            for (i, cell) in row.iter().enumerate() {
                if i > 0 {
                    self.body.flow(" | ");
                }
                if cell.has_name("th") {
                    self.styled(cell, Style::Strong, None, level);
                } else {
                    self.children(cell, None, level);
                }
            }
        }
        self.in_row = false;
        self.body.close();
    }

    /// A cell goes on its row's line, unless it has blocks of its own.
    fn cell(&mut self, node: &NodeRef, level: usize) {
        let parted = node
            .children_it(false)
            .filter_map(|child| child.node_name())
            .any(|name| is_block(&name));
        if parted {
            self.block(node, None, level);
            return;
        }
        if self.body.has_text() {
            self.body.flow(" | ");
        }
        self.children(node, None, level);
    }

    fn styled(&mut self, node: &NodeRef, style: Style, list: Option<&mut List>, level: usize) {
        self.body.start_style(style);
        self.children(node, list, level);
        self.body.end_style();
    }

    fn link(&mut self, node: &NodeRef, list: Option<&mut List>, level: usize) {
        let target = node
            .attr("href")
            .and_then(|href| links::target(&href, self.base));
        let Some(target) = target else {
            self.children(node, list, level);
            return;
        };
        self.body.start_link(target);
        self.children(node, list, level);
        self.body.end_link();
    }
}

/// A list around the current place.
#[derive(Debug)]
struct List {
    depth: u8,
    /// The next number, in a list that has them.
    number: Option<u32>,
}

fn is_item(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Item { .. })
}
