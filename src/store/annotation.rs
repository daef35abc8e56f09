//! What a model found in articles, and which of them it has not seen.

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::{Store, body, correction, index};
use crate::model::{Annotations, Article, ArticleKey};

impl Store {
    /// Articles that this model has not analysed, the newest first.
    pub fn to_analyse(&self, model: &str, limit: usize) -> Result<Vec<ArticleKey>> {
        self.reading(|connection| {
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut others =
                connection.prepare("SELECT 0 UNION ALL SELECT id FROM model WHERE name <> ?1")?;
            let mut newest = connection.prepare(
                "SELECT date, id FROM article INDEXED BY by_analysis
                 WHERE shown = 1 AND analysed = ?1 ORDER BY date DESC, id LIMIT ?2",
            )?;
            let mut waiting: Vec<(i64, i64)> = Vec::new();
            let others = others.query_map([model], |row| row.get::<_, i64>(0))?;
            for other in others {
                let found =
                    newest.query_map([other?, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
                for article in found {
                    waiting.push(article?);
                }
            }
            waiting.sort_unstable_by_key(|&(date, id)| (std::cmp::Reverse(date), id));
            let keys = waiting.into_iter().map(|(_, id)| ArticleKey(id));
            Ok(keys
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
                .collect())
        })
    }

    /// Keeps what `model` found in `article`, and enters it for searching with what the person put
    /// right. Gives whether it was kept: not where the text is another one by now.
    pub fn keep_annotations(
        &mut self,
        key: ArticleKey,
        article: &Article,
        model: &str,
        found: &Annotations,
    ) -> Result<bool> {
        self.in_bulk(|transaction| {
            let text = body::text(transaction, key.0)?;
            if text.as_ref() != Some(&article.text) {
                return Ok(false);
            }
            transaction.execute("INSERT OR IGNORE INTO model (name) VALUES (?1)", [model])?;
            transaction.execute(
                "INSERT OR REPLACE INTO annotation (article, found) VALUES (?1, ?2)",
                (key.0, serde_json::to_string(found)?),
            )?;
            transaction.execute(
                "UPDATE article SET analysed = (SELECT id FROM model WHERE name = ?2) WHERE id = ?1",
                (key.0, model),
            )?;
            let corrections = correction::of(transaction, key.0)?;
            let corrected = found.clone().corrected(&corrections);
            enter(transaction, key.0, &article.text, &corrected)?;
            Ok(true)
        })
    }
}

/// What was found in an article, and the model that found it.
pub(super) fn of(connection: &Connection, key: i64) -> Result<Option<(String, Annotations)>> {
    let kept = connection
        .query_row(
            "SELECT name, found FROM annotation JOIN article ON article.id = annotation.article
             JOIN model ON model.id = analysed WHERE annotation.article = ?1",
            [key],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?)),
        )
        .optional()?;
    Ok(match kept {
        Some((model, found)) => Some((model, serde_json::from_str(&found)?)),
        None => None,
    })
}

/// Enters an article's annotations anew after its corrections have changed.
pub(super) fn enter_corrected(connection: &Connection, key: i64) -> Result<()> {
    let (Some((_, found)), Some(text)) = (of(connection, key)?, body::text(connection, key)?)
    else {
        return Ok(());
    };
    let corrected = found.corrected(&correction::of(connection, key)?);
    enter(connection, key, &text, &corrected)
}

fn enter(connection: &Connection, key: i64, text: &str, corrected: &Annotations) -> Result<()> {
    let quotes = corrected
        .quotes
        .iter()
        .filter(|q| q.kind.is_speech())
        .count();
    connection.execute(
        "UPDATE article SET quotes = ?2 WHERE id = ?1",
        (key, i64::try_from(quotes).unwrap_or(i64::MAX)),
    )?;
    index::enter_annotations(connection, key, text, corrected)
}
