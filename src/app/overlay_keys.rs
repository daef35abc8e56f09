//! Keys while something lies over the panes.

use crate::config::{Key, KeyCode};
use crate::model::PicturePlace;

use super::action::Effect;
use super::choices::Then;
use super::command::Command;
use super::correcting::correct;
use super::links::{self, Address};
use super::macros::run_target;
use super::marks;
use super::overlay::{Overlay, Purpose, shelf_matches};
use super::palette::palette_matches;
use super::pictures;
use super::shelves;
use super::state::State;
use super::themes;
use super::walking::{give_up_search, search, step, tell_match};

/// Lets a key happen to the overlay.
pub fn overlay_key(state: &mut State, key: Key) -> Vec<Effect> {
    let control = key.modifiers().ctrl;
    let leaves =
        key.code() == KeyCode::Esc || (control && matches!(key.code(), KeyCode::Char('c' | 'g')));
    if leaves {
        leave(state);
        return Vec::new();
    }
    let bound = state.keymap.command_of(key);
    if let Some(effects) = links::key(state, key, bound) {
        return effects;
    }
    if key.code() == KeyCode::Enter {
        return entered(state);
    }
    let Some(overlay) = &mut state.overlay else {
        return Vec::new();
    };
    let letter = !control && !key.modifiers().alt && matches!(key.code(), KeyCode::Char(_));
    if let Overlay::Find(input) = overlay
        && !letter
        && !input.text().is_empty()
        && let Some(forward) = bound.and_then(steps)
    {
        step(state, forward);
        return Vec::new();
    }
    let last = overlay.last(state.size, &state.keymap, state.view.widths);
    let page = usize::from(state.size.1 / 2).max(1);
    let types = overlay.input().is_some();
    if let Some(at) = overlay.position()
        && let Some(moved) = bound.and_then(|command| moved(*at, command, page, last, types))
        && !(types && letter)
    {
        *at = moved.min(last);
        return Vec::new();
    }
    if let Some(input) = overlay.input() {
        if input.edit(key) {
            typed(state);
        }
    } else if letter && bound.is_some() {
        // A key that means something elsewhere closes what is only there to be read.
        state.overlay = None;
    }
    Vec::new()
}

/// Esc: nothing that is chosen or typed holds.
pub(super) fn leave(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Find(_)) => give_up_search(state),
        Some(Overlay::Seek(_)) => {
            shelves::leave_search(state);
        }
        _ => {}
    }
}

/// Enter: what is chosen or typed holds.
pub(super) fn entered(state: &mut State) -> Vec<Effect> {
    let nothing = |o: &Overlay| o.chooses() && o.choices(&state.keymap) == 0;
    if state.overlay.as_ref().is_some_and(nothing) {
        // The list stays: what was typed can still be put right, and it says that nothing has it.
        return Vec::new();
    }
    match state.overlay.take() {
        Some(Overlay::Find(input)) => {
            if input.text().is_empty() {
                state.reader.find = None;
            } else {
                tell_match(state);
            }
            Vec::new()
        }
        Some(Overlay::Seek(_)) => Vec::new(),
        Some(Overlay::Prompt { purpose, input }) => {
            let typed = input.text().trim();
            match purpose {
                Purpose::Tag => marks::tag(state, typed),
                Purpose::SaveSearch => marks::name_search(state, typed),
                Purpose::Subscribe if typed.is_empty() => {}
                Purpose::Subscribe => {
                    state.say(&format!("asking {typed}…"));
                    state.outbox.push(Effect::Subscribe(typed.to_owned()));
                }
            }
            Vec::new()
        }
        Some(Overlay::Shelves {
            input,
            rows,
            cursor,
        }) => {
            let chosen = shelf_matches(&rows, input.text()).get(cursor).copied();
            if let Some(shelf) = chosen.map(|row| row.shelf.clone()) {
                shelves::open(state, shelf);
            }
            Vec::new()
        }
        Some(Overlay::Choices(choices)) => {
            match choices.chosen() {
                Some(Then::Correct(correction)) => correct(state, correction),
                Some(Then::Subscribe(address)) => {
                    state.say(&format!("asking {address}…"));
                    state.outbox.push(Effect::Subscribe(address));
                }
                Some(Then::Open(address)) => state.outbox.push(Effect::Open(address)),
                Some(Then::Theme(theme)) => themes::keep(state, theme),
                Some(Then::Copy(address)) => state.outbox.push(links::copy(address)),
                Some(Then::Picture { label, place }) => {
                    return pictures::show(state, label, place);
                }
                None => {}
            }
            Vec::new()
        }
        Some(Overlay::Palette { input, cursor }) => {
            let found = palette_matches(input.text(), &state.keymap);
            let chosen = found.get(cursor);
            chosen.map_or_else(Vec::new, |target| run_target(state, target, None))
        }
        Some(Overlay::Links { items, cursor, .. }) => {
            let chosen = items.into_iter().nth(cursor);
            let open = |address: Address| Effect::Open(address.target);
            chosen.map(open).into_iter().collect()
        }
        Some(Overlay::Picture { place, .. }) => match place {
            PicturePlace::Web(address) => vec![Effect::Open(address)],
            PicturePlace::File { .. } => Vec::new(),
        },
        Some(Overlay::Help { .. } | Overlay::Text { .. } | Overlay::Hints(_)) | None => Vec::new(),
    }
}

/// The line that is typed has changed.
pub fn typed(state: &mut State) {
    let Some(overlay) = &mut state.overlay else {
        return;
    };
    if let Some(at) = overlay.position() {
        *at = 0;
    }
    match overlay {
        Overlay::Find(input) => {
            let query = input.text().to_owned();
            search(state, &query);
        }
        Overlay::Seek(input) => {
            let query = input.text().to_owned();
            shelves::search(state, &query);
        }
        _ => {}
    }
}

/// Whether a command steps to the next match of what is typed, or to the one before. In Emacs the key
/// that begins a search goes on with it.
fn steps(command: Command) -> Option<bool> {
    match command {
        Command::Find | Command::NextQuote => Some(true),
        Command::PreviousQuote | Command::PreviousMatch => Some(false),
        _ => None,
    }
}

/// Where `at` is after a command that moves; `None` where it does not move here. While something
/// is typed, the keys that edit a line keep doing that.
fn moved(at: usize, command: Command, page: usize, last: usize, types: bool) -> Option<usize> {
    Some(match command {
        Command::Down => at.saturating_add(1),
        Command::Up => at.saturating_sub(1),
        Command::PageDown => at.saturating_add(page),
        Command::PageUp => at.saturating_sub(page),
        Command::HalfPageDown if !types => at.saturating_add(page / 2),
        Command::HalfPageUp if !types => at.saturating_sub(page / 2),
        Command::Top if !types => 0,
        Command::Bottom if !types => last,
        _ => return None,
    })
}
