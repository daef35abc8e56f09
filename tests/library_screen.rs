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
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.arg("--library");
    command.arg(library);
    Session::run(100, 30, command)
}

/// How many articles have a star.
fn starred(library: &Path) -> usize {
    let store = Store::open(library).unwrap();
    let part = Part::From(0);
    let starred = store.list(&Shelf::Starred, Order::Newest, part, 1);
    starred.unwrap().total
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
    let articles = (0..6).map(|n| {
        let title = format!("Story {n}");
        common::article(
            &title,
            Some(&title),
            "“We wait,” said Ada Byron of the Bank of Lisbon.",
        )
    });
    common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
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
