//! Which marks of one paragraph open and close each other.

use super::marks::{Family, Mark, Role};
use super::scan::Ending;
use crate::text::Span;

/// How many marks ahead a mark's partner is looked for: keeps the work linear in the text, and no
/// editor's sentence holds as many.
const LOOKAHEAD: usize = 64;

/// A pair of marks in a paragraph; offsets are those of the paragraph.
pub(super) struct Pair {
    pub span: Span,
    pub open: usize,
    pub close: usize,
    pub ending: Ending,
}

/// The state of pairing one paragraph's marks.
pub(super) struct Pairing<'a> {
    part: &'a str,
    marks: &'a [Mark],
    open: Vec<Mark>,
    pub pairs: Vec<Pair>,
}

impl<'a> Pairing<'a> {
    /// Nothing paired yet of `marks`, those of the paragraph `part`.
    pub fn new(part: &'a str, marks: &'a [Mark]) -> Self {
        Self {
            part,
            marks,
            open: Vec::new(),
            pairs: Vec::new(),
        }
    }

    /// Pairs the marks from index `first` on.
    pub fn pair(&mut self, first: usize) {
        for i in first..self.marks.len() {
            let mark = self.marks[i];
            if self.is_prime(i) {
                continue;
            }
            let opener = self.open.iter().rposition(|o| o.family == mark.family);
            match opener {
                Some(depth) if self.closes(i, depth) => self.close(depth, mark),
                Some(depth) if self.opens_anew(i) => {
                    if !self.nests(i) {
                        self.give_up(depth, mark.at);
                    }
                    self.open.push(mark);
                }
                None if self.may_open(i) => self.open.push(mark),
                _ => {}
            }
        }
    }

    /// The opener that the paragraph leaves open, if one should count: single marks need their
    /// closer, except the directed one.
    pub fn outermost_open(&self) -> Option<Mark> {
        let opener = *self.open.iter().find(|o| self.is_sure_opener(o))?;
        let closed_inside = self
            .pairs
            .iter()
            .any(|p| p.span.start < opener.at && opener.at < p.span.end);
        (!closed_inside).then_some(opener)
    }

    fn is_sure_opener(&self, mark: &Mark) -> bool {
        mark.leans_open && (mark.family != Family::Single || mark.role == Role::Opens)
    }

    /// Whether the mark is a sign of inches, seconds and the like.
    fn is_prime(&self, i: usize) -> bool {
        let mark = self.marks[i];
        if !mark.prime {
            return false;
        }
        if !self.open.iter().any(|o| o.family == Family::Double) {
            return true;
        }
        // Inside a quotation it is one if another mark is left to close that quotation.
        let part = &self.part[..mark.at];
        let feet = part
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '½')
            .ends_with(['\'', '’', '′']);
        let closer_left = self.marks[i + 1..]
            .iter()
            .take(LOOKAHEAD)
            .find(|m| m.family == Family::Double && !m.prime)
            .is_some_and(|m| m.leans_close && !m.leans_open);
        closer_left && (feet || self.part[mark.at + mark.len..].starts_with([' ', '-', ',']))
    }

    fn may_open(&self, i: usize) -> bool {
        let mark = self.marks[i];
        match mark.family {
            Family::Single => {
                mark.leans_open
                    && mark.role != Role::Closes
                    && (mark.role == Role::Opens || self.single_closer(i).is_some())
            }
            _ if mark.role == Role::Closes => false,
            _ if mark.role == Role::Opens || mark.leans_open => true,
            // said," [He] …: with nothing open, a blank on both sides or none reads as an opener,
            // if a closer follows.
            _ => self.marks[i + 1..]
                .iter()
                .take(LOOKAHEAD)
                .find(|m| m.family == mark.family)
                .is_some_and(|m| {
                    (m.leans_close && !m.leans_open) || (self.is_loose(&mark) && self.is_loose(m))
                }),
        }
    }

    /// Whether the mark has blanks on both sides, as some set French: `" oui "`.
    fn is_loose(&self, mark: &Mark) -> bool {
        let before = &self.part[..mark.at];
        !mark.leans_open
            && !mark.leans_close
            && (before.is_empty() || before.ends_with(char::is_whitespace))
            && self.part[mark.at + mark.len..].starts_with([' ', '\u{a0}', '\u{202f}', ',', '.'])
    }

    /// Whether mark `i` closes the open mark at `depth`.
    fn closes(&self, i: usize, depth: usize) -> bool {
        let mark = self.marks[i];
        if mark.role == Role::Opens || mark.at == self.open[depth].at {
            return false;
        }
        if mark.family == Family::Single {
            return mark.leans_close && self.single_closer_from(depth, i) == Some(i);
        }
        if mark.role == Role::Closes || (mark.leans_close && !mark.leans_open) {
            return true;
        }
        if mark.leans_open && !mark.leans_close {
            // An odd number of marks left: this one is the closer with its blanks astray, unless
            // two closers follow.
            let left = self.left(i);
            return left % 2 == 1 && !self.nests(i);
        }
        true
    }

    fn opens_anew(&self, i: usize) -> bool {
        let mark = self.marks[i];
        mark.leans_open && mark.role != Role::Closes && mark.family != Family::Single
    }

    /// Whether a mark that opens while its family is open starts a quotation inside it, which it
    /// does if enough closers follow.
    fn nests(&self, i: usize) -> bool {
        let family = self.marks[i].family;
        let mut depth = 1_i32;
        let ahead = self.marks[i + 1..].iter().take(LOOKAHEAD);
        for mark in ahead.filter(|m| m.family == family) {
            if mark.leans_open && !mark.leans_close {
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth < 0 {
                return true;
            }
        }
        false
    }

    /// How many marks of its family are left from mark `i` on, itself included.
    fn left(&self, i: usize) -> usize {
        let family = self.marks[i].family;
        let ahead = self.marks[i..].iter().take(LOOKAHEAD);
        ahead.filter(|m| m.family == family && !m.prime).count()
    }

    fn close(&mut self, depth: usize, mark: Mark) {
        let opener = self.open[depth];
        // What was opened inside and not closed ends here, if its opener leaves no doubt.
        for inner in self.open.split_off(depth + 1) {
            if self.is_sure_opener(&inner) && inner.role == Role::Opens {
                self.pairs.push(Pair {
                    span: Span::new(inner.at, mark.at),
                    open: inner.len,
                    close: 0,
                    ending: Ending::Missing,
                });
            }
        }
        self.open.truncate(depth);
        self.pairs.push(Pair {
            span: Span::new(opener.at, mark.at + mark.len),
            open: opener.len,
            close: mark.len,
            ending: Ending::Closed,
        });
    }

    /// The closer of the open mark at `depth` is missing and another quotation opens at `at`: it
    /// ends with the last sentence before that.
    fn give_up(&mut self, depth: usize, at: usize) {
        let opener = self.open[depth];
        self.open.truncate(depth);
        let inside = &self.part[opener.at + opener.len..at];
        let stop = inside.rfind(['.', '!', '?', '…']).map(|i| {
            let c = inside[i..].chars().next().map_or(1, char::len_utf8);
            opener.at + opener.len + i + c
        });
        if let Some(end) = stop {
            self.pairs.push(Pair {
                span: Span::new(opener.at, end),
                open: opener.len,
                close: 0,
                ending: Ending::Missing,
            });
        }
    }

    /// The mark that closes a single quotation opened by mark `i`.
    fn single_closer(&self, i: usize) -> Option<usize> {
        self.best_single_closer(self.marks[i].at, i + 1)
    }

    fn single_closer_from(&self, depth: usize, i: usize) -> Option<usize> {
        self.best_single_closer(self.open[depth].at, i)
    }

    /// The best closer at or after mark `from`: the first one that cannot be a genitive; a
    /// possible genitive ("the workers' rights") only where no better one comes before the next
    /// opener.
    fn best_single_closer(&self, opened: usize, from: usize) -> Option<usize> {
        let mut doubtful = None;
        // Ones already passed over as genitives are not asked again: `from` is past them.
        for (i, mark) in self.marks.iter().enumerate().skip(from).take(LOOKAHEAD) {
            if mark.family != Family::Single {
                // A single quotation inside a double one ends with it.
                let outer_closes = mark.leans_close
                    && !mark.leans_open
                    && self
                        .open
                        .iter()
                        .any(|o| o.family == mark.family && o.at < opened);
                if outer_closes {
                    break;
                }
                continue;
            }
            if mark.leans_open && !mark.leans_close {
                break;
            }
            if !mark.leans_close || mark.at <= opened {
                continue;
            }
            if !self.may_be_genitive(mark) {
                return Some(i);
            }
            doubtful = doubtful.or(Some(i));
        }
        doubtful
    }

    /// "workers' rights": after an s, and a word in lower case goes on.
    fn may_be_genitive(&self, mark: &Mark) -> bool {
        mark.apostrophe
            && self.part[..mark.at].ends_with(['s', 'S', 'n', 'x', 'z'])
            && self.part[mark.at + mark.len..]
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    }
}
