//! What makes a report: who says, what reports it, and which words are theirs.

use std::ops::Range;

use super::{after, aside};
use crate::analysis::attribution::says;
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::complement::{self, Takes};
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::{self, Form};
use crate::analysis::grammar::words::{self, Head, Pronoun, Word};
use crate::text::Span;

/// One report and the words that it reports.
pub(super) struct Report {
    pub pattern: Pattern,
    /// Who is said to speak, where it is said.
    pub who: Option<Phrase>,
    pub cue: Span,
    /// The words, as ranges of items.
    pub pieces: Vec<Range<usize>>,
    /// Whether it is speech only where no person does it: "found", "showed".
    pub finding: bool,
}

/// How a report stands to the words that it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Smith said that the road was closed.
    That,
    /// Smith said the road was closed.
    Bare,
    /// Smith asked whether the road was closed.
    Question,
    /// Smith promised to pay.
    Promise,
    /// Smith urged residents to leave.
    Order,
    /// Smith denied stealing the car.
    Gerund,
    /// Residents were told to leave.
    Passive,
    /// The court heard that the road was closed.
    Hearing,
    /// The road was closed, Smith said.
    End,
    /// The road was closed, said Smith.
    Inverted,
    /// The road, Smith said, was closed.
    Inside,
    /// According to Smith, the road was closed.
    AccordingTo,
}

impl Pattern {
    /// How often what this finds is right in the training part of the corpus; where that has few
    /// cases, somewhat less.
    pub fn precision(self) -> f32 {
        match self {
            Self::Question | Self::Inside => 0.96,
            Self::Bare | Self::End => 0.95,
            Self::That | Self::Passive | Self::Promise => 0.92,
            Self::Inverted | Self::AccordingTo => 0.89,
            Self::Order => 0.86,
            Self::Gerund | Self::Hearing => 0.85,
        }
    }

    /// The reason in words.
    pub fn words(self, mention: Option<&str>, cue: &str, speaker: Option<&str>) -> String {
        let Some(who) = mention else {
            return format!("“{cue}” reports what follows, and nobody is said to have said it");
        };
        let mut out = match self {
            Self::That | Self::Bare | Self::Question | Self::Hearing => {
                format!("“{who}” is the subject of “{cue}”, and what was said follows")
            }
            Self::Promise => format!("“{who}” is the subject of “{cue}”, and the promise follows"),
            Self::Order => format!("“{who}” is the subject of “{cue}”, and what to do follows"),
            Self::Gerund => format!("“{who}” is the subject of “{cue}”, and the deed follows"),
            Self::Passive => format!("“{who}” is who did it in “{cue}”"),
            Self::End => format!("“{who}” is the subject of “{cue}” right after the words"),
            Self::Inverted => {
                format!("“{cue}” right after the words is followed by its subject, “{who}”")
            }
            Self::Inside => format!("“{who}” is the subject of “{cue}”, set inside the words"),
            Self::AccordingTo => format!("“{who}” follows “{cue}”"),
        };
        if let Some(speaker) = speaker
            && !says(who, speaker)
        {
            out.push_str(&format!("; “{who}” stands for {speaker}"));
        }
        out
    }
}

/// All reports of a sentence that stand inside no other's words.
pub(super) fn reports(s: &Sentence) -> Vec<Report> {
    let mut out = aside::reports(s);
    let mut at = s.start;
    while at < s.end {
        let taken = out.iter().flat_map(|r| &r.pieces).find(|p| p.contains(&at));
        if let Some(piece) = taken {
            at = piece.end;
            continue;
        }
        let limit = out
            .iter()
            .flat_map(|r| &r.pieces)
            .map(|p| p.start)
            .filter(|&start| start > at)
            .min()
            .unwrap_or(s.end);
        match after::report(s, at, limit) {
            Some(report) => {
                at = report.pieces.last().map_or(at + 1, |p| p.end);
                out.push(report);
            }
            None => at += 1,
        }
    }
    aside::according_to(s, &mut out);
    out
}

/// The verb at `at` that may report, and its form as it stands.
pub(super) fn reporting(s: &Sentence, at: usize) -> Option<(Takes, Form)> {
    let item = s.items.get(at).filter(|_| at < s.end)?;
    let (takes, form) = complement::lookup(&item.lower)?;
    let particle = |word: &str| s.items.get(at + 1).is_some_and(|n| n.lower == word);
    let points = item.lower.starts_with("point");
    if points && !particle("out") {
        return None;
    }
    if is_adjective(s, at) || form == Form::Base && is_bare_infinitive(s, at) {
        return None;
    }
    match item.tag {
        Tag::Verb(verb) => Some((takes, verb.form)),
        Tag::OtherVerb => Some((takes, form)),
        // "did not say who": a noun does not follow an auxiliary.
        Tag::Noun if form == Form::Base && follows_auxiliary(s, at) => Some((takes, form)),
        // "the figures show that": nothing else tells a verb from a noun.
        Tag::Noun if verbs::lookup(&item.lower).is_none() => {
            let follows = at > s.start
                && matches!(
                    s.items[at - 1].tag,
                    Tag::Noun
                        | Tag::Name(_)
                        | Tag::Proper
                        | Tag::Number
                        | Tag::Comma
                        | Tag::Word(Word::Pronoun(_))
                );
            (follows && (points || particle("that"))).then_some((takes, form))
        }
        _ => None,
    }
}

/// Whether the word at `at` is the "said" of "those who knew said bully": the verb before it wants
/// an object, and one thing has no other article.
fn is_adjective(s: &Sentence, at: usize) -> bool {
    s.items[at].lower == "said"
        && at >= s.start + 2
        && s.items[at - 2].tag == Tag::Word(Word::Relative)
        && matches!(
            &*s.items[at - 1].lower,
            "bought"
                | "found"
                | "knew"
                | "know"
                | "knows"
                | "made"
                | "met"
                | "saw"
                | "took"
                | "used"
        )
        && s.part(at + 1, s.end)
            .first()
            .is_some_and(|n| n.tag == Tag::Noun && !words::is_plural(&n.lower))
}

/// Whether the word at `at` is an infinitive after an object: "help designers inform".
fn is_bare_infinitive(s: &Sentence, at: usize) -> bool {
    let object = s
        .part(s.start, at)
        .iter()
        .rev()
        .take_while(|i| {
            matches!(
                i.tag,
                Tag::Noun
                    | Tag::Name(_)
                    | Tag::Proper
                    | Tag::Number
                    | Tag::Possessive
                    | Tag::Word(Word::Determiner | Word::Object | Word::Quantifier)
            ) && !takes_infinitive(&i.lower)
        })
        .count();
    object > 0
        && s.part(s.start, at - object)
            .last()
            .is_some_and(|i| takes_infinitive(&i.lower))
}

/// Whether `word`, in lower case, takes an object and an infinitive without "to".
fn takes_infinitive(word: &str) -> bool {
    matches!(
        word,
        "help"
            | "helps"
            | "helped"
            | "helping"
            | "let"
            | "lets"
            | "letting"
            | "make"
            | "makes"
            | "made"
            | "making"
    )
}

/// Whether the word at `at` follows "did", "would not", "will also".
fn follows_auxiliary(s: &Sentence, at: usize) -> bool {
    (s.start..at)
        .rev()
        .find(|&i| s.items[i].tag != Tag::Word(Word::Adverb))
        .is_some_and(|i| s.items[i].tag == Tag::Word(Word::Auxiliary))
}

/// Whether `who` may do what the verb that takes `takes` says, as speech.
pub(super) fn speaks(s: &Sentence, who: &Phrase, takes: Takes) -> bool {
    if matches!(who.pronoun(s.items), Some(Pronoun::Second)) {
        return false;
    }
    let head = who.head(s.items);
    if matches!(head, "nobody" | "none") {
        return false;
    }
    if takes.has(Takes::FINDING) {
        let kind = who.speaker_kind(s.items);
        // Whether a name is that of a person, who finds but does not say, is asked later.
        return matches!(kind, Some(Head::Body | Head::Document))
            || kind == Some(Head::Person) && words::is_plural(head)
            || who.name(s.items).is_some()
            || is_finding(head);
    }
    is_finding(head) || !who.is_mute(s.items)
}

/// Whether `noun`, in lower case, is of what shows or finds.
fn is_finding(noun: &str) -> bool {
    matches!(
        noun,
        "analysis"
            | "audit"
            | "auditors"
            | "census"
            | "data"
            | "documents"
            | "evaluation"
            | "figures"
            | "findings"
            | "inquiry"
            | "inspection"
            | "inspectors"
            | "investigation"
            | "investigators"
            | "judgment"
            | "judgement"
            | "records"
            | "research"
            | "probe"
            | "researchers"
            | "results"
            | "scientists"
            | "statistics"
            | "testing"
            | "tests"
            | "trial"
    )
}

/// The first item of what belongs to the verb at `at`: its auxiliaries, and "declined to",
/// "went on to", "was quoted as" before it.
pub(super) fn cue_start(s: &Sentence, at: usize) -> usize {
    let mut start = s.group_start(at);
    if let Some(to) = start.checked_sub(1).filter(|&i| i >= s.start)
        && s.items[to].tag == Tag::Word(Word::To)
        && let Some(lead) = lead(s, to)
    {
        start = s.group_start(lead);
    }
    if s.items[at].lower == "saying"
        && start >= s.start + 2
        && s.items[start - 1].lower == "as"
        && let Some(quoted) = (s.start..start - 1)
            .rev()
            .take(6)
            .find(|&i| s.items[i].lower == "quoted")
    {
        start = s.group_start(quoted);
    }
    start
}

/// The verb before "to" at `to` after which "to say" reports: "refused on Thursday to say".
fn lead(s: &Sentence, to: usize) -> Option<usize> {
    (s.start..to)
        .rev()
        .take(5)
        .take_while(|&i| !s.items[i].is_comma())
        .find(|&i| complement::leads_to_saying(&s.items[i].lower))
}

/// The place of the whole cue whose verb is at `at`.
pub(super) fn cue(s: &Sentence, at: usize) -> Span {
    let start = s.items[cue_start(s, at)].span.start;
    let last = match s.items.get(at + 1) {
        Some(next) if s.items[at].lower.starts_with("point") && next.lower == "out" => at + 1,
        _ => at,
    };
    Span::new(start, s.items[last].span.end)
}

/// Just past the adverbials at `from`: "in Brussels", "on Monday", "later".
pub(super) fn past_adverbials(s: &Sentence, from: usize, limit: usize) -> usize {
    let mut at = from;
    while at < limit {
        let item = &s.items[at];
        let next = s.items.get(at + 1);
        at = match item.tag {
            Tag::Word(Word::Adverb)
                if item.lower == "there" && next.is_some_and(Item::is_finite)
                    || item.lower == "not" && next.is_some_and(|n| n.lower == "to") =>
            {
                break;
            }
            Tag::Word(Word::Adverb | Word::Time) => at + 1,
            Tag::Number | Tag::Abbreviation
                if at > from && s.items[at - 1].tag == Tag::Word(Word::Time) =>
            {
                at + 1
            }
            // "last week", "this month"
            Tag::Noun | Tag::Word(Word::Determiner)
                if matches!(&*item.lower, "last" | "this" | "next")
                    && next.is_some_and(|n| {
                        words::is_time_unit(&n.lower) || n.tag == Tag::Word(Word::Time)
                    }) =>
            {
                at + 2
            }
            Tag::Word(Word::Preposition) => match past_object(s, at + 1, limit) {
                Some(past) => past,
                None => break,
            },
            _ => break,
        };
    }
    at
}

/// Just past what the preposition before `at` governs, times too: "on Monday", "this week".
fn past_object(s: &Sentence, at: usize, limit: usize) -> Option<usize> {
    if at < limit && s.items[at].lower == "writing" {
        return Some(at + 1);
    }
    if let Some(phrase) = Phrase::at(s.items, at, limit) {
        // "in a regulatory filing"
        let noun = s.items[at].tag == Tag::Word(Word::Determiner)
            && phrase.full < limit
            && s.items[phrase.full].tag == Tag::Gerund;
        return Some(phrase.full + usize::from(noun));
    }
    let time = (at..limit.min(at + 5))
        .take_while(|&i| {
            matches!(
                s.items[i].tag,
                Tag::Word(Word::Time | Word::Determiner) | Tag::Number | Tag::Noun
            )
        })
        .find(|&i| {
            s.items[i].tag == Tag::Word(Word::Time) || words::is_time_unit(&s.items[i].lower)
        });
    time.map(|i| i + 1)
}
