//! The sidebar's lines: quotes by speaker, names by kind.

use crate::model::{Annotations, NameKind};

use super::voices::Voice;

/// One line of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The title of a part, with how much it holds.
    Title(&'static str, usize),
    /// A speaker: an index into the voices.
    Voice(usize),
    /// A quote: an index into [`Annotations::quotes`], and of whom.
    Quote {
        /// The quote.
        quote: usize,
        /// Its speaker, an index into the voices.
        voice: usize,
    },
    /// A kind of names.
    Kind(NameKind),
    /// A name: an index into [`Annotations::names`].
    Name(usize),
    /// Words that say what is missing.
    Hint(&'static str),
    /// Nothing.
    Blank,
}

impl Line {
    /// Whether the cursor can stand on it.
    pub fn selectable(&self) -> bool {
        matches!(self, Self::Voice(_) | Self::Quote { .. } | Self::Name(_))
    }
}

/// The lines for an article's annotations.
pub fn lines(annotations: Option<&Annotations>, voices: &[Voice]) -> Vec<Line> {
    let Some(annotations) = annotations else {
        return vec![Line::Title("QUOTES", 0), Line::Hint("Reading the article…")];
    };
    let quoted = voices.iter().map(|v| v.quotes.len()).sum();
    let mut lines = vec![Line::Title("QUOTES", quoted)];
    if voices.is_empty() {
        lines.push(Line::Hint("Nobody is quoted here."));
    }
    for (voice, v) in voices.iter().enumerate() {
        lines.push(Line::Voice(voice));
        lines.extend(v.quotes.iter().map(|&quote| Line::Quote { quote, voice }));
    }
    lines.push(Line::Blank);
    lines.push(Line::Title("NAMES", annotations.names.len()));
    if annotations.names.is_empty() {
        lines.push(Line::Hint("No names were found."));
    }
    for kind in NameKind::ALL {
        let mut names: Vec<usize> = (0..annotations.names.len())
            .filter(|&i| annotations.names[i].kind == kind)
            .collect();
        if names.is_empty() {
            continue;
        }
        names.sort_by_key(|&i| std::cmp::Reverse(annotations.names[i].mentions.len()));
        lines.push(Line::Kind(kind));
        lines.extend(names.into_iter().map(Line::Name));
    }
    lines
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
