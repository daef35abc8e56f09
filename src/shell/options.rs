//! What the reader is told when it starts, and what it tells when it ends.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::{Keymap, View};
use crate::config::{Link, OpenCommand, Theme};
use crate::loader::Input;
use crate::model::Order;
use crate::store::Rule;

use super::annotator::Annotate;
use super::frugal::Features;

/// What to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// These, which are not added to the library.
    Inputs(Vec<Input>),
    /// The library.
    Library,
}

/// What to show, and how.
pub struct Options {
    /// What to show.
    pub matter: Matter,
    /// How lists are ordered where nothing was chosen before.
    pub order: Order,
    /// What hides articles of the library.
    pub rules: Vec<Rule>,
    /// Whether the articles of the library are analysed before they are opened.
    pub analyse_ahead: bool,
    /// How often all is refreshed without being asked for.
    pub refresh_every: Option<Duration>,
    /// The folder of the library; `None` where there is no place for one.
    pub library: Option<PathBuf>,
    /// How things look.
    pub view: View,
    /// The themes, the one to begin with first.
    pub themes: Vec<(String, Theme)>,
    /// Whether the terminal is asked for its background, which then chooses the theme.
    pub ask_background: bool,
    /// What lies between the program and the terminal.
    pub link: Link,
    /// Which keys do what.
    pub keymap: Keymap,
    /// What finds all that there is to find in an article. It may take its time.
    pub annotate_fully: Annotate,
    /// What the terminal understands.
    pub features: Features,
    /// What opens links; `None` for the system's own program.
    pub open: Option<OpenCommand>,
}

/// How reading went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was there to read.
    Whole,
    /// Something could not be loaded; the rest was.
    Partial,
}
