//! Shortcodes: what site generators put into Markdown between `{{< >}}`, `{{% %}}`, `{% %}` and
//! `{: }` to have something else written in its place.

use super::mend::Fence;

/// How shortcodes start and end.
const MARKS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{:", "}")];

/// Bytes of the longest shortcode.
const LONGEST: usize = 4000;

/// `text` without its shortcodes, except in fenced code. What stands between an opening and a
/// closing one stays, and so does what one says to readers: the label of a link, the caption of a
/// picture, the words of a quotation set apart.
pub(super) fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = [0; MARKS.len()];
    let mut fence = Fence::default();
    // What was said in the paragraph up to here; it follows when the paragraph ends.
    let mut said = String::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        if at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n') {
            let line = rest.lines().next().unwrap_or_default();
            fence.pass(line);
            if line.trim().is_empty() && !said.is_empty() {
                out.push_str(&std::mem::take(&mut said));
            }
        }
        let mark = MARKS
            .iter()
            .zip(&mut ends)
            .find(|((start, _), _)| rest.starts_with(start));
        if !fence.is_open()
            && let Some(((start, end), next_end)) = mark
        {
            // Where the next end stands is looked up once, however many openings come before it.
            if *next_end < at + start.len() {
                *next_end = rest.find(end).map_or(usize::MAX, |len| at + len);
            }
            let close = Some(*next_end - at).filter(|len| *len <= LONGEST);
            let one_line = |len: &usize| {
                *start != "{:" || !rest.get(..*len).unwrap_or_default().contains('\n')
            };
            if let Some(len) = close.filter(one_line) {
                let inside = rest.get(start.len()..len).unwrap_or_default();
                said.push_str(&block(inside));
                if out.ends_with("](") {
                    // The target of a link: without any the link would be none.
                    out.push_str("<>");
                } else if let Some(label) = parameter(inside, "label") {
                    out.push_str(label);
                }
                at += len + end.len();
                continue;
            }
        }
        // On to the next place where anything may start.
        let step = rest
            .char_indices()
            .skip(1)
            .find(|(i, c)| *c == '{' || rest.as_bytes().get(i - 1) == Some(&b'\n'))
            .map_or(rest.len(), |(i, _)| i);
        out.push_str(rest.get(..step).unwrap_or_default());
        at += step;
    }
    out.push_str(&said);
    out
}

/// What the shortcode `inside` its marks says to readers in a block of its own.
fn block(inside: &str) -> String {
    let name = inside.split_whitespace().next().unwrap_or_default();
    let value = |names: &[&str]| {
        let found = names.iter().find_map(|name| parameter(inside, name));
        found.map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    if name.contains("quote")
        && let Some(quoted) = value(&["text", "quote", "content"])
    {
        let by = value(&["cite", "author", "source"]);
        let by = by.map_or(String::new(), |by| format!("\n>\n> — {by}"));
        return format!("\n\n> {quoted}{by}\n\n");
    }
    let Some(caption) = value(&["caption"]) else {
        return String::new();
    };
    let image = value(&["src"]).map_or_else(String::new, |address| {
        let alt = value(&["alt"]).unwrap_or_default();
        let [address, alt] = [address, alt].map(|v| v.replace('"', "&quot;"));
        format!("<img src=\"{address}\" alt=\"{alt}\">")
    });
    format!("\n\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n\n")
}

/// The value of the parameter `name="…"`, where it has one.
fn parameter<'a>(inside: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next()?;
        let (value, left) = if matches!(quote, '"' | '\'' | '`') {
            after.get(1..)?.split_once(quote)?
        } else {
            after.split_at(after.find(char::is_whitespace).unwrap_or(after.len()))
        };
        if key == name {
            return Some(value).filter(|v| !v.trim().is_empty());
        }
        rest = left;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shortcode_says_follows_its_paragraph() {
        let text = "One {{< img src=\"a b.jpg\" caption='By “Ann”' >}} two\nthree.\n\nFour.";
        assert_eq!(
            without(text),
            "One  two\nthree.\n\n\n<figure><img src=\"a b.jpg\" alt=\"\"><figcaption>By “Ann”</figcaption></figure>\n\n\nFour."
        );
        let text = "{{% pull-quote text=\"It holds.\" cite=\"Ann Roe\" %}}";
        assert_eq!(without(text).trim(), "> It holds.\n>\n> — Ann Roe");
        let text = "Read {{< file path='a.pdf' label='the plans' >}} first.";
        assert_eq!(without(text), "Read the plans first.");
        assert_eq!(without("{{< img caption=\"\" src=x >}}."), ".");
    }

    #[test]
    fn what_is_between_two_of_them_stays_and_code_is_left_alone() {
        assert_eq!(without("{{< box >}}In it{{< /box >}}"), "In it");
        let code = "```\n{{< kept >}}\n```\n";
        assert_eq!(without(code), code);
        assert_eq!(without("{{< never closed"), "{{< never closed");
    }
}
