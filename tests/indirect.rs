//! Indirect speech: each construction, what is none, and floors on the corpus's test part.

mod corpus;
mod lines;

use lines::article;
use quotidian::analysis::{annotate, annotate_fully};
use quotidian::model::{Quote, QuoteKind};

fn indirect(text: &str) -> Vec<Quote> {
    let mut quotes = annotate(&article(text)).quotes;
    quotes.retain(|q| q.kind == QuoteKind::Indirect);
    quotes
}

/// Asserts that `text` reports just `contents`, with `cue` and `mention`.
fn check(text: &str, contents: &[&str], cue: &str, mention: Option<&str>) {
    let found = indirect(text);
    let pieces: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(pieces, contents, "{text}");
    for quote in &found {
        assert_eq!(quote.cue.map(|s| s.of(text)), Some(cue), "{text}");
        assert_eq!(quote.mention.map(|s| s.of(text)), mention, "{text}");
        assert!(!quote.why.is_empty() && quote.confidence > 0.5, "{text}");
    }
}

#[test]
fn words_after_the_verb_are_found() {
    let cases: &[(&str, &str, &str, Option<&str>)] = &[
        (
            "Anna Smith said that the road was closed.",
            "the road was closed",
            "said",
            Some("Anna Smith"),
        ),
        (
            "Police said the road was closed.",
            "the road was closed",
            "said",
            Some("Police"),
        ),
        (
            "The minister told reporters on Monday that the talks would go on.",
            "the talks would go on",
            "told",
            Some("The minister"),
        ),
        (
            "The bank said in a statement it “respects” the ruling.",
            "it “respects” the ruling",
            "said",
            Some("The bank"),
        ),
        (
            "The mayor asked whether the bridge was safe.",
            "whether the bridge was safe",
            "asked",
            Some("The mayor"),
        ),
        (
            "The spokeswoman declined to say when the board would meet.",
            "when the board would meet",
            "declined to say",
            Some("The spokeswoman"),
        ),
        (
            "The company promised to pay the workers by Friday.",
            "to pay the workers by Friday",
            "promised",
            Some("The company"),
        ),
        (
            "The governor urged residents to leave their homes.",
            "to leave their homes",
            "urged",
            Some("The governor"),
        ),
        (
            "The judge ordered the firm not to sell the land.",
            "not to sell the land",
            "ordered",
            Some("The judge"),
        ),
        (
            "The union called on the council to keep the library open.",
            "to keep the library open",
            "called",
            Some("The union"),
        ),
        (
            "The driver denied stealing the car.",
            "stealing the car",
            "denied",
            Some("The driver"),
        ),
        (
            "The study found that most of the trees had died.",
            "most of the trees had died",
            "found",
            Some("The study"),
        ),
        (
            "The engineer pointed out that the dam was old.",
            "the dam was old",
            "pointed out",
            Some("The engineer"),
        ),
    ];
    for (text, content, cue, mention) in cases {
        check(text, &[content], cue, *mention);
    }
}

#[test]
fn a_cue_keeps_its_negation() {
    for cue in [
        "never claimed",
        "has never claimed",
        "did not claim",
        "didn’t claim",
        "has not claimed",
        "had not even claimed",
    ] {
        check(
            &format!("The minister {cue} that the bridge was safe."),
            &["the bridge was safe"],
            cue,
            Some("The minister"),
        );
    }
    check(
        "The minister did not say whether the bridge was safe.",
        &["whether the bridge was safe"],
        "did not say",
        Some("The minister"),
    );
}

#[test]
fn what_a_source_says_begins_with_its_subject() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "According to the Interior Ministry over 345 workers have been hurt.",
            "over 345 workers have been hurt",
            "the Interior Ministry",
        ),
        (
            "According to the police at least 40 workers have been hurt.",
            "at least 40 workers have been hurt",
            "the police",
        ),
        (
            "According to police in Leeds the road was closed.",
            "the road was closed",
            "police",
        ),
        (
            "According to the CDC and NIH, one in five workers was hurt.",
            "one in five workers was hurt",
            "the CDC",
        ),
        (
            "According to Reuters, the BBC and the AP, the road was closed.",
            "the road was closed",
            "Reuters",
        ),
    ];
    for (text, content, mention) in cases {
        check(text, &[content], "According to", Some(mention));
    }
}

#[test]
fn a_passive_has_its_agent_or_nobody() {
    check(
        "Residents were told to leave at once.",
        &["to leave at once"],
        "were told",
        None,
    );
    check(
        "The firm was told by the regulator that the pipe was leaking.",
        &["the pipe was leaking"],
        "was told",
        Some("the regulator"),
    );
    check(
        "The court heard that the man had fled.",
        &["the man had fled"],
        "heard",
        None,
    );
    check(
        "Asked whether he would resign, the minister smiled.",
        &["whether he would resign"],
        "Asked",
        None,
    );
}

#[test]
fn a_report_beside_the_words_or_inside_them_is_found() {
    check(
        "The road will be closed until May, police said on Monday.",
        &["The road will be closed until May,"],
        "said",
        Some("police"),
    );
    check(
        "The road, police said, was closed.",
        &["The road,", "was closed"],
        "said",
        Some("police"),
    );
    check(
        "The cause was a gas leak, said Anna Smith, the fire chief.",
        &["The cause was a gas leak,"],
        "said",
        Some("Anna Smith"),
    );
    check(
        "According to police, the road was closed.",
        &["the road was closed"],
        "According to",
        Some("police"),
    );
    check(
        "The road was closed for a week, according to the police.",
        &["The road was closed for a week,"],
        "according to",
        Some("the police"),
    );
    check(
        "Plant delayed, sources say",
        &["Plant delayed,"],
        "say",
        Some("sources"),
    );
}

#[test]
fn each_of_two_reports_has_its_own_words() {
    let text = "Anna Smith said that the road was closed and warned that the bridge might fall.";
    let found = indirect(text);
    let pieces: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(pieces, ["the road was closed", "the bridge might fall"]);
    assert!(
        found
            .iter()
            .all(|q| q.speaker.as_deref() == Some("Anna Smith"))
    );
}

#[test]
fn a_pronoun_stands_for_a_name() {
    let found = indirect("Anna Smith came late. She said that the road was closed.");
    assert_eq!(found[0].speaker.as_deref(), Some("Anna Smith"));
    assert!(found[0].why.contains("stands for Anna Smith"));
}

#[test]
fn a_quoted_run_inside_comes_after_what_holds_it() {
    let text = "Anna Smith said the road was “a disgrace”.";
    let quotes = annotate(&article(text)).quotes;
    let kinds: Vec<QuoteKind> = quotes.iter().map(|q| q.kind).collect();
    assert_eq!(kinds, [QuoteKind::Indirect, QuoteKind::Mixed]);
    assert!(quotes[0].span.covers(quotes[1].span));
    assert_eq!(quotes[0].speaker, quotes[1].speaker);
}

#[test]
fn what_is_no_report_of_words_is_passed_over() {
    for text in [
        "Anna Smith said: “The road is closed.”",
        "“The road is closed,” Anna Smith said.",
        "The mayor said that “the road is closed”.",
        "The coach told them to “count the spoons”.",
        "The company announced a plan for the road.",
        "The mayor condemned the attack on the town.",
        "Anna Smith believes that the road was closed.",
        "The minister is said to be ill.",
        "The spokesman declined to comment on the road.",
        "The council agreed to close the road.",
        "If Anna Smith says that the road is closed, the town will suffer.",
        "He wrote a letter that was never read.",
        "“She told me that the road was closed,” Anna Smith said.",
        "I was there when he said that the road was closed.",
        "Anna Smith found that the door was locked.",
        "According to the ministry workers have been hurt.",
        "Pupils who knew said bully were afraid of the boy.",
        "The new rules help officials explain that the road is closed.",
        "The new rules let police warn that the road is closed.",
        "What nobody said was that the road was closed to us.",
    ] {
        let found = indirect(text);
        let pieces: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
        assert!(pieces.is_empty(), "{text}: {pieces:?}");
    }
}

#[test]
fn another_language_has_none() {
    let text = "Der Minister sagte, dass die Straße gesperrt ist. Die Polizei sagte, dass sie \
                nicht weiß, wann sie wieder offen ist, und dass es noch lange dauern kann.";
    assert!(indirect(text).is_empty());
}

/// Shares of what is found that is right, and of what there is that is found.
#[test]
fn the_test_part_of_the_corpus_is_read_no_worse_than_before() {
    let (mut gold, mut found, mut right, mut spoken) = (0, 0, 0, 0);
    for text in corpus::articles("test") {
        let mut open: Vec<&corpus::Mark> = text.marks.iter().filter(|m| m.tag == "i").collect();
        gold += open.len();
        let quotes = annotate_fully(&article(&text.text)).quotes;
        for quote in quotes.iter().filter(|q| q.kind == QuoteKind::Indirect) {
            found += 1;
            let Some(at) = open.iter().position(|mark| {
                let shared =
                    mark.end.min(quote.span.end) as f64 - mark.start.max(quote.span.start) as f64;
                let whole = mark.end.max(quote.span.end) - mark.start.min(quote.span.start);
                shared / whole as f64 >= 0.8
            }) else {
                continue;
            };
            let mark = open.remove(at);
            right += 1;
            let id = mark.value("id").unwrap_or_default();
            let mention = text.marks.iter().find(|m| {
                m.tag == "m" && m.value("q").is_some_and(|q| q.split(' ').any(|q| q == id))
            });
            let same_place = match (mention, quote.mention) {
                (Some(gold), Some(own)) => gold.start < own.end && own.start < gold.end,
                (None, None) => true,
                _ => false,
            };
            spoken += usize::from(same_place || mark.value("s") == quote.speaker.as_deref());
        }
    }
    let share = |a: usize, b: usize| 100.0 * a as f64 / b as f64;
    let (precision, recall) = (share(right, found), share(right, gold));
    println!(
        "precision {precision:.1}, recall {recall:.1} of {gold}, speakers {spoken} of {right}"
    );
    assert!(gold > 100, "the test part has shrunk");
    assert!(precision >= 91.0, "precision fell to {precision:.1}");
    assert!(recall >= 68.5, "recall fell to {recall:.1}");
}
