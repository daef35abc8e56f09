//! What a person changes about articles: read, star, tags, deleting, and undoing that.

use crate::model::{ArticleKey, Change, SavedSearch, Shelf};
use crate::text::Clean;

use super::action::Effect;
use super::command::Command;
use super::input::Input;
use super::library::Entry;
use super::overlay::{Overlay, Purpose};
use super::shelving::change;
use super::state::State;

/// Marks the open article unread where it is read, and read where it is not; and so many after it
/// as well.
pub(super) fn toggle_read(state: &mut State, count: usize) {
    let Some(read) = state.entry().map(|e| e.row.read) else {
        return;
    };
    let other = |entry: &Entry| entry.row.read == read;
    let all = from_here(state, count, other);
    for &(index, _) in &all {
        state.set_read(index, !read);
    }
    let words = if read { "marked unread" } else { "marked read" };
    tell_of(state, words, all.len());
}

/// Gives the open article a star, or takes it; and so many after it as well.
pub(super) fn toggle_star(state: &mut State, count: usize) {
    if stored(state).is_none() {
        return;
    }
    let Some(starred) = state.entry().map(|e| e.row.starred) else {
        return;
    };
    let all = from_here(state, count, |entry| entry.row.starred == starred);
    for &(index, key) in &all {
        state.library.change(index, |e| e.row.starred = !starred);
        change(state, Change::Star(key, !starred));
    }
    let words = if starred { "star taken" } else { "star given" };
    tell_of(state, words, all.len());
}

/// The open article and those after it, `count` in all, as far as they are known and are such that
/// something changes: where they stand, and their numbers.
fn from_here(
    state: &State,
    count: usize,
    changes: impl Fn(&Entry) -> bool,
) -> Vec<(usize, ArticleKey)> {
    let here = state.selected;
    let known = |index| Some((index, state.library.get(index)?));
    let all = (here..here.saturating_add(count)).map_while(known);
    all.filter(|(_, entry)| changes(entry))
        .map(|(index, entry)| (index, entry.row.key))
        .collect()
}

/// Asks for a tag.
pub(super) fn begin_tag(state: &mut State) {
    if stored(state).is_some() {
        let input = Input::default();
        let purpose = Purpose::Tag;
        state.overlay = Some(Overlay::Prompt { purpose, input });
        let tags = state.entry().map(|e| e.row.tags.join(", "));
        if let Some(tags) = tags.filter(|tags| !tags.is_empty()) {
            state.say(&format!("it has: {tags}; one that it has is taken"));
        }
    }
}

/// Gives the open article the tag, or takes it where it has it.
pub(super) fn tag(state: &mut State, typed: &str) {
    let Some(key) = stored(state) else { return };
    let tag = Clean::line(typed);
    if tag.is_empty() {
        return;
    }
    let has = state.entry().is_some_and(|e| e.row.tags.contains(&tag));
    let index = state.selected;
    let (of_row, words) = (tag.clone(), if has { "taken" } else { "given" });
    let words = format!("tag {tag} {words}");
    state.library.change(index, |entry| {
        entry.row.tags.retain(|t| *t != of_row);
        if !has {
            entry.row.tags.push(of_row);
            entry.row.tags.sort();
        }
    });
    change(state, Change::Tag(key, tag, !has));
    tell(state, &words);
}

/// Deletes the open article and as many after it, `count` in all.
pub(super) fn delete(state: &mut State, count: usize) {
    if stored(state).is_none() {
        return;
    }
    let all = from_here(state, count, |_| true);
    for &(_, key) in &all {
        change(state, Change::Delete(key, true));
    }
    tell_of(state, "deleted", all.len());
}

/// Marks everything on the shelf read that the person can have seen.
pub(super) fn read_all(state: &mut State) {
    let Some(shelving) = &state.shelving else {
        return read_all_of_this_run(state);
    };
    let shelf = shelving.shelf.clone();
    let latest = shelving.latest;
    let words = format!("everything in {} marked read", shelving.name());
    change(state, Change::ReadAll(shelf, latest));
    tell(state, &words);
}

fn read_all_of_this_run(state: &mut State) {
    for index in 0..state.library.len() {
        state.set_read(index, true);
    }
    state.say("everything marked read");
}

/// Ends the subscription that brought the open article.
pub(super) fn unsubscribe(state: &mut State) {
    if stored(state).is_none() {
        return;
    }
    let Some(row) = state.entry().map(|e| e.row.clone()) else {
        return;
    };
    change(state, Change::Unsubscribe(row.feed, true));
    tell(
        state,
        &format!("{} is not subscribed to any more", row.source),
    );
}

/// Keeps the search on the screen under the name, or forgets it.
pub(super) fn save_search(state: &mut State) {
    let Some(shelving) = &state.shelving else {
        return no_library(state);
    };
    let Shelf::Search(query) = &shelving.shelf else {
        let words = state.with_key("there is no search to keep", Command::Search, "searches");
        return state.fail(&words);
    };
    let (query, of_shelf) = (query.clone(), Shelf::Search(query.clone()));
    match shelving.shelves.iter().find(|row| row.shelf == of_shelf) {
        Some(row) => {
            let name = row.name.clone();
            let words = format!("the search {name} is forgotten");
            let search = SavedSearch { name, query };
            change(state, Change::SaveSearch(search, false));
            tell(state, &words);
        }
        None => {
            let mut input = Input::default();
            input.paste(&query);
            let purpose = Purpose::SaveSearch;
            state.overlay = Some(Overlay::Prompt { purpose, input });
        }
    }
}

/// Keeps the search on the screen under this name.
pub(super) fn name_search(state: &mut State, typed: &str) {
    let name = Clean::line(typed);
    let Some(Shelf::Search(query)) = state.shelving.as_ref().map(|s| s.shelf.clone()) else {
        return;
    };
    if name.is_empty() {
        return;
    }
    let words = format!("kept as {name}");
    let search = SavedSearch { name, query };
    change(state, Change::SaveSearch(search, true));
    tell(state, &words);
}

/// Undoes as many changes, the last one first.
pub(super) fn undo(state: &mut State, count: usize) {
    if state.shelving.is_some() {
        return state.outbox.push(Effect::Undo(count));
    }
    let first = state.undo.len().saturating_sub(count);
    let undone = state.undo.split_off(first);
    for &(key, read) in undone.iter().rev() {
        if let Some(index) = state.library.position_of(key) {
            state.library.mark(index, read);
        }
    }
    match undone[..] {
        [] => state.say("there is nothing to undo"),
        [(_, true)] => state.say("marked read again"),
        [(_, false)] => state.say("marked unread again"),
        _ => state.say(&format!("{} changes undone", undone.len())),
    }
}

/// The number of the open article, where it is kept in the library; says so where it is not.
fn stored(state: &mut State) -> Option<ArticleKey> {
    let key = state.stored();
    if key.is_none() {
        if state.library.is_empty() {
            state.fail("there is no article here");
        } else {
            no_library(state);
        }
    }
    key
}

/// Tells that what was asked for needs the library.
pub(super) fn no_library(state: &mut State) {
    let words = state.with_key(
        "these articles are in this run alone",
        Command::Keep,
        "keeps the open one in the library",
    );
    state.fail(&words);
}

/// Tells what was done to so many articles, each of which is undone by itself.
fn tell_of(state: &mut State, words: &str, count: usize) {
    if count == 1 {
        return tell(state, words);
    }
    let words = format!("{count} articles {words}");
    match state.keymap.keys_of(Command::Undo).first() {
        Some(key) => state.say(&format!("{words}; {count} {key} undoes that")),
        None => state.say(&words),
    }
}

fn tell(state: &mut State, words: &str) {
    let words = state.with_key(words, Command::Undo, "undoes it");
    state.say(&words);
}
