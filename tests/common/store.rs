//! Small libraries for tests.

use jiff::Timestamp;
use quotidian::model::{
    Arriving, Article, ArticleKey, Block, BlockKind, FeedKey, Order, Origin, Part, Shelf, Source,
    SourceKind,
};
use quotidian::store::Store;
use quotidian::text::{Clean, Span};

/// The time of so many seconds.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

/// An article of one paragraph a line.
pub fn article(id: &str, title: &str, text: &str) -> Article {
    let text = Clean::new(text);
    let mut start = 0;
    let blocks = text.split('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        Block {
            span,
            kind: BlockKind::Paragraph,
            quote_depth: 0,
            boilerplate: false,
        }
    });
    Article {
        id: Clean::line(id),
        source: Source {
            kind: SourceKind::Web,
            location: Clean::line("https://example.org/feed"),
            label: Clean::line("Example"),
        },
        title: Clean::line(title).non_empty(),
        byline: None,
        published: None,
        url: Some(Clean::line(&format!("https://example.org/{id}"))),
        language: None,
        blocks: blocks.collect(),
        text,
        inlines: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
    }
}

/// The `n`th article of a feed that has the newest first.
pub fn arriving(n: usize) -> Arriving {
    let text = format!("“It will rain,” said Ann Lee of number {n}.\nBob Ray heard her.");
    let mut article = article(&format!("story-{n}"), &format!("Story {n}"), &text);
    article.published = Some(at(-i64::try_from(n).unwrap()));
    Arriving {
        guid: format!("story-{n}"),
        article,
    }
}

/// A library with one feed of so many articles; their keys with the newest first.
pub fn filled(count: usize) -> (Store, FeedKey, Vec<ArticleKey>) {
    let mut store = Store::in_memory().unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    let all: Vec<_> = (0..count).map(arriving).collect();
    store.receive(feed, &all, at(0)).unwrap();
    let keys = keys(&store, &Shelf::All);
    (store, feed, keys)
}

/// A subscription without a name, in no folder.
pub fn subscribe(store: &mut Store, url: &str) -> FeedKey {
    let origin = Origin::Url(url.to_owned());
    let subscribed = store.subscribe(&origin, None, &Clean::default(), &[]);
    subscribed.unwrap().key()
}

/// All articles on a shelf, the newest first.
pub fn keys(store: &Store, shelf: &Shelf) -> Vec<ArticleKey> {
    let listing = store
        .list(shelf, Order::Newest, Part::From(0), usize::MAX)
        .unwrap();
    listing.rows.iter().map(|row| row.key).collect()
}
