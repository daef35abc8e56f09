//! Pictures of an article: what the loader takes for one, and what is shown in its place.

mod common;
#[path = "common/server.rs"]
mod server;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{load, press, program, screen};
use quotidian::app::{Action, Effect, Overlay, State, TypedLine, update};
use quotidian::config::{Graphics, Pictures};
use quotidian::loader::{
    Hint, Limits, article_of, fetch_picture, picture, read, read_feed, read_picture,
};
use quotidian::model::{Article, PicturePlace, Raster, Source, SourceKind};
use quotidian::text::Clean;
use quotidian::ui::over_cells;
use quotidian::ui::plain::{Told, tell};
use server::{Server, response};

const PARAGRAPHS: &str = "<p>The pier was opened on Tuesday by the mayor, who cut a ribbon and said little else about it.</p>\
    <p>“It is a fine pier,” said Ada Byron, who had come from Bristol to see it and stayed until dusk.</p>";

fn of(bytes: &str, name: &str) -> Article {
    let source = Source {
        kind: SourceKind::File,
        location: Clean::line(name),
        label: Clean::line("test"),
    };
    let hint = Hint {
        name: Some(Path::new(name)),
        url: Some("https://daily.example/pier/story.html"),
        ..Hint::default()
    };
    let limits = Limits::default();
    let mut tick = || ControlFlow::Continue(());
    let mut losses = Vec::new();
    read(
        bytes.as_bytes(),
        &hint,
        source,
        &limits,
        &mut losses,
        &mut tick,
    )
    .unwrap()
}

fn page(inside: &str) -> Article {
    of(
        &format!(
            "<html><head><title>The pier</title></head><body><article><h1>The pier</h1>{inside}{PARAGRAPHS}</article></body></html>"
        ),
        "a.html",
    )
}

/// Each picture's address, what it shows, and its caption.
fn pictures(article: &Article) -> Vec<(&str, Option<&str>, Option<&str>)> {
    let all = article.pictures.iter();
    all.map(|p| (p.address.as_str(), p.alt.as_deref(), p.caption.as_deref()))
        .collect()
}

#[test]
fn a_figure_is_a_picture_with_its_caption() {
    let article = page(
        "<figure><img src='/dusk.jpg' alt='A pier'><figcaption>The pier at <b>dusk</b></figcaption></figure>",
    );
    let address = "https://daily.example/dusk.jpg";
    let expected = (address, Some("A pier"), Some("The pier at dusk"));
    assert_eq!(pictures(&article), [expected]);
    let caption = "The pier at dusk";
    let mut blocks = article.blocks.iter();
    let below = blocks.find(|block| block.span.of(&article.text) == caption);
    assert!(below.unwrap().boilerplate);
}

#[test]
fn icons_trackers_stand_ins_and_characters_are_no_pictures() {
    for left_out in [
        "<img src='/t.gif' width='1' height='1'>",
        "<img src='/icon.png' width='24'>",
        "<img src='/rule.png' height='3px'>",
        "<img src='data:image/svg+xml,x'>",
        "<img src='/smile.png' class='wp-smiley' alt=':)'>",
        "<img src='/line.png' role='presentation'>",
        "<img src='/line.png' aria-hidden='true'>",
        "<img alt='nothing'>",
        "<aside><img src='/other-story.jpg'></aside>",
        "<img src='javascript:x()'>",
    ] {
        assert_eq!(
            pictures(&page(&format!("<p>One. {left_out}</p>"))),
            [],
            "{left_out}"
        );
    }
    let lazy = page("<img src='data:image/gif;base64,R0' data-src='/late.jpg'>");
    assert_eq!(
        pictures(&lazy),
        [("https://daily.example/late.jpg", None, None)]
    );
}

#[test]
fn the_text_is_the_same_with_pictures_and_without() {
    let image = "<img src='/a.jpg' alt='“We sink,” said Tom Lee.'>";
    for inside in [
        "<p>One {} two.</p>",
        "<p>{}</p><p>One.</p>",
        "<p>Un{}ited</p>",
        "{}",
    ] {
        let with = page(&inside.replace("{}", image));
        let without = page(&inside.replace("{}", ""));
        assert_eq!(with.text, without.text, "{inside}");
        assert_eq!(with.blocks, without.blocks, "{inside}");
        assert_eq!(with.word_count(), without.word_count());
        assert_eq!(with.pictures.len(), 1, "{inside}");
    }
}

#[test]
fn what_a_picture_in_markdown_shows_is_kept() {
    let text = "# The pier\n\nIt was dusk. ![A *pier*, and\nthe sea](sea.jpg \"Low tide\") It was late.\n\n\
                ![](https://e.org/b.png)\n\nThe end.\n";
    let article = of(text, "a.md");
    assert_eq!(
        pictures(&article),
        [
            ("sea.jpg", Some("A pier, and the sea"), Some("Low tide")),
            ("https://e.org/b.png", None, None),
        ]
    );
    assert_eq!(article.text.as_str(), "It was dusk. It was late.\nThe end.");
}

#[test]
fn a_shortcode_with_a_caption_has_its_picture() {
    let article = of(
        "One.\n\n{{< figure src=\"sea.jpg\" alt=\"A sea\" caption=\"Photo: <b>Ann</b>\" >}}\n\nTwo.\n",
        "a.md",
    );
    let found = pictures(&article);
    assert_eq!(
        (found.len(), found[0].0, found[0].2),
        (1, "sea.jpg", Some("Photo: Ann"))
    );
}

#[test]
fn entries_of_feeds_have_pictures() {
    let feed = "<rss version='2.0'><channel><title>T</title><item><guid>1</guid><description>\
        &lt;p>One.&lt;/p>&lt;img src='https://e.org/a.jpg' alt='A boat'>&lt;p>Two.&lt;/p></description></item></channel></rss>";
    let mut found = Vec::new();
    let reading = read_feed(
        feed.as_bytes(),
        &Hint::default(),
        &Limits::default(),
        &mut |_, entry| {
            found.push(entry);
            ControlFlow::Continue(())
        },
    );
    let article = article_of(&found[0], &reading.unwrap().feed, "https://e.org/feed");
    assert_eq!(
        pictures(&article),
        [("https://e.org/a.jpg", Some("A boat"), None)]
    );
    assert_eq!(article.pictures[0].at, "One.".len());
}

/// A page with a picture before the text, one inside and one behind it.
fn three() -> Article {
    let image = |name: &str| format!("<figure><img src='/{name}.jpg' alt='{name}'></figure>");
    let (first, last) = PARAGRAPHS.split_at(PARAGRAPHS.find("</p>").unwrap() + 4);
    of(
        &format!(
            "<html><body><article>{}{first}{}{last}{}</article></body></html>",
            image("head"),
            image("middle"),
            image("tail")
        ),
        "a.html",
    )
}

#[test]
fn a_line_stands_in_the_place_of_a_picture() {
    let mut state = program(80, 30);
    load(&mut state, three());
    let shown = screen(&state);
    let places = [
        "[Picture: head]",
        "cut a ribbon",
        "[Picture: middle]",
        "“It is a fine",
        "[Picture: tail]",
    ];
    let found: Vec<_> = places.iter().map(|words| shown.find(words)).collect();
    assert!(
        found.iter().all(Option::is_some) && found.is_sorted(),
        "{shown}"
    );
}

#[test]
fn pictures_are_told_line_by_line_with_the_text() {
    let mut state = program(u16::MAX, 2);
    load(&mut state, three());
    let mut told = Told::default();
    tell(&mut told, &state);
    let mut read = String::new();
    for _ in 0..2 {
        for asked in TypedLine::read(&state, "").unwrap().turn {
            update(&mut state, Action::Asked(asked));
        }
        read.push_str(&tell(&mut told, &state));
    }
    let lines: Vec<&str> = read
        .lines()
        .map(|line| line.get(..15).unwrap_or(line))
        .collect();
    assert_eq!(
        lines,
        [
            "[Picture: head]",
            "The pier was op",
            "[Picture: middl",
            "“It is a fine",
            "[Picture: tail]"
        ]
    );
}

const MIDDLE: &str = "https://daily.example/middle.jpg";

/// The program with the chosen picture asked for, and what is to be done for it.
fn asked_for_the_middle(shown: Option<Pictures>) -> (State, Vec<Effect>) {
    let mut state = program(80, 30);
    state.view.pictures = shown;
    load(&mut state, three());
    press(&mut state, "i");
    let Some(Overlay::Choices(choices)) = &state.overlay else {
        panic!("nothing is offered");
    };
    // The first in view is offered first.
    assert_eq!((choices.matches().len(), choices.cursor), (3, 0));
    press(&mut state, "down");
    let effects = update(&mut state, Action::Key("enter".parse().unwrap()));
    (state, effects)
}

#[test]
fn a_key_opens_a_picture_where_the_terminal_shows_none() {
    let (_, effects) = asked_for_the_middle(None);
    assert_eq!(effects, [Effect::Open(MIDDLE.to_owned())]);
}

#[test]
fn a_key_has_a_picture_fetched_and_shown_and_another_takes_it_away() {
    let (mut state, effects) = asked_for_the_middle(Some(Pictures::Cells));
    let (label, place) = ("middle".to_owned(), PicturePlace::Web(MIDDLE.to_owned()));
    let wanted = Effect::Picture {
        label: label.clone(),
        place: place.clone(),
    };
    assert_eq!(effects, [wanted]);
    let before = screen(&state);
    assert!(
        !before.contains('▀') && before.contains("fetching the picture"),
        "{before}"
    );
    // Red above blue.
    let points = [[255, 0, 0]; 8]
        .into_iter()
        .chain([[0, 0, 255]; 8])
        .collect();
    let raster = Arc::new(Raster::new(4, points));
    let came = Action::Pictured {
        label,
        place,
        raster,
    };
    update(&mut state, came.clone());
    let shown = screen(&state);
    assert_eq!(shown.matches('▀').count(), 4 * 2, "{shown}");
    press(&mut state, "esc");
    assert!(!screen(&state).contains('▀'));
    // Who does something else by now is not disturbed.
    press(&mut state, "?");
    update(&mut state, came.clone());
    assert!(matches!(state.overlay, Some(Overlay::Help { .. })));
    press(&mut state, "esc");
    update(&mut state, came);
    let open = update(&mut state, Action::Key("enter".parse().unwrap()));
    assert_eq!(open, [Effect::Open(MIDDLE.to_owned())]);
}

#[test]
fn where_the_terminal_draws_a_picture_the_cells_stay_blank_for_it() {
    let (mut state, _) = asked_for_the_middle(Some(Pictures::Over(Graphics::Sixel)));
    assert_eq!(over_cells(&state), None);
    let raster = Arc::new(Raster::new(4, vec![[255, 0, 0]; 16]));
    let came = Action::Pictured {
        label: "middle".to_owned(),
        place: PicturePlace::Web(MIDDLE.to_owned()),
        raster: Arc::clone(&raster),
    };
    update(&mut state, came);
    let over = over_cells(&state).unwrap();
    assert_eq!((over.raster, over.graphics), (raster, Graphics::Sixel));
    let rows: Vec<_> = screen(&state).lines().map(str::to_owned).collect();
    let area = over.area;
    assert!(area.width > 60 && area.height > 10, "{area:?}");
    for row in &rows[usize::from(area.y)..usize::from(area.y + area.height)] {
        assert_eq!(row.trim(), "");
    }
    press(&mut state, "esc");
    assert_eq!(over_cells(&state), None);
}

#[test]
fn only_an_article_from_a_file_has_pictures_in_files() {
    let place = |kind, address: &str| {
        let mut article = of(&format!("One. ![]({address}) Two.\n"), "news/a.md");
        article.source.kind = kind;
        article.pictures[0].place(&article.source)
    };
    let file = |address: &str| {
        Some(PicturePlace::File {
            article: "news/a.md".into(),
            address: address.to_owned(),
        })
    };
    for address in ["sea.png", "./a/sea.png?v=2", "../sea.png", "/etc/sea.png"] {
        assert_eq!(place(SourceKind::File, address), file(address));
        for other in [
            SourceKind::Web,
            SourceKind::Feed,
            SourceKind::Stdin,
            SourceKind::Record,
        ] {
            assert_eq!(place(other, address), None, "{address}");
        }
    }
    assert_eq!(place(SourceKind::File, "//e.org/sea.png"), None);
    let web = "https://e.org/sea.png";
    assert_eq!(
        place(SourceKind::File, web),
        Some(PicturePlace::Web(web.to_owned()))
    );
}

#[test]
fn a_picture_in_a_file_is_read_from_the_folder_of_its_article_or_below() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("news");
    std::fs::create_dir_all(folder.join("pictures of may")).unwrap();
    let bytes = STANDARD.decode(PNG).unwrap();
    for file in [
        "news/sea.png",
        "news/pictures of may/pier.png",
        "secret.png",
    ] {
        std::fs::write(home.path().join(file), &bytes).unwrap();
    }
    std::fs::write(folder.join("words.png"), "words").unwrap();
    let article = folder.join("a.md");
    let read = |address: &str| {
        read_picture(&article, address, &mut || ControlFlow::Continue(()))
            .map(|raster| raster.width())
            .map_err(|why| why.to_string())
    };
    for inside in [
        "sea.png",
        "./sea.png?v=2#top",
        "pictures%20of%20may/pier.png",
        "pictures of may/../sea.png",
    ] {
        assert_eq!(read(inside), Ok(2), "{inside}");
    }
    let secret = home.path().join("secret.png");
    let outside = "lies outside of the folder of the article that names it, and is not read";
    for address in [
        "../secret.png",
        "%2e%2e/secret.png",
        "pictures of may/../../secret.png",
        "../news/sea.png",
        secret.to_str().unwrap(),
    ] {
        assert_eq!(read(address), Err(outside.to_owned()), "{address}");
    }
    let missing = read("none.png").unwrap_err();
    assert!(missing.starts_with("does not exist"), "{missing}");
    let no_picture = read("words.png").unwrap_err();
    assert!(
        no_picture.starts_with("is no picture in a format"),
        "{no_picture}"
    );
    let a_folder = read("pictures of may").unwrap_err();
    assert!(a_folder.contains("not a file"), "{a_folder}");
    #[cfg(unix)]
    for (link, target) in [("file.png", "../secret.png"), ("up", "..")] {
        std::os::unix::fs::symlink(target, folder.join(link)).unwrap();
    }
    #[cfg(unix)]
    for address in ["file.png", "up/secret.png"] {
        assert_eq!(read(address), Err(outside.to_owned()), "{address}");
    }
}

#[test]
fn a_picture_is_fitted_and_its_points_are_means() {
    let raster = Raster::new(4, (0..8).map(|n| [n * 10, 0, 200]).collect());
    assert_eq!((raster.width(), raster.height()), (4, 2));
    assert_eq!(raster.fitting(100, 100), (4, 2));
    assert_eq!(raster.fitting(2, 100), (2, 1));
    assert_eq!(raster.fitting(100, 1), (2, 1));
    assert_eq!(raster.mean((0, 0), (2, 1)), [25, 0, 200]);
    assert_eq!(raster.mean((3, 1), (4, 2)), [70, 0, 200]);
    let nothing = Raster::new(0, vec![[1, 2, 3]]);
    assert_eq!((nothing.height(), nothing.fitting(10, 10).0), (0, 0));
}

/// A PNG of two points, the left red and the right transparent.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8AARAwMAAz8Af9c/RSVAAAAAElFTkSuQmCC";

#[test]
fn a_picture_is_decoded_within_limits() {
    let bytes = STANDARD.decode(PNG).unwrap();
    let raster = picture(&bytes).unwrap();
    assert_eq!(raster, Raster::new(2, vec![[255, 0, 0], [255, 255, 255]]));
    for cut in 0..bytes.len() {
        let _ = picture(&bytes[..cut]);
    }
    let refused = |bytes: &[u8]| picture(bytes).unwrap_err().to_string();
    assert!(refused(b"<svg></svg>").starts_with("is no picture in a format"));
    // A header that promises a hundred thousand columns and rows.
    let mut bomb = b"GIF89a".to_vec();
    bomb.extend([
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 0, 0x3b,
    ]);
    assert_eq!(refused(&bomb), "is too large a picture to be shown");
}

#[test]
fn a_picture_that_is_larger_than_any_screen_is_made_smaller() {
    let large = image::RgbImage::from_fn(9000, 60, |x, _| {
        image::Rgb(if x < 4500 { [200, 0, 0] } else { [0, 0, 100] })
    });
    let mut bytes = Vec::new();
    let png = image::codecs::png::PngEncoder::new(&mut bytes);
    large.write_with_encoder(png).unwrap();
    let raster = picture(&bytes).unwrap();
    assert_eq!((raster.width(), raster.height()), (1920, 13));
    let points = raster.points();
    assert_eq!((points[900], points[1000]), ([200, 0, 0], [0, 0, 100]));
}

#[test]
fn a_picture_is_fetched_when_asked_for() {
    let bytes = STANDARD.decode(PNG).unwrap();
    let server = Server::answering(move |asked| match asked.path.as_str() {
        "/a.png" => response("200 OK\r\nContent-Type: image/png", &bytes),
        _ => response("404 Not Found", b""),
    });
    let mut tick = || ControlFlow::Continue(());
    let raster = fetch_picture(&server.url("/a.png"), &mut tick).unwrap();
    assert_eq!(raster.width(), 2);
    let missing = fetch_picture(&server.url("/b.png"), &mut tick).unwrap_err();
    assert!(missing.to_string().contains("404"), "{missing}");
}

#[test]
fn without_its_boilerplate_an_article_keeps_its_pictures_in_place() {
    let article = page("<p>Advertisement</p><img src='/a.jpg'><p>Share this</p>");
    let hidden = article.blocks.iter().filter(|b| b.boilerplate).count();
    assert!(hidden > 0);
    let whole = article.clone().without_boilerplate();
    let after = |article: &Article| {
        let at = article.pictures[0].at;
        let next = article.body_blocks().find(|block| block.span.start >= at);
        next.map(|block| block.span.of(&article.text).to_owned())
    };
    assert_eq!(after(&whole), after(&article));
}
