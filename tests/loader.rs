//! What the loader makes of real files.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use quotidian::loader::{Event, Hint, Input, Limits, load, read, showcase};
use quotidian::model::{Article, BlockKind, Marker, Problem, Source, SourceKind, Style};
use quotidian::text::Clean;

struct Loaded {
    articles: Vec<Article>,
    problems: Vec<Problem>,
    notes: Vec<Problem>,
}

fn load_all(inputs: &[Input]) -> Loaded {
    let mut loaded = Loaded {
        articles: Vec::new(),
        problems: Vec::new(),
        notes: Vec::new(),
    };
    let _ = load(inputs, &Limits::default(), &mut |event| {
        match event {
            Event::Article(article) => loaded.articles.push(*article),
            Event::Problem(problem) => loaded.problems.push(problem),
            Event::Note(note) => loaded.notes.push(note),
            Event::Progress(_) => {}
        }
        ControlFlow::Continue(())
    });
    loaded
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn article(name: &str) -> Article {
    let mut loaded = load_all(&[Input::Path(data(name))]);
    assert_eq!(loaded.problems, []);
    loaded.articles.remove(0)
}

fn of_bytes(bytes: &[u8], hint: &Hint<'_>) -> Article {
    let source = Source {
        kind: SourceKind::File,
        location: Clean::new("test"),
        label: Clean::new("test"),
    };
    let mut go = || ControlFlow::Continue(());
    read(
        bytes,
        hint,
        source,
        &Limits::default(),
        &mut Vec::new(),
        &mut go,
    )
    .unwrap()
}

/// The blocks that are shown, with their kinds.
fn body(article: &Article) -> Vec<(BlockKind, &str)> {
    let blocks = article.body_blocks();
    blocks.map(|b| (b.kind, b.span.of(&article.text))).collect()
}

fn lines(article: &Article) -> Vec<&str> {
    body(article).into_iter().map(|(_, text)| text).collect()
}

fn item(depth: u8, marker: Marker) -> BlockKind {
    BlockKind::Item { depth, marker }
}

#[test]
fn the_showcase_has_no_headline_and_hides_its_loading_line() {
    let edition = showcase();
    let article = &edition[0];
    assert_eq!((&article.title, &article.byline), (&None, &None));
    assert_eq!(article.blocks.len(), 11);
    assert!(
        article
            .blocks
            .iter()
            .all(|b| b.kind == BlockKind::Paragraph)
    );
    let hidden: Vec<&str> = article
        .blocks
        .iter()
        .filter(|b| b.boilerplate)
        .map(|b| b.span.of(&article.text))
        .collect();
    assert_eq!(hidden, ["Loading recommendations..."]);
    assert!(article.headline().starts_with("Mexican President"));
    assert_eq!(load_all(&[Input::Edition]).articles, edition);
}

#[test]
fn a_wrapped_text_gives_headline_byline_date_and_paragraphs() {
    let article = article("texts/wrapped.txt");
    assert_eq!(
        article.title.as_deref(),
        Some("Harbour board votes to rebuild the old pier")
    );
    assert_eq!(
        article.byline.as_deref(),
        Some("Jane Doe, Harbour Correspondent")
    );
    assert_eq!(
        article.published.unwrap().to_string(),
        "2025-11-03T00:00:00Z"
    );
    let lines = lines(&article);
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("The board") && lines[0].ends_with("another third of it."));
    assert!(lines[1].contains("will have it back."));
}

#[test]
fn a_page_gives_its_article_and_what_it_says_about_itself() {
    let article = article("pages/pier.html");
    assert_eq!(
        article.title.as_deref(),
        Some("Harbour board votes to rebuild the old pier")
    );
    assert_eq!(article.byline.as_deref(), Some("Jane Doe, Anna van Dyk"));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2025-11-03T08:30:00Z"
    );
    assert_eq!(
        article.url.as_deref(),
        Some("https://www.example.org/news/pier")
    );
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.source.label, *"The Daily Example");
    let body = body(&article);
    let kinds: Vec<BlockKind> = body.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            BlockKind::Heading(2),
            BlockKind::Paragraph,
            item(0, Marker::Bullet),
            item(0, Marker::Bullet),
            item(1, Marker::Number(3)),
            item(1, Marker::Number(4)),
            BlockKind::Paragraph,
            BlockKind::Code,
            BlockKind::Paragraph,
        ]
    );
    assert!(body[0].1.starts_with("The board of the harbour voted"));
    assert_eq!(body[9].1, "tide  high   low\nmon   11:40  05:20");
}

#[test]
fn styles_links_and_block_quotes_of_a_page_survive() {
    let article = article("pages/pier.html");
    let styled = |style| {
        let of_style = article.inlines.iter().filter(|i| i.style == style);
        of_style
            .map(|i| i.span.of(&article.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(styled(Style::Emphasis), ["our"]);
    assert_eq!(styled(Style::Strong), ["back"]);
    assert_eq!(styled(Style::Code), ["tidal"]);
    let plans = article
        .links
        .iter()
        .find(|l| l.span.of(&article.text) == "plans are public");
    assert_eq!(plans.unwrap().target, *"https://www.example.org/plans?id=7");
    assert!(
        !article
            .links
            .iter()
            .any(|l| l.target.starts_with("javascript"))
    );
    let quoted: Vec<_> = article
        .blocks
        .iter()
        .filter(|b| b.quote_depth == 1)
        .collect();
    assert_eq!(quoted.len(), 1);
    assert!(quoted[0].span.of(&article.text).starts_with("We were told"));
}

#[test]
fn what_stands_around_an_article_is_hidden_and_not_lost() {
    let article = article("pages/pier.html");
    let hidden: Vec<&str> = article
        .blocks
        .iter()
        .filter(|b| b.boilerplate)
        .map(|b| b.span.of(&article.text))
        .collect();
    for line in [
        "Advertisement",
        "Read more: What the storm",
        "The pier in winter.",
    ] {
        assert!(
            hidden.iter().any(|h| h.starts_with(line)),
            "{line}: {hidden:?}"
        );
    }
    assert!(!article.text.contains("Nobody sees"));
    assert!(!article.text.contains("color: black"));
}

#[test]
fn a_post_in_markdown_gives_front_matter_html_and_lists() {
    let article = article("news/2011-11-28-battle-royale-mobile-web-versus-mobile-apps.md");
    assert_eq!(
        article.title.as_deref(),
        Some("Battle Royale: Mobile Web Versus Mobile Apps")
    );
    assert_eq!(
        article.published.unwrap().to_string(),
        "2011-11-28T12:32:24Z"
    );
    let body = body(&article);
    assert!(body.contains(&(BlockKind::Heading(3), "THE BATTLE OF THE CENTURY!!")));
    let items = body
        .iter()
        .filter(|(kind, _)| *kind == item(0, Marker::Bullet));
    assert_eq!(items.count(), 5);
    assert!(!article.text.contains("{{"));
    assert!(article.text.contains("“Should we do a mobile app"));
    let targets: Vec<&str> = article.links.iter().map(|l| l.target.as_str()).collect();
    assert!(targets.contains(&"http://apps.tsa.dhs.gov/mytsa/"));
}

#[test]
fn markdown_of_its_own_without_front_matter() {
    let text = "# Pier *to be* rebuilt\n\nFirst, see [it]({{< ref \"a.md\" >}} \"T\") and `code`.\n\n\
        > Quoted **words**\n\n```\n{{< kept >}}\n```\n\n1. one\n2. two\n\n   more of two\n\n<div>Inline <b>HTML</b></div>\n";
    let article = of_bytes(
        text.as_bytes(),
        &Hint {
            name: Some(Path::new("a.md")),
            ..Hint::default()
        },
    );
    assert_eq!(article.title.as_deref(), Some("Pier to be rebuilt"));
    assert_eq!(
        body(&article),
        [
            (BlockKind::Paragraph, "First, see it and code."),
            (BlockKind::Paragraph, "Quoted words"),
            (BlockKind::Code, "{{< kept >}}"),
            (item(0, Marker::Number(1)), "one"),
            (item(0, Marker::Number(2)), "two"),
            (item(0, Marker::None), "more of two"),
            (BlockKind::Paragraph, "Inline HTML"),
        ]
    );
    assert_eq!(article.blocks[1].quote_depth, 1);
    assert_eq!(article.links, []);
}

fn markdown(text: &str) -> Article {
    let hint = Hint {
        name: Some(Path::new("a.md")),
        ..Hint::default()
    };
    of_bytes(text.as_bytes(), &hint)
}

#[test]
fn front_matter_is_shown_as_a_page_would_show_it() {
    let article = markdown(
        "---\ntitle: 'Pier &#8216;B&#8217;&#58; open &amp; <free>'\nauthors: [\"jane-doe\", \"J. S&aacute;nchez\"]\n\
         date: 2025-03-04 9:05:00 +0100\n---\nText\n",
    );
    assert_eq!(article.title.as_deref(), Some("Pier ‘B’: open & <free>"));
    assert_eq!(article.byline.as_deref(), Some("Jane Doe, J. Sánchez"));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2025-03-04T08:05:00Z"
    );
}

#[test]
fn a_footnote_is_named_in_its_sentence_and_told_at_the_end() {
    let article = markdown("One[^n], two.\n\n[^n]: The note.\n\nThree.\n");
    assert_eq!(lines(&article), ["One[1], two.", "Three.", "[1] The note."]);
}

#[test]
fn a_table_of_data_is_one_block_with_a_row_a_line() {
    let rows = "Town | Votes\nAberton | 12\n| 7";
    let post = "| Town | Votes |\n|---|---|\n| Aberton | 12 |\n| | 7 |\n\nAfter.\n";
    let page = "<table>\n<tr>\n\n  <th>Town</th>\n\n    <th>\n    Votes\n    </th></tr>\n\n\
        <tr><td><p>Aberton</p></td><td>12</td><td></td></tr><tr><td></td><td>7</td></tr></table>\n\nAfter.\n";
    for text in [post, page] {
        let article = markdown(text);
        assert_eq!(
            body(&article),
            [
                (BlockKind::Paragraph, rows),
                (BlockKind::Paragraph, "After.")
            ],
            "{text}"
        );
        let strong = article.inlines.iter().filter(|i| i.style == Style::Strong);
        let heads: Vec<&str> = strong.map(|i| i.span.of(&article.text)).collect();
        assert_eq!(heads, ["Town", "Votes"]);
    }
}

#[test]
fn a_table_that_lays_out_a_page_keeps_its_blocks() {
    let layout = "<table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr>\
        <tr><td><ul><li>Three</li></ul></td><td>Four</td></tr></table>\n";
    let article = markdown(layout);
    assert_eq!(lines(&article), ["Left", "One.", "Two.", "Three", "Four"]);
}

#[test]
fn a_caption_in_a_shortcode_is_hidden_with_the_lines_beside_the_article() {
    let article = markdown(
        "One {{< figure src=\"a.jpg\" caption=\"Photo: <b>Ann</b>\" >}}\ngoes on.\n\nTwo.\n",
    );
    assert_eq!(lines(&article), ["One goes on.", "Two."]);
    assert!(article.text.contains("Photo: Ann"));
}

#[test]
fn a_chain_of_breaks_parts_paragraphs() {
    let article = markdown("One<br>two<br/><br />\n<br> three<br>\n");
    assert_eq!(lines(&article), ["One\ntwo", "three"]);
}

#[test]
fn charsets_by_mark_header_meta_and_guess() {
    let words =
        "Der Bürgermeister sagte: „Schöne Grüße“ aus dem Süden, und alle lächelten über die Späße.";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(words);
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(words.chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_be_bytes())
        .collect();
    let header = Hint {
        charset: Some("iso-8859-1"),
        ..Hint::default()
    };
    let meta = [
        b"<html><head><meta charset='windows-1252'></head><body><p>".as_slice(),
        &latin,
    ]
    .concat();
    assert_eq!(of_bytes(&latin, &header).text, *words);
    assert_eq!(of_bytes(&utf16, &Hint::default()).text, *words);
    assert_eq!(of_bytes(&utf16[2..], &Hint::default()).text, *words);
    assert_eq!(of_bytes(&meta, &Hint::default()).text, *words);
    assert_eq!(of_bytes(&latin, &Hint::default()).text, *words);
}

#[test]
fn no_field_of_a_page_carries_control_sequences() {
    let evil = "A\u{1b}[31m\u{9b}2J\u{202e}\u{e0041} title";
    let page = format!(
        "<html lang='en\u{1b}'><head><title>{evil}</title><meta name=author content='{evil}'>\
         <meta property='og:site_name' content='{evil}'></head><body><p>{evil} text&#27;[2J&#x9b;1m \
         <a href='http://a.org/\u{202e}b'>link</a></p></body></html>"
    );
    let article = of_bytes(page.as_bytes(), &Hint::default());
    let fields = [
        article.title.as_deref(),
        article.byline.as_deref(),
        article.language.as_deref(),
        Some(article.text.as_str()),
        Some(article.source.label.as_str()),
        article.links.first().map(|l| l.target.as_str()),
    ];
    for field in fields.into_iter().flatten() {
        let bad = |c: char| c != '\n' && quotidian::text::is_unsafe(c);
        assert!(!field.contains(bad), "{field:?}");
    }
    assert_eq!(article.title.as_deref(), Some("A title"));
}

#[test]
fn a_folder_comes_by_date_then_by_path() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("b.txt", "Just a text, without a date of its own.");
    write("a.txt", "Another text, without a date of its own.");
    write(
        "deep/er/new.md",
        "---\ntitle: New\ndate: 2025-02-01\n---\nText",
    );
    write("old.md", "---\ntitle: Old\ndate: 2001-02-01\n---\nText");
    write("picture.png", "no picture");
    write("style.css", "p {}");
    write(".hidden.txt", "Never shown");
    write(
        "extensionless",
        "---\ntitle: Middle\ndate: 2010-02-01\n---\nText",
    );
    let loaded = load_all(&[Input::Path(folder.path().to_owned())]);
    let headlines: Vec<&str> = loaded.articles.iter().map(Article::headline).collect();
    assert_eq!(headlines[..3], ["New", "Middle", "Old"]);
    assert!(headlines[3].starts_with("Another") && headlines[4].starts_with("Just"));
    assert_eq!(headlines.len(), 5);
    assert_eq!(loaded.problems, []);
    let note = loaded.notes[0].to_string();
    assert!(
        note.contains("2 files of other kinds (.css, .png)"),
        "{note}"
    );
}

#[test]
fn several_inputs_keep_their_order_and_have_ids_of_their_own() {
    let pier = Input::Path(data("pages/pier.html"));
    let text = Input::Path(data("texts/wrapped.txt"));
    let missing = Input::Path(data("no-such-file.txt"));
    let loaded = load_all(&[text.clone(), missing, pier, text]);
    let kinds: Vec<&str> = loaded
        .articles
        .iter()
        .map(|a| a.source.label.as_str())
        .collect();
    assert_eq!(kinds, ["texts", "The Daily Example", "texts"]);
    assert_ne!(loaded.articles[0].id, loaded.articles[2].id);
    assert_eq!(loaded.problems.len(), 1);
    assert!(
        loaded.problems[0]
            .to_string()
            .contains("no-such-file.txt: does not exist")
    );
}

#[test]
fn loading_stops_when_it_is_told_to() {
    let inputs = vec![Input::Edition; 50];
    let mut articles = 0;
    let stopped = load(&inputs, &Limits::default(), &mut |event| {
        articles += usize::from(matches!(event, Event::Article(_)));
        if articles == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(stopped.is_break());
    assert_eq!(articles, 2);
}

#[test]
fn arguments_are_paths_addresses_or_standard_input() {
    let of = |argument: &str| Input::parse(OsStr::new(argument));
    assert_eq!(of("-"), Input::Stdin);
    assert_eq!(
        of("HTTPS://example.org/"),
        Input::Url("HTTPS://example.org/".to_owned())
    );
    assert_eq!(of("http.txt"), Input::Path("http.txt".into()));
    let loaded = load_all(&[of("ftp://example.org/a.txt")]);
    assert!(
        loaded.problems[0]
            .message
            .contains("only http:// and https://")
    );
}

/// Standard input belongs to the whole process: the test runs itself again with a pipe there.
#[test]
fn standard_input_is_read_to_its_end() {
    const CHILD: &str = "LOADER_TEST_STDIN";
    if std::env::var_os(CHILD).is_some() {
        let loaded = load_all(&[Input::Stdin]);
        assert_eq!(
            loaded.articles[0].text,
            *"Text from a pipe, in two lines.\nThe second."
        );
        assert_eq!(loaded.articles[0].source.kind, SourceKind::Stdin);
        return;
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "standard_input_is_read_to_its_end"])
        .env(CHILD, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(b"Text from a pipe, in two lines.\nThe second.\n")
        .unwrap();
    drop(pipe);
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_article_without_its_boilerplate_is_what_the_reader_sees() {
    let page = "<html><head><title>Port</title></head><body><article><h1>Port</h1><p>Advertisement</p>\
        <p>The <em>old</em> port will be <a href=\"https://example.org/d\">dredged</a> in May, the city of \
        Ostend said on Friday after a long debate in its council.</p><p>Share this</p><p>Work takes a year, \
        and ships will use the outer basin while it lasts, the harbour master told the council.</p></article></body></html>";
    let path = tempfile::tempdir().unwrap();
    let file = path.path().join("port.html");
    std::fs::write(&file, page).unwrap();
    let mut found = Vec::new();
    let _ = quotidian::loader::load(
        &[quotidian::loader::Input::Path(file)],
        &quotidian::loader::Limits::default(),
        &mut |event| {
            if let quotidian::loader::Event::Article(article) = event {
                found.push(*article);
            }
            std::ops::ControlFlow::Continue(())
        },
    );
    let whole = found.remove(0);
    let shown: Vec<String> = whole
        .body_blocks()
        .map(|b| b.span.of(&whole.text).to_owned())
        .collect();
    let of = |article: &quotidian::model::Article| {
        let emphasis = article
            .inlines
            .iter()
            .map(|i| i.span.of(&article.text).to_owned());
        let links = article
            .links
            .iter()
            .map(|l| l.span.of(&article.text).to_owned());
        emphasis.chain(links).collect::<Vec<_>>()
    };
    assert_eq!(of(&whole), ["old", "dredged"]);
    let body = whole.clone().without_boilerplate();
    assert_eq!(body.text.as_str(), shown.join("\n"));
    assert_eq!(of(&body), ["old", "dredged"]);
    assert!(!body.text.contains("Share this"));
}
