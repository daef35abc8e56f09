//! What is typed: counts, sequences, macros, presets of keys, the palette, pasted text.

mod common;

use std::collections::BTreeMap;

use common::library::Reading;
use common::{article, load, press, program, screen};
use quotidian::app::{Action, COMMANDS, Effect, Keymap, Overlay, Pane, State, update};
use quotidian::config::{Keys, Preset, Settings};

/// The keys that a configuration makes.
fn keys(text: &str) -> Keys {
    Settings::parse("mine.toml", text).unwrap().keys
}

fn keymap(text: &str) -> Keymap {
    Keymap::new(&keys(text)).unwrap()
}

/// A reader with these keys, on an article of a hundred paragraphs, each of them a quote.
fn reader(text: &str) -> State {
    let mut state = program(80, 24);
    state.keymap = keymap(text);
    let lines: Vec<String> = (1..=100)
        .map(|n| format!("“We have {n} reasons to stay,” said Lena Brandt on Friday."))
        .collect();
    load(
        &mut state,
        article("long", Some("Reasons"), &lines.join("\n")),
    );
    load(&mut state, article("b", Some("Second"), "Nothing is said."));
    load(&mut state, article("c", Some("Third"), "Nothing is said."));
    load(&mut state, article("d", Some("Fourth"), "Nothing is said."));
    update(&mut state, Action::AllLoaded);
    state
}

fn status(state: &State) -> String {
    let shown = screen(state);
    shown.lines().last().unwrap_or_default().trim().to_owned()
}

fn vi() -> State {
    reader("keys.preset = 'vi'")
}

/// Every sequence of keys that does something, and the name of what it does.
fn sequences(keymap: &Keymap) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for target in keymap.targets() {
        for keys in keymap.keys_to(&target) {
            assert_eq!(all.insert(keys, target.name().to_owned()), None);
        }
    }
    all
}

#[test]
fn a_count_before_a_key_is_how_often() {
    let mut state = vi();
    press(&mut state, "5 j");
    assert_eq!(state.reader.top, 5);
    press(&mut state, "1 2 j");
    assert_eq!(state.reader.top, 17);
    press(&mut state, "1 0 k");
    assert_eq!(state.reader.top, 7);
    press(&mut state, "j");
    assert_eq!(state.reader.top, 8, "a count holds for one command");
    press(&mut state, "3 ctrl-d");
    assert_eq!(state.reader.top, 11, "as many lines as counted");
    press(&mut state, "g g");
    let page = {
        press(&mut state, "ctrl-f");
        state.reader.top
    };
    press(&mut state, "g g 3 ctrl-f");
    assert_eq!(state.reader.top, 3 * page);
}

#[test]
fn a_count_is_shown_until_escape_forgets_it() {
    let mut state = vi();
    press(&mut state, "4 2");
    assert!(status(&state).starts_with("42 …"), "{}", status(&state));
    press(&mut state, "g");
    assert!(status(&state).starts_with("42 g …"), "{}", status(&state));
    press(&mut state, "esc j");
    assert_eq!(state.reader.top, 1);
    press(&mut state, "7 f9");
    assert!(
        status(&state).starts_with("7 f9 does nothing here"),
        "{}",
        status(&state)
    );
    press(&mut state, "j");
    assert_eq!(state.reader.top, 2);
}

#[test]
fn digits_count_with_every_preset() {
    for (name, _) in Preset::ALL {
        let mut state = reader(&format!("keys.preset = '{name}'"));
        press(&mut state, "1 2 down");
        assert_eq!(state.reader.top, 12, "{name}");
        press(&mut state, "3 up");
        assert_eq!(state.reader.top, 9, "{name}");
    }
    let mut state = reader("");
    for (keys, pane) in [
        ("alt-1", Pane::List),
        ("alt-2", Pane::Reader),
        ("alt-3", Pane::Sidebar),
        ("g 1", Pane::List),
        ("g 2", Pane::Reader),
        ("g 3", Pane::Sidebar),
    ] {
        press(&mut state, keys);
        assert_eq!(state.focus, pane, "{keys}");
    }
}

#[test]
fn digits_count_where_no_key_wants_them() {
    let mut state = reader("[keys]\n'1' = 'article-list'\n'2' = 'reading-pane'\n");
    press(&mut state, "1");
    assert_eq!(state.focus, Pane::List);
    press(&mut state, "2 4 1 j");
    assert_eq!(state.reader.top, 41, "after a digit the others count too");
    press(&mut state, "g g 0 1 2 j");
    assert_eq!(
        state.reader.top, 12,
        "0 begins a count that would begin with 1"
    );
    let mut bound = reader("[keys]\npreset = 'vi'\n'0' = 'top'\n");
    press(&mut bound, "1 0 j");
    assert_eq!(bound.reader.top, 10);
    press(&mut bound, "0");
    assert_eq!(bound.reader.top, 0);
}

#[test]
fn lines_and_shares_are_gone_to_by_number() {
    let mut state = vi();
    press(&mut state, "2 0 G");
    assert_eq!(state.reader.top, 19);
    press(&mut state, "7 g g");
    assert_eq!(state.reader.top, 6);
    press(&mut state, "5 0 %");
    assert!(status(&state).ends_with("50%"), "{}", status(&state));
    press(&mut state, "9 9 9 9 9 9 G");
    assert_eq!(state.reader.top, state.reader.last_top());
    press(&mut state, "%");
    assert!(status(&state).starts_with("how many per cent?"));
    press(&mut state, "ctrl-w t 3 G");
    assert_eq!(state.article().unwrap().headline(), "Third");
    press(&mut state, "1 0 0 %");
    assert_eq!(state.article().unwrap().headline(), "Fourth");
    press(&mut state, "g g");
    assert_eq!(state.article().unwrap().headline(), "Reasons");
}

#[test]
fn quotes_are_stepped_by_count_up_to_the_last() {
    let mut state = vi();
    let at = |state: &State| state.reader.current.unwrap().quote.unwrap();
    press(&mut state, "3 n");
    assert_eq!(at(&state), 2);
    press(&mut state, "1 0 n");
    assert_eq!(at(&state), 12);
    press(&mut state, "4 p");
    assert_eq!(at(&state), 8);
    press(&mut state, "9 9 9 n");
    assert_eq!(at(&state), 99);
    assert!(status(&state).starts_with("there is no quote after this"));
}

#[test]
fn articles_between_are_not_opened() {
    let mut state = vi();
    press(&mut state, "2 J");
    assert_eq!(state.article().unwrap().headline(), "Third");
    assert_eq!(state.library.unread(), 2, "the second and the fourth");
    press(&mut state, "9 J");
    assert_eq!(state.article().unwrap().headline(), "Fourth");
}

#[test]
fn articles_are_marked_by_count_and_that_is_undone_by_count() {
    let mut state = vi();
    press(&mut state, "m");
    assert_eq!(state.library.unread(), 4);
    press(&mut state, "3 m");
    assert_eq!(state.library.unread(), 1);
    let told = status(&state);
    assert!(
        told.starts_with("3 articles marked read; 3 u undoes that"),
        "{told}"
    );
    press(&mut state, "2 u");
    assert_eq!(state.library.unread(), 3);
    assert!(status(&state).starts_with("2 changes undone"));
    press(&mut state, "9 u");
    assert_eq!(state.library.unread(), 4, "the opening of the first too");
    press(&mut state, "u");
    assert!(status(&state).starts_with("there is nothing to undo"));
}

#[test]
fn unread_articles_are_gone_to_by_count_and_back() {
    let mut state = vi();
    let open = |state: &State| state.article().unwrap().headline().to_owned();
    press(&mut state, "2 U");
    assert_eq!(open(&state), "Third");
    press(&mut state, "P");
    assert_eq!(open(&state), "Second");
    press(&mut state, "P");
    assert_eq!(open(&state), "Fourth", "from the start around to the end");
    press(&mut state, "P");
    assert!(status(&state).starts_with("everything else has been read"));
}

#[test]
fn a_command_that_cannot_be_counted_runs_once() {
    let mut state = vi();
    press(&mut state, "2 e");
    assert_eq!(state.focus, Pane::Sidebar);
    press(&mut state, "2 ?");
    assert!(matches!(state.overlay, Some(Overlay::Help { .. })));
}

#[test]
fn what_may_follow_is_listed_after_a_pause_and_moves_nothing() {
    let mut state = vi();
    press(&mut state, "j j");
    let before = screen(&state);
    press(&mut state, "g");
    assert!(state.pending.hesitates());
    let at_once = screen(&state);
    assert!(!at_once.contains("next article"), "{at_once}");
    update(&mut state, Action::Paused);
    let listed = screen(&state);
    for words in [
        "g top",
        "t next article",
        "T previous article",
        "x open link",
    ] {
        assert!(listed.contains(words), "{words}:\n{listed}");
    }
    assert!(!state.pending.hesitates(), "once is enough");
    let changed = before.lines().zip(listed.lines());
    let changed: Vec<usize> = changed
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(row, _)| row)
        .collect();
    assert!(changed.len() <= 4 && changed[0] >= 20, "{changed:?}");
    press(&mut state, "g");
    assert_eq!(state.reader.top, 0);
    assert!(!screen(&state).contains("next article"));
    press(&mut state, "ctrl-w");
    update(&mut state, Action::Paused);
    assert!(screen(&state).contains("h pane left"));
    press(&mut state, "esc");
    assert_eq!(
        screen(&state).lines().nth(20),
        at_line(&vi(), 20).as_deref()
    );
}

fn at_line(state: &State, row: usize) -> Option<String> {
    screen(state).lines().nth(row).map(str::to_owned)
}

#[test]
fn a_pause_lists_nothing_where_nothing_has_begun() {
    let mut state = vi();
    let before = screen(&state);
    update(&mut state, Action::Paused);
    assert_eq!(screen(&state), before);
    press(&mut state, "5");
    assert!(!state.pending.hesitates(), "a count is no sequence");
}

#[test]
fn longer_sequences_are_listed_key_by_key_at_every_size() {
    let long = "[keys]\n', a b' = 'top'\n', a c' = 'bottom'\n', d' = 'quit'\n";
    for (columns, rows) in [(1, 1), (20, 5), (80, 24)] {
        let mut state = reader(long);
        update(&mut state, Action::Resize(columns, rows));
        press(&mut state, ",");
        update(&mut state, Action::Paused);
        let first = screen(&state);
        press(&mut state, "a");
        let second = screen(&state);
        if columns == 80 {
            assert!(first.contains("a …      d quit"), "{first}");
            assert!(second.contains("b top      c bottom"), "{second}");
        }
    }
}

#[test]
fn macros_run_their_commands_in_order() {
    let text = "[keys]\n', n' = 'mark-and-go'\n[macros]\nmark-and-go = ['next-article', 'toggle-read', 'bottom']\n";
    let mut state = reader(text);
    press(&mut state, ", n");
    assert_eq!(state.article().unwrap().headline(), "Second");
    assert_eq!(state.library.unread(), 3, "opened, and marked unread again");
    press(&mut state, ": m a r k - a n d enter");
    assert_eq!(state.article().unwrap().headline(), "Third");
    press(&mut state, "? m a r k - a n d");
    let shown = screen(&state);
    assert!(
        shown.contains("Macros") && shown.contains("next-article, then toggle-read, then bottom"),
        "{shown}"
    );
    press(&mut state, "esc K K 4 , n");
    assert_eq!(state.article().unwrap().headline(), "Fourth");
}

#[test]
fn a_macro_ends_with_what_fails_or_asks() {
    let text = "[keys]\nz = 'fails'\nZ = 'asks'\n[macros]\nfails = ['why', 'next-article']\nasks = ['find', 'next-article']\n";
    let mut state = reader(text);
    press(&mut state, "z");
    assert!(status(&state).starts_with("no quote is chosen"));
    assert_eq!(state.article().unwrap().headline(), "Reasons");
    press(&mut state, "Z");
    assert!(matches!(state.overlay, Some(Overlay::Find(_))));
    press(&mut state, "esc j");
    assert_eq!(state.article().unwrap().headline(), "Reasons");
}

#[test]
fn a_macro_waits_for_the_library() {
    let said = |n: usize| {
        let text = format!("“We have {n} reasons,” said Lena Brandt on Friday.");
        article(&format!("s-{n}"), Some(&format!("Story {n}")), &text)
    };
    let mut reading = Reading::new(120, 40, (0..9).map(said).collect());
    reading.state.keymap = keymap(
        "[keys]\nz = 'onward'\n[macros]\nonward = ['reading-pane', 'next-unread', 'next-quote', 'next-unread', 'next-quote']\n",
    );
    reading.press("alt-2 alt-1 z");
    assert_eq!(reading.open(), "Story 2");
    let quote = reading.state.quote().expect("its quote is chosen");
    let text = &reading.state.article().unwrap().text;
    assert_eq!(quote.span.of(text), "“We have 2 reasons,”");
    // A key that is typed meanwhile goes before the rest.
    let ask = update(&mut reading.state, Action::Key("z".parse().unwrap()));
    assert!(matches!(ask[..], [.., Effect::Unread { .. }]), "{ask:?}");
    update(&mut reading.state, Action::Key("j".parse().unwrap()));
    reading.act(Action::LibraryChanged);
    assert_eq!(reading.open(), "Story 2");
}

#[test]
fn macros_that_cannot_be_are_named_with_their_line() {
    for (text, complaint) in [
        (
            "[macros]\nquit = ['star']",
            "mine.toml:2: \"quit\" is a command already: give the macro another name",
        ),
        (
            "[macros]\na = ['star', 'zz']\nzz = ['quit']",
            "mine.toml:2: there is no command \"zz\"",
        ),
        (
            "[macros]\na = ['next-artcle']",
            "mine.toml:2: there is no command \"next-artcle\"; did you mean \"next-article\"?",
        ),
        (
            "[keys]\nz = 'onwrd'\n[macros]\nonward = ['quit']",
            "mine.toml:2: there is no command \"onwrd\"; did you mean \"onward\"?",
        ),
    ] {
        assert_eq!(Keymap::new(&keys(text)).unwrap_err().to_string(), complaint);
    }
}

#[test]
fn every_preset_reaches_every_command_and_hides_no_key() {
    for (name, preset) in Preset::ALL {
        let keys = Keys {
            preset,
            ..Keys::default()
        };
        let keymap = Keymap::new(&keys).unwrap();
        let mut state = reader(&format!("keys.preset = '{name}'"));
        let palette = keymap.keys_of(quotidian::app::Command::Palette);
        for entry in COMMANDS {
            let bound = !keymap.keys_of(entry.command).is_empty();
            assert!(bound || entry.keys.is_empty(), "{} in {name}", entry.name);
            press(&mut state, &palette[0]);
            let open = matches!(state.overlay, Some(Overlay::Palette { .. }));
            assert!(open, "{name}");
            update(&mut state, Action::Paste(entry.name.to_owned()));
            let shown = screen(&state);
            let words = entry.name.replace('-', " ");
            assert!(shown.contains(&words), "{words} in {name}:\n{shown}");
            press(&mut state, "esc");
        }
        let all = sequences(&keymap);
        for longer in all.keys() {
            let hidden = |shorter: &&String| longer.starts_with(&format!("{shorter} "));
            let hides = all.keys().find(hidden);
            assert_eq!(hides, None, "{longer} in {name}");
        }
    }
}

#[test]
fn presets_have_the_habits_of_their_programs() {
    for (preset, habits) in [
        (
            "vi",
            "j down; k up; h pane-left; l pane-right; g g top; G bottom; ctrl-d half-page-down; \
             ctrl-u half-page-up; ctrl-f page-down; ctrl-b page-up; / find; n next-quote; \
             N previous-match; ctrl-w w next-pane; d d delete; u undo; Z Z quit; : palette",
        ),
        (
            "less",
            "space page-down; b page-up; d half-page-down; u half-page-up; g top; G bottom; \
             / find; n next-quote; N previous-match; q quit; : n next-article; % percent; h help",
        ),
        (
            "newsboat",
            "enter enter; q back; Q quit; n next-unread; A mark-all-read; r refresh; \
             R refresh-all; u links; o open-link; p previous-unread; N toggle-read; ctrl-b star; D delete; \
             / find; J next-article; K previous-article; ? help",
        ),
        (
            "emacs",
            "ctrl-n down; ctrl-p up; ctrl-v page-down; alt-v page-up; alt-< top; alt-> bottom; \
             ctrl-s find; ctrl-g back; ctrl-x ctrl-c quit; alt-x palette; ctrl-x o next-pane; \
             alt-w copy",
        ),
    ] {
        let all = sequences(&keymap(&format!("keys.preset = '{preset}'")));
        for habit in habits.split(';') {
            let (keys, name) = habit.trim().rsplit_once(' ').unwrap();
            assert_eq!(
                all.get(keys).map(String::as_str),
                Some(name),
                "{keys} in {preset}"
            );
        }
    }
}

#[test]
fn a_persons_keys_go_before_those_of_the_preset() {
    let all = sequences(&keymap(
        "[keys]\npreset = 'less'\nd = 'delete'\n': w' = 'why'\nh = 'none'\n",
    ));
    let does = |keys: &str| all.get(keys).map(String::as_str);
    assert_eq!(does("d"), Some("delete"));
    assert_eq!(does(": w"), Some("why"));
    assert_eq!(does(": n"), Some("next-article"));
    assert_eq!(does("h"), None);
    let whole = sequences(&keymap("[keys]\npreset = 'less'\n':' = 'palette'\n"));
    assert_eq!(whole.get(":").map(String::as_str), Some("palette"));
    assert_eq!(
        whole.get(": n"),
        None,
        "a key of one's own hides longer ones"
    );
    let hidden = keys("[keys]\npreset = 'vi'\n'n x' = 'quit'\nn = 'top'\n");
    let hidden = Keymap::new(&hidden).unwrap_err();
    assert!(
        hidden.to_string().contains("can never be typed"),
        "{hidden}"
    );
}

#[test]
fn in_emacs_the_key_that_begins_a_search_goes_on_with_it() {
    let mut state = reader("keys.preset = 'emacs'");
    press(&mut state, "ctrl-s r e a s o n s");
    let at = |state: &State| state.reader.find.as_ref().unwrap().current;
    assert_eq!(at(&state), Some(0));
    press(&mut state, "ctrl-s ctrl-s ctrl-r");
    assert_eq!(at(&state), Some(1));
    press(&mut state, "ctrl-g");
    assert!(state.reader.find.is_none());
}

/// The names that the palette lists for what is typed.
fn found(query: &str) -> Vec<String> {
    let keymap = keymap("[macros]\nonward = ['star', 'next-unread']\n");
    let found = quotidian::app::palette_matches(query, &keymap);
    found.iter().map(|t| t.name().to_owned()).collect()
}

#[test]
fn the_palette_finds_by_any_word_in_any_order() {
    for target in keymap("").targets() {
        assert!(!target.help().is_empty(), "{}", target.name());
        let words = target.name().split('-').chain(target.help().split(' '));
        for word in words {
            let all = found(word);
            assert!(all.contains(&target.name().to_owned()), "{word}: {all:?}");
        }
        let mut backwards: Vec<&str> = target.help().split(' ').take(6).collect();
        backwards.reverse();
        backwards.push(target.name());
        let all = found(&backwards.join(" "));
        assert_eq!(all[0], target.name(), "{backwards:?}");
        assert_eq!(found(target.name())[0], target.name());
    }
    assert!(found("unread star").contains(&"onward".to_owned()));
    assert!(found("zzzz").is_empty());
    assert_eq!(found("").len(), COMMANDS.len() + 1);
}

#[test]
fn in_the_palette_names_go_before_help_lines() {
    assert_eq!(found("find")[0], "find");
    assert_eq!(found("article next")[0], "next-article");
    assert_eq!(found("unre")[0], "next-unread");
    assert_eq!(found("nxtart")[0], "next-article");
    let all = found("read");
    let at = |name: &str| all.iter().position(|found| found == name).unwrap();
    assert!(at("toggle-read") < at("reading-pane"));
    assert!(
        at("reading-pane") < at("shelves"),
        "which has it in its help"
    );
}

#[test]
fn the_palette_shows_the_keys_that_hold() {
    let mut state = reader("[keys]\npreset = 'emacs'\n'alt-s' = 'speaker'\ns = 'none'\n");
    press(&mut state, "alt-x s p e a k e r");
    assert!(screen(&state).contains("alt-s"), "{}", screen(&state));
}

#[test]
fn pasted_text_goes_into_the_line_as_one() {
    let mut state = reader("");
    press(&mut state, "/");
    let paste = "12 reasons\r\n\tto\u{1b}[31m stay\u{7}\u{202e}\n";
    update(&mut state, Action::Paste(paste.to_owned()));
    let typed = |state: &mut State| {
        let overlay = state.overlay.as_mut().unwrap();
        overlay.input().unwrap().text().to_owned()
    };
    assert_eq!(typed(&mut state), "12 reasons to stay");
    assert!(
        status(&state).contains("match 1 of 1"),
        "{}",
        status(&state)
    );
    update(&mut state, Action::Paste("x".repeat(1 << 20)));
    assert!(typed(&mut state).len() <= 4096);
    press(&mut state, "esc :");
    update(&mut state, Action::Paste("next\ntheme".to_owned()));
    assert_eq!(typed(&mut state), "next theme");
}

#[test]
fn a_pasted_address_asks_what_to_do_with_it() {
    let mut state = reader("");
    update(
        &mut state,
        Action::Paste(" https://example.org/a?b=c\n".to_owned()),
    );
    assert!(screen(&state).contains("https://example.org/a?b=c"));
    let effects = update(&mut state, Action::Key("enter".parse().unwrap()));
    assert_eq!(
        effects,
        [Effect::Open("https://example.org/a?b=c".to_owned())]
    );

    let mut reading = Reading::new(120, 40, vec![article("a", None, "Text.")]);
    reading.act(Action::Paste("https://example.org/feed".to_owned()));
    reading.press("enter");
    let asked = Effect::Subscribe("https://example.org/feed".to_owned());
    assert_eq!(reading.outside, [asked]);
    for text in [
        "two https://example.org",
        "a word",
        "javascript:alert(1)",
        "",
    ] {
        let before = reading.screen();
        reading.act(Action::Paste(text.to_owned()));
        assert_eq!(reading.screen(), before, "{text:?}");
    }
}

#[test]
fn a_click_ends_a_sequence_and_nothing_else() {
    let mut state = vi();
    press(&mut state, "g");
    update(&mut state, Action::Paused);
    let press_at = |state: &mut State, y| {
        let what = quotidian::app::Mouse::Press;
        update(state, Action::Mouse { what, x: 20, y });
    };
    press_at(&mut state, 21);
    assert!(state.pending.is_empty() && state.reader.current.is_none());
}
