//! The indices of words, written along with what they are made of.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::Connection;

use super::error::Result;
use super::search::entry;
use crate::model::{Annotations, Article};
use crate::text::{Clean, Folded};

/// Rows of `speech_index` and `name_index` that one article can have.
const ROWS: i64 = 1 << 16;

/// The rows of the article with the number `key` in the indices of speech and names.
pub(super) fn rows_of(key: i64) -> RangeInclusive<i64> {
    key * ROWS..=key * ROWS + (ROWS - 1)
}

/// The words of an article, folded, for the index of texts.
#[derive(Debug, Clone)]
pub(super) struct Words {
    title: String,
    author: String,
    text: String,
}

impl Words {
    pub fn of(article: &Article) -> Self {
        let folded = |line: Option<&Clean>| {
            Folded::new(line.map(Clean::as_str).unwrap_or_default()).into_text()
        };
        Self {
            title: folded(article.title.as_ref()),
            author: folded(article.byline.as_ref()),
            text: entry::text(article).into_text(),
        }
    }
}

/// Enters the words of articles: new ones, and those that are there already with other words. To be
/// called once a transaction, after all else and in the order of the numbers: otherwise the index
/// writes what it has gathered to the disk each time, in a piece of its own that is merged with the
/// others later on.
pub(super) fn enter_texts(
    connection: &Connection,
    new: &[(i64, &Words)],
    changed: &BTreeMap<i64, &Words>,
) -> Result<()> {
    let mut remove = connection.prepare("DELETE FROM text_index WHERE rowid = ?1")?;
    for key in changed.keys() {
        remove.execute([key])?;
    }
    let mut enter = connection
        .prepare("INSERT INTO text_index (rowid, title, author, text) VALUES (?1, ?2, ?3, ?4)")?;
    // New articles have higher numbers than those that were there.
    let all = changed.iter().map(|(key, words)| (*key, *words));
    for (key, words) in all.chain(new.iter().copied()) {
        enter.execute((key, &words.title, &words.author, &words.text))?;
    }
    Ok(())
}

/// Enters who says what and who is named in an article, as `found` with the person's corrections
/// has it, in place of what is there.
pub(super) fn enter_annotations(
    connection: &Connection,
    key: i64,
    text: &str,
    found: &Annotations,
) -> Result<()> {
    remove_annotations(connection, key)?;
    let mut speech = connection
        .prepare("INSERT INTO speech_index (rowid, speaker, words) VALUES (?1, ?2, ?3)")?;
    for (row, quote) in rows_of(key).zip(&found.quotes) {
        if quote.kind.is_statement() {
            let speaker = entry::speaker(quote.speaker.as_deref(), &found.names);
            let words = Folded::new(quote.span.of(text));
            speech.execute((row, speaker, words.as_str()))?;
        }
    }
    let mut names = connection.prepare("INSERT INTO name_index (rowid, forms) VALUES (?1, ?2)")?;
    for (row, name) in rows_of(key).zip(&found.names) {
        names.execute((row, entry::name(name)))?;
    }
    Ok(())
}

/// Takes what is said and named in an article out.
pub(super) fn remove_annotations(connection: &Connection, key: i64) -> Result<()> {
    let rows = rows_of(key);
    for index in ["speech_index", "name_index"] {
        connection.execute(
            &format!("DELETE FROM {index} WHERE rowid BETWEEN ?1 AND ?2"),
            [rows.start(), rows.end()],
        )?;
    }
    Ok(())
}
