//! Front matter: the fields that a Markdown file states about itself before its text.
//!
//! Only the part of YAML and TOML that front matter is written in: one field a line, quoted or
//! not, and lists of them. What is not understood is left out.

use std::borrow::Cow;

/// A field and its values, in the order of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name, in lower case.
    pub name: String,
    /// Its value, or the items of its list.
    pub values: Vec<String>,
}

/// The front matter of `text` and what follows it: fields between lines of `---` (YAML) or `+++`
/// (TOML) at the very start.
pub(super) fn split(text: &str) -> (Vec<Field>, &str) {
    for (fence, separator) in [("---", ':'), ("+++", '=')] {
        let Some(first) = text.split_inclusive('\n').next() else {
            continue;
        };
        if first.trim_end() != fence || !first.ends_with('\n') {
            continue;
        }
        let mut at = first.len();
        for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
            let end = at + line.len();
            if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
                let head = text.get(first.len()..at).unwrap_or_default();
                let fields = fields(head, separator);
                // A rule at the top of a text is no front matter.
                if fields.is_empty() && !head.trim().is_empty() {
                    return (Vec::new(), text);
                }
                return (fields, text.get(end..).unwrap_or_default());
            }
            at = end;
        }
    }
    (Vec::new(), text)
}

fn fields(head: &str, separator: char) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut folded = false;
    for line in logical_lines(head) {
        let line = line.as_ref();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        if let Some(item) = trimmed.strip_prefix("- ") {
            if let Some(field) = fields.last_mut() {
                // An item may be a map: "- name: Jane Doe".
                let item = match item.split_once(": ") {
                    Some(("name" | "title", value)) => value,
                    _ => item,
                };
                field.values.push(scalar(item));
            }
            continue;
        }
        if indented && separator == ':' {
            // A block scalar, or a plain one that goes on.
            if let Some(field) = fields.last_mut() {
                match field.values.last_mut() {
                    Some(value) if folded => {
                        value.push(' ');
                        value.push_str(trimmed);
                    }
                    None if folded => field.values.push(trimmed.to_owned()),
                    _ => {
                        if let Some((key, value)) = trimmed.split_once(": ")
                            && matches!(key, "name" | "title")
                        {
                            field.values.push(scalar(value));
                        }
                    }
                }
            }
            continue;
        }
        let Some((name, value)) = trimmed.split_once(separator) else {
            continue;
        };
        let name = name.trim().trim_matches(['"', '\'']).to_lowercase();
        if name.is_empty() || name.contains(char::is_whitespace) {
            continue;
        }
        let value = value.trim();
        folded = matches!(value, ">" | "|" | ">-" | "|-" | ">+" | "|+");
        let values = if folded || value.is_empty() {
            Vec::new()
        } else if let Some(items) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            let items = items_of(items).into_iter().map(scalar);
            items.filter(|item| !item.is_empty()).collect()
        } else {
            vec![scalar(value)]
        };
        fields.push(Field { name, values });
    }
    fields
}

/// The lines of `head`; a quoted value that goes on over several is on one.
fn logical_lines(head: &str) -> Vec<Cow<'_, str>> {
    let mut lines: Vec<Cow<str>> = Vec::new();
    let mut rest = head.lines().peekable();
    while let Some(line) = rest.next() {
        let mut line = Cow::Borrowed(line);
        let value = line.split_once([':', '=']).map_or("", |(_, v)| v.trim());
        if let Some(mark @ ('"' | '\'')) = value.chars().next() {
            let mut open = !is_closed(value.get(1..).unwrap_or_default(), mark);
            while open
                && rest
                    .peek()
                    .is_some_and(|next| next.starts_with([' ', '\t']))
            {
                let next = rest.next().unwrap_or_default().trim();
                open = !is_closed(next, mark);
                let line = line.to_mut();
                line.push(' ');
                line.push_str(next);
            }
        }
        lines.push(line);
    }
    lines
}

/// Whether `line`, a part of a value in quotation marks without the first of them, ends it. A mark
/// that is doubled or follows a backslash is a part of the value.
fn is_closed(line: &str, mark: char) -> bool {
    let escape = if mark == '"' { '\\' } else { mark };
    let without_comment = line.rsplit_once(" #").map_or(line, |(value, _)| value);
    [line, without_comment].iter().any(|value| {
        value.trim_end().strip_suffix(mark).is_some_and(|inner| {
            let escapes = inner.chars().rev().take_while(|c| *c == escape).count();
            escapes % 2 == 0
        })
    })
}

/// The items of a list on one line; commas in quotation marks part none.
fn items_of(list: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut open) = (0, None);
    for (i, c) in list.char_indices() {
        match (open, c) {
            (None, ',') => {
                items.push(list.get(start..i).unwrap_or_default());
                start = i + 1;
            }
            (None, '"' | '\'') if list.get(start..i).is_some_and(|s| s.trim().is_empty()) => {
                open = Some(c);
            }
            (Some(mark), c) if c == mark => open = None,
            _ => {}
        }
    }
    items.push(list.get(start..).unwrap_or_default());
    items
}

/// One value without its quotation marks, escapes and comment.
fn scalar(raw: &str) -> String {
    let raw = raw.trim();
    if let Some(inner) = raw.strip_prefix('\'') {
        let mut out = String::new();
        let mut chars = inner.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\'' if chars.peek() == Some(&'\'') => {
                    chars.next();
                    out.push('\'');
                }
                '\'' => break,
                c => out.push(c),
            }
        }
        return out;
    }
    if let Some(inner) = raw.strip_prefix('"') {
        let mut out = String::new();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push(' '),
                    Some('u') => {
                        let digits: String = chars.by_ref().take(4).collect();
                        out.extend(
                            u32::from_str_radix(&digits, 16)
                                .ok()
                                .and_then(char::from_u32),
                        );
                    }
                    Some(c) => out.push(c),
                    None => {}
                },
                '"' => break,
                c => out.push(c),
            }
        }
        return out;
    }
    let end = raw.find(" #").unwrap_or(raw.len());
    raw.get(..end).unwrap_or(raw).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a>(fields: &'a [Field], name: &str) -> Vec<&'a str> {
        let field = fields.iter().find(|f| f.name == name).unwrap();
        field.values.iter().map(String::as_str).collect()
    }

    #[test]
    fn yaml_fields_quoted_listed_and_folded() {
        let text = "---\n# note\ntitle: 'It''s here: the \"pier\"'\ndate: 2011-11-28 8:32:24 -0400 # kept\nAuthors:\n  - jane-doe\n  - name: John Roe\ntags: [a, 'b c']\nsummary: >\n  One\n  two.\nslug: x\n---\nText\n---\nmore";
        let (fields, rest) = split(text);
        assert_eq!(value(&fields, "title"), ["It's here: the \"pier\""]);
        assert_eq!(value(&fields, "date"), ["2011-11-28 8:32:24 -0400"]);
        assert_eq!(value(&fields, "authors"), ["jane-doe", "John Roe"]);
        assert_eq!(value(&fields, "tags"), ["a", "b c"]);
        assert_eq!(value(&fields, "summary"), ["One two."]);
        assert_eq!(rest, "Text\n---\nmore");
    }

    #[test]
    fn a_quoted_value_goes_on_over_lines_and_holds_commas() {
        let text = "---\ntitle: 'The pier: a ''long''\n  headline #1'\nempty: ''\nauthors: [\"Doe, Jane\", 'Roe']\n---\nText";
        let (fields, _) = split(text);
        assert_eq!(value(&fields, "title"), ["The pier: a 'long' headline #1"]);
        assert_eq!(value(&fields, "empty"), [""]);
        assert_eq!(value(&fields, "authors"), ["Doe, Jane", "Roe"]);
    }

    #[test]
    fn toml_fields_and_no_front_matter() {
        let (fields, rest) =
            split("+++\ntitle = \"A \\\"b\\\" \\u00e9\"\ndate = 2024-05-01\n+++\nText");
        assert_eq!(value(&fields, "title"), ["A \"b\" é"]);
        assert_eq!(value(&fields, "date"), ["2024-05-01"]);
        assert_eq!(rest, "Text");
        for text in [
            "---\nA rule above\n---\n",
            "--- not\n",
            "---\nnever closed: x\n",
            "",
            "Text",
        ] {
            assert_eq!(split(text), (Vec::new(), text));
        }
    }
}
