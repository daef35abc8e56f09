//! Wrapping loses and repeats no text, at any width, in any script.

use hyphenation::{Language, Load, Standard};
use proptest::prelude::*;
use quotidian::text::{
    Clean, Row, Span, TextBuilder, Widths, WrapOptions, is_unsafe, wrap, wrap_preformatted,
};
use unicode_segmentation::UnicodeSegmentation;

fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Z]{1,14}[,.;:]?",
        1 => "[“\"‘][a-z]{1,8}[”\"’]",
        1 => "[日本語中文字한국어]{1,12}",
        1 => "(e\u{301}|👩\u{200d}👩\u{200d}👧|🇧🇪|ก็|ｶﾞ|👍🏽){1,4}",
        1 => "https://[a-z]{3,20}\\.org/[a-z0-9/_-]{0,60}",
        1 => "[א-ת]{2,8}|[ء-ي]{2,8}",
        1 => "\\PC{1,6}",
    ];
    let space = prop_oneof![8 => Just(" "), 1 => Just("\n"), 1 => Just("  "), 1 => Just("\u{a0}")];
    prop::collection::vec((word, space), 0..40)
        .prop_map(|words| words.into_iter().map(|(w, s)| w + s).collect())
}

fn widths() -> impl Strategy<Value = Widths> {
    prop_oneof![Just(Widths::Narrow), Just(Widths::Wide)]
}

/// Rows show everything but white space, once and in order, and fit.
fn check(text: &str, rows: &[Row], width: usize, widths: Widths) -> Result<(), TestCaseError> {
    let mut at = 0;
    for row in rows {
        prop_assert!(row.span.start >= at && row.span.end <= text.len());
        prop_assert!(text.is_char_boundary(row.span.start) && text.is_char_boundary(row.span.end));
        prop_assert_eq!(
            text[at..row.span.start].trim(),
            "",
            "text is lost before a row"
        );
        at = row.span.end;
        let shown = row.span.of(text);
        prop_assert_eq!(row.cells, widths.cells(shown));
        let wide = row.cells + usize::from(row.hyphen);
        prop_assert!(
            wide <= width.max(1) || shown.graphemes(true).count() <= 1,
            "{:?} is {} wide",
            shown,
            wide
        );
    }
    prop_assert_eq!(text[at..].trim(), "", "text is lost at the end");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost_or_repeated(raw in prose(), width in 1usize..90, hyphens: bool, widths in widths()) {
        let text = Clean::new(&raw);
        let dictionary = Standard::from_embedded(Language::EnglishUS).unwrap();
        let options = WrapOptions { width, widths, hyphenation: hyphens.then_some(&dictionary) };
        check(&text, &wrap(&text, Span::new(0, text.len()), options), width, widths)?;
    }

    #[test]
    fn code_keeps_even_its_blanks(raw in prose(), width in 1usize..90, widths in widths()) {
        let text = Clean::new(&raw);
        let rows = wrap_preformatted(&text, Span::new(0, text.len()), width, widths);
        let shown: String = rows.iter().map(|r| r.span.of(&text)).collect();
        prop_assert_eq!(shown, text.replace('\n', ""));
        check(&text, &rows, width, widths)?;
    }

    #[test]
    fn what_is_cut_fits(raw in prose(), width in 0usize..60, widths in widths()) {
        let line = Clean::line(&raw);
        let cut = widths.fit(&line, width);
        prop_assert!(widths.cells(&cut) <= width);
        prop_assert!(widths.cells(widths.clip(&line, width)) <= width);
        if widths.cells(&line) <= width {
            prop_assert_eq!(&*cut, line.as_str());
        }
    }

    #[test]
    fn clean_text_is_safe_and_cleaning_it_again_changes_nothing(raw in "(\\PC|\\p{Cc}|\\p{Cf}|[\u{1b}\u{9b}\\[\\]0-9;m])*") {
        let clean = Clean::new(&raw);
        prop_assert!(!clean.chars().any(|c| is_unsafe(c) && c != '\n'), "{:?}", clean);
        prop_assert_eq!(&Clean::new(&clean), &clean);
        let line = Clean::line(&raw);
        prop_assert!(!line.contains('\n') && line.trim() == line.as_str());
        let in_place = Clean::in_place(&raw);
        prop_assert_eq!(in_place.len(), raw.len());
        prop_assert!(!in_place.chars().any(|c| is_unsafe(c) && c != '\n'), "{:?}", in_place);
    }

    #[test]
    fn a_text_built_of_clean_parts_is_clean(parts in prop::collection::vec("[a\u{301}\u{308}e\u{200d}é ]{0,7}", 0..6)) {
        let mut builder = TextBuilder::new();
        for part in &parts {
            let span = builder.push(part);
            prop_assert_eq!(span.end, builder.len());
        }
        let built = builder.finish();
        prop_assert_eq!(&Clean::new(&built), &built);
    }

    #[test]
    fn a_line_is_as_wide_as_its_graphemes(raw in prose(), widths in widths()) {
        let line = Clean::line(&raw);
        let clusters = line.graphemes(true);
        let sum: usize = clusters.map(|cluster| widths.grapheme_cells(cluster)).sum();
        prop_assert_eq!(widths.cells(&line), sum);
    }
}

#[test]
fn hyphens_come_only_where_a_word_is_broken() {
    let dictionary = Standard::from_embedded(Language::EnglishUS).unwrap();
    let text = "Representatives of the administration acknowledged the misunderstanding.";
    let options = WrapOptions {
        width: 14,
        widths: Widths::Narrow,
        hyphenation: Some(&dictionary),
    };
    let rows = wrap(text, Span::new(0, text.len()), options);
    assert!(rows.iter().any(|row| row.hyphen));
    for row in rows.iter().filter(|row| row.hyphen) {
        assert!(
            text[row.span.end..].starts_with(char::is_alphabetic),
            "{:?}",
            row.span.of(text)
        );
    }
}
