//! quotidian: a news reader for the terminal that knows who said what.
//!
//! The way of the data: bytes -> [`loader`] -> [`model::Article`] -> [`analysis`] ->
//! [`model::Annotations`] -> [`app`] -> [`ui`] -> terminal. It flows one way.
// Only the tagger's kernels allow it, where they load vectors and pick instructions.
#![deny(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::dbg_macro,
        clippy::expect_used,
        clippy::panic,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod config;
pub mod loader;
pub mod model;
pub mod refresh;
pub mod shell;
pub mod store;
pub mod tagger;
pub mod text;
pub mod ui;
