//! Names of people, bodies, places and other things.
//!
//! By rules, in rooms that can be exchanged one by one. Where names stand: `capitals` says what a
//! capital is worth, `mention` grows runs of them over what `joint` lets stand inside, `cut` parts
//! them from titles and neighbours, `accept` turns away common words, `dateline` and `display` read
//! datelines and headings, `language` tells foreign sentences, `term` takes out acronyms of common
//! words. What they are: `kind` weighs each with what stands `around` it, `merge` brings the forms
//! of one thing together, as `link` tells. The lists they ask are in `gazetteer` (names, ordinary
//! words) and `lexicon` (general words by function). With the tagger `tagged` reads its `tags` in their
//! place, of lines whose capitals tell nothing also as `truecase` spells them. What counts as a name is written in
//! `docs/annotation.md`. Who speaks is not decided here.

mod accept;
mod around;
mod capitals;
mod cut;
mod dateline;
mod display;
mod edges;
mod gazetteer;
mod joint;
mod kind;
mod language;
mod lexicon;
mod link;
mod mention;
mod merge;
mod repeat;
mod tagged;
mod tags;
mod term;
mod truecase;
mod units;
mod usage;

use std::borrow::Cow;

use crate::analysis::Document;
use crate::model::Name;
use crate::tagger::Tagger;
use units::{Compounds, Units};

pub use gazetteer::{Gender, gender_of};
pub use lexicon::{is_role, is_title, title_gender};

/// The names of an article with all their mentions, ordered by first mention. Mentions do not
/// overlap; their offsets are those of the article's text.
///
/// The headline counts for what a thing is and how it is called in full, but only what the text
/// names too is returned.
pub fn find(document: &Document<'_>) -> Vec<Name> {
    let text = with_headline(document);
    let units = Units::new(document, &text, Compounds::WhereNamesPart);
    let usage = usage::Usage::of(&units);
    let found = mention::find(&units, &usage);
    let weights = kind::weigh(&units, &found);
    merge::merge(&units, &found, &weights)
}

/// The same by `tagger`, which has read more than rules can tell, and takes a hundred times as long.
pub fn find_with(document: &Document<'_>, tagger: &Tagger) -> Vec<Name> {
    find_unless(document, tagger, &|| false).unwrap_or_default()
}

/// The same, given up as soon as `stop` says so, which is asked every few milliseconds: then `None`.
pub fn find_unless(
    document: &Document<'_>,
    tagger: &Tagger,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Name>> {
    let text = with_headline(document);
    let units = Units::new(document, &text, Compounds::Everywhere);
    let (found, weights) = tagged::find(&units, tagger, stop)?;
    Some(merge::merge(&units, &found, &weights))
}

fn with_headline<'a>(document: &'a Document<'_>) -> Cow<'a, str> {
    match document.title {
        Some(title) => Cow::Owned(format!("{}\n{title}", document.text)),
        None => Cow::Borrowed(document.text.as_str()),
    }
}
