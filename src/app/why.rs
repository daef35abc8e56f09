//! Why a quote is taken to be somebody's: the words that say so, the reason, and who else it might
//! have been.

use crate::model::{Quote, RunnerUp};
use crate::text::{Span, sentences};

use super::passage::{Passage, Stress};
use super::state::State;
use super::tell;

/// Longer words than this (in bytes) are shown with their middle left out: what says whose they are
/// stands at their ends.
const LONGEST: usize = 400;

/// A heading and paragraphs that say all that is known about the current quote.
pub(super) fn why(state: &State) -> Option<(String, Vec<Passage>)> {
    let (annotations, article) = (state.annotations()?, state.article()?);
    let index = state.quote_meant()?;
    let quote = annotations.quotes.get(index)?;
    let said = annotations.pieces(index).map(|piece| piece.span);
    let text = article.text.as_str();
    let mut account = vec![shown(quote, said, text), Passage::default()];
    let mut facts = tell::kind(quote);
    if quote.speaker.is_some() {
        facts.push(sure(quote.percent()));
    }
    account.push(Passage::new(facts.join(" · "), Stress::Faint));
    account.extend(keyed(quote, text));
    account.push(Passage::default());
    account.push(Passage::from(quote.why.clone()));
    let others = quote.runners_up.iter();
    let others = others.filter(|other| !quote.is_withheld(other));
    let others: Vec<Passage> = others.map(|other| runner_up(other, text)).collect();
    if !others.is_empty() {
        let heading = match quote.speaker {
            Some(_) => "Who else it might be",
            None => "Who it might be",
        };
        account.push(Passage::default());
        account.push(Passage::new(heading, Stress::Heading));
        account.extend(others);
    }
    Some((tell::speaker(quote), account))
}

/// "named by “she” · reported by “said”": the words that are set off in the sentence, for eyes and terminals
/// that cannot see how.
fn keyed(quote: &Quote, text: &str) -> Option<Passage> {
    let mut key = Passage::default();
    let parts = [
        ("named by ", quote.mention, Stress::Mention),
        ("reported by ", quote.cue, Stress::Cue),
    ];
    for (label, span, stress) in parts {
        let Some(span) = span else { continue };
        let gap = if key.text().is_empty() { "" } else { " · " };
        key.push(&format!("{gap}{label}“"), Stress::Faint);
        key.push(&tell::one_line(span.of(text)), stress);
        key.push("”", Stress::Faint);
    }
    (!key.text().is_empty()).then_some(key)
}

/// "Ann Lee, “she” · very unlikely, 12%".
fn runner_up(other: &RunnerUp, text: &str) -> Passage {
    let percent = other.percent();
    let mention = tell::one_line(other.mention.of(text));
    let mut passage = Passage::new(&other.speaker, Stress::Plain);
    if mention != other.speaker {
        passage.push(&format!(", “{mention}”"), Stress::Plain);
    }
    passage.push(&format!(" · {}", sure(percent)), Stress::Faint);
    passage
}

/// "very likely, 88%".
fn sure(percent: u8) -> String {
    format!("{}, {percent}%", tell::sureness(percent))
}

/// The sentences in which what is `said`, its mention and its cue stand, these three set off.
fn shown(quote: &Quote, said: impl Iterator<Item = Span>, text: &str) -> Passage {
    let mention = quote.mention.map(|span| (span, Stress::Mention));
    let cue = quote.cue.map(|span| (span, Stress::Cue));
    let mut marks: Vec<(Span, Stress)> = mention.into_iter().chain(cue).collect();
    marks.extend(said.map(|span| (span, Stress::Words)));
    let mut passage = Passage::default();
    let mut before: Option<Span> = None;
    for sentence in around(&marks, text) {
        if let Some(before) = before {
            let adjacent = text.get(before.end..sentence.start).map(str::trim);
            let gap = if adjacent == Some("") { " " } else { " … " };
            passage.push(gap, Stress::Faint);
        }
        before = Some(sentence);
        set_off(sentence, &marks, text, &mut passage);
    }
    passage
}

/// The sentences that hold any of the marks, in order, those that one mark runs through as one.
fn around(marks: &[(Span, Stress)], text: &str) -> Vec<Span> {
    let mut held: Vec<Span> = Vec::new();
    for &(mark, _) in marks {
        // Line feeds end sentences: from one to the next is enough to look at.
        let start = text.get(..mark.start).and_then(|t| t.rfind('\n'));
        let end = text.get(mark.end..).and_then(|t| t.find('\n'));
        let lines = Span::new(
            start.map_or(0, |at| at + 1),
            end.map_or(text.len(), |at| mark.end + at),
        );
        let of_mark = sentences(text, lines).into_iter();
        let of_mark = of_mark.filter(|sentence| sentence.overlaps(mark));
        held.extend(of_mark.reduce(|a, b| Span::new(a.start, b.end)));
    }
    held.sort_by_key(|span| span.start);
    let mut joined: Vec<Span> = Vec::new();
    for span in held {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Adds the text of `sentence` to `passage`, each stretch in the look of the first mark that covers
/// it.
fn set_off(sentence: Span, marks: &[(Span, Stress)], text: &str, passage: &mut Passage) {
    let ends = marks.iter().flat_map(|(mark, _)| [mark.start, mark.end]);
    let mut cuts: Vec<usize> = ends.filter(|&at| sentence.contains(at)).collect();
    cuts.extend([sentence.start, sentence.end]);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let part = Span::new(pair[0], pair[1]);
        let mark = marks.iter().find(|(mark, _)| mark.covers(part));
        let stress = mark.map_or(Stress::Plain, |&(_, stress)| stress);
        passage.push(&shortened(part.of(text)), stress);
    }
}

/// `words` on one line, the middle of what is long left out.
fn shortened(words: &str) -> String {
    let flat = words.replace('\n', " ");
    if flat.len() <= LONGEST {
        return flat;
    }
    let half = LONGEST / 2;
    let head = flat.floor_char_boundary(half);
    let tail = flat.ceil_char_boundary(flat.len() - half);
    let head = flat[..head].rfind(' ').unwrap_or(head);
    let tail = flat[tail..].find(' ').map_or(tail, |at| tail + at + 1);
    format!("{} … {}", &flat[..head], &flat[tail..])
}
