//! How lists write where a feed comes from.

use super::normal;
use crate::model::Origin;
use crate::text::Clean;

/// Bytes of the longest address or command that is taken.
const LONGEST: usize = 4096;

/// What `written` stands for, and the command that the feed goes through, where it names one:
/// `http` and `https` addresses in their normal form, the same behind `feed:`, files by path or `file://`, `exec:COMMAND`
/// (`|COMMAND` in the OPML of Liferea and newsboat), `filter:COMMAND:ADDRESS`. Commands stay as they
/// are.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn origin(written: &str) -> Result<(Origin, Option<String>), String> {
    let written = written.trim();
    if written.len() > LONGEST {
        return Err(format!(
            "an address of {} bytes is longer than any can be",
            written.len()
        ));
    }
    if let Some(rest) = written.strip_prefix("filter:") {
        // The first colon parts the two, as newsboat has it: no command there can hold one.
        let (command, address) = rest.split_once(':').unwrap_or((rest, ""));
        return match origin(address) {
            Ok((origin, None)) if !command.trim().is_empty() => {
                Ok((origin, Some(command.trim().to_owned())))
            }
            _ => Err(format!(
                "\"{written}\" is no filter: it would be filter:COMMAND:ADDRESS"
            )),
        };
    }
    let command = written
        .strip_prefix("exec:")
        .or_else(|| written.strip_prefix('|'));
    if let Some(command) = command {
        return match command.trim() {
            "" => Err("there is no command after \"exec:\"".to_owned()),
            command => Ok((Origin::Exec(command.to_owned()), None)),
        };
    }
    if let Some(path) = without_scheme(written, "file://") {
        // A host may stand before the path, but only this one has the file.
        let path = path.strip_prefix("localhost").unwrap_or(path);
        return Ok((Origin::File(percent_decoded(path)), None));
    }
    if written.starts_with('/') {
        return Ok((Origin::File(written.to_owned()), None));
    }
    let url = match without_scheme(written, "feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => written.to_owned(),
    };
    let of_the_web = ["http://", "https://"]
        .iter()
        .any(|scheme| without_scheme(&url, scheme).is_some_and(|rest| !rest.is_empty()));
    if of_the_web && !url.contains(char::is_whitespace) {
        Ok((Origin::Url(normal(&url).into_owned()), None))
    } else {
        Err(format!("\"{written}\" is no address of a feed"))
    }
}

/// What follows `scheme`, whose letters may be capitals.
fn without_scheme<'a>(written: &'a str, scheme: &str) -> Option<&'a str> {
    let head = written.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme)
        .then(|| &written[scheme.len()..])
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `path` as an address: what is not plain in one is written as `%` and two digits.
pub(super) fn file_address(path: &str) -> String {
    let mut address = "file://".to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

/// A command that was written for a shell, as one that needs none: itself where a shell would only
/// part its words, else a shell with it.
pub(super) fn without_shell(command: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " /.,:@%+-_".contains(c);
    if command.chars().all(plain) {
        command.to_owned()
    } else {
        format!("sh -c '{}'", command.replace('\'', "'\\''"))
    }
}

/// The tags in a list that commas part, each once. A slash in front, which OPML has before
/// categories, is none of the tag.
pub fn tags(list: &str) -> Vec<Clean> {
    let mut tags = Vec::new();
    for tag in list.split(',') {
        let tag = Clean::line(tag.trim().trim_start_matches('/'));
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_origin_is_read() {
        let url = |at: &str| Ok((Origin::Url(at.to_owned()), None));
        for (written, expected) in [
            ("https://a.org/f?x=1", url("https://a.org/f?x=1")),
            ("HTTP://A.org:80", url("http://a.org/")),
            ("feed://a.org/f", url("http://a.org/f")),
            ("feed:https://a.org/f", url("https://a.org/f")),
            ("file:///a%20b/c", Ok((Origin::File("/a b/c".into()), None))),
            ("/a/100%", Ok((Origin::File("/a/100%".into()), None))),
            ("|make it", Ok((Origin::Exec("make it".into()), None))),
            ("exec:make it", Ok((Origin::Exec("make it".into()), None))),
            (
                "filter:tidy -q:https://a.org/f",
                Ok((
                    Origin::Url("https://a.org/f".into()),
                    Some("tidy -q".to_owned()),
                )),
            ),
        ] {
            assert_eq!(origin(written), expected, "{written}");
        }
        for written in [
            "",
            "a.org",
            "ftp://a.org",
            "http://",
            "exec: ",
            "filter:a",
            "filter::http://a.org",
        ] {
            assert!(origin(written).is_err(), "{written}");
        }
    }

    #[test]
    fn a_path_comes_back_from_its_address() {
        for path in ["/a b/ü%20.xml", "/plain/f.xml"] {
            let back = origin(&file_address(path));
            assert_eq!(back, Ok((Origin::File(path.to_owned()), None)));
        }
    }

    #[test]
    fn only_what_a_shell_would_change_gets_one() {
        assert_eq!(without_shell("fetch.py -n 3"), "fetch.py -n 3");
        assert_eq!(without_shell("~/f | sort"), "sh -c '~/f | sort'");
        assert_eq!(without_shell("echo 'a'"), "sh -c 'echo '\\''a'\\'''");
    }
}
