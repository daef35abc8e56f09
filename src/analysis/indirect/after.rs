//! Reports whose words follow the verb: "said that", "asked whether", "urged residents to".

use super::extent::{Shares, piece};
use super::report::{Pattern, Report, cue, cue_start, past_adverbials, reporting, speaks};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::complement::Takes;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::Form;
use crate::analysis::grammar::words::Word;

/// How many items may stand between the start of a clause and its verb.
const SUBJECT: usize = 16;

/// The report of the verb at `at`, its words ending before `limit`.
pub(super) fn report(s: &Sentence, at: usize, limit: usize) -> Option<Report> {
    let (takes, form) = reporting(s, at)?;
    let start = cue_start(s, at);
    if is_supposed(s, start, at) {
        return None;
    }
    let passive = is_passive(s, at, form);
    let (pattern, from) = words(s, at, takes, passive)?;
    let pattern = if passive { Pattern::Passive } else { pattern };
    let mut limit = limit;
    let who = if passive {
        if start == at {
            limit = limit.min(main_clause(s, from)?);
        }
        agent(s, at, from)
    } else if takes.has(Takes::HEARING) {
        None
    } else {
        let who = if start < s.group_start(at) {
            s.subject_of(start_verb(s, start, at), Form::Past)
        } else {
            s.subject_of(at, form)
        };
        let asked = matches!(pattern, Pattern::Promise | Pattern::Order | Pattern::Gerund);
        let who = who.filter(|who| speaks(s, who, takes) && !is_conditional(s, who))?;
        if asked && !who.can_speak(s.items) {
            return None;
        }
        let hangs = form == Form::Ing
            || start > s.start && s.items[start - 1].tag == Tag::Word(Word::Relative);
        if hangs {
            limit = main_verb(s, from, limit);
        }
        Some(who)
    };
    let pattern = if takes.has(Takes::HEARING) {
        Pattern::Hearing
    } else {
        pattern
    };
    if matches!(
        pattern,
        Pattern::Question | Pattern::Promise | Pattern::Order
    ) {
        limit = next_clause(s, from, limit);
    }
    Some(Report {
        pattern,
        who,
        cue: cue(s, at),
        pieces: vec![piece(s, from, limit, Shares::Subject)?],
        finding: takes.has(Takes::FINDING),
    })
}

/// Whether words follow the verb at `at` that it reports, quoted or not.
pub(super) fn takes_words(s: &Sentence, at: usize) -> bool {
    let Some((takes, form)) = reporting(s, at) else {
        return false;
    };
    s.items
        .get(at + 1)
        .is_some_and(|n| n.is_quote() || n.tag == Tag::Colon)
        || words(s, at, takes, is_passive(s, at, form)).is_some()
}

/// The first verb of the cue from `start` to `at`: "declined" of "declined to say".
fn start_verb(s: &Sentence, start: usize, at: usize) -> usize {
    (start..at)
        .find(|&i| matches!(s.items[i].tag, Tag::OtherVerb | Tag::Verb(_) | Tag::Gerund))
        .unwrap_or(at)
}

/// "might say", "to say": nobody has said it.
fn is_supposed(s: &Sentence, start: usize, at: usize) -> bool {
    let modal = s.part(start, at).iter().any(|i| {
        matches!(
            &*i.lower,
            "can" | "could" | "may" | "might" | "must" | "should" | "cannot" | "can't"
        )
    });
    let infinitive = start > s.start && s.items[start - 1].tag == Tag::Word(Word::To);
    let denied = s
        .part(start, at)
        .iter()
        .any(|i| matches!(&*i.lower, "not" | "n't" | "never"));
    modal && !denied || infinitive
}

/// "if Smith says"
fn is_conditional(s: &Sentence, who: &Phrase) -> bool {
    who.start > s.start && matches!(&*s.items[who.start - 1].lower, "if" | "unless" | "whether")
}

fn is_passive(s: &Sentence, at: usize, form: Form) -> bool {
    if !matches!(form, Form::Past | Form::Participle) {
        return false;
    }
    // "had been asked asked": a word written twice.
    let twice = at > s.start && s.items[at - 1].lower == s.items[at].lower;
    let group = s.group_start(at - usize::from(twice));
    if s.part(group, at)
        .iter()
        .any(|i| i.tag == Tag::Word(Word::Be))
    {
        return true;
    }
    // "Asked whether", "when asked who", "boats told to leave"
    let word = &*s.items[at].lower;
    let bare = group == at
        && (at == s.start
            || s.items[at - 1].tag == Tag::Semicolon
            || matches!(&*s.items[at - 1].lower, "when" | "if"));
    let next_to = s.items.get(at + 1).is_some_and(|n| n.lower == "to");
    matches!(word, "asked" | "reminded") && bare && !next_to
        || next_to
            && matches!(
                word,
                "told" | "ordered" | "urged" | "warned" | "advised" | "invited" | "instructed"
            )
}

/// Where a clause joined by "and" or "but" follows the question or the infinitive that starts at
/// `from`: it is the writer's, having a shape of its own.
fn next_clause(s: &Sentence, from: usize, limit: usize) -> usize {
    (from..limit)
        .find(|&i| {
            s.items[i].is_comma()
                && s.items
                    .get(i + 1)
                    .is_some_and(|n| matches!(&*n.lower, "and" | "but"))
                && s.part(i + 2, limit.min(i + 2 + SUBJECT))
                    .iter()
                    .any(Item::is_finite)
        })
        .unwrap_or(limit)
}

/// Where the main clause goes on after a relative clause whose words start at `from`: at the comma
/// before its verb.
fn main_verb(s: &Sentence, from: usize, limit: usize) -> usize {
    (from + 1..limit)
        .find(|&i| {
            (s.items[i].is_comma() || s.items[i].is_quote())
                && s.items.get(i + 1).is_some_and(Item::is_finite)
        })
        .map(|i| if s.items[i].is_quote() { i + 1 } else { i })
        .unwrap_or(limit)
}

/// Where the main clause begins after an opening "Asked whether …,": at its comma.
fn main_clause(s: &Sentence, from: usize) -> Option<usize> {
    (from + 1..s.end)
        .find(|&i| {
            s.items[i].is_comma()
                && (s.items.get(i + 1).is_some_and(Item::is_quote)
                    || s.report_from(i + 1).is_some()
                    || Phrase::at(s.items, i + 1, s.end).is_some_and(|p| {
                        s.part(p.full, s.end.min(p.full + 3))
                            .iter()
                            .any(Item::is_finite)
                    }))
        })
        .or(Some(s.end))
}

/// "was told by Smith that"
fn agent(s: &Sentence, at: usize, from: usize) -> Option<Phrase> {
    let by = (at + 1..from).find(|&i| s.items[i].lower == "by")?;
    Phrase::at(s.items, by + 1, from).filter(|p| p.can_speak(s.items))
}

/// Where the words begin that the verb at `at` reports, and how they are tied to it.
fn words(s: &Sentence, at: usize, takes: Takes, passive: bool) -> Option<(Pattern, usize)> {
    let mut p = at + 1;
    if s.items[at].lower.starts_with("point") {
        p += 1;
    }
    let adjacent = p;
    let mut addressed = passive;
    if s.items[at].lower.starts_with("call") {
        // "called on the board to publish"
        if s.items.get(p)?.lower != "on" {
            return None;
        }
        p = Phrase::at(s.items, p + 1, s.end)?.full;
        addressed = true;
    }
    // "asked for", "complained about": what follows is no more than a noun.
    if s.items
        .get(p)
        .is_some_and(|i| matches!(&*i.lower, "for" | "about"))
    {
        return None;
    }
    loop {
        let before = p;
        p = past_adverbials(s, p, s.end);
        let item = s.items.get(p).filter(|_| p < s.end)?;
        if item.tag == Tag::Word(Word::To) && !takes.has(Takes::TO) && !addressed
            || item.tag == Tag::Word(Word::To)
                && s.items.get(p + 1).is_some_and(|n| {
                    matches!(
                        n.tag,
                        Tag::Word(Word::Determiner | Word::Object) | Tag::Name(_) | Tag::Proper
                    )
                })
        {
            // "said to reporters"
            let whom = Phrase::at(s.items, p + 1, s.end)?;
            p = whom.full;
            addressed = true;
        } else if !addressed
            && takes.has(Takes::ADDRESSEE)
            && let Some(whom) = addressee(s, p, takes)
        {
            p = whom;
            addressed = true;
        } else if item.is_comma()
            && let Some(close) = aside(s, p)
        {
            p = close + 1;
        }
        if p == before {
            break;
        }
    }
    let item = s.items.get(p).filter(|_| p < s.end)?;
    let next = s.items.get(p + 1).filter(|_| p + 1 < s.end);
    if item.lower == "that" && takes.has(Takes::CLAUSE) {
        let pronoun = next.is_some_and(|n| n.is_finite());
        let tells =
            !addressed && matches!(&*s.items[at].lower, "told" | "tells" | "tell" | "telling");
        return if tells || next.is_some_and(Item::is_prep) {
            None
        } else if pronoun {
            // "wrote a letter that was read out": a relative clause.
            (takes.has(Takes::BARE) && p == adjacent).then_some((Pattern::Bare, p))
        } else {
            let words = s.part(p + 1, s.end);
            (words.len() > 4 || words.iter().any(|i| i.is_finite() || i.is_quote()))
                .then_some((Pattern::That, p + 1))
        };
    }
    if takes.has(Takes::QUESTION) && opens_question(s, at, p, p == adjacent) {
        return Some((Pattern::Question, p));
    }
    let to = if item.lower == "not" { p + 1 } else { p };
    if s.items
        .get(to)
        .is_some_and(|i| i.tag == Tag::Word(Word::To))
    {
        if takes.has(Takes::ORDER) && addressed {
            return Some((Pattern::Order, p));
        }
        return (takes.has(Takes::TO) && !passive).then_some((Pattern::Promise, p));
    }
    if takes.has(Takes::GERUND) && p == adjacent && !passive {
        let gerund = match item.tag {
            Tag::Gerund => true,
            Tag::Verb(verb) => verb.form == Form::Ing,
            _ => item.lower == "having",
        };
        if gerund {
            return Some((Pattern::Gerund, p));
        }
    }
    let inverted = at > s.start
        && (s.items[at - 1].is_quote()
            || s.items[at - 1].is_comma() && at > s.start + 1 && s.items[at - 2].is_quote());
    (takes.has(Takes::BARE) && !inverted && opens_clause(s, p)).then_some((Pattern::Bare, p))
}

/// Just past the person addressed who stands at `p`: "told reporters", "told Reuters talks".
fn addressee(s: &Sentence, p: usize, takes: Takes) -> Option<usize> {
    let Some(whom) = Phrase::at(s.items, p, s.end) else {
        return (s.items[p].lower == "her").then_some(p + 1);
    };
    if whom.pronoun(s.items).is_some() && s.items[p].lower != "it" && s.items[p].lower != "you" {
        return None;
    }
    let goes_on = s.items.get(whom.full).filter(|_| whom.full < s.end)?;
    if !goes_on.is_finite() || !takes.has(Takes::BARE) {
        return Some(whom.full);
    }
    let Tag::Name(name) = s.items[p].tag else {
        return None;
    };
    (p..whom.end).find(|&i| s.items[i].tag != Tag::Name(name))
}

/// The comma that closes an aside before the words: "asked, at public hearings, what".
fn aside(s: &Sentence, comma: usize) -> Option<usize> {
    if s.items.get(comma + 1).is_some_and(|i| i.lower == "that") {
        return Some(comma);
    }
    let close = (comma + 2..s.end.min(comma + 14)).find(|&i| s.items[i].is_comma())?;
    let strong = s
        .items
        .get(close + 1)
        .is_some_and(|i| matches!(i.tag, Tag::Word(Word::Subordinator | Word::To)));
    (strong && !s.part(comma, close).iter().any(Item::is_finite)).then_some(close)
}

/// Whether an indirect question to the verb at `at` begins at `p`.
fn opens_question(s: &Sentence, at: usize, p: usize, adjacent: bool) -> bool {
    let asks = matches!(
        &*s.items[at].lower,
        "ask" | "asks" | "asked" | "asking" | "enquired" | "inquired" | "questioned" | "query"
    );
    let unsaid = cue_start(s, at) < at
        && s.part(cue_start(s, at), at).iter().any(|i| {
            matches!(&*i.lower, "not" | "n't" | "never")
                || i.lower.ends_with("n't")
                || i.lower.starts_with("declin")
                || i.lower.starts_with("refus")
        });
    match &*s.items[p].lower {
        "whether" | "why" | "how" | "what" | "where" => true,
        // "told a man who had", "said in a note which": a relative clause.
        "who" | "whom" | "which" | "whose" => asks || adjacent,
        "if" | "when" => asks || unsaid,
        _ => false,
    }
}

/// Whether a clause without "that" begins at `p`: a noun phrase, and a finite verb for it.
pub(super) fn opens_clause(s: &Sentence, p: usize) -> bool {
    let item = &s.items[p];
    let next = s.items.get(p + 1).filter(|_| p + 1 < s.end);
    // "said calling it off would cost"
    if item.tag == Tag::Gerund {
        return s
            .part(p, s.end.min(p + SUBJECT))
            .iter()
            .take_while(|i| !i.is_comma())
            .any(Item::is_finite);
    }
    if item.lower == "there" || item.is_quote() {
        return next.is_some_and(Item::is_finite);
    }
    if matches!(&*item.lower, "this" | "these" | "those" | "nothing")
        && next.is_some_and(Item::is_finite)
    {
        return true;
    }
    let Some(subject) = Phrase::at(s.items, p, s.end) else {
        return false;
    };
    if subject.pronoun(s.items).is_some() {
        return next.is_some_and(|n| {
            n.is_finite()
                || n.is_quote()
                || matches!(n.tag, Tag::Noun | Tag::Verb(_))
                || n.tag == Tag::Word(Word::Adverb)
                    && s.part(p + 2, s.end.min(p + 4)).iter().any(Item::is_finite)
                || n.tag == Tag::Possessive
        });
    }
    let mut at = subject.full;
    let limit = s.end.min(p + SUBJECT);
    while at < limit {
        let item = &s.items[at];
        at = match item.tag {
            _ if item.is_finite() => return true,
            Tag::Word(Word::Adverb | Word::Time) | Tag::Number => at + 1,
            Tag::Word(Word::Preposition | Word::Conjunction) => {
                match Phrase::at(s.items, at + 1, limit) {
                    Some(phrase) if phrase.pronoun(s.items).is_none() => phrase.full,
                    _ => return false,
                }
            }
            // "the trawlers, most of them Spanish, had"
            Tag::Comma => match (at + 1..limit).find(|&i| s.items[i].is_comma()) {
                Some(close) => close + 1,
                // "welders, cooks and drivers came"
                None => match Phrase::at(s.items, at + 1, limit) {
                    Some(phrase) => phrase.full,
                    None => return false,
                },
            },
            _ => return false,
        };
    }
    false
}
