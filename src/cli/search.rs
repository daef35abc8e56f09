//! `quotidian search`: what is found in the library, and who says it.

use std::borrow::Cow;
use std::io::{self, Write};

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::{ArticleKey, Hit, Order, Part, Row, Shelf};
use crate::shell::progress::Progress;
use crate::store::Store;
use crate::store::search::Query;
use crate::text::{Clean, Span, Widths, WrapOptions};

use super::display;
use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
#[command(after_help = LANGUAGE)]
pub(super) struct Args {
    /// What to look for. After -- it may begin with a hyphen.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write no more articles than this.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// The order of the articles.
    #[arg(long, value_enum, default_value_t = Sort::Best)]
    order: Sort,
}

const LANGUAGE: &str = "\
All words must be found; capitals and accents do not matter.
  \"two words\"  in a row                    prefix*  the beginning of a word
  -word        not this one                a OR b   one of the two
  title: author: feed: folder: tag:        where to look
  speaker:NAME words                       the words in what NAME says
  says:word                                in what anybody says
  names:NAME                               articles in which NAME is named
  is:unread  is:read  is:starred  is:hidden
  before: after:                           2025-11-18, 2025-11, 2025, yesterday, 7d, 2w, 3m, 1y";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Where more of the words stand in the headline first; of those that are equal in this the
    /// newest.
    Best,
    /// By date, the newest first.
    Newest,
    /// By date, the oldest first.
    Oldest,
}

impl Sort {
    fn order(self) -> Order {
        match self {
            Self::Best => Order::Best,
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
        }
    }
}

/// Articles that are taken from the library at once.
const WINDOW: usize = 500;

pub(super) fn run(args: &Args, library: &Library) -> anyhow::Result<Status> {
    let store = library.look()?;
    // A blank at the end: the last word is whole, as nobody is typing it any more.
    let text = Clean::from(format!("{} ", args.query.join(" ")));
    let query = Query::parse(&text);
    for note in &query.notes {
        output::note(&note.to_string());
    }
    let shelf = Shelf::Search(text);
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut from = 0;
    while left > 0 {
        let part = Part::From(from);
        let progress = Progress::new("searching");
        let listing = store.list(&shelf, args.order.order(), part, WINDOW.min(left))?;
        drop(progress);
        for row in &listing.rows {
            match args.format {
                Format::Json => record(&store, &query, row)?,
                Format::Text => lines(row)?,
            }
        }
        from += listing.rows.len();
        left -= listing.rows.len();
        if listing.rows.is_empty() || from >= listing.total {
            break;
        }
    }
    io::stdout().flush()?;
    Ok(Status::Done)
}

/// A found article as JSON has it; `docs/json.md` describes it.
#[derive(Serialize)]
struct Record<'a> {
    article: ArticleKey,
    title: &'a Clean,
    source: &'a Clean,
    published: Option<Timestamp>,
    url: Option<&'a Clean>,
    read: bool,
    starred: bool,
    tags: &'a [Clean],
    hit: Option<HitRecord<'a>>,
    said: Vec<SaidRecord<'a>>,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    text: &'a Clean,
    marks: &'a [Span],
    start: Option<usize>,
    end: Option<usize>,
    speaker: Option<&'a Clean>,
}

#[derive(Serialize)]
struct SaidRecord<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<&'a str>,
    text: &'a str,
}

fn record(store: &Store, query: &Query, row: &Row) -> anyhow::Result<()> {
    // It may have gone since it was listed.
    let Some(stored) = store.article(row.key)? else {
        return Ok(());
    };
    let found = stored.annotations.map(|(_, found)| found);
    let found = found.unwrap_or_default().corrected(&stored.corrections);
    let text = &stored.article.text;
    let statements = query.statements(text, &found);
    output::print_record(&Record {
        article: row.key,
        title: &row.title,
        source: &row.source,
        published: row.published,
        url: stored.article.url.as_ref(),
        read: row.read,
        starred: row.starred,
        tags: &row.tags,
        hit: row.hit.as_ref().map(|hit| HitRecord {
            text: &hit.text,
            marks: &hit.marks,
            start: hit.place.map(|place| place.start),
            end: hit.place.map(|place| place.end),
            speaker: hit.speaker.as_ref(),
        }),
        said: statements
            .iter()
            .map(|quote| SaidRecord {
                start: quote.span.start,
                end: quote.span.end,
                kind: quote.kind.as_str(),
                speaker: quote.speaker.as_deref(),
                text: quote.span.of(text),
            })
            .collect(),
    })
}

/// A line for the article, and one for where it was found.
fn lines(row: &Row) -> anyhow::Result<()> {
    let day = row.published.map(|at| {
        let day = at.to_zoned(TimeZone::system()).date();
        format!(" · {day}")
    });
    let facts = format!("{} · {}{}", row.title, row.source, day.unwrap_or_default());
    let setting = display::line_setting(u16::MAX, Widths::default());
    let mut out = format!("{}\n", fitting(&facts, setting));
    if let Some(hit) = &row.hit {
        let setting = setting.map(|setting| WrapOptions {
            width: setting.width.saturating_sub(INDENT.len()),
            ..setting
        });
        let sentence = sentence(hit, setting);
        out.push_str(&format!("{INDENT}{sentence}\n"));
    }
    Ok(io::stdout().lock().write_all(Clean::new(&out).as_bytes())?)
}

const INDENT: &str = "    ";

/// The sentence of a hit with its speaker. Where it is too long it begins a few words before the
/// first mark.
fn sentence(hit: &Hit, setting: Option<WrapOptions<'_>>) -> String {
    let speaker = hit.speaker.as_ref();
    let speaker = speaker.map_or_else(String::new, |speaker| format!("{speaker}: "));
    let whole = format!("{speaker}{}", hit.text);
    let Some(setting) = setting.filter(|setting| setting.widths.cells(&whole) > setting.width)
    else {
        return whole;
    };
    let first = hit.marks.first().map_or(0, |mark| mark.start);
    let before = hit.text.get(..first).unwrap_or_default();
    let words = before.char_indices().rev().filter(|(_, c)| *c == ' ');
    let start = words.map(|(at, _)| at + 1).nth(WORDS_BEFORE);
    let rest = start.and_then(|start| hit.text.get(start..));
    let cut = rest.map_or(whole.clone(), |rest| format!("{speaker}… {rest}"));
    setting.widths.fit(&cut, setting.width).into_owned()
}

/// Words of a sentence that are shown before its first mark, where there is no room for all.
const WORDS_BEFORE: usize = 4;

fn fitting<'a>(line: &'a str, setting: Option<WrapOptions<'_>>) -> Cow<'a, str> {
    setting.map_or(Cow::Borrowed(line), |setting| {
        setting.widths.fit(line, setting.width)
    })
}
