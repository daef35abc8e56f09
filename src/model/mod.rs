//! Plain data: what an article is and what was found in it. No input or output, no rules.

mod annotation;
mod article;
mod language;
mod problem;
mod statement;
mod withhold;

pub use annotation::{Annotations, Mention, Name, NameKind, Quote, QuoteKind, RunnerUp};
pub use article::{
    Article, Block, BlockKind, Inline, Link, Marker, Source, SourceKind, Style, is_openable,
};
pub use language::Language;
pub use problem::Problem;
