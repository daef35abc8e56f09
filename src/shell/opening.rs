//! Opening the library for the screen, and putting articles of a run into it.

use std::path::Path;
use std::sync::mpsc::Sender;

use anyhow::Context;
use jiff::Timestamp;

use crate::app::{Pane, Session};
use crate::loader;
use crate::model::{Arriving, Article, Order, Origin, Problem};
use crate::store::{Store, StoreError};
use crate::text::Clean;

use super::event::Event;
use super::progress::Progress;
use super::vault::Vault;

/// The library, open.
pub(super) struct Opened {
    pub store: Store,
    /// Where the others open it.
    pub vault: Vault,
    /// Where the last run left it.
    pub session: Session,
    /// Whether it was closed: otherwise something may have happened to it.
    pub closed: bool,
}

/// Opens the library in `folder`; makes it where there is none. A new one holds the showcase edition,
/// and is listed by `order`. One that is damaged, as a problem says, is not opened by anybody, so that
/// nothing is written to it.
///
/// # Errors
/// There is no place for a library, or what is there cannot be used.
pub(super) fn open(
    folder: Option<&Path>,
    order: Order,
    events: &Sender<Event>,
) -> anyhow::Result<Result<Opened, Problem>> {
    let vault = Vault::new(folder.context(NO_PLACE)?, events);
    let closed = vault.is_closed();
    match open_whole(&vault, order) {
        Ok((store, session)) => Ok(Ok(Opened {
            store,
            vault,
            session,
            closed,
        })),
        Err(error) if error.is_damage() => Ok(Err(vault.problem(&error))),
        Err(error) => Err(error.into()),
    }
}

fn open_whole(vault: &Vault, order: Order) -> Result<(Store, Session), StoreError> {
    let progress = Progress::new("opening the library");
    let mut store = vault.open()?;
    drop(progress);
    let kept = store.session()?;
    // A session of another version that cannot be read is no loss worth a word.
    let session = kept.and_then(|kept| serde_json::from_str(&kept).ok());
    let mut first = Session {
        order,
        ..Session::default()
    };
    if !store.is_read_only() && store.subscriptions()?.is_empty() {
        show_first_edition(&mut store)?;
        // There is one article, and it is there to be read.
        first.pane = Pane::Reader;
    }
    Ok((store, session.unwrap_or(first)))
}

const NO_PLACE: &str =
    "there is no home folder for the library; --library DIR names a place for it";

fn show_first_edition(store: &mut Store) -> Result<(), StoreError> {
    let feed = store
        .subscribe(&Origin::Edition, None, &Clean::default(), &[])?
        .key();
    let arriving: Vec<Arriving> = loader::showcase()
        .into_iter()
        .map(|article| Arriving {
            guid: article.id.to_string(),
            article,
        })
        .collect();
    store.receive(feed, &arriving, Timestamp::now())?;
    Ok(())
}

/// Adds `article` to what is kept to read later in the library in `folder`.
pub(super) fn keep(folder: Option<&Path>, article: &Article) -> anyhow::Result<()> {
    let mut store = Store::open(folder.context(NO_PLACE)?)?;
    store.keep(&loader::anywhere(article.clone()), Timestamp::now())?;
    Ok(())
}
