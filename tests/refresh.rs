//! Refreshing subscriptions, from servers of the test's own.

#[path = "common/server.rs"]
mod server;

use std::cell::Cell;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use quotidian::loader::Limits;
use quotidian::model::{
    ArticleKey, Change, FeedKey, FeedState, Order, Origin, Part, Setting, Shelf, Subscription,
};
use quotidian::refresh::{Came, Event, Manner, Report, Summary, Wish, full_text, refresh};
use quotidian::store::Store;
use quotidian::text::Clean;
use server::{Asked, Server, hang, response};

thread_local! {
    static NOW: Cell<Timestamp> = const { Cell::new(Timestamp::UNIX_EPOCH) };
}

/// The test's own time.
fn clock() -> Timestamp {
    NOW.get()
}

fn set_clock(text: &str) {
    NOW.set(text.parse().unwrap());
}

fn later(minutes: i64) {
    NOW.set(NOW.get() + SignedDuration::from_mins(minutes));
}

fn manner() -> Manner {
    Manner {
        clock,
        pause: Duration::ZERO,
        spares_home: true,
        ..Manner::default()
    }
}

fn library() -> Store {
    set_clock("2025-11-18T12:00:00Z");
    Store::in_memory().unwrap()
}

fn subscribe(store: &mut Store, origin: Origin) -> FeedKey {
    let none = Clean::default();
    store.subscribe(&origin, None, &none, &[]).unwrap().key()
}

fn to_url(store: &mut Store, url: &str) -> FeedKey {
    subscribe(store, Origin::Url(url.to_owned()))
}

/// Refreshes everything; gives what was reported.
fn all(store: &mut Store, wish: Wish) -> Vec<Report> {
    let mut reports = Vec::new();
    refresh(store, None, wish, &manner(), &mut |event| {
        if let Event::Done(_, report) = event {
            reports.push(report);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    reports
}

/// Refreshes the only subscription; gives what came of it.
fn only(store: &mut Store, wish: Wish) -> Report {
    let mut reports = all(store, wish);
    assert_eq!(reports.len(), 1);
    reports.remove(0)
}

fn failure(report: &Report) -> &str {
    match &report.came {
        Came::Failed { why, .. } => why,
        other => panic!("no failure: {other:?}"),
    }
}

fn state(store: &Store, feed: FeedKey) -> FeedState {
    store.subscription(feed).unwrap().unwrap().state
}

fn titles(store: &Store) -> Vec<String> {
    let list = store
        .list(&Shelf::All, Order::Title, Part::From(0), 100)
        .unwrap();
    list.rows.iter().map(|row| row.title.to_string()).collect()
}

fn keys(store: &Store) -> Vec<ArticleKey> {
    let list = store
        .list(&Shelf::All, Order::Title, Part::From(0), 100)
        .unwrap();
    list.rows.iter().map(|row| row.key).collect()
}

fn rss(head: &str, items: &[&str]) -> Vec<u8> {
    let items: String = items
        .iter()
        .map(|title| {
            format!(
                "<item><title>{title}</title><guid>{title}</guid>\
                 <description>The board voted on {title} today.</description></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel><title>The Daily</title>{head}{items}</channel></rss>")
        .into_bytes()
}

fn feed(items: &[&str]) -> Vec<u8> {
    response("200 OK\r\nContent-Type: text/xml", &rss("", items))
}

#[test]
fn a_folder_of_many_files_tells_how_many_have_come_up_to_now() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..450 {
        let text = format!("Ferry {n}\n\nThe board voted on ferry {n} today.\n");
        std::fs::write(folder.path().join(format!("{n}.txt")), text).unwrap();
    }
    let mut store = library();
    let path = folder.path().to_str().unwrap().to_owned();
    let feed = subscribe(&mut store, Origin::Folder(path));
    let mut told = Vec::new();
    refresh(&mut store, None, Wish::Person, &manner(), &mut |event| {
        if let Event::Brought(of, new) = event {
            assert_eq!(of, feed);
            told.push(new);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(
        told.is_sorted() && told.last().is_some_and(|&last| last >= 100),
        "{told:?}"
    );
}

const READ: fn(usize, usize) -> Came = |new, changed| Came::Read { new, changed };

#[test]
fn what_is_new_comes_and_an_answer_that_nothing_has_changed_changes_nothing() {
    let server = Server::answering(|asked| match asked.text("If-None-Match").as_deref() {
        Some("\"7\"") => response("304 Not Modified", b""),
        _ => response(
            "200 OK\r\nETag: \"7\"\r\nLast-Modified: yesterday",
            &rss("<link>https://daily.example/</link>", &["One", "Two"]),
        ),
    });
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    assert_eq!(only(&mut store, Wish::Routine).came, READ(2, 0));
    let before = store.subscription(feed).unwrap().unwrap();
    assert_eq!(before.title.as_deref(), Some("The Daily"));
    assert_eq!(before.site.as_deref(), Some("https://daily.example/"));
    let read = keys(&store);
    store.change(&Change::Read(read[0], true)).unwrap();
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, Came::Unchanged);
    assert_eq!(server.asked()[0].header("If-Modified-Since"), None);
    assert_eq!(
        server.asked()[1].text("If-Modified-Since").unwrap(),
        "yesterday"
    );
    assert_eq!(keys(&store), read);
    let after = store.subscription(feed).unwrap().unwrap();
    assert_eq!(after.counts, (2, 1));
    assert_eq!(after.state.validators, before.state.validators);
    assert_eq!(after.state.failures, 0);
}

#[test]
fn a_success_of_any_kind_clears_the_error() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => response("200 OK\r\nETag: \"7\"", &rss("", &["One"])),
        1 => response("500 Oops", b""),
        _ => response("304 Not Modified", b""),
    });
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    only(&mut store, Wish::Routine);
    later(60);
    let failed = only(&mut store, Wish::Routine);
    assert!(failure(&failed).contains("(500)"));
    let kept = state(&store, feed);
    assert!(kept.error.unwrap().contains("(500)"));
    assert_eq!(
        (kept.failures, kept.due),
        (1, Some(NOW.get() + SignedDuration::from_hours(1)))
    );
    assert_eq!(
        failed.came,
        Came::Failed {
            why: state(&store, feed).error.unwrap(),
            again: kept.due,
        }
    );
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, Came::Unchanged);
    assert_eq!(
        (state(&store, feed).error, state(&store, feed).failures),
        (None, 0)
    );
}

#[test]
fn what_could_not_be_read_leaves_the_validators_as_they_were() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => response("200 OK\r\nETag: \"good\"", &rss("", &["One"])),
        1 => response(
            "200 OK\r\nETag: \"page\"",
            b"<html><head><title>x</title></head></html>",
        ),
        2 => b"HTTP/1.1 200 OK\r\nETag: \"cut\"\r\nContent-Length: 9999\r\n\r\n<rss>".to_vec(),
        _ => response("304 Not Modified", b""),
    });
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    only(&mut store, Wish::Routine);
    for _ in 0..3 {
        later(24 * 60);
        only(&mut store, Wish::Routine);
    }
    let sent: Vec<_> = server
        .asked()
        .iter()
        .map(|a| a.text("If-None-Match"))
        .collect();
    let good = Some("\"good\"".to_owned());
    assert_eq!(sent, [None, good.clone(), good.clone(), good]);
    assert_eq!(titles(&store), ["One"]);
    assert_eq!(state(&store, feed).error, None);
}

#[test]
fn an_edited_article_is_updated_and_a_feed_of_many_entries_comes_whole() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| {
        let edited = count.fetch_add(1, Ordering::Relaxed) > 0;
        let items: String = (0..950)
            .map(|n| {
                let word = if edited && n == 3 { "rejected" } else { "accepted" };
                format!("<item><guid>{n}</guid><title>N {n}</title><description>It was {word} on {n}.</description></item>")
            })
            .collect();
        response(
            "200 OK",
            format!("<rss><channel>{items}</channel></rss>").as_bytes(),
        )
    });
    let mut store = library();
    to_url(&mut store, &server.url("/feed"));
    assert_eq!(only(&mut store, Wish::Routine).came, READ(950, 0));
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, READ(0, 1));
}

#[test]
fn ten_starts_in_ten_minutes_are_one_request() {
    let server = Server::answering(|_| feed(&["One"]));
    let folder = tempfile::tempdir().unwrap();
    set_clock("2025-11-18T12:00:00Z");
    to_url(
        &mut Store::open(folder.path()).unwrap(),
        &server.url("/feed"),
    );
    for _ in 0..10 {
        let mut store = Store::open(folder.path()).unwrap();
        only(&mut store, Wish::Routine);
        later(1);
    }
    assert_eq!(server.asked().len(), 1);
    let mut store = Store::open(folder.path()).unwrap();
    let due = "2025-11-18T13:00:00Z".parse().unwrap();
    assert_eq!(only(&mut store, Wish::Routine).came, Came::TooEarly(due));
    only(&mut store, Wish::Person);
    only(&mut store, Wish::Person);
    assert_eq!(
        server.asked().len(),
        2,
        "a person may, but not within a minute"
    );
}

#[test]
fn a_program_that_is_ended_while_it_waits_does_not_ask_at_each_start() {
    let server = Server::start(|_, stream| hang(stream));
    let mut store = library();
    to_url(&mut store, &server.url("/feed"));
    for _ in 0..3 {
        let _ = refresh(
            &mut store,
            None,
            Wish::Routine,
            &manner(),
            &mut |event| match event {
                Event::Waiting => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            },
        );
        later(2);
    }
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_feed_wishes_how_often_it_is_asked_and_a_bare_304_does_not_forget_it() {
    let server = Server::answering(|asked| match asked.header("If-None-Match") {
        Some(_) => response("304 Not Modified", b""),
        None => response("200 OK\r\nETag: x", &rss("<ttl>300</ttl>", &["One"])),
    });
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    for _ in 0..2 {
        only(&mut store, Wish::Routine);
        assert_eq!(
            state(&store, feed).due,
            Some(NOW.get() + SignedDuration::from_hours(5))
        );
        later(300);
    }
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_feed_that_hangs_delays_no_other_and_calling_off_takes_a_tenth_of_a_second() {
    let stuck = Server::start(|_, stream| hang(stream));
    let others: Vec<_> = (0..12)
        .map(|_| Server::answering(|_| feed(&["One"])))
        .collect();
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        let mut store = library();
        let hanging = to_url(&mut store, &stuck.url("/feed"));
        for server in &others {
            to_url(&mut store, &server.url("/feed"));
        }
        let mut done = Vec::new();
        let mut called_off = None;
        let summary = refresh(&mut store, None, Wish::Routine, &manner(), &mut |event| {
            if let Event::Done(progress, report) = event {
                assert_eq!(progress.total, 13);
                done.push(report.feed);
            }
            // Twice: first that the others are done, then that one goes on waiting.
            if done.len() == 12 && called_off.is_none() {
                called_off = Some(Instant::now());
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        quickest = quickest.min(called_off.unwrap().elapsed());
        assert_eq!(done.last(), Some(&hanging), "it is told of as the last");
        assert_eq!(
            (summary.fine, summary.failed, summary.stopped),
            (12, 0, true)
        );
    }
    assert!(quickest < Duration::from_millis(100), "{quickest:?}");
}

#[test]
fn a_server_is_asked_one_thing_at_a_time_with_a_pause() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, seen) = (Arc::clone(&running), Arc::clone(&most));
    let server = Server::start(move |_, stream| {
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        now.fetch_sub(1, Ordering::SeqCst);
        stream.write_all(&feed(&["One"])).unwrap();
    });
    let mut store = library();
    for n in 0..4 {
        to_url(&mut store, &server.url(&format!("/{n}")));
    }
    let pause = Duration::from_millis(60);
    let manner = Manner { pause, ..manner() };
    refresh(&mut store, None, Wish::Routine, &manner, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 4);
    for pair in asked.windows(2) {
        assert!(pair[1].at - pair[0].at >= pause);
    }
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[test]
fn a_server_that_others_send_on_to_is_asked_one_thing_at_a_time_too() {
    let pause = Duration::from_millis(60);
    let last = Server::answering(|_| {
        std::thread::sleep(Duration::from_millis(20));
        feed(&["One"])
    });
    let goal = last.url("/feed");
    let mut store = library();
    to_url(&mut store, &last.url("/own"));
    let others: Vec<_> = (0..4)
        .map(|n| {
            let goal = format!("{goal}?{n}");
            Server::answering(move |_| response(&format!("302 Found\r\nLocation: {goal}"), b""))
        })
        .collect();
    for server in &others {
        to_url(&mut store, &server.url("/feed"));
    }
    let manner = Manner { pause, ..manner() };
    let summary = refresh(&mut store, None, Wish::Routine, &manner, &mut |_| {
        ControlFlow::Continue(())
    });
    assert_eq!(summary.unwrap().fine, 5);
    let asked = last.asked();
    assert_eq!(asked.len(), 5);
    for two in asked.windows(2) {
        let between = two[1].at - two[0].at;
        assert!(between >= pause + Duration::from_millis(20), "{between:?}");
    }
    assert!(others.iter().all(|server| server.asked().len() == 1));
}

#[test]
fn eight_are_asked_at_once_and_no_more() {
    /// How many are here now, and the most there were.
    type Here = Arc<(Mutex<(usize, usize)>, Condvar)>;
    let here: Here = Arc::default();
    let mut store = library();
    let mut servers = Vec::new();
    for _ in 0..12 {
        let here = Arc::clone(&here);
        let server = Server::start(move |_, stream| {
            let (counts, changed) = &*here;
            let mut now = counts.lock().unwrap();
            now.0 += 1;
            now.1 = now.1.max(now.0);
            changed.notify_all();
            // All wait for eight to have been here at once; a ninth would show.
            let mut now = changed
                .wait_timeout_while(now, Duration::from_secs(5), |now| now.1 < 8)
                .unwrap()
                .0;
            now.0 -= 1;
            drop(now);
            stream.write_all(&feed(&["One"])).unwrap();
        });
        to_url(&mut store, &server.url("/"));
        servers.push(server);
    }
    assert_eq!(all(&mut store, Wish::Routine).len(), 12);
    assert_eq!(here.0.lock().unwrap().1, 8);
}

#[test]
fn a_removed_feed_is_never_asked() {
    let server = Server::answering(|_| feed(&["One"]));
    let folder = tempfile::tempdir().unwrap();
    set_clock("2025-11-18T12:00:00Z");
    let mut store = Store::open(folder.path()).unwrap();
    let feeds: Vec<_> = (0..3)
        .map(|n| to_url(&mut store, &server.url(&format!("/{n}"))))
        .collect();
    store.change(&Change::Unsubscribe(feeds[0], true)).unwrap();
    let mut other = Store::open(folder.path()).unwrap();
    let mut asked = None;
    let summary = refresh(
        &mut store,
        Some(&feeds),
        Wish::Person,
        &manner(),
        &mut |event| {
            if let Event::Begun(_, feed) = event {
                asked.get_or_insert(feed);
                for feed in feeds.iter().filter(|f| **f != feed) {
                    other.change(&Change::Unsubscribe(*feed, true)).unwrap();
                }
            }
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    let place = feeds.iter().position(|feed| Some(*feed) == asked).unwrap();
    assert_ne!(place, 0);
    assert_eq!(server.paths(), [format!("/{place}")]);
    assert_eq!((summary.new, summary.fine), (1, 1));
}

#[test]
fn a_busy_server_is_left_alone_with_all_of_its_feeds_even_by_the_person() {
    let server = Server::answering(|_| response("429 Slow down\r\nRetry-After: 7200", b""));
    let mut store = library();
    for n in 0..3 {
        to_url(&mut store, &server.url(&format!("/{n}")));
    }
    let until = NOW.get() + SignedDuration::from_hours(2);
    let mut came: Vec<_> = all(&mut store, Wish::Routine)
        .into_iter()
        .map(|r| r.came)
        .collect();
    came.sort_by_key(|came| matches!(came, Came::TooEarly(_)));
    assert!(matches!(came[0], Came::Failed { again, .. } if again == Some(until)));
    assert_eq!(came[1..], [Came::TooEarly(until), Came::TooEarly(until)]);
    later(119);
    assert_eq!(all(&mut store, Wish::Person).len(), 3);
    assert_eq!(server.asked().len(), 1);
    later(1);
    all(&mut store, Wish::Routine);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_feed_that_moved_for_good_is_asked_there_once_it_was_read_there_twice() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/old" => response("301 Moved\r\nLocation: /new", b""),
        "/broken" => response("301 Moved\r\nLocation: /page", b""),
        "/new" => feed(&["One"]),
        _ => response("200 OK", b"<html><body>Buy this domain</body></html>"),
    });
    let mut store = library();
    let old = to_url(&mut store, &server.url("/old"));
    let broken = to_url(&mut store, &server.url("/broken"));
    let place = |store: &Store, feed| store.subscription(feed).unwrap().unwrap().origin;
    for round in 1..=3 {
        let reports = all(&mut store, Wish::Routine);
        let told = reports
            .iter()
            .any(|r| r.notes.iter().any(|n| n.contains("moved for good")));
        assert_eq!(told, round == 2, "{reports:?}");
        let expected = if round < 2 { "/old" } else { "/new" };
        assert_eq!(place(&store, old), Origin::Url(server.url(expected)));
        later(24 * 60);
    }
    assert_eq!(place(&store, broken), Origin::Url(server.url("/broken")));
    assert_eq!(
        titles(&store),
        ["One"],
        "it is the same article at the new address"
    );
}

#[test]
fn two_subscriptions_that_turn_out_to_be_one_are_told_of() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/old" => response("308 Moved\r\nLocation: /new", b""),
        _ => feed(&["One"]),
    });
    let mut store = library();
    let old = to_url(&mut store, &server.url("/old"));
    to_url(&mut store, &server.url("/new"));
    all(&mut store, Wish::Routine);
    later(60);
    let reports = all(&mut store, Wish::Routine);
    let told = reports.iter().find(|report| report.feed == old).unwrap();
    assert!(told.notes[0].contains("subscribed already"), "{told:?}");
}

#[test]
fn what_is_gone_is_told_once_and_asked_no_more_and_its_articles_stay() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => feed(&["One"]),
        _ => response("410 Gone", b""),
    });
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    only(&mut store, Wish::Routine);
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, Came::Gone);
    assert!(state(&store, feed).error.unwrap().contains("gone for good"));
    later(100_000);
    assert_eq!(all(&mut store, Wish::Routine), []);
    assert_eq!(server.asked().len(), 2);
    assert_eq!(titles(&store), ["One"]);
}

#[test]
fn a_page_in_place_of_a_feed_is_told_with_the_feeds_that_it_offers() {
    let server = Server::answering(|_| {
        response(
            "200 OK\r\nContent-Type: text/html",
            b"<html><head><LINK Rel='x Alternate' TYPE=application/atom+xml href=/atom></head></html>",
        )
    });
    let mut store = library();
    to_url(&mut store, &server.url("/"));
    let report = only(&mut store, Wish::Routine);
    assert!(
        failure(&report).contains(&server.url("/atom")),
        "{report:?}"
    );
    assert_eq!(*report.offers.unwrap()[0].url, *server.url("/atom"));
    assert_eq!(server.paths(), ["/"], "nothing is guessed");
}

#[test]
fn the_charset_of_the_answer_goes_before_that_of_the_feed() {
    let server = Server::answering(|_| {
        let mut body =
            b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>".to_vec();
        body.extend(b"\xcc\xe8\xf0</title><guid>1</guid></item></channel></rss>");
        response(
            "200 OK\r\nContent-Type: text/xml; charset=windows-1251",
            &body,
        )
    });
    let mut store = library();
    to_url(&mut store, &server.url("/"));
    only(&mut store, Wish::Routine);
    assert_eq!(titles(&store), ["Мир"]);
}

fn article(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><p>{}</p></article></body></html>",
        "The board of the harbour voted on Monday to rebuild the old pier. ".repeat(5)
    )
}

fn with_links(asked: &Asked, server: &str) -> Vec<u8> {
    match asked.path.as_str() {
        "/feed" => {
            let item = |n| {
                format!(
                    "<item><guid>{n}</guid><title>N{n}</title><link>http://{server}/{n}</link><description>Short.</description></item>"
                )
            };
            let items: String = (1..=3).map(item).collect();
            response("200 OK", format!("<rss><channel>{items}<item><guid>x</guid><title>N4</title><description>No link.</description></item></channel></rss>").as_bytes())
        }
        "/1" => response(
            "200 OK\r\nContent-Type: text/html",
            article("A page").as_bytes(),
        ),
        "/2" => response("404 Not Found", b""),
        _ => response("503 Busy", b""),
    }
}

fn server_with_pages() -> Server {
    Server::answering(|asked| {
        let host = asked.text("Host").unwrap();
        with_links(asked, &host)
    })
}

#[test]
fn pages_are_fetched_for_their_full_text_only_where_that_is_wanted() {
    let server = server_with_pages();
    let mut store = library();
    let feed = to_url(&mut store, &server.url("/feed"));
    only(&mut store, Wish::Routine);
    assert_eq!(
        server.paths(),
        ["/feed"],
        "nothing is fetched beside the feed"
    );
    store.alter(feed, &[Setting::FullText(true)]).unwrap();
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, READ(0, 0));
    let mut asked = server.paths().split_off(2);
    asked.sort();
    assert_eq!(asked, ["/1", "/2", "/3"]);
    let text = |n: usize| store.article(keys(&store)[n]).unwrap().unwrap();
    assert!(text(0).article.text.contains("rebuild the old pier"));
    assert_eq!(
        text(0).article.title.as_deref(),
        Some("N1"),
        "the feed's headline stays"
    );
    assert_eq!(&*text(0).own.unwrap().text, "Short.");
    assert_eq!(&*text(1).article.text, "Short.");
    // What is not there is not asked for again; what may come is.
    later(60);
    only(&mut store, Wish::Routine);
    assert_eq!(server.paths().split_off(5), ["/feed", "/3"]);
}

#[test]
fn why_the_full_text_does_not_come_is_told() {
    let server = server_with_pages();
    let mut store = library();
    to_url(&mut store, &server.url("/feed"));
    only(&mut store, Wish::Routine);
    let keys = keys(&store);
    let mut why = |n: usize| {
        let tick = &mut || ControlFlow::Continue(());
        full_text(&mut store, keys[n], &Limits::default(), tick).unwrap()
    };
    assert_eq!(why(0), Ok(()));
    for (n, reason) in [
        (1, format!("{}: has no such page (404)", server.url("/2"))),
        (
            2,
            format!("{}: failed at its own end (503)", server.url("/3")),
        ),
        (3, "the article has no address".to_owned()),
    ] {
        let told = why(n).unwrap_err();
        assert!(told.starts_with(&reason), "{told}");
    }
}

#[test]
fn a_feed_in_a_file_is_read_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    let mut store = library();
    subscribe(&mut store, Origin::File(path.to_str().unwrap().to_owned()));
    let missing = only(&mut store, Wish::Routine);
    assert!(failure(&missing).contains("does not exist"));
    fs::write(&path, rss("", &["One"])).unwrap();
    assert_eq!(only(&mut store, Wish::Routine).came, READ(1, 0));
    fs::write(&path, rss("", &["One", "Two"])).unwrap();
    assert_eq!(only(&mut store, Wish::Routine).came, READ(1, 0));
}

#[test]
fn new_and_changed_files_of_a_folder_become_articles() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("one.txt", "One headline\n\nThe board voted on Monday.\n");
    write("old.txt", "An old one\n\nIt was long ago.\n");
    write("broken.html", "");
    let mut store = library();
    NOW.set(Timestamp::now());
    let place = folder.path().to_str().unwrap().to_owned();
    let feed = subscribe(&mut store, Origin::Folder(place.clone()));
    let first = only(&mut store, Wish::Routine);
    assert_eq!(first.came, READ(2, 0));
    assert!(first.notes[0].contains("broken.html"), "{first:?}");
    // As if it had been looked through in a minute: what is older is not read again.
    later(1);
    assert_eq!(only(&mut store, Wish::Routine).came, READ(0, 0));
    NOW.set(Timestamp::now());
    let looked_at = |store: &Store| state(store, feed).validators.last_modified.unwrap();
    let before = looked_at(&store);
    write("one.txt", "One headline\n\nThe board voted on Tuesday.\n");
    write("two.md", "# Two\n\nThe board met.\n");
    assert_eq!(
        only(&mut store, Wish::Routine).came,
        READ(0, 0),
        "the clock went back"
    );
    assert_ne!(looked_at(&store), before);
    assert_eq!(only(&mut store, Wish::Routine).came, READ(1, 1));
    fs::remove_dir_all(folder.path()).unwrap();
    let gone = only(&mut store, Wish::Routine);
    assert!(failure(&gone).contains("does not exist"));
    assert_eq!(titles(&store).len(), 3, "what was read stays");
}

#[test]
fn a_command_gives_a_feed_and_another_changes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a feed.xml");
    fs::write(&path, rss("", &["One $HOME"])).unwrap();
    let mut store = library();
    let cat = format!("cat '{}'", path.display());
    let feed = subscribe(&mut store, Origin::Exec(cat));
    assert_eq!(only(&mut store, Wish::Routine).came, READ(1, 0));
    assert_eq!(titles(&store), ["One $HOME"]);
    assert!(matches!(
        only(&mut store, Wish::Routine).came,
        Came::TooEarly(_)
    ));
    let filter = Clean::line("sed 's/One/Other/g'");
    store.alter(feed, &[Setting::Filter(Some(filter))]).unwrap();
    later(60);
    assert_eq!(only(&mut store, Wish::Routine).came, READ(1, 0));
    let filter = Clean::line("sh -c 'echo no luck >&2; exit 7'");
    store.alter(feed, &[Setting::Filter(Some(filter))]).unwrap();
    later(60);
    let failed = only(&mut store, Wish::Routine);
    assert!(failure(&failed).contains("status 7: no luck"), "{failed:?}");
}

#[test]
fn pages_kept_to_read_later_are_not_fetched_again() {
    let mut store = library();
    subscribe(&mut store, Origin::Kept);
    subscribe(&mut store, Origin::Edition);
    assert_eq!(all(&mut store, Wish::Person), []);
}

#[test]
fn a_failure_of_the_library_is_told_and_ends_it() {
    let server = Server::answering(|_| feed(&["One"]));
    let folder = tempfile::tempdir().unwrap();
    set_clock("2025-11-18T12:00:00Z");
    let mut store = Store::open(folder.path()).unwrap();
    let feed: FeedKey = to_url(&mut store, &server.url("/feed"));
    let subscription: Subscription = store.subscription(feed).unwrap().unwrap();
    assert_eq!(subscription.label(), *server.url("/feed"));
    drop(store);
    damage(&folder.path().join("library.db"));
    let outcome = Store::open(folder.path()).and_then(|mut store| {
        refresh(&mut store, None, Wish::Person, &manner(), &mut |_| {
            ControlFlow::Continue(())
        })
    });
    assert!(outcome.is_err());
    assert_eq!(
        server.asked().len(),
        0,
        "what cannot be kept is not asked for"
    );
}

fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[100..].fill(0x55);
    fs::write(path, bytes).unwrap();
}

#[test]
fn the_summary_counts() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/good" => feed(&["One", "Two"]),
        _ => response("404 Not Found", b""),
    });
    let mut store = library();
    for path in ["/good", "/bad"] {
        to_url(&mut store, &server.url(path));
    }
    let mut run = || {
        refresh(&mut store, None, Wish::Routine, &manner(), &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap()
    };
    let expected = Summary {
        new: 2,
        fine: 1,
        failed: 1,
        ..Summary::default()
    };
    assert_eq!(run(), expected);
    let early = Summary {
        early: 2,
        ..Summary::default()
    };
    assert_eq!(run(), early);
}
