//! Article -> annotations: quotations, their speakers, and names.
//!
//! Pure and deterministic: the same article gives the same annotations on every machine. What
//! counts as a quotation, a speaker or a name is written in `docs/annotation.md`.

mod attribution;
mod document;
mod grammar;
mod indirect;
mod language;
pub mod names;
pub mod quotation;
#[cfg(test)]
mod testing;

use crate::model::{Annotations, Article, Language, Name};
use crate::tagger::Tagger;

pub use attribution::Deliberation;
pub use document::{Document, Paragraph};

/// Finds the quotations, speakers and names of `article` by rules alone, within a few milliseconds.
/// In an article that is not English no speaker and no name is guessed.
pub fn annotate(article: &Article) -> Annotations {
    annotations(article, names::find)
}

/// The same with the names that the tagger finds, which hold on what no rule foresaw. Takes about
/// a tenth of a second for a long article.
pub fn annotate_fully(article: &Article) -> Annotations {
    annotations(article, |document| match Tagger::built_in() {
        Some(tagger) => names::find_with(document, tagger),
        None => names::find(document),
    })
}

/// The name of this analysis: another one where any rule, table or weight is another.
pub const VERSION: &str = env!("QUOTIDIAN_ANALYSIS");

/// [`annotate_fully`], given up as soon as `stop` says so, which is asked every few milliseconds: then
/// `None`.
pub fn annotate_fully_unless(article: &Article, stop: &dyn Fn() -> bool) -> Option<Annotations> {
    let stopped = std::cell::Cell::new(false);
    let found = annotations(article, |document| match Tagger::built_in() {
        Some(tagger) => names::find_unless(document, tagger, stop).unwrap_or_else(|| {
            stopped.set(true);
            Vec::new()
        }),
        None => names::find(document),
    });
    (!stopped.get()).then_some(found)
}

/// What is weighed for each quoted run of an English `article`: the examples from which the weights
/// of kinds and speakers are learnt. Not meant for readers.
pub fn deliberate(article: &Article) -> Vec<Deliberation> {
    let document = Document::new(article);
    let runs = quotation::scan(&document);
    let names = match Tagger::built_in() {
        Some(tagger) => names::find_with(&document, tagger),
        None => names::find(&document),
    };
    attribution::deliberate(&attribution::Reading::new(&document, &runs, &names))
}

fn annotations(article: &Article, names: impl Fn(&Document<'_>) -> Vec<Name>) -> Annotations {
    let document = Document::new(article);
    let language = language::language(&document);
    let runs = quotation::scan(&document);
    let (quotes, names) = match language {
        None | Some(Language::English) => {
            let names = names(&document);
            let reading = attribution::Reading::new(&document, &runs, &names);
            let mut quotes = attribution::attribute(&reading);
            let indirect = indirect::find(&reading, &quotes);
            indirect::merge(&mut quotes, indirect);
            (quotes, names)
        }
        Some(foreign) => {
            let runs = quotation::with_dialogue(&document, runs, foreign);
            (attribution::unread(&document, &runs, foreign), Vec::new())
        }
    };
    Annotations {
        quotes,
        names,
        language,
    }
}
