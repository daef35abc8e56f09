//! Links: their numbers on the screen, their list, and the cells that a terminal may open them from.

mod common;

use common::{article, load, place, press, program, screen};
use proptest::prelude::*;
use quotidian::app::{Action, Effect, Keymap, Mouse, State, update};
use quotidian::config::Settings;
use quotidian::model::{Article, Link};
use quotidian::text::{Clean, Widths};
use quotidian::ui::{Hyperlink, hyperlinks};

/// An article with these links: a word of the text, and where it leads.
fn linked(title: Option<&str>, text: &str, links: &[(&str, &str)]) -> Article {
    let mut article = article("linked", title, text);
    article.links = links
        .iter()
        .map(|(words, target)| Link {
            span: place(&article, words),
            target: Clean::line(target),
        })
        .collect();
    article
}

fn harbour() -> Article {
    let mut article = linked(
        Some("Harbour plan"),
        "The council published the report on Monday, after the port had asked for a second opinion \
         and the map was redrawn. Write to the office.\nOf the report nothing is left.",
        &[
            ("report", "https://example.org/report"),
            ("second opinion", "https://example.org/opinion"),
            ("map", "javascript:alert(1)"),
            ("office", "mailto:office@example.org"),
        ],
    );
    article.url = Some(Clean::line("https://example.org/plan"));
    let again = place(&article, "report nothing");
    article.links.push(Link {
        span: quotidian::text::Span::new(again.start, again.start + "report".len()),
        target: Clean::line("https://example.org/report"),
    });
    article
}

fn opened(columns: u16, rows: u16, article: Article) -> State {
    let mut state = program(columns, rows);
    load(&mut state, article);
    state
}

fn key(state: &mut State, keys: &str) -> Vec<Effect> {
    update(state, Action::Key(keys.parse().unwrap()))
}

fn opens(address: &str) -> Vec<Effect> {
    vec![Effect::Open(address.to_owned())]
}

/// What the cells of a link show, white space at its ends left out.
fn shown(state: &State, link: &Hyperlink) -> String {
    let lines = screen(state);
    let line = lines.lines().nth(usize::from(link.y)).unwrap_or_default();
    let (mut at, mut words) = (0, String::new());
    for c in line.chars() {
        if (usize::from(link.x)..usize::from(link.x + link.width)).contains(&at) {
            words.push(c);
        }
        at += Widths::Narrow.cells(c.encode_utf8(&mut [0; 4]));
    }
    words.trim().to_owned()
}

#[test]
fn each_link_on_the_screen_has_a_number_that_opens_it() {
    let mut state = opened(60, 24, harbour());
    press(&mut state, ";");
    insta::assert_snapshot!("links-numbered-60x24", screen(&state));
    assert_eq!(key(&mut state, "2"), opens("https://example.org/report"));
    assert!(state.overlay.is_none(), "the numbers are gone");
    press(&mut state, ";");
    assert_eq!(key(&mut state, "4"), opens("mailto:office@example.org"));
    press(&mut state, ";");
    assert_eq!(key(&mut state, "1"), opens("https://example.org/plan"));
}

#[test]
fn escape_leaves_the_numbers_and_the_text_as_it_was() {
    let mut state = opened(60, 24, harbour());
    let before = screen(&state);
    press(&mut state, "; esc");
    assert_eq!(screen(&state), before);
}

/// An article with as many links as that, a word and a line each.
fn many(count: usize) -> Article {
    let words: Vec<String> = (1..=count).map(|n| format!("word{n:02} is here")).collect();
    let mut article = article("many", None, &words.join("\n"));
    let link = |n: usize| Link {
        span: place(&article, &format!("word{n:02}")),
        target: Clean::line(&format!("https://example.org/{n}")),
    };
    article.links = (1..=count).map(link).collect();
    article
}

#[test]
fn a_number_that_may_become_another_waits_for_it_or_for_enter() {
    let mut state = opened(60, 60, many(12));
    press(&mut state, ";");
    assert!(key(&mut state, "1").is_empty());
    let rest = screen(&state);
    assert!(rest.contains("[12]") && !rest.contains("[2]"), "{rest}");
    assert_eq!(key(&mut state, "2"), opens("https://example.org/12"));
    press(&mut state, "; 1");
    assert_eq!(key(&mut state, "enter"), opens("https://example.org/1"));
    press(&mut state, "; 1 backspace");
    assert_eq!(key(&mut state, "3"), opens("https://example.org/3"));
}

#[test]
fn only_what_is_on_the_screen_is_opened_by_number_and_the_text_scrolls_below() {
    let mut state = opened(60, 20, many(40));
    press(&mut state, ";");
    let first = screen(&state);
    assert!(first.contains("[1]") && !first.contains("[40]"), "{first}");
    // 40 to 49 are not on the screen, so there is nothing to wait for.
    assert_eq!(key(&mut state, "4"), opens("https://example.org/4"));
    press(&mut state, "; G");
    let last = screen(&state);
    assert!(last.contains("[40]") && !last.contains("[1]"), "{last}");
    press(&mut state, "4");
    assert_eq!(key(&mut state, "0"), opens("https://example.org/40"));
}

#[test]
fn a_number_that_is_none_says_so() {
    let mut state = opened(60, 24, harbour());
    press(&mut state, ";");
    assert!(key(&mut state, "9").is_empty());
    let words = screen(&state);
    assert!(words.contains("there is no link 9 here"), "{words}");
    assert_eq!(key(&mut state, "3"), opens("https://example.org/opinion"));
}

#[test]
fn numbers_of_links_side_by_side_do_not_cover_each_other() {
    let article = linked(
        None,
        "See a b and more.",
        &[("a", "https://a.org/"), ("b", "https://b.org/")],
    );
    let mut state = opened(60, 12, article);
    press(&mut state, ";");
    assert!(screen(&state).contains("[1][2]"), "{}", screen(&state));
}

#[test]
fn the_list_has_the_same_numbers_and_opens_or_copies() {
    let mut state = opened(80, 24, harbour());
    press(&mut state, "#");
    insta::assert_snapshot!("links-list-80x24", screen(&state));
    assert_eq!(key(&mut state, "3"), opens("https://example.org/opinion"));
    press(&mut state, "# down");
    assert_eq!(
        key(&mut state, "enter"),
        opens("https://example.org/report")
    );
    press(&mut state, "# j j j");
    assert_eq!(
        key(&mut state, "y"),
        [Effect::Copy {
            text: "mailto:office@example.org".to_owned(),
            noun: "address",
        }]
    );
    assert!(state.overlay.is_none());
}

#[test]
fn enter_without_a_number_lists_them_all() {
    let mut state = opened(60, 20, many(40));
    press(&mut state, "; enter");
    assert!(screen(&state).contains("https://example.org/1"));
    press(&mut state, "4");
    assert_eq!(key(&mut state, "0"), opens("https://example.org/40"));
}

#[test]
fn an_article_without_links_says_so() {
    let mut state = opened(60, 20, article("bare", None, "Nothing."));
    for keys in [";", "#", "o"] {
        press(&mut state, keys);
        let words = screen(&state);
        assert!(words.contains("no address and no links"), "{keys}: {words}");
    }
}

#[test]
fn links_in_lines_that_are_left_out_have_no_number_until_they_are_shown() {
    let mut article = linked(
        None,
        "Share this.\nSee the report.",
        &[
            ("Share", "https://share.example/"),
            ("report", "https://example.org/report"),
        ],
    );
    article.blocks[0].boilerplate = true;
    let mut state = opened(60, 20, article);
    press(&mut state, ";");
    assert_eq!(key(&mut state, "1"), opens("https://example.org/report"));
    press(&mut state, "x ;");
    assert_eq!(key(&mut state, "1"), opens("https://share.example/"));
}

#[test]
fn a_click_on_a_link_opens_it_with_and_without_its_number() {
    let mut state = opened(60, 24, harbour());
    let link = &hyperlinks(&state)[1];
    assert_eq!(shown(&state, link), "report");
    let (x, y) = (link.x, link.y);
    let click = Action::Mouse {
        what: Mouse::Press,
        x,
        y,
    };
    assert_eq!(
        update(&mut state, click.clone()),
        opens("https://example.org/report")
    );
    press(&mut state, ";");
    assert_eq!(
        update(&mut state, click),
        opens("https://example.org/report")
    );
    assert!(state.overlay.is_none());
}

#[test]
fn where_nothing_opens_it_the_address_may_be_copied() {
    let mut state = opened(80, 24, harbour());
    let address = "https://example.org/plan";
    let why = "a browser started here, over SSH, would be seen by nobody";
    update(
        &mut state,
        Action::NotOpened(address.to_owned(), why.to_owned()),
    );
    let words = screen(&state);
    assert!(words.contains(why) && words.contains(address), "{words}");
    assert_eq!(
        key(&mut state, "enter"),
        [Effect::Copy {
            text: address.to_owned(),
            noun: "address",
        }]
    );
}

/// What the links on the screen show, with where they lead.
fn told(state: &State) -> Vec<(String, String)> {
    let links = hyperlinks(state);
    let told = links.iter().map(|l| (shown(state, l), l.address.clone()));
    told.collect()
}

#[test]
fn the_headline_and_the_linked_words_are_the_cells_that_open_an_address() {
    let state = opened(120, 40, harbour());
    let wanted = [
        ("Harbour plan", "https://example.org/plan"),
        ("report", "https://example.org/report"),
        ("second opinion", "https://example.org/opinion"),
        ("office", "mailto:office@example.org"),
        ("report", "https://example.org/report"),
    ];
    let wanted = wanted.map(|(words, address)| (words.to_owned(), address.to_owned()));
    // Where a line ends inside a link, its parts are one link.
    let mut found: Vec<(String, String)> = Vec::new();
    let mut last = None;
    for link in hyperlinks(&state) {
        let words = shown(&state, &link);
        match found.last_mut() {
            Some((before, _)) if last == Some(link.number) => *before = format!("{before} {words}"),
            _ => found.push((words, link.address)),
        }
        last = Some(link.number);
    }
    assert_eq!(found, wanted);
}

#[test]
fn without_a_headline_the_line_above_the_text_opens_the_page() {
    let mut article = harbour();
    article.title = None;
    let state = opened(120, 40, article);
    let (words, address) = &told(&state)[0];
    assert!(words.starts_with("The Daily"), "{words}");
    assert_eq!(address, "https://example.org/plan");
}

#[test]
fn what_could_harm_a_terminal_is_no_link() {
    let long = format!("https://example.org/{}", "a".repeat(2000));
    for target in [
        "javascript:x()",
        "file:///etc/passwd",
        "/relative",
        "https://",
        &long,
    ] {
        let article = linked(None, "See the report.", &[("report", target)]);
        let state = opened(80, 24, article);
        assert_eq!(told(&state), [], "{target}");
    }
    let mut article = linked(None, "See the report.", &[("report", "https://a.org/")]);
    article.links[0].target = Clean::new("https://a.org/\nx");
    assert_eq!(told(&opened(80, 24, article)), []);
}

#[test]
fn what_lies_over_the_text_covers_its_links() {
    let mut state = opened(120, 40, harbour());
    assert!(!told(&state).is_empty());
    press(&mut state, "?");
    for link in hyperlinks(&state) {
        let words = shown(&state, &link);
        assert!(
            "Harbour plan report second opinion office".contains(&words),
            "{words:?} is not of the text"
        );
    }
    press(&mut state, "esc #");
    let listed = told(&state);
    for (at, address) in [
        "https://example.org/plan",
        "https://example.org/report",
        "https://example.org/opinion",
        "mailto:office@example.org",
    ]
    .into_iter()
    .enumerate()
    {
        let rest = &listed[listed.len() - 4..];
        assert_eq!(rest[at], (address.to_owned(), address.to_owned()));
    }
}

#[test]
fn the_keys_that_may_follow_cover_links_too() {
    let mut state = opened(60, 20, many(40));
    let settings = Settings::parse("test", "keys.preset = 'emacs'").unwrap();
    state.keymap = Keymap::new(&settings.keys).unwrap();
    press(&mut state, "ctrl-x");
    let before = hyperlinks(&state).len();
    update(&mut state, Action::Paused);
    let after = hyperlinks(&state);
    assert!(
        !after.is_empty() && after.len() < before,
        "{}",
        screen(&state)
    );
    for link in &after {
        assert!(shown(&state, link).starts_with("word"), "{link:?}");
    }
}

#[test]
fn an_article_beside_the_one_that_is_read_has_no_links() {
    // With one pane the list hides the text.
    let mut state = opened(50, 20, harbour());
    press(&mut state, "alt-1");
    assert_eq!(hyperlinks(&state), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn links_lie_on_the_screen_apart_from_each_other_and_show_their_words(
        columns in 1u16..140,
        rows in 1u16..50,
        keys in prop::collection::vec(prop::sample::select(vec!["j", "G", ";", "#", "?", "alt-1", "alt-2", "alt-3", "+", "esc", "/"]), 0..8),
        justify in any::<bool>(),
    ) {
        let mut state = program(columns, rows);
        let mut article = linked(
            Some("日本語の見出しはここで切れる"),
            "日本語の長い文章です。「はい」と彼は言った。 👩‍👩‍👧 and the long-winded unputdownable report of the commission",
            &[
                ("日本語の長い文章です", "https://example.org/1"),
                ("👩‍👩‍👧", "https://example.org/2"),
                ("long-winded unputdownable report of", "https://example.org/3"),
            ],
        );
        article.url = Some(Clean::line("https://example.org/"));
        state.view.justify = justify;
        state.view.hyphenate = justify;
        load(&mut state, article);
        for keys in keys {
            press(&mut state, keys);
        }
        let mut taken = std::collections::HashSet::new();
        for link in hyperlinks(&state) {
            prop_assert!(link.x + link.width <= columns && link.y < rows, "{link:?}");
            for x in link.x..link.x + link.width {
                prop_assert!(taken.insert((x, link.y)), "{link:?} lies over another");
            }
        }
    }
}
