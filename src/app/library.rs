//! The articles of the list: all of them while they live in this run alone, a window of a shelf
//! where they are kept in a library.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::model::{Annotations, Article, ArticleKey, Correction, FeedKey, Listing, Row};
use crate::text::Clean;

/// A row of the list with what is known about its article in this run.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the list shows.
    pub row: Row,
    /// The article, once it is there.
    pub article: Option<Arc<Article>>,
    /// What analysis has found up to now.
    pub found: Found,
    /// What the person has put right in it.
    pub corrections: Vec<Correction>,
    /// Whether it has a second text: the full one where the feed's own is shown, and the other way
    /// round.
    pub texts: Texts,
}

/// Which texts of an article there are, and which is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Texts {
    /// There is one.
    #[default]
    One,
    /// The feed's own is shown; the full text is there too.
    Own,
    /// The full text is shown; the feed's own is there too.
    Full,
}

/// What analysis has found in an article, in two steps.
#[derive(Debug, Clone, Default)]
pub enum Found {
    /// Nothing yet.
    #[default]
    Nothing,
    /// What the quick rules find.
    Quick(Arc<Annotations>),
    /// All that can be found.
    Full(Arc<Annotations>),
}

impl Entry {
    fn of_row(row: Row) -> Self {
        Self {
            row,
            article: None,
            found: Found::Nothing,
            corrections: Vec::new(),
            texts: Texts::One,
        }
    }

    /// What analysis has found; `None` until its first step is done.
    pub fn annotations(&self) -> Option<&Arc<Annotations>> {
        match &self.found {
            Found::Nothing => None,
            Found::Quick(annotations) | Found::Full(annotations) => Some(annotations),
        }
    }

    /// How many pieces of speech were quoted, once that is known.
    pub fn quote_count(&self) -> Option<usize> {
        let Some(annotations) = self.annotations() else {
            return self.row.quotes;
        };
        let speech = annotations.quotes.iter().filter(|q| q.kind.is_speech());
        Some(speech.count())
    }
}

/// The articles, in order: where they live in this run alone the dated ones newest first, then the
/// others in the order they came; else as the shelf has them.
#[derive(Debug, Clone, Default)]
pub struct Library {
    entries: Vec<Entry>,
    /// Where on the shelf the first entry stands.
    first: usize,
    /// How many articles stand on the shelf.
    total: usize,
}

impl Library {
    /// The entries that are known, one after another; all of them where the articles live in this
    /// run alone.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.total
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The entry at `index`; `None` also where it is not known yet.
    pub fn get(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index.checked_sub(self.first)?)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut Entry> {
        self.entries.get_mut(index.checked_sub(self.first)?)
    }

    /// Whether all rows from `from` to before `to` are known, as far as there are such rows.
    pub fn knows(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.total);
        from >= to || (from >= self.first && to <= self.first + self.entries.len())
    }

    /// How many of the known ones are unread.
    pub fn unread(&self) -> usize {
        self.entries.iter().filter(|e| !e.row.read).count()
    }

    /// Puts `article`, which lives in this run alone, in its place and says where that is. `None`
    /// where one with its id is there already.
    pub fn insert(&mut self, article: Arc<Article>) -> Option<usize> {
        if self.position(&article.id).is_some() {
            return None;
        }
        let key = |published: Option<_>| (published.is_none(), Reverse(published));
        let at = self
            .entries
            .partition_point(|e| key(e.row.published) <= key(article.published));
        let row = Row {
            key: ArticleKey(i64::try_from(self.total).unwrap_or(i64::MAX)),
            feed: FeedKey(0),
            title: Clean::line(article.headline()),
            source: article.source.label.clone(),
            published: article.published,
            read: false,
            starred: false,
            tags: Vec::new(),
            words: article.word_count(),
            quotes: None,
            hit: None,
        };
        let mut entry = Entry::of_row(row);
        entry.article = Some(article);
        self.entries.insert(at, entry);
        self.total += 1;
        Some(at)
    }

    /// Shows a part of a shelf. What is known of articles that were there before stays known.
    pub fn show(&mut self, listing: Listing) {
        let mut before = std::mem::take(&mut self.entries);
        before.retain(|entry| entry.article.is_some());
        let entries = listing.rows.into_iter().map(|row| {
            let known = before.iter().position(|e| e.row.key == row.key);
            match known.map(|at| before.swap_remove(at)) {
                Some(entry) => Entry { row, ..entry },
                None => Entry::of_row(row),
            }
        });
        self.entries = entries.collect();
        self.first = listing.first;
        self.total = listing.total;
    }

    /// Forgets the articles that stand further than `near` rows from `index`, which can be had again.
    pub fn forget_far(&mut self, index: usize, near: usize) {
        for (at, entry) in self.entries.iter_mut().enumerate() {
            if (at + self.first).abs_diff(index) > near {
                entry.article = None;
                entry.found = Found::Nothing;
            }
        }
    }

    /// Where the article with this id stands, where it is there.
    pub fn position(&self, id: &str) -> Option<usize> {
        let is = |e: &Entry| e.article.as_ref().is_some_and(|a| a.id == *id);
        Some(self.entries.iter().position(is)? + self.first)
    }

    /// Where the article of this number stands, where its row is known.
    pub fn position_of(&self, key: ArticleKey) -> Option<usize> {
        let known = self.entries.iter().position(|e| e.row.key == key)?;
        Some(known + self.first)
    }

    /// Changes the entry at `index`, where it is known.
    pub fn change(&mut self, index: usize, how: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.get_mut(index) {
            how(entry);
        }
    }

    /// Adds what was found in the article at `index`, with speakers taken back who are less sure than
    /// `least` per cent, and as the person has put it right. What is full stays so.
    pub fn annotate(&mut self, index: usize, found: Found, least: u8) {
        let Some(entry) = self.get_mut(index) else {
            return;
        };
        if matches!((&entry.found, &found), (Found::Full(_), Found::Quick(_))) {
            return;
        }
        let corrections = &entry.corrections;
        let right = |found: Arc<Annotations>| {
            let found = Arc::unwrap_or_clone(found).with_least(least);
            Arc::new(found.corrected(corrections))
        };
        entry.found = match found {
            Found::Nothing => Found::Nothing,
            Found::Quick(found) => Found::Quick(right(found)),
            Found::Full(found) => Found::Full(right(found)),
        };
    }

    /// Sets the read mark at `index` and says whether that changed anything.
    pub fn mark(&mut self, index: usize, read: bool) -> bool {
        self.get_mut(index)
            .is_some_and(|e| std::mem::replace(&mut e.row.read, read) != read)
    }
}
