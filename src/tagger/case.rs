//! How a word is written: what lower-casing it takes away.

/// The class of `[CLS]` and `[SEP]`, which are no words.
pub const NO_WORD: usize = 0;

/// The case class of a word. The classes are the model's: their numbers are in its weights.
/// Letters that have no case count as lower.
pub fn class(word: &str) -> usize {
    if word.chars().any(char::is_numeric) {
        return 6; // has a digit
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return 7; // no letter
    };
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => 1, // all lower
        (true, 0, 0) => 4,  // one letter, upper
        (true, _, 0) => 3,  // all upper
        (true, 0, _) => 2,  // first upper, rest lower
        _ => 5,             // mixed
    }
}

#[cfg(test)]
mod tests {
    use super::class;

    #[test]
    fn words_are_told_apart_by_their_letters() {
        for (word, expected) in [
            ("said", 1),
            ("it's", 1),
            ("東京", 1),
            ("Paris", 2),
            ("O'brien", 2),
            ("Élan", 2),
            ("NATO", 3),
            ("U.S.", 3),
            ("I", 4),
            ("“A", 4),
            ("McDonald", 5),
            ("iPhone", 5),
            ("USAir", 5),
            ("7-Eleven", 6),
            ("2024", 6),
            ("—", 7),
            ("", 7),
        ] {
            assert_eq!(class(word), expected, "{word}");
        }
    }
}
