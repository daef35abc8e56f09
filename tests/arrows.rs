//! Who may use whom: every path to another module of the crate is one of the arrows allowed.
//!
//! ```text
//! text  <-  model  <-  loader, analysis, store    (none sees another)
//! text, model, loader, store  <-  refresh
//! tagger  <-  analysis                            (tagger uses nothing of ours)
//! text, model, config  <-  app                     (config uses nothing of ours)
//! text, model, config, app  <-  ui
//! all of them  <-  shell  <-  cli  <-  main
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each module and those that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("tagger", &[]),
    ("loader", &["text", "model"]),
    ("analysis", &["text", "model", "tagger"]),
    ("store", &["text", "model"]),
    ("refresh", &["text", "model", "loader", "store"]),
    ("config", &[]),
    ("app", &["text", "model", "config"]),
    ("ui", &["text", "model", "config", "app"]),
    (
        "shell",
        &[
            "text", "model", "loader", "analysis", "store", "refresh", "config", "app", "ui",
        ],
    ),
    (
        "cli",
        &[
            "text", "model", "loader", "analysis", "store", "refresh", "config", "app", "ui",
            "shell",
        ],
    ),
    ("main", &["cli", "shell"]),
];

/// A path from one module to another, and where it stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
    file: PathBuf,
}

#[test]
fn modules_use_only_those_they_may() {
    let wrong: Vec<_> = arrows_of_the_crate()
        .into_iter()
        .filter(|arrow| !allowed(arrow))
        .collect();
    assert!(wrong.is_empty(), "not allowed: {wrong:#?}");
}

#[test]
fn the_arrows_of_the_crate_are_seen() {
    let all = arrows_of_the_crate();
    for (from, to) in [
        ("model", "text"),
        ("analysis", "model"),
        ("cli", "config"),
        ("main", "cli"),
    ] {
        assert!(
            all.iter().any(|a| a.from == from && a.to == to),
            "{from} -> {to} was not seen"
        );
    }
}

#[test]
fn every_way_to_write_an_arrow_is_seen() {
    for (source, targets) in [
        ("use crate::text::Clean;", &["text"][..]),
        (
            "use crate::{\n    model::{Article, Block},\n    text::Span,\n};",
            &["model", "text"],
        ),
        (
            "fn f(x: &crate::app::State) { crate::ui::draw(x) }",
            &["app", "ui"],
        ),
        ("use super::super::config::Key;", &["config"]),
        ("use super::sibling::config;", &[]),
        ("mod tests {\n    use super::super::config;\n}", &[]),
        (
            "mod tests {\n    use super::super::super::config;\n}",
            &["config"],
        ),
        (
            "/// See [`crate::store`].\nuse std::fmt; // crate::shell",
            &[],
        ),
    ] {
        let found = targets_in(source, 2, "crate");
        assert_eq!(
            found,
            targets.iter().map(|t| (*t).to_owned()).collect(),
            "{source}"
        );
    }
    let arrow = |from: &str, to: &str| Arrow {
        from: from.into(),
        to: to.into(),
        file: "x".into(),
    };
    assert!(allowed(&arrow("ui", "app")));
    assert!(!allowed(&arrow("app", "ui")));
    assert!(!allowed(&arrow("analysis", "loader")));
    assert!(!allowed(&arrow("unheard_of", "text")));
}

fn allowed(arrow: &Arrow) -> bool {
    let own = ALLOWED.iter().find(|(from, _)| *from == arrow.from);
    own.is_some_and(|(_, targets)| arrow.from == arrow.to || targets.contains(&arrow.to.as_str()))
}

fn arrows_of_the_crate() -> BTreeSet<Arrow> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut arrows = BTreeSet::new();
    for file in files {
        let place = file.strip_prefix(&root).unwrap();
        let mut parts: Vec<_> = place
            .with_extension("")
            .iter()
            .map(|p| p.to_string_lossy().into_owned())
            .collect();
        parts.retain(|part| part != "mod");
        let from = parts[0].clone();
        if from == "lib" {
            continue;
        }
        let own_crate = if from == "main" { "quotidian" } else { "crate" };
        let source = std::fs::read_to_string(&file).unwrap();
        for to in targets_in(&source, parts.len(), own_crate) {
            arrows.insert(Arrow {
                from: from.clone(),
                to,
                file: place.to_owned(),
            });
        }
    }
    arrows
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The modules at the root of the crate that `source` names. It stands `depth` modules below the
/// root, and calls the root `own_crate` or by climbing with `super`.
fn targets_in(source: &str, depth: usize, own_crate: &str) -> BTreeSet<String> {
    let mut targets = BTreeSet::new();
    let code = without_comments(source);
    let root = format!("{own_crate}::");
    for (at, _) in code.match_indices(&root) {
        if !ends_in_word(&code[..at]) {
            targets.extend(first_segments(&code[at + root.len()..]));
        }
    }
    // A module inside the file is one further down; those here are the tests at the end.
    let inner = code.find("mod tests {").unwrap_or(code.len());
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") || ends_in_word(&code[..at]) {
            continue;
        }
        let mut rest = &code[at..];
        let mut climbed = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            climbed += 1;
            rest = after;
        }
        if climbed >= depth + usize::from(at > inner) {
            targets.extend(first_segments(rest));
        }
    }
    targets.remove("*");
    targets
}

fn without_comments(source: &str) -> String {
    let code = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    code.collect::<Vec<_>>().join("\n")
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
}

/// The first names of a path or of a `{group, of::paths}`.
fn first_segments(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = vec![name(group)];
    let mut open = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            ',' if open == 1 => names.push(name(&group[at + 1..])),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}
