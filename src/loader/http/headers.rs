//! What the head of an answer says.

use std::time::Duration;

use jiff::Timestamp;
use ureq::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::super::date;
use crate::model::Validators;

/// What the head gives to ask later whether anything has changed, each byte as it came: one beyond
/// ASCII is kept as the character with its number.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let kept = |name| {
        let value = headers.get(name)?.as_bytes();
        let value: String = value.iter().map(|b| char::from(*b)).collect();
        (!value.is_empty()).then_some(value)
    };
    Validators {
        etag: kept(header::ETAG),
        last_modified: kept(header::LAST_MODIFIED),
    }
}

/// What to ask with after an answer that nothing has changed: what it gives, and of `known` what it
/// leaves out.
pub(super) fn renewed(known: &Validators, headers: &HeaderMap) -> Validators {
    let new = validators(headers);
    Validators {
        etag: new.etag.or_else(|| known.etag.clone()),
        last_modified: new.last_modified.or_else(|| known.last_modified.clone()),
    }
}

/// The headers that make a request conditional.
pub(super) fn conditions(known: &Validators) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    let pairs = [
        (header::IF_NONE_MATCH, &known.etag),
        (header::IF_MODIFIED_SINCE, &known.last_modified),
    ];
    pairs.into_iter().filter_map(|(name, kept)| {
        let bytes: Option<Vec<u8>> = kept
            .as_ref()?
            .chars()
            .map(|c| u8::try_from(c).ok())
            .collect();
        Some((name, HeaderValue::from_bytes(&bytes?).ok()?))
    })
}

/// The content type without parameters, in small letters, and its charset.
pub(super) fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(value) = text(headers, header::CONTENT_TYPE) else {
        return (None, None);
    };
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase);
    let charset = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (
        kind.filter(|kind| !kind.is_empty()),
        charset.filter(|charset| !charset.is_empty()),
    )
}

/// How long from `now` an answer holds (RFC 9111, section 4.2): by `max-age`, else by `Expires`.
/// `None` where the server does not say.
pub(super) fn fresh_for(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let directives = headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let max_age = directives
        .filter_map(|directive| directive.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("max-age"));
    if let Some((_, seconds)) = max_age {
        let age = text(headers, header::AGE).and_then(|age| age.trim().parse().ok());
        let fresh = seconds_of(seconds.trim().trim_matches('"'))?;
        return Some(fresh.saturating_sub(Duration::from_secs(age.unwrap_or(0))));
    }
    let expires = text(headers, header::EXPIRES)?;
    let sent = text(headers, header::DATE).and_then(date::parse);
    // What is no date ("0", "-1") means: already over.
    Some(date::parse(expires).map_or(Duration::ZERO, |end| until(end, sent.unwrap_or(now))))
}

/// How long from `now` the server wants to be left alone: seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?.trim();
    seconds_of(value).or_else(|| Some(until(date::parse(value)?, now)))
}

fn until(end: Timestamp, start: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(start)).unwrap_or_default()
}

/// A number of seconds; one too large for its type is as good as for ever.
fn seconds_of(text: &str) -> Option<Duration> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))))
}

/// The value of a header that is text.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.iter().map(pair).collect()
    }

    fn now() -> Timestamp {
        "2025-11-18T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn how_long_an_answer_holds_is_read_as_the_standard_says() {
        for (pairs, seconds) in [
            (&[][..], None),
            (&[("cache-control", "public, Max-Age=600")], Some(600)),
            (
                &[("cache-control", "max-age=600"), ("age", "100")],
                Some(500),
            ),
            (&[("cache-control", "max-age=60"), ("age", "100")], Some(0)),
            (&[("cache-control", "no-cache")], None),
            (&[("expires", "Tue, 18 Nov 2025 13:00:00 GMT")], Some(3600)),
            (
                &[
                    ("expires", "Tue, 18 Nov 2025 13:00:00 GMT"),
                    ("date", "Tue, 18 Nov 2025 12:30:00 GMT"),
                ],
                Some(1800),
            ),
            (&[("expires", "0")], Some(0)),
            (
                &[
                    ("expires", "0"),
                    ("cache-control", "max-age=99999999999999999999"),
                ],
                Some(u64::from(u32::MAX)),
            ),
        ] {
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(fresh_for(&head(pairs), now()), expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_time_to_wait_is_seconds_or_a_date() {
        for (value, seconds) in [
            ("120", Some(120)),
            ("Tue, 18 Nov 2025 12:01:00 GMT", Some(60)),
            ("Tue, 18 Nov 2025 11:00:00 GMT", Some(0)),
            ("soon", None),
        ] {
            let head = head(&[("retry-after", value)]);
            assert_eq!(retry_after(&head, now()), seconds.map(Duration::from_secs));
        }
    }

    #[test]
    fn the_charset_stands_among_the_parameters() {
        let of = |value| content_type(&head(&[("content-type", value)]));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("Text/HTML"), (some("text/html"), None));
        assert_eq!(
            of("text/xml; x=y; Charset=\"KOI8-R\""),
            (some("text/xml"), some("KOI8-R"))
        );
        assert_eq!(of("; charset="), (None, None));
    }
}
