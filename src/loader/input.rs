//! What a person asks to be read, and how its bytes are got.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::refusal::Refusal;
use super::{Limits, http};
use crate::text::Clean;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The articles that are compiled in.
    Edition,
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// An `http` or `https` address.
    Url(String),
}

impl Input {
    /// What an argument of the command line means: `-` is standard input, `http://…` and
    /// `https://…` are addresses, anything else is a path.
    pub fn parse(argument: &OsStr) -> Self {
        if argument == "-" {
            return Self::Stdin;
        }
        let is_url = |text: &&str| {
            let scheme = text.split_once("://").map(|(scheme, _)| scheme);
            scheme
                .is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
        };
        match argument.to_str().filter(is_url) {
            Some(url) => Self::Url(url.to_owned()),
            None => Self::Path(PathBuf::from(argument)),
        }
    }

    /// The input as the person wrote it.
    pub fn place(&self) -> Clean {
        match self {
            Self::Edition => Clean::line("showcase"),
            Self::Path(path) => place_of(path),
            Self::Stdin => Clean::line("-"),
            Self::Url(url) => Clean::line(&http::shown(url)),
        }
    }
}

/// A path as it can be shown.
pub(super) fn place_of(path: &Path) -> Clean {
    Clean::line(&path.to_string_lossy())
}

/// What kind of thing that is no file and no folder.
pub(super) fn special(meta: &Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = meta.file_type();
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    #[cfg(not(unix))]
    let _ = meta;
    "something special"
}

/// The bytes of the regular file at `path`. Anything else is refused before it is opened: opening
/// a pipe would wait for its writer. It may still wait, for a share that does not answer or a file
/// of the kernel's that waits for news.
pub(super) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let meta = fs::metadata(path).map_err(|error| {
        let text = path.to_string_lossy();
        match error.kind() {
            io::ErrorKind::NotFound if text.contains("://") => Refusal::Scheme,
            _ => Refusal::from(error),
        }
    })?;
    if !meta.is_file() {
        return Err(Refusal::Special(special(&meta)));
    }
    if meta.len() > limits.bytes {
        return Err(Refusal::TooLarge(limits.bytes));
    }
    read_bounded(File::open(path)?, limits)
}

/// All of `input`, if it is no more than [`Limits::bytes`].
pub(super) fn read_bounded(input: impl Read, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    input.take(limits.bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge(limits.bytes));
    }
    Ok(bytes)
}
