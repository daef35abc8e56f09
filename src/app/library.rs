//! The articles at hand, newest first.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::model::{Annotations, Article};

/// An article with what is known about it in this run.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The article.
    pub article: Arc<Article>,
    /// What analysis has found up to now.
    pub found: Found,
    /// Whether it has been opened, or marked so.
    pub read: bool,
    /// Words of its body.
    pub words: usize,
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
    /// What analysis has found; `None` until its first step is done.
    pub fn annotations(&self) -> Option<&Arc<Annotations>> {
        match &self.found {
            Found::Nothing => None,
            Found::Quick(annotations) | Found::Full(annotations) => Some(annotations),
        }
    }

    /// How many pieces of speech were quoted, once that is known.
    pub fn quote_count(&self) -> Option<usize> {
        let annotations = self.annotations()?;
        Some(
            annotations
                .quotes
                .iter()
                .filter(|q| q.kind.is_speech())
                .count(),
        )
    }
}

/// The articles, ordered: dated ones newest first, then the others in the order they came.
#[derive(Debug, Clone, Default)]
pub struct Library {
    entries: Vec<Entry>,
}

impl Library {
    /// All entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry at `index`.
    pub fn get(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// How many are unread.
    pub fn unread(&self) -> usize {
        self.entries.iter().filter(|e| !e.read).count()
    }

    /// Puts `article` in its place and says where that is. `None` where one with its id is there
    /// already.
    pub fn insert(&mut self, article: Arc<Article>) -> Option<usize> {
        if self.position(&article.id).is_some() {
            return None;
        }
        let key = |a: &Article| (a.published.is_none(), Reverse(a.published));
        let at = self
            .entries
            .partition_point(|e| key(&e.article) <= key(&article));
        let words = article.word_count();
        self.entries.insert(
            at,
            Entry {
                article,
                found: Found::Nothing,
                read: false,
                words,
            },
        );
        Some(at)
    }

    /// Where the article with this id stands.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|e| e.article.id == *id)
    }

    /// Adds what was found in the article at `index`. What is full stays so.
    pub fn annotate(&mut self, index: usize, found: Found) {
        if let Some(entry) = self.entries.get_mut(index)
            && !matches!((&entry.found, &found), (Found::Full(_), Found::Quick(_)))
        {
            entry.found = found;
        }
    }

    /// Sets the read mark at `index` and says whether that changed anything.
    pub fn mark(&mut self, index: usize, read: bool) -> bool {
        self.entries
            .get_mut(index)
            .is_some_and(|e| std::mem::replace(&mut e.read, read) != read)
    }
}
