//! Choosing a theme. While the themes are listed the screen has the one under the cursor.

use super::choices::{Choice, Choices, Then};
use super::overlay::Overlay;
use super::state::State;
use crate::config::{Ground, Theme};

/// Lists the themes, with what keeps each for good beside it.
pub(super) fn choose(state: &mut State) {
    let choice = |(index, (name, _)): (usize, &(String, Theme))| Choice {
        label: name.clone(),
        detail: format!("theme = \"{name}\""),
        then: Then::Theme(index),
    };
    let items = state.themes.iter().enumerate().map(choice).collect();
    let title = "Themes; in config.toml the line beside one keeps it for good".to_owned();
    let mut choices = Choices::new(title, items);
    choices.cursor = state.theme;
    state.overlay = Some(Overlay::Choices(choices));
}

/// Has the screen keep the theme for this run.
pub(super) fn keep(state: &mut State, theme: usize) {
    state.theme = theme;
    state.theme_chosen = true;
    let name = state.themes.get(theme).map_or("", |(name, _)| name);
    let words = format!("theme {name}; theme = \"{name}\" in config.toml keeps it for good");
    state.say(&words);
}

/// Takes the theme for a terminal that is light or dark, unless the person has chosen one.
pub(super) fn suit(state: &mut State, ground: Ground) {
    let suits = |(name, _): &(String, _)| name == ground.theme();
    let found = state.themes.iter().position(suits);
    if let Some(theme) = found.filter(|_| !state.theme_chosen) {
        state.theme = theme;
    }
}

impl State {
    /// The theme that the screen has: the one under the cursor while themes are listed, else the one
    /// that was kept.
    pub fn theme(&self) -> Option<&Theme> {
        let tried = match &self.overlay {
            Some(Overlay::Choices(choices)) => choices.chosen(),
            _ => None,
        };
        let index = match tried {
            Some(Then::Theme(theme)) => theme,
            _ => self.theme,
        };
        self.themes.get(index).map(|(_, theme)| theme)
    }
}
