//! Where in a turn of speech the writer cuts in. Languages differ: most set the inset off by dashes
//! ("– Nie – powiedział. – Jutro."), French, Romanian and the Nordic languages by a comma alone
//! ("– Non, dit-il. Demain.").

use super::saying::is_saying;
use crate::model::Language;
use crate::text::Span;

/// How many words into an inset its verb may come: "тихо, но твёрдо сказал он".
const VERB_WITHIN: usize = 5;

/// The spoken parts of `turn`, a part of `text` without the dash that opens it, and whether the
/// writer cuts in. What stands in `quoted`, runs in quotation marks, is never an inset's start;
/// `sentences` are those of the paragraph.
pub(super) fn said(
    text: &str,
    turn: Span,
    quoted: &[Span],
    sentences: &[Span],
    language: Language,
) -> (Vec<Span>, bool) {
    let mut spoken = Vec::new();
    let (mut start, mut at, mut cut) = (turn.start, turn.start, false);
    let mut holes = quoted.iter().peekable();
    while at < turn.end {
        while holes.peek().is_some_and(|q| q.end <= at) {
            holes.next();
        }
        if let Some(quote) = holes.peek().filter(|q| q.start <= at) {
            at = quote.end.min(turn.end);
            continue;
        }
        let rest = Span::new(at, turn.end).of(text);
        let Some(c) = rest.chars().next() else { break };
        at += c.len_utf8();
        let before = Span::new(start, at - c.len_utf8()).of(text);
        let Some(inset) = inset_at(before, c, Span::new(at, turn.end).of(text), language) else {
            continue;
        };
        cut = true;
        push(
            &mut spoken,
            text,
            Span::new(start, inset.keep.map_or(at, |k| start + k)),
        );
        let from = Span::new(at, turn.end);
        start = match inset.by {
            By::Dash => after_dash(text, from),
            By::Comma => after_clause(text, from, sentences),
        };
        at = start;
    }
    push(&mut spoken, text, Span::new(start, turn.end));
    (spoken, cut)
}

/// What sets an inset off.
enum By {
    Dash,
    Comma,
}

struct Inset {
    by: By,
    /// How many bytes of the speech before it are kept; all, with the character before the inset,
    /// where there is none.
    keep: Option<usize>,
}

/// The inset that starts with `rest`, right after the character `c`, with the speech `before` it.
fn inset_at(before: &str, c: char, rest: &str, language: Language) -> Option<Inset> {
    let by_dash = is_dash(c) && before.ends_with(char::is_whitespace);
    if !by_dash && !matches!(c, ',' | '!' | '?' | ';' | '…' | '»' | '”' | '"') {
        return None;
    }
    let words = rest.trim_start();
    let blank_after = words.len() < rest.len();
    if !words.starts_with(char::is_lowercase) {
        return None;
    }
    if by_dash && (c != '-' || blank_after) {
        let speech = before.trim_end();
        // "—dijo él—", and a comma or a cry before the dash, say it without a verb.
        let certain = !blank_after || speech.ends_with([',', '!', '?', '…']);
        let clause = words
            .split(|c| c == ',' || is_long_dash(c))
            .next()
            .unwrap_or(words);
        let own = words_of(clause)
            .next()
            .is_some_and(|w| AS.contains(&w.as_str()));
        let verb = !own
            && words_of(clause)
                .take(VERB_WITHIN)
                .any(|w| is_saying(&w, language));
        return (certain || verb).then_some(Inset {
            by: By::Dash,
            keep: Some(speech.len()),
        });
    }
    (!by_dash && blank_after && opens_report(words, language)).then_some(Inset {
        by: By::Comma,
        keep: None,
    })
}

/// Whether `words` start with a verb of saying, but for the small words that French and Romanian
/// put before it: "a-t-il dit", "lui répond Marie", "s’écria-t-elle".
fn opens_report(words: &str, language: Language) -> bool {
    const SMALL: &[&str] = &[
        "a", "ai", "ont", "avait", "aurait", "t", "s", "m", "l", "il", "elle", "ils", "elles",
        "on", "je", "me", "te", "se", "lui", "leur", "nous", "i", "îi", "le", "au", "o", "har",
    ];
    words_of(words)
        .take(VERB_WITHIN)
        .find(|w| is_saying(w, language) || !SMALL.contains(&w.as_str()))
        .is_some_and(|w| is_saying(&w, language))
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// Where speech goes on after an inset that a dash ends, with the stop that may follow the dash.
fn after_dash(text: &str, inset: Span) -> usize {
    let part = inset.of(text);
    let mut before = ' ';
    for (at, c) in part.char_indices() {
        let after = &part[at + c.len_utf8()..];
        let apart = before.is_whitespace() || before.is_ascii_punctuation();
        let ends = is_long_dash(c) || (c == '-' && apart && after.starts_with(char::is_whitespace));
        if ends {
            let rest = after.trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':')
            });
            return inset.end - rest.len();
        }
        before = c;
    }
    inset.end
}

/// Where speech goes on after an inset that only a comma set off: after the comma that follows its
/// pronoun ("dit-il, demain"), else with the next sentence, unless that is the writer's own.
fn after_clause(text: &str, inset: Span, sentences: &[Span]) -> usize {
    let holds = sentences.partition_point(|s| s.end <= inset.start);
    let end = sentences
        .get(holds)
        .map_or(inset.end, |s| s.end.min(inset.end));
    let clause = Span::new(inset.start, end.max(inset.start)).of(text);
    if let Some((report, rest)) = clause.split_once(',') {
        let pronoun = words_of(report)
            .last()
            .is_some_and(|w| PRONOUNS.contains(&w.as_str()));
        let next = words_of(rest).next();
        let participle = next.is_none_or(|w| GOING_ON.contains(&w.as_str()));
        if pronoun && !participle && words_of(report).count() <= 4 {
            return end - rest.trim_start().len();
        }
    }
    let rest = Span::new(end, inset.end).of(text);
    let goes_on = words_of(rest)
        .next()
        .is_some_and(|w| !PRONOUNS.contains(&w.as_str()));
    if goes_on {
        inset.end - rest.trim_start().len()
    } else {
        inset.end
    }
}

/// "As I said": a parenthesis of whoever speaks.
const AS: &[&str] = &[
    "jak",
    "jako",
    "kao",
    "kot",
    "как",
    "як",
    "como",
    "com",
    "come",
    "comme",
    "som",
    "kuten",
    "mint",
    "ahogy",
    "όπως",
    "cum",
    "zoals",
    "que",
    "которые",
    "который",
];

/// Pronouns of the third person: whom a report names briefly, and with whom the writer goes on.
const PRONOUNS: &[&str] = &[
    "il", "elle", "ils", "elles", "han", "hun", "hon", "hän", "he", "el", "ea",
];

/// With these the report itself goes on: "dit-il, en souriant", "sier han, og ler".
const GOING_ON: &[&str] = &[
    "en", "et", "avec", "sans", "d", "les", "l", "og", "och", "ja", "som", "și", "cu",
];

fn push(spoken: &mut Vec<Span>, text: &str, span: Span) {
    let span = span.trimmed(text);
    if span.of(text).contains(char::is_alphanumeric) {
        spoken.push(span);
    }
}

fn is_long_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

fn is_dash(c: char) -> bool {
    c == '-' || is_long_dash(c)
}
