//! `quotidian completions`: scripts that complete the command line.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;
use super::output::{self, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell to complete for.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "quotidian", &mut script);
    output::print_script(&script)?;
    Ok(Status::Done)
}
