//! Finding a command or macro by any of its words.

use super::keymap::{Keymap, Target};

/// How well a typed word fits a command, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is the whole name.
    Name,
    /// It is a word of the name.
    Word,
    /// A word of the name begins so.
    Beginning,
    /// It stands somewhere in the name.
    Inside,
    /// A word of the help line begins so.
    Help,
    /// It stands somewhere in the help line.
    InsideHelp,
    /// The name has its letters in this order.
    Letters,
}

impl Fit {
    /// How `word`, in small letters, fits; `None` where it does not.
    fn of(word: &str, target: &Target) -> Option<Self> {
        let (name, help) = (target.name(), target.help().to_lowercase());
        let words = |text: &'_ str| -> Vec<String> {
            let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
            parts.map(str::to_owned).collect()
        };
        let fits = [
            (Self::Name, name == word),
            (Self::Word, words(name).iter().any(|part| part == word)),
            (
                Self::Beginning,
                words(name).iter().any(|part| part.starts_with(word)),
            ),
            (Self::Inside, name.contains(word)),
            (
                Self::Help,
                words(&help).iter().any(|part| part.starts_with(word)),
            ),
            (Self::InsideHelp, help.contains(word)),
            (
                Self::Letters,
                word.chars().count() > 1 && has_letters(name, word),
            ),
        ];
        fits.into_iter()
            .find(|(_, holds)| *holds)
            .map(|(fit, _)| fit)
    }
}

/// Whether the letters of `word` come in `name` one after another, with others between them.
fn has_letters(name: &str, word: &str) -> bool {
    let mut letters = name.chars();
    word.chars().all(|c| letters.any(|letter| letter == c))
}

/// The commands and macros that have every word of `query` in their name or help line, in any order,
/// those first whose names have them; all of them for an empty query.
pub fn palette_matches(query: &str, keymap: &Keymap) -> Vec<Target> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fit = |target: Target| {
        let fits: Option<Vec<Fit>> = words.iter().map(|word| Fit::of(word, &target)).collect();
        // The word that fits worst decides, then how well the others do.
        let mut fits = fits?;
        fits.sort_by(|a, b| b.cmp(a));
        Some((fits, target))
    };
    let mut found: Vec<_> = keymap.targets().filter_map(fit).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, target)| target).collect()
}
