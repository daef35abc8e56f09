//! A row as it is written: what kind each value is, then the values.

use rusqlite::types::Value;

/// What the rows of a table look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Shape {
    /// Whether the rows stand in an index, or in a table that has nothing but its index.
    pub index: bool,
    /// Each value in the order in which it is written.
    pub columns: Vec<Column>,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Column {
    /// The row's number, which is not written among the values.
    Key,
    /// A whole number, or nothing where that is allowed.
    Integer { null: bool },
    /// Text, or nothing where that is allowed.
    Text { null: bool },
}

impl Column {
    /// Whether a value of this kind can stand in it.
    fn takes(self, kind: i64) -> bool {
        match self {
            Self::Key => kind == 0,
            Self::Integer { null } => matches!(kind, 1..=6 | 8 | 9) || (null && kind == 0),
            Self::Text { null } => (kind >= 13 && kind % 2 == 1) || (null && kind == 0),
        }
    }
}

/// The kinds of a row's values.
pub(super) struct Kinds {
    kinds: Vec<i64>,
    /// How many bytes stand before the values.
    before: usize,
}

impl Kinds {
    /// Reads them from the beginning of a row.
    pub fn read(row: &[u8]) -> Option<Self> {
        let (before, rest) = varint(row)?;
        let before = usize::try_from(before).ok()?;
        let own = before.checked_sub(row.len() - rest.len())?;
        let mut rest = rest.get(..own)?;
        let mut kinds = Vec::new();
        while !rest.is_empty() {
            let kind;
            (kind, rest) = varint(rest)?;
            kinds.push(kind);
        }
        Some(Self { kinds, before })
    }

    /// Whether these are the kinds of a row of that shape.
    pub fn fit(&self, shape: &Shape) -> bool {
        let each = self.kinds.iter().zip(&shape.columns);
        self.kinds.len() == shape.columns.len() && each.into_iter().all(|(&k, c)| c.takes(k))
    }

    /// The values of a row; `None` where they do not fill it, or are nothing that was written here.
    pub fn values(&self, row: &[u8]) -> Option<Vec<Value>> {
        let mut rest = row.get(self.before..)?;
        let mut values = Vec::with_capacity(self.kinds.len());
        for &kind in &self.kinds {
            let (own, after) = rest.split_at_checked(width(kind)?)?;
            values.push(value(kind, own)?);
            rest = after;
        }
        rest.is_empty().then_some(values)
    }
}

/// How many bytes a value of this kind takes; `None` for kinds that no table of the library has.
fn width(kind: i64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 => Some(8),
        13.. if kind % 2 == 1 => usize::try_from((kind - 13) / 2).ok(),
        _ => None,
    }
}

fn value(kind: i64, bytes: &[u8]) -> Option<Value> {
    Some(match kind {
        0 => Value::Null,
        8 | 9 => Value::Integer(kind - 8),
        1..=6 => {
            let negative = bytes.first()? & 0x80 != 0;
            let sign = if negative { -1 } else { 0 };
            let add = |number, &byte| number << 8 | i64::from(byte);
            Value::Integer(bytes.iter().fold(sign, add))
        }
        _ => {
            // No text in the library holds a zero: it stands where the disk gave nothing.
            let text = std::str::from_utf8(bytes).ok()?;
            (!text.contains('\0')).then(|| Value::Text(text.to_owned()))?
        }
    })
}

/// The number of one to nine bytes at the beginning of `bytes`, and what follows it.
pub(super) fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut number = 0_i64;
    for (at, &byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some((number << 8 | i64::from(byte), &bytes[9..]));
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_are_read() {
        for (bytes, number) in [
            (&[0x00][..], 0),
            (&[0x7f], 127),
            (&[0x81, 0x00], 128),
            (&[0xff; 9], -1),
        ] {
            assert_eq!(varint(bytes), Some((number, &[][..])));
        }
        assert_eq!(varint(&[0x81]), None, "cut off");
        assert_eq!(varint(&[]), None);
    }

    #[test]
    fn a_row_is_read_only_where_it_is_whole() {
        // NULL, 1, -2 in two bytes, "ab".
        let row = [5, 0, 9, 2, 17, 0xff, 0xfe, b'a', b'b'];
        let values = |row: &[u8]| Kinds::read(row)?.values(row);
        assert_eq!(
            values(&row),
            Some(vec![
                Value::Null,
                Value::Integer(1),
                Value::Integer(-2),
                Value::Text("ab".to_owned())
            ])
        );
        for length in 0..row.len() {
            assert_eq!(values(&row[..length]), None, "{length}");
        }
        assert_eq!(values(&[2, 15, 0]), None, "a zero in a text");
        assert_eq!(values(&[2, 15, 0xff]), None, "no text");
        assert_eq!(values(&[2, 11, 1]), None, "a kind that there is not");
    }
}
