//! The real program on a library: what it had answered is there though it is killed, and what is stored is
//! analysed.

mod common;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "common/pty.rs"]
mod pty;

use std::path::Path;

use portable_pty::CommandBuilder;
use pty::Session;
use quotidian::analysis::VERSION;
use quotidian::model::{Change, Order, Part, SavedSearch, Shelf};
use quotidian::store::Store;
use quotidian::text::Clean;

fn start(library: &Path) -> Session {
    start_with(library, "")
}

/// The reader with this configuration.
fn start_with(library: &Path, configuration: &str) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    if !configuration.is_empty() {
        let file = library.join("config.toml");
        std::fs::write(&file, configuration).unwrap();
        command.arg("--config");
        command.arg(file);
    }
    command.arg("--library");
    command.arg(library);
    Session::run(100, 30, command)
}

/// What leaves articles alone until they are opened.
const NOT_AHEAD: &str = "library.analyse_ahead = false";

/// How many articles have a star.
fn starred(library: &Path) -> usize {
    let store = Store::open(library).unwrap();
    let part = Part::From(0);
    let starred = store.list(&Shelf::Starred, Order::Newest, part, 1);
    starred.unwrap().total
}

/// Takes so many stories in, each with a quotation and names.
fn receive_stories(store: &mut Store, count: usize) {
    let articles = (0..count).map(|n| {
        let title = format!("Story {n}");
        common::article(
            &title,
            Some(&title),
            "“We wait,” said Ada Byron of the Bank of Lisbon.",
        )
    });
    common::library::receive(store, "https://daily.example/feed", articles.collect());
}

#[test]
fn what_a_key_changed_is_kept_though_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap();
        let articles = (0..30).map(|n| {
            let title = format!("Story {n}");
            common::article(&title, Some(&title), "A text of one line.")
        });
        common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
    }
    for n in 0..12 {
        let mut session = start(folder.path());
        session.wait_for(&format!("Story {}", n.min(20)));
        session.press(&format!("gg{}*", "j".repeat(n)));
        session.wait_for("star given");
        // A key is answered before its change is kept, which takes some milliseconds.
        session.wait("it is kept", |_| starred(folder.path()) == n + 1);
        session.signal("KILL");
        assert_eq!(starred(folder.path()), n + 1, "after kill {n}");
    }
}

#[test]
fn what_is_stored_is_analysed_behind_the_picture_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    receive_stories(&mut store, 6);
    let mut session = start(folder.path());
    session.wait("all are analysed", |_| {
        store.to_analyse(VERSION, 1).unwrap().is_empty()
    });
    for row in store
        .list(&Shelf::All, Order::Newest, Part::From(0), 100)
        .unwrap()
        .rows
    {
        assert_eq!(row.quotes, Some(1));
    }
}

#[test]
fn marks_that_are_given_and_taken_again_and_again_are_shown_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap();
        let only = common::article("only", Some("The only story"), "A text of one line.");
        common::library::receive(&mut store, "https://daily.example/feed", vec![only]);
    }
    let mut session = start(folder.path());
    session.wait_for("The only story");
    for _ in 0..5 {
        session.press("*");
        session.wait("the star is there", |s| s.screen().contains("★"));
        session.press("*");
        session.wait("the star is gone", |s| !s.screen().contains("★"));
    }
    for _ in 0..3 {
        session.press("m");
        session.wait("it is read", |s| !s.screen().contains("●"));
        session.press("m");
        session.wait("it is unread", |s| s.screen().contains("●"));
    }
}

#[test]
fn unread_articles_are_found_by_count_on_and_back_and_changes_undone_by_count() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap();
        let articles = (0..600).map(|n| {
            let title = format!("Story {n}");
            common::article(&title, Some(&title), &format!("This is number {n}, whole."))
        });
        common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
    }
    let mut session = start(folder.path());
    session.wait_for("Story 0");
    session.press("300U");
    session.wait_for("number 300, whole");
    session.press("2P");
    session.wait_for("number 298, whole");
    session.press("299P");
    session.wait_for("number 599, whole");
    session.press("gg");
    session.wait_for("number 0, whole");
    session.press("3m");
    session.wait_for("3 articles marked read; 3 u undoes that");
    session.press("U");
    session.wait_for("number 3, whole");
    session.press("3u");
    session.wait_for("3 changes undone");
    session.press("P");
    session.wait_for("number 2, whole");
    session.press("9u");
    session.wait_for("there is nothing to undo");
}

#[test]
fn an_export_that_takes_long_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap();
        let words = "“We wait,” said Ada Byron of the Bank of Lisbon, as Tom Lee told the board. ";
        let articles = (0..300).map(|n| {
            let title = format!("Story {n}");
            common::article(&title, Some(&title), &words.repeat(40))
        });
        common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
        let all = store
            .list(&Shelf::All, Order::Newest, Part::From(0), 1000)
            .unwrap();
        for row in all.rows {
            store.change(&Change::Star(row.key, true)).unwrap();
        }
    }
    let mut command = CommandBuilder::new("sh");
    let script = "\"$0\" --library \"$1\" export --starred --format json > /dev/null; echo ended";
    command.args(["-c", script, env!("CARGO_BIN_EXE_quotidian")]);
    command.arg(folder.path());
    let mut session = Session::run(80, 24, command);
    session.wait("how far it is", |s| {
        let screen = s.screen();
        screen.contains("exporting: ") && screen.contains(" of 300 articles")
    });
}

#[test]
fn a_long_line_that_is_typed_moves_along_with_the_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path());
    session.wait_for("Showcase");
    session.press("a");
    session.press(&format!(
        "https://example.org/{}the-end.xml",
        "long/".repeat(40)
    ));
    session.wait_for("the-end.xml");
    session.press("\u{1b}");
    session.wait("the prompt is gone", |s| {
        !s.screen().contains("the-end.xml")
    });
}

#[test]
fn a_saved_search_tells_on_the_shelves_how_much_it_finds_unread() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap();
        let articles = (0..120).map(|n| {
            let place = if n < 17 { "harbour" } else { "station" };
            let title = format!("Story {n}");
            common::article(&title, Some(&title), &format!("A text about the {place}."))
        });
        common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
        for (name, query) in [("At sea", "harbour"), ("On land", "station")] {
            let search = SavedSearch {
                name: Clean::line(name),
                query: Clean::line(query),
            };
            store.change(&Change::SaveSearch(search, true)).unwrap();
        }
    }
    let mut session = start(folder.path());
    session.wait_for("Story 0");
    session.press("v");
    for (name, count) in [("At sea", " 17"), ("On land", " 99+")] {
        session.wait("the count", |session| {
            let screen = session.screen();
            let mut rows = screen.lines();
            rows.any(|row| row.contains(name) && row.contains(count))
        });
    }
}

#[test]
fn a_damaged_library_opens_the_screen_with_what_to_do_and_is_not_written_to() {
    for lost in [0..4096, 4096..12_288] {
        let folder = tempfile::tempdir().unwrap();
        {
            let mut store = Store::open(folder.path()).unwrap();
            let only = common::article("only", Some("The only story"), "A text of one line.");
            common::library::receive(&mut store, "https://daily.example/feed", vec![only]);
        }
        let file = folder.path().join(Store::FILE);
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[lost].fill(0xee);
        std::fs::write(&file, &bytes).unwrap();
        let mut session = start(folder.path());
        session.wait_for("No articles");
        session.wait_for("rescue");
        session.wait_for("1 problem");
        session.press("q");
        assert_eq!(session.exit_code(), 1);
        assert!(std::fs::read(&file).unwrap() == bytes, "it was written to");
    }
}

#[test]
fn a_library_that_was_not_closed_is_looked_at_before_its_damage_is_met() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let articles = (0..200).map(|n| {
        let title = format!("Story {n}");
        common::article(&title, Some(&title), &"A text of many lines. ".repeat(90))
    });
    common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
    drop(store);
    let file = folder.path().join(Store::FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    let words = b"A text of many lines.";
    let at = bytes.len() / 2;
    let found = bytes[at..].windows(words.len()).position(|w| w == words);
    let page = (at + found.unwrap()) / 4096 * 4096;
    bytes[page..page + 4096].fill(0xee);
    std::fs::write(&file, &bytes).unwrap();
    // Somebody has it open who has just kept something.
    let mut store = Store::open(folder.path()).unwrap();
    store.keep_session("{}").unwrap();
    let mut session = start_with(folder.path(), NOT_AHEAD);
    session.wait_for("file is damaged");
}

#[test]
fn once_damage_is_known_nothing_more_is_written() {
    let written = tempfile::tempdir().unwrap();
    let mut store = Store::open(written.path()).unwrap();
    receive_stories(&mut store, 40);
    drop(store);
    let mut store = Store::open(written.path()).unwrap();
    store.keep_session("{}").unwrap();
    // As a program leaves it that was killed.
    let folder = tempfile::tempdir().unwrap();
    let log = format!("{}-wal", Store::FILE);
    for name in [Store::FILE, &log] {
        std::fs::copy(written.path().join(name), folder.path().join(name)).unwrap();
    }
    drop(store);
    // The head names free pages that are none: all there is can still be read, and written.
    let file = folder.path().join(Store::FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[36..40].copy_from_slice(&3_u32.to_be_bytes());
    std::fs::write(&file, &bytes).unwrap();
    let mut session = start(folder.path());
    session.wait_for("Story 0");
    session.wait_for("1 problem");
    session.press("*");
    session.wait_for("file is damaged");
    // Longer than the analysis ahead waits after a key.
    std::thread::sleep(std::time::Duration::from_secs(2));
    session.press("j");
    session.wait_for("1 problem");
    session.press("q");
    assert_eq!(session.exit_code(), 1);
    assert!(std::fs::read(&file).unwrap() == bytes, "it was written to");
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.to_analyse(VERSION, 99).unwrap().len(), 40);
    assert_eq!(starred(folder.path()), 0);
}

#[test]
fn a_run_that_ends_closes_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let only = common::article("only", Some("The only story"), "A text of one line.");
    common::library::receive(&mut store, "https://daily.example/feed", vec![only]);
    drop(store);
    for _ in 0..5 {
        let mut session = start(folder.path());
        session.wait_for("The only story");
        session.press("*q");
        assert_eq!(session.exit_code(), 0);
        assert!(Store::is_closed(folder.path()));
    }
}

#[test]
fn nothing_is_analysed_ahead_where_that_is_not_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    receive_stories(&mut store, 9);
    let mut session = start_with(folder.path(), NOT_AHEAD);
    session.wait_for("Story 0");
    session.press("jl");
    session.wait("what is open is analysed", |_| {
        store.to_analyse(VERSION, 99).unwrap().len() < 9
    });
    // Longer than the analysis ahead would wait for the next key.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(store.to_analyse(VERSION, 99).unwrap().len() > 3);
}
