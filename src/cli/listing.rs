//! An article's heading, quotations and names as lines for people.

use std::fmt::Write;

use crate::app::{tell, voices};
use crate::model::{Annotations, Article, Name, NameKind, Quote};
use crate::text::{Clean, Span};

use super::plain::paragraph;

/// The line below the title: source, byline and day, as far as they are known.
pub(super) fn byline(article: &Article) -> String {
    tell::facts(article).join(" · ")
}

/// The quotations of `article` by speaker, each with its kind and the reason for its speaker. The
/// speakers come in the order of their first words; what is in quotation marks and nobody's words
/// comes last.
pub(super) fn quotes(article: &Article, annotations: &Annotations, width: Option<usize>) -> String {
    let voices = voices(annotations);
    let quoted: usize = voices.iter().map(|voice| voice.quotes.len()).sum();
    let mut out = format!("QUOTES {quoted}\n");
    let all = &annotations.quotes;
    for voice in &voices {
        let said: Vec<&Quote> = voice.quotes.iter().filter_map(|&i| all.get(i)).collect();
        let speaker = said.first().map_or("", |quote| tell::speaker(quote));
        group(article, speaker, &said, width, &mut out);
    }
    let others: Vec<&Quote> = all.iter().filter(|quote| !quote.kind.is_speech()).collect();
    if !others.is_empty() {
        group(
            article,
            "Titles, terms and scare quotes",
            &others,
            width,
            &mut out,
        );
    }
    out
}

fn group(
    article: &Article,
    title: &str,
    quotes: &[&Quote],
    width: Option<usize>,
    out: &mut String,
) {
    let _ = writeln!(out, "\n{title} ({})", quotes.len());
    for quote in quotes {
        paragraph(&one_line(&article.text, quote.span), "  ", width, out);
        let percent = (quote.confidence * 100.0).round();
        let nested = if quote.nested { ", nested" } else { "" };
        let because = if quote.why.is_empty() { "" } else { ": " };
        let kind = quote.kind.as_str();
        let why = format!("{kind}{nested}, {percent}%{because}{}", quote.why);
        paragraph(&Clean::line(&why), "      ", width, out);
    }
}

/// The names of `annotations` by kind, each with the number of its mentions, most first.
pub(super) fn names(annotations: &Annotations) -> String {
    let mut out = format!("NAMES {}\n", annotations.names.len());
    if let Some(language) = annotations.foreign() {
        let _ = writeln!(out, "\n{}", tell::foreign(language));
    }
    for kind in NameKind::ALL {
        let mut names: Vec<&Name> = annotations
            .names
            .iter()
            .filter(|n| n.kind == kind)
            .collect();
        if names.is_empty() {
            continue;
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.mentions.len()));
        let _ = writeln!(out, "\n{}", kind.plural());
        for name in names {
            let _ = writeln!(out, "  {} ({})", name.name, name.mentions.len());
        }
    }
    out
}

fn one_line(text: &Clean, span: Span) -> Clean {
    Clean::line(&text.slice(span))
}
