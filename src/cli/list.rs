//! `quotidian list`: what is in the library.

use std::io::{self, Write};

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::{ArticleKey, Order, Part, Row, SavedSearch, Shelf, ShelfRow, Subscription};
use crate::shell::progress::Progress;
use crate::store::Store;
use crate::text::Clean;

use super::feeds::{FeedRecord, named};
use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to list; feeds where nothing is said.
    #[arg(value_enum)]
    what: Option<What>,

    /// Articles on this shelf: unread (where nothing is said), starred, all, hidden, feed:FEED,
    /// folder:PATH, tag:TAG, or search:QUERY (the name of a saved search will do).
    #[arg(long, value_parser = Wanted::parse)]
    shelf: Option<Wanted>,

    /// The order of articles; newest where nothing is said.
    #[arg(long, value_enum)]
    order: Option<Sort>,

    /// List no more articles than this.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// How to write them.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Args {
    /// The unread articles, for people.
    pub(super) fn unread() -> Self {
        Self {
            what: Some(What::Articles),
            shelf: None,
            order: None,
            limit: None,
            format: Format::Text,
        }
    }

    /// What to list. Where articles alone have shelves and orders, who names one means articles.
    fn what(&self) -> Result<What, &'static str> {
        let of_articles = self.shelf.is_some() || self.order.is_some() || self.limit.is_some();
        match (self.what, of_articles) {
            (None, false) => Ok(What::Feeds),
            (None | Some(What::Articles), _) => Ok(What::Articles),
            (Some(what), false) => Ok(what),
            (Some(_), true) => Err("--shelf, --order and --limit are for articles alone"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Subscriptions, by folder.
    Feeds,
    /// Articles on a shelf.
    Articles,
    /// Saved searches.
    Searches,
    /// Tags.
    Tags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By date, the newest first.
    Newest,
    /// By date, the oldest first.
    Oldest,
    /// By headline.
    Title,
    /// By feed, then the newest first.
    Feed,
    /// The best hits of a search first.
    Best,
}

impl Sort {
    fn order(self) -> Order {
        match self {
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
            Self::Title => Order::Title,
            Self::Feed => Order::Feed,
            Self::Best => Order::Best,
        }
    }
}

/// A shelf as a person names it.
#[derive(Debug, Clone)]
enum Wanted {
    Shelf(Shelf),
    /// The shelf of the feed that they call so.
    Feed(String),
    /// The saved search of this name, else what this finds.
    Search(String),
}

impl Wanted {
    fn parse(words: &str) -> Result<Self, String> {
        let (kind, name) = words.split_once(':').unwrap_or((words, ""));
        let name = name.trim();
        Ok(match (kind, name.is_empty()) {
            ("unread", true) => Self::Shelf(Shelf::Unread),
            ("starred", true) => Self::Shelf(Shelf::Starred),
            ("all", true) => Self::Shelf(Shelf::All),
            ("hidden", true) => Self::Shelf(Shelf::Hidden),
            ("feed", false) => Self::Feed(name.to_owned()),
            ("search", false) => Self::Search(name.to_owned()),
            ("tag", false) => Self::Shelf(Shelf::Tag(Clean::line(name))),
            ("folder", false) => Self::Shelf(Shelf::Folder(Clean::line(name.trim_matches('/')))),
            _ => {
                return Err(
                    "there are unread, starred, all, hidden, feed:FEED, folder:PATH, tag:TAG and search:QUERY"
                        .to_owned(),
                );
            }
        })
    }

    fn in_library(self, store: &Store) -> anyhow::Result<Shelf> {
        Ok(match self {
            Self::Shelf(shelf) => shelf,
            Self::Feed(words) => {
                let all = store.subscriptions()?;
                let found = named(&all, &words).map_err(|why| anyhow::anyhow!("{words}: {why}"))?;
                Shelf::Feed(found.key)
            }
            Self::Search(words) => {
                let mut all = store.searches()?.into_iter();
                let saved = all.find(|saved| *saved.name == *words);
                Shelf::Search(saved.map_or_else(|| Clean::line(&words), |saved| saved.query))
            }
        })
    }
}

/// Articles that are taken from the library at once.
const WINDOW: usize = 500;

pub(super) fn run(args: &Args, library: &Library) -> anyhow::Result<Status> {
    let what = match args.what() {
        Ok(what) => what,
        Err(message) => return Ok(output::misused(message)),
    };
    let store = library.look()?;
    match what {
        What::Feeds => feeds(store.subscriptions()?, args.format),
        What::Articles => articles(&store, args),
        What::Searches => searches(&store.searches()?, args.format),
        What::Tags => tags(&store.shelves()?, args.format),
    }?;
    io::stdout().flush()?;
    Ok(Status::Done)
}

/// Subscriptions by folder and name, those in no folder first.
fn feeds(mut all: Vec<Subscription>, format: Format) -> anyhow::Result<()> {
    all.sort_by_cached_key(|feed| {
        let label = feed.label();
        (feed.folder.to_lowercase(), label.to_lowercase(), feed.key)
    });
    if format == Format::Json {
        return all
            .iter()
            .try_for_each(|feed| output::print_record(&FeedRecord::from(feed)));
    }
    let widest = all.iter().map(|feed| feed.key.0.to_string().len()).max();
    let widest = widest.unwrap_or_default();
    let mut out = String::new();
    for (n, feed) in all.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| all.get(n));
        if before.map_or(!feed.folder.is_empty(), |b| b.folder != feed.folder) {
            let between = if n > 0 { "\n" } else { "" };
            out.push_str(&format!("{between}{}\n", feed.folder));
        }
        let label = feed.label();
        let place = feed.origin.place();
        let place = if place == label {
            String::new()
        } else {
            format!("  {place}")
        };
        let (articles, unread) = feed.counts;
        out.push_str(&format!(
            "{:>widest$}  {label}  {unread} unread of {articles}{place}\n",
            feed.key.0
        ));
        if let Some(error) = &feed.state.error {
            out.push_str(&format!("{:widest$}  ! it {error}\n", ""));
        }
    }
    Ok(output::print(&Clean::new(&out))?)
}

/// An article as JSON has it; `docs/json.md` describes it.
#[derive(Serialize)]
struct ArticleRecord<'a> {
    article: ArticleKey,
    title: &'a Clean,
    source: &'a Clean,
    published: Option<Timestamp>,
    read: bool,
    starred: bool,
    tags: &'a [Clean],
    words: usize,
    quotes: Option<usize>,
    hit: Option<&'a Clean>,
}

fn articles(store: &Store, args: &Args) -> anyhow::Result<()> {
    let shelf = args.shelf.clone().unwrap_or(Wanted::Shelf(Shelf::Unread));
    let shelf = shelf.in_library(store)?;
    let order = args.order.unwrap_or(Sort::Newest).order();
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut from = 0;
    while left > 0 {
        let progress = Progress::new("looking through the library");
        let listing = store.list(&shelf, order, Part::From(from), WINDOW)?;
        drop(progress);
        from += listing.rows.len();
        // What was read since that shelf was opened still stands on it, for whoever reads there.
        let unread_alone = shelf == Shelf::Unread;
        let rows = listing
            .rows
            .iter()
            .filter(|row| !(unread_alone && row.read));
        for row in rows.take(left) {
            left -= 1;
            write_article(row, args.format)?;
        }
        if listing.rows.is_empty() || from >= listing.total {
            break;
        }
    }
    Ok(())
}

fn write_article(row: &Row, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::print_record(&ArticleRecord {
            article: row.key,
            title: &row.title,
            source: &row.source,
            published: row.published,
            read: row.read,
            starred: row.starred,
            tags: &row.tags,
            words: row.words,
            quotes: row.quotes,
            hit: row.hit.as_ref().map(|hit| &hit.text),
        });
    }
    let day = row.published.map_or_else(
        || " ".repeat("2025-11-18".len()),
        |at| at.to_zoned(TimeZone::system()).date().to_string(),
    );
    let read = if row.read { ' ' } else { '●' };
    let star = if row.starred { '★' } else { ' ' };
    let mut line = format!(
        "{:>6}  {day} {read}{star} {} · {}\n",
        row.key.0, row.title, row.source
    );
    if let Some(hit) = &row.hit {
        line.push_str(&format!("{:>22} {}\n", "", hit.text));
    }
    Ok(io::stdout()
        .lock()
        .write_all(Clean::new(&line).as_bytes())?)
}

fn searches(all: &[SavedSearch], format: Format) -> anyhow::Result<()> {
    all.iter().try_for_each(|search| match format {
        Format::Json => output::print_record(search),
        Format::Text => {
            let line = format!("{}  {}\n", search.name, search.query);
            Ok(output::print(&Clean::new(&line))?)
        }
    })
}

#[derive(Serialize)]
struct TagRecord<'a> {
    tag: &'a Clean,
    unread: usize,
}

fn tags(shelves: &[ShelfRow], format: Format) -> anyhow::Result<()> {
    let tags = shelves.iter().filter_map(|row| match &row.shelf {
        Shelf::Tag(tag) => Some(TagRecord {
            tag,
            unread: row.unread,
        }),
        _ => None,
    });
    for record in tags {
        match format {
            Format::Json => output::print_record(&record)?,
            Format::Text => {
                let line = format!("{}  {} unread\n", record.tag, record.unread);
                output::print(&Clean::new(&line))?;
            }
        }
    }
    Ok(())
}
