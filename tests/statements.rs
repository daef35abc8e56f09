//! What people say in the writer's words, in the sidebar and on the walk; and why a quote is taken
//! to be somebody's, with those who else it might have been.

mod common;

use std::sync::Arc;

use common::{article, name, place, press, program, screen, speech, statement};
use proptest::prelude::*;
use quotidian::app::{Action, COMMANDS, Effect, Mouse, Pane, Said, State, update};
use quotidian::config::{Depth, ThemeFile};
use quotidian::model::{Annotations, Article, NameKind, Quote, RunnerUp};
use quotidian::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

const TEXT: &str = "The harbour bridge will close for a year, the city of Ostend said on Friday.
“We have no choice,” said Mayor Lena Brandt. She added that the steel was worn.
Paul Adeyemi runs the ferry. He met the mayor. “Nobody asked us,” he said, and he told reporters that boats would be full.
According to the port, trucks would take the ring road.
Brandt had told the council in May that the bridge “would hold”.";

const WORN: &str = "that the steel was worn";
const FULL: &str = "that boats would be full";
const TRUCKS: &str = "trucks would take the ring road";
const HOLD: &str = "that the bridge “would hold”";

fn bridge() -> (Article, Annotations) {
    let article = article("bridge", Some("Bridge to close"), TEXT);
    let unsure = Quote {
        mention: Some(place(&article, "he said").trimmed_to(2)),
        cue: Some(place(&article, "said, and").trimmed_to(4)),
        confidence: 0.48,
        why: "“he” is the subject of “said” right after the quotation".to_owned(),
        runners_up: vec![
            RunnerUp {
                speaker: "Lena Brandt".to_owned(),
                mention: place(&article, "the mayor"),
                confidence: 0.31,
            },
            RunnerUp {
                speaker: "Ostend".to_owned(),
                mention: place(&article, "Ostend"),
                confidence: 0.04,
            },
        ],
        ..speech(&article, "“Nobody asked us,”", Some("Paul Adeyemi"))
    };
    let found = Annotations {
        quotes: vec![
            speech(&article, "“We have no choice,”", Some("Lena Brandt")),
            statement(&article, WORN, Some("Lena Brandt")),
            unsure,
            statement(&article, FULL, Some("Paul Adeyemi")),
            statement(&article, TRUCKS, Some("the port")),
            statement(&article, HOLD, Some("Lena Brandt")),
            speech(&article, "“would hold”", Some("Lena Brandt")),
        ],
        names: vec![name(&article, NameKind::Per, &["Lena Brandt"])],
        language: None,
    };
    (article, found)
}

trait Trimmed {
    fn trimmed_to(self, bytes: usize) -> Self;
}

impl Trimmed for quotidian::text::Span {
    fn trimmed_to(self, bytes: usize) -> Self {
        Self::new(self.start, self.start + bytes)
    }
}

fn opened(columns: u16, rows: u16) -> State {
    let (article, found) = bridge();
    opened_with(columns, rows, article, found)
}

fn opened_with(columns: u16, rows: u16, article: Article, found: Annotations) -> State {
    let mut state = program(columns, rows);
    let id = article.id.to_string();
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(&mut state, Action::Annotated(id, Arc::new(found)));
    update(&mut state, Action::AllLoaded);
    state
}

fn words(state: &State) -> &str {
    let quote = state.quote().expect("a quote is chosen");
    quote.span.of(&state.article().unwrap().text)
}

/// What the status line says.
fn told(state: &State) -> String {
    let screen = screen(state);
    screen.lines().last().unwrap_or_default().trim().to_owned()
}

/// All that `n` walks to from the top.
fn walked(state: &mut State) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        press(state, "n");
        if all.last().is_some_and(|last| last == words(state)) {
            return all;
        }
        all.push(words(state).to_owned());
    }
}

#[test]
fn statements_stay_hidden_until_a_key_shows_them_and_again_after_it() {
    let mut state = opened(120, 40);
    let before = screen(&state);
    assert!(!before.contains("~ that"), "{before}");
    assert!(before.contains("~ 4 statements · I: show"), "{before}");
    assert!(!before.contains("the port   "), "{before}");
    press(&mut state, "I");
    insta::assert_snapshot!("shown-120x40", screen(&state));
    press(&mut state, "I");
    assert!(told(&state).starts_with("4 statements are hidden"));
    state.notice = None;
    assert_eq!(screen(&state), before);
}

#[test]
fn n_walks_statements_in_their_place_while_they_are_shown() {
    let mut state = opened(120, 40);
    let quoted = ["“We have no choice,”", "“Nobody asked us,”", "“would hold”"];
    assert_eq!(walked(&mut state), quoted);
    assert!(told(&state).starts_with("there is no quote after this"));
    let mut state = opened(120, 40);
    press(&mut state, "I");
    let all = [quoted[0], WORN, quoted[1], FULL, TRUCKS, HOLD, quoted[2]];
    assert_eq!(walked(&mut state), all);
    assert!(told(&state).starts_with("there is no quote or statement after this"));
}

#[test]
fn one_speaker_is_followed_through_quotes_and_statements() {
    let mut state = opened(120, 40);
    press(&mut state, "n s");
    assert!(told(&state).starts_with("following Lena Brandt: 2 quotes;"));
    press(&mut state, "s I s");
    assert!(
        told(&state).starts_with("following Lena Brandt: 2 quotes and 2 statements;"),
        "{}",
        told(&state)
    );
    assert_eq!(walked(&mut state), [WORN, HOLD, "“would hold”"]);
}

#[test]
fn what_is_copied_says_whose_words_they_are_and_how_unsure_that_is() {
    let mut state = opened(120, 40);
    let copied = |state: &mut State| {
        let effects = update(state, Action::Key("y".parse().unwrap()));
        let [Effect::Copy { text, .. }] = &effects[..] else {
            panic!("{effects:?}")
        };
        text.clone()
    };
    press(&mut state, "I n n");
    let source = "(Bridge to close, The Daily)";
    let told = format!("{WORN}\n— Lena Brandt, in the writer's words {source}");
    assert_eq!(copied(&mut state), told);
    press(&mut state, "n");
    let unsure = format!("“Nobody asked us,”\n— Paul Adeyemi? {source}");
    assert_eq!(copied(&mut state), unsure);
}

#[test]
fn hiding_statements_ends_what_only_they_keep_up_and_moves_no_text() {
    let mut state = opened(60, 10);
    press(&mut state, "I n n n n n s");
    assert_eq!(words(&state), TRUCKS);
    let top = state.reader.top;
    press(&mut state, "I");
    assert_eq!(state.reader.top, top);
    assert_eq!(state.quote(), None);
    press(&mut state, "p");
    assert_eq!(words(&state), "“Nobody asked us,”");
}

#[test]
fn a_hidden_statement_leaves_the_cursor_with_its_speaker() {
    let mut state = opened(120, 40);
    press(&mut state, "I n n alt-3");
    let cursor = |state: &State| {
        let screen = screen(state);
        let row = screen.lines().find(|line| line.contains('›')).unwrap();
        row.split_once('›').unwrap().1.trim().to_owned()
    };
    assert!(
        cursor(&state).contains("~ that the steel"),
        "{}",
        cursor(&state)
    );
    press(&mut state, "I");
    assert!(cursor(&state).contains("Lena Brandt"), "{}", cursor(&state));
}

#[test]
fn a_click_or_enter_on_the_line_that_counts_them_shows_them() {
    let mut state = opened(120, 40);
    let shown = screen(&state);
    let at = |words: &str| {
        let y = shown.lines().position(|line| line.contains(words)).unwrap();
        let x = shown.lines().nth(y).unwrap().split_once(words).unwrap().0;
        (x.chars().count() as u16 + 2, y as u16)
    };
    let (x, y) = at("~ 4 statements");
    let what = Mouse::Press;
    update(&mut state, Action::Mouse { what, x, y });
    assert_eq!(state.view.said, Said::Anyhow);
    assert!(screen(&state).contains("~ 4 statements · I: hide"));
    // The line has moved down, and the cursor with it.
    press(&mut state, "enter");
    assert_eq!(state.view.said, Said::Quoted);
}

#[test]
fn a_click_in_the_text_chooses_a_statement_only_while_they_are_shown() {
    let click = |state: &mut State| {
        let shown = screen(state);
        let y = shown
            .lines()
            .position(|line| line.contains("ring road"))
            .unwrap();
        let line = shown.lines().nth(y).unwrap();
        let x = line.split_once("ring road").unwrap().0.chars().count() as u16;
        let (what, y) = (Mouse::Press, y as u16);
        update(state, Action::Mouse { what, x, y });
    };
    let mut state = opened(120, 40);
    click(&mut state);
    assert_eq!(state.quote(), None);
    press(&mut state, "I");
    click(&mut state);
    assert_eq!(words(&state), TRUCKS);
}

#[test]
fn where_nobody_is_quoted_the_statements_are_offered() {
    let (article, mut found) = bridge();
    found.quotes.retain(|quote| !quote.kind.is_speech());
    let mut state = opened_with(120, 40, article, found);
    assert!(screen(&state).contains("Nobody is quoted here."));
    press(&mut state, "n");
    assert!(
        told(&state).starts_with("nobody is quoted here; I shows 4 statements"),
        "{}",
        told(&state)
    );
    press(&mut state, "I n");
    assert_eq!(words(&state), WORN);
    assert!(!screen(&state).contains("Nobody is quoted here."));
}

#[test]
fn without_statements_the_key_says_that_there_are_none() {
    let (article, mut found) = bridge();
    found.quotes.retain(|quote| quote.kind.is_speech());
    let mut state = opened_with(120, 40, article, found);
    assert!(!screen(&state).contains("statement"));
    press(&mut state, "I");
    assert!(
        told(&state).contains("this article has none"),
        "{}",
        told(&state)
    );
}

#[test]
fn an_unsure_speaker_has_a_question_mark_and_a_sure_one_none() {
    let mut state = opened(120, 40);
    let shown = screen(&state);
    let marked: Vec<&str> = shown.lines().filter(|line| line.ends_with('?')).collect();
    assert!(
        matches!(marked[..], [row] if row.contains("“Nobody asked us,” ")),
        "{shown}"
    );
    press(&mut state, "n n");
    assert!(screen(&state).contains("Paul Adeyemi?"));
}

#[test]
fn why_shows_the_words_in_their_sentence_and_who_else_it_might_be() {
    for (columns, rows) in [(80, 24), (40, 10), (20, 5)] {
        let mut state = opened(columns, rows);
        press(&mut state, "n n w");
        insta::assert_snapshot!(format!("why-{columns}x{rows}"), screen(&state));
    }
}

#[test]
fn every_word_of_why_can_be_scrolled_to() {
    for (columns, rows) in [(80, 24), (40, 10), (20, 5), (12, 4)] {
        let mut state = opened(columns, rows);
        press(&mut state, "n n w");
        let mut seen = String::new();
        for _ in 0..80 {
            seen.push_str(&screen(&state));
            seen.push('\n');
            press(&mut state, "j");
        }
        for word in [
            "Nobody",
            "“said”",
            "even",
            "Who else",
            "Lena",
            "31%",
            "Ostend",
            "4%",
        ] {
            assert!(seen.contains(word), "{word} at {columns}x{rows}\n{seen}");
        }
    }
}

#[test]
fn mention_and_cue_are_set_off_without_colours() {
    let mut state = opened(80, 24);
    let mono = ThemeFile::mono().unwrap().at(Depth::None);
    state.themes = vec![("mono".to_owned(), mono)];
    press(&mut state, "n n w");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal
        .draw(|frame| {
            ui::draw(&state, frame);
        })
        .unwrap();
    let buffer = terminal.backend().buffer();
    let of = |words: &str| {
        let rows: Vec<_> = buffer.content.chunks(80).collect();
        rows.iter()
            .find_map(|row| {
                let text: Vec<&str> = row.iter().map(|cell| cell.symbol()).collect();
                let at = text.concat().find(words)?;
                // Only what is before the words may be of more than one byte.
                let cells = text.concat()[..at].chars().count();
                Some(row[cells].modifier)
            })
            .unwrap_or_else(|| panic!("{words:?} is not shown"))
    };
    assert!(of("he said, and").contains(Modifier::UNDERLINED | Modifier::BOLD));
    let cue = of("said, and");
    assert!(cue.contains(Modifier::BOLD) && !cue.contains(Modifier::UNDERLINED));
    assert!(of(", and he told").is_empty());
    assert!(of("Nobody asked").contains(Modifier::ITALIC));
}

#[test]
fn sentences_far_apart_are_shown_with_a_gap_between_and_long_words_without_their_middle() {
    let long = format!("“{}end of it.”", "We go on and on. ".repeat(60));
    let text = format!("Ann Lee spoke.\nIt rained.\n{long}");
    let article = article("long", None, &text);
    let mut quote = speech(&article, &long, Some("Ann Lee"));
    quote.mention = Some(place(&article, "Ann Lee"));
    let found = Annotations {
        quotes: vec![quote],
        names: Vec::new(),
        language: None,
    };
    let mut state = opened_with(80, 24, article, found);
    press(&mut state, "n w");
    let shown = screen(&state);
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Ann Lee spoke. … “We go on"), "{shown}");
    assert!(
        flat.contains(" … ") && flat.contains("on. end of it.”"),
        "{shown}"
    );
    assert!(!flat.contains("It rained."), "{shown}");
}

#[test]
fn a_withheld_speaker_is_unknown_and_why_names_the_nearest() {
    let (article, found) = bridge();
    let mut state = opened_with(120, 40, article, found.with_least(50));
    assert!(screen(&state).contains("Unknown speaker"));
    press(&mut state, "n n w");
    let shown = screen(&state);
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("nobody is sure enough: Paul Adeyemi comes nearest with 48%"),
        "{shown}"
    );
    assert!(flat.contains("Who it might be"), "{shown}");
    assert!(!flat.contains("about even, 48%"), "{shown}");
    assert!(flat.contains("Lena Brandt, “the mayor” · unlikely, 31%"));
}

#[test]
fn what_comes_later_leaves_a_chosen_statement_and_its_speaker_in_place() {
    let (article, found) = bridge();
    let article = Arc::new(article);
    let mut state = program(120, 40);
    update(&mut state, Action::Loaded(Arc::clone(&article)));
    let quick = Action::Annotated("bridge".to_owned(), Arc::new(found.clone()));
    update(&mut state, quick);
    press(&mut state, "I n n n n s alt-3");
    assert_eq!((words(&state), state.focus), (FULL, Pane::Sidebar));
    let mut fuller = found;
    fuller.quotes.remove(1);
    update(
        &mut state,
        Action::AnnotatedFully(article, Some(Arc::new(fuller))),
    );
    assert_eq!(words(&state), FULL);
    assert!(screen(&state).contains("Paul Adeyemi"));
}

const REPORTS: &str =
    "Ann Lee denied that she had taken the money. The project, Lee said, will cost a million.
Lee was asked whether she knew. Lee did not say who paid.
According to the port, ships would come. “We wait,” said Bob Ray.";

/// What analysis itself finds in reports that deny, ask, and stand inside what they report.
fn reports() -> State {
    let article = article("reports", Some("Reports"), REPORTS);
    let found = quotidian::analysis::annotate(&article);
    opened_with(120, 40, article, found)
}

fn copied(state: &mut State) -> (String, &'static str) {
    let effects = update(state, Action::Key("y".parse().unwrap()));
    let [Effect::Copy { text, noun }] = &effects[..] else {
        panic!("{effects:?}")
    };
    (text.clone(), noun)
}

#[test]
fn a_statement_is_listed_and_copied_with_what_reports_it() {
    let mut state = reports();
    press(&mut state, "I");
    let shown = screen(&state);
    for row in [
        "~ denied: she had taken",
        "~ said: The project, …",
        "~ was asked: whether",
        "~ did not say: who paid",
        "~ according to: ships",
    ] {
        assert!(shown.contains(row), "{row}\n{shown}");
    }
    for (words, whose) in [
        ("she had taken the money", "Ann Lee, “denied”"),
        ("The project, … will cost a million", "Ann Lee, “said”"),
        ("whether she knew", "unknown speaker, “was asked”"),
        ("who paid", "Ann Lee, “did not say”"),
        ("ships would come", "the port, “according to”"),
    ] {
        press(&mut state, "n");
        let text = format!("{words}\n— {whose}, in the writer's words (Reports, The Daily)");
        assert_eq!(copied(&mut state), (text, "statement with its speaker"));
    }
    press(&mut state, "n");
    assert_eq!(copied(&mut state).1, "quote with its speaker");
}

#[test]
fn a_denial_whose_speaker_is_withheld_stays_a_denial() {
    let article = article("reports", Some("Reports"), REPORTS);
    let found = quotidian::analysis::annotate(&article).with_least(100);
    let mut state = opened_with(120, 40, article, found);
    press(&mut state, "I n");
    let (text, _) = copied(&mut state);
    assert!(text.contains("— unknown speaker, “denied”"), "{text}");
}

#[test]
fn the_pieces_of_a_statement_are_one_and_all_of_them_are_marked() {
    let mut state = reports();
    assert!(screen(&state).contains("~ 5 statements"));
    press(&mut state, "I n n");
    assert_eq!(words(&state), "The project,");
    let shown = screen(&state);
    assert!(shown.contains("▐The project,▌"), "{shown}");
    assert!(shown.contains("said,▐will cost a million"), "{shown}");
    // A click on the second piece chooses the whole.
    press(&mut state, "n");
    let y = shown
        .lines()
        .position(|line| line.contains("a million."))
        .unwrap();
    let line = shown.lines().nth(y).unwrap();
    let x = line.split_once("a million.").unwrap().0.chars().count() as u16;
    let (what, y) = (Mouse::Press, y as u16);
    update(&mut state, Action::Mouse { what, x, y });
    assert_eq!(words(&state), "The project,");
}

#[test]
fn in_the_sidebar_why_and_copy_are_about_the_row_under_the_cursor() {
    let mut state = opened(120, 40);
    press(&mut state, "alt-3 j");
    assert_eq!(state.quote(), None);
    let (text, _) = copied(&mut state);
    assert!(
        text.starts_with("“We have no choice,”\n— Lena Brandt"),
        "{text}"
    );
    press(&mut state, "w");
    let shown = screen(&state);
    assert!(shown.contains("─ Lena Brandt ─"), "{shown}");
    press(&mut state, "esc k w");
    assert!(
        told(&state).starts_with("no quote is chosen"),
        "{}",
        told(&state)
    );
}

#[test]
fn why_says_where_there_is_more_below_and_how_it_closes() {
    for (columns, rows, more, all) in [
        (80, 14, "↓ more · Esc closes", "─ Esc closes"),
        (40, 8, "↓ more · Esc closes", " Esc closes"),
        (20, 5, "↓ Esc", " Esc"),
    ] {
        let mut state = opened(columns, rows);
        press(&mut state, "n n w");
        assert!(screen(&state).contains(more), "{}", screen(&state));
        press(&mut state, "end");
        let shown = screen(&state);
        assert!(!shown.contains('↓') && shown.contains(all), "{shown}");
    }
}

#[test]
fn nobody_is_said_to_stand_for_themselves() {
    for (text, stands) in [
        (
            "“We saw it,” said another resident. “No more,” Another resident said.",
            false,
        ),
        (
            "The port is full. According to The port, ships would come.",
            false,
        ),
        ("Ann Lee spoke. “We saw it,” she said.", true),
    ] {
        let found = quotidian::analysis::annotate(&article("a", None, text));
        let said = found
            .quotes
            .iter()
            .any(|quote| quote.why.contains("stands for"));
        assert_eq!(said, stands, "{:?}", found.quotes);
    }
}

fn something() -> impl Strategy<Value = Action> {
    let keys = COMMANDS.iter().flat_map(|entry| entry.keys);
    let keys = keys
        .flat_map(|keys| keys.split(' '))
        .chain(["I", "I", "n", "p", "w"]);
    let keys: Vec<&str> = keys.collect();
    let whats = [Mouse::Press, Mouse::WheelDown, Mouse::WheelUp];
    prop_oneof![
        8 => prop::sample::select(keys).prop_map(|key| Action::Key(key.parse().unwrap())),
        1 => (0u16..130, 0u16..50).prop_map(|(x, y)| Action::Resize(x, y)),
        2 => (0u16..130, 0u16..50, prop::sample::select(whats.to_vec()))
            .prop_map(|(x, y, what)| Action::Mouse { what, x, y }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_chosen_quote_is_always_one_that_is_shown(actions in prop::collection::vec(something(), 1..60)) {
        let mut state = opened(100, 30);
        for action in actions {
            update(&mut state, action);
            if state.size.0 > 0 && state.size.1 > 0 {
                screen(&state);
            }
            if let Some(quote) = state.quote() {
                prop_assert!(state.view.said.holds(quote.kind));
            }
        }
    }
}
