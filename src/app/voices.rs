//! Who speaks in an article: its quotes by speaker.

use crate::model::{Annotations, QuoteKind};
use crate::text::Span;

/// One speaker with everything quoted of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The speaker; `None` for words that the article gives to nobody.
    pub speaker: Option<String>,
    /// The quotes, as indices into [`Annotations::quotes`], in the order of the text.
    pub quotes: Vec<usize>,
}

/// The speakers in order of their first words; unknown speakers come last, together.
pub fn voices(annotations: &Annotations) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    for (index, quote) in annotations.quotes.iter().enumerate() {
        if !quote.kind.is_speech() {
            continue;
        }
        match voices.iter_mut().find(|v| v.speaker == quote.speaker) {
            Some(voice) => voice.quotes.push(index),
            None => voices.push(Voice {
                speaker: quote.speaker.clone(),
                quotes: vec![index],
            }),
        }
    }
    voices.sort_by_key(|v| v.speaker.is_none());
    voices
}

/// What `n` and `p` step over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Walk {
    /// Every quote.
    #[default]
    Quotes,
    /// The quotes of one speaker; `None` for those of unknown speakers.
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
    /// The stops of the walk, in the order of the text.
    pub fn stops(&self, annotations: &Annotations) -> Vec<Stop> {
        let quote = |(index, quote): (usize, &crate::model::Quote)| Stop {
            span: quote.span,
            quote: Some(index),
        };
        let speech = annotations
            .quotes
            .iter()
            .enumerate()
            .filter(|(_, q)| QuoteKind::is_speech(q.kind));
        match self {
            Self::Quotes => speech.map(quote).collect(),
            Self::Speaker(speaker) => speech
                .filter(|(_, q)| q.speaker == *speaker)
                .map(quote)
                .collect(),
            Self::Name(name) => annotations.names.get(*name).map_or_else(Vec::new, |name| {
                let stop = |m: &crate::model::Mention| Stop {
                    span: m.span(),
                    quote: None,
                };
                name.mentions.iter().map(stop).collect()
            }),
        }
    }
}
