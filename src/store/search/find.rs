//! Which articles a search finds, in order.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Zoned;
use rusqlite::{Connection, Row, params_from_iter};

use super::common::without_common_beginnings;
use super::feeds::Feeds;
use super::query::{Condition, Field, Phrase, Query};
use super::sql::Source;
use crate::model::Order;
use crate::store::error::Result;
use crate::store::label::Labels;
use crate::store::sort_key::sort_key;
use crate::text::Folded;

/// Of more hits than this only those are listed that came last, for [`Order::Oldest`] first. It
/// bounds the time that any search takes, and nobody goes through so many.
pub const MOST_HITS: usize = 5_000;

/// The articles that `query` finds, in this order.
///
/// [`Order::Best`]: the more of what is looked for stands in the headline, the better; of those that
/// are equal in this the newer is the better.
pub(super) fn find(connection: &Connection, query: &Query, order: Order) -> Result<Vec<i64>> {
    if query.all.is_empty() {
        return Ok(Vec::new());
    }
    let narrowed = without_common_beginnings(connection, query)?;
    let source = Source::new(&narrowed, &Feeds::load(connection)?, &Zoned::now());
    let hits = Hits { connection, source };
    match order {
        Order::Newest => hits.in_order("0", NEWEST),
        Order::Oldest => hits.in_order("0", OLDEST),
        Order::Title => hits.in_order("a.title_key", &format!("fact ASC, {NEWEST}")),
        Order::Feed => {
            let mut all = hits.sorted("a.feed", NEWEST, |row| row.get::<_, i64>(1))?;
            let mut labels = Labels::new(connection)?;
            let mut names = HashMap::new();
            for (_, feed) in &all {
                if !names.contains_key(feed) {
                    names.insert(*feed, sort_key(&labels.of(*feed)?));
                }
            }
            all.sort_by_key(|(_, feed)| (names.get(feed), *feed));
            Ok(all.iter().map(|(id, _)| *id).collect())
        }
        Order::Best => {
            let wanted = wanted_in_headline(query);
            let rank = |row: &Row<'_>| {
                let title = row.get_ref(1)?.as_str()?;
                Ok(Reverse(in_headline(&wanted, title)))
            };
            let mut all = hits.sorted("a.title", NEWEST, rank)?;
            all.sort_by_key(|(_, rank)| *rank);
            Ok(all.iter().map(|(id, _)| *id).collect())
        }
    }
}

/// How many of the articles that `query` finds are unread: of the [`MOST_HITS`] that came last, and
/// counted up to `most`.
pub(super) fn unread(connection: &Connection, query: &Query, most: usize) -> Result<usize> {
    if query.all.is_empty() {
        return Ok(0);
    }
    let narrowed = without_common_beginnings(connection, query)?;
    let Source {
        sql,
        values,
        number,
    } = Source::new(&narrowed, &Feeds::load(connection)?, &Zoned::now());
    let sql = format!(
        "SELECT count(*) FROM (
             SELECT 1 FROM (SELECT a.read AS read {sql} ORDER BY {number} DESC LIMIT {MOST_HITS})
             WHERE read = 0 LIMIT {most}
         )"
    );
    let count: i64 = connection
        .prepare(&sql)?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Of one date in the order in which they came, as feeds have the newest first.
const NEWEST: &str = "date DESC, id ASC";
const OLDEST: &str = "date ASC, id DESC";

/// The hits of a search.
struct Hits<'a> {
    connection: &'a Connection,
    source: Source,
}

impl Hits<'_> {
    /// Their numbers in this order, in which the second column is called `fact`.
    fn in_order(&self, fact: &str, order: &str) -> Result<Vec<i64>> {
        let all = self.sorted(fact, order, |_| Ok(()))?;
        Ok(all.into_iter().map(|(id, ())| id).collect())
    }

    /// Their numbers with what `read` makes of `fact`, the second column, in this order.
    fn sorted<T>(
        &self,
        fact: &str,
        order: &str,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<(i64, T)>> {
        let Source {
            sql,
            values,
            number,
        } = &self.source;
        let came = if order == OLDEST { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT id, fact FROM (
                 SELECT a.id AS id, a.date AS date, {fact} AS fact {sql}
                 ORDER BY {number} {came} LIMIT {MOST_HITS}
             ) ORDER BY {order}"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, read(row)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The words that make an article better where they stand in its headline.
fn wanted_in_headline(query: &Query) -> Vec<&Phrase> {
    let words = query.wanted().filter_map(|condition| match condition {
        Condition::Words(Field::Anywhere | Field::Title, phrase) => Some(phrase),
        _ => None,
    });
    words.collect()
}

fn in_headline(wanted: &[&Phrase], headline: &str) -> usize {
    if wanted.is_empty() {
        return 0;
    }
    let headline = Folded::new(headline);
    wanted
        .iter()
        .filter(|phrase| phrase.is_in(&headline))
        .count()
}
