//! What a search finds in what people say.

use super::entry::called;
use super::query::{Condition, Phrase, Query};
use crate::model::{Annotations, Quote};
use crate::text::Folded;

/// What a search asks of somebody's words.
#[derive(Debug, Default)]
pub(super) struct Asked<'a> {
    /// Who says it, any of them; where there are none, anybody.
    speakers: Vec<&'a Phrase>,
    /// What they say, any of it; where there is nothing, anything.
    pub words: Vec<&'a Phrase>,
}

impl<'a> Asked<'a> {
    /// What `query` asks, if it asks for what is said.
    pub fn of(query: &'a Query) -> Option<Self> {
        let mut asked = Self::default();
        for condition in query.wanted() {
            match condition {
                Condition::Speaks(name) => asked.speakers.push(name),
                Condition::Says { words, .. } => asked.words.push(words),
                _ => {}
            }
        }
        (!asked.speakers.is_empty() || !asked.words.is_empty()).then_some(asked)
    }

    /// Whether `quote` is by one of those asked for.
    fn is_by(&self, quote: &Quote, found: &Annotations) -> bool {
        let Some(speaker) = quote.speaker.as_deref() else {
            return self.speakers.is_empty();
        };
        let fits = |form: &str| {
            let form = Folded::new(form);
            self.speakers.iter().any(|name| name.is_in(&form))
        };
        self.speakers.is_empty() || called(speaker, &found.names).any(fits)
    }

    /// The statements among the quotes of `found` that are asked for.
    pub fn among<'q>(&self, text: &str, found: &'q Annotations) -> Vec<&'q Quote> {
        let statements = found
            .quotes
            .iter()
            .filter(|quote| quote.kind.is_statement());
        let by_them = statements.filter(|quote| self.is_by(quote, found));
        let fits = |quote: &&Quote| {
            let said = Folded::new(quote.span.of(text));
            self.words.is_empty() || self.words.iter().any(|words| words.is_in(&said))
        };
        by_them.filter(fits).collect()
    }
}

impl Query {
    /// The statements in an article with this text and these annotations that the search is for:
    /// those by whom it names after `speaker:`, those with the words it wants said. None where it
    /// does not ask for what is said.
    pub fn statements<'q>(&self, text: &str, found: &'q Annotations) -> Vec<&'q Quote> {
        Asked::of(self).map_or_else(Vec::new, |asked| asked.among(text, found))
    }
}
