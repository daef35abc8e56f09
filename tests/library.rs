//! The reader on a library: shelves, marks, undo, searching, putting right, and coming back.

mod common;

use common::library::{Reading, receive};
use common::{article, now};
use quotidian::app::tell::pictures;
use quotidian::app::{Action, Effect, Pane, ReadsAt, Session, Step, update};
use quotidian::model::{Article, Order, Picture, Shelf, SourceKind};
use quotidian::store::Store;
use quotidian::text::Clean;

/// Articles called "Story 0", the newest, to the last.
fn stories(count: usize) -> Vec<Article> {
    let story = |n: usize| {
        let text = format!("This is the text of story {n}.\nIt has two paragraphs.");
        article(&format!("story-{n}"), Some(&format!("Story {n}")), &text)
    };
    (0..count).map(story).collect()
}

#[test]
fn a_library_opens_on_the_unread_with_the_keys_in_the_list() {
    let reading = Reading::new(120, 40, stories(3));
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
    assert_eq!(reading.open(), "Story 0");
    assert_eq!(reading.state.focus, Pane::List);
    assert!(
        reading.screen().contains("Unread · 3 articles · 3 unread"),
        "{}",
        reading.screen()
    );
}

#[test]
fn pictures_beside_a_file_are_looked_for_where_it_is_known_to_be() {
    let asked = |location: &str| {
        let mut page = stories(1);
        page[0].source.location = Clean::line(location);
        page[0].source.kind = SourceKind::File;
        page[0].pictures = vec![Picture {
            at: 0,
            address: Clean::line("sea.png"),
            alt: None,
            caption: None,
        }];
        pictures(&Reading::new(80, 24, page).state).0.len()
    };
    assert_eq!(asked("/home/ada/news/a.md"), 1);
    // The folder of the run that kept it is not known any more.
    assert_eq!(asked("news/a.md"), 0);
}

#[test]
fn what_was_read_stays_until_the_shelf_is_opened_again() {
    let mut reading = Reading::new(120, 40, stories(3));
    reading.press("enter alt-1 j");
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
    reading.act(Action::LibraryChanged);
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
    assert_eq!(reading.open(), "Story 1");
    reading.press("v");
    reading.type_line("starred");
    reading.press("enter v");
    reading.type_line("unread");
    reading.press("enter");
    assert_eq!(reading.titles(), ["Story 1", "Story 2"]);
}

#[test]
fn articles_that_arrive_move_neither_the_selection_nor_the_rows() {
    let mut reading = Reading::new(120, 40, stories(200));
    reading.press("space space space");
    let before = (reading.open(), reading.screen());
    let mut newer: Vec<Article> = stories(30);
    for (n, article) in newer.iter_mut().enumerate() {
        article.id = Clean::line(&format!("newer-{n}"));
        article.published = Some(now() + jiff::SignedDuration::from_mins(1));
    }
    receive(&mut reading.store, "https://daily.example/feed", newer);
    reading.act(Action::LibraryChanged);
    assert_eq!(reading.open(), before.0);
    let panes = |screen: &str| {
        screen
            .lines()
            .skip(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(panes(&reading.screen()), panes(&before.1));
}

#[test]
fn a_long_list_is_walked_to_its_end_and_back() {
    let mut reading = Reading::new(120, 40, stories(1_000));
    for n in 1..400 {
        reading.press("j");
        assert_eq!(reading.open(), format!("Story {n}"));
    }
    reading.press("G");
    assert_eq!(reading.open(), "Story 999");
    assert!(
        reading.screen().contains("Story 990"),
        "{}",
        reading.screen()
    );
    reading.press("g g");
    assert_eq!(reading.open(), "Story 0");
    // Only what is near is held.
    let held = reading
        .state
        .library
        .entries()
        .iter()
        .filter(|e| e.article.is_some());
    assert!(held.count() <= 5);
}

#[test]
fn every_mark_can_be_undone() {
    let mut reading = Reading::new(120, 40, stories(3));
    let before = reading.screen();
    reading.press("m * t");
    reading.type_line("later");
    reading.press("enter d A");
    assert_eq!(reading.titles(), ["Story 1", "Story 2"]);
    assert!(
        reading
            .state
            .library
            .entries()
            .iter()
            .all(|entry| entry.row.read)
    );
    reading.press("u u");
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
    let row = &reading.state.library.entries()[0].row;
    assert!(row.starred && row.read && *row.tags == [Clean::line("later")]);
    reading.press("u u u k k");
    assert_eq!(
        reading
            .screen()
            .lines()
            .skip(1)
            .take(30)
            .collect::<Vec<_>>(),
        before.lines().skip(1).take(30).collect::<Vec<_>>()
    );
}

#[test]
fn the_end_of_a_subscription_can_be_undone_and_keeps_what_has_a_star() {
    let mut reading = Reading::new(120, 40, stories(3));
    reading.press("j * D v");
    reading.type_line("all");
    reading.press("enter");
    assert_eq!(reading.titles(), ["Story 1"]);
    reading.press("u");
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
}

#[test]
fn everything_is_searched_while_the_words_are_typed() {
    let mut all = stories(30);
    all.push(article(
        "needle",
        Some("A needle"),
        "The haystack holds one thing of steel.",
    ));
    let mut reading = Reading::new(120, 40, all);
    reading.press("j j /");
    reading.type_line("hay");
    assert_eq!(reading.titles(), ["A needle"]);
    assert!(
        reading.screen().contains("haystack holds"),
        "{}",
        reading.screen()
    );
    reading.press("esc");
    assert_eq!(reading.open(), "Story 2");
    reading.press("/");
    reading.type_line("steel");
    reading.press("enter");
    assert_eq!(reading.open(), "A needle");
    reading.press("esc");
    assert_eq!(reading.open(), "Story 2");
}

#[test]
fn a_search_is_kept_as_a_shelf_and_forgotten() {
    let mut reading = Reading::new(120, 40, stories(12));
    reading.press("S");
    reading.type_line("title:11");
    reading.press("enter V ctrl-u");
    reading.type_line("Eleven");
    reading.press("enter v");
    assert!(reading.screen().contains("Eleven"), "{}", reading.screen());
    reading.type_line("eleven");
    reading.press("enter");
    assert_eq!(reading.titles(), ["Story 11"]);
    reading.press("V v");
    assert!(!reading.screen().contains("Eleven"), "{}", reading.screen());
}

#[test]
fn a_speaker_is_put_right_for_good_and_that_can_be_undone() {
    let text = "Ann Lee spoke first.\n“We will win this,” said Tom Baker, who leads the party.";
    let spoken = article("speech", Some("A speech"), text);
    let mut reading = Reading::new(120, 40, vec![spoken]);
    reading.press("enter n c");
    reading.type_line("ann");
    reading.press("enter");
    let speaker = |reading: &Reading| {
        let quotes = &reading.state.annotations().unwrap().quotes;
        (quotes[0].speaker.clone(), quotes[0].why.clone())
    };
    assert_eq!(
        speaker(&reading),
        (Some("Ann Lee".to_owned()), "you put this right".to_owned())
    );
    // It holds in the next run, whatever the program finds then.
    let session = reading.session();
    let mut again = Reading::on(120, 40, reading.store, session);
    assert_eq!(speaker(&again).0, Some("Ann Lee".to_owned()));
    again.press("n c");
    again.type_line("Somebody Else");
    again.press("enter");
    assert_eq!(speaker(&again).0, Some("Somebody Else".to_owned()));
    again.press("u");
    assert_eq!(speaker(&again).0, Some("Ann Lee".to_owned()));
}

#[test]
fn the_next_start_is_where_the_last_run_ended() {
    let mut long = stories(40);
    let text: String = (0..200)
        .map(|n| format!("Paragraph number {n} of many.\n"))
        .collect();
    long[7] = article("long", Some("A long one"), &text);
    let mut reading = Reading::new(100, 30, long);
    reading.press("v");
    reading.type_line("all");
    reading.press("enter j j j j j j j enter space space space z");
    assert_eq!(reading.open(), "A long one");
    let before = reading.screen();
    let session = reading.session();
    assert_eq!(
        (session.shelf.clone(), session.pane, session.alone),
        (Shelf::All, Pane::Reader, true)
    );
    let again = Reading::on(100, 30, reading.store, session);
    assert_eq!(again.screen(), before);
}

#[test]
fn a_session_whose_article_is_gone_opens_at_its_row() {
    let mut store = Store::in_memory().unwrap();
    receive(&mut store, "https://daily.example/feed", stories(5));
    let session = Session {
        shelf: Shelf::All,
        order: Order::Newest,
        article: Some(quotidian::model::ArticleKey(999)),
        index: 3,
        pane: Pane::List,
        alone: false,
    };
    let reading = Reading::on(120, 40, store, session);
    assert_eq!(reading.open(), "Story 3");
}

#[test]
fn an_article_counts_as_read_at_its_end_where_that_is_wanted() {
    let text: String = (0..200)
        .map(|n| format!("Paragraph number {n} of many.\n"))
        .collect();
    let long = article("long", Some("A long one"), &text);
    let mut reading = Reading::new(100, 30, vec![long]);
    reading.state.view.reads_at = ReadsAt::End;
    let read = |reading: &Reading| reading.state.library.entries()[0].row.read;
    reading.press("enter space space");
    assert!(!read(&reading));
    reading.press("G");
    assert!(read(&reading));
    // A mark that is taken off stays off.
    reading.press("m k j");
    assert!(!read(&reading));
}

#[test]
fn the_next_unread_article_is_found_beyond_what_is_known() {
    let mut reading = Reading::new(120, 40, stories(900));
    reading.press("A v");
    reading.type_line("all");
    reading.press("enter G m g g U");
    assert_eq!(reading.open(), "Story 899");
    assert!(
        reading.screen().contains("Story 890"),
        "{}",
        reading.screen()
    );
}

#[test]
fn articles_are_deleted_and_starred_by_count_and_that_is_undone() {
    let mut reading = Reading::new(120, 40, stories(10));
    reading.press("j 3 d");
    assert_eq!(reading.titles()[..2], ["Story 0", "Story 4"]);
    assert_eq!(reading.open(), "Story 4");
    reading.press("3 u");
    assert_eq!(reading.titles()[..3], ["Story 0", "Story 1", "Story 2"]);
    reading.press("g g 2 *");
    let starred = |reading: &Reading| {
        let entries = reading.state.library.entries().iter();
        entries.filter(|entry| entry.row.starred).count()
    };
    assert_eq!(starred(&reading), 2);
    // More than there are is all there are.
    reading.press("G 9 *");
    assert_eq!(starred(&reading), 3);
}

#[test]
fn the_next_unread_article_is_asked_for_once_all_marks_have_been_kept() {
    let mut reading = Reading::new(120, 40, stories(10));
    let press = |reading: &mut Reading, key: &str| {
        update(&mut reading.state, Action::Key(key.parse().unwrap()))
    };
    let asks = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Unread { .. }));
    let changes = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Change(_)));
    press(&mut reading, "3");
    assert!(changes(&press(&mut reading, "m")));
    assert!(!asks(&press(&mut reading, "U")));
    for kept in 1..=3 {
        let effects = update(&mut reading.state, Action::Kept);
        assert_eq!(asks(&effects), kept == 3);
    }
}

#[test]
fn the_order_changes_around_the_article() {
    let mut reading = Reading::new(120, 40, stories(10));
    reading.press("j j O");
    assert_eq!(reading.titles()[0], "Story 9");
    assert_eq!(reading.open(), "Story 2");
}

#[test]
fn a_refresh_is_asked_for_the_shelf_or_for_all() {
    let mut reading = Reading::new(120, 40, stories(1));
    reading.press("R r v");
    reading.type_line("daily");
    reading.press("enter r");
    let shelves: Vec<Shelf> = reading
        .outside
        .iter()
        .filter_map(|effect| match effect {
            Effect::Refresh(shelf) => Some(shelf.clone()),
            _ => None,
        })
        .collect();
    assert!(
        matches!(shelves.as_slice(), [Shelf::All, Shelf::All, Shelf::Feed(_)]),
        "{shelves:?}"
    );
}

/// Articles as a person would have them: quotes, tags, a star.
fn newsroom(columns: u16, rows: u16) -> Reading {
    let mut all = vec![
        article(
            "rates",
            Some("Rates are held for the third time this year"),
            "The bank held its rate on Tuesday.\n“We wait,” said Ada Byron, its governor, after the meeting.",
        ),
        article(
            "harbour",
            Some("Harbour toll doubles"),
            "Boats pay twice as much from May.\n“Nobody asked us,” said Tom Baker, who sails.",
        ),
    ];
    all.extend(stories(40));
    let mut reading = Reading::new(columns, rows, all);
    reading.press("j *");
    reading
}

#[test]
fn screens_of_a_library() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let size = format!("{columns}x{rows}");
        let mut reading = newsroom(columns, rows);
        insta::assert_snapshot!(format!("library-list-{size}"), reading.screen());
        reading.press("v");
        insta::assert_snapshot!(format!("library-shelves-{size}"), reading.screen());
        reading.press("esc /");
        reading.type_line("sail");
        insta::assert_snapshot!(format!("library-search-{size}"), reading.screen());
        reading.press("enter enter esc n c");
        insta::assert_snapshot!(format!("library-correct-{size}"), reading.screen());
    }
}

#[test]
fn any_keys_at_any_size_leave_a_library_that_can_be_read() {
    use quotidian::app::{COMMANDS, Command};
    // A fixed walk over all commands, so that a failure comes again.
    let mut seed = 7_u64;
    let mut random = move |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let keys: Vec<&str> = COMMANDS
        .iter()
        .filter(|entry| !matches!(entry.command, Command::Quit | Command::Suspend))
        .flat_map(|entry| entry.keys.iter().copied())
        .chain(["a", "e", "s", "backspace", "enter", "esc", "esc"])
        .collect();
    let mut reading = newsroom(100, 30);
    for step in 0..3_000 {
        if random(40) == 0 {
            let size = (
                u16::try_from(1 + random(150)).unwrap(),
                u16::try_from(1 + random(50)).unwrap(),
            );
            reading.act(Action::Resize(size.0, size.1));
        }
        reading.press(keys[random(keys.len())]);
        let _ = reading.screen();
        let state = &reading.state;
        assert!(state.selected < state.library.len().max(1), "step {step}");
    }
}

#[test]
fn the_list_of_shelves_tells_how_a_refresh_goes_for_each_subscription() {
    let mut reading = newsroom(100, 30);
    let feed = reading.store.subscriptions().unwrap()[0].key;
    reading.act(Action::Refreshing(Step::Of(0, 2)));
    reading.act(Action::Refreshing(Step::Asked(feed)));
    reading.press("v");
    let row = |reading: &Reading| {
        let screen = reading.screen();
        let row = screen
            .lines()
            .find(|line| line.contains("The Daily  ") && line.contains("42"));
        row.unwrap_or_default().to_owned()
    };
    assert!(
        row(&reading).contains("being asked"),
        "{}",
        reading.screen()
    );
    assert!(reading.screen().contains("refreshing 0/2"));
    reading.act(Action::Refreshing(Step::Brought(feed, 1200)));
    assert!(row(&reading).contains("1200 new so far"));
    assert!(
        reading
            .screen()
            .contains("refreshing 0/2 · 1,200 new so far")
    );
    reading.act(Action::Refreshing(Step::Of(1, 2)));
    reading.act(Action::Refreshing(Step::Came(feed, 3)));
    assert!(row(&reading).contains("3 new"), "{}", reading.screen());
    assert!(
        reading.screen().contains("refreshing 1/2 · 3 new so far"),
        "{}",
        reading.screen()
    );
    reading.act(Action::Refreshing(Step::Ended));
    assert!(row(&reading).contains("3 new"), "{}", reading.screen());
    // The next refresh tells of itself alone.
    reading.act(Action::Refreshing(Step::Of(0, 1)));
    assert!(!row(&reading).contains("3 new"), "{}", reading.screen());
}

#[test]
fn what_takes_the_place_of_a_deleted_article_is_read_once_the_person_goes_on() {
    let mut reading = Reading::new(120, 40, stories(3));
    reading.press("alt-2 d");
    assert_eq!(reading.open(), "Story 1");
    let unread = |reading: &Reading| {
        let entries = reading.state.library.entries().iter();
        entries.filter(|entry| !entry.row.read).count()
    };
    assert_eq!(unread(&reading), 2);
    reading.press("u");
    assert_eq!(reading.titles(), ["Story 0", "Story 1", "Story 2"]);
    assert_eq!(
        (reading.open(), unread(&reading)),
        ("Story 1".to_owned(), 2)
    );
    reading.press("j");
    assert_eq!(unread(&reading), 1);
}

#[test]
fn a_list_in_which_nothing_has_the_words_stays_to_put_them_right() {
    let mut reading = newsroom(100, 30);
    for key in ["v", ":"] {
        reading.press(key);
        reading.type_line("zzzz");
        reading.press("enter");
        assert!(reading.state.overlay.is_some(), "{key}");
        reading.press("esc");
    }
}
