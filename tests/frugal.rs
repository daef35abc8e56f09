//! The frugal backend: whatever is drawn, the terminal shows what a plain repaint would show.

#[path = "frugal/emulator.rs"]
mod emulator;
#[path = "frugal/scene.rs"]
mod scene;
#[path = "frugal/second.rs"]
mod second;
#[path = "common/stops.rs"]
mod stops;

use emulator::{Emulator, differing, plainly};
use proptest::prelude::*;
use quotidian::shell::frugal::{self, Features, Frugal};
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{TerminalOptions, Viewport};
use scene::{Scene, Step};

/// Everything that a terminal may understand.
const ALL: Features = Features {
    erase_cells: true,
    erase_to_colour: true,
    repeat: true,
    regions: true,
    margins: true,
    tabs: true,
    links: true,
    synchronized: true,
    ..Features::LEAST
};

/// The backend under a ratatui terminal, and an emulator that is sent what it sends.
struct Rig {
    terminal: Terminal<Frugal<Vec<u8>>>,
    emulator: Emulator,
    features: Features,
}

/// What a program finds that has just come back.
fn rubbish(features: Features) -> &'static [u8] {
    if features.regions {
        b"\x1b[44;1mrubbish\r\n\n\x1b[3;7r\x1b[3g\x1b[?25hrubbish"
    } else {
        b"\x1b[44;1mrubbish\r\n\n\x1b[?25hrubbish"
    }
}

impl Rig {
    fn new(columns: u16, rows: u16, features: Features) -> Self {
        let backend = Frugal::new(Vec::new(), columns, rows, features);
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let options = TerminalOptions { viewport };
        let mut emulator = Emulator::new(columns, rows);
        emulator.feed(rubbish(features));
        Self {
            terminal: Terminal::with_options(backend, options).unwrap(),
            emulator,
            features,
        }
    }

    /// Shows `buffer`, and gives the bytes that it took.
    fn show(&mut self, buffer: &Buffer) -> Vec<u8> {
        frugal::draw(&mut self.terminal, |frame| {
            frame.buffer_mut().clone_from(buffer);
        })
        .unwrap();
        let sent = std::mem::take(self.terminal.backend_mut().out_mut());
        self.emulator.feed(&sent);
        sent
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.emulator = Emulator::new(columns, rows);
        self.anew(columns, rows);
    }

    /// Nobody knows what the terminal shows.
    fn anew(&mut self, columns: u16, rows: u16) {
        self.emulator.feed(rubbish(self.features));
        self.terminal.backend_mut().resize(columns, rows);
        self.terminal
            .resize(Rect::new(0, 0, columns, rows))
            .unwrap();
    }
}

/// A buffer with these lines at its top.
fn page(columns: u16, rows: u16, lines: &[&str]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    for (y, line) in (0..rows).zip(lines) {
        buffer.set_string(0, y, line, Style::new());
    }
    buffer
}

/// `count` lines that have nothing to do with each other.
fn prose(from: usize, count: usize) -> Vec<String> {
    let line = |n: usize| {
        let words = (0..9).map(|w| (n * 7919 + w * w * 104_729 + w * 31) % 46_657);
        words
            .map(|w| format!("{w:x}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    (from..from + count).map(line).collect()
}

fn text(sent: &[u8]) -> String {
    String::from_utf8_lossy(sent).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_is_what_a_plain_repaint_shows(
        features in scene::features(ALL),
        steps in scene::steps(),
    ) {
        let mut scene = Scene::new(40, 12);
        let mut rig = Rig::new(40, 12, features);
        for step in steps {
            scene.take(&step);
            match step {
                Step::Resize(columns, rows) => rig.resize(columns, rows),
                Step::Anew => rig.anew(scene.width(), scene.height()),
                _ => {}
            }
            let sent = rig.show(&scene.buffer);
            let plain = plainly(&scene.buffer);
            let wrong = differing(&rig.emulator, &plain);
            prop_assert!(
                wrong.is_empty(),
                "after {step:?} sent {:?}: {wrong:?}",
                text(&sent)
            );
        }
    }
}

#[test]
fn a_frame_that_changes_nothing_sends_nothing() {
    let mut rig = Rig::new(40, 10, ALL);
    let buffer = page(40, 10, &["a headline", "", "some text"]);
    assert!(!rig.show(&buffer).is_empty());
    assert_eq!(text(&rig.show(&buffer)), "");
}

#[test]
fn a_long_frame_is_sent_between_one_pair_of_marks_and_a_short_one_without() {
    let pages = [prose(0, 10), prose(50, 10)].map(|lines| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        page(40, 10, &lines)
    });
    let mut rig = Rig::new(40, 10, ALL);
    for page in &pages {
        let sent = text(&rig.show(page));
        assert!(sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"));
        assert_eq!(sent.matches("\x1b[?2026").count(), 2);
    }
    assert!(!text(&rig.show(&page(40, 10, &["a"]))).contains("2026"));
    let without = Features {
        synchronized: false,
        ..ALL
    };
    let mut rig = Rig::new(40, 10, without);
    assert!(!text(&rig.show(&pages[0])).contains("2026"));
}

#[test]
fn a_line_of_scrolled_text_costs_the_line_and_little_more() {
    let mut rig = Rig::new(80, 24, ALL);
    let lines = prose(0, 60);
    let view = |top: usize| {
        let mut shown: Vec<&str> = vec!["the name of the program", "────"];
        shown.extend(lines[top..top + 20].iter().map(String::as_str));
        shown.extend(["────", "the keys"]);
        page(80, 24, &shown)
    };
    rig.show(&view(0));
    rig.show(&view(1));
    for (top, new) in [(2, 21), (3, 22), (2, 2), (1, 1)] {
        let sent = rig.show(&view(top));
        let room = lines[new].len() + 10;
        assert!(
            sent.len() <= room,
            "{} to {top}: {:?}",
            sent.len(),
            text(&sent)
        );
    }
    let without = Features {
        regions: false,
        ..ALL
    };
    let mut rig = Rig::new(80, 24, without);
    rig.show(&view(0));
    assert!(rig.show(&view(1)).len() > 600);
}

#[test]
fn a_pane_beside_others_scrolls_alone_where_there_are_margins() {
    let (left, lines) = (prose(100, 20), prose(0, 60));
    let view = |top: usize| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 20));
        for y in 0..20 {
            let row = usize::from(y);
            buffer.set_stringn(0, y, &left[row], 30, Style::new());
            buffer.set_string(32, y, "│", Style::new());
            buffer.set_stringn(34, y, &lines[top + row], 45, Style::new());
            buffer.set_string(82, y, "│", Style::new());
            buffer.set_stringn(84, y, &left[19 - row], 30, Style::new());
        }
        buffer
    };
    let mut rig = Rig::new(120, 20, ALL);
    rig.show(&view(0));
    let sent = rig.show(&view(1));
    assert!(sent.len() < 120, "{} bytes: {:?}", sent.len(), text(&sent));
    assert_eq!(differing(&rig.emulator, &plainly(&view(1))), Vec::new());
}

#[test]
fn stretches_of_one_character_and_blanks_are_not_spelt_out() {
    let mut rig = Rig::new(120, 5, ALL);
    let sent = rig.show(&page(120, 5, &[&"─".repeat(120), "a"]));
    assert!(sent.len() < 60, "{}: {:?}", sent.len(), text(&sent));
    let mut marked = page(120, 5, &["a"]);
    marked.set_style(Rect::new(0, 2, 120, 1), Style::new().bg(Color::Blue));
    let sent = rig.show(&marked);
    assert!(sent.len() < 60, "{}: {:?}", sent.len(), text(&sent));
    assert_eq!(differing(&rig.emulator, &plainly(&marked)), Vec::new());
}

#[test]
fn what_terminals_draw_wider_leaves_nothing_behind() {
    let mut rig = Rig::new(40, 6, ALL);
    let lines = [
        "flags 🇩🇪 🇫🇷 and more",
        "one 👩\u{200d}👩\u{200d}👧 family",
        "plain",
        "a heart ❤\u{fe0f} at the end ❤\u{fe0f}",
    ];
    for top in [0, 1, 2, 1, 3, 0, 2] {
        rig.show(&page(40, 6, &lines[top..]));
        let screen = rig.emulator.text();
        for (y, line) in lines[top..].iter().enumerate() {
            assert_eq!(screen[y].chars().next(), line.chars().next(), "{screen:?}");
        }
        for row in &screen[lines.len() - top..] {
            assert_eq!(row.trim(), "", "{screen:?}");
        }
        assert_eq!(
            differing(&rig.emulator, &plainly(&page(40, 6, &lines[top..]))),
            Vec::new()
        );
    }
}

#[test]
fn a_link_is_opened_once_closed_and_written_anew_with_its_cells() {
    let mut rig = Rig::new(40, 4, ALL);
    let words = page(40, 4, &["see the page", "of the paper here"]);
    let address = "https://example.org/a b?ü=\x1b1";
    let opening = "\x1b]8;id=3;https://example.org/a%20b?%C3%BC=%1B1\x1b\\";
    let link = |rig: &Rig| {
        let layer = rig.terminal.backend().layer();
        layer.link(4, 0, 8, 3, address);
        layer.link(0, 1, 12, 3, address);
    };
    link(&rig);
    let sent = text(&rig.show(&words));
    assert_eq!(
        sent.matches(opening).count(),
        1,
        "two rows, one link: {sent:?}"
    );
    assert!(sent.contains(&format!("see {opening}the page")), "{sent:?}");
    assert!(sent.contains("of the paper\x1b]8;;\x1b\\ here"), "{sent:?}");
    link(&rig);
    assert_eq!(text(&rig.show(&words)), "", "the same link");
    link(&rig);
    let sent = text(&rig.show(&page(40, 4, &["see the copy", "of the paper here"])));
    assert!(
        sent.contains(&format!("{opening}copy\x1b]8;;\x1b\\")),
        "{sent:?}"
    );
    // The link is gone, and with it what was under it is written without.
    let sent = text(&rig.show(&page(40, 4, &["see the copy", "of the paper here"])));
    assert!(
        sent.contains("the copy") && !sent.contains("\x1b]8;i"),
        "{sent:?}"
    );
    let mut rig = Rig::new(
        40,
        4,
        Features {
            links: false,
            ..ALL
        },
    );
    link(&rig);
    assert!(!text(&rig.show(&words)).contains("\x1b]8"));
}

#[test]
fn the_cursor_rests_where_the_drawer_says_and_shows_where_something_is_typed() {
    let mut rig = Rig::new(40, 10, ALL);
    let words = page(40, 10, &["one", "two", "three"]);
    for row in [2, 4, 3] {
        rig.terminal.backend().layer().rest_at(1, row);
        rig.show(&words);
        assert_eq!(rig.emulator.cursor(), (1, row, false));
    }
    frugal::draw(&mut rig.terminal, |frame| {
        frame.buffer_mut().clone_from(&words);
        frame.set_cursor_position((5, 9));
    })
    .unwrap();
    let sent = std::mem::take(rig.terminal.backend_mut().out_mut());
    rig.emulator.feed(&sent);
    assert_eq!(rig.emulator.cursor(), (5, 9, true));
    rig.show(&words);
    assert!(!rig.emulator.cursor().2);
}

#[test]
fn no_control_character_in_a_cell_is_sent() {
    let mut buffer = page(20, 2, &["safe"]);
    buffer[(1, 1)].set_symbol("\x1b[2J");
    buffer[(2, 1)].set_symbol("\u{9b}");
    buffer[(3, 1)].set_symbol("\x07");
    let mut rig = Rig::new(20, 2, ALL);
    let sent = text(&rig.show(&buffer));
    assert!(sent.ends_with("safe\x1b[?25l"), "{sent:?}");
}

#[test]
fn texts_are_forgotten_when_there_are_too_many_and_nothing_changes() {
    let mut rig = Rig::new(40, 4, ALL);
    let mut last = Buffer::empty(Rect::new(0, 0, 40, 4));
    for round in 0..1200 {
        let mut buffer = page(40, 4, &["e\u{301}t e\u{301}"]);
        for x in 0..20 {
            let mark = |n: u32| char::from_u32(0x300 + n % 64).unwrap();
            let symbol: String = ['x', mark(round), mark(round / 64 + x), mark(x)]
                .iter()
                .collect();
            buffer[(x as u16, 2)].set_symbol(&symbol);
        }
        rig.show(&buffer);
        last = buffer;
    }
    assert_eq!(differing(&rig.emulator, &plainly(&last)), Vec::new());
    assert_eq!(text(&rig.show(&last)), "");
}

#[test]
fn a_terminal_that_fails_is_painted_anew() {
    struct Failing(Vec<u8>, bool);
    impl std::io::Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if std::mem::take(&mut self.1) {
                return Err(std::io::Error::other("full"));
            }
            self.0.write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let backend = Frugal::new(Failing(Vec::new(), true), 20, 3, ALL);
    let viewport = Viewport::Fixed(Rect::new(0, 0, 20, 3));
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    let words = page(20, 3, &["words"]);
    let mut draw = || frugal::draw(&mut terminal, |frame| frame.buffer_mut().clone_from(&words));
    assert!(draw().is_err());
    draw().unwrap();
    let mut emulator = Emulator::new(20, 3);
    emulator.feed(&terminal.backend().out().0);
    assert_eq!(emulator.text()[0].trim(), "words");
}

#[test]
fn attributes_are_not_repeated() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 4));
    let style = Style::new()
        .fg(Color::Rgb(1, 2, 3))
        .add_modifier(Modifier::BOLD);
    for y in 0..4 {
        buffer.set_string(0, y, "bold words in an exact colour", style);
    }
    let mut rig = Rig::new(40, 4, ALL);
    let sent = text(&rig.show(&buffer));
    assert_eq!(sent.matches("38;2;1;2;3").count(), 1, "{sent:?}");
}

#[test]
fn panes_beside_each_other_are_tabbed_to() {
    let (left, right) = (prose(0, 40), prose(100, 40));
    let view = |top: usize| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        for y in 0..40 {
            let row = usize::from(y);
            let shown = |lines: &[String]| lines[(top + row) % 40].clone();
            buffer.set_stringn(27, y, shown(&left), 20 + row % 9, Style::new());
            buffer.set_stringn(93, y, shown(&right), 10 + row % 7, Style::new());
        }
        buffer
    };
    let sizes = [true, false].map(|tabs| {
        let mut rig = Rig::new(120, 40, Features { tabs, ..ALL });
        let first = rig.show(&view(0)).len();
        assert_eq!(differing(&rig.emulator, &plainly(&view(0))), Vec::new());
        let second = rig.show(&view(20));
        assert_eq!(differing(&rig.emulator, &plainly(&view(20))), Vec::new());
        assert_eq!(text(&second).matches("\x1b[3g").count(), 0, "they stay");
        (first, second.len())
    });
    let [(first, second), (first_without, second_without)] = sizes;
    assert!(first + 100 < first_without, "{first} {first_without}");
    assert!(second + 100 < second_without, "{second} {second_without}");
}

#[test]
fn no_stop_is_set_where_the_linux_console_keeps_none() {
    let right = prose(0, 40);
    let sent = [200, 300].map(|column| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 340, 40));
        for (y, words) in (0..).zip(&right) {
            buffer.set_stringn(column, y, words, 10 + usize::from(y) % 7, Style::new());
        }
        let mut rig = Rig::new(340, 40, ALL);
        let sent = rig.show(&buffer);
        assert_eq!(differing(&rig.emulator, &plainly(&buffer)), Vec::new());
        text(&sent).contains("\x1bH")
    });
    assert_eq!(sent, [true, false]);
}
