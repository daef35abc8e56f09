//! A damaged file is set aside, and what can be read of it goes into a new one.

mod damage;
mod gather;
mod mend;
mod place;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::error::Result;
use super::open::open_to_write;
use super::salvage::Forest;
use gather::Highest;
use place::Place;

/// What came of rescuing a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Articles that are in the library again, deleted ones among them.
    pub articles: Share,
    /// Subscriptions that are there again, ended ones among them.
    pub feeds: Share,
    /// Articles that are back of which nobody knows any more whether they were read, starred or
    /// deleted.
    pub unmarked: usize,
    /// Articles that have lost the full text of their page, and show what their feed gave.
    pub shortened: usize,
    /// Subscriptions that were made anew from what their articles tell: without the person's names,
    /// folders and settings.
    pub unnamed: usize,
    /// Articles that have a star.
    pub starred: usize,
    /// Labels on articles.
    pub labels: usize,
    /// What the person put right in articles.
    pub corrections: usize,
    /// What may not have come whole, as nothing tells how much of it there was.
    pub perhaps_missing: BTreeSet<&'static str>,
    /// The damaged file.
    pub aside: PathBuf,
}

/// How much came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many are there again.
    pub back: usize,
    /// How many there were, as far as the file tells.
    pub of: usize,
}

impl Share {
    /// How many are known to be lost.
    pub fn lost(self) -> usize {
        self.of - self.back
    }
}

impl Rescued {
    /// Whether all that the person had came back.
    pub fn is_whole(&self) -> bool {
        let lost = self.articles.lost() + self.feeds.lost();
        let partly = self.unmarked + self.shortened + self.unnamed;
        lost + partly == 0 && self.perhaps_missing.is_empty()
    }
}

/// So many articles are looked at, or entered in the indices of words, at once.
const CHUNK: usize = 100;

impl Store {
    /// Puts what can be read of the damaged library in `folder` into a new one, which takes its
    /// place. The damaged file stays beside it under another name. `None` where nothing is damaged;
    /// then nothing is changed.
    ///
    /// # Errors
    /// The library is of a newer version, another program's or open elsewhere, or the new one cannot
    /// be written. Nothing was changed.
    pub fn rescue(folder: &Path) -> Result<Option<Rescued>> {
        let place = Place::of(folder);
        if damage::is_whole(&place.file)? {
            return Ok(None);
        }
        let _held = place.hold()?;
        let in_words = |error| place.in_words(&error);
        let new = place.workshop().map_err(in_words)?;
        let (log, aside) = place.names();
        let mut forest = Forest::open(&place.file, &log).map_err(in_words)?;
        let rescued = open_to_write(&new)
            .and_then(|store| store.take_over(&mut forest, aside.clone()))
            .and_then(|rescued| {
                place.put(&new, &aside).map_err(in_words)?;
                Ok(rescued)
            });
        if rescued.is_err() {
            // It may have taken the last of the disk.
            let _ = place::remove(&new);
        }
        rescued.map(Some)
    }

    /// Takes over all that can be read in `forest`, and closes the library.
    fn take_over(mut self, forest: &mut Forest, aside: PathBuf) -> Result<Rescued> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let (mut gathered, remade) = self.in_bulk(|new| {
            let gathered = gather::gather(forest, new)?;
            let remade = mend::mend(new, gathered.highest)?;
            Ok((gathered, remade))
        })?;
        let articles = mend::keys(&self.connection, "SELECT id FROM article ORDER BY id")?;
        for some in articles.chunks(CHUNK) {
            if self.in_bulk(|new| mend::index(new, some))? {
                gathered
                    .perhaps_missing
                    .extend(gather::in_words("own_body"));
            }
        }
        let rescued = self.in_bulk(|new| {
            mend::let_entries_go(new)?;
            let (articles, feeds) = shares(new, gathered.highest)?;
            if articles.lost() > 0 {
                // What feeds still hold of it comes again: they are asked as if for the first time.
                new.execute_batch(
                    "UPDATE feed SET etag = NULL, last_modified = NULL, checked = NULL, due = NULL",
                )?;
            }
            let count = |of: &str| {
                let sql = format!("SELECT count(*) FROM {of}");
                new.query_row(&sql, [], |row| row.get(0)).map(size)
            };
            Ok(Rescued {
                articles,
                feeds,
                unmarked: remade.articles,
                shortened: remade.shortened,
                unnamed: remade.feeds,
                starred: count("article WHERE starred = 1")?,
                labels: count("tag")?,
                corrections: count("correction WHERE holds = 1")?,
                perhaps_missing: gathered.perhaps_missing,
                aside,
            })
        })?;
        self.close_whole()?;
        Ok(rescued)
    }
}

/// What in `meta` tells how many articles and subscriptions earlier rescues have lost.
const LOST: &str = "lost";

/// How many articles and subscriptions are there of those that had numbers up to the highest. What
/// an earlier rescue has lost is not counted again.
fn shares(new: &Connection, highest: Highest) -> Result<(Share, Share)> {
    let before = "SELECT value FROM meta WHERE name = ?1";
    let before = new.query_row(before, [LOST], |row| row.get::<_, String>(0));
    let before = before.optional()?.unwrap_or_default();
    let mut before = before
        .split(' ')
        .map(|lost| lost.parse().unwrap_or_default());
    let mut share = |table: &str, highest: i64| -> Result<Share> {
        let count = format!("SELECT count(*) FROM {table} WHERE id <= ?1");
        let back = size(new.query_row(&count, [highest], |row| row.get(0))?);
        let of = size(highest).saturating_sub(before.next().unwrap_or_default());
        Ok(Share {
            back,
            of: of.max(back),
        })
    };
    let articles = share("article", highest.article)?;
    let feeds = share("feed", highest.feed)?;
    let gone = |highest: i64, share: Share| size(highest) - share.back;
    let lost = format!(
        "{} {}",
        gone(highest.article, articles),
        gone(highest.feed, feeds)
    );
    new.execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)",
        [LOST, &lost],
    )?;
    Ok((articles, feeds))
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}
