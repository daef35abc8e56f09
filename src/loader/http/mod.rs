//! One address over HTTP, asked for as a guest would: what is known is not asked for again, limits
//! hold, and nothing is sent that was not called for.

mod address;
mod body;
mod exchange;
mod failure;
mod headers;
mod host;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

pub use exchange::{Step, Way};
pub use failure::{Failure, FailureKind};

use super::{Limits, worker};
use crate::model::Validators;
use address::Address;

/// A request for one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address. A login in it (`https://name:password@…`) is used and never shown.
    pub url: String,
    /// What is hoped for.
    pub wanted: Wanted,
    /// What the last answer that was read gave; empty where there was none.
    pub validators: Validators,
    /// Which certificates are good enough.
    pub certificates: Certificates,
}

/// What is hoped for at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A feed; an answer's type is not trusted.
    Feed,
    /// A page or a text; what says that it is none is not read.
    Page,
    /// A picture.
    Picture,
}

impl Wanted {
    fn noun(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Page => "page",
            Self::Picture => "picture",
        }
    }

    fn accept(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, \
                 application/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
            }
            Self::Page => {
                "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1"
            }
            Self::Picture => "image/webp,image/png,image/jpeg,image/gif,*/*;q=0.1",
        }
    }
}

/// Which certificates are good enough for a secure connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certificates {
    /// Those that an authority vouches for.
    #[default]
    Trusted,
    /// Any, because a person said so for this address.
    Any,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// What is known still holds.
    NotModified(Unchanged),
    /// Something to read.
    Body(Box<Body>),
    /// It is gone for good and should not be asked for again (410).
    Gone,
}

/// An answer that nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchanged {
    /// What to ask with the next time.
    pub validators: Validators,
    /// For how long it need not be asked for again.
    pub fresh_for: Option<Duration>,
    /// Where permanent redirects alone led, if anywhere. May hold a login.
    pub moved: Option<String>,
    /// Whether a secure address redirected to one that is not.
    pub insecure: bool,
}

/// An answer with something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// What was sent, unpacked.
    pub bytes: Vec<u8>,
    /// Where the redirects ended, without a login.
    pub url: String,
    /// Where permanent redirects alone led, if anywhere. May hold a login.
    pub moved: Option<String>,
    /// Whether a secure address redirected to one that is not.
    pub insecure: bool,
    /// The content type without parameters.
    pub content_type: Option<String>,
    /// The charset of the content type.
    pub charset: Option<String>,
    /// What to ask with the next time, once this has been read.
    pub validators: Validators,
    /// For how long it need not be asked for again.
    pub fresh_for: Option<Duration>,
}

/// Sends `request` and waits for the answer within `limits`, following redirects to `http` and
/// `https` addresses alone. [`Limits::bytes`] bounds the body unpacked. While it waits it calls
/// `tick` some twenty times a second; breaking from it closes the connection and ends the wait.
pub fn send(
    request: &Request,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Reply, Failure> {
    let deadline = Instant::now() + limits.fetch;
    let mut way = start(&request.url)?;
    loop {
        match step(way, request, limits, deadline, tick)? {
            Step::Reply(reply) => return Ok(reply),
            Step::Elsewhere(next) => way = *next,
        }
    }
}

/// The way to `url`, for [`send_on`].
pub fn start(url: &str) -> Result<Way, Failure> {
    let address = Address::parse(url).ok_or_else(Failure::address)?;
    Ok(Way::to(address))
}

/// Sends `request` on its `way` as [`send`] does, but to one server alone: where that redirects to
/// another, the caller says when this is asked.
pub fn send_on(
    way: Way,
    request: &Request,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Step, Failure> {
    step(way, request, limits, Instant::now() + limits.fetch, tick)
}

fn step(
    way: Way,
    request: &Request,
    limits: &Limits,
    deadline: Instant,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Step, Failure> {
    let agent = exchange::agent(request, limits);
    let exchange =
        exchange::Exchange::new(agent.clone(), request.clone(), limits.clone(), deadline);
    match worker::run(None, tick, move || exchange.run(way)) {
        Ok(result) => result,
        Err(worker::Stopped::Cancelled) => {
            agent.shutdown();
            Err(Failure::cancelled())
        }
        Err(worker::Stopped::TimedOut | worker::Stopped::Failed) => Err(Failure::work()),
    }
}

/// Fetches what is at `url`, whatever is known of it; see [`send`].
pub fn fetch(
    url: &str,
    wanted: Wanted,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Body, Failure> {
    let request = Request {
        url: url.to_owned(),
        wanted,
        validators: Validators::default(),
        certificates: Certificates::Trusted,
    };
    match send(&request, limits, tick)? {
        Reply::Body(body) => Ok(*body),
        Reply::Gone => Err(Failure::status(410, wanted, None)),
        Reply::NotModified(_) => Err(Failure::status(304, wanted, None)),
    }
}

/// The server that `url` is asked of: host and port. Requests to one server are spaced.
pub fn server(url: &str) -> Option<String> {
    Some(Address::parse(url)?.server().to_owned())
}

/// `url` as it may be shown: without a login.
pub fn shown(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let server = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{server}{path}")
}
