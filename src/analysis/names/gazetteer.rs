//! Lists of names and words, compiled in and searched where they lie.
//!
//! `assets/gazetteer/` holds the lists, their sources and how they are made. Each is sorted by the
//! bytes of its key, one entry a line, so a look-up is a binary search and start-up costs nothing.
//! What the entries mean for an article is the business of the modules that ask.

use std::borrow::Cow;

use crate::model::NameKind;

const PLACES: &str = include_str!("../../../assets/gazetteer/places.tsv");
const KNOWN: &str = include_str!("../../../assets/gazetteer/known.tsv");
const GIVEN: &str = include_str!("../../../assets/gazetteer/given.tsv");
const SURNAMES: &str = include_str!("../../../assets/gazetteer/surnames.txt");
const WORDS: &str = include_str!("../../../assets/gazetteer/words.txt");

/// How a given name is used, by the 1990 US census.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// At least four women bear it for each man.
    Female,
    /// At least four men bear it for each woman.
    Male,
    /// Borne by both, or not in the census.
    Unknown,
}

/// The gender of a given name; of a full name, that of its first word.
///
/// ```
/// use quotidian::analysis::names::{Gender, gender_of};
/// assert_eq!(gender_of("Maria Lopez"), Gender::Female);
/// assert_eq!(gender_of("Jessie"), Gender::Unknown);
/// ```
pub fn gender_of(name: &str) -> Gender {
    let first = name.split_whitespace().next().unwrap_or_default();
    match entry(GIVEN, &folded(first)) {
        Some("F") => Gender::Female,
        Some("M") => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// What is known of a name that needs no context to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// What it is.
    pub kind: NameKind,
    /// Whether it is an adjective or noun of nationality, region, religion, language or party.
    pub adherent: bool,
    /// The full name that it is short for.
    pub full: Option<&'static str>,
}

/// A name as the hand-made list of states, regions, bodies, works and peoples has it.
pub(super) fn known(name: &str) -> Option<Known> {
    let rest = entry(KNOWN, &folded(name))?;
    let (mark, full) = match rest.split_once('\t') {
        Some((mark, full)) => (mark, Some(full)),
        None => (rest, None),
    };
    let kind = match mark {
        "L" => NameKind::Loc,
        "O" => NameKind::Org,
        "P" => NameKind::Per,
        _ => NameKind::Misc,
    };
    Some(Known {
        kind,
        adherent: mark == "N",
        full,
    })
}

/// How well known a place is, the best known first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A country or territory.
    Country,
    /// A state of the United States.
    State,
    /// The capital of a country.
    Capital,
    /// A city of a million people or more.
    Metropolis,
    /// A city of 250,000 people or more.
    City,
    /// A town of 100,000 people or more; 25,000 where English is spoken.
    Town,
}

/// A place of GeoNames' lists.
pub(super) fn place(name: &str) -> Option<Place> {
    Some(match entry(PLACES, &folded(name))? {
        "C" => Place::Country,
        "S" => Place::State,
        "A" => Place::Capital,
        "M" => Place::Metropolis,
        "B" => Place::City,
        _ => Place::Town,
    })
}

/// Whether some known name or place of several words begins with `start`, a word or more.
pub(super) fn begins_longer(start: &str) -> bool {
    let start = folded(start);
    [KNOWN, PLACES].iter().any(|list| {
        let rest = list.get(first_from(list, &start)..).unwrap_or_default();
        // Blanks and marks sort before letters, so a longer name follows the name itself at once.
        rest.lines().take(2).any(|line| {
            line.strip_prefix(start.as_ref())
                .is_some_and(|rest| rest.starts_with([' ', '\'', ',', '.']))
        })
    })
}

/// Whether `word` is a given name of the census.
pub(super) fn is_given(word: &str) -> bool {
    entry(GIVEN, &folded(word)).is_some()
}

/// Whether `word` is one of the 6,000 commonest surnames of the census.
pub(super) fn is_surname(word: &str) -> bool {
    entry(SURNAMES, &folded(word)).is_some()
}

/// Endings taken off a word before it is looked up again, and what stands in their place.
const ENDINGS: [(&str, &str); 8] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
];

/// Whether the lower-case `word`, or what it is a form of, is an ordinary English word.
pub(super) fn is_ordinary(word: &str) -> bool {
    is_form_of_ordinary(word, 2)
}

fn is_form_of_ordinary(word: &str, endings: u8) -> bool {
    if !word.is_ascii() {
        return false;
    }
    if entry(WORDS, word).is_some() {
        return true;
    }
    endings > 0
        && ENDINGS.iter().any(|(end, put)| {
            word.strip_suffix(end)
                .filter(|stem| stem.len() > 2)
                .is_some_and(|stem| {
                    if put.is_empty() {
                        is_form_of_ordinary(stem, endings - 1)
                    } else {
                        is_form_of_ordinary(&format!("{stem}{put}"), endings - 1)
                    }
                })
        })
}

/// What follows `key` and a tab on its line; empty where nothing does.
fn entry(list: &'static str, key: &str) -> Option<&'static str> {
    let line = list.get(first_from(list, key)..)?.lines().next()?;
    let rest = line.strip_prefix(key)?;
    match rest.strip_prefix('\t') {
        Some(value) => Some(value),
        None => rest.is_empty().then_some(rest),
    }
}

/// Offset of the first line whose key is not less than `wanted`.
fn first_from(list: &str, wanted: &str) -> usize {
    let (bytes, wanted) = (list.as_bytes(), wanted.as_bytes());
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes
            .get(low..middle)
            .and_then(|part| part.iter().rposition(|&b| b == b'\n'))
            .map_or(low, |at| low + at + 1);
        // A key ends with a tab or a line feed, and both are less than whatever a key holds.
        let line = bytes.get(start..).unwrap_or_default();
        let differing = line.iter().zip(wanted).find(|(here, there)| here != there);
        if differing.is_some_and(|(here, there)| here < there) {
            low = bytes
                .get(middle..)
                .and_then(|part| part.iter().position(|&b| b == b'\n'))
                .map_or(bytes.len(), |at| middle + at + 1);
        } else {
            high = start;
        }
    }
    low
}

/// `name` without accents and with a straight apostrophe, as the lists have it.
pub(super) fn folded(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ß' => out.push_str("ss"),
            'Æ' => out.push_str("AE"),
            'æ' => out.push_str("ae"),
            _ => out.push(base_letter(c)),
        }
    }
    Cow::Owned(out)
}

fn base_letter(c: char) -> char {
    match c {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => 'A',
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' | 'ằ' => {
            'a'
        }
        'Ç' | 'Ć' | 'Č' => 'C',
        'ç' | 'ć' | 'č' => 'c',
        'Ď' | 'Đ' => 'D',
        'ď' | 'đ' => 'd',
        'È'..='Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => 'E',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' | 'ẽ' => 'e',
        'Ğ' => 'G',
        'ğ' => 'g',
        'Ì'..='Ï' | 'Ī' | 'İ' => 'I',
        'ì'..='ï' | 'ī' | 'ı' | 'ị' | 'ĩ' => 'i',
        'Ł' => 'L',
        'ł' | 'ľ' => 'l',
        'Ñ' | 'Ń' | 'Ň' => 'N',
        'ñ' | 'ń' | 'ň' => 'n',
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => 'O',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ' | 'ố' | 'ồ' | 'ộ' | 'ớ' | 'ờ' => {
            'o'
        }
        'Ř' => 'R',
        'ř' => 'r',
        'Ś' | 'Ş' | 'Š' | 'Ș' => 'S',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'Ť' | 'Ţ' | 'Ț' => 'T',
        'ť' | 'ţ' | 'ț' => 't',
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => 'U',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ư' | 'ụ' | 'ứ' | 'ừ' => 'u',
        'Ý' | 'Ÿ' => 'Y',
        'ý' | 'ÿ' => 'y',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        'ź' | 'ż' | 'ž' => 'z',
        '’' | '‘' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_each_entry_is_found() {
        for list in [PLACES, KNOWN, GIVEN, SURNAMES, WORDS] {
            let keys: Vec<&str> = list
                .lines()
                .map(|line| line.split('\t').next().unwrap_or_default())
                .collect();
            assert!(keys.is_sorted_by(|a, b| a < b));
            for key in keys {
                assert!(entry(list, key).is_some(), "{key}");
                assert_eq!(folded(key), key, "keys are stored folded");
            }
        }
    }

    #[test]
    fn names_are_found_with_and_without_accents() {
        assert_eq!(place("São Paulo"), Some(Place::Metropolis));
        assert_eq!(place("Sao Paulo"), Some(Place::Metropolis));
        assert_eq!(place("Kenya"), Some(Place::Country));
        assert_eq!(place("Keny"), None);
        assert_eq!(place("Kenyaa"), None);
    }

    #[test]
    fn short_forms_know_what_they_are_short_for() {
        let un = known("U.N.").unwrap();
        assert_eq!((un.kind, un.full), (NameKind::Org, Some("United Nations")));
        assert!(known("Kenyan").unwrap().adherent);
    }

    #[test]
    fn longer_names_are_announced_by_their_first_words() {
        assert!(begins_longer("New"));
        assert!(begins_longer("Trinidad and"));
        assert!(!begins_longer("Trinidad und"));
        assert!(!begins_longer("Ne"));
    }

    #[test]
    fn ordinary_words_are_told_in_all_their_forms() {
        for word in ["investors", "meetings", "investigated", "cities", "hoping"] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["lopez", "kyiv", "zürich"] {
            assert!(!is_ordinary(word), "{word}");
        }
    }

    #[test]
    fn gender_is_that_of_the_census() {
        assert_eq!(gender_of("James"), Gender::Male);
        assert_eq!(gender_of("José Díaz"), Gender::Male);
        assert_eq!(gender_of("Xqzt"), Gender::Unknown);
        assert_eq!(gender_of(""), Gender::Unknown);
    }
}
