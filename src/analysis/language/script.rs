//! Which script a text is in, and which language that shows where it is not Latin.

use crate::model::Language;

/// A script as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    /// Chinese characters and the syllables of Japanese.
    Han,
    Hangul,
    Other,
}

const SCRIPTS: usize = Script::Other as usize + 1;

/// How many letters of an alphabet a letter weighs where a few of them make a word.
const DENSE: usize = 3;

fn script_of(c: char) -> Script {
    match u32::from(c) {
        // Up to the second extension, and the letters of Vietnamese.
        0..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        0x590..=0x5FF => Script::Hebrew,
        0x600..=0x77F | 0xFB50..=0xFEFF => Script::Arabic,
        0xE00..=0xE7F => Script::Thai,
        0x3005..=0x30FF | 0x3400..=0x9FFF | 0x20000..=0x3FFFF => Script::Han,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Script::Hangul,
        _ => Script::Other,
    }
}

/// The language that the script of `text` shows; `None` where most letters are Latin, or there are
/// no letters.
pub(super) fn language(text: &str) -> Option<Language> {
    let mut weights = [0_usize; SCRIPTS];
    for script in text.chars().filter(|c| c.is_alphabetic()).map(script_of) {
        let dense = matches!(script, Script::Han | Script::Hangul);
        weights[script as usize] += if dense { DENSE } else { 1 };
    }
    let latin = weights[Script::Latin as usize];
    let all: usize = weights.iter().sum();
    if all - latin <= latin {
        return None;
    }
    let most = |script: Script| weights[script as usize] * 2 > all - latin;
    let count = |letters: &str| text.chars().filter(|&c| letters.contains(c)).count();
    Some(if most(Script::Cyrillic) {
        let (russian, ukrainian) = (count("ыэёЫЭЁ"), count("іїєґІЇЄҐ"));
        let neighbours = count("ўјљњђћѓќЎЈЉЊЂЋЃЌ");
        if neighbours >= russian.max(ukrainian) {
            Language::Other
        } else if ukrainian > russian {
            Language::Ukrainian
        } else {
            Language::Russian
        }
    } else if most(Script::Arabic) {
        // Letters that Arabic lacks, and of these those that Persian lacks too.
        if count("ٹڈڑےںڵێۆەې") > 0 {
            Language::Other
        } else if count("پچژگ") > 0 {
            Language::Persian
        } else {
            Language::Arabic
        }
    } else if most(Script::Han) {
        let kana = text
            .chars()
            .filter(|c| ('\u{3041}'..='\u{30FF}').contains(c));
        if kana.count() * 10 > weights[Script::Han as usize] / DENSE {
            Language::Japanese
        } else {
            Language::Chinese
        }
    } else if most(Script::Hangul) {
        Language::Korean
    } else if most(Script::Greek) {
        Language::Greek
    } else if most(Script::Hebrew) {
        Language::Hebrew
    } else if most(Script::Thai) {
        Language::Thai
    } else {
        Language::Other
    })
}
