//! Asking one subscription: its bytes by the way it has them, and its articles from those.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Weekday;

use super::command::{self, Trouble};
use super::files::Files;
use super::schedule::Outcome;
use crate::loader::http::{
    self, Certificates, Failure, FailureKind, Reply, Request, Step, Wanted, Way,
};
use crate::loader::{self, Hint, Input, Limits, Offer, Refusal};
use crate::model::{Arriving, Feed, Origin, Pace, Subscription, Validators};
use crate::text::Clean;

/// So many articles are handed on together.
pub(super) const BATCH: usize = 100;
/// So many warnings about one subscription are kept.
const WARNINGS: usize = 20;

/// How asking a subscription ended.
#[derive(Debug)]
pub(super) enum End {
    /// It was read.
    Read(Box<Reading>),
    /// It is to be asked for at another server.
    Elsewhere(Box<Way>),
    /// It is as it was; to be asked with these the next time.
    Unchanged(Validators, Answer),
    /// It is gone for good.
    Gone,
    /// It could not be read: why, and what that means for the next time.
    Failed(Clean, Outcome),
    /// It is a web page: that in words, and the feeds that it offers.
    Page(Clean, Vec<Offer>),
    /// It was called off.
    Stopped,
}

/// A subscription that was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// What it calls itself.
    pub title: Option<Clean>,
    /// Its site on the web.
    pub site: Option<Clean>,
    /// How often it wishes to be asked.
    pub pace: Pace,
    /// What to ask with the next time.
    pub validators: Validators,
    /// What was lost or mended.
    pub warnings: Vec<Clean>,
    /// What its server said beside it.
    pub answer: Answer,
    /// The articles that were not handed on yet.
    pub last: Vec<Arriving>,
}

/// What a server says beside the feed.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// For how long it holds.
    pub fresh_for: Option<Duration>,
    /// Where it has moved for good.
    pub moved: Option<String>,
    /// Whether a secure address led to one that is not.
    pub insecure: bool,
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        let outcome = match failure.kind {
            FailureKind::Cancelled => return Self::Stopped,
            FailureKind::Status(429 | 503) => Outcome::Busy(failure.retry_after),
            FailureKind::Status(404) => Outcome::Missing,
            _ => Outcome::Failed(failure.retry_after),
        };
        Self::Failed(Clean::line(&failure.to_string()), outcome)
    }
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Cancelled => Self::Stopped,
            Refusal::Page(offers) => {
                let why = Refusal::Page(offers.clone()).to_string();
                Self::Page(Clean::line(&why), offers)
            }
            other => Self::failed(&other.to_string()),
        }
    }
}

impl From<Trouble> for End {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Stopped => Self::Stopped,
            other => Self::failed(&other.to_string()),
        }
    }
}

impl End {
    pub fn failed(why: &str) -> Self {
        Self::Failed(Clean::line(why), Outcome::Failed(None))
    }
}

/// One asking. `tick` is called while waiting, and `hand_on` with articles as they are read;
/// breaking from either calls it off.
pub(super) struct Asking<'a> {
    pub subscription: &'a Subscription,
    /// Where another server has sent it on to.
    pub way: Option<Way>,
    pub limits: &'a Limits,
    pub now: Timestamp,
    pub tick: &'a mut dyn FnMut() -> ControlFlow<()>,
    pub hand_on: &'a mut dyn FnMut(Vec<Arriving>) -> ControlFlow<()>,
}

impl Asking<'_> {
    /// Asks, and tells how it ended.
    pub fn run(mut self) -> End {
        let asked = match &self.subscription.origin {
            Origin::Url(url) => self.url(url),
            Origin::File(path) => self.file(Path::new(path)),
            Origin::Folder(path) => self.folder(Path::new(path)),
            Origin::Exec(command) => self.exec(command),
            // They change by the person's hand alone.
            Origin::Kept | Origin::Edition => {
                Ok(End::Unchanged(Validators::default(), Answer::default()))
            }
        };
        asked.unwrap_or_else(|end| end)
    }

    fn url(&mut self, url: &str) -> Result<End, End> {
        let request = Request {
            url: url.to_owned(),
            wanted: Wanted::Feed,
            validators: self.subscription.state.validators.clone(),
            certificates: match self.subscription.any_certificate {
                true => Certificates::Any,
                false => Certificates::Trusted,
            },
        };
        let way = match self.way.take() {
            Some(way) => way,
            None => http::start(url)?,
        };
        let reply = match http::send_on(way, &request, self.limits, self.tick)? {
            Step::Reply(reply) => reply,
            Step::Elsewhere(way) => return Ok(End::Elsewhere(way)),
        };
        let body = match reply {
            Reply::Gone => return Ok(End::Gone),
            Reply::NotModified(same) => {
                let answer = Answer {
                    fresh_for: same.fresh_for,
                    moved: same.moved,
                    insecure: same.insecure,
                };
                return Ok(End::Unchanged(same.validators, answer));
            }
            Reply::Body(body) => *body,
        };
        let hint = Hint {
            content_type: body.content_type.as_deref(),
            charset: body.charset.as_deref(),
            url: Some(&body.url),
            ..Hint::default()
        };
        let mut reading = self.feed(body.bytes, &hint, &http::shown(url))?;
        reading.validators = body.validators;
        reading.answer = Answer {
            fresh_for: body.fresh_for,
            moved: body.moved,
            insecure: body.insecure,
        };
        Ok(End::Read(Box::new(reading)))
    }

    fn file(&mut self, path: &Path) -> Result<End, End> {
        let input = Input::Path(path.to_owned());
        let opened = loader::open(&input, self.limits, self.tick)?;
        let hint = Hint {
            name: Some(path),
            ..Hint::default()
        };
        let reading = self.feed(opened.bytes, &hint, &path.to_string_lossy())?;
        Ok(End::Read(Box::new(reading)))
    }

    fn exec(&mut self, command: &str) -> Result<End, End> {
        let bytes = command::run(command, None, self.limits, self.tick)?;
        let reading = self.feed(bytes, &Hint::default(), &format!("exec:{command}"))?;
        Ok(End::Read(Box::new(reading)))
    }

    /// Reads the feed in `bytes`, after the subscription's filter where it has one.
    fn feed(&mut self, bytes: Vec<u8>, hint: &Hint<'_>, place: &str) -> Result<Reading, End> {
        let (bytes, hint) = match &self.subscription.filter {
            None => (bytes, *hint),
            Some(filter) => {
                let bytes = command::run(filter, Some(bytes), self.limits, self.tick)?;
                // What the server said of it holds no more, but for where it came from.
                let url = hint.url;
                (
                    bytes,
                    Hint {
                        url,
                        ..Hint::default()
                    },
                )
            }
        };
        let mut batch = Vec::new();
        let mut stopped = false;
        let read = loader::read_feed(&bytes, &hint, self.limits, &mut |feed, entry| {
            let mut flow = (self.tick)();
            // Not before more follows: a feed of one batch is kept at once with its ending.
            if batch.len() >= BATCH && flow.is_continue() {
                flow = (self.hand_on)(std::mem::take(&mut batch));
            }
            batch.push(Arriving {
                guid: entry.id.to_string(),
                article: loader::article_of(&entry, feed, place),
            });
            stopped = flow.is_break();
            flow
        })?;
        if stopped {
            return Err(End::Stopped);
        }
        let site = read.feed.link.clone();
        Ok(Reading {
            pace: pace(&read.feed),
            title: read.feed.title,
            site: site.filter(|site| http::server(site).is_some()),
            warnings: few(read.warnings.iter().map(|warning| Clean::line(warning))),
            last: batch,
            ..Reading::default()
        })
    }

    fn folder(&mut self, folder: &Path) -> Result<End, End> {
        let known = &self.subscription.state.validators;
        let mut files = Files::new(self.limits, self.tick, self.hand_on);
        let validators = files.changed_in(folder, known, self.now)?;
        let name = folder.file_name().map(|name| name.to_string_lossy());
        Ok(End::Read(Box::new(Reading {
            title: name.map(|name| Clean::line(&name)),
            validators,
            warnings: few(files.problems.into_iter()),
            last: files.batch,
            ..Reading::default()
        })))
    }
}

fn pace(feed: &Feed) -> Pace {
    let minutes = |ttl: Duration| u32::try_from(ttl.as_secs() / 60).unwrap_or(u32::MAX);
    let day = |day: &Weekday| u8::try_from(day.to_monday_one_offset()).ok();
    Pace {
        ttl: feed.ttl.map(minutes),
        skip_hours: feed.skip_hours.clone(),
        skip_days: feed.skip_days.iter().filter_map(day).collect(),
    }
}

fn few(warnings: impl Iterator<Item = Clean>) -> Vec<Clean> {
    warnings.take(WARNINGS).collect()
}
