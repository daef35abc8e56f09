//! The files in a folder that may be articles.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::Limits;
use super::detect::kind_of_name;
use super::refusal::Refusal;

/// What was found in a folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files of kinds that can be read, and those without an extension, in the order of their
    /// paths.
    pub files: Vec<PathBuf>,
    /// What could not be looked at, and why.
    pub refused: Vec<(PathBuf, String)>,
    /// What was left out on purpose, and why.
    pub notes: Vec<(PathBuf, String)>,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
    /// The extensions of those.
    pub extensions: BTreeSet<String>,
}

/// Looks through `root` and the folders in it, but for hidden ones. Links to files are followed,
/// and links to folders within `root`; each folder is entered once.
/// `tick` is told how many files were found, now and then; breaking from it stops the work.
pub(super) fn look_through(
    root: &Path,
    limits: &Limits,
    tick: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> ControlFlow<(), Found> {
    let mut walk = Walk {
        // A root that cannot be resolved is refused when it is entered.
        root: fs::canonicalize(root).unwrap_or_default(),
        limits,
        entered: HashSet::new(),
        found: Found::default(),
        looked_at: 0,
        tick,
    };
    walk.enter(root, 0)?;
    let mut found = walk.found;
    if found.files.len() > limits.files {
        let left = found.files.len() - limits.files;
        found.files.truncate(limits.files);
        found.refused.push((
            root.to_owned(),
            format!(
                "holds more than {} files; {left} of them were left out",
                limits.files
            ),
        ));
    }
    ControlFlow::Continue(found)
}

/// Files after which the walk says how far it is.
const STRETCH: usize = 64;

/// One walk through a folder.
struct Walk<'a> {
    /// The folder that was named, without links in its path.
    root: PathBuf,
    limits: &'a Limits,
    entered: HashSet<PathBuf>,
    found: Found,
    /// Files and folders seen.
    looked_at: usize,
    tick: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
}

impl Walk<'_> {
    fn enter(&mut self, folder: &Path, depth: usize) -> ControlFlow<()> {
        let real = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) => return self.refuse(folder, Refusal::from(error).to_string()),
        };
        if !real.starts_with(&self.root) {
            let why = format!(
                "leads out of the folder, to {}; it was not followed",
                real.display()
            );
            self.found.notes.push((folder.to_owned(), why));
            return ControlFlow::Continue(());
        }
        if !self.entered.insert(real) {
            return self.refuse(
                folder,
                "leads to a folder that is read already; it was not entered again".to_owned(),
            );
        }
        // Paths longer than the system takes end this before the stack does; the limit is for
        // those that do not.
        if depth > self.limits.depth.min(128) {
            return self.refuse(
                folder,
                "lies too many folders deep; it was not entered".to_owned(),
            );
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(folder, Refusal::from(error).to_string()),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
        paths.sort();
        for path in paths {
            let hidden = path
                .file_name()
                .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if !hidden && self.found.files.len() <= self.limits.files {
                self.look_at(path, depth)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn look_at(&mut self, path: PathBuf, depth: usize) -> ControlFlow<()> {
        self.looked_at += 1;
        if self.looked_at.is_multiple_of(STRETCH) {
            (self.tick)(self.found.files.len())?;
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => return self.enter(&path, depth + 1),
            Ok(meta) if meta.is_file() => match path.extension() {
                Some(extension) if kind_of_name(&path).is_none() => {
                    self.found.passed_over += 1;
                    self.found
                        .extensions
                        .insert(extension.to_string_lossy().into_owned());
                }
                _ => self.found.files.push(path),
            },
            Ok(meta) => {
                let what = super::input::special(&meta);
                return self.refuse(&path, Refusal::Special(what).to_string());
            }
            Err(error) => {
                let dangling = fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink());
                let why = if dangling && error.kind() == std::io::ErrorKind::NotFound {
                    "is a link to a file that does not exist".to_owned()
                } else if dangling && error.raw_os_error().is_some() {
                    "is a link that leads nowhere".to_owned()
                } else {
                    Refusal::from(error).to_string()
                };
                return self.refuse(&path, why);
            }
        }
        ControlFlow::Continue(())
    }

    fn refuse(&mut self, path: &Path, why: String) -> ControlFlow<()> {
        self.found.refused.push((path.to_owned(), why));
        ControlFlow::Continue(())
    }
}
