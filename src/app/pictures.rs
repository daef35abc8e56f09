//! Pictures of the open article: shown where the terminal can, opened elsewhere where it cannot.

use std::sync::Arc;

use crate::model::Raster;

use super::action::Effect;
use super::choices::{Choice, Choices, Then};
use super::overlay::Overlay;
use super::state::State;
use super::tell;

/// Shows the only picture of the article, or lets the person choose, from the first in view on.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let (mut items, cursor) = tell::pictures(state);
    match items.len() {
        0 => state.fail("this article has no pictures on the web"),
        1 => {
            return items
                .pop()
                .map_or_else(Vec::new, |(label, address)| show(state, label, address));
        }
        _ => {
            let choice = |(label, address): (String, String)| Choice {
                label: label.clone(),
                detail: address.clone(),
                then: Then::Picture { label, address },
            };
            let items = items.into_iter().map(choice).collect();
            let mut choices = Choices::new("Which picture".to_owned(), items);
            choices.cursor = cursor;
            state.overlay = Some(Overlay::Choices(choices));
        }
    }
    Vec::new()
}

/// Has the picture fetched to be shown, or opened.
pub(super) fn show(state: &mut State, label: String, address: String) -> Vec<Effect> {
    if !state.view.pictures {
        return vec![Effect::Open(address)];
    }
    state.say("fetching the picture…");
    vec![Effect::Picture { label, address }]
}

/// A picture has come: it is shown, unless the person does something else by now.
pub(super) fn pictured(state: &mut State, label: String, address: String, raster: Arc<Raster>) {
    if state.overlay.is_none() {
        state.notice = None;
        state.overlay = Some(Overlay::Picture {
            label,
            address,
            raster,
        });
    }
}
