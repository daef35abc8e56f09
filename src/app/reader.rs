//! The open article: its rows, the place in it, and what is being followed through it.

use crate::model::Annotations;
use crate::text::Span;

use super::find::Find;
use super::fuller::{Change, nearest_stop};
use super::page::Page;
use super::sidebar::{Line, Sidebar};
use super::voices::{Said, Stop, Voice, Walk, heard, voices};

/// What the reading pane and the sidebar show of the open article.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The rows.
    pub page: Page,
    /// The row at the top of the pane.
    pub top: usize,
    /// The text that was at the top when the person last scrolled: kept there when the column is
    /// laid out anew. `None` at the headline.
    anchor: Option<usize>,
    /// Rows of the pane.
    pub height: usize,
    /// Who speaks.
    pub voices: Vec<Voice>,
    /// The sidebar.
    pub sidebar: Sidebar,
    /// What `n` and `p` follow.
    pub walk: Walk,
    /// The stops of the walk.
    pub stops: Vec<Stop>,
    /// The stop where the person is.
    pub current: Option<Stop>,
    /// The search, while there is one.
    pub find: Option<Find>,
}

impl Reader {
    /// Takes in what analysis found, where `old` was found before, and `said` of it is shown. What is chosen and followed
    /// stays what it is, or becomes what is nearest to it; the text stays where it is.
    pub fn annotate(&mut self, old: Option<&Annotations>, new: &Annotations, said: Said) {
        let before = std::mem::replace(&mut self.voices, voices(new));
        let change = old.map(|old| Change { old, new, said });
        let chosen = change
            .zip(self.sidebar.chosen())
            .and_then(|(change, line)| change.line(line, &before, &self.voices));
        self.sidebar.renew(chosen);
        let walk = match &self.walk {
            Walk::Name(name) => {
                let name = change.and_then(|change| change.name(*name));
                name.map(Walk::Name)
            }
            Walk::Speaker(speaker) => heard(&self.voices, speaker, said).then(|| self.walk.clone()),
            Walk::Quotes => Some(Walk::Quotes),
        };
        let mut walk = walk.unwrap_or_default();
        let mut stops = walk.stops(new, said);
        self.current = self.current.and_then(|stop| {
            // A quote stays the one it is, even where another speaker is found for it.
            let same = |s: &Stop| s.span == stop.span;
            if stop.quote.is_some() && !stops.iter().any(same) {
                let all = Walk::Quotes.stops(new, said);
                if all.iter().any(same) {
                    (walk, stops) = (Walk::Quotes, all);
                }
            }
            let of_kind = |s: &Stop| s.quote.is_some() == stop.quote.is_some();
            nearest_stop(stop, &stops).filter(of_kind)
        });
        self.walk = walk;
        self.stops = stops;
    }

    /// How many statements the article has, shown or not.
    pub fn statements(&self) -> usize {
        self.voices.iter().map(|v| v.statements.len()).sum()
    }

    /// Follows `walk` from now on. The stop where the person is stays, if it is on the walk.
    pub fn follow(&mut self, walk: Walk, annotations: Option<&Annotations>, said: Said) {
        self.stops = annotations.map_or_else(Vec::new, |a| walk.stops(a, said));
        self.walk = walk;
        self.current = self.current.filter(|stop| self.stops.contains(stop));
    }

    /// Shows `page` in `height` rows, with the same text at the top as before.
    pub fn lay_out(&mut self, page: Page, height: usize) {
        self.page = page;
        self.height = height;
        self.top = self
            .anchor
            .map_or(0, |offset| self.page.row_at(offset))
            .min(self.last_top());
    }

    /// Shows the page in `height` rows.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
        self.top = self.top.min(self.last_top());
    }

    /// The text at the top, for coming back to it later.
    pub fn place(&self) -> Option<usize> {
        self.anchor
    }

    /// Comes back to a place.
    pub fn go_to_place(&mut self, place: Option<usize>) {
        self.anchor = place;
        self.top = place
            .map_or(0, |offset| self.page.row_at(offset))
            .min(self.last_top());
    }

    /// The last row that may stand at the top: the end of the text is then at the bottom.
    pub fn last_top(&self) -> usize {
        self.page.rows.len().saturating_sub(self.height)
    }

    /// Scrolls so that `row` is at the top, as far as there is text.
    pub fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.last_top());
        self.anchor = self.page.offset_at(self.top);
    }

    /// Scrolls by so many rows.
    pub fn scroll_by(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Scrolls no more than needed to have `span` in view, with some text around it: not at all
    /// when it is there already.
    pub fn show(&mut self, span: Span) {
        let first = self.page.row_at(span.start);
        let last = self.page.row_at(span.end.saturating_sub(1).max(span.start));
        let margin = (self.height / 6).min(3);
        let fits =
            first >= self.top + margin.min(self.top) && last + margin < self.top + self.height;
        if !fits {
            self.scroll_to(first.saturating_sub(self.height / 3));
        }
    }

    /// The part of the text that is on the screen.
    pub fn in_view(&self) -> Option<Span> {
        self.page.shown(self.top, self.top + self.height)
    }

    /// The stop after (or before) the place where the person is: the current stop while it is in
    /// view, else the text in view.
    pub fn neighbour(&self, forward: bool) -> Option<Stop> {
        let view = self.in_view().unwrap_or_default();
        let here = self.current.filter(|stop| stop.span.overlaps(view));
        let at = here.and_then(|stop| self.stops.iter().position(|s| *s == stop));
        let next = match (at, forward) {
            (Some(at), true) => at.checked_add(1),
            (Some(at), false) => at.checked_sub(1),
            // Ends are not in order where quotes are nested.
            (None, true) => self.stops.iter().position(|s| s.span.end > view.start),
            (None, false) => self
                .stops
                .partition_point(|s| s.span.start < view.end)
                .checked_sub(1),
        };
        self.stops.get(next?).copied()
    }

    /// How far the reader is: the share of the rows up to the bottom of the pane, in percent.
    pub fn percent(&self) -> usize {
        let rows = self.page.rows.len();
        let seen = (self.top + self.height).min(rows);
        (seen * 100).checked_div(rows).unwrap_or(100)
    }

    /// Puts the sidebar's cursor on the line of the current stop.
    pub fn point_at_current(&mut self) {
        let wanted = self.current.and_then(|stop| stop.quote);
        let lines = self.sidebar.lines();
        let found = lines.iter().position(|line| match (line, &self.walk) {
            (Line::Quote { quote, .. }, _) => Some(*quote) == wanted,
            (Line::Name(name), Walk::Name(walked)) => name == walked && wanted.is_none(),
            _ => false,
        });
        if let Some(at) = found {
            self.sidebar.choose(at);
        }
    }
}
