//! `quotidian remove`: ends subscriptions.

use serde::Serialize;

use crate::model::{Change, FeedKey, Problem};
use crate::text::Clean;

use super::feeds::named;
use super::library::Library;
use super::output::{self, Format, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Feeds, each by its number, its address or its name. Nothing is lost: whoever adds it again
    /// gets it back with all it had, and starred articles stay.
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<String>,

    /// How to write what was done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Serialize)]
struct Removed<'a> {
    feed: FeedKey,
    location: Clean,
    name: &'a Clean,
    result: &'static str,
}

pub(super) fn run(args: &Args, library: &Library) -> anyhow::Result<Status> {
    let mut store = library.open()?;
    let all = store.subscriptions()?;
    let mut status = Status::Done;
    for words in &args.feeds {
        let feed = match named(&all, words) {
            Ok(feed) => feed,
            Err(why) => {
                status = Status::Partly;
                output::problem(&Problem {
                    place: Clean::line(words),
                    message: Clean::line(&why),
                });
                continue;
            }
        };
        store.change(&Change::Unsubscribe(feed.key, true))?;
        let name = &feed.label();
        let location = feed.origin.place();
        match args.format {
            Format::Text => output::print(&Clean::new(&format!(
                "{name} is removed. To have it back with all it had: quotidian add {location}\n"
            )))?,
            Format::Json => output::print_record(&Removed {
                feed: feed.key,
                location,
                name,
                result: "removed",
            })?,
        }
    }
    Ok(status)
}
