//! What quotation marks are for: direct or mixed speech, a title, the writer's own distance.
//! Decided from the words inside and a few facts about the sentence around.

use crate::model::QuoteKind;

/// How a quoted run stands in its sentence. What reports it, if anything, was found before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    /// A reporting clause in the sentence covers the run.
    pub reported: bool,
    /// That clause touches the run but for a comma, a colon or "that".
    pub adjacent: bool,
    /// That clause takes whole utterances ("said"), not a few words ("praised").
    pub says: bool,
    /// A verb of naming stands at the run: "called", "known as", "so-called".
    pub named: bool,
    /// A thing that has a title stands at the run: "the film", "its slogan".
    pub thing: bool,
    /// A genitive or a preposition stands right before it: "the network's", "on".
    pub owned: bool,
    /// The run stands inside somebody's name: John "Jack" Smith.
    pub nickname: bool,
    /// A comma, a colon or "that" stands right before it, or nothing of its sentence does.
    pub set_off: bool,
    /// Its sentence has no words but those that report it.
    pub alone: bool,
    /// The sentence around goes on after it as if it were a noun: "the “new” one".
    pub modifies: bool,
}

/// What a run looks like from inside.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many words it has.
    pub words: usize,
    /// Whether the first word has a capital, or is a number.
    pub capital_first: bool,
    /// Every word but small ones starts with a capital.
    pub title_case: bool,
    /// Ends with a stop, a question or an exclamation mark.
    pub stopped: bool,
    /// Ends with a comma, a semicolon or a dash.
    pub comma: bool,
    /// Has a pronoun or a verb form that only clauses have.
    pub clause: bool,
    /// Starts like a clause: a subject, then a verb.
    pub starts_clause: bool,
}

/// The kind of the run with `content` (marks left out) in its `setting`.
pub fn kind(content: &str, setting: &Setting) -> QuoteKind {
    let shape = Shape::of(content);
    if setting.nickname {
        return QuoteKind::Title;
    }
    if setting.named && shape.words <= 12 && !(shape.comma && setting.adjacent && shape.clause) {
        return if shape.title_case || shape.words <= 6 {
            QuoteKind::Title
        } else {
            speech(&shape, setting)
        };
    }
    if setting.thing && shape.title_case && shape.words <= 12 {
        return QuoteKind::Title;
    }
    if setting.reported {
        let looks_titled = shape.title_case
            && shape.words >= 2
            && (!setting.adjacent || setting.owned)
            && !shape.clause;
        return if looks_titled {
            QuoteKind::Title
        } else {
            speech(&shape, setting)
        };
    }
    let sentence = shape.capital_first && (shape.stopped || shape.comma) && shape.words >= 3;
    if shape.title_case && shape.words <= 12 && !(setting.alone && (shape.stopped || shape.comma)) {
        return QuoteKind::Title;
    }
    if setting.alone && (shape.stopped || shape.comma || shape.words >= 4) {
        return QuoteKind::Direct;
    }
    if sentence && (shape.clause || shape.words >= 6) {
        return QuoteKind::Direct;
    }
    if shape.words >= 6 && !setting.modifies {
        return QuoteKind::Mixed;
    }
    QuoteKind::Scare
}

fn speech(shape: &Shape, setting: &Setting) -> QuoteKind {
    let whole = shape.capital_first && (shape.words >= 3 || shape.stopped || shape.comma);
    let direct = (setting.adjacent && setting.says && whole && setting.set_off)
        || (setting.alone && shape.capital_first)
        || (setting.set_off && shape.starts_clause && shape.words >= 3)
        || (setting.set_off && whole && (shape.stopped || shape.comma) && shape.clause)
        || (whole
            && shape.stopped
            && shape.clause
            && shape.words >= 5
            && setting.says
            && setting.adjacent);
    if direct {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

impl Shape {
    /// The shape of a run with `content`, marks left out.
    pub fn of(content: &str) -> Self {
        let trimmed = content.trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’«»".contains(c));
        let body = trimmed.trim_start_matches(['.', '…', ' ', '[', '(', '—', '-']);
        let words: Vec<&str> = body
            .split(|c: char| c.is_whitespace() || c == '—')
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
            .collect();
        let capital = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let lower: Vec<String> = words
            .iter()
            .take(24)
            .map(|w| w.to_lowercase().replace('’', "'"))
            .collect();
        let has_capital = words.iter().any(|w| w.starts_with(char::is_uppercase));
        Self {
            words: words.len(),
            capital_first: words.first().is_some_and(capital),
            title_case: has_capital
                && words.iter().all(|w| capital(w) || SMALL.contains(w))
                && words.first().is_some_and(capital),
            stopped: trimmed.ends_with(['.', '!', '?', '…']),
            comma: trimmed.ends_with([',', ';', '—', '–', '-']),
            clause: lower
                .iter()
                .any(|w| CLAUSAL.contains(&w.as_str()) || w.contains('\'') && !w.ends_with("'s")),
            starts_clause: starts_clause(&lower),
        }
    }
}

/// A pronoun or a noun phrase, then a finite verb, within the first few words; "and" and the like
/// may come before.
fn starts_clause(words: &[String]) -> bool {
    let joined = words
        .first()
        .is_some_and(|w| matches!(w.as_str(), "and" | "but" | "so" | "because" | "or" | "yet"));
    let words = &words[usize::from(joined)..];
    let Some(first) = words.first() else {
        return false;
    };
    if FINITE.contains(&first.as_str()) {
        return false;
    }
    let subject = SUBJECTS.contains(&first.split('\'').next().unwrap_or(first));
    if subject && (words.len() > 1 || first.contains('\'')) {
        return true;
    }
    words
        .iter()
        .take(8)
        .skip(1)
        .any(|w| FINITE.contains(&w.as_str()))
        && DETERMINERS.contains(&first.as_str())
}

/// Words that titles write small.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "with", "from",
    "by", "as", "vs", "v", "de", "la", "le", "part",
];

const SUBJECTS: &[&str] = &[
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "there",
    "this",
    "that",
    "these",
    "those",
    "who",
    "nobody",
    "everybody",
    "everyone",
    "people",
    "what",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "my", "our", "your", "his", "her", "its", "their", "this", "that", "these",
    "those", "all", "some", "many", "most", "no", "every", "any", "if", "when",
];

const FINITE: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "am",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "should",
    "shall",
    "may",
    "might",
    "must",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "wouldn't",
    "can't",
    "cannot",
    "couldn't",
    "shouldn't",
    "haven't",
    "hasn't",
    "hadn't",
];

/// Words that are found in clauses, hardly in names of things.
const CLAUSAL: &[&str] = &[
    "i", "you", "he", "she", "it", "we", "they", "is", "are", "was", "were", "am", "has", "have",
    "had", "do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must",
    "not", "there", "because", "if", "who", "which", "think", "know", "want", "need", "going",
    "cannot",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reported_words_are_speech_whole_or_in_part() {
        let said = Setting {
            reported: true,
            adjacent: true,
            says: true,
            set_off: true,
            ..Setting::default()
        };
        assert_eq!(kind("It will not happen,", &said), QuoteKind::Direct);
        let inside = Setting {
            adjacent: false,
            set_off: false,
            ..said
        };
        assert_eq!(kind("know how I stand.", &inside), QuoteKind::Mixed);
        assert_eq!(kind("absurd", &inside), QuoteKind::Mixed);
    }

    #[test]
    fn names_and_distance_are_no_speech() {
        let named = Setting {
            named: true,
            ..Setting::default()
        };
        assert_eq!(kind("Operation Desert Wind,", &named), QuoteKind::Title);
        let modifies = Setting {
            modifies: true,
            ..Setting::default()
        };
        assert_eq!(kind("new", &modifies), QuoteKind::Scare);
        assert_eq!(kind("The Long Road", &Setting::default()), QuoteKind::Title);
    }
}
