//! Names against the part of the corpus that nothing was trained on or chosen by, and against open
//! texts of others: floors just under what is reached, so that a change for the worse shows.

mod lines;

use std::collections::BTreeMap;
use std::path::Path;

use lines::article;
use quotidian::analysis::annotate_fully;
use quotidian::model::{Name, NameKind};

const SHOWCASE: &str = include_str!("../seeds/000_0ac542e05e29bd92.txt");
const SHOWCASE_GOLD: &str = include_str!("data/showcase.names.json");

/// A name's place in the text, in bytes, and its kind.
type Placed = (usize, usize, NameKind);

struct Gold {
    composed: bool,
    text: String,
    names: Vec<Placed>,
}

/// Reads an article of the corpus: a header, an empty line, text with marks (see corpus/GUIDE.md).
fn read(path: &Path) -> Option<Gold> {
    let file = std::fs::read_to_string(path).unwrap();
    let (header, body) = file.split_once("\n\n").unwrap();
    let field = |name: &str| {
        let value = header.lines().find_map(|line| line.strip_prefix(name));
        value.map(str::trim)
    };
    if field("part:") != Some("test") {
        return None;
    }
    let mut text = String::new();
    let mut names = Vec::new();
    let mut open = Vec::new();
    let mut rest = body.trim_end_matches('\n');
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
            ("&quot;", "\""),
        ];
        let entity = entities.iter().find(|(mark, _)| rest.starts_with(mark));
        if rest.starts_with('&') {
            let (mark, plain) = entity.unwrap_or(&("&", "&"));
            text.push_str(plain);
            rest = &rest[mark.len()..];
            continue;
        }
        let (mark, after) = rest.split_at(rest.find('>').unwrap() + 1);
        rest = after;
        let tag = mark.trim_matches(['<', '>']);
        let kind = |tag: &str| match tag {
            "per" => Some(NameKind::Per),
            "org" => Some(NameKind::Org),
            "loc" => Some(NameKind::Loc),
            "misc" => Some(NameKind::Misc),
            _ => None,
        };
        if let Some(kind) = tag.strip_prefix('/').and_then(kind) {
            names.push((open.pop().unwrap(), text.len(), kind));
        } else if kind(tag.split(' ').next().unwrap()).is_some() {
            open.push(text.len());
        }
    }
    text.push_str(rest);
    Some(Gold {
        composed: field("origin:") == Some("composed"),
        text,
        names,
    })
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut out: BTreeMap<&'static str, Score> = BTreeMap::new();
    for gold in paths.iter().filter_map(|path| read(path)) {
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
            let [gold, found] = [&gold.names, &found].map(|names| {
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
        ("all", 90.9),
        ("composed", 92.9),
        ("real", 82.8),
        ("PER", 94.9),
        ("ORG", 86.2),
        ("LOC", 92.4),
        ("MISC", 75.0),
    ];
    hold(&scores, &floors);
}

#[test]
fn text_without_capitals_holds_up() {
    let scores = scores(str::to_ascii_lowercase, Where::Everywhere);
    hold(&scores, &[("all", 81.4)]);
}

#[test]
fn text_in_capitals_holds_up() {
    let scores = scores(str::to_ascii_uppercase, Where::Everywhere);
    hold(&scores, &[("all", 81.6)]);
}

#[test]
fn headlines_hold_up_with_a_capital_on_each_word() {
    let as_written = scores(str::to_owned, Where::InTheHeadline);
    hold(&as_written, &[("all", 88.0)]);
    let title_case = |text: &str| {
        let (headline, rest) = text.split_once('\n').unwrap();
        let words = headline.split(' ').map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        });
        format!("{}\n{rest}", words.collect::<Vec<_>>().join(" "))
    };
    hold(&scores(title_case, Where::InTheHeadline), &[("all", 76.3)]);
}

#[test]
fn the_showcase_article_is_right_in_every_name() {
    let gold: Vec<Name> = serde_json::from_str(SHOWCASE_GOLD).unwrap();
    assert_eq!(annotate_fully(&article(SHOWCASE)).names, gold);
}
