//! RSS, RDF site summaries, Atom and CDF.

use std::ops::ControlFlow;

use super::super::links;
use super::super::xml::{Element, Grammar, Mended, Namespace, Place, Step, Walk};
use super::about::About;
use super::entry::{self, Around};
use super::identity::Identities;
use super::vocabulary;
use super::{OnEntry, Origin, Warnings};
use crate::model::Feed;

/// Reads the feed `source`.
pub(super) fn read(
    source: &str,
    origin: Origin<'_>,
    warnings: &mut Warnings,
    on_entry: OnEntry<'_>,
) -> Feed {
    // The first look is at what the feed says about itself, some of which may stand behind its
    // entries, and at what tells them apart.
    let mut about = About::default();
    let mut identities = Identities::default();
    let mut is_atom = false;
    let url = origin.url;
    let unknown = Around {
        base: url.map(str::to_owned),
        ..Around::default()
    };
    let _ = each(source, &mut |part| {
        match part {
            Part::Container(element) => {
                is_atom |= element.name.eq_ignore_ascii_case("feed");
                about.container(&element, &unknown);
            }
            Part::About(element) => about.element(&element, &unknown),
            Part::Entry(element) => identities.look_at(&entry::read(&element, &unknown)),
        }
        ControlFlow::Continue(())
    });
    warnings.unread_dates = about.unread_dates;
    let feed = Feed {
        encoding: origin.encoding,
        ..about.finish()
    };
    let around = Around {
        base: base(&feed, url, is_atom),
        authors: if is_atom {
            feed.authors.clone()
        } else {
            Vec::new()
        },
        language: feed.language.clone(),
    };
    let mended = each(source, &mut |part| {
        let Part::Entry(element) = part else {
            return ControlFlow::Continue(());
        };
        let mut found = entry::read(&element, &around);
        warnings.unread_dates += found.unread_dates;
        match identities.assign(&found) {
            Some(id) => {
                found.entry.id = id;
                on_entry(&feed, found.entry)
            }
            None => ControlFlow::Continue(()),
        }
    });
    warnings.mended = mended;
    warnings.repeated = identities.repeated;
    feed
}

/// The address that relative ones start from: in Atom that of the feed, in RSS rather that of the
/// site, as feeds are often served from elsewhere.
fn base(feed: &Feed, url: Option<&str>, is_atom: bool) -> Option<String> {
    let site = feed
        .link
        .as_deref()
        .filter(|link| links::web(link).is_some());
    let of_both = if is_atom { url.or(site) } else { site.or(url) };
    of_both.map(str::to_owned)
}

/// A part of a feed.
enum Part<'a> {
    /// What holds entries, without them.
    Container(Element<'a>),
    /// Something that the feed says about itself.
    About(Element<'a>),
    Entry(Element<'a>),
}

/// Hands over the parts of `source` one after another.
fn each<'a>(source: &'a str, on: &mut dyn FnMut(Part<'a>) -> ControlFlow<()>) -> Mended {
    let resolve = |address: &str, base: &str| links::absolute(address, Some(base));
    let mut walk = Walk::new(source, FeedGrammar, resolve);
    while let Some(step) = walk.next() {
        let part = match step {
            Step::Enter(element) => Part::Container(element),
            Step::Whole(element) if is_entry(&element) => Part::Entry(element),
            Step::Whole(element) => Part::About(element),
        };
        if on(part).is_break() {
            break;
        }
    }
    walk.mended()
}

/// The elements that a feed may start with.
pub(super) const ROOTS: [&str; 5] = ["rss", "rdf", "feed", "channel", "entry"];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

fn is_entry(element: &Element<'_>) -> bool {
    is_one_of(element.name, &["item", "entry"])
        && !matches!(
            element.namespace,
            Namespace::Media | Namespace::Itunes | Namespace::Xhtml
        )
}

struct FeedGrammar;

impl Grammar for FeedGrammar {
    fn place(&self, around: &[&str], element: &Element<'_>) -> Place {
        let foreign = matches!(
            element.namespace,
            Namespace::Media | Namespace::Itunes | Namespace::Xhtml | Namespace::DublinCore
        );
        let inside = match around.last() {
            // Atom lets an entry stand alone.
            None if element.name.eq_ignore_ascii_case("entry") => return Place::Whole,
            None if is_one_of(element.name, &ROOTS) => return Place::Container,
            None => return Place::Nothing,
            Some(name) => name,
        };
        let holds: &[&str] = match inside.to_ascii_lowercase().as_str() {
            "rss" | "rdf" => &["channel"],
            // A channel of CDF has others in it, one of RSS 1.1 its list of items.
            "channel" => &["channel", "items"],
            _ => &[],
        };
        if !foreign && is_one_of(element.name, holds) {
            Place::Container
        } else {
            Place::Whole
        }
    }

    fn never_nests(&self, name: &str) -> bool {
        is_one_of(name, &["item", "entry"])
    }

    fn is_field(&self, name: &str) -> bool {
        vocabulary::is_text_alone(name)
    }
}
