//! The rows of the article's text, each knowing where on the screen its characters stand.

use std::borrow::Cow;

use hyphenation::Standard;

use crate::model::{Article, Block, BlockKind, Marker};
use crate::text::bidi::{Glyph, Levels, Run, glyphs, visual};
use crate::text::{Direction, Row, Span, Widths, WrapOptions, wrap, wrap_preformatted};

use super::page::Setting;

/// A row that shows a part of the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// The part.
    pub row: Row,
    /// Which block it is of.
    pub block: usize,
    /// Cells left free at the left of the text.
    pub indent: usize,
    /// What stands beside the text: a bullet, a number, the bar of a block quote.
    pub lead: String,
    /// Cells left free at the left of the lead.
    pub lead_at: usize,
    /// Cells to be spread over the gaps between words so that the row is full.
    pub stretch: usize,
    /// The runs of the row from left to right; none where all of it stands as it is read.
    pub runs: Vec<Run>,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
}

/// One grapheme of a row on its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Cells from the left edge of the column.
    pub x: usize,
    /// Cells it takes; a stretched space takes several.
    pub cells: usize,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Itself, as it is drawn.
    pub grapheme: Cow<'a, str>,
    /// Whether what follows it in the text stands at its left.
    pub rtl: bool,
}

impl TextRow {
    /// The graphemes of the row, from left to right, with the places where they are drawn.
    pub fn placed<'a>(&self, text: &'a str) -> Vec<Placed<'a>> {
        let span = self.row.span;
        let gaps = span.of(text).matches(' ').count();
        let whole = [Run { span, rtl: false }];
        let runs = if self.runs.is_empty() {
            &whole[..]
        } else {
            &self.runs
        };
        let mut x = self.indent;
        let mut gap = 0;
        let place = |glyph: Glyph<'a>| {
            let mut wide = self.widths.grapheme_cells(&glyph.symbol);
            if glyph.symbol == " " && gaps > 0 {
                wide += self.stretch * (gap + 1) / gaps - self.stretch * gap / gaps;
                gap += 1;
            }
            x += wide;
            Placed {
                x: x - wide,
                cells: wide,
                span: glyph.span,
                grapheme: glyph.symbol,
                rtl: glyph.rtl,
            }
        };
        glyphs(text, runs).into_iter().map(place).collect()
    }
}

/// The rows of the block at `index`, whose lines begin as `direction` says.
pub(super) fn text_rows(
    article: &Article,
    index: usize,
    direction: Direction,
    setting: Setting,
    dictionary: Option<&Standard>,
) -> Vec<TextRow> {
    let Some(block) = article.blocks.get(index) else {
        return Vec::new();
    };
    let text: &str = &article.text;
    let width = usize::from(setting.width.max(1));
    let beside = Beside::new(block, width, setting.widths);
    let room = width.saturating_sub(beside.cells).max(1);
    let levels = setting.levels(text, block.span, direction);
    let rows = match block.kind {
        BlockKind::Code => wrap_preformatted(text, block.span, room, setting.widths),
        _ => {
            // The dictionary is one of English, and a hyphen stands at the right.
            let hyphenation = dictionary.filter(|_| direction == Direction::LeftToRight);
            let options = WrapOptions {
                width: room,
                widths: setting.widths,
                hyphenation,
            };
            wrap(text, block.span, options)
        }
    };
    let text_row = |(i, row): (usize, Row)| {
        let full = setting.justify && !row.last && block.kind == BlockKind::Paragraph;
        let free = room.saturating_sub(row.cells + usize::from(row.hyphen));
        let stretch = if full { free } else { 0 };
        let lead = if i == 0 { &beside.first } else { &beside.rest };
        let (indent, lead, lead_at) = match direction {
            Direction::LeftToRight => (beside.cells, lead.clone(), 0),
            Direction::RightToLeft => (
                free - stretch,
                from_the_right(lead),
                width.saturating_sub(setting.widths.cells(lead)),
            ),
        };
        TextRow {
            row,
            block: index,
            indent,
            lead,
            lead_at,
            stretch,
            runs: levels
                .as_ref()
                .map_or_else(Vec::new, |levels| levels.runs(text, row.span)),
            widths: setting.widths,
        }
    };
    rows.into_iter().enumerate().map(text_row).collect()
}

/// What stands beside the rows of a block, in the order in which it is read.
struct Beside {
    /// Beside the first row.
    first: String,
    /// Beside the others.
    rest: String,
    /// Cells that are kept free for it.
    cells: usize,
}

/// The bar beside a block quote: where lines begin at the left, and where they begin at the right.
const BARS: [&str; 2] = ["▎", "▕"];

impl Beside {
    fn new(block: &Block, width: usize, widths: Widths) -> Self {
        let rest = format!("{} ", BARS[0]).repeat(usize::from(block.quote_depth));
        let mut first = rest.clone();
        match block.kind {
            BlockKind::Item { depth, marker } => {
                first.push_str(&"  ".repeat(usize::from(depth)));
                match marker {
                    Marker::Bullet => first.push_str("• "),
                    Marker::Number(n) => first.push_str(&format!("{n}. ")),
                    Marker::None => first.push_str("  "),
                }
            }
            BlockKind::Code => first.push_str("  "),
            _ => {}
        }
        let cells = widths.cells(&first);
        // Deep nesting in a narrow pane would leave no room for words.
        if cells * 2 > width {
            Self {
                first: String::new(),
                rest: String::new(),
                cells: 0,
            }
        } else {
            Self { first, rest, cells }
        }
    }
}

/// `lead` as it stands at the right of the text.
fn from_the_right(lead: &str) -> String {
    let all = Span::new(0, lead.len());
    let levels = Levels::of(lead, all, Direction::RightToLeft);
    visual(lead, all, levels.as_ref()).replace(BARS[0], BARS[1])
}
