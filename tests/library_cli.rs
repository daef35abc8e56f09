//! The library as a person or a script works on it, without a screen.

#[path = "common/home.rs"]
mod home;
#[path = "common/store.rs"]
#[allow(dead_code, reason = "each test file uses its own part")]
mod library;

use std::io::Write;
use std::process::Stdio;

use home::{Home, Run};
use quotidian::model::{
    ArticleKey, Change, Correction, FeedKey, NameKind, Origin, QuoteKind, SavedSearch, Shelf,
};
use quotidian::store::Store;
use quotidian::text::{Clean, Span, is_unsafe};
use serde_json::{Value, json};

const URLS: &str = "https://daily.example/f news \"~The Daily\"\n\
                    https://wire.example/f\n\
                    \"query:New:unread = \\\"yes\\\"\"\n";

fn subscribe(store: &mut Store, url: &str, name: &str, folder: &str) -> FeedKey {
    let name = Clean::line(name);
    let origin = Origin::Url(url.to_owned());
    let done = store.subscribe(&origin, Some(&name), &Clean::line(folder), &[]);
    done.unwrap().key()
}

#[test]
fn newsboats_urls_come_in_and_go_out_as_opml_that_gives_the_same_again() {
    let home = Home::new();
    home.write("urls", URLS);
    let run = home.run(&["import", "urls"]).status(0);
    assert_eq!(run.out(), "2 feeds added, 1 search kept.\n");
    let opml = home.run(&["export"]).status(0);
    assert!(opml.out().starts_with("<?xml"), "{}", opml.out());
    home.write("mine.opml", opml.out());
    let other = ["--library", "other"];
    let run = home
        .run(&[&other[..], &["import", "mine.opml"]].concat())
        .status(0);
    assert_eq!(run.out(), "2 feeds added, 1 search kept.\n");
    let again = home.run(&[&other[..], &["export"]].concat()).status(0);
    assert_eq!(again.out(), opml.out());
    // A second time changes nothing.
    let run = home.run(&["import", "mine.opml"]).status(0);
    assert_eq!(run.out(), "2 feeds already there.\n");
}

#[test]
fn a_list_may_come_down_a_pipe() {
    let home = Home::new();
    let mut child = home
        .command(&["import", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(URLS.as_bytes())
        .unwrap();
    let run = Run(child.wait_with_output().unwrap()).status(0);
    let results: Vec<_> = run.records().iter().map(|r| r["result"].clone()).collect();
    assert_eq!(results, ["new", "new", "new"]);
    assert_eq!(run.records()[0]["location"], "https://daily.example/f");
}

#[test]
fn what_is_left_out_is_told_with_its_line_and_the_rest_is_taken() {
    let home = Home::new();
    home.write("urls", "https://a.example/f\ngopher://b.example\n");
    let run = home.run(&["import", "urls"]).status(1);
    assert_eq!(run.out(), "1 feed added, 1 left out.\n");
    assert_eq!(
        run.err(),
        "quotidian: urls:2: \"gopher://b.example\" is no address of a feed\n"
    );
    let run = home.run(&["import", "urls", "--format", "json"]).status(1);
    let left = &run.records()[0];
    assert_eq!(
        (&left["line"], &left["result"]),
        (&json!(2), &json!("left out"))
    );
}

#[test]
fn a_list_brings_commands_only_where_they_are_asked_for() {
    let home = Home::new();
    home.write(
        "list.opml",
        "<opml><outline text='a' xmlUrl='|touch pwned'/>\
         <outline text='b' xmlUrl='https://b.example/f' filtercmd='tidy'/></opml>",
    );
    let run = home.run(&["import", "list.opml"]).status(1);
    assert_eq!(run.out(), "2 left out.\n");
    assert!(
        run.err().contains("\"exec:touch pwned\" runs a command"),
        "{}",
        run.err()
    );
    assert!(
        run.err().contains("\"filter:tidy:https://b.example/f\""),
        "{}",
        run.err()
    );
    let run = home.run(&["import", "--commands", "list.opml"]).status(0);
    assert_eq!(run.out(), "2 feeds added.\n");
    let all = home.run(&["list", "--format", "json"]).status(0).records();
    assert_eq!(all[0]["kind"], "exec");
    assert_eq!(all[1]["filter"], "tidy");
    assert!(!home.path().join("pwned").exists());
}

#[test]
fn what_is_no_list_is_refused() {
    let home = Home::new();
    home.write("story.txt", "Rates were held on Tuesday.\n");
    let run = home.run(&["import", "story.txt"]).status(1);
    assert!(
        run.err().contains("story.txt: holds no list of feeds"),
        "{}",
        run.err()
    );
    let run = home.run(&["import", "missing"]).status(1);
    assert!(
        run.err().contains("missing: does not exist"),
        "{}",
        run.err()
    );
    assert!(!home.path().join("lib").exists());
}

#[test]
fn looking_at_a_library_that_is_not_there_makes_none() {
    let home = Home::new();
    for arguments in [
        &["list"][..],
        &["list", "articles"],
        &["export", "--starred"],
    ] {
        assert_eq!(home.run(arguments).status(0).out(), "");
    }
    assert!(!home.path().join("lib").exists());
}

#[test]
fn feeds_are_listed_by_folder_with_their_counts() {
    let home = Home::new();
    let mut store = home.store();
    subscribe(
        &mut store,
        "https://me:secret@daily.example/f",
        "The Daily",
        "World/Far",
    );
    let wire = subscribe(&mut store, "https://wire.example/f", "Wire", "");
    let chunk: Vec<_> = (0..3).map(library::arriving).collect();
    store.receive(wire, &chunk, library::at(0)).unwrap();
    let run = home.run(&["list"]).status(0);
    assert_eq!(
        run.out(),
        "2  Wire  3 unread of 3  https://wire.example/f\n\n\
         World/Far\n1  The Daily  0 unread of 0  https://daily.example/f\n"
    );
    let records = home
        .run(&["list", "feeds", "--format", "json"])
        .status(0)
        .records();
    assert_eq!(records[0]["unread"], 3);
    assert_eq!(records[1]["folder"], "World/Far");
    assert_eq!(records[1]["location"], "https://daily.example/f");
}

/// A library with four articles of one feed: the second read, the third starred and tagged, the
/// fourth deleted. Their keys.
fn with_articles(home: &Home) -> Vec<ArticleKey> {
    let mut store = home.store();
    let feed = subscribe(&mut store, "https://wire.example/f", "Wire", "News");
    let mut chunk: Vec<_> = (0..4).map(library::arriving).collect();
    chunk[2].article.title = Some(Clean::line("A *starred* story"));
    store.receive(feed, &chunk, library::at(0)).unwrap();
    let keys = library::keys(&store, &Shelf::All);
    for change in [
        Change::Read(keys[1], true),
        Change::Star(keys[2], true),
        Change::Tag(keys[2], Clean::line("rain"), true),
        Change::Delete(keys[3], true),
        Change::SaveSearch(
            SavedSearch {
                name: Clean::line("Rain"),
                query: Clean::line("rain"),
            },
            true,
        ),
    ] {
        store.change(&change).unwrap();
    }
    keys
}

#[test]
fn articles_are_listed_by_shelf() {
    let home = Home::new();
    let keys = with_articles(&home);
    let listed = |arguments: &[&str]| {
        let all = [&["list", "articles", "--format", "json"], arguments].concat();
        let records = home.run(&all).status(0).records();
        let keys = records
            .iter()
            .map(|r| ArticleKey(r["article"].as_i64().unwrap()));
        keys.collect::<Vec<_>>()
    };
    assert_eq!(listed(&[]), [keys[0], keys[2]]);
    assert_eq!(listed(&["--shelf", "all"]), [keys[0], keys[1], keys[2]]);
    assert_eq!(listed(&["--shelf", "all", "--limit", "1"]), [keys[0]]);
    assert_eq!(
        listed(&["--shelf", "feed:wire", "--order", "oldest"]),
        [keys[2], keys[1], keys[0]]
    );
    assert_eq!(listed(&["--shelf", "folder:News", "--limit", "9"]).len(), 3);
    for shelf in ["starred", "tag:rain"] {
        assert_eq!(listed(&["--shelf", shelf]), [keys[2]], "{shelf}");
    }
    assert_eq!(listed(&["--shelf", "hidden"]), []);
    // By the name of a saved search, and by a query.
    assert_eq!(
        listed(&["--shelf", "search:Rain"]),
        [keys[0], keys[1], keys[2]]
    );
    assert_eq!(listed(&["--shelf", "search:is:starred"]), [keys[2]]);
    let run = home.run(&["list", "--shelf", "starred"]).status(0);
    let key = keys[2].0;
    assert_eq!(
        run.out(),
        format!("{key:>6}  2023-11-14 ●★ A *starred* story · Wire\n")
    );
    let tags = home.run(&["list", "tags"]).status(0);
    assert_eq!(tags.out(), "rain  1 unread\n");
    let searches = home
        .run(&["list", "searches", "--format", "json"])
        .status(0);
    assert_eq!(
        searches.records(),
        [json!({"name": "Rain", "query": "rain"})]
    );
}

#[test]
fn wrong_usage_is_told_as_such() {
    let home = Home::new();
    for (arguments, complaint) in [
        (
            &["list", "articles", "--shelf", "shelf"][..],
            "there are unread, starred",
        ),
        (&["list", "tags", "--limit", "3"], "are for articles alone"),
        (&["export", "--format", "markdown"], "add --starred"),
        (
            &["export", "--starred", "--format", "opml"],
            "as markdown or as json",
        ),
    ] {
        let run = home.run(arguments).status(2);
        assert!(
            run.err().contains(complaint),
            "{arguments:?}: {}",
            run.err()
        );
    }
    let run = home.run(&["list", "--shelf", "feed:Nobody"]).status(1);
    assert!(
        run.err().contains("Nobody: there is no such feed"),
        "{}",
        run.err()
    );
}

#[test]
fn feeds_are_removed_by_number_address_and_name() {
    let home = Home::new();
    let mut store = home.store();
    for name in ["One", "Two", "Three", "Twin", "Twin"] {
        let count = store.subscriptions().unwrap().len();
        subscribe(&mut store, &format!("https://{count}.example/f"), name, "");
    }
    let run = home
        .run(&["remove", "1", "1.example/F/", "three", "Twin"])
        .status(1);
    assert_eq!(run.out().lines().count(), 3, "{}", run.out());
    assert!(
        run.err()
            .contains("Twin: several feeds are called that, 4 and 5"),
        "{}",
        run.err()
    );
    let left = store.subscriptions().unwrap();
    assert_eq!(left.iter().map(|s| s.key.0).collect::<Vec<_>>(), [4, 5]);
    let run = home.run(&["remove", "4", "--format", "json"]).status(0);
    assert_eq!(run.records()[0]["result"], "removed");
    let run = home.run(&["remove", "4"]).status(1);
    assert!(run.err().contains("there is no such feed"), "{}", run.err());
}

#[test]
fn starred_articles_go_out_as_markdown_and_as_json() {
    let home = Home::new();
    with_articles(&home);
    let run = home.run(&["export", "--starred"]).status(0);
    assert_eq!(
        run.out(),
        "# A \\*starred\\* story\n\nExample · 14 Nov 2023\n\n<https://example.org/story-2>\n\n\
         “It will rain,” said Ann Lee of number 2.\n\nBob Ray heard her.\n"
    );
    let records = home
        .run(&["export", "--starred", "--format", "json"])
        .status(0)
        .records();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["title"], "A *starred* story");
    assert_eq!(records[0]["quotes"][0]["speaker"], "Ann Lee");
}

#[test]
fn corrections_go_out_with_the_words_that_they_are_about() {
    let home = Home::new();
    let keys = with_articles(&home);
    let span = Span::new(0, "“It will rain,”".len());
    let speaker = Correction::Speaker {
        span,
        speaker: Some(Clean::line("Bob Ray")),
    };
    let kind = Correction::NameKind {
        name: Clean::line("Ann Lee"),
        kind: NameKind::Org,
    };
    let taken_back = Correction::QuoteKind {
        span,
        kind: QuoteKind::Scare,
    };
    let mut store = home.store();
    for change in [
        Change::Correct(keys[0], speaker),
        Change::Correct(keys[0], kind),
        Change::Correct(keys[1], taken_back.clone()),
        Change::Uncorrect(keys[1], taken_back),
    ] {
        store.change(&change).unwrap();
    }
    let run = home.run(&["export", "--format", "corrections"]).status(0);
    let records = run.records();
    assert_eq!(records.len(), 2, "{}", run.out());
    assert_eq!(
        records[0],
        json!({
            "id": "story-0",
            "url": "https://example.org/story-0",
            "title": "Story 0",
            "text": "“It will rain,”",
            "correction": {
                "correct": "speaker",
                "span": {"start": span.start, "end": span.end},
                "speaker": "Bob Ray"
            }
        })
    );
    assert_eq!(records[1]["text"], Value::Null);
    assert_eq!(records[1]["correction"]["name"], "Ann Lee");
}

#[test]
fn nothing_from_a_list_drives_the_terminal() {
    let home = Home::new();
    home.write(
        "list.opml",
        "<opml><outline text='a&#27;[31m&#x202e;b' xmlUrl='https://a.example/&#7;f'/>\
         <outline type='rss' text='lost&#27;]0;x'/></opml>",
    );
    let import = home.run(&["import", "list.opml"]);
    let runs = [import, home.run(&["list"]), home.run(&["export"])];
    for run in &runs {
        for text in [run.out(), run.err()] {
            assert!(!text.chars().any(|c| is_unsafe(c) && c != '\n'), "{text:?}");
        }
    }
}

#[test]
fn a_rescue_says_what_came_back_and_what_is_lost() {
    let home = Home::new();
    let mut store = home.store();
    let feed = subscribe(&mut store, "https://daily.example/f", "The Daily", "");
    let all: Vec<_> = (0..60).map(library::arriving).collect();
    store.receive(feed, &all, library::at(0)).unwrap();
    store.change(&Change::Star(ArticleKey(60), true)).unwrap();
    let mut state = store.subscription(feed).unwrap().unwrap().state;
    state.validators.etag = Some("\"one\"".to_owned());
    state.due = Some(library::at(9_000));
    store.settle(feed, state.into(), library::at(0)).unwrap();
    drop(store);
    let file = home.library().join(Store::FILE);
    let whole = std::fs::read(&file).unwrap();

    // The beginning alone can be made anew.
    let mut bytes = whole.clone();
    bytes[..4096].fill(0);
    std::fs::write(&file, &bytes).unwrap();
    let run = home.run(&["rescue"]).status(0);
    assert!(
        run.out().starts_with(
            "Articles that are in the library again: 60\nSubscriptions: 1\nStarred: 1\n"
        ),
        "{}",
        run.out()
    );
    assert!(!run.out().contains("lost"), "{}", run.out());

    let mut bytes = whole;
    let words = b"of number 30.";
    let found = bytes.windows(words.len()).position(|at| at == words);
    let page = found.unwrap() / 4096 * 4096;
    bytes[page..page + 4096].fill(0);
    std::fs::write(&file, &bytes).unwrap();
    let run = home.run(&["rescue"]).status(1);
    let line = |start: &str| {
        let line = run.out().lines().find_map(|line| line.strip_prefix(start));
        line.unwrap_or_default().to_owned()
    };
    let again = line("Articles that are in the library again: ");
    let lost: usize = line("Articles that are lost: ").parse().unwrap();
    assert!(lost > 0);
    assert_eq!(again, format!("{} of 60", 60 - lost));
    assert!(run.out().contains("The next refresh"), "{}", run.out());
    assert_eq!(home.feeds()[0].state.validators.etag, None);
    assert_eq!(home.feeds()[0].state.due, None);
    let run = home.run(&["rescue"]).status(0);
    assert!(run.out().contains("not damaged"), "{}", run.out());
}
