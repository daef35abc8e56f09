//! Rows that came out of a damaged file are put in order: what is missing is made of what is there,
//! and what cannot be is let go.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::gather::Highest;
use crate::model::{Article, Origin, SourceKind};
use crate::store::body::{self, Shown};
use crate::store::error::Result;
use crate::store::index::{self, Words};
use crate::store::prepared::Kept;
use crate::store::{annotation, edited, receive, subscription};
use crate::text::Clean;

/// Tables about articles, besides that of the entries that have become articles.
const OF_ARTICLES: [&str; 6] = [
    "tag",
    "body",
    "own_body",
    "place",
    "annotation",
    "correction",
];

/// What had to be made anew.
#[derive(Debug, Default)]
pub(super) struct Remade {
    /// Articles of which nobody knows any more whether they were read or starred.
    pub articles: usize,
    /// Articles that show what their feed gave, as their full text is lost.
    pub shortened: usize,
    /// Subscriptions of which nobody knows any more what the person called them and where they stood.
    pub feeds: usize,
}

/// Puts the rows of all tables in order; `highest` are the numbers that can be.
pub(super) fn mend(new: &Connection, highest: Highest) -> Result<Remade> {
    // What is summed as rows come and go is counted at the end; damaged numbers may not even sum.
    new.execute_batch("DELETE FROM tally")?;
    let shortened = show_own_texts(new)?;
    reset_feeds(new)?;
    let entries = entries(new, highest.feed)?;
    let articles = remake_articles(new, &entries)?;
    new.execute_batch("DELETE FROM article WHERE id NOT IN (SELECT article FROM body)")?;
    correct_feeds(new, &entries, highest.feed)?;
    let feeds = remake_feeds(new)?;
    let_entries_go(new)?;
    for table in OF_ARTICLES {
        let sql = format!("DELETE FROM {table} WHERE article NOT IN (SELECT id FROM article)");
        new.execute(&sql, [])?;
    }
    remake_entries(new)?;
    new.execute_batch(
        "DELETE FROM feed_tag WHERE feed NOT IN (SELECT id FROM feed);
         DELETE FROM tally;
         UPDATE article SET rule = NULL WHERE rule NOT IN (SELECT id FROM rule);
         UPDATE article SET analysed = 0 WHERE id NOT IN (SELECT article FROM annotation)
             OR analysed NOT IN (SELECT id FROM model);
         UPDATE article SET ended = (SELECT ended FROM feed WHERE id = article.feed);
         INSERT INTO tally SELECT feed.id, ifnull(sum(shown), 0),
             ifnull(sum(shown AND NOT read), 0), ifnull(sum(shown AND listed), 0),
             ifnull(sum(shown AND starred), 0),
             ifnull(sum(shown AND starred AND NOT read), 0), ifnull(sum(hidden), 0),
             ifnull(sum(hidden AND NOT read), 0)
         FROM feed LEFT JOIN article ON article.feed = feed.id GROUP BY feed.id;",
    )?;
    Ok(Remade {
        articles,
        shortened,
        feeds,
    })
}

/// Forgets of subscriptions how their refreshes went, where that cannot be read. Those that cannot be
/// read then either are made anew from their articles.
fn reset_feeds(new: &Connection) -> Result<()> {
    for key in subscription::unreadable(new)? {
        subscription::forget_state(new, key)?;
    }
    for key in subscription::unreadable(new)? {
        new.execute("DELETE FROM feed WHERE id = ?1", [key])?;
    }
    Ok(())
}

/// Lets go the entries whose article or subscription is not there.
pub(super) fn let_entries_go(new: &Connection) -> Result<()> {
    new.execute(
        "DELETE FROM arrived WHERE article NOT IN (SELECT id FROM article)
             OR feed NOT IN (SELECT id FROM feed)",
        [],
    )?;
    Ok(())
}

/// The subscriptions that have brought the articles, as is written down with their entries: those
/// with numbers that can be.
fn entries(new: &Connection, highest: i64) -> Result<HashMap<i64, i64>> {
    let mut all = new.prepare("SELECT article, feed FROM arrived WHERE feed BETWEEN 1 AND ?1")?;
    let all = all.query_map([highest], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// Of articles whose full text is lost, what their feeds gave is shown; gives how many they are.
fn show_own_texts(new: &Connection) -> Result<usize> {
    let mut shown = 0;
    let lost = "SELECT article FROM own_body WHERE article NOT IN (SELECT article FROM body)";
    for key in keys(new, lost)? {
        if let Ok(Some(own)) = body::article(new, Shown::Own, key) {
            edited::replace(new, key, &Clean::default(), &Kept::new(own)?)?;
            shown += 1;
        }
        new.execute("DELETE FROM own_body WHERE article = ?1", [key])?;
    }
    Ok(shown)
}

/// Makes the rows of articles of which the text alone is there; gives how many.
fn remake_articles(new: &Connection, entries: &HashMap<i64, i64>) -> Result<usize> {
    let mut made = 0;
    // Articles without a date of their own came after those with lower numbers.
    let mut insert = new.prepare(
        "INSERT INTO article (id, feed, date, title, title_key, words) VALUES (
             ?1, ?2,
             ifnull(?3, ifnull((SELECT date FROM article WHERE id < ?1 ORDER BY id DESC LIMIT 1), 0)),
             ?4, ?5, ?6)",
    )?;
    for key in keys(
        new,
        "SELECT article FROM body WHERE article NOT IN (SELECT id FROM article)",
    )? {
        let Ok(Some(article)) = body::article(new, Shown::Now, key) else {
            continue;
        };
        let feed = match entries.get(&key) {
            Some(&feed) => feed,
            None => feed_of(new, &article)?,
        };
        let kept = Kept::new(article)?;
        let date = kept.published.map(|date| date.as_millisecond());
        insert.execute((key, feed, date, &kept.headline, &kept.sort_key, kept.count))?;
        made += 1;
    }
    Ok(made)
}

/// The subscription that an article says it comes from; the pages that were kept where there is none.
fn feed_of(new: &Connection, article: &Article) -> Result<i64> {
    let found = match origin_of(article) {
        Some(origin) => subscription::find(new, &origin)?,
        None => None,
    };
    match found {
        Some((feed, _)) => Ok(feed),
        None => kept_pages(new),
    }
}

/// What an article that came with a feed says of where that is.
fn origin_of(article: &Article) -> Option<Origin> {
    let location = article.source.location.to_string();
    let is_feed = article.source.kind == SourceKind::Feed;
    let is_web = location.starts_with("http:") || location.starts_with("https:");
    (is_feed && is_web).then_some(Origin::Url(location))
}

/// The subscription of the pages that were kept.
fn kept_pages(new: &Connection) -> Result<i64> {
    match subscription::find(new, &Origin::Kept)? {
        Some((feed, _)) => Ok(feed),
        None => subscription::insert(new, &Origin::Kept),
    }
}

/// Of articles whose subscription is not there, the one is taken that is written down with their
/// entries; where that says nothing and no subscription had such a number, the one that they say they
/// come from.
fn correct_feeds(new: &Connection, entries: &HashMap<i64, i64>, highest: i64) -> Result<()> {
    let lost = "SELECT id FROM article WHERE feed NOT IN (SELECT id FROM feed)";
    let mut own = new.prepare("SELECT feed FROM article WHERE id = ?1")?;
    let mut update = new.prepare("UPDATE article SET feed = ?2 WHERE id = ?1")?;
    for key in keys(new, lost)? {
        let feed = match entries.get(&key) {
            Some(&feed) => feed,
            None => {
                let feed: i64 = own.query_row([key], |row| row.get(0))?;
                match (1..=highest).contains(&feed) {
                    true => continue,
                    false => match body::article(new, Shown::Now, key) {
                        Ok(Some(article)) => feed_of(new, &article)?,
                        _ => kept_pages(new)?,
                    },
                }
            }
        };
        update.execute([key, feed])?;
    }
    Ok(())
}

/// Makes the subscriptions anew that have nothing but articles; gives how many. Articles of which
/// nobody knows where they came from go to the pages that were kept, where they can be found.
fn remake_feeds(new: &Connection) -> Result<usize> {
    let mut made = 0;
    let lost = "SELECT DISTINCT feed FROM article WHERE feed NOT IN (SELECT id FROM feed)";
    for feed in keys(new, lost)? {
        let of_feed = "SELECT id FROM article WHERE feed = ?1 ORDER BY id DESC";
        let mut articles = new.prepare(of_feed)?;
        let articles = articles.query_map([feed], |row| row.get(0))?;
        let mut told = None;
        for key in articles {
            let key = key?;
            let texts = [Shown::Own, Shown::Now].into_iter();
            let found = texts.filter_map(|shown| body::article(new, shown, key).ok().flatten());
            told = found
                .filter_map(|article| Some((origin_of(&article)?, article.source.label)))
                .next();
            if told.is_some() {
                break;
            }
        }
        let inserted = match &told {
            Some((origin, title)) => new.execute(
                "INSERT OR IGNORE INTO feed (id, kind, location, title, ended) VALUES (?1, ?2, ?3, ?4,
                     (SELECT max(ended) FROM article WHERE feed = ?1))",
                (feed, origin.kind(), origin.location(), title.as_str()),
            )?,
            None => 0,
        };
        if inserted == 0 {
            let pages = kept_pages(new)?;
            new.execute(
                "UPDATE article SET feed = ?2 WHERE feed = ?1",
                [feed, pages],
            )?;
            new.execute(
                "UPDATE OR IGNORE arrived SET feed = ?2 WHERE feed = ?1",
                [feed, pages],
            )?;
        }
        made += inserted;
    }
    Ok(made)
}

/// Notes again which entries the articles were that have lost theirs, so that the next refresh does
/// not bring them a second time.
fn remake_entries(new: &Connection) -> Result<()> {
    let mut insert = new.prepare(
        "INSERT OR IGNORE INTO arrived (feed, guid, article, digest)
         SELECT feed, ?2, id, ?3 FROM article WHERE id = ?1",
    )?;
    let mut feed_kind = new.prepare(
        "SELECT kind FROM feed JOIN article ON article.feed = feed.id WHERE article.id = ?1",
    )?;
    for key in keys(
        new,
        "SELECT id FROM article WHERE id NOT IN (SELECT article FROM arrived)",
    )? {
        let texts = [Shown::Own, Shown::Now].into_iter();
        let mut texts = texts.filter_map(|shown| body::article(new, shown, key).ok().flatten());
        let Some(article) = texts.next() else {
            continue;
        };
        let kind: String = feed_kind.query_row([key], |row| row.get(0))?;
        let guid = if kind == Origin::Kept.kind() {
            receive::page_guid(&article)
        } else {
            // An article of a feed is numbered by where the feed is and what it calls the entry.
            let source = format!("{} ", article.source.location.as_str());
            article.id.strip_prefix(&source).unwrap_or(&article.id)
        };
        insert.execute((key, guid, body::digest(&article)?))?;
    }
    Ok(())
}

/// Makes the indices of the words of these articles anew; one that cannot be read after all is let go.
/// Gives whether that was what a feed gave of an article whose full text is there.
pub(super) fn index(new: &Connection, some: &[i64]) -> Result<bool> {
    let mut articles = Vec::new();
    let mut own_lost = false;
    for &key in some {
        // What JSON does not say any more cannot be shown either.
        match body::article(new, Shown::Now, key) {
            Ok(Some(article)) => articles.push((key, Words::of(&article))),
            _ => forget(new, key)?,
        }
    }
    for (key, _) in &articles {
        if body::article(new, Shown::Own, *key).is_err() {
            own_lost = true;
            new.execute("DELETE FROM own_body WHERE article = ?1", [key])?;
        }
        if annotation::enter_corrected(new, *key).is_err() {
            new.execute("DELETE FROM annotation WHERE article = ?1", [key])?;
            new.execute(
                "UPDATE article SET analysed = 0, quotes = NULL WHERE id = ?1",
                [key],
            )?;
        }
    }
    let new_words: Vec<_> = articles.iter().map(|(key, words)| (*key, words)).collect();
    index::enter_texts(new, &new_words, &BTreeMap::new())?;
    Ok(own_lost)
}

/// Takes an article out of all tables; its entry is for the caller to let go, as finding it means to
/// look at all.
fn forget(new: &Connection, key: i64) -> Result<()> {
    for table in OF_ARTICLES {
        new.execute(&format!("DELETE FROM {table} WHERE article = ?1"), [key])?;
    }
    // No trigger takes what is removed off the tally; this does.
    new.execute(
        "UPDATE article SET deleted = 1 WHERE id = ?1 AND deleted = 0",
        [key],
    )?;
    new.execute("DELETE FROM article WHERE id = ?1", [key])?;
    Ok(())
}

/// The numbers that `sql` selects.
pub(super) fn keys(connection: &Connection, sql: &str) -> Result<Vec<i64>> {
    let mut select = connection.prepare(sql)?;
    let keys = select.query_map([], |row| row.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}
