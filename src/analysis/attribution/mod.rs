//! Speakers: who uttered each quoted run, and what kind of quotation it is.
//!
//! [`attribute`] reads the clauses around each run (`grammar`), gathers what they claim
//! (`evidence`) and what the text around proposes (`chain`), asks whom each mention stands for
//! (`cast`, `resolve`), and lets trained weights choose the kind (`kinds`) and the speaker (`ranker`).

mod bodies;
mod candidate;
mod cast;
mod chain;
mod deliberation;
mod echo;
mod epithet;
mod evidence;
mod features;
mod gender;
mod issuer;
mod kinds;
mod lead;
mod pronoun;
mod proposal;
mod ranker;
mod repeated;
mod resolve;
mod roles;
mod scene;
mod setting;
mod signature;
mod source;
mod turn;
mod view;
mod weights;
mod why;

use std::collections::HashSet;

use super::grammar::frame::{Frame, Reader};
pub use cast::{Cast, Speaker};
use chain::Chain;
pub use deliberation::Deliberation;
use deliberation::Log;
use evidence::Claim;
use kinds::Judged;
use proposal::Proposal;
use scene::Scene;
pub use why::says;

use super::quotation::{QuotedRun, foreign_kinds};
use super::{Document, Paragraph};
use crate::model::{Language, Name, Quote, QuoteKind, RunnerUp};

/// Weight from which a claim makes its sentence one that reports the quotation.
const REPORTS: f32 = 0.42;

/// An article as those read it who look for speakers.
pub struct Reading<'a> {
    reader: Reader<'a>,
    /// Its paragraphs in order, each with its index; see [`Reader::frames`].
    pub frames: Vec<(usize, Frame<'a>)>,
    /// Who is named and described in it.
    pub cast: Cast<'a>,
}

impl<'a> Reading<'a> {
    /// Reads `document` with its quoted `runs` and its `names`.
    pub fn new(document: &'a Document, runs: &'a [QuotedRun], names: &'a [Name]) -> Self {
        let reader = Reader::new(document, runs, names);
        let frames = reader.frames();
        let cast = Cast::new(document.text, names, runs, &frames);
        Self {
            reader,
            frames,
            cast,
        }
    }

    /// The article's text.
    pub fn text(&self) -> &'a str {
        self.reader.document.text
    }

    /// Whether the page sets the whole paragraph apart as somebody's words: a block quote.
    pub fn is_set_out(&self, paragraph: usize) -> bool {
        self.reader.document.paragraphs[paragraph].block_quote
    }
}

/// The quotations of an article: one for each quoted run, in their order, with kind and speaker.
pub fn attribute(reading: &Reading) -> Vec<Quote> {
    attribute_with(reading, None)
}

/// What is weighed for each quoted run of an article, for whoever trains the weights.
pub fn deliberate(reading: &Reading) -> Vec<Deliberation> {
    let log = Log::new(reading.reader.runs);
    attribute_with(reading, Some(&log));
    log.into_deliberations()
}

fn attribute_with(reading: &Reading, log: Option<&Log>) -> Vec<Quote> {
    let Reading {
        reader,
        frames,
        cast,
    } = reading;
    let (document, runs) = (reader.document, reader.runs);
    let headings = headings(document);
    let echoes = echo::echoes(document.text, runs, |r| headings.contains(&r.paragraph));
    let desk = Desk {
        text: document.text,
        runs,
        cast,
        headings,
        echoes,
        log,
    };
    let mut found: Vec<Option<Finding>> = vec![None; runs.len()];
    let mut chain = Chain::default();
    let is_heading = |paragraph: usize| desk.headings.contains(&paragraph);
    for (index, (paragraph, frame)) in frames.iter().enumerate() {
        if !is_heading(*paragraph) {
            let frame_at = |i: usize| frames.get(i).map(|(_, f)| f);
            let around = (index.checked_sub(1).and_then(frame_at), frame_at(index + 1));
            chain.read(&desk, frame, around, &mut found);
        }
    }
    repeated::share_back(&desk, &mut found);
    for (_, frame) in frames.iter().filter(|(p, _)| is_heading(*p)) {
        desk.read_alone(frame, &mut found, None);
    }
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
    repeated::echo(&desk, &mut found);
    runs.iter()
        .zip(found)
        .map(|(run, finding)| {
            finding
                .unwrap_or_else(|| Finding::unspoken(UNREAD))
                .into_quote(run)
        })
        .collect()
}

/// What a run is taken for that no frame holds, and how sure a kind is in a language that is not read.
const UNREAD: Judged = Judged {
    kind: QuoteKind::Scare,
    share: 0.6,
};

/// The paragraphs that are headings: those marked so, and a first line that reads like a headline,
/// which plain text does not mark.
fn headings(document: &Document) -> HashSet<usize> {
    let headline = |(index, paragraph): (usize, &Paragraph)| {
        let line = paragraph.span.of(document.text);
        index == 0
            && document.paragraphs.len() >= FEWEST_UNDER_HEADLINE
            && line.len() <= LONGEST_HEADLINE
            && !line.ends_with(['.', ':', ',', ';'])
    };
    let all = document.paragraphs.iter().enumerate();
    all.filter(|&(i, p)| p.heading || headline((i, p)))
        .map(|(i, _)| i)
        .collect()
}

/// How many paragraphs an article has at least whose first line may be its headline, and how many
/// bytes that is at most.
const FEWEST_UNDER_HEADLINE: usize = 3;
const LONGEST_HEADLINE: usize = 160;

/// What is known while the quotations of one article are read.
struct Desk<'a> {
    text: &'a str,
    runs: &'a [QuotedRun],
    cast: &'a Cast<'a>,
    /// Indices of the paragraphs that are headings.
    headings: HashSet<usize>,
    /// For each run another that has its words.
    echoes: Vec<Option<usize>>,
    /// Where what is weighed is written down, if anybody wants it.
    log: Option<&'a Log>,
}

/// What was found about one run.
#[derive(Debug, Clone)]
struct Finding {
    kind: QuoteKind,
    /// Who speaks by which reason; `None` where the article does not say.
    chosen: Option<Proposal>,
    confidence: f32,
    why: String,
    runners_up: Vec<RunnerUp>,
}

impl Finding {
    /// A run that nobody utters.
    fn unspoken(judged: Judged) -> Self {
        let why = match judged.kind {
            QuoteKind::Title => "the marks set off a name or a term",
            QuoteKind::Scare => "nobody is said to utter these few words",
            QuoteKind::Direct | QuoteKind::Mixed | QuoteKind::Indirect => {
                "the article does not say who uttered the words"
            }
        };
        Self {
            kind: judged.kind,
            chosen: None,
            confidence: judged.share,
            why: why.to_owned(),
            runners_up: Vec::new(),
        }
    }

    fn speaker(&self) -> Option<&Speaker> {
        self.chosen.as_ref()?.speaker.as_ref()
    }

    fn into_quote(self, run: &QuotedRun) -> Quote {
        let chosen = self.chosen.as_ref();
        Quote {
            span: run.span,
            kind: self.kind,
            nested: run.is_nested(),
            speaker: self.speaker().map(|s| s.text.clone()),
            mention: chosen.map(|c| c.mention),
            // What reports nothing has its mention there.
            cue: chosen
                .map(|c| c.cue)
                .filter(|&c| Some(c) != chosen.map(|c| c.mention)),
            confidence: self.confidence,
            why: self.why,
            runners_up: self.runners_up,
        }
    }
}

impl Desk<'_> {
    /// The finding that `chosen` is right, with a probability of `share` that it is.
    fn finding(
        &self,
        judged: Judged,
        chosen: Proposal,
        share: f32,
        runners_up: Vec<RunnerUp>,
    ) -> Finding {
        let (mention, cue) = (chosen.mention.of(self.text), chosen.cue.of(self.text));
        let why = match &chosen.speaker {
            Some(speaker) => chosen.reason.words(mention, cue, speaker),
            None => format!("“{mention}” is said to utter it, and nobody named fits"),
        };
        Finding {
            kind: judged.kind,
            // Nothing is certain of what only words tell.
            confidence: (share * chosen.certainty()).min(0.99),
            chosen: Some(chosen),
            why,
            runners_up,
        }
    }

    /// Reads a frame whose quotations have nothing to go on with: a heading, or the inside of the
    /// run `outer`.
    fn read_alone(&self, frame: &Frame, found: &mut [Option<Finding>], outer: Option<usize>) {
        let inside = outer.map(|run| {
            let speaker = found[run].as_ref().and_then(Finding::speaker);
            (self.runs[run].content, speaker.and_then(|s| s.name))
        });
        let drafts = self.drafts(frame);
        let nothing_before = Chain::default();
        for (sentence, draft) in drafts
            .iter()
            .enumerate()
            .flat_map(|(i, d)| d.iter().map(move |d| (i, d)))
        {
            let scene = Scene {
                desk: self,
                frame,
                drafts: &drafts,
                sentence,
                previous: None,
                next: None,
                turn: None,
                inside,
                heading: outer.is_none(),
            };
            let finding = if draft.judged.kind.is_speech() {
                let mut claims: Vec<_> = draft.evidence.claims.iter().collect();
                claims.sort_by(|a, b| b.weight.total_cmp(&a.weight));
                let claimed = |c: &&Claim| self.claimed(&frame.items, c, None, inside);
                let mut proposals: Vec<_> = claims.iter().map(claimed).collect();
                if outer.is_none() {
                    proposals.extend(self.echoed(draft.run, found));
                    proposals.extend(self.first_quoted(found));
                }
                self.choose(&scene, draft, proposals, &nothing_before)
            } else {
                Finding::unspoken(draft.judged)
            };
            found[draft.run] = Some(finding);
        }
    }
}

/// The quotations of a `document` in another language than English: what each is can be told by its
/// marks, who utters it cannot.
pub fn unread(document: &Document, runs: &[QuotedRun], language: Language) -> Vec<Quote> {
    let kinds = foreign_kinds(document, runs, language);
    let quote = |(run, kind)| unread_quote(run, kind, language);
    runs.iter().zip(kinds).map(quote).collect()
}

fn unread_quote(run: &QuotedRun, kind: QuoteKind, language: Language) -> Quote {
    let finding = Finding::unspoken(Judged {
        kind,
        share: UNREAD.share,
    });
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
