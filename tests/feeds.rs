//! Reading feeds as they are found: formats, damage, identity, dates, links.

use std::ops::ControlFlow;

use proptest::prelude::*;
use quotidian::loader::{Hint, Limits, Reading, Refusal, article_of, read_feed};
use quotidian::model::{BlockKind, Content, Entry, Feed, SourceKind};
use quotidian::text::is_unsafe;

fn try_with(bytes: &[u8], hint: &Hint<'_>) -> Result<(Reading, Vec<Entry>), Refusal> {
    let mut entries = Vec::new();
    let reading = read_feed(bytes, hint, &Limits::default(), &mut |_, entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    })?;
    Ok((reading, entries))
}

fn with(bytes: &[u8], hint: &Hint<'_>) -> (Reading, Vec<Entry>) {
    try_with(bytes, hint).unwrap()
}

fn read(source: &str) -> (Reading, Vec<Entry>) {
    with(source.as_bytes(), &Hint::default())
}

fn rss(items: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>T</title><link>http://e.org/</link>{items}</channel></rss>"
    )
}

fn titles(entries: &[Entry]) -> Vec<&str> {
    let titles = entries.iter().map(|e| e.title.as_deref());
    titles.map(Option::unwrap_or_default).collect()
}

fn html(content: Option<&Content>) -> &str {
    match content {
        Some(Content::Html { source, .. }) => source,
        Some(Content::Text(text)) => text,
        None => "",
    }
}

fn warned(reading: &Reading, words: &str) -> bool {
    reading.warnings.iter().any(|w| w.contains(words))
}

#[test]
fn every_format_gives_the_same_entry() {
    let formats = [
        "<rss version='0.91'><channel><title>Feed</title><link>http://e.org/</link><item><title>One</title><link>http://e.org/1</link><description>Words</description></item></channel></rss>",
        "<rss><channel><title>Feed</title><link>http://e.org/</link><item><title>One</title><link>http://e.org/1</link><description>Words</description></item></channel></rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>Feed</title><link>http://e.org/</link><items><rdf:Seq><rdf:li resource='http://e.org/1'/></rdf:Seq></items></channel><item rdf:about='http://e.org/1'><title>One</title><link>http://e.org/1</link><description>Words</description></item></rdf:RDF>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>Feed</title><link>http://e.org/</link></channel><item><title>One</title><link>http://e.org/1</link><description>Words</description></item></rdf:RDF>",
        "<Channel xmlns='http://purl.org/net/rss1.1#'><title>Feed</title><link>http://e.org/</link><items><item><title>One</title><link>http://e.org/1</link><description>Words</description></item></items></Channel>",
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Feed</title><link rel='alternate' href='http://e.org/'/><entry><title>One</title><link rel='alternate' href='http://e.org/1'/><summary>Words</summary></entry></feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Feed</title><link href='http://e.org/'/><link rel='self' href='http://e.org/feed'/><entry><title>One</title><link href='http://e.org/1'/><link rel='edit' href='http://e.org/edit'/><summary>Words</summary></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Feed</a:title><a:link href='http://e.org/'/><a:entry><a:title>One</a:title><a:link href='http://e.org/1'/><a:summary>Words</a:summary></a:entry></a:feed>",
        "<r:rss xmlns:r='http://odd.example/ns'><r:channel><r:title>Feed</r:title><r:link>http://e.org/</r:link><r:item><r:title>One</r:title><r:link>http://e.org/1</r:link><r:description>Words</r:description></r:item></r:channel></r:rss>",
        "<rss xmlns='http://odd.example/ns'><channel><title>Feed</title><link>http://e.org/</link><item><title>One</title><link>http://e.org/1</link><description>Words</description></item></channel></rss>",
        "<CHANNEL HREF='http://e.org/'><TITLE>Feed</TITLE><ITEM HREF='http://e.org/1'><TITLE>One</TITLE><ABSTRACT>Words</ABSTRACT></ITEM></CHANNEL>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Feed\", \"home_page_url\": \"http://e.org/\", \"items\": [{\"id\": \"http://e.org/1\", \"url\": \"http://e.org/1\", \"title\": \"One\", \"content_text\": \"Words\"}]}",
        "\u{feff}{\"version\": \"1.0\", \"items\": [{\"id\": \"http://e.org/1\", \"title\": \"One\", \"content_text\": \"Words\"}], \"title\": \"Feed\", \"home_page_url\": \"http://e.org/\"}",
    ];
    for source in formats {
        let (reading, entries) = read(source);
        assert_eq!(reading.feed.title.as_deref(), Some("Feed"), "{source}");
        assert_eq!(
            reading.feed.link.as_deref(),
            Some("http://e.org/"),
            "{source}"
        );
        let [entry] = entries.as_slice() else {
            panic!("{source}: {entries:?}")
        };
        assert_eq!(entry.title.as_deref(), Some("One"), "{source}");
        assert_eq!(entry.link.as_deref(), Some("http://e.org/1"), "{source}");
        assert_eq!(*entry.id, *"http://e.org/1", "{source}");
        let text = entry.summary.as_ref().or(entry.content.as_ref());
        assert_eq!(html(text), "Words", "{source}");
        assert_eq!(reading.warnings, Vec::<String>::new(), "{source}");
    }
}

#[test]
fn an_entry_may_stand_alone_and_categories_may_nest() {
    let alone = "<entry xmlns='http://www.w3.org/2005/Atom'><title>One</title></entry>";
    assert_eq!(titles(&read(alone).1), ["One"]);
    let nested = "<item xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><title>A</title>\
        <itunes:category text='Arts'><itunes:category text='Books'/></itunes:category></item>";
    let (reading, entries) = read(&rss(nested));
    let tags: Vec<_> = entries[0].tags.iter().map(|t| t.as_str()).collect();
    assert_eq!(tags, ["Arts", "Books"]);
    assert!(reading.warnings.is_empty());
}

#[test]
fn damage_costs_no_more_than_what_is_damaged() {
    for (items, expected, warning) in [
        (
            "<item><title>AT&T & you</title><link>http://e.org/?a=1&b=2</link></item>",
            &["AT&T & you"][..],
            None,
        ),
        (
            "<item><title>A</titel><link>http://e.org/1</link></item><item><title>B</title></item>",
            &["A", "B"],
            Some("end tag"),
        ),
        (
            "<item><title>A</title><item><title>B</title></item>",
            &["A", "B"],
            Some("end tag"),
        ),
        (
            "<item><title>A<link>http://e.org/1</link></item><item><title>B</title></item>",
            &["A", "B"],
            Some("end tag"),
        ),
        (
            "<item><title>A</title><description><![CDATA[one</description></item><item><title>B</title><description><![CDATA[two]]></description></item>",
            &["A", "B"],
            Some("end tag"),
        ),
        (
            "<item><title>A</title></p></item></foo><item><title>B</title></item>",
            &["A", "B"],
            Some("end tag"),
        ),
        (
            "<item><title>1 < 2 & 3 > 2</title></item>",
            &["1 < 2 & 3 > 2"],
            None,
        ),
        (
            "<item><title>&nbsp;Caf&eacute; &alpha;&mdash;&hellip;</title></item>",
            &["Café α—…"],
            None,
        ),
    ] {
        let (reading, entries) = read(&rss(items));
        assert_eq!(titles(&entries), expected, "{items}");
        match warning {
            Some(words) => assert!(warned(&reading, words), "{items}: {:?}", reading.warnings),
            None => assert!(reading.warnings.is_empty(), "{:?}", reading.warnings),
        }
    }
    let (_, entries) = read(&rss(
        "<item><link>http://e.org/?a=1&b=2&copy=3</link></item>",
    ));
    assert_eq!(
        entries[0].link.as_deref(),
        Some("http://e.org/?a=1&b=2&copy=3")
    );
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came_whole() {
    let whole = rss(
        "<item><title>A</title><guid>a</guid></item><item><title>B</title><guid>b</guid></item>",
    );
    let first = whole.find("</item>").unwrap() + "</item>".len();
    for end in first..whole.len() - 1 {
        let (reading, entries) = read(&whole[..end]);
        assert!(matches!(titles(&entries)[..], ["A"] | ["A", "B"]), "{end}");
        assert!(warned(&reading, "cut off"), "{end}");
    }
    let json = "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"T\", \"items\": [{\"id\": 1, \"title\": \"A\"}, {\"id\": 2, \"ti";
    let (reading, entries) = read(json);
    assert_eq!(titles(&entries), ["A"]);
    assert!(warned(&reading, "cut off"));
}

#[test]
fn what_stands_before_the_feed_is_passed_over() {
    for junk in [
        "<br />\n<b>Warning</b>: Cannot modify header in <b>/x.php</b> on line <b>3</b><br />\n<?xml version='1.0'?>",
        "Warning: something\n",
        "\n\n  <?xml version='1.0'?><?xml-stylesheet href='x'?><!DOCTYPE rss [<!ENTITY a 'b'>]><!-- <feed> -->",
    ] {
        let (reading, entries) = read(&format!("{junk}{}", rss("<item><title>A</title></item>")));
        assert_eq!(titles(&entries), ["A"], "{junk}");
        assert_eq!(
            warned(&reading, "before its first element"),
            junk.contains("arning")
        );
    }
}

#[test]
fn the_encoding_is_found_in_spite_of_what_is_declared() {
    let words = "Déjà vu – “café”";
    let feed = |declared: &str| {
        format!(
            "<?xml version='1.0'{declared}?>{}",
            rss(&format!("<item><title>{words}</title></item>"))
        )
    };
    let wide = |text: &str, big: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let wrong = feed(" encoding='iso-8859-1'");
    for bytes in [
        wide(&feed(" encoding='utf-16'"), true),
        wide(&feed(" encoding='utf-16'"), false),
        wide(&format!("\u{feff}{}", feed("")), true),
        wide(&format!("\u{feff}{}", feed("")), false),
        format!("\u{feff}{wrong}").into_bytes(),
        wrong.clone().into_bytes(),
        latin(&wrong),
        latin(&feed("")),
        feed("").into_bytes(),
    ] {
        let (_, entries) = with(&bytes, &Hint::default());
        assert_eq!(titles(&entries), [words]);
    }
    let hint = Hint {
        charset: Some("windows-1252"),
        ..Hint::default()
    };
    let (reading, entries) = with(&latin(&feed(" encoding='utf-8'")), &hint);
    assert_eq!(titles(&entries), [words]);
    assert_eq!(*reading.feed.encoding, *"windows-1252");
    let stray = [feed("").as_bytes(), b"<!-- \xff -->"].concat();
    assert_eq!(with(&stray, &Hint::default()).1.len(), 1);
}

#[test]
fn document_types_are_not_read_and_depth_is_bounded() {
    let source = format!(
        "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}",
        rss("<item><title>&b; &x;</title></item>")
    );
    assert_eq!(titles(&read(&source).1), ["&b; &x;"]);
    let deep = format!(
        "<item><title>A</title><description>{}deep{}</description></item><item><title>B</title></item>",
        "<b>".repeat(50_000),
        "</b>".repeat(50_000)
    );
    let (reading, entries) = read(&rss(&deep));
    assert_eq!(titles(&entries), ["A", "B"]);
    assert_eq!(reading.warnings.len(), 1);
    assert!(warned(&reading, "too deep"));
    let article = article_of(&entries[0], &reading.feed, "f");
    assert_eq!(*article.text, *"deep");
}

#[test]
fn text_is_what_its_type_says_and_else_what_it_looks_like() {
    let atom = |inside: &str| {
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>")
    };
    for (inside, expected) in [
        (
            "<content type='html'>&lt;p>A&amp;amp;B&lt;/p></content>",
            "<p>A&amp;B</p>",
        ),
        ("<content type='text'>A &lt;b> B</content>", "A <b> B"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>B</b> &amp; C</div></content>",
            "A <b>B</b> &amp; C",
        ),
        (
            "<content type='xhtml' xmlns:x='http://www.w3.org/1999/xhtml'><x:div>A <x:b>B</x:b></x:div></content>",
            "A <b>B</b>",
        ),
        (
            "<content type='application/xhtml+xml'><div xmlns='http://www.w3.org/1999/xhtml'>A<br/></div></content>",
            "A<br>",
        ),
        ("<content type=''>&lt;p>A</content>", "<p>A"),
        (
            "<content type='application/octet-stream'>PHA+QTwvcD4=</content>",
            "<p>A</p>",
        ),
        ("<content type='image/png'>iVBORw0KGgo=</content>", ""),
        (
            "<content type='text/html' mode='escaped'>&lt;p>A</content>",
            "<p>A",
        ),
        (
            "<content mode='base64'>PHA+\nQTwvcD4=</content>",
            "<p>A</p>",
        ),
    ] {
        let (_, entries) = read(&atom(inside));
        assert_eq!(html(entries[0].content.as_ref()), expected, "{inside}");
    }
    let modules = "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:x='http://www.w3.org/1999/xhtml' xmlns:o='http://other.example/'><channel>";
    for (inside, summary, content) in [
        (
            "<description>Short</description><c:encoded>&lt;p>Long</c:encoded>",
            "Short",
            "<p>Long",
        ),
        (
            "<d:description>Short</d:description><x:body><x:p>Long</x:p></x:body>",
            "Short",
            "<p>Long</p>",
        ),
        ("<fullitem>Long</fullitem>", "", "Long"),
        (
            "<description><p>Naked <b>markup</b></p></description>",
            "<p>Naked <b>markup</b></p>",
            "",
        ),
        (
            "<o:description>Other</o:description><description>Own</description>",
            "Own",
            "",
        ),
    ] {
        let (_, entries) = read(&format!("{modules}<item>{inside}</item></channel></rss>"));
        assert_eq!(html(entries[0].summary.as_ref()), summary, "{inside}");
        assert_eq!(html(entries[0].content.as_ref()), content, "{inside}");
    }
}

#[test]
fn titles_are_lines_of_plain_text() {
    for (title, expected) in [
        ("A &lt;b>bold&lt;/b>er\n\tstep", "A bolder step"),
        ("AT&amp;amp;T", "AT&T"),
        ("Vec&lt;String> in Rust", "Vec<String> in Rust"),
        ("<![CDATA[Tom &amp; <i>Jerry</i>]]>", "Tom & Jerry"),
        ("\u{1b}[31mRed\u{202e} alert&#27;[0m", "Red alert"),
    ] {
        let (_, entries) = read(&rss(&format!("<item><title>{title}</title></item>")));
        assert_eq!(titles(&entries), [expected], "{title}");
    }
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>The &lt;b> tag</title></entry></feed>";
    assert_eq!(titles(&read(atom).1), ["The <b> tag"]);
}

#[test]
fn authors_dates_tags_and_files_are_read_from_every_vocabulary() {
    let item = "<item><title>A</title><author>ada@e.org (Ada Byron)</author><pubDate>Wed, 05 Jun 2024 10:00:00 +0200</pubDate>\
        <category>News</category><category domain='x'>World &amp;amp; more</category><category>News</category>\
        <enclosure url='/a.mp3' type='audio/mpeg' length='123'/><comments>http://e.org/1#c</comments></item>\
        <item xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'><title>B</title><dc:creator>Ada</dc:creator><dc:creator>Charles</dc:creator><dc:date>2024-06-05</dc:date>\
        <dc:subject>Sums</dc:subject><media:group><media:content url='http://e.org/v.mp4' type='video/mp4'/><media:description>About it</media:description></media:group><guid isPermaLink='true'>http://e.org/b</guid></item>\
        <item><title>C</title><pubDate>sometime soon</pubDate></item>";
    let (reading, entries) = read(&rss(item));
    let [a, b, c] = entries.as_slice() else {
        panic!()
    };
    assert_eq!(a.authors[0].to_string(), "Ada Byron (ada@e.org)");
    assert_eq!(a.published.unwrap().to_string(), "2024-06-05T08:00:00Z");
    let tags: Vec<_> = a.tags.iter().map(|t| t.as_str()).collect();
    assert_eq!(tags, ["News", "World & more"]);
    assert_eq!(*a.enclosures[0].url, *"http://e.org/a.mp3");
    assert_eq!(a.enclosures[0].length, Some(123));
    assert_eq!(a.comments.as_deref(), Some("http://e.org/1#c"));
    assert_eq!(b.authors.len(), 2);
    assert_eq!(b.published.unwrap().to_string(), "2024-06-05T00:00:00Z");
    assert_eq!(*b.enclosures[0].url, *"http://e.org/v.mp4");
    assert_eq!(html(b.summary.as_ref()), "About it");
    assert_eq!(b.link.as_deref(), Some("http://e.org/b"));
    assert_eq!(c.published, None);
    assert!(warned(&reading, "1 date"));
}

#[test]
fn a_feed_says_how_often_it_may_be_asked_for() {
    let (reading, _) = read(&rss(
        "<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>77</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>",
    ));
    assert_eq!(reading.feed.ttl.unwrap().as_secs(), 90 * 60);
    assert_eq!(reading.feed.skip_hours, [0, 0]);
    assert_eq!(reading.feed.skip_days, [jiff::civil::Weekday::Sunday]);
}

#[test]
fn relative_addresses_start_where_the_feed_says() {
    let source = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://e.org/blog/' xml:lang='de'><title>T</title><link href='.'/>\
        <entry xml:base='2024/'><title>A</title><link href='a'/><content type='html' xml:base='a/'>&lt;a href='b'>b&lt;/a></content></entry>\
        <entry xml:lang='fr'><title>B</title><link href='/b'/></entry></feed>";
    let (reading, entries) = read(source);
    assert_eq!(reading.feed.link.as_deref(), Some("http://e.org/blog/"));
    assert_eq!(reading.feed.language.as_deref(), Some("de"));
    assert_eq!(entries[0].link.as_deref(), Some("http://e.org/blog/2024/a"));
    assert_eq!(entries[0].language, None);
    assert_eq!(entries[1].link.as_deref(), Some("http://e.org/b"));
    assert_eq!(entries[1].language.as_deref(), Some("fr"));
    let article = article_of(&entries[0], &reading.feed, "http://e.org/feed");
    assert_eq!(*article.links[0].target, *"http://e.org/blog/2024/a/b");
    let hint = Hint {
        url: Some("http://feeds.example/x"),
        ..Hint::default()
    };
    let (_, entries) = with(
        rss("<item><title>A</title><link>/a</link></item>").as_bytes(),
        &hint,
    );
    assert_eq!(entries[0].link.as_deref(), Some("http://e.org/a"));
    let bare = "<rss><channel><item><title>A</title><link>a</link></item></channel></rss>";
    let (_, entries) = with(bare.as_bytes(), &hint);
    assert_eq!(entries[0].link.as_deref(), Some("http://feeds.example/a"));
}

fn ids(source: &str) -> Vec<String> {
    read(source).1.iter().map(|e| e.id.to_string()).collect()
}

#[test]
fn entries_keep_their_identity() {
    // Stated, else the link, else the content: the same on every reading and in any order.
    let items = [
        "<item><guid>g</guid><link>http://e.org/1</link></item>",
        "<item><link>http://e.org/2</link><title>Two</title></item>",
        "<item><description>Only words</description></item>",
        "<item><title>Dated</title><pubDate>2024-06-05</pubDate><description>Words</description></item>",
    ];
    let forth = ids(&rss(&items.concat()));
    let mut back = ids(&rss(&items.iter().rev().copied().collect::<String>()));
    back.reverse();
    assert_eq!(forth, back);
    assert_eq!(forth[..2], ["g", "http://e.org/2"]);
    let corrected = items[3].replace("Words", "Better words");
    assert_eq!(ids(&rss(&corrected)), [forth[3].clone()]);
}

#[test]
fn one_identifier_for_many_entries_loses_none_and_repeats_none() {
    let shared = "<item><guid>g</guid><link>http://e.org/1</link></item><item><guid>g</guid><link>http://e.org/2</link></item>";
    let newer = "<item><guid>g</guid><link>http://e.org/3</link></item>";
    let before = ids(&rss(shared));
    let after = ids(&rss(&format!("{newer}{shared}")));
    assert_eq!(before, ["g http://e.org/1", "g http://e.org/2"]);
    assert_eq!(after[1..], before[..]);
    let same_page = "<item><link>http://e.org/</link><title>A</title></item><item><link>http://e.org/</link><title>B</title></item>";
    let before = ids(&rss(same_page));
    let after = ids(&rss(&format!(
        "<item><link>http://e.org/</link><title>C</title></item>{same_page}"
    )));
    assert_eq!(before.len(), 2);
    assert_eq!(after[1..], before[..]);
    let twice = "<item><guid>g</guid><link>http://e.org/1</link><title>A</title></item>".repeat(2);
    let (reading, entries) = read(&rss(&twice));
    assert_eq!(titles(&entries), ["A"]);
    assert!(warned(&reading, "1 entry twice"));
}

#[test]
fn json_feeds_are_read_with_all_their_liberties() {
    let source = r#"{"version": "https://jsonfeed.org/version/1.1", "title": null, "home_page_url": "http://e.org/", "authors": [{"name": "Ada"}],
        "items": [{"id": 7, "title": null, "url": "/7", "content_html": "<p>Seven</p>", "date_published": "2024-06-05T10:00:00Z", "tags": ["x", 3], "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}]},
        "junk", {"id": 8.5, "external_url": "http://o.org/", "authors": [{"name": "Bo"}], "summary": "Short", "date_published": "when"}]}"#;
    let (reading, entries) = read(source);
    assert_eq!(reading.feed.title, None);
    let [seven, eight] = entries.as_slice() else {
        panic!()
    };
    assert_eq!(*seven.id, *"7");
    assert_eq!(seven.link.as_deref(), Some("http://e.org/7"));
    assert_eq!(seven.authors[0].called(), "Ada");
    assert_eq!(seven.enclosures[0].length, Some(5));
    assert_eq!(html(seven.content.as_ref()), "<p>Seven</p>");
    assert_eq!(*eight.id, *"8.5");
    assert_eq!(eight.link.as_deref(), Some("http://o.org/"));
    assert_eq!(eight.authors[0].called(), "Bo");
    assert!(warned(&reading, "1 date"));
}

#[test]
fn a_page_is_refused_with_the_feeds_that_it_offers() {
    let page = "<!DOCTYPE html><html><head><base href='/news/'>\
        <!-- <link rel=alternate type=application/rss+xml href=hidden> -->\
        <LINK REL='Alternate Feed' TYPE='Application/RSS+XML' TITLE='All &amp; more' HREF=all.xml>\
        <link rel=alternate type=application/atom+xml href=http://o.org/atom>\
        <link rel='alternate stylesheet' type='text/css' href='x.css'>\
        <link rel=alternate type='application/feed+json; charset=utf-8' href='/feed.json'>\
        <link rel=alternate type=application/rss+xml href=all.xml></head><body><p>Words</p></body></html>";
    let hint = Hint {
        url: Some("http://e.org/x/y"),
        ..Hint::default()
    };
    let Err(Refusal::Page(offers)) = try_with(page.as_bytes(), &hint) else {
        panic!()
    };
    let found: Vec<_> = offers
        .iter()
        .map(|o| (o.title.as_str(), o.url.as_str(), o.media_type.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "All & more",
                "http://e.org/news/all.xml",
                "application/rss+xml"
            ),
            ("", "http://o.org/atom", "application/atom+xml"),
            ("", "http://e.org/feed.json", "application/feed+json"),
        ]
    );
    assert!(matches!(
        try_with(b"Just words", &hint),
        Err(Refusal::NoFeed)
    ));
    assert!(matches!(try_with(b" ", &hint), Err(Refusal::Empty)));
    assert!(matches!(
        try_with(b"%PDF-1.7", &hint),
        Err(Refusal::Binary(_))
    ));
}

#[test]
fn an_entry_is_an_article() {
    let (reading, entries) = read(&rss(
        "<language>en-GB</language><item><title>The pier</title><link>http://e.org/pier</link><guid>p1</guid><author>ada@e.org (Ada Byron)</author><pubDate>2024-06-05</pubDate>\
        <description>&lt;p>One &lt;a href='plans'>plan&lt;/a>.&lt;/p>&lt;ul>&lt;li>Two&lt;/ul>&lt;script>x()&lt;/script></description></item>\
        <item><title>Plain</title><description>First line.\n\nSecond line.</description></item><item><title>Link</title><link>http://e.org/l</link></item>",
    ));
    let article = article_of(&entries[0], &reading.feed, "http://e.org/feed");
    assert_eq!(*article.id, *"http://e.org/feed p1");
    assert_eq!(article.source.kind, SourceKind::Feed);
    assert_eq!(*article.source.label, *"T");
    assert_eq!(article.byline.as_deref(), Some("Ada Byron"));
    assert_eq!(article.url.as_deref(), Some("http://e.org/pier"));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.published, entries[0].published);
    assert_eq!(*article.text, *"One plan.\nTwo");
    assert!(matches!(article.blocks[1].kind, BlockKind::Item { .. }));
    assert_eq!(*article.links[0].target, *"http://e.org/plans");
    let plain = article_of(&entries[1], &reading.feed, "f");
    assert_eq!(plain.blocks.len(), 2);
    let link = article_of(&entries[2], &reading.feed, "f");
    assert_eq!((link.headline(), link.text.as_str()), ("Link", ""));
}

#[test]
fn reading_can_be_stopped_and_is_bounded() {
    let mut seen = 0;
    let source = rss(&"<item><title>A</title><description>x</description></item>"
        .repeat(3)
        .replace('x', "y"));
    let many = source.replacen("<title>A", "<title>B", 1);
    read_feed(
        many.as_bytes(),
        &Hint::default(),
        &Limits::default(),
        &mut |_, _| {
            seen += 1;
            ControlFlow::Break(())
        },
    )
    .unwrap();
    assert_eq!(seen, 1);
    let limits = Limits {
        feed: 10,
        ..Limits::default()
    };
    let refused = read_feed(many.as_bytes(), &Hint::default(), &limits, &mut |_, _| {
        ControlFlow::Continue(())
    });
    assert!(matches!(refused, Err(Refusal::TooLarge(10))));
}

/// All text that may be shown of what was read.
fn shown(feed: &Feed, entries: &[Entry]) -> String {
    let mut out = serde_json::to_string(&(
        &feed.title,
        &feed.link,
        &feed.description,
        &feed.id,
        &feed.rights,
    ))
    .unwrap();
    for entry in entries {
        let article = article_of(entry, feed, "http://e.org/feed");
        for text in [
            Some(&article.text),
            article.title.as_ref(),
            article.byline.as_ref(),
            article.url.as_ref(),
            Some(&article.id),
            entry.link.as_ref(),
        ] {
            out.extend(text.map(|t| t.as_str()));
        }
        for content in [&entry.summary, &entry.content].into_iter().flatten() {
            out.push_str(&content.printable());
        }
        out.extend(entry.tags.iter().map(|t| t.as_str()));
    }
    out
}

fn holds_nothing_unsafe(bytes: &[u8]) {
    if let Ok((reading, entries)) = try_with(bytes, &Hint::default()) {
        let text = shown(&reading.feed, &entries);
        assert!(!text.chars().any(is_unsafe), "{text:?}");
        assert!(reading.warnings.iter().all(|w| !w.chars().any(is_unsafe)));
        // What was read once is read the same again.
        assert_eq!(with(bytes, &Hint::default()), (reading, entries));
    }
}

const SEEDS: [&str; 3] = [
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>T &amp; U</title><link>http://e.org/</link><item><title>A</title><guid>1</guid><pubDate>Wed, 05 Jun 2024 10:00:00 GMT</pubDate><c:encoded><![CDATA[<p>One &nbsp; <a href='x'>two</a></p>]]></c:encoded></item><item><title>B</title></item></channel></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://e.org/'><title type='html'>&lt;b>T</title><entry><id>1</id><link href='a'/><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p><br/>two</div></content></entry></feed>",
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":1,\"content_html\":\"<p>One\\u001b[2J</p>\",\"tags\":[\"x\"]},{\"id\":\"2\"}]}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds_nothing_unsafe(&bytes);
    }

    #[test]
    fn damaged_feeds_do_no_harm(
        seed in 0..SEEDS.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..20, "[<>&;/!'\"\\[\\]{}:=a\u{1b}\u{9b}\u{202e}\u{e0041}-]{0,6}|<item>|</item>|<!\\[CDATA\\[|\\]\\]>|<!--|&#27;|&#x9b;"), 0..8),
    ) {
        let mut source: Vec<char> = SEEDS[seed].chars().collect();
        for (at, cut, insert) in edits {
            let at = at.index(source.len() + 1);
            let end = (at + cut).min(source.len());
            source.splice(at..end, insert.chars());
        }
        holds_nothing_unsafe(source.into_iter().collect::<String>().as_bytes());
    }
}
