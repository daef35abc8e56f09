//! What each command does.

use std::num::NonZeroU16;

use crate::config::Reading;

use super::action::{Effect, Notice};
use super::command::Command;
use super::correcting;
use super::input::Input;
use super::layout::Pane;
use super::library::Texts;
use super::links;
use super::marks;
use super::moving::{go, go_articles, go_pages, go_to_line, go_to_percent, go_unread, turn_to};
use super::overlay::Overlay;
use super::passage::Passage;
use super::pictures;
use super::shelves;
use super::sidebar::Line;
use super::state::State;
use super::tell;
use super::themes;
use super::voices::{Stop, Walk};
use super::walking::{
    begin_search, follow, follow_name, follow_speaker, follow_voice, no_quote, order_names, step,
    steps, stop_at, to_first_stop, to_names, toggle_statements,
};
use super::why::why;

/// Lets `command` happen, as often as counted where that means something.
pub fn run(state: &mut State, command: Command, count: Option<NonZeroU16>) -> Vec<Effect> {
    if command != Command::Undo {
        state.accept();
    }
    let number = count.map(|count| usize::from(count.get()));
    let times = count.map_or(1, |count| isize::from(count.get().cast_signed()));
    let often = times.unsigned_abs();
    let page = state.reader.height.saturating_sub(1).max(1).cast_signed();
    // Half a page is as many lines as counted, as vi and less have it.
    let half = count.map_or((page + 1) / 2, |_| times);
    match command {
        Command::NextQuote => steps(state, true, times),
        Command::PreviousQuote | Command::PreviousMatch => steps(state, false, times),
        Command::Speaker => follow_speaker(state),
        Command::Statements => toggle_statements(state),
        Command::Names => to_names(state),
        Command::NameOrder => order_names(state),
        Command::Why => match why(state) {
            Some((title, lines)) => {
                state.overlay = Some(Overlay::Text {
                    title,
                    lines,
                    top: 0,
                })
            }
            None => no_quote(state),
        },
        Command::Copy => match tell::citation(state) {
            Some((text, noun)) => return vec![Effect::Copy { text, noun }],
            None => no_quote(state),
        },
        Command::Find if state.focus == Pane::List && state.shelving.is_some() => {
            shelves::begin_search(state);
        }
        Command::Find => begin_search(state),
        Command::Down => go(state, times),
        Command::Up => go(state, -times),
        Command::PageDown => go_pages(state, page * times),
        Command::PageUp => go_pages(state, -page * times),
        Command::HalfPageDown => go_pages(state, half),
        Command::HalfPageUp => go_pages(state, -half),
        Command::Top => go_to_line(state, number.unwrap_or(1)),
        Command::Bottom => go_to_line(state, number.unwrap_or(usize::MAX)),
        Command::Percent => match number {
            Some(percent) => go_to_percent(state, percent),
            None => state.fail("how many per cent? the number goes before, as in 50 %"),
        },
        Command::Enter => enter(state),
        Command::Back => back(state),
        Command::NextPane => turn_to(state, 1),
        Command::PreviousPane => turn_to(state, 2),
        Command::PaneLeft if state.focus != Pane::List => turn_to(state, 2),
        Command::PaneRight if state.focus != Pane::Sidebar => turn_to(state, 1),
        Command::PaneLeft | Command::PaneRight => {}
        Command::ArticleList => state.focus_on(Pane::List),
        Command::ReadingPane => state.focus_on(Pane::Reader),
        Command::Quotes => {
            state.reader.point_at_current();
            state.focus_on(Pane::Sidebar);
        }
        Command::NextArticle => go_articles(state, times),
        Command::PreviousArticle => go_articles(state, -times),
        Command::NextUnread => go_unread(state, times),
        Command::PreviousUnread => go_unread(state, -times),
        Command::ToggleRead => marks::toggle_read(state, often),
        Command::Star => marks::toggle_star(state, often),
        Command::Tag => marks::begin_tag(state),
        Command::Delete => marks::delete(state, often),
        Command::ReadAll => marks::read_all(state),
        Command::Keep => keep(state),
        Command::OtherText => other_text(state),
        Command::Correct => correcting::begin(state),
        Command::Shelves => shelves::choose(state),
        Command::Search => shelves::begin_search(state),
        Command::SaveSearch => marks::save_search(state),
        Command::Order => shelves::next_order(state),
        Command::Refresh => shelves::refresh(state, false),
        Command::RefreshAll => shelves::refresh(state, true),
        Command::Subscribe => shelves::begin_subscribe(state),
        Command::Unsubscribe => marks::unsubscribe(state),
        Command::Undo => marks::undo(state, often),
        Command::OpenLink => return links::open_page(state),
        Command::LinkHints => links::begin_hints(state),
        Command::Links => links::list(state),
        Command::Pictures => return pictures::begin(state),
        Command::Boilerplate => {
            state.view.boilerplate = !state.view.boilerplate;
            state.lay_out();
            let hidden = state
                .article()
                .map_or(0, |a| a.blocks.iter().filter(|b| b.boilerplate).count());
            state.say(&match (hidden, state.view.boilerplate) {
                (0, _) => "nothing was left out of this article".to_owned(),
                (n, true) => format!(
                    "{n} left-out {} shown",
                    if n == 1 { "part is" } else { "parts are" }
                ),
                (n, false) => format!(
                    "{n} {} left out",
                    if n == 1 { "part is" } else { "parts are" }
                ),
            });
        }
        Command::StopLoading if state.refreshes() => {
            state.say("the refresh stops");
            return vec![Effect::StopLoading];
        }
        Command::StopLoading if state.loading => {
            state.say("loading stops");
            return vec![Effect::StopLoading];
        }
        Command::StopLoading => state.say("nothing is being loaded"),
        Command::Problems => match tell::problems(state) {
            Some(lines) => read(state, "What went wrong", lines),
            None => match &state.heard {
                Some(Notice::Done(words)) => {
                    let words = words.clone();
                    read(state, "Nothing went wrong; told last", vec![words]);
                }
                _ => state.say("nothing went wrong"),
            },
        },
        Command::Alone => {
            state.alone = !state.alone;
            state.lay_out();
        }
        Command::Wider => measure(state, 4 * times),
        Command::Narrower => measure(state, -4 * times),
        Command::Justify => {
            state.view.justify = !state.view.justify;
            state.lay_out();
            state.say(if state.view.justify {
                "both edges straight"
            } else {
                "ragged right"
            });
        }
        Command::Hyphenate => {
            state.view.hyphenate = !state.view.hyphenate;
            state.lay_out();
            state.say(if state.view.hyphenate {
                "long words are hyphenated"
            } else {
                "words stay whole"
            });
        }
        Command::Themes => themes::choose(state),
        Command::NextTheme => {
            let next = state.theme.saturating_add_signed(times);
            themes::keep(state, next.checked_rem(state.themes.len()).unwrap_or(0));
        }
        Command::Mouse => {
            state.view.mouse = !state.view.mouse;
            state.say(if state.view.mouse {
                "the mouse works here"
            } else {
                "the mouse is the terminal's"
            });
            return vec![Effect::TakeMouse(state.view.mouse)];
        }
        Command::Redraw => return vec![Effect::Redraw],
        Command::Help => {
            state.overlay = Some(Overlay::Help {
                input: Input::default(),
                top: 0,
            })
        }
        Command::Palette => {
            state.overlay = Some(Overlay::Palette {
                input: Input::default(),
                cursor: 0,
            })
        }
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

/// Enter: opens what the cursor is on.
pub(super) fn enter(state: &mut State) {
    match (state.focus, state.reader.sidebar.chosen()) {
        (Pane::List, _) => state.focus_on(Pane::Reader),
        (Pane::Reader, _) => {
            if state.reader.current.is_none() || matches!(state.reader.walk, Walk::Name(_)) {
                step(state, true);
            }
        }
        (Pane::Sidebar, Some(Line::Quote { quote, .. })) => {
            let quote = *quote;
            if let Some(span) = state
                .annotations()
                .and_then(|a| a.quotes.get(quote))
                .map(|q| q.span)
            {
                let stop = Stop {
                    span,
                    quote: Some(quote),
                };
                if !state.reader.stops.contains(&stop) {
                    follow(state, Walk::Quotes);
                }
                stop_at(state, stop);
            }
        }
        (Pane::Sidebar, Some(Line::Voice(voice))) => {
            if let Some(speaker) = state.reader.voices.get(*voice).map(|v| v.speaker.clone()) {
                follow_voice(state, speaker);
                to_first_stop(state);
            }
        }
        (Pane::Sidebar, Some(Line::Statements(_))) => toggle_statements(state),
        (Pane::Sidebar, Some(Line::Name(name))) => {
            let name = *name;
            if state.reader.walk == Walk::Name(name) {
                step(state, true);
            } else {
                follow_name(state, name);
            }
        }
        (Pane::Sidebar, _) => {}
    }
}

/// Esc: ends the nearest thing that can end.
fn back(state: &mut State) {
    if state.focus == Pane::List && shelves::leave_search(state) {
        return;
    }
    if state.reader.find.take().is_some() {
        state.say("search ended");
    } else if state.reader.walk != Walk::Quotes {
        follow(state, Walk::Quotes);
        state.say("following all quotes");
    } else if state.focus == Pane::Sidebar {
        state.focus_on(Pane::Reader);
    } else if state.reader.current.is_some() {
        state.reader.current = None;
        state.reveal();
    } else if state.focus == Pane::Reader {
        state.focus_on(Pane::List);
    } else {
        let words = state.with_key("there is nothing to go back from", Command::Quit, "quits");
        state.say(&words);
    }
}

/// Shows `lines` to be read.
fn read(state: &mut State, title: &str, lines: Vec<String>) {
    state.overlay = Some(Overlay::Text {
        title: title.to_owned(),
        lines: lines.into_iter().map(Passage::from).collect(),
        top: 0,
    });
}

/// Adds the open article, which lives in this run alone, to the library.
fn keep(state: &mut State) {
    match state.entry().and_then(|entry| entry.article.clone()) {
        Some(_) if state.shelving.is_some() => state.say("the article is in the library already"),
        Some(article) => state.outbox.push(Effect::Keep(article)),
        None => state.fail("there is no article here"),
    }
}

/// Shows the full text instead of the feed's own, or the other way round.
fn other_text(state: &mut State) {
    match state.stored() {
        Some(key) => {
            let one = state.entry().is_none_or(|e| e.texts == Texts::One);
            if one {
                state.say("fetching the full text…");
                state.outbox.push(Effect::FullText(key));
            } else {
                state.outbox.push(Effect::OtherText(key));
            }
        }
        None => state.say("this is the full text"),
    }
}

fn measure(state: &mut State, by: isize) {
    let now = usize::from(state.column());
    let wanted = now.saturating_add_signed(by);
    let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
    let (least, most) = (*Reading::MEASURES.start(), *Reading::MEASURES.end());
    state.view.measure = wanted.clamp(least, most);
    state.lay_out();
    let column = state.column();
    state.say(&format!("{column} columns"));
}
