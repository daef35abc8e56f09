//! Links: whether the terminal is told of them, and what opens them.

use std::path::Path;

use super::error::ConfigError;
use super::link::Link;
use super::table::{Entry, name_of, one_of};

/// Whether the terminal is told which cells are links (OSC 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyperlinks {
    /// Where it costs little and does no harm.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl Hyperlinks {
    const ALL: [(&str, Self); 3] = [("auto", Self::Auto), ("on", Self::On), ("off", Self::Off)];

    pub(super) fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        one_of(entry, &Self::ALL)
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }

    /// Whether the terminal is told, of which it is known whether it understands (`known`). Left to
    /// itself, one over SSH is not: a link costs more bytes than the line it stands in, each
    /// time it is drawn, and the one that is wanted can be had by its number.
    pub fn told(self, known: bool, link: Link) -> bool {
        match self {
            Self::On => true,
            Self::Off => false,
            Self::Auto => known && link == Link::Local,
        }
    }
}

/// A program to open links with: no shell reads what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCommand {
    program: String,
    arguments: Vec<String>,
}

/// What stands for the address in an argument.
const ADDRESS: &str = "{url}";

/// Programs that read an argument as commands.
const SHELLS: &[&str] = &[
    "sh", "ash", "bash", "csh", "dash", "fish", "ksh", "mksh", "tcsh", "zsh",
];

/// Browsers that draw on the terminal.
const IN_TERMINAL: &[&str] = &[
    "browsh", "carbonyl", "cha", "elinks", "links", "links2", "lynx", "netrik", "retawq", "w3m",
];

impl OpenCommand {
    /// The program and its arguments, where `{url}` stands for the address.
    ///
    /// # Errors
    /// There is no program, or it is a shell that would read the address as a part of its commands.
    pub fn new(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut words = words.into_iter();
        let program = words.next().unwrap_or_default();
        if program.trim().is_empty() {
            return Err("the program to open links with has no name".to_owned());
        }
        if program.contains(ADDRESS) {
            return Err("the address cannot be the program that opens it".to_owned());
        }
        let arguments: Vec<String> = words.collect();
        let shell = SHELLS.contains(&name(&program));
        let read_by_it = |(at, word): (usize, &String)| {
            let commands = at == 0 || arguments.get(at - 1).is_some_and(|w| w.starts_with('-'));
            word.contains(ADDRESS) && (word != ADDRESS || commands)
        };
        if shell && arguments.iter().enumerate().any(read_by_it) {
            return Err(format!(
                "{program} would run what an address says: give it as an argument of its own, as in \
                 [\"{program}\", \"-c\", \"lynx \\\"$1\\\"\", \"{program}\", \"{ADDRESS}\"]"
            ));
        }
        Ok(Self { program, arguments })
    }

    pub(super) fn read(entry: &Entry<'_>) -> Result<Option<Self>, ConfigError> {
        let expected = "a list of strings: the program and its arguments";
        let words = entry.strings(expected)?;
        if words.is_empty() {
            return Ok(None);
        }
        let command = Self::new(words.into_iter().map(str::to_owned));
        command.map(Some).map_err(|why| entry.error(why))
    }

    /// The program, and its arguments as they are written.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.program)
            .chain(&self.arguments)
            .map(String::as_str)
    }

    /// The program.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// The program's name, without the folder that it is in.
    pub fn name(&self) -> &str {
        name(&self.program)
    }

    /// Whether it draws on the terminal, which it then needs for itself.
    pub fn in_terminal(&self) -> bool {
        IN_TERMINAL.contains(&name(&self.program))
    }

    /// Its arguments for `address`, which comes last where its place is not given.
    pub fn arguments(&self, address: &str) -> Vec<String> {
        let placed = self.arguments.iter().any(|word| word.contains(ADDRESS));
        let words = self.arguments.iter().map(|w| w.replace(ADDRESS, address));
        words.chain((!placed).then(|| address.to_owned())).collect()
    }
}

/// The name of a program, without the folder that it is in.
fn name(program: &str) -> &str {
    let name = Path::new(program)
        .file_name()
        .and_then(|name| name.to_str());
    name.unwrap_or(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_person_goes_before_what_is_known_of_the_terminal_and_the_line() {
        let cases = [
            (true, Link::Local),
            (true, Link::Ssh),
            (false, Link::Local),
            (false, Link::Ssh),
        ];
        let told = |choice: Hyperlinks| cases.map(|(known, link)| choice.told(known, link));
        assert_eq!(told(Hyperlinks::Auto), [true, false, false, false]);
        assert_eq!(told(Hyperlinks::On), [true; 4]);
        assert_eq!(told(Hyperlinks::Off), [false; 4]);
    }

    fn command(words: &[&str]) -> Result<OpenCommand, String> {
        OpenCommand::new(words.iter().map(|&word| word.to_owned()))
    }

    #[test]
    fn the_address_stands_where_it_is_wanted_or_last() {
        let address = "https://a.org/?q=1;rm&x={url}";
        for (words, arguments) in [
            (&["lynx"][..], vec![address.to_owned()]),
            (
                &["lynx", "-nocolor"],
                vec!["-nocolor".to_owned(), address.to_owned()],
            ),
            (
                &["x", "--url={url}", "{url}", "-v"],
                vec![
                    format!("--url={address}"),
                    address.to_owned(),
                    "-v".to_owned(),
                ],
            ),
        ] {
            assert_eq!(command(words).unwrap().arguments(address), arguments);
        }
    }

    #[test]
    fn no_shell_reads_an_address() {
        for words in [
            &["sh", "-c", "lynx {url}"][..],
            &["/bin/bash", "-c", "{url}"],
            &["zsh", "-lc", "lynx '{url}'"],
            &["sh", "{url}"],
        ] {
            let why = command(words).unwrap_err();
            assert!(why.contains("would run what an address says"), "{why}");
        }
        assert!(command(&["sh", "-c", "lynx \"$1\"", "sh", "{url}"]).is_ok());
        assert!(command(&["{url}"]).is_err());
        assert!(command(&[" "]).is_err());
    }
}
