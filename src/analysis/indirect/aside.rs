//! Reports set beside the words or inside them: "The road, police said, was closed".

use super::after::{opens_clause, takes_words};
use super::extent::{Shares, is_quoted, piece};
use super::report::{Pattern, Report, cue, past_adverbials, reporting, speaks};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::complement::{self, Takes};
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::Form;
use crate::analysis::grammar::words::{self, Word};
use crate::text::Span;

/// How many items before "according to" the words of a report may end of which it names the channel.
const CHANNEL: usize = 6;

/// The reports of `s` that come after the words or inside them.
pub(super) fn reports(s: &Sentence) -> Vec<Report> {
    let mut out: Vec<Report> = Vec::new();
    let mut free = s.start;
    let mut at = s.start + 1;
    while at + 1 < s.end {
        if matches!(s.items[at].tag, Tag::Semicolon | Tag::Colon) {
            free = at + 1;
        }
        let mark = s.items[at].is_comma() || s.items[at].is_quote();
        let found = mark.then(|| clause(s, at + 1)).flatten();
        let Some(Aside {
            who,
            verb,
            pattern,
            past,
        }) = found
        else {
            at += 1;
            continue;
        };
        if let Some(pieces) = pieces(s, opening(s, free), at, past) {
            let pattern = if pieces.len() > 1 {
                Pattern::Inside
            } else {
                pattern
            };
            free = pieces.last().map_or(past, |p| p.end).max(past);
            out.push(Report {
                pattern,
                who: (!s.is_passive(verb)).then_some(who),
                cue: cue(s, verb),
                pieces,
                finding: reporting(s, verb).is_some_and(|(takes, _)| takes.has(Takes::FINDING)),
            });
        }
        at = past.max(at + 1);
    }
    out
}

/// A report that stands by itself.
struct Aside {
    who: Phrase,
    /// The item of its verb.
    verb: usize,
    pattern: Pattern,
    /// Just past its last item.
    past: usize,
}

/// The report that stands by itself at `from`.
fn clause(s: &Sentence, from: usize) -> Option<Aside> {
    if let Some((takes, Form::Past | Form::Third)) = reporting(s, from)
        && takes.has(Takes::ASIDE)
        && !takes.has(Takes::ADDRESSEE)
        && let Some(who) = Phrase::at(s.items, from + 1, s.end)
        && who.can_speak(s.items)
        && s.items
            .get(from - 1)
            .is_some_and(|i| i.is_comma() || i.is_quote())
    {
        let past = past_adverbials(s, who.full, s.end);
        return closes(s, past).then_some(Aside {
            who,
            verb: from,
            pattern: Pattern::Inverted,
            past,
        });
    }
    let (who, verb) = s.report_from(from).or_else(|| shown(s, from))?;
    // "as police said", "Smith, whose wife was told of it,": no words of its own.
    let aside = matches!(&*s.items[from].lower, "as" | "whose")
        || s.items
            .get(verb + 1)
            .is_some_and(|i| matches!(&*i.lower, "of" | "about"));
    if aside {
        return None;
    }
    let (takes, form) = reporting(s, verb).or_else(|| complement::lookup(&s.items[verb].lower))?;
    let fits = takes.has(Takes::ASIDE)
        && form != Form::Ing
        && (!s.is_passive(verb) || s.items[verb].lower == "told")
        && speaks(s, &who, takes)
        && !takes_words(s, verb);
    if !fits {
        return None;
    }
    let mut past = verb + 1;
    if s.items[verb].lower.starts_with("point") {
        past += 1;
    }
    past = past_adverbials(s, past, s.end);
    if past < s.end && s.items[past].tag == Tag::Word(Word::To) {
        past = Phrase::at(s.items, past + 1, s.end)?.full;
    } else if takes.has(Takes::ADDRESSEE)
        && let Some(whom) = Phrase::at(s.items, past, s.end)
    {
        past = whom.full;
    }
    past = past_adverbials(s, past, s.end);
    closes(s, past).then_some(Aside {
        who,
        verb,
        pattern: Pattern::End,
        past,
    })
}

/// "documents show", "the study found": verbs that report only here.
fn shown(s: &Sentence, from: usize) -> Option<(Phrase, usize)> {
    let who = Phrase::at(s.items, from, s.end)?;
    // "sources say", "documents show": where the sentence ends, the last noun is the verb.
    let last = who.end - 1;
    if who.full == who.end
        && last > from
        && matches!(s.items[last].tag, Tag::Noun | Tag::Proper)
        && matches!(
            complement::lookup(&s.items[last].lower),
            Some((_, Form::Base | Form::Third))
        )
        && closes(s, who.end)
        && let Some(who) = Phrase::at(s.items, from, last)
        && words::is_plural(who.head(s.items)) != s.items[last].lower.ends_with('s')
    {
        return Some((who, last));
    }
    let verb = (who.full..s.end.min(who.full + 4)).find(|&i| !s.items[i].is_auxiliary())?;
    reporting(s, verb)?;
    Some((who, verb))
}

/// Whether a report is over at `at`.
fn closes(s: &Sentence, at: usize) -> bool {
    at >= s.end
        || matches!(
            s.items[at].tag,
            Tag::Stop | Tag::Comma | Tag::Semicolon | Tag::Close | Tag::Dash
        )
        || s.items[at].is_conjunction()
}

/// The first item at or after `from` that is the sentence's own: past "DAKAR, Feb 18 (Agency) -".
fn opening(s: &Sentence, from: usize) -> usize {
    let mut from = from;
    if from == s.start
        && let Some(dash) = (from..s.end.min(from + 14)).find(|&i| s.items[i].tag == Tag::Dash)
        && !s.part(from, dash).iter().any(Item::is_finite)
    {
        from = dash + 1;
    }
    while from < s.end
        && (matches!(s.items[from].tag, Tag::Comma | Tag::Semicolon | Tag::Mark)
            || s.items[from].is_conjunction())
    {
        from += 1;
    }
    from
}

/// The words around a report that stands between the mark at `mark` and `past`.
fn pieces(
    s: &Sentence,
    from: usize,
    mark: usize,
    past: usize,
) -> Option<Vec<std::ops::Range<usize>>> {
    if from >= mark || is_quoted(s, from, mark + 1) || s.items[from].lower == "asked" {
        return None;
    }
    // "Speaking in Leeds, Smith said, “…”": the words are the quotation.
    let quotes = s.part(past, s.end).first().is_some_and(Item::is_comma)
        && s.items.get(past + 1).is_some_and(Item::is_quote);
    if quotes {
        return None;
    }
    let whole = has_clause(s, from, mark);
    let first = from..mark + 1;
    let rest = (past < s.end && s.items[past].is_comma() && past + 1 < s.end)
        .then(|| {
            let from = if whole {
                past + 1
            } else {
                past_apposition(s, past)
            };
            piece(s, from, s.end, Shares::Nothing)
        })
        .flatten()
        .filter(|p| !p.is_empty());
    match rest {
        Some(rest) if !whole => s
            .part(rest.start, rest.end)
            .iter()
            .any(Item::is_finite)
            .then(|| vec![first, rest]),
        Some(rest) if goes_on(s, rest.start) => Some(vec![first, rest]),
        Some(_) => whole.then(|| vec![first]),
        // Few verbs of the words are known for verbs.
        None => (whole || mark > from + 4 && !s.items[from].is_prep()).then(|| vec![first]),
    }
}

/// Just past the comma at `comma`, or past the apposition that it opens: ", an engineer in Leeds,".
fn past_apposition(s: &Sentence, comma: usize) -> usize {
    let apposition = Phrase::at(s.items, comma + 1, s.end).and_then(|p| {
        let next = s.items.get(p.full).filter(|_| p.full < s.end)?;
        let close = (p.full..s.end).find(|&i| s.items[i].is_comma())?;
        (next.is_comma() || next.tag == Tag::Word(Word::Relative)).then_some(close + 1)
    });
    apposition.unwrap_or(comma + 1)
}

/// Whether a clause of its own stands from `from` to `end`.
fn has_clause(s: &Sentence, from: usize, end: usize) -> bool {
    let open = s
        .part(from, end)
        .iter()
        .rev()
        .find(|i| i.tag != Tag::Word(Word::Adverb))
        .is_some_and(|i| matches!(i.tag, Tag::Word(Word::Be | Word::Auxiliary)));
    !open && s.part(from, end).iter().any(Item::is_finite)
}

/// Whether what stands at `at`, after a whole clause and its report, is still reported.
fn goes_on(s: &Sentence, at: usize) -> bool {
    matches!(
        &*s.items[at].lower,
        "but" | "or" | "nor" | "because" | "if" | "though" | "unless"
    )
}

/// Adds what is said "according to" somebody.
pub(super) fn according_to(s: &Sentence, out: &mut Vec<Report>) {
    for at in s.start..s.end.saturating_sub(2) {
        if s.items[at].lower != "according" || s.items[at + 1].lower != "to" {
            continue;
        }
        let Some(who) = Phrase::at(s.items, at + 2, s.end).filter(|p| {
            !matches!(
                s.items[p.end - 1].tag,
                Tag::Number | Tag::Word(Word::Object)
            )
        }) else {
            continue;
        };
        let cue = Span::new(s.items[at].span.start, s.items[at + 1].span.end);
        let joined = past_joined(s, who.full);
        let past = past_adverbials(s, joined, s.end);
        // "Smith said he would go, according to the AP": the AP is a channel.
        let channel = out
            .iter()
            .flat_map(|r| &r.pieces)
            .any(|p| p.start < at && p.end + CHANNEL > at);
        if channel || is_quotation(s, at) || is_governed(s, at) {
            continue;
        }
        let from = (s.start..at)
            .rev()
            .find(|&i| s.items[i].tag == Tag::Semicolon)
            .map_or(s.start, |i| i + 1);
        let from = opening(s, from);
        let pieces = if from >= at {
            let from = if s.items.get(past).is_some_and(Item::is_comma) {
                Some(past_apposition(s, past))
            } else {
                let ends = [who.end, joined, past];
                ends.into_iter().find(|&i| opens_subject(s, i))
            };
            from.and_then(|from| piece(s, from, s.end, Shares::Nothing))
                .map(|p| vec![p])
        } else if s.items[at - 1].is_comma() || s.items[at - 1].is_quote() {
            pieces(s, from, at - 1, past)
        } else {
            let whole = has_clause(s, from, at) && !is_quoted(s, from, at);
            whole.then(|| std::iter::once(from..at).collect())
        };
        if let Some(pieces) = pieces {
            out.push(Report {
                pattern: Pattern::AccordingTo,
                who: Some(who),
                cue,
                pieces,
                finding: false,
            });
        }
    }
}

/// Just past the sources joined to the one that ends at `full`: "the CDC and NIH", "Reuters, the BBC
/// and the AP".
fn past_joined(s: &Sentence, full: usize) -> usize {
    let named = |p: &Phrase| matches!(s.items[p.end - 1].tag, Tag::Name(_) | Tag::Proper);
    let mut at = full;
    while at < s.end {
        let and = s.items[at].is_comma() && s.items.get(at + 1).is_some_and(Item::is_conjunction);
        let joint = at + usize::from(and);
        let Some(next) = Phrase::at(s.items, joint + 1, s.end) else {
            break;
        };
        if s.items[joint].is_conjunction() {
            let verb = s.items.get(next.full).filter(|_| next.full < s.end);
            return if verb.is_some_and(Item::is_finite) {
                full
            } else {
                next.full
            };
        }
        if !s.items[joint].is_comma() || !named(&next) {
            break;
        }
        at = next.full;
    }
    full
}

/// Whether the subject of a clause begins at `at`: "the road was", "over 345 workers have".
fn opens_subject(s: &Sentence, at: usize) -> bool {
    let amount = (at..s.end.min(at + 3))
        .find(|&i| !is_about(&s.items[i].lower))
        .filter(|&i| s.items[i].tag == Tag::Number);
    at < s.end && opens_clause(s, amount.unwrap_or(at))
}

/// Whether `word`, in lower case, says how exact the number after it is.
fn is_about(word: &str) -> bool {
    matches!(
        word,
        "about"
            | "almost"
            | "approximately"
            | "around"
            | "at"
            | "least"
            | "most"
            | "nearly"
            | "over"
            | "roughly"
            | "to"
            | "under"
            | "up"
    )
}

/// "“It is,” Smith said, according to the AP": a quotation stands before `at`, and its report.
fn is_quotation(s: &Sentence, at: usize) -> bool {
    s.part(s.start, at).iter().any(Item::is_quote)
        && (s.start..at).any(|i| {
            matches!(reporting(s, i), Some((takes, Form::Past | Form::Third)) if takes.has(Takes::ASIDE))
        })
}

/// "which, according to Smith, is": what is said hangs on the word before.
fn is_governed(s: &Sentence, at: usize) -> bool {
    let before = (s.start..at).rev().find(|&i| !s.items[i].is_comma());
    before.is_some_and(|i| {
        matches!(
            s.items[i].tag,
            Tag::Word(Word::Relative | Word::Subordinator | Word::Preposition)
        )
    })
}
