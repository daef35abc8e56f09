//! What was acknowledged survives the program, whenever that is killed.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use quotidian::model::{ArticleKey, Change, FeedKey, FeedState, Order, Part, Shelf, Validators};
use quotidian::store::{Delivery, Prepared, Store};
use rusqlite::Connection;

use crate::common::{arriving, at, subscribe};

/// Where the child works; the parent sets it.
const FOLDER: &str = "QUOTIDIAN_TEST_FOLDER";

/// Articles that are marked, in the first feed.
const MARKED: i64 = 20;

/// Articles that come with one refresh of the second feed.
const CHUNK: usize = 20;

/// Numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }
}

/// What the child says: before it begins something and after that was acknowledged.
fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("@{words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Changes and refreshes a library until it is killed. Only does so as the child of the test below.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    let mut numbers = Numbers(u64::from(std::process::id()));
    let refresher = {
        let mut store = Store::open(folder).unwrap();
        move || {
            let before = store.subscriptions().unwrap()[1].state.validators.clone();
            let mut refresh = before.etag.map_or(0, |etag| etag.parse::<usize>().unwrap());
            loop {
                refresh += 1;
                let chunk: Vec<_> = (refresh * CHUNK..(refresh + 1) * CHUNK)
                    .map(arriving)
                    .collect();
                let state = FeedState {
                    validators: Validators {
                        etag: Some(refresh.to_string()),
                        last_modified: None,
                    },
                    ..FeedState::default()
                };
                let delivery = Delivery {
                    feed: FeedKey(2),
                    articles: Prepared::all(chunk).unwrap(),
                    ending: Some(state.into()),
                };
                store.take_in(&[delivery], at(0)).unwrap();
                say(&format!("refreshed {refresh}"));
            }
        }
    };
    std::thread::spawn(refresher);
    let mut store = Store::open(folder).unwrap();
    loop {
        let key = 1 + numbers.below(MARKED.unsigned_abs());
        let on = numbers.below(2) == 1;
        let (what, change) = match numbers.below(2) {
            0 => ("read", Change::Read(ArticleKey(key.cast_signed()), on)),
            _ => ("star", Change::Star(ArticleKey(key.cast_signed()), on)),
        };
        say(&format!("begin {what} {key} {on}"));
        store.change(&change).unwrap();
        say(&format!("done {what} {key} {on}"));
    }
}

#[test]
fn nothing_acknowledged_is_missing_after_a_hundred_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    subscribe(&mut store, "https://example.org/busy");
    let chunk: Vec<_> = (0..MARKED)
        .map(|n| arriving(usize::try_from(n).unwrap()))
        .collect();
    store.receive(feed, &chunk, at(0)).unwrap();
    drop(store);

    let mut marks: HashMap<(String, i64), bool> = HashMap::new();
    let mut numbers = Numbers(7);
    let (mut acknowledged, mut refreshes) = (0, 0);
    for kill in 0..100 {
        let wait = Duration::from_millis(numbers.below(30));
        let mut pending = None;
        for line in said_until_killed(folder.path(), wait) {
            let words: Vec<_> = line.split(' ').collect();
            match words[..] {
                ["begin", what, key, on] => {
                    let key: i64 = key.parse().unwrap();
                    pending = Some(((what.to_owned(), key), on == "true"));
                }
                ["done", ..] => {
                    marks.extend(pending.take());
                    acknowledged += 1;
                }
                ["refreshed", refresh] => refreshes = refresh.parse().unwrap(),
                _ => panic!("the child says {line:?}"),
            }
        }
        refreshes = check(folder.path(), &mut marks, pending, refreshes, kill);
    }
    assert!(acknowledged > 20, "only {acknowledged} changes were made");
    assert!(refreshes > 20, "only {refreshes} refreshes were made");
}

/// What the child has said when it is killed, so long after its first words.
fn said_until_killed(folder: &Path, wait: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    // The harness has words of its own.
    let mut next = || {
        let words = lines.by_ref().map(Result::unwrap).find_map(|line| {
            let at = line.find('@')?;
            Some(line[at + 1..].to_owned())
        });
        words.map(|words| said.push(words)).is_some()
    };
    assert!(next(), "the child says nothing");
    std::thread::sleep(wait);
    child.kill().unwrap();
    while next() {}
    child.wait().unwrap();
    said
}

/// Checks the file and all that was acknowledged; takes what was begun and not acknowledged as it
/// is. Gives how many refreshes are in the library.
fn check(
    folder: &Path,
    marks: &mut HashMap<(String, i64), bool>,
    pending: Option<((String, i64), bool)>,
    acknowledged: usize,
    kill: usize,
) -> usize {
    let store = Store::open(folder).unwrap();
    let pending = pending.map(|(mark, _)| mark);
    for key in 1..=MARKED {
        let stored = store.article(ArticleKey(key)).unwrap().unwrap();
        for (what, on) in [("read", stored.read), ("star", stored.starred)] {
            let mark = (what.to_owned(), key);
            if pending.as_ref() == Some(&mark) {
                marks.insert(mark, on);
            } else {
                let expected = marks.get(&mark).copied().unwrap_or_default();
                assert_eq!(on, expected, "after kill {kill}: {mark:?}");
            }
        }
    }
    let busy = &store.subscriptions().unwrap()[1];
    let etag = busy.state.validators.etag.as_ref();
    let refreshes = etag.map_or(0, |etag| etag.parse().unwrap());
    assert!(
        refreshes >= acknowledged,
        "after kill {kill}: a refresh is missing"
    );
    assert_eq!(
        busy.counts.0,
        refreshes * CHUNK,
        "after kill {kill}: articles and validators"
    );
    let listing = store
        .list(&Shelf::Feed(busy.key), Order::Newest, Part::From(0), 1)
        .unwrap();
    assert_eq!(listing.total, busy.counts.0);
    drop(store);

    let file = Connection::open(folder.join("library.db")).unwrap();
    let whole: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok", "after kill {kill}");
    file.execute(
        "INSERT INTO text_index (text_index) VALUES ('integrity-check')",
        [],
    )
    .unwrap();
    let counted: (i64, i64) = file
        .query_row(
            "SELECT (SELECT count(*) FROM article), (SELECT sum(shown) FROM tally)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(counted.0, counted.1, "after kill {kill}");
    refreshes
}
