//! Character references, by number and by the names of HTML.

use std::borrow::Cow;

use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Bytes of the longest name of a character, its semicolon included.
const LONGEST: usize = 33;

/// `text` with its character references resolved. What is none, such as a bare `&` or a name that
/// nobody knows, stays as it is.
pub(in crate::loader) fn resolve(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let (plain, mut rest) = text.split_at(first);
    out.push_str(plain);
    while let Some(after) = rest.strip_prefix('&') {
        let used = push_reference(after, &mut out);
        if used == 0 {
            out.push('&');
        }
        let after = after.get(used..).unwrap_or_default();
        let next = after.find('&').unwrap_or(after.len());
        let (plain, left) = after.split_at(next);
        out.push_str(plain);
        rest = left;
    }
    Cow::Owned(out)
}

/// Adds what the reference at the start of `text`, after its `&`, stands for. Gives its bytes; 0
/// where there is none.
fn push_reference(text: &str, out: &mut String) -> usize {
    let window = text.as_bytes().get(..LONGEST.min(text.len()));
    let end = window.and_then(|w| w.iter().position(|b| *b == b';'));
    let Some(name) = end.and_then(|end| text.get(..=end)) else {
        return 0;
    };
    if let Some(number) = name.strip_prefix('#') {
        let number = number.trim_end_matches(';');
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let Ok(code) = code else { return 0 };
        out.push(numbered(code));
        return name.len();
    }
    // Markup within markup consists of these: looking each up would take longer than all else.
    let plain = match name {
        "lt;" => Some('<'),
        "gt;" => Some('>'),
        "amp;" => Some('&'),
        "quot;" => Some('"'),
        _ => None,
    };
    if let Some(plain) = plain {
        out.push(plain);
        return name.len();
    }
    let Some(&(first, second)) = NAMED_ENTITIES.get(name) else {
        return 0;
    };
    out.extend(char::from_u32(first));
    if second != 0 {
        out.extend(char::from_u32(second));
    }
    name.len()
}

/// The character of a number. Those of the second block of controls are meant as windows-1252, as
/// browsers take them.
fn numbered(code: u32) -> char {
    let replaced = code
        .checked_sub(0x80)
        .and_then(|i| usize::try_from(i).ok())
        .and_then(|i| C1_REPLACEMENTS.get(i).copied().flatten());
    replaced
        .or_else(|| char::from_u32(code).filter(|c| *c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_bare_marks_stay() {
        for (text, expected) in [
            ("AT&T & Co", "AT&T & Co"),
            ("a&amp;b&lt;", "a&b<"),
            ("&nbsp;&alpha;&amacr;&mdash;", "\u{a0}αā—"),
            ("&#8217;&#x2019;&#X2019;&#146;", "’’’’"),
            ("&#0;&#xD800;&#x110000;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&nosuchname;&;&#;&#x;&", "&nosuchname;&;&#;&#x;&"),
            ("?a=1&copy=2", "?a=1&copy=2"),
            ("&é;&amp;", "&é;&"),
        ] {
            assert_eq!(resolve(text), expected, "{text}");
        }
    }
}
