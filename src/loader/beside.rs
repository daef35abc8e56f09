//! Files beside an article: only in its own folder, or below.

use std::io;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::{NoPicture, Refusal};

/// The file at `address`, which the article in the file `article` names relative to itself.
///
/// # Errors
/// It lies outside of the article's folder, by its name or by a link; or there is none.
pub(super) fn path(article: &Path, address: &str) -> Result<PathBuf, NoPicture> {
    let name = address.split(['?', '#']).next().unwrap_or_default();
    let name = percent_decode_str(name)
        .decode_utf8()
        .map_err(|_| NoPicture::Fetch(Refusal::Missing))?;
    let name = Path::new(&*name);
    if !stays_below(name) {
        return Err(NoPicture::Outside);
    }
    let whole = |path: &Path| path.canonicalize().map_err(Refusal::from);
    let folder = folder_of(article).map_err(|error| NoPicture::Fetch(error.into()))?;
    let file = whole(&folder.join(name)).map_err(NoPicture::Fetch)?;
    match file.starts_with(&folder) {
        true => Ok(file),
        false => Err(NoPicture::Outside),
    }
}

/// The folder of `file`, without links and `..`.
///
/// # Errors
/// It is not there, or may not be read.
pub(super) fn folder_of(file: &Path) -> io::Result<PathBuf> {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new(".")).canonicalize()
}

/// Whether `name`, link or not, never leads above where it begins: nothing outside is even looked for.
fn stays_below(name: &Path) -> bool {
    let mut depth = 0_usize;
    name.components().all(|part| match part {
        Component::Normal(_) => {
            depth += 1;
            true
        }
        Component::CurDir => true,
        Component::ParentDir if depth > 0 => {
            depth -= 1;
            true
        }
        Component::ParentDir | Component::RootDir | Component::Prefix(_) => false,
    })
}
