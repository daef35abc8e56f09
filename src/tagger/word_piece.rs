//! Words into BERT's word pieces, without case and accents.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::weights::WeightsError;

/// The most pieces that a word is cut into: the others are dropped.
const MOST: usize = 12;
/// A part of a word that has more characters is unknown.
const LONGEST: usize = 100;

/// The word pieces, by how they are written.
#[derive(Debug)]
pub struct WordPieces {
    /// Those that a word begins with.
    first: HashMap<&'static str, usize>,
    /// Those that it goes on with, without their `##`.
    more: HashMap<&'static str, usize>,
    /// The id of `[CLS]`, before a window.
    pub start: usize,
    /// The id of `[SEP]`, after a window.
    pub end: usize,
    unknown: usize,
}

impl WordPieces {
    /// Reads `count` pieces, one a line, in the order of their ids.
    pub fn read(lines: &'static str, count: usize) -> Result<Self, WeightsError> {
        let found = lines.split('\n').count();
        if found != count {
            return Err(WeightsError::Pieces {
                expected: count,
                found,
            });
        }
        let (mut first, mut more) = (HashMap::with_capacity(count), HashMap::new());
        for (id, line) in lines.split('\n').enumerate() {
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => more.entry(rest).or_insert(id),
                None => first.entry(line).or_insert(id),
            };
        }
        let id = |name| {
            let found = first.get(name).copied();
            found.ok_or(WeightsError::Missing(name))
        };
        let (start, end, unknown) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        Ok(Self {
            first,
            more,
            start,
            end,
            unknown,
        })
    }

    /// The ids of the pieces of `word`: at least one, at most twelve.
    pub fn cut(&self, word: &str) -> Vec<usize> {
        let mut ids = Vec::new();
        for part in plain(word).split(' ').filter(|part| !part.is_empty()) {
            self.cut_part(part, &mut ids);
        }
        if ids.is_empty() {
            ids.push(self.unknown);
        }
        ids.truncate(MOST);
        ids
    }

    /// Takes the longest piece that fits, again and again; all is unknown where none does.
    fn cut_part(&self, part: &str, ids: &mut Vec<usize>) {
        let before = ids.len();
        let mut rest = part;
        if part.chars().count() > LONGEST {
            rest = "";
            ids.push(self.unknown);
        }
        while !rest.is_empty() {
            let pieces = if rest.len() == part.len() {
                &self.first
            } else {
                &self.more
            };
            let ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            let longest = ends
                .map(|end| rest.split_at(end))
                .find_map(|(piece, rest)| Some((*pieces.get(piece)?, rest)));
            let Some((id, after)) = longest else {
                ids.truncate(before);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            rest = after;
        }
    }
}

/// Lower-case, without accents and control characters, with a space on either side of each mark
/// of punctuation and each ideograph.
fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let lower = word.chars().flat_map(char::to_lowercase).nfd();
    for c in lower {
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if c.is_whitespace() {
            plain.push(' ');
        } else if stands_alone(c) {
            plain.extend([' ', c, ' ']);
        } else if !is_dropped(c) {
            plain.push(c);
        }
    }
    plain
}

fn is_dropped(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER
        || c.general_category_group() == GeneralCategoryGroup::Other
        || c.general_category() == GeneralCategory::NonspacingMark
}

/// Punctuation in BERT's sense, and CJK ideographs.
fn stands_alone(c: char) -> bool {
    c.is_ascii_punctuation()
        || c.general_category_group() == GeneralCategoryGroup::Punctuation
        || matches!(c,
            '\u{4e00}'..='\u{9fff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{20000}'..='\u{2a6df}'
            | '\u{2a700}'..='\u{2b73f}'
            | '\u{2b740}'..='\u{2b81f}'
            | '\u{2b820}'..='\u{2ceaf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\ncafe\nun\n##aff\n##able\n##ffa\n-\n“\nthe\n東\n京";

    fn cut(word: &str) -> Vec<&'static str> {
        let lines: Vec<_> = LINES.split('\n').collect();
        let pieces = WordPieces::read(LINES, lines.len()).unwrap();
        pieces.cut(word).into_iter().map(|id| lines[id]).collect()
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        for (word, expected) in [
            ("unaffable", &["un", "##aff", "##able"][..]),
            ("CAFÉ", &["cafe"]),
            ("cafe\u{301}", &["cafe"]),
            ("the\u{ad}-the\u{200b}", &["the", "-", "the"]),
            ("“The", &["“", "the"]),
            ("the\u{a0}the", &["the", "the"]),
            ("東京", &["東", "京"]),
            ("unthe", &["[UNK]"]),
            ("zebra-un", &["[UNK]", "-", "un"]),
            ("[CLS]", &["[UNK]", "[UNK]", "[UNK]"]),
            ("", &["[UNK]"]),
            ("\u{301}", &["[UNK]"]),
        ] {
            assert_eq!(cut(word), expected, "{word}");
        }
    }

    #[test]
    fn what_is_too_long_is_unknown_or_cut_short() {
        assert_eq!(cut(&format!("un{}", "able".repeat(24))).len(), 12);
        assert_eq!(cut(&format!("un{}", "able".repeat(25))), ["[UNK]"]);
        assert_eq!(cut(&"-".repeat(30)), ["-"; 12]);
    }

    #[test]
    fn a_list_that_lacks_something_is_refused() {
        let refused = |lines, count| WordPieces::read(lines, count).unwrap_err();
        assert_eq!(
            refused("[CLS]\n[SEP]\na", 3),
            WeightsError::Missing("[UNK]")
        );
        let expected = WeightsError::Pieces {
            expected: 4,
            found: 3,
        };
        assert_eq!(refused("[CLS]\n[SEP]\na", 4), expected);
    }
}
