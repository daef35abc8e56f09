//! Reads the language of the search line. Whatever is typed is a search.

use super::pieces::{Piece, pieces};
use super::query::{Any, Condition, Field, Mark, Note, Phrase, Query, Term};
use super::when::When;

/// More words than this are not looked for: somebody has pasted a text.
pub const MOST_WORDS: usize = 64;

/// What may stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyword {
    Title,
    Author,
    Feed,
    Folder,
    Tag,
    Speaker,
    Says,
    Names,
    Is,
    Before,
    After,
}

const FIELDS: &[(&str, Keyword)] = &[
    ("title", Keyword::Title),
    ("author", Keyword::Author),
    ("feed", Keyword::Feed),
    ("folder", Keyword::Folder),
    ("tag", Keyword::Tag),
    ("speaker", Keyword::Speaker),
    ("says", Keyword::Says),
    ("names", Keyword::Names),
    ("is", Keyword::Is),
    ("before", Keyword::Before),
    ("after", Keyword::After),
];

/// The fields, for a person to read.
pub(super) fn fields() -> String {
    let names: Vec<_> = FIELDS.iter().map(|(name, _)| format!("{name}:")).collect();
    names.join(", ")
}

impl Query {
    /// Reads `text`.
    ///
    /// Words and conditions stand one after another, and each must hold; with `OR` between two, one
    /// of them. `-` before one turns it into its contrary. `"Words in a row"` and `word*` are meant
    /// so; the last word is taken for the beginning of one, unless a blank or a quotation mark ends
    /// it. `title:`, `author:`, `feed:`, `folder:`, `tag:`, `speaker:`, `says:` and `names:` say
    /// where to look for what follows, `is:`, `before:` and `after:` what must be true besides. Where
    /// somebody is named after `speaker:`, all other words are looked for in what they say.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut room = Room {
            words: MOST_WORDS,
            notes: Vec::new(),
        };
        let mut or = false;
        for piece in pieces(text) {
            if piece.is_or() {
                or = !query.all.is_empty();
                continue;
            }
            let Some(term) = piece.term(&mut room) else {
                continue;
            };
            match query.all.last_mut().filter(|_| or) {
                Some(any) => any.0.push(term),
                None => query.all.push(Any(vec![term])),
            }
            or = false;
        }
        query.notes = room.notes;
        query.put_words_into_mouths();
        query
    }

    /// Looks for plain words in what is said by those whom the search names as speakers.
    fn put_words_into_mouths(&mut self) {
        let terms = || self.all.iter().flat_map(|any| &any.0);
        let named: Vec<Phrase> = terms()
            .filter_map(|term| match &term.condition {
                Condition::Speaks(name) if !term.not => Some(name.clone()),
                _ => None,
            })
            .collect();
        if named.is_empty() {
            return;
        }
        for term in self.all.iter_mut().flat_map(|any| &mut any.0) {
            match &mut term.condition {
                Condition::Words(Field::Anywhere, words) => {
                    term.condition = Condition::Says {
                        speakers: named.clone(),
                        words: words.clone(),
                    };
                }
                Condition::Says { speakers, .. } => speakers.clone_from(&named),
                _ => {}
            }
        }
    }
}

impl Piece<'_> {
    fn is_or(&self) -> bool {
        self.raw == "OR"
    }

    /// The term that the piece stands for, unless it has nothing to look for.
    fn term(&self, room: &mut Room) -> Option<Term> {
        let known = self.field.and_then(|name| {
            let found = FIELDS
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.copied()
        });
        let condition = match (known, self.field) {
            (Some((name, field)), _) => self.in_field(name, field, room),
            (None, Some(name)) => {
                // An address is pasted, not asked for.
                if !self.value.starts_with("//") {
                    room.notes.push(Note::Field(name.to_lowercase()));
                }
                let whole = self.raw.trim_start_matches('-');
                let phrase = self.phrase(whole, room)?;
                Some(Condition::Words(Field::Anywhere, phrase))
            }
            (None, None) => {
                let phrase = self.phrase(self.value, room)?;
                Some(Condition::Words(Field::Anywhere, phrase))
            }
        }?;
        Some(Term {
            not: self.not,
            condition,
        })
    }

    fn in_field(&self, name: &'static str, field: Keyword, room: &mut Room) -> Option<Condition> {
        if self.value.trim().is_empty() {
            room.notes.push(Note::Empty(name));
            return None;
        }
        if field == Keyword::Is {
            let mark = mark(self.value);
            if mark.is_none() {
                room.notes.push(Note::Mark(self.value.to_owned()));
            }
            return mark.map(Condition::Is);
        }
        if matches!(field, Keyword::Before | Keyword::After) {
            let Some(when) = When::parse(self.value) else {
                room.notes.push(Note::Date(self.value.to_owned()));
                return None;
            };
            return Some(match field {
                Keyword::Before => Condition::Before(when),
                _ => Condition::After(when),
            });
        }
        let phrase = self.phrase(self.value, room)?;
        Some(match field {
            Keyword::Title => Condition::Words(Field::Title, phrase),
            Keyword::Author => Condition::Words(Field::Author, phrase),
            Keyword::Feed => Condition::Feed(phrase),
            Keyword::Folder => Condition::Folder(phrase),
            Keyword::Tag => Condition::Tag(phrase),
            Keyword::Speaker => Condition::Speaks(phrase),
            Keyword::Names => Condition::Names(phrase),
            _ => Condition::Says {
                speakers: Vec::new(),
                words: phrase,
            },
        })
    }

    fn phrase(&self, text: &str, room: &mut Room) -> Option<Phrase> {
        // A word that is being typed goes on; but nothing is left out for what it may become.
        let prefix = self.star || (self.open && !self.not);
        let phrase = Phrase::new(text, prefix);
        // Of what has just been begun nobody need be told.
        if phrase.is_none() && !text.trim().is_empty() {
            room.notes.push(Note::NoWord(text.trim().to_owned()));
        }
        room.take(phrase?)
    }
}

/// How many words a search may still have, and what there is to tell of it so far.
struct Room {
    words: usize,
    notes: Vec<Note>,
}

impl Room {
    /// As much of `phrase` as there is room for.
    fn take(&mut self, mut phrase: Phrase) -> Option<Phrase> {
        let wanted = phrase.words().len();
        let had = self.words;
        self.words = had.saturating_sub(wanted);
        if wanted <= had {
            return Some(phrase);
        }
        let note = Note::Long(MOST_WORDS);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        phrase.cut(had);
        (had > 0).then_some(phrase)
    }
}

fn mark(text: &str) -> Option<Mark> {
    Some(match text.trim().to_lowercase().as_str() {
        "unread" => Mark::Unread,
        "read" => Mark::Read,
        "starred" => Mark::Starred,
        "hidden" => Mark::Hidden,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The terms in words: blanks part those that must all hold, `|` those of which one must.
    fn read(text: &str) -> String {
        let query = Query::parse(text);
        let any = |any: &Any| any.0.iter().map(term).collect::<Vec<_>>().join(" | ");
        query.all.iter().map(any).collect::<Vec<_>>().join("  ")
    }

    fn term(term: &Term) -> String {
        let not = if term.not { "not " } else { "" };
        let words = |phrase: &Phrase| {
            let star = if phrase.is_prefix() { "*" } else { "" };
            format!("{}{star}", phrase.words().join("+"))
        };
        let condition = match &term.condition {
            Condition::Anything => "anything".to_owned(),
            Condition::Words(Field::Anywhere, phrase) => words(phrase),
            Condition::Words(Field::Title, phrase) => format!("title={}", words(phrase)),
            Condition::Words(Field::Author, phrase) => format!("author={}", words(phrase)),
            Condition::Speaks(name) => format!("speaks={}", words(name)),
            Condition::Says {
                speakers,
                words: said,
            } => {
                let speakers: Vec<_> = speakers.iter().map(words).collect();
                format!("says[{}]={}", speakers.join(","), words(said))
            }
            Condition::Names(name) => format!("names={}", words(name)),
            Condition::Feed(name) => format!("feed={}", words(name)),
            Condition::Folder(name) => format!("folder={}", words(name)),
            Condition::Tag(name) => format!("tag={}", words(name)),
            Condition::Is(mark) => format!("{mark:?}"),
            Condition::Before(_) => "before".to_owned(),
            Condition::After(_) => "after".to_owned(),
        };
        format!("{not}{condition}")
    }

    #[test]
    fn each_form_is_read() {
        for (text, terms) in [
            ("mexico", "mexico*"),
            ("Mexico ", "mexico"),
            ("mexico  border", "mexico  border*"),
            ("“Border Wall” mexico ", "border+wall  mexico"),
            ("\"border wal", "border+wal*"),
            ("\"border wal\"", "border+wal"),
            ("\"border wal\"* a ", "border+wal*  a"),
            ("inter* a ", "inter*  a"),
            ("U.S. don't ", "u+s  don+t"),
            ("-mexico", "not mexico"),
            ("-\"border wall\" x ", "not border+wall  x"),
            ("- x ", "x"),
            ("a OR b c ", "a | b  c"),
            ("a OR b OR -c ", "a | b | not c"),
            ("OR a OR ", "a"),
            ("a or b ", "a  or  b"),
            (
                "title:rates -author:byron x ",
                "title=rates  not author=byron  x",
            ),
            ("TITLE:\"rates held\" x ", "title=rates+held  x"),
            (
                "feed:guardian folder:world/asia tag:ai ",
                "feed=guardian  folder=world+asia  tag=ai",
            ),
            (
                "is:unread is:READ -is:starred is:hidden ",
                "Unread  Read  not Starred  Hidden",
            ),
            (
                "before:2025-11-18 after:yesterday after:7d ",
                "before  after  after",
            ),
            ("speaker:sheinbaum", "speaks=sheinbaum*"),
            (
                "speaker:sheinbaum intervention -war title:us ",
                "speaks=sheinbaum  says[sheinbaum]=intervention  not says[sheinbaum]=war  title=us",
            ),
            (
                "war speaker:\"a b\" OR speaker:c ",
                "says[a+b,c]=war  speaks=a+b | speaks=c",
            ),
            ("-speaker:trump tariffs ", "not speaks=trump  tariffs"),
            ("says:war peace ", "says[]=war  peace"),
            ("says:war speaker:x ", "says[x]=war  speaks=x"),
            ("names:pentagon ", "names=pentagon"),
            ("https://example.org/a ", "https+example+org+a"),
            ("10:30 ", "10+30"),
            ("", ""),
            ("\"", ""),
            ("-", ""),
            ("title:", ""),
        ] {
            assert_eq!(read(text), terms, "{text}");
        }
    }

    #[test]
    fn what_is_malformed_is_still_a_search_and_told() {
        for (text, terms, notes) in [
            (
                "titel:war peace ",
                "titel+war  peace",
                vec![Note::Field("titel".into())],
            ),
            ("war before:soon ", "war", vec![Note::Date("soon".into())]),
            ("war is:green ", "war", vec![Note::Mark("green".into())]),
            ("war tag: ", "war", vec![Note::Empty("tag")]),
            ("war 🎉 ", "war", vec![Note::NoWord("🎉".into())]),
            ("war \"", "war", vec![]),
            ("https://x.org ", "https+x+org", vec![]),
        ] {
            assert_eq!(read(text), terms, "{text}");
            assert_eq!(Query::parse(text).notes, notes, "{text}");
        }
        let long = Query::parse(&"war ".repeat(2_500));
        assert_eq!(long.all.len(), MOST_WORDS);
        assert_eq!(long.notes, [Note::Long(MOST_WORDS)]);
    }

    #[test]
    fn the_last_words_allowed_are_no_trouble() {
        let query = Query::parse(&"war ".repeat(MOST_WORDS));
        assert_eq!(query.notes, []);
    }

    proptest! {
        #[test]
        fn anything_is_a_search(text in "(\\PC|[ \t\n\0\"“:*-]|OR |title:|is:|after:|speaker:){0,60}") {
            let query = Query::parse(&text);
            let words = |phrase: &Phrase| {
                let fine = |w: &String| !w.is_empty() && !w.chars().any(|c| c.is_ascii() && !c.is_ascii_alphanumeric());
                phrase.words().iter().all(fine) && !phrase.words().is_empty()
            };
            for term in query.all.iter().flat_map(|any| &any.0) {
                let fine = match &term.condition {
                    Condition::Words(_, p) | Condition::Speaks(p) | Condition::Names(p)
                    | Condition::Feed(p) | Condition::Folder(p) | Condition::Tag(p) => words(p),
                    Condition::Says { speakers, words: said } => words(said) && speakers.iter().all(words),
                    _ => true,
                };
                prop_assert!(fine, "{term:?}");
            }
            prop_assert!(query.all.iter().all(|any| !any.0.is_empty()));
        }

        #[test]
        fn a_blank_more_changes_nothing_but_the_end(text in "[a-z\"*: -]{0,30}") {
            let spaced = text.replace(' ', "  ");
            prop_assert_eq!(read(&format!("{text} ")), read(&format!(" {spaced} ")));
        }
    }
}
