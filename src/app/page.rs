//! An article laid out in a column: rows, each knowing the text that it shows.

use hyphenation::Standard;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Article, BlockKind, Marker};
use crate::text::width::{cells, grapheme_cells};
use crate::text::{Row, Span, WrapOptions, wrap, wrap_preformatted};

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
    Headline(String),
    /// A part of the line below it: source, byline, date, reading time.
    Facts(String),
    /// A line across the column.
    Rule,
    /// A part of the text.
    Text(TextRow),
}

/// A row that shows a part of the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// The part.
    pub row: Row,
    /// Which block it is of.
    pub block: usize,
    /// Cells left free before the text; the lead stands in them.
    pub indent: usize,
    /// What stands before the text: a bullet, a number, the bar of a block quote.
    pub lead: String,
    /// Cells to be spread over the gaps between words so that the row is full.
    pub stretch: usize,
}

/// One grapheme of a row on its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Cells from the left edge of the column.
    pub x: usize,
    /// Cells it takes; a stretched space takes several.
    pub cells: usize,
    /// Where it stands in the article's text.
    pub offset: usize,
    /// Itself.
    pub grapheme: &'a str,
}

impl TextRow {
    /// The graphemes of the row, from left to right, with the places where they are drawn.
    pub fn placed<'a>(&self, text: &'a str) -> Vec<Placed<'a>> {
        let shown = self.row.span.of(text);
        let gaps = shown.matches(' ').count();
        let mut x = self.indent;
        let mut gap = 0;
        let mut out = Vec::with_capacity(shown.len());
        for (at, grapheme) in shown.grapheme_indices(true) {
            let mut wide = grapheme_cells(grapheme);
            if grapheme == " " && gaps > 0 {
                wide += self.stretch * (gap + 1) / gaps - self.stretch * gap / gaps;
                gap += 1;
            }
            out.push(Placed {
                x,
                cells: wide,
                offset: self.row.span.start + at,
                grapheme,
            });
            x += wide;
        }
        out
    }
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
        let width = usize::from(setting.width.max(1));
        let plain = WrapOptions {
            width,
            hyphenation: None,
        };
        let mut page = Self::default();
        if article.title.is_some() {
            let title = article.headline();
            for row in wrap(title, Span::new(0, title.len()), plain) {
                page.rows
                    .push(PageRow::Headline(row.span.of(title).to_owned()));
            }
        }
        for row in wrap(facts, Span::new(0, facts.len()), plain) {
            page.rows
                .push(PageRow::Facts(row.span.of(facts).to_owned()));
        }
        let hyphenation = if setting.hyphenate { dictionary } else { None };
        let mut previous: Option<BlockKind> = None;
        for (index, block) in article.blocks.iter().enumerate() {
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
            let (lead, rest, hang) = lead(block.kind, usize::from(block.quote_depth), width);
            let room = width.saturating_sub(hang).max(1);
            let rows = match block.kind {
                BlockKind::Code => wrap_preformatted(&article.text, block.span, room),
                _ => wrap(
                    &article.text,
                    block.span,
                    WrapOptions {
                        width: room,
                        hyphenation,
                    },
                ),
            };
            for (i, row) in rows.into_iter().enumerate() {
                page.text_rows.push(page.rows.len());
                let full = setting.justify && !row.last && block.kind == BlockKind::Paragraph;
                let used = row.cells + usize::from(row.hyphen);
                page.rows.push(PageRow::Text(TextRow {
                    row,
                    block: index,
                    indent: hang,
                    lead: if i == 0 { lead.clone() } else { rest.clone() },
                    stretch: if full { room.saturating_sub(used) } else { 0 },
                }));
            }
        }
        page
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

/// What stands before a block's first row, what before its others, and how many cells they are
/// set in.
fn lead(kind: BlockKind, quote_depth: usize, width: usize) -> (String, String, usize) {
    let bars = "▎ ".repeat(quote_depth);
    let mut lead = bars.clone();
    match kind {
        BlockKind::Item { depth, marker } => {
            lead.push_str(&"  ".repeat(usize::from(depth)));
            match marker {
                Marker::Bullet => lead.push_str("• "),
                Marker::Number(n) => lead.push_str(&format!("{n}. ")),
                Marker::None => lead.push_str("  "),
            }
        }
        BlockKind::Code => lead.push_str("  "),
        _ => {}
    }
    let hang = cells(&lead);
    // Deep nesting in a narrow pane would leave no room for words.
    if hang * 2 > width {
        (String::new(), String::new(), 0)
    } else {
        (lead, bars, hang)
    }
}

/// Minutes it takes to read `words`, at least one.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(WORDS_A_MINUTE).max(1)
}
