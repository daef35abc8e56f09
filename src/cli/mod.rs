//! The command line: what can be written after `quotidian`, one file a subcommand.
//!
//! Results go to standard output, complaints to standard error, each on one line. All that comes
//! from outside passes [`Clean`](crate::text::Clean) on its way to either.

mod analyze;
mod completions;
mod config;
mod display;
mod json;
mod keys;
mod listing;
mod man;
mod ordered;
mod output;
mod plain;
mod read;
mod reader_flags;
mod source;
mod text;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueHint};

use crate::config::{ConfigError, ConfigFile, Loaded};

pub use display::Display;
pub use output::{Status, complain, is_closed_pipe};

use reader_flags::ReaderFlags;

/// What `--version` says: the version, and whose data is inside.
const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\n\n",
    include_str!("../../assets/LICENSES")
);

const AFTER_HELP: &str = "\
Exit codes: 0 when all is done; 1 when something asked for could not be done (the rest was); 2 for \
wrong usage, a wrong configuration included.

The configuration is quotidian/config.toml in $XDG_CONFIG_HOME or in the system's folder for \
configurations; QUOTIDIAN_CONFIG or --config names another file. `quotidian config` prints what \
holds, `quotidian config --defaults` a file to start from.";

/// A news reader for the terminal that knows who said what.
///
/// Without a command it opens the reader on the showcase edition.
#[derive(Debug, Parser)]
#[command(name = "quotidian", version, long_version = VERSION, after_long_help = AFTER_HELP)]
struct Cli {
    /// Use FILE as the configuration.
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,

    #[command(flatten)]
    reader: ReaderFlags,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles: files, folders, web addresses, or - for standard input.
    Read(read::Args),
    /// Write the quotations, their speakers and the names, without a screen.
    Analyze(analyze::Args),
    /// Write the text of articles alone.
    Text(text::Args),
    /// Print the settings that hold.
    Config(config::Args),
    /// List the commands of the reader and their keys.
    Keys(keys::Args),
    /// Print completions for a shell.
    Completions(completions::Args),
    /// Print the manual page.
    Man(man::Args),
}

/// Does what `arguments` (the name of the program first) ask for.
///
/// # Errors
/// What kept it from being done at all. What kept it from being done in part has been reported,
/// and is in the status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<Status> {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return Ok(output::usage(&error)),
    };
    let reads = matches!(cli.command, None | Some(Command::Read(_)));
    if let (false, Some(flag)) = (reads, cli.reader.first_given()) {
        let message =
            format!("{flag} before a command is for the reader, which this command does not open");
        let error = Cli::command().error(ErrorKind::ArgumentConflict, message);
        return Ok(output::usage(&error));
    }
    let configuration = Configuration { flag: cli.config };
    match cli.command {
        None => read::run(read::Args::default(), &cli.reader, &configuration),
        Some(Command::Read(args)) => read::run(args, &cli.reader, &configuration),
        Some(Command::Analyze(args)) => analyze::run(&args),
        Some(Command::Text(args)) => text::run(&args),
        Some(Command::Config(args)) => config::run(&args, &configuration),
        Some(Command::Keys(args)) => keys::run(&args, &configuration),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// Finds and reads the configuration for the commands that need one.
struct Configuration {
    flag: Option<PathBuf>,
}

impl Configuration {
    fn file(&self) -> Option<ConfigFile> {
        ConfigFile::locate(self.flag.as_deref(), &|name| std::env::var_os(name))
    }

    fn load(&self) -> Result<Loaded, ConfigError> {
        crate::config::load(self.file().as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::model::Annotations;

    #[test]
    fn screen_and_analysis_ask_a_speaker_to_be_equally_sure() {
        let settings = Settings::defaults().unwrap();
        assert_eq!(settings.quotes.least_sure, Annotations::LEAST_SURE);
    }

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
