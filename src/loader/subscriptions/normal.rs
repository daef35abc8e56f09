//! One form for addresses that mean the same.

use std::borrow::Cow;

/// `url`, an `http` or `https` address, in the form of RFC 3986, sections 6.2.2 and 6.2.3, so that
/// there are no two subscriptions to one place: scheme and host in small letters, without the port
/// that is meant anyway, with a path, without `.` and `..` in it, and nothing escaped that need not
/// be. A place within the page (`#top`) is dropped, as it is never sent. The letters of path and
/// query stay as they are. What is no such address stays as it is altogether.
pub fn normal(url: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = url.trim().split_once("://") else {
        return Cow::Borrowed(url);
    };
    let scheme = scheme.to_ascii_lowercase();
    let default = match scheme.as_str() {
        "http" => "80",
        "https" => "443",
        _ => return Cow::Borrowed(url),
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    // A login has capitals that matter.
    let (login, server) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ => (server, ""),
    };
    let mut authority = format!("{login}{}", host.to_lowercase());
    if !port.is_empty() && port.trim_start_matches('0') != default {
        authority = format!("{authority}:{port}");
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let path = unescaped(&format!("{slash}{path}"));
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    Cow::Owned(format!(
        "{scheme}://{authority}{}{query}",
        without_dots(path)
    ))
}

/// `path` without `.` and `..` (RFC 3986, section 5.2.4); it begins with a slash.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        if part == ".." {
            kept.pop();
        }
        if !matches!(part, "." | "..") {
            kept.push(part);
        } else if parts.peek().is_none() {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// `text` without escapes of what need not be escaped; in the others the digits are capitals.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte));
                out.push_str(&part[2..]);
            }
            Some(byte) => out.push_str(&format!("%{byte:02X}{}", &part[2..])),
            None => {
                out.push('%');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn what_means_the_same_is_written_the_same() {
        for (url, same) in [
            ("HTTP://Example.ORG", "http://example.org/"),
            ("https://a.org:443/Feed", "https://a.org/Feed"),
            ("http://a.org:/f", "http://a.org/f"),
            ("http://a.org:0080/f", "http://a.org/f"),
            ("https://a.org:80/f", "https://a.org:80/f"),
            ("http://a.org:8080", "http://a.org:8080/"),
            ("https://a.org?X=1#top", "https://a.org/?X=1"),
            ("https://a.org/b/../%7Euser/./f", "https://a.org/~user/f"),
            ("https://a.org/%2e%2E/f%2fg", "https://a.org/f%2Fg"),
            ("https://a.org/f?q=%41&p=../x", "https://a.org/f?q=A&p=../x"),
            ("https://Me:Secret@A.org/", "https://Me:Secret@a.org/"),
            ("https://[::1]:443/F", "https://[::1]/F"),
            ("https://a.org//b//..", "https://a.org//b/"),
            ("https://a.org/100%", "https://a.org/100%"),
            ("https://a.org/f%é", "https://a.org/f%é"),
            ("https://BÜCHER.example/Ü", "https://bücher.example/Ü"),
            ("feed.xml", "feed.xml"),
            ("ftp://A.org", "ftp://A.org"),
        ] {
            assert_eq!(normal(url), same);
            assert_eq!(normal(same), same, "once is enough");
        }
    }
}
