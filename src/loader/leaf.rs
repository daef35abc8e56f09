//! The asterisks of a paragraph that stand for strong emphasis and found no partner.

/// The paragraph, heading, cell or the like that is being written.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    /// Where it starts in what is written; in bytes.
    pub start: usize,
    /// Bytes of text in it up to now, without white space around its pieces.
    pub shown: usize,
    strays: Vec<Stray>,
}

/// A run of asterisks without a partner.
#[derive(Debug)]
struct Stray {
    at: usize,
    asterisks: usize,
    /// Bytes of text before it in its leaf.
    shown: usize,
}

impl Stray {
    /// Whether it starts or ends what is strong. One asterisk marks a note, four in a row hold
    /// nothing between them.
    fn is_mark(&self) -> bool {
        self.asterisks / 2 % 2 == 1
    }
}

impl Leaf {
    /// Notes that so many `asterisks` without a partner were left out at `at`.
    pub fn stray(&mut self, at: usize, asterisks: usize) {
        match self.strays.last_mut() {
            Some(last) if last.at == at => last.asterisks += asterisks,
            _ => self.strays.push(Stray {
                at,
                asterisks,
                shown: self.shown,
            }),
        }
    }

    /// Whether any were left out.
    pub fn has_strays(&self) -> bool {
        !self.strays.is_empty()
    }

    /// Adds `written`, the HTML of this leaf, to `out`: between two strays after one another it is
    /// strong. One left over at either end of the leaf has its partner in another one and is not
    /// shown; one inside is.
    pub fn mend(&self, written: &str, out: &mut String) {
        let mut left = self.strays.iter().filter(|s| s.is_mark()).count();
        let (mut from, mut opened) = (0, false);
        for stray in &self.strays {
            let to = stray.at - self.start;
            out.push_str(written.get(from..to).unwrap_or_default());
            from = to;
            if stray.asterisks == 1 {
                out.push('*');
            } else if stray.is_mark() {
                let at_end = stray.shown == 0 || stray.shown == self.shown;
                if opened {
                    out.push_str("</strong>");
                } else if left > 1 {
                    out.push_str("<strong>");
                } else if !at_end {
                    out.push_str("**");
                }
                opened = !opened && left > 1;
                left -= 1;
            }
        }
        out.push_str(written.get(from..).unwrap_or_default());
    }
}
