//! The sidebar: who is quoted, which names there are, and at its foot what is known about the
//! quote the reader is at.

use ratatui::style::{Modifier, Style};

use crate::app::{Area, Command, FORMS_INDENT, Line, Pane, Said, State, Voice, Walk, tell};
use crate::config::Role;
use crate::text::bidi::isolated;
use crate::text::folded;

use super::canvas::Canvas;
use super::sign::Sign;
use super::style::Looks;
use super::{lay_over, put, put_words};

/// Stands before what is told in the writer's words: about what somebody said.
const STATEMENT: char = '~';

/// Draws the sidebar in `area`.
pub fn draw(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let rows = u16::try_from(state.sidebar_rows()).unwrap_or(area.height);
    let reader = &state.reader;
    let sidebar = &reader.sidebar;
    let cursor = sidebar.cursor();
    let lines = sidebar.lines().iter().enumerate().skip(sidebar.top);
    for (y, (index, line)) in (area.y..area.y + rows.min(area.height)).zip(lines) {
        draw_line(
            state,
            looks,
            Area {
                y,
                height: 1,
                ..area
            },
            line,
            buffer,
        );
        if state.focus == Pane::Sidebar && index == cursor && line.selectable() {
            lay_over(
                buffer,
                Area {
                    y,
                    height: 1,
                    ..area
                },
                looks.role(Role::Selection),
            );
            put(buffer, area.x, y, 1, "›", looks.role(Role::TitleFocus));
        }
    }
    if state.detail_rows() > 0 {
        let top = area.y + rows;
        detail(
            state,
            looks,
            Area {
                y: top,
                height: (area.y + area.height).saturating_sub(top),
                ..area
            },
            buffer,
        );
    }
}

fn draw_line(state: &State, looks: &Looks, area: Area, line: &Line, buffer: &mut Canvas) {
    let Some(annotations) = state.annotations() else {
        return plain(looks, area, line, buffer);
    };
    let article_text = state.article().map(|a| a.text.as_str()).unwrap_or_default();
    let voice_style = |voice: &usize| match state.reader.voices.get(*voice).map(|v| &v.speaker) {
        Some(Some(_)) => looks.speaker(*voice),
        _ => looks.role(Role::Faint),
    };
    match line {
        Line::Voice(voice) => {
            let Some(v) = state.reader.voices.get(*voice) else {
                return;
            };
            let followed = state.reader.walk == Walk::Speaker(v.speaker.clone());
            let mut style = voice_style(voice);
            if followed {
                style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            }
            if area.width > 1 {
                buffer.sign((area.x + 1, area.y), Sign::Voice, voice_style(voice));
            }
            counted(
                buffer,
                area,
                2,
                v.name(),
                &counts(v, state.view.said),
                style,
                looks.role(Role::Faint),
            );
        }
        Line::Quote { quote, voice } => {
            let Some(q) = annotations.quotes.get(*quote) else {
                return;
            };
            let here = state
                .reader
                .current
                .is_some_and(|stop| stop.quote == Some(*quote));
            let quoted = q.kind.is_speech();
            let mark = if tell::unsure(q) { 2 } else { 0 };
            let room = area.width.saturating_sub(4 + mark);
            let mut words = tell::words(annotations, *quote, article_text);
            if let Some(report) = tell::report(q, article_text) {
                let report = buffer.widths.fit(&report, usize::from(room / 2));
                words = format!("{report}: {words}");
            }
            if !quoted {
                words = format!("{STATEMENT} {words}");
            }
            let style = match (here, quoted) {
                (true, _) => voice_style(voice).add_modifier(Modifier::BOLD),
                (false, true) => looks.role(Role::Text),
                (false, false) => looks.role(Role::Faint).add_modifier(Modifier::ITALIC),
            };
            if mark > 0 && area.width > 1 {
                let edge = area.x + area.width - 2;
                put(buffer, edge, area.y, 1, "?", looks.role(Role::Faint));
            }
            if here && area.width > 1 {
                buffer.sign((area.x + 1, area.y), Sign::Here, style);
            }
            put_words(
                buffer,
                area.x + 3.min(area.width),
                area.y,
                room,
                &words,
                style,
            );
        }
        Line::Name(name) => {
            let Some(n) = annotations.names.get(*name) else {
                return;
            };
            let walked = state.reader.walk == Walk::Name(*name);
            let mut style = looks.role(Role::Text);
            if walked {
                style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            }
            counted(
                buffer,
                area,
                3,
                &n.name,
                &n.mentions.len().to_string(),
                style,
                looks.role(Role::Faint),
            );
        }
        Line::Statements(count) => {
            let words = statements(state, *count);
            let room = area.width.saturating_sub(2);
            let words = buffer.widths.fit(&words, usize::from(room));
            put(
                buffer,
                area.x + 1,
                area.y,
                room,
                &words,
                looks.role(Role::Faint),
            );
        }
        Line::Title(..) | Line::Kind(..) | Line::Forms(_) | Line::Hint(_) | Line::Blank => {
            plain(looks, area, line, buffer)
        }
    }
}

/// "~ 12 statements · I: show".
fn statements(state: &State, count: usize) -> String {
    let shown = state.view.said.statements();
    let does = if shown { "hide" } else { "show" };
    let noun = tell::plural(count, "statement");
    match state.keymap.keys_of(Command::Statements).first() {
        Some(key) => format!("{STATEMENT} {count} {noun} · {key}: {does}"),
        None => format!("{STATEMENT} {count} {noun}"),
    }
}

/// Lines that need nothing from the article.
fn plain(looks: &Looks, area: Area, line: &Line, buffer: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    let faint = looks.role(Role::Faint);
    match line {
        Line::Title(title, count, order) => {
            let style = looks.role(Role::Heading).add_modifier(Modifier::BOLD);
            let end = put(buffer, area.x + 1, area.y, room, title, style);
            let left = (area.x + area.width).saturating_sub(end);
            let order = order.map(|order| format!(" · {}", order.words()));
            let facts = format!("  {count}{}", order.unwrap_or_default());
            let facts = buffer.widths.fit(&facts, usize::from(left));
            put(buffer, end, area.y, left, &facts, faint);
        }
        Line::Kind(kind, count) => {
            let words = format!("{}  {count}", kind.plural());
            put(buffer, area.x + 1, area.y, room, &words, faint);
        }
        Line::Forms(forms) => {
            let room = area.width.saturating_sub(FORMS_INDENT + 1);
            let forms = buffer.widths.fit(forms, usize::from(room));
            put(
                buffer,
                area.x + FORMS_INDENT.min(area.width),
                area.y,
                room,
                &forms,
                faint,
            );
        }
        Line::Hint(hint) => {
            let hint = buffer.widths.fit(hint, usize::from(room));
            put(buffer, area.x + 1, area.y, room, &hint, faint);
        }
        _ => {}
    }
}

/// "3", or "3 ~2" where statements are shown: how much is quoted and how much told of a voice.
fn counts(voice: &Voice, said: Said) -> String {
    let (quoted, stated) = (voice.quotes.len(), voice.statements.len());
    match (quoted, stated) {
        (0, stated) => format!("{STATEMENT}{stated}"),
        (quoted, 1..) if said.statements() => format!("{quoted} {STATEMENT}{stated}"),
        (quoted, _) => quoted.to_string(),
    }
}

/// A label from column `indent` on, and a number at the right edge.
fn counted(
    buffer: &mut Canvas,
    area: Area,
    indent: u16,
    label: &str,
    number: &str,
    style: Style,
    faint: Style,
) {
    let wide = u16::try_from(buffer.widths.cells(number)).unwrap_or(0);
    let room = area.width.saturating_sub(indent + wide + 2);
    let label = buffer.widths.fit(label, usize::from(room));
    let x = area.x + indent.min(area.width);
    put(buffer, x, area.y, room, &isolated(&label), style);
    if area.width > wide + 1 {
        put(
            buffer,
            area.x + area.width - wide - 1,
            area.y,
            wide,
            number,
            faint,
        );
    }
}

fn detail(state: &State, looks: &Looks, area: Area, buffer: &mut Canvas) {
    let (Some(quote), Some(article)) = (state.quote(), state.article()) else {
        return;
    };
    let room = area.width.saturating_sub(2);
    let voice = state
        .reader
        .voices
        .iter()
        .position(|v| v.speaker == quote.speaker && v.speaker.is_some());
    let speaker = voice
        .map_or(looks.role(Role::Faint), |v| looks.speaker(v))
        .add_modifier(Modifier::BOLD);
    let mut lines = vec![
        (String::new(), looks.role(Role::Rule)),
        (tell::speaker(quote), speaker),
    ];
    let widths = buffer.widths;
    let mut wrapped = |text: &str, style: Style| {
        let wrapped = folded(text, usize::from(room), widths);
        lines.extend(wrapped.into_iter().map(|line| (line, style)));
    };
    wrapped(
        &tell::summary(quote, &article.text),
        looks.role(Role::Faint),
    );
    wrapped(&quote.why, looks.role(Role::Text));
    let rows = usize::from(area.height);
    let cut = lines.len() > rows;
    lines.truncate(rows);
    if let (true, Some((last, _))) = (cut, lines.last_mut()) {
        *last = widths
            .fit(&format!("{last} …"), usize::from(room))
            .into_owned();
        if !last.ends_with('…') {
            last.push('…');
        }
    }
    for (y, (line, style)) in (area.y..).zip(lines) {
        put(buffer, area.x + 1, y, room, &line, style);
    }
    buffer.rule((area.x + 1, area.y), room, looks.role(Role::Rule));
}
