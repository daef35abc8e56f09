//! What a person can set: the configuration file, keys, themes and colours.
//!
//! Defaults are TOML files compiled in from `assets/`; the person's file overrides what it names.
//! Nothing here knows a command, a screen or an article: commands are names, colours are numbers.
//! The one input is [`load`], which reads the configuration file and, where one is named, the
//! file of a theme.

mod bidi;
mod choice;
mod colour;
mod depth;
mod error;
mod ground;
mod key;
mod keys;
mod layers;
mod library;
mod link;
mod links;
mod load;
mod mistakes;
mod paths;
mod pictures;
mod settings;
mod table;
mod terminal;
mod theme;

pub use bidi::{Bidi, BidiChoice};
pub use choice::{Choice, Named};
pub use colour::Rgb;
pub use depth::{ColourChoice, Depth};
pub use error::{ConfigError, Spot};
pub use ground::{Background, Ground, may_ask};
pub use key::{Key, KeyCode, KeyError, KeySequence, Modifiers};
pub use keys::{Binding, Keys, Macro, Preset};
pub use library::{Hide, HideField, Library, MarkRead, SortBy};
pub use link::{Link, LinkChoice};
pub use links::{Hyperlinks, OpenCommand};
pub use load::{Loaded, check_themes, load, survey, themes};
pub use mistakes::Mistakes;
pub use paths::{ConfigFile, library_folder};
pub use pictures::{Graphics, Pictures, PicturesChoice};
pub use settings::{DEFAULTS, Quotes, Reading, Settings, ThemeChoice};
pub use terminal::{AmbiguousWidth, TerminalChoice, TerminalFeature};
pub use theme::{Ansi, Attributes, Look, Paint, Role, SPEAKERS, Theme, ThemeFile};

use std::ffi::OsString;

/// Looks up a variable of the environment. Passed in, so that what depends on the environment can
/// be told what it is.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

#[cfg(test)]
pub(crate) mod testing {
    use std::ffi::OsString;

    /// An environment that holds `all`.
    pub fn environment(all: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + use<> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), OsString::from(value));
        let all: Vec<(String, OsString)> = all.iter().map(own).collect();
        move |name| all.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone())
    }
}
