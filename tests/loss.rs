//! The terminal taken away, given back and changed in every state of the real program: Ctrl-Z and `fg`, storms of
//! sizes, a terminal that does not read, signals, and one that is gone.
#![cfg(target_os = "linux")]

mod common;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "common/pty.rs"]
mod pty;
#[path = "common/server.rs"]
mod server;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use pty::Session;
use quotidian::model::{Link, Order, Origin, Part, Shelf};
use quotidian::store::Store;
use quotidian::text::Clean;
use rustix::process::{Pid, WaitOptions, set_child_subreaper, waitpid};
use server::Server;
use tempfile::TempDir;

const COLUMNS: u16 = 100;
const ROWS: u16 = 30;

/// How long the program may be there without its terminal.
const LOST: Duration = Duration::from_secs(1);

/// A state of the program: its name, and keys that bring the list to it, each with what the screen shows then.
type State = (&'static str, &'static [(&'static str, &'static str)]);

const READING: (&str, &str) = ("\r", "s speaker");

const STATES: &[State] = &[
    ("the list", &[]),
    ("the text", &[READING]),
    ("a quote", &[READING, ("n", "1/")]),
    ("finding in the article", &[READING, ("/wait", "/wait")]),
    ("searching everything", &[("/wait", "“wait”")]),
    ("the palette", &[(":", "Command")]),
    ("the help", &[("?", "Help")]),
    ("a sequence of keys begun", &[("g", "")]),
    ("subscribing", &[("ahttps", "https")]),
    ("a tag", &[("tcity", "Tag: city")]),
    ("the shelves", &[("v", "Shelves")]),
    ("a refresh that hangs", &[("R", "refreshing")]),
    (
        "putting a quote right",
        &[READING, ("n", "1/"), ("c", "Who said")],
    ),
    (
        "the links",
        &[READING, ("o", "https://harbour.example/plan")],
    ),
];

/// A library with some articles, and with subscriptions to a server that does not answer and to a command that goes
/// on for ever.
fn library() -> (TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, stream| server::hang(stream));
    let mut store = Store::open(folder.path()).unwrap();
    let line = "“We wait for the plan,” said Ada Byron of the Bank of Lisbon.\n";
    let articles = (0..20).map(|n| {
        let title = format!("Story {n}");
        let mut article = common::article(&title, Some(&title), &line.repeat(30));
        for (word, address) in [
            ("plan", "https://harbour.example/plan"),
            ("Lisbon", "https://lisbon.example/"),
        ] {
            article.links.push(Link {
                span: common::place(&article, word),
                target: Clean::line(address),
            });
        }
        article
    });
    common::library::receive(&mut store, &server.url("/feed"), articles.collect());
    let command = Origin::Exec("sleep 600".to_owned());
    store
        .subscribe(&command, None, &Clean::default(), &[])
        .unwrap();
    (folder, server)
}

/// The words that start the program on the library in `folder`.
fn program(folder: &Path) -> [&str; 3] {
    let folder = folder.to_str().unwrap();
    [env!("CARGO_BIN_EXE_quotidian"), "--library", folder]
}

/// Waits for the first article with its quotes, and gives it a star.
fn begin(session: &mut Session) {
    session.wait_for("Story 5");
    session.wait_for("–/30");
    session.press("*");
    session.wait_for("star given");
    session.press("\x1b");
    session.wait("the word to go", |s| !s.screen().contains("star given"));
}

/// The program on a new library, with a star given to the first article.
struct Reader {
    session: Session,
    library: TempDir,
    _server: Server,
}

impl Reader {
    fn start(columns: u16, rows: u16) -> Self {
        Self::run(columns, rows, "exec \"$@\"")
    }

    /// With a shell around it, which is what Ctrl-Z goes back to.
    fn in_a_shell(columns: u16, rows: u16) -> Self {
        Self::run(columns, rows, "\"$@\"; code=$?; exit $code")
    }

    fn run(columns: u16, rows: u16, script: &str) -> Self {
        let (library, server) = library();
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, "sh"]);
        command.args(program(library.path()));
        let mut session = Session::run(columns, rows, command);
        begin(&mut session);
        Self {
            session,
            library,
            _server: server,
        }
    }

    fn enter(&mut self, keys: &[(&str, &str)]) {
        for (keys, shown) in keys {
            self.session.press(keys);
            self.session.wait_for(shown);
        }
    }

    /// Waits until this terminal shows what the `other` shows, in the same colours, with the cursor
    /// where it is there.
    fn comes_to_show(&mut self, other: &Self, what: &str) {
        self.session.wait(what, |session| {
            let (here, there) = (session.terminal(seen), other.session.terminal(seen));
            session.terminal(vt100::Screen::alternate_screen) && here == there
        });
    }

    fn suspend(&mut self) {
        self.session.press("\x1a");
        self.session.wait("the program to stop", |session| {
            pty::process_state(session.process_id()) == Some('T')
        });
        let given_back = Session::is_given_back;
        self.session
            .wait("the terminal", |session| given_back(session));
    }

    fn go_on(&mut self) {
        self.session.signal_all("CONT");
    }

    fn has_kept_the_star(&self) -> bool {
        let store = Store::open(self.library.path()).unwrap();
        let starred = store.list(&Shelf::Starred, Order::Newest, Part::From(0), 1);
        starred.unwrap().total == 1
    }
}

/// What a person sees of a screen: its cells with their looks, and the cursor unless it is hidden.
fn seen(screen: &vt100::Screen) -> (Vec<String>, Option<(u16, u16)>) {
    let (rows, columns) = screen.size();
    let cell = |row, column| {
        let cell = screen.cell(row, column).unwrap();
        // A cell that nothing was written to looks like a blank.
        let sign = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let ground = (cell.bgcolor(), cell.underline(), cell.inverse());
        // How letters look is not to be seen where there are none.
        let looks = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
        let looks = (sign != " ").then_some(looks);
        format!("{sign}{ground:?}{looks:?}")
    };
    let row = |row| (0..columns).map(|column| cell(row, column)).collect();
    let cursor = screen.cursor_position();
    let cells = (0..rows).map(row).collect();
    (cells, (!screen.hide_cursor()).then_some(cursor))
}

/// Sizes as a hand that pulls at a window makes them, the smallest among them; always the same.
fn storm() -> impl Iterator<Item = (u16, u16)> {
    let mut state: u32 = 2_463_534_242;
    let mut dice = move |sides: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        u16::try_from(state % sides).unwrap()
    };
    (0..200).map(move |n| match n % 20 {
        7 => (1, 1),
        13 => (1, 1 + dice(60)),
        _ => (1 + dice(200), 1 + dice(60)),
    })
}

#[test]
fn every_state_survives_ctrl_z_and_a_storm_of_sizes() {
    for &(name, keys) in STATES {
        let mut still = Reader::start(COLUMNS, ROWS);
        let mut moved = Reader::in_a_shell(COLUMNS, ROWS);
        still.enter(keys);
        moved.enter(keys);
        moved.suspend();
        moved.go_on();
        moved.comes_to_show(&still, &format!("{name} after fg"));
        for (columns, rows) in storm() {
            moved.session.resize_unseen(columns, rows);
        }
        moved.session.resize(COLUMNS, ROWS);
        moved.comes_to_show(&still, &format!("{name} after the storm"));
        moved.suspend();
        moved.session.resize(64, 20);
        moved.go_on();
        moved.session.wait("the screen", |session| {
            session.terminal(vt100::Screen::alternate_screen)
        });
        moved.session.resize(COLUMNS, ROWS);
        moved.comes_to_show(&still, &format!("{name} after it was stopped and resized"));
    }
}

#[test]
fn signals_end_it_in_every_state_with_everything_kept() {
    let signals = [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)];
    for (&(name, keys), (signal, code)) in STATES.iter().zip(signals.into_iter().cycle()) {
        let mut reader = Reader::start(COLUMNS, ROWS);
        reader.enter(keys);
        reader.session.signal(signal);
        assert_eq!(reader.session.ended(), code, "{signal} in {name}");
        assert!(reader.has_kept_the_star(), "{signal} in {name}");
        assert_eq!(
            left_of(reader.session.process_id()),
            [0; 0],
            "{signal} in {name}"
        );
    }
}

/// The processes that are still there of the session whose first was `leader`.
fn left_of(leader: u32) -> Vec<u32> {
    let of_session = |process: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let mut fields = after_name.split(' ');
        let alive = fields.next() != Some("Z");
        alive && fields.nth(2) == Some(&leader.to_string())
    };
    let processes = std::fs::read_dir("/proc").unwrap();
    let numbers = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(of_session).collect()
}

/// Has it write until it can't, as the terminal does not read. The lock of its gate is to be held.
fn stuff(session: &mut Session) {
    let mut looks = 0;
    session.wait("it to wait for the terminal", |session| {
        // What the call that the main thread is in was given first: the number of standard output.
        let call = std::fs::read_to_string(format!("/proc/{}/syscall", session.process_id()));
        let writing = call.unwrap().split(' ').nth(1) == Some("0x1");
        looks = if writing { looks + 1 } else { 0 };
        if !writing {
            session.press("\x0c");
        }
        looks == 10
    });
}

#[test]
fn a_change_of_the_size_within_a_frame_is_drawn_to_the_end() {
    let mut still = Reader::start(72, 20);
    still.enter(&[READING]);
    let mut moved = Reader::start(COLUMNS, ROWS);
    moved.enter(&[READING]);
    let gate = moved.session.gate();
    let shut = gate.lock().unwrap();
    stuff(&mut moved.session);
    moved.session.signal("WINCH");
    drop(shut);
    let shut = gate.lock().unwrap();
    stuff(&mut moved.session);
    moved.session.resize(72, 20);
    drop(shut);
    moved.comes_to_show(&still, "the new size");
}

#[test]
fn a_terminal_that_does_not_read_does_not_keep_it_from_ending() {
    let mut reader = Reader::start(COLUMNS, ROWS);
    let gate = reader.session.gate();
    let shut = gate.lock().unwrap();
    stuff(&mut reader.session);
    let asked = Instant::now();
    reader.session.signal("TERM");
    assert_eq!(reader.session.exit_code(), 143);
    assert!(asked.elapsed() < LOST, "{:?}", asked.elapsed());
    drop(shut);
    assert!(reader.has_kept_the_star());
}

/// What the test below runs and kills: a terminal with the reader in one of the states.
#[test]
fn a_terminal_to_be_killed() {
    let (Some(state), Some(library)) = (
        std::env::var_os("QUOTIDIAN_TEST_STATE"),
        std::env::var_os("QUOTIDIAN_TEST_LIBRARY"),
    ) else {
        return;
    };
    let library = Path::new(&library);
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "log=$1; shift; exec \"$@\" 2>\"$log\"", "sh"]);
    command.arg(library.join("complaints"));
    command.args(program(library));
    let mut session = Session::run(COLUMNS, ROWS, command);
    begin(&mut session);
    let gate = session.gate();
    let mut shut = None;
    match STATES.get(state.to_str().unwrap().parse::<usize>().unwrap()) {
        Some((_, keys)) => {
            for (keys, shown) in *keys {
                session.press(keys);
                session.wait_for(shown);
            }
        }
        None => {
            shut = Some(gate.lock().unwrap());
            stuff(&mut session);
        }
    }
    println!("\nreader {}", session.process_id());
    std::thread::park_timeout(Duration::from_secs(60));
    drop(shut);
}

/// Starts a terminal with the reader in a state; both.
fn terminal(state: usize, library: &Path) -> (Child, u32) {
    let mut terminal = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_terminal_to_be_killed", "--nocapture"])
        .env("QUOTIDIAN_TEST_STATE", state.to_string())
        .env("QUOTIDIAN_TEST_LIBRARY", library)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(terminal.stdout.take().unwrap()).lines();
    let mut reader = lines.map_while(Result::ok).filter_map(|line| {
        let process = line.strip_prefix("reader ")?;
        process.parse().ok()
    });
    let reader = reader.next().expect("the reader came up");
    (terminal, reader)
}

#[test]
fn a_lost_terminal_ends_it_within_a_second_in_every_state() {
    // Whoever has lost its parent is this process's to wait for.
    set_child_subreaper(Pid::from_raw(1)).unwrap();
    let stuck = STATES.len();
    for state in 0..=stuck {
        let name = STATES
            .get(state)
            .map_or("writing in vain", |(name, _)| name);
        let (library, _server) = library();
        let (mut terminal, reader) = terminal(state, library.path());
        terminal.kill().unwrap();
        terminal.wait().unwrap();
        let lost = Instant::now();
        let process = Pid::from_raw(i32::try_from(reader).unwrap());
        let ended = loop {
            if let Some((_, status)) = waitpid(process, WaitOptions::NOHANG).unwrap() {
                break status;
            }
            assert!(lost.elapsed() < LOST, "still there: {name}");
            std::thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(ended.exit_status(), Some(129), "{name}");
        let complaints = std::fs::read_to_string(library.path().join("complaints")).unwrap();
        assert_eq!(complaints, "", "{name}");
        let store = Store::open(library.path()).unwrap();
        let starred = store.list(&Shelf::Starred, Order::Newest, Part::From(0), 1);
        assert_eq!(starred.unwrap().total, 1, "{name}");
        assert_eq!(left_of(reader), [0; 0], "{name}");
    }
}
