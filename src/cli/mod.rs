//! The command line: what can be written after `quotidian`, one file a subcommand.
//!
//! Results go to standard output, complaints to standard error, each on one line. All that comes
//! from outside passes [`Clean`](crate::text::Clean) on its way to either.

mod add;
mod analyze;
mod completions;
mod config;
mod display;
mod export;
mod feed;
mod feeds;
mod import;
mod json;
mod keys;
mod library;
mod list;
mod listing;
mod man;
mod markdown;
mod ordered;
mod output;
mod read;
mod reader_flags;
mod refresh;
mod remove;
mod rescue;
mod search;
mod source;
mod text;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueHint};

use crate::config::{ConfigFile, Loaded, Mistakes, library_folder};

pub use display::Display;
pub use output::{Status, complain, is_closed_pipe};

use library::Library;
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
holds, `quotidian config --defaults` a file to start from.

The library is the folder quotidian in $XDG_DATA_HOME or in the system's folder for data; \
QUOTIDIAN_LIBRARY or --library names another.";

/// A news reader for the terminal that knows who said what.
///
/// Without a command it opens the reader on the library; a new one holds the showcase edition.
#[derive(Debug, Parser)]
#[command(name = "quotidian", version, long_version = VERSION, after_long_help = AFTER_HELP)]
struct Cli {
    /// Use FILE as the configuration.
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,

    /// Use the library in the folder DIR.
    #[arg(long, value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    library: Option<PathBuf>,

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
    /// Write what a feed holds, without subscribing to it.
    Feed(feed::Args),
    /// Subscribe to feeds, or keep pages and files to read later.
    Add(add::Args),
    /// End subscriptions.
    Remove(remove::Args),
    /// Ask subscriptions for what is new.
    Refresh(refresh::Args),
    /// List what is in the library.
    List(list::Args),
    /// Find articles, and what people say, in the library.
    Search(search::Args),
    /// Take over subscriptions from OPML or from newsboat's urls file.
    Import(import::Args),
    /// Write subscriptions, starred articles or corrections.
    Export(export::Args),
    /// Put a damaged library in order: what can be read goes into a new one, the damaged file stays
    /// beside it. The exit code is 1 where something of it is lost.
    Rescue,
    /// Print the settings that hold.
    Config(config::Args),
    /// List the commands of the reader and their keys.
    Keys(keys::Args),
    /// Print completions for a shell.
    Completions(completions::Args),
    /// Print the manual page.
    Man(man::Args),
}

impl Command {
    /// Whether it works on the library alone and needs no setting.
    fn needs_no_setting(&self) -> bool {
        matches!(
            self,
            Self::Remove(_)
                | Self::List(_)
                | Self::Search(_)
                | Self::Import(_)
                | Self::Export(_)
                | Self::Rescue
        )
    }
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
    let configuration = Configuration {
        flag: cli.config,
        library: cli.library,
    };
    let library = Library {
        folder: configuration.library_folder(),
    };
    if cli.command.as_ref().is_some_and(Command::needs_no_setting) {
        // Others tell what is wrong with the configuration when they read it.
        configuration.load()?;
    }
    match cli.command {
        // Where nobody can type, what would be on the screen is listed.
        None if Display::here(cli.reader.plain) == Display::Whole && library.is_there() => {
            list::run(&list::Args::unread(), &library)
        }
        None => read::run(read::Args::default(), &cli.reader, &configuration),
        Some(Command::Read(args)) => read::run(args, &cli.reader, &configuration),
        Some(Command::Analyze(args)) => analyze::run(&args),
        Some(Command::Text(args)) => text::run(&args),
        Some(Command::Feed(args)) => feed::run(&args),
        Some(Command::Add(args)) => add::run(&args, &library, &configuration),
        Some(Command::Remove(args)) => remove::run(&args, &library),
        Some(Command::Refresh(args)) => refresh::run(&args, &library, &configuration),
        Some(Command::List(args)) => list::run(&args, &library),
        Some(Command::Search(args)) => search::run(&args, &library),
        Some(Command::Import(args)) => import::run(&args, &library),
        Some(Command::Export(args)) => export::run(&args, &library),
        Some(Command::Rescue) => rescue::run(&library),
        Some(Command::Config(args)) => config::run(&args, &configuration),
        Some(Command::Keys(args)) => keys::run(&args, &configuration),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// Finds and reads the configuration for the commands that need one.
struct Configuration {
    flag: Option<PathBuf>,
    library: Option<PathBuf>,
}

impl Configuration {
    fn file(&self) -> Option<ConfigFile> {
        ConfigFile::locate(self.flag.as_deref(), &|name| std::env::var_os(name))
    }

    /// The folder of the library; `None` where there is not even a home folder.
    fn library_folder(&self) -> Option<PathBuf> {
        library_folder(self.library.as_deref(), &|name| std::env::var_os(name))
    }

    fn load(&self) -> Result<Loaded, Mistakes> {
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
