//! The one way in which the state changes: an action comes in, effects go out.

use std::sync::Arc;

use crate::model::Article;

use crate::config::KeyCode;

use super::action::{Action, Effect, Notice};
use super::annotating::{annotated, annotated_fully, newly_wanted};
use super::choices::{Choice, Choices, Then};
use super::command::Command;
use super::keymap::Lookup;
use super::layout::Pane;
use super::mouse::mouse;
use super::overlay::Overlay;
use super::overlay_keys::overlay_key;
use super::run::run;
use super::shelving;
use super::state::State;
use super::view::ReadsAt;

/// Lets `action` happen to `state` and says what is to be done outside.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = happen(state, action);
    read_at_the_end(state);
    effects.append(&mut state.outbox);
    effects.extend(shelving::wishes(state));
    effects.extend(newly_wanted(state).map(Effect::AnnotateFully));
    effects
}

fn happen(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Key(key) => {
            state.notice = None;
            if state.overlay.is_some() {
                return overlay_key(state, key);
            }
            if key.code() == KeyCode::Esc && !state.pending.is_empty() {
                state.pending.clear();
                return Vec::new();
            }
            state.pending.push(key);
            match state.keymap.look_up(&state.pending) {
                Lookup::Command(command) => {
                    state.pending.clear();
                    return run(state, command);
                }
                Lookup::Prefix => {}
                Lookup::Nothing => {
                    let typed: Vec<String> =
                        state.pending.drain(..).map(|k| k.to_string()).collect();
                    let typed = typed.join(" ");
                    state.notice = Some(Notice::Error(state.with_key(
                        &format!("{typed} does nothing here"),
                        Command::Help,
                        "lists all keys",
                    )));
                }
            }
        }
        Action::Paste(text) => {
            if let Some(input) = state.overlay.as_mut().and_then(Overlay::input) {
                input.paste(&text);
                super::overlay_keys::typed(state);
            }
        }
        Action::Mouse { what, x, y } => return mouse(state, what, x, y),
        Action::Resize(columns, rows) => {
            state.size = (columns, rows);
            state.lay_out();
            if let Some(overlay) = &mut state.overlay {
                let last = overlay.last(state.size, &state.keymap);
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
        Action::Listed(number, listing) => shelving::listed(state, number, listing),
        Action::Kept => shelving::kept(state),
        Action::Opened(opened) => shelving::opened(state, *opened),
        Action::Shelves(rows) => shelving::shelved(state, rows),
        Action::GoTo(key, row) => shelving::go_to(state, key, row),
        Action::LibraryChanged => shelving::changed(state),
        Action::ArticleChanged(key) => shelving::fetch_anew(state, key),
        Action::Refreshing(progress) => {
            if let Some(shelving) = &mut state.shelving {
                shelving.refreshing = progress;
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
            state.overlay = Some(Overlay::Choices(Choices::new(title, items)));
        }
        Action::Tell(notice) => {
            if let Notice::Error(words) = &notice {
                state.errors.push(words.clone());
            }
            state.notice = Some(notice);
        }
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
