//! Subscribing because a person wants it: what they wrote is looked up, asked once, and taken only if
//! it is a feed.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;

use super::{Came, Event, Manner, Report, Wish, refresh};
use crate::loader::{self, Input, Offer, subscriptions};
use crate::model::{Change, FeedKey, FeedState, Origin, Setting};
use crate::store::{Result, Store, Subscribed};
use crate::text::Clean;

/// What became of a wish to subscribe.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// It is subscribed to; with what the first fetch brought, where there was one.
    Yes(Subscribed, Option<Report>),
    /// It is a web page that names these feeds, or none.
    Offers(Vec<Offer>),
    /// It is not, as it could not be read: why, as a clause that goes on from its name.
    No(Clean),
}

/// What to subscribe to, and how.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where the articles come from.
    pub origin: Origin,
    /// What to call it.
    pub name: Option<Clean>,
    /// The folder to put it in; empty for the top.
    pub folder: Clean,
    /// Tags for all of its articles.
    pub tags: Vec<Clean>,
    /// Other settings.
    pub settings: Vec<Setting>,
    /// Whether it is asked before it is taken.
    pub fetch: bool,
}

impl Wanted {
    /// A subscription to `origin` without anything else, asked before it is taken.
    pub fn plain(origin: Origin) -> Self {
        Self {
            origin,
            name: None,
            folder: Clean::default(),
            tags: Vec::new(),
            settings: Vec::new(),
            fetch: true,
        }
    }
}

/// What `source`, as a person writes it, asks for: without anything else, asked before it is taken.
///
/// # Errors
/// As [`origin_of`].
pub fn wanted_of(source: &OsStr) -> std::result::Result<Wanted, String> {
    let (origin, filter) = origin_of(source)?;
    let filter = filter.map(|filter| Setting::Filter(Clean::line(&filter).non_empty()));
    Ok(Wanted {
        settings: filter.into_iter().collect(),
        ..Wanted::plain(origin)
    })
}

/// Why a page is not subscribed to whose feed is none.
pub const NO_FEED_NAMED: &str = "names as its feed what is none";

/// Ways to write a source that are neither an address on the web nor a path.
const SCHEMES: [&str; 4] = ["exec:", "feed:", "file:", "filter:"];

/// Where the articles of `source`, as a person writes it, would come from, and the command that its
/// feed goes through.
///
/// # Errors
/// What is wrong with it, as a clause that goes on from its name.
pub fn origin_of(source: &OsStr) -> std::result::Result<(Origin, Option<String>), String> {
    if let Some(text) = source.to_str()
        && (SCHEMES.iter().any(|scheme| text.starts_with(scheme))
            || matches!(Input::parse(source), Input::Url(_)))
    {
        return subscriptions::origin(text);
    }
    let path = Path::new(source);
    let kind = path.metadata().map_err(|error| match source.to_str() {
        Some(text) if text.contains("://") => loader::Refusal::Scheme.to_string(),
        Some(text) if looks_like_a_host(text) => {
            let refusal = loader::Refusal::from(error);
            format!("{refusal}; if it is on the web, write https://{text}")
        }
        _ => loader::Refusal::from(error).to_string(),
    })?;
    let whole = std::path::absolute(path).map_err(|error| loader::io_in_words(&error))?;
    let name = whole
        .to_str()
        .ok_or("has a name that is no text; rename it to add it")?
        .to_owned();
    let origin = if kind.is_dir() {
        Origin::Folder(name)
    } else {
        Origin::File(name)
    };
    Ok((origin, None))
}

/// Whether `text` begins as addresses do that are written without their scheme: "example.org/feed".
fn looks_like_a_host(text: &str) -> bool {
    let host = text.split(['/', ':', '?']).next().unwrap_or(text);
    let parts: Vec<&str> = host.split('.').collect();
    let is_name =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    parts.len() > 1 && parts.iter().all(is_name)
}

/// Subscribes to what is `wanted`. A page that names one feed stands for that feed. Breaking from `on`
/// calls it off.
///
/// # Errors
/// What keeps the library from being read or written.
pub fn subscribe(
    store: &mut Store,
    wanted: &Wanted,
    manner: &Manner,
    on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Taken> {
    match take_up(store, wanted, manner, on)? {
        Taken::Offers(offers) => match offers.as_slice() {
            [one] => {
                let named = Wanted {
                    origin: one.origin(),
                    ..wanted.clone()
                };
                match take_up(store, &named, manner, on)? {
                    Taken::Offers(_) => Ok(Taken::No(Clean::line(NO_FEED_NAMED))),
                    other => Ok(other),
                }
            }
            _ => Ok(Taken::Offers(offers)),
        },
        other => Ok(other),
    }
}

fn take_up(
    store: &mut Store,
    wanted: &Wanted,
    manner: &Manner,
    on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Taken> {
    let subscribed = enter(store, wanted)?;
    if !wanted.fetch || matches!(subscribed, Subscribed::Already(_)) {
        return Ok(Taken::Yes(subscribed, None));
    }
    let report = fetch(store, subscribed.key(), manner, on)?;
    judge(store, subscribed, report, (manner.clock)())
}

/// Keeps that the person is subscribed to what is `wanted`, before anybody is asked for it: so that
/// it is not lost, whatever happens.
///
/// # Errors
/// What keeps the library from being read or written.
pub fn enter(store: &mut Store, wanted: &Wanted) -> Result<Subscribed> {
    let name = wanted.name.as_ref();
    let subscribed = store.subscribe(&wanted.origin, name, &wanted.folder, &wanted.tags)?;
    let mut settings = wanted.settings.clone();
    if matches!(subscribed, Subscribed::Already(_)) {
        settings.extend(name.map(|name| Setting::Name(name.clone().non_empty())));
        let folder = Some(&wanted.folder).filter(|folder| !folder.is_empty());
        settings.extend(folder.map(|folder| Setting::Folder(folder.clone())));
        let tags = Some(&wanted.tags).filter(|tags| !tags.is_empty());
        settings.extend(tags.map(|tags| Setting::Tags(tags.clone())));
    }
    if !settings.is_empty() {
        store.alter(subscribed.key(), &settings)?;
    }
    Ok(subscribed)
}

/// What becomes of a new subscription that was asked for the first time at `now`, by the report of
/// that. One that could not be read is ended again; one that was called off stays, and is asked with
/// the next refresh.
///
/// # Errors
/// What keeps the library from being read or written.
pub fn judge(
    store: &mut Store,
    subscribed: Subscribed,
    report: Option<Report>,
    now: Timestamp,
) -> Result<Taken> {
    let key = subscribed.key();
    let refused = match report.as_ref().map(|report| &report.came) {
        Some(Came::Failed { why, .. }) => why.clone(),
        Some(Came::Gone) => Clean::line("is gone for good, says its server (410)"),
        // Where it could not be read, somebody has just tried to subscribe to it.
        Some(Came::TooEarly(_)) => match trouble(store, key)? {
            Some(why) => Clean::line(&format!("{why}; that was a moment ago, try again later")),
            None => return Ok(Taken::Yes(subscribed, report)),
        },
        Some(Came::Read { .. } | Came::Unchanged | Came::Stopped) | None => {
            return Ok(Taken::Yes(subscribed, report));
        }
    };
    let offers = report.and_then(|report| report.offers);
    if offers.is_some() {
        // A page has done nothing to be left alone for: it can be looked at again at once.
        store.settle(key, FeedState::default().into(), now)?;
    }
    // It was not there before, and is not to be tried again and again.
    store.change(&Change::Unsubscribe(key, true))?;
    Ok(match offers {
        Some(offers) => Taken::Offers(offers),
        None => Taken::No(refused),
    })
}

/// Why the subscription could not be read the last time.
fn trouble(store: &Store, key: FeedKey) -> Result<Option<Clean>> {
    let all = store.subscriptions()?;
    let found = all.into_iter().find(|feed| feed.key == key);
    Ok(found.and_then(|feed| feed.state.error))
}

fn fetch(
    store: &mut Store,
    key: FeedKey,
    manner: &Manner,
    on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Report>> {
    let mut came = None;
    refresh(store, Some(&[key]), Wish::Person, manner, &mut |event| {
        if let Event::Done(_, report) = event {
            came = Some(report);
        }
        on()
    })?;
    Ok(came)
}
