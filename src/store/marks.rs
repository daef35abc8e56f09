//! Where the person was.

use rusqlite::OptionalExtension;

use super::Store;
use super::error::Result;
use crate::model::ArticleKey;

impl Store {
    /// Keeps where the person was in an article; `None` forgets it.
    pub fn keep_place(&mut self, key: ArticleKey, place: Option<usize>) -> Result<()> {
        self.by_person(|transaction| {
            match place.and_then(|at| i64::try_from(at).ok()) {
                // Nothing where there is no such article.
                Some(at) => transaction.execute(
                    "INSERT OR REPLACE INTO place (article, at) SELECT id, ?2 FROM article
                     WHERE id = ?1",
                    (key.0, at),
                )?,
                None => transaction.execute("DELETE FROM place WHERE article = ?1", [key.0])?,
            };
            Ok(())
        })
    }

    /// What [`Store::keep_session`] kept last.
    pub fn session(&self) -> Result<Option<String>> {
        let value =
            self.connection
                .query_row("SELECT value FROM meta WHERE name = 'session'", [], |row| {
                    row.get(0)
                });
        Ok(value.optional()?)
    }

    /// Keeps what the caller wants to know at the next start.
    pub fn keep_session(&mut self, session: &str) -> Result<()> {
        self.by_person(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO meta (name, value) VALUES ('session', ?1)",
                [session],
            )?;
            Ok(())
        })
    }

    /// The shelf of the unread is opened: what was read meanwhile leaves it.
    pub fn open_unread(&mut self) -> Result<()> {
        let lingering: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM article WHERE listed = 1 AND read = 1)",
            [],
            |row| row.get(0),
        )?;
        if !lingering || self.read_only {
            return Ok(());
        }
        self.in_bulk(|transaction| {
            transaction.execute(
                "UPDATE article SET listed = 0 WHERE listed = 1 AND read = 1",
                [],
            )?;
            Ok(())
        })
    }
}
