//! Articles as Markdown (CommonMark).

use crate::model::{Article, Block, BlockKind, Marker, Picture, Style};
use crate::text::{Clean, Span};

/// Spaces that each list around an item moves it by: enough for what stands before it there, too
/// little for code.
const INDENT: usize = 4;

/// `article` with its title, where it came from and its address above its text. Boilerplate is left
/// out.
pub(super) fn article(article: &Article, facts: &str) -> String {
    let mut out = String::from("# ");
    escape(article.headline(), true, &mut out);
    out.push_str("\n\n");
    escape(facts, true, &mut out);
    out.push('\n');
    if let Some(url) = &article.url {
        out.push_str(&format!("\n<{}>\n", url.replace(['<', '>', ' '], "")));
    }
    let mut previous: Option<&Block> = None;
    let mut pictures = article.pictures.iter().peekable();
    for block in article.body_blocks() {
        while let Some(picture) = pictures.next_if(|p| p.at <= block.span.start) {
            write_picture(picture, &mut out);
            previous = None;
        }
        if !previous.is_some_and(|previous| goes_on(previous, block)) {
            // What ends a block quote is an empty line outside of it.
            let both = previous.map_or(0, |p| p.quote_depth.min(block.quote_depth));
            out.push_str("> ".repeat(usize::from(both)).trim_end());
            out.push('\n');
        }
        previous = Some(block);
        write_block(article, block, &mut out);
    }
    pictures.for_each(|picture| write_picture(picture, &mut out));
    out
}

fn write_picture(picture: &Picture, out: &mut String) {
    out.push_str("\n![");
    escape(picture.label().map_or("", Clean::as_str), false, out);
    let address = picture.address.replace(['<', '>', ' '], "");
    out.push_str(&format!("](<{address}>)\n"));
}

/// Whether `next` is the next item of the same list.
fn goes_on(previous: &Block, next: &Block) -> bool {
    let item = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
    let part = matches!(
        next.kind,
        BlockKind::Item {
            marker: Marker::None,
            ..
        }
    );
    item(previous) && item(next) && !part && previous.quote_depth == next.quote_depth
}

fn write_block(article: &Article, block: &Block, out: &mut String) {
    let quote = "> ".repeat(usize::from(block.quote_depth));
    let text = block.span.of(&article.text);
    let indent = |depth: u8| " ".repeat(usize::from(depth) * INDENT);
    let (first, rest, body) = match block.kind {
        BlockKind::Paragraph => (String::new(), String::new(), inline(article, block.span)),
        BlockKind::Heading(level) => {
            // The title is the one heading of the first level.
            let marks = "#".repeat(usize::from(level).clamp(1, 5) + 1);
            let line = inline(article, block.span).replace("\\\n", " ");
            (format!("{marks} "), String::new(), line)
        }
        BlockKind::Item { depth, marker } => {
            let before = indent(depth);
            let first = match marker {
                Marker::None => indent(depth + 1),
                Marker::Bullet => format!("{before}- "),
                Marker::Number(n) => format!("{before}{n}. "),
            };
            (first, indent(depth + 1), inline(article, block.span))
        }
        BlockKind::Code => {
            let fence = fence(text, 3);
            let body = format!("{fence}\n{text}\n{fence}");
            (String::new(), String::new(), body)
        }
        BlockKind::Rule => (String::new(), String::new(), "---".to_owned()),
    };
    for (n, line) in body.lines().enumerate() {
        let start = out.len();
        out.push_str(&quote);
        out.push_str(if n == 0 { &first } else { &rest });
        out.push_str(line);
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }
}

/// Backticks enough to stand around `text`.
fn fence(text: &str, least: usize) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().map_or(least, |longest| least.max(longest + 1)))
}

/// A stretch set apart, with what stands before and after it.
struct Mark<'a> {
    span: Span,
    open: &'static str,
    close: String,
    code: Option<&'a str>,
}

/// The text of `block` with its emphasis, code and links.
fn inline(article: &Article, block: Span) -> String {
    let marks = marks(article, block);
    let mut out = String::new();
    let mut open: Vec<&Mark<'_>> = Vec::new();
    let mut at = block.start;
    let text = |start: usize, end: usize| Span::new(start, end).of(&article.text);
    for mark in &marks {
        while let Some(last) = open.pop_if(|last| last.span.end <= mark.span.start) {
            escape(text(at, last.span.end), out.is_empty(), &mut out);
            out.push_str(&last.close);
            at = last.span.end;
        }
        let around = open.last().map_or(block, |last| last.span);
        // What stands in code is code, and what crosses cannot be written.
        if mark.span.start < at || !around.covers(mark.span) {
            continue;
        }
        escape(text(at, mark.span.start), out.is_empty(), &mut out);
        at = mark.span.start;
        match mark.code {
            Some(code) => {
                let fence = fence(code, 1);
                let pad = if code.starts_with('`') || code.ends_with('`') {
                    " "
                } else {
                    ""
                };
                out.push_str(&format!(
                    "{fence}{pad}{}{pad}{fence}",
                    code.replace('\n', " ")
                ));
                at = mark.span.end;
            }
            None => {
                out.push_str(mark.open);
                open.push(mark);
            }
        }
    }
    for last in open.into_iter().rev() {
        escape(text(at, last.span.end), out.is_empty(), &mut out);
        out.push_str(&last.close);
        at = last.span.end;
    }
    escape(text(at, block.end), out.is_empty(), &mut out);
    out
}

/// What is set apart in `block`, the outer before the inner.
fn marks(article: &Article, block: Span) -> Vec<Mark<'_>> {
    let inside = |span: Span| {
        let words = span.of(&article.text);
        // Emphasis that begins or ends with a blank is none.
        block.covers(span) && !words.is_empty() && words.trim() == words
    };
    let inlines = article.inlines.iter().filter(|i| inside(i.span));
    let inlines = inlines.map(|inline| {
        let (open, close) = match inline.style {
            Style::Emphasis => ("*", "*"),
            Style::Strong => ("**", "**"),
            Style::Code => ("", ""),
        };
        Mark {
            span: inline.span,
            open,
            close: close.to_owned(),
            code: (inline.style == Style::Code).then(|| inline.span.of(&article.text)),
        }
    });
    let links = article.links.iter().filter(|link| inside(link.span));
    let links = links.map(|link| Mark {
        span: link.span,
        open: "[",
        close: format!("](<{}>)", link.target.replace(['<', '>', '\n'], "")),
        code: None,
    });
    let mut marks: Vec<_> = inlines.chain(links).collect();
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

/// Adds `text` so that no character of it is taken for markup; `first` where it begins a line.
fn escape(text: &str, mut first: bool, out: &mut String) {
    let mut digits = false;
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\\n"),
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '~' => out.extend(['\\', c]),
            '#' | '+' | '-' | '>' | '=' | '|' if first => out.extend(['\\', c]),
            '.' | ')' if digits => out.extend(['\\', c]),
            c => out.push(c),
        }
        digits = c.is_ascii_digit() && (first || digits);
        first = c == '\n' || (first && c.is_whitespace());
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;
    use crate::loader::{Hint, Limits, read};
    use crate::model::{Source, SourceKind};

    fn source() -> Source {
        Source {
            kind: SourceKind::File,
            location: "a.md".into(),
            label: "a".into(),
        }
    }

    fn read_back(markdown: &str) -> Article {
        let hint = Hint {
            name: Some("a.md".as_ref()),
            ..Hint::default()
        };
        let tick = &mut || ControlFlow::Continue(());
        let losses = &mut Vec::new();
        read(
            markdown.as_bytes(),
            &hint,
            source(),
            &Limits::default(),
            losses,
            tick,
        )
        .unwrap()
    }

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let text = "Title of it\n\n\
            ## A heading\n\nSome *words* and **strong *ones*** and `co_de`, see \
            [a *link*](<https://a.org/x>).\n\n\
            - one\n- two\n    1. inner\n    2. other\n\n    more of it\n\n\
            > quoted\n>\n> again\n\n\
            ![A [pier] at *dusk*](<https://a.org/p.jpg>)\n\n\
            ```\nlet x = 1;\n```\n\nThe end.\n";
        let read = read_back(&format!("# {text}"));
        let again = read_back(&article(&read, "The Daily"));
        let (_, after) = again.text.split_once('\n').unwrap();
        assert_eq!(after, &*read.text);
        let plain = |a: &Article| {
            a.inlines
                .iter()
                .map(|i| (i.style, i.span.of(&a.text).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(plain(&again), plain(&read));
        assert_eq!(again.links.len(), 1);
        let pictures = |a: &Article| -> Vec<_> {
            let all = a.pictures.iter();
            all.map(|p| (p.label().cloned(), p.address.clone()))
                .collect()
        };
        assert_eq!(pictures(&again), pictures(&read));
        assert_eq!(read.pictures[0].alt.as_deref(), Some("A [pier] at dusk"));
        assert_eq!(again.headline(), "Title of it");
    }

    proptest! {
        #[test]
        fn no_text_becomes_markup(text in "([*_`#>+~|=<&\\[\\](){}!.-]|\\\\|[a-c]| |1){1,30}[a-c]") {
            let text = Clean::line(&text);
            let mut escaped = String::new();
            escape(&text, true, &mut escaped);
            let read = read_back(&format!("First.\n\n{escaped}\n\nLast."));
            let middle = read.text.strip_prefix("First.\n").and_then(|t| t.strip_suffix("\nLast."));
            prop_assert_eq!(middle, Some(text.as_str()), "{}", escaped);
        }
    }
}
