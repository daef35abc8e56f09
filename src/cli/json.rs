//! The JSON interface: one article and its annotations on a line. `docs/json.md` describes it.

use std::io;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::Formatter;

use crate::model::{Annotations, Article, Language, Mention, Name, Quote, RunnerUp};
use crate::text::{Clean, Span, is_unsafe};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a Value,
    source: &'a Clean,
    title: Option<&'a Clean>,
    byline: Option<&'a Clean>,
    published: Option<Timestamp>,
    url: Option<&'a Clean>,
    language: Option<&'a str>,
    text: &'a Clean,
    quotes: Vec<QuoteRecord<'a>>,
    names: &'a [Name],
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    nested: bool,
    speaker: Option<&'a str>,
    mention: Option<Mention>,
    cue: Option<Mention>,
    confidence: f64,
    why: &'a str,
    runners_up: Vec<RunnerUpRecord<'a>>,
}

#[derive(Serialize)]
struct RunnerUpRecord<'a> {
    speaker: &'a str,
    mention: Mention,
    confidence: f64,
}

impl<'a> QuoteRecord<'a> {
    fn new(text: &str, quote: &'a Quote) -> Self {
        let part = |span: Option<Span>| span.map(|span| Mention::new(text, span));
        let runner_up = |other: &'a RunnerUp| RunnerUpRecord {
            speaker: &other.speaker,
            mention: Mention::new(text, other.mention),
            confidence: hundredths(other.confidence),
        };
        Self {
            start: quote.span.start,
            end: quote.span.end,
            kind: quote.kind.as_str(),
            nested: quote.nested,
            speaker: quote.speaker.as_deref(),
            mention: part(quote.mention),
            cue: part(quote.cue),
            confidence: hundredths(quote.confidence),
            why: &quote.why,
            runners_up: quote.runners_up.iter().map(runner_up).collect(),
        }
    }
}

/// `share` with two decimals.
fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

/// The line for `article`, line feed included.
///
/// # Errors
/// None that data of these types can give.
pub(super) fn line(
    id: &Value,
    article: &Article,
    annotations: &Annotations,
) -> serde_json::Result<Vec<u8>> {
    let record = Record {
        id,
        source: &article.source.location,
        title: article.title.as_ref(),
        byline: article.byline.as_ref(),
        published: article.published,
        url: article.url.as_ref(),
        language: language(article, annotations),
        text: &article.text,
        quotes: annotations
            .quotes
            .iter()
            .map(|q| QuoteRecord::new(&article.text, q))
            .collect(),
        names: &annotations.names,
    };
    record_line(&record)
}

/// The line for any record, line feed included.
///
/// # Errors
/// None that data of the types written here can give.
pub(super) fn record_line(record: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut line = Vec::new();
    record.serialize(&mut serde_json::Serializer::with_formatter(
        &mut line, Escaping,
    ))?;
    line.push(b'\n');
    Ok(line)
}

/// The tag of the article's language: what the text shows, in the more exact form of the input
/// where the two agree ("en-GB"); what the input states where the text does not tell.
fn language<'a>(article: &'a Article, annotations: &Annotations) -> Option<&'a str> {
    let stated = article.language.as_ref().map(Clean::as_str);
    let Some(shown) = annotations.language else {
        return stated;
    };
    let agreeing = stated.filter(|tag| Language::of_tag(tag) == shown);
    Some(agreeing.unwrap_or(shown.tag()))
}

/// Compact JSON in which no character can drive a terminal or reorder a line: they are written as
/// escapes, so that an `id` that holds them still comes back as it was given.
pub(super) struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{NameKind, QuoteKind, Source, SourceKind};

    fn article() -> Article {
        Article {
            id: "a".into(),
            source: Source {
                kind: SourceKind::File,
                location: "a.txt".into(),
                label: "a".into(),
            },
            title: Some("Rates held".into()),
            byline: None,
            published: "2025-11-18T09:30:00Z".parse().ok(),
            url: None,
            language: Some("en".into()),
            text: "“We wait,” Ada Byron said.".into(),
            blocks: Vec::new(),
            inlines: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn annotations(text: &str) -> Annotations {
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        Annotations {
            quotes: vec![Quote {
                span: span("“We wait,”"),
                kind: QuoteKind::Direct,
                nested: false,
                speaker: Some("Ada Byron".into()),
                mention: Some(span("Ada Byron")),
                cue: Some(span("said")),
                confidence: 0.966,
                why: "the subject of “said”".into(),
                runners_up: vec![RunnerUp {
                    speaker: "Ada".into(),
                    mention: span("Ada"),
                    confidence: 0.024,
                }],
            }],
            names: vec![Name {
                name: "Ada Byron".into(),
                kind: NameKind::Per,
                mentions: vec![Mention::new(text, span("Ada Byron"))],
            }],
            language: None,
        }
    }

    #[test]
    fn a_line_has_the_fields_of_the_interface_in_order() {
        let article = article();
        let line = line(&Value::from(7), &article, &annotations(&article.text)).unwrap();
        insta::assert_snapshot!(String::from_utf8(line).unwrap(), @r#"{"id":7,"source":"a.txt","title":"Rates held","byline":null,"published":"2025-11-18T09:30:00Z","url":null,"language":"en","text":"“We wait,” Ada Byron said.","quotes":[{"start":0,"end":14,"kind":"direct","nested":false,"speaker":"Ada Byron","mention":{"start":15,"end":24,"text":"Ada Byron"},"cue":{"start":25,"end":29,"text":"said"},"confidence":0.97,"why":"the subject of “said”","runners_up":[{"speaker":"Ada","mention":{"start":15,"end":18,"text":"Ada"},"confidence":0.02}]}],"names":[{"name":"Ada Byron","kind":"PER","mentions":[{"start":15,"end":24,"text":"Ada Byron"}]}]}"#);
    }

    proptest! {
        #[test]
        fn any_id_comes_back_and_nothing_unsafe_goes_out(id in any::<String>(), key in "\\PC*|[\u{80}-\u{9f}\u{202e}\u{e0041}\u{1b}a]*") {
            let article = article();
            let id = serde_json::json!({ key: [id] });
            let line = line(&id, &article, &Annotations::default()).unwrap();
            let line = std::str::from_utf8(&line).unwrap();
            prop_assert!(!line.chars().any(is_unsafe));
            prop_assert_eq!(line.matches('\n').count(), 1);
            let back: Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(&back["id"], &id);
        }
    }
}
