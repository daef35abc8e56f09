//! Lists of subscriptions as other readers write them, and as ours come back.

use proptest::prelude::*;
use quotidian::loader::subscriptions::{LeftOut, NoList, normal, read_list, tags, write_opml};
use quotidian::model::{Origin, Outline, SavedSearch, SubscriptionList};
use quotidian::store::search::Query;
use quotidian::text::{Clean, is_unsafe};

fn read(text: &str) -> (SubscriptionList, Vec<LeftOut>) {
    read_list(text.as_bytes()).unwrap()
}

fn url(at: &str) -> Outline {
    Outline::new(Origin::Url(at.to_owned()))
}

fn clean(text: &str) -> Clean {
    Clean::line(text)
}

/// Each left out thing as "line: message".
fn told(left_out: &[LeftOut]) -> Vec<String> {
    left_out
        .iter()
        .map(|left| format!("{}: {}", left.line, left.message))
        .collect()
}

#[test]
fn folders_names_and_tags_of_opml_are_kept() {
    let text = r#"<?xml version="1.0"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="News"><outline text="Far &amp; wide">
          <outline type="rss" text="The Daily" title="The Daily, all of it"
                   xmlUrl="https://daily.example/f?a=1&amp;b=2" htmlUrl="https://daily.example/"
                   category="/politics,world,/places/north"/>
        </outline></outline>
        <outline text="A note that is no feed"/>
        <outline title="Other" xmlUrl="https://other.example/f"/>
        </body></opml>"#;
    let (list, left_out) = read(text);
    let daily = Outline {
        name: Some(clean("The Daily")),
        site: Some(clean("https://daily.example/")),
        folder: clean("News/Far & wide"),
        tags: ["politics", "world", "places/north"].map(clean).to_vec(),
        ..url("https://daily.example/f?a=1&b=2")
    };
    let other = Outline {
        name: Some(clean("Other")),
        ..url("https://other.example/f")
    };
    assert_eq!(list.outlines, [daily, other]);
    assert_eq!(left_out, []);
}

#[test]
fn broken_opml_loses_no_feed() {
    let places = |text: &str| {
        let (list, _) = read(text);
        let all = list.outlines.iter();
        all.map(|o| format!("{} {}", o.folder, o.origin.location()))
            .collect::<Vec<_>>()
    };
    // A bare `&`, no head, a `<` in a title.
    assert_eq!(
        places(
            "<opml><body><outline text='Q & A'><outline text='x < 12' xmlUrl='http://a.org/?a=1&b=2'/></outline></body></opml>"
        ),
        ["Q & A http://a.org/?a=1&b=2"]
    );
    // Names in capitals, no root, nothing closed.
    assert_eq!(
        places(
            "<BODY><OUTLINE TEXT='F'><OUTLINE XMLURL=http://a.org/f><OUTLINE xmlurl='http://b.org/f'>"
        ),
        ["F http://a.org/f", "F http://b.org/f"]
    );
    // In the head and after the body.
    assert_eq!(
        places(
            "<opml><head><outline xmlUrl='http://a.org/f'/></head></opml><outline xmlUrl='http://b.org/f'/>"
        ),
        [" http://a.org/f", " http://b.org/f"]
    );
}

#[test]
fn the_encoding_is_that_of_the_declaration_or_the_bytes() {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><opml><outline text='Der T\u{fc}rmer' xmlUrl='http://a.org/f'/></opml>";
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [latin, wide] {
        let (list, _) = read_list(&bytes).unwrap();
        assert_eq!(list.outlines[0].name, Some(clean("Der Türmer")));
    }
}

#[test]
fn commands_of_other_readers_get_the_shell_that_they_were_written_for() {
    let (list, _) = read(
        "<opml><outline text='a' xmlUrl='|~/fetch.py | sort'/>\
         <outline text='b' xmlUrl='http://a.org/f' filtercmd='~/keep.pl'/>\
         <outline text='c' xmlUrl='exec:fetch.py one two'/></opml>",
    );
    let [a, b, c] = &list.outlines[..] else {
        panic!("{list:?}")
    };
    assert_eq!(a.origin, Origin::Exec("sh -c '~/fetch.py | sort'".into()));
    assert_eq!(b.filter, Some(clean("sh -c '~/keep.pl'")));
    assert_eq!(c.origin, Origin::Exec("fetch.py one two".into()));
    assert!(list.outlines.iter().all(Outline::runs_command));
}

#[test]
fn what_cannot_be_taken_over_is_told_with_its_line() {
    let (list, left_out) = read(
        "<opml>\n<outline type='rss' text='Lost'/>\n<outline xmlUrl='gopher://a.org'/>\n\
         <outline xmlUrl='http://a.org'/></opml>",
    );
    assert_eq!(list.outlines.len(), 1);
    assert_eq!(
        told(&left_out),
        [
            "2: \"Lost\" has no address",
            "3: \"gopher://a.org\" is no address of a feed"
        ]
    );
}

#[test]
fn newsboats_urls_are_read_with_tags_names_and_queries() {
    let text = r#"# my feeds
https://a.org/f news "long reads" "~The A"
"exec:~/bin/fetch one" local
filter:tidy:https://b.org/f
https://c.org/f "!hidden one" news

"query:Unread:unread = \"yes\""
"query:Odd:flags # \"s\""
gopher://d.org
"#;
    let (list, left_out) = read(text);
    let expected = [
        Outline {
            name: Some(clean("The A")),
            tags: ["news", "long reads"].map(clean).to_vec(),
            ..url("https://a.org/f")
        },
        Outline {
            tags: vec![clean("local")],
            ..Outline::new(Origin::Exec("sh -c '~/bin/fetch one'".into()))
        },
        Outline {
            filter: Some(clean("tidy")),
            ..url("https://b.org/f")
        },
        Outline {
            tags: vec![clean("news")],
            ..url("https://c.org/f")
        },
    ];
    assert_eq!(list.outlines, expected);
    let unread = SavedSearch {
        name: clean("Unread"),
        query: clean("is:unread"),
    };
    assert_eq!(list.searches, [unread]);
    assert_eq!(
        told(&left_out),
        [
            "5: \"!hidden one\" hides the feed in newsboat's list; here it is shown",
            "8: the query \"Odd\" has no counterpart: a search cannot ask for \"flags\"",
            "9: \"gopher://d.org\" is no address of a feed",
        ]
    );
}

#[test]
fn what_a_query_becomes_is_understood_by_the_search() {
    for expression in [
        r#"title =~ \"Linux|red hat\" and unread = \"yes\""#,
        r#"author != \"Ann Lee\" and (age between 2:30 or tags # \"long reads\")"#,
        r#"content !~ \"horoscope\" and rssurl =~ \"daily\" and feedtitle = \"Wire\" and age < 7"#,
    ] {
        let (list, left_out) = read(&format!("\"query:Mine:{expression}\""));
        assert_eq!(left_out, []);
        let query = Query::parse(&list.searches[0].query);
        assert_eq!(query.notes, [], "{}", list.searches[0].query);
        assert!(!query.all.is_empty());
    }
}

#[test]
fn what_is_no_list_is_refused() {
    for (text, refusal) in [
        ("", NoList::Neither),
        (
            "Rates were held on Tuesday.\nNothing else.",
            NoList::Neither,
        ),
        ("{\"a\": 1}", NoList::Neither),
        ("<rss version='2.0'><channel/></rss>", NoList::Neither),
        ("<haha/>", NoList::Neither),
        (
            "<opml><body><outline text='Maine'/></body></opml>",
            NoList::NoFeed,
        ),
        ("<opml><head/></opml>", NoList::NoFeed),
    ] {
        assert_eq!(read_list(text.as_bytes()), Err(refusal), "{text}");
    }
}

fn line() -> impl Strategy<Value = Clean> {
    "[\\PC\"&<>']{0,12}".prop_map(|text| clean(&text))
}

fn word() -> impl Strategy<Value = Clean> {
    "[a-zäß&<\" ]{0,8}[a-z]".prop_map(|text| clean(&text))
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        "https?://[a-z]{1,8}/[\\PC&&[^ ]]{0,12}".prop_filter_map("blank", |at| {
            let url = || Origin::Url(normal(&at).into_owned());
            (!at.contains(char::is_whitespace)).then(url)
        }),
        "/[\\PC]{0,12}".prop_map(Origin::File),
        "/[\\PC]{0,12}".prop_map(Origin::Folder),
        "[a-z~|'\"$ ]{0,12}[a-z]".prop_map(|command| Origin::Exec(command.trim().to_owned())),
    ]
    .prop_filter("XML cannot write it", |origin| {
        let odd = |c: char| is_unsafe(c) || "\u{fffe}\u{ffff}".contains(c);
        !origin.location().contains(odd)
    })
}

prop_compose! {
    fn outline()(
        origin in origin(),
        names in [line(), line(), line(), line()],
        folders in prop::collection::vec(word(), 0..3),
        tag_list in prop::collection::vec(word(), 0..3),
        full_text: bool,
    ) -> Outline {
        let [name, title, site, filter] = names.map(Clean::non_empty);
        let folders: Vec<_> = folders.iter().map(Clean::as_str).collect();
        let tag_list: Vec<_> = tag_list.iter().map(Clean::as_str).collect();
        Outline {
            origin,
            name,
            title,
            site,
            filter,
            folder: clean(&folders.join("/")),
            tags: tags(&tag_list.join(",")),
            full_text,
        }
    }
}

proptest! {
    #[test]
    fn a_list_comes_back_from_its_opml(
        outlines in prop::collection::vec(outline(), 1..8),
        searches in prop::collection::vec((word(), word()), 0..3),
    ) {
        let searches = searches.into_iter().map(|(name, query)| SavedSearch { name, query });
        let list = SubscriptionList { outlines, searches: searches.collect() };
        let text = write_opml(&list);
        prop_assert!(!text.chars().any(|c| is_unsafe(c) && c != '\n'));
        let (mut back, left_out) = read(&text);
        prop_assert_eq!(left_out, []);
        let mut list = list;
        // Feeds of one folder come together.
        list.outlines.sort_by_key(|o| format!("{o:?}"));
        back.outlines.sort_by_key(|o| format!("{o:?}"));
        prop_assert_eq!(back, list);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_list(&bytes);
    }

    #[test]
    fn no_text_breaks_the_reader(
        text in "(<opml>|<outline|</outline>|text=|xmlUrl=|'|\"|>|/>|http://a|exec:|query:a:|\n| |\\PC){0,40}",
    ) {
        let _ = read_list(text.as_bytes());
    }
}
