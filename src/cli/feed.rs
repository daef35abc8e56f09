//! `quotidian feed`: what a feed holds.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;

use clap::ValueHint;
use jiff::Timestamp;
use serde::Serialize;

use crate::loader::{self, Input, Limits};
use crate::model::{Author, Content, Enclosure, Entry, Feed, Problem};
use crate::shell::progress::Progress;
use crate::text::{Clean, Widths, WrapOptions};

use super::output::{self, Status};
use super::{display, json};
use crate::ui::plain;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file, a web address, or - for standard input. A web page is searched for the feeds that it
    /// offers, which are named.
    #[arg(value_name = "PATH|URL|-", value_hint = ValueHint::AnyPath)]
    input: OsString,

    /// What to write: text for people, or one JSON object. On a terminal it is text, else JSON.
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Title, date and address of each entry.
    Text,
    /// Everything, as one JSON object.
    Json,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Status> {
    let terminal = io::stdout().is_terminal();
    let format = args
        .format
        .unwrap_or(if terminal { Format::Text } else { Format::Json });
    let input = Input::parse(&args.input);
    let place = input.place();
    let limits = Limits::default();
    let whole = Limits {
        bytes: limits.feed,
        ..limits.clone()
    };
    let progress = Progress::new(&format!("reading {place}"));
    let opened = match loader::open(&input, &whole, &mut || ControlFlow::Continue(())) {
        Ok(opened) => opened,
        Err(refusal) => return Ok(refused(&place, &refusal)),
    };
    drop(progress);
    let mut printer = Printer {
        out: BufWriter::new(io::stdout().lock()),
        format,
        setting: display::line_setting(display::MEASURE, Widths::default()),
        entries: 0,
    };
    let mut written = Ok(());
    let reading = loader::read_feed(
        &opened.bytes,
        &opened.hint(),
        &limits,
        &mut |feed, entry| {
            written = printer.entry(feed, &entry);
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        },
    );
    written?;
    let reading = match reading {
        Ok(reading) => reading,
        Err(refusal) => return Ok(refused(&place, &refusal)),
    };
    printer.finish(&reading.feed, &reading.warnings)?;
    if format == Format::Text {
        for warning in &reading.warnings {
            output::problem(&about(&place, warning));
        }
    }
    Ok(Status::Done)
}

fn about(place: &Clean, what: &str) -> Problem {
    Problem {
        place: place.clone(),
        message: Clean::line(what),
    }
}

fn refused(place: &Clean, refusal: &loader::Refusal) -> Status {
    output::problem(&about(place, &refusal.to_string()));
    Status::Partly
}

/// Writes a feed as it is read: no more than one entry is kept.
struct Printer<W: Write> {
    out: W,
    format: Format,
    setting: Option<WrapOptions<'static>>,
    entries: usize,
}

impl<W: Write> Printer<W> {
    fn entry(&mut self, feed: &Feed, entry: &Entry) -> io::Result<()> {
        if self.entries == 0 {
            self.head(feed)?;
        }
        match self.format {
            Format::Json => {
                if self.entries > 0 {
                    self.out.write_all(b",")?;
                }
                self.json(&EntryRecord::new(entry))?;
            }
            Format::Text => {
                let text = entry_for_people(feed, entry, self.setting);
                self.out.write_all(text.as_bytes())?;
            }
        }
        self.entries += 1;
        Ok(())
    }

    fn head(&mut self, feed: &Feed) -> io::Result<()> {
        match self.format {
            Format::Json => {
                self.out.write_all(b"{\"feed\":")?;
                self.json(&FeedRecord::new(feed))?;
                self.out.write_all(b",\"entries\":[")
            }
            Format::Text => self
                .out
                .write_all(feed_for_people(feed, self.setting).as_bytes()),
        }
    }

    fn finish(mut self, feed: &Feed, warnings: &[String]) -> io::Result<()> {
        if self.entries == 0 {
            self.head(feed)?;
        }
        match self.format {
            Format::Json => {
                self.out.write_all(b"],\"warnings\":")?;
                let warnings: Vec<Clean> = warnings.iter().map(|w| Clean::line(w)).collect();
                self.json(&warnings)?;
                self.out.write_all(b"}\n")?;
            }
            Format::Text => {
                let entries = match self.entries {
                    1 => "1 entry".to_owned(),
                    n => format!("{n} entries"),
                };
                writeln!(self.out, "\n{entries}")?;
            }
        }
        self.out.flush()
    }

    fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut serializer = serde_json::Serializer::with_formatter(&mut self.out, json::Escaping);
        value.serialize(&mut serializer).map_err(io::Error::from)
    }
}

/// The texts that nearly every feed has are always there, if need be empty.
#[derive(Serialize)]
struct FeedRecord<'a> {
    title: &'a str,
    link: Option<&'a Clean>,
    description: &'a str,
    id: Option<&'a Clean>,
    language: Option<&'a Clean>,
    authors: Vec<String>,
    rights: &'a str,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
    encoding: &'a Clean,
}

impl<'a> FeedRecord<'a> {
    fn new(feed: &'a Feed) -> Self {
        Self {
            title: feed.title.as_deref().unwrap_or_default(),
            link: feed.link.as_ref(),
            description: feed.description.as_deref().unwrap_or_default(),
            id: feed.id.as_ref(),
            language: feed.language.as_ref(),
            authors: names(&feed.authors),
            rights: feed.rights.as_deref().unwrap_or_default(),
            published: feed.published,
            updated: feed.updated,
            encoding: &feed.encoding,
        }
    }
}

#[derive(Serialize)]
struct EntryRecord<'a> {
    id: &'a Clean,
    title: &'a str,
    link: Option<&'a Clean>,
    authors: Vec<String>,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
    summary: Option<Clean>,
    content: Option<Clean>,
    enclosures: &'a [Enclosure],
    tags: &'a [Clean],
    comments: Option<&'a Clean>,
    language: Option<&'a Clean>,
}

impl<'a> EntryRecord<'a> {
    fn new(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            title: entry.title.as_deref().unwrap_or_default(),
            link: entry.link.as_ref(),
            authors: names(&entry.authors),
            published: entry.published,
            updated: entry.updated,
            summary: entry.summary.as_ref().map(Content::printable),
            content: entry.content.as_ref().map(Content::printable),
            enclosures: &entry.enclosures,
            tags: &entry.tags,
            comments: entry.comments.as_ref(),
            language: entry.language.as_ref(),
        }
    }
}

fn names(authors: &[Author]) -> Vec<String> {
    authors.iter().map(Author::to_string).collect()
}

/// Title, address and description.
fn feed_for_people(feed: &Feed, setting: Option<WrapOptions<'_>>) -> Clean {
    let mut out = String::new();
    let title = feed.title.as_deref().unwrap_or("Untitled feed");
    plain::paragraph(title, "", setting, &mut out);
    if let Some(link) = &feed.link {
        let _ = writeln!(out, "{}", link.as_str());
    }
    if let Some(description) = &feed.description {
        out.push('\n');
        plain::paragraph(description, "", setting, &mut out);
    }
    Clean::new(&out)
}

/// Headline, date, authors and address.
fn entry_for_people(feed: &Feed, entry: &Entry, setting: Option<WrapOptions<'_>>) -> Clean {
    let article = loader::article_of(entry, feed, "");
    let mut out = "\n".to_owned();
    plain::paragraph(&Clean::line(article.headline()), "", setting, &mut out);
    let day = article
        .published
        .map(|stamp| stamp.strftime("%-d %b %Y").to_string());
    let facts: Vec<&str> = [day.as_deref(), article.byline.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if !facts.is_empty() {
        plain::paragraph(&facts.join(" · "), "  ", setting, &mut out);
    }
    if let Some(link) = &entry.link {
        let _ = writeln!(out, "  {}", link.as_str());
    }
    for file in &entry.enclosures {
        let _ = writeln!(out, "  {}", file.url.as_str());
    }
    Clean::new(&out)
}
