//! What a person can set: the configuration file, keys, themes and colours.
//!
//! Defaults are TOML files compiled in from `assets/`; the person's file overrides what it names.
//! Nothing here knows a command, a screen or an article: commands are names, colours are numbers.
//! The one input is [`load`], which reads the configuration file and, where one is named, the
//! file of a theme.

mod colour;
mod error;
mod key;
mod library;
mod load;
mod paths;
mod settings;
mod table;
mod theme;

pub use colour::{ColourChoice, Depth, Ground, Rgb};
pub use error::{ConfigError, Spot};
pub use key::{Key, KeyCode, KeyError, KeySequence, Modifiers};
pub use library::{Hide, HideField, Library, MarkRead, SortBy};
pub use load::{Loaded, load, themes};
pub use paths::{ConfigFile, library_folder};
pub use settings::{Binding, DEFAULTS, OpenCommand, Quotes, Reading, Settings, ThemeChoice};
pub use theme::{Ansi, Attributes, Look, Paint, Role, SPEAKERS, Theme, ThemeFile};

use std::ffi::OsString;

/// Looks up a variable of the environment. Passed in, so that what depends on the environment can
/// be told what it is.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;
