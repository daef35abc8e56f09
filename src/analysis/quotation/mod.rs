//! Quoted runs: where quotation marks open and close ([`scan`]), and what the marks are for
//! ([`kind`]). Who said the words is the business of `attribution`.

mod foreign;
mod kind;
mod marks;
mod pairing;
mod scan;

pub use foreign::foreign_kind;
pub use kind::{Setting, kind};
pub use scan::{Ending, QuotedRun, scan};
