//! What goes over the line to the terminal, near and far: questions, what is copied, progress.
#![cfg(target_os = "linux")]

#[path = "common/pty.rs"]
#[allow(dead_code, reason = "this file needs a part of it")]
mod pty;

use std::time::Duration;

use base64::Engine;
use portable_pty::CommandBuilder;
use pty::Session;

/// What asks a terminal for its background, and behind it the fence that all terminals answer.
const QUESTION: &str = "\x1b]11;?\x1b\\\x1b[c";
const LIGHT: &str = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\";
const FENCE: &str = "\x1b[?62;22c";

/// Colours that only one of the themes has, as they are sent.
const OF_LIGHT: &str = "38;5;241";
const OF_DARK: &str = "38;5;248";

fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.args(arguments);
    Session::run_with(120, 40, command, variables)
}

fn sent(session: &Session) -> String {
    String::from_utf8_lossy(&session.bytes()).into_owned()
}

fn asked(session: &mut Session) {
    session.wait("the question", |s| sent(s).contains(QUESTION));
}

#[test]
fn a_terminal_on_this_machine_is_asked_for_its_background_before_anything_is_drawn() {
    let mut session = start(&[], &[]);
    asked(&mut session);
    session.press(&format!("{LIGHT}{FENCE}"));
    session.wait_for("QUOTES  10");
    session.wait("the light theme", |s| sent(s).contains(OF_LIGHT));
    assert_eq!(sent(&session).matches(QUESTION).count(), 1);
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_terminal_that_tells_nothing_of_its_background_keeps_nobody_waiting() {
    let mut session = start(&[], &[]);
    asked(&mut session);
    session.press(FENCE);
    session.wait_for("QUOTES  10");
    assert!(sent(&session).contains(OF_DARK));
}

#[test]
fn an_answer_that_comes_late_is_no_key_and_changes_the_colours_once() {
    let mut session = start(&[], &[]);
    session.wait_for("QUOTES  10");
    std::thread::sleep(Duration::from_millis(300));
    let (before, shown) = (session.bytes().len(), session.screen());
    assert!(sent(&session).contains(OF_DARK));
    session.press(&LIGHT[..1]);
    std::thread::sleep(Duration::from_millis(60));
    session.press(&format!("{}{FENCE}", &LIGHT[1..]));
    session.wait("the light theme", |s| sent(s).contains(OF_LIGHT));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(session.screen(), shown);
    let frames = sent(&session)[before..].matches("\x1b[?2026h").count();
    assert_eq!(frames, 1);
    session.press("n");
    session.wait_for("1/10");
}

#[test]
fn a_late_answer_that_changes_nothing_costs_nothing() {
    let mut session = start(&[], &[]);
    session.wait_for("QUOTES  10");
    std::thread::sleep(Duration::from_millis(300));
    let before = session.bytes().len();
    session.press(&format!("\x1b]11;rgb:0000/0000/0000\x1b\\{FENCE}"));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(session.bytes().len(), before);
}

#[test]
fn a_theme_that_the_person_has_chosen_stays() {
    let mut session = start(&[], &[]);
    session.wait_for("QUOTES  10");
    session.press("T");
    session.wait_for("Themes");
    session.press("\r");
    session.wait_for("keeps it for good");
    session.press(&format!("{LIGHT}{FENCE}"));
    std::thread::sleep(Duration::from_millis(300));
    assert!(!sent(&session).contains(OF_LIGHT));
}

#[test]
fn an_answer_in_the_midst_of_a_paste_is_no_part_of_it() {
    let mut session = start(&[], &[]);
    asked(&mut session);
    session.wait_for("QUOTES  10");
    session.press(&format!("/\x1b[200~shein{LIGHT}{FENCE}baum\x1b[201~"));
    session.wait_for("/sheinbaum");
    session.wait("the light theme", |s| sent(s).contains(OF_LIGHT));
}

#[test]
fn keys_typed_before_the_answer_are_not_lost() {
    let mut session = start(&[], &[]);
    asked(&mut session);
    session.press(&format!("?{LIGHT}{FENCE}"));
    session.wait_for("Help");
}

#[test]
fn an_answer_on_its_way_at_the_end_does_not_reach_the_shell() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "\"$0\"; read -r left; echo \"left:$left.\""]);
    command.arg(env!("CARGO_BIN_EXE_quotidian"));
    let mut session = Session::run_with(80, 24, command, &[]);
    session.wait_for("Mexican President Claudia");
    session.press("q");
    std::thread::sleep(Duration::from_millis(50));
    session.press(&format!("{LIGHT}{FENCE}"));
    std::thread::sleep(Duration::from_millis(400));
    session.press("\r");
    session.wait_for("left:.");
}

#[test]
fn nothing_is_asked_where_the_answer_is_known_or_may_go_astray() {
    for (arguments, variables) in [
        (&[][..], &[("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")][..]),
        (&[], &[("SSH_TTY", "/dev/pts/9")]),
        (&["--link", "ssh"], &[]),
        (&["--background", "dark"], &[]),
        (&["--theme", "dark"], &[]),
        (&["--color", "none"], &[]),
        (&[], &[("COLORFGBG", "15;0")]),
        (&[], &[("STY", "1234.pts-0.host")]),
    ] {
        let mut session = start(arguments, variables);
        session.wait_for("QUOTES  10");
        session.press("nqq");
        session.ended();
        // A link that somebody left open is closed; that asks for nothing.
        let sent = sent(&session).replace("\x1b]8;;\x1b\\", "");
        assert!(!sent.contains("\x1b]"), "{arguments:?} {variables:?}");
        assert!(!sent.contains("\x1b[c"), "{arguments:?} {variables:?}");
    }
}

#[test]
fn the_person_says_what_the_ground_is() {
    let mut session = start(&["--background", "light"], &[("COLORFGBG", "15;0")]);
    session.wait_for("QUOTES  10");
    assert!(sent(&session).contains(OF_LIGHT) && !sent(&session).contains(OF_DARK));
}

/// What is copied of the showcase's first quote, as it is sent.
fn copied(variables: &[(&str, &str)]) -> String {
    let mut session = start(&["--background", "dark"], variables);
    session.wait_for("QUOTES  10");
    session.press("n");
    session.wait_for("1/10");
    session.press("y");
    session.wait_for("quote with its speaker sent to the terminal's clipboard");
    sent(&session)
}

/// The text in base64 behind the last of `sent`'s sequences that set the clipboard.
fn on_the_clipboard(sent: &str) -> String {
    let (_, after) = sent.rsplit_once("\x1b]52;c;").unwrap();
    let (encoded, _) = after.split_once('\x07').unwrap();
    let text = base64::engine::general_purpose::STANDARD.decode(encoded);
    String::from_utf8(text.unwrap()).unwrap()
}

#[test]
fn what_is_copied_is_sent_to_the_terminal_and_never_asked_back() {
    // A desktop's tools would put it on a clipboard at the wrong end of the line.
    let ssh = [
        ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"),
        ("DISPLAY", ":9"),
    ];
    let sent = copied(&ssh);
    let text = on_the_clipboard(&sent);
    assert!(text.contains("It’s not going to happen") && text.contains("— Claudia Sheinbaum"));
    assert_eq!(sent.matches("\x1b]52;").count(), 1);
    assert!(!sent.contains("]52;c;?"));
}

#[test]
fn inside_tmux_it_is_sent_through_too() {
    let sent = copied(&[("TMUX", "/no/such/socket,1,0")]);
    assert!(sent.contains("\x1bPtmux;\x1b\x1b]52;c;"));
    assert_eq!(sent.matches("\x1b]52;").count(), 2);
}

#[test]
fn what_is_too_long_for_a_terminal_is_not_sent_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.txt");
    let words = "the port is closed and will stay so ".repeat(2500);
    std::fs::write(&file, format!("Ferries\n\n“{words},” Ann Lee said.\n")).unwrap();
    let path = file.to_str().unwrap();
    let mut session = start(&["read", path, "--link", "ssh"], &[]);
    session.wait_for("QUOTES  1");
    session.press("ny");
    session.wait_for("nothing was copied");
    assert!(!sent(&session).contains("]52;"));
}

/// A command that writes what it finds elsewhere, with standard error on the terminal.
fn beside(script: &str, variables: &[(&str, &str)]) -> Session {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script]);
    command.arg(env!("CARGO_BIN_EXE_quotidian"));
    Session::run_with(80, 24, command, variables)
}

/// A server that takes `seconds` to answer with a page; its address.
fn slow_server(seconds: u64) -> String {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let _ = stream.read(&mut [0; 4096]);
                std::thread::sleep(Duration::from_secs(seconds));
                let page = "The port is closed, and \"it stays closed,\" Ann Lee said on Monday.";
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close";
                let length = page.len();
                let _ = write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{page}");
            });
        }
    });
    format!("http://{address}/port.txt")
}

#[test]
fn what_takes_long_says_so_on_the_terminal_and_is_gone_in_the_end() {
    let address = slow_server(2);
    let script = format!("\"$0\" analyze {address} > $HOME/out; echo done; cat $HOME/out");
    let mut session = beside(&script, &[]);
    session.wait_for(&format!("reading {address}"));
    session.wait_for("Ann Lee");
    assert!(
        !session.screen().contains("reading"),
        "{}",
        session.screen()
    );
    let count = sent(&session).matches("reading").count();
    assert!(count <= 3, "told {count} times");
}

#[test]
fn what_is_done_at_once_says_nothing_of_itself() {
    let mut session = beside("\"$0\" text tests/data/news/README.md; echo done", &[]);
    session.wait_for("done");
    assert!(!sent(&session).contains("reading"));
}

#[test]
fn no_progress_is_written_into_a_file() {
    let address = slow_server(1);
    let script = format!("\"$0\" text {address} 2> $HOME/told; wc -c < $HOME/told");
    let mut session = beside(&script, &[]);
    session.wait_for("Ann Lee");
    session.wait("the count", |s| {
        s.screen().lines().any(|line| line.trim() == "0")
    });
}

#[test]
fn a_big_folder_is_heard_of_at_once_and_over_ssh_three_times_a_second_at_most() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..3000 {
        let text = format!("Ferries {i}\n\n“It stays closed,” Ann Lee said on Monday.\n");
        std::fs::write(folder.path().join(format!("{i:04}.txt")), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let began = std::time::Instant::now();
    let mut session = start(&["read", path, "--link", "ssh"], &[]);
    session.wait_for("loading");
    let told = session.bytes().len();
    session.wait_for("3,000 articles");
    let frames = sent(&session)[told..].matches("\x1b[?2026h").count();
    let most = began.elapsed().as_millis() / 333 + 4;
    assert!(frames as u128 <= most, "{frames} frames, {most} at most");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_message_that_is_cut_is_one_key_away_in_whole() {
    let long = format!("no/such/{}/the-end.txt", "folder/".repeat(20));
    let mut session = start(&["--link", "ssh"], &[]);
    session.wait_for("QUOTES  10");
    session.resize(80, 24);
    session.press(&format!("a{long}\r"));
    session.wait_for("(! all)");
    assert!(!session.screen().contains("the-end.txt"));
    session.press("!");
    session.wait_for("the-end.txt");
}
