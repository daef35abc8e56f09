//! The library's file through its public doors.

#[path = "../common/store.rs"]
mod common;

mod aside;
mod changes;
mod crash;
mod lists;
mod rescue;
mod rules;
mod together;
mod trouble;

use common::{arriving, at, filled, keys};
use quotidian::model::{
    Annotations, Arriving, Change, Correction, FeedState, Order, Origin, Part, Quote, QuoteKind,
    SavedSearch, Setting, Shelf, Validators,
};
use quotidian::store::{Delivery, Ending, Prepared, Received, Store, Subscribed};
use quotidian::text::{Clean, Span};

#[test]
fn what_a_feed_brings_is_listed_read_and_not_there_twice() {
    let (mut store, feed, keys) = filled(3);
    let listing = store
        .list(&Shelf::All, Order::Newest, Part::From(0), 10)
        .unwrap();
    let listed: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
    assert_eq!(listed, keys);
    assert_eq!((listing.total, listing.first, listing.found), (3, 0, None));
    let row = &listing.rows[0];
    assert_eq!(
        (&*row.title, &*row.source),
        ("Story 0", "https://example.org/feed")
    );
    let stored = store.article(row.key).unwrap().unwrap();
    assert_eq!(stored.article, arriving(0).article);
    let again: Vec<_> = (0..3).map(arriving).collect();
    assert_eq!(
        store.receive(feed, &again, at(9)).unwrap(),
        Received::default()
    );
}

#[test]
fn a_date_in_the_future_counts_as_the_arrival_and_none_too() {
    let (mut store, feed, _) = filled(1);
    let mut future = arriving(7);
    future.article.published = Some(at(1_000_000));
    let mut undated = arriving(8);
    undated.article.published = None;
    store.receive(feed, &[future, undated], at(60)).unwrap();
    let listing = store
        .list(&Shelf::All, Order::Newest, Part::From(0), 10)
        .unwrap();
    let dates: Vec<_> = listing.rows.iter().map(|row| row.published).collect();
    assert_eq!(dates, [Some(at(60)), Some(at(60)), Some(at(0))]);
    assert_eq!(
        &*listing.rows[0].title, "Story 7",
        "as they stood in the feed"
    );
}

#[test]
fn an_article_that_was_deleted_does_not_come_back_and_one_kept_again_does() {
    let (mut store, feed, articles) = filled(2);
    store.change(&Change::Delete(articles[0], true)).unwrap();
    let mut edited = arriving(0);
    edited.article.title = Some(Clean::line("Another title"));
    store.receive(feed, &[edited], at(9)).unwrap();
    assert_eq!(keys(&store, &Shelf::All), articles[1..]);

    let page = common::article("page", "A page", "To be read later.");
    let kept = store.keep(&page, at(10)).unwrap();
    store.change(&Change::Delete(kept, true)).unwrap();
    assert_eq!(store.keep(&page, at(11)).unwrap(), kept);
    assert_eq!(keys(&store, &Shelf::All)[0], kept);
    let listing = store
        .list(&Shelf::All, Order::Newest, Part::From(0), 1)
        .unwrap();
    assert_eq!(&*listing.rows[0].source, "Example");
}

#[test]
fn the_full_text_is_shown_and_the_feeds_own_kept() {
    let (mut store, feed, articles) = filled(1);
    let key = articles[0];
    let mut full = arriving(0).article;
    full.text = Clean::new("All of it, at length.");
    full.blocks.clear();
    store.keep_full_text(key, &full).unwrap();
    let stored = store.article(key).unwrap().unwrap();
    assert_eq!(stored.article, full);
    assert_eq!(stored.own, Some(arriving(0).article));

    let mut edited = arriving(0);
    edited.article.text = Clean::new("Edited.");
    store.receive(feed, &[edited.clone()], at(9)).unwrap();
    let stored = store.article(key).unwrap().unwrap();
    assert_eq!((stored.article, stored.own), (full, Some(edited.article)));
}

#[test]
fn a_correction_follows_its_words_into_an_edited_text() {
    let (mut store, feed, articles) = filled(1);
    let right = |start| Correction::Speaker {
        span: Span::new(start, start + "“It will rain,”".len()),
        speaker: Some(Clean::line("Bob Ray")),
    };
    let corrections = |store: &Store| store.article(articles[0]).unwrap().unwrap().corrections;
    store
        .change(&Change::Correct(articles[0], right(0)))
        .unwrap();
    let mut edited = arriving(0);
    for (text, corrected) in [
        (
            "Updated: “It will rain,” said Ann Lee.",
            vec![right("Updated: ".len())],
        ),
        ("“It will snow,” said Ann Lee.", vec![]),
    ] {
        edited.article.text = Clean::new(text);
        store.receive(feed, &[edited.clone()], at(9)).unwrap();
        assert_eq!(corrections(&store), corrected);
    }
}

#[test]
fn there_is_one_subscription_to_an_origin() {
    let (mut store, feed, articles) = filled(2);
    let origin = Origin::Url("https://example.org/feed".to_owned());
    let subscribe = |store: &mut Store| {
        store.subscribe(
            &origin,
            Some(&Clean::line("Daily")),
            &Clean::line("News/ World"),
            &[],
        )
    };
    assert_eq!(subscribe(&mut store).unwrap(), Subscribed::Already(feed));
    store.change(&Change::Star(articles[1], true)).unwrap();
    let undo = store.change(&Change::Unsubscribe(feed, true)).unwrap();
    assert_eq!(store.subscriptions().unwrap(), []);
    assert_eq!(
        keys(&store, &Shelf::All),
        [articles[1]],
        "what has a star stays"
    );
    assert_eq!(
        store.receive(feed, &[arriving(5)], at(9)).unwrap(),
        Received::default(),
        "what comes too late is left"
    );
    assert_eq!(subscribe(&mut store).unwrap(), Subscribed::Again(feed));
    let subscriptions = store.subscriptions().unwrap();
    assert_eq!(subscriptions[0].name.as_deref(), Some("Daily"));
    assert_eq!(&*subscriptions[0].folder, "News/World");
    assert_eq!(subscriptions[0].counts, (2, 2));
    assert_eq!(
        store.change(&undo.unwrap()).unwrap(),
        None,
        "it is there again"
    );

    let other = common::subscribe(&mut store, "https://example.org/other");
    let error = store.alter(other, &[Setting::Origin(origin)]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a subscription to https://example.org/feed already")
    );
    let moved = Origin::Url("https://example.com/".to_owned());
    store
        .alter(
            other,
            &[Setting::Origin(moved.clone()), Setting::FullText(true)],
        )
        .unwrap();
    let altered = &store.subscriptions().unwrap()[1];
    assert_eq!((&altered.origin, altered.full_text), (&moved, true));
}

#[test]
fn the_last_articles_and_how_a_refresh_went_are_kept_together() {
    let (mut store, feed, _) = filled(0);
    let state = FeedState {
        validators: Validators {
            etag: Some("\"a\"".to_owned()),
            last_modified: None,
        },
        checked: Some(at(5)),
        due: Some(at(3_600)),
        failures: 2,
        error: Some(Clean::line("the server does not answer")),
        warnings: vec![Clean::line("an entry was cut off")],
        moved: Some(("https://example.com/".to_owned(), 1)),
        gone: true,
        ..FeedState::default()
    };
    let title = Clean::line("The Daily");
    let chunk: Vec<_> = (0..250).map(arriving).collect();
    let delivery = |chunk: Vec<_>, ending| Delivery {
        feed,
        articles: Prepared::all(chunk).unwrap(),
        ending,
    };
    let ending = Ending {
        state: state.clone(),
        title: Some(title.clone()),
        site: None,
    };
    let edited = Arriving {
        guid: arriving(3).guid,
        ..arriving(4)
    };
    let received = store
        .take_in(
            &[
                delivery(chunk, None),
                delivery(vec![edited.clone(), arriving(3), edited], None),
                delivery(Vec::new(), Some(ending)),
            ],
            at(5),
        )
        .unwrap();
    let came = |new, changed| Received { new, changed };
    assert_eq!(received, [came(250, 0), came(0, 3), came(0, 0)]);
    let subscription = &store.subscriptions().unwrap()[0];
    assert_eq!(subscription.state, state);
    assert_eq!(subscription.title, Some(title));
    assert_eq!(subscription.counts, (250, 250));
}

#[test]
fn shelves_are_nested_counted_and_in_order() {
    let mut store = Store::in_memory().unwrap();
    for (url, folder, tags) in [
        (
            "https://b.example",
            "World/Europe",
            vec![Clean::line("slow")],
        ),
        ("https://a.example", "World", vec![]),
        ("https://c.example", "", vec![]),
    ] {
        let origin = Origin::Url(url.to_owned());
        let key = store
            .subscribe(&origin, None, &Clean::line(folder), &tags)
            .unwrap()
            .key();
        store
            .receive(key, &[arriving(0), arriving(1)], at(0))
            .unwrap();
    }
    let articles = keys(&store, &Shelf::All);
    store
        .change(&Change::Tag(articles[0], Clean::line("Later"), true))
        .unwrap();
    store.change(&Change::Star(articles[1], true)).unwrap();
    store.change(&Change::Read(articles[1], true)).unwrap();
    let search = SavedSearch {
        name: Clean::line("Rain"),
        query: Clean::line("rain"),
    };
    store.change(&Change::SaveSearch(search, true)).unwrap();
    let shelves = store.shelves().unwrap();
    let shown: Vec<_> = shelves
        .iter()
        .map(|row| format!("{}{} {}", "  ".repeat(row.depth), row.name, row.unread))
        .collect();
    assert_eq!(
        shown,
        [
            "All 5",
            "Unread 5",
            "Starred 0",
            "World 3",
            "  Europe 2",
            "    https://b.example 2",
            "  https://a.example 1",
            "https://c.example 2",
            "Later 1",
            "slow 2",
            "Rain 0",
        ]
    );
}

#[test]
fn where_the_person_was_is_kept() {
    let (mut store, _, articles) = filled(1);
    assert_eq!(store.session().unwrap(), None);
    store.keep_session("{}").unwrap();
    assert_eq!(store.session().unwrap().as_deref(), Some("{}"));
    for place in [Some(12), None, Some(7)] {
        store.keep_place(articles[0], place).unwrap();
        assert_eq!(store.article(articles[0]).unwrap().unwrap().place, place);
    }
}

fn says(speaker: Option<&str>) -> Annotations {
    Annotations {
        quotes: vec![Quote {
            span: Span::new(0, "“It will rain,”".len()),
            kind: QuoteKind::Direct,
            nested: false,
            speaker: speaker.map(str::to_owned),
            mention: None,
            cue: None,
            confidence: 0.9,
            why: "“said”".to_owned(),
            runners_up: Vec::new(),
        }],
        ..Annotations::default()
    }
}

#[test]
fn annotations_are_kept_for_the_text_they_are_of() {
    let (mut store, feed, articles) = filled(3);
    assert_eq!(store.to_analyse("one", 9).unwrap(), articles);
    let key = articles[1];
    let article = store.article(key).unwrap().unwrap().article;
    assert!(
        store
            .keep_annotations(key, &article, "one", &says(Some("Ann Lee")))
            .unwrap()
    );
    assert_eq!(
        store.to_analyse("one", 9).unwrap(),
        [articles[0], articles[2]]
    );
    assert_eq!(store.to_analyse("two", 2).unwrap(), articles[..2]);
    let stored = store.article(key).unwrap().unwrap();
    assert_eq!(
        stored.annotations,
        Some(("one".to_owned(), says(Some("Ann Lee"))))
    );

    let mut edited = arriving(1);
    edited.article.text = Clean::new("Something else.");
    let changed = store.receive(feed, &[edited], at(9)).unwrap();
    assert_eq!(changed, Received { new: 0, changed: 1 });
    assert_eq!(store.article(key).unwrap().unwrap().annotations, None);
    assert!(
        !store
            .keep_annotations(key, &article, "one", &says(None))
            .unwrap()
    );
}

#[test]
fn a_correction_holds_over_later_annotations_and_can_be_undone() {
    let (mut store, _, articles) = filled(1);
    let key = articles[0];
    let article = store.article(key).unwrap().unwrap().article;
    let span = says(None).quotes[0].span;
    let speaker = |name: &str| Correction::Speaker {
        span,
        speaker: Some(Clean::line(name)),
    };
    let undo = store
        .change(&Change::Correct(key, speaker("Bob Ray")))
        .unwrap();
    store
        .keep_annotations(key, &article, "one", &says(None))
        .unwrap();
    let corrections = |store: &Store| store.article(key).unwrap().unwrap().corrections;
    assert_eq!(corrections(&store), [speaker("Bob Ray")]);
    let again = store.change(&Change::Correct(key, speaker("Eve"))).unwrap();
    assert_eq!(corrections(&store), [speaker("Eve")]);
    store.change(&again.unwrap()).unwrap();
    assert_eq!(corrections(&store), [speaker("Bob Ray")]);
    store.change(&undo.unwrap()).unwrap();
    assert_eq!(corrections(&store), []);
}

#[test]
fn what_is_read_stays_on_the_shelf_of_the_unread_until_that_is_opened() {
    let (mut store, _, articles) = filled(3);
    store.change(&Change::Read(articles[1], true)).unwrap();
    assert_eq!(keys(&store, &Shelf::Unread), articles);
    store.open_unread().unwrap();
    assert_eq!(keys(&store, &Shelf::Unread), [articles[0], articles[2]]);
    let undo = store.change(&Change::ReadAll(Shelf::Unread, Some(articles[0])));
    assert_eq!(
        undo.unwrap(),
        Some(Change::ReadEach(vec![articles[0]], false))
    );
}
