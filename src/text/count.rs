//! How many words a text has.

/// The words of `text`: what stands between white space.
pub fn word_count(text: &str) -> usize {
    let mut outside = true;
    let mut begins = |blank: bool| {
        let begins = outside && !blank;
        outside = blank;
        usize::from(begins)
    };
    if text.is_ascii() {
        // A tab, three kinds of line ends, a form feed and a blank, as for `char::is_whitespace`.
        let blank = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
        text.bytes().map(|byte| begins(blank(byte))).sum()
    } else {
        text.chars().map(|c| begins(c.is_whitespace())).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::word_count;

    proptest! {
        #[test]
        fn words_are_what_white_space_parts(text in "[ab \\t\\n\\x0b\\x1f\u{a0}é\u{2003}]*") {
            prop_assert_eq!(word_count(&text), text.split_whitespace().count());
        }

        #[test]
        fn and_in_plain_ascii(text in "[a-c \\t\\n\\x0b\\x1c]*") {
            prop_assert_eq!(word_count(&text), text.split_whitespace().count());
        }
    }
}
