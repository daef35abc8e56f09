//! `quotidian analyze`: quotations and names without a screen.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::{ValueEnum, ValueHint};
use serde_json::Value;

use crate::analysis::annotate_fully;
use crate::model::{Annotations, Article, Problem};
use crate::shell::progress::Progress;
use crate::text::{Clean, Widths, WrapOptions};

use super::output::{self, Status};
use super::reader_flags::least_sure;
use super::source::{self, Item};
use super::{display, json, listing};
use crate::ui::plain;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders, web addresses, or - for standard input.
    #[arg(required = true, value_name = "PATH|FOLDER|URL|-", value_hint = ValueHint::AnyPath)]
    inputs: Vec<OsString>,

    /// How to write them; for people on a terminal, JSON Lines elsewhere.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// What the inputs are.
    #[arg(long, value_enum, default_value_t = Kind::Auto)]
    input: Kind,

    /// How sure a speaker must be, in per cent; whoever is less sure is unknown.
    #[arg(long, value_name = "PERCENT", value_parser = least_sure, default_value_t = Annotations::LEAST_SURE)]
    least_sure: u8,

    /// Threads to use; as many as there are processors where nothing is said. The order of the
    /// output is that of the input.
    #[arg(long, value_name = "N", value_parser = jobs)]
    jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON Lines, one article each.
    Json,
    /// Text for people.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Articles: text, Markdown or pages.
    Auto,
    /// JSON Lines of {"id", "text"[, "title"]}; the id is kept.
    Jsonl,
}

/// More threads than this are a slip of the finger.
const MOST_JOBS: usize = 256;

fn jobs(count: &str) -> Result<usize, String> {
    let number = count.parse().ok().filter(|n| (1..=MOST_JOBS).contains(n));
    number.ok_or_else(|| format!("give a whole number from 1 to {MOST_JOBS}"))
}

pub(super) fn run(args: &Args) -> anyhow::Result<Status> {
    let terminal = io::stdout().is_terminal();
    let format = args
        .format
        .unwrap_or(if terminal { Format::Text } else { Format::Json });
    let setting = display::line_setting(display::MEASURE, Widths::default());
    let jobs = args
        .jobs
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get));

    let progress = Progress::new("analysing");
    let feed = |hand_out: &mut dyn FnMut((Value, Box<Article>)) -> ControlFlow<()>| {
        let mut status = Status::Done;
        let mut each = |item| match item {
            // A record keeps all its text: its offsets are those of the text that was given.
            Item::Article(id, article) if args.input == Kind::Jsonl => hand_out((id, article)),
            Item::Article(id, article) => hand_out((id, Box::new(article.without_boilerplate()))),
            Item::Problem(problem) => {
                output::problem(&problem);
                status = Status::Partly;
                ControlFlow::Continue(())
            }
        };
        match args.input {
            Kind::Auto => source::articles(&args.inputs, &progress, &mut each),
            Kind::Jsonl => source::records(&args.inputs, &mut each),
        }
        status
    };
    let work = |(id, article): (Value, Box<Article>)| {
        // A fault of the program in one article must not cost the others.
        let line = catch_unwind(AssertUnwindSafe(|| {
            let found = annotate_fully(&article).with_least(args.least_sure);
            match format {
                Format::Json => json::line(&id, &article, &found).ok(),
                Format::Text => Some(for_people(&article, &found, setting).as_bytes().to_vec()),
            }
        }));
        line.ok().flatten().ok_or_else(|| fault(&id))
    };
    // Standard output is written line by line: who reads along gets each article at once.
    let mut out = io::stdout().lock();
    let mut first = true;
    let mut faults = false;
    let mut done = 0_usize;
    let take = |result: Result<Vec<u8>, Problem>| -> io::Result<()> {
        done += 1;
        if args.input == Kind::Jsonl {
            progress.tell(|| format!("{done} articles analysed"));
        }
        let line = match result {
            Ok(line) => line,
            Err(problem) => {
                faults = true;
                output::problem(&problem);
                return Ok(());
            }
        };
        let _room = output::make_room();
        if format == Format::Text && !std::mem::replace(&mut first, false) {
            out.write_all(b"\n\n")?;
        }
        out.write_all(&line)
    };
    let (status, taken) = super::ordered::ordered(jobs, feed, work, take);
    taken?;
    out.flush()?;
    Ok(if faults { Status::Partly } else { status })
}

/// What is told when the program itself is at fault.
fn fault(id: &Value) -> Problem {
    let message =
        "a fault in quotidian stopped this; the rest goes on. Please report it with the file.";
    Problem {
        place: Clean::line(&id.to_string()),
        message: Clean::line(message),
    }
}

/// The title, the quotations and statements by speaker, and the names by kind.
fn for_people(
    article: &Article,
    annotations: &Annotations,
    setting: Option<WrapOptions<'_>>,
) -> Clean {
    let mut headline = String::new();
    plain::paragraph(&Clean::line(article.headline()), "", setting, &mut headline);
    let byline = listing::byline(article);
    let quotes = listing::quotes(article, annotations, setting);
    let statements = listing::statements(article, annotations, setting);
    let names = listing::names(annotations);
    let mut parts = vec![quotes, statements, names];
    parts.retain(|part| !part.is_empty());
    Clean::new(&format!("{headline}{byline}\n\n{}", parts.join("\n")))
}
