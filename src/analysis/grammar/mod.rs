//! What can be told of an English sentence without a parse: classes of words, noun phrases,
//! clauses, their subjects and their verbs, quoted runs folded into one item each.
//!
//! Shallow rules over closed lists of general English. Who speaks and what is a quotation is not
//! decided here.

pub mod clause;
pub mod complement;
pub mod frame;
pub mod phrase;
mod report;
mod subject;
mod tagging;
pub mod verbs;
pub mod words;
