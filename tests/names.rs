//! The names in the sidebar: their three orders, their forms, and walking their mentions.

mod common;

use std::sync::Arc;

use common::{article, load, name, place, press, program, screen};
use quotidian::app::{Action, NameOrder, Pane, State, update};
use quotidian::model::{Annotations, Article, Mention, Name, NameKind, QuoteKind};
use quotidian::text::Span;

const TEXT: &str = "Ostend will rebuild its harbour, Lena Brandt said. The port of Ostend is old.
Mayor Brandt spoke for an hour. Mayor Brandt had a plan. Brandt Brandt Brandt, they sang.
Port of Ostend Ltd pays, said Paul Adeyemi. Adeyemi owns a ferry. Brandt was glad.";

/// Lena Brandt with seven mentions in three forms, Ostend with two, Paul Adeyemi with two, and the
/// company with one.
fn harbour() -> (Article, Annotations) {
    let article = article("harbour", Some("Harbour"), TEXT);
    let person = name(&article, NameKind::Per, &["Lena Brandt", "Brandt"]);
    let mut mentions: Vec<Mention> = Vec::new();
    for mention in person.mentions {
        // "Lena Brandt" holds a "Brandt" of its own; two stand behind a title.
        if mention.text == "Lena Brandt" || !TEXT[..mention.start].ends_with("Lena ") {
            let titled = TEXT[..mention.start].ends_with("Mayor ");
            let start = mention.start - if titled { 6 } else { 0 };
            mentions.push(Mention::new(TEXT, Span::new(start, mention.end)));
        }
    }
    let mut town = name(&article, NameKind::Loc, &["Ostend"]);
    town.mentions.truncate(2);
    let names = vec![
        town,
        Name {
            mentions,
            name: person.name,
            kind: NameKind::Per,
        },
        name(&article, NameKind::Org, &["Port of Ostend Ltd"]),
        {
            let mut paul = name(&article, NameKind::Per, &["Paul Adeyemi", "Adeyemi owns"]);
            paul.mentions[1].text = "Adeyemi".to_owned();
            paul.mentions[1].end = paul.mentions[1].start + 7;
            paul
        },
    ];
    let found = Annotations {
        names,
        ..Annotations::default()
    };
    (article, found)
}

fn opened(columns: u16, rows: u16) -> State {
    let mut state = program(columns, rows);
    let (article, found) = harbour();
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(
        &mut state,
        Action::Annotated("harbour".to_owned(), Arc::new(found)),
    );
    update(&mut state, Action::AllLoaded);
    state
}

/// The sidebar's rows from its names on, at a width that has three panes.
fn names(state: &State) -> Vec<String> {
    let left = usize::from(state.layout.sidebar.unwrap().x);
    let rows = screen(state);
    let rows = rows.lines().map(|row| row.chars().skip(left).collect());
    let rows: Vec<String> = rows.map(|row: String| row.trim_end().to_owned()).collect();
    let first = rows.iter().position(|row| row.contains("NAMES")).unwrap();
    let shown = rows[first..].iter();
    shown
        .take_while(|row| !row.is_empty() && !row.contains('─'))
        .cloned()
        .collect()
}

fn told(state: &State) -> String {
    screen(state).lines().last().unwrap().trim().to_owned()
}

fn span(state: &State) -> Span {
    state.reader.current.unwrap().span
}

#[test]
fn names_are_listed_by_kind_by_count_and_by_place() {
    let mut state = opened(120, 40);
    insta::assert_snapshot!("by-kind", names(&state).join("\n"));
    press(&mut state, "E");
    assert!(
        told(&state).starts_with("names by count"),
        "{}",
        told(&state)
    );
    insta::assert_snapshot!("by-count", names(&state).join("\n"));
    press(&mut state, "E");
    insta::assert_snapshot!("by-place", names(&state).join("\n"));
    press(&mut state, "E");
    assert_eq!(state.view.names, NameOrder::Kind);
}

#[test]
fn the_order_holds_for_the_next_article_and_is_found_in_the_palette() {
    let mut state = opened(120, 40);
    load(
        &mut state,
        article("b", Some("B"), "Ann Lee met Ann Lee in Paris."),
    );
    press(&mut state, ": n a m e space o r d enter J");
    assert_eq!(state.article().unwrap().id, *"b");
    assert!(
        names(&state)[0].ends_with("by count"),
        "{:?}",
        names(&state)
    );
}

#[test]
fn the_cursor_stays_on_its_name_in_another_order() {
    let mut state = opened(120, 40);
    press(&mut state, "e j");
    for _ in 0..3 {
        press(&mut state, "E");
        let under = names(&state).into_iter().find(|row| row.starts_with('›'));
        assert!(
            under.as_ref().unwrap().contains("Paul Adeyemi"),
            "{under:?}"
        );
    }
}

#[test]
fn the_forms_of_the_chosen_name_stand_below_it_and_nothing_above_it_moves() {
    let mut state = opened(120, 40);
    press(&mut state, "e");
    insta::assert_snapshot!("forms", names(&state).join("\n"));
    let before = names(&state);
    press(&mut state, "j");
    let after = names(&state);
    assert_eq!(before[..2], after[..2]);
    assert_eq!(before[before.len() - 3..], after[after.len() - 3..]);
    assert!(after.iter().any(|row| row == "     Adeyemi 1"), "{after:?}");
    press(&mut state, "j");
    assert!(!names(&state).iter().any(|row| row.contains("Adeyemi 1")));
}

#[test]
fn forms_take_at_most_three_rows_and_are_cut_with_their_counts() {
    let mut state = program(100, 40);
    let forms = (0..40).map(|n| format!("Form {n} of a long name for it"));
    let text = forms.collect::<Vec<_>>().join(". ");
    let article = article("a", None, &text);
    let mut long = name(&article, NameKind::Org, &["Form 0"]);
    let starts = text.match_indices("Form ").map(|(at, _)| at);
    long.mentions = starts
        .map(|at| Mention::new(&text, Span::new(at, at + 26)))
        .collect();
    let found = Annotations {
        names: vec![long],
        ..Annotations::default()
    };
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(
        &mut state,
        Action::Annotated("a".to_owned(), Arc::new(found)),
    );
    press(&mut state, "e");
    insta::assert_snapshot!("forms-cut", names(&state).join("\n"));
}

#[test]
fn enter_walks_the_mentions_around_and_p_goes_back() {
    let mut state = opened(120, 40);
    press(&mut state, "e enter");
    let (article, found) = harbour();
    assert_eq!(span(&state), place(&article, "Lena Brandt"));
    assert!(
        told(&state).starts_with("Lena Brandt: 1 of 7; n goes on; p goes back; esc ends"),
        "{}",
        told(&state)
    );
    press(&mut state, "enter");
    assert_eq!(span(&state), place(&article, "Mayor Brandt"));
    assert!(
        told(&state).starts_with("Lena Brandt: 2 of 7;"),
        "{}",
        told(&state)
    );
    assert_eq!(state.focus, Pane::Sidebar);
    press(&mut state, "p");
    assert!(
        told(&state).starts_with("Lena Brandt: 1 of 7;"),
        "{}",
        told(&state)
    );
    press(&mut state, "p");
    assert!(
        told(&state).starts_with("Lena Brandt: 7 of 7, from the end;"),
        "{}",
        told(&state)
    );
    assert_eq!(span(&state), found.names[1].mentions[6].span());
    press(&mut state, "enter");
    assert!(
        told(&state).starts_with("Lena Brandt: 1 of 7, from the start again;"),
        "{}",
        told(&state)
    );
    press(&mut state, "j enter");
    assert_eq!(span(&state), place(&article, "Paul Adeyemi"));
    press(&mut state, "esc n");
    assert!(!told(&state).contains("of 2"), "{}", told(&state));
}

#[test]
fn a_name_with_one_mention_says_that_there_is_no_other() {
    let mut state = opened(120, 40);
    press(&mut state, "e j j enter enter");
    assert!(
        told(&state).starts_with("Port of Ostend Ltd: 1 of 1, there is no other;"),
        "{}",
        told(&state)
    );
}

#[test]
fn with_one_pane_enter_goes_on_in_the_text() {
    for (columns, rows) in [(20, 5), (40, 10), (59, 20)] {
        let mut state = opened(columns, rows);
        press(&mut state, "e enter enter enter");
        assert!(state.layout.reader.is_some());
        assert_eq!(span(&state), harbour().1.names[1].mentions[2].span());
        assert!(state.reader.in_view().unwrap().contains(span(&state).start));
    }
}

#[test]
fn the_chosen_name_and_its_forms_are_in_view_at_every_size() {
    for (columns, rows) in [(20, 6), (40, 10), (80, 12), (80, 24), (120, 14), (200, 60)] {
        let mut state = opened(columns, rows);
        press(&mut state, "e");
        for _ in 0..4 {
            let shown = screen(&state);
            assert!(shown.contains('›'), "{columns}x{rows}:\n{shown}");
            press(&mut state, "j");
        }
        press(&mut state, "k k k k k");
        assert!(
            screen(&state).contains("Brandt 4"),
            "{columns}x{rows}:\n{}",
            screen(&state)
        );
    }
}

#[test]
fn the_sidebar_says_why_it_is_empty() {
    let mut state = program(100, 30);
    let mut titled = article("a", None, "The book is called “Nothing New”.");
    titled.title = None;
    let mut quote = common::speech(&titled, "“Nothing New”", None);
    quote.kind = QuoteKind::Title;
    let found = Annotations {
        quotes: vec![quote],
        ..Annotations::default()
    };
    let titled = Arc::new(titled);
    update(&mut state, Action::Loaded(Arc::clone(&titled)));
    update(
        &mut state,
        Action::Annotated("a".to_owned(), Arc::new(found)),
    );
    let side = |state: &State| {
        let left = usize::from(state.layout.sidebar.unwrap().x);
        let rows = screen(state);
        let rows = rows.lines().skip(2).take(14);
        let rows: Vec<String> = rows.map(|row| row.chars().skip(left).collect()).collect();
        rows.join("\n").trim_end().to_owned()
    };
    insta::assert_snapshot!("empty", side(&state));
    press(&mut state, "n");
    assert!(
        told(&state).starts_with("nobody is quoted here: the quotation marks set off"),
        "{}",
        told(&state)
    );
    press(&mut state, "e");
    assert!(
        told(&state).starts_with("looking for names…"),
        "{}",
        told(&state)
    );
    update(&mut state, Action::AnnotatedFully(titled, None));
    press(&mut state, "E");
    assert!(
        told(&state).starts_with("no names were found"),
        "{}",
        told(&state)
    );
    load(
        &mut state,
        article(
            "f",
            None,
            "Le président a dit que la France ne céderait pas.",
        ),
    );
    press(&mut state, "J");
    insta::assert_snapshot!("french", side(&state));
    press(&mut state, "e");
    assert!(
        told(&state).starts_with("the article is in French; speakers and names"),
        "{}",
        told(&state)
    );
}
