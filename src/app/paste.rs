//! Pasted text: into the line that is typed; an address anywhere else asks what to do with it.

use super::choices::{Choice, Choices, Then};
use super::overlay::Overlay;
use super::overlay_keys::typed;
use super::state::State;

/// Lets a paste happen. What is no address and has no line to go to is left alone: as a rule the
/// wrong mouse button was pressed.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Some(overlay) = &mut state.overlay {
        if let Some(input) = overlay.input() {
            input.paste(text);
            typed(state);
        }
    } else if let Some(address) = address(text) {
        state.overlay = Some(Overlay::Choices(choices(state, address)));
    }
}

/// What a person may want with an address.
fn choices(state: &State, address: &str) -> Choices {
    let choice = |label: &str, detail: &str, then| Choice {
        label: label.to_owned(),
        detail: detail.to_owned(),
        then,
    };
    let mut items = Vec::new();
    if state.shelving.is_some() {
        let then = Then::Subscribe(address.to_owned());
        items.push(choice(
            "Subscribe",
            "to the feed, or to the one of the site",
            then,
        ));
    }
    let then = Then::Open(address.to_owned());
    items.push(choice("Open", "with the program for links", then));
    Choices::new(address.to_owned(), items)
}

/// The one address that `text` is.
fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let web = text.starts_with("http://") || text.starts_with("https://");
    let whole = text
        .chars()
        .all(|c| c.is_ascii_graphic() || c.is_alphanumeric());
    (web && whole).then_some(text)
}
