//! Why an address gave nothing, in words for a person.

use std::fmt;
use std::io;
use std::time::Duration;

use ureq::Timeout;

use super::super::refusal::Refusal;
use super::super::{Limits, trouble};
use super::Wanted;

/// Why a request gave no answer that can be used. What it shows reads on from the name of what was
/// asked for: "The Daily: has no such feed (404); check the address".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong, for whoever has to decide on it.
    pub kind: FailureKind,
    /// How long the server wants to be left alone.
    pub retry_after: Option<Duration>,
    words: String,
}

/// The ways in which a request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// No address of the web, at first or after a redirect.
    Address,
    /// The host is unknown, or nobody answers there.
    Unreachable,
    /// A limit of time passed.
    Slow,
    /// The certificate does not hold, or the connection is not secure as it should be.
    Untrusted,
    /// The answer is no proper HTTP, was broken off or cannot be unpacked.
    Garbled,
    /// More than [`Limits::bytes`], unpacked.
    TooLarge(u64),
    /// More than [`Limits::redirects`], or one that leads off the web.
    Redirects,
    /// A format that is never text.
    Binary(&'static str),
    /// A status that is no success.
    Status(u16),
    /// The caller stopped it.
    Cancelled,
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure.kind {
            FailureKind::Address => Self::Scheme,
            FailureKind::TooLarge(limit) => Self::TooLarge(limit),
            FailureKind::Binary(what) => Self::Binary(what),
            FailureKind::Cancelled => Self::Cancelled,
            _ => Self::Fetch(failure.words),
        }
    }
}

impl Failure {
    fn new(kind: FailureKind, words: impl Into<String>) -> Self {
        Self {
            kind,
            retry_after: None,
            words: words.into(),
        }
    }

    pub(super) fn address() -> Self {
        Self::new(FailureKind::Address, Refusal::Scheme.to_string())
    }

    pub(super) fn cancelled() -> Self {
        Self::new(FailureKind::Cancelled, Refusal::Cancelled.to_string())
    }

    /// The work itself came to grief.
    pub(super) fn work() -> Self {
        Self::new(
            FailureKind::Garbled,
            "could not be fetched: the work on it broke off",
        )
    }

    pub(super) fn too_large(limit: u64, wanted: Wanted) -> Self {
        let words = format!(
            "is larger than {} MB, the most that is read of one {}",
            limit.div_ceil(1024 * 1024),
            wanted.noun()
        );
        Self::new(FailureKind::TooLarge(limit), words)
    }

    pub(super) fn binary(what: &'static str) -> Self {
        Self::new(FailureKind::Binary(what), Refusal::Binary(what).to_string())
    }

    pub(super) fn too_many_redirects(limits: &Limits) -> Self {
        let words = format!(
            "redirects more than {} times; the site is broken",
            limits.redirects
        );
        Self::new(FailureKind::Redirects, words)
    }

    pub(super) fn redirect_off_the_web() -> Self {
        Self::new(
            FailureKind::Redirects,
            "redirects to no address of the web; nothing was read from there",
        )
    }

    pub(super) fn unpacking() -> Self {
        Self::new(FailureKind::Garbled, "sent a broken gzip stream")
    }

    pub(super) fn encoding(name: &str) -> Self {
        let words = format!("is packed as {name}, which was not asked for and cannot be read");
        Self::new(FailureKind::Garbled, words)
    }

    pub(super) fn status(status: u16, wanted: Wanted, retry_after: Option<Duration>) -> Self {
        let noun = wanted.noun();
        let words = match status {
            304 => format!(
                "says that the {noun} has not changed, without having been asked; try again"
            ),
            401 => "asks for a login (401); give it in the address, as https://name:password@…"
                .to_owned(),
            402 | 403 => "does not let quotidian in (403); it may open in a browser".to_owned(),
            404 => format!("has no such {noun} (404); check the address"),
            410 => format!("says that the {noun} is gone for good (410)"),
            429 => "had too many requests (429); try again later".to_owned(),
            451 => format!("may not show the {noun} for legal reasons (451)"),
            500..=599 => format!("failed at its own end ({status}); try again later"),
            _ => format!("answered with status {status} instead of a {noun}"),
        };
        Self {
            retry_after,
            ..Self::new(FailureKind::Status(status), words)
        }
    }

    pub(super) fn of(error: &ureq::Error, limits: &Limits) -> Self {
        use FailureKind::{Garbled, Slow, Unreachable, Untrusted};
        use ureq::Error;
        match error {
            Error::HostNotFound => Self::new(Unreachable, HOST_NOT_FOUND),
            Error::Timeout(Timeout::Connect | Timeout::Resolve) => Self::new(
                Slow,
                format!(
                    "its server did not answer within {} s; try again later",
                    limits.connect.as_secs_f32()
                ),
            ),
            Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => Self::new(
                Slow,
                format!(
                    "its server sent nothing for {} s; try again later",
                    limits.stall.as_secs_f32()
                ),
            ),
            Error::Timeout(_) => Self::new(
                Slow,
                format!(
                    "took longer than {} s to fetch; try again later",
                    limits.fetch.as_secs_f32()
                ),
            ),
            Error::BadUri(_) | Error::Http(_) => Self::address(),
            Error::Tls(why) => Self::new(Untrusted, untrusted(why)),
            Error::Rustls(why) => Self::new(Untrusted, untrusted(&why.to_string())),
            Error::Io(error) => Self::of_io(error, limits),
            Error::Protocol(_) | Error::LargeResponseHeader(..) => Self::new(
                Garbled,
                "sent an answer that is not proper HTTP; check the address",
            ),
            Error::InvalidProxyUrl => Self::new(
                Unreachable,
                "could not be fetched: the proxy's address is wrong",
            ),
            Error::ConnectProxyFailed(why) => Self::new(
                Unreachable,
                format!("could not be fetched: the proxy refused ({why})"),
            ),
            other => Self::new(Garbled, format!("could not be fetched: {other}")),
        }
    }

    pub(super) fn of_io(error: &io::Error, limits: &Limits) -> Self {
        use FailureKind::{Garbled, Slow, Unreachable, Untrusted};
        use io::ErrorKind;
        // Errors of the body come wrapped up.
        if let Some(inner) = error
            .get_ref()
            .and_then(|e| e.downcast_ref::<ureq::Error>())
        {
            return Self::of(inner, limits);
        }
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::new(
                Unreachable,
                "its server refused the connection; check the address and the port",
            ),
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::UnexpectedEof
            | ErrorKind::BrokenPipe => {
                Self::new(Garbled, "its server broke off the connection; try again")
            }
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => Self::new(
                Unreachable,
                "cannot be reached from here; check the connection",
            ),
            ErrorKind::TimedOut | ErrorKind::WouldBlock => {
                Self::new(Slow, "its server did not answer in time; try again later")
            }
            ErrorKind::InvalidData => Self::new(Untrusted, untrusted(&error.to_string())),
            // The resolver's errors have no kind of their own in the standard library.
            _ if error.to_string().contains("lookup address") => {
                Self::new(Unreachable, HOST_NOT_FOUND)
            }
            _ => Self::new(
                Garbled,
                format!("could not be fetched: {}", trouble::in_words(error)),
            ),
        }
    }
}

const HOST_NOT_FOUND: &str = "its host was not found; check the address and the connection";

fn untrusted(why: &str) -> String {
    format!("has no trustworthy secure connection ({why}); nothing was read from it")
}
