//! The one way in which the state changes: an action comes in, effects go out.

use std::sync::Arc;

use crate::model::Article;

use crate::config::{Key, KeyCode};

use super::action::{Action, Effect, Notice};
use super::annotating::{annotated, annotated_fully, newly_wanted};
use super::asked;
use super::choices::{Choice, Choices, Then};
use super::command::Command;
use super::keymap::Lookup;
use super::layout::Pane;
use super::links;
use super::macros::{self, run_target};
use super::mouse::mouse;
use super::overlay::Overlay;
use super::overlay_keys::overlay_key;
use super::paste::paste;
use super::pending::{Pending, Typed};
use super::pictures;
use super::run::run;
use super::shelving;
use super::state::State;
use super::themes;
use super::view::ReadsAt;
use super::wishes::wishes;

/// Lets `action` happen to `state` and says what is to be done outside.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = happen(state, action);
    settle(state, &mut effects);
    while let Some(command) = macros::next(state) {
        effects.extend(run(state, command, None));
        settle(state, &mut effects);
    }
    effects
}

/// Adds what follows from a change of the state, whatever it was.
fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    read_at_the_end(state);
    effects.append(&mut state.outbox);
    effects.extend(wishes(state));
    effects.extend(newly_wanted(state).map(Effect::AnnotateFully));
}

/// The command of a key that leaves what is on the screen as it is, with what was begun and told.
fn leaves_all(state: &mut State, key: Key) -> Option<Command> {
    let held = key.modifiers().ctrl || key.modifiers().alt;
    let types = state.overlay.as_mut().is_some_and(|o| o.input().is_some());
    let typed = types && !held && matches!(key.code(), KeyCode::Char(_));
    let sequence = [state.pending.keys(), &[key]].concat();
    let goes_on = sequence.len() > 1 && state.keymap.look_up(&sequence) != Lookup::Nothing;
    let command = state.keymap.command_of(key);
    let leaves = matches!(command, Some(Command::Suspend | Command::Redraw));
    command.filter(|_| leaves && !typed && !goes_on)
}

fn happen(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Key(key) => {
            if let Some(command) = leaves_all(state, key) {
                return run(state, command, None);
            }
            state.heard = state.notice.take().or_else(|| state.heard.take());
            // Whoever types on does not wait for a macro that waits for the library.
            state.to_run.clear();
            shelving::found(state);
            if state.overlay.is_some() {
                return overlay_key(state, key);
            }
            match state.pending.press(key, &state.keymap) {
                Typed::Target(target, count) => return run_target(state, &target, count),
                Typed::More | Typed::Forgotten => {}
                Typed::Nothing(typed) => {
                    let words = format!("{typed} does nothing here");
                    let words = state.with_key(&words, Command::Help, "lists all keys");
                    state.fail(&words);
                }
            }
        }
        Action::Paused => state.pending.list(),
        Action::Paste(text) => paste(state, &text),
        Action::Asked(asked) => return asked::happen(state, asked),
        Action::Mouse { what, x, y } => return mouse(state, what, x, y),
        Action::Resize(columns, rows) => {
            state.size = (columns, rows);
            state.lay_out();
            if let Some(overlay) = &mut state.overlay {
                let last = overlay.last(state.size, &state.keymap, state.view.widths);
                if let Some(at) = overlay.position() {
                    *at = (*at).min(last);
                }
            }
        }
        Action::Loaded(article) => loaded(state, article),
        Action::Annotated(id, found) => annotated(state, &id, found),
        Action::AnnotatedFully(article, found) => annotated_fully(state, &article, found),
        Action::Failed(problem) => {
            state.notice = Some(Notice::Error(problem.to_string()));
            state.problems.push(problem);
        }
        Action::Noted(note) => state.notes.push(note),
        Action::Progress { lane, done, total } => {
            state.progress.insert(lane, (done, total));
        }
        Action::AllLoaded => {
            state.loading = false;
            if let Some(problem) = state.problems.last()
                && state.library.is_empty()
            {
                state.notice = Some(Notice::Error(problem.to_string()));
            }
        }
        Action::Unanswered(what) => shelving::unanswered(state, what),
        Action::Listed(number, listing) => shelving::listed(state, number, listing),
        Action::Kept => shelving::kept(state),
        Action::Opened(opened) => shelving::opened(state, *opened),
        Action::Shelves(rows) => shelving::shelved(state, rows),
        Action::GoTo(key, row) => shelving::go_to(state, key, row),
        Action::LibraryChanged => shelving::changed(state),
        Action::ArticleChanged(key) => shelving::fetch_anew(state, key),
        Action::Refreshing(step) => {
            if let Some(shelving) = &mut state.shelving {
                shelving.refreshing.step(step);
            }
        }
        Action::FeedsFound(found) => {
            let choice = |(label, address): (String, String)| Choice {
                label,
                detail: address.clone(),
                then: Then::Subscribe(address),
            };
            let items = found.into_iter().map(choice).collect();
            let title = "This page names several feeds: which one".to_owned();
            state.pending = Pending::default();
            state.overlay = Some(Overlay::Choices(Choices::new(title, items)));
        }
        Action::Pictured {
            label,
            place,
            raster,
        } => pictures::pictured(state, label, place, raster),
        Action::NotOpened(address, why) => links::not_opened(state, address, &why),
        Action::Tell(notice) => {
            shelving::found(state);
            if let Notice::Error(words) = &notice {
                state.errors.push(words.clone());
            }
            state.notice = Some(notice);
        }
        Action::Ground(ground) => themes::suit(state, ground),
        Action::Clock(now) => state.now = now,
    }
    Vec::new()
}

/// Counts the open article as read when its end is on the screen, where the person wants it so.
fn read_at_the_end(state: &mut State) {
    let reader = &state.reader;
    let at_the_end = !reader.page.rows.is_empty() && reader.top >= reader.last_top();
    if state.view.reads_at == ReadsAt::End && state.focus == Pane::Reader && at_the_end {
        state.count_as_read();
    }
}

fn loaded(state: &mut State, article: Arc<Article>) {
    let first = state.library.is_empty();
    match state.library.insert(article) {
        Some(_) if first => state.show_opened(),
        // The article that is open stays open, wherever it stands now.
        Some(at) if at <= state.selected => {
            state.selected += 1;
            state.reveal();
        }
        _ => {}
    }
}
