//! The files of a folder as articles: at first all, later those that changed.

use std::fs::{self, Metadata};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};

use super::source::{BATCH, End};
use crate::loader::{self, Event, Input, Limits};
use crate::model::{Arriving, Article, Validators};
use crate::text::Clean;

/// Some file systems keep the time of a change no better than this.
const COARSE: SignedDuration = SignedDuration::from_secs(2);

/// Files on their way to articles.
pub(super) struct Files<'a> {
    limits: &'a Limits,
    tick: &'a mut dyn FnMut() -> ControlFlow<()>,
    hand_on: &'a mut dyn FnMut(Vec<Arriving>) -> ControlFlow<()>,
    /// Articles that were not handed on yet.
    pub batch: Vec<Arriving>,
    /// What could not be read, and why.
    pub problems: Vec<Clean>,
}

impl<'a> Files<'a> {
    pub fn new(
        limits: &'a Limits,
        tick: &'a mut dyn FnMut() -> ControlFlow<()>,
        hand_on: &'a mut dyn FnMut(Vec<Arriving>) -> ControlFlow<()>,
    ) -> Self {
        Self {
            limits,
            tick,
            hand_on,
            batch: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Reads the files in `folder` that changed since it was looked through last. When that was
    /// stands in `known` where servers give the time of a change; gives the same for `now`.
    pub fn changed_in(
        &mut self,
        folder: &Path,
        known: &Validators,
        now: Timestamp,
    ) -> Result<Validators, End> {
        let before = known.last_modified.as_ref();
        let since = before.and_then(|time| time.parse::<Timestamp>().ok());
        let (files, problems) = loader::files_in(folder, self.limits)?;
        let words = problems
            .iter()
            .map(|problem| Clean::line(&problem.to_string()));
        self.problems.extend(words);
        for file in files {
            if changed_since(&file, since) && self.file(file).is_break() {
                return Err(End::Stopped);
            }
        }
        Ok(Validators {
            etag: None,
            last_modified: Some(now.to_string()),
        })
    }

    fn file(&mut self, path: PathBuf) -> ControlFlow<()> {
        let (batch, problems) = (&mut self.batch, &mut self.problems);
        let tick = &mut self.tick;
        loader::load(&[Input::Path(path)], self.limits, &mut |event| {
            match event {
                Event::Article(article) => batch.push(arriving(*article)),
                Event::Problem(problem) => problems.push(Clean::line(&problem.to_string())),
                Event::Note(_) | Event::Progress(_) => {}
            }
            tick()
        })?;
        if self.batch.len() >= BATCH {
            (self.hand_on)(std::mem::take(&mut self.batch))?;
        }
        ControlFlow::Continue(())
    }
}

fn arriving(article: Article) -> Arriving {
    // A file of many articles numbers them as it likes.
    let (file, id) = (&article.source.location, &article.id);
    let guid = match id.starts_with(file.as_str()) {
        true => id.to_string(),
        false => format!("{} {}", file.as_str(), id.as_str()),
    };
    Arriving { guid, article }
}

/// Whether the file came, was renamed or was written to since then. What cannot be looked at is
/// read, so that the reason is told.
fn changed_since(file: &Path, since: Option<Timestamp>) -> bool {
    let (Some(since), Ok(meta)) = (since, fs::metadata(file)) else {
        return true;
    };
    last_change(&meta).is_none_or(|changed| changed >= since.checked_sub(COARSE).unwrap_or(since))
}

/// The time of the last change to the file's content, name or place.
fn last_change(meta: &Metadata) -> Option<Timestamp> {
    let written = meta.modified().ok()?;
    #[cfg(unix)]
    let written = {
        use std::os::unix::fs::MetadataExt;
        let seconds = u64::try_from(meta.ctime()).unwrap_or_default();
        written.max(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    };
    Timestamp::try_from(written).ok()
}
