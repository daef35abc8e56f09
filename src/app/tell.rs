//! What is told in words: about the current quote, about an article, about what went wrong.

use crate::model::{Annotations, Article, Language, Picture, PicturePlace, Quote};

use super::action::Notice;
use super::state::State;

/// The current quote or statement with its speaker and source, as it is copied; and which of the
/// two it is.
pub fn citation(state: &State) -> Option<(String, &'static str)> {
    let (annotations, article) = (state.annotations()?, state.article()?);
    let index = state.quote_meant()?;
    let quote = annotations.quotes.get(index)?;
    let words = words(annotations, index, &article.text);
    let mut source = Vec::new();
    source.extend(article.title.as_ref().map(ToString::to_string));
    source.push(article.source.label.to_string());
    source.extend(article.published.map(super::age::date));
    source.extend(article.url.as_ref().map(ToString::to_string));
    source.retain(|part| !part.is_empty());
    let speaker = match quote.speaker {
        Some(_) => speaker(quote),
        None => "unknown speaker".to_owned(),
    };
    // Nobody is to be quoted with words that are not theirs.
    let cue = report(quote, &article.text).map(|cue| format!(", “{cue}”"));
    let (noun, whose) = if quote.kind.is_speech() {
        ("quote with its speaker", String::new())
    } else {
        let cue = cue.unwrap_or_default();
        (
            "statement with its speaker",
            format!("{cue}, in the writer's words"),
        )
    };
    let source = source.join(", ");
    Some((format!("{words}\n— {speaker}{whose} ({source})"), noun))
}

/// What is said at `index` of the quotes, on one line: all pieces of a statement.
pub fn words(annotations: &Annotations, index: usize, text: &str) -> String {
    let pieces = annotations.pieces(index);
    let pieces: Vec<String> = pieces.map(|q| one_line(q.span.of(text))).collect();
    pieces.join(" … ")
}

/// What reports a statement ("denied"), without which it would read as asserted; `None` for
/// what is quoted.
pub fn report(quote: &Quote, text: &str) -> Option<String> {
    let cue = quote.cue.filter(|_| !quote.kind.is_speech())?;
    Some(in_passing(&one_line(cue.of(text))))
}

/// Source, byline and day of an article, as far as they are known.
pub fn facts(article: &Article) -> Vec<String> {
    let mut facts = vec![article.source.label.to_string()];
    facts.extend(article.byline.as_ref().map(|name| format!("by {name}")));
    facts.extend(article.published.map(super::age::date));
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// All that went wrong, a line each, what was only loaded with a loss last; `None` where nothing
/// did.
pub fn problems(state: &State) -> Option<Vec<String>> {
    let mut lines: Vec<String> = state.problems.iter().map(ToString::to_string).collect();
    lines.extend(state.errors.iter().cloned());
    // What was told a moment ago may have been cut where it stood.
    if let Some(Notice::Error(words)) = &state.heard
        && !lines.contains(words)
    {
        lines.insert(0, words.clone());
    }
    if !state.notes.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push("Loaded, but with a loss:".to_owned());
        lines.extend(state.notes.iter().map(ToString::to_string));
    }
    (!lines.is_empty()).then_some(lines)
}

/// "direct · “said” · 97%": how sure the speaker is comes last, where there is one.
pub fn summary(quote: &Quote, text: &str) -> String {
    let mut parts = kind(quote);
    parts.extend(quote.cue.map(|cue| format!("“{}”", one_line(cue.of(text)))));
    if quote.speaker.is_some() {
        parts.push(format!("{}%", quote.percent()));
    }
    parts.join(" · ")
}

/// What the quote is, in parts.
pub(super) fn kind(quote: &Quote) -> Vec<String> {
    let mut parts = vec![quote.kind.as_str().to_owned()];
    if quote.nested {
        parts.push("inside another quote".to_owned());
    }
    parts
}

/// Below this, in per cent, a speaker is marked as unsure.
const UNSURE: u8 = 60;

/// The speaker's name, with a question mark where it is unsure; or that it is not known.
pub fn speaker(quote: &Quote) -> String {
    match &quote.speaker {
        Some(name) if unsure(quote) => format!("{name}?"),
        Some(name) => name.clone(),
        None => "Unknown speaker".to_owned(),
    }
}

/// Whether the quote has a speaker who may well be another.
pub fn unsure(quote: &Quote) -> bool {
    quote.speaker.is_some() && quote.percent() < UNSURE
}

/// How likely something is of which this many per cent are said, in words.
pub fn sureness(percent: u8) -> &'static str {
    match percent {
        95.. => "nearly certain",
        80..95 => "very likely",
        UNSURE..80 => "likely",
        40..UNSURE => "about even",
        20..40 => "unlikely",
        _ => "very unlikely",
    }
}

/// Why an article in another language has no speakers and no names.
pub fn foreign(language: Language) -> String {
    let language = language.name();
    format!("The article is in {language}; speakers and names are told in English alone.")
}

/// What is said where no speech is quoted.
pub fn unquoted(annotations: &Annotations) -> &'static str {
    match annotations.foreign() {
        _ if !annotations.quotes.iter().all(|q| q.kind.is_statement()) => {
            "Nobody is quoted here: the quotation marks set off titles or terms."
        }
        Some(_) => "No quotation marks were found.",
        None => "Nobody is quoted here.",
    }
}

/// What is said where there are no names; `coming`: not yet.
pub fn unnamed(annotations: &Annotations, coming: bool) -> String {
    match annotations.foreign() {
        Some(language) => foreign(language),
        None if coming => "Looking for names…".to_owned(),
        None => "No names were found.".to_owned(),
    }
}

/// A sentence as the status line says it: without capital and full stop.
pub fn in_passing(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// The pictures of the article that can be had, what they are called and where they are; and which of
/// them comes first from the text in view on.
pub fn pictures(state: &State) -> (Vec<(String, PicturePlace)>, usize) {
    let Some(article) = state.article() else {
        return (Vec::new(), 0);
    };
    let places = article.pictures.iter().map(|p| p.place(&article.source));
    let there = article.pictures.iter().zip(places);
    // What earlier versions kept of the place of a file says nothing without the folder of that run.
    let stored = state.stored().is_some();
    let lost = |place: &PicturePlace| matches!(place, PicturePlace::File { article, .. } if stored && article.is_relative());
    let there = there.filter_map(|(p, place)| Some((p, place?)));
    let there: Vec<_> = there.filter(|(_, place)| !lost(place)).collect();
    let from = state.reader.in_view().unwrap_or_default().start;
    let next = there.iter().position(|(picture, _)| picture.at >= from);
    let last = there.len().saturating_sub(1);
    let item = |(at, (picture, place)): (usize, (&Picture, PicturePlace))| {
        let label = picture.label().map(|label| one_line(label));
        let label = label.unwrap_or_else(|| format!("Picture {}", at + 1));
        (label, place)
    };
    let items = there.into_iter().enumerate().map(item).collect();
    (items, next.unwrap_or(last))
}

/// `text` with single blanks for all its white space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `noun` as it is said of `count` of them.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}
