//! The reading pane: the article in its measured column.

use ratatui::style::{Modifier, Style};

use crate::app::{Area, Caption, PageRow, Placed, State, TextRow};
use crate::config::Role;
use crate::model::{Article, BlockKind, Inline, Style as InlineStyle};
use crate::text::{Clean, Span};

use super::canvas::Canvas;
use super::put;
use super::sign::Sign;
use super::style::Looks;

/// Draws the article in `area`.
pub fn draw(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let Some(article) = state.article() else {
        let hint = if state.loading {
            ""
        } else {
            "Nothing to read yet."
        };
        put(
            buffer,
            area.x + 2.min(area.width),
            area.y,
            area.width.saturating_sub(2),
            hint,
            looks.role(Role::Faint),
        );
        return;
    };
    let column = state.column().min(area.width);
    let left = area.x + (area.width - column) / 2;
    let marks = Marks::new(state, article);
    let rows = state.reader.page.rows.iter().skip(state.reader.top);
    for (y, row) in (area.y..area.y + area.height).zip(rows) {
        match row {
            PageRow::Blank => {}
            PageRow::Headline(caption) => {
                let style = looks.role(Role::Heading).add_modifier(Modifier::BOLD);
                draw_caption(caption, (left, y), column, style, buffer);
            }
            PageRow::Facts(caption) | PageRow::Picture { caption, .. } => {
                draw_caption(caption, (left, y), column, looks.role(Role::Faint), buffer);
            }
            PageRow::Rule => {
                buffer.rule((left, y), column, looks.role(Role::Rule));
            }
            PageRow::Text(row) => {
                let line = Line {
                    y,
                    left,
                    area,
                    looks,
                    article,
                    marks: &marks,
                };
                line.draw(row, buffer);
            }
        }
    }
}

fn draw_caption(
    caption: &Caption,
    (left, y): (u16, u16),
    column: u16,
    style: Style,
    buffer: &mut Canvas,
) {
    let indent = cast(caption.indent).min(column);
    buffer.set(left + indent, y, column - indent, &caption.text, style);
}

/// What is marked in the part of the text that is in view.
struct Marks<'a> {
    inlines: Vec<&'a Inline>,
    links: Vec<Span>,
    /// Search matches, and whether it is the one the reader is at.
    matches: Vec<(Span, bool)>,
    /// The pieces of what the reader is at, a quote, a statement or a mention.
    current: Vec<Span>,
    /// Quoted speech with the number of its voice, the outer before the inner.
    quotes: Vec<(Span, usize)>,
    names: Vec<Span>,
}

impl<'a> Marks<'a> {
    fn new(state: &State, article: &'a Article) -> Self {
        let reader = &state.reader;
        let view = reader.in_view().unwrap_or_default();
        let seen = |span: &Span| span.overlaps(view);
        let matches = reader.find.iter().flat_map(|find| {
            let at = find.current;
            find.hits
                .iter()
                .enumerate()
                .map(move |(i, &hit)| (hit, Some(i) == at))
        });
        let mut current: Vec<Span> = reader.current.map(|stop| stop.span).into_iter().collect();
        let mut quotes = Vec::new();
        let mut names = Vec::new();
        if let Some(annotations) = state.annotations() {
            if let Some(quote) = reader.current.and_then(|stop| stop.quote) {
                current = annotations.pieces(quote).map(|q| q.span).collect();
            }
            for (number, voice) in reader.voices.iter().enumerate() {
                // Of statements, which may be most of the text, only the chosen one is marked.
                let here = reader.current.and_then(|stop| stop.quote);
                let stated = voice.statements.iter().filter(|&&q| Some(q) == here);
                let said = voice.quotes.iter().chain(stated);
                let spans = said.flat_map(|&q| annotations.pieces(q)).map(|q| q.span);
                quotes.extend(spans.filter(seen).map(|span| (span, number)));
            }
            quotes.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
            let mentions = annotations.names.iter().flat_map(|n| &n.mentions);
            names.extend(mentions.map(crate::model::Mention::span).filter(seen));
        }
        let links = article.links.iter().map(|link| link.span);
        Self {
            inlines: article.inlines.iter().filter(|i| seen(&i.span)).collect(),
            links: links.filter(seen).collect(),
            matches: matches.filter(|(span, _)| seen(span)).collect(),
            current: current.into_iter().filter(seen).collect(),
            quotes,
            names,
        }
    }
}

/// One row on the screen.
struct Line<'a> {
    y: u16,
    left: u16,
    area: Area,
    looks: &'a Looks<'a>,
    article: &'a Article,
    marks: &'a Marks<'a>,
}

impl Line<'_> {
    fn draw(&self, row: &TextRow, buffer: &mut Canvas) {
        let text: &Clean = &self.article.text;
        let right = self.area.x + self.area.width;
        let block = &self.article.blocks[row.block];
        let base = match block.kind {
            BlockKind::Heading(_) => self.looks.role(Role::Heading).add_modifier(Modifier::BOLD),
            BlockKind::Code => self.looks.role(Role::Code),
            _ if block.boilerplate => self.looks.role(Role::Faint),
            _ => self.looks.role(Role::Text),
        };
        let lead_at = self.left + cast(row.lead_at);
        let room = right.saturating_sub(lead_at);
        let faint = self.looks.role(Role::Faint);
        buffer.set(lead_at, self.y, room, &row.lead, faint);
        let placed = row.placed(text);
        let mut end = self.left + cast(row.indent);
        for glyph in &placed {
            let x = self.left + cast(glyph.x);
            let style = self.style_at(glyph.span.start, base);
            if x >= right {
                break;
            }
            let wide = cast(glyph.cells);
            if x + wide > right {
                buffer.set(x, self.y, 1, " ", style);
                break;
            }
            if glyph.grapheme == " " {
                buffer.set(x, self.y, wide, &" ".repeat(glyph.cells), style);
            } else {
                buffer.set(x, self.y, wide, &glyph.grapheme, style);
            }
            end = x + wide;
        }
        if row.row.hyphen && end < right {
            let style = self.style_at(row.row.span.end.saturating_sub(1), base);
            buffer.set(end, self.y, 1, "-", style);
        }
        for current in &self.marks.current {
            self.edges(buffer, &placed, *current);
        }
    }

    /// Draws the edges of what is `marked`, as far as they are in the row `placed`: beside its first
    /// and beside its last character.
    fn edges(&self, buffer: &mut Canvas, placed: &[Placed<'_>], marked: Span) {
        let left_of = |glyph: &Placed| (self.left + cast(glyph.x)).checked_sub(1);
        let right_of = |glyph: &Placed| Some(self.left + cast(glyph.x + glyph.cells));
        let first = placed.iter().find(|glyph| glyph.span.start == marked.start);
        if let Some(first) = first {
            if first.rtl {
                self.edge(buffer, right_of(first), Sign::RightEdge);
            } else {
                self.edge(buffer, left_of(first), Sign::LeftEdge);
            }
        }
        let end = marked.end.saturating_sub(1);
        let last = placed.iter().find(|glyph| glyph.span.contains(end));
        if let Some(last) = last {
            if last.rtl {
                self.edge(buffer, left_of(last), Sign::LeftEdge);
            } else {
                self.edge(buffer, right_of(last), Sign::RightEdge);
            }
        }
    }

    /// Half a cell of the mark's colour beside a marked stretch, where there is a blank for it:
    /// it shows the stretch where there are no colours.
    fn edge(&self, buffer: &mut Canvas, x: Option<u16>, half: Sign) {
        let inside = |x: &u16| (self.area.x..self.area.x + self.area.width).contains(x);
        let Some(x) = x.filter(inside) else { return };
        if buffer
            .cell((x, self.y))
            .is_some_and(|cell| cell.symbol() == " ")
        {
            let style = self
                .looks
                .blank()
                .patch(self.looks.edge(Role::CurrentQuote));
            buffer.sign((x, self.y), half, style);
        }
    }

    /// How the grapheme at `offset` looks: the plainest first, what matters most laid over it.
    fn style_at(&self, offset: usize, base: Style) -> Style {
        let mut style = base;
        for inline in self
            .marks
            .inlines
            .iter()
            .filter(|i| i.span.contains(offset))
        {
            style = match inline.style {
                InlineStyle::Emphasis => style.add_modifier(Modifier::ITALIC),
                InlineStyle::Strong => style.add_modifier(Modifier::BOLD),
                InlineStyle::Code => style.patch(self.looks.role(Role::Code)),
            };
        }
        if self.marks.links.iter().any(|span| span.contains(offset)) {
            style = style.patch(self.looks.role(Role::Link));
        }
        if self.marks.names.iter().any(|span| span.contains(offset)) {
            style = style.patch(self.looks.role(Role::Name));
        }
        if let Some((_, voice)) = self
            .marks
            .quotes
            .iter()
            .rev()
            .find(|(span, _)| span.contains(offset))
        {
            style = style.patch(self.looks.speaker(*voice));
        }
        if self.marks.current.iter().any(|span| span.contains(offset)) {
            style = style.patch(self.looks.role(Role::CurrentQuote));
        }
        if let Some((_, at)) = self
            .marks
            .matches
            .iter()
            .find(|(span, _)| span.contains(offset))
        {
            style = style.patch(self.looks.role(Role::SearchMatch));
            if *at {
                style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            }
        }
        style
    }
}

fn cast(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX / 2)
}
