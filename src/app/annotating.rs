//! Annotations come in: at once what the quick rules find, later all that there is.

use std::sync::Arc;

use crate::model::{Annotations, Article};

use super::action::Effect;
use super::layout::Pane;
use super::library::{Entry, Found, Texts};
use super::state::State;

/// What the quick rules found in the article with this id is taken in.
pub(super) fn annotated(state: &mut State, id: &str, found: Arc<Annotations>) {
    if let Some(index) = state.library.position(id) {
        take_in(state, index, Found::Quick(found), |_| {});
    }
}

/// What was found in `article` is taken in, unless another text has come in its place since.
pub(super) fn annotated_fully(
    state: &mut State,
    article: &Arc<Article>,
    found: Option<Arc<Annotations>>,
) {
    let index = state.library.position(&article.id);
    let entry = index.and_then(|index| Some((index, state.library.get(index)?)));
    if let Some((index, entry)) = entry
        && entry
            .article
            .as_ref()
            .is_some_and(|a| Arc::ptr_eq(a, article))
        && let Some(found) = found.or_else(|| entry.annotations().cloned())
    {
        let (key, texts) = (entry.row.key, entry.texts);
        if state.shelving.is_some() && texts != Texts::Own {
            let found = Arc::clone(&found);
            let article = Arc::clone(article);
            state
                .outbox
                .push(Effect::KeepAnnotations(key, article, found));
        }
        take_in(state, index, Found::Full(found), |_| {});
    }
}

/// Adds what was found in the article at `index`, after its entry has been changed by `before`. Where
/// that is the open one, everything that the person sees and has chosen stays in its place.
pub(super) fn take_in(
    state: &mut State,
    index: usize,
    found: Found,
    before: impl FnOnce(&mut Entry),
) {
    let of = |state: &State| {
        let entry = state.library.get(index);
        entry.and_then(Entry::annotations).cloned()
    };
    let old = of(state);
    state.library.change(index, before);
    state.library.annotate(index, found, state.view.least_sure);
    let new = of(state);
    if index != state.selected {
        return;
    }
    let rows = state.sidebar_rows();
    let reader = &mut state.reader;
    let row = reader.sidebar.cursor().checked_sub(reader.sidebar.top);
    if let Some(new) = new.filter(|new| old.as_ref() != Some(new)) {
        reader.annotate(old.as_deref(), &new, state.view.said);
    }
    state.arrange();
    let sidebar = &mut state.reader.sidebar;
    if let Some(row) = row.filter(|&row| state.focus == Pane::Sidebar && row < rows) {
        sidebar.top = sidebar.cursor().saturating_sub(row);
    }
    let last = sidebar.lines().len().saturating_sub(rows);
    sidebar.top = sidebar.top.min(last);
}

/// The articles to be analysed fully from now on, where they are others than before: the open one,
/// the next, the previous.
pub(super) fn newly_wanted(state: &mut State) -> Option<Vec<Arc<Article>>> {
    let waits = |entry: &&Entry| matches!(entry.found, Found::Quick(_));
    let open = state.selected;
    let places = [Some(open), open.checked_add(1), open.checked_sub(1)];
    let wanted: Vec<Arc<Article>> = places
        .into_iter()
        .filter_map(|place| state.library.get(place?).filter(waits))
        .filter_map(|entry| entry.article.clone())
        .collect();
    // What has been done since is wanted no more; that need not be told.
    let library = &state.library;
    state.wanted.retain(|article| {
        let entry = library.position(&article.id).map(|at| library.get(at));
        entry.flatten().is_some_and(|entry| waits(&entry))
    });
    let known = state.wanted.iter().map(Arc::as_ptr);
    if wanted.iter().map(Arc::as_ptr).eq(known) {
        return None;
    }
    state.wanted.clone_from(&wanted);
    Some(wanted)
}
