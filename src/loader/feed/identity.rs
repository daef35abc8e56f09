//! What tells the entries of one feed apart, and stays the same whenever the feed is read.
//!
//! An entry is known by the identifier that it states, else by its link, else by its content. Some
//! feeds give one identifier or link to many entries; these are told apart by their links and
//! titles, too. To stay the same when entries come and go, an identifier is made so for all entries
//! that share it, which takes a first look at all of them.

use std::collections::{HashMap, HashSet};

use super::entry::Found;
use crate::model::Content;
use crate::text::Clean;

/// The identities in one feed.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// What is known of each plain identity.
    known: HashMap<u128, Known>,
    /// Those that were given out.
    given: HashSet<u128>,
    /// Entries that came before, as they are.
    pub repeated: usize,
}

#[derive(Debug)]
struct Known {
    link: u128,
    title: u128,
    links_differ: bool,
    titles_differ: bool,
}

impl Identities {
    /// Takes the first look at an entry.
    pub fn look_at(&mut self, found: &Found) {
        let (link, title) = (hash(&[&found.link]), title_hash(found));
        let known = self.known.entry(plain_hash(found)).or_insert(Known {
            link,
            title,
            links_differ: false,
            titles_differ: false,
        });
        known.links_differ |= known.link != link;
        known.titles_differ |= known.link == link && known.title != title;
    }

    /// Gives an entry its identity; `None` for one that was there already.
    pub fn assign(&mut self, found: &Found) -> Option<Clean> {
        let mut id = plain(found);
        if let Some(known) = self.known.get(&plain_hash(found)) {
            if known.links_differ && found.stated.is_some() && !found.link.is_empty() {
                id.push(' ');
                id.push_str(&found.link);
            }
            if known.titles_differ {
                id.push_str(&format!(" {:032x}", title_hash(found)));
            }
        }
        let id = Clean::line(&id);
        if self.given.insert(hash(&[&id])) {
            return Some(id);
        }
        self.repeated += 1;
        None
    }
}

/// The identity of an entry that shares it with no other.
fn plain(found: &Found) -> String {
    if let Some(stated) = &found.stated {
        return stated.to_string();
    }
    let link = found.entry.link.as_deref().unwrap_or(&found.link);
    if !link.is_empty() {
        return link.to_owned();
    }
    format!("content:{:032x}", content_hash(found))
}

/// The same from what the feed has, before links are made absolute.
fn plain_hash(found: &Found) -> u128 {
    match &found.stated {
        Some(stated) => hash(&["id", stated]),
        None if !found.link.is_empty() => hash(&["link", &found.link]),
        None => content_hash(found),
    }
}

/// Title and date where there are both: the text may still be corrected.
fn content_hash(found: &Found) -> u128 {
    let entry = &found.entry;
    let title = entry.title.as_deref().unwrap_or_default();
    if let (Some(_), Some(published)) = (&entry.title, entry.published) {
        return hash(&[title, &published.to_string()]);
    }
    let text = match entry.content.as_ref().or(entry.summary.as_ref()) {
        Some(Content::Text(text)) => text.as_str(),
        Some(Content::Html { source, .. }) => source,
        None => "",
    };
    let file = entry.enclosures.first().map_or("", |e| e.url.as_str());
    hash(&[title, text, file])
}

fn title_hash(found: &Found) -> u128 {
    hash(&[found.entry.title.as_deref().unwrap_or_default()])
}

/// FNV-1a over the parts, with a mark between: the same on every machine, for ever.
fn hash(parts: &[&str]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut state = OFFSET;
    let mut add = |byte: u8| state = (state ^ u128::from(byte)).wrapping_mul(PRIME);
    for part in parts {
        part.bytes().for_each(&mut add);
        add(0xff);
    }
    state
}
