//! `quotidian add`, against a server of the test's own.

#[path = "common/home.rs"]
mod home;
#[path = "common/server.rs"]
mod server;

use std::path::Path;

use home::{Home, Run};
use quotidian::model::{Order, Origin, Part, Shelf};
use serde_json::json;
use server::{Server, response};

const FEED: &str = "<rss version='2.0'><channel><title>The Daily</title>\
    <link>https://daily.example/</link>\
    <item><title>One</title><guid>1</guid><description>First.</description></item>\
    <item><title>Two</title><guid>2</guid><description>Second.</description></item>\
    </channel></rss>";

/// A site: a feed, pages with no, one and two feeds, a story, and what is gone.
fn site() -> Server {
    Server::answering(|asked| {
        let link = |href: &str, title: &str| {
            format!("<link rel=alternate type=application/rss+xml href='{href}' title='{title}'>")
        };
        let page = |head: &str| format!("<!doctype html><html><head>{head}</head><body>Hi</body>");
        let (status, kind, body) = match asked.path.as_str() {
            "/feed" | "/other" => ("200 OK", "application/rss+xml", FEED.to_owned()),
            "/one" => ("200 OK", "text/html", page(&link("/feed", "News"))),
            "/two" => {
                let both = link("/feed", "News") + &link("/other", "More");
                ("200 OK", "text/html", page(&both))
            }
            "/none" => ("200 OK", "text/html", page("")),
            "/liar" => ("200 OK", "text/html", page(&link("/none", "None"))),
            "/story" => (
                "200 OK",
                "text/html",
                format!(
                    "<html><title>A story</title><body><article><h1>A story</h1><p>{}</p></article>",
                    "Rates were held on Tuesday for the third time this year, said the bank. "
                        .repeat(8)
                ),
            ),
            "/gone" => ("410 Gone", "text/html", String::new()),
            _ => ("404 Not Found", "text/html", String::new()),
        };
        response(
            &format!("{status}\r\nContent-Type: {kind}"),
            body.as_bytes(),
        )
    })
}

/// Runs `quotidian add`.
fn add(home: &Home, arguments: &[&str]) -> Run {
    home.run(&[&["add"], arguments].concat())
}

#[test]
fn a_feed_is_added_with_its_articles_by_one_request() {
    let (home, site) = (Home::new(), site());
    let url = site.url("/feed");
    let run = add(
        &home,
        &[&url, "--folder", "News/Daily", "--tag", "a,b", "--tag", "c"],
    )
    .status(0);
    assert_eq!(run.out(), "The Daily is new: 2 new articles.\n");
    assert_eq!(run.err(), "");
    let feeds = home.feeds();
    let [feed] = &feeds[..] else {
        panic!("{feeds:?}")
    };
    assert_eq!(feed.origin, Origin::Url(url.clone()));
    assert_eq!(
        (&*feed.folder, feed.tags.len(), feed.counts),
        ("News/Daily", 3, (2, 2))
    );
    assert_eq!(site.asked().len(), 1);
    // Once more changes nothing and asks nobody.
    let run = add(&home, &[&url]).status(0);
    assert_eq!(run.out(), "The Daily is there already.\n");
    let run = add(&home, &[&url, "--name", "Mine", "--format", "json"]).status(0);
    assert_eq!(
        (&run.record()["result"], &run.record()["name"]),
        (&json!("already"), &json!("Mine"))
    );
    let feed = &home.feeds()[0];
    assert_eq!(
        (feed.label().as_str(), &*feed.folder),
        ("Mine", "News/Daily")
    );
    assert_eq!(site.asked().len(), 1);
}

#[test]
fn an_address_that_is_written_otherwise_is_the_same_subscription() {
    let (home, site) = (Home::new(), site());
    let url = site.url("/feed");
    add(&home, &[&url]).status(0);
    for same in [
        url.replace("http", "HTTP"),
        url.clone() + "#top",
        url.replace("feed", "./%66eed"),
    ] {
        let run = add(&home, &[&same]).status(0);
        assert_eq!(run.out(), "The Daily is there already.\n", "{same}");
    }
    add(&home, &["--no-fetch", &url.replace("feed", "Feed")]).status(0);
    assert_eq!(home.feeds().len(), 2, "a path's capitals matter");
}

#[test]
fn a_page_stands_for_the_one_feed_that_it_names() {
    let (home, site) = (Home::new(), site());
    let run = add(&home, &[&site.url("/one"), "--format", "json"]).status(0);
    let record = run.record();
    assert_eq!(
        (&record["result"], &record["new"]),
        (&json!("new"), &json!(2))
    );
    assert_eq!(record["location"], site.url("/feed"));
    assert_eq!(home.feeds().len(), 1);
}

#[test]
fn of_several_feeds_none_is_guessed() {
    let (home, site) = (Home::new(), site());
    let run = add(&home, &[&site.url("/two")]).status(1);
    let list = format!(
        "{}  News\n{}  More\n",
        site.url("/feed"),
        site.url("/other")
    );
    assert_eq!(run.out(), list);
    assert!(
        run.err().contains("is a web page with several feeds"),
        "{}",
        run.err()
    );
    let record = add(&home, &[&site.url("/two"), "--format", "json"])
        .status(1)
        .record();
    assert_eq!(record["offers"][1]["title"], "More");
    assert!(home.feeds().is_empty());
}

#[test]
fn what_is_no_feed_is_not_added_and_the_reason_is_told() {
    let (home, site) = (Home::new(), site());
    std::fs::write(home.path().join("story.txt"), "Rates were held.").unwrap();
    for (source, reason) in [
        (
            &*site.url("/none"),
            "is a web page that names no feed; --page keeps it",
        ),
        (&*site.url("/liar"), "names as its feed what is none"),
        (&*site.url("/gone"), "is gone for good"),
        (&*site.url("/missing"), "(404)"),
        ("story.txt", "is no feed"),
        ("missing.xml", "does not exist"),
        ("ftp://a.example/f", "only http:// and https://"),
        ("exec:", "there is no command"),
        ("exec:false", "its command"),
    ] {
        let run = add(&home, &[source]).status(1);
        assert!(run.err().contains(reason), "{source}: {}", run.err());
    }
    let run = add(&home, &[&site.url("/missing")]).status(1);
    assert!(run.err().contains("that was a moment ago"), "{}", run.err());
    assert!(home.feeds().is_empty());
}

#[test]
fn unseen_sources_are_added_where_the_person_says_so() {
    let (home, site) = (Home::new(), site());
    let url = site.url("/missing");
    let arguments = [
        &*url,
        "--no-fetch",
        "--name",
        "Later",
        "--full-text",
        "--filter",
        "tidy -q",
    ];
    let run = add(&home, &arguments).status(0);
    assert_eq!(run.out(), "Later is new.\n");
    let feed = &home.feeds()[0];
    assert!(feed.full_text);
    assert_eq!(feed.filter.as_deref(), Some("tidy -q"));
    assert!(site.asked().is_empty());
}

#[test]
fn files_folders_and_commands_are_sources_too() {
    let home = Home::new();
    std::fs::write(home.path().join("feed.xml"), FEED).unwrap();
    std::fs::create_dir(home.path().join("notes")).unwrap();
    std::fs::write(home.path().join("notes/a.md"), "# A note\n\nWords of it.").unwrap();
    let run = add(&home, &["feed.xml", "notes", "exec:cat feed.xml"]).status(0);
    assert_eq!(
        run.out(),
        "The Daily is new: 2 new articles.\nnotes is new: 1 new article.\n\
         The Daily is new: 2 new articles.\n"
    );
    let kinds: Vec<_> = home.feeds().iter().map(|feed| feed.origin.kind()).collect();
    assert_eq!(kinds, ["file", "folder", "exec"]);
    let file = home.feeds()[0].origin.location().to_owned();
    assert!(Path::new(&file).is_absolute(), "{file}");
}

#[test]
fn pages_and_files_are_kept_to_read_later() {
    let (home, site) = (Home::new(), site());
    std::fs::write(home.path().join("a.md"), "# A note\n\nWords of it.").unwrap();
    let run = add(&home, &["--page", &site.url("/story"), "a.md"]).status(0);
    assert_eq!(
        run.out(),
        "A story is kept to read later.\nA note is kept to read later.\n"
    );
    let again = add(&home, &["--page", "a.md"]).status(0);
    assert_eq!(again.out(), "A note is kept to read later.\n");
    let listing = home
        .store()
        .list(&Shelf::All, Order::Title, Part::From(0), 10)
        .unwrap();
    let titles: Vec<_> = listing
        .rows
        .iter()
        .map(|row| row.title.to_string())
        .collect();
    assert_eq!(titles, ["A note", "A story"]);
    let run = add(&home, &["--page", &site.url("/missing")]).status(1);
    assert!(run.err().contains("404"), "{}", run.err());
}

#[test]
fn files_that_are_kept_are_known_from_any_folder() {
    let home = Home::new();
    for folder in ["first", "second"] {
        let path = home.path().join(folder);
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("a.md"), format!("# The {folder} note\n\nWords.")).unwrap();
        std::fs::write(
            path.join("a.jsonl"),
            format!(r#"{{"id": 1, "title": "The {folder} record", "text": "Words."}}"#),
        )
        .unwrap();
        let mut command = home.command(&["add", "--page", "a.md", "./a.jsonl"]);
        Run(command.current_dir(&path).output().unwrap()).status(0);
    }
    add(&home, &["--page", "first/a.md", "second/../first/a.jsonl"]).status(0);
    let store = home.store();
    let listing = store.list(&Shelf::All, Order::Title, Part::From(0), 10);
    let rows = listing.unwrap().rows;
    let titles: Vec<_> = rows.iter().map(|row| row.title.to_string()).collect();
    assert_eq!(
        titles,
        [
            "The first note",
            "The first record",
            "The second note",
            "The second record"
        ]
    );
    let article = store.article(rows[0].key).unwrap().unwrap().article;
    let file = home.path().join("first/a.md");
    assert_eq!(article.source.location.as_str(), file.to_str().unwrap());
}

#[test]
fn what_a_rule_hides_is_hidden_from_the_start() {
    let (home, site) = (Home::new(), site());
    std::fs::write(home.path().join("c.toml"), "[[hide]]\ntitle = '^two$'").unwrap();
    add(&home, &["--config", "c.toml", &site.url("/feed")]).status(0);
    let titles = |shelf| {
        let listing = home.store().list(&shelf, Order::Newest, Part::From(0), 10);
        let rows = listing.unwrap().rows.into_iter();
        rows.map(|row| row.title.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(titles(Shelf::All), ["One"]);
    assert_eq!(titles(Shelf::Hidden), ["Two"]);
}

#[test]
fn flags_that_do_not_go_together_are_refused() {
    let home = Home::new();
    for arguments in [
        &["a", "b", "--name", "Both"][..],
        &["--page", "a", "--folder", "F"],
        &[],
    ] {
        add(&home, arguments).status(2);
    }
}
