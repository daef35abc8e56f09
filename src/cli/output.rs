//! Where results and complaints go, and how a run ends.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, ValueEnum};
use serde::Serialize;

use super::Cli;
use crate::config::Mistakes;
use crate::model::Problem;
use crate::shell::progress::{Aside, aside};
use crate::text::Clean;

/// How a run ended, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Status {
    /// All that was asked for is done.
    Done = 0,
    /// Something could not be done; the rest was.
    Partly = 1,
    /// The command line or the configuration is wrong; nothing was done.
    Usage = 2,
}

/// How the commands of the library write what they have to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people.
    Text,
    /// JSON Lines, one record each.
    Json,
}

/// Reports what kept a run from being done, and says how it ended.
pub fn complain(error: &anyhow::Error) -> Status {
    if let Some(mistakes) = error.downcast_ref::<Mistakes>() {
        let told = |mistake| line(&format!("quotidian: {mistake}"));
        mistakes.iter().for_each(told);
        return Status::Usage;
    }
    line(&format!("quotidian: {error:#}"));
    Status::Partly
}

/// Whether `error` only says that nobody reads the output any more.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Reports one input that could not be read.
pub(super) fn problem(problem: &Problem) {
    line(&format!("quotidian: {problem}"));
}

/// Tells something that a person may want to know of what was asked for.
pub(super) fn note(text: &str) {
    line(&format!("quotidian: {text}"));
}

/// Prints what clap has to say: help and version as results, the rest as a complaint.
pub(super) fn usage(error: &clap::Error) -> Status {
    // Nobody can be told that telling failed.
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Status::Done
        }
        _ => {
            let mut message = error.render().to_string();
            if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
                && (word.contains("://") || Path::new(word).exists())
            {
                message.push_str(&format!("To read it, write: quotidian read {word}\n"));
            }
            let _ = io::stderr().write_all(Clean::new(&message).as_bytes());
            Status::Usage
        }
    }
}

/// Says how the flags of a command do not go together.
pub(super) fn misused(message: &str) -> Status {
    usage(&Cli::command().error(ErrorKind::ArgumentConflict, message))
}

fn line(message: &str) {
    let message = format!("{}\n", Clean::line(message));
    let _aside = aside();
    // Standard error may be closed: then there is nobody to tell.
    let _ = io::stderr().write_all(message.as_bytes());
}

/// Takes what is told of progress out of the way of a result, where both are on one screen.
pub(super) fn make_room() -> Option<Aside> {
    io::stdout().is_terminal().then(aside)
}

/// Writes a whole result.
pub(super) fn print(text: &Clean) -> io::Result<()> {
    let _room = make_room();
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes `record` as a line of JSON.
pub(super) fn print_record(record: &impl Serialize) -> anyhow::Result<()> {
    let line = super::json::record_line(record)?;
    let _room = make_room();
    Ok(io::stdout().lock().write_all(&line)?)
}

/// Writes a script or a page that was made of the program's own definitions alone.
pub(super) fn print_script(script: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(script)?;
    out.flush()
}
