//! General words of English that tell names from what stands beside them.
//!
//! All functions take one word in lower case, without a final full stop, unless they say
//! otherwise. The lists are closed classes (function words, months) or the usual head words of
//! news English; no list holds the name of anybody or anything.

/// A list of words, many a line.
macro_rules! words {
    ($($word:literal)*) => { &[$($word),*] };
}

mod context;
mod function;
mod heads;
mod people;

pub(super) use context::*;
pub(super) use function::*;
pub(super) use heads::*;
pub use people::{is_role, is_title, title_gender};
pub(super) use people::{is_role_lower, is_title_lower, opens_title};

/// Whether the sorted `list` holds `word`.
fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted() {
        for room in [context::LISTS, function::LISTS, heads::LISTS, people::LISTS] {
            for list in room {
                assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            }
        }
    }

    #[test]
    fn titles_and_roles_are_told_however_they_are_written() {
        assert!(is_title("Sen.") && is_title("Ayatollah") && !is_title("Table"));
        assert!(is_role("spokesmen") && is_role("Economists") && !is_role("tables"));
    }
}
