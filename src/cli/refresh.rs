//! `quotidian refresh`: asks subscriptions for what is new.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::model::{FeedKey, Problem, Subscription};
use crate::refresh::{self, Came, Event, Manner, Progress, Report, Summary, Wish};
use crate::shell::progress;
use crate::text::Clean;

use super::Configuration;
use super::feeds::named;
use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Feeds to ask now, each by its number, its address or its name, even if it is not time yet.
    /// Without any, all are asked for which it is time: a feed is left alone for an hour, and longer
    /// where it says so, so that this may be run as often as one likes.
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,

    /// How to write what came.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(
    args: &Args,
    library: &Library,
    configuration: &Configuration,
) -> anyhow::Result<Status> {
    let mut store = library.open_to_receive(configuration)?;
    let all = store.subscriptions()?;
    let mut status = Status::Done;
    let mut feeds = Vec::new();
    for words in &args.feeds {
        match named(&all, words) {
            Ok(feed) => feeds.push(feed.key),
            Err(why) => {
                status = Status::Partly;
                complain(&Clean::line(words), &why);
            }
        }
    }
    if feeds.is_empty() && !args.feeds.is_empty() {
        return Ok(status);
    }
    // Asked to end, it ends what it has started, too.
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    let mut teller = Teller {
        format: args.format,
        all: &all,
        now: Timestamp::now(),
        progress: progress::Progress::new("refreshing"),
        // What is named is asked for; of all others nobody wants to know one by one why not.
        named: !feeds.is_empty(),
        outcome: Ok(()),
    };
    let (wanted, wish) = match &feeds[..] {
        [] => (None, Wish::Routine),
        feeds => (Some(feeds), Wish::Person),
    };
    let summary = refresh::refresh(&mut store, wanted, wish, &Manner::default(), &mut |event| {
        teller.tell(&event);
        match teller.outcome.is_err() || stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    teller.outcome?;
    let summary = summary?;
    if args.format == Format::Text {
        output::print(&Clean::new(&format!("{}\n", in_words(&summary))))?;
    }
    let failed = summary.failed > 0 || summary.stopped;
    Ok(if failed { Status::Partly } else { status })
}

fn complain(place: &Clean, why: &str) {
    output::problem(&Problem {
        place: place.clone(),
        message: Clean::line(why),
    });
}

/// Tells what happens while it happens.
struct Teller<'a> {
    format: Format,
    all: &'a [Subscription],
    now: Timestamp,
    progress: progress::Progress,
    named: bool,
    /// Whether what was to be told could be.
    outcome: anyhow::Result<()>,
}

impl Teller<'_> {
    fn tell(&mut self, event: &Event) {
        match event {
            Event::Begun(progress, _) => self.show(*progress),
            Event::Done(progress, report) => {
                let told = match self.format {
                    Format::Text => {
                        self.in_words(report);
                        Ok(())
                    }
                    Format::Json => self.as_record(report),
                };
                self.outcome = std::mem::replace(&mut self.outcome, Ok(())).and(told);
                self.show(*progress);
            }
            Event::Brought(..) | Event::Waiting => {}
        }
    }

    fn show(&self, Progress { done, total }: Progress) {
        self.progress.tell(|| format!("refreshing {done}/{total}"));
    }

    fn in_words(&self, report: &Report) {
        match &report.came {
            Came::Failed { why, again } => {
                let again = again.map(|time| format!("; it is tried again {}", self.at(time)));
                let again = again.unwrap_or_default();
                complain(&report.name, &format!("{}{again}", why.as_str()));
            }
            Came::Gone => complain(
                &report.name,
                "is gone for good and not asked any more (410)",
            ),
            Came::TooEarly(time) if self.named => {
                let words = format!("was not asked; its server may be asked {}", self.at(*time));
                complain(&report.name, &words);
            }
            Came::Stopped | Came::TooEarly(_) | Came::Read { .. } | Came::Unchanged => {}
        }
        for note in &report.notes {
            complain(&report.name, note);
        }
    }

    fn at(&self, time: Timestamp) -> String {
        let zone = TimeZone::system();
        let (then, now) = (time.to_zoned(zone.clone()), self.now.to_zoned(zone));
        let form = if then.date() == now.date() {
            "at %H:%M"
        } else {
            "on %-d %b at %H:%M"
        };
        then.strftime(form).to_string()
    }

    fn as_record(&self, report: &Report) -> anyhow::Result<()> {
        let subscription = self.all.iter().find(|s| s.key == report.feed);
        let (mut new, mut changed, mut error, mut again) = (0, 0, None, None);
        let result = match &report.came {
            Came::Read { new: n, changed: c } => {
                (new, changed) = (*n, *c);
                "read"
            }
            Came::Unchanged => "unchanged",
            Came::TooEarly(time) => {
                again = Some(*time);
                "early"
            }
            Came::Gone => "gone",
            Came::Failed { why, again: a } => {
                (error, again) = (Some(why), *a);
                "failed"
            }
            Came::Stopped => "stopped",
        };
        output::print_record(&Record {
            feed: report.feed,
            location: subscription.map(|s| s.origin.place()),
            name: &report.name,
            result,
            new,
            changed,
            error,
            again,
            notes: &report.notes,
        })
    }
}

/// What came of one subscription.
#[derive(Serialize)]
struct Record<'a> {
    feed: FeedKey,
    location: Option<Clean>,
    name: &'a Clean,
    result: &'static str,
    new: usize,
    changed: usize,
    error: Option<&'a Clean>,
    again: Option<Timestamp>,
    notes: &'a [Clean],
}

fn in_words(summary: &Summary) -> String {
    let count = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    };
    let mut parts = vec![count(summary.new, "new article", "new articles")];
    if summary.changed > 0 {
        parts.push(format!("{} changed", summary.changed));
    }
    parts.push(count(summary.fine, "feed asked", "feeds asked"));
    if summary.failed > 0 {
        parts.push(format!("{} failed", summary.failed));
    }
    if summary.early > 0 {
        parts.push(format!(
            "{} not asked, as it is not time yet",
            summary.early
        ));
    }
    if summary.stopped {
        parts.push("stopped before the end".to_owned());
    }
    format!("{}.", parts.join(", "))
}
