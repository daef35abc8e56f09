//! The body of an article while it is being built: text, blocks, inline styles and links together.

use crate::model::{Block, BlockKind, Inline, Link, Picture, Style};
use crate::text::{Clean, Span, TextBuilder};
use unicode_width::UnicodeWidthChar;

/// What a finished body consists of; see [`Article`](crate::model::Article).
#[derive(Debug, Default)]
pub(super) struct BodyParts {
    pub text: Clean,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub links: Vec<Link>,
    pub pictures: Vec<Picture>,
}

/// A style or a link that is open; it starts with the next visible character.
#[derive(Debug)]
struct Open<T> {
    what: T,
    start: Option<usize>,
}

/// Builds a body block by block. White space is collapsed in flowing text and kept in
/// preformatted text; blocks without text vanish.
#[derive(Debug)]
pub(super) struct BodyBuilder {
    text: TextBuilder,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    links: Vec<Link>,
    pictures: Vec<Picture>,
    styles: Vec<Open<Style>>,
    link: Option<Open<Clean>>,
    /// Where the open block starts, and what it is.
    block: Option<(usize, BlockKind)>,
    /// A collapsed space that stands before the next word, if one comes.
    space: bool,
    /// Line breaks that stand before the next word, if one comes.
    breaks: usize,
    /// What text without a block of its own is: a paragraph, or a part of the heading or the item
    /// it stands in.
    pub container: BlockKind,
    /// Block quotes around what comes.
    pub quote_depth: u8,
    /// Parts around what comes that are no part of the article.
    pub aside_depth: usize,
    /// What a heading among the first blocks may not repeat, folded by [`fold`].
    pub title: Option<String>,
}

/// `text` without case, punctuation and white space: what two titles are compared by.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl BodyBuilder {
    pub fn new() -> Self {
        Self {
            text: TextBuilder::new(),
            blocks: Vec::new(),
            inlines: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            styles: Vec::new(),
            link: None,
            block: None,
            space: false,
            breaks: 0,
            container: BlockKind::Paragraph,
            quote_depth: 0,
            aside_depth: 0,
            title: None,
        }
    }

    /// Starts a block of the kind that the container has, unless an empty one is open already.
    pub fn open_inside(&mut self) {
        if self.block.is_none() || self.has_text() {
            self.open(self.container);
        }
    }

    /// Ends the block that is open and starts one of `kind`.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        self.block = Some((self.text.len(), kind));
    }

    /// The kind of the open block, if one is.
    pub fn open_kind(&self) -> Option<BlockKind> {
        self.block.map(|(_, kind)| kind)
    }

    /// Whether the open block has text.
    pub fn has_text(&self) -> bool {
        self.block.is_some_and(|(start, _)| self.text.len() > start)
    }

    /// Adds running text: white space is collapsed. Outside a block it starts one.
    pub fn flow(&mut self, raw: &str) {
        let clean = Clean::new(raw);
        let mut words = clean.split_whitespace();
        let Some(first) = words.next() else {
            self.space |= !clean.is_empty();
            return;
        };
        let space_before = self.space || clean.starts_with(char::is_whitespace);
        let mut line = String::with_capacity(clean.len());
        line.push_str(first);
        for word in words {
            line.push(' ');
            line.push_str(word);
        }
        // A mark at the start has lost its base to another piece: the limit on marks could not be
        // kept over the joint.
        let line = line.trim_start_matches(|c: char| c.width() == Some(0));
        if line.is_empty() {
            return;
        }
        self.begin_text(space_before);
        self.text.push(line);
        self.space = clean.ends_with(char::is_whitespace);
    }

    /// Adds preformatted text as it stands.
    pub fn verbatim(&mut self, raw: &str) {
        let clean = Clean::new(raw);
        let text = clean.trim_start_matches(|c: char| c.width() == Some(0) && c != '\n');
        let text = if self.has_text() {
            text
        } else {
            text.trim_start_matches('\n')
        };
        if text.is_empty() {
            return;
        }
        self.begin_text(false);
        self.text.push(text);
    }

    fn begin_text(&mut self, space_before: bool) {
        if self.block.is_none() {
            self.open(self.container);
        }
        let Some((start, kind)) = self.block else {
            return;
        };
        if self.text.len() == start {
            if start > 0 {
                self.text.push("\n");
                self.block = Some((self.text.len(), kind));
            }
        } else if self.breaks > 0 {
            self.text.push("\n");
        } else if space_before {
            self.text.push(" ");
        }
        self.breaks = 0;
        self.space = false;
        let here = self.text.len();
        for style in &mut self.styles {
            style.start.get_or_insert(here);
        }
        if let Some(link) = &mut self.link {
            link.start.get_or_insert(here);
        }
    }

    /// Breaks the line; a second break in a row starts another block.
    pub fn line_break(&mut self) {
        if !self.has_text() {
            return;
        }
        self.breaks += 1;
        if self.breaks == 2 {
            self.open(self.container);
        }
    }

    /// Starts a style; ends with [`BodyBuilder::end_style`].
    pub fn start_style(&mut self, style: Style) {
        self.styles.push(Open {
            what: style,
            start: None,
        });
    }

    /// Ends the style that was started last.
    pub fn end_style(&mut self) {
        if let Some(open) = self.styles.pop() {
            self.note_style(open.what, open.start);
        }
    }

    /// Starts a link to `target`, ending one that is open.
    pub fn start_link(&mut self, target: Clean) {
        self.end_link();
        self.link = Some(Open {
            what: target,
            start: None,
        });
    }

    /// Ends the open link.
    pub fn end_link(&mut self) {
        if let Some(Open {
            what,
            start: Some(start),
        }) = self.link.take()
        {
            let span = Span::new(start, self.text.len());
            self.links.push(Link { span, target: what });
        }
    }

    /// Adds a picture at the current place, behind the block that is open; one that is there already
    /// is not added again.
    pub fn picture(&mut self, address: Clean, alt: Option<Clean>, caption: Option<Clean>) {
        if self.pictures.iter().any(|known| known.address == address) {
            return;
        }
        self.pictures.push(Picture {
            at: self.text.len(),
            address,
            alt,
            caption,
        });
    }

    /// How many pictures there are.
    pub fn pictures(&self) -> usize {
        self.pictures.len()
    }

    /// Puts `caption` below the last picture, where it is one of those after the first `from`.
    pub fn caption(&mut self, from: usize, caption: Clean) {
        let last = self.pictures.get_mut(from..).and_then(<[_]>::last_mut);
        if let Some(picture) = last {
            picture.caption = Some(caption);
        }
    }

    /// Takes back the text from `end` on. Pictures that stood there stand at its end.
    fn truncate(&mut self, end: usize) {
        self.text.truncate(end);
        // Most are before it: they stand in the order of their places.
        let after = self.pictures.iter_mut().rev();
        for picture in after.take_while(|picture| picture.at > end) {
            picture.at = end;
        }
    }

    fn note_style(&mut self, style: Style, start: Option<usize>) {
        if let Some(start) = start {
            let span = Span::new(start, self.text.len());
            if !span.is_empty() {
                self.inlines.push(Inline { span, style });
            }
        }
    }

    /// Adds a line between parts, unless nothing stands before it.
    pub fn rule(&mut self) {
        self.close();
        let at = self.text.len();
        if self
            .blocks
            .last()
            .is_some_and(|b| b.kind != BlockKind::Rule)
        {
            self.blocks.push(Block {
                span: Span::new(at, at),
                kind: BlockKind::Rule,
                quote_depth: self.quote_depth,
                boilerplate: false,
            });
        }
    }

    /// Ends the open block. Styles and links that are open go on in the next one.
    pub fn close(&mut self) {
        self.space = false;
        self.breaks = 0;
        let Some((start, kind)) = self.block.take() else {
            return;
        };
        let end = start + self.text.as_str()[start..].trim_end().len();
        if end == start {
            self.discard(start);
            return;
        }
        self.truncate(end);
        self.clip(start, end);
        if matches!(kind, BlockKind::Heading(_)) && self.repeats_title(start) {
            self.discard(start);
            return;
        }
        let open = self.styles.iter_mut();
        let ended: Vec<_> = open.map(|o| (o.what, o.start.take())).collect();
        for (style, start) in ended {
            self.note_style(style, start);
        }
        if let Some(link) = &mut self.link
            && let Some(start) = link.start.take()
        {
            let target = link.what.clone();
            let span = Span::new(start, end);
            self.links.push(Link { span, target });
        }
        self.blocks.push(Block {
            span: Span::new(start, end),
            kind,
            quote_depth: self.quote_depth,
            boilerplate: self.aside_depth > 0,
        });
    }

    /// Cuts what was noted inside the block `start..end` back to it, now that the white space at
    /// its end has gone.
    fn clip(&mut self, start: usize, end: usize) {
        let clip = |span: &mut Span| *span = Span::new(span.start.min(end), span.end.min(end));
        // Notes are in the order of their ends, so those of this block are the last ones.
        let inlines = self.inlines.iter_mut().map(|i| &mut i.span);
        inlines.rev().take_while(|s| s.end > start).for_each(clip);
        let links = self.links.iter_mut().map(|l| &mut l.span);
        links.rev().take_while(|s| s.end > start).for_each(clip);
    }

    fn repeats_title(&self, start: usize) -> bool {
        let early = self.blocks.iter().filter(|b| !b.boilerplate).count() < 3;
        early
            && self
                .title
                .as_ref()
                .is_some_and(|title| *title == fold(&self.text.as_str()[start..]))
    }

    /// Takes back the open block that started at `start`, and the line feed before it.
    fn discard(&mut self, start: usize) {
        let keep = self.blocks.last().map_or(0, |b| b.span.end);
        self.truncate(keep);
        while self.inlines.pop_if(|i| i.span.start >= start).is_some() {}
        while self.links.pop_if(|l| l.span.start >= start).is_some() {}
        for style in &mut self.styles {
            style.start = None;
        }
        if let Some(link) = &mut self.link {
            link.start = None;
        }
    }

    /// The whole body.
    pub fn finish(mut self) -> BodyParts {
        self.end_link();
        while !self.styles.is_empty() {
            self.end_style();
        }
        self.close();
        while self
            .blocks
            .last()
            .is_some_and(|b| b.kind == BlockKind::Rule)
        {
            self.blocks.pop();
        }
        self.inlines.retain(|i| !i.span.is_empty());
        self.links.retain(|l| !l.span.is_empty());
        self.inlines
            .sort_by_key(|i| (i.span.start, std::cmp::Reverse(i.span.end)));
        self.links.sort_by_key(|l| l.span.start);
        BodyParts {
            text: self.text.finish(),
            blocks: self.blocks,
            inlines: self.inlines,
            links: self.links,
            pictures: self.pictures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_across_pieces_and_styles_hold_their_words_alone() {
        let mut body = BodyBuilder::new();
        body.flow("  One ");
        body.start_style(Style::Strong);
        body.flow(" two\n");
        body.end_style();
        body.flow(" three ");
        body.open(BlockKind::Heading(2));
        body.flow(" ");
        body.open(BlockKind::Paragraph);
        body.flow("four");
        let parts = body.finish();
        assert_eq!(parts.text, *"One two three\nfour");
        assert_eq!(parts.inlines[0].span.of(&parts.text), "two");
        assert_eq!(parts.blocks.len(), 2);
    }

    #[test]
    fn a_link_over_two_blocks_is_one_link_in_each() {
        let mut body = BodyBuilder::new();
        body.start_link(Clean::new("https://example.org/"));
        body.flow("one");
        body.line_break();
        body.line_break();
        body.flow("two");
        body.end_link();
        let parts = body.finish();
        let linked: Vec<_> = parts.links.iter().map(|l| l.span.of(&parts.text)).collect();
        assert_eq!(linked, ["one", "two"]);
    }

    #[test]
    fn what_is_built_is_clean_as_a_whole() {
        let mut body = BodyBuilder::new();
        for _ in 0..20 {
            body.start_style(Style::Emphasis);
            body.flow("\u{301}\u{301}\u{301}");
            body.flow("e\u{301}\u{301}\u{301}\u{301}\u{301}");
            body.end_style();
            body.line_break();
            body.flow("\u{301}\x1b[31mred");
        }
        let parts = body.finish();
        assert_eq!(Clean::new(&parts.text), parts.text);
    }
}
