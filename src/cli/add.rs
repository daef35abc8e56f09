//! `quotidian add`: subscribes, or keeps pages to read later.

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;

use clap::ValueHint;
use jiff::Timestamp;
use serde::Serialize;

use crate::loader::{self, Event, Input, Limits, Offer, subscriptions};
use crate::model::{ArticleKey, FeedKey, Origin, Problem, Setting, Subscription};
use crate::refresh::{self, Came, Manner, Report, Taken, Wanted};
use crate::shell::progress::Progress;
use crate::store::{Store, Subscribed};
use crate::text::Clean;

use super::Configuration;
use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Feeds by address or file; pages that name their feed; folders, whose files are articles; or
    /// exec:COMMAND, whose output is a feed (quote it: "exec:fetch.py news").
    #[arg(required = true, value_name = "URL|PATH|FOLDER|exec:COMMAND", value_hint = ValueHint::AnyPath)]
    sources: Vec<OsString>,

    /// Keep the pages or files themselves, to read them later.
    #[arg(long, conflicts_with_all = ["name", "folder", "tags", "full_text", "filter", "any_certificate", "no_fetch"])]
    page: bool,

    /// Call it this in lists.
    #[arg(long)]
    name: Option<String>,

    /// Put it into this folder; one inside another as in News/Local.
    #[arg(long, value_name = "PATH")]
    folder: Option<String>,

    /// Give all of its articles these tags, parted by commas.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Fetch the page of each article for its full text.
    #[arg(long)]
    full_text: bool,

    /// Send the feed through COMMAND before it is read. No shell reads the command.
    #[arg(long, value_name = "COMMAND")]
    filter: Option<String>,

    /// Accept a certificate that cannot be trusted.
    #[arg(long)]
    any_certificate: bool,

    /// Only subscribe; the next refresh brings the articles.
    #[arg(long)]
    no_fetch: bool,

    /// How to write what was done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What became of one source.
#[derive(Serialize)]
struct Record<'a> {
    source: &'a Clean,
    result: &'static str,
    feed: Option<FeedKey>,
    article: Option<ArticleKey>,
    /// What it is called.
    name: Option<Clean>,
    location: Option<Clean>,
    /// Articles that came.
    new: Option<usize>,
    message: Option<Clean>,
    /// Feeds to choose from.
    offers: Vec<OfferRecord<'a>>,
}

#[derive(Serialize)]
struct OfferRecord<'a> {
    title: &'a Clean,
    url: &'a Clean,
    r#type: &'a Clean,
}

impl<'a> Record<'a> {
    fn new(source: &'a Clean, result: &'static str) -> Self {
        Self {
            source,
            result,
            feed: None,
            article: None,
            name: None,
            location: None,
            new: None,
            message: None,
            offers: Vec::new(),
        }
    }
}

impl<'a> From<&'a Offer> for OfferRecord<'a> {
    fn from(offer: &'a Offer) -> Self {
        Self {
            title: &offer.title,
            url: &offer.url,
            r#type: &offer.media_type,
        }
    }
}

pub(super) fn run(
    args: &Args,
    library: &Library,
    configuration: &Configuration,
) -> anyhow::Result<Status> {
    if args.name.is_some() && args.sources.len() > 1 {
        return Ok(output::misused("--name is for one feed"));
    }
    let mut add = Add {
        args,
        store: library.open_to_receive(configuration)?,
        status: Status::Done,
    };
    let progress = Progress::new("adding");
    for source in &args.sources {
        let place = Clean::line(&source.to_string_lossy());
        progress.tell(|| format!("reading {place}"));
        if args.page {
            add.keep(source, &place)?;
            continue;
        }
        match refresh::origin_of(source) {
            Ok((origin, filter)) => add.subscribe(origin, filter, &place)?,
            Err(why) => add.fail(&place, &why, &[])?,
        }
    }
    Ok(add.status)
}

struct Add<'a> {
    args: &'a Args,
    store: Store,
    status: Status,
}

impl Add<'_> {
    /// Subscribes to `origin` as the flags say, or tells why not.
    fn subscribe(
        &mut self,
        origin: Origin,
        filter: Option<String>,
        place: &Clean,
    ) -> anyhow::Result<()> {
        let wanted = self.wanted(origin, filter);
        let manner = Manner::default();
        let go_on = &mut || ControlFlow::Continue(());
        match refresh::subscribe(&mut self.store, &wanted, &manner, go_on)? {
            Taken::Yes(subscribed, report) => self.tell(subscribed, report, place),
            Taken::No(why) if wanted.fetch => {
                self.fail(place, &format!("{why}; --no-fetch adds it unseen"), &[])
            }
            Taken::No(why) => self.fail(place, &why, &[]),
            Taken::Offers(offers) if offers.is_empty() => self.fail(
                place,
                "is a web page that names no feed; --page keeps it to read later",
                &[],
            ),
            Taken::Offers(offers) => self.fail(
                place,
                "is a web page with several feeds; add the one that you want",
                &offers,
            ),
        }
    }

    fn wanted(&self, origin: Origin, filter: Option<String>) -> Wanted {
        let args = self.args;
        let mut settings = Vec::new();
        settings.extend(args.full_text.then_some(Setting::FullText(true)));
        settings.extend(
            args.any_certificate
                .then_some(Setting::AnyCertificate(true)),
        );
        let filter = args.filter.clone().or(filter);
        let filter = filter.map(|filter| Clean::line(&filter).non_empty());
        settings.extend(filter.map(Setting::Filter));
        Wanted {
            name: args.name.as_deref().map(Clean::line),
            folder: Clean::line(args.folder.as_deref().unwrap_or_default()),
            tags: subscriptions::tags(&args.tags.join(",")),
            settings,
            fetch: !args.no_fetch,
            ..Wanted::plain(origin)
        }
    }

    /// Tells what came of a subscription.
    fn tell(
        &self,
        subscribed: Subscribed,
        report: Option<Report>,
        place: &Clean,
    ) -> anyhow::Result<()> {
        let (result, what) = match subscribed {
            Subscribed::New(_) => ("new", "is new"),
            Subscribed::Again(_) => ("again", "is back with all it had"),
            Subscribed::Already(_) => ("already", "is there already"),
        };
        let (came, notes) = report.map_or((None, Vec::new()), |report| {
            (Some(report.came), report.notes)
        });
        let new = match came {
            Some(Came::Read { new, .. }) => Some(new),
            _ => None,
        };
        let articles = match new {
            None => String::new(),
            Some(1) => ": 1 new article".to_owned(),
            Some(new) => format!(": {new} new articles"),
        };
        let all = self.store.subscriptions()?;
        let feed = all.iter().find(|feed| feed.key == subscribed.key());
        let name = feed.map(Subscription::label);
        match self.args.format {
            Format::Text => {
                let name = name.unwrap_or_default();
                output::print(&Clean::new(&format!("{name} {what}{articles}.\n")))?;
            }
            Format::Json => output::print_record(&Record {
                feed: Some(subscribed.key()),
                location: feed.map(|feed| feed.origin.place()),
                name,
                new,
                ..Record::new(place, result)
            })?,
        }
        for message in notes {
            let place = place.clone();
            output::problem(&Problem { place, message });
        }
        Ok(())
    }

    /// Tells why a source was not added, and what may be instead.
    fn fail(&mut self, place: &Clean, why: &str, offers: &[Offer]) -> anyhow::Result<()> {
        self.status = Status::Partly;
        let message = Clean::line(why);
        output::problem(&Problem {
            place: place.clone(),
            message: message.clone(),
        });
        match self.args.format {
            Format::Text => {
                let lines = offers
                    .iter()
                    .map(|offer| format!("{}  {}\n", offer.url, offer.title));
                Ok(output::print(&Clean::new(&lines.collect::<String>()))?)
            }
            Format::Json => output::print_record(&Record {
                message: Some(message),
                offers: offers.iter().map(OfferRecord::from).collect(),
                ..Record::new(place, "failed")
            }),
        }
    }

    /// Keeps the articles of `source` to read them later.
    fn keep(&mut self, source: &OsStr, place: &Clean) -> anyhow::Result<()> {
        let input = Input::parse(source);
        if input == Input::Stdin {
            return self.fail(
                place,
                "has no name to be kept under; save it as a file first",
                &[],
            );
        }
        let mut articles = Vec::new();
        let mut problems = Vec::new();
        let _ = loader::load(&[input], &Limits::default(), &mut |event| {
            match event {
                Event::Article(article) => articles.push(article),
                Event::Problem(problem) => problems.push(problem),
                Event::Note(note) => output::problem(&note),
                Event::Progress(_) => {}
            }
            ControlFlow::Continue(())
        });
        for article in articles {
            let article = loader::anywhere(*article);
            let key = self.store.keep(&article, Timestamp::now())?;
            let name = Clean::line(article.headline());
            match self.args.format {
                Format::Text => {
                    output::print(&Clean::new(&format!("{name} is kept to read later.\n")))?;
                }
                Format::Json => output::print_record(&Record {
                    article: Some(key),
                    location: article.url.clone(),
                    name: Some(name),
                    ..Record::new(place, "kept")
                })?,
            }
        }
        for problem in problems {
            self.fail(&problem.place, &problem.message, &[])?;
        }
        Ok(())
    }
}
