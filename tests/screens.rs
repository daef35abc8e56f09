//! Whole screens, as a person sees them without colours.

mod common;

use common::{article, load, press, program, screen};
use jiff::Timestamp;
use quotidian::app::{Action, State, update};
use quotidian::config::{Depth, Ground, Role, ThemeFile};
use quotidian::loader;
use quotidian::model::{Article, Block, BlockKind, Inline, Link, Marker, Style};
use quotidian::text::{Clean, Span};
use quotidian::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

fn showcase(columns: u16, rows: u16) -> State {
    let mut state = program(columns, rows);
    for article in loader::showcase() {
        load(&mut state, article);
    }
    update(&mut state, Action::AllLoaded);
    state
}

fn dated(id: &str, title: &str, published: &str, text: &str) -> Article {
    let mut article = article(id, Some(title), text);
    article.published = Some(published.parse::<Timestamp>().unwrap());
    article
}

/// Several articles, one of them with every kind of block.
fn shelf(columns: u16, rows: u16) -> State {
    let mut state = program(columns, rows);
    let mut rich = dated(
        "rich",
        "A harbour plan in four parts",
        "2025-11-18T09:30:00Z",
        "What is planned\nThe port of Ostend will be dredged, “and soon,” said Lena Brandt, its director.\n\
         First the basin\nThen the quay, which is the oldest part of the town and was built long before the station\n\
         of oak\nThe council agreed in May.\ncargo run --release\nA picture shows the quay.",
    );
    let kinds = [
        BlockKind::Heading(2),
        BlockKind::Paragraph,
        BlockKind::Item {
            depth: 0,
            marker: Marker::Number(1),
        },
        BlockKind::Item {
            depth: 0,
            marker: Marker::Number(2),
        },
        BlockKind::Item {
            depth: 1,
            marker: Marker::Bullet,
        },
        BlockKind::Paragraph,
        BlockKind::Code,
        BlockKind::Paragraph,
    ];
    for (block, kind) in rich.blocks.iter_mut().zip(kinds) {
        block.kind = kind;
    }
    rich.blocks[5].quote_depth = 1;
    rich.blocks[7].boilerplate = true;
    let at = |article: &Article, words: &str| common::place(article, words);
    rich.inlines = vec![Inline {
        span: at(&rich, "soon"),
        style: Style::Emphasis,
    }];
    rich.links = vec![Link {
        span: at(&rich, "port of Ostend"),
        target: Clean::line("https://example.org/port"),
    }];
    rich.byline = Some(Clean::line("Ann Lee"));
    load(&mut state, rich);
    load(
        &mut state,
        dated(
            "old",
            "Rates held as inflation cools for a third month",
            "2025-10-01T08:00:00Z",
            "Rates stay.",
        ),
    );
    load(
        &mut state,
        dated(
            "new",
            "A quiet year for the lifeboats",
            "2025-11-18T11:40:00Z",
            "Nobody was hurt.",
        ),
    );
    load(
        &mut state,
        article(
            "wide",
            Some("日本語の見出しはここで切れる"),
            "「はい」と彼は言った。",
        ),
    );
    update(&mut state, Action::AllLoaded);
    state
}

#[test]
fn a_theme_is_tried_on_and_kept_or_given_back() {
    let mut state = showcase(80, 24);
    let built_in = |name: &str| ThemeFile::built_in(name).unwrap().unwrap().at(Depth::True);
    let themes = ThemeFile::BUILT_IN.map(|name| (name.to_owned(), built_in(name)));
    state.themes = themes.to_vec();
    let has = |state: &State, name: &str| *state.theme().unwrap() == built_in(name);
    press(&mut state, "T");
    assert!(has(&state, "dark"));
    press(&mut state, "down down down");
    assert!(has(&state, "paper"));
    insta::assert_snapshot!("themes-80x24", screen(&state));
    press(&mut state, "esc");
    assert!(has(&state, "dark"));
    press(&mut state, "T m o n");
    assert!(has(&state, "mono"), "what is typed narrows the list");
    press(&mut state, "z");
    assert!(has(&state, "dark"), "there is no such theme");
    press(&mut state, "backspace enter");
    assert!(has(&state, "mono"));
    assert!(screen(&state).contains("theme = \"mono\" in config.toml keeps it for good"));
    press(&mut state, "T esc");
    assert!(has(&state, "mono"));
    update(&mut state, Action::Ground(Ground::Light));
    assert!(has(&state, "mono"), "the person has chosen");
}

#[test]
fn the_showcase_at_eighty_by_twenty_four() {
    let mut state = showcase(80, 24);
    insta::assert_snapshot!("showcase-80x24", screen(&state));
    press(&mut state, "n n n alt-3");
    insta::assert_snapshot!("showcase-80x24-drawer", screen(&state));
}

#[test]
fn the_showcase_at_a_hundred_and_twenty_by_forty() {
    let mut state = showcase(120, 40);
    insta::assert_snapshot!("showcase-120x40", screen(&state));
    press(&mut state, "n n n n");
    insta::assert_snapshot!("showcase-120x40-fourth-quote", screen(&state));
    press(&mut state, "s e enter");
    insta::assert_snapshot!("showcase-120x40-name", screen(&state));
}

#[test]
fn the_showcase_at_two_hundred_by_sixty() {
    let mut state = showcase(200, 60);
    press(&mut state, "n");
    insta::assert_snapshot!("showcase-200x60", screen(&state));
}

#[test]
fn the_showcase_at_forty_by_ten() {
    let mut state = showcase(40, 10);
    insta::assert_snapshot!("showcase-40x10", screen(&state));
    press(&mut state, "n w");
    insta::assert_snapshot!("showcase-40x10-why", screen(&state));
    press(&mut state, "esc alt-3");
    insta::assert_snapshot!("showcase-40x10-quotes", screen(&state));
}

#[test]
fn the_showcase_at_twenty_by_five() {
    let mut state = showcase(20, 5);
    press(&mut state, "n");
    insta::assert_snapshot!("showcase-20x5", screen(&state));
}

#[test]
fn every_kind_of_block_and_a_list_of_articles() {
    let mut state = shelf(110, 30);
    insta::assert_snapshot!("shelf-110x30", screen(&state));
    press(&mut state, "x alt-1");
    insta::assert_snapshot!("shelf-110x30-left-out-lines", screen(&state));
}

#[test]
fn help_palette_and_links_lie_over_the_panes() {
    let mut state = showcase(100, 24);
    press(&mut state, "? q u o t e");
    insta::assert_snapshot!("help-100x24", screen(&state));
    press(&mut state, "esc : n e x t");
    insta::assert_snapshot!("palette-100x24", screen(&state));
    let mut state = shelf(100, 24);
    press(&mut state, "o");
    insta::assert_snapshot!("links-one-is-opened-100x24", screen(&state));
}

#[test]
fn a_search_shows_where_it_is() {
    let mut state = showcase(80, 24);
    press(&mut state, "/ m e x i c o");
    insta::assert_snapshot!("find-80x24", screen(&state));
}

#[test]
fn nothing_loaded_says_what_to_do() {
    let mut state = program(100, 12);
    update(&mut state, Action::AllLoaded);
    insta::assert_snapshot!("nothing-100x12", screen(&state));
}

#[test]
fn a_justified_column_has_straight_edges_and_loses_no_word() {
    let mut state = showcase(100, 60);
    let words = |state: &State| {
        screen(state)
            .split_whitespace()
            .filter(|w| *w != "│")
            .count()
    };
    let before = words(&state);
    press(&mut state, ": j u s t enter");
    state.notice = None;
    let shown = screen(&state);
    assert_eq!(words(&state), before);
    let edges: Vec<usize> = state
        .reader
        .page
        .rows
        .iter()
        .filter_map(|row| match row {
            quotidian::app::PageRow::Text(row) if !row.row.last => {
                let placed = row.placed(&state.article().unwrap().text);
                placed.last().map(|p| p.x + p.cells)
            }
            _ => None,
        })
        .collect();
    assert!(
        edges.len() > 10
            && edges
                .iter()
                .all(|&edge| edge == usize::from(state.column())),
        "{edges:?}\n{shown}"
    );
}

/// The cells of the screen in a theme.
fn cells(state: &mut State, theme: &str, depth: Depth) -> Buffer {
    let theme = ThemeFile::built_in(theme).unwrap().unwrap().at(depth);
    state.themes = vec![("test".to_owned(), theme)];
    let mut terminal = Terminal::new(TestBackend::new(state.size.0, state.size.1)).unwrap();
    terminal
        .draw(|frame| {
            ui::draw(state, frame);
        })
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The cells that show `words`, which stand on one row.
fn of_words(buffer: &Buffer, words: &str) -> Vec<ratatui::buffer::Cell> {
    let width = usize::from(buffer.area.width);
    let wanted: Vec<String> = words.chars().map(|c| c.to_string()).collect();
    for row in buffer.content.chunks(width) {
        for start in 0..width.saturating_sub(wanted.len()) {
            let here = &row[start..start + wanted.len()];
            if here
                .iter()
                .zip(&wanted)
                .all(|(cell, want)| cell.symbol() == want)
            {
                return here.to_vec();
            }
        }
    }
    panic!("{words:?} is not on the screen");
}

#[test]
fn the_current_quote_stands_out_at_every_depth_of_colour_and_without() {
    let coloured = [Depth::Ansi16, Depth::Indexed256, Depth::True];
    let looks = [
        ("dark", &coloured[..]),
        ("light", &coloured),
        ("mono", &[Depth::None]),
    ];
    for (theme, depths) in looks {
        for &depth in depths {
            let mut state = showcase(100, 40);
            let before = cells(&mut state, theme, depth);
            press(&mut state, "n n n");
            state.reader.scroll_to(0);
            let after = cells(&mut state, theme, depth);
            let (plain, marked) = (
                of_words(&before, "offer you a United"),
                of_words(&after, "offer you a United"),
            );
            for (plain, marked) in plain.iter().zip(&marked) {
                assert_ne!(plain.style(), marked.style(), "{theme} {depth:?}");
            }
        }
    }
}

#[test]
fn two_speakers_are_told_apart_where_there_are_colours() {
    for theme in ["dark", "light"] {
        for depth in [Depth::Ansi16, Depth::Indexed256, Depth::True] {
            let mut state = showcase(120, 60);
            let buffer = cells(&mut state, theme, depth);
            let one = of_words(&buffer, "not going to")[0].style();
            let other = of_words(&buffer, "speaking\" with")[0].style();
            assert_ne!(one.fg, other.fg, "{theme} {depth:?}");
        }
    }
    let speakers = ThemeFile::built_in("dark")
        .unwrap()
        .unwrap()
        .at(Depth::True);
    assert_ne!(speakers.look(Role::Text), speakers.speaker(0));
}

#[test]
fn a_block_of_nothing_but_a_rule_is_drawn() {
    let mut state = program(60, 12);
    let mut ruled = article("ruled", None, "Above.\nBelow.");
    let at = ruled.blocks[0].span.end;
    ruled.blocks.insert(
        1,
        Block {
            span: Span::new(at, at),
            kind: BlockKind::Rule,
            quote_depth: 0,
            boilerplate: false,
        },
    );
    load(&mut state, ruled);
    assert!(
        screen(&state)
            .lines()
            .skip(2)
            .take(7)
            .any(|l| l.contains("──────────")),
        "{}",
        screen(&state)
    );
}
