//! What of an article a search looks at: what the indices of words are made of.

use std::borrow::Cow;

use crate::model::{Article, Name};
use crate::text::Folded;

/// Stands between two names in an index, so that no phrase goes from one into the other. It is no
/// word of any search.
const BETWEEN: &str = " • ";

/// The text of `article` with blanks in place of all that is no part of it; places in it are places
/// in the text.
pub(super) fn own_text(article: &Article) -> Cow<'_, str> {
    if article.blocks.iter().all(|block| !block.boilerplate) {
        return Cow::Borrowed(&article.text);
    }
    let mut text = article.text.to_string();
    for block in article.blocks.iter().filter(|block| block.boilerplate) {
        let blank = " ".repeat(block.span.of(&article.text).len());
        if !blank.is_empty() {
            text.replace_range(block.span.start..block.span.end, &blank);
        }
    }
    Cow::Owned(text)
}

/// The words of the text of `article`, for the index.
pub(in crate::store) fn text(article: &Article) -> Folded {
    Folded::new(&own_text(article))
}

/// What `speaker` is called among the `names` of the article, in all forms.
pub(super) fn called<'a>(speaker: &'a str, names: &'a [Name]) -> impl Iterator<Item = &'a str> {
    let same = names.iter().filter(move |name| name.name == speaker);
    std::iter::once(speaker).chain(same.flat_map(forms))
}

/// The forms of a name, the fullest first; some of them twice.
pub(super) fn forms(name: &Name) -> impl Iterator<Item = &str> {
    let mentions = name.mentions.iter().map(|mention| mention.text.as_str());
    std::iter::once(name.name.as_str()).chain(mentions)
}

/// The words of whoever says something, for the index. Each has a mark before it, so that looking
/// up those that begin alike does not go through all that is said.
pub(in crate::store) fn speaker(speaker: Option<&str>, names: &[Name]) -> String {
    let forms = speaker.map(|speaker| called(speaker, names));
    let plain = joined(forms.into_iter().flatten());
    let words = plain.split(' ').filter(|word| !word.is_empty());
    let marked: Vec<_> = words.map(of_speaker).collect();
    marked.join(" ")
}

/// A word of a speaker's name as the index has it.
pub(super) fn of_speaker(word: &str) -> String {
    format!("•{word}")
}

/// The words of a name, for the index.
pub(in crate::store) fn name(name: &Name) -> String {
    joined(forms(name))
}

fn joined<'a>(forms: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<String> = Vec::new();
    for form in forms {
        let folded = Folded::new(form).as_str().to_owned();
        if !folded.is_empty() && !all.contains(&folded) {
            all.push(folded);
        }
    }
    all.join(BETWEEN)
}
