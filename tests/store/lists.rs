//! Every window of every list is what a straightforward scan over all articles gives.

use std::cmp::Reverse;

use proptest::prelude::*;
use quotidian::model::{ArticleKey, Change, FeedKey, Order, Origin, Part, Setting, Shelf};
use quotidian::store::Store;
use quotidian::text::Clean;

use crate::common::{arriving, at};

/// Label, folder and tag of each feed.
const FEEDS: [(&str, &str, &str); 4] = [
    ("Zeit", "News", "german"),
    ("Daily", "News/World", ""),
    ("Émile", "", "slow"),
    ("Worldly", "News/Worldly", "slow"),
];

const TITLES: [&str; 5] = ["“Rain”", "rain", "Sun", "Zoo", "a wind"];

#[derive(Debug, Clone)]
struct Made {
    feed: usize,
    date: i64,
    title: usize,
    marks: u8,
}

/// An article as the scan knows it.
struct Known {
    key: ArticleKey,
    made: Made,
    ended: bool,
}

impl Known {
    fn has(&self, mark: u8) -> bool {
        self.made.marks & mark != 0
    }

    fn starred(&self) -> bool {
        self.has(STAR)
    }

    fn shown(&self) -> bool {
        !self.has(DELETED) && (self.starred() || !self.ended)
    }

    fn on(&self, shelf: &Shelf) -> bool {
        let (_, folder, tag) = FEEDS[self.made.feed];
        self.shown()
            && match shelf {
                Shelf::All => true,
                Shelf::Unread => !self.has(READ) || self.has(LATELY),
                Shelf::Starred => self.starred(),
                Shelf::Feed(key) => key.0 == self.made.feed as i64 + 1,
                Shelf::Folder(name) => {
                    !self.ended && (*folder == **name || folder.starts_with(&format!("{name}/")))
                }
                Shelf::Tag(name) => {
                    (!self.ended && *tag == **name)
                        || (self.has(TAGGED) && **name == *"own")
                        || (self.has(TAGGED_SLOW) && **name == *"slow")
                }
                Shelf::Search(_) | Shelf::Hidden => false,
            }
    }

    fn place(&self) -> (Reverse<i64>, ArticleKey) {
        (Reverse(self.made.date), self.key)
    }
}

const READ: u8 = 1;
/// Read since the shelf of the unread was opened.
const LATELY: u8 = 2;
const STAR: u8 = 4;
const DELETED: u8 = 8;
const TAGGED: u8 = 16;
const TAGGED_SLOW: u8 = 32;

fn scan(all: &[Known], shelf: &Shelf, order: Order) -> Vec<ArticleKey> {
    let mut on: Vec<&Known> = all.iter().filter(|known| known.on(shelf)).collect();
    match order {
        Order::Newest | Order::Best => on.sort_by_key(|known| known.place()),
        Order::Oldest => {
            on.sort_by_key(|known| known.place());
            on.reverse();
        }
        Order::Title => on.sort_by_key(|known| {
            let title = TITLES[known.made.title].replace('“', "").to_lowercase();
            (title, known.place())
        }),
        Order::Feed => on.sort_by_key(|known| {
            let label = FEEDS[known.made.feed].0.replace('É', "e").to_lowercase();
            (label, known.place())
        }),
    }
    on.into_iter().map(|known| known.key).collect()
}

fn library(made: &[Made], ended: usize) -> (Store, Vec<Known>) {
    let mut store = Store::in_memory().unwrap();
    for (label, folder, tag) in FEEDS {
        let origin = Origin::Url(format!("https://example.org/{label}"));
        let tags: Vec<_> = Clean::line(tag).non_empty().into_iter().collect();
        let name = Clean::line(label);
        let feed = store.subscribe(&origin, Some(&name), &Clean::line(folder), &tags);
        assert!(matches!(
            feed.unwrap(),
            quotidian::store::Subscribed::New(_)
        ));
    }
    let mut known = Vec::new();
    for (n, made) in made.iter().enumerate() {
        let mut arriving = arriving(n);
        arriving.article.published = Some(at(made.date));
        arriving.article.title = Some(Clean::line(TITLES[made.title]));
        let feed = FeedKey(made.feed as i64 + 1);
        store.receive(feed, &[arriving], at(100)).unwrap();
        known.push(Known {
            key: ArticleKey(n as i64 + 1),
            made: made.clone(),
            ended: made.feed == ended,
        });
    }
    let mark = |store: &mut Store, mark: u8, change: &dyn Fn(ArticleKey) -> Change| {
        for known in known.iter().filter(|known| known.has(mark)) {
            store.change(&change(known.key)).unwrap();
        }
    };
    mark(&mut store, READ, &|key| Change::Read(key, true));
    store.open_unread().unwrap();
    mark(&mut store, LATELY, &|key| Change::Read(key, false));
    mark(&mut store, LATELY, &|key| Change::Read(key, true));
    mark(&mut store, STAR, &|key| Change::Star(key, true));
    mark(&mut store, DELETED, &|key| Change::Delete(key, true));
    mark(&mut store, TAGGED, &|key| {
        Change::Tag(key, Clean::line("own"), true)
    });
    mark(&mut store, TAGGED_SLOW, &|key| {
        Change::Tag(key, Clean::line("slow"), true)
    });
    store
        .change(&Change::Unsubscribe(FeedKey(ended as i64 + 1), true))
        .unwrap();
    (store, known)
}

fn made() -> impl Strategy<Value = Made> {
    (0..FEEDS.len(), 0..6_i64, 0..TITLES.len(), 0..64_u8).prop_map(|(feed, date, title, marks)| {
        Made {
            feed,
            date,
            title,
            marks,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_window_is_what_a_scan_gives(
        made in prop::collection::vec(made(), 0..40),
        ended in 0..FEEDS.len() + 1,
        rows in 0..12_usize,
        row in 0..45_usize,
        key in 0..42_i64,
    ) {
        let (store, known) = library(&made, ended);
        let shelves = [
            Shelf::All,
            Shelf::Unread,
            Shelf::Starred,
            Shelf::Feed(FeedKey(2)),
            Shelf::Folder(Clean::line("News")),
            Shelf::Folder(Clean::line("News/World")),
            Shelf::Tag(Clean::line("slow")),
            Shelf::Tag(Clean::line("own")),
            Shelf::Tag(Clean::line("it's")),
            Shelf::Hidden,
        ];
        let orders = [Order::Newest, Order::Oldest, Order::Title, Order::Feed, Order::Best];
        for shelf in &shelves {
            for order in orders {
                let all = scan(&known, shelf, order);
                let window = |first: usize| &all[first.min(all.len())..(first + rows).min(all.len())];
                let listing = store.list(shelf, order, Part::From(row), rows).unwrap();
                let keys: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
                prop_assert_eq!(keys, window(row), "{:?} {:?}", shelf, order);
                prop_assert_eq!((listing.total, listing.first), (all.len(), row.min(all.len())));

                let part = Part::Around(ArticleKey(key), row);
                let listing = store.list(shelf, order, part, rows).unwrap();
                let keys: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
                let found = all.iter().position(|k| k.0 == key);
                prop_assert_eq!(listing.found, found, "{:?} {:?}", shelf, order);
                prop_assert_eq!(keys, window(listing.first), "{:?} {:?}", shelf, order);
                if let (Some(found), 1..) = (found, rows) {
                    let seen = listing.first..listing.first + listing.rows.len();
                    prop_assert!(seen.contains(&found), "{found} is not in {seen:?}");
                }
            }
        }
    }
}

#[test]
fn a_folder_that_is_a_small_part_of_a_large_library_is_listed_alike() {
    let mut made = Vec::new();
    for n in 0..400 {
        let feed = if n % 40 == 0 { 1 } else { 0 };
        made.push(Made {
            feed,
            date: n % 90,
            title: (n % 5) as usize,
            marks: 0,
        });
    }
    let (mut store, known) = library(&made, FEEDS.len());
    let shelf = Shelf::Folder(Clean::line("News/World"));
    for order in [Order::Newest, Order::Oldest, Order::Title, Order::Feed] {
        let listing = store.list(&shelf, order, Part::From(3), 5).unwrap();
        let keys: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
        assert_eq!(keys, scan(&known, &shelf, order)[3..8]);
    }
    store
        .alter(FeedKey(2), &[Setting::Folder(Clean::default())])
        .unwrap();
    let listing = store.list(&shelf, Order::Newest, Part::From(0), 5).unwrap();
    assert_eq!((listing.total, listing.rows.len()), (0, 0));
}
