//! What quotation marks are for in a language whose clauses nobody here reads: told by the words
//! inside and by the marks around, which newspapers set alike everywhere.

use crate::model::QuoteKind;

/// How many letters of a script without blanks make a clause, as a rule.
const CLAUSE_LETTERS: usize = 8;

/// The kind of the run with `content` (marks left out) that stands between `before` and `after`.
pub fn foreign_kind(content: &str, before: &str, after: &str) -> QuoteKind {
    let content = content.trim();
    let letters = content.chars().filter(|c| c.is_alphabetic()).count();
    let caseless = content.chars().filter(|c| has_no_case(*c)).count() * 2 > letters;
    let words: Vec<&str> = content
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphanumeric))
        .collect();
    let stopped = content.ends_with(['.', '!', '?', '…', '。', '！', '？']);
    let after = after.trim_start();
    // A colon, a comma after the mark, or a Chinese verb of saying before it.
    let reported = before
        .trim_end()
        .ends_with([':', '：', '说', '說', '称', '稱', '道', '示', '问', '問'])
        || after.starts_with([',', '，', '、', '—', '–']);
    if caseless {
        let cited = CITING.iter().any(|particle| after.starts_with(particle));
        let clause = stopped || reported || letters >= CLAUSE_LETTERS;
        return if cited || (clause && letters >= 3) {
            QuoteKind::Direct
        } else {
            QuoteKind::Scare
        };
    }
    let capital = |w: &&str| w.starts_with(char::is_uppercase);
    let capitals = words.iter().filter(|w| capital(w)).count();
    if !stopped && (2..=8).contains(&words.len()) && capitals == words.len() {
        return QuoteKind::Title;
    }
    let opens = words.first().is_some_and(capital);
    let whole = opens && (reported || stopped || words.len() >= 5);
    if words.len() >= 2 && (whole || (stopped && words.len() >= 5)) {
        QuoteKind::Direct
    } else if words.len() >= 5 {
        QuoteKind::Mixed
    } else {
        QuoteKind::Scare
    }
}

/// What follows cited words in Japanese and Korean.
const CITING: &[&str] = &[
    "と",
    "って",
    "라고",
    "이라고",
    "고 ",
    "라며",
    "며 ",
    "라는",
    "이라며",
];

fn has_no_case(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_speech_and_names_are_none() {
        for (before, content, after, want) in [
            ("", "On ne lâche rien", ", a déclaré", QuoteKind::Direct),
            ("Er sagte: ", "Wir gehen.", "", QuoteKind::Direct),
            ("le quotidien ", "Le Monde", " a", QuoteKind::Title),
            ("la ", "fin", " du", QuoteKind::Scare),
            ("他说：", "我们不会离开这里。", "", QuoteKind::Direct),
            ("彼は", "帰る", "と言った", QuoteKind::Direct),
            ("所谓", "专家", "", QuoteKind::Scare),
        ] {
            assert_eq!(foreign_kind(content, before, after), want, "{content}");
        }
    }
}
