//! The reason for an attribution, in words for a person.

use super::cast::{Speaker, Via};
use super::evidence::Pattern;

/// Why a quotation has its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Its own sentence says so.
    Clause(Pattern),
    /// It goes on with the quotation in the paragraph before, which is left open.
    CarriedOn,
    /// It goes on in the next paragraph, where its speaker is told.
    SharedBack,
    /// Its paragraph is the turn of this speaker in a transcript.
    Turn,
    /// This speaker did something right before it.
    Action,
    /// The same paragraph quoted this speaker last.
    SameParagraph,
    /// The sentence before reports what this speaker said.
    Reported,
    /// The text before it ends with a colon.
    Introduced,
    /// The quotation after it in the paragraph has this speaker.
    Following,
    /// This speaker was quoted last.
    LastSpeaker,
    /// The sentence before is about this speaker.
    Topic,
    /// This speaker is named or described near it.
    Near,
    /// This speaker is the first whom the article quotes.
    FirstQuoted,
    /// The same words stand elsewhere in the article with this speaker.
    Echo,
}

impl Reason {
    /// Whether it takes the speaker over from the quotation before.
    pub fn goes_on(self) -> bool {
        matches!(
            self,
            Self::CarriedOn | Self::SameParagraph | Self::LastSpeaker
        )
    }

    /// A name for it among the features of a quotation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause(pattern) => match pattern {
                Pattern::After => "after",
                Pattern::Inverted => "inverted",
                Pattern::Before => "before",
                Pattern::SentenceEnd => "sentence end",
                Pattern::AccordingTo => "according to",
                Pattern::Agent => "agent",
                Pattern::Holder => "holder",
                Pattern::Colon => "colon",
                Pattern::Signature => "signature",
            },
            Self::CarriedOn => "carried on",
            Self::SharedBack => "shared back",
            Self::Turn => "turn",
            Self::Action => "action",
            Self::SameParagraph => "same paragraph",
            Self::Reported => "reported",
            Self::Introduced => "introduced",
            Self::Following => "following",
            Self::LastSpeaker => "last speaker",
            Self::Topic => "topic",
            Self::Near => "near",
            Self::FirstQuoted => "first quoted",
            Self::Echo => "echo",
        }
    }

    /// The reason in words. `mention` and `cue` are their texts; a pronoun or a role is explained.
    pub fn words(self, mention: &str, cue: &str, speaker: &Speaker) -> String {
        let mut out = match self {
            Self::Clause(pattern) => clause(pattern, mention, cue),
            Self::CarriedOn => {
                "the quotation before it is left open at the end of its paragraph and goes on here"
                    .to_owned()
            }
            Self::SharedBack => {
                "the quotation goes on in the next paragraph, where this speaker is named"
                    .to_owned()
            }
            Self::Turn => format!("its paragraph opens with the label “{mention}”"),
            Self::Action => {
                format!("the sentence right before it shows “{mention}” doing something")
            }
            Self::SameParagraph => {
                "it goes on with the words quoted before it in the paragraph".to_owned()
            }
            Self::Reported => format!("the text just before it reports what “{mention}” “{cue}”"),
            Self::Introduced => {
                format!("the text before it ends with a colon and is about “{mention}”")
            }
            Self::Following => "the quotation that goes on after it has this speaker".to_owned(),
            Self::LastSpeaker => {
                "no words around it name a speaker, and this one was quoted last".to_owned()
            }
            Self::Topic => format!(
                "no words around it report it, and the sentence before is about “{mention}”"
            ),
            Self::Near => format!("nothing reports it, and “{mention}” stands near it"),
            Self::FirstQuoted => {
                "a headline, and this is the first speaker whom the article quotes".to_owned()
            }
            Self::Echo => {
                "the same words are quoted elsewhere in the article with this speaker".to_owned()
            }
        };
        let own_mention = matches!(
            self,
            Self::Clause(_)
                | Self::Reported
                | Self::Introduced
                | Self::Topic
                | Self::Near
                | Self::Turn
                | Self::Action
        );
        if own_mention && !says(mention, &speaker.text) {
            match speaker.via {
                Via::Pronoun | Via::Role | Via::Name => {
                    out.push_str(&format!("; “{mention}” stands for {}", speaker.text));
                }
                Via::Description => {}
            }
        }
        out
    }
}

/// Whether `mention` holds the speaker's name as it is, but for case and article: to say whom it
/// stands for would tell nothing.
pub fn says(mention: &str, speaker: &str) -> bool {
    bare(mention).contains(&bare(speaker))
}

/// `phrase` in lower case, without the article before it.
fn bare(phrase: &str) -> String {
    let lower = phrase.to_lowercase();
    let articles = ["the ", "an ", "a "];
    let rest = articles.iter().find_map(|a| lower.strip_prefix(a));
    rest.unwrap_or(&lower).to_owned()
}

fn clause(pattern: Pattern, mention: &str, cue: &str) -> String {
    match pattern {
        Pattern::After => {
            format!("“{mention}” is the subject of “{cue}” right after the quotation")
        }
        Pattern::Inverted => {
            format!("“{cue}” right after the quotation is followed by its subject, “{mention}”")
        }
        Pattern::Before => format!("“{mention}” is the subject of “{cue}” before the quotation"),
        Pattern::SentenceEnd => {
            format!("“{mention}” is the subject of “{cue}” at the end of the sentence")
        }
        Pattern::AccordingTo => format!("“{mention}” follows “{cue}”"),
        Pattern::Agent => format!("“{mention}” is who did it in “{cue}”"),
        Pattern::Holder => format!("the “{cue}” is that of “{mention}”"),
        Pattern::Colon => format!("“{mention}” stands before the colon that opens the quotation"),
        Pattern::Signature => format!("“{mention}” signs the quotation"),
    }
}
