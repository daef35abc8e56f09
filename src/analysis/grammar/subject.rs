//! The subject of a verb: before it, after it, past an aside, or shared with another verb.

use super::clause::{ASIDE, Sentence};
use super::frame::{Item, Tag};
use super::phrase::Phrase;
use super::verbs::Form;
use super::words::{Head, Word};

impl Sentence<'_> {
    /// The subject of the reporting verb at `at`.
    pub fn subject(&self, at: usize) -> Option<Phrase> {
        self.subject_of(at, self.verb(at)?.form)
    }

    /// The subject of the verb at `at`, which stands there in this `form`.
    pub fn subject_of(&self, at: usize, form: Form) -> Option<Phrase> {
        let mut group = at;
        while group > self.start && self.items[group - 1].is_auxiliary() {
            group -= 1;
        }
        if group == self.start {
            return match form {
                // "Calling it “absurd”, Smith left."
                Form::Ing => self.subject_after_adverbial(at),
                Form::Past | Form::Third if group == at => self.subject_after_opener(at),
                _ => None,
            };
        }
        if let Some(phrase) = self.inverted_subject(at, group, form) {
            return Some(phrase);
        }
        let before = &self.items[group - 1];
        if form == Form::Ing {
            return self.participle_subject(group);
        }
        match before.tag {
            Tag::Word(Word::To) => self.clause_subject(group - 1),
            Tag::Word(Word::Conjunction) => self.clause_subject(group - 1),
            Tag::Word(Word::Relative) => self.antecedent(group - 1),
            Tag::Word(Word::Subordinator) if before.lower == "that" => self.antecedent(group - 1),
            Tag::Word(Word::Preposition) if before.lower == "as" => self.clause_subject(group - 1),
            Tag::Comma | Tag::Dash | Tag::Close => self.subject_before_aside(group - 1),
            _ => self.subject_in_segment(group).or_else(|| {
                // "Smith, who in 2010 said"
                let start = self.segment_start(group);
                match start.checked_sub(1).map(|i| self.items[i].tag) {
                    Some(Tag::Word(Word::Relative)) => self.antecedent(start - 1),
                    _ => self.clause_subject(group),
                }
            }),
        }
    }

    /// "Said Smith: “…”": the verb opens the sentence, and its subject stands between it and the
    /// quotation.
    fn subject_after_opener(&self, at: usize) -> Option<Phrase> {
        let phrase = Phrase::at(self.items, at + 1, self.end)?;
        let named = matches!(
            self.items[phrase.end - 1].tag,
            Tag::Name(_) | Tag::Proper | Tag::Word(Word::Pronoun(_))
        ) || phrase.speaker_kind(self.items).is_some();
        let quotes = self.items[..self.end].get(phrase.full).is_some_and(|n| {
            n.tag == Tag::Colon
                || n.is_quote()
                || (n.is_comma()
                    && self
                        .part(phrase.full + 1, self.end)
                        .first()
                        .is_some_and(Item::is_quote))
        });
        (named && quotes).then_some(phrase)
    }

    /// "…," said Smith: the verb follows a quotation at once, and its subject follows the verb.
    fn inverted_subject(&self, at: usize, group: usize, form: Form) -> Option<Phrase> {
        let mut before = group;
        if before > self.start && self.items[before - 1].is_comma() {
            before -= 1;
        }
        let follows_quote = before > self.start && self.items[before - 1].is_quote();
        let finite = matches!(form, Form::Past | Form::Third);
        if follows_quote && finite {
            Phrase::at(self.items, at + 1, self.end)
        } else {
            None
        }
    }

    /// The subject of a participle: who does the main clause, or the noun right before it.
    fn participle_subject(&self, group: usize) -> Option<Phrase> {
        let before = &self.items[group - 1];
        let direct = matches!(
            before.tag,
            Tag::Noun | Tag::Name(_) | Tag::Proper | Tag::Word(Word::Quantifier)
        );
        if direct && let Some(phrase) = self.subject_in_segment(group) {
            let preceded = phrase.start.checked_sub(1).map(|i| &self.items[i]);
            let absolute = preceded.is_some_and(|p| p.lower == "with");
            let has_verb = self
                .part(self.start, phrase.start)
                .iter()
                .any(Item::is_finite);
            if absolute || !has_verb {
                return Some(phrase);
            }
            // "a recording of Smith saying"
            if matches!(before.tag, Tag::Name(_)) && phrase.full > phrase.end {
                return self.last_phrase(phrase.end, group);
            }
            // "The ministry issued a statement calling": whoever issued it, if that is said.
            if phrase.speaker_kind(self.items) == Some(Head::Document) {
                let issuer = self
                    .clause_subject(phrase.start)
                    .filter(|p| p.can_speak(self.items) && p.pronoun(self.items).is_none());
                return issuer.or(Some(phrase));
            }
        }
        self.clause_subject(group)
    }

    /// The subject in the segment right before `end`: its first noun phrase, unless it opens with
    /// an adverbial ("On Tuesday Smith said").
    fn subject_in_segment(&self, end: usize) -> Option<Phrase> {
        let start = self.segment_start(end);
        self.phrase_in(start, end)
    }

    /// The subject where commas, dashes or brackets stand between it and the verb: "Smith, a
    /// lawyer, said". `at` is the mark before the verb.
    fn subject_before_aside(&self, at: usize) -> Option<Phrase> {
        let mut best: Option<Phrase> = None;
        let mut close = at;
        while let Some(open) = self.aside_start(close) {
            let inside = open + 1..close;
            let adverbial = self.opens_adverbial(inside.start, inside.end);
            if !adverbial && !self.is_verbless(inside.start, inside.end) {
                // A clause of its own: the verb after the comma shares its subject.
                break;
            }
            let start = self.segment_start(open);
            let named = (start < open && !self.opens_adverbial(start, open))
                .then(|| self.phrase_in(start, open))
                .flatten();
            let Some(phrase) = named else {
                // "On Tuesday, Smith, …": what the marks hold was the subject.
                let own = (!adverbial).then(|| self.phrase_in(inside.start, inside.end));
                best = best.or(own.flatten());
                break;
            };
            best = match best {
                Some(b) if !phrase.can_speak(self.items) && b.can_speak(self.items) => Some(b),
                _ => Some(phrase),
            };
            if !self.goes_on_before(start, open) {
                break;
            }
            close = open;
        }
        best.or_else(|| self.clause_subject(at))
    }

    /// Whether the phrase from `start` to `open` may be an aside itself: a comma and a bare phrase
    /// stand before it, as in "Smith, of Ohio, a lawyer, said".
    fn goes_on_before(&self, start: usize, open: usize) -> bool {
        if start <= self.start
            || !self.items[start - 1].is_comma()
            || !self.is_verbless(start, open)
        {
            return false;
        }
        let end = start - 1;
        let earlier = self.segment_start(end);
        let at_edge = earlier == self.start
            || matches!(
                self.items[earlier - 1].tag,
                Tag::Comma | Tag::Colon | Tag::Semicolon | Tag::Quote(_)
            );
        at_edge
            && earlier < end
            && self.is_verbless(earlier, end)
            && !self.opens_adverbial(earlier, end)
            && self.aside_start(open).is_some()
    }

    /// Whether the words from `start` to `end` begin as an adverbial or a relative clause does.
    fn opens_adverbial(&self, start: usize, end: usize) -> bool {
        self.part(start, end).first().is_some_and(|f| match f.tag {
            Tag::Word(class) => matches!(
                class,
                Word::Preposition
                    | Word::Relative
                    | Word::Subordinator
                    | Word::Conjunction
                    | Word::Time
                    | Word::Adverb
                    | Word::To
            ),
            Tag::Verb(verb) => verb.form != Form::Base,
            Tag::Gerund | Tag::OtherVerb => true,
            _ => false,
        })
    }

    /// The mark that opens the aside which the mark at `close` closes.
    fn aside_start(&self, close: usize) -> Option<usize> {
        let closing = self.items[close].tag;
        let mut depth = 0_usize;
        for i in (self.start.max(close.saturating_sub(ASIDE))..close).rev() {
            match (closing, self.items[i].tag) {
                (Tag::Close, Tag::Open) => return Some(i),
                (Tag::Dash, Tag::Dash) => return Some(i),
                (Tag::Comma, Tag::Close) => depth += 1,
                (Tag::Comma, Tag::Open) => depth = depth.saturating_sub(1),
                (Tag::Comma, Tag::Comma) if depth == 0 => return Some(i),
                (Tag::Comma, Tag::Semicolon | Tag::Colon | Tag::Quote(_)) => return None,
                _ => {}
            }
        }
        None
    }

    /// The subject of the clause that holds `at`: of the last independent clause that starts
    /// before it.
    pub fn clause_subject(&self, at: usize) -> Option<Phrase> {
        let mut starts = vec![self.start];
        for i in self.start + 1..at {
            let item = &self.items[i];
            let after = match item.tag {
                Tag::Semicolon => Some(i + 1),
                Tag::Quote(_) if self.items[i - 1].tag != Tag::Comma => None,
                Tag::Word(Word::Conjunction)
                    if self.items[i - 1].is_comma() || self.items[i - 1].is_quote() =>
                {
                    Some(i + 1)
                }
                _ => None,
            };
            if let Some(start) = after
                && self.opens_clause(start, at)
            {
                starts.push(start);
            }
        }
        starts
            .into_iter()
            .rev()
            .find_map(|start| self.subject_from(start, at))
    }

    /// Whether a noun phrase and a finite verb follow at `start`.
    fn opens_clause(&self, start: usize, limit: usize) -> bool {
        Phrase::at(self.items, start, limit).is_some_and(|p| {
            self.part(p.full, limit.min(p.full + 3))
                .iter()
                .any(Item::is_finite)
        })
    }

    /// The subject of the clause that starts at `start`, adverbials at its front left out.
    pub fn subject_from(&self, start: usize, limit: usize) -> Option<Phrase> {
        let mut at = start;
        for _ in 0..6 {
            let item = self.items.get(at).filter(|_| at < limit)?;
            match item.tag {
                Tag::Word(Word::Conjunction | Word::Adverb | Word::Time)
                | Tag::Comma
                | Tag::Mark
                | Tag::Dash
                | Tag::Close
                | Tag::Stop
                | Tag::Quote(_) => at += 1,
                Tag::Number if self.items.get(at + 1).is_some_and(Item::is_comma) => at += 1,
                Tag::Word(
                    Word::Preposition
                    | Word::Subordinator
                    | Word::To
                    | Word::Relative
                    | Word::Be
                    | Word::Auxiliary,
                )
                | Tag::Gerund
                | Tag::Verb(_)
                | Tag::OtherVerb => {
                    at = self.after_adverbial(at, limit)?;
                }
                _ => {
                    let Some(phrase) = Phrase::at(self.items, at, limit) else {
                        at += 1;
                        continue;
                    };
                    return Some(self.past_apposition(phrase, limit));
                }
            }
        }
        None
    }

    /// "the region's governor, Jane Smith said": a name right before the verb beats the role.
    fn past_apposition(&self, phrase: Phrase, limit: usize) -> Phrase {
        if phrase.name(self.items).is_some()
            || !self.items.get(phrase.full).is_some_and(Item::is_comma)
        {
            return phrase;
        }
        match Phrase::at(self.items, phrase.full + 1, limit) {
            Some(next)
                if next.name(self.items).is_some()
                    && self
                        .part(next.full, limit.min(next.full + 2))
                        .iter()
                        .any(|i| i.is_comma() || i.is_finite()) =>
            {
                next
            }
            _ => phrase,
        }
    }

    /// Just past the adverbial phrase or clause that starts at `at`.
    fn after_adverbial(&self, at: usize, limit: usize) -> Option<usize> {
        let comma = (at..limit).find(|&i| {
            self.items[i].is_comma()
                && !matches!(
                    (self.items[i - 1].tag, self.items.get(i + 1).map(|n| n.tag)),
                    (Tag::Number, Some(Tag::Number))
                )
        });
        if self.items[at].is_prep() {
            let phrase = Phrase::at(self.items, at + 1, limit);
            let end = phrase.map_or(at + 2, |p| p.full);
            // No comma soon: "On Tuesday Smith said".
            if comma.is_none_or(|c| c > end + 8 || self.part(end, c).iter().any(Item::is_finite)) {
                let time = (at + 1..limit)
                    .take_while(|&i| {
                        matches!(self.items[i].tag, Tag::Word(Word::Time) | Tag::Number)
                    })
                    .last();
                return Some(time.map_or(end, |t| t + 1)).filter(|&e| e < limit);
            }
        }
        comma.map(|c| c + 1).filter(|&c| c < limit)
    }

    /// "Calling it “absurd”, Smith left.": the subject after the adverbial that starts the sentence.
    fn subject_after_adverbial(&self, at: usize) -> Option<Phrase> {
        let mut i = at;
        while i < self.end && !self.items[i].is_comma() && !self.items[i].is_quote() {
            i += 1;
        }
        if i >= self.end {
            return None;
        }
        let phrase = self.subject_from(i + 1, self.end)?;
        let verb_follows = self
            .part(phrase.full, self.end.min(phrase.full + 12))
            .iter()
            .any(Item::is_finite);
        verb_follows.then_some(phrase)
    }
}
