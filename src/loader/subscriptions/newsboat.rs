//! newsboat's `urls` file: a feed on each line, its tags behind it.

use super::address::{self, origin, without_shell};
use super::search::search;
use super::{LeftOut, NoList};
use crate::model::{Origin, Outline, SavedSearch, SubscriptionList};
use crate::text::Clean;

/// Reads the lines that newsboat would. A tag `~Title` is a name, one with `!` before it hides the
/// feed there, `query:NAME:EXPRESSION` is a search.
pub(super) fn read(text: &str) -> Result<(SubscriptionList, Vec<LeftOut>), NoList> {
    let mut list = SubscriptionList::default();
    let mut left_out = Vec::new();
    let mut understood = false;
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let words = words(line);
        let Some((place, tags)) = words.split_first() else {
            continue;
        };
        let mut leave = |message: String| left_out.push(LeftOut::new(at + 1, &message));
        if let Some(query) = place.strip_prefix("query:") {
            understood = true;
            match saved_search(query) {
                Ok(search) => list.searches.push(search),
                Err(why) => leave(why),
            }
            continue;
        }
        match feed(place, tags) {
            Ok(outline) => {
                understood = true;
                if let Some(hidden) = tags.iter().find(|tag| tag.starts_with('!')) {
                    leave(format!(
                        "\"{hidden}\" hides the feed in newsboat's list; here it is shown"
                    ));
                }
                list.outlines.push(outline);
            }
            Err(why) => leave(why),
        }
    }
    // A text of another kind has lines too, but none of them starts with an address.
    if understood {
        Ok((list, left_out))
    } else {
        Err(NoList::Neither)
    }
}

fn feed(place: &str, words: &[String]) -> Result<Outline, String> {
    let (found, filter) = origin(place)?;
    let found = match found {
        Origin::Exec(command) => Origin::Exec(without_shell(&command)),
        other => other,
    };
    let name = words.iter().find_map(|word| word.strip_prefix('~'));
    let tags: Vec<_> = words
        .iter()
        .filter(|word| !word.starts_with(['~', '!']))
        .map(String::as_str)
        .collect();
    Ok(Outline {
        name: name.and_then(|name| Clean::line(name).non_empty()),
        tags: address::tags(&tags.join(",")),
        filter: filter.map(|command| Clean::line(&without_shell(&command))),
        ..Outline::new(found)
    })
}

fn saved_search(query: &str) -> Result<SavedSearch, String> {
    let (name, expression) = query
        .split_once(':')
        .ok_or_else(|| format!("\"query:{query}\" has no expression"))?;
    let name = Clean::line(name);
    match search(expression) {
        Ok(query) => Ok(SavedSearch { name, query }),
        Err(why) => Err(format!("the query \"{name}\" has no counterpart: {why}")),
    }
}

/// The words of a line as newsboat parts them: by blanks, but not inside quotation marks, where a
/// backslash escapes; `#` at the start of a word begins a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() && !rest.starts_with('#') {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut word = String::new();
            let mut chars = quoted.chars();
            while let Some(c) = chars.next() {
                match c {
                    '"' => break,
                    '\\' => word.extend(chars.next().map(escaped)),
                    c => word.push(c),
                }
            }
            words.push(word);
            rest = chars.as_str().trim_start();
        } else {
            let end = rest.find([' ', '\t']).unwrap_or(rest.len());
            words.push(rest[..end].to_owned());
            rest = rest[end..].trim_start();
        }
    }
    words
}

fn escaped(c: char) -> char {
    match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_newsboat_does() {
        for (line, expected) in [
            (
                "http://a.org a \"b c\"\td",
                vec!["http://a.org", "a", "b c", "d"],
            ),
            ("# a comment", vec![]),
            ("http://a.org # a comment", vec!["http://a.org"]),
            ("http://a.org#part x#y", vec!["http://a.org#part", "x#y"]),
            (r#""query:A:b = \"c\"""#, vec![r#"query:A:b = "c""#]),
            ("\"never closed", vec!["never closed"]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
