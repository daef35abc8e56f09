//! XML as it is found: read with a tolerance that a parser of the standard may not have.
//!
//! Feeds and lists of feeds are written by hand, cut off by time-outs and put together by scripts
//! that know nothing of XML. Nothing here fails: every input gives elements and text, what had to
//! be mended is counted, and no document type is read, no entity of its own expanded.

mod grammar;
mod namespace;
mod reference;
mod tokens;
mod tree;
mod walk;

pub(super) use grammar::{Grammar, Place};
pub(super) use namespace::Namespace;
pub(super) use reference::resolve;
pub(super) use tokens::{Token, Tokens, attributes};
pub(super) use tree::{Element, Node};
pub(super) use walk::{Mended, Step, Walk};
