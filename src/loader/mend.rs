//! Slips that writers and exporters of Markdown make, mended line by line before it is parsed.

/// Whether a line stands in fenced code, while lines are passed in their order.
#[derive(Debug, Default)]
pub(super) struct Fence {
    open: Option<&'static str>,
}

impl Fence {
    /// Goes on to `line`.
    pub fn pass(&mut self, line: &str) {
        let start = line.trim_start_matches(' ');
        if line.len() - start.len() > 3 {
            return;
        }
        match self.open {
            Some(mark) if start.starts_with(mark) => self.open = None,
            Some(_) => {}
            None => self.open = ["```", "~~~"].into_iter().find(|m| start.starts_with(m)),
        }
    }

    /// Whether the line passed last opened a fence or stands inside one.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// `text` with its slips mended, except in fenced code: text right after the end tag of a block is
/// parted from it, or it would be read as HTML; links whose address has spaces in it, or whose
/// title has quotation marks in it, become links.
pub(super) fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence = Fence::default();
    for line in text.split_inclusive('\n') {
        fence.pass(line);
        if fence.is_open() {
            out.push_str(line);
            continue;
        }
        let (tags, rest) = line.split_at(end_tags(line));
        out.push_str(tags);
        if !tags.is_empty() && !rest.trim().is_empty() && !rest.starts_with('<') {
            out.push_str("\n\n");
        }
        push_with_targets(&mut out, rest);
    }
    out
}

/// Bytes of the end tags of blocks that `line` starts with.
fn end_tags(line: &str) -> usize {
    let mut rest = line;
    while let Some((name, after)) = rest.strip_prefix("</").and_then(|r| r.split_once('>')) {
        let blocks = ["p", "div", "table", "ul", "ol", "blockquote", "section"];
        if !blocks.iter().any(|b| name.eq_ignore_ascii_case(b)) {
            break;
        }
        rest = after;
    }
    line.len() - rest.len()
}

/// Adds `line`, with the targets of links in angle brackets where they are addresses with spaces,
/// and without titles that end too early.
fn push_with_targets(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        rest = after;
        // Up to the next link alone, so that no part of a line is searched twice.
        let near = after.split("](").next().unwrap_or(after);
        if let Some((target, title)) = titled(near)
            && title.contains('"')
        {
            out.extend([target, ")"]);
            rest = after
                .get(target.len() + title.len() + " \"\")".len()..)
                .unwrap_or_default();
            continue;
        }
        let Some((target, _)) = near.split_once(')') else {
            continue;
        };
        let is_address = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| target.starts_with(scheme));
        // After an address a title may stand, which is in quotation marks.
        let is_one = is_address && target.contains(' ') && !target.contains(['"', '\'', '(', '<']);
        if is_one {
            out.extend(["<", target.trim(), ">)"]);
            rest = after.get(target.len() + ")".len()..).unwrap_or_default();
        }
    }
    out.push_str(rest);
}

/// The target of a link and its title: `target "title")`.
fn titled(text: &str) -> Option<(&str, &str)> {
    let (target, rest) = text.split_once(' ')?;
    let (title, _) = rest.strip_prefix('"')?.split_once("\")")?;
    (!target.contains(')')).then_some((target, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_spaces_is_one_target_and_a_title_stays_one() {
        assert_eq!(
            mended("[a](mailto:x@y.org?subject=Two words) and [b](https://a.org/b c.pdf)."),
            "[a](<mailto:x@y.org?subject=Two words>) and [b](<https://a.org/b c.pdf>)."
        );
        assert_eq!(mended("[a](/b \"Of \"it\"\") c"), "[a](/b) c");
        for kept in [
            "[a](https://a.org \"Two words\")",
            "[sic](as he said)",
            "[a](b",
        ] {
            assert_eq!(mended(kept), kept);
        }
    }

    #[test]
    fn text_after_an_end_tag_is_a_paragraph_of_its_own() {
        assert_eq!(mended("</p>_Text_\n"), "</p>\n\n_Text_\n");
        for kept in ["</p>\n", "</div><p>", "```\n</p>x\n```\n", "a</p>b"] {
            assert_eq!(mended(kept), kept);
        }
    }
}
