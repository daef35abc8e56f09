//! TOML tables whose complaints name the file, the line and what was meant.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::error::{ConfigError, Spot};

/// A parsed TOML file.
pub(super) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses `text`, which stands in `file`.
    pub fn parse(file: &'a str, text: &'a str) -> Result<Self, ConfigError> {
        // Editors on Windows put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { file, text, root }),
            Err(error) => {
                let at = error.span().map_or(text.len(), |span| span.start);
                Err(ConfigError::Invalid {
                    spot: spot(file, text, at),
                    message: format!("this is not TOML: {}", error.message()),
                })
            }
        }
    }

    /// Takes away the key or the item of a list that begins at `spot`. `false` where there is none.
    pub fn leave_out(&mut self, spot: &Spot) -> bool {
        spot.file == self.file && leave_out(self.root.get_mut(), spot.at)
    }

    /// The table that is the whole file.
    pub fn root(&self) -> Table<'_> {
        Table {
            file: self.file,
            text: self.text,
            name: String::new(),
            at: 0,
            entries: self.root.get_ref(),
        }
    }
}

fn leave_out(table: &mut DeTable<'_>, at: usize) -> bool {
    let here = table.keys().find(|key| key.span().start == at);
    if let Some(key) = here.map(|key| key.get_ref().to_string()) {
        return table.remove(key.as_str()).is_some();
    }
    table.iter_mut().any(|(_, value)| match value.get_mut() {
        DeValue::Table(inner) => leave_out(inner, at),
        DeValue::Array(items) => {
            if items.iter().any(|item| item.span().start == at) {
                let all = std::mem::replace(items, DeArray::new()).into_iter();
                *items = all.filter(|item| item.span().start != at).collect();
                return true;
            }
            items.iter_mut().any(|item| match item.get_mut() {
                DeValue::Table(inner) => leave_out(inner, at),
                _ => false,
            })
        }
        _ => false,
    })
}

/// A table and the name it has in the file.
pub(super) struct Table<'a> {
    file: &'a str,
    text: &'a str,
    name: String,
    at: usize,
    entries: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    /// The value of `key`, where there is one.
    pub fn get(&self, key: &str) -> Option<Entry<'a>> {
        let (key, value) = self.entries.get_key_value(key)?;
        Some(self.entry(key, value))
    }

    /// The value of `key`, which a file compiled in must have.
    pub fn need(&self, key: &str) -> Result<Entry<'a>, ConfigError> {
        self.get(key)
            .ok_or_else(|| self.error(format!("\"{key}\" is missing{}", self.whereabouts())))
    }

    /// All entries, ordered by key.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'a>> + '_ {
        self.entries
            .iter()
            .map(|(key, value)| self.entry(key, value))
    }

    /// Fails on the first line whose key is not one of `known`.
    pub fn only(&self, known: &[&str]) -> Result<(), ConfigError> {
        let unknown = self
            .entries
            .iter()
            .filter(|(key, _)| !known.contains(&key.get_ref().as_ref()))
            .min_by_key(|(key, _)| key.span().start);
        let Some((key, _)) = unknown else {
            return Ok(());
        };
        let hint = hint(key.get_ref(), known);
        Err(ConfigError::Invalid {
            spot: spot(self.file, self.text, key.span().start),
            message: format!(
                "unknown key \"{}\"{}: {hint}",
                key.get_ref(),
                self.whereabouts()
            ),
        })
    }

    /// A complaint about the table itself.
    pub fn error(&self, message: String) -> ConfigError {
        ConfigError::Invalid {
            spot: spot(self.file, self.text, self.at),
            message,
        }
    }

    /// What is wrong with a part of this table as a mistake of all of it.
    pub fn blame(&self, error: ConfigError) -> ConfigError {
        error.of_whole(self.at)
    }

    fn whereabouts(&self) -> String {
        if self.name.is_empty() {
            String::new()
        } else {
            format!(" in [{}]", self.name)
        }
    }

    fn entry(
        &self,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Entry<'a> {
        let name = if self.name.is_empty() {
            key.get_ref().to_string()
        } else {
            format!("{}.{}", self.name, key.get_ref())
        };
        Entry {
            file: self.file,
            text: self.text,
            key: key.get_ref(),
            name,
            at: key.span().start,
            value: value.get_ref(),
        }
    }
}

/// One key with its value.
pub(super) struct Entry<'a> {
    file: &'a str,
    text: &'a str,
    /// The key, without the tables around it.
    pub key: &'a str,
    name: String,
    at: usize,
    value: &'a DeValue<'a>,
}

impl<'a> Entry<'a> {
    /// The line of the key.
    pub fn spot(&self) -> Spot {
        spot(self.file, self.text, self.at)
    }

    /// A complaint about this entry.
    pub fn error(&self, message: String) -> ConfigError {
        ConfigError::Invalid {
            spot: self.spot(),
            message,
        }
    }

    /// What is wrong with a part of the value as a mistake of all of it.
    pub fn blame(&self, error: ConfigError) -> ConfigError {
        error.of_whole(self.at)
    }

    /// The value as true or false.
    pub fn bool(&self) -> Result<bool, ConfigError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.wrong("true or false"))
    }

    /// The value as a whole number in `range`.
    pub fn number<N>(&self, range: RangeInclusive<N>) -> Result<N, ConfigError>
    where
        N: Copy + PartialOrd + std::fmt::Display + TryFrom<u16>,
    {
        self.value
            .as_integer()
            .and_then(|i| u16::from_str_radix(i.as_str(), i.radix()).ok())
            .and_then(|i| N::try_from(i).ok())
            .filter(|n| range.contains(n))
            .ok_or_else(|| {
                let (low, high) = (range.start(), range.end());
                self.wrong(&format!("a whole number from {low} to {high}"))
            })
    }

    /// The value as a string; `expected` says what it stands for.
    pub fn string(&self, expected: &str) -> Result<&'a str, ConfigError> {
        self.value.as_str().ok_or_else(|| self.wrong(expected))
    }

    /// The value as a list of strings; `expected` says what they stand for.
    pub fn strings(&self, expected: &str) -> Result<Vec<&'a str>, ConfigError> {
        let list = self.value.as_array().and_then(|all| {
            all.iter()
                .map(|item| item.get_ref().as_str())
                .collect::<Option<Vec<_>>>()
        });
        list.ok_or_else(|| self.wrong(expected))
    }

    /// The value as a table.
    pub fn table(&self) -> Result<Table<'a>, ConfigError> {
        let entries = self.value.as_table().ok_or_else(|| self.wrong("a table"))?;
        Ok(self.inner(entries))
    }

    /// The value as a list of `count` tables.
    pub fn tables(&self, count: usize) -> Result<Vec<Table<'a>>, ConfigError> {
        let expected = format!("a list of {count} tables");
        let tables = self.each_table(&expected)?;
        if tables.len() == count {
            Ok(tables)
        } else {
            Err(self.wrong(&expected))
        }
    }

    /// The value as a list of tables, each with its own place; `expected` says what they stand for.
    pub fn each_table(&self, expected: &str) -> Result<Vec<Table<'a>>, ConfigError> {
        let all = self.value.as_array().ok_or_else(|| self.wrong(expected))?;
        let table = |item: &'a Spanned<DeValue<'a>>| {
            let entries = item.get_ref().as_table();
            entries.map(|entries| Table {
                at: item.span().start,
                ..self.inner(entries)
            })
        };
        let tables: Option<Vec<_>> = all.iter().map(table).collect();
        tables.ok_or_else(|| self.wrong(expected))
    }

    /// A complaint that the value is not what was `expected`.
    pub fn wrong(&self, expected: &str) -> ConfigError {
        let found = match self.value {
            DeValue::String(s) => format!("\"{s}\""),
            DeValue::Integer(i) => i.as_str().to_owned(),
            DeValue::Float(x) => x.as_str().to_owned(),
            DeValue::Boolean(b) => b.to_string(),
            DeValue::Datetime(d) => d.to_string(),
            DeValue::Array(_) => "another list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(format!("\"{}\" must be {expected}, not {found}", self.name))
    }

    fn inner(&self, entries: &'a DeTable<'a>) -> Table<'a> {
        Table {
            file: self.file,
            text: self.text,
            name: self.name.clone(),
            at: self.at,
            entries,
        }
    }
}

/// The value of `entry`, which must be the name of one of `all`.
pub(super) fn one_of<T: Copy>(entry: &Entry<'_>, all: &[(&str, T)]) -> Result<T, ConfigError> {
    let names: Vec<_> = all.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let expected = format!("one of {}", names.join(", "));
    let written = entry.string(&expected)?;
    named(written, all).ok_or_else(|| entry.wrong(&expected))
}

/// The one of `all` with this name.
pub(super) fn named<T: Copy>(name: &str, all: &[(&str, T)]) -> Option<T> {
    let found = all.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value)
}

/// The name of `value`.
pub(super) fn name_of<T: PartialEq>(value: T, all: &[(&'static str, T)]) -> &'static str {
    all.iter()
        .find(|(_, v)| *v == value)
        .map_or("", |(name, _)| name)
}

/// What may have been meant by `word`: the nearest of `known`, else all of them.
pub(super) fn hint(word: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(&word.to_lowercase(), k), *k))
        .min();
    match nearest {
        // A third of the letters wrong is another word.
        Some((distance, name)) if distance <= (name.chars().count() / 3).max(1) => {
            format!("did you mean \"{name}\"?")
        }
        _ if known.len() == 1 => format!("there is only {}", known.join("")),
        _ => format!("there are {}", known.join(", ")),
    }
}

fn spot(file: &str, text: &str, at: usize) -> Spot {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    Spot {
        file: file.to_owned(),
        at,
        line: before.iter().filter(|&&b| b == b'\n').count() + 1,
    }
}
