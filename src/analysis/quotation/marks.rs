//! What a single mark can be: an opener, a closer, an apostrophe, a prime. Looks at the characters
//! around the mark alone; which marks pair up is decided by the scanner.

/// Families of marks. Only marks of one family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// `"` `“` `”` `„` `‟` `＂` `״`, and the doubled ASCII marks of typesetters.
    Double,
    /// `'` `‘` `’` `‚`
    Single,
    /// `«` `»`
    Guillemet,
    /// `‹` `›`
    SmallGuillemet,
    /// `「` `」`
    Corner,
    /// `『` `』`
    WhiteCorner,
}

/// What a mark can do where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Only open.
    Opens,
    /// Only close.
    Closes,
    /// Either; what stands around it decides.
    Either,
}

/// A mark in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Offset of its first byte in the paragraph.
    pub at: usize,
    /// Its length in bytes.
    pub len: usize,
    pub family: Family,
    pub role: Role,
    /// Whether it has the looks of an opener: nothing or a blank before it, a word after it.
    pub leans_open: bool,
    /// Whether it has the looks of a closer: a word or a stop before it, nothing or a blank after.
    pub leans_close: bool,
    /// Whether it may be an apostrophe as well (a genitive plural, a clipped word).
    pub apostrophe: bool,
    /// Whether it may be a sign of inches, feet, minutes or seconds as well.
    pub prime: bool,
}

/// Words whose first letters are clipped, without the apostrophe, in lower case.
const CLIPPED: &[&str] = &[
    "em", "til", "till", "tis", "twas", "twere", "twill", "cause", "cuz", "coz", "bout", "n",
    "nuff", "neath", "tween", "twixt", "cept", "fraid", "ello", "ol", "scuse", "gainst", "nother",
];

/// All marks of `text` that may stand for a quotation, in order.
pub(super) fn find(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = match c {
            '`' if bytes.get(at + 1) == Some(&b'`') => 2,
            '\'' if bytes.get(at + 1) == Some(&b'\'') => 2,
            ',' if bytes.get(at + 1) == Some(&b',') => 2,
            _ => c.len_utf8(),
        };
        if let Some(mark) = classify(text, at, c, len) {
            out.push(mark);
        }
        at += len;
    }
    out
}

fn classify(text: &str, at: usize, c: char, len: usize) -> Option<Mark> {
    use Family::{Corner, Double, Guillemet, Single, SmallGuillemet, WhiteCorner};
    use Role::{Closes, Either, Opens};
    let (family, role) = match c {
        '`' if len == 2 => (Double, Opens),
        '\'' if len == 2 => (Double, Either),
        ',' if len == 2 => (Double, Opens),
        '"' | '＂' | '״' => (Double, Either),
        '“' | '”' => (Double, Either),
        '„' | '‟' => (Double, Opens),
        '\'' | '‘' | '’' => (Single, Either),
        '‚' => (Single, Opens),
        '«' | '»' => (Guillemet, Either),
        '‹' | '›' => (SmallGuillemet, Either),
        '「' => (Corner, Opens),
        '」' => (Corner, Closes),
        '『' => (WhiteCorner, Opens),
        '』' => (WhiteCorner, Closes),
        _ => return None,
    };
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    let mut mark = Mark {
        at,
        len,
        family,
        role,
        leans_open: before.is_none_or(opens_after)
            && after.is_some_and(|c| !c.is_whitespace() && (!ends(c) || matches!(c, '.' | '…'))),
        leans_close: before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| c.is_whitespace() || ends(c) || is_mark(c) || is_dash(c)),
        apostrophe: false,
        prime: false,
    };
    match c {
        // German and Swedish habits turn them round, and so do careless hands: then the blanks tell.
        '“' | '«' | '‹' if mark.leans_close && !mark.leans_open => {}
        // Chinese turns nothing round; a word follows there without a blank.
        '”' if after.is_some_and(is_east_asian) => {
            mark.role = Closes;
            (mark.leans_open, mark.leans_close) = (false, true);
        }
        '”' | '»' | '›' if mark.leans_open && !mark.leans_close => {}
        // French sets a blank inside the marks.
        '“' | '«' | '‹' => {
            mark.role = Opens;
            mark.leans_open |=
                before.is_none_or(opens_after) && after.is_some_and(char::is_whitespace);
        }
        // A paragraph that goes on with a quotation may open with the closing mark.
        '”' | '»' | '›' if before.is_none() => mark.leans_open = true,
        '”' | '»' | '›' => {
            mark.role = Closes;
            mark.leans_close |= before.is_some_and(char::is_whitespace)
                && after.is_none_or(|c| c.is_whitespace() || ends(c) || is_mark(c) || is_dash(c));
        }
        // ,,so`` and ``so''
        '`' if mark.leans_close && !mark.leans_open => mark.role = Either,
        // Two commas for a low mark: ,,so''.
        ',' if !mark.leans_open || !word_after => return None,
        '"' | '״' if before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) => {
            if !opens_after_prefix(&text[..at], &text[at + len..]) {
                return None;
            }
            mark.leans_open = true;
        }
        '"' => {
            mark.prime = before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'));
            // Without blanks nothing but its turn says whether it opens or closes.
            mark.leans_close |=
                after.is_some_and(is_east_asian) && before.is_some_and(|c| ends(c) && c != ':');
        }
        '\'' | '’' | '‘' if len == 1 || c != '\'' => {
            // No letter of Korean, Chinese or Japanese takes an apostrophe: what follows is a
            // particle, or the next word.
            let unspaced = before.is_some_and(is_east_asian) || after.is_some_and(is_east_asian);
            if unspaced {
                let (opens, closes) = match c {
                    '‘' => (true, false),
                    '’' => (false, true),
                    _ => (
                        after.is_some_and(is_east_asian),
                        before.is_some_and(is_east_asian),
                    ),
                };
                mark.leans_close |= closes && !mark.leans_open;
                mark.leans_open |= opens && !mark.leans_close;
                return Some(mark);
            }
            if word_before && word_after {
                // don't, O'Brien; but ‘ after a letter is a careless apostrophe too
                return None;
            }
            if clipped_follows(&text[at + len..]) && !word_before {
                return None;
            }
            if c == '\'' && before.is_some_and(|c| c.is_ascii_digit()) && after_is_measure(after) {
                return None;
            }
            mark.apostrophe = word_before;
            if c == '‘' && mark.leans_open {
                mark.role = Opens;
            }
        }
        _ => {}
    }
    Some(mark)
}

/// Whether a mark after `c` can open.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || is_dash(c)
        || is_mark(c)
        || matches!(
            c,
            '(' | '[' | '{' | '/' | '…' | ':' | '：' | '，' | '、' | '（' | '《' | '。'
        )
}

/// Whether a mark before `c` can close.
fn ends(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '/'
            | '…'
            | '。'
            | '、'
            | '，'
            | '！'
            | '？'
            | '：'
            | '；'
            | '）'
            | '》'
    )
}

/// Letters of scripts that are set without blanks, or whose particles follow a mark at once:
/// kana, Han and Hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// Whether a mark between the Hebrew letters of `before` and `after` opens a quotation behind the
/// small words that are written together with the next one ("ש"); in an acronym it stands before
/// the last letter.
fn opens_after_prefix(before: &str, after: &str) -> bool {
    let mut prefix = before.chars().rev().take_while(|&c| is_hebrew(c));
    let near: String = prefix.by_ref().take(3).collect();
    prefix.next().is_none()
        && near.chars().count() <= 2
        && near.chars().all(|c| "ושהכלבמ".contains(c))
        && after.chars().take_while(|&c| is_hebrew(c)).count() >= 2
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '״'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// What may follow the foot or minute sign in "6'2", "5' tall" is told by the digit before it; a
/// letter right after it makes it no measure.
fn after_is_measure(after: Option<char>) -> bool {
    after.is_some_and(|c| c.is_ascii_digit())
}

/// Whether `rest`, what comes after an apostrophe, is a clipped word or a clipped year ("90s",
/// "08").
fn clipped_follows(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    let bytes = word.as_bytes();
    let year = bytes.len() >= 2
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && (bytes.len() == 2 || (bytes.len() == 3 && matches!(bytes[2], b's' | b'S')));
    year || (word.len() <= 6 && CLIPPED.iter().any(|c| word.eq_ignore_ascii_case(c)))
}
