//! Scripts of the world on the screen: text from right to left in visual order with its marks in the
//! right cells, scripts without blanks between words, wide and joined characters.

mod common;

use common::library::Reading;
use common::{article, load, place, press, program, screen};
use proptest::prelude::*;
use quotidian::app::{
    Action, Address, Choice, Choices, Input, Mouse, Overlay, Page, PageRow, Setting, State,
    TextRow, Then, update,
};
use quotidian::config::{Depth, ThemeFile};
use quotidian::model::{Article, BlockKind, Marker, Shelf, ShelfRow};
use quotidian::text::{Clean, LineOrder, Widths};
use quotidian::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

fn setting(width: u16) -> Setting {
    Setting {
        width,
        justify: false,
        hyphenate: false,
        boilerplate: false,
        order: LineOrder::Visual,
        widths: Widths::Narrow,
    }
}

fn text_rows(article: &Article, setting: Setting) -> Vec<TextRow> {
    let page = Page::new(article, "", setting, None);
    let text = |row| match row {
        PageRow::Text(row) => Some(row),
        _ => None,
    };
    page.rows.into_iter().filter_map(text).collect()
}

/// The row as it stands in a column of `width` cells.
fn drawn(row: &TextRow, text: &str, width: usize) -> String {
    let mut cells = vec![" ".to_owned(); width];
    for glyph in row.placed(text) {
        cells[glyph.x] = glyph.grapheme.into_owned();
        for hidden in &mut cells[glyph.x + 1..glyph.x + glyph.cells] {
            hidden.clear();
        }
    }
    for (i, grapheme) in row.lead.graphemes(true).enumerate() {
        if grapheme != " " {
            cells[row.lead_at + i] = grapheme.to_owned();
        }
    }
    cells.concat()
}

fn column(text: &str, width: u16) -> Vec<String> {
    let article = article("a", None, text);
    text_rows(&article, setting(width))
        .iter()
        .map(|row| drawn(row, &article.text, usize::from(width)))
        .collect()
}

#[test]
fn paragraphs_of_each_direction_stand_at_their_side() {
    for (text, rows) in [
        (
            "ראש העיר דנה לוי אמרה: „זה הזמן“ בכנס של Blue Harbor (BHX).",
            &[
                " “ןמזה הז„ :הרמא יול הנד ריעה שאר",
                "        .Blue Harbor (BHX) לש סנכב",
            ][..],
        ),
        (
            "قالت ليلى حداد: «حان الوقت»، وسيكلف المشروع 12.5 مليون يورو.",
            &["،«تقولا ناح» :دادح ىليل تلاق", "عورشملا فلكيسو"][..1],
        ),
        (
            "The word שלום (peace) is old.",
            &["The word םולש (peace) is old."],
        ),
        // Without letters of its own, a line stands where the text before it does.
        (
            "שלום לכולם\n12.5%",
            &[
                "                        םלוכל םולש",
                "                             12.5%",
            ],
        ),
    ] {
        let shown = column(text, 34);
        for (shown, row) in shown.iter().zip(rows) {
            assert_eq!(shown.trim(), row.trim(), "{text}");
        }
        let from_the_right = !text.starts_with('T');
        for row in &shown {
            let edge = if from_the_right {
                row.chars().last()
            } else {
                row.chars().next()
            };
            assert_ne!(edge, Some(' '), "{row:?}");
        }
    }
}

#[test]
fn bullets_numbers_and_bars_stand_at_the_right_of_what_begins_there() {
    let mut article = article("a", None, "נקודה ראשונה\nנקודה שנייה\nציטוט מן המסמך");
    for (block, marker) in [(0, Marker::Bullet), (1, Marker::Number(12))] {
        article.blocks[block].kind = BlockKind::Item { depth: 0, marker };
    }
    article.blocks[2].quote_depth = 1;
    let rows = text_rows(&article, setting(20));
    let shown: Vec<String> = rows
        .iter()
        .map(|row| drawn(row, &article.text, 20))
        .collect();
    assert_eq!(
        shown,
        [
            "      הנושאר הדוקנ •",
            "     היינש הדוקנ .12",
            "    ךמסמה ןמ טוטיצ ▕"
        ]
    );
}

#[test]
fn an_even_edge_is_even_on_both_sides() {
    let text = "בבוקר שלמחרת יצאה הספינה מן הנמל הישן אל הים הפתוח ולא שבה עוד אל החוף";
    let article = article("a", None, text);
    let justified = Setting {
        justify: true,
        ..setting(24)
    };
    let rows = text_rows(&article, justified);
    assert!(rows.len() > 2);
    for row in rows.iter().filter(|row| !row.row.last) {
        let shown = drawn(row, &article.text, 24);
        assert!(
            !shown.starts_with(' ') && !shown.ends_with(' '),
            "{shown:?}"
        );
    }
}

#[test]
fn a_terminal_that_reorders_gets_what_is_read() {
    let article = article("a", Some("שלום (1)"), "שלום (עולם) 12");
    let logical = Setting {
        order: LineOrder::Logical,
        ..setting(20)
    };
    let rows = text_rows(&article, logical);
    assert_eq!(
        drawn(&rows[0], &article.text, 20).trim_end(),
        "שלום (עולם) 12"
    );
    let mut state = program(60, 12);
    state.view.order = LineOrder::Logical;
    load(&mut state, article);
    assert!(screen(&state).contains("שלום (1)"), "{}", screen(&state));
}

fn mixed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[א-ת]{1,8}[,.:;]?",
        3 => "[ء-ي]{1,8}[،؛؟]?",
        2 => "[a-zA-Z]{1,10}",
        2 => "[0-9٠-٩۰-۹]{1,4}([.,/-][0-9]{1,3})?%?",
        1 => "[(\\[«“\"„]([א-ת]{1,5}|[a-z]{1,5})[)\\]»”\"“]",
        1 => "(שָׁ|می\u{200c}|👩\u{200d}👩\u{200d}👧|🇧🇪|日本|ก็|1️⃣|e\u{301}){1,3}",
        1 => "\\PC{1,4}",
    ];
    let space = prop_oneof![8 => Just(" "), 1 => Just("\n"), 1 => Just("  ")];
    prop::collection::vec((word, space), 1..30)
        .prop_map(|words| words.into_iter().map(|(w, s)| w + s).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Reordering loses and doubles nothing, every cell of a row belongs to one place in the text,
    /// and from the place one comes back to the cell.
    #[test]
    fn cells_and_places_in_the_text_are_one_to_one(raw in mixed(), width in 4u16..60, justify: bool) {
        let text = Clean::line(&raw.replace('\n', " ␤ "));
        let article = article("a", None, &text.replace(" ␤ ", "\n"));
        for row in text_rows(&article, Setting { justify, ..setting(width) }) {
            let span = row.row.span;
            let placed = row.placed(&article.text);
            let mut at = row.indent;
            for glyph in &placed {
                prop_assert_eq!(glyph.x, at);
                at += glyph.cells;
            }
            prop_assert!(at <= usize::from(width) || placed.len() == 1, "{} cells", at);
            let mut read = placed.clone();
            read.sort_by_key(|glyph| glyph.span.start);
            let clusters: Vec<_> = span.of(&article.text).grapheme_indices(true).collect();
            prop_assert_eq!(read.len(), clusters.len());
            for (glyph, (offset, cluster)) in read.iter().zip(clusters) {
                prop_assert_eq!(glyph.span.start, span.start + offset);
                prop_assert_eq!(glyph.span.of(&article.text), cluster);
                let cells = glyph.x..glyph.x + glyph.cells;
                for cell in cells {
                    let there = placed.iter().find(|p| (p.x..p.x + p.cells).contains(&cell));
                    prop_assert_eq!(there.map(|p| p.span), Some(glyph.span));
                }
            }
        }
    }

    /// Whatever is written, the panes keep their places: rules and other panes stand where they do
    /// beside plain text.
    #[test]
    fn no_text_moves_the_panes(raw in mixed(), title in mixed()) {
        let mut state = program(120, 20);
        load(&mut state, article("a", Some(&title), &Clean::line(&raw)));
        press(&mut state, "n");
        let buffer = cells(&state);
        let rules: Vec<u16> = state.layout.dividers.into_iter().flatten().map(|d| d.x).collect();
        for y in 2..17 {
            for x in &rules {
                prop_assert_eq!(buffer[(*x, y)].symbol(), "│");
            }
        }
        for (i, cell) in buffer.content.iter().enumerate() {
            let x = i % 120;
            prop_assert!(x + usize::from(cell.cell_width().max(1)) <= 120, "{:?} at {}", cell.symbol(), x);
            let hidden = cell.symbol().contains(['\u{2067}', '\u{2068}', '\u{2069}']);
            prop_assert!(!hidden, "{:?}", cell.symbol());
        }
    }
}

/// The cells of the screen.
fn cells(state: &State) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(state.size.0, state.size.1)).unwrap();
    terminal
        .draw(|frame| {
            ui::draw(state, frame);
        })
        .unwrap();
    terminal.backend().buffer().clone()
}

/// A program in colours that shows `article`.
fn reading(columns: u16, rows: u16, article: Article) -> State {
    let mut state = program(columns, rows);
    let theme = ThemeFile::built_in("dark").unwrap().unwrap();
    state.themes = vec![("dark".to_owned(), theme.at(Depth::True))];
    load(&mut state, article);
    update(&mut state, Action::AllLoaded);
    state
}

/// What of the reading pane looks otherwise in `after` than in `before`, row by row.
fn changed(state: &State, before: &Buffer, after: &Buffer) -> Vec<String> {
    let pane = state.layout.reader.unwrap();
    let row = |y: u16| -> String {
        (pane.x..pane.x + pane.width)
            .filter(|&x| before[(x, y)] != after[(x, y)])
            .map(|x| after[(x, y)].symbol())
            .collect()
    };
    (pane.y..pane.y + pane.height)
        .map(row)
        .filter(|row| !row.is_empty())
        .collect()
}

/// The cell of the reading pane where `words` begin.
fn cell_of(state: &State, buffer: &Buffer, words: &str) -> (u16, u16) {
    let pane = state.layout.reader.unwrap();
    for y in pane.y..pane.y + pane.height {
        for x in pane.x..pane.x + pane.width {
            let mut cells = words.graphemes(true).zip(x..pane.x + pane.width);
            if cells.all(|(want, x)| buffer[(x, y)].symbol() == want) {
                return (x, y);
            }
        }
    }
    panic!("{words:?} is not in the article");
}

const HEBREW: (&str, &str) = (
    "הנמל הישן ייפתח מחדש בשנת 2027",
    "ראש העיר הודיעה ביום שלישי כי הנמל הישן ייפתח מחדש אחרי שנים של הזנחה.\n\
     \"זה הזמן להשקיע בעיר\", אמרה דנה לוי בכנס של חברת Blue Harbor (BHX) בחיפה.\n\
     העבודות יעלו 12.5 מיליון אירו (כ־50 מיליון שקל) ויימשכו 18 חודשים, לפי האתר www.example.org.\n\
     תושבי השכונה ספקנים: \"כבר שמענו הבטחות כאלה\", אמר בעל בית קפה על הרציף.",
);

const ARABIC: (&str, &str) = (
    "الميناء القديم يفتح أبوابه من جديد",
    "أعلنت رئيسة البلدية يوم الثلاثاء أن الميناء القديم سيفتح أبوابه بعد سنوات من الإهمال.\n\
     وقالت ليلى حداد: «حان الوقت للاستثمار في المدينة»، وأضافت أن المشروع سيكلف 12.5 مليون يورو.\n\
     وقال متحدث باسم شركة Blue Harbor (BHX): «سنبدأ في مارس 2027 وننتهي بعد 18 شهرا».\n\
     ويشكّ سكان الحي في الوعود (٣ خطط خلال ٢٠ عاما)، لكنهم ينتظرون.",
);

const PERSIAN: (&str, &str) = (
    "بندر قدیمی دوباره باز می\u{200c}شود",
    "شهردار روز سه\u{200c}شنبه گفت که بندر قدیمی پس از ۱۲ سال دوباره باز می\u{200c}شود.\n\
     او گفت: «اکنون زمان سرمایه\u{200c}گذاری در شهر است.» هزینهٔ کار ۱۲٫۵ میلیون یورو (EUR) است.",
);

const THAI: (&str, &str) = (
    "ท่าเรือเก่าจะเปิดอีกครั้ง",
    "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่า “ถึงเวลาแล้วที่จะลงทุนในเมืองของเรา” และท่าเรือเก่าจะเปิดให้บริการอีกครั้งในปี 2570 หลังจากปิดมานานกว่าสิบปี\n\
     ชาวบ้านหลายคนบอกว่าพวกเขารอวันนี้มานานแล้ว แต่บางคนยังไม่แน่ใจว่าโครงการจะเสร็จทันเวลา",
);

const JAPANESE: (&str, &str) = (
    "古い港、二〇二七年に再開へ",
    "市長は火曜日の記者会見で「今こそ街に投資する時だ」と述べ、長く閉じていた古い港を2027年の春に再開すると発表した（費用は12億円）。\n\
     近くで喫茶店を営む男性は「約束は何度も聞いた」と話し、ﾊﾝｶﾞｸの看板を指さした。",
);

const EMOJI: (&str, &str) = (
    "Flags 🇧🇪 and families 👩\u{200d}👩\u{200d}👧 at the harbour 🎉",
    "The crew 👩🏽\u{200d}🚀 waved 🇺🇦 and 🏳\u{fe0f}\u{200d}🌈 from the quay. “We love it ❤\u{fe0f},” said Ann Lee 👍🏽.\n\
     Press 1\u{fe0f}\u{20e3} or #\u{fe0f}\u{20e3} to go on ☺ ☺\u{fe0f} ✈ ✈\u{fe0f}, nai\u{308}ve e\u{301}te\u{301}, 한국어 \u{1112}\u{1161}\u{11ab}, क\u{94d}षेत\u{94d}र, ｶﾞ.",
);

fn of((title, text): (&str, &str)) -> Article {
    article("a", Some(title), text)
}

#[test]
fn quotations_are_marked_in_the_cells_where_they_stand() {
    for (written, quotes) in [
        (
            HEBREW,
            [
                &["\"ריעב עיקשהל ןמזה הז\""][..],
                &["\"הלאכ תוחטבה ונעמש רבכ\""],
            ],
        ),
        (
            ARABIC,
            [
                &["«ةنيدملا يف رامثتسالل تقولا ناح»"],
                &["2027 سرام يف أدبنس»", "«ارهش 18 دعب يهتننو"],
            ],
        ),
    ] {
        let mut state = reading(120, 40, of(written));
        let plain = cells(&state);
        for quote in quotes {
            press(&mut state, "n");
            state.reader.scroll_to(0);
            let rows = changed(&state, &plain, &cells(&state));
            // Half a cell of its colour stands at an edge where there is a blank for it.
            let words = rows.iter().map(|row| row.trim_matches(['▐', '▌']));
            assert_eq!(words.collect::<Vec<_>>(), quote);
        }
    }
}

#[test]
fn what_is_found_is_marked_where_it_stands_and_a_click_there_goes_to_the_quote() {
    let mut state = reading(120, 40, of(HEBREW));
    let plain = cells(&state);
    press(&mut state, "/ ה ז מ ן enter");
    let found = cells(&state);
    let at = cell_of(&state, &found, "ןמזה");
    for x in at.0..at.0 + 4 {
        assert_ne!(found[(x, at.1)].style(), plain[(x, at.1)].style());
    }
    for x in [at.0 - 1, at.0 + 4] {
        assert_eq!(found[(x, at.1)].style(), plain[(x, at.1)].style());
    }
    press(&mut state, "esc");
    let (what, (x, y)) = (Mouse::Press, at);
    update(&mut state, Action::Mouse { what, x, y });
    let quote = place(state.article().unwrap(), "\"זה הזמן להשקיע בעיר\"");
    assert_eq!(state.quote().unwrap().span, quote);
    // The name in Latin letters stands the other way round in the same row.
    let (x, y) = cell_of(&state, &found, "Blue Harbor");
    assert!(y == at.1 && x < at.0);
}

#[test]
fn a_search_typed_from_the_right_has_its_cursor_on_the_letter_before_which_it_stands() {
    let mut state = reading(80, 24, of(HEBREW));
    press(&mut state, "/ ה נ מ ל");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut cursor_on = |state: &State| {
        terminal
            .draw(|frame| {
                ui::draw(state, frame);
            })
            .unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        let buffer = terminal.backend().buffer();
        (cursor.x, buffer[cursor].symbol().to_owned())
    };
    let (end, _) = cursor_on(&state);
    press(&mut state, "left");
    let (x, letter) = cursor_on(&state);
    assert_eq!(letter, "ל");
    assert!(x < end);
    press(&mut state, "home");
    assert_eq!(cursor_on(&state).1, "ה");
}

#[test]
fn what_the_library_finds_stands_in_order_with_the_word_marked() {
    let mut reading = Reading::new(120, 40, vec![of(HEBREW)]);
    reading.press("/");
    reading.type_line("להשקיע");
    let theme = ThemeFile::built_in("dark").unwrap().unwrap();
    reading.state.themes = vec![("dark".to_owned(), theme.at(Depth::True))];
    let list = reading.state.layout.list.unwrap();
    let buffer = cells(&reading.state);
    let row: Vec<_> = (list.x..list.x + list.width)
        .map(|x| &buffer[(x, list.y + 1)])
        .collect();
    let shown: String = row.iter().map(|cell| cell.symbol()).collect();
    assert!(shown.contains("עיקשהל ןמזה"), "{shown:?}");
    let marked = row
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::BOLD));
    assert_eq!(
        marked.map(|cell| cell.symbol()).collect::<String>(),
        "עיקשהל"
    );
}

#[test]
fn the_account_of_a_quote_shows_its_sentence_in_order() {
    let mut state = program(80, 24);
    load(&mut state, of(HEBREW));
    press(&mut state, "n w");
    let shown = screen(&state);
    assert!(
        shown.contains("יול הנד הרמא ,\"ריעב עיקשהל ןמזה הז\""),
        "{shown}"
    );
}

/// The last column of the row that shows `words`, of the content of the overlay, and how wide that is.
fn edge_of(state: &State, words: &str) -> (usize, usize) {
    let overlay = state.overlay.as_ref().unwrap();
    let panel = overlay.panel(state.size, &state.keymap, Widths::Narrow);
    let shown = screen(state);
    let row = shown.lines().find(|row| row.contains(words));
    let row = row.unwrap_or_else(|| panic!("no {words} in {shown}"));
    let content = usize::from(panel.content.x + panel.content.width);
    (Widths::Narrow.cells(row), content)
}

#[test]
fn lines_of_an_overlay_that_are_read_from_the_right_stand_at_its_right_edge() {
    let mut state = program(80, 24);
    load(&mut state, of(HEBREW));
    press(&mut state, "n w");
    let (end, edge) = edge_of(&state, "יול הנד הרמא ,\"ריעב");
    assert_eq!(end, edge);
    let choice = |label: &str| Choice {
        label: label.to_owned(),
        detail: "who says it".to_owned(),
        then: Then::Copy(String::new()),
    };
    let items = vec![choice("דנה לוי"), choice("Ann Lee")];
    let choices = Choices::new("Who".to_owned(), items);
    state.overlay = Some(Overlay::Choices(choices));
    let (end, edge) = edge_of(&state, "who says it  יול הנד");
    assert_eq!(end, edge);
    let shown = screen(&state);
    assert!(
        shown
            .lines()
            .any(|row| row.starts_with("  Ann Lee  who says it")),
        "{shown}"
    );
}

#[test]
fn names_of_shelves_and_links_that_are_read_from_the_right_end_their_column() {
    let mut reading = Reading::new(80, 24, vec![of(HEBREW)]);
    let row = |name: &str, unread| ShelfRow {
        shelf: Shelf::Tag(Clean::line(name)),
        name: Clean::line(name),
        depth: 0,
        unread,
        trouble: None,
        again: None,
    };
    reading.state.overlay = Some(Overlay::Shelves {
        input: Input::default(),
        rows: vec![row("כלכלה", 7), row("Sport", 12)],
        cursor: 0,
    });
    let shown = reading.screen();
    let end_of = |words: &str| {
        let row = shown.lines().find(|row| row.contains(words));
        Widths::Narrow.cells(row.unwrap_or_else(|| panic!("{shown}")))
    };
    assert_eq!(end_of("הלכלכ  7"), end_of("12"), "{shown}");
    let address = |label: &str| Address {
        label: label.to_owned(),
        target: "https://example.org/".to_owned(),
    };
    reading.state.overlay = Some(Overlay::Links {
        items: vec![address("the harbour plan"), address("הנמל")],
        cursor: 0,
        number: Input::default(),
    });
    let shown = reading.screen();
    assert!(shown.contains("1  the harbour plan  https"), "{shown}");
    assert!(shown.contains("2              למנה  https"), "{shown}");
}

#[test]
fn articles_in_many_scripts() {
    for (name, written) in [
        ("hebrew", HEBREW),
        ("arabic", ARABIC),
        ("persian", PERSIAN),
        ("thai", THAI),
        ("japanese", JAPANESE),
        ("emoji", EMOJI),
    ] {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut state = program(columns, rows);
            load(&mut state, of(written));
            load(
                &mut state,
                article("b", Some("A plain title"), "Plain words."),
            );
            update(&mut state, Action::AllLoaded);
            press(&mut state, "n");
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen(&state));
        }
    }
}
