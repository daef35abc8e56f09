//! Bytes -> articles: what a person names is found, fetched, decoded and read into the model.
//!
//! Everything that enters the program does so here, through [`Clean`], and within [`Limits`]. What
//! an article says about who spoke is found elsewhere; here is only what is article, and where its
//! paragraphs are.

mod anywhere;
mod beside;
mod body;
mod boilerplate;
mod codepage;
mod date;
mod decode;
mod detect;
mod draft;
mod edition;
mod elements;
mod extract;
mod feed;
mod folder;
mod front;
mod furniture;
mod html;
pub mod http;
mod input;
mod jsonl;
mod leaf;
mod limits;
mod lines;
mod links;
mod loading;
mod markdown;
mod mend;
mod metadata;
mod opened;
mod picture;
mod pieces;
mod plain;
mod raster;
mod refusal;
mod render;
mod shortcode;
pub mod subscriptions;
mod table;
mod tags;
mod trouble;
mod wording;
mod worker;
mod xml;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use anywhere::anywhere;
pub use detect::{Kind, kind_of_name};
pub use edition::showcase;
pub use feed::{Offer, Reading, article_of, read_feed};
pub use input::Input;
pub use jsonl::{Record, records};
pub use limits::Limits;
pub use loading::load;
pub use opened::{Opened, open};
pub use raster::{NoPicture, fetch_picture, picture, read_picture};
pub use refusal::Refusal;
pub use trouble::in_words as io_in_words;

use crate::model::{Article, Problem, Source};
use crate::text::Clean;
use draft::Draft;

/// What happens while inputs are loaded.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// An article is there.
    Article(Box<Article>),
    /// Something asked for could not be read. The rest goes on.
    Problem(Problem),
    /// Something was left out or read with a loss, which is no failure.
    Note(Problem),
    /// Work goes on; also sent while waiting, some twenty times a second, so that it can be
    /// stopped.
    Progress(Progress),
}

/// How far loading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Files and addresses done.
    pub done: usize,
    /// How many there are, as far as is known.
    pub total: usize,
    /// What is being read.
    pub place: Clean,
}

/// What a caller knows about bytes beside themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint<'a> {
    /// The file name, for its extension.
    pub name: Option<&'a Path>,
    /// The content type of an HTTP answer, without parameters.
    pub content_type: Option<&'a str>,
    /// The charset of an HTTP answer.
    pub charset: Option<&'a str>,
    /// The address that the bytes came from.
    pub url: Option<&'a str>,
}

/// Reads one article from `bytes`. Losses are added to `losses`, as sentences that go on from the
/// name of the input. `tick` is called while waiting; breaking from it stops the work.
pub fn read(
    bytes: &[u8],
    hint: &Hint<'_>,
    source: Source,
    limits: &Limits,
    losses: &mut Vec<String>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Article, Refusal> {
    let draft = draft_of(bytes, hint, limits, losses, tick)?;
    if draft.body.blocks.is_empty() {
        return Err(Refusal::NoText);
    }
    let id = source.location.clone();
    Ok(draft.finish(id, source))
}

fn draft_of(
    bytes: &[u8],
    hint: &Hint<'_>,
    limits: &Limits,
    losses: &mut Vec<String>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Draft, Refusal> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge(limits.bytes));
    }
    detect::refuse_binary(bytes)?;
    let text = decode::decode(bytes, hint.charset);
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    match detect::kind(&text, hint.name, hint.content_type)? {
        Kind::Plain => Ok(plain::read(&text)),
        Kind::Markdown => markdown::read(&text, limits, losses, tick),
        Kind::Html => extract::page(&text, hint.url, limits, losses, tick),
        Kind::Records => Err(Refusal::Data("a file of records")),
        Kind::Feed => Err(Refusal::Feed),
    }
}

/// The files in `folder` that may be articles, in the order of their paths, and what in it could not
/// be looked at.
///
/// # Errors
/// Why the folder itself cannot be looked through.
pub fn files_in(folder: &Path, limits: &Limits) -> Result<(Vec<PathBuf>, Vec<Problem>), Refusal> {
    if !std::fs::metadata(folder)?.is_dir() {
        return Err(Refusal::Io("it is a file, not a folder".to_owned()));
    }
    let looked = folder::look_through(folder, limits, &mut |_| ControlFlow::Continue(()));
    let ControlFlow::Continue(found) = looked else {
        return Err(Refusal::Cancelled);
    };
    let refused = found.refused.iter();
    let problems = refused.map(|(path, why)| problem(&input::place_of(path), why));
    Ok((found.files, problems.collect()))
}

fn problem(place: &Clean, why: &str) -> Problem {
    Problem {
        place: place.clone(),
        message: Clean::line(why),
    }
}
