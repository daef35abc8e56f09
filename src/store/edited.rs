//! An article's text or headline is another one than before.

use rusqlite::Connection;

use super::body::{self, Shown};
use super::error::Result;
use super::prepared::Kept;
use super::{correction, index};
use crate::text::Clean;

/// The feed gives another text or title for an article. Gives whether that is what is shown.
pub(super) fn update(connection: &Connection, key: i64, new: &Kept) -> Result<bool> {
    if body::article(connection, Shown::Own, key)?.is_some() {
        let mut own = body::keeping(connection, Shown::Own)?;
        body::keep(&mut own, key, &new.text, &new.form)?;
        return Ok(false);
    }
    let Some(old) = body::text(connection, key)? else {
        return Ok(false);
    };
    replace(connection, key, &old, new)?;
    Ok(true)
}

/// Shows `new` in place of what has the text `old`. It is still to be entered in the index of texts.
pub(super) fn replace(connection: &Connection, key: i64, old: &Clean, new: &Kept) -> Result<()> {
    connection.execute(
        "UPDATE article SET title = ?2, title_key = ?3, words = ?4 WHERE id = ?1",
        (key, &new.headline, &new.sort_key, new.count),
    )?;
    let mut keeping = body::keeping(connection, Shown::Now)?;
    body::keep(&mut keeping, key, &new.text, &new.form)?;
    if *old != new.text {
        correction::follow(connection, key, old, &new.text)?;
        index::remove_annotations(connection, key)?;
        connection.execute("DELETE FROM annotation WHERE article = ?1", [key])?;
        connection.execute(
            "UPDATE article SET quotes = NULL, analysed = 0 WHERE id = ?1",
            [key],
        )?;
    }
    Ok(())
}
