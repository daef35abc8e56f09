//! Pure services over text: what may enter the program ([`Clean`]), how a place in a text is
//! written ([`Span`]), how wide it is on a screen, how it is wrapped, in which order it is drawn,
//! where its sentences and tokens are, and what a search sees of it ([`Folded`]).
//!
//! Nothing here reads a file, knows a terminal or uses another module of the project.

mod ambiguous;
pub mod bidi;
mod builder;
mod clean;
mod count;
mod escape;
mod fold;
mod segment;
mod span;
pub mod width;
mod wrap;

pub use bidi::{Direction, LineOrder};
pub use builder::TextBuilder;
pub use clean::{Clean, MARKS_A_BASE, is_unsafe};
pub use count::word_count;
pub use fold::{Folded, FoldedWord};
pub use segment::{Token, TokenKind, sentences, tokens};
pub use span::Span;
pub use width::Widths;
pub use wrap::{Row, WrapOptions, folded, wrap, wrap_preformatted};
