//! The facts about a sentence from which the kind of a quotation in it is told.

use super::evidence::{Claim, Pattern, is_reduced};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::Tag;
use crate::analysis::grammar::verbs::Class;
use crate::analysis::grammar::words::{self, Word};
use crate::analysis::quotation::Setting;

/// The setting of the quotation at item `quote`; `claim` is the best one about it.
pub(super) fn of(s: &Sentence, quote: usize, claim: Option<&Claim>, reported: bool) -> Setting {
    let before = quote
        .checked_sub(1)
        .filter(|&i| i >= s.start)
        .map(|i| &s.items[i]);
    let after = (quote + 1 < s.end).then(|| &s.items[quote + 1]);
    let nominal = |tag: Tag| matches!(tag, Tag::Name(_) | Tag::Proper);
    // "…," said Smith, of Acme Inc. "…": a stop that is hidden in an abbreviation.
    let resumes = before.is_some_and(|b| {
        matches!(
            b.tag,
            Tag::Name(_) | Tag::Proper | Tag::Noun | Tag::Abbreviation
        )
    }) && claim.is_some_and(|c| {
        c.phrase.full <= quote && s.part(s.start, c.phrase.start).iter().any(|i| i.is_quote())
    });
    let set_off = before.is_none_or(|b| {
        matches!(
            b.tag,
            Tag::Comma | Tag::Colon | Tag::Dash | Tag::Verb(_) | Tag::Quote(_)
        ) || b.lower == "that"
    });
    Setting {
        reported: claim.is_some() || reported,
        adjacent: claim.is_some_and(|c| c.adjacent || before.is_some_and(|b| b.tag == Tag::Colon)),
        says: claim.is_some_and(|c| c.says),
        named: names(s, quote, claim),
        thing: is_thing(s, quote, claim),
        owned: before.is_some_and(|b| {
            matches!(b.tag, Tag::Possessive | Tag::Word(Word::Preposition)) && b.lower != "as"
        }),
        nickname: before.is_some_and(|b| nominal(b.tag))
            && after.is_some_and(|a| nominal(a.tag))
            && claim.is_none_or(|c| !c.adjacent),
        set_off: set_off || resumes || claim.is_some_and(|c| c.adjacent),
        alone: !s.part(s.start, s.end).iter().any(|i| {
            !matches!(
                i.tag,
                Tag::Quote(_) | Tag::Comma | Tag::Stop | Tag::Dash | Tag::Mark
            )
        }),
        modifies: after.is_some_and(|a| matches!(a.tag, Tag::Noun | Tag::Word(Word::Quantifier)))
            && before.is_some_and(|b| {
                matches!(
                    b.tag,
                    Tag::Noun | Tag::Possessive | Tag::Word(Word::Determiner | Word::Adverb)
                )
            }),
    }
}

/// Whether something at the quotation says that it is a name.
fn names(s: &Sentence, quote: usize, claim: Option<&Claim>) -> bool {
    let item = |back: usize| {
        quote
            .checked_sub(back)
            .filter(|&i| i >= s.start)
            .map(|i| (i, &s.items[i]))
    };
    let mut back = 1;
    while item(back).is_some_and(|(_, i)| {
        i.is_comma()
            || matches!(
                &*i.lower,
                "as" | "the" | "a" | "an" | "simply" | "officially" | "also"
            )
    }) {
        back += 1;
    }
    let Some((at, before)) = item(back).filter(|_| back <= 3) else {
        return false;
    };
    if matches!(
        &*before.lower,
        "so-called"
            | "known"
            | "aka"
            | "entitled"
            | "titled"
            | "named"
            | "dubbed"
            | "nicknamed"
            | "codenamed"
    ) {
        return true;
    }
    if let Some(verb) = s.verb(at) {
        if verb.class == Class::Naming && back == 1 {
            return true;
        }
        let called = matches!(
            &*before.lower,
            "called" | "labelled" | "labeled" | "branded" | "billed"
        );
        if called && back == 1 && (s.is_passive(at) || is_reduced(s, at)) {
            return !claim.is_some_and(|c| c.pattern == Pattern::Agent);
        }
        return false;
    }
    matches!(
        &*before.lower,
        "word" | "words" | "term" | "terms" | "phrase"
    ) && back == 1
}

/// Whether the quotation stands beside a thing that has a title: "the film “X”", "its slogan,
/// “X”", "the “X” campaign".
fn is_thing(s: &Sentence, quote: usize, claim: Option<&Claim>) -> bool {
    let thing = |at: usize| {
        s.items[..s.end]
            .get(at)
            .is_some_and(|i| at >= s.start && i.tag == Tag::Noun && words::is_named_thing(&i.lower))
    };
    let before = quote.checked_sub(1).is_some_and(|at| {
        thing(at) || (s.items[at].is_comma() && at.checked_sub(1).is_some_and(thing))
    });
    (before && !claim.is_some_and(|c| c.adjacent && c.says)) || thing(quote + 1)
}
