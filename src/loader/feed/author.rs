//! Who wrote it: names and mail addresses in the ways in which people put them together.

use crate::model::Author;
use crate::text::Clean;

/// Bytes of the longest author that is one.
const LONGEST: usize = 500;

/// The author that a line of text states: "mail (Name)", "Name (mail)", "Name <mail>", "mail" or
/// "Name".
pub(super) fn parse(text: &str) -> Option<Author> {
    let line = Clean::line(text);
    let line = line.as_str();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let whole = if is_mail(line) {
        author("", line)
    } else {
        author(line, "")
    };
    let brackets = [('(', ')'), ('<', '>')];
    let parts = brackets.iter().find_map(|(open, close)| {
        let (before, rest) = line.split_once(*open)?;
        let (inside, _) = rest.split_once(*close)?;
        Some((before.trim(), inside.trim()))
    });
    let Some((before, inside)) = parts else {
        return whole;
    };
    if is_mail(before) {
        author(inside, before)
    } else if is_mail(inside) {
        author(before, inside)
    } else {
        whole
    }
}

/// The author of a name and a mail address of which one may be empty. A name that holds the
/// address, too, is taken apart.
pub(super) fn author(name: &str, email: &str) -> Option<Author> {
    let name = name.trim().trim_matches('"');
    let email = email.trim().trim_start_matches("mailto:");
    let author = Author {
        name: Clean::line(name).non_empty(),
        email: Clean::line(email).non_empty(),
    };
    (author.name.is_some() || author.email.is_some()).then_some(author)
}

fn is_mail(text: &str) -> bool {
    let text = text.trim_start_matches("mailto:");
    let parts = text.split_once('@');
    !text.contains(char::is_whitespace)
        && parts
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_told_apart() {
        for (text, name, email) in [
            (
                "me@example.com (Example editor)",
                "Example editor",
                "me@example.com",
            ),
            (
                "Example editor (me@example.com)",
                "Example editor",
                "me@example.com",
            ),
            (
                "Example editor <me@example.com>",
                "Example editor",
                "me@example.com",
            ),
            ("me+spam@example.com", "", "me+spam@example.com"),
            ("  Ada\n Byron ", "Ada Byron", ""),
            ("Ada Byron (Reuters)", "Ada Byron (Reuters)", ""),
        ] {
            let author = parse(text).unwrap();
            assert_eq!(author.name.as_deref().unwrap_or_default(), name, "{text}");
            assert_eq!(author.email.as_deref().unwrap_or_default(), email, "{text}");
        }
        assert_eq!(parse(" "), None);
    }
}
