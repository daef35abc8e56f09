//! Titles as they are sorted.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// As many characters as tell two titles apart.
const LENGTH: usize = 40;

/// `title` for sorting: without case, accents and marks that it begins with.
pub(super) fn sort_key(title: &str) -> String {
    title
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .skip_while(|c| !c.is_alphanumeric())
        .take(LENGTH)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn case_accents_and_opening_marks_do_not_count() {
        for (title, key) in [
            ("“Élan” returns", "elan” returns"),
            ("  Über alles", "uber alles"),
            ("…", ""),
        ] {
            assert_eq!(sort_key(title), key);
        }
    }
}
