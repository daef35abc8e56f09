//! What the person put right.

use rusqlite::Connection;

use super::error::Result;
use super::{Store, annotation};
use crate::model::{ArticleKey, Change, Correction};
use crate::text::Span;

impl Store {
    /// The articles in which the person has put something right, in the order of their numbers.
    pub fn corrected(&self) -> Result<Vec<ArticleKey>> {
        self.reading(|connection| {
            let mut all = connection.prepare(
                "SELECT DISTINCT article FROM correction WHERE holds = 1 ORDER BY article",
            )?;
            let all = all.query_map([], |row| row.get(0).map(ArticleKey))?;
            Ok(all.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// What holds for an article, in the order in which it was put right.
pub(super) fn of(connection: &Connection, key: i64) -> Result<Vec<Correction>> {
    let all = rows(connection, key)?.into_iter();
    Ok(all
        .filter(|row| row.holds)
        .map(|row| row.correction)
        .collect())
}

struct Row {
    id: i64,
    correction: Correction,
    holds: bool,
}

fn rows(connection: &Connection, key: i64) -> Result<Vec<Row>> {
    let mut all = connection
        .prepare("SELECT id, correction, holds FROM correction WHERE article = ?1 ORDER BY id")?;
    let mut rows = all.query([key])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let correction: String = row.get(1)?;
        out.push(Row {
            id: row.get(0)?,
            correction: serde_json::from_str(&correction)?,
            holds: row.get(2)?,
        });
    }
    Ok(out)
}

/// Puts something right in an article. What was said about the same thing before does not hold any
/// more, and comes back with the inverse.
pub(super) fn put_right(
    connection: &Connection,
    key: ArticleKey,
    correction: &Correction,
) -> Result<Option<Change>> {
    let all = rows(connection, key.0)?;
    let before = all
        .into_iter()
        .find(|row| correction.replaces(&row.correction));
    let inverse = match before {
        Some(row) if row.holds && row.correction == *correction => return Ok(None),
        Some(row) => {
            write(connection, row.id, correction, true)?;
            match row.holds {
                true => Change::Correct(key, row.correction),
                false => Change::Uncorrect(key, correction.clone()),
            }
        }
        None => {
            let inserted = connection.execute(
                "INSERT INTO correction (article, correction) SELECT id, ?2 FROM article
                 WHERE id = ?1",
                (key.0, serde_json::to_string(correction)?),
            )?;
            if inserted == 0 {
                return Ok(None);
            }
            Change::Uncorrect(key, correction.clone())
        }
    };
    annotation::enter_corrected(connection, key.0)?;
    Ok(Some(inverse))
}

/// Takes a correction back.
pub(super) fn take_back(
    connection: &Connection,
    key: ArticleKey,
    correction: &Correction,
) -> Result<Option<Change>> {
    let all = rows(connection, key.0)?;
    let mut holding = all.into_iter().filter(|row| row.holds);
    let Some(row) = holding.find(|row| row.correction == *correction) else {
        return Ok(None);
    };
    write(connection, row.id, correction, false)?;
    annotation::enter_corrected(connection, key.0)?;
    Ok(Some(Change::Correct(key, row.correction)))
}

/// An article's text has changed: what was put right in a place follows its words, where these stand
/// in the new text once. Elsewhere it holds no more.
pub(super) fn follow(connection: &Connection, key: i64, old: &str, new: &str) -> Result<()> {
    for row in rows(connection, key)? {
        let (Correction::Speaker { span, .. } | Correction::QuoteKind { span, .. }) =
            row.correction
        else {
            continue;
        };
        let words = span.of(old);
        let mut places = new.match_indices(words);
        let place = match (places.next(), places.next()) {
            (Some((start, _)), None) => Span::new(start, start + words.len()),
            _ => {
                write(connection, row.id, &row.correction, false)?;
                continue;
            }
        };
        let moved = match row.correction {
            Correction::Speaker { speaker, .. } => Correction::Speaker {
                span: place,
                speaker,
            },
            Correction::QuoteKind { kind, .. } => Correction::QuoteKind { span: place, kind },
            other => other,
        };
        write(connection, row.id, &moved, row.holds)?;
    }
    Ok(())
}

fn write(connection: &Connection, id: i64, correction: &Correction, holds: bool) -> Result<()> {
    connection.execute(
        "UPDATE correction SET correction = ?2, holds = ?3 WHERE id = ?1",
        (id, serde_json::to_string(correction)?, holds),
    )?;
    Ok(())
}
