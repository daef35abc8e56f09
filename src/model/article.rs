//! An article as it was loaded.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::picture::Picture;
use crate::text::{Clean, Span, TextBuilder, word_count};

/// One article: its text, the structure of that text, and what is known about it.
///
/// [`Article::text`] holds the body alone, one block after another with a line feed between; title
/// and byline stand beside it. All spans are byte offsets into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Tells this article from any other in the same run, and is the same in every run.
    pub id: Clean,
    /// Where it came from.
    pub source: Source,
    /// The headline, where the input names one or its first line is one.
    pub title: Option<Clean>,
    /// Who wrote it, without "By".
    pub byline: Option<Clean>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Its own address on the web (`http` or `https`), the canonical one where the page names it.
    pub url: Option<Clean>,
    /// Language as a BCP 47 tag, where the input states it.
    pub language: Option<Clean>,
    /// The text of the body.
    pub text: Clean,
    /// The blocks of the text, in order, not overlapping; between them are line feeds only.
    pub blocks: Vec<Block>,
    /// Emphasis and code inside blocks, ordered by start; spans may nest but not cross.
    pub inlines: Vec<Inline>,
    /// Links in the text, ordered by start, not overlapping.
    pub links: Vec<Link>,
    /// Pictures beside the text, ordered by place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
}

impl Article {
    /// The headline, or the first words of the text where there is none. Single line; not cut.
    pub fn headline(&self) -> &str {
        if let Some(title) = &self.title {
            return title;
        }
        let first = self
            .body_blocks()
            .map(|b| b.span.of(&self.text))
            .find(|t| !t.trim().is_empty());
        first.map_or("Untitled", |t| t.lines().next().unwrap_or(t).trim())
    }

    /// The blocks that are the article, without the boilerplate.
    pub fn body_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| !b.boilerplate)
    }

    /// The article without its boilerplate: the text is what the reader sees, and all places are
    /// moved along.
    pub fn without_boilerplate(self) -> Self {
        if self.blocks.iter().all(|block| !block.boilerplate) {
            return self;
        }
        let mut text = TextBuilder::new();
        let (mut blocks, mut inlines, mut links) = (Vec::new(), Vec::new(), Vec::new());
        let mut pictures: Vec<Picture> = Vec::new();
        for block in self.body_blocks() {
            let before = self.pictures[pictures.len()..].iter();
            let before = before.take_while(|picture| picture.at <= block.span.start);
            pictures.extend(before.map(|picture| Picture {
                at: text.len(),
                ..picture.clone()
            }));
            if !text.is_empty() {
                text.push("\n");
            }
            let span = text.push_clean(&self.text.slice(block.span));
            let moved = |old: Span| {
                let inside = block.span.covers(old);
                let start = span.start + old.start.saturating_sub(block.span.start);
                inside.then(|| Span::new(start, start + old.len()))
            };
            for inline in &self.inlines {
                inlines.extend(moved(inline.span).map(|span| Inline { span, ..*inline }));
            }
            for link in &self.links {
                let target = &link.target;
                links.extend(moved(link.span).map(|span| Link {
                    span,
                    target: target.clone(),
                }));
            }
            blocks.push(Block {
                span,
                ..block.clone()
            });
        }
        let last = self.pictures[pictures.len()..].iter();
        pictures.extend(last.map(|picture| Picture {
            at: text.len(),
            ..picture.clone()
        }));
        Self {
            text: text.finish(),
            blocks,
            inlines,
            links,
            pictures,
            ..self
        }
    }

    /// Words of the body, boilerplate left out.
    pub fn word_count(&self) -> usize {
        self.body_blocks()
            .map(|b| word_count(b.span.of(&self.text)))
            .sum()
    }
}

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The kind of place.
    pub kind: SourceKind,
    /// The place as the person gave it: a path, an address, `-`.
    pub location: Clean,
    /// A short name to show beside the title: the site's name or host, the folder, the file.
    pub label: Clean,
}

/// The kinds of places articles come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Compiled into the program.
    Edition,
    /// A file.
    File,
    /// Standard input.
    Stdin,
    /// Fetched over HTTP.
    Web,
    /// A record of a JSON Lines file.
    Record,
    /// An entry of a feed.
    Feed,
}

/// A paragraph, heading, list item or the like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How many block quotes it stands in.
    pub quote_depth: u8,
    /// Whether it is no part of the article ("Advertisement", "Share this"): hidden unless asked for.
    pub boilerplate: bool,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text. Line feeds in it are breaks the author made.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list; `depth` 0 is the outermost. Its text does not hold the marker. A later
    /// paragraph of the same item has `Marker::None`.
    Item {
        /// Lists around this one.
        depth: u8,
        /// What stands before it.
        marker: Marker,
    },
    /// Preformatted text: white space counts.
    Code,
    /// A line between parts; its span is empty.
    Rule,
}

/// What stands before a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marker {
    /// Nothing: the item goes on.
    None,
    /// A bullet.
    Bullet,
    /// A number.
    Number(u32),
}

/// A stretch of text set apart inside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The text.
    pub span: Span,
    /// How it is set apart.
    pub style: Style,
}

/// Inline styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Emphasis, as a rule italic.
    Emphasis,
    /// Strong emphasis, as a rule bold.
    Strong,
    /// Code.
    Code,
}

/// Schemes of addresses that a person may want opened. Files, scripts and data are not among them:
/// an article has no say in what is run here.
const OPENABLE: [&str; 3] = ["http://", "https://", "mailto:"];

/// Whether `address` may be opened: one on the web, or a mail address, on one line and with nothing
/// that could drive a terminal. As it begins with its scheme, no program takes it for an option.
pub fn is_openable(address: &str) -> bool {
    let begins = |scheme: &&str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    OPENABLE.iter().any(begins) && !address.chars().any(char::is_control)
}

impl Link {
    /// Whether its target may be opened.
    pub fn is_openable(&self) -> bool {
        is_openable(&self.target)
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The linked text.
    pub span: Span,
    /// The absolute address, or as the input has it where there is nothing to resolve it against.
    pub target: Clean,
}
