//! The impure edge of the screen: the terminal, its keys, signals, threads, and the loop that
//! joins them. What is decided, `app` decides; what is drawn, `ui` draws.

mod analyst;
mod annotator;
mod browser;
mod clipboard;
mod event;
mod input;
mod keeper;
mod librarian;
mod library;
mod opening;
mod refresher;
mod run;
mod signal;
pub mod terminal;
mod worker;

pub use annotator::{Annotate, Annotator};
pub use run::{Matter, Options, Outcome, run};
