//! Where a quotation stands, and what its surroundings show when no words report it: the label of
//! its paragraph, or somebody who does something right before it.

use super::cast::Speaker;
use super::clause::Sentence;
use super::evidence::Evidence;
use super::frame::{Frame, Tag};
use super::phrase::Phrase;
use super::turn::Turn;
use super::why::Reason;
use super::words::Pronoun;
use super::{Desk, Finding, verbs};
use crate::model::{NameKind, QuoteKind};

/// How many items a sentence holds at most that shows somebody before speaking.
const BRIEF: usize = 7;

/// What was gathered about one quotation before it is decided.
pub(super) struct Draft {
    pub item: usize,
    pub run: usize,
    pub kind: QuoteKind,
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
    /// The paragraph after it.
    pub next: Option<&'s Frame<'s>>,
    pub turn: Option<&'s Turn>,
}

impl Scene<'_> {
    /// The finding that the label of the paragraph makes.
    pub fn by_label(&self, kind: QuoteKind) -> Option<Finding> {
        let Turn::Of {
            speaker,
            label,
            colon,
        } = self.turn?
        else {
            return None;
        };
        let speaker = Some(speaker.clone());
        let found = self
            .desk
            .finding(Reason::Turn, kind, speaker, *label, *colon, 0.85);
        Some(found)
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
) -> Option<Finding> {
    let Scene {
        desk,
        frame,
        sentence,
        ..
    } = *scene;
    let items = &frame.items;
    let opens = frame.sentences[sentence].start == draft.item;
    if draft.kind != QuoteKind::Direct || !opens {
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
    Some(desk.finding(
        Reason::Action,
        draft.kind,
        Some(speaker),
        phrase.span(items),
        before.group(verb),
        weight,
    ))
}
