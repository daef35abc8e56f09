//! What frames cost: the bytes that scripts of reading send, by the frugal backend and by ratatui's
//! own beside it, and the time to find them.
//!
//! `cargo bench --bench frames` prints both. The article is the showcase, over and over, in the
//! dark theme with exact colours.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::Bencher;
use jiff::Timestamp;
use quotidian::app::{Action, Keymap, Pane, Start, State, View, update};
use quotidian::config::{Depth, Keys, ThemeFile};
use quotidian::model::Article;
use quotidian::shell::frugal::{self, Features, Frugal};
use quotidian::text::TextBuilder;
use quotidian::{analysis, loader, ui};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

/// What calls itself xterm, and the same with margins at the sides.
fn terminals() -> [(&'static str, Features); 2] {
    let named = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
    let plain = Features::detect(named);
    let margins = Features {
        margins: true,
        ..plain
    };
    [("frugal", plain), ("with margins", margins)]
}

/// Keys, and how often each is pressed.
const SCRIPTS: [(&str, &str, usize); 4] = [
    ("a line down", "j", 30),
    ("a line up", "k", 20),
    ("a page down", "pagedown", 5),
    ("the next quote", "n", 10),
];

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn main() {
    println!("bytes for one key, the median:");
    for size in SIZES {
        for alone in [false, true] {
            let layout = if alone { "the text alone" } else { "all panes" };
            println!("{}x{}, {layout}", size.0, size.1);
            let first = first_frames(size, alone);
            println!("    {:16} {}", "first screen", first);
            for (name, key, times) in SCRIPTS {
                println!("    {name:16} {}", script(size, alone, key, times));
            }
        }
    }
    divan::main();
}

/// The showcase four times over, as one article.
fn article() -> Article {
    let mut article = loader::showcase().remove(0);
    let source = article.text.clone();
    let mut text = TextBuilder::new();
    let mut blocks = Vec::new();
    let paragraphs: Vec<_> = article.body_blocks().cloned().collect();
    for block in std::iter::repeat_n(&paragraphs, 4).flatten() {
        if !text.is_empty() {
            text.push("\n");
        }
        let span = text.push(block.span.of(&source));
        blocks.push(quotidian::model::Block {
            span,
            ..block.clone()
        });
    }
    article.text = text.finish();
    article.blocks = blocks;
    article
}

fn opened(size: (u16, u16), alone: bool) -> State {
    let article = article();
    let found = Arc::new(analysis::annotate(&article));
    let id = article.id.to_string();
    let dark = ThemeFile::built_in("dark").ok().flatten();
    let theme = dark.map(|file| ("dark".to_owned(), file.at(Depth::True)));
    let mut state = State::new(Start {
        view: View::default(),
        themes: theme.into_iter().collect(),
        keymap: Keymap::new(&Keys::default()).unwrap_or_else(|error| panic!("{error}")),
        size,
        now: Timestamp::UNIX_EPOCH,
        focus: Pane::Reader,
        session: None,
    });
    update(&mut state, Action::Loaded(Arc::new(article)));
    update(&mut state, Action::AllLoaded);
    update(&mut state, Action::Annotated(id, found));
    if alone {
        press(&mut state, "z");
    }
    state
}

fn press(state: &mut State, key: &str) {
    if let Ok(key) = key.parse() {
        update(state, Action::Key(key));
    }
}

/// Counts what is written.
#[derive(Default, Clone)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn take(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn options((columns, rows): (u16, u16)) -> TerminalOptions {
    TerminalOptions {
        viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)),
    }
}

/// Something that draws a state and says how many bytes that took.
type Draws = Box<dyn FnMut(&State) -> usize>;

fn plain(size: (u16, u16)) -> Draws {
    let count = Count::default();
    let backend = CrosstermBackend::new(count.clone());
    let mut terminal =
        Terminal::with_options(backend, options(size)).unwrap_or_else(|error| panic!("{error}"));
    Box::new(move |state| {
        let drawn = terminal.draw(|frame| {
            ui::draw(state, frame);
        });
        drawn.unwrap_or_else(|error| panic!("{error}"));
        // The marks around a frame are what a program adds to it.
        count.take() + 16
    })
}

fn frugal(size: (u16, u16), features: Features) -> Draws {
    let count = Count::default();
    let backend = Frugal::new(count.clone(), size.0, size.1, features);
    let mut terminal =
        Terminal::with_options(backend, options(size)).unwrap_or_else(|error| panic!("{error}"));
    Box::new(move |state| {
        let drawn = frugal::draw(&mut terminal, |frame| {
            ui::draw(state, frame);
        });
        drawn.unwrap_or_else(|error| panic!("{error}"));
        count.take()
    })
}

fn all(size: (u16, u16)) -> Vec<(&'static str, Draws)> {
    let mut all = vec![("ratatui's", plain(size))];
    all.extend(terminals().map(|(name, features)| (name, frugal(size, features))));
    all
}

fn first_frames(size: (u16, u16), alone: bool) -> String {
    let state = opened(size, alone);
    table(
        all(size)
            .into_iter()
            .map(|(name, mut draws)| (name, draws(&state))),
    )
}

fn script(size: (u16, u16), alone: bool, key: &str, times: usize) -> String {
    table(all(size).into_iter().map(|(name, mut draws)| {
        let mut state = opened(size, alone);
        draws(&state);
        if key == "k" {
            (0..times).for_each(|_| press(&mut state, "j"));
            draws(&state);
        }
        let mut bytes: Vec<usize> = (0..times)
            .map(|_| {
                press(&mut state, key);
                draws(&state)
            })
            .collect();
        bytes.sort_unstable();
        (name, bytes[times / 2])
    }))
}

fn table(figures: impl Iterator<Item = (&'static str, usize)>) -> String {
    let figures: Vec<_> = figures.collect();
    let own = figures[0].1;
    let cell = |(name, bytes): &(&str, usize)| {
        let share = 100 * bytes / own.max(1);
        format!("{name} {bytes:>5} ({share:>3} %)")
    };
    figures.iter().map(cell).collect::<Vec<_>>().join("   ")
}

#[divan::bench(args = SIZES)]
fn a_line_down(bencher: Bencher, size: (u16, u16)) {
    time(bencher, opened(size, false), frugal(size, terminals()[0].1));
}

#[divan::bench(args = SIZES)]
fn a_line_down_with_margins(bencher: Bencher, size: (u16, u16)) {
    time(bencher, opened(size, false), frugal(size, terminals()[1].1));
}

#[divan::bench(args = SIZES)]
fn a_line_down_by_ratatui(bencher: Bencher, size: (u16, u16)) {
    time(bencher, opened(size, false), plain(size));
}

/// Down one line and up again, in turns.
fn time(bencher: Bencher, mut state: State, mut draws: Draws) {
    draws(&state);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        press(&mut state, if down { "j" } else { "k" });
        draws(&state)
    });
}
