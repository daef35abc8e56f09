//! What becomes of the tagger's finds: their edges, the forms of one thing, what is no name.

mod lines;

use lines::article;
use quotidian::analysis::annotate_fully;
use quotidian::model::NameKind;
use quotidian::text::Clean;

/// Name, kind and the text of each mention.
fn names(text: &str) -> Vec<(String, NameKind, Vec<String>)> {
    let names = annotate_fully(&article(text)).names;
    for mention in names.iter().flat_map(|name| &name.mentions) {
        assert_eq!(mention.span().of(text), mention.text);
    }
    names
        .into_iter()
        .map(|name| {
            let mentions = name.mentions.into_iter().map(|m| m.text).collect();
            (name.name, name.kind, mentions)
        })
        .collect()
}

fn expect(text: &str, expected: &[(&str, NameKind, &[&str])]) {
    let found = names(text);
    let found: Vec<_> = found
        .iter()
        .map(|(name, kind, mentions)| {
            let mentions: Vec<&str> = mentions.iter().map(String::as_str).collect();
            (name.as_str(), *kind, mentions)
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|&(name, kind, mentions)| (name, kind, mentions.to_vec()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_forms_of_one_thing_are_one_name() {
    use NameKind::{Loc, Org, Per};
    expect(
        "Finance Minister Adaeze Okonjo told the National Ports Authority (NPA) in Lagos that fees \
         would fall. Okonjo said the NPA had agreed. The United States welcomed the step, and \
         Minister Okonjo thanked the US.",
        &[
            ("Adaeze Okonjo", Per, &["Adaeze Okonjo", "Okonjo", "Okonjo"]),
            (
                "National Ports Authority",
                Org,
                &["National Ports Authority", "NPA", "NPA"],
            ),
            ("Lagos", Loc, &["Lagos"]),
            ("United States", Loc, &["United States", "US"]),
        ],
    );
}

#[test]
fn two_people_of_one_surname_are_kept_apart() {
    let found = names(
        "Maria Lindqvist and her brother Henrik Lindqvist founded the shop in Uppsala. Mrs \
         Lindqvist keeps the books. Mr Lindqvist sells.",
    );
    let people: Vec<_> = found
        .iter()
        .filter(|name| name.1 == NameKind::Per)
        .map(|name| (name.0.as_str(), name.2.len()))
        .collect();
    assert_eq!(people, [("Maria Lindqvist", 2), ("Henrik Lindqvist", 2)]);
}

#[test]
fn titles_articles_genitives_and_common_words_stay_outside() {
    use NameKind::{Loc, Misc, Org, Per};
    expect(
        "General Tomas Halvorsen's aides met the Kenyan government at the Pentagon on Tuesday, and \
         a US-led team flew on to Nairobi.",
        &[
            ("Tomas Halvorsen", Per, &["Tomas Halvorsen"]),
            ("Kenyan", Misc, &["Kenyan"]),
            ("Pentagon", Org, &["Pentagon"]),
            ("US", Loc, &["US"]),
            ("Nairobi", Loc, &["Nairobi"]),
        ],
    );
}

#[test]
fn handles_tags_sums_and_degrees_are_no_names() {
    use NameKind::{Loc, Per};
    expect(
        "Write to @Brightwater or tag it #Brightwater, said Ines Carvalho, Ph.D., who paid US$30 \
         for a boat in Porto.",
        &[
            ("Ines Carvalho", Per, &["Ines Carvalho"]),
            ("Porto", Loc, &["Porto"]),
        ],
    );
}

#[test]
fn the_headline_helps_and_no_name_runs_on_into_it() {
    let text = "The mill closed on Friday after 90 years, said its last director, Owen Pryce";
    let mut article = article(text);
    article.title = Some(Clean::line("Pryce Paper Mill closes in Treharris"));
    let names = annotate_fully(&article).names;
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(names[0].name, "Owen Pryce");
    assert_eq!(names[0].mentions[0].span().of(text), "Owen Pryce");
}

#[test]
fn long_sentences_empty_and_odd_texts_are_read() {
    for text in [
        "",
        "\n\n",
        "...",
        "🙂",
        &"word ".repeat(5000),
        &"Name".repeat(3000),
        &"A-".repeat(3000),
    ] {
        names(text);
    }
    let long = format!(
        "{} met Ana Souza in Lisbon.",
        "and then he went on, ".repeat(200)
    );
    assert_eq!(names(&long).len(), 2);
}
