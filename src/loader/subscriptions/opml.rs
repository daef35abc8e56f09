//! OPML 1.0 and 2.0, and what is sold as it.

use super::address::{self, origin};
use super::markup::{Tag, TagKind, tags};
use super::{LeftOut, NoList};
use crate::model::{Origin, Outline, SavedSearch, SubscriptionList};
use crate::text::Clean;

/// Folders inside one another; deeper ones are taken for the last of these.
const DEEPEST: usize = 16;

/// Reads an outline. Outlines with an address are feeds, those around them folders. A document of
/// our own is known by its namespace, and has names and commands as the library has them.
pub(super) fn read(text: &str) -> Result<(SubscriptionList, Vec<LeftOut>), NoList> {
    let mut list = SubscriptionList::default();
    let mut left_out = Vec::new();
    // The outlines around the place; those of feeds add nothing to the folder.
    let mut around: Vec<Option<Clean>> = Vec::new();
    let mut is_opml = false;
    let mut own = false;
    for tag in tags(text) {
        match (tag.name.as_str(), tag.kind) {
            ("opml", TagKind::Start) => {
                is_opml = true;
                own = tag.get("xmlns:quotidian").is_some();
            }
            ("quotidian:search", TagKind::Start | TagKind::Empty) => {
                list.searches.extend(search(&tag));
            }
            ("outline", TagKind::End) => {
                around.pop();
            }
            ("outline", kind) => {
                is_opml = true;
                let folder = match feed(&tag, &around, own) {
                    Some(Ok(outline)) => {
                        list.outlines.push(outline);
                        None
                    }
                    Some(Err(why)) => {
                        left_out.push(LeftOut::new(tag.line, &why));
                        None
                    }
                    None => label(&tag),
                };
                if kind == TagKind::Start {
                    around.push(folder);
                }
            }
            _ => {}
        }
    }
    match (is_opml, list.outlines.is_empty() && left_out.is_empty()) {
        (false, _) => Err(NoList::Neither),
        (true, true) if list.searches.is_empty() => Err(NoList::NoFeed),
        _ => Ok((list, left_out)),
    }
}

/// The feed that an outline stands for; `None` where it stands for a folder or for mere text.
fn feed(tag: &Tag<'_>, around: &[Option<Clean>], own: bool) -> Option<Result<Outline, String>> {
    let of_feed = tag.get("type").is_some_and(|t| {
        ["rss", "atom", "feed"]
            .iter()
            .any(|k| t.eq_ignore_ascii_case(k))
    });
    let address = tag
        .get("xmlurl")
        .or_else(|| tag.get("url").filter(|_| of_feed));
    let Some(address) = address else {
        // Some scripts call folders feeds.
        let alone = of_feed && tag.kind == TagKind::Empty;
        let name = label(tag).unwrap_or_default();
        return alone.then(|| Err(format!("\"{name}\" has no address")));
    };
    let (origin, filter) = match origin(&address) {
        Ok(found) => found,
        Err(why) => return Some(Err(why)),
    };
    let filter = filter.or_else(|| tag.get("filtercmd"));
    let command = |written: &str| match own {
        true => written.to_owned(),
        false => address::without_shell(written),
    };
    let origin = match origin {
        Origin::Exec(written) => Origin::Exec(command(&written)),
        Origin::File(path) if tag.get("quotidian:kind").as_deref() == Some("folder") => {
            Origin::Folder(path)
        }
        other => other,
    };
    let line = |name: &str| {
        tag.get(name)
            .and_then(|value| Clean::line(&value).non_empty())
    };
    Some(Ok(Outline {
        // What others show is what the person may have chosen there.
        name: if own {
            line("quotidian:name")
        } else {
            label(tag)
        },
        title: if own { line("title") } else { None },
        site: line("htmlurl"),
        folder: folder(around),
        tags: tag
            .get("category")
            .map_or_else(Vec::new, |all| address::tags(&all)),
        full_text: tag.get("quotidian:fulltext").as_deref() == Some("true"),
        filter: filter.map(|written| Clean::line(&command(&written))),
        ..Outline::new(origin)
    }))
}

/// What an outline is called: `text`, which OPML demands, else `title`.
fn label(tag: &Tag<'_>) -> Option<Clean> {
    let written = tag.get("text").or_else(|| tag.get("title"))?;
    Clean::line(&written).non_empty()
}

fn folder(around: &[Option<Clean>]) -> Clean {
    let names = around.iter().flatten().take(DEEPEST);
    let parts: Vec<_> = names
        .flat_map(|name| name.split('/').map(str::trim))
        .filter(|part| !part.is_empty())
        .collect();
    Clean::line(&parts.join("/"))
}

fn search(tag: &Tag<'_>) -> Option<SavedSearch> {
    Some(SavedSearch {
        name: Clean::line(&tag.get("name")?),
        query: Clean::line(&tag.get("query")?),
    })
}
