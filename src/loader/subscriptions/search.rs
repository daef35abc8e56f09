//! newsboat's filter expressions as searches of our own, as far as those go.
//!
//! Ours find words, not parts of words, so only expressions that are made of words are taken; and
//! they are "this or that" joined by "and", so everything is brought into that form first.

use crate::text::Clean;

/// Terms in the longest search that is made: more would hold nobody's interest, and brackets can
/// multiply them.
const MOST_TERMS: usize = 48;

/// Brackets inside one another.
const DEEPEST: usize = 32;

/// The search that finds what `expression` does.
///
/// # Errors
/// Why there is none, as the end of a sentence.
pub(super) fn search(expression: &str) -> Result<Clean, String> {
    let mut parser = Parser {
        rest: expression,
        depth: 0,
    };
    let found = parser.expression()?;
    if !parser.blank().is_empty() {
        return Err(format!("\"{}\" is not understood", parser.rest));
    }
    let clauses: Vec<_> = found.iter().map(|terms| terms.join(" OR ")).collect();
    Ok(Clean::line(&clauses.join(" ")))
}

/// Clauses that must all hold, each of them terms of which one must.
type Clauses = Vec<Vec<String>>;

fn and(mut left: Clauses, right: Clauses) -> Result<Clauses, String> {
    left.extend(right);
    bounded(left)
}

fn or(left: &Clauses, right: &Clauses) -> Result<Clauses, String> {
    if left.len() * right.len() > MOST_TERMS {
        return bounded(vec![Vec::new(); MOST_TERMS + 1]);
    }
    let pairs = left
        .iter()
        .flat_map(|l| right.iter().map(move |r| [l.as_slice(), r].concat()));
    bounded(pairs.collect())
}

fn bounded(clauses: Clauses) -> Result<Clauses, String> {
    let terms: usize = clauses.iter().map(|terms| terms.len().max(1)).sum();
    if terms > MOST_TERMS {
        return Err("it is longer than a search can be".to_owned());
    }
    Ok(clauses)
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

enum Value {
    Text(String),
    Number(u16),
    Range(u16, u16),
}

/// Operators, longer ones before those that they begin with.
const OPERATORS: [&str; 12] = [
    "between", "==", "=~", "=", "!=", "!~", "!#", "<=", "<", ">=", ">", "#",
];

impl<'a> Parser<'a> {
    /// `and` and `or` bind alike, and what stands to the right goes together first: so it is there.
    fn expression(&mut self) -> Result<Clauses, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it has more parts than a search can have".to_owned());
        }
        let left = self.block()?;
        let joined = if self.word("and") {
            and(left, self.expression()?)
        } else if self.word("or") {
            or(&left, &self.expression()?)
        } else {
            Ok(left)
        };
        self.depth -= 1;
        joined
    }

    fn block(&mut self) -> Result<Clauses, String> {
        if !self.token("(") {
            return self.condition();
        }
        let inside = self.expression()?;
        if self.token(")") {
            Ok(inside)
        } else {
            Err("a bracket is not closed".to_owned())
        }
    }

    fn condition(&mut self) -> Result<Clauses, String> {
        let rest = self.blank();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (attribute, rest) = rest.split_at(end.unwrap_or(rest.len()));
        if attribute.is_empty() {
            return Err("something to compare is missing".to_owned());
        }
        self.rest = rest;
        let operator = OPERATORS.into_iter().find(|o| self.token(o));
        let operator = operator.ok_or_else(|| format!("nothing is asked of \"{attribute}\""))?;
        let value = self.value()?;
        condition(attribute, operator, &value)
    }

    fn value(&mut self) -> Result<Value, String> {
        if let Some(quoted) = self.blank().strip_prefix('"') {
            let mut text = String::new();
            let mut chars = quoted.chars();
            while let Some(c) = chars.next() {
                match c {
                    '"' => {
                        self.rest = chars.as_str();
                        return Ok(Value::Text(text));
                    }
                    '\\' => text.extend(chars.next()),
                    c => text.push(c),
                }
            }
            return Err("a quotation mark is not closed".to_owned());
        }
        let first = self.number()?;
        if !self.rest.starts_with(':') {
            return Ok(Value::Number(first));
        }
        self.rest = &self.rest[1..];
        Ok(Value::Range(first, self.number()?))
    }

    fn number(&mut self) -> Result<u16, String> {
        let rest = self.blank();
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let (digits, after) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = after;
        digits
            .parse()
            .map_err(|_| "a number is missing or too large".to_owned())
    }

    /// What is left, from the next character that is no blank.
    fn blank(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        self.rest
    }

    fn token(&mut self, token: &str) -> bool {
        let after = self.blank().strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn word(&mut self, word: &str) -> bool {
        let after = self.blank().strip_prefix(word);
        let after = after.filter(|after| !after.starts_with(|c: char| c.is_alphanumeric()));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }
}

/// The attributes that hold text, and the fields of ours that look there.
const FIELDS: [(&str, &str); 6] = [
    ("title", "title:"),
    ("author", "author:"),
    ("content", ""),
    ("feedtitle", "feed:"),
    ("rssurl", "feed:"),
    ("tags", "tag:"),
];

fn condition(attribute: &str, operator: &str, value: &Value) -> Result<Clauses, String> {
    let term = |term: String| Ok(vec![vec![term]]);
    let field = FIELDS.iter().find(|(name, _)| *name == attribute);
    match (attribute, operator, value) {
        (_, "=~" | "!~", Value::Text(text)) if let Some((_, field)) = field => {
            let words = alternatives(text)?;
            let terms = words.iter().map(|word| format!("{field}{word}"));
            if operator == "=~" {
                Ok(vec![terms.collect()])
            } else {
                Ok(terms.map(|term| vec![format!("-{term}")]).collect())
            }
        }
        ("tags", "#", Value::Text(text)) => term(format!("tag:{}", phrase(text)?)),
        ("tags", "!#", Value::Text(text)) => term(format!("-tag:{}", phrase(text)?)),
        (_, "=" | "==", Value::Text(text)) if let Some((_, field)) = field => {
            term(format!("{field}{}", phrase(text)?))
        }
        (_, "!=", Value::Text(text)) if let Some((_, field)) = field => {
            term(format!("-{field}{}", phrase(text)?))
        }
        ("unread", "=" | "==" | "!=", Value::Text(text)) if text == "yes" || text == "no" => {
            let unread = (text == "yes") == (operator != "!=");
            term(if unread { "is:unread" } else { "is:read" }.to_owned())
        }
        ("age", _, value) => age(operator, value),
        _ if field.is_some() || ["unread", "age"].contains(&attribute) => Err(format!(
            "\"{attribute} {operator}\" asks for something that a search cannot"
        )),
        _ => Err(format!("a search cannot ask for \"{attribute}\"")),
    }
}

/// Whole days since an article was published.
fn age(operator: &str, value: &Value) -> Result<Clauses, String> {
    let at_least = |days: u16| vec![vec![format!("before:{days}d")]];
    let at_most = |days: u16| vec![vec![format!("after:{}d", days.saturating_add(1))]];
    let days = match value {
        Value::Range(low, high) if operator == "between" => {
            // Nothing is younger than now.
            return match low {
                0 => Ok(at_most(*high)),
                low => and(at_least(*low), at_most(*high)),
            };
        }
        Value::Number(days) => *days,
        Value::Text(text) => text
            .parse()
            .map_err(|_| format!("\"{text}\" is no number of days"))?,
        Value::Range(..) => return Err(format!("a range cannot stand after \"{operator}\"")),
    };
    let before = |days: u16| days.checked_sub(1);
    match operator {
        "<" if let Some(days) = before(days) => Ok(at_most(days)),
        "<=" => Ok(at_most(days)),
        ">" => Ok(at_least(days.saturating_add(1))),
        ">=" => Ok(at_least(days)),
        "=" | "==" => and(at_least(days), at_most(days)),
        _ => Err(format!(
            "\"age {operator}\" asks for something that a search cannot"
        )),
    }
}

/// The words that a regular expression matches, where it is nothing but words and `|`.
fn alternatives(expression: &str) -> Result<Vec<String>, String> {
    let inside = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let words = inside.unwrap_or(expression).split('|').map(|word| {
        if word.contains(|c: char| r"\^$.*+?()[]{}".contains(c)) {
            return Err(format!(
                "the expression \"{expression}\" is more than words, which is what a search finds"
            ));
        }
        // One word may go on, as it may in an expression.
        let one = !word.is_empty() && word.chars().all(char::is_alphanumeric);
        if one {
            Ok(format!("{word}*"))
        } else {
            phrase(word)
        }
    });
    words.collect()
}

fn phrase(text: &str) -> Result<String, String> {
    if text.contains('"') || !text.contains(char::is_alphanumeric) {
        return Err(format!("\"{text}\" has no word to search for"));
    }
    Ok(format!("\"{}\"", text.trim()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn expressions_become_searches() {
        for (expression, expected) in [
            ("unread = \"yes\"", "is:unread"),
            ("unread != \"yes\"", "is:read"),
            ("tags # \"tech\"", "tag:\"tech\""),
            ("tags !# \"tech\"", "-tag:\"tech\""),
            ("age between 0:7", "after:8d"),
            ("age between 2:7", "before:2d after:8d"),
            ("age < 7", "after:7d"),
            ("age <= 7", "after:8d"),
            ("age > 7", "before:8d"),
            ("title =~ \"Linux\"", "title:Linux*"),
            ("title=~\"red hat\"", "title:\"red hat\""),
            ("title !~ \"(cat|dog)\"", "-title:cat* -title:dog*"),
            ("content =~ \"cat|dog\"", "cat* OR dog*"),
            (
                "(author =~ \"Frank\" or author =~ \"John\") and unread = \"yes\"",
                "author:Frank* OR author:John* is:unread",
            ),
            (
                "tags # \"a\" and unread = \"yes\" or age < 2",
                "tag:\"a\" is:unread OR after:2d",
            ),
            (
                "( tags # \"a\" and tags # \"b\" ) or unread = \"yes\"",
                "tag:\"a\" OR is:unread tag:\"b\" OR is:unread",
            ),
        ] {
            let found = search(expression);
            assert_eq!(found.as_deref(), Ok(expected), "{expression}");
        }
    }

    #[test]
    fn what_cannot_be_asked_for_is_said() {
        for (expression, reason) in [
            ("flags # \"s\"", "a search cannot ask for \"flags\""),
            (
                "title =~ \"^A.*z\"",
                "the expression \"^A.*z\" is more than words",
            ),
            ("title =~ \"a", "a quotation mark is not closed"),
            ("(unread = \"yes\"", "a bracket is not closed"),
            ("unread > \"yes\"", "\"unread >\" asks for something"),
            ("unread = \"yes\" xor", "\"xor\" is not understood"),
            ("age < 0", "\"age <\" asks for something"),
            ("", "something to compare is missing"),
        ] {
            let found = search(expression).unwrap_err();
            assert!(found.starts_with(reason), "{expression}: {found}");
        }
        let pair = "(tags # \"a\" and tags # \"b\")";
        let long = [pair; 12].join(" or ");
        let found = search(&long).unwrap_err();
        assert_eq!(found, "it is longer than a search can be");
        assert!(search(&"(".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_expression_breaks_the_reader(
            text in "(title|age|tags|unread|=|~|#|!|<|between|0:7|and|or|\\(|\\)|\"yes\"|\"a\\|b\"| |\\PC){0,30}",
        ) {
            let _ = search(&text);
        }
    }
}
