//! Real keys through a real pseudo-terminal: what a person sees, and how the terminal is left.
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "common/pty.rs"]
mod pty;

use std::time::Duration;

use portable_pty::CommandBuilder;
use pty::Session;
use quotidian::analysis::annotate;
use quotidian::app::{Keymap, NameOrder, View};
use quotidian::config::{Depth, Keys, Link, TerminalChoice, ThemeFile};
use quotidian::loader::Input;
use quotidian::model::{Article, Order};
use quotidian::shell;
use quotidian::text::is_unsafe;

#[test]
fn the_showcase_opens_and_its_quotes_are_walked() {
    let mut session = Session::start(120, 40, &[]);
    session.wait_for("Mexican President Claudia Sheinbaum");
    session.press("n");
    session.wait_for("1/10");
    session.press("nnn");
    session.wait_for("4/10");
    session.press("s");
    session.wait_for("following Donald Trump");
    session.press("/pentagon\r");
    session.wait_for("match 1 of 2");
    session.press("\x1b");
    session.wait_for("search ended");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn at_forty_by_ten_it_is_a_reader_still() {
    let mut session = Session::start(40, 10, &[]);
    session.wait_for("Mexican President Claudia Sheinbaum");
    session.press("n");
    session.wait_for("1/10");
    session.press("g1");
    session.wait_for("Showcase");
    session.press("2q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn the_wheel_scrolls_and_a_wrong_key_says_so() {
    let mut session = Session::start(80, 24, &[]);
    session.wait_for("Mexican President Claudia");
    session.press("\x1b[<65;50;10M");
    session.wait("the text to scroll", |s| !s.screen().contains("has again"));
    session.press("\x1b[20~");
    session.wait_for("f9 does nothing here");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn nothing_is_sent_while_nothing_happens() {
    let mut session = Session::start(100, 30, &[]);
    session.wait_for("QUOTES  10");
    std::thread::sleep(Duration::from_millis(300));
    let before = session.bytes().len();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(session.bytes().len(), before);
}

#[test]
fn the_text_reflows_when_the_window_changes() {
    let mut session = Session::start(120, 40, &[]);
    session.wait_for("QUOTES  10");
    session.resize(50, 20);
    session.wait("one pane", |s| {
        !s.screen().contains("QUOTES") && s.screen().contains("Mexican President Claudia")
    });
    session.resize(20, 5);
    session.wait("a small window", |s| {
        s.screen().contains("Mexican President")
    });
    session.resize(1, 1);
    session.resize(120, 40);
    session.wait_for("QUOTES  10");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut session = Session::start(80, 24, &[]);
        session.wait_for("Mexican President Claudia");
        session.signal(signal);
        assert_eq!(session.ended(), code, "{signal}");
    }
}

/// What the test below runs: the reader with a full analysis that takes its time.
#[test]
fn a_reader_that_takes_its_time() {
    if std::env::var_os("QUOTIDIAN_TEST_SLOW").is_none() {
        return;
    }
    let slowly = |article: &Article| {
        std::thread::sleep(Duration::from_secs(2));
        let mut found = annotate(article);
        found.names[0].name = "Found Later".to_owned();
        found
    };
    let theme = ThemeFile::mono().unwrap().at(Depth::None);
    let outcome = shell::run(shell::Options {
        matter: shell::Matter::Inputs(vec![Input::Edition]),
        order: Order::Newest,
        rules: Vec::new(),
        analyse_ahead: true,
        refresh_every: None,
        library: None,
        view: View {
            mouse: false,
            // What comes later is then at the top.
            names: NameOrder::Place,
            ..View::default()
        },
        themes: vec![("mono".to_owned(), theme)],
        ask_background: false,
        link: Link::Local,
        keymap: Keymap::new(&Keys::default()).unwrap(),
        annotate_fully: slowly,
        features: shell::terminal::features(&TerminalChoice::default()),
        open: None,
    });
    assert_eq!(outcome.unwrap(), shell::Outcome::Whole);
}

#[test]
fn keys_are_answered_while_an_article_is_fully_analysed_and_its_names_come_later() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_reader_that_takes_its_time", "--nocapture"]);
    command.env("QUOTIDIAN_TEST_SLOW", "1");
    let mut session = Session::run(120, 40, command);
    session.wait_for("NAMES  16");
    session.press("nn");
    session.wait_for("2/10");
    assert!(!session.screen().contains("Found Later"), "nobody waited");
    session.wait_for("Found Later");
    assert!(session.screen().contains("2/10"));
    session.press("q");
    session.ended();
}

#[test]
fn the_first_key_after_a_change_of_the_window_is_answered() {
    let mut session = Session::start(120, 40, &[]);
    session.wait_for("QUOTES  10");
    session.press("n");
    session.wait_for("1/10");
    session.resize(80, 24);
    session.wait("two panes", |s| !s.screen().contains("QUOTES"));
    session.press("n");
    session.wait_for("2/10");
    session.resize(120, 40);
    session.wait_for("QUOTES  10");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn with_sixteen_colours_no_other_is_asked_for() {
    let mut session = Session::start(120, 40, &["--color", "16"]);
    session.wait_for("QUOTES  10");
    session.press("n");
    session.wait_for("1/10");
    let bytes = session.bytes();
    let sent = String::from_utf8_lossy(&bytes);
    assert!(sent.contains("\x1b[3") && !sent.contains("38;5;") && !sent.contains("48;5;"));
}

#[test]
fn the_flag_for_colours_goes_before_no_color() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.args(["--color", "true"]);
    let mut session = Session::run_with(120, 40, command, &[("NO_COLOR", "1")]);
    session.wait_for("QUOTES  10");
    let bytes = session.bytes();
    let sent = String::from_utf8_lossy(&bytes);
    assert!(sent.contains("38;5;"), "no exact colour was sent");
}

/// The reader with a shell around it, which is what Ctrl-Z goes back to.
fn in_a_shell() -> Session {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "\"$0\"; code=$?; exit $code"]);
    command.arg(env!("CARGO_BIN_EXE_quotidian"));
    let mut session = Session::run(80, 24, command);
    session.wait_for("Mexican President Claudia");
    session
}

fn stopped(session: &mut Session) {
    session.wait("the program to stop", |s| {
        pty::process_state(s.process_id()) == Some('T')
    });
    session.wait("the terminal", |s| s.is_given_back());
}

#[test]
fn a_stopped_reader_that_is_killed_does_not_take_the_terminal_again() {
    let mut session = in_a_shell();
    session.press("\x1a");
    stopped(&mut session);
    let before = session.bytes().len();
    session.signal_all("TERM");
    session.signal_all("CONT");
    session.ended();
    let after = session.bytes()[before..].to_vec();
    assert!(
        !after.windows(8).any(|w| w == b"\x1b[?1049h"),
        "{:?}",
        String::from_utf8_lossy(&after)
    );
}

#[test]
fn without_a_shell_there_is_no_stopping() {
    let mut session = Session::start(80, 24, &[]);
    session.wait_for("Mexican President Claudia");
    session.press("\x1a");
    session.wait_for("there is no shell here to go to");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

/// What the test below runs in a terminal of its own.
#[test]
fn a_program_that_panics() {
    if std::env::var_os("QUOTIDIAN_TEST_PANIC").is_some() {
        quotidian::shell::terminal::restore_on_panic();
        quotidian::shell::terminal::take(&View {
            mouse: false,
            ..View::default()
        })
        .unwrap();
        panic!("on purpose");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "a_program_that_panics",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env("QUOTIDIAN_TEST_PANIC", "1");
    let mut session = Session::run(80, 24, command);
    session.wait_for("on purpose");
    assert!(session.is_given_back(), "{}", session.screen());
    assert!(
        session.bytes().windows(8).any(|w| w == b"\x1b[?1049h"),
        "the terminal was never taken"
    );
}

#[test]
fn a_dumb_terminal_reads_line_by_line() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.env("TERM", "dumb");
    let mut session = Session::run(80, 60, command);
    session.wait_for("10 quotes");
    session.press("\r");
    session.wait_for("Mexican President");
    session.press("n\r");
    session.wait_for("Quote 1 of 10, Claudia Sheinbaum:");
    session.press("q\r");
    assert_eq!(session.ended(), 0);
    assert!(!session.bytes().contains(&0x1b));
}

#[test]
fn an_article_on_standard_input_leaves_the_keys_to_the_terminal() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "printf 'Ferries stop\\n\\nThe port is closed, \"for good,\" Ann Lee said on Monday.\\n' | \"$0\" read -"]);
    command.arg(env!("CARGO_BIN_EXE_quotidian"));
    let mut session = Session::run(100, 24, command);
    session.wait_for("The port is closed");
    session.press("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn the_keyboard_is_not_taken_for_an_article() {
    let mut session = Session::start(100, 24, &["read", "-"]);
    session.wait_for("standard input is the keyboard here");
    assert_eq!(session.ended(), 1);
}

#[test]
fn what_could_not_be_loaded_is_in_the_exit_code() {
    let mut session = Session::start(100, 24, &["read", "no/such/file.txt"]);
    session.wait_for("no/such/file.txt");
    session.press("q");
    assert_eq!(session.ended(), 1);
}

#[test]
fn moves_of_the_mouse_and_pastes_without_a_prompt_cost_nothing() {
    let mut session = Session::start(100, 30, &[]);
    session.wait_for("QUOTES  10");
    std::thread::sleep(Duration::from_millis(300));
    let before = session.bytes().len();
    session.press("\x1b[<35;50;10M\x1b[I\x1b[O\x1b[200~pasted\x1b[201~");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(
        session.bytes().len(),
        before,
        "{:?}",
        String::from_utf8_lossy(&session.bytes()[before..])
    );
    session.press("/x");
    session.wait("the cursor", |s| s.terminal(|t| !t.hide_cursor()));
    session.press("\x1b");
    session.wait("no cursor", |s| s.terminal(vt100::Screen::hide_cursor));
}

/// How often `part` was sent.
fn times(session: &Session, part: &str) -> usize {
    let bytes = session.bytes();
    let windows = bytes.windows(part.len());
    windows.filter(|w| *w == part.as_bytes()).count()
}

const KITTY_ON: &str = "\x1b[>5u";
const KITTY_OFF: &str = "\x1b[<1u";

/// An environment in which the terminal has this name, but does not repeat characters: the emulator
/// does not.
fn calling_itself(term: &str) -> [(&str, &str); 2] {
    let config = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/config/no-repeat.toml"
    );
    [("TERM", term), ("QUOTIDIAN_CONFIG", config)]
}

fn in_kitty(command: CommandBuilder) -> Session {
    // The emulator is none: it does not repeat characters.
    let config = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/config/no-repeat.toml"
    );
    let environment = [("TERM", "xterm-kitty"), ("QUOTIDIAN_CONFIG", config)];
    let mut session = Session::run_with(100, 30, command, &environment);
    session.wait_for("Mexican President Claudia");
    session
}

#[test]
fn kitty_keys_are_understood_where_the_terminal_has_them() {
    let mut session = in_kitty(CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian")));
    // A press, its repetition, its release; control and a letter; escape.
    session.press("n\x1b[110;1:2u\x1b[110;1:3u");
    session.wait_for("2/10");
    session.press("/x\x1b[27u");
    session.wait("no cursor", |s| s.terminal(vt100::Screen::hide_cursor));
    session.press("\x1b[106;9u?");
    session.wait_for("Help");
    session.press("\x1b[27u\x1b[99;5u");
    assert_eq!(session.ended(), 0);
    assert_eq!(
        (times(&session, KITTY_ON), times(&session, KITTY_OFF)),
        (1, 1)
    );
    let bytes = session.bytes();
    let at = |part: &str| bytes.windows(part.len()).position(|w| w == part.as_bytes());
    let order = ["\x1b[?1049h", KITTY_ON, KITTY_OFF, "\x1b[?1049l"].map(at);
    assert!(order.is_sorted() && order[0].is_some(), "{order:?}");
}

#[test]
fn kitty_keys_are_given_back_however_it_ends() {
    let mut session = in_kitty(CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian")));
    session.signal("TERM");
    assert_eq!(session.ended(), 143);
    assert_eq!(
        (times(&session, KITTY_ON), times(&session, KITTY_OFF)),
        (1, 1)
    );

    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "\"$0\"; code=$?; exit $code"]);
    command.arg(env!("CARGO_BIN_EXE_quotidian"));
    let mut session = in_kitty(command);
    session.press("\x1b[122;5u");
    stopped(&mut session);
    assert_eq!(
        (times(&session, KITTY_ON), times(&session, KITTY_OFF)),
        (1, 1)
    );
    session.signal_all("CONT");
    session.wait("the keys again", |s| times(s, KITTY_ON) == 2);
    session.press("q");
    session.ended();
    assert_eq!(times(&session, KITTY_OFF), 2);

    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_program_that_panics", "--nocapture"]);
    command.env("QUOTIDIAN_TEST_PANIC", "1");
    let mut session = Session::run_with(80, 24, command, &calling_itself("xterm-kitty"));
    session.wait_for("on purpose");
    assert_eq!(
        (times(&session, KITTY_ON), times(&session, KITTY_OFF)),
        (1, 1)
    );
}

#[test]
fn other_terminals_are_neither_asked_nor_told_of_kitty_keys() {
    let mut session = Session::start(100, 30, &["--background", "dark"]);
    session.wait_for("QUOTES  10");
    session.press("q");
    assert_eq!(session.ended(), 0);
    for part in ["\x1b[>", "\x1b[<", "\x1b[?u", "\x1b[c"] {
        assert_eq!(times(&session, part), 0, "{part:?}");
    }
}

#[test]
fn what_may_follow_a_key_comes_after_a_pause_and_costs_few_bytes() {
    let mut session = Session::start(100, 30, &[]);
    session.wait_for("QUOTES  10");
    // Who knows the sequence is not shown it.
    session.press("gg");
    std::thread::sleep(Duration::from_millis(600));
    let before = session.bytes().len();
    session.press("g");
    session.wait_for("g …");
    assert!(!session.screen().contains("g top"));
    session.wait_for("g top");
    let cost = session.bytes().len() - before;
    assert!(cost < 600, "{cost} bytes");
    let listed = session.bytes().len();
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(session.bytes().len(), listed, "it is listed once");
    session.press("\x1b");
    session.wait("the list to go", |s| !s.screen().contains("g top"));
}

/// What can be seen in each cell; of a blank only what lies behind it.
fn cells(session: &Session) -> Vec<(String, vt100::Color, bool)> {
    session.terminal(|screen| {
        let (rows, columns) = screen.size();
        let places = (0..rows).flat_map(|y| (0..columns).map(move |x| (y, x)));
        let cell = |(y, x)| {
            let cell = screen.cell(y, x)?;
            let shown = cell.contents().trim().to_owned();
            Some((shown, cell.bgcolor(), cell.inverse()))
        };
        places.filter_map(cell).collect()
    })
}

#[test]
fn nothing_is_left_of_what_may_follow_a_key() {
    for theme in ["dark", "paper"] {
        let mut session = Session::start(100, 30, &["--theme", theme]);
        session.wait_for("NAMES  16");
        session.wait_for("0 unread");
        let before = cells(&session);
        for _ in 0..3 {
            session.press("g");
            session.wait_for("g top");
            session.press("\x1b");
            session.wait("the list to go", |s| cells(s) == before);
        }
    }
}

#[test]
fn keys_that_are_typed_ahead_are_answered_together() {
    let mut session = Session::start(100, 12, &[]);
    session.wait_for("Mexican President Claudia");
    let frames = |session: &Session| times(session, "\x1b[?2026h");
    let before = frames(&session);
    session.press(&"jk".repeat(1_000));
    session.press("G");
    session.wait_for("100%");
    let drawn = frames(&session) - before;
    assert!(drawn < 500, "{drawn} frames for 2001 keys");
}

/// A file with a line of Hebrew, read in a terminal that calls itself `term`, up to the end: what its
/// screen showed, and all that was sent to it.
fn hebrew_in(term: &str) -> (String, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hebrew.txt");
    std::fs::write(&path, "כותרת קצרה\n\nהנמל ייפתח מחדש (בקרוב) בשנת 2027.\n").unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.args(["read", path.to_str().unwrap()]);
    let mut session = Session::run_with(80, 24, command, &calling_itself(term));
    session.wait_for("2027");
    let screen = session.screen();
    session.press("q");
    assert_eq!(session.ended(), 0);
    (screen, session.bytes())
}

#[test]
fn right_to_left_text_is_put_in_order_once_by_the_program_or_by_the_terminal() {
    let at = |bytes: &[u8], sequence: &[u8]| bytes.windows(4).position(|w| w == sequence);
    let (screen, bytes) = hebrew_in("xterm-256color");
    assert!(
        screen.contains(".2027 תנשב (בורקב) שדחמ חתפיי למנה"),
        "{screen}"
    );
    let (asked, given_back) = (at(&bytes, b"\x1b[8l"), at(&bytes, b"\x1b[8h"));
    assert!(asked.is_some() && given_back > asked);
    let (screen, bytes) = hebrew_in("mlterm-256color");
    assert!(
        screen.contains("הנמל ייפתח מחדש (בקרוב) בשנת 2027."),
        "{screen}"
    );
    assert_eq!(
        (at(&bytes, b"\x1b[8l"), at(&bytes, b"\x1b[8h")),
        (None, None)
    );
}

/// Everything that an article may try on a terminal, in one text.
const HOSTILE: &str = "Safe start \x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b[?1049l\x1b[31mred\u{9b}2J\u{9d}0;x\u{9c} \
\u{202e}txet desrever\u{202c} tags\u{e0041}\u{e0042} \x1bP+q544e\x1b\\ \x1b_Gf=100;AAAA\x1b\\ \x08\x08\x7f bell\x07 \x0e\x0f \x1b[6n\x1b[c end.\n\n\
\"I did \x1b]8;;http://evil/\x1b\\nothing\x1b]8;;\x1b\\ wrong,\" said John \x1b[5mSmith\x1b[0m, who\u{2066} was there\u{2069}.\n";

#[test]
fn no_byte_of_a_hostile_article_drives_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let name = "evil\x1b]0;name\x07\x1b[31m.txt";
    std::fs::write(
        folder.path().join(name),
        format!("Title \x1b]0;t\x07\u{202e}\n\n{HOSTILE}"),
    )
    .unwrap();
    std::fs::write(folder.path().join("page.html"), format!(
        "<html><head><title>Page \x1b]0;t\x07 &#27;]0;x&#7; &#155;2J</title></head><body><article><h1>Head &#x1b;[2J</h1><p>{HOSTILE}</p><p>Entities: &#27;[31m &#155;31m &#x202e; \
         and enough words to make a paragraph that an extractor takes for the text of the page, which is long.</p></article></body></html>"
    )).unwrap();
    std::fs::write(folder.path().join("bad\x1b[2J.bin"), b"\x00\x01\x02\x1b[2J").unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    let mut session = Session::start(120, 40, &["read", &path]);
    session.wait_for("Safe start");
    session.press("2nJw\x1b?\x1b!\x1b3jj\r1");
    session.wait("the keys to be answered", |s| {
        s.screen().contains("Articles")
    });
    session.press("q");
    assert_eq!(session.ended(), 0);
    allowed(&session.bytes());
}

#[test]
fn no_address_of_a_hostile_article_drives_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.md");
    let links = "# Links\n\nA [first](<https://e.org/\u{9d}8;;x\u{9c}\x1b]8;;\x1b\\>), a [second](https://e.org/ü), \
         a [third](javascript:x), a [fourth](<https://e.org/a;b c>) and a [fifth](&#27;]8;;https://evil/&#7;).\n";
    std::fs::write(&path, links).unwrap();
    let mut session = Session::start(120, 40, &["read", path.to_str().unwrap()]);
    session.wait_for("a second");
    session.press(";");
    session.wait_for("Link number");
    session.press("\r");
    session.wait_for("Enter or a number opens");
    session.press("qq");
    assert_eq!(session.ended(), 0);
    let bytes = session.bytes();
    allowed(&bytes);
    let sent = String::from_utf8_lossy(&bytes);
    for address in ["https://e.org/%C3%BC", "https://e.org/a;b%20c"] {
        assert!(sent.contains(&format!(";{address}\x1b\\")), "{sent:?}");
    }
    assert!(!sent.contains("evil") && !sent.contains("javascript"));
}

/// Fails on any sequence that is not one of those the program has reason to send.
fn allowed(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("what is sent is UTF-8");
    // The terminal is asked for its background, once and for all.
    let text = text.replacen("\x1b]11;?\x1b\\\x1b[c", "", 1);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c| is_unsafe(c) && !matches!(c, '\n' | '\r' | '\x08' | '\t')) {
        let from = &rest[at..];
        // The row above, scrolling, and a tab stop.
        let short = from.strip_prefix("\x1bM");
        if let Some(after) = short.or_else(|| from.strip_prefix("\x1bH")) {
            rest = after;
            continue;
        }
        if let Some(after) = link(from) {
            rest = after;
            continue;
        }
        let Some(sequence) = from.strip_prefix("\x1b[") else {
            panic!(
                "not allowed: {:?}",
                from.chars().take(40).collect::<String>()
            );
        };
        let end = sequence
            .find(|c: char| ('@'..='~').contains(&c))
            .unwrap_or_else(|| panic!("cut off: {sequence:?}"));
        let (parameters, last) = (&sequence[..end], &sequence[end..=end]);
        let modes = ["8", "?1049", "?25", "?2004", "?2026", "?1000", "?1006"];
        // Wrapping around at glyphs that terminals draw wider, margins when they are given back.
        let modes = [&modes[..], &["?7", "?69"]].concat();
        let fits = match last {
            "h" | "l" => modes.contains(&parameters),
            // Colours, moves, erasing, lines that move, regions, and what is repeated.
            "m" | "A" | "B" | "C" | "D" | "G" | "H" | "J" | "K" | "L" | "M" | "X" | "b" | "d"
            | "r" => parameters.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "g" => parameters == "3",
            _ => false,
        };
        assert!(fits, "not allowed: ESC [ {parameters} {last}");
        rest = &sequence[end + 1..];
    }
}

/// What follows the opening or the end of a link; `None` where there is none, or one that leads
/// elsewhere than to the web and to mail.
fn link(sequence: &str) -> Option<&str> {
    let (link, after) = sequence.strip_prefix("\x1b]8;")?.split_once("\x1b\\")?;
    let (parameters, address) = link.split_once(';')?;
    let schemes = ["http://", "https://", "mailto:"];
    let leads = schemes.iter().any(|scheme| address.starts_with(scheme));
    let safe = address.bytes().all(|b| b.is_ascii_graphic()) && address.len() < 6100;
    let number = parameters
        .strip_prefix("id=")
        .is_some_and(|n| n.parse::<u32>().is_ok());
    let ends = link == ";";
    (ends || (leads && safe && number)).then_some(after)
}
