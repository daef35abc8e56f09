//! Beginnings of words that are too common to be looked up.

use rusqlite::Connection;

use super::query::{Condition, Field, Phrase, Query};
use crate::store::error::Result;
use crate::text::Folded;

/// The index is read at so many places for the words with one beginning, and no more: some 15 ms.
const MOST_PLACES: usize = 200_000;

/// The number of articles for which that holds; in a larger library it may be more in proportion.
const ARTICLES: usize = 50_000;

/// By so many articles, those that came last, it is told how common a beginning is.
const SAMPLE: usize = 100;

/// `query` without beginnings so common that it would take too long to look up all words that have
/// them, as "t". One that nearly all articles have ("mexico t") tells none from another, and is passed
/// over; what is left of the others is a whole word. Both become what was meant while more is typed.
pub(super) fn without_common_beginnings(connection: &Connection, query: &Query) -> Result<Query> {
    let mut query = query.clone();
    if !query.texts_mut().any(|phrase| phrase.is_prefix()) {
        return Ok(query);
    }
    let sample = Sample::take(connection)?;
    for term in query.all.iter_mut().flat_map(|any| &mut any.0) {
        if let Condition::Words(Field::Anywhere, phrase) = &mut term.condition
            && sample.of(phrase) == Share::NearlyAll
            && !phrase.drop_last()
        {
            term.condition = Condition::Anything;
        }
    }
    for phrase in query.texts_mut() {
        if sample.of(phrase) != Share::Few {
            phrase.end_word();
        }
    }
    Ok(query)
}

/// How many have a word that begins as a phrase ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// Few enough to look up all these words.
    Few,
    /// Too many places.
    Many,
    /// Too many places, and nine of ten articles.
    NearlyAll,
}

/// Some articles, and how many there are.
struct Sample {
    texts: Vec<Folded>,
    articles: usize,
}

impl Sample {
    fn take(connection: &Connection) -> Result<Self> {
        let articles =
            connection.query_row("SELECT ifnull(max(article), 0) FROM body", [], |row| {
                row.get::<_, i64>(0)
            })?;
        let mut newest =
            connection.prepare("SELECT text FROM body ORDER BY article DESC LIMIT ?1")?;
        let texts = newest.query_map([i64::try_from(SAMPLE).unwrap_or(i64::MAX)], |row| {
            Ok(Folded::new(row.get_ref(0)?.as_str()?))
        })?;
        Ok(Self {
            texts: texts.collect::<rusqlite::Result<_>>()?,
            articles: usize::try_from(articles).unwrap_or_default(),
        })
    }

    fn of(&self, phrase: &Phrase) -> Share {
        let Some(beginning) = phrase.words().last().filter(|_| phrase.is_prefix()) else {
            return Share::Few;
        };
        let (mut places, mut having) = (0, 0);
        for text in &self.texts {
            let words = text.words().iter().map(|word| text.word(word));
            let begun = words.filter(|word| word.starts_with(beginning.as_str()));
            let here = begun.count();
            places += here;
            having += usize::from(here > 0);
        }
        let all = places * self.articles.min(ARTICLES) / self.texts.len().max(1);
        if all <= MOST_PLACES {
            Share::Few
        } else if having * 10 >= self.texts.len() * 9 {
            Share::NearlyAll
        } else {
            Share::Many
        }
    }
}
