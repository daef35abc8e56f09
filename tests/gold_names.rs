//! Names against gold: the showcase article in every name, and open texts at a floor.

mod lines;

use lines::article;
use quotidian::analysis::{Document, names};
use quotidian::model::{Name, NameKind};
use quotidian::text::{Clean, Span};

const SHOWCASE: &str = include_str!("../seeds/000_0ac542e05e29bd92.txt");
const SHOWCASE_GOLD: &str = include_str!("data/showcase.names.json");
const GUM: &str = include_str!("data/names/gum-dev.conll");

fn names_of(text: &str) -> Vec<Name> {
    let article = article(text);
    names::find(&Document::new(&article))
}

fn names_under(title: &str, text: &str) -> Vec<(String, NameKind, usize)> {
    let mut article = article(text);
    article.title = Some(Clean::line(title));
    let names = names::find(&Document::new(&article));
    for mention in names.iter().flat_map(|name| &name.mentions) {
        assert_eq!(mention.span().of(text), mention.text);
    }
    counted(names)
}

#[test]
fn the_showcase_article_is_right_in_every_name() {
    let gold: Vec<Name> = serde_json::from_str(SHOWCASE_GOLD).unwrap();
    assert_eq!(names_of(SHOWCASE), gold);
}

/// A name's place in tokens, first and one past the last, with its kind.
type Placed = (usize, usize, NameKind);

/// Tokens that are written without a space before them.
const CLITICS: [&str; 8] = ["'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "''"];

struct GoldText {
    text: String,
    tokens: Vec<Span>,
    names: Vec<Placed>,
}

/// Reads CoNLL columns (token, BIO tag) and joins the tokens of each document to running text.
fn gold_texts(conll: &str) -> Vec<GoldText> {
    let mut texts = Vec::new();
    for part in conll.split("-DOCSTART-").skip(1) {
        let mut gold = GoldText {
            text: String::new(),
            tokens: Vec::new(),
            names: Vec::new(),
        };
        let mut glue = true;
        let mut inside = false;
        let mut quoting = false;
        for line in part.lines().skip(1) {
            let mut columns = line.split('\t');
            let (Some(token), Some(tag)) = (columns.next(), columns.next()) else {
                if !glue && !gold.text.is_empty() {
                    gold.text.push(' ');
                }
                glue = true;
                inside = false;
                quoting = false;
                continue;
            };
            let hugs = ".,;:!?%)]}’”…".contains(token)
                || CLITICS.contains(&token.replace('’', "'").as_str())
                || (token == "\"" && quoting);
            if !glue && !hugs {
                gold.text.push(' ');
            }
            glue = "([{$£€“‘#".contains(token);
            if token == "\"" {
                quoting = !quoting;
                glue = quoting;
            }
            let start = gold.text.len();
            gold.text.push_str(token);
            let index = gold.tokens.len();
            gold.tokens.push(Span::new(start, gold.text.len()));
            match tag.split_once('-') {
                Some(("I", _)) if inside => {
                    if let Some(name) = gold.names.last_mut() {
                        name.1 = index + 1;
                    }
                }
                Some((_, kind)) => {
                    let kind = match kind {
                        "PER" => NameKind::Per,
                        "ORG" => NameKind::Org,
                        "LOC" => NameKind::Loc,
                        _ => NameKind::Misc,
                    };
                    gold.names.push((index, index + 1, kind));
                    inside = true;
                }
                None => inside = false,
            }
        }
        texts.push(gold);
    }
    texts
}

fn placed(gold: &GoldText) -> Vec<Placed> {
    let mut out = Vec::new();
    for name in names_of(&gold.text) {
        for mention in &name.mentions {
            let covered: Vec<usize> = (0..gold.tokens.len())
                .filter(|&i| {
                    gold.tokens[i]
                        .intersection(mention.span())
                        .is_some_and(|shared| shared.len() * 2 > gold.tokens[i].len())
                })
                .collect();
            if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
                out.push((*first, last + 1, name.kind));
            }
        }
    }
    out
}

/// F1 in percent.
fn f1(gold: usize, found: usize, right: usize) -> f64 {
    200.0 * right as f64 / (gold + found) as f64
}

#[test]
fn open_texts_are_read_no_worse_than_before() {
    let (mut gold, mut found, mut right, mut bounds) = (0, 0, 0, 0);
    for text in gold_texts(GUM) {
        let scored = |names: Vec<Placed>| -> Vec<Placed> {
            names
                .into_iter()
                .filter(|name| name.2 != NameKind::Misc)
                .collect()
        };
        let expected = scored(text.names.clone());
        let actual = scored(placed(&text));
        gold += expected.len();
        found += actual.len();
        right += actual.iter().filter(|name| expected.contains(name)).count();
        bounds += actual
            .iter()
            .filter(|a| expected.iter().any(|e| (e.0, e.1) == (a.0, a.1)))
            .count();
    }
    assert_eq!(gold, 288, "the gold file changed");
    let (typed, untyped) = (f1(gold, found, right), f1(gold, found, bounds));
    assert!(typed >= FLOOR_TYPED, "exact F1 fell to {typed:.1}");
    assert!(
        untyped >= FLOOR_UNTYPED,
        "F1 of bounds fell to {untyped:.1}"
    );
}

/// Exact F1 over people, bodies and places that the rules reached, rounded down.
const FLOOR_TYPED: f64 = 57.5;
/// The same without the kind.
const FLOOR_UNTYPED: f64 = 69.5;

fn kinds(text: &str) -> Vec<(String, NameKind, usize)> {
    counted(names_of(text))
}

fn counted(names: Vec<Name>) -> Vec<(String, NameKind, usize)> {
    names
        .into_iter()
        .map(|name| (name.name, name.kind, name.mentions.len()))
        .collect()
}

fn expect(text: &str, expected: &[(&str, NameKind, usize)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|&(name, kind, count)| (name.to_owned(), kind, count))
        .collect();
    assert_eq!(kinds(text), expected, "{text}");
}

#[test]
fn titles_articles_and_possessives_are_left_out() {
    use NameKind::{Loc, Misc, Org, Per};
    expect(
        "The Danish foreign minister met Prime Minister Ana Pereira's aides at the Kremlin. Deputy \
         Finance Secretary Omar Khalil was there, and Dr. J. K. Lindqvist Jr. spoke.",
        &[
            ("Danish", Misc, 1),
            ("Ana Pereira", Per, 1),
            ("Kremlin", Org, 1),
            ("Omar Khalil", Per, 1),
            ("J. K. Lindqvist Jr.", Per, 1),
        ],
    );
    expect(
        "US Secretary of State Maria Castellano flew to Kenya.",
        &[
            ("US", Loc, 1),
            ("Maria Castellano", Per, 1),
            ("Kenya", Loc, 1),
        ],
    );
}

#[test]
fn the_longest_name_wins() {
    use NameKind::{Loc, Misc, Org};
    expect(
        "She taught at the University of Texas at Austin before the Ministry of Health and Welfare \
         hired her.",
        &[
            ("University of Texas at Austin", Org, 1),
            ("Ministry of Health and Welfare", Org, 1),
        ],
    );
    expect(
        "They sailed from the Gulf of Bothnia to Bosnia and Herzegovina under the Treaty of Lisbon.",
        &[
            ("Gulf of Bothnia", Loc, 1),
            ("Bosnia and Herzegovina", Loc, 1),
            ("Treaty of Lisbon", Misc, 1),
        ],
    );
}

#[test]
fn words_that_open_a_sentence_are_no_names_by_that() {
    expect(
        "Investors worried. Falling prices hurt farmers. \"Would I sell? Never,\" one said: Nobody \
         would. On Monday in March, rain came.",
        &[],
    );
}

#[test]
fn what_the_article_writes_with_a_capital_elsewhere_is_a_name_at_the_start_too() {
    use NameKind::{Misc, Per};
    let found = kinds("Rain fell. The phone runs Lantern, he said. Lantern is new. Rain again.");
    assert_eq!(found, [("Lantern".to_owned(), Misc, 2)]);
    expect(
        "Nadia Flowers won. Flowers said she was glad.",
        &[("Nadia Flowers", Per, 2)],
    );
}

#[test]
fn forms_of_one_thing_are_one_name() {
    use NameKind::{Loc, Org, Per};
    expect(
        "The World Dairy Council (WDC) left. WDC said U.S. money was late; the United States and \
         the US denied it.",
        &[("World Dairy Council", Org, 3), ("United States", Loc, 3)],
    );
    expect(
        "Ingrid Olofsson and Peter Vance spoke. Ingrid laughed; Vance did not. Mr. Vance left.",
        &[("Ingrid Olofsson", Per, 2), ("Peter Vance", Per, 3)],
    );
}

#[test]
fn two_people_with_one_surname_are_kept_apart() {
    use NameKind::Per;
    expect(
        "Robert Keller met Susan Keller. Mrs. Keller spoke first. Robert Keller listened, and then \
         Keller left.",
        &[("Robert Keller", Per, 3), ("Susan Keller", Per, 2)],
    );
}

#[test]
fn compounds_give_up_the_names_in_them() {
    use NameKind::{Loc, Misc};
    expect(
        "The US-led talks on the Israeli-Palestinian conflict and anti-Russian feeling went on.",
        &[
            ("US", Loc, 1),
            ("Israeli", Misc, 1),
            ("Palestinian", Misc, 1),
            ("Russian", Misc, 1),
        ],
    );
}

#[test]
fn headings_in_capitals_hold_only_names_that_are_known_or_told_in_the_text() {
    use NameKind::{Loc, Per};
    expect(
        "Minister Tells Farmers Prices Will Fall Before Winter\nMINISTER LARSEN WARNS FARMERS IN \
         NORWAY\nThe farmers heard Erik Larsen speak in Norway.",
        &[("Erik Larsen", Per, 2), ("Norway", Loc, 2)],
    );
}

#[test]
fn an_acronym_of_common_words_is_no_name() {
    expect(
        "The gross domestic product (GDPX) fell. GDPX rose later.",
        &[("GDPX", NameKind::Org, 2)],
    );
    expect(
        "The purchasing managers' survey index (PMSI) fell. PMSI rose later.",
        &[("PMSI", NameKind::Org, 2)],
    );
    expect(
        "The light water graphite reactor (LWGR) fell silent. LWGR is old.",
        &[],
    );
}

#[test]
fn the_headline_gives_the_full_name_and_no_mention() {
    use NameKind::{Org, Per};
    let found = names_under(
        "Lucia Ferreira Beats Party Rival",
        "The vote was close. Ferreira said she was glad, and the crowd cheered Ferreira.",
    );
    assert_eq!(found, [("Lucia Ferreira".to_owned(), Per, 2)]);
    let found = names_under(
        "Nordic Grain Council (NGC) calls for rain",
        "Prices rose. The NGC asked for more.",
    );
    assert_eq!(found, [("Nordic Grain Council".to_owned(), Org, 1)]);
    assert_eq!(
        names_under("Lucia Ferreira Wins", "The vote was close."),
        []
    );
}

#[test]
fn a_surname_is_that_of_the_article_s_own_person_before_any_list() {
    use NameKind::{Loc, Org, Per};
    expect(
        "Ann Fox won the race. Fox said she was glad, and they cheered Fox.",
        &[("Ann Fox", Per, 3)],
    );
    expect(
        "Erik Dell joined in 2010. Mr. Dell works in Boston; Dell told us so.",
        &[("Erik Dell", Per, 3), ("Boston", Loc, 1)],
    );
    expect(
        "Shares of the carmaker Ford fell, and Ford sold a plant. Anna Lind said Ford should not.",
        &[("Ford", Org, 3), ("Anna Lind", Per, 1)],
    );
    expect(
        "Tom Berlin sang in Berlin. They flew from Berlin. Later Berlin said he was tired.",
        &[("Tom Berlin", Per, 2), ("Berlin", Loc, 2)],
    );
}

#[test]
fn particles_belong_to_the_surname() {
    use NameKind::Per;
    expect(
        "Mary-Jane van der Berg spoke. Van der Berg said so, and we asked van der Berg again.",
        &[("Mary-Jane van der Berg", Per, 3)],
    );
    expect(
        "Luis de la Cruz came. De la Cruz sat down.",
        &[("Luis de la Cruz", Per, 2)],
    );
}

#[test]
fn given_names_that_are_words_or_titles_stay() {
    use NameKind::Per;
    for (full, surname) in [
        ("Dean Burns", "Burns"),
        ("Earl Cooper", "Cooper"),
        ("Bob Tan", "Tan"),
        ("John Smith", "Smith"),
        ("Rose Miller", "Miller"),
        ("Mark Rivers", "Rivers"),
        ("Will Young", "Young"),
        ("Grace Hill", "Hill"),
    ] {
        expect(
            &format!("{full} left early. They will mark how {full} rose. {full} met {surname}."),
            &[(full, Per, 4)],
        );
    }
    expect(
        "Grace said no. They told Mark and will go. Will said yes.",
        &[("Grace", Per, 1), ("Mark", Per, 1), ("Will", Per, 1)],
    );
    expect("Will Keller resign?", &[("Keller", Per, 1)]);
    expect(
        "The dean spoke. Dean Keller of the school left, and Dean Ruth Sorensen came.",
        &[("Keller", Per, 1), ("Ruth Sorensen", Per, 1)],
    );
}

#[test]
fn datelines_are_places() {
    use NameKind::{Loc, Org};
    expect(
        "CALGARY, Alberta (AP) — The team won.",
        &[("CALGARY", Loc, 1), ("Alberta", Loc, 1), ("AP", Org, 1)],
    );
    expect(
        "WESTHOLME, Calif. — The team won.\nIt left Westholme by train.",
        &[("Westholme", Loc, 2), ("Calif", Loc, 1)],
    );
    expect("LEEDS — The team won.", &[("LEEDS", Loc, 1)]);
    expect("PORT ELSDEN – It rained.", &[("PORT ELSDEN", Loc, 1)]);
    expect("BREAKING — The team won.", &[]);
    expect("We know it - the team won.", &[]);
}

#[test]
fn what_is_said_beside_a_name_tells_its_kind() {
    use NameKind::{Loc, Org, Per};
    expect(
        "The Danish drugmaker Velnora Brisk cut jobs. Velnora Brisk's shares fell.",
        &[("Danish", NameKind::Misc, 1), ("Velnora Brisk", Org, 2)],
    );
    expect(
        "Zentavi, a Swiss maker of pumps, sold a plant. Oluwaseun Adebimpe, the retired nurse, \
         left. Then Kervosk, a town in the hills, was lost.",
        &[
            ("Zentavi", Org, 1),
            ("Swiss", NameKind::Misc, 1),
            ("Oluwaseun Adebimpe", Per, 1),
            ("Kervosk", Loc, 1),
        ],
    );
    expect(
        "The Leeds Otters won. Leeds Otters fans sang.",
        &[("Leeds Otters", Org, 2)],
    );
    expect(
        "In June, prices rose. In June Ireland was wet. Since April sales fell.",
        &[("Ireland", Loc, 1)],
    );
}

#[test]
fn a_body_keeps_its_list_and_gains_its_short_forms() {
    use NameKind::Org;
    expect(
        "The Department for Rivers, Woods and Parks (DRWP) said so. DRWP said no.",
        &[("Department for Rivers, Woods and Parks", Org, 3)],
    );
    expect(
        "The U.S. Weights Bureau met. The Weights Bureau left.",
        &[("U.S. Weights Bureau", Org, 2)],
    );
    expect(
        "Sable Inc. rose. They sold Sable Inc. to a friend.",
        &[("Sable Inc.", Org, 2)],
    );
    expect(
        "Orvane Widgets Corporation rose. Orvane Widgets sold a plant.",
        &[("Orvane Widgets Corporation", Org, 2)],
    );
}

#[test]
fn two_people_with_an_ampersand_are_two() {
    use NameKind::{Org, Per};
    expect(
        "Ask Sally Friedman & David Schultz now.",
        &[("Sally Friedman", Per, 1), ("David Schultz", Per, 1)],
    );
    expect(
        "She works for Whitlock & Sons now.",
        &[("Whitlock & Sons", Org, 1)],
    );
    expect(
        "They met Ontario Liberal Party Joe Dickens there.",
        &[("Ontario Liberal Party", Org, 1), ("Joe Dickens", Per, 1)],
    );
}

#[test]
fn labels_shorthand_and_headings_are_no_names() {
    expect(
        "Date: 5 May. Tel: 555. The ISBN is new. TLDR: no. Use the form. Go home. The Focus is \
         here. See our Digital page. Our Enemies laugh. They sold SUVs and CRMs.",
        &[],
    );
    expect(
        "Hearing Loss Explained\nUsing Digital Tools\nBuilding Better Teams",
        &[],
    );
}

#[test]
fn a_foreign_sentence_has_only_names_that_are_certain() {
    use NameKind::{Loc, Per};
    expect(
        "Vous êtes dans le jardin avec nous à Paris. C'est la vie, dit Vous.",
        &[("Paris", Loc, 1)],
    );
    expect(
        "Das ist ein Haus, und der Mann sieht das Haus nicht. Es ist nicht klein und nicht Schön.",
        &[],
    );
    expect(
        "Ulla Obermeyer came. Sie hat mit Ulla Obermeyer und dem Nachbarn gesprochen.",
        &[("Ulla Obermeyer", Per, 2)],
    );
}

/// Time taken for names alone.
fn time_of(text: &str) -> std::time::Duration {
    let article = article(text);
    let document = Document::new(&article);
    let start = std::time::Instant::now();
    std::hint::black_box(names::find(&document));
    start.elapsed()
}

#[test]
fn ten_times_the_text_does_not_take_a_hundred_times_the_time() {
    let syllables = [
        "ka", "lo", "mi", "ren", "ta", "vor", "shi", "ul", "bel", "den",
    ];
    let word = |n: usize| -> String {
        let parts = [n % 10, n / 10 % 10, n / 100 % 10, n / 1000 % 10];
        let word: String = parts.iter().map(|&i| syllables[i]).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let makers: [fn(&str) -> String; 4] = [
        |name| format!("Then {name} Smith met John and Smith. "),
        |name| format!("Then John {name} met Mary {name} Smith. "),
        |name| format!("John {name} Tells Farmers\nThe farmer John {name} spoke. "),
        |name| format!("Mr {name} "),
    ];
    for make in makers {
        let text = |count: usize| -> String { (0..count).map(|n| make(&word(n))).collect() };
        let (small, large) = (text(800), text(8_000));
        let once = (0..3).map(|_| time_of(&small)).min().unwrap();
        let often = (0..3).map(|_| time_of(&large)).min().unwrap();
        assert!(
            often < once * 40,
            "{once:?} became {often:?} for {:?}",
            make("Name")
        );
    }
}

#[test]
fn share_codes_and_handles_are_no_names_and_states_are_places() {
    use NameKind::{Loc, Org};
    expect(
        "Orvane Pumps (NYSE: ORVP) opened a plant in Houston, TX. Write to @Orvane or #PumpsNow.",
        &[
            ("Orvane Pumps", Org, 1),
            ("NYSE", Org, 1),
            ("Houston", Loc, 1),
            ("TX", Loc, 1),
        ],
    );
}
