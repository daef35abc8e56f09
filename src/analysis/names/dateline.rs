//! Datelines: where a report was written, in front of its first words.
//!
//! "CALGARY, Alberta (AP) —", "LEEDS —", "NEW YORK, July 3 /Wire/ --". The place is in capitals, so
//! what the running text's rules know of capitals says nothing; what it is the name of is certain.

use std::ops::Range;

use super::lexicon;
use super::mention::Found;
use super::units::{Shape, Units};
use crate::model::NameKind;

/// The most units before the dash.
const LONGEST: usize = 20;
/// The most words of the place's name ("RIO DE JANEIRO").
const LONGEST_PLACE: usize = 4;

/// The places of all datelines, in order.
pub(super) fn find(units: &Units<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for sentence in units.sentences.iter().filter(|s| s.leads) {
        let start = sentence.units.start;
        let Some(dash) = dash_after(units, start) else {
            continue;
        };
        if let Some(place) = place_at(units, start, dash) {
            let region = region_after(units, place.end, dash);
            out.push(found(place));
            out.extend(region.map(found));
        }
    }
    out
}

fn found(units: Range<usize>) -> Found {
    Found {
        units,
        title: None,
        dateline: true,
    }
}

/// The dash that ends the dateline: nothing but capitals, numbers and marks stands before it.
fn dash_after(units: &Units<'_>, start: usize) -> Option<usize> {
    let dash = (start..start + LONGEST).find(|&at| {
        units.get(at).is_none_or(|unit| match unit.shape {
            Shape::Mark('—' | '–') => true,
            Shape::Mark('-') => !units.is_attached(at) || !units.is_attached(at + 1),
            Shape::Mark(',' | '.' | '(' | ')' | '/' | ':') => false,
            Shape::Capital | Shape::Upper | Shape::Number => false,
            _ => true,
        })
    })?;
    let is_dash = units
        .get(dash)
        .is_some_and(|unit| matches!(unit.shape, Shape::Mark('—' | '–' | '-')));
    is_dash.then_some(dash)
}

/// The words in capitals with which the dateline starts, if they can be a place.
fn place_at(units: &Units<'_>, start: usize, dash: usize) -> Option<Range<usize>> {
    let is_part = |at: usize| {
        units
            .get(at)
            .is_some_and(|u| u.shape == Shape::Upper || (u.is_mark('.') && units.is_attached(at)))
    };
    let mut end = (start..dash).find(|&at| !is_part(at)).unwrap_or(dash);
    if units
        .get(end.checked_sub(1)?)
        .is_some_and(|u| u.is_mark('.'))
    {
        end -= 1;
    }
    let place = start..end;
    let first = units.get(start)?;
    if place.is_empty() || place.len() > LONGEST_PLACE || first.text.chars().count() < 3 {
        return None;
    }
    let common = place.clone().all(|at| {
        let facts = units.facts(at);
        (facts.ordinary || facts.known.is_some() || lexicon::is_function(units.lower(at)))
            && facts.place.is_none()
    });
    // "BREAKING —" is no place; "READING, England (AP) —" is.
    (!common || end + 1 < dash).then_some(place)
}

/// The state or country after the comma behind the place.
fn region_after(units: &Units<'_>, comma: usize, dash: usize) -> Option<Range<usize>> {
    let start = comma + 1;
    if !units.get(comma)?.is_mark(',') {
        return None;
    }
    let is_part = |at: usize| {
        units.get(at).is_some_and(|unit| unit.is_capital())
            && !lexicon::is_calendar(units.lower(at))
    };
    let end = (start..dash).find(|&at| !is_part(at)).unwrap_or(dash);
    let region = start..end;
    let listed = units.place(&region).is_some()
        || units
            .known(&region)
            .is_some_and(|known| known.kind == NameKind::Loc);
    let shortened = units.get(end).is_some_and(|u| u.is_mark('.'));
    (!region.is_empty() && (listed || shortened)).then_some(region)
}
