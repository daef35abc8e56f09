//! What subscriptions bring.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::Store;
use super::body::{self, Shown};
use super::error::Result;
use super::rule::{self, Hiding, Rule};
use super::sort_key::sort_key;
use super::{correction, index, subscription};
use crate::model::{Arriving, Article, ArticleKey, FeedKey, FeedState, Origin};
use crate::text::Clean;

/// What came of articles that arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// How many were not there before.
    pub new: usize,
    /// How many were there, and are not as they were.
    pub changed: usize,
}

impl AddAssign for Received {
    fn add_assign(&mut self, more: Self) {
        self.new += more.new;
        self.changed += more.changed;
    }
}

/// At most so many articles are written in one transaction.
pub(super) const CHUNK: usize = 100;

/// And at least so many, as each transaction has work of its own.
const LEAST: usize = 20;

/// A transaction is to keep a person's change waiting for so long: on a machine that has other
/// things to do it takes fewer articles.
const HOLD: Duration = Duration::from_millis(40);

/// As much of a headline as a list keeps, in bytes.
const HEADLINE: usize = 400;

impl Store {
    /// Takes in what the subscription `feed` brings, in the order in which it stands there, newest
    /// first as a rule; `at` is when it came. An article that is there already is updated where it
    /// is not as it was, and stays read, starred and tagged as it is; what its edited text was
    /// annotated with goes. One that was deleted does not come back. What comes for a subscription
    /// that was ended is left.
    pub fn receive(
        &mut self,
        feed: FeedKey,
        chunk: &[Arriving],
        at: Timestamp,
    ) -> Result<Received> {
        let mut all = Received::default();
        let mut rest = chunk;
        while !rest.is_empty() {
            let part;
            (part, rest) = rest.split_at(self.chunk.min(rest.len()));
            let rules = self.rules.clone();
            all +=
                self.in_bulk(|transaction| take_in(transaction, rules.as_deref(), feed, part, at))?;
            self.pace(part.len());
        }
        Ok(all)
    }

    /// Chooses how many articles come next, from how long the last so many took.
    fn pace(&mut self, taken: usize) {
        let each = self.held.as_secs_f64() / taken.max(1) as f64;
        // A cast from a float stays within the bounds of the integer.
        self.chunk = ((HOLD.as_secs_f64() / each) as usize).clamp(LEAST, CHUNK);
    }

    /// Ends a refresh: takes in the last articles and keeps how it went, both or neither, so that
    /// nothing is missed for ever after a crash. A title or site that is `None` stays as it is.
    pub fn settle(
        &mut self,
        feed: FeedKey,
        state: &FeedState,
        title: Option<&Clean>,
        site: Option<&Clean>,
        chunk: &[Arriving],
        at: Timestamp,
    ) -> Result<Received> {
        let (before, last) = chunk.split_at(chunk.len().saturating_sub(self.chunk));
        let mut all = self.receive(feed, before, at)?;
        let rules = self.rules.clone();
        all += self.in_bulk(|transaction| {
            let received = take_in(transaction, rules.as_deref(), feed, last, at)?;
            subscription::keep_state(transaction, feed.0, state)?;
            transaction.execute(
                "UPDATE feed SET title = ifnull(?2, title), site = ifnull(?3, site) WHERE id = ?1",
                (feed.0, title.map(Clean::as_str), site.map(Clean::as_str)),
            )?;
            Ok(received)
        })?;
        self.pace(last.len());
        Ok(all)
    }

    /// Keeps a page or file to read later. One that is there already is updated, and comes back
    /// where it had been deleted.
    pub fn keep(&mut self, article: &Article, at: Timestamp) -> Result<ArticleKey> {
        let rules = self.rules.clone();
        self.by_person(|transaction| {
            let feed = match subscription::find(transaction, &Origin::Kept)? {
                Some((feed, ended)) => {
                    if ended {
                        subscription::end(transaction, feed, false)?;
                    }
                    feed
                }
                None => subscription::insert(transaction, &Origin::Kept)?,
            };
            let guid = article.url.as_ref().unwrap_or(&article.id).to_string();
            let arriving = Arriving {
                guid: guid.clone(),
                article: article.clone(),
            };
            take_in(
                transaction,
                rules.as_deref(),
                FeedKey(feed),
                &[arriving],
                at,
            )?;
            let key: i64 = transaction.query_row(
                "SELECT article FROM arrived WHERE feed = ?1 AND guid = ?2",
                (feed, &guid),
                |row| row.get(0),
            )?;
            transaction.execute(
                "UPDATE article SET deleted = 0 WHERE id = ?1 AND deleted = 1",
                [key],
            )?;
            Ok(ArticleKey(key))
        })
    }

    /// Shows the full text of an article's page in place of what its feed gave, which is kept.
    pub fn keep_full_text(&mut self, key: ArticleKey, full: &Article) -> Result<()> {
        self.by_person(|transaction| {
            let key = key.0;
            let Some(now) = body::article(transaction, Shown::Now, key)? else {
                return Ok(());
            };
            if body::article(transaction, Shown::Own, key)?.is_none() {
                body::keep(&mut body::keeping(transaction, Shown::Own)?, key, &now)?;
            }
            replace(transaction, key, &now, full)?;
            index::enter_texts(transaction, &[], &BTreeMap::from([(key, full)]))
        })
    }
}

/// Takes the articles in, in the transaction that `connection` is in.
fn take_in(
    connection: &Connection,
    rules: Option<&[Rule]>,
    feed: FeedKey,
    chunk: &[Arriving],
    at: Timestamp,
) -> Result<Received> {
    let mut received = Received::default();
    let kind = connection
        .query_row(
            "SELECT kind FROM feed WHERE id = ?1 AND ended = 0",
            [feed.0],
            |row| row.get::<_, String>(0),
        )
        .optional()?;
    let Some(kind) = kind else {
        return Ok(received);
    };
    // Pages that were kept come from everywhere, so each says from where.
    let named = kind == Origin::Kept.kind();
    let mut known =
        connection.prepare("SELECT article, digest FROM arrived WHERE feed = ?1 AND guid = ?2")?;
    let mut insert = Insert::new(connection)?;
    let hiding = Hiding::of(connection, rules.unwrap_or_default(), feed.0)?;
    let (mut new, mut changed) = (Vec::new(), BTreeMap::new());
    for arriving in chunk {
        let article = &arriving.article;
        let digest = body::digest(article)?;
        let found = known
            .query_row((feed.0, &arriving.guid), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        match found {
            None => {
                let source = named.then_some(&article.source.label);
                let key = insert.article(connection, feed, article, source, at)?;
                insert
                    .arrived
                    .execute((feed.0, &arriving.guid, key, digest))?;
                if let Some(rule) = hiding.rule(headline(article), Some(article)) {
                    rule::set(connection, key, Some(rule))?;
                }
                new.push((key, article));
                received.new += 1;
            }
            Some((_, same)) if same == digest => {}
            Some((key, _)) => {
                if update(connection, key, article)? {
                    if rules.is_some() {
                        let rule = hiding.rule(headline(article), Some(article));
                        rule::set(connection, key, rule)?;
                    }
                    // One that comes twice in a chunk is entered as it is at the end.
                    match new.iter_mut().find(|(other, _)| *other == key) {
                        Some(entry) => entry.1 = article,
                        None => {
                            changed.insert(key, article);
                        }
                    }
                }
                connection.execute(
                    "UPDATE arrived SET digest = ?3 WHERE feed = ?1 AND guid = ?2",
                    (feed.0, &arriving.guid, digest),
                )?;
                received.changed += 1;
            }
        }
    }
    let first = new.first().map(|(key, _)| *key);
    if let Some(first) = changed.keys().copied().chain(first).min() {
        rule::note(connection, rules, first)?;
    }
    index::enter_texts(connection, &new, &changed)?;
    Ok(received)
}

/// What enters new articles.
struct Insert<'c> {
    article: Statement<'c>,
    body: Statement<'c>,
    arrived: Statement<'c>,
}

impl<'c> Insert<'c> {
    fn new(connection: &'c Connection) -> Result<Self> {
        Ok(Self {
            article: connection.prepare(
                "INSERT INTO article (feed, date, title, title_key, source, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
            body: body::keeping(connection, Shown::Now)?,
            arrived: connection.prepare(
                "INSERT INTO arrived (feed, guid, article, digest) VALUES (?1, ?2, ?3, ?4)",
            )?,
        })
    }

    fn article(
        &mut self,
        connection: &Connection,
        feed: FeedKey,
        article: &Article,
        source: Option<&Clean>,
        at: Timestamp,
    ) -> Result<i64> {
        let date = article.published.map_or(at, |published| published.min(at));
        let title = headline(article);
        self.article.execute((
            feed.0,
            date.as_millisecond(),
            title,
            sort_key(title),
            source.map(Clean::as_str),
            words(article),
        ))?;
        let key = connection.last_insert_rowid();
        body::keep(&mut self.body, key, article)?;
        Ok(key)
    }
}

/// The feed gives another text or title for an article. Gives whether that is what is shown.
fn update(connection: &Connection, key: i64, article: &Article) -> Result<bool> {
    if body::article(connection, Shown::Own, key)?.is_some() {
        body::keep(&mut body::keeping(connection, Shown::Own)?, key, article)?;
        return Ok(false);
    }
    let Some(now) = body::article(connection, Shown::Now, key)? else {
        return Ok(false);
    };
    replace(connection, key, &now, article)?;
    Ok(true)
}

/// Shows `new` in place of `old`. It is still to be entered in the index of texts.
fn replace(connection: &Connection, key: i64, old: &Article, new: &Article) -> Result<()> {
    let title = headline(new);
    connection.execute(
        "UPDATE article SET title = ?2, title_key = ?3, words = ?4 WHERE id = ?1",
        (key, title, sort_key(title), words(new)),
    )?;
    body::keep(&mut body::keeping(connection, Shown::Now)?, key, new)?;
    if old.text != new.text {
        correction::follow(connection, key, &old.text, &new.text)?;
        index::remove_annotations(connection, key)?;
        connection.execute("DELETE FROM annotation WHERE article = ?1", [key])?;
        connection.execute(
            "UPDATE article SET quotes = NULL, analysed = 0 WHERE id = ?1",
            [key],
        )?;
    }
    Ok(())
}

/// The headline as a list shows it: no longer than any screen, and cut at a word.
fn headline(article: &Article) -> &str {
    let whole = article.headline();
    if whole.len() <= HEADLINE {
        return whole;
    }
    let cut = &whole[..whole.floor_char_boundary(HEADLINE)];
    cut.rfind(' ').map_or(cut, |at| &cut[..at])
}

fn words(article: &Article) -> i64 {
    i64::try_from(article.word_count()).unwrap_or(i64::MAX)
}
