//! Names against the part of the corpus that nothing was trained on or chosen by, and against open
//! texts of others: floors just under what is reached, so that a change for the worse shows.

mod corpus;
mod lines;

use std::collections::BTreeMap;

use corpus::Annotated;
use lines::article;
use quotidian::analysis::annotate_fully;
use quotidian::model::{Name, NameKind};

const SHOWCASE: &str = include_str!("../seeds/000_0ac542e05e29bd92.txt");
const SHOWCASE_GOLD: &str = include_str!("data/showcase.names.json");

/// A name's place in the text, in bytes, and its kind.
type Placed = (usize, usize, NameKind);

/// The names that are marked in an article.
fn names(article: &Annotated) -> Vec<Placed> {
    let kind = |tag: &str| match tag {
        "per" => Some(NameKind::Per),
        "org" => Some(NameKind::Org),
        "loc" => Some(NameKind::Loc),
        "misc" => Some(NameKind::Misc),
        _ => None,
    };
    let names = article.marks.iter();
    names
        .filter_map(|m| Some((m.start, m.end, kind(&m.tag)?)))
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Score {
    gold: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, gold: &[Placed], found: &[Placed]) {
        self.gold += gold.len();
        self.found += found.len();
        self.right += found.iter().filter(|name| gold.contains(name)).count();
    }

    /// In percent.
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found) as f64
    }
}

fn of_kind(names: &[Placed], kind: Option<NameKind>) -> Vec<Placed> {
    let scored = |name: &&Placed| match kind {
        Some(kind) => name.2 == kind,
        None => name.2 != NameKind::Misc,
    };
    names.iter().filter(scored).copied().collect()
}

/// Which names count.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Everywhere,
    InTheHeadline,
}

/// Names of the corpus's test part after `change` of the text, which keeps its length in bytes.
fn scores(change: impl Fn(&str) -> String, places: Where) -> BTreeMap<&'static str, Score> {
    let mut out: BTreeMap<&'static str, Score> = BTreeMap::new();
    for gold in corpus::articles("test") {
        let marked = names(&gold);
        let text = change(&gold.text);
        assert_eq!(text.len(), gold.text.len());
        let found: Vec<Placed> = annotate_fully(&article(&text))
            .names
            .iter()
            .flat_map(|name| name.mentions.iter().map(|m| (m.start, m.end, name.kind)))
            .collect();
        let headline = text.find('\n').unwrap_or(text.len());
        let counts = |name: &Placed| places == Where::Everywhere || name.0 < headline;
        let mut add = |key, kind| {
            let [gold, found] = [&marked, &found].map(|names| {
                let mut names = of_kind(names, kind);
                names.retain(counts);
                names
            });
            out.entry(key).or_default().add(&gold, &found);
        };
        add("all", None);
        add(if gold.composed { "composed" } else { "real" }, None);
        add("PER", Some(NameKind::Per));
        add("ORG", Some(NameKind::Org));
        add("LOC", Some(NameKind::Loc));
        add("MISC", Some(NameKind::Misc));
    }
    out
}

fn hold(scores: &BTreeMap<&'static str, Score>, floors: &[(&str, f64)]) {
    for (key, score) in scores {
        println!("{key}: {:.1} ({} names)", score.f1(), score.gold);
    }
    for &(key, floor) in floors {
        let f1 = scores[key].f1();
        assert!(f1 >= floor, "{key}: F1 fell to {f1:.1}, below {floor}");
    }
}

#[test]
fn the_test_part_of_the_corpus_is_read_no_worse_than_before() {
    let scores = scores(str::to_owned, Where::Everywhere);
    assert!(scores["all"].gold > 1000, "the test part has shrunk");
    let floors = [
        ("all", 91.7),
        ("composed", 93.5),
        ("real", 86.8),
        ("PER", 95.5),
        ("ORG", 87.0),
        ("LOC", 93.4),
        ("MISC", 75.5),
    ];
    hold(&scores, &floors);
}

#[test]
fn text_without_capitals_holds_up() {
    let scores = scores(str::to_ascii_lowercase, Where::Everywhere);
    hold(&scores, &[("all", 83.5)]);
}

#[test]
fn text_in_capitals_holds_up() {
    let scores = scores(str::to_ascii_uppercase, Where::Everywhere);
    hold(&scores, &[("all", 83.8)]);
}

#[test]
fn headlines_hold_up_with_a_capital_on_each_word() {
    let as_written = scores(str::to_owned, Where::InTheHeadline);
    hold(&as_written, &[("all", 86.5)]);
    let title_case = |text: &str| {
        let (headline, rest) = text.split_once('\n').unwrap();
        let words = headline.split(' ').map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        });
        format!("{}\n{rest}", words.collect::<Vec<_>>().join(" "))
    };
    hold(&scores(title_case, Where::InTheHeadline), &[("all", 84.0)]);
}

#[test]
fn the_showcase_article_is_right_in_every_name() {
    let gold: Vec<Name> = serde_json::from_str(SHOWCASE_GOLD).unwrap();
    assert_eq!(annotate_fully(&article(SHOWCASE)).names, gold);
}
