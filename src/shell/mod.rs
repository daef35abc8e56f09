//! The impure edge of the screen: the terminal, its keys, signals, threads, and the loop that
//! joins them. What is decided, `app` decides; what is drawn, `ui` draws.

mod analyst;
mod annotator;
mod answering;
mod browser;
mod checker;
mod clipboard;
mod connection;
mod decode;
mod event;
pub mod frugal;
mod graphics;
mod input;
mod keeper;
mod kitty;
mod librarian;
mod library;
mod line;
mod lines;
mod newcomers;
mod opening;
mod options;
mod pace;
mod pictures;
pub mod progress;
mod refresher;
mod run;
mod signal;
pub mod terminal;
mod vault;
mod worker;
mod workers;

pub use annotator::{Annotate, Annotator};
pub use lines::read_lines;
pub use options::{Matter, Options, Outcome};
pub use run::run;
