//! An article as it is kept: its text, and all else of it.

use std::io::{self, Write};

use rusqlite::{Connection, OptionalExtension, Statement};
use serde::Serialize;

use super::error::Result;
use crate::model::{Article, Block, Inline, Link};
use crate::text::Clean;

/// A table that holds articles.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// What is shown.
    Now,
    /// What the feed gave, where the full text of the page is shown.
    Own,
}

impl Shown {
    fn table(self) -> &'static str {
        match self {
            Self::Now => "body",
            Self::Own => "own_body",
        }
    }
}

/// What [`keep`] writes with.
pub(super) fn keeping(connection: &Connection, shown: Shown) -> Result<Statement<'_>> {
    Ok(connection.prepare(&format!(
        "INSERT OR REPLACE INTO {} (article, text, form) VALUES (?1, ?2, ?3)",
        shown.table()
    ))?)
}

/// Keeps `text` and `form` as the article with the number `key`.
pub(super) fn keep(keeping: &mut Statement<'_>, key: i64, text: &str, form: &str) -> Result<()> {
    keeping.execute((key, text, form))?;
    Ok(())
}

/// All of `article` but its text, in JSON; the article is as it was after it.
pub(super) fn form(article: &mut Article) -> Result<String> {
    let text = std::mem::take(&mut article.text);
    let form = serde_json::to_string(article);
    article.text = text;
    Ok(form?)
}

/// The article with the number `key`.
pub(super) fn article(connection: &Connection, shown: Shown, key: i64) -> Result<Option<Article>> {
    let kept = connection
        .prepare(&format!(
            "SELECT text, form FROM {} WHERE article = ?1",
            shown.table()
        ))?
        .query_row([key], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((text, form)) = kept else {
        return Ok(None);
    };
    let mut article: Article = serde_json::from_str(&form)?;
    article.text = Clean::from(text);
    Ok(Some(article))
}

/// The text alone of the article with the number `key`.
pub(super) fn text(connection: &Connection, key: i64) -> Result<Option<Clean>> {
    let text = connection
        .query_row("SELECT text FROM body WHERE article = ?1", [key], |row| {
            row.get::<_, String>(0)
        })
        .optional()?;
    Ok(text.map(Clean::from))
}

/// A number that tells whether a feed's entry is as it was: of all that is seen of it. The date is
/// left out, as many feeds give a new one with every fetch.
pub(super) fn digest(article: &Article) -> Result<i64> {
    #[derive(Serialize)]
    struct Seen<'a> {
        title: &'a Option<Clean>,
        byline: &'a Option<Clean>,
        url: &'a Option<Clean>,
        text: &'a Clean,
        blocks: &'a [Block],
        inlines: &'a [Inline],
        links: &'a [Link],
    }
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    serde_json::to_writer(
        &mut hash,
        &Seen {
            title: &article.title,
            byline: &article.byline,
            url: &article.url,
            text: &article.text,
            blocks: &article.blocks,
            inlines: &article.inlines,
            links: &article.links,
        },
    )?;
    Ok(hash.0.cast_signed())
}

/// FNV-1a of what is written to it: the same number in every version of the program.
struct Hash(u64);

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
