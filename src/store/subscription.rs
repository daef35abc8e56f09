//! Subscriptions: made, read, set.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::Store;
use super::error::{Result, StoreError};
use crate::model::{FeedKey, FeedState, Origin, Setting, Subscription, Validators};
use crate::text::Clean;

/// What came of the wish to subscribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subscribed {
    /// It is new.
    New(FeedKey),
    /// It had been ended, and is taken up again with all that it had.
    Again(FeedKey),
    /// It was there already. Nothing changed.
    Already(FeedKey),
}

impl Subscribed {
    /// The subscription.
    pub fn key(self) -> FeedKey {
        match self {
            Self::New(key) | Self::Again(key) | Self::Already(key) => key,
        }
    }
}

impl Store {
    /// Subscribes to `origin`. There is one subscription to each.
    pub fn subscribe(
        &mut self,
        origin: &Origin,
        name: Option<&Clean>,
        folder: &Clean,
        tags: &[Clean],
    ) -> Result<Subscribed> {
        if let Some((key, false)) = find(&self.connection, origin)? {
            return Ok(Subscribed::Already(FeedKey(key)));
        }
        self.by_person(|transaction| {
            let done = match find(transaction, origin)? {
                Some((key, false)) => return Ok(Subscribed::Already(FeedKey(key))),
                Some((key, true)) => {
                    end(transaction, key, false)?;
                    Subscribed::Again(FeedKey(key))
                }
                None => Subscribed::New(FeedKey(insert(transaction, origin)?)),
            };
            let key = done.key().0;
            if name.is_some() {
                set(transaction, key, &Setting::Name(name.cloned()))?;
            }
            if !folder.is_empty() {
                set(transaction, key, &Setting::Folder(folder.clone()))?;
            }
            if !tags.is_empty() {
                set(transaction, key, &Setting::Tags(tags.to_vec()))?;
            }
            Ok(done)
        })
    }

    /// All subscriptions that were not ended, in the order in which they were made.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>> {
        self.reading(|connection| {
            let mut all = connection.prepare(
                "SELECT feed.*, shown, unread FROM feed JOIN tally ON tally.feed = feed.id
                 WHERE ended = 0 ORDER BY feed.id",
            )?;
            let mut rows = all.query([])?;
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                out.extend(subscription(row)?);
            }
            let mut tags =
                connection.prepare("SELECT feed, tag FROM feed_tag ORDER BY feed, tag")?;
            let mut rows = tags.query([])?;
            while let Some(row) = rows.next()? {
                let key = FeedKey(row.get(0)?);
                if let Ok(at) = out.binary_search_by_key(&key, |s: &Subscription| s.key) {
                    out[at].tags.push(clean(row, "tag")?);
                }
            }
            Ok(out)
        })
    }

    /// The subscription with this number; `None` where it was ended or never was.
    pub fn subscription(&self, feed: FeedKey) -> Result<Option<Subscription>> {
        self.reading(|connection| {
            let mut one = connection.prepare(
                "SELECT feed.*, shown, unread FROM feed JOIN tally ON tally.feed = feed.id
                 WHERE feed.id = ?1 AND ended = 0",
            )?;
            let mut rows = one.query([feed.0])?;
            let found = rows.next()?.map(subscription).transpose()?.flatten();
            let Some(mut found) = found else {
                return Ok(None);
            };
            let mut tags =
                connection.prepare("SELECT tag FROM feed_tag WHERE feed = ?1 ORDER BY tag")?;
            let mut rows = tags.query([feed.0])?;
            while let Some(row) = rows.next()? {
                found.tags.push(clean(row, "tag")?);
            }
            Ok(Some(found))
        })
    }

    /// Sets something about a subscription.
    pub fn alter(&mut self, feed: FeedKey, settings: &[Setting]) -> Result<()> {
        self.by_person(|transaction| {
            settings
                .iter()
                .try_for_each(|setting| set(transaction, feed.0, setting))
        })
    }
}

/// The number of the subscription to `origin`, and whether it was ended.
pub(super) fn find(connection: &Connection, origin: &Origin) -> Result<Option<(i64, bool)>> {
    let found = connection.query_row(
        "SELECT id, ended FROM feed WHERE kind = ?1 AND location = ?2",
        [origin.kind(), origin.location()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    );
    Ok(found.optional()?)
}

/// The numbers of the subscriptions that cannot be read, ended ones among them.
pub(super) fn unreadable(connection: &Connection) -> Result<Vec<i64>> {
    let mut all = connection.prepare("SELECT feed.*, 0 AS shown, 0 AS unread FROM feed")?;
    let mut rows = all.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        if subscription(row).is_err() {
            out.push(row.get("id")?);
        }
    }
    Ok(out)
}

/// Forgets how the last refreshes of a subscription went.
pub(super) fn forget_state(connection: &Connection, key: i64) -> Result<()> {
    keep_state(connection, key, &FeedState::default())
}

/// Makes a subscription to `origin`; gives its number.
pub(super) fn insert(connection: &Connection, origin: &Origin) -> Result<i64> {
    connection.execute(
        "INSERT INTO feed (kind, location) VALUES (?1, ?2)",
        [origin.kind(), origin.location()],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Ends a subscription or takes it up again; gives whether that changed anything.
pub(super) fn end(connection: &Connection, key: i64, ended: bool) -> Result<bool> {
    let changed = connection.execute(
        "UPDATE feed SET ended = ?2 WHERE id = ?1 AND ended <> ?2",
        (key, ended),
    )?;
    if changed > 0 {
        connection.execute(
            "UPDATE article SET ended = ?2
             WHERE id IN (SELECT article FROM arrived WHERE feed = ?1)",
            (key, ended),
        )?;
    }
    Ok(changed > 0)
}

fn set(connection: &Connection, key: i64, setting: &Setting) -> Result<()> {
    let text = |column: &str, value: Option<&str>| {
        connection.execute(
            &format!("UPDATE feed SET {column} = ?2 WHERE id = ?1"),
            (key, value),
        )
    };
    let flag = |column: &str, value: bool| {
        connection.execute(
            &format!("UPDATE feed SET {column} = ?2 WHERE id = ?1"),
            (key, value),
        )
    };
    let changed = match setting {
        Setting::Name(name) => text("name", name.as_deref())?,
        Setting::Folder(folder) => text("folder", Some(&folder_path(folder)))?,
        Setting::FullText(full) => flag("full_text", *full)?,
        Setting::AnyCertificate(any) => flag("any_certificate", *any)?,
        Setting::Filter(filter) => text("filter", filter.as_deref())?,
        Setting::Tags(tags) => {
            connection.execute("DELETE FROM feed_tag WHERE feed = ?1", [key])?;
            let mut insert =
                connection.prepare("INSERT OR IGNORE INTO feed_tag (feed, tag) VALUES (?1, ?2)")?;
            for tag in tags.iter().filter(|tag| !tag.trim().is_empty()) {
                insert.execute((key, tag.trim()))?;
            }
            return Ok(());
        }
        Setting::Origin(origin) => match find(connection, origin)? {
            Some((other, _)) if other != key => {
                return Err(StoreError::Taken(origin.place().to_string()));
            }
            _ => connection.execute(
                "UPDATE feed SET kind = ?2, location = ?3, moved_to = NULL, moved_times = 0
                 WHERE id = ?1",
                (key, origin.kind(), origin.location()),
            )?,
        },
    };
    if changed == 0 {
        return Err(StoreError::NoFeed);
    }
    Ok(())
}

/// The folder as it is kept: no empty names, no space around one.
fn folder_path(folder: &str) -> String {
    let names = folder.split('/').map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join("/")
}

/// The subscription in `row`, without its tags; `None` for a kind that this program does not know.
fn subscription(row: &Row<'_>) -> Result<Option<Subscription>> {
    let kind: String = row.get("kind")?;
    let location: String = row.get("location")?;
    let Some(origin) = Origin::from_parts(&kind, &location) else {
        return Ok(None);
    };
    Ok(Some(Subscription {
        key: FeedKey(row.get("id")?),
        origin,
        name: clean_option(row, "name")?,
        title: clean_option(row, "title")?,
        folder: clean(row, "folder")?,
        tags: Vec::new(),
        full_text: row.get("full_text")?,
        any_certificate: row.get("any_certificate")?,
        filter: clean_option(row, "filter")?,
        site: clean_option(row, "site")?,
        state: state(row)?,
        counts: (count(row, "shown")?, count(row, "unread")?),
    }))
}

fn state(row: &Row<'_>) -> Result<FeedState> {
    let warnings: String = row.get("warnings")?;
    let pace: String = row.get("pace")?;
    let moved_to: Option<String> = row.get("moved_to")?;
    let moved_times = row.get("moved_times")?;
    Ok(FeedState {
        validators: Validators {
            etag: row.get("etag")?,
            last_modified: row.get("last_modified")?,
        },
        checked: time(row.get("checked")?),
        due: time(row.get("due")?),
        barred: time(row.get("barred")?),
        pace: serde_json::from_str(&pace)?,
        failures: row.get("failures")?,
        error: clean_option(row, "error")?,
        warnings: serde_json::from_str(&warnings)?,
        moved: moved_to.map(|to| (to, moved_times)),
        gone: row.get("gone")?,
    })
}

/// Keeps how a refresh went.
pub(super) fn keep_state(connection: &Connection, key: i64, state: &FeedState) -> Result<()> {
    connection.execute(
        "UPDATE feed SET etag = ?2, last_modified = ?3, checked = ?4, due = ?5, failures = ?6,
             error = ?7, warnings = ?8, moved_to = ?9, moved_times = ?10, gone = ?11,
             barred = ?12, pace = ?13
         WHERE id = ?1",
        rusqlite::params![
            key,
            state.validators.etag,
            state.validators.last_modified,
            state.checked.map(Timestamp::as_millisecond),
            state.due.map(Timestamp::as_millisecond),
            state.failures,
            state.error.as_deref(),
            serde_json::to_string(&state.warnings)?,
            state.moved.as_ref().map(|(to, _)| to),
            state.moved.as_ref().map_or(0, |(_, times)| *times),
            state.gone,
            state.barred.map(Timestamp::as_millisecond),
            serde_json::to_string(&state.pace)?,
        ],
    )?;
    Ok(())
}

/// Text that stands in `column`.
pub(super) fn clean(row: &Row<'_>, column: &str) -> Result<Clean> {
    Ok(Clean::from(row.get::<_, String>(column)?))
}

fn clean_option(row: &Row<'_>, column: &str) -> Result<Option<Clean>> {
    Ok(row.get::<_, Option<String>>(column)?.map(Clean::from))
}

/// A count that stands in `column`.
pub(super) fn count(row: &Row<'_>, column: &str) -> Result<usize> {
    let count: i64 = row.get(column)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The time of so many milliseconds.
pub(super) fn time(milliseconds: Option<i64>) -> Option<Timestamp> {
    milliseconds.and_then(|ms| Timestamp::from_millisecond(ms).ok())
}
