//! What several test files share.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod library;
#[path = "../lines/mod.rs"]
mod lines;

use jiff::Timestamp;
use quotidian::app::{Action, Keymap, Pane, Session, Start, State, View, update};
use quotidian::config::{Depth, Keys, Settings, ThemeFile};
use quotidian::model::{Article, Mention, Name, NameKind, Quote, QuoteKind, Source, SourceKind};
use quotidian::text::{Clean, Span, Widths};
use quotidian::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// An article whose paragraphs are the lines of `text`.
pub fn article(id: &str, title: Option<&str>, text: &str) -> Article {
    let mut article = lines::article(text);
    article.id = Clean::line(id);
    article.source = Source {
        kind: SourceKind::File,
        location: Clean::line(id),
        label: Clean::line("The Daily"),
    };
    article.title = title.map(Clean::line);
    article
}

/// The place of `snippet` in the text.
pub fn place(article: &Article, snippet: &str) -> Span {
    let start = article
        .text
        .find(snippet)
        .unwrap_or_else(|| panic!("{snippet:?} is not in the article"));
    Span::new(start, start + snippet.len())
}

/// A time to be at: everything is reckoned from here.
pub fn now() -> Timestamp {
    "2025-11-18T12:00:00Z".parse().unwrap()
}

/// A program on a screen of this size, with nothing loaded.
pub fn program(columns: u16, rows: u16) -> State {
    program_on(columns, rows, None)
}

/// A program on a screen of this size, on a library where there is a session.
pub fn program_on(columns: u16, rows: u16, session: Option<Session>) -> State {
    let settings = Settings::defaults().unwrap();
    let theme = ThemeFile::mono().unwrap().at(Depth::None);
    State::new(Start {
        view: View {
            measure: settings.reading.measure,
            ..View::default()
        },
        themes: vec![("mono".to_owned(), theme)],
        keymap: Keymap::new(&Keys::default()).unwrap(),
        size: (columns, rows),
        now: now(),
        focus: session
            .as_ref()
            .map_or(Pane::Reader, |session| session.pane),
        session,
    })
}

/// Loads `article` with its annotations.
pub fn load(state: &mut State, article: Article) {
    let found = quotidian::analysis::annotate(&article);
    let id = article.id.to_string();
    update(state, Action::Loaded(std::sync::Arc::new(article)));
    update(state, Action::Annotated(id, std::sync::Arc::new(found)));
}

/// Presses keys, written as in the configuration and parted by blanks.
pub fn press(state: &mut State, keys: &str) {
    for key in keys.split_whitespace() {
        update(state, Action::Key(key.parse().unwrap()));
    }
}

/// The screen as text, white space at the ends of its rows left out.
pub fn screen(state: &State) -> String {
    let mut terminal = Terminal::new(TestBackend::new(state.size.0, state.size.1)).unwrap();
    terminal
        .draw(|frame| {
            ui::draw(state, frame);
        })
        .unwrap();
    let buffer = terminal.backend().buffer();
    let mut rows = Vec::new();
    for row in buffer.content.chunks(usize::from(state.size.0).max(1)) {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in row {
            // The cells behind a wide character hold nothing of their own.
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = Widths::Narrow.cells(cell.symbol());
            }
            hidden = hidden.saturating_sub(1);
        }
        rows.push(line.trim_end().to_owned());
    }
    rows.join("\n")
}

/// A piece of direct speech, as analysis would give it.
pub fn speech(article: &Article, snippet: &str, speaker: Option<&str>) -> Quote {
    Quote {
        span: place(article, snippet),
        kind: QuoteKind::Direct,
        nested: false,
        speaker: speaker.map(str::to_owned),
        mention: None,
        cue: None,
        confidence: 0.9,
        why: "it stands beside the name".to_owned(),
        runners_up: Vec::new(),
    }
}

/// A piece of indirect speech, as analysis would give it.
pub fn statement(article: &Article, snippet: &str, speaker: Option<&str>) -> Quote {
    Quote {
        kind: QuoteKind::Indirect,
        ..speech(article, snippet, speaker)
    }
}

/// A name with all places where `forms` stand.
pub fn name(article: &Article, kind: NameKind, forms: &[&str]) -> Name {
    let text: &str = &article.text;
    let found = forms.iter().flat_map(|form| text.match_indices(form));
    let mut mentions: Vec<Mention> = found
        .map(|(at, form)| Mention::new(text, Span::new(at, at + form.len())))
        .collect();
    mentions.sort_by_key(|m| m.start);
    Name {
        name: forms[0].to_owned(),
        kind,
        mentions,
    }
}
