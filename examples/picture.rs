//! Draws the showcase as the reader draws it and writes the screen as an SVG picture:
//!
//!     cargo run --example picture > docs/quotidian.svg
//!
//! A number after it is how many quotes to walk first.

use std::fmt::Write;
use std::sync::Arc;

use quotidian::app::{Action, Keymap, Pane, Start, State, View, update};
use quotidian::config::{Depth, Keys, ThemeFile};
use quotidian::text::Widths;
use quotidian::{analysis, loader, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

const COLUMNS: u16 = 116;
const ROWS: u16 = 34;
/// Size of a cell in the picture, in its own units.
const CELL: (f64, f64) = (8.4, 18.0);
const INK: &str = "#d8d8d8";
const PAPER: &str = "#16181d";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let quotes = std::env::args().nth(1).map_or(Ok(4), |n| n.parse())?;
    let theme = ThemeFile::built_in("dark")?.ok_or("the dark theme is built in")?;
    let mut state = State::new(Start {
        view: View::default(),
        themes: vec![("dark".to_owned(), theme.at(Depth::True))],
        keymap: Keymap::new(&Keys::default())?,
        size: (COLUMNS, ROWS),
        now: jiff::Timestamp::UNIX_EPOCH,
        focus: Pane::Reader,
        session: None,
    });
    for article in loader::showcase() {
        let found = Arc::new(analysis::annotate(&article));
        let id = article.id.to_string();
        update(&mut state, Action::Loaded(Arc::new(article)));
        update(&mut state, Action::Annotated(id, found));
    }
    update(&mut state, Action::AllLoaded);
    for _ in 0..quotes {
        update(&mut state, Action::Key("n".parse()?));
    }
    let mut terminal = Terminal::new(TestBackend::new(COLUMNS, ROWS))?;
    terminal.draw(|frame| {
        ui::draw(&state, frame);
    })?;
    print!("{}", svg(&terminal.backend().buffer().content)?);
    Ok(())
}

fn svg(content: &[Cell]) -> Result<String, std::fmt::Error> {
    let (width, height) = (f64::from(COLUMNS) * CELL.0, f64::from(ROWS) * CELL.1);
    let mut out = String::new();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -12 {:.0} {:.0}\" role=\"img\">",
        width + 24.0,
        height + 24.0
    )?;
    writeln!(
        out,
        "<title>quotidian in a terminal of {COLUMNS} columns and {ROWS} rows</title>"
    )?;
    writeln!(
        out,
        "<rect x=\"-12\" y=\"-12\" width=\"{:.0}\" height=\"{:.0}\" rx=\"8\" fill=\"{PAPER}\"/>",
        width + 24.0,
        height + 24.0
    )?;
    writeln!(
        out,
        "<g font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\" xml:space=\"preserve\">"
    )?;
    for (row, line) in content.chunks(usize::from(COLUMNS)).enumerate() {
        let y = row as f64 * CELL.1;
        let mut start = 0;
        while start < line.len() {
            let look = line[start].style();
            let end = (start..line.len())
                .find(|&i| line[i].style() != look)
                .unwrap_or(line.len());
            run(&mut out, &line[start..end], start as f64 * CELL.0, y)?;
            start = end;
        }
    }
    out.push_str("</g>\n</svg>\n");
    Ok(out)
}

/// Cells of one look, side by side.
fn run(out: &mut String, run: &[Cell], x: f64, y: f64) -> std::fmt::Result {
    let Some(cell) = run.first() else {
        return Ok(());
    };
    let width = run.len() as f64 * CELL.0;
    if let Some(paper) = hex(cell.bg) {
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
            CELL.1
        )?;
    }
    let text: String = run.iter().map(Cell::symbol).collect();
    let shown = text.trim_end();
    if shown.is_empty() {
        return Ok(());
    }
    let ink = hex(cell.fg).unwrap_or_else(|| INK.to_owned());
    let weight = if cell.modifier.contains(Modifier::BOLD) {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let line = if cell.modifier.contains(Modifier::UNDERLINED) {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let length = Widths::Narrow.cells(shown) as f64 * CELL.0;
    let shown = shown
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{weight}{line}>{shown}</text>",
        y + 13.5
    )
}

fn hex(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}
