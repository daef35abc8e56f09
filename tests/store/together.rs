//! Several on one library at once.

use std::sync::Barrier;
use std::thread;

use quotidian::model::{Change, Shelf};
use quotidian::store::Store;

use crate::common::{arriving, at, keys, subscribe};

#[test]
fn nobody_loses_anything_when_several_write_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let feed = subscribe(&mut store, "https://example.org/marked");
    let chunk: Vec<_> = (0..40).map(arriving).collect();
    store.receive(feed, &chunk, at(0)).unwrap();
    let marked = keys(&store, &Shelf::All);
    thread::scope(|scope| {
        for writer in 0..2 {
            let folder = folder.path();
            scope.spawn(move || {
                let mut store = Store::open(folder).unwrap();
                let feed = subscribe(&mut store, &format!("https://example.org/{writer}"));
                for n in 0..20 {
                    let chunk: Vec<_> = (n * 50..(n + 1) * 50).map(arriving).collect();
                    assert_eq!(store.receive(feed, &chunk, at(0)).unwrap().new, 50);
                }
            });
        }
        for half in marked.chunks(20) {
            let folder = folder.path();
            scope.spawn(move || {
                let mut store = Store::open(folder).unwrap();
                for key in half {
                    assert!(store.change(&Change::Star(*key, true)).unwrap().is_some());
                    assert!(store.article(*key).unwrap().unwrap().starred);
                }
            });
        }
    });
    let counts: Vec<_> = store
        .subscriptions()
        .unwrap()
        .iter()
        .map(|subscription| subscription.counts.0)
        .collect();
    assert_eq!(counts, [40, 1_000, 1_000]);
    assert_eq!(keys(&store, &Shelf::Starred), marked);
}

#[test]
fn a_library_that_many_make_at_once_is_made_once() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let barrier = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    barrier.wait();
                    let mut store = Store::open(folder.path()).unwrap();
                    subscribe(&mut store, "https://example.org/feed");
                });
            }
        });
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.subscriptions().unwrap().len(), 1);
    }
}

#[test]
fn a_list_is_there_while_somebody_writes() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Store::open(folder.path()).unwrap();
    let feed = subscribe(&mut writer, "https://example.org/feed");
    writer.receive(feed, &[arriving(0)], at(0)).unwrap();
    let reader = Store::open(folder.path()).unwrap();
    let file = rusqlite::Connection::open(folder.path().join("library.db")).unwrap();
    file.execute_batch("BEGIN IMMEDIATE; UPDATE article SET starred = 1")
        .unwrap();
    assert_eq!(keys(&reader, &Shelf::All).len(), 1);
    assert_eq!(keys(&reader, &Shelf::Starred).len(), 0);
    file.execute_batch("COMMIT").unwrap();
    assert_eq!(keys(&reader, &Shelf::Starred).len(), 1);
}
