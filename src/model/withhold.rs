//! Unknown rather than wrong: speakers who are not sure enough are taken back.

use super::{Annotations, Mention, Quote, RunnerUp};
use crate::text::Span;

impl Annotations {
    /// The least that a speaker must be sure where nobody says otherwise, in per cent.
    pub const LEAST_SURE: u8 = 30;

    /// The same annotations with every speaker taken back who is less sure than `least` per cent:
    /// nobody is named then, mention and cue are left out (not the cue of a statement: a denial
    /// stays one), the one taken back comes first among those who else might have spoken, and `why`
    /// says so. The confidence stays that of the one taken back.
    pub fn with_least(mut self, least: u8) -> Self {
        for quote in &mut self.quotes {
            if quote.percent() >= least {
                continue;
            }
            let Some(speaker) = quote.speaker.take() else {
                continue;
            };
            quote.why = format!(
                "{NEAREST}{speaker} comes nearest with {}%, and {least}% is asked for; {}",
                quote.percent(),
                quote.why
            );
            if quote.kind.is_speech() {
                quote.cue = None;
            }
            let near = || nearest(&self.names, &speaker, quote.span);
            if let Some(mention) = quote.mention.take().or_else(near) {
                let confidence = quote.confidence;
                let withheld = RunnerUp {
                    speaker,
                    mention,
                    confidence,
                };
                quote.runners_up.insert(0, withheld);
            }
        }
        self
    }
}

/// How the reason begins that names the one taken back.
const NEAREST: &str = "nobody is sure enough: ";

impl Quote {
    /// Whether `other` is the speaker who was taken back, and whom the reason already names.
    pub fn is_withheld(&self, other: &RunnerUp) -> bool {
        let named = self.why.strip_prefix(NEAREST);
        let after = named.and_then(|why| why.strip_prefix(other.speaker.as_str()));
        after.is_some_and(|why| why.starts_with(" comes nearest "))
    }

    /// The confidence in whole per cent, as it is shown and compared.
    pub fn percent(&self) -> u8 {
        percent(self.confidence)
    }
}

impl RunnerUp {
    /// The confidence in whole per cent.
    pub fn percent(&self) -> u8 {
        percent(self.confidence)
    }
}

fn percent(share: f32) -> u8 {
    // A cast from a float stays within the bounds of the integer.
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// Where `speaker` is named nearest to `place`.
fn nearest(names: &[super::Name], speaker: &str, place: Span) -> Option<Span> {
    let named = names.iter().find(|name| name.name == speaker)?;
    let spans = named.mentions.iter().map(Mention::span);
    spans.min_by_key(|span| span.start.abs_diff(place.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Name, NameKind, QuoteKind};

    const TEXT: &str = "Ann Lee left. “We wait,” she said. Bob stayed.";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn annotations(confidence: f32, mention: Option<Span>) -> Annotations {
        Annotations {
            quotes: vec![Quote {
                span: span("“We wait,”"),
                kind: QuoteKind::Direct,
                nested: false,
                speaker: Some("Ann Lee".into()),
                mention,
                cue: Some(span("said")),
                confidence,
                why: "“she” is the subject of “said”".into(),
                runners_up: vec![RunnerUp {
                    speaker: "Bob".into(),
                    mention: span("Bob"),
                    confidence: 0.1,
                }],
            }],
            names: vec![Name {
                name: "Ann Lee".into(),
                kind: NameKind::Per,
                mentions: vec![Mention::new(TEXT, span("Ann Lee"))],
            }],
            language: None,
        }
    }

    #[test]
    fn who_is_not_sure_enough_becomes_the_first_of_those_who_might_have_spoken() {
        let found = annotations(0.22, Some(span("she"))).with_least(30);
        let quote = &found.quotes[0];
        assert_eq!(
            (&quote.speaker, quote.mention, quote.cue),
            (&None, None, None)
        );
        let others: Vec<_> = quote
            .runners_up
            .iter()
            .map(|other| (other.speaker.as_str(), other.mention, other.percent()))
            .collect();
        assert_eq!(
            others,
            [("Ann Lee", span("she"), 22), ("Bob", span("Bob"), 10)]
        );
        assert_eq!(
            quote.why,
            "nobody is sure enough: Ann Lee comes nearest with 22%, and 30% is asked for; “she” is \
             the subject of “said”"
        );
        assert_eq!(found.clone().with_least(30), found);
    }

    #[test]
    fn who_is_sure_enough_stays_and_what_is_shown_is_what_counts() {
        for (confidence, least) in [(0.30, 30), (0.296, 30), (0.9, 90), (0.0, 0), (1.0, 100)] {
            let found = annotations(confidence, Some(span("she")));
            assert_eq!(found.clone().with_least(least), found, "{confidence}");
        }
        let found = annotations(0.294, None).with_least(30);
        assert_eq!(found.quotes[0].speaker, None);
    }

    #[test]
    fn without_a_mention_the_name_nearest_to_the_words_stands_for_the_one_withheld() {
        let found = annotations(0.2, None).with_least(30);
        assert_eq!(found.quotes[0].runners_up[0].mention, span("Ann Lee"));
        let mut nowhere = annotations(0.2, None);
        nowhere.names.clear();
        let found = nowhere.with_least(30);
        assert_eq!(found.quotes[0].runners_up.len(), 1);
        assert!(found.quotes[0].why.contains("Ann Lee"));
    }
}
