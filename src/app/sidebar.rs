//! The sidebar: quotes by speaker, and names in one of three orders. Its cursor stands on an entry,
//! not on a row, so that it stays there when the rows change.

use crate::model::{Annotations, Name, NameKind};
use crate::text::{Widths, folded};

use super::tell;
use super::voices::{Said, Voice};

/// In which order names are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameOrder {
    /// People, bodies, places, others; in each kind those with most mentions first.
    #[default]
    Kind,
    /// Those with most mentions first.
    Count,
    /// As the text first names them.
    Place,
}

impl NameOrder {
    /// The order that comes after this one.
    pub fn next(self) -> Self {
        match self {
            Self::Kind => Self::Count,
            Self::Count => Self::Place,
            Self::Place => Self::Kind,
        }
    }

    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind => "by kind",
            Self::Count => "by count",
            Self::Place => "by place",
        }
    }
}

/// One line of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The title of a part, how much it holds, and in which order.
    Title(&'static str, usize, Option<NameOrder>),
    /// A speaker: an index into the voices.
    Voice(usize),
    /// A quote or a statement: an index into [`Annotations::quotes`], and of whom.
    Quote {
        /// The quote.
        quote: usize,
        /// Its speaker, an index into the voices.
        voice: usize,
    },
    /// How many statements there are, to be shown or hidden.
    Statements(usize),
    /// A kind of names, and how many there are of it.
    Kind(NameKind, usize),
    /// A name: an index into [`Annotations::names`].
    Name(usize),
    /// Other forms of the name above, with their counts.
    Forms(String),
    /// A row of a sentence that says what is missing.
    Hint(String),
    /// Nothing.
    Blank,
}

impl Line {
    /// Whether the cursor can stand on it.
    pub fn selectable(&self) -> bool {
        matches!(
            self,
            Self::Voice(_) | Self::Quote { .. } | Self::Statements(_) | Self::Name(_)
        )
    }
}

/// How the lines are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    /// The order of the names.
    pub order: NameOrder,
    /// What of all that people say is listed.
    pub said: Said,
    /// Cells of a row.
    pub width: u16,
    /// Whether more names may still be found.
    pub coming: bool,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
}

/// The lines, the one under the cursor, and the one at the top.
#[derive(Debug, Clone, Default)]
pub struct Sidebar {
    lines: Vec<Line>,
    /// The line that the cursor was put on, while there is such a line.
    chosen: Option<Line>,
    /// The first line shown.
    pub top: usize,
    /// What the lines were made with, and of which name they show the forms.
    made_with: Option<(Setting, Option<usize>)>,
}

impl Sidebar {
    /// All lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Where the cursor is, an index into the lines.
    pub fn cursor(&self) -> usize {
        let chosen = self.chosen.as_ref();
        let at = chosen.and_then(|chosen| self.lines.iter().position(|line| line == chosen));
        at.unwrap_or(0)
    }

    /// The line under the cursor, if it can stand on any.
    pub fn chosen(&self) -> Option<&Line> {
        self.chosen.as_ref()
    }

    /// The names as they are listed, indices into [`Annotations::names`].
    pub fn names(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().filter_map(|line| match line {
            Line::Name(name) => Some(*name),
            _ => None,
        })
    }

    /// The name under the cursor, an index into [`Annotations::names`].
    fn open(&self) -> Option<usize> {
        match self.chosen {
            Some(Line::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// Puts the cursor on the line at `at`, if it can stand there.
    pub(super) fn choose(&mut self, at: usize) {
        if let Some(line) = self.lines.get(at).filter(|line| line.selectable()) {
            self.chosen = Some(line.clone());
        }
    }

    /// Rows from the cursor to the end of what belongs to the entry there.
    pub(super) fn entry_rows(&self) -> usize {
        let below = self.lines.iter().skip(self.cursor() + 1);
        1 + below
            .take_while(|line| matches!(line, Line::Forms(_)))
            .count()
    }

    /// Puts the lines together where something about them has changed.
    pub(super) fn arrange(
        &mut self,
        annotations: Option<&Annotations>,
        voices: &[Voice],
        setting: Setting,
    ) {
        if self.made_with == Some((setting, self.open())) {
            return;
        }
        self.lines = lines(annotations, voices, setting, self.open());
        let there = |chosen: &Line| self.lines.contains(chosen);
        if !self.chosen.as_ref().is_some_and(there) {
            let first = selectable_from(&self.lines, 0, 1);
            self.chosen = first.and_then(|at| self.lines.get(at)).cloned();
            self.lines = lines(annotations, voices, setting, self.open());
        }
        self.made_with = Some((setting, self.open()));
    }

    /// What the lines are made of has changed. `chosen` is what the cursor's entry has become.
    pub(super) fn renew(&mut self, chosen: Option<Line>) {
        self.made_with = None;
        self.chosen = chosen;
    }
}

/// The lines for an article's annotations, with the forms of the name `open`.
fn lines(
    annotations: Option<&Annotations>,
    voices: &[Voice],
    setting: Setting,
    open: Option<usize>,
) -> Vec<Line> {
    let Some(annotations) = annotations else {
        let mut lines = vec![Line::Title("QUOTES", 0, None)];
        hint("Reading the article…", setting, &mut lines);
        return lines;
    };
    let quoted = voices.iter().map(|v| v.quotes.len()).sum();
    let mut lines = vec![Line::Title("QUOTES", quoted, None)];
    if !voices.iter().any(|v| v.speaks(setting.said)) {
        hint(tell::unquoted(annotations), setting, &mut lines);
    }
    for (voice, v) in voices.iter().enumerate() {
        if !v.speaks(setting.said) {
            continue;
        }
        lines.push(Line::Voice(voice));
        let stated = v.statements.iter().filter(|_| setting.said.statements());
        let said = v.quotes.iter().chain(stated);
        lines.extend(said.map(|&quote| Line::Quote { quote, voice }));
    }
    let stated: usize = voices.iter().map(|v| v.statements.len()).sum();
    if stated > 0 {
        lines.push(Line::Statements(stated));
    }
    lines.push(Line::Blank);
    let names = &annotations.names;
    let order = (!names.is_empty()).then_some(setting.order);
    lines.push(Line::Title("NAMES", names.len(), order));
    if names.is_empty() {
        let words = tell::unnamed(annotations, setting.coming);
        hint(&words, setting, &mut lines);
    }
    let room = usize::from(setting.width.saturating_sub(FORMS_INDENT + 1));
    let list = |indices: Vec<usize>, lines: &mut Vec<Line>| {
        for index in indices {
            lines.push(Line::Name(index));
            if open == Some(index) {
                lines.extend(
                    forms(&names[index], room, setting.widths)
                        .into_iter()
                        .map(Line::Forms),
                );
            }
        }
    };
    let mut indices: Vec<usize> = (0..names.len()).collect();
    if setting.order != NameOrder::Place {
        indices.sort_by_key(|&i| std::cmp::Reverse(names[i].mentions.len()));
    }
    if setting.order != NameOrder::Kind {
        list(indices, &mut lines);
        return lines;
    }
    for kind in NameKind::ALL {
        let of_kind = indices.iter().filter(|&&i| names[i].kind == kind);
        let of_kind: Vec<usize> = of_kind.copied().collect();
        if !of_kind.is_empty() {
            lines.push(Line::Kind(kind, of_kind.len()));
            list(of_kind, &mut lines);
        }
    }
    lines
}

/// Cells that the forms of a name are set in.
pub const FORMS_INDENT: u16 = 5;

/// Rows that the forms of a name take at most.
const FORMS_ROWS: usize = 3;

/// Stands between two forms of a name.
const BETWEEN: &str = " · ";

/// "Sheinbaum 9 · President Sheinbaum 1": how else the text has `name`, the commonest form first,
/// in rows of `room` cells.
fn forms(name: &Name, room: usize, widths: Widths) -> Vec<String> {
    let mut forms: Vec<(String, usize)> = Vec::new();
    for mention in &name.mentions {
        let form = tell::one_line(&mention.text);
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => forms.push((form, 1)),
        }
    }
    forms.retain(|(form, _)| *form != name.name);
    forms.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    // Each row with how many forms are in it.
    let mut rows: Vec<(String, usize)> = Vec::new();
    for (form, count) in forms {
        let number = format!(" {count}");
        let form = widths.fit(&form, room.saturating_sub(widths.cells(&number)));
        let piece = format!("{form}{number}");
        match rows.last_mut() {
            Some((row, held))
                if widths.cells(row) + widths.cells(BETWEEN) + widths.cells(&piece) <= room =>
            {
                row.push_str(BETWEEN);
                row.push_str(&piece);
                *held += 1;
            }
            _ => rows.push((piece, 1)),
        }
    }
    if rows.len() > FORMS_ROWS {
        let rest = rows.split_off(FORMS_ROWS - 1);
        let more: usize = rest.iter().map(|(_, held)| held).sum();
        rows.push((format!("and {more} more"), more));
    }
    rows.into_iter().map(|(row, _)| row).collect()
}

/// `sentence` in as many rows as it takes.
fn hint(sentence: &str, setting: Setting, lines: &mut Vec<Line>) {
    let room = usize::from(setting.width.saturating_sub(2)).max(1);
    let rows = folded(sentence, room, setting.widths).into_iter();
    lines.extend(rows.map(Line::Hint));
}

/// The first line from `from` on, walking by `step`, that the cursor can stand on.
pub fn selectable_from(lines: &[Line], from: usize, step: isize) -> Option<usize> {
    let mut at = from;
    loop {
        if lines.get(at)?.selectable() {
            return Some(at);
        }
        at = at.checked_add_signed(step)?;
    }
}
