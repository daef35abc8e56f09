//! A table of the library, as its rows stand in a file and as they are put into another.

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, Statement, params_from_iter};

use crate::model::Correction;
use crate::store::error::Result;
use crate::store::salvage::{Column, Row, Shape};

/// The greatest number that a row can have: what is made of it in the indices of words still is one.
pub(super) const MOST: i64 = i64::MAX >> 17;

/// A table.
pub(super) struct Table<'c> {
    name: &'static str,
    /// What its rows look like.
    pub shape: Shape,
    insert: Statement<'c>,
}

impl<'c> Table<'c> {
    /// The table with that name, as the library at `connection` has it.
    pub fn of(connection: &'c Connection, name: &'static str) -> Result<Self> {
        let index: bool = connection.query_row(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
            [name],
            |row| row.get(0),
        )?;
        // Without a number of their own rows stand in the order of their key, which comes first.
        let mut columns = connection.prepare(
            "SELECT name, type, \"notnull\" = 0 AND pk = 0, pk > 0 FROM pragma_table_info(?1)
             ORDER BY CASE WHEN ?2 AND pk > 0 THEN pk ELSE 1000 + cid END",
        )?;
        let columns = columns.query_map((name, index), |row| {
            let (kind, null): (String, bool) = (row.get(1)?, row.get(2)?);
            let column = match kind.as_str() {
                "INTEGER" if !index && row.get(3)? => Column::Key,
                "INTEGER" => Column::Integer { null },
                _ => Column::Text { null },
            };
            Ok((row.get::<_, String>(0)?, column))
        })?;
        let (names, columns): (Vec<_>, Vec<_>) = columns
            .collect::<rusqlite::Result<Vec<_>>>()?
            .into_iter()
            .unzip();
        let marks = vec!["?"; names.len()].join(", ");
        Ok(Self {
            name,
            shape: Shape { index, columns },
            insert: connection.prepare(&format!(
                "INSERT OR IGNORE INTO {name} ({}) VALUES ({marks})",
                names.join(", ")
            ))?,
        })
    }

    /// Puts a row of this shape into the table, unless one with its number or key is there. Gives
    /// whether it can be a row of the table.
    pub fn put(&mut self, row: Row) -> Result<bool> {
        let is_key = |column: &Column| *column == Column::Key;
        let numbered = self.shape.columns.iter().any(is_key);
        if (numbered && !(1..=MOST).contains(&row.key)) || !self.is_readable(&row) {
            return Ok(false);
        }
        let each = row.values.into_iter().zip(&self.shape.columns);
        let values = each.map(|(value, column)| match column {
            Column::Key => Value::Integer(row.key),
            _ => value,
        });
        match self.insert.execute(params_from_iter(values)) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Ok(false)
            }
            done => Ok(done.map(|_| true)?),
        }
    }

    /// Whether a row says something: one correction that does not would have all others of its
    /// article unreadable.
    fn is_readable(&self, row: &Row) -> bool {
        match (self.name, &row.values[..]) {
            ("correction", [_, _, Value::Text(words), _]) => {
                serde_json::from_str::<Correction>(words).is_ok()
            }
            _ => true,
        }
    }
}
