//! Reading line by line: what a line asks for, and what is told.

mod common;

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

use common::library::Reading;
use common::{article, load, program};
use proptest::prelude::*;
use quotidian::app::{Action, COMMANDS, Notice, Pane, State, TypedLine, update};
use quotidian::store::Store;
use quotidian::text::is_unsafe;
use quotidian::ui::plain::{Told, prompt, tell};

const STORY: &str = "Rates were held on Tuesday for the third time.\n\
    “We wait,” the governor, Ada Byron, said after the meeting in Bristol.\n\
    Nobody else spoke for a while.\n\
    “We hope,” said Tom Lee. “We wait too,” Byron said.\n\
    That was all.";

/// A reader of lines on one article, the first lines told.
struct Session {
    state: State,
    told: Told,
}

impl Session {
    fn new() -> Self {
        let mut state = program(u16::MAX, 2);
        state.view.measure = u16::MAX;
        load(&mut state, article("a", Some("Rates held"), STORY));
        let mut told = Told::default();
        tell(&mut told, &state);
        Self { state, told }
    }

    /// What is told after each of these lines.
    fn type_all(&mut self, lines: &[&str]) -> String {
        let told = lines.iter().map(|line| self.type_line(line));
        told.collect::<Vec<_>>().join("--\n")
    }

    fn type_line(&mut self, line: &str) -> String {
        let line = match TypedLine::read(&self.state, line) {
            Ok(line) => line,
            Err(why) => return format!("{why}\n"),
        };
        let mut out = String::new();
        for _ in 0..line.times {
            let before = self.told.clone();
            self.told.forget_notice();
            for asked in &line.turn {
                update(&mut self.state, Action::Asked(asked.clone()));
                if matches!(self.state.notice, Some(Notice::Error(_))) {
                    break;
                }
            }
            out.push_str(&tell(&mut self.told, &self.state));
            if self.state.overlay.as_ref().is_some_and(|o| !o.asks()) {
                self.state.overlay = None;
            }
            if self.told.is_at(&before) {
                break;
            }
        }
        out
    }
}

#[test]
fn paragraphs_and_quotes_are_read_from_one_place() {
    let mut session = Session::new();
    insta::assert_snapshot!(session.type_all(&["", "n", "", "", "n", "p", "gg", "9j", ""]), @r#"
    Rates were held on Tuesday for the third time.
    --
    Quote 1 of 3, Ada Byron:
    “We wait,”
    --
    Nobody else spoke for a while.
    --
    “We hope,” said Tom Lee. “We wait too,” Byron said.
    --
    Quote 2 of 3, Tom Lee:
    “We hope,”
    --
    Quote 1 of 3, Ada Byron:
    “We wait,”
    --
    Rates held
    The Daily, 1 min, 3 quotes
    --
    Rates were held on Tuesday for the third time.
    “We wait,” the governor, Ada Byron, said after the meeting in Bristol.
    Nobody else spoke for a while.
    “We hope,” said Tom Lee. “We wait too,” Byron said.
    That was all.
    the article ends here; J goes to the next
    --
    the article ends here; J goes to the next
    "#);
}

#[test]
fn a_command_is_its_key_its_name_or_a_beginning_of_it() {
    for line in [
        "n",
        "next-quote",
        "next quote",
        "next-q",
        "1n",
        "1 next-quote",
    ] {
        let told = Session::new().type_line(line);
        assert!(
            told.starts_with("Quote 1 of 3, Ada Byron:\n"),
            "{line}: {told}"
        );
    }
    let mut session = Session::new();
    insta::assert_snapshot!(session.type_all(&["next", "xyzzy", "wider", "n why", "2n"]), @r#"
    “next” may be next-quote, next-pane, next-article or next-unread
    --
    “xyzzy” is no command; ? lists them
    --
    wider is for a screen, and there is none here
    --
    next-quote takes no words: “why”
    --
    Quote 1 of 3, Ada Byron:
    “We wait,”
    Quote 2 of 3, Tom Lee:
    “We hope,”
    "#);
}

#[test]
fn a_speaker_and_a_name_are_followed_by_a_part_of_it() {
    let mut session = Session::new();
    let lines = [
        "s tom", "n", "n", "s", "s e", "e bris", "esc", "e", "1", "s zoe",
    ];
    insta::assert_snapshot!(session.type_all(&lines), @r#"
    following Tom Lee: 1 quote; s follows all again
    --
    Quote 1 of 1 by Tom Lee:
    “We hope,”
    --
    there is no quote of Tom Lee after this
    --
    following all quotes
    --
    following Tom Lee: 1 quote; s follows all again
    --
    Bristol: 1 of 1; n goes on; p goes back; esc ends
    “We wait,” the governor, Ada Byron, said after the meeting in Bristol.
    --
    following all quotes
    --
    3 names, by kind
    People:
    1. Ada Byron (2)
    2. Tom Lee (1)
    Places:
    3. Bristol (1)
    --
    Ada Byron: 1 of 2; n goes on; p goes back; esc ends
    “We wait,” the governor, Ada Byron, said after the meeting in Bristol.
    --
    nobody is quoted here under the name zoe
    "#);
}

#[test]
fn quotes_are_listed_by_speaker_and_taken_by_their_number() {
    let mut session = Session::new();
    insta::assert_snapshot!(session.type_all(&["quotes", "2", "", "quotes 3", "quotes", "7", "99999999999999999999"]), @r#"
    Ada Byron, 2:
    1. “We wait,”
    3. “We wait too,”
    Tom Lee, 1:
    2. “We hope,”
    --
    Quote 2 of 3, Tom Lee:
    “We hope,”
    --
    That was all.
    --
    Quote 3 of 3, Ada Byron:
    “We wait too,”
    --
    Ada Byron, 2:
    1. “We wait,”
    3. “We wait too,”
    Tom Lee, 1:
    2. “We hope,”
    --
    there is no number 7 here
    --
    there is no such number here
    "#);
}

#[test]
fn what_is_asked_for_is_answered_by_the_next_line_or_the_same() {
    let mut session = Session::new();
    assert_eq!(session.type_line("/"), "");
    assert_eq!(prompt(&session.state), "Find: ");
    let mut at_once = Session::new();
    assert_eq!(at_once.type_line("/we wait"), session.type_line("we wait"));
    insta::assert_snapshot!(session.type_all(&["n", "n", "esc", "find nothing", "/", ""]), @r#"
    match 2 of 2
    “We wait too,” Byron said.
    --
    match 1 of 2
    “We wait,” the governor, Ada Byron, said after the meeting in Bristol.
    --
    search ended
    --
    “nothing” is not in this article; esc ends the search
    --
    --
    Article 1 of 1, paragraph 2 of 5
    "#);
}

#[test]
fn help_lists_what_serves_here_and_narrows() {
    let mut session = Session::new();
    let all = session.type_line("?");
    for entry in COMMANDS {
        let listed = all.contains(&format!("\n{}", entry.name));
        assert_eq!(listed, entry.command.serves_lines(), "{}", entry.name);
    }
    assert!(session.state.overlay.is_none());
    let some = session.type_line("? mention");
    assert!(
        some.contains("next-quote, n:") && !some.contains("refresh"),
        "{some}"
    );
}

#[test]
fn the_reason_for_a_speaker_is_told_in_lines() {
    let mut session = Session::new();
    let told = session.type_all(&["n", "w"]);
    assert!(told.contains("Ada Byron\n“We wait,”"), "{told}");
    assert!(told.contains("reported by “said”"), "{told}");
}

#[test]
fn the_quotes_of_the_chosen_article_are_walked_from_the_list_too() {
    let mut session = Session::new();
    load(
        &mut session.state,
        article("b", Some("Another"), "Nobody speaks."),
    );
    session.state.focus = Pane::List;
    assert!(session.type_line("n").contains("Quote 1 of 3, Ada Byron:"));
    assert!(session.type_line("n").contains("Quote 2 of 3, Tom Lee:"));
}

#[test]
fn a_list_of_links_leaves_the_way_to_other_commands_free() {
    let mut session = Session::new();
    let mut linked = article(
        "b",
        Some("Linked"),
        "See this and that. “Yes,” said Tom Lee.",
    );
    let targets = ["https://a.example/", "https://b.example/"];
    linked.links = [(4, 8), (13, 17)]
        .into_iter()
        .zip(targets)
        .map(|((start, end), target)| quotidian::model::Link {
            span: quotidian::text::Span::new(start, end),
            target: quotidian::text::Clean::line(target),
        })
        .collect();
    session.state = program(u16::MAX, 2);
    load(&mut session.state, linked);
    assert!(session.type_line("#").contains("https://b.example/"));
    let told = session.type_line("next-quote");
    assert!(
        told.contains("Tom Lee") && !told.contains("https://"),
        "{told}"
    );
}

fn type_into(reading: &mut Reading, told: &mut Told, line: &str) -> String {
    let line = TypedLine::read(&reading.state, line).unwrap();
    told.forget_notice();
    for asked in line.turn {
        reading.act(Action::Asked(asked));
    }
    tell(told, &reading.state)
}

#[test]
fn the_library_is_listed_with_numbers_that_open() {
    let titles: Vec<String> = (1..=45).map(|n| format!("Story {n}")).collect();
    let articles = titles
        .iter()
        .map(|title| article(title, Some(title), STORY));
    let mut reading = Reading::new(u16::MAX, 2, articles.collect());
    let told = &mut Told::default();
    let first = tell(told, &reading.state);
    assert!(
        first.starts_with("Unread, 45 articles\n1. Story 1 (The Daily, now"),
        "{first}"
    );
    assert!(
        first.ends_with("\n20 of 45; an empty line goes on\n"),
        "{first}"
    );
    let more = type_into(&mut reading, told, "");
    assert!(more.starts_with("21. Story 21 ("), "{more}");
    assert!(type_into(&mut reading, told, "").contains("\n45. Story 45 ("));
    assert_eq!(type_into(&mut reading, told, ""), "the list ends here\n");
    let opened = type_into(&mut reading, told, "33");
    assert!(
        opened.starts_with("Article 33 of 45: Story 33\n"),
        "{opened}"
    );
    assert!(reading.state.entry().unwrap().row.read);
    assert_eq!(
        type_into(&mut reading, told, "tag pier"),
        "tag pier given; u undoes it\n"
    );
    assert_eq!(
        type_into(&mut reading, told, "star"),
        "star given; u undoes it\n"
    );
    let list = type_into(&mut reading, told, "article-list");
    assert!(
        list.contains("\n33. Story 33 (The Daily, 32m, 3 quotes, starred, pier)\n"),
        "{list}"
    );
    let starred = type_into(&mut reading, told, "v starred");
    assert!(
        starred.starts_with("Starred, 1 article\n1. Story 33 ("),
        "{starred}"
    );
    let shelves = type_into(&mut reading, told, "v");
    assert!(shelves.contains("2. Unread, 44 unread\n"), "{shelves}");
    let unread = type_into(&mut reading, told, "2");
    assert!(unread.starts_with("Unread, 4"), "{unread}");
    let found = type_into(&mut reading, told, "search “hope”");
    assert!(found.contains("\n   “We hope,” said Tom Lee."), "{found}");
}

#[test]
fn what_belongs_to_the_library_says_so_and_changes_nothing_else() {
    let mut session = Session::new();
    let told = session.type_line("tag pier");
    assert!(
        told.starts_with("these articles are in this run alone"),
        "{told}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_typed_is_answered(lines in prop::collection::vec(any_line(), 1..30)) {
        let mut session = Session::new();
        for line in &lines {
            let told = session.type_line(line);
            let asks = session.state.overlay.as_ref().is_some_and(|o| o.asks());
            prop_assert!(asks || !told.is_empty(), "{line:?} after {lines:?}");
            prop_assert!(session.state.focus != Pane::List || session.state.selected == 0);
        }
    }
}

fn any_line() -> impl Strategy<Value = String> {
    let names = COMMANDS.iter().map(|entry| entry.name.to_owned());
    let keys = COMMANDS.iter().flat_map(|entry| entry.keys);
    let keys = keys.map(|key| (*key).to_owned());
    let all: Vec<String> = names.chain(keys).collect();
    prop_oneof![
        prop::sample::select(all.clone()),
        (0..20_usize, prop::sample::select(all.clone())).prop_map(|(n, c)| format!("{n}{c}")),
        (prop::sample::select(all), "[a-z ]{0,6}").prop_map(|(c, w)| format!("{c} {w}")),
        Just(String::new()),
        (0..6_usize).prop_map(|n| n.to_string()),
        "\\PC{0,8}",
    ]
}

fn piped(home: &std::path::Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quotidian"))
        .args(arguments)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env_remove("XDG_DATA_HOME")
        .env_remove("QUOTIDIAN_LIBRARY")
        .env_remove("QUOTIDIAN_CONFIG")
        .current_dir(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[test]
fn lines_in_a_pipe_get_the_same_answers_every_time() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), STORY).unwrap();
    let run = || {
        piped(
            home.path(),
            &["--plain", "read", "a.txt"],
            "n\nn\ne\nq\nn\n",
        )
    };
    let output = run();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(
        told.contains("Quote 2 of 3, Tom Lee:\n“We hope,”\n"),
        "{told}"
    );
    assert!(told.contains(". Bristol (1)"), "{told}");
    assert!(!told.contains("> "), "{told}");
    assert!(!told.chars().any(is_unsafe), "{told:?}");
    assert_eq!(run().stdout, output.stdout);
    let missing = piped(home.path(), &["read", "--plain", "b.txt", "a.txt"], "1\n");
    assert_eq!(missing.status.code(), Some(1));
    let told = String::from_utf8(missing.stdout).unwrap();
    assert!(told.contains("b.txt: does not exist"), "{told}");
    assert!(
        told.contains("Article 1 of 1") || told.contains("3 quotes"),
        "{told}"
    );
}

#[test]
fn what_is_cut_off_a_line_is_no_line_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), STORY).unwrap();
    let long = "x".repeat(10_000);
    let output = piped(
        home.path(),
        &["--plain", "read", "a.txt"],
        &format!("{long}n\ns tom\n"),
    );
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("xxx” is no command"), "{told}");
    assert!(!told.contains("Quote 1 of 3"), "{told}");
    assert!(told.contains("following Tom Lee"), "{told}");
}

#[test]
fn what_was_done_in_lines_is_there_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    let star = piped(home.path(), &["--plain"], "star\nfull-text\n");
    assert_eq!(star.status.code(), Some(0));
    let told = String::from_utf8(star.stdout).unwrap();
    assert!(told.contains("star given"), "{told}");
    let again = piped(home.path(), &["--plain"], "v starred\n1\n");
    let told = String::from_utf8(again.stdout).unwrap();
    assert!(told.contains("Starred, 1 article\n"), "{told}");
}

#[test]
fn a_reader_of_lines_that_goes_away_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), STORY).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_quotidian"))
        .args(["--plain", "read", "a.txt"])
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .current_dir(home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    stdin.write_all("999j\n".repeat(10).as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_question_that_a_damaged_library_cannot_answer_is_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("library");
    {
        let mut store = Store::open(&folder).unwrap();
        let articles =
            (0..300).map(|n| article(&n.to_string(), Some(&format!("Story {n}")), STORY));
        common::library::receive(&mut store, "https://daily.example/feed", articles.collect());
    }
    let file = folder.join(Store::FILE);
    let whole = std::fs::read(&file).unwrap();
    let mut told = String::new();
    for quarter in 1..=3 {
        let mut bytes = whole.clone();
        let from = bytes.len() * quarter / 4 / 4096 * 4096;
        bytes[from..from + 16 * 4096].fill(0);
        std::fs::write(&file, bytes).unwrap();
        let output = piped(home.path(), &["--plain", "--library", "library"], "J\nU\n");
        told.push_str(&String::from_utf8(output.stdout).unwrap());
        told.push_str(&String::from_utf8(output.stderr).unwrap());
    }
    assert!(told.contains("quotidian rescue"), "{told}");
}
