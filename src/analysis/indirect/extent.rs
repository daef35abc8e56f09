//! How far the reported words go.

use std::ops::Range;

use super::report::{cue_start, reporting};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::Form;
use crate::analysis::grammar::words::Word;

/// Whether a further verb of saying may have the subject of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shares {
    /// "Smith said … and asked …"
    Subject,
    /// "…, Smith said, … and asked …": the second verb is part of the words.
    Nothing,
}

/// The words that start at `from` and go no further than `limit`; none where they are nothing but
/// quoted runs.
pub(super) fn piece(
    s: &Sentence,
    from: usize,
    limit: usize,
    shares: Shares,
) -> Option<Range<usize>> {
    let mut end = (from..limit)
        .find(|&i| ends_before(s, from, i, shares))
        .unwrap_or(limit);
    while end > from
        && matches!(
            s.items[end - 1].tag,
            Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Colon | Tag::Dash
        )
    {
        end -= 1;
    }
    (!is_quoted(s, from, end)).then_some(from..end)
}

/// Whether the items hold no word of the writer's.
pub(super) fn is_quoted(s: &Sentence, from: usize, end: usize) -> bool {
    s.part(from, end).iter().all(|i| {
        matches!(
            i.tag,
            Tag::Quote(_)
                | Tag::Comma
                | Tag::Semicolon
                | Tag::Stop
                | Tag::Mark
                | Tag::Word(Word::Conjunction | Word::To)
        ) || i.lower == "that"
    })
}

/// Whether the words that start at `from` are over before item `at`.
fn ends_before(s: &Sentence, from: usize, at: usize, shares: Shares) -> bool {
    if at <= from + 1 {
        return false;
    }
    let next = s.items.get(at + 1).filter(|_| at + 1 < s.end);
    match s.items[at].tag {
        Tag::Colon => next.is_some_and(Item::is_quote),
        Tag::Semicolon => next.is_some(),
        Tag::Comma if next.is_some_and(|n| goes_back(n)) => true,
        Tag::Comma => next.is_some_and(|n| {
            let past_and = if n.is_conjunction() { at + 2 } else { at + 1 };
            n.lower == "according"
                || (shares == Shares::Subject || !n.is_conjunction()) && opens_report(s, past_and)
        }),
        Tag::Word(Word::Conjunction) => {
            shares == Shares::Subject && (opens_report(s, at + 1) || resumes(s, from, at))
        }
        _ => s.items[at].lower == "according" && next.is_some_and(|n| n.lower == "to"),
    }
}

/// Whether `next`, after a comma, says what the speaker did besides: "calling it a shame".
fn goes_back(next: &Item) -> bool {
    matches!(next.tag, Tag::Verb(verb) if verb.form == Form::Ing)
}

/// Whether what follows the conjunction at `and` goes on with what the speaker did: "said it would
/// take a day and left", "offered to help and was laughed at".
fn resumes(s: &Sentence, from: usize, and: usize) -> bool {
    let Some(next) = s.items.get(and + 1).filter(|_| and + 1 < s.end) else {
        return false;
    };
    let simple = match next.tag {
        Tag::OtherVerb => true,
        Tag::Verb(verb) => verb.form == Form::Past,
        Tag::Word(Word::Be) => matches!(&*next.lower, "was" | "were"),
        _ => false,
    };
    let shifted = s
        .part(from, and)
        .iter()
        .find(|i| i.is_finite())
        .is_none_or(|i| matches!(&*i.lower, "would" | "could"));
    simple && shifted
}

/// Whether another report begins at `at`: "adding that", "and he warned that".
fn opens_report(s: &Sentence, at: usize) -> bool {
    let own = |verb: usize| {
        reporting(s, verb).is_some_and(|(_, form)| form != Form::Base)
            && super::after::takes_words(s, verb)
    };
    let verb = (at..s.end.min(at + 3)).find(|&i| !s.items[i].is_auxiliary());
    if verb.is_some_and(own) {
        return true;
    }
    // "and declined to say"
    let infinitive = (at + 1..s.end.min(at + 5))
        .find(|&i| s.items[i - 1].tag == Tag::Word(Word::To) && cue_start(s, i) == at);
    if infinitive.is_some_and(|i| super::after::takes_words(s, i)) {
        return true;
    }
    let Some(phrase) = Phrase::at(s.items, at, s.end) else {
        return false;
    };
    let verb = (phrase.full..s.end.min(phrase.full + 3)).find(|&i| !s.items[i].is_auxiliary());
    verb.is_some_and(own)
}
