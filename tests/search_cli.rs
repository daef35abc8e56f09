//! `quotidian search` as a person or a script runs it.

#[path = "common/store.rs"]
#[allow(dead_code, reason = "each test file uses its own part")]
mod common;

use std::process::{Command, Output};

use common::{article, at, subscribe};
use quotidian::model::{Annotations, Arriving, Quote, QuoteKind};
use quotidian::store::Store;
use quotidian::text::{Clean, Span, is_unsafe};
use serde_json::{Value, json};
use tempfile::TempDir;

const TEXT: &str = "“There will be no intervention,” Claudia Sheinbaum said.\n\
                    She said that the border wall was old news.";

/// A home with a library of two articles.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(&home.path().join("lib")).unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    let mut first = article("no", "Mexico says no", TEXT);
    first.published = Some(at(0));
    let mut second = article("wall", "A wall", "There is a storm over the intervention.");
    second.published = Some(at(-86_400));
    for article in [&second, &first] {
        let guid = article.id.to_string();
        let arriving = Arriving {
            guid,
            article: article.clone(),
        };
        store.receive(feed, &[arriving], at(60)).unwrap();
    }
    let quote = |words: &str, kind| {
        let start = TEXT.find(words).unwrap();
        Quote {
            span: Span::new(start, start + words.len()),
            kind,
            nested: false,
            speaker: Some("Claudia Sheinbaum".to_owned()),
            mention: None,
            cue: None,
            confidence: 0.9,
            why: String::new(),
            runners_up: Vec::new(),
        }
    };
    let found = Annotations {
        quotes: vec![
            quote("“There will be no intervention,”", QuoteKind::Direct),
            quote("that the border wall was old news", QuoteKind::Indirect),
        ],
        ..Annotations::default()
    };
    let key = store.to_analyse("model", 1).unwrap()[0];
    assert!(
        store
            .keep_annotations(key, &first, "model", &found)
            .unwrap()
    );
    home
}

fn search(home: &TempDir, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_quotidian"))
        .arg("search")
        .args(arguments)
        .env("HOME", home.path())
        .env("QUOTIDIAN_LIBRARY", home.path().join("lib"))
        .env("TZ", "UTC")
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(
        !String::from_utf8_lossy(&output.stdout)
            .chars()
            .any(|c| c != '\n' && is_unsafe(c))
    );
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    let lines = out(output).lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_hit_is_two_lines() {
    let home = home();
    let found = search(&home, &["intervention"]);
    assert_eq!(found.status.code(), Some(0));
    assert_eq!(
        out(&found),
        "Mexico says no · https://example.org/feed · 2023-11-14\n    \
         Claudia Sheinbaum: “There will be no intervention,” Claudia Sheinbaum said.\n\
         A wall · https://example.org/feed · 2023-11-13\n    \
         There is a storm over the intervention.\n"
    );
    assert_eq!(err(&found), "");
    let best = search(&home, &["wall", "--limit", "1"]);
    assert!(out(&best).starts_with("A wall ·"), "{}", out(&best));
    let newest = search(&home, &["--order", "newest", "--limit", "1", "wall"]);
    assert!(out(&newest).starts_with("Mexico"), "{}", out(&newest));
}

#[test]
fn what_a_person_says_comes_as_json() {
    let home = home();
    let found = search(
        &home,
        &["speaker:sheinbaum", "intervention", "--format", "json"],
    );
    let [record] = &records(&found)[..] else {
        panic!("{}", out(&found))
    };
    assert_eq!(
        record["said"],
        json!([{
            "start": 0, "end": "“There will be no intervention,”".len(), "kind": "direct",
            "speaker": "Claudia Sheinbaum", "text": "“There will be no intervention,”"
        }])
    );
    assert_eq!(record["title"], "Mexico says no");
    assert_eq!(record["url"], "https://example.org/no");
    assert_eq!(record["published"], "2023-11-14T22:13:20Z");
    let (hit, start) = (&record["hit"], TEXT.find("intervention").unwrap());
    assert_eq!(hit["speaker"], "Claudia Sheinbaum");
    assert_eq!(
        hit["marks"],
        json!([{ "start": start, "end": start + "intervention".len() }])
    );
    assert_eq!(hit["start"], start);

    let all = search(&home, &["--format=json", "speaker:\"claudia sheinbaum\""]);
    let kinds: Vec<_> = records(&all)[0]["said"]
        .as_array()
        .unwrap()
        .iter()
        .map(|said| said["kind"].clone())
        .collect();
    assert_eq!(kinds, ["direct", "indirect"]);
    let plain = search(&home, &["--format=json", "storm"]);
    assert_eq!(records(&plain)[0]["said"], json!([]));
}

#[test]
fn words_are_whole_and_may_be_denied() {
    let home = home();
    assert_eq!(out(&search(&home, &["interv"])), "");
    assert_eq!(
        records(&search(&home, &["interv* -storm", "--format", "json"])).len(),
        1
    );
    assert_eq!(
        records(&search(&home, &["--format", "json", "--", "-storm"])).len(),
        1
    );
    assert_eq!(
        records(&search(
            &home,
            &["storm OR title:mexico", "--format", "json"]
        ))
        .len(),
        2
    );
}

#[test]
fn nothing_found_is_no_failure_and_what_is_malformed_is_told() {
    let home = home();
    let none = search(&home, &["nothing"]);
    assert_eq!(
        (none.status.code(), out(&none), err(&none)),
        (Some(0), "", "")
    );
    let odd = search(&home, &["storm", "before:soon"]);
    assert_eq!(odd.status.code(), Some(0));
    assert_eq!(out(&odd).lines().count(), 2);
    assert!(err(&odd).contains("“soon” is no date"), "{}", err(&odd));
    assert_eq!(search(&home, &[]).status.code(), Some(2));
}

#[test]
fn where_there_is_no_library_none_is_made() {
    let home = tempfile::tempdir().unwrap();
    let none = search(&home, &["storm"]);
    assert_eq!((none.status.code(), out(&none)), (Some(0), ""));
    assert!(!home.path().join("lib").exists());
}

#[test]
fn what_an_article_says_drives_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(&home.path().join("lib")).unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    let mut odd = article("odd", "A\u{202e}storm\u{1b}[2J", "A storm\u{9b}2J came.");
    odd.url = Some(Clean::line("https://example.org/\u{1b}]0;x\u{7}"));
    let arriving = Arriving {
        guid: "odd".to_owned(),
        article: odd,
    };
    store.receive(feed, &[arriving], at(0)).unwrap();
    for format in ["text", "json"] {
        // `search` looks at every character.
        let found = search(&home, &["storm", "--format", format]);
        assert!(!out(&found).is_empty());
    }
}
