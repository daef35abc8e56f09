//! `quotidian import`: subscriptions from another reader.

use std::ffi::OsString;
use std::ops::ControlFlow;

use clap::ValueHint;
use jiff::Timestamp;
use serde::Serialize;

use crate::loader::subscriptions::{LeftOut, read_list};
use crate::loader::{self, Input, Limits};
use crate::model::{Change, FeedKey, FeedState, Outline, Problem, Setting, SubscriptionList};
use crate::shell::progress::Progress;
use crate::store::{Ending, Store, Subscribed};
use crate::text::Clean;

use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// OPML, or the urls file of newsboat; - for standard input. Its content says which it is.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: OsString,

    /// Take over feeds that run a command too. Each refresh runs it as you: look at the list first.
    #[arg(long)]
    commands: bool,

    /// How to write what was done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What became of one line of the list.
#[derive(Serialize)]
#[serde(untagged)]
enum Record<'a> {
    Feed {
        feed: FeedKey,
        location: Clean,
        result: &'static str,
    },
    Search {
        search: &'a Clean,
        query: &'a Clean,
        result: &'static str,
    },
    Left {
        line: Option<usize>,
        message: Clean,
        result: &'static str,
    },
}

/// How many came how.
#[derive(Debug, Default)]
struct Counts {
    new: usize,
    again: usize,
    already: usize,
    searches: usize,
    left_out: usize,
}

pub(super) fn run(args: &Args, library: &Library) -> anyhow::Result<Status> {
    let input = Input::parse(&args.file);
    let place = input.place();
    let go_on = &mut || ControlFlow::Continue(());
    let progress = Progress::new(&format!("reading {place}"));
    let opened = loader::open(&input, &Limits::default(), go_on)
        .map_err(|refusal| anyhow::anyhow!("{place}: {refusal}"))?;
    let (list, left_out) =
        read_list(&opened.bytes).map_err(|refusal| anyhow::anyhow!("{place}: {refusal}"))?;
    drop(progress);
    let mut store = library.open()?;
    let mut import = Import {
        place,
        format: args.format,
        counts: Counts::default(),
    };
    for left in &left_out {
        import.leave(left)?;
    }
    import.take(&mut store, &list, args.commands)?;
    if args.format == Format::Text {
        output::print(&Clean::new(&import.counts.in_words()))?;
    }
    Ok(match import.counts.left_out {
        0 => Status::Done,
        _ => Status::Partly,
    })
}

struct Import {
    place: Clean,
    format: Format,
    counts: Counts,
}

impl Import {
    fn take(
        &mut self,
        store: &mut Store,
        list: &SubscriptionList,
        commands: bool,
    ) -> anyhow::Result<()> {
        let progress = Progress::new("taking over subscriptions");
        let all = list.outlines.len();
        for (done, outline) in list.outlines.iter().enumerate() {
            progress.tell(|| format!("taking over subscriptions: {done} of {all}"));
            if outline.runs_command() && !commands {
                self.leave_command(outline)?;
                continue;
            }
            let subscribed = subscribe(store, outline)?;
            let (result, count) = match subscribed {
                Subscribed::New(_) => ("new", &mut self.counts.new),
                Subscribed::Again(_) => ("again", &mut self.counts.again),
                Subscribed::Already(_) => ("already", &mut self.counts.already),
            };
            *count += 1;
            self.record(&Record::Feed {
                feed: subscribed.key(),
                location: outline.origin.place(),
                result,
            })?;
        }
        for search in &list.searches {
            let kept = store.change(&Change::SaveSearch(search.clone(), true))?;
            let result = if kept.is_some() { "new" } else { "already" };
            self.counts.searches += usize::from(kept.is_some());
            self.record(&Record::Search {
                search: &search.name,
                query: &search.query,
                result,
            })?;
        }
        Ok(())
    }

    fn leave(&mut self, left: &LeftOut) -> anyhow::Result<()> {
        self.tell(Some(left.line), &left.message)
    }

    fn leave_command(&mut self, outline: &Outline) -> anyhow::Result<()> {
        let command = match &outline.filter {
            Some(filter) => format!("filter:{filter}:{}", outline.origin.place()),
            None => outline.origin.place().to_string(),
        };
        self.tell(
            None,
            &Clean::line(&format!(
                "\"{command}\" runs a command at each refresh: --commands takes it over"
            )),
        )
    }

    fn tell(&mut self, line: Option<usize>, message: &Clean) -> anyhow::Result<()> {
        self.counts.left_out += 1;
        let place = match line {
            Some(line) => Clean::line(&format!("{}:{line}", self.place)),
            None => self.place.clone(),
        };
        output::problem(&Problem {
            place,
            message: message.clone(),
        });
        self.record(&Record::Left {
            line,
            message: message.clone(),
            result: "left out",
        })
    }

    fn record(&self, record: &Record<'_>) -> anyhow::Result<()> {
        match self.format {
            Format::Text => Ok(()),
            Format::Json => output::print_record(record),
        }
    }
}

/// Subscribes as the list has it. What is there already keeps what the person chose here.
fn subscribe(store: &mut Store, outline: &Outline) -> anyhow::Result<Subscribed> {
    let Outline {
        origin,
        name,
        folder,
        tags,
        ..
    } = outline;
    let done = store.subscribe(origin, name.as_ref(), folder, tags)?;
    if let Subscribed::New(key) = done {
        let mut settings = Vec::new();
        settings.extend(outline.full_text.then_some(Setting::FullText(true)));
        settings.extend(outline.filter.clone().map(|f| Setting::Filter(Some(f))));
        if !settings.is_empty() {
            store.alter(key, &settings)?;
        }
        let (title, site) = (outline.title.clone(), outline.site.clone());
        if title.is_some() || site.is_some() {
            // What it calls itself until it is asked.
            let state = FeedState::default();
            let ending = Ending { state, title, site };
            store.settle(key, ending, Timestamp::now())?;
        }
    }
    Ok(done)
}

impl Counts {
    fn in_words(&self) -> String {
        let feeds = |count: usize, what: &str| {
            let noun = if count == 1 { "feed" } else { "feeds" };
            (count > 0).then(|| format!("{count} {noun} {what}"))
        };
        let searches = match self.searches {
            0 => None,
            1 => Some("1 search kept".to_owned()),
            n => Some(format!("{n} searches kept")),
        };
        let left_out = (self.left_out > 0).then(|| format!("{} left out", self.left_out));
        let parts = [
            feeds(self.new, "added"),
            feeds(self.again, "taken up again"),
            feeds(self.already, "already there"),
            searches,
            left_out,
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        format!("{}.\n", parts.join(", "))
    }
}
