//! Finding words in an article.

use crate::model::Article;
use crate::text::Span;

/// A search in the open article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// What is looked for.
    pub query: String,
    /// Where it stands, in the order of the text.
    pub hits: Vec<Span>,
    /// The hit where the reader is, an index into the hits.
    pub current: Option<usize>,
    /// The place in the text where the search began: back to there while nothing is found.
    pub origin: Option<usize>,
}

/// Where `query` stands in the blocks of `article` that are shown. Small letters find capitals
/// too, a capital only itself; a typed apostrophe or quotation mark finds the curly ones, and a
/// blank any white space.
pub fn find(article: &Article, query: &str, boilerplate: bool) -> Vec<Span> {
    let wanted: Vec<char> = query.chars().map(plain).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact = query.chars().any(char::is_uppercase);
    let first = wanted[0];
    let mut hits = Vec::new();
    for block in article
        .blocks
        .iter()
        .filter(|b| boilerplate || !b.boilerplate)
    {
        let text = block.span.of(&article.text);
        let mut next = 0;
        for (at, c) in text.char_indices() {
            if at < next || !same(plain(c), first, exact) {
                continue;
            }
            if let Some(len) = starts_with(&text[at..], &wanted, exact) {
                next = at + len;
                hits.push(Span::new(block.span.start + at, block.span.start + next));
            }
        }
    }
    hits
}

/// Bytes of `text` that `wanted` matches at its start.
fn starts_with(text: &str, wanted: &[char], exact: bool) -> Option<usize> {
    let mut chars = text.char_indices();
    for &want in wanted {
        let (_, have) = chars.next()?;
        if !same(plain(have), want, exact) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

fn same(have: char, want: char, exact: bool) -> bool {
    have == want
        || (!exact
            && if have.is_ascii() && want.is_ascii() {
                have.eq_ignore_ascii_case(&want)
            } else {
                have.to_lowercase().eq(want.to_lowercase())
            })
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
