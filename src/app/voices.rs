//! Who speaks in an article: its quotes and statements by speaker, and the walks along them.

use crate::model::{Annotations, Mention, Quote, QuoteKind};
use crate::text::Span;

/// What of all that people say is shown and walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said {
    /// Their own words alone.
    #[default]
    Quoted,
    /// What they say in the writer's words, too.
    Anyhow,
}

impl Said {
    /// `Anyhow` where statements are wanted.
    pub fn of(statements: bool) -> Self {
        if statements {
            Self::Anyhow
        } else {
            Self::Quoted
        }
    }

    /// Whether statements are among it.
    pub fn statements(self) -> bool {
        self == Self::Anyhow
    }

    /// Whether a quote of this kind is among it.
    pub fn holds(self, kind: QuoteKind) -> bool {
        match self {
            Self::Quoted => kind.is_speech(),
            Self::Anyhow => kind.is_statement(),
        }
    }

    /// What a piece of it is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Quoted => "quote",
            Self::Anyhow => "quote or statement",
        }
    }
}

/// One speaker with everything that they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The speaker; `None` for words that the article gives to nobody.
    pub speaker: Option<String>,
    /// What is quoted of them, as indices into [`Annotations::quotes`], in the order of the text.
    pub quotes: Vec<usize>,
    /// What they say in the writer's words, likewise; of each statement the first piece.
    pub statements: Vec<usize>,
}

impl Voice {
    /// The speaker's name, or that it is not known.
    pub fn name(&self) -> &str {
        self.speaker.as_deref().unwrap_or("Unknown speaker")
    }

    /// Whether any of what they say is among `said`.
    pub fn speaks(&self, said: Said) -> bool {
        !self.quotes.is_empty() || (said.statements() && !self.statements.is_empty())
    }
}

/// The speakers in order of their first quoted words, then those of whom nothing is quoted;
/// unknown speakers come last, together. A speaker has the same place whether or not statements
/// are shown.
pub fn voices(annotations: &Annotations) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    for (index, quote) in annotations.quotes.iter().enumerate() {
        if !quote.kind.is_statement() {
            continue;
        }
        let known = voices.iter().position(|v| v.speaker == quote.speaker);
        let at = known.unwrap_or_else(|| {
            voices.push(Voice {
                speaker: quote.speaker.clone(),
                quotes: Vec::new(),
                statements: Vec::new(),
            });
            voices.len() - 1
        });
        let voice = &mut voices[at];
        if quote.kind.is_speech() {
            voice.quotes.push(index);
        } else if annotations.beginning(index) == index {
            voice.statements.push(index);
        }
    }
    voices.sort_by_key(|v| {
        let first = v.quotes.first().copied();
        (v.speaker.is_none(), first.is_none(), first)
    });
    voices
}

/// Whether any of what `speaker` says is among `said`.
pub(super) fn heard(voices: &[Voice], speaker: &Option<String>, said: Said) -> bool {
    let mut of_speaker = voices.iter().filter(|v| v.speaker == *speaker);
    of_speaker.any(|v| v.speaks(said))
}

/// What `n` and `p` step over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Walk {
    /// Everything said.
    #[default]
    Quotes,
    /// What one speaker says; `None` for unknown speakers.
    Speaker(Option<String>),
    /// The mentions of one name, an index into [`Annotations::names`].
    Name(usize),
}

/// One stop of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Where it stands in the text.
    pub span: Span,
    /// The quote it is, an index into [`Annotations::quotes`]; `None` for a mention of a name.
    pub quote: Option<usize>,
}

impl Walk {
    /// The stops of the walk along `said`, in the order of the text.
    pub fn stops(&self, annotations: &Annotations, said: Said) -> Vec<Stop> {
        let quotes = |taken: &dyn Fn(&Quote) -> bool| {
            let all = annotations.quotes.iter().enumerate();
            all.filter(|(_, quote)| said.holds(quote.kind) && taken(quote))
                .filter(|(index, _)| annotations.beginning(*index) == *index)
                .map(|(index, quote)| Stop {
                    span: quote.span,
                    quote: Some(index),
                })
                .collect()
        };
        match self {
            Self::Quotes => quotes(&|_| true),
            Self::Speaker(speaker) => quotes(&|quote| quote.speaker == *speaker),
            Self::Name(name) => annotations.names.get(*name).map_or_else(Vec::new, |name| {
                let spans = name.mentions.iter().map(Mention::span);
                spans.map(|span| Stop { span, quote: None }).collect()
            }),
        }
    }
}
