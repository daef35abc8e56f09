//! What one article costs: analysing it, laying it out, drawing a frame, starting with it.
//!
//! `cargo bench` prints the figures. The article is the showcase, repeated until it has 800 words:
//! a long news article, dense in quotations and names.

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::Timestamp;
use quotidian::app::{Action, Keymap, Page, Pane, Setting, Start, State, View, update};
use quotidian::config::{Depth, Keys, ThemeFile};
use quotidian::model::{Article, Block};
use quotidian::text::{LineOrder, Span, TextBuilder, Widths};
use quotidian::{analysis, loader, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const WORDS: usize = 800;

fn main() {
    divan::main();
}

fn article() -> Article {
    let mut article = loader::showcase().remove(0);
    let source = article.text.clone();
    let paragraphs: Vec<Block> = article.body_blocks().cloned().collect();
    let mut text = TextBuilder::new();
    let mut blocks = Vec::new();
    let mut words = 0;
    for block in paragraphs.iter().cycle() {
        if words >= WORDS {
            break;
        }
        if !text.is_empty() {
            text.push("\n");
        }
        let paragraph = block.span.of(&source);
        words += paragraph.split_whitespace().count();
        let span: Span = text.push(paragraph);
        blocks.push(Block {
            span,
            ..block.clone()
        });
    }
    article.text = text.finish();
    article.blocks = blocks;
    article
}

fn opened() -> State {
    let article = article();
    let found = Arc::new(analysis::annotate(&article));
    let id = article.id.to_string();
    let theme = ThemeFile::built_in("dark")
        .ok()
        .flatten()
        .map(|file| file.at(Depth::True));
    let mut state = State::new(Start {
        view: View::default(),
        themes: theme
            .map(|theme| ("dark".to_owned(), theme))
            .into_iter()
            .collect(),
        keymap: Keymap::new(&Keys::default()).unwrap_or_else(|error| panic!("{error}")),
        size: (120, 40),
        now: Timestamp::UNIX_EPOCH,
        focus: Pane::Reader,
        session: None,
    });
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(&mut state, Action::Annotated(id, found));
    state
}

#[divan::bench]
fn analyse(bencher: Bencher) {
    let article = article();
    bencher
        .counter(ItemsCount::new(article.word_count()))
        .bench(|| analysis::annotate(&article));
}

#[divan::bench(args = [false, true])]
fn lay_out(bencher: Bencher, justify: bool) {
    let article = article();
    let setting = Setting {
        width: 72,
        justify,
        hyphenate: false,
        order: LineOrder::Visual,
        widths: Widths::Narrow,
        boilerplate: false,
    };
    bencher.bench(|| Page::new(&article, "Showcase", setting, None));
}

/// The same length of text in letters that are written from right to left, among numbers and blanks.
#[divan::bench]
fn lay_out_from_right_to_left(bencher: Bencher) {
    let mut article = article();
    let mut text = TextBuilder::new();
    for block in &mut article.blocks {
        let hebrew = |c: char| match c {
            'a'..='z' => {
                char::from_u32(u32::from(c) - u32::from('a') + u32::from('א')).unwrap_or(c)
            }
            _ => c,
        };
        let paragraph: String = block.span.of(&article.text).chars().map(hebrew).collect();
        block.span = text.push(&paragraph);
    }
    article.text = text.finish();
    let setting = Setting {
        width: 72,
        justify: false,
        hyphenate: false,
        order: LineOrder::Visual,
        widths: Widths::Narrow,
        boilerplate: false,
    };
    bencher.bench(|| Page::new(&article, "Showcase", setting, None));
}

#[divan::bench]
fn draw(bencher: Bencher) {
    let state = opened();
    let mut terminal =
        Terminal::new(TestBackend::new(120, 40)).unwrap_or_else(|error| match error {});
    bencher.bench_local(|| {
        let drawn = terminal.draw(|frame| {
            ui::draw(&state, frame);
        });
        drawn.map(|_| ())
    });
}

#[divan::bench]
fn step_to_the_next_quote(bencher: Bencher) {
    let mut state = opened();
    let key = "n".parse().unwrap_or_else(|error| panic!("{error}"));
    bencher.bench_local(|| update(&mut state, Action::Key(key)));
}

#[divan::bench]
fn load_and_analyse_the_showcase(bencher: Bencher) {
    bencher.bench(|| {
        loader::showcase()
            .iter()
            .map(analysis::annotate)
            .collect::<Vec<_>>()
    });
}
