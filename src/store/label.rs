//! What subscriptions are called.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Statement};

use super::error::Result;
use crate::model::Origin;
use crate::text::Clean;

/// Looks up what feeds are called, each once.
pub(super) struct Labels<'c> {
    feed: Statement<'c>,
    known: HashMap<i64, Clean>,
}

impl<'c> Labels<'c> {
    pub fn new(connection: &'c Connection) -> Result<Self> {
        Ok(Self {
            feed: connection
                .prepare("SELECT kind, location, name, title FROM feed WHERE id = ?1")?,
            known: HashMap::new(),
        })
    }

    /// What the feed is called: the person's name for it, else its own, else where it comes from.
    pub fn of(&mut self, feed: i64) -> Result<Clean> {
        if let Some(label) = self.known.get(&feed) {
            return Ok(label.clone());
        }
        let found = self
            .feed
            .query_row([feed], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, Option<String>>(3)?,
                ))
            })
            .optional()?;
        let label = found.map_or_else(Clean::default, |(kind, location, name, title)| {
            let origin = || Origin::from_parts(&kind, &location).map(|origin| origin.place());
            let own = name.or(title).filter(|name| !name.is_empty());
            own.map(Clean::from).or_else(origin).unwrap_or_default()
        });
        self.known.insert(feed, label.clone());
        Ok(label)
    }
}
