//! The source of a page as a sequence of tags, text and asides, as the HTML standard's tokenizer
//! parts them. No tree is built.

/// One piece of a page's source.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open {
        name: &'a str,
        attributes: usize,
        /// The tag as written.
        source: &'a str,
    },
    Close {
        name: &'a str,
    },
    /// A comment, a declaration, or what stands inside a script and its like.
    Aside(&'a str),
}

/// The source of a page, piece by piece; in order.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The element whose content is no markup, up to its end tag.
    raw: Option<&'a str>,
    /// Open `svg` and `math` elements, inside of which no element is raw.
    foreign: usize,
}

/// Elements whose content is text up to their end tag.
const RAW: &[&str] = &[
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// Whether `name` is one of `names`, which are in lower case.
pub(super) fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|n| name.eq_ignore_ascii_case(n))
}

impl<'a> Pieces<'a> {
    pub fn of(source: &'a str) -> Self {
        Self {
            rest: source,
            raw: None,
            foreign: 0,
        }
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Bytes up to and with the first `end`, or all that is left.
    fn up_to(&self, from: usize, end: &str) -> usize {
        let found = self.rest.get(from..).and_then(|r| r.find(end));
        found.map_or(self.rest.len(), |i| from + i + end.len())
    }

    fn raw_len(&self, name: &str) -> usize {
        let bytes = self.rest.as_bytes();
        let mut from = 0;
        while let Some(i) = self.rest.get(from..).and_then(|r| r.find("</")) {
            let at = from + i + 2;
            let ends = bytes.get(at..at + name.len());
            if ends.is_some_and(|e| e.eq_ignore_ascii_case(name.as_bytes())) {
                return at - 2;
            }
            from = at;
        }
        self.rest.len()
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            let len = self.raw_len(name);
            if len > 0 {
                return Some(Piece::Aside(self.take(len)));
            }
        }
        let bytes = self.rest.as_bytes();
        if *bytes.first()? != b'<' {
            let len = self.rest.find('<').unwrap_or(self.rest.len());
            return Some(Piece::Text(self.take(len)));
        }
        match bytes.get(1) {
            Some(b'!' | b'?') => {
                let len = if !self.rest.starts_with("<!--") {
                    self.up_to(2, ">")
                } else if self.rest.starts_with("<!-->") {
                    5
                } else if self.rest.starts_with("<!--->") {
                    6
                } else {
                    self.up_to(4, "-->").min(self.up_to(4, "--!>"))
                };
                Some(Piece::Aside(self.take(len)))
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let tag = scan_tag(self.rest, 2);
                let source = self.take(tag.len);
                let name = source.get(2..tag.name_end).unwrap_or_default();
                if is_in(&["svg", "math"], name) {
                    self.foreign = self.foreign.saturating_sub(1);
                }
                Some(Piece::Close { name })
            }
            // "</>" and "</3" are comments to a browser.
            Some(b'/') => {
                let len = self.up_to(2, ">");
                Some(Piece::Aside(self.take(len)))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let tag = scan_tag(self.rest, 1);
                let source = self.take(tag.len);
                let name = source.get(1..tag.name_end).unwrap_or_default();
                if is_in(&["svg", "math"], name) {
                    self.foreign += 1;
                } else if self.foreign == 0 && is_in(RAW, name) {
                    self.raw = Some(name);
                }
                Some(Piece::Open {
                    name,
                    attributes: tag.attributes,
                    source,
                })
            }
            _ => Some(Piece::Text(self.take(1))),
        }
    }
}

struct Tag {
    len: usize,
    name_end: usize,
    attributes: usize,
}

/// Measures the tag at the start of `text`, whose name starts at `name`, as the tokenizer of the
/// HTML standard does (section 13.2.5): a quotation mark counts only after an equals sign.
fn scan_tag(text: &str, name: usize) -> Tag {
    let bytes = text.as_bytes();
    let at_end = |i: usize| i >= bytes.len();
    let skip = |mut i: usize, stop: &dyn Fn(u8) -> bool| {
        while let Some(&c) = bytes.get(i) {
            if stop(c) {
                break;
            }
            i += 1;
        }
        i
    };
    let blank = |c: u8| c.is_ascii_whitespace();
    let name_end = skip(name, &|c| blank(c) || c == b'/' || c == b'>');
    let mut attributes = 0;
    let mut i = name_end;
    loop {
        i = skip(i, &|c| !blank(c) && c != b'/');
        if at_end(i) || bytes.get(i) == Some(&b'>') {
            break;
        }
        attributes += 1;
        // An equals sign at the start is part of the name.
        i = skip(i + 1, &|c| blank(c) || c == b'/' || c == b'>' || c == b'=');
        let after = skip(i, &|c| !blank(c));
        if bytes.get(after) != Some(&b'=') {
            continue;
        }
        i = skip(after + 1, &|c| !blank(c));
        match bytes.get(i) {
            Some(&quote @ (b'"' | b'\'')) => i = skip(i + 1, &|c| c == quote) + 1,
            Some(b'>') | None => {}
            Some(_) => i = skip(i, &|c| blank(c) || c == b'>'),
        }
    }
    let len = (i + 1).min(bytes.len());
    Tag {
        len,
        name_end: name_end.min(len),
        attributes,
    }
}
