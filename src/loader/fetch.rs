//! One page over HTTP, because a person named its address.

use std::io::{self, Read};

use ureq::Timeout;

use super::Limits;
use super::refusal::Refusal;
use super::trouble;

/// What a server sent.
#[derive(Debug)]
pub(super) struct Fetched {
    pub bytes: Vec<u8>,
    /// Where the redirects ended.
    pub url: String,
    /// The content type without its parameters.
    pub content_type: Option<String>,
    pub charset: Option<String>,
}

/// Fetches `url` within `limits`, following redirects to `http` and `https` addresses alone.
/// [`Limits::bytes`] bounds the body after decompression.
pub(super) fn fetch(url: &str, limits: &Limits) -> Result<Fetched, Refusal> {
    let agent = ureq::Agent::config_builder()
        .user_agent(concat!("quotidian/", env!("CARGO_PKG_VERSION")))
        .accept("text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1")
        .http_status_as_error(false)
        .max_redirects(limits.redirects)
        .save_redirect_history(true)
        .timeout_connect(Some(limits.connect))
        .timeout_global(Some(limits.fetch))
        .build()
        .new_agent();
    let mut response = agent
        .get(url)
        .call()
        .map_err(|error| in_words(&error, limits))?;
    let status = response.status();
    if !status.is_success() {
        return Err(Refusal::Fetch(status_in_words(status.as_u16())));
    }
    use ureq::ResponseExt;
    let url = response.get_uri().to_string();
    let body = response.body_mut();
    let content_type = body.mime_type().map(str::to_ascii_lowercase);
    let charset = body.charset().map(str::to_owned);
    if let Some(kind) = content_type.as_deref().and_then(not_text) {
        return Err(Refusal::Binary(kind));
    }
    let mut bytes = Vec::new();
    let mut reader = body.with_config().limit(u64::MAX).reader();
    (&mut reader)
        .take(limits.bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| in_words(&ureq::Error::from(error), limits))?;
    if bytes.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge(limits.bytes));
    }
    Ok(Fetched {
        bytes,
        url,
        content_type,
        charset,
    })
}

/// What a content type that is never text holds.
fn not_text(content_type: &str) -> Option<&'static str> {
    let (family, kind) = content_type.split_once('/')?;
    match (family, kind) {
        ("image", "svg+xml") => None,
        ("image", _) => Some("a picture"),
        ("audio", _) => Some("a sound file"),
        ("video", _) => Some("a video"),
        ("font", _) => Some("a font"),
        ("application", "pdf") => Some("a PDF document"),
        ("application", "zip" | "gzip" | "x-tar") => Some("an archive"),
        _ => None,
    }
}

fn status_in_words(status: u16) -> String {
    let what = match status {
        401 => "asks for a login (401); quotidian cannot log in there",
        402 | 403 => "does not let quotidian in (403); it may open in a browser",
        404 => "has no such page (404); check the address",
        410 => "says that the page is gone for good (410)",
        429 => "had too many requests (429); try again later",
        451 => "may not show the page for legal reasons (451)",
        500..=599 => return format!("failed at its own end ({status}); try again later"),
        _ => return format!("answered with status {status} instead of a page"),
    };
    what.to_owned()
}

fn in_words(error: &ureq::Error, limits: &Limits) -> Refusal {
    use ureq::Error;
    let words = match error {
        Error::HostNotFound => HOST_NOT_FOUND.to_owned(),
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => format!(
            "its server did not answer within {} s; try again later",
            limits.connect.as_secs_f32()
        ),
        Error::Timeout(_) => format!(
            "took longer than {} s to fetch; try again later",
            limits.fetch.as_secs_f32()
        ),
        Error::TooManyRedirects => {
            format!(
                "redirects more than {} times; the site is broken",
                limits.redirects
            )
        }
        Error::BadUri(_) | Error::Http(_) => return Refusal::Scheme,
        Error::Tls(why) => tls(why),
        Error::Rustls(why) => tls(&why.to_string()),
        Error::Io(error) => return io_in_words(error),
        Error::Decompress(kind, _) => format!("sent a broken {kind} stream"),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => {
            "sent an answer that is not proper HTTP; check the address".to_owned()
        }
        other => format!("could not be fetched: {other}"),
    };
    Refusal::Fetch(words)
}

const HOST_NOT_FOUND: &str = "its host was not found; check the address and the connection";

fn tls(why: &str) -> String {
    format!("has no trustworthy secure connection ({why}); nothing was read from it")
}

fn io_in_words(error: &io::Error) -> Refusal {
    use io::ErrorKind;
    let words = match error.kind() {
        ErrorKind::ConnectionRefused => {
            "its server refused the connection; check the address and the port".to_owned()
        }
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::UnexpectedEof
        | ErrorKind::BrokenPipe => "its server broke off the connection; try again".to_owned(),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            "cannot be reached from here; check the connection".to_owned()
        }
        ErrorKind::TimedOut | ErrorKind::WouldBlock => {
            "its server did not answer in time; try again later".to_owned()
        }
        ErrorKind::InvalidData => {
            format!("has no trustworthy secure connection ({error}); nothing was read from it")
        }
        // The resolver's errors have no kind of their own in the standard library.
        _ if error.to_string().contains("lookup address") => HOST_NOT_FOUND.to_owned(),
        _ => format!("could not be fetched: {}", trouble::in_words(error)),
    };
    Refusal::Fetch(words)
}
