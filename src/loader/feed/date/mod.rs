//! Dates as feeds write them: what their formats prescribe, and what is found instead.

mod languages;
mod zone;

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use regex::{Captures, Regex};

use super::super::date;
use languages::{MONTHS, in_english, without_day_name, without_words_of_asia};
use zone::offset;

/// Reads the date of a feed. Without a zone it is taken as UTC, without a time as midnight.
///
/// Beyond what [`date::parse`] understands: years, months and days alone, days without separators
/// or counted from New Year, years of two digits, names of months and days in a dozen languages,
/// the order of `asctime`, Korean and Japanese forms, seconds since 1970, US dates where "AM" or a
/// day over 12 tells them, zones under every name. `None` where nobody can tell what is meant.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    date::parse(text)
        .or_else(|| epoch(text))
        .or_else(|| figures(text))
        .or_else(|| words(text))
}

/// Bytes of the longest date that is one.
const LONGEST: usize = 100;

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Timestamp> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9 | 10 => Timestamp::from_second(number).ok(),
        12 | 13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

fn pattern(source: &str) -> Option<Regex> {
    Regex::new(source).ok()
}

/// Hours, minutes, seconds; then the half of the day; then the zone.
const CLOCK: &str = r"(?:(?P<hour>[0-9]{1,2})(?::?(?P<minute>[0-9]{1,2})(?::?(?P<second>[0-9]{1,2})(?:[.,:][0-9]+)?)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[a-z+\-(].*)?)?$";

/// Dates of figures alone.
static FIGURES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2}))?(?:[T ]+|$)",
        r"^(?P<year>[0-9]{4})-?(?P<ordinal>[0-9]{3})(?:[T ]+|$)",
        r"^(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:[T ]*|$)",
        r"^(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})\.?(?:[T ,]+|$)",
        r"^(?P<short>[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[T ]+|$)",
        r"^(?P<one>[0-9]{1,2})[-/.](?P<two>[0-9]{1,2})[-/.](?P<year>[0-9]{4})(?:[T ,]+|$)",
    ]
    .iter()
    .filter_map(|date| pattern(&format!("(?i){date}{CLOCK}")))
    .collect()
});

fn figures(text: &str) -> Option<Timestamp> {
    let text = without_words_of_asia(text);
    let text = without_day_name(&text);
    FIGURES.iter().find_map(|form| {
        let found = form.captures(text)?;
        stamp(day_of(&found)?, &found)
    })
}

fn day_of(found: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| -> Option<i16> { found.name(name)?.as_str().parse().ok() };
    let small = |name: &str| number(name).and_then(|n| i8::try_from(n).ok());
    let year = number("year").or_else(|| number("short").map(full_year))?;
    if let Some(ordinal) = number("ordinal") {
        let new_year = Date::new(year, 1, 1).ok()?;
        return new_year.with().day_of_year(ordinal).build().ok();
    }
    if let (Some(one), Some(two)) = (small("one"), small("two")) {
        // 13 and more can only be a day; "AM" is written where the month comes first.
        let us = found.name("half").is_some();
        return match (one > 12, two > 12) {
            (true, false) => Date::new(year, two, one).ok(),
            (false, true) => Date::new(year, one, two).ok(),
            (false, false) if us || one == two => Date::new(year, one, two).ok(),
            _ => None,
        };
    }
    Date::new(year, small("month").unwrap_or(1), small("day").unwrap_or(1)).ok()
}

/// The year that two digits stand for (RFC 2822, section 4.3).
fn full_year(short: i16) -> i16 {
    if short < 50 {
        short + 2000
    } else {
        short + 1900
    }
}

/// Dates with the month in words, after the words have become English. A day of the week may stand
/// before.
static WORDS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // 5 Jun 2024 10:00:00 +0200; 05-Jun-24
        format!(r"(?i)^(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[-\s,/]*(?P<name>[a-z]{{3}})[-\s,/.]*(?P<year>[0-9]{{2,4}})(?:[T\s,]+|$){CLOCK}"),
        // Jun 5, 2024 10:00
        format!(r"(?i)^(?P<name>[a-z]{{3}})[-\s.]+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-\s,]+(?P<year>[0-9]{{4}})(?:[T\s,]+|$){CLOCK}"),
        // Jun 5 10:00:00 PST 2024
        r"(?i)^(?P<name>[a-z]{3})\s+(?P<day>[0-9]{1,2})\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?\s*(?P<zone>[a-z+\-][a-z0-9+\-:]*)?\s+(?P<year>[0-9]{4})$".to_owned(),
        // 2024-Jun-5T10:00+02:00, 2024 Jun 5
        format!(r"(?i)^(?P<year>[0-9]{{4}})[-\s.]+(?P<name>[a-z]{{3}})[-\s.]+(?P<day>[0-9]{{1,2}})\.?(?:[T\s,]+|$){CLOCK}"),
        // Jun 2024
        r"(?i)^(?P<name>[a-z]{3})[-\s.,]+(?P<year>[0-9]{4})$".to_owned(),
    ]
    .iter()
    .filter_map(|form| pattern(form))
    .collect()
});

fn words(text: &str) -> Option<Timestamp> {
    let text = in_english(text);
    let text = without_day_name(&text);
    WORDS.iter().find_map(|form| {
        let found = form.captures(text)?;
        let month = MONTHS.iter().position(|m| {
            found
                .name("name")
                .is_some_and(|n| n.as_str().eq_ignore_ascii_case(m))
        })?;
        let year = found.name("year")?.as_str();
        let full: i16 = year.parse().ok()?;
        let full = if year.len() == 2 {
            full_year(full)
        } else {
            full
        };
        let day = found
            .name("day")
            .map_or(Some(1), |d| d.as_str().parse().ok())?;
        let date = Date::new(full, i8::try_from(month + 1).ok()?, day).ok()?;
        stamp(date, &found)
    })
}

/// The moment of a date with the clock of `found`.
fn stamp(date: Date, found: &Captures<'_>) -> Option<Timestamp> {
    let number = |name: &str| {
        found
            .name(name)
            .map_or(Some(0), |n| n.as_str().parse().ok())
    };
    let (mut hour, minute, second): (i8, i8, i8) =
        (number("hour")?, number("minute")?, number("second")?);
    match found.name("half").map(|h| h.as_str().to_ascii_lowercase()) {
        Some(half) if (1..=12).contains(&hour) => {
            hour = hour % 12 + if half.starts_with('p') { 12 } else { 0 };
        }
        _ => {}
    }
    // Midnight at the end of a day is that of the next.
    let (date, hour) = if hour == 24 {
        (date.tomorrow().ok()?, 0)
    } else {
        (date, hour)
    };
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    let zone = found.name("zone").map_or("", |z| z.as_str());
    let zoned = DateTime::from_parts(date, time).to_zoned(TimeZone::fixed(offset(zone)?));
    zoned.ok().map(|z| z.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_of_feeds_are_read_as_they_are_written() {
        for (text, expected) in [
            ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("Mon, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("01 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
            ("Thu, 5 Apr 2012 10:00:00 GMT+1", "2012-04-05T09:00:00Z"),
            ("Wednesday, 02-Nov-05 01:23:45 GMT", "2005-11-02T01:23:45Z"),
            ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
            ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33Z"),
            ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
            ("Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z"),
            ("Thu, 31 Dec 2003 24:00:00 GMT", "2004-01-01T00:00:00Z"),
            ("Tue, 15 Nov 2022 20:15:04 Z", "2022-11-15T20:15:04Z"),
            (
                "Tue, 15 Nov 2022 20:15:04 -0500 (EST)",
                "2022-11-16T01:15:04Z",
            ),
            ("2003", "2003-01-01T00:00:00Z"),
            ("2003-12", "2003-12-01T00:00:00Z"),
            ("20031231", "2003-12-31T00:00:00Z"),
            ("20240605T100000Z", "2024-06-05T10:00:00Z"),
            ("2003-335", "2003-12-01T00:00:00Z"),
            ("2003335", "2003-12-01T00:00:00Z"),
            ("03-12-31", "2003-12-31T00:00:00Z"),
            ("2003-12-31T10:14Z", "2003-12-31T10:14:00Z"),
            (
                "2003-12-31T10:14:55.1234-08:00",
                "2003-12-31T18:14:55.1234Z",
            ),
            ("2003-12-31 10:14:55.0", "2003-12-31T10:14:55Z"),
            ("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15Z"),
            ("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17Z"),
            ("2024年6月5日 10時00分", "2024-06-05T10:00:00Z"),
            ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
            ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"),
            ("Mi, 05 Dez 2024 10:00:00 +0100", "2024-12-05T09:00:00Z"),
            ("mer. 5 août 2024 10:00", "2024-08-05T10:00:00Z"),
            ("12 de junio de 2024", "2024-06-12T00:00:00Z"),
            ("Пн, 03 июн 2024 10:00:00 +0300", "2024-06-03T07:00:00Z"),
            ("6/5/2024 10:00:00 AM", "2024-06-05T10:00:00Z"),
            ("25/12/2024", "2024-12-25T00:00:00Z"),
            ("1717581600", "2024-06-05T10:00:00Z"),
            ("1717581600000", "2024-06-05T10:00:00Z"),
            ("Jun 2024", "2024-06-01T00:00:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_nobody_can_tell_is_none() {
        for text in [
            "",
            "yesterday",
            "03/04/2024",
            "2024-13-45",
            "Feb 30, 2024",
            "12:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
