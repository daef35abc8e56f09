//! Annotations in two steps: what the quick rules find at once, and all that there is later. What a
//! person sees and has chosen stays where it is.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use common::{article, name, place, press, program, screen, speech};
use proptest::prelude::*;
use quotidian::app::{Action, Effect, Notice, Pane, State, update};
use quotidian::model::{Annotations, Article, NameKind};
use quotidian::shell::{Annotate, Annotator};

const TEXT: &str = "The harbour bridge will close for a year, the city of Ostend said on Friday.
“We have no choice,” said Mayor Lena Brandt. “The steel is worn.”
Paul Adeyemi, who runs the ferry, was surprised. “Nobody asked us,” he said.
Brandt had told the council in May that the bridge “would hold”.
Repairs cost 40 million. Trucks take the ring road. Buses run as before. Trains are not affected.";

const WORDS: [&str; 4] = [
    "“We have no choice,”",
    "“The steel is worn.”",
    "“Nobody asked us,”",
    "“would hold”",
];

fn bridge() -> Arc<Article> {
    Arc::new(article("bridge", Some("Bridge to close"), TEXT))
}

/// What rules find: no speaker after the first words, "Brandt" apart from "Lena Brandt".
fn quick(article: &Article) -> Annotations {
    let speaker = |words: &str| (words == WORDS[0]).then_some("Lena Brandt");
    let quotes = WORDS.map(|words| speech(article, words, speaker(words)));
    let names = vec![
        name(article, NameKind::Loc, &["Ostend"]),
        name(article, NameKind::Per, &["Lena Brandt"]),
        name(article, NameKind::Per, &["Adeyemi"]),
        name(article, NameKind::Org, &["Brandt had"]),
    ];
    annotations(quotes.to_vec(), names)
}

/// All that there is: more speakers, more names, forms brought together, and one quotation less.
fn full(article: &Article) -> Annotations {
    let speakers = ["Lena Brandt", "Lena Brandt", "Paul Adeyemi"];
    let quotes = WORDS.iter().zip(speakers);
    let quotes = quotes.map(|(words, speaker)| speech(article, words, Some(speaker)));
    let names = vec![
        name(article, NameKind::Loc, &["harbour bridge"]),
        name(article, NameKind::Loc, &["Ostend"]),
        name(article, NameKind::Per, &["Lena Brandt", "Brandt had"]),
        name(article, NameKind::Per, &["Paul Adeyemi"]),
        name(article, NameKind::Misc, &["Friday"]),
    ];
    annotations(quotes.collect(), names)
}

fn annotations(
    quotes: Vec<quotidian::model::Quote>,
    names: Vec<quotidian::model::Name>,
) -> Annotations {
    Annotations {
        quotes,
        names,
        language: None,
    }
}

fn load(state: &mut State, article: &Arc<Article>) -> Vec<Effect> {
    let mut effects = update(state, Action::Loaded(Arc::clone(article)));
    let found = Arc::new(quick(article));
    effects.extend(update(
        state,
        Action::Annotated(article.id.to_string(), found),
    ));
    effects
}

fn fully(article: &Arc<Article>) -> Action {
    Action::AnnotatedFully(Arc::clone(article), Some(Arc::new(full(article))))
}

fn opened(columns: u16, rows: u16) -> (State, Arc<Article>) {
    let mut state = program(columns, rows);
    let article = bridge();
    load(&mut state, &article);
    (state, article)
}

fn words(state: &State) -> &str {
    state.quote().unwrap().span.of(TEXT)
}

/// The row of the screen where the sidebar's cursor is.
fn cursor_row(state: &State) -> Option<(usize, String)> {
    let rows = screen(state);
    let mut rows = rows.lines().enumerate();
    rows.find_map(|(y, row)| Some((y, row.split_once('›')?.1.trim().to_owned())))
}

#[test]
fn what_was_found_fully_is_shown_and_the_text_stays() {
    let (mut state, article) = opened(60, 10);
    press(&mut state, "j j j");
    let before = (state.reader.top, state.reader.in_view());
    update(&mut state, fully(&article));
    assert_eq!((state.reader.top, state.reader.in_view()), before);
    assert_eq!(state.annotations().unwrap().names.len(), 5);
}

#[test]
fn the_selected_quote_stays_the_same_and_its_speaker_is_the_new_one() {
    let (mut state, article) = opened(120, 40);
    press(&mut state, "n n n");
    assert_eq!(words(&state), WORDS[2]);
    update(&mut state, fully(&article));
    assert_eq!(words(&state), WORDS[2]);
    assert_eq!(
        state.quote().unwrap().speaker.as_deref(),
        Some("Paul Adeyemi")
    );
    assert!(screen(&state).contains("3/3"));
    press(&mut state, "p");
    assert_eq!(words(&state), WORDS[1]);
}

#[test]
fn a_quote_that_is_gone_gives_way_to_the_nearest() {
    let (mut state, article) = opened(120, 40);
    press(&mut state, "n n n n alt-3");
    assert_eq!(words(&state), WORDS[3]);
    update(&mut state, fully(&article));
    assert_eq!(words(&state), WORDS[2]);
    assert!(cursor_row(&state).unwrap().1.contains("Nobody asked us"));
    let none = Annotations::default();
    update(
        &mut state,
        Action::AnnotatedFully(Arc::clone(&article), Some(Arc::new(none))),
    );
    assert!(state.quote().is_none() && state.reader.current.is_none());
}

#[test]
fn a_speaker_who_is_followed_is_followed_on_or_else_all_are() {
    let (mut state, article) = opened(120, 40);
    press(&mut state, "n s");
    update(&mut state, fully(&article));
    press(&mut state, "n");
    assert_eq!(words(&state), WORDS[1], "Brandt's second");
    let (mut state, article) = opened(120, 40);
    press(&mut state, "n n s");
    assert!(screen(&state).contains("1/3"), "three of unknown speakers");
    update(&mut state, fully(&article));
    assert_eq!(words(&state), WORDS[1]);
    press(&mut state, "p");
    assert_eq!(words(&state), WORDS[0]);
}

#[test]
fn the_selected_name_stays_on_its_row_and_is_walked_on() {
    for (keys, name) in [
        ("e j", "Adeyemi"),
        ("e", "Lena Brandt"),
        ("e j j", "Lena Brandt"),
    ] {
        let (mut state, article) = opened(120, 40);
        press(&mut state, keys);
        let (row, _) = cursor_row(&state).unwrap();
        update(&mut state, fully(&article));
        let (now, shown) = cursor_row(&state).unwrap();
        assert!(shown.contains(name), "{keys}: {shown}");
        // Nothing can stand above the first line.
        let top = state.reader.sidebar.top;
        assert!(now == row || top == 0, "{keys}: row {row} became {now}");
    }
    let (mut state, article) = opened(120, 40);
    press(&mut state, "e enter");
    update(&mut state, fully(&article));
    let at = |state: &State| state.reader.current.unwrap().span;
    assert_eq!(at(&state), place(&article, "Lena Brandt"));
    press(&mut state, "enter");
    assert_eq!(at(&state), place(&article, "Brandt had"));
}

#[test]
fn a_long_sidebar_keeps_the_chosen_row_where_it_is() {
    let (mut state, article) = opened(120, 12);
    press(&mut state, "e j");
    let before = cursor_row(&state).unwrap();
    assert!(state.reader.sidebar.top > 0);
    update(&mut state, fully(&article));
    let after = cursor_row(&state).unwrap();
    assert_eq!(before.0, after.0, "{before:?} {after:?}");
    assert!(after.1.contains("Adeyemi"));
}

#[test]
fn the_same_outcome_changes_nothing_on_the_screen() {
    for keys in ["", "n n", "e j enter", "E e", "/ t r u", "alt-3 j", "?"] {
        let (mut state, article) = opened(100, 24);
        press(&mut state, keys);
        let before = (screen(&state), state.notice.clone());
        let same = Some(Arc::new(quick(&article)));
        update(
            &mut state,
            Action::AnnotatedFully(Arc::clone(&article), same),
        );
        assert_eq!(
            (screen(&state), state.notice.clone()),
            before,
            "after {keys:?}"
        );
    }
}

#[test]
fn a_search_and_an_overlay_stay() {
    let (mut state, article) = opened(100, 24);
    press(&mut state, "/ b r i d g e enter n");
    let before = state.reader.find.clone();
    update(&mut state, fully(&article));
    assert_eq!(state.reader.find, before);
    press(&mut state, "esc n w");
    let overlay = state.overlay.clone();
    assert!(overlay.is_some());
    update(&mut state, fully(&article));
    assert_eq!(state.overlay, overlay);
}

#[test]
fn what_comes_for_another_article_waits_until_that_is_opened() {
    let (mut state, bridge) = opened(120, 40);
    let other = Arc::new(article("other", Some("Other"), TEXT));
    load(&mut state, &other);
    press(&mut state, "n");
    // The list tells how many quotes each article has; the rest is about the open one.
    let open = |state: &State| -> Vec<String> {
        let left = usize::from(state.layout.reader.unwrap().x);
        let rows = screen(state);
        let rows = rows.lines().map(|row| row.chars().skip(left).collect());
        rows.collect()
    };
    let before = open(&state);
    update(&mut state, fully(&other));
    assert_eq!(open(&state), before);
    press(&mut state, "J");
    assert_eq!(state.annotations(), Some(&full(&other)));
    press(&mut state, "K");
    assert_eq!(state.annotations(), Some(&quick(&bridge)));
}

#[test]
fn what_comes_for_an_older_text_of_the_article_is_passed_over() {
    let (mut state, current) = opened(120, 40);
    let older = Arc::new(article("bridge", Some("Bridge"), "Another text."));
    let found = Some(Arc::new(full(&current)));
    update(&mut state, Action::AnnotatedFully(older, found));
    assert_eq!(state.annotations(), Some(&quick(&current)));
    update(
        &mut state,
        Action::AnnotatedFully(Arc::new(article("gone", None, "")), None),
    );
    assert_eq!(state.annotations(), Some(&quick(&current)));
}

#[test]
fn the_quick_step_never_takes_the_place_of_the_full_one() {
    let (mut state, article) = opened(120, 40);
    update(&mut state, fully(&article));
    load(&mut state, &article);
    assert_eq!(state.annotations(), Some(&full(&article)));
}

fn wanted(effects: &[Effect]) -> Vec<Vec<&str>> {
    let mut all = Vec::new();
    for effect in effects {
        if let Effect::AnnotateFully(articles) = effect {
            all.push(articles.iter().map(|a| a.id.as_str()).collect());
        }
    }
    all
}

#[test]
fn the_open_article_is_wanted_first_then_the_next_and_the_previous() {
    let mut state = program(120, 40);
    let all: Vec<Arc<Article>> = ["a", "b", "c", "d"]
        .map(|id| Arc::new(article(id, Some(id), TEXT)))
        .to_vec();
    let effects: Vec<Effect> = all.iter().flat_map(|a| load(&mut state, a)).collect();
    assert_eq!(wanted(&effects), [vec!["a"], vec!["a", "b"]]);
    let key = |state: &mut State, key: &str| update(state, Action::Key(key.parse().unwrap()));
    assert_eq!(wanted(&key(&mut state, "J")), [["b", "c", "a"]]);
    assert!(key(&mut state, "n").is_empty(), "nothing new is wanted");
    assert!(
        update(&mut state, fully(&all[1])).is_empty(),
        "b is done, the others still wait"
    );
    assert_eq!(
        wanted(&key(&mut state, "J")),
        [["c", "d"]],
        "b is not wanted again"
    );
    let failed = Action::AnnotatedFully(Arc::clone(&all[2]), None);
    assert!(update(&mut state, failed).is_empty());
    assert_eq!(state.annotations(), Some(&quick(&all[2])));
    assert_eq!(
        wanted(&key(&mut state, "K")),
        [["a"]],
        "what failed is not tried again"
    );
}

/// An annotator, and what it tells.
fn annotator(annotate: Annotate) -> (Annotator, Receiver<Action>) {
    let (sender, receiver) = mpsc::channel();
    let tell = move |action| sender.send(action).is_ok();
    (Annotator::start(annotate, tell).unwrap(), receiver)
}

/// How long a test waits for a thread on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn ids(actions: &Receiver<Action>, count: usize) -> Vec<String> {
    let id = |_| match actions.recv_timeout(PATIENCE).unwrap() {
        Action::AnnotatedFully(article, _) => article.id.to_string(),
        other => panic!("{other:?}"),
    };
    (0..count).map(id).collect()
}

#[test]
fn keys_work_while_an_article_takes_long() {
    fn slow(article: &Article) -> Annotations {
        std::thread::sleep(Duration::from_millis(400));
        full(article)
    }
    let (annotator, results) = annotator(slow);
    let mut state = program(120, 40);
    let article = bridge();
    let effects = load(&mut state, &article);
    let Some(Effect::AnnotateFully(articles)) = effects.into_iter().last() else {
        panic!("nothing is wanted");
    };
    let began = Instant::now();
    annotator.want(articles);
    press(&mut state, "n n e");
    assert!(screen(&state).contains("NAMES  4"));
    assert!(
        began.elapsed() < Duration::from_millis(400),
        "nobody waited"
    );
    let result = results.recv_timeout(PATIENCE).unwrap();
    update(&mut state, result);
    assert_eq!(words(&state), WORDS[1]);
    assert_eq!(state.focus, Pane::Sidebar);
    assert!(screen(&state).contains("NAMES  5"));
}

#[test]
fn the_newest_wish_comes_first_and_what_is_not_wanted_any_more_is_dropped() {
    static BEGUN: AtomicUsize = AtomicUsize::new(0);
    fn slow(_: &Article) -> Annotations {
        BEGUN.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(150));
        Annotations::default()
    }
    let (annotator, results) = annotator(slow);
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|id| Arc::new(article(id, None, "Text.")));
    annotator.want(vec![a.clone(), b.clone(), c]);
    while BEGUN.load(Ordering::SeqCst) == 0 {
        std::thread::yield_now();
    }
    annotator.want(vec![d, a, b]);
    assert_eq!(
        ids(&results, 3),
        ["a", "d", "b"],
        "a was at hand; c was dropped"
    );
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(BEGUN.load(Ordering::SeqCst), 3, "nothing is done twice");
}

#[test]
fn a_fault_costs_one_article_and_is_told() {
    fn faulty(article: &Article) -> Annotations {
        assert!(article.id != *"bad", "a fault on purpose");
        Annotations::default()
    }
    let (annotator, results) = annotator(faulty);
    annotator.want(
        ["bad", "good"]
            .map(|id| Arc::new(article(id, None, "Text.")))
            .to_vec(),
    );
    let mut state = program(80, 24);
    let Action::Failed(problem) = results.recv_timeout(PATIENCE).unwrap() else {
        panic!("the fault is not told");
    };
    update(&mut state, Action::Failed(problem));
    assert!(matches!(&state.notice, Some(Notice::Error(words)) if words.contains("bad")));
    assert!(matches!(
        results.recv_timeout(PATIENCE).unwrap(),
        Action::AnnotatedFully(article, None) if article.id == *"bad"
    ));
    assert_eq!(ids(&results, 1), ["good"]);
}

#[test]
fn it_ends_when_it_is_let_go() {
    let (annotator, results) = annotator(full);
    drop(annotator);
    assert_eq!(
        results.recv_timeout(PATIENCE).unwrap_err(),
        mpsc::RecvTimeoutError::Disconnected
    );
}

/// Some of the quotations and names, with some of the speakers.
fn some(article: &Article, pick: u32) -> Annotations {
    let bit = |n: usize| pick & (1 << n) != 0;
    let mut all = if bit(0) {
        quick(article)
    } else {
        full(article)
    };
    let mut n = 1;
    let mut keep = || {
        n += 1;
        bit(n)
    };
    all.quotes.retain(|_| keep());
    all.names.retain(|_| keep());
    if bit(15) {
        all.quotes.iter_mut().for_each(|quote| quote.speaker = None);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_whenever_the_text_stays_and_nothing_breaks(
        steps in prop::collection::vec(
            prop_oneof![
                3 => prop::sample::select(vec![
                    "n", "p", "s", "e", "E", "j", "k", "enter", "esc", "alt-3", "alt-2", "alt-1", "tab", "G",
                    "ctrl-d", "w", "y",
                ]).prop_map(Ok),
                1 => any::<u32>().prop_map(Err),
            ],
            1..50,
        ),
        (columns, rows) in (20u16..130, 5u16..40),
    ) {
        let (mut state, article) = opened(columns, rows);
        for step in steps {
            match step {
                Ok(key) => press(&mut state, key),
                Err(pick) => {
                    let before = (state.reader.top, state.focus, state.selected);
                    let quote = state.quote().map(|quote| quote.span);
                    let found = some(&article, pick);
                    let still = quote.filter(|&at| found.quotes.iter().any(|q| q.span == at));
                    let found = Some(Arc::new(found));
                    update(&mut state, Action::AnnotatedFully(Arc::clone(&article), found));
                    prop_assert_eq!((state.reader.top, state.focus, state.selected), before);
                    if still.is_some() {
                        prop_assert_eq!(state.quote().map(|quote| quote.span), still);
                    }
                }
            }
            screen(&state);
            if let Some(stop) = state.reader.current {
                prop_assert!(state.reader.stops.contains(&stop));
            }
            let sidebar = &state.reader.sidebar;
            let chosen = sidebar.chosen();
            prop_assert!(chosen.is_none() || sidebar.lines().get(sidebar.cursor()) == chosen);
        }
    }
}
