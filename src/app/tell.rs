//! What is told in words: about the current quote, about an article, about what went wrong.

use crate::model::{Annotations, Article, Language, Quote};

use super::state::State;

/// The current quote with its speaker and source, as it is copied.
pub fn citation(state: &State) -> Option<String> {
    let (quote, article) = (state.quote()?, state.article()?);
    let words = one_line(quote.span.of(&article.text));
    let mut source = Vec::new();
    source.extend(article.title.as_ref().map(ToString::to_string));
    source.push(article.source.label.to_string());
    source.extend(article.published.map(super::age::date));
    source.extend(article.url.as_ref().map(ToString::to_string));
    source.retain(|part| !part.is_empty());
    let speaker = quote.speaker.as_deref().unwrap_or("unknown speaker");
    Some(format!("{words}\n— {speaker} ({})", source.join(", ")))
}

/// A heading and lines that say all that is known about the current quote.
pub fn explain(state: &State) -> Option<(String, Vec<String>)> {
    let (quote, article) = (state.quote()?, state.article()?);
    let mut lines = vec![one_line(quote.span.of(&article.text)), String::new()];
    lines.push(summary(quote, &article.text));
    lines.push(String::new());
    lines.push(quote.why.clone());
    Some((speaker(quote).to_owned(), lines))
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
    if !state.notes.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push("Loaded, but with a loss:".to_owned());
        lines.extend(state.notes.iter().map(ToString::to_string));
    }
    (!lines.is_empty()).then_some(lines)
}

/// "direct · “said” · 97%".
pub fn summary(quote: &Quote, text: &str) -> String {
    let mut parts = vec![quote.kind.as_str().to_owned()];
    if quote.nested {
        parts.push("inside another quote".to_owned());
    }
    parts.extend(quote.cue.map(|cue| format!("“{}”", one_line(cue.of(text)))));
    parts.push(format!("{:.0}%", quote.confidence * 100.0));
    parts.join(" · ")
}

/// The speaker's name, or that it is not known.
pub fn speaker(quote: &Quote) -> &str {
    quote.speaker.as_deref().unwrap_or("Unknown speaker")
}

/// Why an article in another language has no speakers and no names.
pub fn foreign(language: Language) -> String {
    let language = language.name();
    format!("The article is in {language}; speakers and names are told in English alone.")
}

/// What is said where no speech is quoted.
pub fn unquoted(annotations: &Annotations) -> &'static str {
    match annotations.foreign() {
        _ if !annotations.quotes.is_empty() => {
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

/// The article's own address and those of its links, each once, with what they are called.
pub fn addresses(state: &State) -> Vec<(String, String)> {
    let Some(article) = state.article() else {
        return Vec::new();
    };
    let mut items: Vec<(String, String)> = Vec::new();
    if let Some(url) = &article.url {
        items.push(("This article".to_owned(), url.to_string()));
    }
    for link in &article.links {
        if link.is_openable()
            && !items
                .iter()
                .any(|(_, target)| link.target == *target.as_str())
        {
            items.push((
                one_line(link.span.of(&article.text)),
                link.target.to_string(),
            ));
        }
    }
    items
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
