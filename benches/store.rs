//! Times a library of 1,000, 50,000 and 500,000 articles of 3 KB, or of as many as the arguments
//! say: taking them in, opening it, lists, the shelves, a mark.
//!
//! `cargo bench --bench store -- 1000 50000`

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use quotidian::model::{
    Arriving, Article, ArticleKey, Block, BlockKind, Change, FeedKey, Order, Origin, Part, Shelf,
    Source, SourceKind,
};
use quotidian::store::Store;
use quotidian::text::{Clean, Span};

/// Rows of a list that are asked for at once.
const ROWS: usize = 200;

/// Articles that one feed brings.
const FEED: usize = 100;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = match sizes.is_empty() {
        true => vec![1_000, 50_000, 500_000],
        false => sizes,
    };
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), size);
        time(folder.path(), size);
    }
}

fn fill(folder: &Path, size: usize) {
    let mut store = Store::open(folder).unwrap();
    let mut words = Words(42);
    let (mut taken, mut longest, mut worked) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for feed in 0..size.div_ceil(FEED) {
        let key = subscribe(&mut store, feed);
        let chunk: Vec<_> = (0..FEED.min(size - feed * FEED))
            .map(|n| arriving(feed, n, &mut words))
            .collect();
        let (start, work) = (Instant::now(), work());
        store.receive(key, &chunk, at(0)).unwrap();
        worked += self::work() - work;
        taken += start.elapsed();
        longest = longest.max(start.elapsed());
    }
    let bytes = std::fs::metadata(store.path().unwrap()).unwrap().len();
    println!(
        "{size:>7} articles: taken in within {:.2} s, 10,000 in {:.2} s of a core, longest chunk {:.0} ms, file {} MB",
        taken.as_secs_f64(),
        worked.as_secs_f64() * 10_000.0 / size as f64,
        longest.as_secs_f64() * 1000.0,
        bytes / 1_000_000
    );
}

/// The time that this thread has had a core; on systems that do not tell, none.
fn work() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

fn time(folder: &Path, size: usize) {
    let measure = |what: &str, work: &mut dyn FnMut() -> Duration| {
        let mut times: Vec<_> = (0..9).map(|_| work()).collect();
        times.sort();
        println!(
            "{size:>7} articles: {what:<34} {:>8.2} ms",
            times[4].as_secs_f64() * 1000.0
        );
    };
    let list = |store: &Store, shelf: &Shelf, order, part| {
        let start = Instant::now();
        let listing = store.list(shelf, order, part, ROWS).unwrap();
        std::hint::black_box(&listing);
        start.elapsed()
    };
    let folder_shelf = Shelf::Folder(Clean::line("Folder 1"));
    measure("open and first list", &mut || {
        let start = Instant::now();
        let store = Store::open(folder).unwrap();
        list(&store, &Shelf::Unread, Order::Newest, Part::From(0));
        start.elapsed()
    });
    let mut store = Store::open(folder).unwrap();
    measure("shelves", &mut || {
        let start = Instant::now();
        std::hint::black_box(store.shelves().unwrap());
        start.elapsed()
    });
    let middle = size / 2;
    let key = store
        .list(&Shelf::All, Order::Newest, Part::From(middle), 1)
        .unwrap()
        .rows[0]
        .key;
    for (what, shelf, order, part) in [
        (
            "middle of the unread",
            &Shelf::Unread,
            Order::Newest,
            Part::From(middle),
        ),
        ("end of all", &Shelf::All, Order::Newest, Part::From(size)),
        (
            "around one in the middle",
            &Shelf::All,
            Order::Newest,
            Part::Around(key, 0),
        ),
        (
            "first by title",
            &Shelf::Unread,
            Order::Title,
            Part::From(0),
        ),
        (
            "around, by title",
            &Shelf::Unread,
            Order::Title,
            Part::Around(key, 0),
        ),
        ("first by feed", &Shelf::Unread, Order::Feed, Part::From(0)),
        (
            "around, by feed",
            &Shelf::All,
            Order::Feed,
            Part::Around(key, 0),
        ),
        (
            "folder of a fifth",
            &folder_shelf,
            Order::Newest,
            Part::From(0),
        ),
        (
            "folder of a fifth by title",
            &folder_shelf,
            Order::Title,
            Part::From(0),
        ),
        (
            "one feed",
            &Shelf::Feed(FeedKey(3)),
            Order::Newest,
            Part::From(0),
        ),
    ] {
        measure(what, &mut || list(&store, shelf, order, part));
    }
    let mut read = false;
    measure("a mark", &mut || {
        read = !read;
        let start = Instant::now();
        store.change(&Change::Read(key, read)).unwrap();
        start.elapsed()
    });
    mark_meanwhile(&mut store, folder, key);
    let start = Instant::now();
    let undo = store
        .change(&Change::ReadAll(Shelf::All, None))
        .unwrap()
        .unwrap();
    println!(
        "{size:>7} articles: all marked read                    {:>8.2} ms",
        start.elapsed().as_secs_f64() * 1000.0
    );
    let start = Instant::now();
    store.change(&undo).unwrap();
    println!(
        "{size:>7} articles: and undone                         {:>8.2} ms",
        start.elapsed().as_secs_f64() * 1000.0
    );
}

/// Marks an article again and again while another connection takes articles in.
fn mark_meanwhile(store: &mut Store, folder: &Path, key: ArticleKey) {
    let done = AtomicBool::new(false);
    let mut times = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut store = Store::open(folder).unwrap();
            let mut words = Words(43);
            for feed in 1_000_000.. {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                let key = subscribe(&mut store, feed);
                let chunk: Vec<_> = (0..FEED).map(|n| arriving(feed, n, &mut words)).collect();
                store.receive(key, &chunk, at(0)).unwrap();
            }
        });
        let times: Vec<_> = (0..50)
            .map(|n| {
                std::thread::sleep(Duration::from_millis(20));
                let start = Instant::now();
                store.change(&Change::Star(key, n % 2 == 0)).unwrap();
                start.elapsed()
            })
            .collect();
        done.store(true, Ordering::Relaxed);
        times
    });
    times.sort();
    println!(
        "a mark while articles come in: {:.1} ms, at most {:.1} ms",
        times[times.len() / 2].as_secs_f64() * 1000.0,
        times[times.len() - 1].as_secs_f64() * 1000.0
    );
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn subscribe(store: &mut Store, feed: usize) -> FeedKey {
    let origin = Origin::Url(format!("https://example.org/{feed}"));
    let folder = Clean::line(&format!("Folder {}", feed % 5));
    store.subscribe(&origin, None, &folder, &[]).unwrap().key()
}

fn arriving(feed: usize, n: usize, words: &mut Words) -> Arriving {
    let mut text = String::new();
    let mut blocks = Vec::new();
    while text.len() < 3_000 {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        words.write(60, &mut text);
        blocks.push(Block {
            span: Span::new(start, text.len()),
            kind: BlockKind::Paragraph,
            quote_depth: 0,
            boilerplate: false,
        });
    }
    let mut title = String::new();
    words.write(8, &mut title);
    let guid = format!("https://example.org/{feed}/{n}");
    let published = at(-i64::from(words.next() % 30_000_000));
    Arriving {
        article: Article {
            id: Clean::line(&guid),
            source: Source {
                kind: SourceKind::Web,
                location: Clean::line("https://example.org"),
                label: Clean::line("Example"),
            },
            title: Some(Clean::line(&title)),
            byline: Some(Clean::line("Ann Lee")),
            published: Some(published),
            url: Some(Clean::line(&guid)),
            language: None,
            text: Clean::new(&text),
            blocks,
            inlines: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
        },
        guid,
    }
}

/// Words that are as often as in a language: the nth of 50,000 in a share of one nth.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as u32
    }

    fn write(&mut self, count: usize, out: &mut String) {
        for n in 0..count {
            if n > 0 {
                out.push(' ');
            }
            let share = f64::from(self.next()) / f64::from(u32::MAX >> 1);
            let mut rank = 50_000_f64.powf(share) as u32;
            while rank > 0 {
                out.push(char::from(b'a' + (rank % 20) as u8));
                out.push(b"aeiou"[(rank / 20 % 5) as usize].into());
                rank /= 100;
            }
        }
        out.push('.');
    }
}
