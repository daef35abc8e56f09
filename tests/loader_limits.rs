//! Hostile and broken inputs: each gives a clear line, and none a panic, a hang or an overflow.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use quotidian::loader::{Event, Hint, Input, Limits, Refusal, load, read, records};
use quotidian::model::{Article, Problem, Source, SourceKind};
use quotidian::text::{Clean, Span};

#[derive(Default)]
struct Loaded {
    articles: Vec<Article>,
    problems: Vec<Problem>,
    notes: Vec<Problem>,
}

fn load_path(path: &Path) -> Loaded {
    let start = Instant::now();
    let mut loaded = Loaded::default();
    let inputs = [Input::Path(path.to_owned())];
    let _ = load(&inputs, &Limits::default(), &mut |event| {
        match event {
            Event::Article(article) => loaded.articles.push(*article),
            Event::Problem(problem) => loaded.problems.push(problem),
            Event::Note(note) => loaded.notes.push(note),
            Event::Progress(_) => {}
        }
        ControlFlow::Continue(())
    });
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "took {:?}",
        start.elapsed()
    );
    loaded
}

fn refusal_of(path: &Path) -> String {
    let loaded = load_path(path);
    assert_eq!(loaded.articles, []);
    assert_eq!(loaded.problems.len(), 1);
    loaded.problems[0].message.to_string()
}

fn parse(bytes: &[u8], hint: &Hint<'_>, limits: &Limits) -> Result<Article, Refusal> {
    let source = Source {
        kind: SourceKind::File,
        location: Clean::new("test"),
        label: Clean::new("test"),
    };
    let mut go = || ControlFlow::Continue(());
    read(bytes, hint, source, limits, &mut Vec::new(), &mut go)
}

#[test]
fn elements_nested_fifty_thousand_deep_are_flattened_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    for unit in [
        "<div>",
        "<b><div></b>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<font x>",
    ] {
        let path = folder.path().join("deep.html");
        fs::write(
            &path,
            format!("<html><body>{}Words at the bottom", unit.repeat(50_000)),
        )
        .unwrap();
        let loaded = load_path(&path);
        assert!(
            loaded.articles[0].text.contains("Words at the bottom"),
            "{unit}"
        );
        let note = loaded.notes[0].to_string();
        assert!(note.contains("levels deep"), "{note}");
    }
    let markdown = folder.path().join("deep.md");
    fs::write(
        &markdown,
        format!("{} Words at the bottom", ">".repeat(50_000)),
    )
    .unwrap();
    assert!(
        load_path(&markdown).articles[0]
            .text
            .contains("Words at the bottom")
    );
}

#[test]
fn a_page_with_too_much_markup_is_read_as_bare_text() {
    let page = format!(
        "<html><body><p>First</p>{}",
        "<p>x <b>y</b></p>".repeat(400_000)
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wide.html");
    fs::write(&path, page).unwrap();
    let loaded = load_path(&path);
    assert!(loaded.articles[0].text.starts_with("First"));
    assert!(loaded.notes[0].message.contains("marks of markup"));
}

#[test]
fn a_file_over_the_limit_is_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    File::create(&path)
        .unwrap()
        .set_len(200 * 1024 * 1024)
        .unwrap();
    let start = Instant::now();
    assert!(refusal_of(&path).contains("larger than 32 MB"));
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
#[cfg(unix)]
fn devices_pipes_and_sockets_are_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("fifo.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    assert!(refusal_of(&fifo).contains("a named pipe"));
    assert!(refusal_of(Path::new("/dev/zero")).contains("a device"));
    let socket = folder.path().join("socket.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(refusal_of(&socket).contains("a socket"));
    // In a folder they cost themselves alone.
    fs::write(folder.path().join("real.txt"), "A real text.").unwrap();
    let loaded = load_path(folder.path());
    assert_eq!(loaded.articles.len(), 1);
    assert_eq!(loaded.problems.len(), 2);
}

#[test]
#[cfg(unix)]
fn a_loop_of_folders_is_entered_once_and_told() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("text.txt"), "A text in the inner folder.").unwrap();
    symlink(folder.path(), inner.join("loop")).unwrap();
    symlink("self", folder.path().join("self")).unwrap();
    symlink("nowhere", folder.path().join("dangling")).unwrap();
    let loaded = load_path(folder.path());
    assert_eq!(loaded.articles.len(), 1);
    let problems: Vec<String> = loaded.problems.iter().map(Problem::to_string).collect();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(
        problems
            .iter()
            .any(|p| p.contains("loop: leads to a folder that is read already"))
    );
    assert!(
        problems
            .iter()
            .any(|p| p.contains("self: is a link that leads nowhere"))
    );
    assert!(
        problems
            .iter()
            .any(|p| p.contains("dangling: is a link to a file that does not exist"))
    );
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_folder_is_not_followed_and_told() {
    use std::os::unix::fs::symlink;
    let around = tempfile::tempdir().unwrap();
    let (named, beside) = (around.path().join("named"), around.path().join("named too"));
    for folder in [&named, &beside] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("text.txt"), "A text in a folder.").unwrap();
    }
    symlink(&beside, named.join("out")).unwrap();
    symlink(around.path(), named.join("up")).unwrap();
    // A folder may itself be named by a link.
    let link = around.path().join("link");
    symlink(&named, &link).unwrap();
    let loaded = load_path(&link);
    assert_eq!(loaded.articles.len(), 1);
    assert_eq!(loaded.problems, []);
    let notes: Vec<String> = loaded.notes.iter().map(Problem::to_string).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes
            .iter()
            .all(|n| n.contains("leads out of the folder") && n.contains("not followed"))
    );
}

#[test]
fn a_file_that_takes_too_long_to_read_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slow.txt");
    fs::write(&path, "A text.").unwrap();
    let limits = Limits {
        read: Duration::ZERO,
        ..Limits::default()
    };
    let mut problems = Vec::new();
    let ended = load(&[Input::Path(path)], &limits, &mut |event| {
        match event {
            Event::Problem(problem) => problems.push(problem.message.to_string()),
            event => assert!(matches!(event, Event::Progress(_)), "{event:?}"),
        }
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    assert!(problems[0].contains("not read to its end within 0 s"));
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read_is_told_and_costs_nothing_else() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "A secret.").unwrap();
    fs::write(folder.path().join("open.txt"), "An open text.").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    let loaded = load_path(folder.path());
    // The superuser may read everything.
    let refused = usize::from(File::open(&secret).is_err());
    assert_eq!(loaded.problems.len(), refused);
    assert_eq!(loaded.articles.len(), 2 - refused);
    assert!(
        loaded
            .problems
            .iter()
            .all(|p| p.message.contains("may not be read"))
    );
}

#[test]
fn inputs_that_are_no_text_are_named_for_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.txt");
    let cases: [(&[u8], &str); 8] = [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"Some text\0and a NUL", "not text"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "a program"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (
            b"<rss version='2.0'><channel/></rss>",
            "a feed without entries",
        ),
        (
            b"<!doctype html><script>only()</script>",
            "holds no readable text",
        ),
    ];
    for (bytes, words) in cases {
        fs::write(&path, bytes).unwrap();
        let refusal = refusal_of(&path);
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn utf16_without_a_mark_is_read() {
    let text = "The board voted on Monday.";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let article = parse(&bytes, &Hint::default(), &Limits::default()).unwrap();
    assert_eq!(article.text, *text);
}

#[test]
fn a_search_that_takes_too_long_gives_the_bare_text() {
    let limits = Limits {
        extract: Duration::from_millis(1),
        ..Limits::default()
    };
    let page = format!(
        "<html><body>{}",
        "<div><p>Some words, and more.</p></div>".repeat(20_000)
    );
    // The bare text has the same time, so that even it may be missing; it must end in any case.
    let start = Instant::now();
    let _ = parse(page.as_bytes(), &Hint::default(), &limits);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_line_of_records_over_the_limit_costs_that_line() {
    let limits = Limits {
        bytes: 100,
        ..Limits::default()
    };
    let input = format!(
        "{{\"id\": 1, \"text\": \"{}\"}}\n{{\"id\": 2, \"text\": \"short\"}}\n",
        "x".repeat(500)
    );
    let all: Vec<_> = records(input.as_bytes(), &Clean::new("-"), &limits).collect();
    assert_eq!(all.len(), 2);
    assert!(all[0].as_ref().unwrap_err().message.contains("larger than"));
    assert_eq!(all[1].as_ref().unwrap().article.text, *"short");
}

/// What every article keeps, whatever it was made from.
fn check(article: &Article) {
    let text = &article.text;
    assert_eq!(Clean::new(text), *text);
    let fits = |span: Span| {
        assert!(span.start <= span.end && span.end <= text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    };
    let mut at = 0;
    for block in &article.blocks {
        fits(block.span);
        assert!(block.span.start >= at);
        let between = Span::new(at, block.span.start).of(text);
        assert!(between.bytes().all(|b| b == b'\n'), "{between:?}");
        at = block.span.end;
    }
    assert!(text[at..].bytes().all(|b| b == b'\n'));
    assert!(article.inlines.is_sorted_by_key(|i| i.span.start));
    for inline in &article.inlines {
        fits(inline.span);
        for other in &article.inlines {
            let nested = inline.span.covers(other.span) || other.span.covers(inline.span);
            assert!(nested || !inline.span.overlaps(other.span));
        }
    }
    let mut at = 0;
    for link in &article.links {
        fits(link.span);
        assert!(link.span.start >= at && !link.span.is_empty());
        at = link.span.end;
    }
}

/// Pieces that pages, posts and texts are made of, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href='/x'>",
        "</a>",
        "<ul>",
        "</ul>",
        "<li>",
        "<ol start=9>",
        "<h1>",
        "</h1>",
        "<pre>",
        "</pre>",
        "<br>",
        "<hr>",
        "<table>",
        "<tr>",
        "<td>",
        "<blockquote>",
        "</blockquote>",
        "<q>",
        "</q>",
        "<code>",
        "</code>",
        "<div class=share>",
        "</div>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<",
        "&amp;",
        "&#x301;",
        "&#27;[2J",
        "\u{301}",
        "\u{200d}",
        "\u{202e}",
        " ",
        "\n",
        "\n\n",
        "\t",
        "word",
        "“Said,”",
        "日本",
        "👩‍👩‍👧",
        "# ",
        "> ",
        "- ",
        "1. ",
        "*",
        "**",
        "`",
        "```\n",
        "[a](b)",
        "{{< x >}}",
        "{{< x caption='y' label=z >}}",
        "{{< quote text='y' >}}",
        "****",
        "](",
        "[^1]",
        "[^1]: ",
        "    ",
        "| a | b |\n|---|---|\n",
        " | ",
        "<th>",
        "<tr>\n\n",
        "<caption>",
        "</td>",
        "</table>",
        "---\n",
        "title: x\n",
        "Advertisement",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_load_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.txt", "a.md", "a.html", "a"] {
            let hint = Hint { name: Some(Path::new(name)), ..Hint::default() };
            match parse(&bytes, &hint, &Limits::default()) {
                Ok(article) => check(&article),
                Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn any_markup_keeps_its_spans(text in markup()) {
        for name in ["a.txt", "a.md", "a.html"] {
            let hint = Hint { name: Some(Path::new(name)), ..Hint::default() };
            if let Ok(article) = parse(text.as_bytes(), &hint, &Limits::default()) {
                check(&article);
            }
        }
        let line = serde_json::json!({"id": 1, "text": text}).to_string();
        for record in records(line.as_bytes(), &Clean::new("-"), &Limits::default()) {
            let article = record.unwrap().article;
            check(&article);
            prop_assert_eq!(article.text.len(), text.len());
        }
    }
}
