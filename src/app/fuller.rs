//! What becomes of the places that a person has chosen when other annotations come for the open
//! article: the same quote or name where it is still there, else the nearest.

use crate::model::{Annotations, Mention, Name};
use crate::text::Span;

use super::sidebar::Line;
use super::voices::{Said, Stop, Voice};

/// The old and the new annotations of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    pub old: &'a Annotations,
    pub new: &'a Annotations,
    /// What of it is shown.
    pub said: Said,
}

impl Change<'_> {
    /// What the sidebar's entry `line` has become.
    pub fn line(self, line: &Line, old: &[Voice], new: &[Voice]) -> Option<Line> {
        match line {
            Line::Voice(voice) => {
                let speaker = &old.get(*voice)?.speaker;
                let speaks = |v: &Voice| v.speaker == *speaker && v.speaks(self.said);
                let same = new.iter().position(speaks);
                let old = old.get(*voice)?;
                let first = *old.quotes.first().or_else(|| old.statements.first())?;
                same.or_else(|| voice_of(new, self.quote(first)?))
                    .map(Line::Voice)
            }
            Line::Quote { quote, .. } => {
                let quote = self.quote(*quote)?;
                let voice = voice_of(new, quote)?;
                Some(Line::Quote { quote, voice })
            }
            Line::Name(name) => {
                let nearest = || {
                    let from = self.old.names.get(*name)?.mentions.first()?.span();
                    let distance = |name: &Name| {
                        let spans = name.mentions.iter().map(Mention::span);
                        spans.map(|span| distance(span, from)).min()
                    };
                    (0..self.new.names.len()).min_by_key(|&i| distance(&self.new.names[i]))
                };
                self.name(*name).or_else(nearest).map(Line::Name)
            }
            Line::Statements(_) => {
                let count = new.iter().map(|v| v.statements.len()).sum();
                (count > 0).then_some(Line::Statements(count))
            }
            _ => None,
        }
    }

    /// What is said at the place of the old quote, or nearest to it.
    fn quote(self, index: usize) -> Option<usize> {
        let from = self.old.quotes.get(index)?.span;
        let quotes = self.new.quotes.iter().enumerate();
        quotes
            .filter(|(_, quote)| self.said.holds(quote.kind))
            .min_by_key(|(_, quote)| distance(quote.span, from))
            .map(|(index, _)| self.new.beginning(index))
    }

    /// The name that the old one is now: of the same words and kind, of the same words, or else
    /// the one that has most of its mentions.
    pub fn name(self, index: usize) -> Option<usize> {
        let old = self.old.names.get(index)?;
        let names = || self.new.names.iter();
        let shared = |name: &Name| {
            let overlaps = |m: &&Mention| name.mentions.iter().any(|n| n.span().overlaps(m.span()));
            old.mentions.iter().filter(overlaps).count()
        };
        names()
            .position(|name| name.name == old.name && name.kind == old.kind)
            .or_else(|| names().position(|name| name.name == old.name))
            .or_else(|| {
                let most = (0..self.new.names.len()).rev();
                most.max_by_key(|&i| shared(&self.new.names[i]))
                    .filter(|&i| shared(&self.new.names[i]) > 0)
            })
    }
}

/// The one of `stops` that stands where `stop` did, or nearest to it.
pub(super) fn nearest_stop(stop: Stop, stops: &[Stop]) -> Option<Stop> {
    let nearest = stops.iter().min_by_key(|s| distance(s.span, stop.span));
    nearest.copied()
}

fn voice_of(voices: &[Voice], quote: usize) -> Option<usize> {
    let says = |v: &Voice| v.quotes.contains(&quote) || v.statements.contains(&quote);
    voices.iter().position(says)
}

/// How far apart the ends of two spans are; 0 for one and the same.
fn distance(a: Span, b: Span) -> usize {
    a.start.abs_diff(b.start) + a.end.abs_diff(b.end)
}
