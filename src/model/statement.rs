//! Statements: what somebody says in the writer's words. A report set inside it cuts a statement in
//! pieces ("The project, Lee said, will cost a million"), each a quote of its own.

use super::{Annotations, Quote, QuoteKind};

impl Annotations {
    /// The quote at `index`, and the further pieces of the statement that begins with it.
    pub fn pieces(&self, index: usize) -> impl Iterator<Item = &Quote> {
        let mut rest = self.quotes.iter().skip(index);
        let first = rest.next();
        let statements = rest.filter(|quote| is_stated(quote));
        let further = statements.take_while(move |quote| first.is_some_and(|f| goes_on(f, quote)));
        first.into_iter().chain(further)
    }

    /// Where what the quote at `index` is a piece of begins; `index` itself where nothing is before.
    pub fn beginning(&self, index: usize) -> usize {
        let Some(piece) = self.quotes.get(index).filter(|q| is_stated(q)) else {
            return index;
        };
        let before = self.quotes.iter().enumerate().take(index).rev();
        let statements = before.filter(|(_, quote)| is_stated(quote));
        let pieces = statements.take_while(|(_, quote)| goes_on(quote, piece));
        pieces.last().map_or(index, |(first, _)| first)
    }
}

fn is_stated(quote: &Quote) -> bool {
    quote.kind == QuoteKind::Indirect
}

/// Whether the two are pieces of one statement: the same words report both.
fn goes_on(a: &Quote, b: &Quote) -> bool {
    is_stated(a) && is_stated(b) && a.cue.is_some() && (a.cue, a.mention) == (b.cue, b.mention)
}
