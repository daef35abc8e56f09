//! One article with all that is known of it.

use rusqlite::OptionalExtension;

use super::body::{self, Shown};
use super::error::Result;
use super::{Store, annotation, correction, rows};
use crate::model::{Annotations, Article, ArticleKey, Correction, FeedKey};
use crate::text::Clean;

/// An article of the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its number.
    pub key: ArticleKey,
    /// The subscription that brought it.
    pub feed: FeedKey,
    /// What is shown of it.
    pub article: Article,
    /// What its feed gave, where the full text of the page is shown in place of that.
    pub own: Option<Article>,
    /// What was found in it, as it was found, and the model that found it.
    pub annotations: Option<(String, Annotations)>,
    /// What the person put right in that, in the order in which it holds.
    pub corrections: Vec<Correction>,
    /// The offset of the text at the top of the pane when the person left it.
    pub place: Option<usize>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Its own tags, in alphabetical order.
    pub tags: Vec<Clean>,
}

impl Store {
    /// The article with this number, deleted or not; `None` where there never was one.
    pub fn article(&self, key: ArticleKey) -> Result<Option<Stored>> {
        self.reading(|connection| {
            let facts = connection
                .query_row(
                    "SELECT feed, read, starred, deleted, at FROM article
                     LEFT JOIN place ON place.article = article.id WHERE id = ?1",
                    [key.0],
                    |row| {
                        Ok((
                            FeedKey(row.get(0)?),
                            row.get(1)?,
                            row.get(2)?,
                            row.get(3)?,
                            row.get::<_, Option<i64>>(4)?,
                        ))
                    },
                )
                .optional()?;
            let Some((feed, read, starred, deleted, place)) = facts else {
                return Ok(None);
            };
            let Some(article) = body::article(connection, Shown::Now, key.0)? else {
                return Ok(None);
            };
            Ok(Some(Stored {
                key,
                feed,
                article,
                own: body::article(connection, Shown::Own, key.0)?,
                annotations: annotation::of(connection, key.0)?,
                corrections: correction::of(connection, key.0)?,
                place: place.and_then(|at| usize::try_from(at).ok()),
                read,
                starred,
                deleted,
                tags: rows::tags_of(&mut rows::tags(connection)?, key.0)?,
            }))
        })
    }
}
