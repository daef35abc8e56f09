//! The search over everything stored, through the store's public doors.

#[path = "common/store.rs"]
#[allow(dead_code, reason = "each test file uses its own part")]
mod common;

use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::{article, at};
use quotidian::model::{
    Annotations, Arriving, Article, ArticleKey, Change, Correction, FeedKey, Hit, Listing, Mention,
    Name, NameKind, Order, Origin, Part, Quote, QuoteKind, Shelf,
};
use quotidian::store::search::{MOST_HITS, Query};
use quotidian::store::{Store, StoreError};
use quotidian::text::{Clean, Span};

/// A library in the making.
struct Library {
    store: Store,
    keys: Vec<ArticleKey>,
}

impl Library {
    fn new() -> Self {
        Self {
            store: Store::in_memory().unwrap(),
            keys: Vec::new(),
        }
    }

    fn feed(&mut self, url: &str, name: &str, folder: &str, tags: &[&str]) -> FeedKey {
        let tags: Vec<_> = tags.iter().map(|tag| Clean::line(tag)).collect();
        let (origin, name) = (Origin::Url(url.to_owned()), Clean::line(name));
        let folder = Clean::line(folder);
        let subscribed = self.store.subscribe(&origin, Some(&name), &folder, &tags);
        subscribed.unwrap().key()
    }

    /// Takes `article` in, with the quotes and names that `found` has.
    fn add(&mut self, feed: FeedKey, article: Article, found: Annotations) -> ArticleKey {
        let guid = article.id.to_string();
        let arriving = Arriving { guid, article };
        let at = "2025-12-01T00:00:00Z".parse().unwrap();
        let one = std::slice::from_ref(&arriving);
        self.store.receive(feed, one, at).unwrap();
        let listing = list(&self.store, &Shelf::All, Order::Newest);
        let new = listing.rows.iter().map(|row| row.key).max().unwrap();
        self.store
            .keep_annotations(new, &arriving.article, "model", &found)
            .unwrap();
        self.keys.push(new);
        new
    }

    fn found(&self, query: &str) -> Vec<usize> {
        let mut found: Vec<_> = self.ranked(query, Order::Newest);
        found.sort_unstable();
        found
    }

    fn ranked(&self, query: &str, order: Order) -> Vec<usize> {
        let listing = search(&self.store, query, order);
        let places = listing.rows.iter().map(|row| {
            let place = self.keys.iter().position(|key| *key == row.key);
            place.unwrap()
        });
        places.collect()
    }

    fn hit(&self, query: &str) -> Hit {
        let listing = search(&self.store, query, Order::Best);
        let hit = listing.rows.first().and_then(|row| row.hit.clone());
        hit.unwrap_or_else(|| panic!("nothing is found by {query}"))
    }
}

fn list(store: &Store, shelf: &Shelf, order: Order) -> Listing {
    store.list(shelf, order, Part::From(0), usize::MAX).unwrap()
}

fn search(store: &Store, query: &str, order: Order) -> Listing {
    list(store, &Shelf::Search(Clean::from(query)), order)
}

fn quote(article: &Article, words: &str, kind: QuoteKind, speaker: Option<&str>) -> Quote {
    let start = article.text.find(words).unwrap();
    Quote {
        span: Span::new(start, start + words.len()),
        kind,
        nested: false,
        speaker: speaker.map(str::to_owned),
        mention: None,
        cue: None,
        confidence: 0.9,
        why: "it says so".to_owned(),
        runners_up: Vec::new(),
    }
}

fn name(article: &Article, kind: NameKind, forms: &[&str]) -> Name {
    let places = forms
        .iter()
        .flat_map(|form| article.text.match_indices(form));
    let mentions =
        places.map(|(at, form)| Mention::new(&article.text, Span::new(at, at + form.len())));
    Name {
        name: forms[0].to_owned(),
        kind,
        mentions: mentions.collect(),
    }
}

/// Four articles in two feeds.
///
/// 0: Sheinbaum rejects an intervention. 1: Trump speaks of one. 2: the Pentagon's budget, with a
/// star and a tag. 3: the weather in Élysée's garden, read.
fn library() -> Library {
    let mut library = Library::new();
    let world = library.feed(
        "https://daily.example.org/w",
        "The Daily",
        "World/Americas",
        &["politics"],
    );
    let other = library.feed("https://herald.example.org/", "Herald", "", &[]);

    let mut first = article(
        "a",
        "Mexico says no",
        "A storm came first. “There will be no intervention in Mexico,” President Sheinbaum said.\n\
         She said that the border wall was old news. Critics spoke of “drama”.\n\
         Claudia Sheinbaum left at noon.",
    );
    first.published = Some("2025-11-18T12:00:00Z".parse().unwrap());
    first.byline = Some(Clean::line("Ada Byron"));
    let sheinbaum = Some("Claudia Sheinbaum");
    let found = Annotations {
        quotes: vec![
            quote(
                &first,
                "“There will be no intervention in Mexico,”",
                QuoteKind::Direct,
                sheinbaum,
            ),
            quote(
                &first,
                "that the border wall was old news",
                QuoteKind::Indirect,
                sheinbaum,
            ),
            quote(&first, "“drama”", QuoteKind::Scare, None),
        ],
        names: vec![
            name(
                &first,
                NameKind::Per,
                &["Claudia Sheinbaum", "President Sheinbaum"],
            ),
            name(&first, NameKind::Loc, &["Mexico"]),
        ],
        language: None,
    };
    library.add(world, first, found);

    let mut second = article(
        "b",
        "Trump on the border",
        "“An intervention is not off the table,” Donald Trump said of Mexico.\nMs. Sheinbaum was not asked.",
    );
    second.published = Some("2025-11-17T12:00:00Z".parse().unwrap());
    let found = Annotations {
        quotes: vec![quote(
            &second,
            "“An intervention is not off the table,”",
            QuoteKind::Direct,
            Some("Donald Trump"),
        )],
        names: vec![name(&second, NameKind::Per, &["Donald Trump"])],
        language: None,
    };
    library.add(world, second, found);

    let mut third = article(
        "c",
        "Budget for defence",
        "The Department of Defense, or the Pentagon, gets more. A storm of protest followed.",
    );
    third.published = Some("2025-10-02T12:00:00Z".parse().unwrap());
    let found = Annotations {
        quotes: Vec::new(),
        names: vec![name(
            &third,
            NameKind::Org,
            &["Department of Defense", "Pentagon"],
        )],
        language: None,
    };
    let third = library.add(other, third, found);
    library.store.change(&Change::Star(third, true)).unwrap();
    library
        .store
        .change(&Change::Tag(third, "Long reads".into(), true))
        .unwrap();

    let mut fourth = article(
        "d",
        "Weather",
        "Rain in the garden of the Élysée. No storm, though.",
    );
    fourth.published = Some("2024-05-05T12:00:00Z".parse().unwrap());
    let fourth = library.add(other, fourth, Annotations::default());
    library.store.change(&Change::Read(fourth, true)).unwrap();
    library
}

#[test]
fn each_operator_finds_what_it_says() {
    let library = library();
    for (query, found) in [
        ("storm", &[0, 2, 3][..]),
        ("STORM", &[0, 2, 3]),
        ("elysee ", &[3]),
        ("ÉLYSÉE ", &[3]),
        ("mexico border", &[0, 1]),
        ("stor", &[0, 2, 3]),
        ("stor ", &[]),
        ("stor* ", &[0, 2, 3]),
        ("\"border wall\"", &[0]),
        ("\"wall border\"", &[]),
        ("storm -mexico", &[2, 3]),
        ("-storm", &[1]),
        ("-mex", &[0, 1, 2, 3]),
        ("budget OR weather", &[2, 3]),
        ("storm budget OR mexico", &[0, 2]),
        ("budget OR -storm", &[1, 2]),
        ("title:mexico", &[0]),
        ("title:\"on the\"", &[1]),
        ("author:byron", &[0]),
        ("byron", &[0]),
        ("feed:daily", &[0, 1]),
        ("feed:herald.example", &[2, 3]),
        ("-feed:daily", &[2, 3]),
        ("folder:world", &[0, 1]),
        ("folder:americas storm", &[0]),
        ("tag:politics", &[0, 1]),
        ("tag:reads", &[2]),
        ("tag:reads OR tag:politics storm", &[0, 2]),
        ("is:unread", &[0, 1, 2]),
        ("is:read", &[3]),
        ("is:starred", &[2]),
        ("-is:starred storm", &[0, 3]),
        ("is:hidden", &[]),
        ("before:2025-10", &[3]),
        ("before:2025-11-17 ", &[2, 3]),
        ("after:2025-10 before:2025-11", &[2]),
        ("-after:2025", &[3]),
        ("after:9999y", &[0, 1, 2, 3]),
        ("speaker:sheinbaum", &[0]),
        ("speaker:\"claudia sheinbaum\"", &[0]),
        ("speaker:president", &[0]),
        ("speaker:sheinbaum intervention", &[0]),
        ("speaker:trump intervention", &[1]),
        ("speaker:sheinbaum wall mexico", &[0]),
        ("speaker:sheinbaum noon ", &[]),
        ("speaker:sheinbaum table ", &[]),
        ("speaker:sheinbaum -wall ", &[]),
        ("speaker:sheinbaum title:mexico", &[0]),
        ("speaker:sheinbaum OR speaker:trump intervention", &[0, 1]),
        ("-speaker:trump intervention", &[0]),
        ("says:intervention", &[0, 1]),
        ("says:drama ", &[]),
        ("says:\"border wall\"", &[0]),
        ("names:pentagon", &[2]),
        ("names:\"department of defense\"", &[2]),
        ("names:sheinbaum", &[0]),
        ("names:\"sheinbaum president\"", &[]),
        ("titel:storm", &[]),
        ("storm before:soon", &[0, 2, 3]),
        ("", &[]),
        ("\"", &[]),
        ("🎉", &[]),
    ] {
        assert_eq!(library.found(query), found, "{query}");
    }
}

#[test]
fn what_is_hidden_or_deleted_is_found_only_where_it_is_asked_for() {
    let mut library = library();
    let keys = library.keys.clone();
    library
        .store
        .change(&Change::Delete(keys[0], true))
        .unwrap();
    assert_eq!(library.found("storm"), [2, 3]);
    assert_eq!(library.found("speaker:sheinbaum"), [0; 0]);
    library
        .store
        .change(&Change::Delete(keys[0], false))
        .unwrap();
    assert_eq!(library.found("storm"), [0, 2, 3]);
}

#[test]
fn hits_in_the_headline_come_first_then_the_newer() {
    let library = library();
    assert_eq!(library.ranked("border ", Order::Best), [1, 0]);
    assert_eq!(library.ranked("storm ", Order::Best), [0, 2, 3]);
    assert_eq!(library.ranked("storm OR budget ", Order::Best), [2, 0, 3]);
    assert_eq!(library.ranked("storm ", Order::Oldest), [3, 2, 0]);
    assert_eq!(library.ranked("storm ", Order::Title), [2, 0, 3]);
    assert_eq!(library.ranked("storm ", Order::Feed), [2, 3, 0]);
}

/// The sentence of a hit with `[` and `]` around its marks.
fn shown(hit: &Hit) -> String {
    let mut out = hit.text.to_string();
    for mark in hit.marks.iter().rev() {
        out.insert(mark.end, ']');
        out.insert(mark.start, '[');
    }
    out
}

#[test]
fn a_hit_is_shown_in_its_sentence() {
    let library = library();
    let none = None::<&str>;
    for (query, sentence, speaker) in [
        ("storm protest", "A [storm] of [protest] followed.", none),
        ("elysee", "Rain in the garden of the [Élysée].", none),
        ("rai", "[Rain] in the garden of the Élysée.", none),
        ("weather", "[Weather]", none),
        ("byron", "Ada [Byron]", none),
        (
            "\"of the elysee\"",
            "Rain in the garden [of the Élysée].",
            none,
        ),
        ("title:mexico", "[Mexico] says no", none),
        (
            "wall",
            "She said that the border [wall] was old news.",
            Some("Claudia Sheinbaum"),
        ),
        (
            "is:unread says:table",
            "“An intervention is not off the [table],” Donald Trump said of Mexico.",
            Some("Donald Trump"),
        ),
        (
            "speaker:sheinbaum intervention mexico",
            "“There will be no [intervention] in [Mexico],” President Sheinbaum said.",
            Some("Claudia Sheinbaum"),
        ),
        (
            "speaker:trump",
            "[“An intervention is not off the table,”] Donald Trump said of Mexico.",
            Some("Donald Trump"),
        ),
        (
            "names:pentagon",
            "The Department of Defense, or the [Pentagon], gets more.",
            none,
        ),
    ] {
        let hit = library.hit(query);
        assert_eq!(shown(&hit), sentence, "{query}");
        assert_eq!(hit.speaker.as_deref(), speaker, "{query}");
    }
    let listing = search(&library.store, "is:starred", Order::Best);
    assert_eq!(listing.rows[0].hit, None);
}

#[test]
fn a_hit_tells_its_place_in_the_article() {
    let library = library();
    let hit = library.hit("border wall");
    let text = library
        .store
        .article(library.keys[0])
        .unwrap()
        .unwrap()
        .article
        .text;
    assert_eq!(hit.place.unwrap().of(&text), "border");
    assert_eq!(library.hit("weather").place, None);
}

#[test]
fn a_corrected_speaker_is_the_one_who_is_found() {
    let mut library = library();
    let key = library.keys[0];
    let stored = library.store.article(key).unwrap().unwrap();
    let span = stored.annotations.unwrap().1.quotes[0].span;
    let right = Correction::Speaker {
        span,
        speaker: Some("Juan Ramón de la Fuente".into()),
    };
    let undo = library
        .store
        .change(&Change::Correct(key, right))
        .unwrap()
        .unwrap();
    assert_eq!(library.found("speaker:ramon intervention"), [0]);
    assert_eq!(library.found("speaker:sheinbaum intervention"), [0; 0]);
    assert_eq!(
        library.hit("says:intervention mexico").speaker.as_deref(),
        Some("Juan Ramón de la Fuente")
    );
    library.store.change(&undo).unwrap();
    assert_eq!(library.found("speaker:sheinbaum intervention"), [0]);
}

#[test]
fn boilerplate_is_not_found() {
    let mut library = Library::new();
    let feed = library.feed("https://a.example.org", "A", "", &[]);
    let mut page = article(
        "a",
        "Rates",
        "Rates were held.\nSubscribe to our newsletter.\nThe governor waited.",
    );
    page.blocks[1].boilerplate = true;
    library.add(feed, page, Annotations::default());
    assert_eq!(library.found("newsletter"), [0; 0]);
    let hit = library.hit("governor");
    assert_eq!(shown(&hit), "The [governor] waited.");
}

#[test]
fn a_search_is_listed_in_windows() {
    let mut library = Library::new();
    let feed = library.feed("https://a.example.org", "A", "", &[]);
    for n in 0..30 {
        let title = if n % 10 == 3 { "Storm" } else { "Rain" };
        let mut article = article(&format!("{n}"), title, "A storm came.");
        article.published = Some(at(n));
        library.add(feed, article, Annotations::default());
    }
    let shelf = Shelf::Search("storm ".into());
    let all = library.ranked("storm ", Order::Best);
    assert_eq!(all[..5], [23, 13, 3, 29, 28]);
    for first in [0, 7, 29, 30, 99] {
        let part = library
            .store
            .list(&shelf, Order::Best, Part::From(first), 4)
            .unwrap();
        let keys: Vec<_> = part.rows.iter().map(|row| row.key).collect();
        let wanted: Vec<_> = all
            .iter()
            .skip(first)
            .take(4)
            .map(|&n| library.keys[n])
            .collect();
        assert_eq!((part.total, keys), (30, wanted));
    }
    let key = library.keys[all[20]];
    let part = library
        .store
        .list(&shelf, Order::Best, Part::Around(key, 0), 5)
        .unwrap();
    assert_eq!(
        (part.found, part.first, part.rows[2].key),
        (Some(20), 18, key)
    );
    let part = library
        .store
        .list(&shelf, Order::Best, Part::Around(ArticleKey(9_999), 12), 5)
        .unwrap();
    assert_eq!((part.found, part.first), (None, 10));
}

#[test]
fn all_that_a_search_finds_is_marked_read_at_once() {
    let mut library = library();
    let shelf = Shelf::Search("storm ".into());
    let undo = library
        .store
        .change(&Change::ReadAll(shelf, None))
        .unwrap()
        .unwrap();
    assert_eq!(library.found("is:unread "), [1]);
    library.store.change(&undo).unwrap();
    assert_eq!(library.found("is:unread "), [0, 1, 2]);
}

#[test]
fn nothing_that_is_typed_is_an_error() {
    let library = library();
    let long = "storm\" OR (title:* NEAR ".repeat(500);
    for query in [
        "\"",
        "\"\"\"",
        "'",
        "';DROP TABLE article;--",
        "storm\0mexico",
        "\0",
        "*",
        "-",
        "--",
        "- -",
        "NEAR(storm mexico)",
        "storm AND",
        "OR",
        "NOT",
        "(",
        ")",
        "{title}:storm",
        "title : storm",
        "^storm",
        "storm + mexico",
        "👩‍👩‍👧",
        "🎉*",
        "título:x",
        "a:b:c",
        ":",
        ":x",
        "is:",
        "before:",
        "speaker:",
        "speaker:\"",
        "-speaker:\"\"",
        "names:*",
        "tag:'",
        "feed:%",
        "\u{202e}storm",
        "ßẞ",
        "ﷺ",
        "⑴",
        "東京",
        "\u{301}",
        &long,
        &"x".repeat(10_000),
        &"\"".repeat(10_000),
        &"a OR ".repeat(5_000),
        &"-a ".repeat(5_000),
        &"title:a ".repeat(5_000),
        &"speaker:a b ".repeat(5_000),
    ] {
        search(&library.store, query, Order::Best);
        let raw = Query::parse(query);
        assert!(raw.all.len() <= 64, "{query}");
    }
}

#[test]
fn the_fields_of_a_query_are_told_where_they_are_wrong() {
    for (query, note) in [
        ("titel:storm ", "no field “titel:”"),
        ("before:soon ", "“soon” is no date"),
        ("is:green ", "cannot be “green”"),
        ("storm 🎉 ", "“🎉” has no word"),
    ] {
        let notes = Query::parse(query).notes;
        assert_eq!(notes.len(), 1, "{query}");
        let told = notes[0].to_string();
        assert!(told.contains(note) && told.ends_with('.'), "{told}");
    }
}

#[test]
fn of_very_many_hits_those_that_came_last_are_listed() {
    let mut store = Store::in_memory().unwrap();
    let origin = Origin::Url("https://a.example.org".to_owned());
    let feed = store
        .subscribe(&origin, None, &Clean::default(), &[])
        .unwrap()
        .key();
    let many = MOST_HITS + 10;
    let all: Vec<_> = (0..many)
        .map(|n| {
            let mut article = article(&n.to_string(), "Storm", "It blew.");
            article.published = Some(at(i64::try_from(n).unwrap()));
            Arriving {
                guid: n.to_string(),
                article,
            }
        })
        .collect();
    store.receive(feed, &all, at(1_000_000)).unwrap();
    let shelf = Shelf::Search("storm ".into());
    let listing = store.list(&shelf, Order::Best, Part::From(0), 1).unwrap();
    assert_eq!(listing.total, MOST_HITS);
    assert_eq!(listing.rows[0].published, all[many - 1].article.published);
    let oldest = store.list(&shelf, Order::Oldest, Part::From(0), 1).unwrap();
    assert_eq!(oldest.rows[0].published, all[0].article.published);
}

#[test]
fn a_beginning_that_nearly_all_articles_have_leaves_the_list_as_it_is() {
    let mut store = Store::in_memory().unwrap();
    let origin = Origin::Url("https://a.example.org".to_owned());
    let subscribed = store.subscribe(&origin, None, &Clean::default(), &[]);
    let text = "tea ".repeat(120);
    let all: Vec<_> = (0..1_700)
        .map(|n| {
            let storm = if n % 2 == 0 { "A storm came." } else { "" };
            let article = article(&n.to_string(), "", &format!("{text}{storm}"));
            let guid = n.to_string();
            Arriving { guid, article }
        })
        .collect();
    let feed = subscribed.unwrap().key();
    store.receive(feed, &all, at(1_000_000)).unwrap();
    for (query, total) in [
        ("t", 1_700),
        ("t ", 0),
        ("storm t", 850),
        ("\"a storm c", 850),
        ("-t*", 0),
        ("title:t", 0),
        ("ten", 0),
    ] {
        let shelf = Shelf::Search(query.into());
        let listing = store.list(&shelf, Order::Best, Part::From(0), 1).unwrap();
        assert_eq!(listing.total, total, "{query}");
    }
    let shelf = Shelf::Search("t".into());
    let listing = store.list(&shelf, Order::Best, Part::From(0), 1).unwrap();
    let hit = listing.rows[0].hit.as_ref().unwrap();
    assert!(hit.marks.iter().all(|mark| mark.of(&hit.text) == "tea"));
}

#[test]
fn a_search_gives_way_to_a_newer_one() {
    let library = library();
    let stopper = library.store.stopper();
    let (done, finished) = mpsc::channel();
    let (go, gone_on) = mpsc::channel::<()>();
    let worker = std::thread::spawn(move || {
        let shelf = Shelf::Search("storm OR speaker:sheinbaum OR is:unread".into());
        let until = Instant::now() + Duration::from_secs(20);
        let mut given_up = 0;
        while given_up < 3 && Instant::now() < until {
            match library.store.list(&shelf, Order::Best, Part::From(0), 10) {
                Ok(listing) => assert_eq!(listing.total, 3),
                Err(StoreError::Interrupted) => given_up += 1,
                Err(other) => panic!("{other}"),
            }
        }
        done.send(given_up).unwrap();
        gone_on.recv().unwrap();
        library.found("storm")
    });
    let given_up = loop {
        stopper.stop();
        match finished.recv_timeout(Duration::from_micros(300)) {
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            given_up => break given_up.unwrap(),
        }
    };
    go.send(()).unwrap();
    let after = worker.join().unwrap();
    assert_eq!((given_up, after), (3, vec![0, 2, 3]));
}

#[test]
fn what_a_search_finds_unread_is_counted_up_to_a_hundred() {
    let mut library = Library::new();
    let feed = library.feed("https://daily.example/feed", "The Daily", "", &[]);
    let all: Vec<_> = (0..130).map(common::arriving).collect();
    library.store.receive(feed, &all, at(1_000_000)).unwrap();
    let count = |library: &Library, query: &str| library.store.unread_found(query).unwrap();
    assert_eq!(count(&library, "rain"), 100);
    assert_eq!(count(&library, ""), 0);
    assert_eq!(count(&library, "nowhere"), 0);
    let keys = search(&library.store, "rain", Order::Newest).rows;
    let read = keys.iter().skip(7).map(|row| row.key).collect();
    library.store.change(&Change::ReadEach(read, true)).unwrap();
    for query in ["rain", "rain is:unread", "is:unread -snow"] {
        assert_eq!(count(&library, query), 7, "{query}");
    }
    assert_eq!(count(&library, "rain is:read"), 0);
}
