//! What the screen shows is put in its place: the article in rows, the sidebar in lines, and both
//! lists so that their cursors are in view.

use hyphenation::{Language, Load, Standard};

use crate::model::Article;
use crate::text::bidi::isolated;

use super::layout::{Layout, column_width};
use super::library::Found;
use super::page::{Page, Setting, reading_minutes};
use super::state::State;
use super::{sidebar, tell};

impl State {
    /// Cells of the text column.
    pub fn column(&self) -> u16 {
        let pane = self.layout.reader.map_or(self.size.0, |area| area.width);
        column_width(pane, self.view.measure)
    }

    /// The line below the headline.
    fn facts(&self, article: &Article, words: usize) -> String {
        let mut facts = tell::facts(article);
        facts.push(format!("{} min", reading_minutes(words)));
        let facts: Vec<_> = facts.iter().map(|fact| isolated(fact)).collect();
        facts.join(" · ")
    }

    /// Finds the panes' places anew, and lays out the article where its column has changed.
    pub(super) fn lay_out(&mut self) {
        let (columns, rows) = self.size;
        self.layout = Layout::new(columns, rows, self.focus, self.drawer, self.alone);
        let height = self
            .layout
            .reader
            .or(self.layout.list)
            .or(self.layout.sidebar)
            .map_or(0, |a| a.height);
        let setting = Setting {
            width: self.column(),
            justify: self.view.justify,
            hyphenate: self.view.hyphenate,
            boilerplate: self.view.boilerplate,
            order: self.view.order,
            widths: self.view.widths,
        };
        if setting.hyphenate && self.dictionary.is_none() {
            self.dictionary = Standard::from_embedded(Language::EnglishUS).ok();
        }
        let Some(entry) = self.library.get(self.selected) else {
            return self.reveal();
        };
        let Some(article) = &entry.article else {
            self.reader.lay_out(Page::default(), usize::from(height));
            return self.reveal();
        };
        // A long article takes its time, so it is laid out only where something about it changed.
        let key = (article.id.to_string(), setting);
        if self.laid_out.as_ref() == Some(&key) {
            self.reader.set_height(usize::from(height));
        } else {
            let page = Page::new(
                article,
                &self.facts(article, article.word_count()),
                setting,
                self.dictionary.as_ref(),
            );
            self.reader.lay_out(page, usize::from(height));
            self.laid_out = Some(key);
        }
        self.reveal();
    }

    /// Whether the open article may get more names.
    pub(super) fn names_coming(&self) -> bool {
        matches!(self.entry().map(|e| &e.found), Some(Found::Quick(_)))
    }

    /// Puts the sidebar's lines together where something about them has changed.
    pub(super) fn arrange(&mut self) {
        let setting = sidebar::Setting {
            order: self.view.names,
            said: self.view.said,
            width: self.layout.sidebar.map_or(self.size.0, |area| area.width),
            coming: self.names_coming(),
            widths: self.view.widths,
        };
        let Some(entry) = self.library.get(self.selected) else {
            return;
        };
        let annotations = entry.annotations().map(|a| &**a);
        let reader = &mut self.reader;
        let voices = &reader.voices;
        reader.sidebar.arrange(annotations, voices, setting);
    }

    /// Scrolls list and sidebar so that their cursors are in view.
    pub(super) fn reveal(&mut self) {
        self.arrange();
        if let Some(area) = self.layout.list {
            let rows = usize::from(area.height / 2).max(1);
            self.list_top = scrolled(self.list_top, self.selected, rows, self.library.len());
        }
        if self.layout.sidebar.is_some() {
            let rows = self.sidebar_rows();
            let sidebar = &mut self.reader.sidebar;
            let (cursor, count) = (sidebar.cursor(), sidebar.lines().len());
            let end = cursor + sidebar.entry_rows() - 1;
            sidebar.top = scrolled(sidebar.top, end, rows, count);
            sidebar.top = scrolled(sidebar.top, cursor, rows, count);
            // The title above the first line that can be chosen comes into view with it.
            if sidebar.top <= 2 && cursor < rows {
                sidebar.top = 0;
            }
        }
    }

    /// Rows of the sidebar that hold lines; the rest tells more about the current quote.
    pub fn sidebar_rows(&self) -> usize {
        let height = self.layout.sidebar.map_or(1, |a| usize::from(a.height));
        height.saturating_sub(self.detail_rows()).max(1)
    }

    /// Rows at the foot of the sidebar that tell about the current quote.
    pub fn detail_rows(&self) -> usize {
        match self.layout.sidebar {
            Some(area) if area.height >= 16 && self.quote().is_some() => {
                usize::from(area.height / 3).clamp(5, 9)
            }
            _ => 0,
        }
    }
}

/// The first of `count` lines to show in `rows` rows so that `cursor` is among them, moving as
/// little as may be from `top`.
fn scrolled(top: usize, cursor: usize, rows: usize, count: usize) -> usize {
    let top = top.min(cursor).max((cursor + 1).saturating_sub(rows));
    top.min(count.saturating_sub(rows))
}
