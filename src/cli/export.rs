//! `quotidian export`: what the library holds, for other programs.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use crate::analysis::annotate_fully;
use crate::loader::subscriptions::write_opml;
use crate::model::{
    Annotations, Article, Correction, Order, Outline, Part, Shelf, SubscriptionList,
};
use crate::shell::progress::Progress;
use crate::store::{Store, Stored};
use crate::text::Clean;

use super::feeds::FeedRecord;
use super::library::Library;
use super::output::{self, Status};
use super::{json, listing, markdown};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write the starred articles instead of the subscriptions: as Markdown, or as JSON Lines like
    /// those of `analyze`.
    #[arg(long)]
    starred: bool,

    /// How to write them; opml where nothing is said, and markdown with --starred.
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Subscriptions and saved searches as OPML 2.0.
    Opml,
    /// JSON Lines.
    Json,
    /// Starred articles as Markdown.
    Markdown,
    /// What you put right in quotations and names, as JSON Lines.
    Corrections,
}

/// Articles that are taken from the library at once.
const WINDOW: usize = 200;

pub(super) fn run(args: &Args, library: &Library) -> anyhow::Result<Status> {
    let plain = if args.starred {
        Format::Markdown
    } else {
        Format::Opml
    };
    let format = args.format.unwrap_or(plain);
    let store = library.look()?;
    match (args.starred, format) {
        (false, Format::Opml) => opml(&store),
        (false, Format::Json) => store
            .subscriptions()?
            .iter()
            .try_for_each(|feed| output::print_record(&FeedRecord::from(feed))),
        (false, Format::Corrections) => corrections(&store),
        (true, Format::Markdown) => starred(&store, &mut |first, stored| {
            let article = &stored.article;
            let between = if first { "" } else { "\n---\n\n" };
            let text = markdown::article(article, &listing::byline(article));
            Ok(output::print(&Clean::new(&format!("{between}{text}")))?)
        }),
        (true, Format::Json) => starred(&store, &mut |_, stored| {
            let id = Value::from(stored.article.id.as_str());
            let line = json::line(&id, &stored.article, &annotations(stored))?;
            let _room = output::make_room();
            Ok(io::stdout().lock().write_all(&line)?)
        }),
        (false, Format::Markdown) => {
            return Ok(output::misused("markdown is for articles: add --starred"));
        }
        (true, Format::Opml | Format::Corrections) => {
            let message = "starred articles are written as markdown or as json";
            return Ok(output::misused(message));
        }
    }?;
    io::stdout().flush()?;
    Ok(Status::Done)
}

fn opml(store: &Store) -> anyhow::Result<()> {
    let _progress = Progress::new("exporting");
    let list = SubscriptionList {
        outlines: store.subscriptions()?.iter().map(Outline::from).collect(),
        searches: store.searches()?,
    };
    Ok(output::print(&Clean::new(&write_opml(&list)))?)
}

/// Hands over the starred articles, the newest first, and whether each is the first.
fn starred(
    store: &Store,
    each: &mut dyn FnMut(bool, &Stored) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let progress = Progress::new("exporting");
    let mut from = 0;
    let mut first = true;
    loop {
        let listing = store.list(&Shelf::Starred, Order::Newest, Part::From(from), WINDOW)?;
        for (done, row) in (from..).zip(&listing.rows) {
            progress.tell(|| format!("exporting: {done} of {} articles", listing.total));
            if let Some(stored) = store.article(row.key)? {
                each(std::mem::replace(&mut first, false), &stored)?;
            }
        }
        from += listing.rows.len();
        if listing.rows.is_empty() || from >= listing.total {
            return Ok(());
        }
    }
}

/// What is known to stand in an article, with what the person put right. What was not analysed yet
/// is analysed now.
fn annotations(stored: &Stored) -> Annotations {
    let found = match &stored.annotations {
        Some((_, found)) => found.clone(),
        None => annotate_fully(&stored.article),
    };
    found.corrected(&stored.corrections)
}

/// A correction as JSON has it; `docs/json.md` describes it.
#[derive(Serialize)]
struct CorrectionRecord<'a> {
    id: &'a Clean,
    url: Option<&'a Clean>,
    title: Option<&'a Clean>,
    /// The words that it is about, where it is about words at a place.
    text: Option<&'a str>,
    correction: &'a Correction,
}

fn corrections(store: &Store) -> anyhow::Result<()> {
    let progress = Progress::new("exporting");
    let corrected = store.corrected()?;
    for (done, &key) in corrected.iter().enumerate() {
        progress.tell(|| format!("exporting: {done} of {} articles", corrected.len()));
        let Some(stored) = store.article(key)? else {
            continue;
        };
        for correction in &stored.corrections {
            let Article {
                id,
                url,
                title,
                text,
                ..
            } = &stored.article;
            let span = match correction {
                Correction::Speaker { span, .. } | Correction::QuoteKind { span, .. } => Some(span),
                _ => None,
            };
            output::print_record(&CorrectionRecord {
                id,
                url: url.as_ref(),
                title: title.as_ref(),
                text: span.map(|span| span.of(text)),
                correction,
            })?;
        }
    }
    Ok(())
}
