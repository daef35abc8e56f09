//! The reading pane: the article in its measured column.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::{Area, PageRow, State, TextRow};
use crate::config::Role;
use crate::model::{Article, BlockKind, Inline, Style as InlineStyle};
use crate::text::{Clean, Span};

use super::put;
use super::style::Looks;

/// Draws the article in `area`.
pub fn draw(state: &State, looks: &Looks, area: Area, buffer: &mut Buffer) {
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
            PageRow::Headline(text) => {
                put(
                    buffer,
                    left,
                    y,
                    column,
                    text,
                    looks.role(Role::Heading).add_modifier(Modifier::BOLD),
                );
            }
            PageRow::Facts(text) => {
                put(buffer, left, y, column, text, looks.role(Role::Faint));
            }
            PageRow::Rule => {
                put(
                    buffer,
                    left,
                    y,
                    column,
                    &"─".repeat(usize::from(column)),
                    looks.role(Role::Rule),
                );
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
    fn draw(&self, row: &TextRow, buffer: &mut Buffer) {
        let text: &Clean = &self.article.text;
        let right = self.area.x + self.area.width;
        let block = &self.article.blocks[row.block];
        let base = match block.kind {
            BlockKind::Heading(_) => self.looks.role(Role::Heading).add_modifier(Modifier::BOLD),
            BlockKind::Code => self.looks.role(Role::Code),
            _ if block.boilerplate => self.looks.role(Role::Faint),
            _ => self.looks.role(Role::Text),
        };
        put(
            buffer,
            self.left,
            self.y,
            right.saturating_sub(self.left),
            &row.lead,
            self.looks.role(Role::Faint),
        );
        let mut end = self.left + cast(row.indent);
        for placed in row.placed(text) {
            let x = self.left + cast(placed.x);
            let style = self.style_at(placed.offset, base);
            if x >= right {
                break;
            }
            if x + cast(placed.cells) > right {
                put(buffer, x, self.y, 1, " ", style);
                break;
            }
            if placed.grapheme == " " {
                put(
                    buffer,
                    x,
                    self.y,
                    cast(placed.cells),
                    &" ".repeat(placed.cells),
                    style,
                );
            } else {
                put(
                    buffer,
                    x,
                    self.y,
                    cast(placed.cells),
                    placed.grapheme,
                    style,
                );
            }
            end = x + cast(placed.cells);
            if self
                .marks
                .current
                .iter()
                .any(|span| span.start == placed.offset)
            {
                self.edge(buffer, x.checked_sub(1), "▐");
            }
        }
        if row.row.hyphen && end < right {
            let style = self.style_at(row.row.span.end.saturating_sub(1), base);
            put(buffer, end, self.y, 1, "-", style);
        }
        let ends = |current: &&Span| row.row.span.contains(current.end.saturating_sub(1));
        for current in self.marks.current.iter().filter(ends) {
            let after = row
                .placed(text)
                .iter()
                .find(|p| p.offset >= current.end)
                .map_or(end, |p| self.left + cast(p.x));
            self.edge(buffer, Some(after), "▌");
        }
    }

    /// Half a cell of the mark's colour beside a marked stretch, where there is a blank for it:
    /// it shows the stretch where there are no colours.
    fn edge(&self, buffer: &mut Buffer, x: Option<u16>, half: &str) {
        let inside = |x: &u16| (self.area.x..self.area.x + self.area.width).contains(x);
        let Some(x) = x.filter(inside) else { return };
        if buffer
            .cell((x, self.y))
            .is_some_and(|cell| cell.symbol() == " ")
        {
            put(
                buffer,
                x,
                self.y,
                1,
                half,
                Style::reset().patch(self.looks.edge(Role::CurrentQuote)),
            );
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
