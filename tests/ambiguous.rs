//! Terminals that draw what is ambiguous into two cells: everything stands where it was laid out.

mod common;

use common::{article, load, press, program};
use quotidian::app::{Action, State, update};
use quotidian::loader;
use quotidian::shell::frugal::{self, Features, Frugal};
use quotidian::text::Widths;
use quotidian::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const WIDE: Features = Features {
    erase_cells: true,
    erase_to_colour: true,
    regions: true,
    widths: Widths::Wide,
    ..Features::LEAST
};

/// A terminal that draws wide what is ambiguous. To the emulator inside, which does not, that comes as
/// ideographs.
struct Rig {
    terminal: Terminal<Frugal<Vec<u8>>>,
    emulator: vt100::Parser,
    drawn_wide: Vec<char>,
}

impl Rig {
    fn new(columns: u16, rows: u16) -> Self {
        let backend = Frugal::new(Vec::new(), columns, rows, WIDE);
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        Self {
            terminal: Terminal::with_options(backend, TerminalOptions { viewport }).unwrap(),
            emulator: vt100::Parser::new(rows, columns, 0),
            drawn_wide: Vec::new(),
        }
    }

    fn feed(&mut self, sent: &str) {
        for char in sent.chars() {
            let mut buffer = [0; 4];
            let text = char.encode_utf8(&mut buffer);
            let is_ambiguous = Widths::Narrow.cells(text) == 1 && Widths::Wide.cells(text) == 2;
            let stands = if is_ambiguous {
                self.ideograph(char)
            } else {
                char
            };
            let mut buffer = [0; 4];
            self.emulator
                .process(stands.encode_utf8(&mut buffer).as_bytes());
        }
    }

    fn ideograph(&mut self, char: char) -> char {
        let known = self.drawn_wide.iter().position(|c| *c == char);
        let at = known.unwrap_or_else(|| {
            self.drawn_wide.push(char);
            self.drawn_wide.len() - 1
        });
        char::from_u32(IDEOGRAPHS + u32::try_from(at).unwrap()).unwrap()
    }

    fn written(&self, char: char) -> char {
        let at = u32::from(char).wrapping_sub(IDEOGRAPHS);
        let found = self.drawn_wide.get(usize::try_from(at).unwrap());
        found.copied().unwrap_or(char)
    }

    /// Shows `state`: the rows as they were laid out, and as the terminal has them.
    fn show(&mut self, state: &State) -> [Vec<String>; 2] {
        let mut laid_out = Buffer::default();
        frugal::draw(&mut self.terminal, |frame| {
            ui::draw(state, frame);
            laid_out = frame.buffer_mut().clone();
        })
        .unwrap();
        let sent = std::mem::take(self.terminal.backend_mut().out_mut());
        self.feed(&String::from_utf8(sent).unwrap());
        let columns = usize::from(state.size.0);
        let rows = laid_out.content.chunks(columns).map(|row| {
            let mut line = Vec::new();
            let mut taken = 0;
            for cell in row {
                if taken == 0 {
                    taken = Widths::Wide.cells(cell.symbol());
                    line.push(cell.symbol());
                    line.extend(std::iter::repeat_n("", taken - 1));
                }
                taken -= 1;
            }
            assert_eq!(line.len(), columns, "a glyph stands over the edge");
            line.concat().trim_end().to_owned()
        });
        let screen = self.emulator.screen();
        let shown = screen.rows(0, state.size.0);
        let shown = shown.map(|row| row.chars().map(|c| self.written(c)).collect::<String>());
        let shown = shown.map(|row| row.trim_end().to_owned());
        [rows.collect(), shown.collect()]
    }
}

/// Ideographs that nothing here holds.
const IDEOGRAPHS: u32 = 0x9000;

fn wide(columns: u16, rows: u16) -> State {
    let mut state = program(columns, rows);
    state.view.widths = Widths::Wide;
    for article in loader::showcase() {
        load(&mut state, article);
    }
    let text = "Ἐν ἀρχῇ ἦν ὁ λόγος, “и слово было у Бога”, sagte sie — „gewiß“ … 「そうです」と彼は言った。\n\
                Это длинный абзац, который занимает несколько строк и в котором каждая буква широкая.\n\
                “Well,” said Ann Lee, “that is that; we shall see what becomes of it.”";
    load(
        &mut state,
        article("greek", Some("Κυκλαδικὴ τέχνη — “das Schöne”"), text),
    );
    update(&mut state, Action::AllLoaded);
    state
}

#[test]
fn all_stands_where_it_was_laid_out() {
    for (columns, rows) in [(120, 30), (100, 24), (72, 20), (41, 12), (23, 8)] {
        let mut state = wide(columns, rows);
        let mut rig = Rig::new(columns, rows);
        let keys = "n n space w esc ? esc alt-1 j j j j enter n n n ; esc # esc G z z : t h e esc \
                    e enter / и с enter esc k k T j esc alt-1 k alt-2 n alt-3 g pause esc j j + -";
        for key in keys.split(' ') {
            match key {
                "pause" => drop(update(&mut state, Action::Paused)),
                key => press(&mut state, key),
            }
            let [laid_out, shown] = rig.show(&state);
            assert_eq!(laid_out, shown, "{columns} × {rows} after {key}");
        }
    }
}

#[test]
fn frame_and_marks_are_of_one_cell() {
    let mut state = wide(120, 30);
    press(&mut state, "alt-1 G enter n");
    let mut rig = Rig::new(120, 30);
    let [_, shown] = rig.show(&state);
    insta::assert_snapshot!(shown.join("\n"));
    // The dividers stand below one another.
    let screen = rig.emulator.screen();
    let at = |row: u16, column: u16| screen.cell(row, column).map(|c| c.contents().to_owned());
    for divider in state.layout.dividers.into_iter().flatten() {
        for y in divider.y..divider.y + divider.height {
            assert_eq!(at(y, divider.x).as_deref(), Some("|"), "row {y}");
        }
    }
}

#[test]
fn a_picture_has_a_point_a_cell() {
    use quotidian::app::Overlay;
    use quotidian::config::Pictures;
    use quotidian::model::{PicturePlace, Raster};
    let mut state = wide(60, 20);
    state.view.pictures = Some(Pictures::Cells);
    let points = [[200, 0, 0], [0, 0, 200]].into_iter().cycle().take(40 * 30);
    state.overlay = Some(Overlay::Picture {
        label: "stripes".to_owned(),
        place: PicturePlace::Web("https://example.org/stripes".to_owned()),
        raster: Raster::new(40, points.collect()).into(),
    });
    let mut rig = Rig::new(60, 20);
    let [laid_out, shown] = rig.show(&state);
    assert_eq!(laid_out, shown);
    assert!(!shown.concat().contains('▀'), "{shown:?}");
    let screen = rig.emulator.screen();
    let coloured = (0..20).flat_map(|y| (0..60).map(move |x| (y, x)));
    let coloured = coloured.filter(|&(y, x)| {
        let cell = screen.cell(y, x).unwrap();
        matches!(cell.bgcolor(), vt100::Color::Rgb(..))
    });
    assert!(coloured.count() > 100);
}
