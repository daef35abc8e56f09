//! `quotidian man`: the manual, from the same definitions as the flags.

use std::fmt::Write;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::app::COMMANDS;

use super::Cli;
use super::output::{self, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The command whose page to print; the page of the program where none is named.
    #[arg(value_name = "COMMAND", value_parser = names())]
    command: Option<String>,
}

fn names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(SUBCOMMANDS)
}

const SUBCOMMANDS: &[&str] = &[
    "read",
    "analyze",
    "text",
    "feed",
    "add",
    "remove",
    "refresh",
    "list",
    "search",
    "import",
    "export",
    "rescue",
    "config",
    "keys",
    "completions",
    "man",
];

pub(super) fn run(args: &Args) -> anyhow::Result<Status> {
    let mut program = Cli::command();
    program.build();
    // Building gives each command its full name ("quotidian-text").
    let named = args
        .command
        .as_deref()
        .and_then(|name| program.find_subcommand(name).cloned());
    let command = named.unwrap_or(program);
    let title = command
        .get_display_name()
        .unwrap_or("quotidian")
        .to_uppercase();
    let mut page = Vec::new();
    Man::new(command)
        .title(title)
        .manual("Quotidian")
        .render(&mut page)?;
    if args.command.as_deref().is_none_or(|name| name == "read") {
        page.extend_from_slice(keys().as_bytes());
    }
    output::print_script(&page)?;
    Ok(Status::Done)
}

/// The section that lists the commands of the reader with their own keys, as roff.
fn keys() -> String {
    let mut section =
        ".SH KEYS\nThose that are built in; \\fBquotidian keys\\fR lists those that hold with \
                       your configuration.\n"
            .to_owned();
    for group in COMMANDS.chunk_by(|a, b| a.group == b.group) {
        let title = group.first().map_or("", |entry| entry.group.title());
        let _ = writeln!(section, ".SS {}", roff(title));
        for entry in group {
            let keys: Vec<_> = entry
                .keys
                .iter()
                .map(|key| format!("\\fB{}\\fR", roff(key)))
                .collect();
            let keys = if keys.is_empty() {
                "no key".to_owned()
            } else {
                keys.join(", ")
            };
            let (name, help) = (roff(entry.name), roff(entry.help));
            let _ = writeln!(section, ".TP\n\\&{keys} ({name})\n\\&{help}");
        }
    }
    section
}

/// `text` with what roff would take for itself escaped.
fn roff(text: &str) -> String {
    text.replace('\\', "\\e")
        .replace('-', "\\-")
        .replace('\'', "\\(aq")
        .replace('`', "\\(ga")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let program = Cli::command();
        let all: Vec<_> = program
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        assert_eq!(all, SUBCOMMANDS);
    }
}
