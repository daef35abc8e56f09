//! What a search costs in a library of 50,000 articles of 3 KB, whose words are as common as words
//! are: by Zipf's law.
//!
//! `cargo bench --bench search` prints, for each search, the time until the first rows stand in a
//! list with their sentences, and how much of it is work of a core, which others on the machine do
//! not lengthen; `cargo bench --bench search -- 10000` does so for so many articles.

use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan};
use quotidian::model::{
    Annotations, Arriving, Article, Block, BlockKind, Change, Mention, Name, NameKind, Order,
    Origin, Part, Quote, QuoteKind, Shelf, Source, SourceKind,
};
use quotidian::store::Store;
use quotidian::text::{Clean, Span};

const ARTICLES: usize = 50_000;
/// Words of an article: some 3 KB.
const WORDS: usize = 500;
const VOCABULARY: usize = 60_000;
const FEEDS: usize = 100;
/// Rows that fit a large screen.
const ROWS: usize = 60;

/// The commonest words of English, so that a search for them is what it is in English.
const COMMON: &[&str] = &[
    "the", "of", "to", "and", "in", "a", "that", "for", "is", "on", "said", "it", "with", "was",
    "as", "he", "at", "by", "be", "from", "have", "has", "are", "this", "an", "his", "not", "will",
    "they", "we", "but", "who", "were", "their", "been", "she", "had", "its", "would", "there",
];

const QUERIES: &[&str] = &[
    "t",
    "th",
    "the",
    "the ",
    "s",
    "q",
    "co",
    "com",
    "pre",
    "mi",
    "the of and to in ",
    "\"of the\"",
    "\"of the t",
    "-the",
    "the -said",
    "the OR of OR and ",
    "t OR a ",
    "t* h* ",
    "title:the ",
    "title:t",
    "is:unread ",
    "is:starred the ",
    "feed:12 the ",
    "after:7d the ",
    "before:2024 ",
    "says:the ",
    "says:t",
    "speaker:a",
    "speaker:smith the ",
    "names:p",
    "speaker:smith",
    "-speaker:smith the ",
    "zzzz",
    "tag:none the ",
];

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

struct Words {
    all: Vec<String>,
    /// How many of each draw fall to a word or those before it.
    sums: Vec<usize>,
}

impl Words {
    fn new(dice: &mut Dice) -> Self {
        // Beginnings are not alike either: syllables by Zipf's law too.
        let consonants = [
            "t", "s", "c", "p", "r", "m", "d", "b", "f", "h", "l", "w", "n", "g", "st", "pr", "v",
            "k", "j", "sh", "qu", "z",
        ];
        let vowels = ["e", "a", "o", "i", "u", "ea", "io", "ou"];
        let mut all: Vec<String> = COMMON.iter().map(|w| (*w).to_owned()).collect();
        let zipf = |dice: &mut Dice, n: usize| dice.roll(n).min(dice.roll(n));
        while all.len() < VOCABULARY {
            let mut word = String::new();
            for _ in 0..2 + dice.roll(3) {
                word.push_str(consonants[zipf(dice, consonants.len())]);
                word.push_str(vowels[zipf(dice, vowels.len())]);
            }
            all.push(word);
        }
        let mut sum = 0;
        let sums = (0..VOCABULARY).map(|n| {
            sum += 10_000_000 / (n + 8);
            sum
        });
        Self {
            sums: sums.collect(),
            all,
        }
    }

    fn draw(&self, dice: &mut Dice) -> &str {
        let all = self.sums.last().copied().unwrap_or(1);
        let at = dice.roll(all);
        let word = self.sums.partition_point(|&sum| sum <= at);
        &self.all[word.min(self.all.len() - 1)]
    }

    fn text(&self, dice: &mut Dice, words: usize) -> String {
        let mut out = String::new();
        for n in 0..words {
            out.push_str(self.draw(dice));
            out.push_str(match n % 17 {
                16 if n % 68 == 67 => ".\n",
                16 => ". ",
                _ => " ",
            });
        }
        out
    }
}

const PEOPLE: &[&str] = &[
    "Ada Smith",
    "Bo Li",
    "Carla Ruiz",
    "Dan Okoye",
    "Eve Stone",
    "Ana Paul",
];

fn article(words: &Words, dice: &mut Dice, n: usize, now: Timestamp) -> (Arriving, Annotations) {
    let text = Clean::from(words.text(dice, WORDS));
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        blocks.push(Block {
            span,
            kind: BlockKind::Paragraph,
            quote_depth: 0,
            boilerplate: false,
        });
    }
    let quotes = blocks.iter().take(4).map(|block| Quote {
        span: Span::new(block.span.start, block.span.start + block.span.len() / 2).trimmed(&text),
        kind: QuoteKind::Direct,
        nested: false,
        speaker: Some(PEOPLE[dice.roll(PEOPLE.len())].to_owned()),
        mention: None,
        cue: None,
        confidence: 0.9,
        why: "the subject of “said”".to_owned(),
        runners_up: Vec::new(),
    });
    let quotes = quotes
        .filter(|quote| text.get(quote.span.start..quote.span.end).is_some())
        .collect();
    let first = Span::new(0, text.find(' ').unwrap_or(text.len()));
    let name = Name {
        name: first.of(&text).to_owned(),
        kind: NameKind::Per,
        mentions: vec![Mention::new(&text, first)],
    };
    let found = Annotations {
        quotes,
        names: vec![name],
        language: None,
    };
    let article = Article {
        id: Clean::line(&n.to_string()),
        source: Source {
            kind: SourceKind::Web,
            location: "made".into(),
            label: "Made".into(),
        },
        title: Some(Clean::line(&words.text(dice, 9))),
        byline: None,
        published: now.checked_sub((dice.roll(20_000) as i64).hours()).ok(),
        url: None,
        language: None,
        text,
        blocks,
        inlines: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
    };
    (
        Arriving {
            guid: n.to_string(),
            article,
        },
        found,
    )
}

fn fill(store: &mut Store, articles: usize) -> Duration {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let words = Words::new(&mut dice);
    let now = Timestamp::now();
    let feeds: Vec<_> = (0..FEEDS)
        .map(|n| {
            let origin = Origin::Url(format!("https://{n}.example.org/feed"));
            let name = Clean::line(&format!("Feed {n}"));
            store
                .subscribe(&origin, Some(&name), &Clean::default(), &[])
                .expect("a library")
                .key()
        })
        .collect();
    let mut taken = Duration::ZERO;
    for part in 0..articles.div_ceil(100) {
        let made: Vec<_> = (0..100)
            .map(|n| article(&words, &mut dice, part * 100 + n, now))
            .collect();
        let arriving: Vec<_> = made.iter().map(|(arriving, _)| arriving.clone()).collect();
        let start = Instant::now();
        store
            .receive(feeds[part % FEEDS], &arriving, now)
            .expect("a library");
        taken += start.elapsed();
        let keys = store.to_analyse("made", 100).expect("a library");
        for key in keys {
            let Some(stored) = store.article(key).expect("a library") else {
                continue;
            };
            let found = made
                .iter()
                .find(|(arriving, _)| arriving.article.id == stored.article.id);
            if let Some((arriving, found)) = found {
                store
                    .keep_annotations(key, &arriving.article, "made", found)
                    .expect("a library");
            }
        }
    }
    taken
}

/// The time that this thread has had a core; on systems that do not tell, none.
fn work() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let articles = wanted.unwrap_or(ARTICLES);
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(folder.path()).expect("a library");
    let taken = fill(&mut store, articles);
    println!("{articles} articles taken in: {taken:?}");
    println!(
        "{:24} {:>9} {:>9} {:>9} {:>7}",
        "search", "median", "worst", "work", "hits"
    );
    // As the list of shelves counts saved searches: the worst is where all is read.
    for read in [false, true] {
        if read {
            let all = Change::ReadAll(Shelf::All, None);
            store.change(&all).expect("a library");
        }
        for query in ["the ", "com ", "speaker:smith", "is:starred the "] {
            let before = work();
            let count = black_box(store.unread_found(query).expect("a count"));
            let work = (work() - before).as_secs_f64() * 1e3;
            println!("unread of {query:24} {work:>6.1} ms of work {count:>7}");
        }
    }
    for query in QUERIES {
        let shelf = Shelf::Search(Clean::from(*query));
        let (mut times, mut works) = (Vec::new(), Vec::new());
        let mut total = 0;
        for _ in 0..7 {
            let (start, before) = (Instant::now(), work());
            let listing = store
                .list(&shelf, Order::Best, Part::From(0), ROWS)
                .expect("a list");
            times.push(start.elapsed());
            works.push(work() - before);
            total = black_box(listing).total;
        }
        times.sort_unstable();
        works.sort_unstable();
        let [median, worst, work] =
            [times[3], times[6], works[3]].map(|time| time.as_secs_f64() * 1e3);
        println!("{query:24} {median:>6.1} ms {worst:>6.1} ms {work:>6.1} ms {total:>7}");
    }
}
