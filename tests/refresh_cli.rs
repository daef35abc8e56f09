//! `quotidian refresh`, as a person or a script runs it.

#[path = "common/home.rs"]
mod home;
#[path = "common/server.rs"]
mod server;

use std::process::Stdio;
use std::time::{Duration, Instant};

use home::Home;
use quotidian::model::{Order, Origin, Part, Shelf};
use serde_json::{Value, json};
use server::{Server, response};

/// Runs `quotidian refresh`; gives what it wrote and complained.
#[track_caller]
fn refresh(home: &Home, arguments: &[&str], status: i32) -> (String, String) {
    let run = home.run(&[&["refresh"], arguments].concat()).status(status);
    (run.out().to_owned(), run.err().to_owned())
}

fn server() -> Server {
    Server::answering(|asked| match asked.path.as_str() {
        "/good" => response(
            "200 OK",
            "<rss><channel><title>The \u{1b}[31mDaily</title>\
             <item><guid>1</guid><title>One</title></item>\
             <item><guid>2</guid><title>Two</title></item>"
                .as_bytes(),
        ),
        _ => response("404 Not Found", b""),
    })
}

#[test]
fn a_library_without_subscriptions_has_nothing_to_ask() {
    let (out, err) = refresh(&Home::new(), &[], 0);
    assert_eq!(
        (out.as_str(), err.as_str()),
        ("0 new articles, 0 feeds asked.\n", "")
    );
}

#[test]
fn what_came_is_summed_up_and_what_failed_is_told_with_its_reason() {
    let (home, server) = (Home::new(), server());
    home.subscribe(Origin::Url(server.url("/good")));
    home.subscribe(Origin::Url(server.url("/bad")));
    let (out, err) = refresh(&home, &[], 1);
    assert_eq!(out, "2 new articles, 1 feed asked, 1 failed.\n");
    let failed = format!(
        "quotidian: {}: has no such feed (404); check the address; it is tried again ",
        server.url("/bad")
    );
    let told: Vec<&str> = err.lines().collect();
    assert!(told.iter().any(|line| line.starts_with(&failed)), "{err}");
    assert!(told.iter().any(|line| line.contains("is cut off")), "{err}");
    let (out, err) = refresh(&home, &[], 0);
    assert_eq!(
        out,
        "0 new articles, 0 feeds asked, 2 not asked, as it is not time yet.\n"
    );
    assert_eq!(err, "");
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_feed_that_is_named_is_asked_alone_and_a_name_that_nobody_has_is_told() {
    let (home, server) = (Home::new(), server());
    let good = home.subscribe(Origin::Url(server.url("/good")));
    home.subscribe(Origin::Url(server.url("/bad")));
    let (_, err) = refresh(&home, &["nobody"], 1);
    assert!(err.contains("nobody: there is no such feed"), "{err}");
    assert_eq!(server.asked().len(), 0);
    let (out, _) = refresh(&home, &[&server.url("/good")], 0);
    assert_eq!(out, "2 new articles, 1 feed asked.\n");
    let (out, err) = refresh(&home, &[&good.0.to_string()], 0);
    assert!(out.contains("1 not asked"), "{out}");
    assert!(err.contains("its server may be asked at "), "{err}");
    assert_eq!(server.paths(), ["/good"]);
}

#[test]
fn what_a_rule_of_the_person_hides_comes_hidden() {
    let (home, server) = (Home::new(), server());
    home.subscribe(Origin::Url(server.url("/good")));
    let folder = home.path().join("config/quotidian");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "[[hide]]\ntitle = '^Tw'\n").unwrap();
    refresh(&home, &[], 0);
    let store = home.store();
    let titles = |shelf| {
        let list = store.list(&shelf, Order::Title, Part::From(0), 10).unwrap();
        let rows = list.rows.into_iter().map(|row| row.title.to_string());
        rows.collect::<Vec<_>>()
    };
    assert_eq!(titles(Shelf::All), ["One"]);
    assert_eq!(titles(Shelf::Hidden), ["Two"]);
}

#[test]
fn each_feed_is_a_record() {
    let (home, server) = (Home::new(), server());
    let good = home.subscribe(Origin::Url(server.url("/good")));
    let bad = home.subscribe(Origin::Url(
        server.url("/bad").replace("//", "//me:secret@"),
    ));
    let records = |status| {
        let (out, err) = refresh(&home, &["--format", "json"], status);
        assert_eq!(err, "");
        let read = |line| serde_json::from_str::<Value>(line).unwrap();
        let mut records: Vec<Value> = out.lines().map(read).collect();
        records.sort_by_key(|record| record["feed"].as_i64());
        records
    };
    let first = records(1);
    assert_eq!(
        first[0],
        json!({
            "feed": good.0, "location": server.url("/good"), "name": server.url("/good"),
            "result": "read", "new": 2, "changed": 0, "error": null, "again": null,
            "notes": first[0]["notes"],
        })
    );
    assert_eq!(first[1]["feed"], bad.0);
    assert_eq!(first[1]["location"], server.url("/bad"));
    assert_eq!(first[1]["result"], "failed");
    assert!(first[1]["again"].is_string());
    let second = records(0);
    let results: Vec<_> = second.iter().map(|record| &record["result"]).collect();
    assert_eq!(results, ["early", "early"]);
    assert_eq!(second[0]["name"], "The Daily");
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_ends_the_commands_that_it_runs() {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let home = Home::new();
    let command = "sh -c 'echo $$ > pid.new; mv pid.new pid; sleep 60'";
    home.subscribe(Origin::Exec(command.to_owned()));
    let program = home
        .command(&["refresh"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let file = home.path().join("pid");
    let start = Instant::now();
    while !file.exists() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "the command was not run"
        );
        std::thread::yield_now();
    }
    let number = std::fs::read_to_string(file).unwrap();
    let child = Pid::from_raw(number.trim().parse().unwrap()).unwrap();
    test_kill_process(child).unwrap();
    let own = Pid::from_raw(i32::try_from(program.id()).unwrap()).unwrap();
    kill_process(own, Signal::TERM).unwrap();
    let ended = program.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        String::from_utf8(ended.stdout)
            .unwrap()
            .contains("stopped before the end")
    );
    assert!(test_kill_process(child).is_err(), "it runs on");
}
