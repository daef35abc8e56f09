//! The library that a command works on.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::config::{Hide, HideField};
use crate::shell::progress::Progress;
use crate::store::{Rule, RuleField, Store};

use super::Configuration;

/// Finds and opens the library.
pub(super) struct Library {
    /// Its folder; `None` where there is not even a home folder.
    pub folder: Option<PathBuf>,
}

impl Library {
    /// Whether there is a library.
    pub fn is_there(&self) -> bool {
        let folder = self.folder.as_deref();
        folder.is_some_and(|folder| folder.join(Store::FILE).exists())
    }

    /// Opens the library; makes it where there is none.
    pub fn open(&self) -> anyhow::Result<Store> {
        let _progress = Progress::new(OPENING);
        Ok(Store::open(self.folder()?)?)
    }

    /// Opens the library to bring articles into it: what the person's rules hide is hidden.
    pub fn open_to_receive(&self, configuration: &Configuration) -> anyhow::Result<Store> {
        let settings = configuration.load()?.settings;
        let mut store = self.open()?;
        store.set_rules(rules(settings.hide));
        let _progress = Progress::new("looking for what your rules hide");
        while store.apply_rules()? {}
        Ok(store)
    }

    /// Opens the library to look at it; where there is none, nothing is made, and an empty one is
    /// looked at.
    pub fn look(&self) -> anyhow::Result<Store> {
        let folder = self.folder()?;
        if folder.exists() {
            let _progress = Progress::new(OPENING);
            Ok(Store::open(folder)?)
        } else {
            Ok(Store::in_memory()?)
        }
    }

    /// Where it is.
    pub fn folder(&self) -> anyhow::Result<&Path> {
        let folder = self.folder.as_deref();
        folder.context("there is no home folder to keep a library in: name a folder with --library")
    }
}

/// What is told of a library that takes long to open, which one of another version does.
const OPENING: &str = "opening the library";

/// The person's rules for what is not to be shown, as the library has them.
pub(super) fn rules(hide: Vec<Hide>) -> Vec<Rule> {
    let rule = |hide: Hide| Rule {
        field: match hide.field {
            HideField::Title => RuleField::Title,
            HideField::Author => RuleField::Author,
            HideField::Content => RuleField::Content,
        },
        expression: hide.expression,
        feed: hide.feed,
    };
    hide.into_iter().map(rule).collect()
}
