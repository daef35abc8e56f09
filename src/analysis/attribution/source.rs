//! Claims that are no plain "Smith said": the agent of a passive, the owner of a claim, a colon,
//! "according to", and a report at the end of the sentence.

use super::evidence::{Claim, Evidence, Pattern};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::Tag;
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs::{Class, Form};
use crate::analysis::grammar::words::Word;
use crate::text::Span;

/// "was called “…” by Smith", "was told by Smith that “…”".
pub(super) fn agent(s: &Sentence, verb: usize, quote: usize, out: &mut Evidence) {
    let by = (verb + 1..s.end.min(quote + 8)).find(|&i| s.items[i].lower == "by");
    let Some(by) = by.filter(|&by| {
        !s.part(verb + 1, by)
            .iter()
            .any(|i| i.is_finite() || i.tag == Tag::Semicolon)
    }) else {
        return;
    };
    if let Some(phrase) = Phrase::at(s.items, by + 1, s.end)
        && phrase.can_speak(s.items)
    {
        out.claims.push(Claim {
            pattern: Pattern::Agent,
            phrase,
            cue: s.group(verb),
            weight: 0.86,
            adjacent: quote - verb <= 2,
            says: s.verb(verb).is_some_and(|v| v.class == Class::Say),
        });
    }
}

/// "Smith's claim that “…”", "the warning by Smith that": the noun at `at` reports.
pub(super) fn holder(s: &Sentence, at: usize, quote: usize, penalty: f32, out: &mut Evidence) {
    let gap = quote - at - 1;
    if gap > 12 {
        return;
    }
    let owner = (s.start..at)
        .rev()
        .take(4)
        .find(|&i| s.items[i].tag == Tag::Possessive)
        .filter(|&p| {
            s.part(p + 1, at)
                .iter()
                .all(|i| matches!(i.tag, Tag::Noun | Tag::Proper | Tag::Number))
        });
    let phrase = match owner {
        Some(possessive) => {
            // The owner's phrase ends where its genitive starts.
            let start = (s.start..possessive)
                .rev()
                .take_while(|&i| {
                    matches!(
                        s.items[i].tag,
                        Tag::Noun
                            | Tag::Name(_)
                            | Tag::Proper
                            | Tag::Abbreviation
                            | Tag::Word(Word::Determiner)
                    )
                })
                .last();
            start.and_then(|start| Phrase::at(s.items, start, possessive))
        }
        None => {
            let own = at.checked_sub(1).filter(|&i| {
                i >= s.start && matches!(&*s.items[i].lower, "his" | "her" | "their" | "its")
            });
            own.map(|i| Phrase {
                start: i,
                end: i + 1,
                full: i + 1,
            })
        }
    };
    let by = s
        .items
        .get(at + 1)
        .filter(|i| matches!(&*i.lower, "by" | "from"));
    let phrase = phrase.or_else(|| by.and_then(|_| Phrase::at(s.items, at + 2, quote)));
    if let Some(phrase) = phrase {
        let far = u16::try_from(gap).map_or(0.0, f32::from);
        out.claims.push(Claim {
            pattern: Pattern::Holder,
            phrase,
            cue: s.items[at].span,
            weight: (if gap <= 1 { 0.92 } else { 0.84 } - far * 0.015 - penalty).max(0.3),
            adjacent: gap <= 1,
            says: true,
        });
    }
}

/// "Smith was clear: “…”", "Smith: “…”": whoever the clause before the colon is about.
pub(super) fn colon(s: &Sentence, colon: usize, out: &mut Evidence) {
    let Some(phrase) = s.clause_subject(colon) else {
        return;
    };
    let bare = phrase.full >= colon || !s.part(s.start, colon).iter().any(|i| i.is_finite());
    let speaks = phrase.can_speak(s.items);
    if !speaks {
        return;
    }
    out.claims.push(Claim {
        pattern: Pattern::Colon,
        phrase,
        cue: s.items[colon].span,
        weight: if bare { 0.9 } else { 0.8 },
        adjacent: true,
        says: true,
    });
}

/// "according to Smith" anywhere in the sentence; "per Smith" right after the quotation.
pub(super) fn according_to(s: &Sentence, quote: usize, out: &mut Evidence) {
    for i in s.start..s.end {
        let (cue_end, next) = match &*s.items[i].lower {
            "according" if s.items.get(i + 1).is_some_and(|n| n.lower == "to") => (i + 2, i + 2),
            "per" if i > quote && i <= quote + 2 => (i + 1, i + 1),
            _ => continue,
        };
        let Some(phrase) = Phrase::at(s.items, next, s.end) else {
            continue;
        };
        let near = i == quote + 1 || (i == quote + 2 && s.items[quote + 1].is_comma());
        out.claims.push(Claim {
            pattern: Pattern::AccordingTo,
            phrase,
            cue: Span::new(s.items[i].span.start, s.items[cue_end - 1].span.end),
            weight: if near { 0.9 } else { 0.79 },
            adjacent: near,
            says: true,
        });
    }
}

/// A report that ends the sentence and covers all of it: "…, Smith said on Monday."
pub(super) fn sentence_end(s: &Sentence, quote: usize, out: &mut Evidence) {
    for i in (quote + 2..s.end).rev() {
        let Some(verb) = s.verb(i) else {
            if s.items[i].is_quote() {
                return;
            }
            continue;
        };
        if verb.class != Class::Say
            || !matches!(verb.form, Form::Past | Form::Third)
            || s.is_passive(i)
        {
            continue;
        }
        let rest = s.part(i + 1, s.end);
        let closes = match rest.first().map(|t| t.tag) {
            None | Some(Tag::Stop | Tag::Comma) => true,
            Some(Tag::Word(Word::Time | Word::Preposition | Word::Adverb | Word::Conjunction)) => {
                !rest.iter().any(|t| t.is_finite())
            }
            _ => false,
        };
        let Some(phrase) = s.subject(i) else {
            return;
        };
        let cut_off = phrase.start > quote
            && (s.items[phrase.start - 1].is_comma() || phrase.start == quote + 1);
        if closes && cut_off {
            out.claims.push(Claim {
                pattern: Pattern::SentenceEnd,
                phrase,
                cue: s.group(i),
                weight: 0.9,
                adjacent: false,
                says: true,
            });
        }
        return;
    }
}
