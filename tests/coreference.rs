//! Who a role, a pronoun or a noun phrase stands for: each way through the public door, in sentences
//! made up for it.

mod lines;

use lines::article;
use quotidian::analysis::annotate;

/// Checks who utters the last quotation of `text`.
#[track_caller]
fn last_speaker(text: &str, want: &str) {
    let found = annotate(&article(text));
    let last = found.quotes.last();
    let got = last.and_then(|q| q.speaker.as_deref());
    let why = last.map(|q| &q.why);
    assert_eq!(got, Some(want), "{text}\nwhy {why:?}");
}

#[test]
fn a_role_stands_for_the_one_who_has_it() {
    for (text, want) in [
        (
            "Ana Ruiz, the mayor of Leeds, opened the bridge.\n“It is safe,” the mayor said.",
            "Ana Ruiz",
        ),
        (
            "The coach, Tom Baker, left early.\n“It was cold,” the coach said.",
            "Tom Baker",
        ),
        (
            "Ana Ruiz is the chief engineer. Tom Baker is a lawyer.\n“It is safe,” the engineer said.",
            "Ana Ruiz",
        ),
        (
            "Ana Ruiz, 43, fell off the bridge.\n“It is not safe,” the 43-year-old said.",
            "Ana Ruiz",
        ),
        (
            "Ana Ruiz, who scored twice, left early.\n“It was cold,” the striker said.",
            "Ana Ruiz",
        ),
    ] {
        last_speaker(text, want);
    }
}

#[test]
fn a_role_may_stand_before_the_name_in_the_lead() {
    last_speaker(
        "“It was hot,” a firefighter said on Monday.\nThe firefighter, Ana Ruiz, was not hurt.",
        "Ana Ruiz",
    );
}

#[test]
fn a_role_that_nobody_named_has_stays_as_it_is() {
    for (text, want) in [
        (
            "Ana Ruiz and Tom Baker opened the bridge.\n“It is safe,” the judge said.",
            "the judge",
        ),
        (
            "Sarah Ruiz, the actress, left.\n“It was cold,” the actor's brother said.",
            "the actor's brother",
        ),
        (
            "A spokesman for the port met reporters.\n“It is safe,” the spokesman said.",
            "a spokesman for the port",
        ),
    ] {
        last_speaker(text, want);
    }
}

#[test]
fn a_pronoun_stands_for_the_most_salient_who_agrees() {
    for (text, want) in [
        // The name in apposition is the subject, as the role before it is.
        (
            "Sarah Ruiz met reporters. The governor of Ohio, John Baker, learned of it on Monday.\n“Is it safe?” he asked.",
            "John Baker",
        ),
        // Whoever asks is not who answers.
        (
            "Mary Ruiz took the stand. Asked by the judge, Sarah Baker, whether it was safe, she said: “No.”",
            "Mary Ruiz",
        ),
        (
            "John Baker met Sarah Ruiz. “It is safe,” she said.",
            "Sarah Ruiz",
        ),
        // No given name tells it, but an earlier pronoun does.
        (
            "Jessie Holt opened her shop on Monday. John Baker came. “It is a shop,” she said.",
            "Jessie Holt",
        ),
    ] {
        last_speaker(text, want);
    }
}

#[test]
fn no_thing_is_he_or_she() {
    last_speaker(
        "Sarah Ruiz wrote to the bank. “We are closed,” the reply said. “That is absurd,” she said.",
        "Sarah Ruiz",
    );
}

#[test]
fn the_words_of_a_document_are_those_of_its_issuer() {
    for (text, want) in [
        (
            "Ana Ruiz went to sea. Her diary said: “A grey wall of water came.”",
            "Ana Ruiz",
        ),
        (
            "The Ministry of Health published a report on Monday.\n“The sea is empty,” the report said.",
            "Ministry of Health",
        ),
    ] {
        last_speaker(text, want);
    }
}
