//! Walking the text: from quote to quote, mention to mention, match to match.

use crate::text::Span;
use crate::text::bidi::isolated;

use super::command::Command;
use super::find::{Find, find};
use super::input::Input;
use super::layout::Pane;
use super::overlay::Overlay;
use super::sidebar::Line;
use super::state::State;
use super::tell::{self, plural};
use super::voices::{Said, Stop, Walk, heard};

pub(super) fn no_quote(state: &mut State) {
    let said = state.view.said;
    let nobody = !state.reader.voices.iter().any(|v| v.speaks(said));
    let words = if let Some(annotations) = state.annotations().filter(|_| nobody) {
        let words = tell::in_passing(tell::unquoted(annotations));
        match state.reader.statements() {
            0 => words,
            1 => state.with_key(&words, Command::Statements, "shows 1 statement"),
            n => state.with_key(
                &words,
                Command::Statements,
                &format!("shows {n} statements"),
            ),
        }
    } else if matches!(state.reader.walk, Walk::Name(_)) {
        state.with_key(
            "a name is followed, not quotes",
            Command::Back,
            "goes back to the quotes",
        )
    } else {
        state.with_key(
            "no quote is chosen",
            Command::NextQuote,
            "goes to the next one",
        )
    };
    state.fail(&words);
}

/// To the next or previous match of the search while there is one, else along the walk.
pub(super) fn step(state: &mut State, forward: bool) {
    if state.reader.find.is_some() {
        return step_match(state, forward);
    }
    if let Walk::Name(name) = state.reader.walk {
        return step_mention(state, name, forward);
    }
    match state.reader.neighbour(forward) {
        Some(stop) => stop_at(state, stop),
        None if state.reader.stops.is_empty() => no_quote(state),
        None => {
            let noun = state.view.said.noun();
            let what = match &state.reader.walk {
                Walk::Speaker(speaker) => format!(
                    "{noun} of {}",
                    speaker.as_deref().unwrap_or("an unknown speaker")
                ),
                Walk::Quotes | Walk::Name(_) => noun.to_owned(),
            };
            let place = if forward { "after" } else { "before" };
            state.say(&format!("there is no {what} {place} this"));
        }
    }
}

/// So many steps at once, as far as there is anything to step to.
pub(super) fn steps(state: &mut State, forward: bool, times: isize) {
    let at = |state: &State| {
        let find = state.reader.find.as_ref();
        (state.reader.current, find.and_then(|find| find.current))
    };
    for _ in 0..times {
        let before = at(state);
        step(state, forward);
        if at(state) == before {
            break;
        }
    }
}

/// Goes to the next or previous mention of the name that is followed; after the last comes the
/// first.
fn step_mention(state: &mut State, name: usize, forward: bool) {
    let stops = &state.reader.stops;
    let around = if forward { stops.first() } else { stops.last() };
    let (next, around) = (state.reader.neighbour(forward), around.copied());
    let Some(stop) = next.or(around) else { return };
    let told = match (next, stops.len()) {
        (Some(_), _) => "",
        (None, 1) => ", there is no other",
        (None, _) if forward => ", from the start again",
        (None, _) => ", from the end",
    };
    stop_at(state, stop);
    tell_mention(state, name, told);
}

/// Follows a name from its first mention on.
pub(super) fn follow_name(state: &mut State, name: usize) {
    follow(state, Walk::Name(name));
    to_first_stop(state);
    let words = state.with_key("", Command::NextQuote, "goes on");
    let words = state.with_key(&words, Command::PreviousQuote, "goes back");
    tell_mention(state, name, &words);
}

/// "Ann Lee: 3 of 12": which mention of the name the reader is at, and how that ends.
fn tell_mention(state: &mut State, name: usize, words: &str) {
    let reader = &state.reader;
    let at = reader.stops.iter().position(|s| Some(*s) == reader.current);
    let label = state.annotations().and_then(|a| a.names.get(name));
    let (Some(at), Some(label)) = (at, label) else {
        return;
    };
    let count = reader.stops.len();
    let words = format!("{}: {} of {count}{words}", label.name, at + 1);
    let words = state.with_key(&words, Command::Back, "ends");
    state.say(&words);
}

/// Goes to a stop of the walk; list, text and sidebar stay in step.
pub(super) fn stop_at(state: &mut State, stop: Stop) {
    state.reader.current = Some(stop);
    show(state, stop.span);
    state.reader.point_at_current();
    state.reveal();
    state.mark_read();
}

/// Goes to the nearest match of the search from the text in view on, or by one from the current.
fn step_match(state: &mut State, forward: bool) {
    let from = state.reader.in_view().unwrap_or_default().start;
    let Some(find) = &mut state.reader.find else {
        return;
    };
    let count = find.hits.len();
    if count == 0 {
        return tell_match(state);
    }
    let next = match find.current {
        Some(at) if forward => (at + 1) % count,
        Some(at) => (at + count - 1) % count,
        None => find.hits.partition_point(|hit| hit.start < from) % count,
    };
    find.current = Some(next);
    let hit = find.hits[next];
    show(state, hit);
    tell_match(state);
}

/// Tells which match the reader is at, or that there is none.
pub(super) fn tell_match(state: &mut State) {
    let Some(find) = &state.reader.find else {
        return;
    };
    match find.current {
        Some(at) => state.say(&format!("match {} of {}", at + 1, find.hits.len())),
        None => {
            let words = format!("“{}” is not in this article", isolated(&find.query));
            let words = state.with_key(&words, Command::Back, "ends the search");
            state.fail(&words);
        }
    }
}

/// Opens the prompt of a search that begins here.
pub(super) fn begin_search(state: &mut State) {
    if state.layout.reader.is_none() {
        state.focus_on(Pane::Reader);
    }
    state.overlay = Some(Overlay::Find(Input::default()));
    state.reader.find = Some(Find {
        origin: state.reader.place(),
        ..Find::default()
    });
}

/// Looks for what has been typed up to now, and shows the first match from the origin on. While
/// there is none, the text stands where the search began.
pub(super) fn search(state: &mut State, query: &str) {
    let hits = state
        .article()
        .map_or_else(Vec::new, |a| find(a, query, state.view.boilerplate));
    let origin = state.reader.find.take().and_then(|find| find.origin);
    state.reader.go_to_place(origin);
    state.reader.find = Some(Find {
        query: query.to_owned(),
        hits,
        current: None,
        origin,
    });
    if query.is_empty() {
        state.notice = None;
    } else {
        step_match(state, true);
    }
}

/// Ends the search and goes back to where it began.
pub(super) fn give_up_search(state: &mut State) {
    if let Some(find) = state.reader.find.take() {
        state.reader.go_to_place(find.origin);
    }
}

/// Follows the speaker under the cursor or of the current quote; all again, where that speaker is
/// followed already.
pub(super) fn follow_speaker(state: &mut State) {
    let line = state.reader.sidebar.chosen();
    let chosen = match (state.focus, line) {
        (Pane::Sidebar, Some(Line::Voice(voice) | Line::Quote { voice, .. })) => {
            state.reader.voices.get(*voice).map(|v| v.speaker.clone())
        }
        _ => state.quote().map(|q| q.speaker.clone()),
    };
    match (chosen, &state.reader.walk) {
        (chosen, Walk::Speaker(followed)) if chosen.as_ref().is_none_or(|c| c == followed) => {
            follow(state, Walk::Quotes);
            state.say("following all quotes");
        }
        (Some(speaker), _) => follow_voice(state, speaker),
        (None, _) => no_quote(state),
    }
}

/// Follows one speaker from now on.
pub(super) fn follow_voice(state: &mut State, speaker: Option<String>) {
    let name = speaker
        .clone()
        .unwrap_or_else(|| "unknown speakers".to_owned());
    follow(state, Walk::Speaker(speaker));
    let words = format!("following {name}: {}", followed(state));
    let words = state.with_key(&words, Command::Speaker, "follows all again");
    state.say(&words);
}

/// "3 quotes and 1 statement": what there is on the walk.
fn followed(state: &State) -> String {
    let quotes = state.annotations().map(|a| &a.quotes);
    let stops = state.reader.stops.iter();
    let kinds = stops.filter_map(|stop| Some(quotes?.get(stop.quote?)?.kind));
    let (quoted, stated): (Vec<_>, Vec<_>) = kinds.partition(|kind| kind.is_speech());
    let parts = [(quoted.len(), "quote"), (stated.len(), "statement")];
    let some = parts.iter().filter(|(count, _)| *count > 0);
    some.map(|&(count, noun)| format!("{count} {}", plural(count, noun)))
        .collect::<Vec<_>>()
        .join(" and ")
}

/// Follows `walk` from now on.
pub(super) fn follow(state: &mut State, walk: Walk) {
    let annotations = state.entry().and_then(|e| e.annotations().cloned());
    let said = state.view.said;
    state.reader.follow(walk, annotations.as_deref(), said);
}

/// Shows what people say in the writer's words, or hides it. The text stays, and what is chosen too
/// where it is still there.
pub(super) fn toggle_statements(state: &mut State) {
    let said = Said::of(!state.view.said.statements());
    state.view.said = said;
    let reader = &state.reader;
    let voices = &reader.voices;
    let walk = match &reader.walk {
        Walk::Speaker(speaker) if !heard(voices, speaker, said) => Walk::Quotes,
        walk => walk.clone(),
    };
    // A statement that is hidden leaves the cursor with its speaker.
    let voice = match reader.sidebar.chosen() {
        Some(Line::Quote { quote, voice }) => {
            let speaker = voices.get(*voice).filter(|v| v.statements.contains(quote));
            speaker.map(|_| Line::Voice(*voice))
        }
        _ => None,
    };
    follow(state, walk);
    if let Some(voice) = voice {
        state.reader.sidebar.renew(Some(voice));
    }
    state.reveal();
    let words = match (state.reader.statements(), said.statements()) {
        (0, true) => "statements are shown from now on; this article has none".to_owned(),
        (0, false) => "statements are hidden from now on".to_owned(),
        (n, shown) => format!(
            "{n} {} {}",
            if n == 1 {
                "statement is"
            } else {
                "statements are"
            },
            if shown { "shown" } else { "hidden" }
        ),
    };
    state.say(&words);
}

pub(super) fn to_names(state: &mut State) {
    let sidebar = &mut state.reader.sidebar;
    if !matches!(sidebar.chosen(), Some(Line::Name(_))) {
        let is_name = |line: &Line| matches!(line, Line::Name(_));
        match sidebar.lines().iter().position(is_name) {
            Some(first) => sidebar.choose(first),
            None => return no_names(state),
        }
    }
    state.focus_on(Pane::Sidebar);
}

/// Lists the names in the next order.
pub(super) fn order_names(state: &mut State) {
    if state.annotations().is_none_or(|a| a.names.is_empty()) {
        return no_names(state);
    }
    state.view.names = state.view.names.next();
    state.reveal();
    state.say(&format!("names {}", state.view.names.words()));
}

fn no_names(state: &mut State) {
    let coming = state.names_coming();
    let words = match state.annotations() {
        Some(annotations) => tell::in_passing(&tell::unnamed(annotations, coming)),
        None => "the article is still being read".to_owned(),
    };
    state.fail(&words);
}

pub(super) fn to_first_stop(state: &mut State) {
    if let Some(stop) = state.reader.stops.first().copied() {
        stop_at(state, stop);
    }
}

/// Brings `span` into view, and the text too where another pane has its place.
fn show(state: &mut State, span: Span) {
    if state.layout.reader.is_none() {
        state.focus_on(Pane::Reader);
    }
    state.reader.show(span);
}
