//! What can be read of a damaged file, row by row, into a new library.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::table::{MOST, Table};
use crate::model::Article;
use crate::store::error::Result;
use crate::store::salvage::{Column, Forest, Row, Shape};

/// The tables that are copied. The others are made of them.
const TABLES: [&str; 14] = [
    "meta",
    "feed",
    "feed_tag",
    "rule",
    "model",
    "article",
    "tag",
    "arrived",
    "body",
    "own_body",
    "place",
    "annotation",
    "correction",
    "search",
];

/// The tables whose rows look like no other's, so that they are known wherever they stand. Those of
/// `annotation` look like those of `rule` and `model`, but these have a page or two.
const KNOWN: [&str; 6] = [
    "feed",
    "article",
    "arrived",
    "place",
    "annotation",
    "correction",
];

/// What is known of the damaged file besides its rows.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// What may not have come whole, in words.
    pub perhaps_missing: BTreeSet<&'static str>,
    /// The highest numbers that were given.
    pub highest: Highest,
}

/// The highest numbers that articles and subscriptions had, as none is given twice.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Highest {
    pub article: i64,
    pub feed: i64,
}

/// Copies all that can be read in `forest` into the empty library at `new`.
pub(super) fn gather(forest: &mut Forest, new: &Connection) -> Result<Gathered> {
    let mut perhaps_missing = BTreeSet::new();
    let mut roots = roots(forest, new)?;
    let mut given = Given::read(forest, roots.remove("sqlite_sequence"));
    for name in TABLES {
        let mut table = Table::of(new, name)?;
        let shape = table.shape.clone();
        let gaps = match roots.remove(name) {
            Some(root) => {
                let mut walk = forest.walk(root, &shape);
                let mut unfit = 0;
                for row in walk.by_ref() {
                    unfit += usize::from(!table.put(row)?);
                }
                walk.gaps + unfit
            }
            None => 1,
        };
        // The labels of articles stand in the file twice.
        let missing = match name {
            "tag" if gaps > 0 => labels_of(forest, roots.get("tags_of"), &mut table)?,
            _ => gaps > 0,
        };
        if missing && !given.counts(name) {
            perhaps_missing.extend(in_words(name));
        }
    }
    given.compare(new)?;
    for table in given.let_go(new)? {
        perhaps_missing.extend(in_words(table));
    }
    for table in &given.disbelieved {
        perhaps_missing.extend(in_words(table));
    }
    for root in roots.into_values() {
        forest.pass(root);
    }
    forest.pass_free();
    let mut known = Vec::new();
    for name in KNOWN {
        known.push(Table::of(new, name)?);
    }
    let shapes: Vec<Shape> = known.iter().map(|table| table.shape.clone()).collect();
    for (at, row) in forest.strays(&shapes) {
        if given.has(KNOWN[at], &row) {
            known[at].put(row)?;
        }
    }
    let mut texts = (Table::of(new, "body")?, Table::of(new, "own_body")?);
    let shape = texts.0.shape.clone();
    for (_, row) in forest.strays(std::slice::from_ref(&shape)) {
        if !given.has("body", &row) {
            continue;
        }
        if is_shown(new, &row)? {
            texts.0.put(row)?;
        } else {
            texts.1.put(row)?;
        }
    }
    let highest = given.highest(new)?;
    // Numbers that were lost are not given again either.
    new.execute("DELETE FROM sqlite_sequence", [])?;
    new.execute(
        "INSERT INTO sqlite_sequence (name, seq) VALUES ('article', ?1), ('feed', ?2)",
        (highest.article, highest.feed),
    )?;
    Ok(Gathered {
        perhaps_missing,
        highest,
    })
}

/// The highest numbers that were given, where the file still tells them.
#[derive(Default)]
struct Given {
    article: Option<i64>,
    feed: Option<i64>,
    /// The tables of which it tells what cannot be.
    disbelieved: BTreeSet<&'static str>,
}

/// An article takes more bytes than this, and a subscription too.
const LEAST: u64 = 64;

/// The tables whose rows have the number of an article.
const BY_ARTICLE: [(&str, &str); 5] = [
    ("article", "id"),
    ("body", "article"),
    ("own_body", "article"),
    ("place", "article"),
    ("annotation", "article"),
];

/// Where the numbers of articles and of subscriptions stand, each at least twice.
const ARTICLES: &str = "SELECT id AS n FROM article UNION ALL SELECT article FROM body
     UNION ALL SELECT article FROM arrived";
const FEEDS: &str = "SELECT id AS n FROM feed UNION ALL SELECT feed FROM article UNION ALL SELECT feed FROM arrived";

/// The highest number that two rows tell: one alone may be damaged.
fn told_twice(new: &Connection, numbers: &str) -> Result<i64> {
    let sql = format!(
        "SELECT ifnull(max(n), 0) FROM (SELECT n FROM ({numbers}) WHERE n BETWEEN 1 AND ?1
         GROUP BY n HAVING count(*) > 1)"
    );
    Ok(new.query_row(&sql, [MOST], |row| row.get(0))?)
}

impl Given {
    /// Reads them from the tree in which SQLite keeps them.
    fn read(forest: &mut Forest, root: Option<u32>) -> Self {
        let shape = Shape {
            index: false,
            columns: vec![
                Column::Text { null: false },
                Column::Integer { null: false },
            ],
        };
        let mut given = Self::default();
        let most = i64::try_from(forest.bytes() / LEAST).unwrap_or(MOST);
        let rows = root.map(|root| forest.walk(root, &shape));
        for row in rows.into_iter().flatten() {
            if let [Value::Text(name), Value::Integer(highest)] = &row.values[..] {
                let (table, place) = match name.as_str() {
                    "article" => ("article", &mut given.article),
                    "feed" => ("feed", &mut given.feed),
                    _ => continue,
                };
                if (1..=most).contains(highest) {
                    *place = Some(*highest);
                } else {
                    given.disbelieved.insert(table);
                }
            }
        }
        given
    }

    /// Disbelieves them where the rows of the trees tell of higher ones.
    fn compare(&mut self, new: &Connection) -> Result<()> {
        for (table, given, numbers) in [
            ("article", &mut self.article, ARTICLES),
            ("feed", &mut self.feed, FEEDS),
        ] {
            let told = told_twice(new, numbers)?;
            if given.is_some_and(|highest| highest < told) {
                *given = None;
                self.disbelieved.insert(table);
            }
        }
        Ok(())
    }

    /// Lets rows go whose number was never given: it is damaged. Gives the tables that had some.
    fn let_go(&self, new: &Connection) -> Result<Vec<&'static str>> {
        let mut had = Vec::new();
        let of_feeds = self.feed.map(|highest| ("feed", "id", highest));
        let of_articles = self.article.into_iter().flat_map(|highest| {
            let with = move |(table, column)| (table, column, highest);
            BY_ARTICLE.into_iter().map(with)
        });
        for (table, column, highest) in of_feeds.into_iter().chain(of_articles) {
            let sql = format!("DELETE FROM {table} WHERE {column} > ?1");
            if new.execute(&sql, [highest])? > 0 && !self.counts(table) {
                had.push(table);
            }
        }
        Ok(had)
    }

    /// Whether a row of a table that no tree leads to has a number that was given.
    fn has(&self, table: &str, row: &Row) -> bool {
        let highest = match table {
            "feed" => self.feed,
            "article" | "body" | "own_body" | "place" | "annotation" => self.article,
            _ => None,
        };
        highest.is_none_or(|highest| row.key <= highest)
    }

    /// Whether they tell how many rows of a table are lost.
    fn counts(&self, table: &str) -> bool {
        match table {
            "feed" => self.feed.is_some(),
            "article" => self.article.is_some(),
            _ => false,
        }
    }

    /// The highest numbers; where the file does not tell them, those that came.
    fn highest(&self, new: &Connection) -> Result<Highest> {
        let seen = |own: &str, numbers: &str| -> Result<i64> {
            let sql = format!("SELECT ifnull(max(n), 0) FROM ({own})");
            let own: i64 = new.query_row(&sql, [], |row| row.get(0))?;
            Ok(own.max(told_twice(new, numbers)?))
        };
        let articles = "SELECT id AS n FROM article UNION ALL SELECT article FROM body";
        Ok(Highest {
            article: match self.article {
                Some(given) => given,
                None => seen(articles, ARTICLES)?,
            },
            feed: match self.feed {
                Some(given) => given,
                None => seen("SELECT id AS n FROM feed", FEEDS)?,
            },
        })
    }
}

/// What stands in a table, where nothing else tells how much of it is lost, and nobody can make it
/// anew.
pub(super) fn in_words(table: &str) -> Option<&'static str> {
    Some(match table {
        "feed" => "subscriptions",
        "feed_tag" => "labels of subscriptions",
        "article" => "articles",
        "tag" => "labels",
        "own_body" => "what feeds gave of articles that have their full text",
        "place" => "places in articles",
        "correction" => "corrections",
        "search" => "saved searches",
        _ => return None,
    })
}

/// Where the trees of the file begin. Where it does not tell that whole, what is missing is taken
/// from the new library: the same script has made both.
fn roots(forest: &mut Forest, new: &Connection) -> Result<BTreeMap<String, u32>> {
    let (told, gaps) = forest.roots();
    let mut roots = BTreeMap::new();
    if gaps > 0 {
        let mut own = new.prepare("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")?;
        let own = own.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        roots = own.collect::<rusqlite::Result<_>>()?;
    }
    roots.extend(told.into_iter().filter(|(_, root)| *root > 0));
    Ok(roots)
}

/// Copies the labels of articles from the index that has them the other way round. Gives whether some
/// may be missing there too.
fn labels_of(forest: &mut Forest, root: Option<&u32>, table: &mut Table<'_>) -> Result<bool> {
    let Some(&root) = root else {
        return Ok(true);
    };
    let mut shape = table.shape.clone();
    shape.columns.reverse();
    let mut walk = forest.walk(root, &shape);
    for mut row in walk.by_ref() {
        row.values.reverse();
        table.put(row)?;
    }
    Ok(walk.gaps > 0)
}

/// Whether a text on a page that no tree leads to is what is shown of its article: that has as many
/// words as the article's row says.
fn is_shown(new: &Connection, row: &Row) -> Result<bool> {
    let words: Option<i64> = new
        .prepare("SELECT words FROM article WHERE id = ?1")?
        .query_row([row.key], |row| row.get(0))
        .optional()?;
    let [_, Value::Text(text), Value::Text(form)] = &row.values[..] else {
        return Ok(false);
    };
    let Ok(form) = serde_json::from_str::<Article>(form) else {
        return Ok(false);
    };
    let text = text.as_str().into();
    let count = Article { text, ..form }.word_count();
    Ok(words.is_none_or(|words| i64::try_from(count) == Ok(words)))
}
