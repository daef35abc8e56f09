//! The articles that the inputs of a command line name.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;

use serde_json::Value;

use crate::loader::{self, Event, Input, Limits};
use crate::model::{Article, Problem};
use crate::shell::progress::Progress;
use crate::text::Clean;

use super::output::{self, Status};

/// What came of (part of) an input.
pub(super) enum Item {
    /// An article, and the id under which it is reported.
    Article(Value, Box<Article>),
    /// Something that could not be read.
    Problem(Problem),
}

type Each<'a> = &'a mut dyn FnMut(Item) -> ControlFlow<()>;

/// Hands over the articles of `inputs` one after another; those of the showcase edition where there
/// are no inputs. How far it is goes to `progress`.
pub(super) fn articles(inputs: &[OsString], progress: &Progress, each: Each<'_>) {
    // Losses are told, but a text with a mended byte is still all that was asked for.
    let _ = loader::load(
        &parsed(inputs),
        &Limits::default(),
        &mut |event| match event {
            Event::Article(article) => {
                let id = Value::from(article.id.as_str());
                each(Item::Article(id, article))
            }
            Event::Problem(problem) => each(Item::Problem(problem)),
            Event::Note(note) => {
                output::problem(&note);
                ControlFlow::Continue(())
            }
            Event::Progress(so_far) => {
                progress.tell(|| reading(&so_far));
                ControlFlow::Continue(())
            }
        },
    );
}

/// How far reading has come.
fn reading(so_far: &loader::Progress) -> String {
    match so_far.total {
        0 | 1 => format!("reading {}", so_far.place),
        total => format!("reading {} of {total}: {}", so_far.done + 1, so_far.place),
    }
}

/// What the arguments of a command name; without any, the showcase edition.
pub(super) fn parsed(inputs: &[OsString]) -> Vec<Input> {
    if inputs.is_empty() {
        return vec![Input::Edition];
    }
    inputs.iter().map(|input| Input::parse(input)).collect()
}

/// Hands over the records of `inputs`, which are JSON Lines, with their ids.
pub(super) fn records(inputs: &[OsString], each: Each<'_>) {
    for input in inputs {
        let place = Clean::line(&input.to_string_lossy());
        let opened: io::Result<Box<dyn BufRead>> = if input == "-" {
            Ok(Box::new(BufReader::new(io::stdin())))
        } else {
            open(input).map(|file| Box::new(BufReader::new(file)) as _)
        };
        let reader = match opened {
            Ok(reader) => reader,
            Err(error) => {
                let message = Clean::line(&format!(
                    "cannot be opened: {}",
                    loader::io_in_words(&error)
                ));
                let _ = each(Item::Problem(Problem { place, message }));
                continue;
            }
        };
        for record in loader::records(reader, &place, &Limits::default()) {
            let item = match record {
                Ok(record) => Item::Article(record.id, Box::new(record.article)),
                Err(problem) => Item::Problem(problem),
            };
            if each(item).is_break() {
                return;
            }
        }
    }
}

/// Opens a file of records, or a pipe, which is a good way to hand over a corpus. A device such as
/// `/dev/zero` would never end.
fn open(path: &OsStr) -> io::Result<File> {
    let file = File::open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file.metadata()?.file_type().is_char_device() {
            let message = "it is a device, not a file; write - for standard input";
            return Err(io::Error::other(message));
        }
    }
    Ok(file)
}

/// Writes what `show` makes of each article, two empty lines between, as they come.
pub(super) fn print_each(
    inputs: &[OsString],
    show: impl Fn(&Article) -> Clean,
) -> anyhow::Result<Status> {
    let mut out = io::stdout().lock();
    let progress = Progress::new("reading");
    let mut status = Status::Done;
    let mut written = Ok(());
    let mut first = true;
    articles(inputs, &progress, &mut |item| match item {
        Item::Article(_, article) => {
            let between = if std::mem::replace(&mut first, false) {
                ""
            } else {
                "\n\n"
            };
            let text = show(&article);
            let _room = output::make_room();
            written = out
                .write_all(between.as_bytes())
                .and_then(|()| out.write_all(text.as_bytes()))
                .and_then(|()| out.flush());
            if written.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        }
        Item::Problem(problem) => {
            output::problem(&problem);
            status = Status::Partly;
            ControlFlow::Continue(())
        }
    });
    written?;
    Ok(status)
}
