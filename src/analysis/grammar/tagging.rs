//! What each word is: first by itself, then again where it stands, because many forms of verbs are
//! nouns or adjectives as well.

use std::borrow::Cow;
use std::ops::Range;

use super::frame::{Item, Tag, is_quote_mark};
use super::verbs::{self, Form, Verb};
use super::words::{self, Word};
use crate::analysis::names::{Gender, gender_of};
use crate::text::{Span, Token, TokenKind};

pub(super) fn read_token<'a>(
    text: &'a str,
    token: &Token,
    name: Option<usize>,
) -> Option<Item<'a>> {
    let word = token.of(text);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let lower: Cow<'a, str> = if word.chars().any(char::is_uppercase) || word.contains('’') {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(word)
    };
    let tag = match (token.kind, name) {
        (TokenKind::Possessive, _) => Tag::Possessive,
        (TokenKind::Word | TokenKind::Number, Some(name)) => Tag::Name(name),
        (TokenKind::Number, None) if words::is_age(&lower) => Tag::Noun,
        (TokenKind::Number, None) => Tag::Number,
        (TokenKind::Word, None) => word_tag(&lower, capital),
        (TokenKind::Punctuation, _) => match word {
            "," => Tag::Comma,
            ";" => Tag::Semicolon,
            ":" => Tag::Colon,
            "—" | "–" | "-" | "―" => Tag::Dash,
            "." | "!" | "?" | "…" => Tag::Stop,
            "(" | "[" => Tag::Open,
            ")" | "]" => Tag::Close,
            "'" | "’" if text[..token.span.start].ends_with(char::is_alphanumeric) => {
                Tag::Possessive
            }
            _ if word.starts_with(is_quote_mark) => return None,
            _ => Tag::Mark,
        },
    };
    Some(Item {
        span: token.span,
        tag,
        lower,
    })
}

/// "you're", "we've": a pronoun and the verb that is drawn together with it.
pub(super) fn contraction<'a>(text: &'a str, token: &Token) -> Option<[Item<'a>; 2]> {
    let word = token.of(text);
    let cut = word.find(['\'', '’'])?;
    let (pronoun, rest) = word.split_at(cut);
    let class = words::class(&pronoun.to_lowercase())?;
    let ending = rest.trim_start_matches(['\'', '’']);
    let verb = match ending.to_lowercase().as_str() {
        "re" | "m" => Word::Be,
        "ve" | "ll" | "d" => Word::Auxiliary,
        _ => return None,
    };
    if !matches!(class, Word::Pronoun(_) | Word::Relative) {
        return None;
    }
    let middle = token.span.start + cut;
    Some([
        Item {
            span: Span::new(token.span.start, middle),
            tag: Tag::Word(class),
            lower: Cow::Owned(pronoun.to_lowercase()),
        },
        Item {
            span: Span::new(middle, token.span.end),
            tag: Tag::Word(verb),
            lower: Cow::Borrowed(ending),
        },
    ])
}

/// Bodies whose names list what they are for.
const LISTING: &[&str] = &[
    "department",
    "ministry",
    "committee",
    "commission",
    "office",
    "institute",
    "bureau",
    "faculty",
    "directorate",
    "agency",
    "council",
    "school",
];

/// How many items the name of a body may hold.
const LONGEST_BODY: usize = 16;

/// "the Department for Culture, Media and Sport": makes the commas and the "and" of the list parts
/// of the name.
pub(super) fn join_bodies(items: &mut [Item], is_person: impl Fn(usize) -> bool) {
    let nominal = |i: &Item| matches!(i.tag, Tag::Name(_) | Tag::Proper);
    for start in 0..items.len() {
        let opens = nominal(&items[start])
            && LISTING.contains(&&*items[start].lower)
            && items
                .get(start + 1)
                .is_some_and(|i| matches!(&*i.lower, "of" | "for"));
        if !opens {
            continue;
        }
        let mut at = start + 2;
        let (mut commas, mut end) = (0, None);
        while let Some(item) = items[..items.len().min(start + LONGEST_BODY)].get(at) {
            let goes_on = items.get(at + 1).is_some_and(nominal);
            // "… of Health, Jane Smith and": the list is one of people.
            let person = matches!(
                (item.tag, items.get(at + 1).map(|i| i.tag)),
                (Tag::Name(a), Some(Tag::Name(b))) if a == b && at > start && is_person(a)
            );
            if person {
                break;
            }
            if item.is_comma() && goes_on {
                commas += 1;
            } else if commas > 0 && matches!(&*item.lower, "and" | "&") && goes_on {
                let words = items[at + 1..].iter().take_while(|i| nominal(i)).count();
                end = Some(at + 1 + words);
                break;
            } else if !nominal(item) {
                break;
            }
            at += 1;
        }
        if let Some(end) = end {
            let tag = items[start].tag;
            for item in &mut items[start..end] {
                item.tag = tag;
            }
        }
    }
}

fn word_tag(lower: &str, capital: bool) -> Tag {
    if let Some(class) = words::class(lower) {
        return if class == Word::Verb {
            Tag::OtherVerb
        } else {
            Tag::Word(class)
        };
    }
    if let Some(verb) = verbs::lookup(lower) {
        return Tag::Verb(verb);
    }
    if capital {
        return Tag::Proper;
    }
    bare_tag(lower)
}

/// What the ending of a word of no known class says.
fn bare_tag(lower: &str) -> Tag {
    if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") {
        return Tag::OtherVerb;
    }
    if lower.len() > 4 && lower.ends_with("ing") && !lower.ends_with("thing") {
        return Tag::Gerund;
    }
    Tag::Noun
}

/// Reads each reporting verb again where it stands: many forms are nouns or adjectives as well.
pub(super) fn settle_verbs(items: &mut [Item], sentences: &[Range<usize>]) {
    for sentence in sentences {
        for i in sentence.clone() {
            let before = (i > sentence.start).then(|| &items[i - 1]);
            let after = (i + 1 < sentence.end).then(|| &items[i + 1]);
            let earlier = (i > sentence.start + 1).then(|| &items[i - 2]);
            let capital_inside = before.is_some()
                && !matches!(before.map(|b| b.tag), Some(Tag::Quote(_) | Tag::Colon))
                && items[i].lower.as_ref() != ""
                && matches!(items[i].lower, Cow::Owned(_))
                && !items[i].lower.contains('\'');
            let tag = match items[i].tag {
                Tag::Verb(_) if capital_inside => Tag::Proper,
                Tag::Verb(verb) if !reads_as_verb(verb, earlier, before, after) => Tag::Noun,
                // A capital that opens the sentence says nothing: "Speaking to reporters, …"
                Tag::Proper if before.is_none() => match bare_tag(&items[i].lower) {
                    Tag::Noun if names_somebody(&items[i].lower, after) => Tag::Proper,
                    tag => tag,
                },
                // "she's said", "that's"
                Tag::Possessive if before.is_some_and(draws_together) => Tag::Word(Word::Auxiliary),
                // "This includes": no noun in the plural follows one that counts one.
                Tag::Noun
                    if before.is_some_and(|b| counts_one(&b.lower))
                        && words::is_plural(&items[i].lower)
                        && !SINGULAR_IN_S.contains(&&*items[i].lower) =>
                {
                    Tag::OtherVerb
                }
                Tag::OtherVerb if modifies(before, after) => Tag::Noun,
                Tag::Gerund if starts_phrase(before) => Tag::Noun,
                tag => tag,
            };
            items[i].tag = tag;
        }
    }
}

/// Whether a capitalised word of no known class before `after` reads as a name: it is a given name,
/// another name follows, or a gesture, or a verb of saying that is no noun.
fn names_somebody(lower: &str, after: Option<&Item>) -> bool {
    let given = gender_of(lower) != Gender::Unknown;
    given
        || after.is_some_and(|a| match a.tag {
            Tag::Name(_) | Tag::Proper | Tag::Abbreviation | Tag::Colon => true,
            Tag::OtherVerb => verbs::is_gesture(&a.lower),
            Tag::Verb(verb) => !verb.noun && matches!(verb.form, Form::Past | Form::Third),
            _ => false,
        })
}

fn draws_together(before: &Item) -> bool {
    matches!(
        &*before.lower,
        "he" | "she" | "it" | "that" | "there" | "here" | "what" | "who" | "where" | "how"
    )
}

fn counts_one(determiner: &str) -> bool {
    matches!(determiner, "this" | "each" | "every")
}

/// Nouns that look like plurals and are none, beyond those in -ss, -us and -is.
const SINGULAR_IN_S: &[&str] = &[
    "lens",
    "series",
    "species",
    "news",
    "means",
    "politics",
    "physics",
    "economics",
    "gas",
    "christmas",
    "headquarters",
    "works",
    "mathematics",
    "ethics",
    "athletics",
    "canvas",
    "atlas",
    "bias",
    "chaos",
];

/// Whether a phrase that has begun goes on to a noun here: "the", "his", "Smith's", "of".
fn starts_phrase(before: Option<&Item>) -> bool {
    before.is_some_and(|b| {
        matches!(
            b.tag,
            Tag::Word(Word::Determiner) | Tag::Possessive | Tag::Number
        )
    })
}

/// "the proposed law", "a heated debate": a participle between article and noun.
fn modifies(before: Option<&Item>, after: Option<&Item>) -> bool {
    starts_phrase(before)
        && after.is_some_and(|a| {
            matches!(
                a.tag,
                Tag::Noun | Tag::Name(_) | Tag::Proper | Tag::Verb(_) | Tag::Quote(_)
            )
        })
}

/// Whether a noun right after `item` has its article or owner before it.
fn opens_noun(item: &Item) -> bool {
    matches!(item.tag, Tag::Word(Word::Determiner) | Tag::Possessive)
}

fn reads_as_verb(
    verb: Verb,
    earlier: Option<&Item>,
    before: Option<&Item>,
    after: Option<&Item>,
) -> bool {
    let follows_phrase = starts_phrase(before);
    match verb.form {
        Form::Past | Form::Participle => !modifies(before, after),
        Form::Ing => !follows_phrase || matches!(after.map(|a| a.tag), Some(Tag::Quote(_))),
        Form::Base | Form::Third => {
            let Some(before) = before else {
                return !verb.noun && verb.form == Form::Third;
            };
            let subject = matches!(
                before.tag,
                Tag::Word(Word::Pronoun(_) | Word::To | Word::Auxiliary | Word::Relative)
            ) || (before.tag == Tag::Word(Word::Quantifier) && !verb.noun);
            if subject {
                return true;
            }
            let object = matches!(
                before.tag,
                Tag::Word(Word::Preposition) | Tag::Verb(_) | Tag::OtherVerb | Tag::Gerund
            );
            if follows_phrase || object {
                return false;
            }
            if !verb.noun && verb.form == Form::Third {
                return true;
            }
            let complement = after.is_some_and(|a| {
                matches!(
                    a.tag,
                    Tag::Quote(_)
                        | Tag::Comma
                        | Tag::Colon
                        | Tag::Stop
                        | Tag::Name(_)
                        | Tag::Word(
                            Word::Determiner
                                | Word::Subordinator
                                | Word::Pronoun(_)
                                | Word::To
                                | Word::Quantifier
                        )
                )
            });
            let subject_noun = match before.tag {
                Tag::Name(_) | Tag::Proper | Tag::Quote(_) | Tag::Comma | Tag::Close => true,
                Tag::Noun if words::is_plural(&before.lower) => verb.form == Form::Base,
                // "the retailer claims that", but "given claims that"
                Tag::Noun => {
                    verb.form == Form::Third
                        && (words::head(&before.lower).is_some() || earlier.is_some_and(opens_noun))
                }
                Tag::Word(Word::Adverb | Word::Conjunction) => true,
                _ => false,
            };
            complement && subject_noun
        }
    }
}
