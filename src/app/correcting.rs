//! Putting right what the program found: who said a quotation and what it is, what a name stands for.

use crate::model::{Annotations, Change, Correction, NameKind, Quote, QuoteKind};
use crate::text::Clean;

use super::annotating::take_in;
use super::choices::{Choice, Choices, Then};
use super::command::Command;
use super::layout::Pane;
use super::library::Found;
use super::overlay::Overlay;
use super::shelving::change;
use super::sidebar::Line;
use super::state::State;
use super::tell;
use super::voices::Walk;

/// Offers what may be put right about the quote or the name where the person is.
pub(super) fn begin(state: &mut State) {
    let name = match (
        state.focus,
        state.reader.sidebar.chosen(),
        &state.reader.walk,
    ) {
        (Pane::Sidebar, Some(Line::Name(name)), _) => Some(*name),
        (Pane::Reader | Pane::List, _, Walk::Name(name)) => Some(*name),
        _ => None,
    };
    let choices = match (state.annotations(), name, state.quote_meant()) {
        (Some(annotations), Some(name), _) => about_name(annotations, name),
        (Some(annotations), None, Some(quote)) => state
            .article()
            .and_then(|article| about_quote(annotations, quote, &article.text)),
        _ => None,
    };
    match choices {
        Some(choices) => state.overlay = Some(Overlay::Choices(choices)),
        None => {
            let words = state.with_key(
                "choose a quote or a name first",
                Command::NextQuote,
                "goes to the next quote",
            );
            state.fail(&words);
        }
    }
}

/// Who may have said it: who else was thought of, who else speaks or is named, nobody; and what
/// else the marks may be for.
fn about_quote(annotations: &Annotations, index: usize, text: &str) -> Option<Choices> {
    let quote = annotations.quotes.get(index)?;
    let span = quote.span;
    let mut items: Vec<Choice> = Vec::new();
    let mut offer = |speaker: &str, detail: String| {
        let same = |choice: &Choice| choice.label == speaker;
        if quote.speaker.as_deref() != Some(speaker) && !items.iter().any(same) {
            items.push(Choice::said_by(span, speaker, detail));
        }
    };
    for other in &quote.runners_up {
        offer(&other.speaker, format!("{}%", other.percent()));
    }
    for other in &annotations.quotes {
        if let Some(speaker) = &other.speaker {
            offer(speaker, "speaks in this article".to_owned());
        }
    }
    let speaks = |kind| matches!(kind, NameKind::Per | NameKind::Org);
    for name in annotations.names.iter().filter(|name| speaks(name.kind)) {
        offer(&name.name, "is named in this article".to_owned());
    }
    items.push(Choice {
        label: "Nobody who could be named".to_owned(),
        detail: String::new(),
        then: Then::Correct(Correction::Speaker {
            span,
            speaker: None,
        }),
    });
    items.extend(kinds(quote));
    let words = tell::words(annotations, index, text);
    let title = format!("Who said {words}");
    Some(Choices::new(title, items).or_typed_speaker(span))
}

/// The kinds that a quoted run may be instead.
fn kinds(quote: &Quote) -> impl Iterator<Item = Choice> {
    const KINDS: [(QuoteKind, &str); 4] = [
        (QuoteKind::Direct, "a whole clause of somebody's words"),
        (
            QuoteKind::Mixed,
            "a piece of somebody's words in the writer's sentence",
        ),
        (QuoteKind::Title, "a title, a nickname or a term"),
        (QuoteKind::Scare, "the writer's own distance"),
    ];
    let (span, now) = (quote.span, quote.kind);
    let others = KINDS
        .into_iter()
        .filter(move |(kind, _)| now != QuoteKind::Indirect && *kind != now);
    others.map(move |(kind, what)| Choice {
        label: format!("It is {}", kind.as_str()),
        detail: what.to_owned(),
        then: Then::Correct(Correction::QuoteKind { span, kind }),
    })
}

/// What a name may be instead.
fn about_name(annotations: &Annotations, index: usize) -> Option<Choices> {
    let name = annotations.names.get(index)?;
    let own = Clean::line(&name.name);
    let mut items = Vec::new();
    for (kind, what) in [
        (NameKind::Per, "a person"),
        (NameKind::Org, "an organisation"),
        (NameKind::Loc, "a place"),
        (NameKind::Misc, "something else with a name"),
    ] {
        if kind != name.kind {
            items.push(Choice {
                label: format!("It is {what}"),
                detail: String::new(),
                then: Then::Correct(Correction::NameKind {
                    name: own.clone(),
                    kind,
                }),
            });
        }
    }
    items.push(Choice {
        label: "It is no name".to_owned(),
        detail: String::new(),
        then: Then::Correct(Correction::NoName { name: own.clone() }),
    });
    for other in annotations
        .names
        .iter()
        .filter(|other| other.name != name.name)
    {
        items.push(Choice {
            label: format!("It is the same as {}", other.name),
            detail: String::new(),
            then: Then::Correct(Correction::SameName {
                name: own.clone(),
                into: Clean::line(&other.name),
            }),
        });
    }
    Some(Choices::new(format!("What is {}", name.name), items))
}

/// Puts something right in the open article, at once and for good.
pub(super) fn correct(state: &mut State, correction: Correction) {
    let index = state.selected;
    let Some(found) = state.entry().map(|entry| entry.found.clone()) else {
        return;
    };
    if matches!(found, Found::Nothing) {
        return;
    }
    let kept = correction.clone();
    // What was found is put right already but for this, and putting right twice changes nothing.
    take_in(state, index, found, move |entry| {
        entry.found = Found::Nothing;
        entry.corrections.retain(|old| !kept.replaces(old));
        entry.corrections.push(kept);
    });
    match state.stored() {
        Some(key) => {
            change(state, Change::Correct(key, correction));
            let words = state.with_key("put right", Command::Undo, "undoes it");
            state.say(&words);
        }
        None => {
            let words =
                state.with_key("put right for this run", Command::Keep, "keeps the article");
            state.say(&words);
        }
    }
}
