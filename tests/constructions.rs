//! How news writes who said what: each construction through the public door, in sentences made up
//! for it.

mod lines;

use lines::article;
use quotidian::analysis::annotate;
use quotidian::model::BlockKind;
use quotidian::model::QuoteKind::{self, Direct, Mixed, Scare, Title};

/// A quotation as a table of expectations writes it: how it starts, its kind, its speaker, the
/// mention and the cue.
type Row<'a> = (
    &'a str,
    QuoteKind,
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
);

/// Checks all quotations of `text`, in order.
#[track_caller]
fn check(text: &str, want: &[Row]) {
    let mut found = annotate(&article(text));
    found.quotes.retain(|q| q.kind != QuoteKind::Indirect);
    let got: Vec<_> = found
        .quotes
        .iter()
        .map(|q| {
            (
                q.span.of(text),
                q.kind,
                q.speaker.as_deref(),
                q.mention.map(|m| m.of(text)),
                q.cue.map(|c| c.of(text)),
            )
        })
        .collect();
    let fits = got.len() == want.len()
        && got.iter().zip(want).all(|(g, w)| {
            g.0.starts_with(w.0)
                && g.1 == w.1
                && g.2 == w.2
                && (w.3.is_none() || g.3 == w.3)
                && (w.4.is_none() || g.4 == w.4)
        });
    let why: Vec<_> = found.quotes.iter().map(|q| &q.why).collect();
    assert!(fits, "{text}\n got {got:#?}\nwant {want:#?}\n why {why:#?}");
}

const ANA: Option<&str> = Some("Ana Ruiz");
const TOM: Option<&str> = Some("Tom Baker");

#[test]
fn a_clause_after_the_quotation() {
    check(
        "“The bridge is safe,” Ana Ruiz said on Monday.",
        &[("“The bridge", Direct, ANA, ANA, Some("said"))],
    );
    check(
        "“The bridge is safe,” said Ana Ruiz, the city's chief engineer.",
        &[("“The bridge", Direct, ANA, ANA, Some("said"))],
    );
    check(
        "“The bridge is safe,” Ana Ruiz, the city's chief engineer, had earlier told reporters.",
        &[("“The bridge", Direct, ANA, ANA, Some("had earlier told"))],
    );
    check(
        "“Is the bridge safe?” Ana Ruiz asked. “I think so.”",
        &[
            ("“Is the bridge", Direct, ANA, ANA, Some("asked")),
            ("“I think so.”", Direct, ANA, None, None),
        ],
    );
    check(
        "“The bridge is safe,” Ana Ruiz, who built it, said.",
        &[("“The bridge", Direct, ANA, ANA, Some("said"))],
    );
}

#[test]
fn a_clause_before_the_quotation() {
    check(
        "Ana Ruiz said, “The bridge is safe.”",
        &[("“The bridge", Direct, ANA, ANA, Some("said"))],
    );
    check(
        "Tom Baker met Ana Ruiz on Friday. Speaking after the talks, Ana Ruiz said: “The bridge is safe.”",
        &[("“The bridge", Direct, ANA, ANA, None)],
    );
    check(
        "Ana Ruiz, speaking at a rally in Leeds, told Tom Baker that “the bridge is safe”.",
        &[("“the bridge", Direct, ANA, ANA, Some("told"))],
    );
    check(
        "On Tuesday Ana Ruiz wrote: “The bridge is safe.”",
        &[("“The bridge", Direct, ANA, ANA, None)],
    );
    check(
        "Ana Ruiz opened the meeting and added that the bridge was “as safe as houses”.",
        &[("“as safe", Mixed, ANA, ANA, Some("added"))],
    );
    check(
        "Ana Ruiz left early, telling Tom Baker, “The bridge is safe.”",
        &[("“The bridge", Direct, ANA, ANA, Some("telling"))],
    );
}

#[test]
fn a_quotation_split_by_its_clause() {
    check(
        "“The bridge,” Ana Ruiz said, “is safe for everyone.”",
        &[
            ("“The bridge,”", Direct, ANA, ANA, Some("said")),
            // Its halves together are a whole utterance.
            ("“is safe", Direct, ANA, ANA, Some("said")),
        ],
    );
    check(
        "“The bridge is safe,” said Ana Ruiz. “Everyone can use it.”",
        &[
            ("“The bridge", Direct, ANA, ANA, Some("said")),
            ("“Everyone", Direct, ANA, None, None),
        ],
    );
}

#[test]
fn sources_that_are_no_subjects() {
    check(
        "According to Ana Ruiz, the bridge is “as safe as houses”.",
        &[("“as safe", Mixed, ANA, ANA, Some("According to"))],
    );
    check(
        "The bridge is “as safe as houses”, according to Ana Ruiz.",
        &[("“as safe", Mixed, ANA, ANA, Some("according to"))],
    );
    check(
        "Tom Baker was told by Ana Ruiz that “the bridge is safe”.",
        &[("“the bridge", Direct, ANA, ANA, None)],
    );
    check(
        "Nobody believed Ana Ruiz's claim that “the bridge is safe”.",
        &[("“the bridge", Direct, ANA, ANA, Some("claim"))],
    );
    check(
        "“The bridge is safe.” — Ana Ruiz, engineer",
        &[("“The bridge", Direct, ANA, ANA, Some("—"))],
    );
    check(
        "Ana Ruiz: “The bridge is safe.”",
        &[("“The bridge", Direct, ANA, ANA, Some(":"))],
    );
}

#[test]
fn the_channel_is_not_the_speaker() {
    check(
        "“The bridge is safe,” Ana Ruiz told Reuters, according to Tom Baker.",
        &[("“The bridge", Direct, ANA, ANA, Some("told"))],
    );
    check(
        "“The bridge is safe,” a city official told Ana Ruiz.",
        &[(
            "“The bridge",
            Direct,
            Some("a city official"),
            Some("a city official"),
            Some("told"),
        )],
    );
}

#[test]
fn pronouns_stand_for_who_was_named() {
    check(
        "Ana Ruiz met Tom Baker on Friday. “The bridge is safe,” she said. “It is not,” he replied.",
        &[
            ("“The bridge", Direct, ANA, Some("she"), Some("said")),
            ("“It is not", Direct, TOM, Some("he"), Some("replied")),
        ],
    );
    check(
        "Tom Baker praised the bridge. He said it was “as safe as houses”.",
        &[("“as safe", Mixed, TOM, Some("He"), Some("said"))],
    );
    check(
        "Minister Ana Ruiz opened the bridge. “It is safe,” the minister said.",
        &[(
            "“It is safe",
            Direct,
            ANA,
            Some("the minister"),
            Some("said"),
        )],
    );
}

#[test]
fn phrases_speak_where_nobody_is_named() {
    check(
        "“The bridge is safe,” said a spokeswoman for the council.",
        &[(
            "“The bridge",
            Direct,
            Some("a spokeswoman for the council"),
            None,
            Some("said"),
        )],
    );
    check(
        "The report said the bridge was “as safe as houses”.",
        &[(
            "“as safe",
            Mixed,
            Some("the report"),
            Some("The report"),
            Some("said"),
        )],
    );
}

#[test]
fn quotations_go_on() {
    check(
        "“The bridge is safe,” Ana Ruiz said.\n“We have tested it. We will test it again.”",
        &[
            ("“The bridge", Direct, ANA, ANA, None),
            ("“We have", Direct, ANA, None, None),
        ],
    );
    check(
        "Ana Ruiz said: “The bridge is safe.\n“We have tested it for years.\n“We will test it again.”\nTom Baker laughed.",
        &[
            ("“The bridge is safe.", Direct, ANA, ANA, None),
            ("“We have tested it for years.", Direct, ANA, None, None),
            ("“We will test it again.”", Direct, ANA, None, None),
        ],
    );
    check(
        "Tom Baker asked about the bridge. Ana Ruiz had this answer:\n“It is safe, and it will stay safe.”",
        &[("“It is safe", Direct, ANA, None, None)],
    );
    check(
        "Ana Ruiz explained that the tests had taken years. “We left nothing to chance.”",
        &[("“We left", Direct, ANA, None, None)],
    );
}

#[test]
fn fragments_belong_to_whoever_uses_them() {
    check(
        "Tom Baker called the plan “absurd” and praised the “tireless” engineers.",
        &[
            ("“absurd”", Mixed, TOM, TOM, Some("called")),
            ("“tireless”", Mixed, TOM, TOM, Some("praised")),
        ],
    );
    check(
        "The plan was described as “absurd” by Tom Baker.",
        &[("“absurd”", Mixed, TOM, TOM, None)],
    );
    check(
        "Tom Baker promised to “fix every bridge in the land”.",
        &[("“fix", Mixed, TOM, TOM, None)],
    );
}

#[test]
fn names_and_distance_are_no_speech() {
    check(
        "The plan is called “Bridges for All” and costs little.",
        &[("“Bridges", Title, None, None, None)],
    );
    check(
        "The band played the song “Over the River” twice.",
        &[("“Over", Title, None, None, None)],
    );
    check(
        "The storm, dubbed “the big one”, passed.",
        &[("“the big one”", Title, None, None, None)],
    );
    check(
        "The town's 'modern' bridge opened in 1931.",
        &[("'modern'", Scare, None, None, None)],
    );
    check(
        "William “Bill” Hart opened the bridge.",
        &[("“Bill”", Title, None, None, None)],
    );
}

#[test]
fn a_quotation_inside_another_has_its_own_speaker() {
    let text =
        "“I met Tom Baker, and he said, ‘The bridge is safe,’ again and again,” Ana Ruiz said.";
    check(
        text,
        &[
            ("“I met", Direct, ANA, ANA, Some("said")),
            ("‘The bridge", Direct, TOM, Some("he"), Some("said")),
        ],
    );
    let nested: Vec<bool> = annotate(&article(text))
        .quotes
        .iter()
        .map(|q| q.nested)
        .collect();
    assert_eq!(nested, [false, true]);
}

#[test]
fn british_marks_and_apostrophes() {
    check(
        "‘It’s the councillors’ bridge, isn’t it?’ Ana Ruiz said. ‘They don’t want it.’",
        &[
            (
                "‘It’s the councillors’ bridge, isn’t it?’",
                Direct,
                ANA,
                ANA,
                Some("said"),
            ),
            ("‘They don’t want it.’", Direct, ANA, None, None),
        ],
    );
    check(
        "'It is a 12\" pipe from the '90s,' Ana Ruiz said.",
        &[(
            "'It is a 12\" pipe from the '90s,'",
            Direct,
            ANA,
            ANA,
            Some("said"),
        )],
    );
}

#[test]
fn what_stands_between_verb_and_quotation_is_no_subject() {
    check(
        "Ana Ruiz told Tom Baker “you are fired”.",
        &[("“you are", Direct, ANA, ANA, Some("told"))],
    );
    check(
        "Officers said the driver, identified as Tom Baker, had been “behaving oddly”.",
        &[("“behaving", Mixed, Some("Officers"), None, Some("said"))],
    );
    check(
        "Tom Baker sued. Ana Ruiz hit back, calling him “a sore loser”.",
        &[("“a sore", Mixed, ANA, ANA, Some("calling"))],
    );
    check(
        "A sign on the door read “Closed until further notice”.",
        &[(
            "“Closed",
            Direct,
            Some("a sign on the door"),
            None,
            Some("read"),
        )],
    );
}

#[test]
fn transcripts_name_the_speaker_inside_the_marks() {
    check(
        "Tom Baker asked Ana Ruiz about the bridge:\n\"BAKER: Is the bridge safe?\n\"RUIZ: It is.\"",
        &[
            ("\"BAKER: Is", Direct, TOM, Some("BAKER"), None),
            ("\"RUIZ: It", Direct, ANA, Some("RUIZ"), None),
        ],
    );
}

#[test]
fn a_headline_has_the_speaker_whom_the_body_shows() {
    let text = "Bridge ‘as safe as houses’\nAna Ruiz said the bridge was “as safe as houses”.";
    let mut article = article(text);
    article.blocks[0].kind = BlockKind::Heading(1);
    let mut quotes = annotate(&article).quotes;
    quotes.retain(|q| q.kind != QuoteKind::Indirect);
    assert_eq!(quotes.len(), 2);
    assert_eq!(quotes[0].speaker.as_deref(), ANA);
    assert!(quotes[0].kind.is_speech());
}

#[test]
fn a_headline_leaves_no_speaker_to_the_text_below() {
    let text =
        "Ruiz: ‘We will win’\nRain fell on the city all day.\n“Nobody knows what will come of it.”";
    let mut article = article(text);
    article.blocks[0].kind = BlockKind::Heading(1);
    let mut quotes = annotate(&article).quotes;
    quotes.retain(|q| q.kind != QuoteKind::Indirect);
    assert_eq!(quotes[1].speaker, None, "{}", quotes[1].why);
}

#[test]
fn nobody_is_made_up() {
    check(
        "The bridge was described as “absurd”.",
        &[("“absurd”", Mixed, None, None, None)],
    );
    check("It was the workers' day in '68, at 6'2\" of snow.", &[]);
}

#[test]
fn clear_evidence_is_surer_than_a_guess() {
    let confidence = |text: &str| -> Vec<f32> {
        let found = annotate(&article(text));
        found.quotes.iter().map(|q| q.confidence).collect()
    };
    let found = confidence(
        "“The bridge is safe,” Ana Ruiz said.\n“We have tested it. We will test it again.”\nRain fell.\nSnow fell.\n“Nobody knows what will come of it all.”",
    );
    assert!(found[0] > found[1] && found[1] > found[2], "{found:?}");
    assert!(found.iter().all(|c| (0.0..=1.0).contains(c)));
}

#[test]
fn what_cannot_speak_is_no_speaker() {
    for text in [
        "You're told that “the bridge is safe”.",
        "We've called the bridge “a mess”.",
        "They gave the keys to them. Them said “it is a safe bridge”.",
        "Either said “it would never come to that”.",
        "Of the bridges, 12 said “nothing at all to us”.",
        "Given claims that “the bridge was safe”, the town waited.",
        "Overall, claims that “the bridge is safe” came late.",
        "This includes claims that “the bridge is safe”.",
        "The guide has headings suggested by “people who teach how to write”.",
        "The information communicated was “kept from those who asked for it”.",
    ] {
        let found = annotate(&article(text)).quotes;
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].speaker, None, "{text} {}", found[0].why);
    }
}

#[test]
fn a_claim_of_nobody_is_not_passed_on() {
    check(
        "You're told that “the bridge is safe”.\n“It was built to last for years.”",
        &[
            ("“the bridge", Direct, None, None, None),
            ("“It was built", Direct, None, None, None),
        ],
    );
}

#[test]
fn common_nouns_speak_where_the_clause_is_plain() {
    check(
        "The retailer claims that “nothing was amiss at all”.",
        &[(
            "“nothing",
            Mixed,
            Some("the retailer"),
            None,
            Some("claims"),
        )],
    );
    check(
        "Asked about it, the 43-year-old said: “I am fine.”",
        &[("“I am", Direct, Some("the 43-year-old"), None, Some("said"))],
    );
}

#[test]
fn an_utterance_has_one_speaker_over_all_its_paragraphs() {
    check(
        "Tom Baker said: “We lost.”\n“I was there the day that it fell.\n“I saw the dust.\n“I saw it all,” said Ana Ruiz.",
        &[
            ("“We lost.”", Direct, TOM, None, None),
            ("“I was there", Direct, ANA, None, None),
            ("“I saw the dust.", Direct, ANA, None, None),
            ("“I saw it all,”", Direct, ANA, ANA, Some("said")),
        ],
    );
    check(
        "Tom Baker said: “I was there the day that it fell.\n“I saw it all.”",
        &[
            ("“I was there", Direct, TOM, TOM, None),
            ("“I saw it all.”", Direct, TOM, None, None),
        ],
    );
}

#[test]
fn plain_evidence_beats_who_was_quoted_last() {
    let first = ("“Who did it?”", Direct, ANA, ANA, Some("asked"));
    check(
        "“Who did it?” Ana Ruiz asked. “Closed for repairs,” read a sign.",
        &[
            first,
            ("“Closed", Direct, Some("a sign"), None, Some("read")),
        ],
    );
    check(
        "Tom Baker stayed at home. “Who did it?” Ana Ruiz asked. Tom Baker shrugged. “Not me.”",
        &[first, ("“Not me.”", Direct, TOM, TOM, Some("shrugged"))],
    );
    check(
        "“Who did it?” Ana Ruiz asked.\nTom shook his head. “Not me.”",
        &[first, ("“Not me.”", Direct, Some("Tom"), None, None)],
    );
    check(
        "“Who did it?” Ana Ruiz asked.\n“Fine.” — Tom Baker, engineer",
        &[first, ("“Fine.”", Direct, TOM, TOM, Some("—"))],
    );
}

#[test]
fn names_between_commas_stand_for_the_role_beside_them() {
    check(
        "Ana Ruiz lives here. Her husband, Tom Baker, thinks otherwise: ‘It is a bad street.’ \"No,\" she said.",
        &[
            ("‘It is", Direct, TOM, None, None),
            ("\"No,\"", Direct, ANA, Some("she"), Some("said")),
        ],
    );
    check(
        "Her husband said: “It is a bad street.” Ana Ruiz laughed. “No,” she said.",
        &[
            ("“It is", Direct, Some("her husband"), None, None),
            ("“No,”", Direct, ANA, Some("she"), Some("said")),
        ],
    );
    for text in [
        "Ana Ruiz left. Tom Baker, her deputy, called the move “odd”.",
        "Ana Ruiz left. Her deputy, Tom Baker, called the move “odd”.",
    ] {
        check(text, &[("“odd”", Mixed, TOM, None, Some("called"))]);
    }
}

#[test]
fn a_verb_may_open_the_sentence() {
    check(
        "Tom Baker rose. Said Baker: “Now.”",
        &[("“Now.”", Direct, TOM, Some("Baker"), Some("Said"))],
    );
}

#[test]
fn a_full_clause_that_goes_on_is_direct() {
    check(
        "“The plan is good,” said Ana Ruiz, head of the firm, “and the whole team has worked on it for many years.”",
        &[
            ("“The plan", Direct, ANA, None, None),
            ("“and the whole", Direct, ANA, None, None),
        ],
    );
    check(
        "“The plan is good,” said Ana Ruiz, head of Acme Inc. of the U.S. “We have all worked on it for many years.”",
        &[
            ("“The plan", Direct, ANA, None, None),
            ("“We have", Direct, ANA, None, None),
        ],
    );
}

#[test]
fn labels_are_whole_and_no_more() {
    check(
        "Ana Ruiz met the press. “I am fine,” Ms Ruiz herself said.",
        &[("“I am", Direct, ANA, Some("Ms Ruiz"), Some("said"))],
    );
    check(
        "“We will see,” said a spokesperson for the Department for Roads, Bridges and Canals.",
        &[(
            "“We will",
            Direct,
            Some("a spokesperson for the Department for Roads, Bridges and Canals"),
            None,
            Some("said"),
        )],
    );
}

#[test]
fn transcripts_say_whose_turn_it_is() {
    check(
        "Ana Ruiz spoke to us.\nRUIZ: I told them, “No way will I do that.” They left.\nQ: Was it “a very long day for you”?\nA: I said “it was long”.",
        &[
            ("“No way", Direct, ANA, Some("RUIZ"), Some(":")),
            ("“a very", Mixed, None, None, None),
            ("“it was", Direct, None, None, None),
        ],
    );
    check(
        "Q: “Is the bridge safe?”\nA: “It is quite safe.”",
        &[
            ("“Is the", Direct, None, None, None),
            ("“It is", Direct, None, None, None),
        ],
    );
}

#[test]
fn marks_of_other_scripts_are_judged_and_speakers_left_open() {
    for (text, want) in [
        ("장관은 ‘지금은 아니다’라고 말했다.", "‘지금은 아니다’"),
        ("그는 “우리는 기다린다”고 했다.", "“우리는 기다린다”"),
        (
            "他说：“我们不会离开这里。” 她笑了。",
            "“我们不会离开这里。”",
        ),
        ("彼は「もう帰りたい」と言った。", "「もう帰りたい」"),
        (
            "« Le pont est solide », a dit Ana Ruiz dans la rue.",
            "« Le pont est solide »",
        ),
        (
            "„Die Brücke ist sicher“, sagte Ana Ruiz und ging mit der Frau.",
            "„Die Brücke ist sicher“",
        ),
    ] {
        check(text, &[(want, Direct, None, None, None)]);
        let found = annotate(&article(text)).quotes;
        assert_eq!(found[0].span.of(text), want);
        assert!(found[0].why.contains("English"), "{}", found[0].why);
    }
    check(
        "« The bridge is safe », said Ana Ruiz. Tom Baker called it „a mess“.",
        &[
            ("« The bridge", Direct, ANA, ANA, Some("said")),
            ("„a mess“", Mixed, TOM, TOM, Some("called")),
        ],
    );
}

#[test]
fn a_chain_grows_less_sure_with_each_link() {
    let text = "“The bridge is safe,” Ana Ruiz said.\n“We have tested it.”\n“We have all seen it.”\n“We will test it again.”";
    let found = annotate(&article(text)).quotes;
    assert!(found.iter().all(|q| q.speaker.as_deref() == ANA));
    for pair in found.windows(2) {
        assert!(pair[0].confidence > pair[1].confidence, "{pair:?}");
    }
}
