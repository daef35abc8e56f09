//! Source text -> tags, text and data; leniently.

/// One piece of a document. Comments, processing instructions and document types are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::loader) enum Token<'a> {
    Open {
        /// The name with its prefix.
        name: &'a str,
        /// What stands between the name and the end of the tag.
        attributes: &'a str,
        /// Whether the tag closes its element, too.
        empty: bool,
    },
    Close {
        name: &'a str,
    },
    /// Text whose character references are not resolved.
    Text(&'a str),
    /// Text that means what it says (CDATA).
    Data(&'a str),
}

/// Bytes of declarations in a document type that are passed over as such.
const LONGEST_SUBSET: usize = 64 * 1024;

/// Goes through a document.
#[derive(Debug, Clone)]
pub(in crate::loader) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// Where the last token started.
    last: usize,
    /// Where the next section of data ends, as far as it was looked for.
    data_end: Option<Option<usize>>,
    /// How many sections of data had no end of their own.
    pub unclosed_data: usize,
    /// Whether the source ended inside a tag, a comment or a section of data.
    pub cut: bool,
}

impl<'a> Tokens<'a> {
    pub fn of(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            last: 0,
            data_end: None,
            unclosed_data: 0,
            cut: false,
        }
    }

    /// The offset at which the last token starts.
    pub fn start(&self) -> usize {
        self.last
    }

    /// Goes back before the last token.
    pub fn unread(&mut self) {
        self.at = self.last;
    }

    /// The next token. `inside` is the element that is open, with its prefix: its end tag bounds
    /// a section of data whose own end was forgotten.
    pub fn next(&mut self, inside: &str) -> Option<Token<'a>> {
        loop {
            self.last = self.at;
            let rest = self.source.get(self.at..).filter(|r| !r.is_empty())?;
            let Some(markup) = rest.strip_prefix('<') else {
                return Some(self.text(rest));
            };
            if let Some(data) = markup.strip_prefix("![CDATA[") {
                return Some(self.data(data, inside));
            }
            if markup.starts_with("!--") {
                self.pass(4, "-->");
            } else if markup.starts_with('?') {
                self.pass(2, "?>");
            } else if markup.starts_with('!') {
                self.declaration(rest);
            } else if let Some(name) = markup.strip_prefix('/').filter(|n| starts_name(n)) {
                return Some(self.close(name));
            } else if starts_name(markup) {
                if let Some(token) = self.open(markup) {
                    return Some(token);
                }
            } else {
                return Some(self.text(rest));
            }
        }
    }

    /// Passes over what starts here and ends with `end`, looked for after `skipped` bytes.
    fn pass(&mut self, skipped: usize, end: &str) {
        let from = (self.at + skipped).min(self.source.len());
        let found = self.source.get(from..).and_then(|rest| rest.find(end));
        match found {
            Some(i) => self.at = from + i + end.len(),
            None => {
                self.at = self.source.len();
                self.cut = true;
            }
        }
    }

    /// Passes over `<!DOCTYPE …>`, with the declarations in brackets that it may hold.
    fn declaration(&mut self, rest: &str) {
        let end = rest.find('>').unwrap_or(rest.len());
        let close = rest
            .get(..end)
            .and_then(|head| head.find('['))
            .and_then(|bracket| {
                let bytes = rest.as_bytes().get(bracket..)?;
                let close = bytes.iter().take(LONGEST_SUBSET).position(|b| *b == b']')?;
                Some(bracket + close)
            });
        let after = close.and_then(|c| Some(c + rest.get(c..)?.find('>')?));
        self.at += (after.unwrap_or(end) + 1).min(rest.len());
    }

    /// Text up to the next tag. A `<` that starts none is text.
    fn text(&mut self, rest: &'a str) -> Token<'a> {
        let mut end = usize::from(rest.starts_with('<'));
        while let Some(i) = rest.get(end..).and_then(|r| r.find('<')) {
            end += i;
            let markup = rest.get(end + 1..).unwrap_or_default();
            if markup.starts_with(['!', '?']) || starts_name(markup.trim_start_matches('/')) {
                self.at += end;
                return Token::Text(rest.get(..end).unwrap_or_default());
            }
            end += 1;
        }
        self.at = self.source.len();
        Token::Text(rest)
    }

    fn data(&mut self, data: &'a str, inside: &str) -> Token<'a> {
        let start = self.source.len() - data.len();
        let end_tag = || {
            let tag = format!("</{inside}>");
            data.find(&tag).filter(|_| !inside.is_empty())
        };
        let end = self
            .next_data_end(start)
            .and_then(|end| end.checked_sub(start));
        let section = end.and_then(|end| data.get(..end)).unwrap_or(data);
        // Where another section starts inside this one, or none ends, the end was forgotten.
        let forgotten = end.is_none() || section.contains("<![CDATA[");
        if forgotten && let Some(end) = end_tag().filter(|e| *e < section.len()) {
            self.at = start + end;
            self.unclosed_data += 1;
            return Token::Data(data.get(..end).unwrap_or_default());
        }
        match end {
            Some(end) => self.at = start + end + "]]>".len(),
            None => {
                self.at = self.source.len();
                self.cut = true;
            }
        }
        Token::Data(section)
    }

    /// Where the first end of a section of data after `start` is. It is remembered: looking for it
    /// anew for each of many sections without an end would take time with their square.
    fn next_data_end(&mut self, start: usize) -> Option<usize> {
        match self.data_end {
            Some(None) => None,
            Some(Some(end)) if end >= start => Some(end),
            _ => {
                let found = self.source.get(start..).and_then(|rest| rest.find("]]>"));
                let end = found.map(|i| start + i);
                self.data_end = Some(end);
                end
            }
        }
    }

    fn close(&mut self, after: &'a str) -> Token<'a> {
        let name = after.get(..name_len(after)).unwrap_or_default();
        let start = self.source.len() - after.len();
        let rest = after.get(name.len()..).unwrap_or_default();
        match rest.find(['>', '<']) {
            // "</a<b>" has lost the end of its tag.
            Some(i) => {
                self.at = start + name.len() + i + usize::from(rest.get(i..=i) == Some(">"));
            }
            None => {
                self.at = self.source.len();
                self.cut = true;
            }
        }
        Token::Close { name }
    }

    /// The tag that starts here; `None` where the source ends in it.
    fn open(&mut self, after: &'a str) -> Option<Token<'a>> {
        let name = after.get(..name_len(after)).unwrap_or_default();
        let start = self.source.len() - after.len() + name.len();
        let rest = after.get(name.len()..).unwrap_or_default();
        let Some(end) = tag_end(rest) else {
            self.at = self.source.len();
            self.cut = true;
            return None;
        };
        let attributes = rest.get(..end).unwrap_or_default();
        self.at = start + end + usize::from(rest.get(end..=end) == Some(">"));
        let bare = attributes.trim_end();
        let empty = bare.ends_with('/');
        Some(Token::Open {
            name,
            attributes: bare.strip_suffix('/').unwrap_or(bare),
            empty,
        })
    }
}

fn starts_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn name_len(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<' | '=' | '"' | '\''))
        .unwrap_or(text.len())
}

/// Where the tag ends whose attributes `text` starts with: at its `>`, or before a `<` that shows
/// that it was forgotten.
fn tag_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut value_next = false;
    while let Some(&c) = bytes.get(i) {
        match c {
            b'>' | b'<' => return Some(i),
            b'"' | b'\'' if value_next => {
                i += quoted_len(text.get(i + 1..).unwrap_or_default(), c)?;
                value_next = false;
            }
            b'=' => value_next = true,
            _ if c.is_ascii_whitespace() => {}
            _ => value_next = false,
        }
        i += 1;
    }
    None
}

/// Bytes of the quoted value that `text` starts with, its closing quotation mark included. One that
/// was forgotten does not swallow the tags behind it.
fn quoted_len(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut tag_end = None;
    for (i, &c) in bytes.iter().enumerate() {
        if c == quote {
            return Some(i + 1);
        }
        match c {
            b'>' if tag_end.is_none() => tag_end = Some(i),
            b'<' if tag_end.is_some() => break,
            _ => {}
        }
    }
    tag_end
}

/// The attributes in the source of a tag, their values with unresolved references.
pub(in crate::loader) fn attributes(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        rest = rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '=' | '"' | '\''));
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let value = value.get(1..).unwrap_or_default();
                value.split_once(quote).unwrap_or((value, ""))
            }
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str) -> Vec<Token<'_>> {
        let mut tokens = Tokens::of(source);
        std::iter::from_fn(|| tokens.next("d")).collect()
    }

    fn open<'a>(name: &'a str, attributes: &'a str, empty: bool) -> Token<'a> {
        Token::Open {
            name,
            attributes,
            empty,
        }
    }

    #[test]
    fn tags_text_and_data_are_parted() {
        let source = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b '>'>]>\
            <!-- <c> --><a b='x>y' c>1 < 2 &amp; 3<d/><![CDATA[<e>]]></a >";
        assert_eq!(
            all(source),
            [
                open("a", " b='x>y' c", false),
                Token::Text("1 < 2 &amp; 3"),
                open("d", "", true),
                Token::Data("<e>"),
                Token::Close { name: "a" },
            ]
        );
    }

    #[test]
    fn what_was_forgotten_costs_no_more_than_itself() {
        let forgotten = "<d><![CDATA[one</d><d><![CDATA[two]]></d>";
        let texts: Vec<_> = all(forgotten)
            .into_iter()
            .filter(|t| matches!(t, Token::Data(_)))
            .collect();
        assert_eq!(texts, [Token::Data("one"), Token::Data("two")]);
        assert_eq!(
            all("<a href=\"x><b c=\"d\">"),
            [open("a", " href=\"x", false), open("b", " c=\"d\"", false)]
        );
        assert_eq!(
            all("</a<b>"),
            [Token::Close { name: "a" }, open("b", "", false)]
        );
        for cut in ["<a", "<a b='", "<!-- x", "</a", "<![CDATA[x"] {
            let mut tokens = Tokens::of(cut);
            while tokens.next("").is_some() {}
            assert!(tokens.cut, "{cut}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let found: Vec<_> = attributes(" a=\"1 2\" b = 'x' c=3 d e=\"\"").collect();
        assert_eq!(
            found,
            [("a", "1 2"), ("b", "x"), ("c", "3"), ("d", ""), ("e", "")]
        );
    }
}
