//! Tokens and sentences of English-like text, with their places.

use super::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and full stops ("Jean-Claude", "don't", "U.S.").
    Word,
    /// Digits, with inner separators ("1,000", "3.5", "2024-11").
    Number,
    /// The genitive "'s" or the bare "'" after an s, cut off its word.
    Possessive,
    /// One character that is none of these.
    Punctuation,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// The token's text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }
}

/// The tokens of `span`, in order; white space belongs to none.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let part = span.of(text);
    let mut out = Vec::with_capacity(part.len() / 5);
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let start = at;
        let kind = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_alphanumeric() {
            at = word_end(part, at);
            if part[start..at].starts_with(|c: char| c.is_ascii_digit()) {
                TokenKind::Number
            } else {
                TokenKind::Word
            }
        } else if is_apostrophe(c) && possessive_len(part, at).is_some() {
            at += possessive_len(part, at).unwrap_or(c.len_utf8());
            TokenKind::Possessive
        } else {
            at += c.len_utf8();
            TokenKind::Punctuation
        };
        out.push(Token {
            span: Span::new(span.start + start, span.start + at),
            kind,
        });
    }
    out
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Length of a genitive "'s" at `at`, which must follow a letter or digit.
fn possessive_len(part: &str, at: usize) -> Option<usize> {
    let before = part[..at].chars().next_back()?;
    let mut rest = part[at..].chars();
    let mark = rest.next()?;
    if !before.is_alphanumeric() || !is_apostrophe(mark) {
        return None;
    }
    let letter = rest.next()?;
    let ends = rest.next().is_none_or(|c| !c.is_alphanumeric());
    (matches!(letter, 's' | 'S') && ends).then(|| mark.len_utf8() + 1)
}

/// End of the word that starts at `start`.
fn word_end(part: &str, start: usize) -> usize {
    let mut at = start;
    let mut chars = part[start..].char_indices().peekable();
    let mut previous = ' ';
    // Of an initialism each part is one letter, and a lone part is a capital.
    let (mut letters, mut single, mut stops) = (0, true, false);
    while let Some((i, c)) = chars.next() {
        let here = start + i;
        let next = chars.peek().map(|&(_, n)| n);
        let next_joins = next.is_some_and(char::is_alphanumeric);
        let initialism = single && letters == 1 && (stops || previous.is_uppercase());
        let inside = c.is_alphanumeric()
            || is_mark(c)
            || (matches!(c, '-' | '‐' | '&') && next_joins)
            || (is_apostrophe(c) && next_joins && possessive_len(part, here).is_none())
            || (matches!(c, '.' | ',' | ':')
                && previous.is_ascii_digit()
                && next.is_some_and(|n| n.is_ascii_digit()))
            || (c == '.' && initialism && previous.is_alphabetic());
        if !inside {
            break;
        }
        if c == '.' {
            stops = true;
            single &= letters == 1;
            letters = 0;
        } else {
            letters += 1;
        }
        at = here + c.len_utf8();
        previous = c;
    }
    at
}

/// Combining marks and joiners belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
        || (!c.is_alphanumeric() && unicode_width::UnicodeWidthChar::width(c) == Some(0))
}

/// "U", "U.S", "p.m": single letters with stops between them.
fn is_initialism(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
        && (word.contains('.') || word.chars().all(char::is_uppercase))
}

/// Words whose full stop does not end a sentence, in lower case. Titles and ranks, months and
/// days as agencies shorten them, company forms, and Latin.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "st", "sr", "jr", "hon", "messrs", "gen",
    "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl", "pvt", "adm", "brig", "gov", "sen", "rep",
    "pres", "supt", "insp", "det", "amb", "atty", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
    "sat", "sun", "no", "nos", "vol", "vs", "v", "etc", "e.g", "i.e", "cf", "al", "approx", "est",
    "ed", "eds", "fig", "inc", "ltd", "co", "corp", "bros", "mt", "ft", "ave", "blvd", "rd", "ph",
    "dept", "univ", "assn", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga",
    "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb",
    "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

/// Abbreviations that also end sentences: then the next word decides.
const ENDS_TOO: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "al", "no", "bros", "est", "ed",
];

/// The sentences of `span`, white space trimmed. Line feeds end sentences. Closing quotation marks
/// and brackets belong to the sentence that they close.
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let part = span.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = part.char_indices().peekable();
    let mut push = |from: usize, to: usize| {
        let sentence = Span::new(span.start + from, span.start + to).trimmed(text);
        if !sentence.is_empty() {
            out.push(sentence);
        }
    };
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push(start, at);
            start = at + 1;
            continue;
        }
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(i, n)) = chars.peek() {
            if !(matches!(n, '.' | '!' | '?' | '…' | ')' | ']') || is_closing_mark(part, i, n)) {
                break;
            }
            end = i + n.len_utf8();
            chars.next();
        }
        if matches!(c, '。' | '！' | '？') || ends_sentence(part, start, at, end) {
            push(start, end);
            start = end;
        }
    }
    push(start, part.len());
    out
}

fn is_closing_mark(part: &str, at: usize, c: char) -> bool {
    let spaced_after = part[at + c.len_utf8()..]
        .chars()
        .next()
        .is_none_or(|n| !n.is_alphanumeric());
    matches!(c, '”' | '»') || (matches!(c, '"' | '\'' | '’') && spaced_after)
}

/// Whether the mark at `mark` (with what closes after it, up to `end`) ends the sentence.
fn ends_sentence(part: &str, start: usize, mark: usize, end: usize) -> bool {
    let after = &part[end..];
    if after.is_empty() {
        return true;
    }
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start();
    let next_opens = next.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || "\"“‘'«([—–-•".contains(c)
    }) || next.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    if !part[mark..].starts_with('.') {
        return next_opens;
    }
    if end > mark + 1 {
        // The stop was followed by a closing mark or by more stops.
        return next_opens;
    }
    let word = part[start..mark]
        .rsplit(|c: char| c.is_whitespace() || "(\"“‘[".contains(c))
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    if ABBREVIATIONS.contains(&lower.as_str()) {
        return ENDS_TOO.contains(&lower.as_str())
            && next_opens
            && !next.starts_with(|c: char| c.is_ascii_digit());
    }
    let letters = word.chars().filter(|&c| c != '.').count();
    let initial = letters == 1 && word.chars().all(char::is_uppercase);
    if initial && !word.contains('.') {
        return false;
    }
    if word.contains('.') && is_initialism(word) {
        return next_opens
            && STARTERS.contains(
                &next
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .unwrap_or_default(),
            );
    }
    next_opens
}

/// After an initialism ("the U.S.") only these open a new sentence for sure; a capital alone may
/// be the next part of a name ("U.S. Senate").
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "In",
    "On",
    "At",
    "But",
    "And",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "His",
    "Her",
    "Its",
    "Their",
    "For",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "As",
    "By",
    "However",
    "Although",
    "Since",
    "Under",
    "Many",
    "Some",
    "Most",
    "Other",
    "Both",
    "Last",
    "Earlier",
    "Meanwhile",
    "Asked",
    "Now",
    "Then",
    "Also",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|t| t.span.of(text))
            .collect()
    }

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len()))
            .iter()
            .map(|s| s.of(text))
            .collect()
    }

    #[test]
    fn tokens_keep_what_belongs_together() {
        assert_eq!(
            words("Jean-Claude's U.S. team didn't pay $1,000.50."),
            [
                "Jean-Claude",
                "'s",
                "U.S.",
                "team",
                "didn't",
                "pay",
                "$",
                "1,000.50",
                "."
            ]
        );
        assert_eq!(
            words("the workers’ “AT&T”"),
            ["the", "workers", "’", "“", "AT&T", "”"]
        );
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(
            split(
                "Mr. Smith of St. Paul spoke. He left at 5 p.m. on Tuesday. “It ended.” She nodded."
            ),
            [
                "Mr. Smith of St. Paul spoke.",
                "He left at 5 p.m. on Tuesday.",
                "“It ended.”",
                "She nodded."
            ]
        );
        assert_eq!(
            split("The U.S. Senate met. J. K. Rowling wrote it."),
            ["The U.S. Senate met.", "J. K. Rowling wrote it."]
        );
        assert_eq!(
            split("Acme Inc. rose. Why? \"Luck!\" he said."),
            ["Acme Inc. rose.", "Why?", "\"Luck!\" he said."]
        );
    }
}
