//! What lies over the panes for a moment: a prompt, the help, the palette, a choice, a text.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::{PicturePlace, Raster, ShelfRow};
use crate::text::{Widths, folded};

use super::choices::Choices;
use super::command::Group;
use super::input::Input;
use super::keymap::{Keymap, Target};
use super::links::Address;
use super::palette::palette_matches;
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
    /// The numbers of the links on the screen, and the one that is typed.
    Hints(Input),
    /// The addresses that the article names.
    Links {
        /// The addresses.
        items: Vec<Address>,
        /// The chosen row.
        cursor: usize,
        /// The number that is typed.
        number: Input,
    },
    /// A picture.
    Picture {
        /// What it is called.
        label: String,
        /// Where it was.
        place: PicturePlace,
        /// Its colours.
        raster: Arc<Raster>,
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
pub fn help_rows(query: &str, keymap: &Keymap, width: usize, widths: Widths) -> Vec<HelpRow> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for target in keymap.targets() {
        let keys = keymap.keys_to(&target);
        let (name, help, title) = (target.name(), target.help(), target.group().title());
        let all = format!("{name} {help} {title} {}", keys.join(" "));
        let all = all.to_lowercase();
        if words.iter().all(|word| all.contains(word)) {
            let keys = some_of(&keys, width / 3, widths);
            found.push((target, keys));
        }
    }
    let widest = found
        .iter()
        .map(|(_, keys)| widths.cells(keys))
        .max()
        .unwrap_or(0);
    let gap = " ".repeat(2.min(width));
    let room = width.saturating_sub(widest + gap.len()).max(1);
    let mut rows = Vec::new();
    let mut group = None;
    for (target, keys) in found {
        if group != Some(target.group()) {
            if group.is_some() {
                rows.push(HelpRow::Blank);
            }
            rows.push(HelpRow::Title(target.group()));
            group = Some(target.group());
        }
        let pad = " ".repeat(widest - widths.cells(&keys));
        let help = told(&target);
        let mut lines = folded(&help, room, widths).into_iter();
        let first = lines.next().unwrap_or_default();
        rows.push(HelpRow::Command(format!("{keys}{pad}{gap}"), first));
        let indent = " ".repeat(widest + gap.len());
        rows.extend(lines.map(|line| HelpRow::More(format!("{indent}{line}"))));
    }
    rows
}

/// What the help says of `target`: of a macro its name too, which its keys do not tell.
fn told(target: &Target) -> Cow<'_, str> {
    match target {
        Target::Command(_) => Cow::Borrowed(target.help()),
        Target::Macro(made) => Cow::Owned(format!("{}: {}", made.name, made.help)),
    }
}

/// As many of `keys` as fit `width` cells, at least the first.
fn some_of(keys: &[String], width: usize, widths: Widths) -> String {
    let mut shown = String::new();
    for key in keys {
        let longer = if shown.is_empty() {
            key.clone()
        } else {
            format!("{shown}, {key}")
        };
        if !shown.is_empty() && widths.cells(&longer) > width {
            break;
        }
        shown = longer;
    }
    shown
}

impl Overlay {
    /// Where it lies on a screen of this size.
    pub fn panel(&self, size: (u16, u16), keymap: &Keymap, widths: Widths) -> Panel {
        let width = usize::from(Panel::new(size, 0).content.width);
        Panel::new(size, self.rows(width, keymap, widths))
    }

    /// Whether it covers what is below its panel; where not, it is a line at the foot of the screen.
    pub fn covers(&self) -> bool {
        !matches!(
            self,
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } | Self::Hints(_)
        )
    }

    /// How many rows of `width` cells its content has.
    fn rows(&self, width: usize, keymap: &Keymap, widths: Widths) -> usize {
        match self {
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } | Self::Hints(_) => 0,
            // As many as there are: it is fitted into them.
            Self::Picture { .. } => usize::from(u16::MAX),
            Self::Shelves { input, rows, .. } => shelf_matches(rows, input.text()).len(),
            Self::Choices(choices) => choices.matches().len(),
            Self::Help { input, .. } => help_rows(input.text(), keymap, width, widths).len(),
            Self::Text { lines, .. } => text_rows(lines, width, widths).len(),
            Self::Palette { input, .. } => palette_matches(input.text(), keymap).len(),
            Self::Links { items, .. } => items.len(),
        }
    }

    /// How far it can be scrolled, or its cursor moved, on a screen of this size.
    pub fn last(&self, size: (u16, u16), keymap: &Keymap, widths: Widths) -> usize {
        let panel = self.panel(size, keymap, widths);
        let rows = self.rows(usize::from(panel.content.width), keymap, widths);
        match self {
            Self::Find(_) | Self::Seek(_) | Self::Prompt { .. } => 0,
            Self::Hints(_) | Self::Picture { .. } => 0,
            Self::Help { .. } | Self::Text { .. } => rows.saturating_sub(panel.rows()),
            Self::Palette { .. } | Self::Links { .. } | Self::Shelves { .. } | Self::Choices(_) => {
                rows.saturating_sub(1)
            }
        }
    }

    /// How many rows there are to choose from; none where nothing is chosen.
    pub fn choices(&self, keymap: &Keymap) -> usize {
        if self.chooses() {
            self.rows(usize::MAX, keymap, Widths::default())
        } else {
            0
        }
    }

    /// Whether it waits for a choice or for words, and is not only there to be read.
    pub fn asks(&self) -> bool {
        let typed = matches!(self, Self::Find(_) | Self::Seek(_) | Self::Prompt { .. });
        typed || self.chooses()
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
            Self::Hints(_) | Self::Picture { .. } => None,
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
            // Numbers are no text: other keys mean there what they mean elsewhere.
            Self::Text { .. } | Self::Links { .. } | Self::Hints(_) | Self::Picture { .. } => None,
        }
    }
}
