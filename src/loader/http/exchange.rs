//! From a request over its redirects to the answer.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::http::{Response, header};
use ureq::tls::TlsConfig;
use ureq::{Agent, Body as Stream};

use super::address::Address;
use super::body::{self, Trouble};
use super::failure::Failure;
use super::{Body, Certificates, Limits, Reply, Request, Unchanged, Wanted, headers};
use crate::model::Validators;

/// One request on its way.
pub(super) struct Exchange {
    agent: Agent,
    request: Request,
    limits: Limits,
    deadline: Instant,
}

/// What carries one request out. It is its own, so that closing its connections stops nothing else.
pub(super) fn agent(request: &Request, limits: &Limits) -> Agent {
    let tls = TlsConfig::builder()
        .disable_verification(request.certificates == Certificates::Any)
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .user_agent(user_agent())
        .accept(request.wanted.accept())
        .accept_encoding("gzip")
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_per_read(Some(limits.stall))
        .timeout_per_write(Some(limits.stall))
        .build()
        .new_agent()
}

/// Who asks: the program and its version, and where to read about it where there is such a place.
fn user_agent() -> String {
    let about = match env!("CARGO_PKG_REPOSITORY") {
        "" => String::new(),
        url => format!(" (+{url})"),
    };
    format!("quotidian/{}{about}", env!("CARGO_PKG_VERSION"))
}

/// Where a request has got to: the address that is to be asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    address: Address,
    /// Where permanent redirects alone led.
    moved: Option<Address>,
    /// Whether every redirect up to now was a permanent one.
    permanent: bool,
    /// Whether a redirect gave up a secure connection.
    insecure: bool,
    /// How often it was redirected.
    redirects: u32,
}

/// What came of asking one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The answer.
    Reply(Reply),
    /// It is to be asked for at another server.
    Elsewhere(Box<Way>),
}

impl Exchange {
    /// What is to be done until `deadline`.
    pub fn new(agent: Agent, request: Request, limits: Limits, deadline: Instant) -> Self {
        Self {
            agent,
            request,
            limits,
            deadline,
        }
    }

    /// Asks where `way` leads, and at the addresses of the same server that this redirects to.
    pub fn run(&self, mut way: Way) -> Result<Step, Failure> {
        loop {
            let response = self.ask(&way.address)?;
            let status = response.status().as_u16();
            let location = headers::text(response.headers(), header::LOCATION);
            let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, location) else {
                return self.reply(response, way).map(Step::Reply);
            };
            if way.redirects == self.limits.redirects {
                return Err(Failure::too_many_redirects(&self.limits));
            }
            let server = way.server().to_owned();
            way.redirect(status, location)?;
            if way.server() != server {
                return Ok(Step::Elsewhere(Box::new(way)));
            }
        }
    }

    fn ask(&self, address: &Address) -> Result<Response<Stream>, Failure> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let mut call = self.agent.get(address.bare());
        for (name, value) in headers::conditions(&self.request.validators) {
            call = call.header(name, value);
        }
        if let Some(login) = address.authorization() {
            call = call.header(header::AUTHORIZATION, login);
        }
        call.config()
            .timeout_global(Some(left.max(Duration::from_millis(1))))
            .build()
            .call()
            .map_err(|error| Failure::of(&error, &self.limits))
    }

    fn reply(&self, mut response: Response<Stream>, way: Way) -> Result<Reply, Failure> {
        let now = Timestamp::now();
        let status = response.status();
        let head = response.headers();
        let fresh_for = headers::fresh_for(head, now);
        let moved = way.moved.as_ref().map(Address::whole);
        if status == 304 && self.request.validators != Validators::default() {
            return Ok(Reply::NotModified(Unchanged {
                validators: headers::renewed(&self.request.validators, head),
                fresh_for,
                moved,
                insecure: way.insecure,
            }));
        }
        if status == 410 {
            return Ok(Reply::Gone);
        }
        let wanted = self.request.wanted;
        if !status.is_success() {
            let wait = headers::retry_after(head, now);
            return Err(Failure::status(status.as_u16(), wanted, wait));
        }
        let (content_type, charset) = headers::content_type(head);
        if let (Wanted::Page, Some(kind)) = (wanted, content_type.as_deref())
            && let Some(what) = not_text(kind)
        {
            return Err(Failure::binary(what));
        }
        let validators = headers::validators(head);
        if let Some(packing) = headers::text(head, header::CONTENT_ENCODING).and_then(unreadable) {
            return Err(Failure::encoding(packing));
        }
        let stream = response.body_mut().with_config().limit(u64::MAX).reader();
        let limit = self.limits.bytes;
        let bytes = body::read(stream, limit)
            .and_then(|bytes| body::unpack(bytes, limit))
            .map_err(|trouble| match trouble {
                Trouble::TooLarge => Failure::too_large(limit, wanted),
                Trouble::Broken => Failure::unpacking(),
                Trouble::Io(error) => Failure::of_io(&error, &self.limits),
            })?;
        Ok(Reply::Body(Box::new(Body {
            bytes,
            url: way.address.bare(),
            moved,
            insecure: way.insecure,
            content_type,
            charset,
            validators,
            fresh_for,
        })))
    }
}

impl Way {
    /// The way that begins at `address`.
    pub(super) fn to(address: Address) -> Self {
        Self {
            address,
            moved: None,
            permanent: true,
            insecure: false,
            redirects: 0,
        }
    }

    /// The server that is to be asked next, as [`super::server`] names it.
    pub fn server(&self) -> &str {
        self.address.server()
    }

    fn redirect(&mut self, status: u16, location: &str) -> Result<(), Failure> {
        let next = self
            .address
            .follow(location)
            .ok_or_else(Failure::redirect_off_the_web)?;
        self.insecure |= self.address.is_secure() && !next.is_secure();
        self.permanent &= matches!(status, 301 | 308);
        if self.permanent {
            self.moved = Some(next.clone());
        }
        self.address = next;
        self.redirects += 1;
        Ok(())
    }
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

/// The way of packing that a header names, where it is one that cannot be unpacked. Gzip is known
/// by its bytes.
fn unreadable(packing: &str) -> Option<&'static str> {
    ["br", "zstd", "deflate", "compress"]
        .into_iter()
        .find(|known| packing.trim().eq_ignore_ascii_case(known))
}
