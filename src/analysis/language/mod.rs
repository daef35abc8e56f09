//! Which language an article is in, told cheaply: by its script and its commonest words. The rules
//! of speakers and names are those of English, and hold for nothing else.

mod script;
mod words;

use super::Document;
use crate::model::Language;
use crate::text::{Token, TokenKind};
use words::{ENGLISH, WORDS, languages_of};

/// How many tokens from the start are looked at.
const SAMPLE: usize = 3000;

/// How many small words of another language it takes. In a short text without one that is English
/// alone it takes half as many more than English has.
const ENOUGH: usize = 4;

/// So many words are a short text.
const SHORT: usize = 40;

/// A language has at least one small word in so many words of running text. In Finnish and Turkish,
/// which put into endings what others say in small words, they are rarest.
const RARE: usize = 16;

/// From so many words in small letters on, a text is not English in which many of these have letters
/// that English lacks, and hardly any is a small word of English.
const FEW: usize = 6;

/// From so many words in small letters on, a text with next to no small words of English is not
/// English, whatever it is.
const LONG: usize = 60;

/// The language that `document` is in, as far as that can be told; `None` where the text is too
/// short for that, or no running text. English is found first: where it has as many small words as
/// any other language, that is the language. What the input states counts where the text itself
/// does not tell.
pub(super) fn language(document: &Document) -> Option<Language> {
    let words: Vec<&Token> = document
        .tokens
        .iter()
        .take(SAMPLE)
        .filter(|token| token.kind == TokenKind::Word && !in_address(document, token))
        .collect();
    let last = words.last().map_or(0, |token| token.span.end);
    let sample = document.text.get(..last).unwrap_or_default();
    let stated = document.language.map(|tag| Language::of_tag(tag));
    if let Some(language) = script::language(sample) {
        return Some(match stated {
            // The script alone does not say which of its languages it is.
            Some(stated) if language == Language::Other && stated != Language::English => stated,
            _ => language,
        });
    }
    let counted = Counted::new(document, &words);
    counted.language(stated.filter(|&stated| stated != Language::English))
}

/// The small words of a text, by language.
struct Counted {
    /// How many there are of each of [`WORDS`].
    hits: [usize; WORDS.len()],
    /// How many there are that no other language has.
    english_alone: usize,
    /// All words.
    words: usize,
    /// Words in small letters.
    small: usize,
    /// Those of them with a letter that English lacks.
    accented: usize,
}

impl Counted {
    fn new(document: &Document, words: &[&Token]) -> Self {
        let words: Vec<&str> = words.iter().map(|token| document.word(token)).collect();
        let mut counted = Self {
            hits: [0; WORDS.len()],
            english_alone: 0,
            words: words.len(),
            small: 0,
            accented: 0,
        };
        for (at, word) in words.iter().enumerate() {
            let small = is_small(word);
            counted.small += usize::from(small);
            let accented = |c: char| c.is_alphabetic() && !c.is_ascii();
            counted.accented += usize::from(small && word.contains(accented));
            // Names hold small words of any language ("Rio de Janeiro", "La Liga").
            let in_name = if small {
                is_particle(word) && between_capitals(&words, at)
            } else {
                words.get(at + 1).is_none_or(|next| !is_small(next))
            };
            if in_name {
                continue;
            }
            let word = word.to_lowercase();
            let stem = word
                .find(['\'', '’'])
                .map(|end| format!("{}'", &word[..end]));
            let languages = languages_of(stem.as_deref().unwrap_or(&word));
            if languages == 0 {
                continue;
            }
            for (place, hits) in counted.hits.iter_mut().enumerate() {
                *hits += usize::from(languages & (1 << place) != 0);
            }
            counted.english_alone += usize::from(languages == ENGLISH);
        }
        counted
    }

    /// The language of most of the words. `stated` is what the input says, where that is another
    /// language than English.
    fn language(&self, stated: Option<Language>) -> Option<Language> {
        let of = |language| {
            let place = WORDS.iter().position(|(l, _)| *l == language);
            place.map_or(0, |place| self.hits[place])
        };
        let english = of(Language::English);
        let best = WORDS
            .iter()
            .zip(self.hits)
            .filter(|((language, _), _)| *language != Language::English)
            .max_by_key(|(_, hits)| *hits);
        let (foreign, most) = best.map_or((Language::Other, 0), |((l, _), hits)| (*l, hits));
        let short = self.words <= SHORT && self.english_alone == 0;
        let enough = if short { english + ENOUGH / 2 } else { ENOUGH };
        if most > english && most >= enough && most * RARE >= self.words {
            if let Some(stated) = stated.filter(|&l| of(l) * 2 > most) {
                return Some(stated);
            }
            let rivals = self
                .hits
                .iter()
                .filter(|&&hits| hits * 21 >= most * 20)
                .count();
            return Some(if rivals > 1 { Language::Other } else { foreign });
        }
        if english > most && english * RARE >= self.words {
            return (english >= ENOUGH).then_some(Language::English);
        }
        if stated.is_some() && english <= most {
            return stated;
        }
        let strange = self.small >= FEW && self.accented * 6 >= self.small;
        let not_english = if strange {
            english * RARE < self.words
        } else {
            self.small >= LONG && english * 50 < self.words
        };
        not_english.then_some(Language::Other)
    }
}

/// Whether `token` is a part of an address, a handle or a tag ("example.co").
fn in_address(document: &Document, token: &Token) -> bool {
    let before = document.text.get(..token.span.start).unwrap_or_default();
    before.ends_with(['.', '/', '@', '#', '_'])
}

fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// Whether `word` is one of the small words that stand inside names.
fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "en", "la",
        "le", "les", "los", "of", "the", "van", "von", "y",
    ];
    PARTICLES.contains(&word)
}

/// Whether the particles around the word at `at` have a word with a capital on both sides.
fn between_capitals(words: &[&str], at: usize) -> bool {
    let capital = |word: Option<&&str>| word.is_some_and(|word| !is_small(word));
    capital(words[..at].iter().rev().find(|word| !is_particle(word)))
        && capital(words[at..].iter().find(|word| !is_particle(word)))
}
