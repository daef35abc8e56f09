//! What stands around an article on its page: date and byline lines, credits, links to other
//! articles.
//!
//! Rules for pages alone, and for blocks as a whole; wording that is boilerplate anywhere is known
//! to `boilerplate`. Blocks are marked, nothing is deleted.

use super::body::{BodyParts, fold};
use super::{boilerplate, links};
use crate::model::{Block, BlockKind};

/// What a page says about itself, to know its lines by.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    pub title: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub site: Option<&'a str>,
    /// The summary for search engines.
    pub description: Option<&'a str>,
    pub url: Option<&'a str>,
}

/// Words of the longest line that only says when, by whom or where an article appeared.
const LONGEST_DATELINE: usize = 24;

/// Words of the shortest paragraph with which the text itself has begun.
const SHORTEST_PASSAGE: usize = 25;

/// Words of the longest caption.
const LONGEST_CAPTION: usize = 80;

/// Words of the longest headline of another article.
const LONGEST_TEASER: usize = 30;

/// Words that lines with a date consist of, beside figures.
const DATE_WORDS: &[&str] = &[
    "a.m",
    "ago",
    "am",
    "and",
    "april",
    "apr",
    "at",
    "aug",
    "august",
    "bst",
    "by",
    "cdt",
    "cest",
    "cet",
    "cst",
    "date",
    "day",
    "days",
    "dec",
    "december",
    "edt",
    "est",
    "et",
    "feb",
    "february",
    "first",
    "fri",
    "friday",
    "from",
    "gmt",
    "hour",
    "hours",
    "hst",
    "ist",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "last",
    "mar",
    "march",
    "may",
    "mdt",
    "min",
    "minute",
    "minutes",
    "mins",
    "modified",
    "mon",
    "monday",
    "mst",
    "nov",
    "november",
    "oct",
    "october",
    "on",
    "original",
    "originally",
    "p.m",
    "pdt",
    "pm",
    "posted",
    "pst",
    "pt",
    "publish",
    "published",
    "read",
    "sat",
    "saturday",
    "sep",
    "sept",
    "september",
    "sun",
    "sunday",
    "the",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "today",
    "tue",
    "tues",
    "tuesday",
    "updated",
    "update",
    "utc",
    "wed",
    "wednesday",
    "yesterday",
];

/// Agencies and archives that pictures come from, as they end a credit.
const PICTURE_SOURCES: &[&str] = &[
    "afp",
    "alamy",
    "ap",
    "ap photo",
    "associated press",
    "bloomberg",
    "epa",
    "flickr",
    "getty images",
    "getty",
    "istock",
    "pixabay",
    "reuters",
    "shutterstock",
    "unsplash",
    "wikimedia commons",
];

/// Marks the blocks of `body` that are furniture of `page`.
pub(super) fn mark(body: &mut BodyParts, page: &Page<'_>) {
    let linked: Vec<Linked> = body
        .blocks
        .iter()
        .map(|b| Linked::of(body, b, page))
        .collect();
    let text = &body.text;
    let mut in_head = true;
    for (block, linked) in body.blocks.iter_mut().zip(&linked) {
        let line = block.span.of(text);
        let words = line.split_whitespace().count();
        in_head &= words < SHORTEST_PASSAGE;
        let furniture = match block.kind {
            BlockKind::Code | BlockKind::Rule => false,
            _ if words <= LONGEST_DATELINE && names_page(line, page) => true,
            // Below, a date alone may be part of a chronicle.
            _ if in_head && words <= LONGEST_DATELINE && is_dateline(line, page) => true,
            BlockKind::Paragraph if words <= LONGEST_CAPTION && is_credit(line, words) => true,
            // A paragraph that is a link altogether leads to another article.
            BlockKind::Paragraph => linked.all && (4..=LONGEST_TEASER).contains(&words),
            _ => false,
        };
        block.boilerplate |= furniture;
    }
    mark_summary(body, page);
    mark_tail(body, &linked);
    boilerplate::mark_bare_headings(&body.text, &mut body.blocks);
}

/// How much of a block is links.
#[derive(Debug)]
struct Linked {
    /// Nine tenths and more of it.
    all: bool,
    /// To the host that the page stands on.
    inside: bool,
}

impl Linked {
    fn of(body: &BodyParts, block: &Block, page: &Page<'_>) -> Self {
        let here = page.url.and_then(links::host);
        let first = body
            .links
            .partition_point(|l| l.span.end <= block.span.start);
        let within = body.links.iter().skip(first);
        let within = within.take_while(|l| l.span.start < block.span.end);
        let (mut bytes, mut inside) = (0, true);
        for link in within {
            bytes += link.span.intersection(block.span).map_or(0, |s| s.len());
            let host = links::host(&link.target);
            inside &= host.is_none() || here.is_none() || host == here;
        }
        Self {
            all: bytes > 0 && bytes * 10 >= block.span.len() * 9,
            inside,
        }
    }
}

/// Whether `line` repeats the title, the byline or the name of the site.
fn names_page(line: &str, page: &Page<'_>) -> bool {
    let line = fold(line);
    let known = [page.title, page.byline, page.site];
    known.iter().flatten().any(|k| fold(k) == line)
}

/// Whether `line` says only when, by whom and on which site the article appeared.
fn is_dateline(line: &str, page: &Page<'_>) -> bool {
    let named: Vec<String> = [page.byline, page.site]
        .iter()
        .flatten()
        .flat_map(|k| k.split_whitespace().map(fold))
        .collect();
    let mut figures = false;
    let mut dated = false;
    let mut bylined = false;
    for (i, word) in line
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '|' | '@' | ';' | '(' | ')'))
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .enumerate()
    {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        bylined |= i == 0 && bare == "by";
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            figures = true;
            dated |= bare.len() >= 4;
        } else if DATE_WORDS.contains(&bare.as_str()) {
            dated |= bare.len() > 2;
        } else if !named.contains(&fold(&bare)) {
            return false;
        }
    }
    (figures && dated) || bylined
}

/// Whether `line` is a picture's caption or credit: it ends with a credit in brackets, or is
/// nothing but one.
fn is_credit(line: &str, words: usize) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    if let Some((_, credit)) = lower
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        let marks = ["image", "photo", "picture", "pic:", "credit", "courtesy"];
        let marked = marks.iter().any(|m| credit.trim_start().starts_with(m));
        let agency = credit
            .split(['/', '|', ','])
            .any(|part| PICTURE_SOURCES.contains(&part.trim()));
        let original = line
            .get(line.len() - credit.len() - 1..)
            .unwrap_or_default();
        let chained = credit.contains('/') && original.starts_with(char::is_uppercase);
        // After a full stop: inside a sentence brackets explain.
        let head = line
            .get(..line.len() - credit.len() - 2)
            .unwrap_or_default();
        let apart = head.trim_end().ends_with(['.', '!', '?', '”', '"']) || !head.contains(". ");
        return apart
            && (marked || ((agency || chained) && credit.split_whitespace().count() <= 8));
    }
    let capitalised = line
        .split_whitespace()
        .all(|w| w.starts_with(|c: char| !c.is_lowercase()));
    words <= 10
        && capitalised
        && !line.ends_with('.')
        && lower
            .rsplit(['/', '|', '—', '–', ','])
            .next()
            .is_some_and(|last| {
                PICTURE_SOURCES.contains(&last.trim())
                    || (words > 2 && last.ends_with(" getty images"))
            })
}

/// Marks the summary for search engines where it stands over the article: as a heading, or above
/// the line with the byline or the date. Elsewhere the summary is the first paragraph itself.
fn mark_summary(body: &mut BodyParts, page: &Page<'_>) {
    let Some(summary) = page.description.map(fold).filter(|s| s.len() >= 20) else {
        return;
    };
    let text = &body.text;
    let head = body.blocks.len().min(6);
    for at in 0..head {
        let (before, after) = body.blocks.split_at_mut(at + 1);
        let Some(block) = before.last_mut() else {
            continue;
        };
        if fold(block.span.of(text)) != summary {
            continue;
        }
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if heading || after.iter().take(2).any(|b| b.boilerplate) {
            block.boilerplate = true;
        }
        return;
    }
}

/// Marks what leads to other articles of the site below the last paragraph: lists of links, and
/// at least three headings that are links, with what stands between them.
fn mark_tail(body: &mut BodyParts, linked: &[Linked]) {
    let is_heading = |b: &Block| matches!(b.kind, BlockKind::Heading(_));
    for (block, linked) in body.blocks.iter_mut().zip(linked).rev() {
        if block.boilerplate || block.kind == BlockKind::Rule {
            continue;
        }
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        if !(is_item && linked.all && linked.inside) {
            break;
        }
        block.boilerplate = true;
    }
    let mut teasers = 0;
    let mut from = body.blocks.len();
    for (i, (block, linked)) in body.blocks.iter().zip(linked).enumerate().rev() {
        if is_heading(block) {
            if !(linked.all && linked.inside) {
                break;
            }
            teasers += 1;
            from = i;
        }
    }
    if teasers >= 3 {
        for block in body.blocks.iter_mut().skip(from) {
            block.boilerplate = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page<'static> {
        Page {
            byline: Some("Jane Doe"),
            site: Some("The Daily Example"),
            ..Page::default()
        }
    }

    #[test]
    fn lines_that_say_when_and_by_whom_are_known() {
        for line in [
            "PUBLISHED: 10:48, Tue, Nov 19, 2019",
            "| UPDATED: 11:05, Tue, Nov 19, 2019",
            "November 20, 2019 / 1:07 AM / The Daily Example",
            "By Jane Doe | November 18, 2019 at 2:26 PM HST - Updated November 18 at 4:46 PM",
            "By Jane Doe",
            "18 NOV 2019",
            "18.11.2019",
        ] {
            assert!(is_dateline(line, &page()), "{line}");
        }
        for line in [
            "November 20, 2019 was the day that the pier fell",
            "By then, Jane Doe had left",
            "Monday",
            "May",
        ] {
            assert!(!is_dateline(line, &page()), "{line}");
        }
        assert!(names_page("JANE DOE", &page()));
    }

    #[test]
    fn captions_end_with_their_credit() {
        for line in [
            "The pier in winter (Image: GETTY)",
            "The mayor at the opening. (Photo by Jane Doe/Getty Images for Example)",
            "The first map of the bay. (NASA/JPL-Caltech/ASU)",
            "Jane Doe/Example Times/Getty Images",
            "Getty Images",
            "Jane Doe | Bloomberg | Getty Images",
        ] {
            assert!(is_credit(line, line.split_whitespace().count()), "{line}");
        }
        for line in [
            "He spoke to the agency (Reuters). Then he left.",
            "She joined the board in 2011 (and left it soon after)",
            "He told Reuters",
            "The bay was mapped in May. It was the first map (of three)",
        ] {
            assert!(!is_credit(line, line.split_whitespace().count()), "{line}");
        }
    }
}
