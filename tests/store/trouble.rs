//! Files that are damaged, not ours, newer, or cannot be written to.

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use quotidian::model::{ArticleKey, Change, Order, Part, Shelf};
use quotidian::store::{Seal, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::common::{arriving, at, keys, subscribe};

const FILE: &str = "library.db";

/// The bytes of a library of some articles.
fn bytes() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    let chunk: Vec<_> = (0..60).map(arriving).collect();
    store.receive(feed, &chunk, at(0)).unwrap();
    drop(store);
    fs::read(folder.path().join(FILE)).unwrap()
}

/// All that stands in a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    all.sort();
    all
}

fn is_a_sentence(error: &StoreError) -> bool {
    let words = error.to_string();
    words.len() > 20 && !words.contains('\n') && !words.contains("Error") && !words.contains("SQL")
}

#[test]
fn a_file_that_is_no_library_is_not_touched() {
    for other in [
        b"Dear diary, today it rained, and nothing else happened at all. Yours, truly. And so it went on and on.".to_vec(),
        {
            let folder = tempfile::tempdir().unwrap();
            let file = Connection::open(folder.path().join(FILE)).unwrap();
            file.execute_batch("CREATE TABLE somebody (elses)").unwrap();
            drop(file);
            fs::read(folder.path().join(FILE)).unwrap()
        },
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), &other).unwrap();
        let error = Store::open(folder.path()).err().unwrap();
        assert!(matches!(error, StoreError::NotALibrary { .. }), "{error}");
        assert!(error.to_string().contains("is no library of quotidian"));
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), other);
        let rescued = Store::rescue(folder.path());
        if other.starts_with(b"SQLite") {
            // Nothing is damaged in it, and somebody else needs it.
            let error = rescued.unwrap_err();
            assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
            assert!(is_a_sentence(&error));
            assert_eq!(files(folder.path()), [(FILE.to_owned(), other)]);
        } else {
            // Set aside on demand, with nothing in it that could be ours.
            let rescued = rescued.unwrap().unwrap();
            assert_eq!((rescued.articles.of, rescued.feeds.of), (0, 0));
            assert_eq!(fs::read(rescued.aside).unwrap(), other);
        }
    }
}

#[test]
fn what_is_damaged_where_everybody_reads_first_is_not_opened_to_write() {
    for damage in [
        "UPDATE feed SET pace = '{\"ttl\":nuxl'",
        "UPDATE feed SET failures = -3",
        "INSERT OR REPLACE INTO meta VALUES ('session', CAST(x'41ff' AS TEXT))",
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), bytes()).unwrap();
        let file = Connection::open(folder.path().join(FILE)).unwrap();
        file.execute_batch(damage).unwrap();
        // As a program leaves it that was killed.
        let killed = left_by_a_kill(folder.path());
        drop(file);
        for folder in [folder, killed] {
            let before = files(folder.path());
            let error = Store::open(folder.path()).err().unwrap();
            assert!(matches!(error, StoreError::Damaged), "{damage}: {error}");
            let mut after = files(folder.path());
            after.retain(|(name, _)| !name.ends_with("-shm"));
            for (name, bytes) in before {
                let left = after.iter().find(|(other, _)| *other == name);
                assert!(left.is_some_and(|(_, left)| *left == bytes), "{name}");
            }
        }
    }
}

#[test]
fn a_store_that_is_sealed_is_read_and_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), bytes()).unwrap();
    let seal = Seal::default();
    let mut store = Store::open_under(folder.path(), &seal).unwrap();
    let first = ArticleKey(1);
    assert!(store.change(&Change::Star(first, true)).unwrap().is_some());
    assert!(seal.set() && !seal.set());
    let refused = store.change(&Change::Star(first, false));
    assert!(matches!(refused, Err(StoreError::Damaged)));
    assert!(store.article(first).unwrap().unwrap().starred);
    let before = files(folder.path());
    store.close().unwrap();
    let of_log = |(name, _): &&(String, Vec<u8>)| name.ends_with("-wal");
    let log = before.iter().find(of_log).unwrap();
    assert!(!log.1.is_empty() && files(folder.path()).iter().find(of_log) == Some(log));
}

/// The files in `folder` as they are when those are killed who have them open.
fn left_by_a_kill(folder: &Path) -> TempDir {
    let killed = tempfile::tempdir().unwrap();
    for (name, bytes) in files(folder) {
        if !name.ends_with("-shm") {
            fs::write(killed.path().join(name), bytes).unwrap();
        }
    }
    killed
}

#[test]
fn a_newer_library_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), bytes()).unwrap();
    let file = Connection::open(folder.path().join(FILE)).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    // As a program leaves it that was killed: the version stands in the log alone.
    let killed = left_by_a_kill(folder.path());
    drop(file);
    for folder in [folder, killed] {
        let before = files(folder.path());
        let error = Store::open(folder.path()).err().unwrap();
        assert!(
            matches!(error, StoreError::Newer { found: 99, .. }),
            "{error}"
        );
        assert!(error.to_string().contains("newer version of quotidian"));
        let mut after = files(folder.path());
        after.retain(|(name, _)| !name.ends_with("-shm"));
        assert!(after == before);
    }
}

#[test]
fn a_library_of_the_first_schema_opens() {
    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join(FILE)).unwrap();
    file.execute_batch(include_str!("../../src/store/schema/1.sql"))
        .unwrap();
    file.execute_batch(include_str!("../data/library/1.sql"))
        .unwrap();
    drop(file);
    let mut store = Store::open(folder.path()).unwrap();
    let listing = store
        .list(&Shelf::Unread, Order::Newest, Part::From(0), 9)
        .unwrap();
    let titles: Vec<_> = listing
        .rows
        .iter()
        .map(|row| row.title.to_string())
        .collect();
    assert_eq!(titles, ["Rates held", "Sun"]);
    let stored = store.article(ArticleKey(1)).unwrap().unwrap();
    assert_eq!(&*stored.article.text, "It rained.\nIt stopped.");
    assert!(stored.starred && stored.read);
    let feed = store.subscriptions().unwrap()[0].key;
    assert_eq!(store.receive(feed, &[arriving(1)], at(0)).unwrap().new, 1);
}

#[test]
fn an_empty_or_missing_file_becomes_a_library() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), b"").unwrap();
    Store::open(folder.path()).unwrap();
    let nested = folder.path().join("not/yet/there");
    Store::open(&nested).unwrap();
    assert!(nested.join(FILE).exists());
    let error = Store::open(&folder.path().join(FILE)).err().unwrap();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(is_a_sentence(&error), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_gives_sentences_and_is_still_there(
        places in prop::collection::vec((100..120_000_usize, any::<u8>()), 1..200),
        kept in prop::option::of(0.0..1.0_f64),
    ) {
        let mut bytes = bytes();
        for (at, byte) in places {
            let at = at % bytes.len();
            if at >= 100 {
                bytes[at] = byte;
            }
        }
        if let Some(kept) = kept {
            bytes.truncate((bytes.len() as f64 * kept) as usize);
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), &bytes).unwrap();
        let outcome = Store::open(folder.path()).map(|mut store| {
            let listed = store.list(&Shelf::All, Order::Newest, Part::From(0), 100).map(|_| ());
            let read = (1..60).try_for_each(|key| store.article(ArticleKey(key)).map(|_| ()));
            let changed = store.change(&Change::Star(ArticleKey(3), true)).map(|_| ());
            let shelves = store.shelves().map(|_| ());
            let feed = quotidian::model::FeedKey(1);
            let received = store.receive(feed, &[arriving(70)], at(0)).map(|_| ());
            for outcome in [&listed, &read, &changed, &shelves, &received] {
                if let Err(error) = outcome {
                    assert!(is_a_sentence(error), "{error}");
                }
            }
        });
        if let Err(error) = outcome {
            prop_assert!(is_a_sentence(&error), "{}", error);
        }
        prop_assert!(folder.path().join(FILE).exists());

        match Store::rescue(folder.path()) {
            Err(error) => prop_assert!(is_a_sentence(&error), "{}", error),
            Ok(None) => {}
            Ok(Some(rescued)) => {
                prop_assert!(rescued.aside.exists());
                prop_assert_eq!(Store::rescue(folder.path()).unwrap(), None);
                let store = Store::open(folder.path()).unwrap();
                for key in keys(&store, &Shelf::All) {
                    prop_assert!(store.article(key).unwrap().is_some());
                }
            }
        }
    }
}

/// Names the folder for the child below.
const FOLDER: &str = "QUOTIDIAN_TEST_READ_ONLY";

/// Uses a library that it may not write to; as the child of the test below alone, as that may be
/// run by somebody who may write everywhere.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let mut store = Store::open(Path::new(&folder)).unwrap();
    assert!(store.is_read_only());
    let listed = keys(&store, &Shelf::All);
    assert_eq!(listed.len(), 60);
    assert!(store.article(listed[0]).unwrap().is_some());
    let error = store.change(&Change::Star(listed[0], true)).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error}");
    assert!(error.to_string().contains("was not kept"));
    store.open_unread().unwrap();
    println!("all is well");
}

#[test]
#[cfg(unix)]
fn a_library_that_cannot_be_written_to_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    // Nothing keeps the superuser from writing: nobody is asked instead.
    let probe = tempfile::NamedTempFile::new().unwrap();
    fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o444)).unwrap();
    let superuser = fs::OpenOptions::new()
        .append(true)
        .open(probe.path())
        .is_ok();
    for (file, of_folder) in [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), bytes()).unwrap();
        let allow = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        allow(&folder.path().join(FILE), file);
        allow(folder.path(), of_folder);
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["trouble::child", "--exact", "--nocapture"])
            .env(FOLDER, folder.path());
        if superuser {
            child.uid(65_534);
        }
        let output = match child.output() {
            Ok(output) => output,
            Err(error) => {
                eprintln!("skipped: nobody cannot be asked ({error})");
                return;
            }
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            said.contains("all is well"),
            "{file:o} {of_folder:o}: {said}{output:?}"
        );
    }
}
