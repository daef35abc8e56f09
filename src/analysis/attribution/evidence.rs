//! What a sentence says about who uttered a quotation in it: every reporting clause, on either
//! side, as a claim with a weight. Whom the mention stands for is not decided here.

use super::source::{according_to, agent, colon, holder, sentence_end};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::Tag;
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::{Class, Form};
use crate::analysis::grammar::words::{self, Word};
use crate::text::Span;

/// The kinds of evidence for a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// "…," Smith said.
    After,
    /// "…," said Smith.
    Inverted,
    /// Smith said "…"
    Before,
    /// The plan is "…" and will fail, Smith said.
    SentenceEnd,
    /// According to Smith, "…"
    AccordingTo,
    /// was called "…" by Smith
    Agent,
    /// Smith's claim that "…"
    Holder,
    /// Smith was clear: "…"
    Colon,
    /// "…" — Smith
    Signature,
}

/// One claim about the speaker of a quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub pattern: Pattern,
    /// Who is said to speak.
    pub phrase: Phrase,
    /// What reports.
    pub cue: Span,
    /// 0 to 1: how often evidence of this kind is right.
    pub weight: f32,
    /// Whether the cue touches the quotation but for a comma, a colon or "that".
    pub adjacent: bool,
    /// Whether the cue takes whole utterances ("said"), not a few words ("praised").
    pub says: bool,
}

/// What the sentence says about the quotation at item `quote`.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub claims: Vec<Claim>,
    /// Somebody reports without being named: "was described as".
    pub reported: bool,
}

impl Evidence {
    /// The claim with the most weight; of equals, the first.
    pub fn best(&self) -> Option<&Claim> {
        self.claims
            .iter()
            .reduce(|best, c| if c.weight > best.weight { c } else { best })
    }
}

/// Gathers all claims about the quotation at item `quote` of `sentence`.
pub(super) fn gather(sentence: &Sentence, quote: usize) -> Evidence {
    let mut evidence = Evidence::default();
    after(sentence, quote, &mut evidence);
    before(sentence, quote, &mut evidence);
    according_to(sentence, quote, &mut evidence);
    sentence_end(sentence, quote, &mut evidence);
    let claims = evidence.claims.len();
    evidence
        .claims
        .retain(|c| !c.phrase.is_mute(sentence.items));
    evidence.reported |= evidence.claims.len() < claims;
    evidence
}

/// A report that follows the quotation at once.
fn after(s: &Sentence, quote: usize, out: &mut Evidence) {
    let mut at = quote + 1;
    let mut weight = 0.97;
    // "one" and "two," he said: both are his.
    let mut look = at;
    while look < s.end
        && (s.items[look].is_comma() || s.items[look].is_conjunction() || s.items[look].is_quote())
    {
        look += 1;
        if s.items[look - 1].is_quote() {
            at = look;
            weight = 0.93;
        }
    }
    if at < s.end && s.items[at].is_comma() {
        at += 1;
    }
    if at >= s.end {
        return;
    }
    let item = &s.items[at];
    if item.tag == Tag::Dash {
        if let Some(phrase) = Phrase::at(s.items, at + 1, s.end)
            && matches!(s.items[phrase.end - 1].tag, Tag::Name(_) | Tag::Proper)
            && s.part(phrase.full, s.end)
                .iter()
                .all(|i| !i.is_finite() && !i.is_quote())
        {
            out.claims.push(Claim {
                pattern: Pattern::Signature,
                phrase,
                cue: item.span,
                weight: 0.88,
                adjacent: true,
                says: true,
            });
        }
        return;
    }
    if let Some(verb) = s.verb(at)
        && matches!(verb.form, Form::Past | Form::Third)
        && verb.class != Class::Naming
    {
        if let Some(phrase) = Phrase::at(s.items, at + 1, s.end)
            && s.items[phrase.end - 1].tag != Tag::Number
        {
            out.claims.push(Claim {
                pattern: Pattern::Inverted,
                phrase,
                cue: s.group(at),
                weight: if verb.class == Class::Say {
                    weight
                } else {
                    0.8
                },
                adjacent: true,
                says: verb.class == Class::Say,
            });
        }
        return;
    }
    // "the “Art” section explains": the quotation is part of the subject.
    let part_of_subject = at == quote + 1
        && quote > s.start
        && matches!(
            s.items[quote - 1].tag,
            Tag::Word(Word::Determiner) | Tag::Possessive
        )
        && matches!(item.tag, Tag::Noun);
    if part_of_subject {
        return;
    }
    if let Some((phrase, verb)) = s.report_from(at) {
        let class = s.verb(verb).map(|v| v.class);
        // "…" Smith said "…": what follows the verb may be what it reports.
        let takes_next = s
            .part(verb + 1, s.end)
            .iter()
            .take(3)
            .any(|i| i.is_quote() || i.lower == "that");
        let says = class != Some(Class::Act);
        let mut weight = if says { weight } else { 0.78 };
        if takes_next {
            weight -= 0.06;
        }
        out.claims.push(Claim {
            pattern: Pattern::After,
            phrase,
            cue: s.group(verb),
            weight,
            adjacent: true,
            says,
        });
    }
}

/// A report that comes before the quotation in its sentence.
fn before(s: &Sentence, quote: usize, out: &mut Evidence) {
    let mut penalty = 0.0_f32;
    let mut found = 0;
    for i in (s.start..quote).rev() {
        let gap = quote - i - 1;
        match s.items[i].tag {
            Tag::Colon if gap == 0 => colon(s, i, out),
            Tag::Semicolon => penalty += 0.1,
            Tag::Noun if words::is_cue_noun(&s.items[i].lower) => holder(s, i, quote, penalty, out),
            Tag::Verb(verb) => {
                if verb.class == Class::Naming && gap <= 2 {
                    continue;
                }
                if s.is_passive(i) || is_reduced(s, i) {
                    out.reported |= gap <= 6;
                    agent(s, i, quote, out);
                    if verb.class == Class::Act || !is_reduced(s, i) {
                        penalty += 0.1;
                    }
                    continue;
                }
                let Some(phrase) = s.subject(i) else {
                    continue;
                };
                let between = s.part(i + 1, quote);
                let adjacent = between.iter().all(|b| {
                    matches!(b.tag, Tag::Comma | Tag::Colon | Tag::Dash)
                        || b.lower == "that"
                        || b.lower == "as"
                }) || between.last().is_some_and(|b| b.lower == "as")
                    || (between
                        .last()
                        .is_some_and(|b| b.is_comma() || b.tag == Tag::Colon)
                        && !between.iter().any(|b| b.is_finite()))
                    // "told the court “…”"
                    || (verb.class == Class::Say
                        && Phrase::at(s.items, i + 1, quote).is_some_and(|p| p.full == quote));
                let mut weight = match (verb.class, adjacent) {
                    (Class::Say, true) => 0.96,
                    (Class::Say, false) => 0.9,
                    (_, true) => 0.88,
                    (_, false) => 0.8,
                };
                if verb.form == Form::Ing {
                    weight -= 0.03;
                }
                if verb.form == Form::Base
                    && i > s.start
                    && s.items[i - 1].tag == Tag::Word(Word::To)
                {
                    weight -= 0.05;
                }
                let far = u16::try_from(gap.min(25)).map_or(0.0, f32::from);
                weight -= penalty + far * 0.008;
                if !phrase.can_speak(s.items) {
                    weight -= 0.22;
                }
                if phrase.pronoun(s.items) == Some(words::Pronoun::It) {
                    weight -= 0.12;
                }
                // "a man who says that “…”" is somebody else's description.
                if i > s.start + 1
                    && s.items[i - 1].tag == Tag::Word(Word::Relative)
                    && !s.items[i - 2].is_comma()
                {
                    weight -= 0.15;
                }
                if matches!(
                    phrase.pronoun(s.items),
                    Some(words::Pronoun::First | words::Pronoun::Second)
                ) {
                    weight -= 0.1;
                }
                out.claims.push(Claim {
                    pattern: Pattern::Before,
                    phrase,
                    cue: s.group(i),
                    weight: weight.max(0.2),
                    adjacent,
                    says: verb.class == Class::Say,
                });
                found += 1;
                penalty += 0.12;
                if found == 3 {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// "a user labelled “X”", "a print called “Y”": a participle that hangs on the noun before it.
pub(super) fn is_reduced(s: &Sentence, at: usize) -> bool {
    let Some(verb) = s.verb(at) else {
        return false;
    };
    let names = verb.class == Class::Naming
        || matches!(
            &*s.items[at].lower,
            "called" | "labelled" | "labeled" | "branded" | "billed"
        );
    let hangs = names
        && matches!(verb.form, Form::Past | Form::Participle)
        && at > s.start
        && !s.closes_apposition(at)
        && matches!(s.items[at - 1].tag, Tag::Noun | Tag::Comma)
        && s.items
            .get(at + 1)
            .is_some_and(|i| i.is_quote() || i.lower == "the");
    // "what her critics called “theft”" has a subject of its own.
    hangs
        && !s
            .part(at.saturating_sub(5).max(s.start), at)
            .iter()
            .any(|i| matches!(&*i.lower, "what" | "which" | "whom"))
}
