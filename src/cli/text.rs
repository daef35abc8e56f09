//! `quotidian text`: the text of articles alone.

use std::ffi::OsString;

use clap::ValueHint;

use crate::text::{Clean, Widths};

use super::output::Status;
use super::{display, source};
use crate::ui::plain;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders, web addresses, or - for standard input.
    #[arg(required = true, value_name = "PATH|FOLDER|URL|-", value_hint = ValueHint::AnyPath)]
    inputs: Vec<OsString>,

    /// Show lines too that are no part of the article, such as "Advertisement".
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Status> {
    let setting = display::line_setting(display::MEASURE, Widths::default());
    source::print_each(&args.inputs, |article| {
        Clean::new(&plain::body(article, setting, args.all))
    })
}
