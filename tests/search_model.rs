//! Whatever a search asks for, it finds what somebody finds who reads every article from end to end.

#[path = "common/store.rs"]
#[allow(dead_code, reason = "each test file uses its own part")]
mod common;

use common::article;
use jiff::{Timestamp, Zoned};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use quotidian::model::{
    Annotations, Arriving, Article, ArticleKey, Change, Hit, Mention, Name, NameKind, Order,
    Origin, Part, Quote, QuoteKind, Shelf,
};
use quotidian::store::Store;
use quotidian::store::search::{Condition, Field, Mark, Phrase, Query, Term};
use quotidian::text::{Clean, Folded, Span};

const WORDS: &[&str] = &[
    "storm",
    "Störm",
    "STORMY",
    "border",
    "wall",
    "border-wall",
    "the",
    "Mexico’s",
    "mexican",
    "élan",
    "elan",
    "東京",
    "U.S.",
    "x",
    "no.",
    "“no”",
];
const PEOPLE: &[&str] = &["Ada Byron", "Bo Li", "President Élan"];
const FEEDS: &[(&str, &str, &str, &str)] = &[
    (
        "https://daily.example.org/feed",
        "The Daily",
        "World/Storm",
        "border",
    ),
    ("https://herald.example.com/x", "Herald", "", "no"),
];

/// What an article is made from.
#[derive(Debug, Clone)]
struct Made {
    title: Vec<&'static str>,
    byline: Option<&'static str>,
    /// Paragraphs, and whether each is a part of the article.
    paragraphs: Vec<(Vec<&'static str>, bool)>,
    /// Who says how much of which paragraph, and in which way.
    said: Vec<(usize, usize, usize, Option<&'static str>, QuoteKind)>,
    feed: usize,
    day: i64,
    read: bool,
    starred: bool,
    deleted: bool,
    tag: Option<&'static str>,
}

fn made() -> impl Strategy<Value = Made> {
    let word = || select(WORDS);
    let kind = select(
        &[
            QuoteKind::Direct,
            QuoteKind::Mixed,
            QuoteKind::Indirect,
            QuoteKind::Scare,
        ][..],
    );
    let said = (
        0..3_usize,
        0..6_usize,
        1..5_usize,
        option::of(select(PEOPLE)),
        kind,
    );
    let text = vec((vec(word(), 1..9), prop::bool::weighted(0.8)), 1..4);
    let marks = (
        prop::bool::ANY,
        prop::bool::ANY,
        prop::bool::weighted(0.1),
        option::of(word()),
    );
    (
        vec(word(), 0..4),
        option::of(select(PEOPLE)),
        text,
        vec(said, 0..3),
        0..2_usize,
        0..400_i64,
        marks,
    )
        .prop_map(
            |(title, byline, paragraphs, said, feed, day, (read, starred, deleted, tag))| Made {
                title,
                byline,
                paragraphs,
                said,
                feed,
                day,
                read,
                starred,
                deleted,
                tag,
            },
        )
}

fn query() -> impl Strategy<Value = String> {
    let field = select(
        &[
            "", "", "", "", "", "", "title:", "author:", "speaker:", "says:", "names:", "feed:",
            "folder:", "tag:",
        ][..],
    );
    let values = [
        "storm",
        "sto",
        "stor*",
        "border",
        "wall",
        "the",
        "mexico",
        "mex*",
        "elan",
        "ÉLAN",
        "no",
        "東京",
        "京",
        "u.s.",
        "\"border wall\"",
        "\"the bor\"*",
        "\"no storm\"",
        "ada",
        "\"bo li\"",
        "president",
        "daily",
        "world",
        "byron",
        "nothing",
    ];
    let marks = [
        "is:read",
        "is:unread",
        "is:starred",
        "before:2025-03",
        "after:2025-02-10",
        "after:30d",
    ];
    let term = prop_oneof![
        4 => (field, select(values.to_vec())).prop_map(|(field, value)| format!("{field}{value}")),
        1 => select(marks.to_vec()).prop_map(str::to_owned),
    ];
    let term = (prop::bool::weighted(0.2), term)
        .prop_map(|(not, term)| format!("{}{term}", if not { "-" } else { "" }));
    (
        vec((term, prop::bool::weighted(0.25)), 1..5),
        prop::bool::ANY,
    )
        .prop_map(|(terms, ended)| {
            let mut out = String::new();
            for (term, or) in terms {
                out.push_str(&format!("{}{term} ", if or { "OR " } else { "" }));
            }
            if ended {
                out
            } else {
                out.trim_end().to_owned()
            }
        })
}

/// An article as it is in the library.
struct Kept {
    key: ArticleKey,
    made: Made,
    article: Article,
    found: Annotations,
}

fn of(made: &Made, n: usize) -> (Article, Annotations) {
    let paragraphs: Vec<_> = made
        .paragraphs
        .iter()
        .map(|(words, _)| words.join(" "))
        .collect();
    let mut article = article(
        &n.to_string(),
        &made.title.join(" "),
        &paragraphs.join("\n"),
    );
    for (block, (_, own)) in article.blocks.iter_mut().zip(&made.paragraphs) {
        block.boilerplate = !own;
    }
    article.byline = made.byline.map(Clean::line);
    let day = Timestamp::from_second(1_735_689_600 + made.day * 86_400).unwrap();
    article.published = Some(day);
    let mut quotes = Vec::new();
    for &(paragraph, from, length, speaker, kind) in &made.said {
        let Some(block) = article
            .blocks
            .get(paragraph)
            .filter(|block| !block.boilerplate)
        else {
            continue;
        };
        let text = block.span.of(&article.text);
        let mut ends = text
            .match_indices(' ')
            .map(|(at, _)| at)
            .chain([text.len()]);
        let start = match from {
            0 => 0,
            n => text
                .match_indices(' ')
                .nth(n - 1)
                .map_or(0, |(at, _)| at + 1),
        };
        let end = ends.nth(from + length - 1).unwrap_or(text.len());
        quotes.push(Quote {
            span: Span::new(block.span.start + start, block.span.start + end),
            kind,
            nested: false,
            speaker: speaker.map(str::to_owned),
            mention: None,
            cue: None,
            confidence: 0.9,
            why: String::new(),
            runners_up: Vec::new(),
        });
    }
    quotes.retain(|quote| !quote.span.is_empty());
    quotes.sort_by_key(|quote| quote.span.start);
    let mut names = Vec::new();
    if let Some(block) = article.body_blocks().next() {
        let first = block.span.of(&article.text).split(' ').next().unwrap();
        let span = Span::new(block.span.start, block.span.start + first.len());
        // The first speaker is also called as the text begins.
        names.push(Name {
            name: PEOPLE[n % PEOPLE.len()].to_owned(),
            kind: NameKind::Per,
            mentions: vec![Mention::new(&article.text, span)],
        });
    }
    (
        article,
        Annotations {
            quotes,
            names,
            language: None,
        },
    )
}

fn fill(all: &[Made]) -> (Store, Vec<Kept>) {
    let mut store = Store::in_memory().unwrap();
    let feeds: Vec<_> = FEEDS
        .iter()
        .map(|(url, name, folder, tag)| {
            let origin = Origin::Url((*url).to_owned());
            let tags = [Clean::line(tag)];
            store
                .subscribe(
                    &origin,
                    Some(&Clean::line(name)),
                    &Clean::line(folder),
                    &tags,
                )
                .unwrap()
                .key()
        })
        .collect();
    let at = "2026-06-01T00:00:00Z".parse().unwrap();
    let mut kept = Vec::new();
    for (n, made) in all.iter().enumerate() {
        let (article, found) = of(made, n);
        let arriving = Arriving {
            guid: n.to_string(),
            article: article.clone(),
        };
        store.receive(feeds[made.feed], &[arriving], at).unwrap();
        let [key] = store.to_analyse("model", 2).unwrap()[..] else {
            panic!("one is new")
        };
        assert!(
            store
                .keep_annotations(key, &article, "model", &found)
                .unwrap()
        );
        let mut changes = vec![
            Change::Read(key, made.read),
            Change::Star(key, made.starred),
        ];
        changes.extend(made.tag.map(|tag| Change::Tag(key, Clean::line(tag), true)));
        changes.push(Change::Delete(key, made.deleted));
        for change in changes {
            store.change(&change).unwrap();
        }
        kept.push(Kept {
            key,
            made: made.clone(),
            article,
            found,
        });
    }
    (store, kept)
}

fn is_in(phrase: &Phrase, text: &str) -> bool {
    phrase.is_in(&Folded::new(text))
}

impl Kept {
    fn is_found(&self, query: &Query) -> bool {
        let any = |terms: &[Term]| {
            terms
                .iter()
                .any(|term| self.meets(&term.condition) != term.not)
        };
        !self.made.deleted && !query.all.is_empty() && query.all.iter().all(|all| any(&all.0))
    }

    fn meets(&self, condition: &Condition) -> bool {
        let title = self.article.title.as_deref().unwrap_or_default();
        let byline = self.article.byline.as_deref().unwrap_or_default();
        let (url, name, folder, tag) = FEEDS[self.made.feed];
        match condition {
            Condition::Anything => true,
            Condition::Words(Field::Title, words) => is_in(words, title),
            Condition::Words(Field::Author, words) => is_in(words, byline),
            Condition::Words(Field::Anywhere, words) => {
                let own: Vec<_> = self
                    .article
                    .body_blocks()
                    .map(|b| b.span.of(&self.article.text))
                    .collect();
                is_in(words, title) || is_in(words, byline) || is_in(words, &own.join("\n"))
            }
            Condition::Speaks(name) => self.statements().any(|quote| self.is_by(quote, name)),
            Condition::Says { speakers, words } => self.statements().any(|quote| {
                let by = speakers.is_empty() || speakers.iter().any(|name| self.is_by(quote, name));
                by && is_in(words, quote.span.of(&self.article.text))
            }),
            Condition::Names(words) => self.found.names.iter().any(|name| {
                is_in(words, &name.name) || name.mentions.iter().any(|m| is_in(words, &m.text))
            }),
            Condition::Feed(words) => is_in(words, name) || is_in(words, url),
            Condition::Folder(words) => is_in(words, folder),
            Condition::Tag(words) => {
                is_in(words, tag) || self.made.tag.is_some_and(|tag| is_in(words, tag))
            }
            Condition::Is(Mark::Read) => self.made.read,
            Condition::Is(Mark::Unread) => !self.made.read,
            Condition::Is(Mark::Starred) => self.made.starred,
            Condition::Is(Mark::Hidden) => false,
            Condition::Before(when) => self.article.published < when.instant(&Zoned::now()),
            Condition::After(when) => self.article.published >= when.instant(&Zoned::now()),
        }
    }

    fn statements(&self) -> impl Iterator<Item = &Quote> {
        self.found
            .quotes
            .iter()
            .filter(|quote| quote.kind.is_statement())
    }

    fn is_by(&self, quote: &Quote, wanted: &Phrase) -> bool {
        let Some(speaker) = quote.speaker.as_deref() else {
            return false;
        };
        let called = self.found.names.iter().filter(|name| name.name == speaker);
        let mut mentions = called.flat_map(|name| &name.mentions);
        is_in(wanted, speaker) || mentions.any(|mention| is_in(wanted, &mention.text))
    }

    /// The hit's sentence stands where it says, and its marks on words that were looked for.
    fn check(&self, hit: &Hit, query: &Query) {
        let beside = [self.article.title.as_ref(), self.article.byline.as_ref()];
        match hit.place {
            Some(place) => {
                let sentence = self
                    .article
                    .text
                    .find(hit.text.as_str())
                    .expect("a sentence of the text");
                assert!(!hit.marks.is_empty() && sentence <= place.end);
                let first = hit.marks[0].of(&hit.text);
                assert!(place.of(&self.article.text).starts_with(first), "{hit:?}");
            }
            None => assert!(beside.contains(&Some(&hit.text))),
        }
        let mut words = Vec::new();
        let mut whole_statement = false;
        for term in query
            .all
            .iter()
            .flat_map(|any| &any.0)
            .filter(|term| !term.not)
        {
            match &term.condition {
                Condition::Words(_, phrase) | Condition::Says { words: phrase, .. } => {
                    words.push(phrase)
                }
                Condition::Names(phrase) => {
                    words.push(phrase);
                    // A name may be marked in another form.
                    whole_statement = true;
                }
                Condition::Speaks(_) => whole_statement = true,
                _ => {}
            }
        }
        let mut end = 0;
        for mark in &hit.marks {
            assert!(
                mark.start >= end
                    && !mark.is_empty()
                    && hit.text.get(mark.start..mark.end).is_some()
            );
            end = mark.end;
            let marked = mark.of(&hit.text);
            // Of a phrase that goes over the end of a sentence a part is marked.
            let folded = Folded::new(marked).into_words();
            let wanted = |word: &String| {
                let mut parts = words.iter().flat_map(|phrase| phrase.words());
                parts.any(|part| word.starts_with(part.as_str()))
            };
            let fits = folded.iter().all(wanted);
            assert!(fits || whole_statement, "{marked:?} for {query:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_search_finds_what_reading_everything_finds(
        all in vec(made(), 1..12),
        queries in vec(query(), 30),
    ) {
        let (store, kept) = fill(&all);
        for text in queries {
            let query = Query::parse(&text);
            let mut wanted: Vec<_> = kept.iter().filter(|kept| kept.is_found(&query)).map(|kept| kept.key).collect();
            let shelf = Shelf::Search(Clean::from(text.as_str()));
            let listing = store.list(&shelf, Order::Best, Part::From(0), 50).unwrap();
            let mut found: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
            found.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(&found, &wanted, "{}: {:?}", text, query);
            prop_assert_eq!(listing.total, wanted.len());
            for row in &listing.rows {
                let kept = kept.iter().find(|kept| kept.key == row.key).unwrap();
                if let Some(hit) = &row.hit {
                    kept.check(hit, &query);
                }
            }
            let mut orders = vec![];
            for order in [Order::Newest, Order::Oldest, Order::Title, Order::Feed] {
                let listing = store.list(&shelf, order, Part::From(0), 50).unwrap();
                let mut keys: Vec<_> = listing.rows.iter().map(|row| row.key).collect();
                keys.sort_unstable();
                prop_assert_eq!(&keys, &wanted);
                orders.push(listing.rows.iter().map(|row| row.published).collect::<Vec<_>>());
            }
            prop_assert!(orders[0].is_sorted_by_key(|date| std::cmp::Reverse(*date)));
            prop_assert!(orders[1].is_sorted());
        }
    }
}
