//! The mark scanner: pairs the marks of each paragraph into quoted runs. What the runs mean is
//! decided elsewhere.

use super::marks::{self, Mark, Role};
use super::pairing::{Pair, Pairing};
use crate::analysis::Document;
use crate::text::Span;

/// What stands between one pair of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotedRun {
    /// The run, marks included.
    pub span: Span,
    /// What the marks hold, without the marks.
    pub content: Span,
    /// The paragraph in which it starts, as an index into [`Document::paragraphs`].
    pub paragraph: usize,
    /// The run around it, as an index into the list of runs.
    pub parent: Option<usize>,
    /// How it ends.
    pub ending: Ending,
    /// Whether it opens a paragraph and goes on with the run before it, which was [`Ending::Carried`].
    pub carries_on: bool,
    /// What opens it.
    pub opening: Opening,
}

/// What opens a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// A quotation mark.
    Mark,
    /// The dash at the start of a turn of speech, or the end of the writer's inset in it.
    Dash,
}

impl QuotedRun {
    /// Whether it stands inside another run.
    pub fn is_nested(&self) -> bool {
        self.parent.is_some()
    }
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With a closing mark.
    Closed,
    /// With its paragraph; the next paragraph opens with a mark and goes on.
    Carried,
    /// With its paragraph or sentence; the closing mark is missing.
    Missing,
}

/// How many paragraphs after its own a run may look for its closing mark.
const REACH: usize = 3;

/// The quoted runs of `document`, ordered by start; a nested one comes after the one that holds it.
pub fn scan(document: &Document) -> Vec<QuotedRun> {
    let text: &str = document.text;
    let marks: Vec<Vec<Mark>> = document
        .paragraphs
        .iter()
        .map(|p| marks::find(p.span.of(text)))
        .collect();
    let mut runs: Vec<QuotedRun> = Vec::new();
    let mut carried = false;
    let mut skip_until = 0;
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let mut pairing = Pairing::new(paragraph.span.of(text), &marks[index]);
        let first = marks[index].partition_point(|m| paragraph.span.start + m.at < skip_until);
        pairing.pair(first);
        let left = pairing.outermost_open();
        let mut pairs = pairing.pairs;
        let mut carries_next = false;
        if let Some(opener) = left {
            let from = paragraph.span.start + opener.at;
            let (end, close_len, ending) = end_of_open(document, &marks, index, opener);
            if end > paragraph.span.end {
                skip_until = end;
            }
            carries_next = ending == Ending::Carried;
            let has_words = Span::new(from + opener.len, end)
                .of(text)
                .contains(char::is_alphanumeric);
            if has_words {
                pairs.push(Pair {
                    span: Span::new(opener.at, end - paragraph.span.start),
                    open: opener.len,
                    close: close_len,
                    ending,
                });
            }
        }
        pairs.sort_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)));
        place(
            paragraph.span.start,
            index,
            &pairs,
            carried,
            text,
            &mut runs,
        );
        carried = carries_next;
    }
    runs
}

/// Turns the pairs of one paragraph, ordered, into runs with parents.
fn place(
    base: usize,
    paragraph: usize,
    pairs: &[Pair],
    carried: bool,
    text: &str,
    runs: &mut Vec<QuotedRun>,
) {
    let mut around: Vec<usize> = Vec::new();
    for pair in pairs {
        let span = Span::new(base + pair.span.start, base + pair.span.end);
        let content = Span::new(span.start + pair.open, span.end - pair.close);
        if !content.of(text).contains(char::is_alphanumeric) {
            continue;
        }
        // A run that crosses one of the paragraph before is a misreading of stray marks.
        let crosses = runs.last().is_some_and(|last| last.span.end > span.start);
        if around.is_empty() && crosses {
            continue;
        }
        let run = QuotedRun {
            span,
            content,
            paragraph,
            parent: None,
            ending: pair.ending,
            carries_on: carried && pair.span.start == 0,
            opening: Opening::Mark,
        };
        append(run, &mut around, runs);
    }
}

/// Puts `run` behind `runs`, which start before it, and says which holds it: the last of those
/// `around` it. One that crosses another, or is the same once more, is left out.
pub(super) fn append(run: QuotedRun, around: &mut Vec<usize>, runs: &mut Vec<QuotedRun>) {
    while around
        .last()
        .is_some_and(|&i| runs[i].span.end <= run.span.start)
    {
        around.pop();
    }
    let parent = around.last().copied();
    let fits = |outer: Span| outer.covers(run.span) && outer != run.span;
    if parent.is_none_or(|i| fits(runs[i].span)) {
        around.push(runs.len());
        runs.push(QuotedRun { parent, ..run });
    }
}

/// Where a run ends that its paragraph leaves open: the end, the length of the closing mark, and
/// the manner. Offsets are those of the article.
fn end_of_open(
    document: &Document,
    marks: &[Vec<Mark>],
    index: usize,
    opener: Mark,
) -> (usize, usize, Ending) {
    let paragraph = &document.paragraphs[index];
    let next = marks.get(index + 1).and_then(|m| m.first());
    if next.is_some_and(|m| m.at == 0 && m.family == opener.family && m.role != Role::Closes) {
        return (paragraph.span.end, 0, Ending::Carried);
    }
    let ahead = document
        .paragraphs
        .iter()
        .zip(marks)
        .enumerate()
        .skip(index + 1)
        .take(REACH);
    for (_, (later, marks)) in ahead {
        let Some(mark) = marks
            .iter()
            .find(|m| m.family == opener.family && !m.apostrophe)
        else {
            continue;
        };
        if mark.leans_close && !mark.leans_open {
            let end = later.span.start + mark.at + mark.len;
            return (end, mark.len, Ending::Closed);
        }
        break;
    }
    let from = paragraph.span.start + opener.at;
    let end = if opener.at == 0 {
        paragraph.span.end
    } else {
        let ended = paragraph.sentences.partition_point(|s| s.end <= from);
        let holds = paragraph.sentences.get(ended);
        holds.map_or(paragraph.span.end, |s| s.end)
    };
    (end, 0, Ending::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::article;

    /// The runs of `text`, one `[...]` each; nested ones are marked with `>`.
    fn runs(text: &str) -> Vec<String> {
        let article = article(text);
        let document = Document::new(&article);
        scan(&document)
            .iter()
            .map(|r| {
                let depth = if r.is_nested() { ">" } else { "" };
                format!("{depth}{}", r.span.of(text))
            })
            .collect()
    }

    #[test]
    fn marks_pair_in_every_style() {
        for (text, want) in [
            (
                "He said \"yes\" and “no” and „ja“.",
                vec!["\"yes\"", "“no”", "„ja“"],
            ),
            ("Il dit «oui» et « non ».", vec!["«oui»", "« non »"]),
            ("彼は「はい」と言った。", vec!["「はい」"]),
            ("They said ``fine'' to it.", vec!["``fine''"]),
            ("“OK with me.\" He left.", vec!["“OK with me.\""]),
            ("\"OK with me.” He left.", vec!["\"OK with me.”"]),
            (
                "‘We won,’ he said. ‘At last.’",
                vec!["‘We won,’", "‘At last.’"],
            ),
            ("'We won,' he said.", vec!["'We won,'"]),
            (
                "Ann said,\" [He] liked it\". She left.",
                vec!["\" [He] liked it\""],
            ),
        ] {
            assert_eq!(runs(text), want, "{text}");
        }
    }

    #[test]
    fn apostrophes_genitives_and_measures_are_no_marks() {
        for text in [
            "Don't take the workers' rights or O'Brien's in the '90s.",
            "The ’90s had rock ’n’ roll and kept ’em happy ’til dawn.",
            "He is 6'2\" and she is 5'10\" tall.",
            "A 12\" pipe and a 3.5\" disk.",
            "The boys' and girls' teams.",
        ] {
            assert_eq!(runs(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            runs("“It is a 12\" pipe and he's 6'2\" tall,” she said."),
            ["“It is a 12\" pipe and he's 6'2\" tall,”"]
        );
        assert_eq!(
            runs("\"It is a 12\" pipe,\" she said."),
            ["\"It is a 12\" pipe,\""]
        );
        assert_eq!(
            runs("‘The workers’ rights aren’t safe,’ she said."),
            ["‘The workers’ rights aren’t safe,’"]
        );
    }

    #[test]
    fn quotations_nest_and_close_together() {
        assert_eq!(
            runs("\"He said, ‘we offer you help.'\""),
            ["\"He said, ‘we offer you help.'\"", ">‘we offer you help.'"]
        );
        assert_eq!(
            runs("‘He told me “never again” twice,’ she said."),
            ["‘He told me “never again” twice,’", ">“never again”"]
        );
        assert_eq!(
            runs("\"My mom's 'rule' is old,\" he said."),
            ["\"My mom's 'rule' is old,\"", ">'rule'"]
        );
    }

    #[test]
    fn a_missing_closer_costs_one_run() {
        assert_eq!(
            runs("“It is over.\n“We go home,” she said."),
            ["“It is over.", "“We go home,”"]
        );
        assert_eq!(
            runs("He said, \"It was good.\nWe could have won.\" Then he left."),
            ["\"It was good.\nWe could have won.\""]
        );
        assert_eq!(
            runs("He said “it is over. “We go home,” she added."),
            ["“it is over.", "“We go home,”"]
        );
        assert_eq!(runs("“It is over, he said."), ["“It is over, he said."]);
    }
}
