//! The person's rules that hide articles. They live in the configuration; here is what they have
//! hidden, and how far a change of theirs has got.

use std::collections::HashMap;
use std::fmt;

use regex::Regex;
use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::body::{self, Shown};
use super::error::Result;
use super::label::Labels;
use super::prepared::Kept;

/// A rule that hides each article in which it finds something.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Where it looks.
    pub field: RuleField,
    /// What it looks for.
    pub expression: Regex,
    /// The one subscription it is for, by name or address; `None` for all.
    pub feed: Option<String>,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleField {
    /// The headline, as lists show it.
    Title,
    /// Who wrote it.
    Author,
    /// The text.
    Content,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = match self.field {
            RuleField::Title => "title",
            RuleField::Author => "author",
            RuleField::Content => "content",
        };
        write!(f, "{field}: {}", self.expression)?;
        match &self.feed {
            Some(feed) => write!(f, " (in {feed})"),
            None => Ok(()),
        }
    }
}

/// Articles that are looked at in one transaction.
const STEP: i64 = 200;

/// The rules that were applied last, one a line.
const APPLIED: &str = "rules";
/// The first article that they may not have been applied to.
const WAITING: &str = "rules_from";

impl Store {
    /// What arrives from now on, through this connection, is hidden by these rules. What is there
    /// already is looked at by [`Store::apply_rules`].
    pub fn set_rules(&mut self, rules: Vec<Rule>) {
        self.rules = Some(rules.into());
    }

    /// Looks at some of the articles that the rules have not been applied to since they changed:
    /// hides what one finds, and shows what none finds any more. Gives whether more are waiting.
    pub fn apply_rules(&mut self) -> Result<bool> {
        let Some(rules) = self.rules.clone() else {
            return Ok(false);
        };
        let rules: &[Rule] = &rules;
        let wanted = in_words(rules);
        let (applied, waiting) = state(&self.connection)?;
        if self.read_only || (applied == wanted && waiting.is_none()) {
            return Ok(false);
        }
        self.in_bulk(|transaction| {
            let (applied, waiting) = state(transaction)?;
            let first = match waiting {
                Some(first) if applied == wanted => first,
                _ => 0,
            };
            put(transaction, APPLIED, Some(&wanted))?;
            let mut some = transaction.prepare(
                "SELECT id, feed, title FROM article WHERE id >= ?1 ORDER BY id LIMIT ?2",
            )?;
            let some = some.query_map([first, STEP], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
            })?;
            let some: Vec<(i64, i64, String)> = some.collect::<rusqlite::Result<_>>()?;
            let mut hiding = HashMap::new();
            for (key, feed, title) in &some {
                let hiding = match hiding.get(feed) {
                    Some(hiding) => hiding,
                    None => hiding
                        .entry(feed)
                        .or_insert(Hiding::of(transaction, rules, *feed)?),
                };
                // Most rules need the headline alone.
                let article = match hiding.reads {
                    true => body::article(transaction, Shown::Now, *key)?,
                    false => None,
                };
                let article = article.as_ref();
                let byline = article.and_then(|article| article.byline.as_deref());
                let looked_at = LookedAt {
                    headline: title,
                    byline: byline.unwrap_or_default(),
                    text: article.map(|article| &*article.text).unwrap_or_default(),
                };
                set(transaction, *key, hiding.rule(looked_at))?;
            }
            let next = some.last().map(|(key, ..)| (key + 1).to_string());
            put(transaction, WAITING, next.as_deref())?;
            Ok(next.is_some())
        })
    }
}

/// The rules for one subscription.
pub(super) struct Hiding<'a> {
    rules: Vec<&'a Rule>,
    /// Whether one of them looks at more than the headline.
    reads: bool,
}

impl<'a> Hiding<'a> {
    /// Those of `rules` that are for the feed.
    pub fn of(connection: &Connection, rules: &'a [Rule], feed: i64) -> Result<Self> {
        if rules.is_empty() {
            return Ok(Self {
                rules: Vec::new(),
                reads: false,
            });
        }
        let location: Option<String> = connection
            .query_row("SELECT location FROM feed WHERE id = ?1", [feed], |row| {
                row.get(0)
            })
            .optional()?;
        let label = Labels::new(connection)?.of(feed)?.to_lowercase();
        let is_for = |rule: &&Rule| match &rule.feed {
            Some(name) => name.to_lowercase() == label || Some(name) == location.as_ref(),
            None => true,
        };
        let rules: Vec<_> = rules.iter().filter(is_for).collect();
        let reads = rules.iter().any(|rule| rule.field != RuleField::Title);
        Ok(Self { rules, reads })
    }

    /// The first that hides an article.
    pub fn rule(&self, looked_at: LookedAt<'_>) -> Option<&'a Rule> {
        let mut rules = self.rules.iter().copied();
        rules.find(|rule| {
            rule.expression.is_match(match rule.field {
                RuleField::Title => looked_at.headline,
                RuleField::Author => looked_at.byline,
                RuleField::Content => looked_at.text,
            })
        })
    }
}

/// What rules look at in an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct LookedAt<'a> {
    headline: &'a str,
    byline: &'a str,
    text: &'a str,
}

impl<'a> From<&'a Kept> for LookedAt<'a> {
    fn from(kept: &'a Kept) -> Self {
        Self {
            headline: &kept.headline,
            byline: kept.byline.as_deref().unwrap_or_default(),
            text: &kept.text,
        }
    }
}

/// Hides the article with this number by a rule, or by none.
pub(super) fn set(connection: &Connection, key: i64, rule: Option<&Rule>) -> Result<()> {
    let text = rule.map(Rule::to_string);
    if let Some(text) = &text {
        connection.execute("INSERT OR IGNORE INTO rule (text) VALUES (?1)", [text])?;
    }
    connection.execute(
        "UPDATE article SET rule = (SELECT id FROM rule WHERE text = ?2)
         WHERE id = ?1 AND rule IS NOT (SELECT id FROM rule WHERE text = ?2)",
        (key, text),
    )?;
    Ok(())
}

/// Notes that articles from this one on came in by other rules than those that were applied last.
pub(super) fn note(connection: &Connection, rules: Option<&[Rule]>, first: i64) -> Result<()> {
    let (applied, waiting) = state(connection)?;
    if rules.is_some_and(|rules| in_words(rules) == applied) || applied.is_empty() {
        return Ok(());
    }
    let first = waiting.map_or(first, |waiting| waiting.min(first));
    put(connection, WAITING, Some(&first.to_string()))
}

fn in_words(rules: &[Rule]) -> String {
    let rules: Vec<_> = rules.iter().map(Rule::to_string).collect();
    rules.join("\n")
}

/// The rules that were applied last, and the first article that they may not have been applied to.
fn state(connection: &Connection) -> Result<(String, Option<i64>)> {
    let value = |name: &str| {
        connection
            .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| {
                row.get::<_, String>(0)
            })
            .optional()
    };
    let waiting = value(WAITING)?.and_then(|first| first.parse().ok());
    Ok((value(APPLIED)?.unwrap_or_default(), waiting))
}

fn put(connection: &Connection, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(_) => connection.execute(
            "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)",
            (name, value),
        )?,
        None => connection.execute("DELETE FROM meta WHERE name = ?1", [name])?,
    };
    Ok(())
}
