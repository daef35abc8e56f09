//! What lies over the panes for a moment: a prompt, the help, the palette, a choice, a text.

use std::borrow::Cow;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::width::cells;

use crate::model::ShelfRow;

use super::choices::Choices;
use super::command::{COMMANDS, Entry, Group};
use super::input::Input;
use super::keymap::Keymap;
use super::panel::Panel;
use super::passage::{Passage, text_rows};

/// An overlay. While there is one it gets all keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The search line.
    Find(Input),
    /// The line that searches the whole library.
    Seek(Input),
    /// A line to be typed.
    Prompt {
        /// What for.
        purpose: Purpose,
        /// What is typed.
        input: Input,
    },
    /// The shelves of the library.
    Shelves {
        /// Narrows the list.
        input: Input,
        /// The shelves.
        rows: Vec<ShelfRow>,
        /// The chosen row.
        cursor: usize,
    },
    /// One of several things to do.
    Choices(Choices),
    /// The list of commands and keys.
    Help {
        /// Narrows the list.
        input: Input,
        /// The first row shown.
        top: usize,
    },
    /// Commands by name.
    Palette {
        /// What is typed.
        input: Input,
        /// The chosen row.
        cursor: usize,
    },
    /// One of several addresses to open.
    Links {
        /// What is shown of each, and its address.
        items: Vec<(String, String)>,
        /// The chosen row.
        cursor: usize,
    },
    /// Something to read.
    Text {
        /// What it is.
        title: String,
        /// Its paragraphs.
        lines: Vec<Passage>,
        /// The first row shown.
        top: usize,
    },
}

/// What a typed line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Where to subscribe.
    Subscribe,
    /// A tag.
    Tag,
    /// The name of a search.
    SaveSearch,
}

impl Purpose {
    /// What stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Subscribe => "Subscribe to (address, path, exec:command): ",
            Self::Tag => "Tag: ",
            Self::SaveSearch => "Keep this search as: ",
        }
    }
}

/// The shelves whose name holds every word of `query`.
pub fn shelf_matches<'a>(rows: &'a [ShelfRow], query: &str) -> Vec<&'a ShelfRow> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let holds = |row: &&ShelfRow| {
        let name = row.name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    rows.iter().filter(holds).collect()
}

/// One row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// What the commands below are about.
    Title(Group),
    /// The keys of a command, padded, and (the first part of) what it does.
    Command(String, String),
    /// What is left of that.
    More(String),
}

/// The help narrowed to the commands whose name, help or keys hold every word of `query`, in rows
/// of at most `width` cells.
pub fn help_rows(query: &str, keymap: &Keymap, width: usize) -> Vec<HelpRow> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for entry in COMMANDS {
        let keys = keymap.keys_of(entry.command);
        let title = entry.group.title();
        let all = format!("{} {} {title} {}", entry.name, entry.help, keys.join(" "));
        let all = all.to_lowercase();
        if words.iter().all(|word| all.contains(word)) {
            found.push((entry, some_of(&keys, width / 3)));
        }
    }
    let widest = found.iter().map(|(_, keys)| cells(keys)).max().unwrap_or(0);
    let gap = " ".repeat(2.min(width));
    let room = width.saturating_sub(widest + gap.len()).max(1);
    let mut rows = Vec::new();
    let mut group = None;
    for (entry, keys) in found {
        if group != Some(entry.group) {
            if group.is_some() {
                rows.push(HelpRow::Blank);
            }
            rows.push(HelpRow::Title(entry.group));
            group = Some(entry.group);
        }
        let pad = " ".repeat(widest - cells(&keys));
        let mut lines = textwrap::wrap(entry.help, room)
            .into_iter()
            .map(Cow::into_owned);
        let first = lines.next().unwrap_or_default();
        rows.push(HelpRow::Command(format!("{keys}{pad}{gap}"), first));
        let indent = " ".repeat(widest + gap.len());
        rows.extend(lines.map(|line| HelpRow::More(format!("{indent}{line}"))));
    }
    rows
}

/// As many of `keys` as fit `width` cells, at least the first.
fn some_of(keys: &[String], width: usize) -> String {
    let mut shown = String::new();
    for key in keys {
        let longer = if shown.is_empty() {
            key.clone()
        } else {
            format!("{shown}, {key}")
        };
        if !shown.is_empty() && cells(&longer) > width {
            break;
        }
        shown = longer;
    }
    shown
}

impl Overlay {
    /// Where it lies on a screen of this size.
    pub fn panel(&self, size: (u16, u16), keymap: &Keymap) -> Panel {
        let width = usize::from(Panel::new(size, 0).content.width);
        Panel::new(size, self.rows(width, keymap))
    }

    /// How many rows of `width` cells its content has.
    fn rows(&self, width: usize, keymap: &Keymap) -> usize {
        match self {
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } => 0,
            Self::Shelves { input, rows, .. } => shelf_matches(rows, input.text()).len(),
            Self::Choices(choices) => choices.matches().len(),
            Self::Help { input, .. } => help_rows(input.text(), keymap, width).len(),
            Self::Text { lines, .. } => text_rows(lines, width).len(),
            Self::Palette { input, .. } => palette_matches(input.text()).len(),
            Self::Links { items, .. } => items.len(),
        }
    }

    /// How far it can be scrolled, or its cursor moved, on a screen of this size.
    pub fn last(&self, size: (u16, u16), keymap: &Keymap) -> usize {
        let panel = self.panel(size, keymap);
        let rows = self.rows(usize::from(panel.content.width), keymap);
        match self {
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } => 0,
            Self::Help { .. } | Self::Text { .. } => rows.saturating_sub(panel.rows()),
            Self::Palette { .. } | Self::Links { .. } | Self::Shelves { .. } | Self::Choices(_) => {
                rows.saturating_sub(1)
            }
        }
    }

    /// Whether one of its rows can be chosen.
    pub fn chooses(&self) -> bool {
        let lists = matches!(self, Self::Shelves { .. } | Self::Choices(_));
        lists || matches!(self, Self::Palette { .. } | Self::Links { .. })
    }

    /// The row at the top, or the one the cursor is on.
    pub fn position(&mut self) -> Option<&mut usize> {
        match self {
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } => None,
            Self::Help { top, .. } | Self::Text { top, .. } => Some(top),
            Self::Palette { cursor, .. }
            | Self::Links { cursor, .. }
            | Self::Shelves { cursor, .. } => Some(cursor),
            Self::Choices(choices) => Some(&mut choices.cursor),
        }
    }

    /// The line that is typed into it.
    pub fn input(&mut self) -> Option<&mut Input> {
        match self {
            Self::Find(input)
            | Self::Seek(input)
            | Self::Prompt { input, .. }
            | Self::Shelves { input, .. }
            | Self::Help { input, .. }
            | Self::Palette { input, .. } => Some(input),
            Self::Choices(choices) => Some(&mut choices.input),
            Self::Text { .. } | Self::Links { .. } => None,
        }
    }
}

/// The commands that `query` finds by name or help, the best first; all of them for an empty one.
pub fn palette_matches(query: &str) -> Vec<&'static Entry> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, &Entry)> = COMMANDS
        .iter()
        .filter_map(|entry| {
            let mut score =
                |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
            // A hit in the name counts for more than one in the help line.
            let name = score(&entry.name.replace('-', " ")).map(|s| s * 2);
            name.max(score(entry.help)).map(|s| (s, entry))
        })
        .collect();
    scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    scored.into_iter().map(|(_, entry)| entry).collect()
}
