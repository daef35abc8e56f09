//! Articles from files as they are known from any folder, for those that outlive the run.

use std::ffi::OsStr;

use super::beside::folder_of;
use super::input::{Input, place_of};
use crate::model::{Article, SourceKind};
use crate::text::Clean;

/// `article` with the absolute path of its file in place of one that is relative to the folder of this run: a
/// later run finds there what lies beside it, and files of the same name in other folders are others.
pub fn anywhere(mut article: Article) -> Article {
    let source = &article.source;
    let named = match source.kind {
        SourceKind::File | SourceKind::Feed => &source.location,
        SourceKind::Record => &source.label,
        SourceKind::Edition | SourceKind::Stdin | SourceKind::Web => return article,
    };
    let Input::Path(path) = Input::parse(OsStr::new(named.as_str())) else {
        return article;
    };
    // The file's own name stays: where it is a link, what lies beside the link is the article's.
    let (Ok(folder), Some(name)) = (folder_of(&path), path.file_name()) else {
        return article;
    };
    let path = folder.join(name);
    let path = place_of(&path);
    let whole = |text: &Clean| match text.strip_prefix(named.as_str()) {
        Some(rest) => Clean::line(&format!("{path}{rest}")),
        None => text.clone(),
    };
    let location = whole(&source.location);
    let id = match source.kind {
        // A record's own is known within its file alone.
        SourceKind::Record => location.clone(),
        _ => whole(&article.id),
    };
    article.source.location = location;
    article.id = id;
    article
}
