//! Plain text -> a draft: headline, byline, date, paragraphs and lists.

use super::body::{BodyBuilder, BodyParts};
use super::draft::Draft;
use super::lines::{is_hard_wrapped, is_item, joined, paragraphs};
use super::{date, metadata};
use crate::model::{BlockKind, Marker};
use crate::text::Clean;

/// Characters of the longest headline.
const LONGEST_HEADLINE: usize = 150;

/// Characters of the shortest paragraph that makes a short line over it a headline.
const SHORTEST_PARAGRAPH: usize = 120;

/// Reads `text`, hard-wrapped or with a paragraph a line.
///
/// The first line is a headline when it is short, does not end like a sentence, and is set apart:
/// by an underline, a byline, a blank line or a paragraph below it. A byline and a date may follow.
pub(super) fn read(text: &str) -> Draft {
    let text = Clean::new(text);
    let mut draft = Draft::default();
    let text = text.get(take_head(&text, &mut draft)..).unwrap_or_default();
    draft.body = body(text);
    draft
}

/// The paragraphs and lists of `text`, which has no head.
pub(super) fn body(text: &str) -> BodyParts {
    let spans = paragraphs(text, is_hard_wrapped(text));
    let parts: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
    // Sentences with dashes before them are rather people speaking, and so is one line with a dash.
    let after_dashes = |p: &&&str| p.starts_with("– ");
    let speaks = parts.iter().filter(after_dashes).all(|p| ends_sentence(p));
    let is_item = |p: &&&str| is_item(p) && !(speaks && after_dashes(p));
    let has_list = parts.iter().filter(is_item).count() > 1;
    let mut body = BodyBuilder::new();
    for part in &parts {
        if is_underline(part) {
            body.rule();
            continue;
        }
        let item = part.split_once(' ').filter(|_| has_list && is_item(&part));
        body.open(match item {
            Some(_) => BlockKind::Item {
                depth: 0,
                marker: Marker::Bullet,
            },
            None => BlockKind::Paragraph,
        });
        body.flow(&joined(item.map_or(part, |(_, rest)| rest)));
    }
    body.finish()
}

/// Lines at the top that may belong to the head: headline, underline, byline, date.
const HEAD_LINES: usize = 5;

/// Reads headline, byline and date off the top of `text`, and says where the rest starts.
fn take_head(text: &str, draft: &mut Draft) -> usize {
    let lines: Vec<HeadLine> = head_lines(text);
    let mut taken = 0;
    if let [first, second, ..] = lines.as_slice()
        && is_headline(first.text)
        && (second.after_blank
            || is_underline(second.text)
            || byline(second.text).is_some()
            || date_line(second.text).is_some()
            || second.text.chars().count() >= SHORTEST_PARAGRAPH)
    {
        draft.title = Clean::line(first.text).non_empty();
        taken = 1 + usize::from(is_underline(second.text));
    }
    for line in lines.iter().skip(taken) {
        if draft.byline.is_none()
            && let Some((by, stamp)) = byline(line.text)
        {
            draft.byline = Some(by);
            draft.published = draft.published.or(stamp);
        } else if (draft.title.is_some() || draft.byline.is_some())
            && draft.published.is_none()
            && let Some(stamp) = date_line(line.text)
        {
            draft.published = Some(stamp);
        } else {
            break;
        }
        taken += 1;
    }
    match lines.get(taken) {
        Some(next) => next.start,
        // A head over nothing is the text itself.
        None => {
            *draft = Draft::default();
            0
        }
    }
}

/// A line near the top that is not blank.
struct HeadLine<'a> {
    text: &'a str,
    start: usize,
    after_blank: bool,
}

fn head_lines(text: &str) -> Vec<HeadLine<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            after_blank = true;
        } else {
            lines.push(HeadLine {
                text: line.trim(),
                start,
                after_blank,
            });
            after_blank = false;
        }
        if lines.len() > HEAD_LINES {
            break;
        }
        start += line.len();
    }
    lines
}

/// "By Jane Doe", "BY JANE DOE and John Roe, Science Editor", also with a date after a bar.
fn byline(line: &str) -> Option<(Clean, Option<jiff::Timestamp>)> {
    let line = line.trim();
    let rest = ["by ", "by: ", "written by "].iter().find_map(|lead| {
        let start = line.get(..lead.len())?;
        start
            .eq_ignore_ascii_case(lead)
            .then(|| line.get(lead.len()..))?
    })?;
    let (names, tail) = match rest.split_once(['|', '·', '•']) {
        Some((names, tail)) => (names.trim(), tail.trim()),
        None => (rest.trim(), ""),
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_name = |w: &&str| {
        let small = [
            "and", "of", "de", "da", "der", "van", "von", "al", "el", "la", "the", "for", "in", "&",
        ];
        w.starts_with(char::is_uppercase) || small.contains(w)
    };
    let ends_like_a_sentence = names.ends_with('.') && words.last().is_none_or(|w| w.len() > 4);
    let named = (1..=12).contains(&words.len())
        && words.iter().all(is_name)
        && words
            .first()
            .is_some_and(|w| w.starts_with(char::is_uppercase));
    (named && !ends_like_a_sentence).then_some(())?;
    Some((metadata::byline(names)?, date::parse(tail)))
}

/// A line that is a date, also after "Published" or the like.
fn date_line(line: &str) -> Option<jiff::Timestamp> {
    let mut rest = line.trim();
    for lead in [
        "published on",
        "published",
        "posted on",
        "posted",
        "updated",
        "date",
    ] {
        if rest
            .get(..lead.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(lead))
        {
            rest = rest.get(lead.len()..).unwrap_or_default();
            rest = rest.trim_start_matches(':').trim();
            break;
        }
    }
    date::parse(rest)
}

fn is_headline(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_end_matches(['"', '\'', '”', '’', ')']);
    let abbreviated = ["U.S.", "U.K.", "U.N.", "E.U.", "Inc.", "Co.", "Jr."];
    let ends_open = !bare.ends_with(['.', ',', ';', ':', '…', '-'])
        || abbreviated.iter().any(|a| bare.ends_with(a));
    let starts_well = line
        .trim_start_matches(['"', '\'', '“', '‘', '(', '$', '€', '£', '#'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_ascii());
    line.chars().count() <= LONGEST_HEADLINE
        && line.chars().any(char::is_alphabetic)
        && ends_open
        && starts_well
        && !is_item(line)
        && byline(line).is_none()
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', '»', '”'])
}

/// A line of nothing but equals signs, hyphens, asterisks or underscores.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && ['=', '-', '*', '_', '~']
            .iter()
            .any(|mark| line.chars().all(|c| c == *mark || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The board of the harbour voted on Tuesday to rebuild the old pier after two years of quarrels, in a meeting that lasted until midnight.";

    #[test]
    fn headline_byline_and_date_leave_the_text() {
        for text in [
            format!(
                "Harbour board votes to rebuild pier\n\nBy Jane Doe and Anna van Dyk\nNovember 3, 2025\n\n{LONG}\n\n{LONG}\n"
            ),
            format!(
                "Harbour board votes to rebuild pier\nBy Jane Doe and Anna van Dyk | 3 Nov 2025\n{LONG}\n{LONG}\n"
            ),
        ] {
            let draft = read(&text);
            assert_eq!(draft.title.unwrap(), *"Harbour board votes to rebuild pier");
            assert_eq!(draft.byline.unwrap(), *"Jane Doe and Anna van Dyk");
            assert_eq!(draft.published.unwrap().to_string(), "2025-11-03T00:00:00Z");
            assert_eq!(draft.body.text, *format!("{LONG}\n{LONG}"));
        }
    }

    #[test]
    fn a_wrapped_text_keeps_its_head_apart() {
        let text = "Pier to be rebuilt\n==================\nBy Jane Doe\n\nThe board of the harbour voted on\nTuesday to rebuild the old pier,\nafter two years of quarrels.\n";
        let draft = read(text);
        assert_eq!(draft.title.unwrap(), *"Pier to be rebuilt");
        assert_eq!(draft.byline.unwrap(), *"Jane Doe");
        assert!(
            draft
                .body
                .text
                .starts_with("The board of the harbour voted on Tuesday")
        );
    }

    #[test]
    fn turns_of_speech_are_no_list() {
        let text = "Marie était là.\n– Bonjour, dit-elle.\n– Qui est là ?\n";
        assert_eq!(read(text).body.text, *text.trim_end());
        let list = "À faire :\n– baisse des impôts ;\n– hausse des aides.\n";
        assert!(!read(list).body.text.contains('–'));
    }

    #[test]
    fn a_sentence_is_no_headline_and_no_byline() {
        for text in [
            format!("The pier is gone.\n\n{LONG}"),
            format!("{LONG}\n{LONG}"),
            format!("By then the pier was gone\n{}", "and so on"),
            "One line alone".to_owned(),
        ] {
            let draft = read(&text);
            assert_eq!((draft.title, draft.byline), (None, None), "{text}");
        }
    }
}
