//! The program: the command line to the library, errors to exit codes.
#![forbid(unsafe_code)]
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

use std::process::ExitCode;

use quotidian::cli::{self, Status};

fn main() -> ExitCode {
    let status = match cli::run(std::env::args_os()) {
        Ok(status) => status,
        Err(error) if cli::is_closed_pipe(&error) => Status::Done,
        Err(error) => cli::complain(&error),
    };
    ExitCode::from(status as u8)
}
