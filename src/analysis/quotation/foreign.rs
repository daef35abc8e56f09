//! What quotation marks are for in a language whose clauses nobody here reads: told by the words
//! inside and by the marks around, which newspapers set alike everywhere.

use super::scan::{Opening, QuotedRun};
use crate::analysis::Document;
use crate::model::{Language, QuoteKind};
use crate::text::Span;

/// How many letters of a script without blanks make a clause, as a rule.
const CLAUSE_LETTERS: usize = 8;

/// So many words are rather a sentence than a title.
const SENTENCE_WORDS: usize = 5;

/// The kinds of `runs`, those of a `document` in `language`, in their order.
pub fn foreign_kinds(
    document: &Document,
    runs: &[QuotedRun],
    language: Language,
) -> Vec<QuoteKind> {
    let text: &str = document.text;
    let mut kinds: Vec<QuoteKind> = Vec::with_capacity(runs.len());
    // The run before, unless one is nested in the other.
    let mut last: Option<usize> = None;
    for (index, run) in runs.iter().enumerate() {
        let around = document.paragraphs[run.paragraph].span;
        let before = Span::new(around.start, run.span.start.max(around.start)).of(text);
        let after = Span::new(run.span.end.min(around.end), around.end).of(text);
        let content = run.content.of(text).trim();
        let kind = match run.opening {
            Opening::Dash => QuoteKind::Direct,
            Opening::Mark => kind(content, before, after, language),
        };
        // The second half of a quotation that the writer cut in two.
        let second_half = kind == QuoteKind::Scare
            && before.trim_end().ends_with([',', '–', '—'])
            && content.contains(char::is_whitespace)
            && last.is_some_and(|last| {
                let between = Span::new(runs[last].span.end, run.span.start).of(text);
                kinds[last] == QuoteKind::Direct
                    && runs[last].paragraph == run.paragraph
                    && !between.contains(['.', '!', '?', ':', ';'])
            });
        kinds.push(if second_half { QuoteKind::Direct } else { kind });
        if !run.is_nested() {
            last = Some(index);
        }
    }
    kinds
}

/// The kind of the run with `content` (marks left out) that stands between `before` and `after`.
fn kind(content: &str, before: &str, after: &str, language: Language) -> QuoteKind {
    let letters = content.chars().filter(|c| c.is_alphabetic()).count();
    let caseless = content.chars().filter(|c| has_no_case(*c)).count() * 2 > letters;
    let words: Vec<&str> = content
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphanumeric))
        .collect();
    let stopped = content.ends_with(STOPS);
    let (before, after) = (before.trim_end(), after.trim_start());
    let cited = CITING.iter().any(|particle| after.starts_with(particle));
    // A colon or a verb of saying before it.
    let led = before.ends_with([
        ':', '：', '说', '說', '称', '稱', '道', '示', '问', '問', '喊',
    ]);
    // A comma in the marks or after them.
    let reported = led
        || cited
        || content.ends_with([',', '，'])
        || after.starts_with([',', '，', '、', '،', '—', '–']);
    if caseless {
        let clause = stopped || (letters >= 3 && (reported || letters >= CLAUSE_LETTERS));
        return if cited || led || clause {
            QuoteKind::Direct
        } else {
            QuoteKind::Scare
        };
    }
    let capital = |w: &&str| {
        w.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
    };
    let capitals = words.iter().filter(|w| capital(w)).count();
    let opens = words.first().is_some_and(capital);
    if !stopped && !led && !cited && (2..=8).contains(&words.len()) && capitals == words.len() {
        return QuoteKind::Title;
    }
    // One word is an utterance where a colon leads to it, or where it is cried or asked.
    let cry = content.ends_with(['!', '?', '…']);
    if opens
        && (led
            || cry
            || (words.len() >= 2 && (reported || stopped || words.len() >= SENTENCE_WORDS)))
    {
        return QuoteKind::Direct;
    }
    if words.len() >= SENTENCE_WORDS {
        return if stopped {
            QuoteKind::Direct
        } else {
            QuoteKind::Mixed
        };
    }
    // In the middle of a sentence a capital is that of a name; German has them on every noun.
    let amid = before.ends_with(|c: char| c.is_alphabetic() || c == ',');
    if opens && amid && !reported && !stopped && language != Language::German {
        QuoteKind::Title
    } else {
        QuoteKind::Scare
    }
}

/// What ends a sentence, in the scripts of the world.
const STOPS: [char; 12] = [
    '.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।', ';',
];

/// What follows cited words in Japanese, Korean and Turkish.
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
    "diye",
    "dedi",
    "diyor",
    "şeklinde",
    "ifade",
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
            ("читал роман ", "Война и мир", ".", QuoteKind::Title),
            ("la ", "fin", " du", QuoteKind::Scare),
            ("", "¡No!", ", dijo", QuoteKind::Direct),
            ("", "Nebudeme ustupovat,", " řekl", QuoteKind::Direct),
            ("", "Biz hazırız", " diyen", QuoteKind::Direct),
            ("他说：", "我们不会离开这里。", "", QuoteKind::Direct),
            ("她说：", "好的。", "", QuoteKind::Direct),
            ("彼は", "帰る", "と言った", QuoteKind::Direct),
            ("所谓", "专家", "", QuoteKind::Scare),
            ("وصف الخطة بأنها ", "سخيفة", "", QuoteKind::Scare),
        ] {
            assert_eq!(
                kind(content, before, after, Language::Other),
                want,
                "{content}"
            );
        }
    }
}
