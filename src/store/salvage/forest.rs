//! The trees of a file: walked from their roots where a root is known, and what of them has lost its
//! way to the root found by looking at every page.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::vec::IntoIter;

use rusqlite::types::Value;

use super::page::{Cell, Page};
use super::pages::{Pages, number};
use super::record::{Column, Kinds, Shape};

/// A row that could be read.
#[derive(Debug)]
pub(in crate::store) struct Row {
    /// Its number; 0 in an index.
    pub key: i64,
    /// Its values in the order in which they are written.
    pub values: Vec<Value>,
}

/// The trees of a file.
pub(in crate::store) struct Forest {
    pages: Pages,
    /// The pages that were met.
    met: HashSet<u32>,
}

impl Forest {
    /// The trees of the file at `path`, whose log is at `log`.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path, log: &Path) -> io::Result<Self> {
        let pages = Pages::open(path, log)?;
        let met = HashSet::new();
        Ok(Self { pages, met })
    }

    /// How many bytes all pages have.
    pub fn bytes(&self) -> u64 {
        self.pages.bytes()
    }

    /// Where the trees of this file begin, by the names of what is in them, and how much of that could
    /// not be read.
    pub fn roots(&mut self) -> (Vec<(String, u32)>, usize) {
        let text = Column::Text { null: false };
        let number = Column::Integer { null: false };
        let words = Column::Text { null: true };
        let shape = Shape {
            index: false,
            columns: vec![text, text, text, number, words],
        };
        let mut walk = self.walk(1, &shape);
        let named = walk.by_ref().filter_map(|row| match &row.values[..] {
            [_, Value::Text(name), _, Value::Integer(root), _] => {
                Some((name.clone(), u32::try_from(*root).ok()?))
            }
            _ => None,
        });
        (named.collect(), walk.gaps)
    }

    /// The rows of the tree that begins on the page `root`, those of this shape, in their order.
    pub fn walk<'f>(&'f mut self, root: u32, shape: &'f Shape) -> Walk<'f> {
        Walk {
            forest: self,
            shape,
            waiting: vec![root],
            rows: Vec::new().into_iter(),
            gaps: 0,
        }
    }

    /// Goes through a tree whose rows are not wanted, so that none of them is taken for another's.
    pub fn pass(&mut self, root: u32) {
        let mut waiting = vec![root];
        let mut index = None;
        while let Some(at) = waiting.pop() {
            let Some(page) = self.meet(at) else {
                continue;
            };
            // A damaged page leads anywhere.
            if page.index == *index.get_or_insert(page.index) {
                waiting.extend(page.below());
            } else {
                self.met.remove(&at);
            }
        }
    }

    /// Goes through what was freed: nothing that stands there holds any more.
    pub fn pass_free(&mut self) {
        let first = self.pages.read(1).and_then(|head| number(&head, 32));
        let mut next = first.unwrap_or_default();
        while let Some((freed, following)) = self.freed(next) {
            self.met.extend(freed);
            next = following;
        }
    }

    /// The pages of which the one at `at` lists that they were freed, itself among them, and where the
    /// next such list is. `None` where it is none: a list names nothing but pages.
    fn freed(&self, at: u32) -> Option<(Vec<u32>, u32)> {
        if self.met.contains(&at) {
            return None;
        }
        let list = self.pages.read(at)?;
        let count = usize::try_from(number(&list, 4)?).ok()?;
        let (names, _) = list.get(8..)?.as_chunks::<4>();
        let names = names.get(..count)?.iter();
        let mut freed: Vec<u32> = names.map(|name| u32::from_be_bytes(*name)).collect();
        freed.push(at);
        let next = number(&list, 0)?;
        let leads = next == 0 || self.pages.has(next);
        let are_pages = freed.iter().all(|&page| self.pages.has(page));
        (leads && are_pages).then_some((freed, next))
    }

    /// The rows of pages that no tree has led to, each with which of the shapes it has.
    pub fn strays<'f>(
        &'f mut self,
        shapes: &'f [Shape],
    ) -> impl Iterator<Item = (usize, Row)> + use<'f> {
        self.pages.all().flat_map(move |at| {
            let Some(page) = self.meet(at) else {
                return Vec::new();
            };
            let (rows, _) = self.rows(&page, shapes);
            if rows.is_empty() {
                self.met.remove(&at);
            }
            rows
        })
    }

    /// Marks a page as met; gives whether it is there and was not before.
    fn mark(&mut self, page: u32) -> bool {
        self.pages.has(page) && self.met.insert(page)
    }

    /// A page of a tree that was not met before.
    fn meet(&mut self, at: u32) -> Option<Page> {
        if !self.mark(at) {
            return None;
        }
        let page = self.pages.read(at).and_then(|bytes| Page::new(at, bytes));
        if page.is_none() {
            // What else stands there may be the rest of a row.
            self.met.remove(&at);
        }
        page
    }

    /// The rows of a page that have one of the shapes, each with which it is, and how many rows could
    /// not be read.
    fn rows(&mut self, page: &Page, shapes: &[Shape]) -> (Vec<(usize, Row)>, usize) {
        let mut found = Vec::new();
        for row in 0..page.rows() {
            let Some(cell) = page.row(row) else {
                continue;
            };
            // All that the kinds of values tell stands at the beginning.
            let kinds = Kinds::read(cell.here);
            let Some((shape, kinds)) = kinds.and_then(|kinds| {
                let fits = |shape: &Shape| shape.index == page.index && kinds.fit(shape);
                Some((shapes.iter().position(fits)?, kinds))
            }) else {
                continue;
            };
            let key = cell.key;
            let mut passed = Vec::new();
            let whole = self.whole(&cell, &mut passed);
            match whole.and_then(|row| kinds.values(&row)) {
                Some(values) => found.push((shape, Row { key, values })),
                // Where a damaged row leads are others' pages.
                None => passed.iter().for_each(|at| {
                    self.met.remove(at);
                }),
            }
        }
        let lost = page.rows() - found.len();
        (found, lost)
    }

    /// All bytes of a row; `passed` are the pages that have been marked for it, if it is one or not.
    fn whole(&mut self, cell: &Cell<'_>, passed: &mut Vec<u32>) -> Option<Vec<u8>> {
        let mut row = cell.here.to_vec();
        let mut next = cell.rest;
        while let Some(at) = next {
            if !self.mark(at) {
                return None;
            }
            passed.push(at);
            let bytes = self.pages.read(at)?;
            let left = cell.length - row.len();
            let own = &bytes[4..];
            row.extend_from_slice(&own[..own.len().min(left)]);
            next = number(&bytes, 0).filter(|&page| page > 0);
            // It has to end where the row does.
            if next.is_none() != (row.len() == cell.length) {
                return None;
            }
        }
        (row.len() == cell.length).then_some(row)
    }
}

/// A walk through a tree.
pub(in crate::store) struct Walk<'f> {
    forest: &'f mut Forest,
    shape: &'f Shape,
    /// Pages to come, the next one last.
    waiting: Vec<u32>,
    /// What is left of the rows of a page.
    rows: IntoIter<(usize, Row)>,
    /// How many pages and single rows could not be read up to now.
    pub gaps: usize,
}

impl Walk<'_> {
    /// Takes up the next page; `None` at the end.
    fn turn(&mut self) -> Option<()> {
        let at = self.waiting.pop()?;
        let Some(page) = self.forest.meet(at) else {
            self.gaps += 1;
            return Some(());
        };
        let shapes = std::slice::from_ref(self.shape);
        let (rows, lost) = self.forest.rows(&page, shapes);
        if page.index != self.shape.index || (rows.is_empty() && lost > 0) {
            // It is another tree's, and somebody else may come for it.
            self.forest.met.remove(&at);
            self.gaps += 1;
            return Some(());
        }
        self.gaps += lost;
        self.rows = rows.into_iter();
        self.waiting.extend(page.below().into_iter().rev());
        Some(())
    }
}

impl Iterator for Walk<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            if let Some((_, row)) = self.rows.next() {
                return Some(row);
            }
            self.turn()?;
        }
    }
}
