//! What the program finds out, unless the person says what it is.

use super::error::ConfigError;
use super::table::{Entry, name_of, named, one_of};

/// A setting of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<T> {
    /// It is to be found out.
    Auto,
    /// It is this.
    Fixed(T),
}

/// What the person can say it is.
pub trait Named: Copy + PartialEq + 'static {
    /// The two that there are, by their names.
    const BOTH: [(&'static str, Self); 2];
}

impl<T: Named> Choice<T> {
    const ALL: [(&'static str, Self); 3] = [
        ("auto", Self::Auto),
        (T::BOTH[0].0, Self::Fixed(T::BOTH[0].1)),
        (T::BOTH[1].0, Self::Fixed(T::BOTH[1].1)),
    ];

    /// The names of the choices.
    pub const NAMES: [&'static str; 3] = ["auto", T::BOTH[0].0, T::BOTH[1].0];

    /// The choice that is written `name`.
    pub fn parse(name: &str) -> Option<Self> {
        named(name, &Self::ALL)
    }

    pub(super) fn read(entry: &Entry<'_>) -> Result<Self, ConfigError> {
        one_of(entry, &Self::ALL)
    }

    /// The name of the choice.
    pub fn as_str(self) -> &'static str {
        name_of(self, &Self::ALL)
    }
}
