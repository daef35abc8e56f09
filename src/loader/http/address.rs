//! Addresses of the web, as they are asked for: without what only a person or a browser needs.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::super::links;
use super::host;

/// What may not stand in a request as it is (RFC 3986); anything beyond ASCII is escaped, too.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address that can be asked for. What it shows of itself never holds a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    secure: bool,
    /// The host, in small letters of ASCII, and the port where it is not the usual one.
    authority: String,
    /// Path and query; begins with a slash.
    path: String,
    login: Option<Login>,
}

/// Name and password, as they stand in an address.
#[derive(Clone, PartialEq, Eq)]
struct Login(String);

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(a login)")
    }
}

impl Address {
    /// Reads an absolute address with the scheme `http` or `https`; a place within the page is
    /// dropped.
    pub fn parse(text: &str) -> Option<Self> {
        // Browsers drop line ends and tabs inside an address.
        let text: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
            .collect();
        let (scheme, rest) = text.split_once("://")?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (login, authority) = match authority.rsplit_once('@') {
            Some((login, authority)) => (Some(Login(login.to_owned())), authority),
            None => (None, authority),
        };
        if !authority.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return None;
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, Some(port)),
            _ => (authority, None),
        };
        let default = if secure { "443" } else { "80" };
        let port = port.filter(|port| !port.is_empty() && *port != default);
        let host = host::in_ascii(host)?;
        let slash = if path.starts_with('/') { "" } else { "/" };
        Some(Self {
            secure,
            authority: port.map_or_else(|| host.clone(), |port| format!("{host}:{port}")),
            path: format!("{slash}{}", utf8_percent_encode(path, ESCAPED)),
            login,
        })
    }

    /// Where a redirect to `location` leads. The login goes along to the same server alone.
    pub fn follow(&self, location: &str) -> Option<Self> {
        let location = location.trim();
        let mut next = match links::scheme(location) {
            Some(_) => Self::parse(location)?,
            None => Self::parse(&links::resolved(location, &self.bare()))?,
        };
        if next.login.is_none() && self.trusts(&next) {
            next.login.clone_from(&self.login);
        }
        Some(next)
    }

    /// Whether `next` is the same server, asked at least as safely.
    fn trusts(&self, next: &Self) -> bool {
        let upgraded = !self.secure && next.secure && !self.authority.contains(':');
        self.authority == next.authority && (self.secure == next.secure || upgraded)
    }

    /// The address without a login.
    pub fn bare(&self) -> String {
        format!("{}://{}{}", self.scheme(), self.authority, self.path)
    }

    /// The address with its login, to be asked for again. Not to be shown.
    pub fn whole(&self) -> String {
        let (name, at) = match &self.login {
            Some(Login(login)) => (login.as_str(), "@"),
            None => ("", ""),
        };
        format!(
            "{}://{name}{at}{}{}",
            self.scheme(),
            self.authority,
            self.path
        )
    }

    fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Host and port: the server that is asked.
    pub fn server(&self) -> &str {
        &self.authority
    }

    /// The header that logs in (RFC 7617), where the address has a login.
    pub fn authorization(&self) -> Option<String> {
        let Login(login) = self.login.as_ref()?;
        let (name, password) = login.split_once(':').unwrap_or((login, ""));
        let mut pair: Vec<u8> = percent_decode_str(name).collect();
        pair.push(b':');
        pair.extend(percent_decode_str(password));
        Some(format!("Basic {}", STANDARD.encode(pair)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn addresses_are_brought_into_the_form_of_a_request() {
        for (text, asked) in [
            ("HTTP://Example.ORG", "http://example.org/"),
            ("https://a.org?x=1#top", "https://a.org/?x=1"),
            ("https://a.org/bär se", "https://a.org/b%C3%A4r%20se"),
            ("https://a.org/100%25", "https://a.org/100%25"),
            ("https://[::1]:8080/x", "https://[::1]:8080/x"),
            ("https://[::1]/x", "https://[::1]/x"),
            ("http://Bücher.example:80/", "http://xn--bcher-kva.example/"),
        ] {
            assert_eq!(at(text).bare(), asked);
        }
        for text in [
            "file:///etc/passwd",
            "http://",
            "http:///x",
            "feed",
            "http://@/",
        ] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_login_is_used_and_never_shown() {
        let address = at("https://an%40na:s%3Acret@a.org/feed");
        assert_eq!(
            address.authorization().as_deref(),
            Some("Basic YW5AbmE6czpjcmV0")
        );
        assert_eq!(address.bare(), "https://a.org/feed");
        assert_eq!(address.whole(), "https://an%40na:s%3Acret@a.org/feed");
        assert!(!format!("{address:?}").contains("cret"));
    }

    #[test]
    fn a_login_goes_along_to_the_same_server_alone() {
        let login = |from: &str, to: &str| at(from).follow(to).unwrap().authorization().is_some();
        assert!(login("http://n:p@a.org/x", "/y"));
        assert!(login("http://n:p@a.org/x", "https://a.org/x"));
        assert!(!login("https://n:p@a.org/x", "http://a.org/x"));
        assert!(!login("https://n:p@a.org/x", "https://b.org/x"));
        assert!(!login("https://n:p@a.org/x", "https://a.org:8443/x"));
        assert_eq!(at("http://a.org/x").follow("file:///etc/passwd"), None);
    }
}
