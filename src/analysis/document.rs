//! An article as the rules read it: paragraphs, sentences and tokens.

use crate::model::{Article, BlockKind};
use crate::text::{Clean, Span, Token, sentences, tokens};

/// The running text of an article, cut into paragraphs, sentences and tokens. Boilerplate, code
/// and rules are left out; all spans are those of [`Article::text`].
#[derive(Debug)]
pub struct Document<'a> {
    /// The article's text.
    pub text: &'a Clean,
    /// The article's headline, where it has one: it stands beside the text, and only names read it.
    pub title: Option<&'a Clean>,
    /// The BCP 47 tag of its language, where the input states one.
    pub language: Option<&'a Clean>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// All tokens of all paragraphs, in order.
    pub tokens: Vec<Token>,
}

/// One block of running text.
#[derive(Debug)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// Whether it is a heading.
    pub heading: bool,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether it is set as a block quote: somebody's words without marks.
    pub block_quote: bool,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
}

impl<'a> Document<'a> {
    /// Reads `article`.
    pub fn new(article: &'a Article) -> Self {
        let text = &article.text;
        let mut all = Vec::new();
        let mut paragraphs = Vec::new();
        for block in article.body_blocks() {
            let heading = match block.kind {
                BlockKind::Heading(_) => true,
                BlockKind::Paragraph | BlockKind::Item { .. } => false,
                BlockKind::Code | BlockKind::Rule => continue,
            };
            let span = block.span.trimmed(text);
            if span.is_empty() {
                continue;
            }
            let first = all.len();
            all.extend(tokens(text, span));
            paragraphs.push(Paragraph {
                span,
                heading,
                item: matches!(block.kind, BlockKind::Item { .. }),
                block_quote: block.quote_depth > 0,
                tokens: first..all.len(),
                sentences: sentences(text, span),
            });
        }
        Self {
            text,
            title: article.title.as_ref(),
            language: article.language.as_ref(),
            paragraphs,
            tokens: all,
        }
    }

    /// The paragraph that holds `offset`, as an index.
    pub fn paragraph_at(&self, offset: usize) -> Option<usize> {
        let after = self.paragraphs.partition_point(|p| p.span.start <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.paragraphs[index].span.end).then_some(index)
    }

    /// The tokens that start inside `span`.
    pub fn tokens_in(&self, span: Span) -> &[Token] {
        let first = self.tokens.partition_point(|t| t.span.start < span.start);
        let last = self.tokens.partition_point(|t| t.span.start < span.end);
        &self.tokens[first..last]
    }

    /// The text of a token.
    pub fn word(&self, token: &Token) -> &str {
        token.span.of(self.text)
    }
}
