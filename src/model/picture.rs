//! A picture of an article, and where its bytes are.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::article::{Source, SourceKind, is_openable};
use crate::text::Clean;

/// A picture. It is no part of the text: nothing in it is counted, found or analysed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its place: before the first block that starts here or after.
    pub at: usize,
    /// Its address: absolute, or as the input has it where there is nothing to resolve it against.
    pub address: Clean,
    /// What it shows, for those who do not see it.
    pub alt: Option<Clean>,
    /// What stands below it.
    pub caption: Option<Clean>,
}

impl Picture {
    /// What it is called: its caption, or else what it shows.
    pub fn label(&self) -> Option<&Clean> {
        self.caption.as_ref().or(self.alt.as_ref())
    }

    /// Where its bytes are, in an article from `source`. Only one from a file can have them in another:
    /// what a page, a feed or a pipe names is never looked for on this machine.
    pub fn place(&self, source: &Source) -> Option<PicturePlace> {
        let address = self.address.as_str();
        if is_openable(address) {
            return Some(PicturePlace::Web(address.to_owned()));
        }
        let beside = source.kind == SourceKind::File && is_relative(address);
        beside.then(|| PicturePlace::File {
            article: PathBuf::from(source.location.as_str()),
            address: address.to_owned(),
        })
    }
}

/// Whether `address` has neither a scheme nor a host (RFC 3986, section 4.2).
fn is_relative(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    !first.contains(':') && !address.starts_with("//")
}

/// Where the bytes of a picture are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PicturePlace {
    /// On the web, at this address.
    Web(String),
    /// In a file beside that of the article.
    File {
        /// The article's.
        article: PathBuf,
        /// The way from there, as the article has it.
        address: String,
    },
}

impl fmt::Display for PicturePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Web(address) | Self::File { address, .. } => f.write_str(address),
        }
    }
}
