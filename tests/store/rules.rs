//! Rules that hide articles.

use quotidian::model::{Change, Order, Part, Shelf};
use quotidian::store::{Rule, RuleField, Store};
use quotidian::text::Clean;
use regex::Regex;

use crate::common::{arriving, at, filled, keys, subscribe};

fn rule(field: RuleField, expression: &str, feed: Option<&str>) -> Rule {
    Rule {
        field,
        expression: Regex::new(expression).unwrap(),
        feed: feed.map(str::to_owned),
    }
}

fn apply(store: &mut Store) {
    while store.apply_rules().unwrap() {}
}

#[test]
fn what_arrives_and_a_rule_matches_is_hidden_with_the_rule() {
    let (mut store, feed, articles) = filled(1);
    store.set_rules(vec![
        rule(RuleField::Title, "^Story 1$", None),
        rule(RuleField::Content, "number 2", None),
        rule(RuleField::Author, "Desk", None),
        rule(RuleField::Title, "Story 4", Some("the other")),
    ]);
    let mut by_desk = arriving(3);
    by_desk.article.byline = Some(Clean::line("PR Desk"));
    let chunk = [arriving(1), arriving(2), by_desk, arriving(4)];
    store.receive(feed, &chunk, at(0)).unwrap();
    let listing = store
        .list(&Shelf::Hidden, Order::Newest, Part::From(0), 9)
        .unwrap();
    let hidden: Vec<_> = listing
        .rows
        .iter()
        .map(|row| (&*row.title, &*row.hit.as_ref().unwrap().text))
        .collect();
    assert_eq!(
        hidden,
        [
            ("Story 1", "title: ^Story 1$"),
            ("Story 2", "content: number 2"),
            ("Story 3", "author: Desk"),
        ]
    );
    assert_eq!(keys(&store, &Shelf::All).len(), 2);
    assert_eq!(keys(&store, &Shelf::Unread).len(), 2);
    let shelves = store.shelves().unwrap();
    assert_eq!(shelves.last().unwrap().shelf, Shelf::Hidden);
    // A star is the person's word, and is stronger than a rule.
    let key = listing.rows[0].key;
    store.change(&Change::Star(key, true)).unwrap();
    assert!(keys(&store, &Shelf::All).contains(&key));
    assert_ne!(key, articles[0]);
}

#[test]
fn a_change_of_the_rules_goes_over_what_is_stored_in_steps() {
    let (mut store, _, articles) = filled(1_000);
    assert!(!store.apply_rules().unwrap());
    store.set_rules(vec![rule(RuleField::Title, "[05]$", None)]);
    let mut steps = 1;
    while store.apply_rules().unwrap() {
        steps += 1;
    }
    assert!(steps > 2, "{steps}");
    assert_eq!(keys(&store, &Shelf::All).len(), 800);
    assert_eq!(keys(&store, &Shelf::Hidden).len(), 200);
    store.set_rules(vec![rule(RuleField::Content, "number 7\\.", None)]);
    apply(&mut store);
    assert_eq!(keys(&store, &Shelf::Hidden), [articles[7]]);
    store.set_rules(Vec::new());
    apply(&mut store);
    assert_eq!(keys(&store, &Shelf::All), articles);
}

#[test]
fn what_came_in_without_the_rules_is_looked_at_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    store.set_rules(vec![rule(RuleField::Title, "Story [12]$", None)]);
    let feed = subscribe(&mut store, "https://example.org/feed");
    store.receive(feed, &[arriving(1)], at(0)).unwrap();
    apply(&mut store);
    let mut other = Store::open(folder.path()).unwrap();
    other
        .receive(feed, &[arriving(2), arriving(3)], at(0))
        .unwrap();
    assert_eq!(keys(&store, &Shelf::All).len(), 2);
    apply(&mut store);
    assert_eq!(keys(&store, &Shelf::All).len(), 1);
}

#[test]
fn an_edited_article_is_looked_at_again() {
    let (mut store, feed, articles) = filled(2);
    store.set_rules(vec![rule(RuleField::Title, "horoscope", None)]);
    let mut edited = arriving(1);
    for (title, hidden) in [("A horoscope", 1), ("Story", 0)] {
        edited.article.title = Some(Clean::line(title));
        store.receive(feed, &[edited.clone()], at(9)).unwrap();
        assert_eq!(keys(&store, &Shelf::Hidden), articles[1..][..hidden]);
    }
}
