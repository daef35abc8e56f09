//! Turns of speech that a dash at the start of a paragraph opens, as French, Spanish, Polish, Russian
//! and the Nordic languages set them. The writer's inset ("– dijo él –", ", dit-il.") is cut out of
//! them.

use super::inset::said;
use super::scan::{Ending, Opening, QuotedRun, append};
use crate::analysis::Document;
use crate::model::Language;
use crate::text::Span;

/// `runs`, those of the marks, and the turns of speech that dashes open in a `document` in
/// `language`; ordered as [`super::scan`] orders them.
pub fn with_dialogue(
    document: &Document,
    runs: Vec<QuotedRun>,
    language: Language,
) -> Vec<QuotedRun> {
    if !speaks_after_dashes(language) {
        return runs;
    }
    let turns = turns(document, &runs, language);
    if turns.is_empty() {
        return runs;
    }
    woven(runs, turns)
}

/// Whether dashes open speech in `language`. In German they are those of a list, and the scripts of
/// Asia have no such habit.
fn speaks_after_dashes(language: Language) -> bool {
    use Language::*;
    !matches!(
        language,
        English
            | German
            | Arabic
            | Persian
            | Hebrew
            | Hindi
            | Thai
            | Chinese
            | Japanese
            | Korean
            | Indonesian
    )
}

/// A paragraph that opens with a dash.
struct Dashed {
    paragraph: usize,
    /// The words in it that are spoken, without dashes.
    spoken: Vec<Span>,
    /// Whether the writer cuts in.
    cut: bool,
    /// Whether the dash is a mere hyphen.
    hyphen: bool,
}

/// The turns of `document`, in order.
fn turns(document: &Document, runs: &[QuotedRun], language: Language) -> Vec<QuotedRun> {
    let quoted: Vec<Span> = runs
        .iter()
        .filter(|r| !r.is_nested())
        .map(|r| r.span)
        .collect();
    let paragraphs: Vec<Option<Dashed>> = (0..document.paragraphs.len())
        .map(|index| dashed(document, &quoted, index, language))
        .collect();
    paragraphs
        .chunk_by(|one, next| one.is_some() && next.is_some())
        .map(|group| group.iter().flatten().collect::<Vec<_>>())
        .filter(|group| is_talk(document, group))
        .flat_map(|group| group.into_iter().flat_map(|one| pieces(document, one)))
        .collect()
}

fn dashed(
    document: &Document,
    quoted: &[Span],
    index: usize,
    language: Language,
) -> Option<Dashed> {
    let paragraph = &document.paragraphs[index];
    if paragraph.heading || paragraph.item {
        return None;
    }
    let text = paragraph.span.of(document.text);
    let from = paragraph.span.start + opening(text)?;
    let first = quoted.partition_point(|q| q.end <= from);
    let (spoken, cut) = said(
        document.text,
        Span::new(from, paragraph.span.end),
        &quoted[first..],
        &paragraph.sentences,
        language,
    );
    Some(Dashed {
        paragraph: index,
        spoken,
        cut,
        hyphen: text.starts_with('-'),
    })
}

/// Where the words start in a paragraph that a dash opens.
fn opening(text: &str) -> Option<usize> {
    let dash = text
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '–' | '—' | '―'))?;
    let rest = &text[dash.len_utf8()..];
    let words = rest.trim_start();
    let blank = words.len() < rest.len();
    let starts = words.starts_with(|c: char| {
        c.is_alphabetic()
            || (blank && c.is_numeric())
            || matches!(c, '¡' | '¿' | '«' | '“' | '„' | '"' | '…' | '.')
    });
    // Without a blank a hyphen is a sign or a part of a word.
    (starts && (blank || dash != '-')).then_some(text.len() - words.len())
}

/// Whether paragraphs in a row that open with dashes are talk. Talk is told by the writer's
/// cutting in, else by sentences; what follows a colon, and is no question and no cry, is a list.
fn is_talk(document: &Document, group: &[&Dashed]) -> bool {
    let Some(first) = group.first() else {
        return false;
    };
    if group.iter().any(|one| one.cut) {
        return true;
    }
    let words = |one: &Dashed| {
        let span = document.paragraphs[one.paragraph].span;
        let text = span.of(document.text);
        &text[opening(text).unwrap_or_default()..]
    };
    let is_sentence = |one: &&Dashed| {
        let words = words(one);
        let start = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        !one.hyphen
            && !start.starts_with(char::is_lowercase)
            && words.ends_with(['.', '!', '?', '…', '»', '”', '"'])
    };
    let lively = group
        .iter()
        .any(|one| words(one).contains(['!', '?', '…', '¿', '¡']));
    let introduced = first.paragraph.checked_sub(1).is_some_and(|before| {
        let before = document.paragraphs[before].span.of(document.text);
        before.ends_with(':')
    });
    group.iter().all(is_sentence) && (lively || group.len() == 1 || !introduced)
}

/// The runs of one turn: the first with its dash, the others without, as the dashes before those
/// are the inset's.
fn pieces(document: &Document, one: &Dashed) -> Vec<QuotedRun> {
    let start = document.paragraphs[one.paragraph].span.start;
    let run = |(at, content): (usize, &Span)| QuotedRun {
        span: Span::new(if at == 0 { start } else { content.start }, content.end),
        content: *content,
        paragraph: one.paragraph,
        parent: None,
        ending: Ending::Closed,
        carries_on: false,
        opening: Opening::Dash,
    };
    one.spoken.iter().enumerate().map(run).collect()
}

/// Both lists in one, in order, with parents; a turn that would cross a run of marks, or says it all
/// in marks, is left out.
fn woven(runs: Vec<QuotedRun>, turns: Vec<QuotedRun>) -> Vec<QuotedRun> {
    let mut all: Vec<QuotedRun> = runs.into_iter().chain(turns).collect();
    all.sort_by_key(|r| (r.span.start, std::cmp::Reverse(r.span.end)));
    let mut out: Vec<QuotedRun> = Vec::with_capacity(all.len());
    let mut around: Vec<usize> = Vec::new();
    for run in all {
        append(run, &mut around, &mut out);
    }
    out
}
