//! Which articles are to have the full text of their page.

use super::Store;
use super::error::Result;
use crate::model::{ArticleKey, FeedKey};

/// So many of a subscription's articles are looked at. Who wants the full text of older ones asks
/// for it by opening them.
const LATEST: usize = 200;

impl Store {
    /// Unread articles among the latest of `feed` of which no page was kept, the newest first.
    pub fn without_full_text(&self, feed: FeedKey, limit: usize) -> Result<Vec<ArticleKey>> {
        self.reading(|connection| {
            let mut latest = connection.prepare(&format!(
                "SELECT id FROM (
                     SELECT id, date, read FROM article INDEXED BY by_feed
                     WHERE feed = ?1 AND shown = 1 ORDER BY date DESC LIMIT {LATEST}
                 ) AS latest
                 WHERE read = 0 AND NOT EXISTS (SELECT 1 FROM own_body WHERE article = latest.id)
                 ORDER BY date DESC LIMIT ?2"
            ))?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let keys = latest.query_map([feed.0, limit], |row| row.get(0).map(ArticleKey))?;
            Ok(keys.collect::<rusqlite::Result<_>>()?)
        })
    }
}
