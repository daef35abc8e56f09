//! What keys do, through the one door of the app: actions in, state and effects out.

mod common;

use std::sync::Arc;

use common::{article, load, name, now, place, press, program, screen, speech};
use proptest::prelude::*;
use quotidian::app::{Action, COMMANDS, Effect, Keymap, Mouse, Pane, State, update};
use quotidian::config::{Keys, Settings};
use quotidian::model::{Annotations, Article, NameKind, Problem};
use quotidian::text::Clean;

const TEXT: &str = "The harbour bridge will close for a year, the city of Ostend said on Friday.
“We have no choice,” said Mayor Lena Brandt. “The steel is worn.”
Paul Adeyemi, who runs the ferry, was surprised. “Nobody asked us,” he said.
Brandt had told the council in May that the bridge “would hold”.
Repairs cost 40 million. Trucks take the ring road. Buses run as before. Trains are not affected.";

fn bridge() -> (Article, Annotations) {
    let article = article("bridge", Some("Bridge to close"), TEXT);
    let quotes = vec![
        speech(&article, "“We have no choice,”", Some("Lena Brandt")),
        speech(&article, "“The steel is worn.”", Some("Lena Brandt")),
        speech(&article, "“Nobody asked us,”", Some("Paul Adeyemi")),
        speech(&article, "“would hold”", Some("Lena Brandt")),
    ];
    let names = vec![
        name(&article, NameKind::Loc, &["Ostend"]),
        name(&article, NameKind::Per, &["Lena Brandt", "Brandt had"]),
        name(&article, NameKind::Per, &["Paul Adeyemi"]),
    ];
    let found = Annotations {
        quotes,
        names,
        language: None,
    };
    (article, found)
}

fn opened(columns: u16, rows: u16) -> State {
    let mut state = program(columns, rows);
    let (article, found) = bridge();
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(
        &mut state,
        Action::Annotated("bridge".to_owned(), Arc::new(found)),
    );
    update(&mut state, Action::AllLoaded);
    state
}

fn words(state: &State) -> &str {
    let quote = state.quote().expect("a quote is chosen");
    quote.span.of(&state.article().unwrap().text)
}

fn told(state: &State) -> String {
    screen(state)
        .lines()
        .last()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn key(state: &mut State, keys: &str) -> Vec<Effect> {
    update(state, Action::Key(keys.parse().unwrap()))
}

#[test]
fn n_and_p_walk_the_quotes_and_stop_at_the_ends() {
    let mut state = opened(120, 40);
    press(&mut state, "n");
    assert_eq!(words(&state), "“We have no choice,”");
    press(&mut state, "n n n");
    assert_eq!(words(&state), "“would hold”");
    press(&mut state, "n");
    assert_eq!(words(&state), "“would hold”");
    assert!(
        told(&state).starts_with("there is no quote after this"),
        "{}",
        told(&state)
    );
    press(&mut state, "p p p p");
    assert_eq!(words(&state), "“We have no choice,”");
}

#[test]
fn every_quote_walked_to_is_on_the_screen_at_every_size() {
    for (columns, rows) in [(20, 5), (40, 10), (60, 8), (80, 24), (100, 12)] {
        let mut state = opened(columns, rows);
        for _ in 0..4 {
            press(&mut state, "n");
            let start = state.quote().unwrap().span.start;
            let view = state.reader.in_view().unwrap();
            assert!(
                view.contains(start),
                "{columns}x{rows}: {start} is not in {view:?}"
            );
        }
    }
}

#[test]
fn following_a_speaker_walks_that_speaker_alone() {
    let mut state = opened(120, 40);
    press(&mut state, "n s n n");
    assert_eq!(words(&state), "“would hold”");
    assert!(screen(&state).contains("3/3"));
    press(&mut state, "s p");
    assert_eq!(words(&state), "“Nobody asked us,”");
}

#[test]
fn names_are_walked_from_the_sidebar_until_esc() {
    let mut state = opened(120, 40);
    press(&mut state, "e enter");
    let span = |state: &State| state.reader.current.unwrap().span;
    let article = bridge().0;
    assert_eq!(span(&state), place(&article, "Lena Brandt"));
    press(&mut state, "n");
    assert_eq!(span(&state), place(&article, "Brandt had"));
    press(&mut state, "esc n");
    assert!(state.quote().is_some());
}

#[test]
fn a_search_takes_n_and_shift_n_until_esc() {
    let mut state = opened(120, 40);
    press(&mut state, "/ T R U enter");
    assert!(
        told(&state).starts_with("“TRU” is not in this article"),
        "{}",
        told(&state)
    );
    press(&mut state, "/ b r i d g e enter");
    let at = |state: &State| state.reader.find.as_ref().unwrap().current.unwrap();
    assert_eq!(at(&state), 0);
    press(&mut state, "n");
    assert_eq!(at(&state), 1);
    press(&mut state, "n");
    assert_eq!(at(&state), 0, "after the last match comes the first");
    press(&mut state, "N");
    assert_eq!(at(&state), 1);
    press(&mut state, "esc n");
    assert!(state.reader.find.is_none() && state.quote().is_some());
}

#[test]
fn the_text_at_the_top_stays_there_when_the_window_changes() {
    let mut state = opened(40, 10);
    press(&mut state, "j j j j j j");
    let top = state.reader.in_view().unwrap().start;
    for size in [(90, 10), (30, 6), (200, 9), (40, 10)] {
        update(&mut state, Action::Resize(size.0, size.1));
        let view = state.reader.in_view().unwrap();
        let at_end = state.reader.top == state.reader.last_top();
        assert!(
            view.contains(top) && (view.start <= top || at_end),
            "{size:?}: {top} {view:?}"
        );
    }
    assert_eq!(state.reader.in_view().unwrap().start, top);
}

#[test]
fn what_analysis_finds_later_does_not_move_the_text() {
    let mut state = program(80, 10);
    let (article, found) = bridge();
    update(&mut state, Action::Loaded(Arc::new(article)));
    press(&mut state, "j j j");
    let before = state.reader.in_view();
    update(
        &mut state,
        Action::Annotated("bridge".to_owned(), Arc::new(found)),
    );
    assert_eq!(state.reader.in_view(), before);
}

#[test]
fn a_newer_article_goes_above_and_the_open_one_stays_open() {
    let mut state = opened(120, 40);
    let mut newer = article("newer", Some("Newer"), "Something else.");
    newer.published = Some(now());
    load(&mut state, newer);
    assert_eq!(state.article().unwrap().headline(), "Bridge to close");
    assert_eq!(state.library.entries()[0].row.title.as_str(), "Newer");
    press(&mut state, "K");
    assert_eq!(state.article().unwrap().headline(), "Newer");
}

#[test]
fn coming_back_to_an_article_is_coming_back_to_the_place_in_it() {
    let mut state = opened(40, 8);
    load(&mut state, article("other", None, "Another one."));
    press(&mut state, "j j j j j");
    let place = state.reader.in_view();
    press(&mut state, "J");
    assert_ne!(state.article().unwrap().id, *"bridge");
    press(&mut state, "K");
    assert_eq!(state.reader.in_view(), place);
}

#[test]
fn read_marks_can_be_set_and_undone() {
    let mut state = opened(120, 40);
    load(&mut state, article("other", None, "Another one."));
    assert_eq!(
        state.library.unread(),
        1,
        "the open article counts as read, the other does not"
    );
    press(&mut state, "m");
    assert_eq!(state.library.unread(), 2);
    press(&mut state, "u");
    assert_eq!(state.library.unread(), 1);
    press(&mut state, "U");
    assert_eq!(state.article().unwrap().id, *"other");
}

#[test]
fn copying_takes_the_quote_its_speaker_and_its_source() {
    let mut state = opened(120, 40);
    assert!(key(&mut state, "y").is_empty());
    assert!(
        told(&state).starts_with("no quote is chosen"),
        "{}",
        told(&state)
    );
    press(&mut state, "n");
    assert_eq!(
        key(&mut state, "y"),
        [Effect::Copy {
            text: "“We have no choice,”\n— Lena Brandt (Bridge to close, The Daily)".to_owned(),
            noun: "quote with its speaker",
        }]
    );
}

#[test]
fn a_key_opens_the_only_link_or_the_page_of_the_article() {
    let mut state = program(80, 24);
    let mut linked = article("linked", None, "See the report and the map.");
    let link = |target: &str, at: &str| quotidian::model::Link {
        span: place(&linked, at),
        target: Clean::line(target),
    };
    linked.links = vec![
        link("https://example.org/report", "report"),
        link("javascript:alert(1)", "map"),
    ];
    let mut both = linked.clone();
    load(&mut state, linked);
    assert_eq!(
        key(&mut state, "o"),
        [Effect::Open("https://example.org/report".to_owned())]
    );
    both.id = Clean::line("both");
    both.url = Some(Clean::line("https://example.org/article"));
    load(&mut state, both);
    press(&mut state, "J");
    assert_eq!(
        key(&mut state, "o"),
        [Effect::Open("https://example.org/article".to_owned())]
    );
}

#[test]
fn the_palette_runs_a_command_by_any_word_of_it() {
    let mut state = opened(80, 24);
    press(&mut state, ": j u s t i f enter");
    assert!(state.view.justify);
    // Where nothing has the words they can still be put right.
    press(&mut state, ": z z z z enter");
    assert!(state.overlay.is_some());
    press(&mut state, "esc");
    assert!(state.overlay.is_none());
}

#[test]
fn a_key_without_a_meaning_says_where_to_look() {
    let mut state = opened(80, 24);
    press(&mut state, "F9");
    assert!(
        told(&state).starts_with("f9 does nothing here; ? lists all keys"),
        "{}",
        told(&state)
    );
    press(&mut state, "g");
    assert!(told(&state).starts_with("g …"), "{}", told(&state));
}

#[test]
fn what_could_not_be_loaded_is_told_and_listed() {
    let mut state = opened(100, 24);
    let problem = Problem {
        place: Clean::line("a.bin"),
        message: Clean::line("this is no text"),
    };
    update(&mut state, Action::Failed(problem));
    assert!(
        told(&state).starts_with("a.bin: this is no text"),
        "{}",
        told(&state)
    );
    press(&mut state, "! ");
    let shown = screen(&state);
    assert!(
        shown.contains("What went wrong") && shown.contains("  a.bin: this is no text"),
        "{shown}"
    );
}

#[test]
fn a_click_chooses_and_the_wheel_scrolls() {
    let mut state = opened(120, 40);
    let shown = screen(&state);
    let find = |words: &str| {
        let row = shown.lines().position(|l| l.contains(words)).unwrap();
        let line = shown.lines().nth(row).unwrap();
        let column = line.split(words).next().unwrap().chars().count();
        (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
    };
    let (x, y) = find("“Nobody asked us");
    update(
        &mut state,
        Action::Mouse {
            what: Mouse::Press,
            x: x + 4,
            y,
        },
    );
    assert_eq!(words(&state), "“Nobody asked us,”");
    let (x, y) = find("Places");
    let y = y + 1;
    update(
        &mut state,
        Action::Mouse {
            what: Mouse::Press,
            x,
            y,
        },
    );
    assert_eq!(
        state.reader.current.unwrap().span,
        place(&bridge().0, "Ostend")
    );
    assert_eq!(state.focus, Pane::Sidebar);
    let mut small = opened(120, 10);
    update(
        &mut small,
        Action::Mouse {
            what: Mouse::WheelDown,
            x: 60,
            y: 5,
        },
    );
    assert_eq!(small.reader.top, 3);
}

#[test]
fn the_table_of_commands_is_whole() {
    for entry in COMMANDS {
        assert_eq!(entry.command.entry().name, entry.name);
        assert!(!entry.help.is_empty());
        assert!(
            entry
                .name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            entry.name
        );
        assert_eq!(COMMANDS.iter().filter(|e| e.name == entry.name).count(), 1);
        for keys in entry.keys {
            let shown = Keymap::new(&Keys::default())
                .unwrap()
                .keys_of(entry.command);
            assert!(
                shown.iter().any(|k| k == keys),
                "{keys} of {} is lost or written otherwise",
                entry.name
            );
        }
    }
}

#[test]
fn a_persons_keys_go_before_the_tables() {
    let bindings = |text: &str| Settings::parse("mine.toml", text).unwrap().keys;
    let keymap = Keymap::new(&bindings("[keys]\n\"ctrl-q\" = \"quit\"\nq = \"none\"\n")).unwrap();
    let quit = quotidian::app::Command::Quit;
    assert!(keymap.keys_of(quit).contains(&"ctrl-q".to_owned()));
    assert!(!keymap.keys_of(quit).contains(&"q".to_owned()));
    let wrong = Keymap::new(&bindings("[keys]\nx = \"next-qoute\"\n")).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "mine.toml:2: there is no command \"next-qoute\"; did you mean \"next-quote\"?"
    );
    let own = Keymap::new(&bindings("[keys]\ng = \"bottom\"\n")).unwrap();
    let top = quotidian::app::Command::Top;
    assert_eq!(
        own.keys_of(top),
        ["home"],
        "the person's g goes before the table's g g"
    );
    let hidden = "[keys]\n\"n x\" = \"quit\"\nn = \"top\"\n";
    let hidden = Keymap::new(&bindings(hidden)).unwrap_err();
    assert!(
        hidden.to_string().contains("can never be typed"),
        "{hidden}"
    );
}

#[test]
fn while_nothing_is_found_the_text_stands_where_the_search_began() {
    let mut state = opened(60, 8);
    press(&mut state, "j j");
    let before = state.reader.in_view();
    press(&mut state, "/ b u s e s");
    assert_ne!(state.reader.in_view(), before);
    press(&mut state, "q");
    assert_eq!(state.reader.in_view(), before);
    press(&mut state, "backspace");
    assert_ne!(state.reader.in_view(), before);
    press(&mut state, "esc");
    assert_eq!(state.reader.in_view(), before);
}

#[test]
fn with_one_pane_walking_and_searching_bring_the_text() {
    for keys in ["alt-1 n", "alt-3 p", "alt-3 e enter", "alt-1 / b u s"] {
        let mut state = opened(30, 10);
        press(&mut state, keys);
        assert!(state.layout.reader.is_some(), "after {keys}");
    }
}

#[test]
fn another_speaker_in_the_sidebar_is_followed_at_once() {
    let mut state = opened(120, 40);
    press(&mut state, "alt-3 g g s");
    assert!(
        told(&state).starts_with("following Lena Brandt"),
        "{}",
        told(&state)
    );
    press(&mut state, "j j j j s");
    assert!(
        told(&state).starts_with("following Paul Adeyemi"),
        "{}",
        told(&state)
    );
    press(&mut state, "s");
    assert!(
        told(&state).starts_with("following all quotes"),
        "{}",
        told(&state)
    );
}

#[test]
fn while_a_name_is_followed_the_footer_says_so() {
    let mut state = opened(120, 40);
    press(&mut state, "e enter");
    state.notice = None;
    let words = told(&state);
    assert!(
        words.starts_with("Lena Brandt:  n next mention  esc ends"),
        "{words}"
    );
    press(&mut state, "y");
    assert!(
        told(&state).starts_with("a name is followed, not quotes; esc goes back"),
        "{}",
        told(&state)
    );
}

#[test]
fn escape_ends_a_sequence_of_keys_without_a_word() {
    let mut state = opened(80, 24);
    press(&mut state, "g esc");
    assert!(state.pending.is_empty() && state.notice.is_none());
}

#[test]
fn overlays_show_their_content_at_every_size() {
    for (columns, rows) in [(20, 5), (40, 10), (80, 24), (200, 60)] {
        for (keys, wanted) in [("?", "Quotes and names"), (":", "next quote")] {
            let mut state = opened(columns, rows);
            press(&mut state, keys);
            let shown = screen(&state);
            assert!(shown.contains(wanted), "{columns}x{rows} {keys}:\n{shown}");
        }
    }
    let mut narrow = opened(40, 12);
    press(&mut narrow, "? e d g e s");
    let shown: Vec<String> = screen(&narrow)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let help = "straight edges on both sides, or ragged right";
    let shown = shown.join(" ");
    assert!(
        shown.contains("straight edges") && shown.contains("ragged right"),
        "{help} is cut: {shown}"
    );
}

#[test]
fn a_click_chooses_in_the_palette_and_beside_it_closes_it() {
    let mut state = opened(120, 40);
    press(&mut state, ": j u s t i f");
    let shown = screen(&state);
    let row = shown
        .lines()
        .position(|l| l.contains("straight edges"))
        .unwrap();
    let y = u16::try_from(row).unwrap();
    update(
        &mut state,
        Action::Mouse {
            what: Mouse::Press,
            x: 60,
            y,
        },
    );
    assert!(state.view.justify && state.overlay.is_none());
    press(&mut state, "?");
    update(
        &mut state,
        Action::Mouse {
            what: Mouse::Press,
            x: 0,
            y: 39,
        },
    );
    assert!(state.overlay.is_none());
}

#[test]
fn a_click_on_a_link_opens_it() {
    let mut state = program(80, 24);
    let mut linked = article("linked", Some("Port"), "See the report of May.");
    linked.links = vec![quotidian::model::Link {
        span: place(&linked, "report"),
        target: Clean::line("https://example.org/report"),
    }];
    load(&mut state, linked);
    let shown = screen(&state);
    let y = shown
        .lines()
        .position(|l| l.contains("See the report"))
        .unwrap();
    let line = shown.lines().nth(y).unwrap();
    let x = line.split("report").next().unwrap().chars().count() + 1;
    let (x, y) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
    let effects = update(
        &mut state,
        Action::Mouse {
            what: Mouse::Press,
            x,
            y,
        },
    );
    assert_eq!(
        effects,
        [Effect::Open("https://example.org/report".to_owned())]
    );
}

#[test]
fn loading_can_be_stopped_and_says_how_far_it_is() {
    let mut state = program(100, 24);
    update(
        &mut state,
        Action::Progress {
            lane: 0,
            done: 3,
            total: 40,
        },
    );
    update(
        &mut state,
        Action::Progress {
            lane: 1,
            done: 1,
            total: 2,
        },
    );
    assert!(screen(&state).contains("loading 4/42"));
    assert_eq!(key(&mut state, "X"), [Effect::StopLoading]);
    update(&mut state, Action::AllLoaded);
    assert!(key(&mut state, "X").is_empty());
}

#[test]
fn what_an_effect_could_not_do_can_be_read_whole_later() {
    let mut state = opened(40, 24);
    let long =
        "xdg-open could not open https://example.org/a/very/long/address/that/does/not/fit/a/line";
    update(
        &mut state,
        Action::Tell(quotidian::app::Notice::Error(long.to_owned())),
    );
    press(&mut state, "j !");
    let shown: String = screen(&state).split_whitespace().collect();
    assert!(
        shown.contains(&long.split_whitespace().collect::<String>()),
        "{shown}"
    );
}

fn something() -> impl Strategy<Value = Action> {
    let keys: Vec<String> = COMMANDS
        .iter()
        .flat_map(|e| e.keys)
        .flat_map(|k| k.split(' '))
        .chain(["0", "4", "9"])
        .map(str::to_owned)
        .collect();
    prop_oneof![
        8 => prop::sample::select(keys).prop_map(|k| Action::Key(k.parse().unwrap())),
        2 => "[a-zé日 ]|https://[a-z]{1,3}".prop_map(Action::Paste),
        1 => Just(Action::Paused),
        1 => (0u16..130, 0u16..50).prop_map(|(x, y)| Action::Resize(x, y)),
        1 => (0u16..130, 0u16..50, 0usize..3).prop_map(|(x, y, what)| Action::Mouse {
            what: [Mouse::Press, Mouse::WheelDown, Mouse::WheelUp][what],
            x,
            y,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_a_person_does_breaks_the_program(actions in prop::collection::vec(something(), 1..60)) {
        let mut state = opened(100, 30);
        load(&mut state, article("wide", Some("日本語の見出し"), "日本語の長い文章です。「はい」と彼は言った。 👩‍👩‍👧 https://example.org/a/very/long/address/that/does/not/fit"));
        for action in actions {
            update(&mut state, action);
            if state.size.0 > 0 && state.size.1 > 0 {
                screen(&state);
            }
            prop_assert!(state.reader.top <= state.reader.last_top());
        }
    }
}
