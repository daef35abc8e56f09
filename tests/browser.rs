//! Links in the real program and a real terminal: what the terminal is told, and what is run, with
//! which arguments.
#![cfg(target_os = "linux")]

#[allow(
    dead_code,
    reason = "keys and signals are for the tests of the terminal"
)]
#[path = "common/pty.rs"]
mod pty;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use pty::Session;
use tempfile::TempDir;

/// An address that would do something if a shell read it.
const ADDRESS: &str = "https://example.org/?a=1&b=$(touch${IFS}owned);`touch${IFS}owned`'|*";

/// A folder with an article that links there, and a browser that writes down its arguments.
struct Place {
    folder: TempDir,
    article: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("article.md");
        std::fs::write(
            &article,
            format!("# Port\n\nSee the [report](<{ADDRESS}>).\n"),
        )
        .unwrap();
        let browser = folder.path().join("browser");
        let note = folder.path().join("opened");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > {0}.new && mv {0}.new {0}\n",
            note.display()
        );
        std::fs::write(&browser, script).unwrap();
        std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)).unwrap();
        let article = article.to_str().unwrap().to_owned();
        Self { folder, article }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn browser(&self) -> String {
        self.path("browser").to_str().unwrap().to_owned()
    }

    /// Opens the article, and its only link.
    fn open(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
        command.args(arguments);
        command.args(["read", &self.article]);
        let mut session = Session::run_with(100, 24, command, variables);
        session.wait_for("See the report");
        session.press("o");
        session
    }

    /// What the browser was given, a line each.
    fn opened(&self, session: &mut Session) -> String {
        let note = self.path("opened");
        session.wait("the browser", |_| Path::exists(&note));
        assert!(!self.path("owned").exists());
        std::fs::read_to_string(note).unwrap()
    }
}

#[test]
fn the_browser_gets_the_address_as_it_is_and_no_shell_sees_it() {
    let place = Place::new();
    let browser = place.browser();
    let mut session = place.open(&[], &[("BROWSER", &browser)]);
    assert_eq!(place.opened(&mut session), format!("{ADDRESS}\n"));
    session.wait_for("browser opens https://example.org/");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_configured_command_says_where_the_address_goes() {
    let place = Place::new();
    let file = place.path("config.toml");
    let command = format!(
        "[open]\ncommand = [\"{}\", \"--to={{url}}\", \"--\"]\n",
        place.browser()
    );
    std::fs::write(&file, command).unwrap();
    let file = file.to_str().unwrap().to_owned();
    // What the person has set up is run over SSH too.
    let over_ssh = [
        ("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22"),
        ("BROWSER", "false"),
    ];
    let mut session = place.open(&["--config", &file], &over_ssh);
    assert_eq!(place.opened(&mut session), format!("--to={ADDRESS}\n--\n"));
}

#[test]
fn over_ssh_nothing_is_started_and_the_address_goes_to_the_person_s_clipboard() {
    let place = Place::new();
    let over_ssh = [
        ("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22"),
        ("DISPLAY", ":0"),
    ];
    let mut session = place.open(&[], &over_ssh);
    session.wait_for("over SSH, would be seen by nobody");
    session.press("\r");
    session.wait_for("address sent to the terminal's clipboard");
    use base64::Engine;
    let coded = base64::engine::general_purpose::STANDARD.encode(ADDRESS);
    let sent = String::from_utf8_lossy(&session.bytes()).into_owned();
    assert!(sent.contains(&format!("\x1b]52;c;{coded}")), "{sent:?}");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

/// A browser of that name that draws on the terminal until it gets a line.
fn in_the_terminal(place: &Place) -> String {
    let script = "#!/bin/sh\necho \"w3m shows $#: $1\"\nread line\necho \"it got $line\"\n";
    std::fs::write(place.path("w3m"), script).unwrap();
    let all = PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path("w3m"), all).unwrap();
    place.path("w3m").to_str().unwrap().to_owned()
}

fn is_back(session: &mut Session) {
    session.wait("the reader to come back", |s| {
        s.terminal(vt100::Screen::alternate_screen) && s.screen().contains("See the report")
    });
}

#[test]
fn a_browser_in_the_terminal_has_it_and_its_keys_until_it_ends() {
    let place = Place::new();
    let browser = in_the_terminal(&place);
    let mut session = place.open(&[], &[("BROWSER", &browser)]);
    session.wait_for("w3m shows 1: https://example.org/");
    assert!(session.is_given_back());
    // The q is not the reader's, which would end.
    session.press("q\r");
    is_back(&mut session);
    session.press("o");
    session.wait_for("w3m shows 1: https://example.org/");
    // Nor are the keys that stop and interrupt.
    session.press("\x1a");
    session.press("\x03");
    session.wait_for("w3m could not open https://example.org/");
    is_back(&mut session);
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn what_cannot_be_started_is_told_and_the_address_can_be_had() {
    let place = Place::new();
    let mut session = place.open(&[], &[("BROWSER", "no-such-browser:neither/this")]);
    session.wait_for("Not opened: there is no neither/this here");
    session.wait_for("Copy the address");
    session.press("\x1b");
    session.wait("the offer to go", |s| !s.screen().contains("Not opened"));
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_browser_that_fails_later_says_so() {
    let place = Place::new();
    let mut session = place.open(&[], &[("BROWSER", "false")]);
    session.wait_for("false could not open https://example.org/");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

/// Whether the terminal is told where the link leads, with these settings and variables.
fn told(settings: &str, variables: &[(&str, &str)]) -> bool {
    let place = Place::new();
    let file = place.path("config.toml");
    std::fs::write(&file, settings).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.args(["--config", file.to_str().unwrap(), "read", &place.article]);
    let mut session = Session::run_with(100, 24, command, variables);
    session.wait_for("See the report");
    session.press("q");
    assert_eq!(session.ended(), 0);
    let bytes = String::from_utf8_lossy(&session.bytes()).into_owned();
    let link = bytes.split_once(&format!("\x1b]8;id=1;{ADDRESS}\x1b\\"));
    let linked = link.and_then(|(_, after)| after.split_once("\x1b]8;;\x1b\\"));
    let whole = linked.is_some_and(|(words, _)| words.ends_with("report"));
    assert_eq!(whole, bytes.contains("\x1b]8"), "{bytes:?}");
    whole
}

#[test]
fn a_terminal_is_told_of_links_where_it_knows_them_and_the_line_is_cheap() {
    let ssh = ("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22");
    for (settings, variables, wanted) in [
        ("", &[][..], true),
        ("", &[ssh], false),
        ("", &[("TERM", "linux")], false),
        ("", &[("TERM", "screen-256color")], false),
        ("", &[("VTE_VERSION", "4205")], false),
        ("hyperlinks = 'on'", &[ssh, ("TERM", "linux")], true),
        ("hyperlinks = 'off'", &[], false),
    ] {
        assert_eq!(
            told(settings, variables),
            wanted,
            "{settings} {variables:?}"
        );
    }
}
