//! What subscriptions bring.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::Store;
use super::body::{self, Shown};
use super::edited::{replace, update};
use super::error::Result;
use super::index::{self, Words};
use super::prepared::{Kept, Prepared};
use super::rule::{self, Hiding, Rule};
use super::subscription;
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

/// What a subscription brings.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Which subscription.
    pub feed: FeedKey,
    /// Its articles in the order in which they stand there, newest first as a rule.
    pub articles: Vec<Prepared>,
    /// How asking it went, where this is the last that it brings. It is kept together with the last
    /// of the articles, both or neither, so that nothing is missed for ever after a crash.
    pub ending: Option<Ending>,
}

/// How asking a subscription went.
#[derive(Debug, Clone)]
pub struct Ending {
    /// What is known of its refreshes now.
    pub state: FeedState,
    /// What it calls itself; `None` leaves that as it is.
    pub title: Option<Clean>,
    /// Its site; `None` leaves that as it is.
    pub site: Option<Clean>,
}

impl From<FeedState> for Ending {
    fn from(state: FeedState) -> Self {
        Self {
            state,
            title: None,
            site: None,
        }
    }
}

/// At most so many articles are written in one transaction.
pub(super) const MOST: usize = 400;

/// And at least so many, as each transaction has work of its own.
const LEAST: usize = 20;

/// A transaction is to keep a person's change waiting for so long: on a machine that has other
/// things to do it takes fewer articles.
const HOLD: Duration = Duration::from_millis(40);

impl Store {
    /// Takes in what subscriptions bring; `at` is when it came. Gives what came of each. An article
    /// that is there already is updated where it is not as it was, and stays read, starred and
    /// tagged as it is; what its edited text was annotated with goes. One that was deleted does not
    /// come back. What comes for a subscription that was ended is left.
    pub fn take_in(&mut self, deliveries: &[Delivery], at: Timestamp) -> Result<Vec<Received>> {
        let mut received = vec![Received::default(); deliveries.len()];
        let mut parts = Vec::new();
        let mut room = self.chunk;
        for (delivery, whole) in deliveries.iter().enumerate() {
            let mut rest = &whole.articles[..];
            loop {
                let articles;
                (articles, rest) = rest.split_at(room.min(rest.len()));
                room -= articles.len();
                parts.push(Part {
                    delivery,
                    feed: whole.feed,
                    articles,
                    ending: whole.ending.as_ref().filter(|_| rest.is_empty()),
                });
                if rest.is_empty() {
                    break;
                }
                self.write(&std::mem::take(&mut parts), at, &mut received)?;
                room = self.chunk;
            }
        }
        if !parts.is_empty() {
            self.write(&parts, at, &mut received)?;
        }
        Ok(received)
    }

    /// Takes in what one subscription brings; see [`Store::take_in`].
    pub fn receive(
        &mut self,
        feed: FeedKey,
        arriving: &[Arriving],
        at: Timestamp,
    ) -> Result<Received> {
        let delivery = Delivery {
            feed,
            articles: Prepared::all(arriving.iter().cloned())?,
            ending: None,
        };
        let received = self.take_in(&[delivery], at)?;
        Ok(received.first().copied().unwrap_or_default())
    }

    /// Keeps how asking a subscription went that brings nothing.
    pub fn settle(&mut self, feed: FeedKey, ending: Ending, at: Timestamp) -> Result<()> {
        let delivery = Delivery {
            feed,
            articles: Vec::new(),
            ending: Some(ending),
        };
        self.take_in(&[delivery], at).map(|_| ())
    }

    /// Writes some parts in one transaction, and counts what came of them.
    fn write(
        &mut self,
        parts: &[Part<'_>],
        at: Timestamp,
        received: &mut [Received],
    ) -> Result<()> {
        let rules = self.rules.clone();
        let came = self.in_bulk(|transaction| {
            let mut receiving = Receiving::new(transaction, rules.as_deref(), at)?;
            let mut came = Vec::new();
            for part in parts {
                came.push(receiving.take(part.feed, part.articles)?);
                if let Some(ending) = part.ending {
                    keep_ending(transaction, part.feed, ending)?;
                }
            }
            receiving.end()?;
            Ok(came)
        })?;
        for (part, came) in parts.iter().zip(came) {
            received[part.delivery] += came;
        }
        self.pace(parts.iter().map(|part| part.articles.len()).sum());
        Ok(())
    }

    /// Chooses how many articles come next, from how long the last so many took. Few tell nothing of
    /// how long many would take.
    fn pace(&mut self, taken: usize) {
        if taken >= LEAST {
            let each = self.held.as_secs_f64() / taken as f64;
            // A cast from a float stays within the bounds of the integer.
            self.chunk = ((HOLD.as_secs_f64() / each) as usize).clamp(LEAST, MOST);
        }
    }

    /// Keeps a page or file to read later. One that is there already is updated, and comes back
    /// where it had been deleted.
    pub fn keep(&mut self, article: &Article, at: Timestamp) -> Result<ArticleKey> {
        let rules = self.rules.clone();
        let guid = page_guid(article).to_owned();
        let prepared = Prepared::new(Arriving {
            guid: guid.clone(),
            article: article.clone(),
        })?;
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
            let mut receiving = Receiving::new(transaction, rules.as_deref(), at)?;
            receiving.take(FeedKey(feed), std::slice::from_ref(&prepared))?;
            receiving.end()?;
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
        let full = Kept::new(full.clone())?;
        self.by_person(|transaction| {
            let key = key.0;
            let Some(mut now) = body::article(transaction, Shown::Now, key)? else {
                return Ok(());
            };
            if body::article(transaction, Shown::Own, key)?.is_none() {
                let form = body::form(&mut now)?;
                let mut own = body::keeping(transaction, Shown::Own)?;
                body::keep(&mut own, key, &now.text, &form)?;
            }
            replace(transaction, key, &now.text, &full)?;
            index::enter_texts(transaction, &[], &BTreeMap::from([(key, &full.words)]))
        })
    }
}

/// What of a delivery is written in one transaction.
struct Part<'a> {
    /// Which of the deliveries.
    delivery: usize,
    feed: FeedKey,
    articles: &'a [Prepared],
    ending: Option<&'a Ending>,
}

/// What takes articles in, in one transaction.
struct Receiving<'a> {
    connection: &'a Connection,
    rules: Option<&'a [Rule]>,
    at: Timestamp,
    known: Statement<'a>,
    insert: Insert<'a>,
    /// What is to be entered in the index of texts.
    new: Vec<(i64, &'a Words)>,
    changed: BTreeMap<i64, &'a Words>,
}

impl<'a> Receiving<'a> {
    fn new(connection: &'a Connection, rules: Option<&'a [Rule]>, at: Timestamp) -> Result<Self> {
        Ok(Self {
            connection,
            rules,
            at,
            known: connection
                .prepare("SELECT article, digest FROM arrived WHERE feed = ?1 AND guid = ?2")?,
            insert: Insert::new(connection)?,
            new: Vec::new(),
            changed: BTreeMap::new(),
        })
    }

    /// Takes in articles of one subscription.
    fn take(&mut self, feed: FeedKey, articles: &'a [Prepared]) -> Result<Received> {
        let mut received = Received::default();
        if articles.is_empty() {
            return Ok(received);
        }
        let connection = self.connection;
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
        let hiding = Hiding::of(connection, self.rules.unwrap_or_default(), feed.0)?;
        for prepared in articles {
            let (kept, digest) = (&prepared.kept, prepared.digest);
            let found = self
                .known
                .query_row((feed.0, &prepared.guid), |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
                })
                .optional()?;
            match found {
                None => {
                    let source = named.then_some(&kept.source);
                    let key = self
                        .insert
                        .article(connection, feed, kept, source, self.at)?;
                    let arrived = (feed.0, &prepared.guid, key, digest);
                    self.insert.arrived.execute(arrived)?;
                    if let Some(rule) = hiding.rule(kept.into()) {
                        rule::set(connection, key, Some(rule))?;
                    }
                    self.new.push((key, &kept.words));
                    received.new += 1;
                }
                Some((_, same)) if same == digest => {}
                Some((key, _)) => {
                    if update(connection, key, kept)? {
                        if self.rules.is_some() {
                            let rule = hiding.rule(kept.into());
                            rule::set(connection, key, rule)?;
                        }
                        self.change(key, &kept.words);
                    }
                    connection.execute(
                        "UPDATE arrived SET digest = ?3 WHERE feed = ?1 AND guid = ?2",
                        (feed.0, &prepared.guid, digest),
                    )?;
                    received.changed += 1;
                }
            }
        }
        Ok(received)
    }

    /// An article has other words now.
    fn change(&mut self, key: i64, words: &'a Words) {
        // One that comes twice in a transaction is entered as it is at the end.
        match self.new.binary_search_by_key(&key, |(new, _)| *new) {
            Ok(at) => self.new[at].1 = words,
            Err(_) => {
                self.changed.insert(key, words);
            }
        }
    }

    /// Enters what came in the index.
    fn end(self) -> Result<()> {
        let first = self.new.first().map(|(key, _)| *key);
        if let Some(first) = self.changed.keys().copied().chain(first).min() {
            rule::note(self.connection, self.rules, first)?;
        }
        index::enter_texts(self.connection, &self.new, &self.changed)
    }
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
        kept: &Kept,
        source: Option<&Clean>,
        at: Timestamp,
    ) -> Result<i64> {
        let date = kept.published.map_or(at, |published| published.min(at));
        self.article.execute((
            feed.0,
            date.as_millisecond(),
            &kept.headline,
            &kept.sort_key,
            source.map(Clean::as_str),
            kept.count,
        ))?;
        let key = connection.last_insert_rowid();
        body::keep(&mut self.body, key, &kept.text, &kept.form)?;
        Ok(key)
    }
}

fn keep_ending(connection: &Connection, feed: FeedKey, ending: &Ending) -> Result<()> {
    subscription::keep_state(connection, feed.0, &ending.state)?;
    let (title, site) = (ending.title.as_deref(), ending.site.as_deref());
    if title.or(site).is_some() {
        connection.execute(
            "UPDATE feed SET title = ifnull(?2, title), site = ifnull(?3, site) WHERE id = ?1",
            (feed.0, title, site),
        )?;
    }
    Ok(())
}

/// What tells a page that is kept from others.
pub(super) fn page_guid(page: &Article) -> &str {
    page.url.as_ref().unwrap_or(&page.id)
}
