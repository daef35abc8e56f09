//! Where in an article a search found something.

use super::entry::{forms, own_text};
use super::query::{Condition, Field, Phrase, Query};
use super::said::Asked;
use crate::model::{Annotations, Article, Hit, Quote};
use crate::text::{Clean, Folded, Span, sentences};

/// Where `query` finds something in `article`, in which `found` was found. What somebody says comes
/// before what is named, that before words of the text, these before those of headline and byline:
/// these two are seen anyway. `None` where the search asks for no words.
pub(super) fn hit(query: &Query, article: &Article, found: &Annotations) -> Option<Hit> {
    in_speech(query, article, found)
        .or_else(|| in_names(query, article, found))
        .or_else(|| in_text(query, article, found))
        .or_else(|| in_line(query, Field::Title, article.title.as_ref()))
        .or_else(|| in_line(query, Field::Author, article.byline.as_ref()))
}

/// In what somebody says: in the statement with the most of the words.
fn in_speech(query: &Query, article: &Article, found: &Annotations) -> Option<Hit> {
    let asked = Asked::of(query)?;
    let statements = asked.among(&article.text, found).into_iter();
    let marked = statements.map(|quote| (quote, Marks::in_span(&asked.words, article, quote.span)));
    let (quote, marks) = first_best(marked, |(_, marks)| marks.phrases)?;
    let marks = match asked.words.is_empty() {
        true => vec![quote.span],
        false => marks.spans,
    };
    Some(Hit {
        speaker: quote.speaker.as_deref().map(Clean::line),
        ..sentence(article, &marks)?
    })
}

/// In the first place that has a name in the form asked for.
fn in_names(query: &Query, article: &Article, found: &Annotations) -> Option<Hit> {
    let wanted = query.wanted().filter_map(|condition| match condition {
        Condition::Names(phrase) => Some(phrase),
        _ => None,
    });
    let phrases: Vec<&Phrase> = wanted.collect();
    let fits = |form: &str| {
        let form = Folded::new(form);
        phrases.iter().any(|phrase| phrase.is_in(&form))
    };
    let named = found.names.iter().filter(|name| forms(name).any(fits));
    let mention = named.flat_map(|name| {
        let in_form = name.mentions.iter().find(|mention| fits(&mention.text));
        in_form.or(name.mentions.first())
    });
    let place = mention.min_by_key(|mention| mention.start)?.span();
    Some(Hit {
        speaker: speaker_at(found, place),
        ..sentence(article, &[place])?
    })
}

/// In the sentence of the text with the most of the words.
fn in_text(query: &Query, article: &Article, found: &Annotations) -> Option<Hit> {
    let phrases = phrases(query, Field::Anywhere);
    let all = Marks::of(&phrases, &Folded::new(&own_text(article)), 0);
    let mut best: Option<Vec<Span>> = None;
    let mut most = 0;
    for block in article.body_blocks() {
        if !all.spans.iter().any(|mark| mark.overlaps(block.span)) {
            continue;
        }
        for sentence in sentences(&article.text, block.span) {
            let marks = Marks::of(
                &phrases,
                &Folded::new(sentence.of(&article.text)),
                sentence.start,
            );
            if marks.phrases > most {
                most = marks.phrases;
                best = Some(marks.spans);
            }
        }
    }
    // A phrase that goes over the end of a sentence is in none.
    let marks = best.unwrap_or(all.spans);
    Some(Hit {
        speaker: speaker_at(found, *marks.first()?),
        ..sentence(article, &marks)?
    })
}

/// In a line that stands beside the text.
fn in_line(query: &Query, field: Field, line: Option<&Clean>) -> Option<Hit> {
    let line = line?;
    let mut phrases = phrases(query, field);
    phrases.extend(self::phrases(query, Field::Anywhere));
    let marks = Marks::of(&phrases, &Folded::new(line), 0).spans;
    (!marks.is_empty()).then(|| Hit {
        text: line.clone(),
        marks,
        place: None,
        speaker: None,
    })
}

/// The words that `query` wants to stand in `field`.
fn phrases(query: &Query, field: Field) -> Vec<&Phrase> {
    let wanted = query.wanted().filter_map(|condition| match condition {
        Condition::Words(place, phrase) if *place == field => Some(phrase),
        _ => None,
    });
    wanted.collect()
}

/// The hit with the first of `marks`: its sentence, and the others that are in it.
fn sentence(article: &Article, marks: &[Span]) -> Option<Hit> {
    let place = *marks.first()?;
    let block = article.blocks.iter().find(|b| b.span.overlaps(place))?;
    let sentences = sentences(&article.text, block.span);
    let sentence = sentences.into_iter().find(|s| s.overlaps(place))?;
    let inside = marks.iter().filter_map(|mark| mark.intersection(sentence));
    let moved = inside.map(|m| Span::new(m.start - sentence.start, m.end - sentence.start));
    Some(Hit {
        text: article.text.slice(sentence),
        marks: moved.collect(),
        place: Some(place),
        speaker: None,
    })
}

/// Who says what stands at `place`.
fn speaker_at(found: &Annotations, place: Span) -> Option<Clean> {
    let here = |quote: &&Quote| quote.kind.is_statement() && quote.span.covers(place);
    let innermost = found.quotes.iter().rev().find(here)?;
    innermost.speaker.as_deref().map(Clean::line)
}

/// Where phrases stand.
struct Marks {
    /// The places, in order; none overlaps another.
    spans: Vec<Span>,
    /// How many of the phrases stand somewhere.
    phrases: usize,
}

impl Marks {
    /// Where `phrases` stand in `folded`, which begins at `offset`.
    fn of(phrases: &[&Phrase], folded: &Folded, offset: usize) -> Self {
        let mut all = Vec::new();
        let mut seen = 0;
        for phrase in phrases {
            let before = all.len();
            all.extend(phrase.places(folded).filter_map(|at| {
                let words = folded.words().get(at..at + phrase.words().len())?;
                let (first, last) = (words.first()?.span, words.last()?.span);
                Some(Span::new(offset + first.start, offset + last.end))
            }));
            seen += usize::from(all.len() > before);
        }
        all.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match spans.last_mut().filter(|last| last.overlaps(span)) {
                Some(last) => last.end = last.end.max(span.end),
                None => spans.push(span),
            }
        }
        Self {
            spans,
            phrases: seen,
        }
    }

    fn in_span(phrases: &[&Phrase], article: &Article, span: Span) -> Self {
        Self::of(phrases, &Folded::new(span.of(&article.text)), span.start)
    }
}

/// The first of those with the highest `value`.
fn first_best<T>(all: impl Iterator<Item = T>, value: impl Fn(&T) -> usize) -> Option<T> {
    all.reduce(|best, next| {
        if value(&next) > value(&best) {
            next
        } else {
            best
        }
    })
}
