//! Lines that are no part of an article: advertising marks, sharing, newsletters, cookies.
//!
//! Rules look at the shape and the wording of a whole line, never inside running text: a rule that
//! would take a sentence of an article is worse than a line too many. Nothing is deleted; the
//! lines are marked, and shown when asked for.

use super::wording::{ASKING, LEADS, OFFERING, OPENINGS, SENT, SENT_BY_MAIL, WHOLE};
use crate::model::{Block, BlockKind, Link};
use crate::text::word_count;

/// Words of the longest line that a fixed opening makes boilerplate.
const LONGEST_LINE: usize = 30;

/// Marks the blocks of `text` that are boilerplate.
pub(super) fn mark(text: &str, blocks: &mut [Block], links: &[Link]) {
    for block in blocks.iter_mut() {
        let is_running = !matches!(block.kind, BlockKind::Code | BlockKind::Rule);
        let linked: usize = links
            .iter()
            .skip(links.partition_point(|l| l.span.end <= block.span.start))
            .take_while(|l| l.span.start < block.span.end)
            .filter_map(|l| l.span.intersection(block.span))
            .map(|s| s.len())
            .sum();
        let all_link = linked * 10 >= block.span.len() * 9;
        let line = block.span.of(text);
        // One word over a section may be its subject: "Video", "Comments".
        let is_subject = matches!(block.kind, BlockKind::Heading(_)) && !line.contains(' ');
        if is_running && !is_subject && is_boilerplate(line, all_link) {
            block.boilerplate = true;
        }
    }
    mark_bare_headings(text, blocks);
    if blocks.iter().all(|b| b.boilerplate) {
        // Nothing else is there to be read.
        blocks.iter_mut().for_each(|b| b.boilerplate = false);
    }
}

/// Words of the longest heading that goes with what it stands over.
const LONGEST_HEADING: usize = 8;

/// Marks headings over nothing but boilerplate ("Related", "Most read"), and those over nothing.
pub(super) fn mark_bare_headings(text: &str, blocks: &mut [Block]) {
    let mut bare = true;
    for block in blocks.iter_mut().rev() {
        match block.kind {
            BlockKind::Heading(_) => {
                if bare && block.span.of(text).split_whitespace().count() <= LONGEST_HEADING {
                    block.boilerplate = true;
                }
                // Over another heading a heading stands for good reason, unless that one went.
                bare = block.boilerplate;
            }
            BlockKind::Rule => {}
            _ => bare &= block.boilerplate,
        }
    }
}

/// Whether the line `text` is boilerplate; `all_link` says that all of it leads elsewhere.
fn is_boilerplate(text: &str, all_link: bool) -> bool {
    let words = word_count(text);
    if words == 0 || words > LONGEST_LINE * 2 {
        return false;
    }
    let line = normal(text);
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    if WHOLE.contains(&bare) || is_loading(&line) {
        return true;
    }
    // Somebody's words are never boilerplate, whatever they are about.
    if line.contains('"') {
        return false;
    }
    if begins_with(&line, OPENINGS) {
        return true;
    }
    if words > LONGEST_LINE {
        return false;
    }
    leads_elsewhere(line.trim_start_matches(['[', '(']), all_link)
        || signs_off(&line)
        || is_reading_time(&line, words)
        || asks(&line)
        || follows(&line)
}

/// Those of `openings` that `line` begins with.
fn beginnings<'a>(
    line: &'a str,
    openings: &'a [&'static str],
) -> impl Iterator<Item = &'static str> + 'a {
    // Most differ in their first byte: comparing that alone is much the faster.
    let first = line.as_bytes().first();
    let like = openings
        .iter()
        .filter(move |opening| opening.as_bytes().first() == first);
    like.copied().filter(|opening| line.starts_with(opening))
}

fn begins_with(line: &str, openings: &[&'static str]) -> bool {
    beginnings(line, openings).next().is_some()
}

/// `text` in lower case, on one line, with straight quotation marks.
fn normal(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        if word.is_ascii() {
            let start = line.len();
            line.push_str(word);
            line[start..].make_ascii_lowercase();
            continue;
        }
        line.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' | '«' | '»' | '„' => '"',
            c => c,
        }));
    }
    line
}

/// "Loading…", "Loading recommendations...": the word, at most three more, and dots.
fn is_loading(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("loading") else {
        return false;
    };
    let what = rest.trim_end_matches(['.', '…']);
    let dotted = what.len() < rest.len();
    (dotted || what.is_empty())
        && (what.is_empty() || what.starts_with(' '))
        && what.split_whitespace().count() <= 3
}

/// "Read more: …", "Related | …": an opening that leads elsewhere, a mark, and a headline. A line
/// that is a link altogether needs no mark.
fn leads_elsewhere(line: &str, all_link: bool) -> bool {
    let marked = [":", " -", " –", " —", " |", " »", " >"];
    let lead = beginnings(line, LEADS).find(|lead| {
        let rest = &line[lead.len()..];
        marked.iter().any(|m| rest.starts_with(m))
    });
    match lead {
        // After these a sentence may follow, too.
        Some("more" | "watch" | "photos" | "recommended" | "explainer" | "read") => {
            all_link || !line.ends_with('.')
        }
        Some(_) => true,
        None => {
            let openings = [
                "read more",
                "read the full",
                "click here",
                "see also",
                "read also",
            ];
            all_link && begins_with(line, &openings)
        }
    }
}

/// "Sign up for our newsletter": an opening that asks, and what would be sent.
fn asks(line: &str) -> bool {
    let names = |sent: &[&str]| sent.iter().any(|s| line.contains(s));
    (begins_with(line, ASKING) && names(SENT))
        || (begins_with(line, OFFERING) && names(SENT_BY_MAIL))
}

/// Who else worked on the report, how to write to its author, who pays for its links: "Jane Doe
/// contributed to this report.", "Write to Jane Doe at jane@example.org".
fn signs_off(line: &str) -> bool {
    let helped = [
        "contributed to this report",
        "contributed to this story",
        "contributed reporting",
    ];
    let affiliate = ["affiliate link", "affiliate commission", "affiliate and/or"];
    let writes = ["write to ", "contact ", "email ", "e-mail ", "reach "];
    let address = |w: &str| {
        w.split_once('@')
            .is_some_and(|(_, host)| host.contains('.'))
    };
    (line.contains("contributed") && helped.iter().any(|h| line.contains(h)))
        || (begins_with(line, &writes) && line.split_whitespace().any(address))
        || (line.contains("affiliate") && affiliate.iter().any(|a| line.contains(a)))
}

/// "4 min read", "Reading time: 3 minutes".
fn is_reading_time(line: &str, words: usize) -> bool {
    let timed = ["min read", "minute read", "reading time"];
    words <= 6
        && timed.iter().any(|t| line.contains(t))
        && line.contains(|c: char| c.is_ascii_digit())
}

/// "Follow Jane Doe on Twitter", "Follow @desk": an account, and nothing said about it.
fn follows(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "bluesky",
        "facebook",
        "instagram",
        "linkedin",
        "mastodon",
        "telegram",
        "threads",
        "tiktok",
        "twitter",
        "whatsapp",
        "youtube",
    ];
    let Some(rest) = line.strip_prefix("follow ") else {
        return false;
    };
    line.split_whitespace().count() <= LONGEST_LINE / 2
        && (rest.starts_with('@')
            || rest.contains("full coverage")
            || (rest.contains(" on ") && PLACES.iter().any(|place| rest.contains(place))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beside_an_article_are_known() {
        for line in [
            "Loading recommendations...",
            "Loading…",
            "ADVERTISEMENT",
            "Advertisement:",
            "Share this",
            "Read more: What the harbour board decided, and why",
            "READ MORE – Ten walks for the winter",
            "Related: A short history of the tram",
            "Story continues below advertisement",
            "We use cookies to improve your experience on this site.",
            "Sign up for our newsletter and get the day's news in your inbox.",
            "Subscribe to our newsletter",
            "Want more stories like this? Get them in your inbox every morning.",
            "Follow Jane Doe on Twitter @janedoe.",
            "Follow us on Facebook and Instagram",
            "© 2024 The Daily Example. All rights reserved.",
            "You may also like:",
            "[Advertisement]",
        ] {
            assert!(is_boilerplate(line, false), "{line}");
        }
    }

    #[test]
    fn sentences_of_an_article_are_left_alone() {
        for line in [
            "Loading the ship took three days...and most of the crew.",
            "Advertisement spending fell by a tenth last year.",
            "Share prices rose on Tuesday.",
            "Read more books, she told the children.",
            "Related industries also suffered.",
            "“We use cookies to find out what people read,” the editor said.",
            "The site uses cookies to follow its readers, regulators found.",
            "More: the Utopia of 1516 was printed at Leuven.",
            "Sign up sheets were out by Friday.",
            "Get out of the house and walk, doctors say.",
            "Comments made by the minister caused a stir.",
            "Follow the money, as reporters on the case were told.",
            "Subscribe or leave: that was the choice.",
            "He asked the court to close the case.",
            "Watch: the device tells the time.",
            "The group's affiliate in the north has links to the port.",
            "Let nobody say that the podcast was dull.",
            "Want of breaking news never stopped the paper.",
        ] {
            assert!(!is_boilerplate(line, false), "{line}");
        }
    }
}
