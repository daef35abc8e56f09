//! What a capital is worth: the shape of a word, the places where any word has one, and lines in
//! which all have.

use super::lexicon;
use super::units::{Shape, Unit};

/// Whether `part` is the Arabic article in front of a name ("al-Sisi").
pub(super) fn is_arabic_article(part: &str) -> bool {
    matches!(
        part,
        "al" | "el" | "ul" | "ar" | "as" | "ash" | "an" | "at" | "ad" | "az" | "ez"
    )
}

/// What the word looks like.
pub(super) fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::Number;
    };
    let mut rest = letters.peekable();
    if first.is_uppercase() {
        let single = rest.peek().is_none();
        return if !single && rest.all(char::is_uppercase) {
            Shape::Upper
        } else {
            Shape::Capital
        };
    }
    let second_is_capital = rest.peek().is_some_and(|c| c.is_uppercase());
    let article = word
        .split_once('-')
        .is_some_and(|(a, b)| is_arabic_article(a) && b.starts_with(char::is_uppercase));
    let elided = word
        .split_once(['\'', '’'])
        .is_some_and(|(a, b)| matches!(a, "d" | "l") && b.starts_with(char::is_uppercase));
    if second_is_capital || article || elided {
        Shape::Capital
    } else {
        Shape::Lower
    }
}

/// Marks the words that stand where anything has a capital.
pub(super) fn mark_openings(units: &mut [Unit<'_>]) {
    let mut opening = true;
    let mut after_gap = true;
    let mut end = units.first().map_or(0, |unit| unit.span.start);
    for unit in units {
        let gap = unit.span.start > end || after_gap;
        end = unit.span.end;
        after_gap = false;
        match unit.shape {
            Shape::Mark('“' | '‘' | '«' | ':' | '•' | '…') => opening = true,
            Shape::Mark('"' | '\'') if gap => opening = true,
            Shape::Mark('(' | '[') => opening = true,
            Shape::Mark(_) => {}
            Shape::Number if opening => {}
            _ => {
                unit.opens = opening;
                opening = false;
            }
        }
        after_gap |= matches!(unit.shape, Shape::Mark('(' | '['));
    }
}

/// Whether capitals tell nothing: nearly all long words have one and the sentence has no full
/// stop, or everything is in capitals.
pub(super) fn is_display(units: &[Unit<'_>], heading: bool, alone: bool) -> bool {
    let words = || {
        units
            .iter()
            .filter(|u| matches!(u.shape, Shape::Lower | Shape::Capital | Shape::Upper))
    };
    let long = words().filter(|u| u.text.chars().count() >= 4).count();
    let small = words()
        .filter(|u| u.shape == Shape::Lower && u.text.chars().count() >= 4)
        .count();
    let count = words().count();
    let upper = words().filter(|u| u.shape == Shape::Upper).count();
    let all_upper = count >= 3 && upper * 10 >= count * 8;
    let stopped = units
        .last()
        .is_some_and(|u| matches!(u.shape, Shape::Mark('.' | ',' | ';')));
    let enough = if heading || (alone && is_mostly_common(units)) {
        2
    } else {
        4
    };
    all_upper || (!stopped && long >= enough && small * 5 <= long)
}

/// Whether more than half of the long words are common ones, not titles or heads of names: the
/// line is a heading, not the name and post of somebody who signs.
fn is_mostly_common(units: &[Unit<'_>]) -> bool {
    let long = || {
        units
            .iter()
            .filter(|u| u.is_capital() && u.text.chars().count() >= 4)
    };
    let common = long().filter(|u| {
        let facts = u.facts;
        facts.ordinary
            && !facts.given
            && facts.known.is_none()
            && facts.place.is_none()
            && !lexicon::is_role_lower(&u.lower)
            && !lexicon::opens_title(&u.lower)
            && !lexicon::is_body_head(&u.lower)
    });
    common.count() * 2 > long().count()
}
