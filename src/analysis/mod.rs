//! Article -> annotations: quotations, their speakers, and names.
//!
//! Pure and deterministic: the same article gives the same annotations on every machine. What
//! counts as a quotation, a speaker or a name is written in `docs/annotation.md`.

mod attribution;
mod document;
mod language;
pub mod names;
pub mod quotation;
#[cfg(test)]
mod testing;

use crate::model::{Annotations, Article};

pub use document::{Document, Paragraph};

/// Finds the quotations, speakers and names of `article`.
pub fn annotate(article: &Article) -> Annotations {
    let document = Document::new(article);
    let runs = quotation::scan(&document);
    let names = names::find(&document);
    let quotes = attribution::attribute(&document, &runs, &names);
    Annotations { quotes, names }
}
