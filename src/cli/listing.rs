//! An article's heading, quotations and names as lines for people.

use std::fmt::Write;

use crate::app::{tell, voices};
use crate::model::{Annotations, Article, Name, NameKind};
use crate::text::{Clean, WrapOptions};

use crate::ui::plain::paragraph;

/// The line below the title: source, byline and day, as far as they are known.
pub(super) fn byline(article: &Article) -> String {
    tell::facts(article).join(" · ")
}

/// The quotations of `article` by speaker, each with its kind and the reason for its speaker. The
/// speakers come in the order of their first words; what is in quotation marks and nobody's words
/// comes last.
pub(super) fn quotes(
    article: &Article,
    annotations: &Annotations,
    setting: Option<WrapOptions<'_>>,
) -> String {
    let voices = voices(annotations);
    let quoted: usize = voices.iter().map(|voice| voice.quotes.len()).sum();
    let mut out = format!("QUOTES {quoted}\n");
    let all = annotations.quotes.iter().enumerate();
    for voice in &voices {
        let said = &voice.quotes;
        group(article, annotations, voice.name(), said, setting, &mut out);
    }
    let others: Vec<usize> = all
        .filter(|(_, quote)| !quote.kind.is_statement())
        .map(|(index, _)| index)
        .collect();
    let title = "Titles, terms and scare quotes";
    group(article, annotations, title, &others, setting, &mut out);
    out
}

/// What people say in the writer's words, by speaker; nothing where there is none
/// of it.
pub(super) fn statements(
    article: &Article,
    annotations: &Annotations,
    setting: Option<WrapOptions<'_>>,
) -> String {
    let voices = voices(annotations);
    let stated: usize = voices.iter().map(|voice| voice.statements.len()).sum();
    if stated == 0 {
        return String::new();
    }
    let mut out = format!("STATEMENTS {stated}\n");
    for voice in &voices {
        let said = &voice.statements;
        group(article, annotations, voice.name(), said, setting, &mut out);
    }
    out
}

/// A title and the quotes below it; nothing where there are none.
fn group(
    article: &Article,
    annotations: &Annotations,
    title: &str,
    quotes: &[usize],
    setting: Option<WrapOptions<'_>>,
    out: &mut String,
) {
    if quotes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title} ({})", quotes.len());
    for &index in quotes {
        let Some(quote) = annotations.quotes.get(index) else {
            continue;
        };
        let words = tell::words(annotations, index, &article.text);
        let report = tell::report(quote, &article.text).map(|report| format!("{report}: "));
        let words = format!("{}{words}", report.unwrap_or_default());
        paragraph(&Clean::line(&words), "  ", setting, out);
        let percent = quote.percent();
        let nested = if quote.nested { ", nested" } else { "" };
        let because = if quote.why.is_empty() { "" } else { ": " };
        let kind = quote.kind.as_str();
        let why = format!("{kind}{nested}, {percent}%{because}{}", quote.why);
        paragraph(&Clean::line(&why), "      ", setting, out);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Quote, QuoteKind, Source, SourceKind};
    use crate::text::{Span, Widths};

    const SIXTY: WrapOptions<'_> = WrapOptions {
        width: 60,
        widths: Widths::Narrow,
        hyphenation: None,
    };

    const TEXT: &str = "“We wait,” said Ada Byron. She added that “much” was unclear. \
                        According to the port, ships would come.";

    fn article() -> Article {
        Article {
            id: "a".into(),
            source: Source {
                kind: SourceKind::File,
                location: "a.txt".into(),
                label: "a".into(),
            },
            title: None,
            byline: None,
            published: None,
            url: None,
            language: None,
            text: TEXT.into(),
            blocks: Vec::new(),
            inlines: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn quote(words: &str, kind: QuoteKind, speaker: Option<&str>) -> Quote {
        let start = TEXT.find(words).unwrap();
        Quote {
            span: Span::new(start, start + words.len()),
            kind,
            nested: false,
            speaker: speaker.map(str::to_owned),
            mention: None,
            cue: None,
            confidence: 0.9,
            why: "it says so".into(),
            runners_up: Vec::new(),
        }
    }

    #[test]
    fn statements_stand_apart_from_quotes_under_their_own_speakers() {
        let ada = Some("Ada Byron");
        let annotations = Annotations {
            quotes: vec![
                quote("“We wait,”", QuoteKind::Direct, ada),
                quote("that “much” was unclear", QuoteKind::Indirect, ada),
                quote("“much”", QuoteKind::Scare, None),
                quote("ships would come", QuoteKind::Indirect, Some("the port")),
            ],
            ..Annotations::default()
        };
        let article = article();
        insta::assert_snapshot!(quotes(&article, &annotations, Some(SIXTY)), @r"
        QUOTES 1

        Ada Byron (1)
          “We wait,”
              direct, 90%: it says so

        Titles, terms and scare quotes (1)
          “much”
              scare, 90%: it says so
        ");
        insta::assert_snapshot!(statements(&article, &annotations, Some(SIXTY)), @r"
        STATEMENTS 2

        Ada Byron (1)
          that “much” was unclear
              indirect, 90%: it says so

        the port (1)
          ships would come
              indirect, 90%: it says so
        ");
        let quoted = Annotations {
            quotes: annotations.quotes[..1].to_vec(),
            ..Annotations::default()
        };
        assert_eq!(statements(&article, &quoted, Some(SIXTY)), "");
    }
}
