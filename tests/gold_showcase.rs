//! The article of the showcase edition against quotations annotated by hand from the conventions.

mod lines;

use lines::article;
use quotidian::analysis::annotate;
use quotidian::model::{Quote, QuoteKind};
use serde::Deserialize;

const ARTICLE: &str = include_str!("../seeds/000_0ac542e05e29bd92.txt");
const GOLD: &str = include_str!("data/showcase.gold.json");

#[derive(Deserialize)]
struct Gold {
    quotes: Vec<GoldQuote>,
}

#[derive(Deserialize, Debug)]
struct GoldQuote {
    starts: String,
    ends: String,
    kind: String,
    nested: bool,
    speaker: Option<String>,
    mention: Option<String>,
    cue: Option<String>,
}

/// What stands between quotation marks.
fn quoted(text: &str) -> Vec<Quote> {
    let all = annotate(&article(text)).quotes;
    let runs = all.into_iter().filter(|q| q.kind != QuoteKind::Indirect);
    runs.collect()
}

#[test]
fn every_quotation_has_its_span_kind_speaker_mention_and_cue() {
    let gold: Gold = serde_json::from_str(GOLD).expect("the gold file is JSON");
    let found = quoted(ARTICLE);
    let got: Vec<_> = found.iter().map(|q| q.span.of(ARTICLE)).collect();
    assert_eq!(found.len(), gold.quotes.len(), "{got:#?}");
    for (quote, want) in found.iter().zip(&gold.quotes) {
        let words = quote.span.of(ARTICLE);
        let context = format!("{want:?}: {}", quote.why);
        assert!(words.starts_with(&want.starts), "{words} {context}");
        assert!(words.ends_with(&want.ends), "{words} {context}");
        assert_eq!(quote.kind.as_str(), want.kind, "{context}");
        assert_eq!(quote.nested, want.nested, "{context}");
        assert_eq!(quote.speaker, want.speaker, "{context}");
        assert_eq!(
            quote.mention.map(|m| m.of(ARTICLE)),
            want.mention.as_deref(),
            "{context}"
        );
        assert_eq!(
            quote.cue.map(|c| c.of(ARTICLE)),
            want.cue.as_deref(),
            "{context}"
        );
    }
}

#[test]
fn the_reasons_quote_the_article() {
    let found = quoted(ARTICLE);
    assert_eq!(
        found[0].why,
        "“Sheinbaum” is the subject of “said” right after the quotation; “Sheinbaum” stands for Claudia Sheinbaum"
    );
    for quote in found.iter().filter(|q| q.kind.is_speech()) {
        assert!(quote.confidence > 0.5, "{quote:?}");
    }
}

#[test]
fn what_is_said_without_marks_has_its_speaker() {
    let all = annotate(&article(ARTICLE)).quotes;
    let indirect: Vec<_> = all
        .iter()
        .filter(|q| q.kind == QuoteKind::Indirect)
        .map(|q| {
            let cue = q.cue.map(|c| c.of(ARTICLE));
            (q.span.of(ARTICLE), q.speaker.as_deref(), cue)
        })
        .collect();
    let trump = Some("Donald Trump");
    let want = [
        (
            "if he would seek the Mexican government's permission before launching any potential strikes",
            None,
            Some("asked"),
        ),
        (
            "he \"wouldn’t answer that question.\"",
            trump,
            Some("responded"),
        ),
        (
            "he has been \"speaking\" with Mexico and that they \"know how I stand.\"",
            trump,
            Some("added"),
        ),
        ("it would be “OK with me.\"", trump, Some("saying")),
        (
            "whether he was considering such action",
            None,
            Some("was asked"),
        ),
    ];
    assert_eq!(indirect, want);
}
