//! Pictures of the open article: shown where the terminal can, opened elsewhere where it cannot.

use std::sync::Arc;

use crate::model::{PicturePlace, Raster};

use super::action::Effect;
use super::choices::{Choice, Choices, Then};
use super::overlay::Overlay;
use super::state::State;
use super::tell;

/// Shows the only picture of the article, or lets the person choose, from the first in view on.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let (mut items, cursor) = tell::pictures(state);
    match items.len() {
        0 => state.fail("this article has no pictures that can be had"),
        1 => {
            return items
                .pop()
                .map_or_else(Vec::new, |(label, place)| show(state, label, place));
        }
        _ => {
            let choice = |(label, place): (String, PicturePlace)| Choice {
                label: label.clone(),
                detail: place.to_string(),
                then: Then::Picture { label, place },
            };
            let items = items.into_iter().map(choice).collect();
            let mut choices = Choices::new("Which picture".to_owned(), items);
            choices.cursor = cursor;
            state.overlay = Some(Overlay::Choices(choices));
        }
    }
    Vec::new()
}

/// Has the picture fetched to be shown, or opened. Only what is on the web is: what a file of the
/// person's may make the desktop run is not known.
pub(super) fn show(state: &mut State, label: String, place: PicturePlace) -> Vec<Effect> {
    match (state.view.pictures, place) {
        (Some(_), place) => {
            state.say("fetching the picture…");
            vec![Effect::Picture { label, place }]
        }
        (None, PicturePlace::Web(address)) => vec![Effect::Open(address)],
        (None, PicturePlace::File { address, .. }) => {
            state.fail(&format!(
                "{address}: no pictures are shown here, and files are not opened"
            ));
            Vec::new()
        }
    }
}

/// A picture has come: it is shown, unless the person does something else by now.
pub(super) fn pictured(state: &mut State, label: String, place: PicturePlace, raster: Arc<Raster>) {
    if state.overlay.is_none() {
        state.notice = None;
        state.overlay = Some(Overlay::Picture {
            label,
            place,
            raster,
        });
    }
}
