//! Whatever is changed can be undone, back to the first state.

use proptest::prelude::*;
use quotidian::model::{
    ArticleKey, Change, Correction, FeedKey, NameKind, Order, Part, SavedSearch, Shelf, ShelfRow,
};
use quotidian::store::{Store, Stored};
use quotidian::text::{Clean, Span};

use crate::common::{arriving, at, filled, keys, subscribe};

const ARTICLES: i64 = 8;

fn change() -> impl Strategy<Value = Change> {
    let key = (1..=ARTICLES).prop_map(ArticleKey);
    let name = || prop::sample::select(vec!["a", "b"]).prop_map(Clean::line);
    let on = any::<bool>();
    let shelf = prop::sample::select(vec![
        Shelf::All,
        Shelf::Unread,
        Shelf::Starred,
        Shelf::Feed(FeedKey(2)),
        Shelf::Folder(Clean::line("World")),
        Shelf::Tag(Clean::line("a")),
    ]);
    let correction = prop_oneof![
        (0..2_usize, prop::option::of(name())).prop_map(|(start, speaker)| Correction::Speaker {
            span: Span::new(start, 9),
            speaker
        }),
        name().prop_map(|name| Correction::NoName { name }),
        (name(), prop::sample::select(NameKind::ALL.to_vec()))
            .prop_map(|(name, kind)| Correction::NameKind { name, kind }),
    ];
    prop_oneof![
        (key.clone(), on).prop_map(|(key, on)| Change::Read(key, on)),
        (key.clone(), on).prop_map(|(key, on)| Change::Star(key, on)),
        (key.clone(), on).prop_map(|(key, on)| Change::Delete(key, on)),
        (key.clone(), name(), on).prop_map(|(key, tag, on)| Change::Tag(key, tag, on)),
        (shelf, prop::option::of(key.clone())).prop_map(|(s, key)| Change::ReadAll(s, key)),
        (prop::collection::vec(key.clone(), 0..4), on)
            .prop_map(|(keys, on)| Change::ReadEach(keys, on)),
        ((1..=2_i64).prop_map(FeedKey), on).prop_map(|(feed, on)| Change::Unsubscribe(feed, on)),
        (key.clone(), correction.clone()).prop_map(|(key, c)| Change::Correct(key, c)),
        (key, correction).prop_map(|(key, c)| Change::Uncorrect(key, c)),
        (name(), name(), on)
            .prop_map(|(name, query, on)| Change::SaveSearch(SavedSearch { name, query }, on)),
    ]
}

/// All that a person can see of a library.
#[derive(Debug, PartialEq)]
struct Seen {
    shelves: Vec<ShelfRow>,
    lists: Vec<Vec<ArticleKey>>,
    articles: Vec<Option<Stored>>,
    feeds: usize,
}

fn seen(store: &mut Store) -> Seen {
    // What was read since the shelf was opened stays on it, undone or not.
    store.open_unread().unwrap();
    let shelves = store.shelves().unwrap();
    let lists = shelves.iter().map(|row| keys(store, &row.shelf)).collect();
    let articles = (1..=ARTICLES).map(|key| store.article(ArticleKey(key)).unwrap());
    Seen {
        lists,
        articles: articles.collect(),
        feeds: store.subscriptions().unwrap().len(),
        shelves,
    }
}

fn library() -> Store {
    let (mut store, _, _) = filled(5);
    let feed = subscribe(&mut store, "https://example.org/world");
    let world = quotidian::model::Setting::Folder(Clean::line("World"));
    store.alter(feed, &[world]).unwrap();
    let chunk: Vec<_> = (5..8).map(arriving).collect();
    store.receive(feed, &chunk, at(0)).unwrap();
    store
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_changes_gives_the_first_state(
        before in prop::collection::vec(change(), 0..8),
        changes in prop::collection::vec(change(), 1..12),
    ) {
        let mut store = library();
        for change in &before {
            store.change(change).unwrap();
        }
        let first = seen(&mut store);
        let mut undos = Vec::new();
        for change in &changes {
            undos.extend(store.change(change).unwrap());
        }
        while let Some(undo) = undos.pop() {
            prop_assert!(store.change(&undo).unwrap().is_some(), "{undo:?} changed nothing");
        }
        prop_assert_eq!(seen(&mut store), first);
    }

    #[test]
    fn a_change_that_is_made_twice_changes_nothing_the_second_time(change in change()) {
        let mut store = library();
        store.change(&change).unwrap();
        prop_assert_eq!(store.change(&change).unwrap(), None);
    }
}

#[test]
fn marking_a_shelf_read_leaves_what_came_after_the_list_was_made() {
    let (mut store, feed, articles) = filled(3);
    let listing = store
        .list(&Shelf::All, Order::Newest, Part::From(0), 1)
        .unwrap();
    store.receive(feed, &[arriving(3)], at(9)).unwrap();
    let change = Change::ReadAll(Shelf::All, listing.latest);
    let undo = store.change(&change).unwrap();
    assert_eq!(undo, Some(Change::ReadEach(articles, false)));
    assert_eq!(store.shelves().unwrap()[0].unread, 1);
}
