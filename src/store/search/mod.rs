//! Search over everything stored: the language of the search line, what it finds, and where.

mod common;
pub(super) mod entry;
mod feeds;
mod find;
mod hit;
mod parse;
mod pieces;
mod query;
mod said;
mod sql;
mod when;

use rusqlite::{Connection, InterruptHandle};

use super::body::{self, Shown};
use super::error::Result;
use super::listing::{first_row, latest};
use super::rows::rows_of;
use super::{Store, annotation, correction};
use crate::model::{ArticleKey, Listing, Order, Part, Row, Shelf, ShelfRow};
use crate::text::Clean;

pub use find::MOST_HITS;
pub use parse::MOST_WORDS;
pub use query::{Any, Condition, Field, Mark, Note, Phrase, Query, Term};
pub use when::{Unit, When};

/// Stops what a [`Store`] is doing, from another thread.
pub struct Stopper(InterruptHandle);

impl Stopper {
    /// Makes the store give up what it is reading or writing, with
    /// [`StoreError::Interrupted`](super::StoreError::Interrupted). Where it is doing nothing,
    /// nothing happens.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl Store {
    /// What stops this store. One that a person's changes are kept by as well should not be stopped.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.connection.get_interrupt_handle())
    }
}

impl Store {
    /// How many unread articles the search `text` finds, among those that its shelf lists; at most
    /// one more than [`ShelfRow::COUNTED`].
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn unread_found(&self, text: &str) -> Result<usize> {
        let query = Query::parse(text);
        self.reading(|connection| find::unread(connection, &query, ShelfRow::COUNTED + 1))
    }
}

/// A part of what the search `text` finds.
pub(super) fn list(
    connection: &Connection,
    text: &Clean,
    order: Order,
    part: Part,
    rows: usize,
) -> Result<Listing> {
    let query = Query::parse(text);
    let keys = find::find(connection, &query, order)?;
    let total = keys.len();
    let found = match part {
        Part::Around(key, _) => keys.iter().position(|&other| other == key.0),
        Part::From(_) => None,
    };
    let first = first_row(part, found, total, rows);
    let window = &keys[first..first.saturating_add(rows).min(total)];
    let mut rows = rows_of(connection, window)?;
    for row in &mut rows {
        show_hit(connection, &query, row)?;
    }
    Ok(Listing {
        shelf: Shelf::Search(text.clone()),
        order,
        total,
        first,
        rows,
        found,
        latest: latest(connection)?,
    })
}

/// The articles that the search `text` finds, in no order.
pub(super) fn keys(connection: &Connection, text: &str) -> Result<Vec<i64>> {
    find::find(connection, &Query::parse(text), Order::Newest)
}

fn show_hit(connection: &Connection, query: &Query, row: &mut Row) -> Result<()> {
    let ArticleKey(key) = row.key;
    let Some(article) = body::article(connection, Shown::Now, key)? else {
        return Ok(());
    };
    let found = annotation::of(connection, key)?.map(|(_, found)| found);
    let corrections = correction::of(connection, key)?;
    let found = found.unwrap_or_default().corrected(&corrections);
    // A hidden article's row tells the rule that hides it, unless there is something to show.
    row.hit = hit::hit(query, &article, &found).or(row.hit.take());
    Ok(())
}
