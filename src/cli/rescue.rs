//! `quotidian rescue`: a damaged library is set aside, and what can be read of it kept.

use std::fmt::Write;

use crate::shell::progress::Progress;
use crate::store::{Rescued, Share, Store};
use crate::text::Clean;

use super::library::Library;
use super::output::{self, Status};

pub(super) fn run(library: &Library) -> anyhow::Result<Status> {
    let progress = Progress::new("putting the library in order");
    let rescued = Store::rescue(library.folder()?)?;
    drop(progress);
    let Some(rescued) = rescued else {
        let words = "The library is not damaged, and stays as it is.\n";
        output::print(&Clean::new(words))?;
        return Ok(Status::Done);
    };
    output::print(&Clean::new(&in_words(&rescued)))?;
    Ok(match rescued.is_whole() {
        true => Status::Done,
        false => Status::Partly,
    })
}

fn in_words(rescued: &Rescued) -> String {
    let share = |Share { back, of }| match back == of {
        true => format!("{back}"),
        false => format!("{back} of {of}"),
    };
    let mut out = format!(
        "Articles that are in the library again: {}\nSubscriptions: {}\nStarred: {}\nLabels: {}\nCorrections: {}\n",
        share(rescued.articles),
        share(rescued.feeds),
        rescued.starred,
        rescued.labels,
        rescued.corrections,
    );
    let mut told = |words: &str, count: usize| {
        if count > 0 {
            // Writing into a string does not fail.
            let _ = writeln!(out, "{words}: {count}");
        }
    };
    told("Articles that are lost", rescued.articles.lost());
    told("Subscriptions that are lost", rescued.feeds.lost());
    told(
        "Articles of which it is lost whether they were read, starred or deleted",
        rescued.unmarked,
    );
    told(
        "Articles that have lost their full text, and show what their feed gave",
        rescued.shortened,
    );
    told(
        "Subscriptions that were made anew from their articles, without their settings",
        rescued.unnamed,
    );
    if rescued.articles.lost() > 0 {
        out.push_str("The next refresh brings again what feeds still hold of the lost articles.\n");
    }
    if !rescued.perhaps_missing.is_empty() {
        let all: Vec<_> = rescued.perhaps_missing.iter().copied().collect();
        let _ = writeln!(out, "Some of these may be lost too: {}", all.join(", "));
    }
    let _ = writeln!(out, "The damaged file: {}", rescued.aside.display());
    out
}
