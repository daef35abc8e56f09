//! What a damaged library gives back: all that stands on whole pages, unchanged, and the number of
//! what does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use quotidian::model::{
    Arriving, ArticleKey, Change, Correction, FeedKey, Origin, Setting, Shelf, SourceKind,
    Subscription,
};
use quotidian::store::{Rescued, Store, StoreError, Stored};
use quotidian::text::Clean;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::common::{arriving, at, keys};
use crate::says;

pub const FILE: &str = "library.db";
pub const PAGE: usize = 4096;
pub const ARTICLES: usize = 300;

/// A library with all that a person can have in one: some of its articles are longer than a page.
pub fn fill(folder: &Path) {
    let mut store = Store::open(folder).unwrap();
    for (n, name) in ["daily", "weekly"].iter().enumerate() {
        let url = format!("https://{name}.example/feed");
        let tags = [Clean::line("press")];
        let name = Clean::line(name);
        let origin = Origin::Url(url.clone());
        let feed = store
            .subscribe(&origin, Some(&name), &Clean::line("News"), &tags)
            .unwrap()
            .key();
        let half = n * ARTICLES / 2..(n + 1) * ARTICLES / 2;
        let all: Vec<Arriving> = half.map(|n| of_feed(n, &url)).collect();
        store.receive(feed, &all, at(0)).unwrap();
    }
    let span = says(None).quotes[0].span;
    for key in (1..=ARTICLES).step_by(3) {
        let key = ArticleKey(i64::try_from(key).unwrap());
        let article = store.article(key).unwrap().unwrap().article;
        let speaker = Some(Clean::line("Bob Ray"));
        store
            .keep_annotations(key, &article, "one", &says(None))
            .unwrap();
        store.keep_place(key, Some(7)).unwrap();
        let corrected = Correction::Speaker { span, speaker };
        for change in [
            Change::Star(key, key.0 % 2 == 0),
            Change::Read(key, key.0 % 4 == 0),
            Change::Delete(key, key.0 % 7 == 0),
            Change::Tag(key, Clean::line("later"), true),
            Change::Correct(key, corrected),
        ] {
            store.change(&change).unwrap();
        }
        if key.0 % 5 == 0 {
            let mut full = article;
            full.text = Clean::new(&"All of it, at length. ".repeat(200));
            full.blocks.clear();
            store.keep_full_text(key, &full).unwrap();
        }
    }
}

/// An article as a feed at `url` brings it.
pub fn of_feed(n: usize, url: &str) -> Arriving {
    let mut arriving = arriving(n);
    let article = &mut arriving.article;
    article.source.kind = SourceKind::Feed;
    article.source.location = Clean::line(url);
    article.id = Clean::line(&format!("{url} {}", arriving.guid));
    if n.is_multiple_of(10) {
        let more = format!("{}\nIt rained on the {n}th day. ", &*article.text);
        article.text = Clean::new(&more.repeat(20 + n));
    }
    arriving
}

/// All that a library holds.
#[derive(Debug, PartialEq)]
pub struct Holdings {
    articles: BTreeMap<ArticleKey, Stored>,
    feeds: Vec<Subscription>,
}

fn holdings(folder: &Path) -> Holdings {
    let store = Store::open(folder).unwrap();
    let all = 1..=i64::try_from(ARTICLES).unwrap();
    Holdings {
        articles: all
            .filter_map(|key| Some((ArticleKey(key), store.article(ArticleKey(key)).unwrap()?)))
            .collect(),
        feeds: store.subscriptions().unwrap(),
    }
}

pub struct Original {
    pub bytes: Vec<u8>,
    pub holdings: Holdings,
}

pub static ORIGINAL: LazyLock<Original> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    Original {
        bytes: fs::read(folder.path().join(FILE)).unwrap(),
        holdings: holdings(folder.path()),
    }
});

/// The folder of a library with this file.
pub fn folder_of(bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), bytes).unwrap();
    folder
}

/// The original, with what `damage` does to it.
pub fn damaged(damage: impl FnOnce(&mut Vec<u8>)) -> TempDir {
    let mut bytes = ORIGINAL.bytes.clone();
    damage(&mut bytes);
    folder_of(&bytes)
}

pub fn page(bytes: &mut [u8], number: usize) -> &mut [u8] {
    &mut bytes[(number - 1) * PAGE..number * PAGE]
}

/// The page on which a table or index begins.
pub fn root(name: &str) -> usize {
    let folder = folder_of(&ORIGINAL.bytes);
    let file = Connection::open(folder.path().join(FILE)).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: u32 = file.query_row(sql, [name], |row| row.get(0)).unwrap();
    root as usize
}

pub fn rescue(folder: &TempDir) -> Rescued {
    let rescued = Store::rescue(folder.path()).unwrap().unwrap();
    assert_eq!(Store::rescue(folder.path()).unwrap(), None);
    rescued
}

/// Nothing came back that was not there, and what is missing was told.
pub fn is_part(folder: &TempDir, rescued: &Rescued) {
    let (now, before) = (holdings(folder.path()), &ORIGINAL.holdings);
    assert_eq!(now.articles.len(), rescued.articles.back);
    let mut unmarked = 0;
    for (key, stored) in &now.articles {
        let old = &before.articles[key];
        assert!(
            stored.article == old.article || Some(&stored.article) == old.own.as_ref(),
            "{key:?}"
        );
        assert!(stored.own.is_none() || stored.own == old.own, "{key:?}");
        assert!(stored.annotations.is_none() || stored.annotations == old.annotations);
        assert!(stored.place.is_none() || stored.place == old.place);
        assert!(stored.tags.iter().all(|tag| old.tags.contains(tag)));
        let mut corrections = stored.corrections.iter();
        assert!(corrections.all(|right| old.corrections.contains(right)));
        let marks = |stored: &Stored| (stored.read, stored.starred, stored.deleted);
        unmarked += usize::from(marks(stored) != marks(old));
        if rescued.is_whole() {
            let marked = (&stored.tags, &stored.corrections, &stored.own);
            assert_eq!(marked, (&old.tags, &old.corrections, &old.own));
        }
    }
    assert!(unmarked <= rescued.unmarked);
    for feed in &now.feeds {
        let same = |old: &&Subscription| old.origin == feed.origin && old.key == feed.key;
        assert!(feed.origin == Origin::Kept || before.feeds.iter().any(|old| same(&old)));
    }
    if rescued.is_whole() {
        assert_eq!(now.articles.len(), before.articles.len());
        let settings = |feed: &Subscription| (feed.name.clone(), feed.tags.clone(), feed.counts);
        let all = |feeds: &[Subscription]| feeds.iter().map(settings).collect::<Vec<_>>();
        assert_eq!(all(&now.feeds), all(&before.feeds));
    }
}

#[test]
fn a_damaged_page_names_the_rescue_when_it_is_met() {
    let folder = damaged(|bytes| {
        let words = b"of number 33.";
        let found = bytes.windows(words.len()).position(|at| at == words);
        page(bytes, found.unwrap() / PAGE + 1).fill(0xee);
    });
    let before = fs::read(folder.path().join(FILE)).unwrap();
    let store = Store::open(folder.path()).unwrap();
    let all = 1..=i64::try_from(ARTICLES).unwrap();
    let read = all
        .into_iter()
        .try_for_each(|key| store.article(ArticleKey(key)).map(|_| ()));
    let error = read.unwrap_err();
    assert!(matches!(error, StoreError::Damaged), "{error}");
    assert!(error.to_string().contains("quotidian rescue"));
    drop(store);

    let rescued = rescue(&folder);
    assert_eq!(fs::read(&rescued.aside).unwrap(), before);
    is_part(&folder, &rescued);
    let lost = rescued.articles.lost();
    assert!((1..20).contains(&lost), "{rescued:?}");
    let store = Store::open(folder.path()).unwrap();
    let found = Shelf::Search(Clean::line("\"it will rain\""));
    assert!(keys(&store, &found).len() + lost + ARTICLES / 8 >= ARTICLES);
}

#[test]
fn a_whole_library_stays_as_it_is() {
    let folder = folder_of(&ORIGINAL.bytes);
    assert_eq!(Store::rescue(folder.path()).unwrap(), None);
    assert_eq!(holdings(folder.path()), ORIGINAL.holdings);
}

#[test]
fn page_two_and_every_tenth_cost_little_more_than_what_stands_on_them() {
    let folder = damaged(|bytes| {
        for number in [2].into_iter().chain((10..=bytes.len() / PAGE).step_by(10)) {
            page(bytes, number).fill(0xee);
        }
    });
    let rescued = rescue(&folder);
    assert_eq!(rescued.articles.of, ARTICLES);
    assert!(rescued.articles.back > ARTICLES * 6 / 10, "{rescued:?}");
    assert!(rescued.articles.lost() > 0 && !rescued.is_whole());
    is_part(&folder, &rescued);
}

#[test]
fn what_the_disk_has_lost_of_the_beginning_is_known_without_it() {
    for lost in [16, 100, PAGE] {
        let folder = damaged(|bytes| bytes[..lost].fill(0));
        let error = Store::open(folder.path()).err().unwrap();
        assert!(error.to_string().contains("quotidian rescue"), "{error}");
        let rescued = rescue(&folder);
        assert!(rescued.is_whole(), "{lost}: {rescued:?}");
        is_part(&folder, &rescued);
    }
}

#[test]
fn an_index_is_made_anew_and_nothing_is_lost() {
    for index in ["by_title", "tags_of", "corrections_of", "text_index_data"] {
        let root = root(index);
        let folder = damaged(|bytes| page(bytes, root).fill(0));
        let rescued = rescue(&folder);
        assert!(rescued.is_whole(), "{index}: {rescued:?}");
        is_part(&folder, &rescued);
        let store = Store::open(folder.path()).unwrap();
        let found = Shelf::Search(Clean::line("\"of number 42\""));
        assert_eq!(keys(&store, &found).len(), 1);
    }
}

#[test]
fn where_a_tree_has_lost_its_root_its_leaves_are_found() {
    for table in ["article", "body", "arrived"] {
        let root = root(table);
        let folder = damaged(|bytes| page(bytes, root).fill(0x77));
        let rescued = rescue(&folder);
        assert!(rescued.is_whole(), "{table}: {rescued:?}");
        is_part(&folder, &rescued);
    }
}

#[test]
fn what_only_its_reader_can_tell_from_the_rest_is_damage_too() {
    for (damage, lost, unmarked) in [
        ("UPDATE body SET form = '{' WHERE article = 8", 1, 0),
        ("UPDATE annotation SET found = '{' WHERE article = 4", 0, 0),
        (
            "UPDATE correction SET correction = '{' WHERE article = 4",
            0,
            0,
        ),
        (
            "UPDATE article SET title = CAST(x'41ff' AS TEXT) WHERE id = 4",
            0,
            1,
        ),
    ] {
        let folder = folder_of(&ORIGINAL.bytes);
        let file = Connection::open(folder.path().join(FILE)).unwrap();
        file.execute_batch(damage).unwrap();
        drop(file);
        let rescued = rescue(&folder);
        is_part(&folder, &rescued);
        let told = (rescued.articles.lost(), rescued.unmarked);
        assert_eq!(told, (lost, unmarked), "{damage}");
        let corrections = rescued.perhaps_missing.contains("corrections");
        assert_eq!(corrections, damage.contains("correction"), "{damage}");
    }
}

#[test]
fn labels_stand_in_the_file_twice() {
    let root = root("tag");
    let folder = damaged(|bytes| page(bytes, root).fill(0));
    let rescued = rescue(&folder);
    assert!(rescued.is_whole(), "{rescued:?}");
    assert_eq!(rescued.labels, ARTICLES / 3);
    is_part(&folder, &rescued);
}

#[test]
fn subscriptions_that_are_lost_are_made_of_their_articles() {
    let root = root("feed");
    let folder = damaged(|bytes| page(bytes, root).fill(0));
    let rescued = rescue(&folder);
    assert_eq!((rescued.feeds.back, rescued.unnamed), (2, 2));
    assert!(!rescued.is_whole());
    is_part(&folder, &rescued);
    // What they bring the next time is known.
    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.subscriptions().unwrap().len(), 2);
    let again = [of_feed(1, "https://daily.example/feed")];
    let received = store.receive(FeedKey(1), &again, at(9)).unwrap();
    assert_eq!((received.new, received.changed), (0, 0));
}

#[test]
fn articles_are_known_again_when_they_come_again_though_their_entries_are_lost() {
    let folder = damaged(|bytes| {
        let tree: Vec<u32> = {
            let folder = folder_of(bytes);
            let file = Connection::open(folder.path().join(FILE)).unwrap();
            let mut pages = file
                .prepare("SELECT pageno FROM dbstat WHERE name = 'arrived'")
                .unwrap();
            let pages = pages.query_map([], |row| row.get(0)).unwrap();
            pages.map(Result::unwrap).collect()
        };
        for number in tree {
            page(bytes, number as usize).fill(0);
        }
    });
    let rescued = rescue(&folder);
    assert!(rescued.is_whole(), "{rescued:?}");
    is_part(&folder, &rescued);
    let mut store = Store::open(folder.path()).unwrap();
    let all: Vec<_> = (0..ARTICLES / 2)
        .map(|n| of_feed(n, "https://daily.example/feed"))
        .collect();
    let received = store.receive(FeedKey(1), &all, at(9)).unwrap();
    assert_eq!((received.new, received.changed), (0, 0));
}

#[test]
fn what_stands_in_the_log_alone_is_rescued_too() {
    let written = tempfile::tempdir().unwrap();
    fill(written.path());
    let mut store = Store::open(written.path()).unwrap();
    let feed = FeedKey(1);
    let name = Setting::Name(Some(Clean::line("Renamed")));
    store.alter(feed, &[name]).unwrap();
    // As a program leaves it that was killed.
    let killed = tempfile::tempdir().unwrap();
    for name in [FILE, "library.db-wal"] {
        fs::copy(written.path().join(name), killed.path().join(name)).unwrap();
    }
    drop(store);
    let path = killed.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..PAGE].fill(0);
    fs::write(&path, bytes).unwrap();
    let rescued = rescue(&killed);
    assert!(rescued.is_whole(), "{rescued:?}");
    let store = Store::open(killed.path()).unwrap();
    let feed = store.subscription(feed).unwrap().unwrap();
    assert_eq!(feed.name, Some(Clean::line("Renamed")));
}

#[test]
fn what_an_earlier_rescue_has_lost_is_not_counted_again() {
    let body = |bytes: &mut [u8], words: &str| {
        let found = bytes
            .windows(words.len())
            .position(|at| at == words.as_bytes());
        let number = found.unwrap() / PAGE + 1;
        page(bytes, number).fill(0);
    };
    let folder = damaged(|bytes| body(bytes, "of number 33."));
    let first = rescue(&folder);
    assert!(first.articles.lost() > 0, "{first:?}");
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    body(&mut bytes, "of number 77.");
    fs::write(&path, bytes).unwrap();
    let second = rescue(&folder);
    assert_eq!(second.articles.of, first.articles.back);
    assert!(second.articles.lost() > 0, "{second:?}");
    is_part(&folder, &second);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_pages_are_damaged_what_comes_back_was_there(
        places in prop::collection::vec((0.0..1.0_f64, prop::option::of(any::<u8>())), 1..40),
        kept in prop::option::of(0.0..1.0_f64),
    ) {
        let folder = damaged(|bytes| {
            let count = bytes.len() / PAGE;
            for (place, fill) in places {
                let number = 1 + (count as f64 * place) as usize;
                match fill {
                    Some(fill) => page(bytes, number).fill(fill),
                    // What nobody has written there.
                    None => {
                        let mut state = number as u64;
                        page(bytes, number).fill_with(|| {
                            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                            state.to_be_bytes()[0]
                        });
                    }
                }
            }
            if let Some(kept) = kept {
                bytes.truncate((bytes.len() as f64 * kept) as usize);
            }
        });
        match Store::rescue(folder.path()) {
            Ok(Some(rescued)) => {
                prop_assert_eq!(Store::rescue(folder.path()).unwrap(), None);
                is_part(&folder, &rescued);
            }
            // What was damaged held nothing.
            Ok(None) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
