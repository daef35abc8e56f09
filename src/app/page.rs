//! An article laid out in a column: rows, each knowing the text that it shows.

use std::ops::Range;

use hyphenation::Standard;

use crate::model::{Article, BlockKind};
use crate::text::bidi::{Levels, visual};
use crate::text::{Direction, LineOrder, Span, Widths, WrapOptions, wrap};

use super::text_row::{TextRow, text_rows};

/// Words a minute that the reading time is reckoned with: Brysbaert (2019), silent reading of
/// English non-fiction, 238.
const WORDS_A_MINUTE: usize = 238;

/// How the column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Cells a row.
    pub width: u16,
    /// Whether both edges are straight.
    pub justify: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether lines that are no part of the article are shown.
    pub boilerplate: bool,
    /// Who puts what is written from right to left in order.
    pub order: LineOrder,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
}

impl Setting {
    /// Where the lines of `text` begin; `None` where nothing in it says so.
    fn direction(self, text: &str) -> Option<Direction> {
        match self.order {
            LineOrder::Visual => Direction::of(text),
            LineOrder::Logical => Some(Direction::LeftToRight),
        }
    }

    /// What puts the part `span` of `text` in order, where it is not in order as it is read.
    pub(super) fn levels(self, text: &str, span: Span, direction: Direction) -> Option<Levels> {
        match self.order {
            LineOrder::Visual => Levels::of(text, span, direction),
            LineOrder::Logical => None,
        }
    }
}

/// A laid out article.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// All rows, from the headline down.
    pub rows: Vec<PageRow>,
    text_rows: Vec<usize>,
}

/// One row of the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageRow {
    /// Nothing.
    Blank,
    /// A part of the headline.
    Headline(Caption),
    /// A part of the line below it: source, byline, date, reading time.
    Facts(Caption),
    /// A line across the column.
    Rule,
    /// A part of what is said in the place of a picture.
    Picture {
        /// Which one, an index into [`Article::pictures`].
        picture: usize,
        /// The part.
        caption: Caption,
    },
    /// A part of the text.
    Text(TextRow),
}

/// A row beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// Cells left free before it.
    pub indent: usize,
    /// What it says, as it stands on the screen.
    pub text: String,
}

impl Page {
    /// Lays out `article`. `facts` is the line below the headline; `dictionary` is used where the
    /// setting asks for hyphens.
    pub fn new(
        article: &Article,
        facts: &str,
        setting: Setting,
        dictionary: Option<&Standard>,
    ) -> Self {
        let mut page = Self::default();
        let headline = article.title.as_ref().map(|_| article.headline());
        let mut direction = setting
            .direction(headline.unwrap_or(&article.text))
            .unwrap_or_default();
        if let Some(title) = headline {
            let rows = captions(title, direction, setting);
            page.rows.extend(rows.map(PageRow::Headline));
        }
        let rows = captions(facts, direction, setting);
        page.rows.extend(rows.map(PageRow::Facts));
        let dictionary = dictionary.filter(|_| setting.hyphenate);
        let mut previous: Option<BlockKind> = None;
        let mut shown = 0;
        for (index, block) in article.blocks.iter().enumerate() {
            let pictures = &article.pictures[shown..];
            let here = pictures.partition_point(|picture| picture.at <= block.span.start);
            page.pictures(article, shown..shown + here, setting);
            shown += here;
            if block.boilerplate && !setting.boilerplate {
                continue;
            }
            let tight = matches!(
                (previous, block.kind),
                (Some(BlockKind::Item { .. }), BlockKind::Item { .. })
            );
            if !tight {
                page.rows.push(PageRow::Blank);
            }
            previous = Some(block.kind);
            if block.kind == BlockKind::Rule {
                page.rows.push(PageRow::Rule);
                continue;
            }
            // What has no letters, as a line of numbers, begins where the text before it does.
            direction = setting
                .direction(block.span.of(&article.text))
                .unwrap_or(direction);
            let first = page.rows.len();
            let rows = text_rows(article, index, direction, setting, dictionary);
            page.rows.extend(rows.into_iter().map(PageRow::Text));
            page.text_rows.extend(first..page.rows.len());
        }
        page.pictures(article, shown..article.pictures.len(), setting);
        page
    }

    /// Adds what stands in the place of these pictures: "[Picture: the pier at dusk]".
    fn pictures(&mut self, article: &Article, which: Range<usize>, setting: Setting) {
        for picture in which {
            self.rows.push(PageRow::Blank);
            let words = match article.pictures[picture].label() {
                Some(label) => format!("[Picture: {label}]"),
                None => "[Picture]".to_owned(),
            };
            let direction = setting.direction(&words).unwrap_or_default();
            let rows = captions(&words, direction, setting);
            let rows = rows.map(|caption| PageRow::Picture { picture, caption });
            self.rows.extend(rows);
        }
    }

    /// Which block the text at `row` is of; `None` where there is no text.
    pub fn block_at(&self, row: usize) -> Option<usize> {
        match self.rows.get(row) {
            Some(PageRow::Text(text)) => Some(text.block),
            _ => None,
        }
    }

    /// The first row of the block after the one at `row`.
    pub fn block_after(&self, row: usize) -> Option<usize> {
        let here = self.block_at(row);
        let after = self.text_rows.partition_point(|&r| r <= row);
        let mut rows = self.text_rows[after..].iter().copied();
        rows.find(|&r| self.block_at(r) != here)
    }

    /// The first row of the block before the one at `row`.
    pub fn block_before(&self, row: usize) -> Option<usize> {
        let here = self.block_at(row);
        let before = self.text_rows.partition_point(|&r| r < row);
        let rows = self.text_rows[..before].iter().rev().copied();
        let mut above = rows.skip_while(|&r| self.block_at(r) == here).peekable();
        let block = self.block_at(*above.peek()?);
        above.take_while(|&r| self.block_at(r) == block).last()
    }

    /// The row that shows `offset` of the text, or the last row of text before it.
    pub fn row_at(&self, offset: usize) -> usize {
        let after = self
            .text_rows
            .partition_point(|&row| match &self.rows[row] {
                PageRow::Text(text) => text.row.span.start <= offset,
                _ => false,
            });
        after.checked_sub(1).map_or(0, |i| self.text_rows[i])
    }

    /// The place in the text at the first row of text from `row` on; `None` at the very top, where
    /// the headline is, and behind the end.
    pub fn offset_at(&self, row: usize) -> Option<usize> {
        let i = self.text_rows.partition_point(|&r| r < row);
        match self.text_rows.get(i).map(|&r| &self.rows[r]) {
            Some(PageRow::Text(text)) if row > 0 => Some(text.row.span.start),
            _ => None,
        }
    }

    /// The span of text that rows `first..last` show.
    pub fn shown(&self, first: usize, last: usize) -> Option<Span> {
        let from = self.text_rows.partition_point(|&r| r < first);
        let to = self.text_rows.partition_point(|&r| r < last);
        let text = |i: usize| match &self.rows[self.text_rows[i]] {
            PageRow::Text(text) => Some(text.row.span),
            _ => None,
        };
        if from >= to {
            return None;
        }
        Some(Span::new(text(from)?.start, text(to - 1)?.end))
    }
}

/// The rows of a line beside the text.
fn captions(
    text: &str,
    direction: Direction,
    setting: Setting,
) -> impl Iterator<Item = Caption> + '_ {
    let width = usize::from(setting.width.max(1));
    let all = Span::new(0, text.len());
    let levels = setting.levels(text, all, direction);
    let options = WrapOptions {
        width,
        widths: setting.widths,
        hyphenation: None,
    };
    wrap(text, all, options)
        .into_iter()
        .map(move |row| Caption {
            indent: match direction {
                Direction::LeftToRight => 0,
                Direction::RightToLeft => width.saturating_sub(row.cells),
            },
            text: visual(text, row.span, levels.as_ref()),
        })
}

/// Minutes it takes to read `words`, at least one.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(WORDS_A_MINUTE).max(1)
}
