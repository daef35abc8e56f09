//! A damaged file of SQLite, read page by page without SQLite, which ends at the first page that is
//! wrong. What is wrong here costs what stands on it and no more.
//!
//! The format is told at <https://www.sqlite.org/fileformat2.html>. Nothing is believed of the file:
//! each page is read once, so that no damage leads in circles, and a row has to look like those of
//! its table.

mod forest;
mod log;
mod page;
mod pages;
mod record;

pub(super) use forest::{Forest, Row};
pub(super) use record::{Column, Shape};
