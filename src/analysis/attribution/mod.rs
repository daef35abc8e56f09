//! Speakers: who uttered each quoted run, and what kind of quotation it is.
//!
//! [`attribute`] folds each run into one item of its paragraph (`frame`), reads the clauses around
//! it (`words`, `verbs`, `phrase`, `clause`), gathers what they claim (`evidence`), follows
//! quotations that have no clause of their own (`chain`), and says whom a mention stands for
//! (`cast`) and why (`why`). Rules only, of general English; nothing here knows an article.

mod cast;
mod chain;
mod clause;
mod evidence;
mod frame;
mod lead;
mod phrase;
mod report;
mod resolve;
mod scene;
mod setting;
mod signature;
mod source;
mod subject;
mod tagging;
mod turn;
mod verbs;
mod why;
mod words;

use std::collections::HashSet;

use cast::{Cast, Speaker};
use chain::Chain;
use clause::Sentence;
use evidence::{Claim, Evidence, gather};
use frame::{Frame, Item, Reader, Tag};
use why::Reason;

use super::Document;
use super::quotation::{Ending, QuotedRun, foreign_kind, kind};
use crate::model::{Language, Name, Quote, QuoteKind};
use crate::text::Span;

/// Weight from which a claim makes its sentence one that reports the quotation.
const REPORTS: f32 = 0.42;

/// The quotations of `document`: one for each of `runs`, in their order, with kind and speaker.
pub fn attribute(document: &Document, runs: &[QuotedRun], names: &[Name]) -> Vec<Quote> {
    let reader = Reader::new(document, runs, names);
    let frames = reader.frames();
    let cast = Cast::new(document.text, names, runs, &frames);
    let headings = (0..document.paragraphs.len())
        .filter(|&i| document.paragraphs[i].heading)
        .collect();
    let desk = Desk {
        text: document.text,
        runs,
        cast: &cast,
        headings,
    };
    let mut found: Vec<Option<Finding>> = vec![None; runs.len()];
    let mut chain = Chain::default();
    for (index, (paragraph, frame)) in frames.iter().enumerate() {
        if document.paragraphs[*paragraph].heading {
            desk.read_alone(frame, &mut found, None);
        } else {
            let next = frames.get(index + 1).map(|(_, f)| f);
            chain.read(&desk, frame, next, &mut found);
        }
    }
    share_back(&desk, &mut found);
    for (index, run) in runs.iter().enumerate() {
        let holds_others = runs[index + 1..]
            .iter()
            .take_while(|r| r.span.start < run.span.end)
            .any(|r| r.parent == Some(index));
        if holds_others {
            let frame = reader.inside(index);
            desk.read_alone(&frame, &mut found, Some(index));
        }
    }
    echo(&desk, &mut found);
    runs.iter()
        .zip(found)
        .map(|(run, finding)| finding.unwrap_or_default().into_quote(run))
        .collect()
}

/// What is known while the quotations of one article are read.
struct Desk<'a> {
    text: &'a str,
    runs: &'a [QuotedRun],
    cast: &'a Cast<'a>,
    /// Indices of the paragraphs that are headings.
    headings: HashSet<usize>,
}

/// What was found about one run.
#[derive(Debug, Clone)]
struct Finding {
    kind: QuoteKind,
    speaker: Option<Speaker>,
    mention: Option<Span>,
    cue: Option<Span>,
    confidence: f32,
    /// What the speaker was told by, where there is one.
    reason: Option<Reason>,
    why: String,
}

impl Default for Finding {
    fn default() -> Self {
        Self::unspoken(QuoteKind::Scare)
    }
}

impl Finding {
    /// A run that nobody utters.
    fn unspoken(kind: QuoteKind) -> Self {
        let why = match kind {
            QuoteKind::Title => "the marks set off a name or a term",
            QuoteKind::Scare => "nobody is said to utter these few words",
            QuoteKind::Direct | QuoteKind::Mixed => {
                "the article does not say who uttered the words"
            }
        };
        Self {
            kind,
            speaker: None,
            mention: None,
            cue: None,
            confidence: 0.6,
            reason: None,
            why: why.to_owned(),
        }
    }

    fn into_quote(self, run: &QuotedRun) -> Quote {
        Quote {
            span: run.span,
            kind: self.kind,
            nested: run.is_nested(),
            speaker: self.speaker.map(|s| s.text),
            mention: self.mention,
            cue: self.cue,
            confidence: self.confidence,
            why: self.why,
        }
    }
}

impl Desk<'_> {
    /// The kind of the run at item `quote` of `sentence`.
    fn kind(
        &self,
        sentence: &Sentence,
        quote: usize,
        run: usize,
        evidence: &Evidence,
    ) -> QuoteKind {
        let best = evidence.best().filter(|c| c.weight >= REPORTS);
        let setting = setting::of(sentence, quote, best, evidence.reported);
        kind(self.runs[run].content.of(self.text), &setting)
    }

    /// The finding that `claim` makes.
    fn claimed(
        &self,
        items: &[Item],
        claim: &Claim,
        kind: QuoteKind,
        last: Option<&Speaker>,
        inside: Option<(Span, Option<usize>)>,
    ) -> Finding {
        let (within, not) = inside.map_or((None, None), |(w, n)| (Some(w), n));
        let mention = claim.phrase.span(items);
        let speaker = self.cast.resolve(items, &claim.phrase, last, within, not);
        self.finding(
            Reason::Clause(claim.pattern),
            kind,
            speaker,
            mention,
            claim.cue,
            claim.weight,
        )
    }

    fn finding(
        &self,
        reason: Reason,
        kind: QuoteKind,
        speaker: Option<Speaker>,
        mention: Span,
        cue: Span,
        weight: f32,
    ) -> Finding {
        let (mention_text, cue_text) = (mention.of(self.text), cue.of(self.text));
        match speaker {
            Some(speaker) => Finding {
                kind,
                why: reason.words(mention_text, cue_text, &speaker),
                confidence: weight * speaker.certainty,
                reason: Some(reason),
                speaker: Some(speaker),
                mention: Some(mention),
                cue: Some(cue),
            },
            None => Finding {
                mention: Some(mention),
                cue: Some(cue),
                confidence: weight * 0.5,
                why: format!("“{mention_text}” is said to utter it, and nobody named fits"),
                ..Finding::unspoken(kind)
            },
        }
    }

    /// Reads a frame whose quotations have nothing to go on with: a heading, or the inside of the
    /// run `outer`.
    fn read_alone(&self, frame: &Frame, found: &mut [Option<Finding>], outer: Option<usize>) {
        let inside = outer.map(|run| {
            let speaker = found[run].as_ref().and_then(|f| f.speaker.as_ref());
            (self.runs[run].content, speaker.and_then(|s| s.name))
        });
        for range in &frame.sentences {
            let sentence = Sentence::new(frame, range);
            for item in range.clone() {
                let Tag::Quote(run) = frame.items[item].tag else {
                    continue;
                };
                let evidence = gather(&sentence, item);
                let kind = self.kind(&sentence, item, run, &evidence);
                let finding = match evidence.best() {
                    Some(claim) if kind.is_speech() => {
                        self.claimed(&frame.items, claim, kind, None, inside)
                    }
                    _ => Finding::unspoken(kind),
                };
                found[run] = Some(finding);
            }
        }
    }
}

/// The quotations of a `document` in another language than English: what each is can be told by its
/// marks, who utters it cannot.
pub fn unread(document: &Document, runs: &[QuotedRun], language: Language) -> Vec<Quote> {
    let quote = |run| unread_quote(document, run, language);
    runs.iter().map(quote).collect()
}

fn unread_quote(document: &Document, run: &QuotedRun, language: Language) -> Quote {
    let around = document.paragraphs[run.paragraph].span;
    let before = Span::new(around.start, run.span.start.max(around.start));
    let after = Span::new(run.span.end.min(around.end), around.end);
    let kind = foreign_kind(
        run.content.of(document.text),
        before.of(document.text),
        after.of(document.text),
    );
    let finding = Finding::unspoken(kind);
    let why = if kind.is_speech() {
        format!(
            "the article is in {}, and speakers are told in English alone",
            language.name()
        )
    } else {
        finding.why
    };
    Finding { why, ..finding }.into_quote(run)
}

/// An utterance that goes on over paragraphs and says only in a later one whose it is: the parts
/// before have that speaker too, unless they say otherwise.
fn share_back(desk: &Desk, found: &mut [Option<Finding>]) {
    let outer: Vec<usize> = (0..desk.runs.len())
        .filter(|&i| desk.runs[i].parent.is_none())
        .collect();
    let told = |f: &Option<Finding>| {
        f.as_ref()
            .is_some_and(|f| matches!(f.reason, Some(Reason::Clause(_))))
    };
    let mut at = 0;
    while at < outer.len() {
        let first = at;
        at += 1;
        while at < outer.len()
            && desk.runs[outer[at - 1]].ending == Ending::Carried
            && desk.runs[outer[at]].carries_on
        {
            at += 1;
        }
        let parts = &outer[first..at];
        let guessed = found[parts[0]].as_ref().is_none_or(|f| {
            matches!(
                f.reason,
                None | Some(Reason::LastSpeaker | Reason::Topic | Reason::Reported)
            )
        });
        let Some(owner) = parts.iter().position(|&p| told(&found[p])) else {
            continue;
        };
        let Some(source) = found[parts[owner]].clone().filter(|_| guessed) else {
            continue;
        };
        for &part in &parts[..owner] {
            found[part] = source.speaker.as_ref().map(|speaker| Finding {
                kind: QuoteKind::Direct,
                why: Reason::SharedBack.words("", "", speaker),
                reason: Some(Reason::SharedBack),
                confidence: source.confidence * 0.95,
                ..source.clone()
            });
        }
    }
}

/// Headlines and pull quotes repeat words of the body: they have the speaker whom the body shows.
fn echo(desk: &Desk, found: &mut [Option<Finding>]) {
    let plain = |run: &QuotedRun| -> String {
        let content = run.content.of(desk.text).to_lowercase();
        let words: Vec<&str> = content
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        words.join(" ")
    };
    let open: Vec<usize> = (0..found.len())
        .filter(|&i| desk.runs[i].parent.is_none())
        .filter(|&i| {
            let heading = desk.headings.contains(&desk.runs[i].paragraph);
            found[i]
                .as_ref()
                .is_none_or(|f| f.speaker.is_none() && (heading || f.kind.is_speech()))
        })
        .take(MOST_ECHOES)
        .collect();
    if open.is_empty() {
        return;
    }
    let sources: Vec<(usize, String)> = (0..found.len())
        .take(MOST_ECHOES)
        .filter(|&i| {
            found[i]
                .as_ref()
                .is_some_and(|f| f.speaker.is_some() && f.kind.is_speech())
        })
        .map(|i| (i, plain(&desk.runs[i])))
        .collect();
    for index in open {
        let words = plain(&desk.runs[index]);
        if words.split(' ').count() < 2 {
            continue;
        }
        let source = sources
            .iter()
            .find(|(other, said)| *other != index && said.contains(&words));
        let Some(source) = source.and_then(|(s, _)| found[*s].clone()) else {
            continue;
        };
        let kind = match &found[index] {
            Some(f) if f.kind.is_speech() => f.kind,
            Some(f) if f.kind == QuoteKind::Title => continue,
            _ => QuoteKind::Mixed,
        };
        if let Some(speaker) = source.speaker {
            found[index] = Some(Finding {
                kind,
                why: Reason::Echo.words("", "", &speaker),
                reason: Some(Reason::Echo),
                speaker: Some(speaker),
                confidence: source.confidence * 0.9,
                ..Finding::unspoken(kind)
            });
        }
    }
}

/// How many quotations are compared when repeated words are looked for.
const MOST_ECHOES: usize = 200;
