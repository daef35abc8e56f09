//! What analysis finds in an article. All spans are byte offsets into the article's text.

use serde::{Deserialize, Serialize};

use crate::text::Span;

use super::Language;

/// The quotations and names of one article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// Quoted runs and indirect speech, ordered by start; what stands inside another comes after it.
    pub quotes: Vec<Quote>,
    /// Names, ordered by first mention.
    pub names: Vec<Name>,
    /// The language of the text, where it can be told. Speakers and names are told in English
    /// alone, and in what nothing shows to be anything else.
    pub language: Option<Language>,
}

impl Annotations {
    /// The language of the text where it is not English: no speaker and no name is given then.
    pub fn foreign(&self) -> Option<Language> {
        self.language.filter(|&l| l != Language::English)
    }
}

/// One run of text between quotation marks, marks included, or one piece of indirect speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The run.
    pub span: Span,
    /// What the marks are for.
    pub kind: QuoteKind,
    /// Whether it stands inside a quoted run.
    pub nested: bool,
    /// Who uttered the words: the fullest name in the article, else the fullest noun phrase.
    /// `None` where the article does not say.
    pub speaker: Option<String>,
    /// The words that stand for the speaker in the reporting clause ("he", "the president").
    pub mention: Option<Span>,
    /// What reports: a verb group, "according to", a colon.
    pub cue: Option<Span>,
    /// How sure the attribution is, 0 to 1; where there is no speaker, how sure the kind is, or the
    /// speaker that was taken back ([`Annotations::with_least`]).
    pub confidence: f32,
    /// The reason for kind and speaker, in words for a person.
    pub why: String,
    /// Who else might have uttered the words, the likelier first.
    #[serde(default)]
    pub runners_up: Vec<RunnerUp>,
}

/// Somebody who might have uttered a quotation, and was not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// As in [`Quote::speaker`].
    pub speaker: String,
    /// The words that stand for them near the quotation.
    pub mention: Span,
    /// How likely it is they, 0 to 1.
    pub confidence: f32,
}

/// What quotation marks are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A whole clause or more of someone's words.
    Direct,
    /// A fragment of someone's words inside the writer's sentence.
    Mixed,
    /// A title, a nickname, a term: a thing being named.
    Title,
    /// The writer's own distance; nobody in particular is quoted.
    Scare,
    /// What somebody said, in the writer's words and without quotation marks.
    Indirect,
}

impl QuoteKind {
    /// Whether somebody's words are quoted.
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Direct | Self::Mixed)
    }

    /// Whether somebody says it, in their own words or in the writer's.
    pub fn is_statement(self) -> bool {
        self.is_speech() || self == Self::Indirect
    }

    /// The kind's name, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Title => "title",
            Self::Scare => "scare",
            Self::Indirect => "indirect",
        }
    }
}

/// A person, body, place or other thing with a name, and all its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The fullest form in the article.
    pub name: String,
    /// What it is.
    pub kind: NameKind,
    /// Where it is named, ordered by start.
    pub mentions: Vec<Mention>,
}

/// One place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
    /// The text there.
    pub text: String,
}

impl Mention {
    /// The mention at `span` of `text`.
    pub fn new(text: &str, span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
            text: span.of(text).to_owned(),
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum NameKind {
    /// People, fictional ones and families too.
    Per,
    /// Companies, agencies, parties, teams, media and other bodies.
    Org,
    /// Countries, cities, regions, buildings and other places.
    Loc,
    /// Nationalities, events, laws, works, products and the rest.
    Misc,
}

impl NameKind {
    /// The short form used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Org => "ORG",
            Self::Loc => "LOC",
            Self::Misc => "MISC",
        }
    }

    /// A heading for people.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Per => "People",
            Self::Org => "Organisations",
            Self::Loc => "Places",
            Self::Misc => "Other names",
        }
    }

    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Per, Self::Org, Self::Loc, Self::Misc];
}
