//! The words of a document as the name rules read them: tokens with their shape, compounds such
//! as "US-led" taken apart, and sentences that know whether their capitals mean anything.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::capitals::{is_arabic_article, is_display, mark_openings, shape_of};
use super::gazetteer::{self, Known, Place};
use super::language;
use crate::analysis::Document;
use crate::text::{Span, Token, TokenKind, tokens};

/// What a unit looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word that starts small.
    Lower,
    /// A word with a capital at its start, or inside it ("iPhone", "al-Sisi").
    Capital,
    /// A word of two capitals or more and nothing small.
    Upper,
    /// Digits.
    Number,
    /// A genitive "'s".
    Possessive,
    /// A mark.
    Mark(char),
}

/// One word, number or mark.
#[derive(Debug, Clone)]
pub(super) struct Unit<'a> {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Its text.
    pub text: &'a str,
    /// Its text in lower case.
    pub lower: Cow<'a, str>,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it would have a capital whatever it is: first in a sentence or a quotation.
    pub opens: bool,
    /// What the lists say of it; nothing where it has no capital.
    pub facts: Facts,
}

/// What the lists say of one word by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// An ordinary English word in some form.
    pub ordinary: bool,
    /// A given name.
    pub given: bool,
    /// A surname.
    pub surname: bool,
    /// What it is as a known name.
    pub known: Option<Known>,
    /// What it is as a place.
    pub place: Option<Place>,
    /// The first word of a listed name of several.
    pub begins_longer: bool,
}

impl Unit<'_> {
    /// Whether the word is written as names are.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it is the mark `c`.
    pub fn is_mark(&self, c: char) -> bool {
        self.shape == Shape::Mark(c)
    }

    /// Whether it is any mark.
    pub fn is_any_mark(&self) -> bool {
        matches!(self.shape, Shape::Mark(_))
    }
}

/// One sentence, as a range of units.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its units.
    pub units: Range<usize>,
    /// Whether its capitals tell nothing: it has them throughout, as headlines have, or is in
    /// another language than English.
    pub display: bool,
    /// Whether it opens a paragraph.
    pub leads: bool,
}

/// Where words with hyphens are taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compounds {
    /// Where one part alone is a name, as the rules need it.
    WhereNamesPart,
    /// At every hyphen, as the tagger was trained.
    Everywhere,
}

/// All units of a document.
#[derive(Debug)]
pub(super) struct Units<'a> {
    /// The article's text, with the headline as a last line of its own where there is one.
    pub text: &'a str,
    /// Where the article's text ends and the headline may begin.
    pub body_end: usize,
    /// The units, in order.
    pub all: Vec<Unit<'a>>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Whether any word has a capital: then a small word is hardly a name.
    pub cased: bool,
}

impl<'a> Units<'a> {
    /// Reads `document`, whose text `text` begins with; what follows is read as a heading.
    pub fn new(document: &Document<'_>, text: &'a str, compounds: Compounds) -> Self {
        let body_end = document.text.len();
        let mut reader = Reader {
            text,
            compounds,
            all: Vec::with_capacity(document.tokens.len() + 16),
            facts: HashMap::new(),
        };
        let mut sentences = Vec::new();
        for paragraph in &document.paragraphs {
            for (i, &span) in paragraph.sentences.iter().enumerate() {
                let tokens = document.tokens_in(span);
                let alone = paragraph.sentences.len() == 1;
                sentences.extend(reader.sentence(tokens, paragraph.heading, alone, i == 0));
            }
        }
        let headline = Span::new(body_end, text.len()).trimmed(text);
        sentences.extend(reader.sentence(&tokens(text, headline), true, true, false));
        Self {
            text,
            body_end,
            cased: reader.all.iter().any(Unit::is_capital),
            all: reader.all,
            sentences,
        }
    }

    /// The unit at `index`.
    pub fn get(&self, index: usize) -> Option<&Unit<'a>> {
        self.all.get(index)
    }

    /// The unit as it is written, or nothing.
    pub fn text_at(&self, index: usize) -> &'a str {
        self.all.get(index).map_or("", |unit| unit.text)
    }

    /// The unit in lower case, or nothing.
    pub fn lower(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |unit| &unit.lower)
    }

    /// What the lists say of the unit at `index`.
    pub fn facts(&self, index: usize) -> Facts {
        self.all
            .get(index)
            .map_or_else(Facts::default, |unit| unit.facts)
    }

    /// What the name of the units `range` is known as.
    pub fn known(&self, range: &Range<usize>) -> Option<Known> {
        let first = self.facts(range.start);
        match range.len() {
            1 => first.known,
            _ if first.begins_longer => gazetteer::known(self.slice(range)),
            _ => None,
        }
    }

    /// The place that the units `range` name.
    pub fn place(&self, range: &Range<usize>) -> Option<Place> {
        let first = self.facts(range.start);
        match range.len() {
            1 => first.place,
            _ if first.begins_longer => gazetteer::place(self.slice(range)),
            _ => None,
        }
    }

    /// The span from the first to the last unit of `range`.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let units = self.all.get(range.clone()).unwrap_or_default();
        match (units.first(), units.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The text from the first to the last unit of `range`.
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }

    /// Whether nothing stands between the unit before `index` and it.
    pub fn is_attached(&self, index: usize) -> bool {
        index > 0
            && match (self.all.get(index - 1), self.all.get(index)) {
                (Some(before), Some(here)) => before.span.end == here.span.start,
                _ => false,
            }
    }
}

/// Makes units of tokens.
struct Reader<'a> {
    text: &'a str,
    compounds: Compounds,
    all: Vec<Unit<'a>>,
    /// What the lists say of the words up to now, so that each is looked up once.
    facts: HashMap<&'a str, Facts>,
}

impl<'a> Reader<'a> {
    /// Reads the sentence of `tokens`; `alone` says that it is a paragraph of its own.
    fn sentence(
        &mut self,
        tokens: &[Token],
        heading: bool,
        alone: bool,
        leads: bool,
    ) -> Option<Sentence> {
        let first = self.all.len();
        for token in tokens {
            self.push_token(token);
        }
        let units = first..self.all.len();
        let own = self.all.get_mut(units.clone())?;
        mark_openings(own);
        let display = is_display(own, heading, alone) || language::is_foreign(own);
        Some(Sentence {
            units,
            display,
            leads,
        })
    }

    fn push_token(&mut self, token: &Token) {
        let text = self.text;
        let word = token.span.of(text);
        match token.kind {
            TokenKind::Word if word.contains(['-', '‐']) => match self.compounds {
                Compounds::WhereNamesPart => self.push_compound(token.span),
                Compounds::Everywhere => self.push_parts(token.span),
            },
            TokenKind::Word => self.push_word(token.span, shape_of(word)),
            TokenKind::Number => self.push_word(token.span, Shape::Number),
            TokenKind::Possessive => self.push_word(token.span, Shape::Possessive),
            TokenKind::Punctuation => {
                let mark = word.chars().next().unwrap_or(' ');
                self.push_word(token.span, Shape::Mark(mark));
            }
        }
    }

    fn push_word(&mut self, span: Span, shape: Shape) {
        let word: &'a str = span.of(self.text);
        let (lower, facts) = match shape {
            Shape::Capital | Shape::Upper => {
                let lower = word.to_lowercase();
                let facts = *self.facts.entry(word).or_insert_with(|| Facts {
                    ordinary: gazetteer::is_ordinary(&lower),
                    given: gazetteer::is_given(word),
                    surname: gazetteer::is_surname(word),
                    known: gazetteer::known(word),
                    place: gazetteer::place(word),
                    begins_longer: gazetteer::begins_longer(word),
                });
                (Cow::Owned(lower), facts)
            }
            _ => (Cow::Borrowed(word), Facts::default()),
        };
        self.all.push(Unit {
            span,
            text: word,
            lower,
            shape,
            opens: false,
            facts,
        });
    }

    /// Takes a compound apart at each hyphen.
    fn push_parts(&mut self, span: Span) {
        let mut start = span.start;
        for (at, hyphen) in span.of(self.text).match_indices(['-', '‐']) {
            let here = Span::new(span.start + at, span.start + at + hyphen.len());
            let part = Span::new(start, here.start);
            self.push_word(part, shape_of(part.of(self.text)));
            self.push_word(here, Shape::Mark('-'));
            start = here.end;
        }
        let last = Span::new(start, span.end);
        self.push_word(last, shape_of(last.of(self.text)));
    }

    /// Takes compounds apart where one part alone is a name: "US-led", "anti-Russian",
    /// "Israeli-Palestinian"; leaves "Jean-Claude", "Port-au-Prince" and "al-Sisi" whole.
    fn push_compound(&mut self, span: Span) {
        let text = self.text;
        let word = span.of(text);
        let mut parts = Vec::new();
        let mut start = span.start;
        for part in word.split('-') {
            parts.push(Span::new(start, start + part.len()));
            start += part.len() + 1;
        }
        let is_capital = |part: &Span| part.of(text).starts_with(char::is_uppercase);
        let capitals = parts.iter().filter(|part| is_capital(part)).count();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return;
        };
        let digits_at_end = last.of(text).starts_with(|c: char| c.is_ascii_digit());
        if capitals == 0 || digits_at_end || word.chars().count() < 4 {
            return self.push_word(span, shape_of(word));
        }
        if is_capital(first) && is_capital(last) {
            let stands_alone = |part: &Span| {
                let part = part.of(text);
                gazetteer::known(part).is_some()
                    || gazetteer::place(part).is_some_and(|p| p <= Place::State)
            };
            if capitals == parts.len() && parts.iter().all(stands_alone) {
                for (i, &part) in parts.iter().enumerate() {
                    if i > 0 {
                        self.push_hyphen(part.start);
                    }
                    self.push_word(part, shape_of(part.of(text)));
                }
            } else {
                self.push_word(span, shape_of(word));
            }
        } else if is_capital(first) {
            let named = parts.iter().take_while(|part| is_capital(part)).count();
            match (parts.get(named.wrapping_sub(1)), parts.get(named)) {
                (Some(end), Some(rest)) if end.end - span.start > 1 => {
                    let head = Span::new(span.start, end.end);
                    self.push_word(head, shape_of(head.of(text)));
                    self.push_hyphen(rest.start);
                    self.push_word(Span::new(rest.start, span.end), Shape::Lower);
                }
                _ => self.push_word(span, Shape::Lower),
            }
        } else if is_capital(last) && !is_arabic_article(first.of(text)) {
            let Some(name) = parts.iter().find(|part| is_capital(part)) else {
                return;
            };
            let head = Span::new(span.start, name.start.saturating_sub(1));
            self.push_word(head, Shape::Lower);
            self.push_hyphen(name.start);
            let rest = Span::new(name.start, span.end);
            self.push_word(rest, shape_of(rest.of(text)));
        } else {
            self.push_word(span, shape_of(word));
        }
    }

    fn push_hyphen(&mut self, before: usize) {
        let span = Span::new(before.saturating_sub(1), before);
        self.push_word(span, Shape::Mark('-'));
    }
}
