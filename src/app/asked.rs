//! What a typed line asks for, done.

use super::action::Effect;
use super::command::Command;
use super::input::Input;
use super::keymap::Target;
use super::layout::Pane;
use super::line::Asked;
use super::macros::run_target;
use super::moving::{go_to_block, open_at};
use super::overlay::Overlay;
use super::overlay_keys::{entered, leave, typed};
use super::sidebar::{Line, selectable_from};
use super::state::State;
use super::voices::{Stop, Walk};
use super::walking::{follow, follow_name, follow_voice, stop_at};

/// Rows of a list that are told at once.
pub const LISTED: usize = 20;

/// Lets what was asked for happen.
pub(super) fn happen(state: &mut State, asked: Asked) -> Vec<Effect> {
    state.notice = None;
    match asked {
        Asked::Run(Target::Command(Command::Quotes), _) => to_quotes(state),
        Asked::Run(target, count) => {
            let walks = [Command::NextQuote, Command::PreviousQuote].map(Target::Command);
            // What is walked is in the text: a list has nothing of it to tell.
            if state.focus == Pane::List && walks.contains(&target) && state.article().is_some() {
                state.focus_on(Pane::Reader);
            }
            return run_target(state, &target, count);
        }
        Asked::On { forward } => go_on(state, forward),
        Asked::Choose(number) => return choose(state, number),
        Asked::Answer(words) => return answer(state, &words),
        Asked::Leave => leave(state),
        Asked::Speaker(words) => match voice_called(state, &words) {
            Ok(speaker) => follow_voice(state, speaker),
            Err(why) => state.fail(&why),
        },
        Asked::Name(words) => match name_called(state, &words) {
            Ok(name) => {
                state.focus_on(Pane::Reader);
                follow_name(state, name);
            }
            Err(why) => state.fail(&why),
        },
    }
    Vec::new()
}

/// To the quotes of the sidebar, which has one cursor for them and for the names.
fn to_quotes(state: &mut State) {
    let is_name = matches!(state.reader.sidebar.chosen(), Some(Line::Name(_)));
    state.reader.point_at_current();
    if is_name && matches!(state.reader.sidebar.chosen(), Some(Line::Name(_))) {
        let first = selectable_from(state.reader.sidebar.lines(), 0, 1);
        state.reader.sidebar.choose(first.unwrap_or(0));
    }
    state.focus_on(Pane::Sidebar);
}

/// A paragraph further in the text, a part further in the list. From quotes and names it goes back
/// to the text.
fn go_on(state: &mut State, forward: bool) {
    if state.focus == Pane::List {
        return turn_list(state, forward);
    }
    if state.focus == Pane::Sidebar {
        state.focus_on(Pane::Reader);
    }
    if state.article().is_none() {
        return state.fail("there is no text here");
    }
    if !go_to_block(state, forward) && forward {
        let words = "the article ends here";
        let words = state.with_key(words, Command::NextArticle, "goes to the next");
        state.say(&words);
    }
}

fn turn_list(state: &mut State, forward: bool) {
    let at = state.selected;
    let wanted = if forward {
        at.checked_add(LISTED)
            .filter(|&at| at < state.library.len())
    } else {
        (at > 0).then(|| at.saturating_sub(LISTED))
    };
    match wanted {
        Some(at) => state.open(at),
        None if forward => state.say("the list ends here"),
        None => state.say("the list begins here"),
    }
}

/// Takes what was listed with this number.
fn choose(state: &mut State, number: usize) -> Vec<Effect> {
    let index = number.checked_sub(1);
    let last = state.overlay.as_ref().map(|o| o.choices(&state.keymap));
    if let (Some(count), Some(overlay)) = (last, &mut state.overlay) {
        let at = index.filter(|&at| at < count).zip(overlay.position());
        if let Some((index, at)) = at {
            *at = index;
            return entered(state);
        }
    } else if let Some(index) = index
        && take(state, index)
    {
        return Vec::new();
    }
    state.fail(&match number {
        usize::MAX => "there is no such number here".to_owned(),
        number => format!("there is no number {number} here"),
    });
    Vec::new()
}

/// Goes to the article, the quote or the name that stands at `index` of what is listed. `false`
/// where there is none.
fn take(state: &mut State, index: usize) -> bool {
    if state.focus != Pane::Sidebar {
        let there = index < state.library.len();
        if there {
            open_at(state, index);
            state.focus_on(Pane::Reader);
        }
        return there;
    }
    if matches!(state.reader.sidebar.chosen(), Some(Line::Name(_))) {
        let Some(name) = state.reader.sidebar.names().nth(index) else {
            return false;
        };
        state.focus_on(Pane::Reader);
        follow_name(state, name);
        return true;
    }
    let Some(stop) = all_quotes(state).get(index).copied() else {
        return false;
    };
    if !state.reader.stops.contains(&stop) {
        follow(state, Walk::Quotes);
    }
    state.focus_on(Pane::Reader);
    stop_at(state, stop);
    true
}

/// Everything that is said in the open article, as far as it is shown, in the order of the text.
pub fn all_quotes(state: &State) -> Vec<Stop> {
    let annotations = state.annotations();
    annotations.map_or_else(Vec::new, |a| Walk::Quotes.stops(a, state.view.said))
}

/// Answers what is asked for. Where one of several is to be chosen, the words narrow the list, and
/// take what is left alone.
fn answer(state: &mut State, words: &str) -> Vec<Effect> {
    let Some(overlay) = &mut state.overlay else {
        return Vec::new();
    };
    let Some(input) = overlay.input() else {
        state.fail("give the number of one, or an empty line");
        return Vec::new();
    };
    *input = Input::default();
    input.paste(words);
    typed(state);
    let Some(overlay) = &state.overlay else {
        return Vec::new();
    };
    match overlay.choices(&state.keymap) {
        1 => entered(state),
        0 if overlay.chooses() => {
            state.fail("nothing here has these words");
            Vec::new()
        }
        _ if overlay.chooses() || matches!(overlay, Overlay::Help { .. }) => Vec::new(),
        _ => entered(state),
    }
}

/// The speaker whose name has these words.
fn voice_called(state: &State, words: &str) -> Result<Option<String>, String> {
    let said = state.view.said;
    let voices = state.reader.voices.iter().filter(|v| v.speaks(said));
    let named = voices.map(|voice| (voice.speaker.clone(), voice.name()));
    the_one(named, words, "nobody is quoted here under the name")
}

/// The name that has these words, an index.
fn name_called(state: &State, words: &str) -> Result<usize, String> {
    let names = state.annotations().map_or(&[][..], |a| &a.names[..]);
    let named = names.iter().map(|name| name.name.as_str()).enumerate();
    the_one(named, words, "there is no name like")
}

/// What is called so; or else the only thing whose name has these words.
fn the_one<'a, T>(
    named: impl Iterator<Item = (T, &'a str)>,
    words: &str,
    none: &str,
) -> Result<T, String> {
    let wanted = words.to_lowercase();
    let mut found: Vec<(T, &str)> = named
        .filter(|(_, name)| name.to_lowercase().contains(&wanted))
        .collect();
    let exact = found
        .iter()
        .position(|(_, name)| name.to_lowercase() == wanted);
    match (exact, found.len()) {
        (Some(at), _) => Ok(found.swap_remove(at).0),
        (None, 1) => Ok(found.remove(0).0),
        (None, 0) => Err(format!("{none} {words}")),
        (None, _) => {
            let names: Vec<&str> = found.iter().map(|(_, name)| *name).collect();
            Err(format!("which one: {}", names.join(", ")))
        }
    }
}
