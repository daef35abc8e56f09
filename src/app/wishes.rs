//! What the library is asked for and told after each action: what the screen needs is compared with
//! what is known.

use crate::model::{ArticleKey, Part, Shelf};

use super::action::Effect;
use super::layout::Pane;
use super::session::{Ask, Session};
use super::shelving::Seeking;
use super::state::State;

/// Rows that are asked for at once.
pub const WINDOW: usize = 240;

/// Rows beyond those on the screen that are to be known before the person gets there.
const MARGIN: usize = 30;

/// Articles on either side of the open one that are kept at hand.
const NEAR: usize = 2;

/// What has to be asked of the library, and told it, for what is shown now.
pub(super) fn wishes(state: &mut State) -> Vec<Effect> {
    let rows = state
        .layout
        .list
        .map_or(1, |area| usize::from(area.height / 2).max(1));
    let selected = state.selected;
    let top = state.list_top.min(selected);
    let (pane, alone) = (state.focus, state.alone);
    let place = state.reader.place();
    let shown = state.shown;
    let library = &state.library;
    let Some(shelving) = &mut state.shelving else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    let end = (state.list_top + rows).max(selected + 1);
    let part = if shelving.stale {
        let key = shelving.goal.or(library.get(selected).map(|e| e.row.key));
        Some(key.map_or(Part::From(selected), |key| Part::Around(key, selected)))
    } else if !library.knows(top.saturating_sub(MARGIN), end + MARGIN) {
        Some(Part::From(top.saturating_sub(WINDOW / 2)))
    } else {
        None
    };
    if let Some(part) = part.filter(|_| shelving.unkept == 0) {
        let ask = Ask {
            number: shelving.lists + 1,
            shelf: shelving.shelf.clone(),
            order: shelving.order,
            part,
            // What a search found has to be looked for in each text: at first for what is seen.
            rows: match shelving.shelf {
                Shelf::Search(_) if shelving.stale => (rows + 2 * MARGIN).min(WINDOW),
                _ => WINDOW,
            },
        };
        if shelving
            .asked
            .as_ref()
            .is_none_or(|asked| !asked.is_for(&ask))
        {
            shelving.lists += 1;
            shelving.asked = Some(ask.clone());
            effects.push(Effect::List(ask));
        }
    }
    if let Seeking::Wanted(by) = shelving.seeking
        && shelving.unkept == 0
    {
        shelving.seeking = Seeking::Asked;
        effects.push(Effect::Unread {
            shelf: shelving.shelf.clone(),
            order: shelving.order,
            from: selected,
            by,
        });
    }
    let near = [
        Some(selected),
        selected.checked_add(1),
        selected.checked_sub(1),
    ];
    let missing: Vec<ArticleKey> = near
        .into_iter()
        .filter_map(|index| library.get(index?))
        .filter(|entry| entry.article.is_none())
        .map(|entry| entry.row.key)
        .filter(|key| !shelving.fetching.contains_key(key))
        .collect();
    if !missing.is_empty() {
        shelving
            .fetching
            .extend(missing.iter().map(|&key| (key, true)));
        effects.push(Effect::Fetch(missing));
    }
    let looks_through = pane == Pane::List && state.reader.find.is_some();
    if let Some(key) = shown
        .filter(|_| !looks_through && library.get(selected).is_some_and(|e| e.article.is_some()))
    {
        let now = (key, place);
        match shelving.told_place {
            Some(told) if told == now => {}
            Some((told, _)) if told == key => effects.push(Effect::KeepPlace(key, place)),
            // It has just been opened, where the library says that the person was.
            _ => {}
        }
        shelving.told_place = Some(now);
    }
    let session = Session {
        shelf: shelving.shelf.clone(),
        order: shelving.order,
        article: library
            .get(selected)
            .map(|e| e.row.key)
            .or(shelving.told_session.article),
        index: selected,
        pane,
        alone,
    };
    if session != shelving.told_session {
        shelving.told_session = session.clone();
        effects.push(Effect::KeepSession(session));
    }
    state.library.forget_far(selected, NEAR);
    effects
}
