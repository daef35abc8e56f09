//! JSON Lines -> articles: one record `{"id", "text"[, "title"]}` a line.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::Value;

use super::Limits;
use super::body::BodyParts;
use super::draft::Draft;
use super::lines::{is_hard_wrapped, paragraphs};
use super::refusal::Refusal;
use crate::model::{Article, Block, BlockKind, Problem, Source, SourceKind};
use crate::text::{Clean, Span};

/// One record of a corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its `id`, as it was written: a text, a number or what else.
    pub id: Value,
    /// Its text as an article. Byte offsets into it are byte offsets into the record's text.
    pub article: Article,
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
    #[serde(default)]
    title: Option<String>,
}

/// Reads records from `input`, which the person knows as `place`, one at a time. A line that is no
/// record, or longer than [`Limits::bytes`], costs that line; blank lines are passed over.
pub fn records<R: BufRead>(
    input: R,
    place: &Clean,
    limits: &Limits,
) -> impl Iterator<Item = Result<Record, Problem>> + use<R> {
    Records {
        input,
        place: place.clone(),
        limit: limits.bytes,
        line: 0,
        ended: false,
    }
}

struct Records<R> {
    input: R,
    place: Clean,
    /// Bytes of the longest line.
    limit: u64,
    line: usize,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    /// The next line without its end; `None` at the end of the input.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        let mut line = Vec::new();
        let read = (&mut self.input)
            .take(self.limit + 1)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && read as u64 > self.limit {
            self.input.skip_until(b'\n')?;
            return Err(Refusal::TooLarge(self.limit));
        }
        Ok(Some(line))
    }

    fn problem(&self, refusal: &Refusal) -> Problem {
        Problem {
            place: Clean::line(&format!("{}, line {}", self.place, self.line)),
            message: Clean::line(&refusal.to_string()),
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            let line = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(refusal) => {
                    // A line too long has been passed over; after any other error nothing comes.
                    self.ended = !matches!(refusal, Refusal::TooLarge(_));
                    return Some(Err(self.problem(&refusal)));
                }
            };
            let line = line
                .strip_prefix(b"\xef\xbb\xbf".as_slice())
                .unwrap_or(&line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(match serde_json::from_slice::<Line>(line) {
                Ok(line) => Ok(record(line, &self.place)),
                Err(error) => Err(self.problem(&Refusal::Record(lack(line, &error)))),
            });
        }
        None
    }
}

/// What the line, which serde refused with `error`, lacks to be a record; in words.
fn lack(line: &[u8], error: &serde_json::Error) -> String {
    if std::str::from_utf8(line).is_err() {
        return "it is not in UTF-8".to_owned();
    }
    match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(fields)) => {
            let text = fields.get("text");
            let lack = if !fields.contains_key("id") {
                "it has no \"id\""
            } else if text.is_none() {
                "it has no \"text\""
            } else if !text.is_some_and(Value::is_string) {
                "its \"text\" is no string"
            } else if fields
                .get("title")
                .is_some_and(|t| !t.is_null() && !t.is_string())
            {
                "its \"title\" is no string"
            } else {
                "it names a field twice"
            };
            lack.to_owned()
        }
        Ok(_) => "it is no object in braces".to_owned(),
        Err(_) if error.is_eof() => "its JSON ends too early".to_owned(),
        Err(error) => format!("it is no JSON from character {} on", error.column()),
    }
}

fn record(line: Line, place: &Clean) -> Record {
    let id = match &line.id {
        Value::String(id) => Clean::line(id),
        other => Clean::line(&other.to_string()),
    };
    let source = Source {
        kind: SourceKind::Record,
        location: Clean::line(&format!("{place}#{id}")),
        label: place.clone(),
    };
    let draft = Draft {
        title: line.title.and_then(|t| Clean::line(&t).non_empty()),
        body: in_place(&line.text),
        ..Draft::default()
    };
    Record {
        id: line.id,
        article: draft.finish(id, source),
    }
}

/// `raw` as a body in which every byte keeps its place: a paragraph a line, or, where blank lines
/// part paragraphs that are hard-wrapped, with the single line ends turned into spaces. White
/// space between paragraphs becomes line feeds.
fn in_place(raw: &str) -> BodyParts {
    let clean = Clean::in_place(raw);
    let has_blank_lines = clean.trim().lines().any(|line| line.trim().is_empty());
    let spans = paragraphs(&clean, has_blank_lines && is_hard_wrapped(&clean));
    let mut text = String::with_capacity(clean.len());
    for span in &spans {
        text.extend(std::iter::repeat_n('\n', span.start - text.len()));
        text.extend(
            span.of(&clean)
                .chars()
                .map(|c| if c == '\n' { ' ' } else { c }),
        );
    }
    text.extend(std::iter::repeat_n('\n', clean.len() - text.len()));
    let block = |span: Span| Block {
        span,
        kind: BlockKind::Paragraph,
        quote_depth: 0,
        boilerplate: false,
    };
    BodyParts {
        text: Clean::in_place(&text),
        blocks: spans.into_iter().map(block).collect(),
        ..BodyParts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Vec<Result<Record, Problem>> {
        records(input.as_bytes(), &Clean::new("corpus"), &Limits::default()).collect()
    }

    #[test]
    fn every_byte_keeps_its_place() {
        let text = "  “One.”\r\n \t\u{a0}\n\x1b[31mTwo “said”\u{202e} three.  \n\nFour.\n";
        let line = serde_json::json!({"id": 7, "text": text}).to_string();
        let records = read(&line);
        let record = records[0].as_ref().unwrap();
        let article = &record.article;
        assert_eq!(record.id, 7);
        assert_eq!(article.text.len(), text.len());
        for part in ["“One.”", "“said”", "Four."] {
            assert_eq!(article.text.find(part), text.find(part));
        }
        assert_eq!(article.blocks.len(), 3);
        assert_eq!(Clean::new(&article.text), article.text);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block_of_the_same_length() {
        let text = "The board of the harbour voted on\nTuesday to rebuild the old pier,\nafter two years of quarrels.\n\nNobody spoke to the press after\nthe vote, and all went home.\n";
        let line = serde_json::json!({"id": "a", "text": text}).to_string();
        let records = read(&line);
        let article = &records[0].as_ref().unwrap().article;
        assert_eq!(article.blocks.len(), 2);
        assert_eq!(article.text.replace('\n', " "), text.replace('\n', " "));
    }

    #[test]
    fn what_a_line_lacks_is_told_in_words() {
        for (line, words) in [
            ("{\"id\": 1}", "no \"text\""),
            ("{\"text\": \"a\"}", "no \"id\""),
            ("{\"id\": 1, \"text\": 2}", "\"text\" is no string"),
            (
                "{\"id\": 1, \"text\": \"a\", \"title\": []}",
                "\"title\" is no string",
            ),
            ("{\"id\": 1, \"id\": 1, \"text\": \"a\"}", "twice"),
            ("[1]", "no object"),
            ("{\"id\": 1, \"te", "ends too early"),
            ("{\"id\": 1; }", "no JSON from character 9 on"),
        ] {
            let records = read(line);
            let message = &records[0].as_ref().unwrap_err().message;
            assert!(message.contains(words), "{line}: {message}");
            assert!(!message.contains("line 1"), "{message}");
        }
    }

    #[test]
    fn a_bad_line_costs_that_line() {
        let input = "{\"id\": 1, \"text\": \"One\", \"title\": \"T\"}\n\nnot json\n{\"id\": 2}\n{\"id\": null, \"text\": \"\"}";
        let records = read(input);
        assert_eq!(records.len(), 4);
        assert_eq!(
            records[0].as_ref().unwrap().article.title,
            Some(Clean::new("T"))
        );
        assert!(records[1].as_ref().unwrap_err().place.ends_with("line 3"));
        assert!(records[2].is_err());
        assert!(records[3].is_ok());
    }
}
