//! Quoted runs: where quotation marks open and close ([`scan`]), and what the marks are for
//! ([`kind`]). Who said the words is the business of `attribution`.

mod dialogue;
mod foreign;
mod inset;
mod kind;
mod marks;
mod pairing;
mod saying;
mod scan;

pub use dialogue::with_dialogue;
pub use foreign::foreign_kinds;
pub use kind::{Setting, Shape, kind};
pub use scan::{Ending, QuotedRun, scan};
