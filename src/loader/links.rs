//! Addresses of links: made absolute, and only those that lead somewhere a reader can go.

use crate::text::Clean;

/// Bytes of the longest address that is kept.
const LONGEST: usize = 4096;

/// The address that `href` on the page at `base` leads to: `http`, `https` or `mailto`, absolute
/// where `base` is known. `None` for scripts, data, places on the same page, and other schemes.
pub(super) fn target(href: &str, base: Option<&str>) -> Option<Clean> {
    // Browsers drop line ends and tabs inside an address.
    let href: String = href
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
        .collect();
    if href.is_empty() || href.starts_with('#') || href.len() > LONGEST {
        return None;
    }
    let absolute = match scheme(&href) {
        Some(scheme) => {
            let wanted = ["http", "https", "mailto"];
            wanted
                .iter()
                .any(|w| scheme.eq_ignore_ascii_case(w))
                .then_some(href)?
        }
        None => base.map_or_else(|| href.clone(), |base| resolved(&href, base)),
    };
    Clean::line(&absolute).non_empty()
}

/// `address` made absolute by `base`, whatever its scheme; as it is where there is nothing to
/// resolve it against. `None` where there is no address, or one too long to be one.
pub(super) fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address: String = address
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
        .collect();
    if address.is_empty() || address.len() > LONGEST {
        return None;
    }
    Some(match base.filter(|_| scheme(&address).is_none()) {
        Some(base) => resolved(&address, base),
        None => address,
    })
}

/// `address` where it is absolute and of the web.
pub(super) fn web(address: &str) -> Option<Clean> {
    let address = address.trim();
    let scheme = scheme(address)?;
    let of_the_web = ["http", "https"]
        .iter()
        .any(|w| scheme.eq_ignore_ascii_case(w));
    let has_host = address
        .get(scheme.len()..)
        .and_then(|rest| rest.strip_prefix("://"))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    (of_the_web && has_host && address.len() <= LONGEST).then(|| Clean::line(address))
}

/// The host of an absolute address, without "www." and the port.
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.find(']') {
        Some(end) => host.get(..=end)?,
        None => host.split(':').next()?,
    };
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The scheme of an address that has one (RFC 3986, section 3.1).
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    valid.then_some(scheme)
}

/// A relative address made absolute (RFC 3986, section 5.2).
pub(super) fn resolved(href: &str, base: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else {
        return href.to_owned();
    };
    if let Some(rest) = href.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if href.starts_with('?') {
        return format!("{scheme}://{authority}{path}{href}");
    }
    let (relative, tail) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let joined = if relative.starts_with('/') {
        relative.to_owned()
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{relative}")
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = joined.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            _ => kept.push(part),
        }
    }
    format!("{scheme}://{authority}/{}{tail}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_resolved_as_the_standard_says() {
        // From RFC 3986, section 5.4.
        let base = Some("http://a/b/c/d;p?q");
        for (href, absolute) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("https://x.org/", "https://x.org/"),
        ] {
            assert_eq!(target(href, base), Some(Clean::new(absolute)), "{href}");
        }
        assert_eq!(target("g", None), Some(Clean::new("g")));
    }

    #[test]
    fn scripts_data_and_places_on_the_page_lead_nowhere() {
        for href in [
            "javascript:alert(1)",
            "java\nscript:x()",
            "data:text/html,x",
            "#top",
            " ",
        ] {
            assert_eq!(target(href, Some("http://a/")), None, "{href}");
        }
        assert_eq!(web("file:///etc/passwd"), None);
        assert_eq!(host("https://www.example.org:8080/a"), Some("example.org"));
    }
}
