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
                | Self::Turn
                | Self::Action
        );
        if own_mention && !mention.contains(&speaker.text) {
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
