//! One of several things to do, chosen from a list that typing narrows.

use crate::model::{Correction, PicturePlace};
use crate::text::{Clean, Span};

use super::input::Input;

/// A list of things to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// What is to be chosen.
    pub title: String,
    /// What there is to choose from.
    items: Vec<Choice>,
    /// Narrows the list.
    pub input: Input,
    /// The chosen row.
    pub cursor: usize,
    /// The quotation whose speaker may be typed too, where that is what is chosen.
    speaker_of: Option<Span>,
}

/// A thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// More about it.
    pub detail: String,
    /// What is done when it is chosen.
    pub then: Then,
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Puts right what was found in the open article.
    Correct(Correction),
    /// Subscribes to an address.
    Subscribe(String),
    /// Shows a picture.
    Picture {
        /// What it is called.
        label: String,
        /// Where it is.
        place: PicturePlace,
    },
    /// Opens an address.
    Open(String),
    /// Copies an address.
    Copy(String),
    /// Keeps the theme at this index.
    Theme(usize),
}

impl Choices {
    /// The choice between `items`, of which there is at least one.
    pub fn new(title: String, items: Vec<Choice>) -> Self {
        Self {
            title,
            items,
            input: Input::default(),
            cursor: 0,
            speaker_of: None,
        }
    }

    /// The same, where what is typed may be chosen as the speaker of the quotation at `span`.
    pub(super) fn or_typed_speaker(mut self, span: Span) -> Self {
        self.speaker_of = Some(span);
        self
    }

    /// What the row under the cursor does; `None` where nothing has what is typed.
    pub fn chosen(&self) -> Option<Then> {
        let found = self.matches().into_iter().nth(self.cursor);
        found.map(|choice| choice.then)
    }

    /// Those whose words hold what is typed, and what is typed itself where that may be chosen.
    pub fn matches(&self) -> Vec<Choice> {
        let typed = self.input.text().trim();
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let holds = |choice: &&Choice| {
            let all = format!("{} {}", choice.label, choice.detail).to_lowercase();
            words.iter().all(|word| all.contains(word))
        };
        let mut found: Vec<Choice> = self.items.iter().filter(holds).cloned().collect();
        let known = self.items.iter().any(|choice| choice.label == typed);
        if let Some(span) = self.speaker_of
            && !typed.is_empty()
            && !known
        {
            found.push(Choice::said_by(span, typed, "as you typed it".to_owned()));
        }
        found
    }
}

impl Choice {
    /// That `speaker` says what is quoted at `span`.
    pub(super) fn said_by(span: Span, speaker: &str, detail: String) -> Self {
        Self {
            label: speaker.to_owned(),
            detail,
            then: Then::Correct(Correction::Speaker {
                span,
                speaker: Some(Clean::line(speaker)),
            }),
        }
    }
}
