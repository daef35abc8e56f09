//! `quotidian rescue`: a damaged library is set aside, and what can be read of it kept.

use crate::shell::progress::Progress;
use crate::store::Store;
use crate::text::Clean;

use super::library::Library;
use super::output::{self, Status};

pub(super) fn run(library: &Library) -> anyhow::Result<Status> {
    let progress = Progress::new("putting the library in order");
    let rescued = Store::rescue(library.folder()?)?;
    drop(progress);
    let words = match rescued {
        Some(rescued) => format!(
            "Articles that are in the library again: {}\nSubscriptions: {}\nThe damaged file: {}\n",
            rescued.articles,
            rescued.feeds,
            rescued.aside.display()
        ),
        None => "The library is not damaged, and stays as it is.\n".to_owned(),
    };
    output::print(&Clean::new(&words))?;
    Ok(Status::Done)
}
