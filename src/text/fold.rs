//! Words as a search sees them: no capitals, no diacritics, no marks between them.

use unicode_normalization::UnicodeNormalization;

use super::Span;

/// A text in the words that a search compares, each with its place in the text.
///
/// A word is a run of letters and digits; where a script sets no blanks between words, each of its
/// characters is one. Capitals, diacritics and forms of presentation make no difference: "Élysée",
/// "ELYSEE" and "Elyse\u{301}e" are one word, "Straße" is "strasse".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    words: Vec<FoldedWord>,
}

/// A word of a [`Folded`] text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoldedWord {
    /// Where it stands in the folded text.
    folded: Span,
    /// Where it stands in the text that was folded.
    pub span: Span,
}

/// A word counts up to so many bytes: longer ones are keys and pictures written in letters.
const LONGEST: usize = 96;

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        let mut out = Self {
            text: String::with_capacity(text.len()),
            words: Vec::with_capacity(text.len() / 5),
        };
        let mut rest = 0;
        while let Some(start) = text[rest..].find(char::is_alphanumeric).map(|at| rest + at) {
            let (end, plain) = word_end(text, start);
            out.push(&text[start..end], plain, Span::new(start, end));
            rest = end;
        }
        out
    }

    /// The words with one blank between two: what a search index takes.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As [`Folded::as_str`].
    pub fn into_text(self) -> String {
        self.text
    }

    /// The words in order.
    pub fn words(&self) -> &[FoldedWord] {
        &self.words
    }

    /// The word, folded.
    pub fn word(&self, word: &FoldedWord) -> &str {
        word.folded.of(&self.text)
    }

    /// The folded words alone.
    pub fn into_words(self) -> Vec<String> {
        self.words.iter().map(|w| self.word(w).to_owned()).collect()
    }

    fn push(&mut self, word: &str, plain: bool, span: Span) {
        let before = self.text.len();
        if before > 0 {
            self.text.push(' ');
        }
        let start = self.text.len();
        if plain {
            self.text.push_str(word);
            self.text[start..].make_ascii_lowercase();
        } else {
            let bare = word.nfkd().filter(|c| !is_diacritic(*c)).nfc();
            for c in bare.flat_map(char::to_lowercase) {
                self.push_plain(c);
            }
        }
        if self.text.len() > start + LONGEST {
            let cut = self.text.floor_char_boundary(start + LONGEST);
            self.text.truncate(cut);
        }
        if self.text.len() == start {
            self.text.truncate(before);
            return;
        }
        let folded = Span::new(start, self.text.len());
        self.words.push(FoldedWord { folded, span });
    }

    /// Adds `c`, a small letter, by the letter that people type for it.
    fn push_plain(&mut self, c: char) {
        match c {
            'ß' => self.text.push_str("ss"),
            'æ' => self.text.push_str("ae"),
            'œ' => self.text.push_str("oe"),
            'þ' => self.text.push_str("th"),
            'ø' => self.text.push('o'),
            'ł' => self.text.push('l'),
            'đ' | 'ð' => self.text.push('d'),
            'ı' => self.text.push('i'),
            'ς' => self.text.push('σ'),
            // The small form of a capital may bring a mark of its own, a digit in brackets those.
            c if is_diacritic(c) || (c.is_ascii() && !c.is_ascii_alphanumeric()) => {}
            c => self.text.push(c),
        }
    }
}

/// Where the word ends that begins at `start`, and whether it is of ASCII alone.
fn word_end(text: &str, start: usize) -> (usize, bool) {
    let letters = text.as_bytes()[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let ascii = start + letters.count();
    // Nearly all words end here.
    if ascii > start && text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return (ascii, true);
    }
    let mut chars = text[start..].char_indices();
    let first = chars.next().map(|(_, c)| c);
    // After a character that is a word of its own come only marks on it.
    let alone = first.is_some_and(is_unspaced);
    let joins = |c| is_mark(c) || (!alone && c.is_alphanumeric() && !is_unspaced(c));
    let end = chars.find(|(_, c)| !joins(*c));
    let end = end.map_or(text.len(), |(at, _)| start + at);
    (end, text[start..end].is_ascii())
}

/// Marks that a search passes over: accents, and the points of Hebrew and Arabic.
fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Marks and joiners that belong to the character before them.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && (is_diacritic(c) || unicode_normalization::char::is_combining_mark(c))
}

/// Scripts that set no blanks between words: Thai, Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        Folded::new(text).into_words()
    }

    #[test]
    fn capitals_diacritics_and_marks_make_no_difference() {
        for (text, folded) in [
            ("Élysée ELYSEE Elyse\u{301}e", "elysee elysee elysee"),
            ("Sheinbaum’s “U.S.” plan", "sheinbaum s u s plan"),
            ("Straße, Łódź, Đoković; Ærø", "strasse lodz dokovic aero"),
            ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("東京は2025年", "東 京 は 2025 年"),
            ("ガ ｶﾞ 서울", "ガ カ ゙ 서울"),
            ("שָׁלוֹם مُحَمَّد", "שלום محمد"),
            ("हिन्दी", "हिन्दी"),
            ("⑴ ﬁne ４２", "1 fine 42"),
            ("…“”—🎉", ""),
        ] {
            assert_eq!(Folded::new(text).as_str(), folded, "{text}");
        }
    }

    #[test]
    fn a_word_has_an_end() {
        let long = "x".repeat(5_000);
        assert_eq!(words(&format!("{long} y")), ["x".repeat(96), "y".into()]);
    }

    proptest! {
        #[test]
        fn each_word_lies_where_it_says(text in "\\PC*") {
            let folded = Folded::new(&text);
            let mut at = 0;
            for word in folded.words() {
                prop_assert!(word.span.start >= at && !word.span.is_empty());
                at = word.span.end;
                let alone = words(word.span.of(&text));
                prop_assert_eq!(alone, [folded.word(word)]);
            }
        }

        #[test]
        fn an_index_that_parts_at_blanks_and_marks_of_ascii_sees_the_same_words(text in "\\PC*") {
            let folded = Folded::new(&text);
            let seen = folded.as_str().split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
            let seen: Vec<&str> = seen.filter(|w| !w.is_empty()).collect();
            prop_assert_eq!(seen, words(&text));
        }
    }
}
