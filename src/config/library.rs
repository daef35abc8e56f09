//! Settings of the library: refreshing, the list, and rules for what is not to be shown.

use std::fmt;

use regex::{Regex, RegexBuilder};

use super::error::ConfigError;
use super::table::{Entry, Table, name_of, one_of};

/// Settings of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Library {
    /// Minutes between refreshes that nobody asks for; 0 for none.
    pub refresh_every: u16,
    /// When an article counts as read.
    pub mark_read: MarkRead,
    /// How lists are ordered.
    pub order: SortBy,
    /// Whether articles are analysed before they are opened.
    pub analyse_ahead: bool,
}

impl Library {
    /// The minutes that can be set: up to a week.
    pub const MINUTES: std::ops::RangeInclusive<u16> = 0..=10_080;
}

/// When an article counts as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkRead {
    /// Once it is opened.
    Open,
    /// Once its end was on the screen.
    End,
}

impl MarkRead {
    const ALL: [(&str, Self); 2] = [("open", Self::Open), ("end", Self::End)];

    pub(super) fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        one_of(entry, &Self::ALL)
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }
}

/// What lists are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// Date, the newest first.
    Newest,
    /// Date, the oldest first.
    Oldest,
    /// Headline.
    Title,
    /// Feed, then the newest first.
    Feed,
}

impl SortBy {
    const ALL: [(&str, Self); 4] = [
        ("newest", Self::Newest),
        ("oldest", Self::Oldest),
        ("title", Self::Title),
        ("feed", Self::Feed),
    ];

    pub(super) fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        one_of(entry, &Self::ALL)
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }
}

/// A rule that hides articles from all lists but the one of hidden articles.
#[derive(Debug, Clone)]
pub struct Hide {
    /// Where the expression is looked for.
    pub field: HideField,
    /// The expression. Capitals and small letters are the same to it unless it says `(?-i)`.
    pub expression: Regex,
    /// The one subscription it is for, by name or address; `None` for all.
    pub feed: Option<String>,
}

impl PartialEq for Hide {
    fn eq(&self, other: &Self) -> bool {
        let parts = |rule: &Self| (rule.field, rule.feed.clone());
        parts(self) == parts(other) && self.expression.as_str() == other.expression.as_str()
    }
}

impl Eq for Hide {}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HideField {
    /// The headline.
    Title,
    /// Who wrote it.
    Author,
    /// The text.
    Content,
}

impl HideField {
    const ALL: [(&str, Self); 3] = [
        ("title", Self::Title),
        ("author", Self::Author),
        ("content", Self::Content),
    ];

    /// The name of the field.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }
}

impl Hide {
    /// The rules of a list of tables.
    pub(super) fn read(entry: &Entry<'_>) -> Result<Vec<Self>, ConfigError> {
        let tables = entry.each_table("a list of rules: write [[hide]] above each")?;
        let rule = |table: &Table<'_>| Self::of(table).map_err(|error| table.blame(error));
        tables.iter().map(rule).collect()
    }

    fn of(table: &Table<'_>) -> Result<Self, ConfigError> {
        table.only(&["title", "author", "content", "feed"])?;
        let fields = HideField::ALL.iter();
        let mut given = fields.filter_map(|(name, field)| Some((*field, table.get(name)?)));
        let Some((field, entry)) = given.next() else {
            return Err(table.error(
                "a rule in [[hide]] needs \"title\", \"author\" or \"content\": the expression to look for"
                    .to_owned(),
            ));
        };
        if let Some((_, second)) = given.next() {
            return Err(second.error(format!(
                "a rule in [[hide]] looks at one thing: write another [[hide]] for \"{}\"",
                second.key
            )));
        }
        let written = entry.string("a regular expression")?;
        if written.is_empty() {
            return Err(entry.error("an empty expression would hide every article".to_owned()));
        }
        let expression = RegexBuilder::new(written)
            .case_insensitive(true)
            .build()
            .map_err(|error| entry.error(in_words(written, &error)))?;
        let feed = match table.get("feed") {
            Some(feed) => Some(feed.string("the name or address of a feed")?.to_owned()),
            None => None,
        };
        Ok(Self {
            field,
            expression,
            feed,
        })
    }
}

/// Why `written` is no regular expression, on one line: the last line of what the parser says holds
/// the reason, those before draw the place.
fn in_words(written: &str, error: &regex::Error) -> String {
    let whole = error.to_string();
    let reason = whole.lines().last().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    format!("\"{written}\" is no regular expression: {reason}")
}

/// The settings as the part of a configuration file that would give them.
pub(super) fn write(library: &Library, rules: &[Hide], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let Library {
        refresh_every,
        mark_read,
        order,
        analyse_ahead,
    } = library;
    writeln!(
        f,
        "\n[library]\nrefresh_every = {refresh_every}\nmark_read = {}\norder = {}\nanalyse_ahead = {analyse_ahead}",
        quoted(mark_read.as_str()),
        quoted(order.as_str())
    )?;
    for rule in rules {
        let expression = quoted(rule.expression.as_str());
        writeln!(f, "\n[[hide]]\n{} = {expression}", rule.field.as_str())?;
        if let Some(feed) = &rule.feed {
            writeln!(f, "feed = {}", quoted(feed))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn complaint(text: &str) -> String {
        Settings::parse("my.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn nothing_is_fetched_or_hidden_unless_asked_for() {
        let defaults = Settings::defaults().unwrap();
        assert_eq!(defaults.library.refresh_every, 0);
        assert_eq!(defaults.library.mark_read, MarkRead::Open);
        assert_eq!(defaults.library.order, SortBy::Newest);
        assert!(defaults.library.analyse_ahead);
        assert_eq!(defaults.hide, []);
    }

    #[test]
    fn rules_are_read_in_their_order() {
        let text = "[library]\nmark_read = 'end'\norder = 'oldest'\nrefresh_every = 30\n\
                    analyse_ahead = false\n\
                    [[hide]]\ntitle = 'horo(scope)?s'\nfeed = 'The Daily'\n\
                    [[hide]]\nauthor = '(?-i)PR Desk'\n";
        let settings = Settings::parse("my.toml", text).unwrap();
        assert_eq!(settings.library.mark_read, MarkRead::End);
        assert_eq!(settings.library.order, SortBy::Oldest);
        assert_eq!(settings.library.refresh_every, 30);
        assert!(!settings.library.analyse_ahead);
        let [title, author] = &settings.hide[..] else {
            panic!("{:?}", settings.hide)
        };
        assert!(title.expression.is_match("Your Horoscopes"));
        assert_eq!(title.feed.as_deref(), Some("The Daily"));
        assert_eq!(author.field, HideField::Author);
        assert!(!author.expression.is_match("pr desk"));
        let again = Settings::parse("again.toml", &settings.to_string()).unwrap();
        assert_eq!(
            (again.library, again.hide),
            (settings.library, settings.hide)
        );
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_said_with_its_line() {
        for (text, message) in [
            (
                "[[hide]]\ntitle = 'a'\n\n[[hide]]\nfeed = 'b'",
                "my.toml:4: a rule in [[hide]] needs \"title\", \"author\" or \"content\": the \
                 expression to look for",
            ),
            (
                "[[hide]]\ntitle = 'a'\ncontent = 'b'",
                "my.toml:3: a rule in [[hide]] looks at one thing: write another [[hide]] for \
                 \"content\"",
            ),
            (
                "[[hide]]\ntitle = '('",
                "my.toml:2: \"(\" is no regular expression: unclosed group",
            ),
            (
                "[[hide]]\ntitle = ''",
                "my.toml:2: an empty expression would hide every article",
            ),
            (
                "[[hide]]\ntitel = 'a'",
                "my.toml:2: unknown key \"titel\" in [hide]: did you mean \"title\"?",
            ),
            (
                "hide = 'a'",
                "my.toml:1: \"hide\" must be a list of rules: write [[hide]] above each, not \"a\"",
            ),
            (
                "[library]\nmark_read = 'never'",
                "my.toml:2: \"library.mark_read\" must be one of \"open\", \"end\", not \"never\"",
            ),
            (
                "[library]\nrefresh_every = 99999",
                "my.toml:2: \"library.refresh_every\" must be a whole number from 0 to 10080, not \
                 99999",
            ),
        ] {
            assert_eq!(complaint(text), message);
        }
    }
}
