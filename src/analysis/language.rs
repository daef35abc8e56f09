//! Whether an article is in English, told cheaply: by its script and its commonest words. The rules
//! of attribution are those of English, and hold for nothing else.

use super::Document;
use crate::text::TokenKind;

/// How many tokens from the start are looked at.
const SAMPLE: usize = 3000;

/// How many words of another language it takes, where English has fewer of its own.
const FOREIGN: usize = 3;

/// Whether `document` reads as English: most of its letters are Latin, and its small words are not
/// those of another language. A text too short to tell counts as English.
pub(super) fn is_english(document: &Document) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    let (mut english, mut foreign) = (0_usize, 0_usize);
    for token in document.tokens.iter().take(SAMPLE) {
        if token.kind != TokenKind::Word {
            continue;
        }
        let word = document.word(token);
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            // Basic Latin, Latin-1 and the two extensions, in which the languages of Europe write.
            if u32::from(c) <= 0x24F {
                latin += 1;
            } else {
                other += 1;
            }
        }
        english += usize::from(ENGLISH.contains(&word));
        foreign += usize::from(ELSEWHERE.contains(&word));
    }
    other <= latin && (foreign < FOREIGN || foreign <= english)
}

/// Common small words of English, in lower case: names of other languages hold the capitals.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "was", "with", "for", "from", "said", "which", "they",
    "this", "have", "has", "were", "are", "his", "her", "not", "but", "by", "at", "be", "or",
    "their", "would", "who", "will", "had", "is", "it", "he", "she", "you", "we",
];

/// Common small words of French, Spanish, Portuguese, Italian, Catalan, German, Dutch, the
/// Scandinavian languages, Polish, Czech and Turkish that English lacks.
const ELSEWHERE: &[&str] = &[
    "le", "la", "les", "des", "du", "une", "est", "et", "dans", "pour", "que", "qui", "pas", "sur",
    "avec", "el", "los", "las", "y", "en", "por", "para", "su", "del", "se", "os", "uma", "não",
    "em", "com", "il", "di", "che", "sono", "della", "els", "amb", "der", "die", "das", "und",
    "nicht", "ist", "ein", "eine", "den", "dem", "von", "zu", "mit", "auf", "für", "het", "een",
    "niet", "dat", "zijn", "och", "att", "det", "som", "på", "av", "ikke", "og", "nie", "się",
    "na", "jest", "že", "ve", "bir", "için", "bu",
];
