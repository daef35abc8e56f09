//! The bytes of one input, with what is known about them.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::http::{self, Wanted};
use super::input::{read_bounded, read_file};
use super::refusal::Refusal;
use super::{Hint, Input, Limits, worker};

/// The bytes of one input.
#[derive(Debug, Default)]
pub struct Opened {
    /// The bytes.
    pub bytes: Vec<u8>,
    name: Option<PathBuf>,
    url: Option<String>,
    content_type: Option<String>,
    charset: Option<String>,
}

impl Opened {
    /// What is known about them.
    pub fn hint(&self) -> Hint<'_> {
        Hint {
            name: self.name.as_deref(),
            content_type: self.content_type.as_deref(),
            charset: self.charset.as_deref(),
            url: self.url.as_deref(),
        }
    }
}

/// Gets the bytes of `input`, which is hoped to be a feed, at most [`Limits::bytes`] of them. While
/// it waits for a file or a server it calls `tick`; breaking from it stops that.
///
/// # Errors
/// Why there are none, as a clause that goes on from the name of the input.
pub fn open(
    input: &Input,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Opened, Refusal> {
    Ok(match input {
        Input::Edition => return Err(Refusal::NoFeed),
        Input::Path(path) if path.is_dir() => return Err(Refusal::Special("a folder")),
        Input::Path(path) => Opened {
            bytes: file(path.clone(), limits, tick)?,
            name: Some(path.clone()),
            ..Opened::default()
        },
        Input::Stdin => Opened {
            bytes: read_bounded(io::stdin().lock(), limits)?,
            ..Opened::default()
        },
        Input::Url(url) => {
            let fetched = http::fetch(url, Wanted::Feed, limits, tick)?;
            Opened {
                bytes: fetched.bytes,
                name: None,
                url: Some(fetched.url),
                content_type: fetched.content_type,
                charset: fetched.charset,
            }
        }
    })
}

fn file(
    path: PathBuf,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Vec<u8>, Refusal> {
    let bounds = limits.clone();
    match worker::run(Some(limits.read), tick, move || read_file(&path, &bounds)) {
        Ok(read) => read,
        Err(worker::Stopped::Cancelled) => Err(Refusal::Cancelled),
        Err(worker::Stopped::TimedOut) => Err(Refusal::Slow(limits.read)),
        Err(worker::Stopped::Failed) => Err(Refusal::Io("the work on it broke off".to_owned())),
    }
}
