//! Where a quotation stands, and what its surroundings show when no words report it: the label of
//! its paragraph, or somebody who does something right before it.

use super::Desk;
use super::cast::Speaker;
use super::evidence::Evidence;
use super::kinds::Judged;
use super::proposal::Proposal;
use super::turn::Turn;
use super::why::Reason;
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::phrase::Phrase;
use crate::analysis::grammar::verbs;
use crate::analysis::grammar::words::Pronoun;
use crate::model::{NameKind, QuoteKind};
use crate::text::Span;

/// How many items a sentence holds at most that shows somebody before speaking.
const BRIEF: usize = 7;

/// What was gathered about one quotation before it is decided.
pub(super) struct Draft {
    pub item: usize,
    pub run: usize,
    pub judged: Judged,
    pub evidence: Evidence,
}

/// Where a quotation stands: its sentence and all around it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s> {
    pub desk: &'s Desk<'s>,
    pub frame: &'s Frame<'s>,
    /// The quotations of each sentence of the paragraph.
    pub drafts: &'s [Vec<Draft>],
    pub sentence: usize,
    /// The paragraphs before and after it.
    pub previous: Option<&'s Frame<'s>>,
    pub next: Option<&'s Frame<'s>>,
    pub turn: Option<&'s Turn>,
    /// For what stands inside a quotation: its place, and the name of who utters it.
    pub inside: Option<(Span, Option<usize>)>,
    /// It is a heading.
    pub heading: bool,
}

impl Scene<'_> {
    /// What the label of the paragraph proposes.
    pub fn by_label(&self) -> Option<Proposal> {
        let Turn::Of {
            speaker,
            label,
            colon,
        } = self.turn?
        else {
            return None;
        };
        let speaker = Some(speaker.clone());
        Some(Proposal::new(Reason::Turn, speaker, *label, *colon, 0.85))
    }
}

/// "Smith shrugged. “Not me.”": somebody named does something right before words that nothing
/// reports. A gesture goes with words; of other doings only a short sentence that opens its
/// paragraph does.
pub(super) fn action(
    scene: &Scene,
    draft: &Draft,
    before: &Sentence,
    last: Option<&Speaker>,
) -> Option<Proposal> {
    let Scene {
        desk,
        frame,
        sentence,
        ..
    } = *scene;
    let items = &frame.items;
    let opens = frame.sentences[sentence].start == draft.item;
    if draft.judged.kind != QuoteKind::Direct || !opens {
        return None;
    }
    let phrase = Phrase::at(items, before.start, before.end)?;
    let person = match phrase.name(items) {
        Some(name) => desk.cast.names[name].kind == NameKind::Per,
        None => {
            let somebody = items[phrase.end - 1].tag == Tag::Proper
                && phrase.start == before.start
                && phrase.speaker_kind(items).is_none();
            somebody || matches!(phrase.pronoun(items), Some(Pronoun::He | Pronoun::She))
        }
    };
    let verb = (phrase.full..before.end).find(|&i| !items[i].is_auxiliary())?;
    let gesture = verbs::is_gesture(&items[verb].lower);
    let brief = sentence == 1 && before.end - before.start <= BRIEF && items[verb].is_finite();
    if !person || !(gesture || brief) {
        return None;
    }
    let speaker = desk.cast.resolve(items, &phrase, last, None, None)?;
    let weight = if gesture { 0.8 } else { 0.62 };
    Some(Proposal::new(
        Reason::Action,
        Some(speaker),
        phrase.span(items),
        before.group(verb),
        weight,
    ))
}
