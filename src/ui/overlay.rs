//! What lies over the panes: help, palette, choices, texts.

use ratatui::style::{Modifier, Style};

use crate::app::{
    Area, Choice, HelpRow, Input, Overlay, Panel, Stand, State, Stress, Target, age, help_rows,
    palette_matches, shelf_matches, text_rows,
};
use crate::config::{Pictures, Role};
use crate::model::{PicturePlace, Shelf, ShelfRow};
use crate::text::Direction;
use crate::text::bidi::{FROM_THE_RIGHT, isolated};

use super::canvas::Canvas;
use super::style::Looks;
use super::{fill, lay_over, links, picture, put};

/// Cells for the names of commands in the palette.
const NAMES: usize = 18;

/// A row: its parts in the order in which they are read; those that are read from the right come after
/// [`FROM_THE_RIGHT`].
pub(super) type Row = Vec<(String, Style)>;

/// Where the chosen row of an overlay stands in which nothing is typed.
pub fn selected(state: &State) -> Option<(u16, u16)> {
    let overlay = state.overlay.as_ref()?;
    let Overlay::Links { cursor, .. } = overlay else {
        return None;
    };
    let panel = overlay.panel(state.size, &state.keymap, state.view.widths);
    let row = cursor.checked_sub(panel.first_row(*cursor))?;
    let y = panel.content.y + u16::try_from(row).ok()?;
    Some((panel.content.x, y))
}

/// Draws the overlay, if there is one, and says where the cursor of its prompt is.
pub fn draw(state: &State, looks: &Looks, buffer: &mut Canvas) -> Option<(u16, u16)> {
    let overlay = state.overlay.as_ref()?;
    let drawn = Drawn {
        panel: overlay.panel(state.size, &state.keymap, state.view.widths),
        looks,
        last: overlay.last(state.size, &state.keymap, state.view.widths),
    };
    let width = usize::from(drawn.panel.content.width);
    let widths = state.view.widths;
    let faint = looks.role(Role::Faint);
    match overlay {
        Overlay::Find(_) | Overlay::Seek(_) | Overlay::Prompt { .. } | Overlay::Hints(_) => None,
        Overlay::Shelves {
            input,
            rows,
            cursor,
        } => {
            drawn.clear(buffer, "Shelves", "Enter opens; Esc closes");
            let found = shelf_matches(rows, input.text());
            let mut rows: Vec<Row> = found
                .iter()
                .map(|row| shelf(state, row, looks, width))
                .collect();
            if rows.is_empty() {
                rows.push(vec![("No shelf has these words.".to_owned(), faint)]);
            }
            drawn.rows(buffer, &rows, drawn.panel.first_row(*cursor), Some(*cursor));
            drawn.prompt(buffer, input)
        }
        Overlay::Choices(choices) => {
            drawn.clear(buffer, &choices.title, "Enter takes it; Esc closes");
            let row = |choice: Choice| {
                let text = looks.role(Role::Text);
                let label = isolated(&widths.fit(&choice.label, width)).into_owned();
                let room = width.saturating_sub(widths.cells(&label));
                let detail = widths
                    .fit(&format!("  {}", choice.detail), room)
                    .into_owned();
                let opening =
                    read_from_the_right(&choice.label).then(|| (FROM_THE_RIGHT.to_owned(), text));
                let parts = [(label, text), (detail, faint)];
                opening.into_iter().chain(parts).collect()
            };
            let mut rows: Vec<Row> = choices.matches().into_iter().map(row).collect();
            if rows.is_empty() {
                rows.push(vec![("Nothing here has these words.".to_owned(), faint)]);
            }
            let cursor = choices.cursor;
            drawn.rows(buffer, &rows, drawn.panel.first_row(cursor), Some(cursor));
            drawn.prompt(buffer, &choices.input)
        }
        Overlay::Help { input, top } => {
            let hint = drawn.scrolled(*top, "type to search; Esc closes");
            drawn.clear(buffer, "Help", &hint);
            let rows = help_rows(input.text(), &state.keymap, width, widths);
            let mut rows: Vec<Row> = rows.into_iter().map(|row| help(row, looks)).collect();
            if rows.is_empty() {
                rows.push(vec![("No command has these words.".to_owned(), faint)]);
            }
            drawn.rows(buffer, &rows, *top, None);
            drawn.prompt(buffer, input)
        }
        Overlay::Palette { input, cursor } => {
            drawn.clear(buffer, "Command", "Enter runs; Esc closes");
            let row = |target: &Target| command(state, looks, target, width);
            let found = palette_matches(input.text(), &state.keymap);
            let mut rows: Vec<Row> = found.iter().map(row).collect();
            if rows.is_empty() {
                rows.push(vec![("No command has these words.".to_owned(), faint)]);
            }
            drawn.rows(buffer, &rows, drawn.panel.first_row(*cursor), Some(*cursor));
            drawn.prompt(buffer, input)
        }
        Overlay::Links {
            items,
            cursor,
            number,
        } => {
            drawn.clear(buffer, "Links", &links::list_hint(state, number));
            let rows = links::rows(items, looks, width, widths);
            drawn.rows(buffer, &rows, drawn.panel.first_row(*cursor), Some(*cursor));
            None
        }
        Overlay::Picture {
            label,
            place,
            raster,
        } => {
            let hint = match place {
                PicturePlace::Web(_) => "Enter opens it elsewhere; Esc closes",
                PicturePlace::File { .. } => "Esc closes",
            };
            drawn.clear(buffer, label, hint);
            if state.view.pictures == Some(Pictures::Cells) {
                picture::draw(raster, drawn.panel.content, buffer);
            }
            None
        }
        Overlay::Text { title, lines, top } => {
            drawn.clear(buffer, title, &drawn.scrolled(*top, "Esc closes"));
            let part = |(text, stress): (&str, Stress)| (text.to_owned(), stressed(stress, looks));
            let rows: Vec<Row> = text_rows(lines, width, widths)
                .into_iter()
                .map(|row| row.into_iter().map(part).collect())
                .collect();
            drawn.rows(buffer, &rows, *top, None);
            None
        }
    }
}

/// Parts of a passage are told apart without colours too.
fn stressed(stress: Stress, looks: &Looks) -> Style {
    match stress {
        Stress::Plain => looks.role(Role::Text),
        Stress::Faint => looks.role(Role::Faint),
        Stress::Heading => looks.role(Role::Heading).add_modifier(Modifier::BOLD),
        Stress::Words => looks.role(Role::Text).add_modifier(Modifier::ITALIC),
        Stress::Mention => {
            let both = Modifier::BOLD | Modifier::UNDERLINED;
            looks.role(Role::Accent).add_modifier(both)
        }
        Stress::Cue => looks.role(Role::Text).add_modifier(Modifier::BOLD),
    }
}

fn help(row: HelpRow, looks: &Looks) -> Row {
    match row {
        HelpRow::Blank => Vec::new(),
        HelpRow::Title(group) => {
            let style = looks.role(Role::Heading).add_modifier(Modifier::BOLD);
            vec![(group.title().to_owned(), style)]
        }
        HelpRow::Command(keys, help) => {
            vec![
                (keys, looks.role(Role::Accent)),
                (help, looks.role(Role::Text)),
            ]
        }
        HelpRow::More(help) => vec![(help, looks.role(Role::Text))],
    }
}

/// A shelf: its name under those around it, what is wrong with it, how much of it is unread.
fn shelf(state: &State, row: &ShelfRow, looks: &Looks, width: usize) -> Row {
    let widths = state.view.widths;
    let indent = "  ".repeat(row.depth.min(8));
    let count = match row.unread {
        0 => String::new(),
        _ => format!("  {}", row.unread_in_digits()),
    };
    let room = width.saturating_sub(widths.cells(&count));
    let name = widths.fit(&row.name, room.saturating_sub(indent.len()));
    let name = match read_from_the_right(&row.name) {
        true => format!("{}{indent}", isolated(&name)),
        false => format!("{indent}{}", isolated(&name)),
    };
    let room = room.saturating_sub(widths.cells(&name));
    let (told, look) = standing(state, row);
    let told = widths.fit(&told, room).into_owned();
    let gap = " ".repeat(room.saturating_sub(widths.cells(&told)));
    let role = if row.unread > 0 {
        Role::Unread
    } else {
        Role::Text
    };
    let (name, told) = ((name, looks.role(role)), (told, looks.role(look)));
    let gap = (gap, looks.role(Role::Text));
    let count = (count, looks.role(Role::Accent));
    match read_from_the_right(&row.name) {
        true => vec![told, gap, name, count],
        false => vec![name, told, gap, count],
    }
}

/// Whether a line that begins with `text` is read from the right.
pub(super) fn read_from_the_right(text: &str) -> bool {
    Direction::of(text) == Some(Direction::RightToLeft)
}

/// How a refresh stands with a shelf's subscription, or what was wrong when it was last asked.
fn standing(state: &State, row: &ShelfRow) -> (String, Role) {
    let refreshing = state.shelving.as_ref().map(|s| &s.refreshing);
    let stand = match (refreshing, &row.shelf) {
        (Some(refreshing), Shelf::Feed(feed)) => refreshing.stand(*feed),
        _ => None,
    };
    match (stand, &row.trouble) {
        (Some(Stand::Asked(0)), _) => ("  being asked".to_owned(), Role::Faint),
        (Some(Stand::Asked(new)), _) => (format!("  {new} new so far"), Role::Faint),
        (_, Some(trouble)) => {
            let again = row.again.map(|then| age::until(then, state.now));
            let again = again.map_or_else(String::new, |then| format!(" (again {then})"));
            (format!("  ! {trouble}{again}"), Role::Warning)
        }
        (Some(Stand::Came(new)), None) => (format!("  {new} new"), Role::Faint),
        (None, None) => (String::new(), Role::Text),
    }
}

fn command(state: &State, looks: &Looks, target: &Target, width: usize) -> Row {
    let widths = state.view.widths;
    let name = target.name().replace('-', " ");
    let pad = " ".repeat(NAMES.saturating_sub(widths.cells(&name)));
    let name = format!("{name}{pad} ");
    let keys = state.keymap.keys_to(target);
    let keys = keys
        .first()
        .map(|key| format!("  {key}"))
        .unwrap_or_default();
    let room = width.saturating_sub(widths.cells(&name) + widths.cells(&keys));
    let help = widths.fit(target.help(), room).into_owned();
    let gap = " ".repeat(room.saturating_sub(widths.cells(&help)));
    vec![
        (name, looks.role(Role::Text)),
        (format!("{help}{gap}"), looks.role(Role::Faint)),
        (keys, looks.role(Role::Accent)),
    ]
}

/// A panel that is being drawn.
struct Drawn<'a> {
    panel: Panel,
    looks: &'a Looks<'a>,
    /// How far its content can be scrolled, in rows.
    last: usize,
}

impl Drawn<'_> {
    /// `hint`, after a sign that there is more below where there is.
    fn scrolled(&self, top: usize, hint: &str) -> String {
        if top < self.last {
            format!("↓ more · {hint}")
        } else {
            hint.to_owned()
        }
    }

    /// Clears the panel's area and draws its edges with `title` and `hint`.
    fn clear(&self, buffer: &mut Canvas, title: &str, hint: &str) {
        let Area {
            x,
            y,
            width,
            height,
        } = self.panel.area;
        fill(buffer, self.panel.area, self.looks.blank());
        if height == 0 {
            return;
        }
        let bottom = y + height - 1;
        let room = width.saturating_sub(2);
        let focused = self.looks.role(Role::TitleFocus);
        if self.panel.edged {
            for y in [y, bottom] {
                buffer.rule((x, y), width, self.looks.role(Role::Rule));
            }
            let hint = format!(" {hint} ");
            put(
                buffer,
                x + 1,
                bottom,
                room,
                &hint,
                self.looks.role(Role::Faint),
            );
        }
        let mut room = room;
        if !self.panel.edged {
            // Without an edge below, the hint stands at the end of the title's row, shortened where
            // the title would lose by it.
            let wide = usize::from(room);
            let beside = wide.saturating_sub(buffer.widths.cells(title) + 3);
            let short = hint.replace(" more · ", " ").replace(" closes", "");
            let all = [(hint, beside), (&short, beside.max(wide / 2))];
            let fitting = all
                .into_iter()
                .find(|(hint, room)| buffer.widths.cells(hint) <= *room);
            if let Some((hint, _)) = fitting {
                let taken = u16::try_from(buffer.widths.cells(hint) + 1).unwrap_or(room);
                room = room.saturating_sub(taken);
                let faint = self.looks.role(Role::Faint);
                put(buffer, x + 2 + room, y, taken, hint, faint);
            }
        }
        let room_inside = usize::from(room.saturating_sub(2));
        let title = format!(" {} ", buffer.widths.fit(title, room_inside));
        put(buffer, x + 1, y, room, &title, focused);
    }

    /// Draws the line that is typed, and says where its cursor is.
    fn prompt(&self, buffer: &mut Canvas, input: &Input) -> Option<(u16, u16)> {
        let Area {
            x, width, height, ..
        } = self.panel.area;
        let y = self.panel.prompt;
        if height == 0 || width < 4 {
            return None;
        }
        let line = Area {
            y,
            height: 1,
            ..self.panel.area
        };
        fill(buffer, line, self.looks.blank());
        let shown = format!("› {}", input.text());
        put(
            buffer,
            x + 2,
            y,
            width - 3,
            &shown,
            self.looks.role(Role::Text),
        );
        let before = buffer.cells_before(input.text(), input.before_cursor().len());
        Some(((x + 4).saturating_add(before).min(x + width - 1), y))
    }

    /// Draws `rows` from `first` on, and a bar on the one at `cursor`.
    fn rows(&self, buffer: &mut Canvas, rows: &[Row], first: usize, cursor: Option<usize>) {
        let content = self.panel.content;
        let shown = rows.iter().enumerate().skip(first);
        for (y, (i, row)) in (content.y..content.y + content.height).zip(shown) {
            let (row, direction) = match row.split_first() {
                Some(((first, _), row)) if first == FROM_THE_RIGHT => (row, Direction::RightToLeft),
                _ => (&row[..], Direction::LeftToRight),
            };
            let parts: Vec<_> = row.iter().map(|(text, style)| (&**text, *style)).collect();
            buffer.put((content.x, y), content.width, &parts, direction);
            if cursor == Some(i) {
                let bar = Area {
                    y,
                    height: 1,
                    ..self.panel.area
                };
                lay_over(buffer, bar, self.looks.role(Role::Selection));
            }
        }
    }
}
