//! The real program is killed while it asks a server: nothing that was acknowledged is missing, nothing
//! is half kept, and the next refresh brings the rest, and nothing twice.

#[path = "common/home.rs"]
mod home;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "common/pty.rs"]
mod pty;
#[path = "common/server.rs"]
mod server;

use std::collections::HashMap;
use std::io::Read;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use home::Home;
use portable_pty::CommandBuilder;
use pty::Session;
use quotidian::model::Origin;
use quotidian::store::Store;
use rusqlite::Connection;
use serde_json::Value;
use server::{Server, hang, response};

/// Feeds of the server. The first is longer than what is handed on at once.
const FEEDS: usize = 5;
/// Articles that each of them has more in each round.
const MORE: usize = 12;

/// A server whose feeds grow with each round, and which knows its last answer again.
fn server(round: &Arc<AtomicUsize>) -> Server {
    let round = Arc::clone(round);
    Server::answering(move |asked| {
        let feed: usize = asked.path[1..].parse().unwrap();
        let whole = articles(feed, round.load(Ordering::Relaxed));
        if asked.text("If-None-Match") == Some(format!("\"{whole}\"")) {
            return response("304 Not Modified", b"");
        }
        let items: String = (0..whole)
            .rev()
            .map(|n| {
                format!(
                    "<item><guid>{feed}-{n}</guid><title>Story {n}</title><description>\
                     <p>The board of {feed} voted on number {n} today, and nobody was against it.</p>\
                     </description></item>"
                )
            })
            .collect();
        let body = format!("<rss><channel><title>Feed {feed}</title>{items}</channel></rss>");
        let head = format!("200 OK\r\nETag: \"{whole}\"\r\nContent-Type: text/xml");
        response(&head, body.as_bytes())
    })
}

/// How many articles a feed has in a round.
fn articles(feed: usize, round: usize) -> usize {
    MORE * (round + 1) + if feed == 0 { 230 } else { 0 }
}

/// Numbers that look random.
struct Numbers(u64);

impl Numbers {
    /// A part of `whole`.
    fn part(&mut self, whole: Duration) -> Duration {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        whole.mul_f64((self.0 >> 33) as f64 / f64::from(1_u32 << 31))
    }
}

/// Lets a time pass after which each feed may be asked again.
fn hours_pass(home: &Home) {
    let file = Connection::open(home.library().join(Store::FILE)).unwrap();
    file.execute("UPDATE feed SET checked = NULL, due = NULL", [])
        .unwrap();
}

/// Checks the file, that each feed is whole as far as it is said to be, and that what was
/// acknowledged is there. Gives how many articles each feed has.
fn check(home: &Home, acknowledged: &HashMap<i64, i64>) -> HashMap<i64, i64> {
    let file = Connection::open(home.library().join(Store::FILE)).unwrap();
    let whole: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    file.execute(
        "INSERT INTO text_index (text_index) VALUES ('integrity-check')",
        [],
    )
    .unwrap();
    let mut feeds = file
        .prepare(
            "SELECT f.id, etag, shown, (SELECT count(*) FROM article WHERE feed = f.id),
                 (SELECT count(DISTINCT title) FROM article WHERE feed = f.id),
                 (SELECT count(*) FROM article JOIN body ON body.article = article.id
                  JOIN text_index_docsize AS entered ON entered.id = article.id
                  WHERE feed = f.id)
             FROM feed AS f JOIN tally ON tally.feed = f.id",
        )
        .unwrap();
    let feeds = feeds.query_map([], |row| {
        let counts: [i64; 4] = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, Option<String>>(1)?,
            counts,
        ))
    });
    let mut there = HashMap::new();
    for feed in feeds.unwrap() {
        let (key, etag, [tally, rows, titles, whole]) = feed.unwrap();
        assert_eq!([tally, titles, whole], [rows; 3], "of feed {key}");
        let said = etag.map_or(0, |etag| etag.trim_matches('"').parse().unwrap());
        assert!(rows >= said, "feed {key} has {rows} articles, not {said}");
        let acknowledged = acknowledged.get(&key).copied().unwrap_or_default();
        assert!(rows >= acknowledged, "feed {key} has lost articles");
        there.insert(key, rows);
    }
    there
}

/// What the program has reported as read, by feed, with how many are new.
fn reported(out: &str) -> Vec<(i64, i64)> {
    let whole = out
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let read = whole.filter(|record: &Value| record["result"] == "read");
    read.map(|record| {
        let number = |name: &str| record[name].as_i64().unwrap();
        (number("feed"), number("new"))
    })
    .collect()
}

#[test]
fn a_refresh_that_is_killed_loses_nothing_and_leaves_nothing_half() {
    let (home, round) = (Home::new(), Arc::new(AtomicUsize::new(0)));
    let server = server(&round);
    for feed in 0..FEEDS {
        home.subscribe(Origin::Url(server.url(&format!("/{feed}"))));
    }
    let command = ["refresh", "--format", "json"];
    let began = Instant::now();
    home.run(&command).status(0);
    let whole = began.elapsed();
    let mut there = check(&home, &HashMap::new());
    let mut numbers = Numbers(7);
    for _ in 0..12 {
        round.fetch_add(1, Ordering::Relaxed);
        hours_pass(&home);
        let mut program = home
            .command(&command)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(numbers.part(whole));
        program.kill().unwrap();
        let mut out = String::new();
        let mut pipe = program.stdout.take().unwrap();
        pipe.read_to_string(&mut out).unwrap();
        program.wait().unwrap();
        for (feed, new) in reported(&out) {
            *there.entry(feed).or_default() += new;
        }
        there = check(&home, &there);
    }
    for _ in 0..4 {
        round.fetch_add(1, Ordering::Relaxed);
        hours_pass(&home);
        let mut session = open(&home);
        session.wait_for("Story");
        session.press("R");
        std::thread::sleep(numbers.part(whole));
        session.signal("KILL");
        drop(session);
        there = check(&home, &there);
    }
    hours_pass(&home);
    home.run(&command).status(0);
    let there = check(&home, &there);
    let mut there: Vec<_> = there.into_iter().collect();
    there.sort_unstable();
    let there: Vec<_> = there.iter().map(|feed| usize::try_from(feed.1)).collect();
    let last = round.load(Ordering::Relaxed);
    let all: Vec<_> = (0..FEEDS).map(|feed| Ok(articles(feed, last))).collect();
    assert_eq!(there, all);
}

fn open(home: &Home) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.arg("--library");
    command.arg(home.library());
    Session::run(100, 30, command)
}

#[test]
fn several_are_subscribed_to_side_by_side_and_a_kill_loses_none() {
    let home = Home::new();
    let slow = Server::start(|asked, stream| match asked.path.as_str() {
        path if path.starts_with("/page") => hang(stream),
        _ => {
            use std::io::Write;
            let feed = "<rss><channel><title>The quick</title><item><title>One</title>\
                        <guid>1</guid></item></channel></rss>";
            let _ = stream.write_all(&response("200 OK", feed.as_bytes()));
        }
    });
    drop(home.store());
    let mut session = open(&home);
    session.wait_for("Showcase");
    for path in ["/page", "/page?2", "/page?3", "/quick"] {
        session.press("a");
        session.wait_for("Subscribe to");
        session.press(&format!("{}\r", slow.url(path)));
    }
    // The last does not wait for those before it.
    session.wait_for("The quick");
    session.signal("KILL");
    drop(session);
    let mut kept = home.feeds();
    kept.retain(|feed| matches!(feed.origin, Origin::Url(_)));
    let articles: Vec<_> = kept.iter().map(|feed| feed.counts.0).collect();
    assert_eq!(articles, [0, 0, 0, 1]);
}
