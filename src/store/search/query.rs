//! What a search asks for.

use std::fmt;

use super::when::When;
use crate::text::Folded;

/// A search: an article is found where each of `all` holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What must hold, all of it. Where there is nothing, nothing is found.
    pub all: Vec<Any>,
    /// What was not understood, or not taken as it was written.
    pub notes: Vec<Note>,
}

impl Query {
    /// The conditions of which the search shows where they are met: those that are not denied.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Condition> {
        let terms = self.all.iter().flat_map(|any| &any.0);
        terms.filter(|term| !term.not).map(|term| &term.condition)
    }

    /// The words that are looked for in texts.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Phrase> {
        let terms = self.all.iter_mut().flat_map(|any| &mut any.0);
        terms.filter_map(|term| match &mut term.condition {
            Condition::Words(_, phrase) | Condition::Says { words: phrase, .. } => Some(phrase),
            _ => None,
        })
    }
}

/// Terms of which at least one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Any(pub Vec<Term>);

/// A condition, or its contrary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether the condition must not hold.
    pub not: bool,
    /// The condition.
    pub condition: Condition,
}

/// Something that is true of an article or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// True of every article.
    Anything,
    /// The words stand there.
    Words(Field, Phrase),
    /// Somebody in it whose name has `speaker` says something.
    Speaks(Phrase),
    /// The words stand in what somebody says; where `speakers` are given, in what one of them says.
    Says {
        /// Each a part of a name.
        speakers: Vec<Phrase>,
        /// The words.
        words: Phrase,
    },
    /// Something is named in it by a name that has these words, in one of its forms.
    Names(Phrase),
    /// Its subscription's name or address has these words.
    Feed(Phrase),
    /// The folder of its subscription, or one around it, has these words in its name.
    Folder(Phrase),
    /// A tag of it or of its subscription has these words.
    Tag(Phrase),
    /// What the person or a rule did to it.
    Is(Mark),
    /// It was published before this began.
    Before(When),
    /// It was published when this began, or later.
    After(When),
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// In headline, byline and text.
    Anywhere,
    /// In the headline.
    Title,
    /// In the byline.
    Author,
}

/// What can be done to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It was not read.
    Unread,
    /// It was read.
    Read,
    /// It has a star.
    Starred,
    /// A rule hides it.
    Hidden,
}

/// Words in a row; never none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<String>,
    prefix: bool,
}

impl Phrase {
    /// The words of `text`, as a search sees them; `None` where it has none. With `prefix` the last
    /// one may go on.
    pub fn new(text: &str, prefix: bool) -> Option<Self> {
        let words = Folded::new(text).into_words();
        (!words.is_empty()).then_some(Self { words, prefix })
    }

    /// The words in order, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether the last word may go on.
    pub fn is_prefix(&self) -> bool {
        self.prefix
    }

    /// Whether the words of `text` begin with the phrase.
    pub fn begins<'a>(&self, mut text: impl Iterator<Item = &'a str>) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().all(|(at, word)| {
            text.next()
                .is_some_and(|have| match self.prefix && at == last {
                    true => have.starts_with(word.as_str()),
                    false => have == word,
                })
        })
    }

    /// The indices of the words in `text` where the phrase begins.
    pub fn places<'a>(&'a self, text: &'a Folded) -> impl Iterator<Item = usize> + 'a {
        let words = text.words();
        let starts = 0..(words.len() + 1).saturating_sub(self.words.len());
        starts.filter(move |&at| self.begins(words[at..].iter().map(|word| text.word(word))))
    }

    /// Whether the phrase stands in `text`.
    pub fn is_in(&self, text: &Folded) -> bool {
        self.places(text).next().is_some()
    }

    /// Leaves the last word out and takes the one before for a whole one; false where there is none.
    pub(super) fn drop_last(&mut self) -> bool {
        let more = self.words.len() > 1;
        if more {
            self.words.pop();
            self.prefix = false;
        }
        more
    }

    /// Takes the last word for a whole one.
    pub(super) fn end_word(&mut self) {
        self.prefix = false;
    }

    /// Keeps the first `most` words, but at least one.
    pub(super) fn cut(&mut self, most: usize) {
        let most = most.max(1);
        if most < self.words.len() {
            self.words.truncate(most);
            self.prefix = false;
        }
    }
}

/// Something in a search that was not taken as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// There is no such field.
    Field(String),
    /// Nothing stands after the field.
    Empty(&'static str),
    /// Not a date.
    Date(String),
    /// Not something that an article can be.
    Mark(String),
    /// No word stands there.
    NoWord(String),
    /// There are more words than are looked for.
    Long(usize),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(
                f,
                "There is no field “{name}:”: it is looked for as a word. The fields are {}.",
                super::parse::fields()
            ),
            Self::Empty(name) => write!(f, "“{name}:” wants something after it."),
            Self::Date(text) => write!(
                f,
                "“{text}” is no date: write 2025-11-18, 2025-11, 2025, today, yesterday, or 7d, 2w, \
                 3m, 1y for so long ago."
            ),
            Self::Mark(text) => write!(
                f,
                "An article cannot be “{text}”: write is:unread, is:read, is:starred or is:hidden."
            ),
            Self::NoWord(text) => write!(f, "“{text}” has no word that could be looked for."),
            Self::Long(most) => write!(f, "Only the first {most} words are looked for."),
        }
    }
}
