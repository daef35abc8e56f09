//! A search as SQL. What a person typed goes into it as folded words between quotation marks, or
//! as a parameter: it never is syntax.

use jiff::Zoned;
use rusqlite::types::Value;

use super::entry::of_speaker;
use super::feeds::Feeds;
use super::query::{Any, Condition, Field, Mark, Phrase, Query, Term};

/// Which articles a search finds, as the part of a `SELECT` from `FROM` on, with its parameters.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// `FROM … WHERE …`; the table `article` is called `a`.
    pub sql: String,
    /// What the question marks in it stand for.
    pub values: Vec<Value>,
    /// By what the newest that came can be found first: the numbers of articles.
    pub number: &'static str,
}

impl Source {
    /// The articles that `query` finds, which asks for something.
    pub fn new(query: &Query, feeds: &Feeds, now: &Zoned) -> Self {
        let shown = match query.wanted().any(|c| *c == Condition::Is(Mark::Hidden)) {
            // A generated column is no part of an index that is made of both.
            true => "(a.shown = 1 OR a.hidden = 1)",
            false => "a.shown = 1",
        };
        let mut out = Self {
            number: "a.id",
            ..Self::default()
        };
        let rest: Vec<&Any> = match Words::of(query) {
            Some(words) => {
                // The index of words gives the articles; the rest is asked of each.
                out.number = "text_index.rowid";
                out.sql.push_str(
                    "FROM text_index CROSS JOIN article AS a ON a.id = text_index.rowid \
                     WHERE text_index MATCH ? AND ",
                );
                out.values.push(Value::Text(words.expression));
                words.rest
            }
            None => {
                out.sql.push_str("FROM article AS a WHERE ");
                query.all.iter().collect()
            }
        };
        out.sql.push_str(shown);
        for any in rest {
            out.sql.push_str(" AND (");
            for (n, term) in any.0.iter().enumerate() {
                if n > 0 {
                    out.sql.push_str(" OR ");
                }
                out.term(term, feeds, now);
            }
            out.sql.push(')');
        }
        out
    }

    fn term(&mut self, term: &Term, feeds: &Feeds, now: &Zoned) {
        if term.not {
            self.sql.push_str("NOT ");
        }
        self.sql.push('(');
        match &term.condition {
            Condition::Anything => self.sql.push('1'),
            Condition::Words(field, phrase) => {
                self.indexed("SELECT rowid FROM text_index", in_field(*field, phrase));
            }
            Condition::Speaks(name) => self.indexed(SPEECH, speaker(name)),
            Condition::Says { speakers, words } => {
                let said = format!("words : {}", quoted(words));
                let names: Vec<_> = speakers.iter().map(speaker).collect();
                self.indexed(
                    SPEECH,
                    match names.is_empty() {
                        true => said,
                        false => format!("({}) AND {said}", names.join(" OR ")),
                    },
                );
            }
            Condition::Names(name) => self.indexed(NAMES, quoted(name)),
            Condition::Feed(name) => self.of_feeds(feeds.called(name)),
            Condition::Folder(name) => self.of_feeds(feeds.in_folder(name)),
            Condition::Tag(name) => {
                self.of_feeds(feeds.tagged(name));
                self.sql.push_str(
                    " OR a.id IN (SELECT article FROM tag \
                     WHERE tag IN (SELECT value FROM json_each(?)))",
                );
                self.values.push(Value::Text(feeds.tags(name)));
            }
            Condition::Is(mark) => self.sql.push_str(match mark {
                Mark::Unread => "a.read = 0",
                Mark::Read => "a.read = 1",
                Mark::Starred => "a.starred = 1",
                Mark::Hidden => "a.hidden = 1",
            }),
            Condition::Before(when) => self.dated("<", when.instant(now)),
            Condition::After(when) => self.dated(">=", when.instant(now)),
        }
        self.sql.push(')');
    }

    /// The articles that are found by `expression` among `rows` of an index of words.
    fn indexed(&mut self, rows: &str, expression: String) {
        let index = rows.rsplit(' ').next().unwrap_or(rows);
        let condition = format!("a.id IN ({rows} WHERE {index} MATCH ?)");
        self.sql.push_str(&condition);
        self.values.push(Value::Text(expression));
    }

    fn of_feeds(&mut self, keys: Vec<i64>) {
        let keys: Vec<_> = keys.iter().map(i64::to_string).collect();
        self.sql
            .push_str(&format!("a.feed IN ({})", keys.join(",")));
    }

    fn dated(&mut self, comparison: &str, instant: Option<jiff::Timestamp>) {
        match instant {
            Some(instant) => {
                self.sql.push_str(&format!("a.date {comparison} ?"));
                self.values.push(Value::Integer(instant.as_millisecond()));
            }
            // Before all calendars: everything is after it.
            None => self.sql.push_str(if comparison == "<" { "0" } else { "1" }),
        }
    }
}

/// Of each statement its article.
const SPEECH: &str = "SELECT rowid >> 16 FROM speech_index";
/// Of each name its article.
const NAMES: &str = "SELECT rowid >> 16 FROM name_index";

/// The part of a search that the index of words can answer alone.
struct Words<'a> {
    expression: String,
    /// What it cannot.
    rest: Vec<&'a Any>,
}

impl<'a> Words<'a> {
    /// `None` where the search has no such part.
    fn of(query: &'a Query) -> Option<Self> {
        let mut all = Vec::new();
        let mut never = Vec::new();
        let mut rest = Vec::new();
        for any in &query.all {
            let words: Option<Vec<_>> = any.0.iter().map(words).collect();
            match words.as_deref() {
                Some([(true, one)]) => never.push(one.clone()),
                Some(some) if some.iter().all(|(not, _)| !not) => {
                    let some: Vec<_> = some.iter().map(|(_, one)| one.as_str()).collect();
                    all.push(format!("({})", some.join(" OR ")));
                }
                _ => rest.push(any),
            }
        }
        if all.is_empty() {
            return None;
        }
        let mut expression = all.join(" AND ");
        if !never.is_empty() {
            expression = format!("({expression}) NOT ({})", never.join(" OR "));
        }
        Some(Self { expression, rest })
    }
}

/// Whether a term that asks for words denies them, and its expression.
fn words(term: &Term) -> Option<(bool, String)> {
    match &term.condition {
        Condition::Words(field, phrase) => Some((term.not, in_field(*field, phrase))),
        _ => None,
    }
}

fn in_field(field: Field, phrase: &Phrase) -> String {
    let words = quoted(phrase);
    match field {
        Field::Anywhere => words,
        Field::Title => format!("title : {words}"),
        Field::Author => format!("author : {words}"),
    }
}

fn speaker(name: &Phrase) -> String {
    let words: Vec<_> = name.words().iter().map(|word| of_speaker(word)).collect();
    format!("speaker : {}", in_quotes(&words, name))
}

/// The phrase in the syntax of FTS5.
fn quoted(phrase: &Phrase) -> String {
    in_quotes(phrase.words(), phrase)
}

/// `words`, those of `phrase`. Folded words hold no mark of ASCII, so none that ends a string.
fn in_quotes(words: &[String], phrase: &Phrase) -> String {
    let star = if phrase.is_prefix() { " *" } else { "" };
    format!("\"{}\"{star}", words.join(" "))
}
