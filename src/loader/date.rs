//! Dates as people and programs write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// Reads a date, with or without a time. Without a zone it is taken as UTC, without a time as
/// midnight.
///
/// Understands RFC 3339 and RFC 9557, RFC 2822, `2011-11-28 8:32:24 -0400`, `2024/3/5`, and dates
/// with an English month in either order ("November 3, 2025", "3 Nov. 2025", "Monday, 3rd
/// November 2025 10:15 am"). Dates of figures alone are read year first only: in others nobody can
/// tell day and month apart.
///
/// A year before the first printed book is a placeholder ("0001-01-01"), not a date.
pub fn parse(text: &str) -> Option<Timestamp> {
    read(text).filter(|stamp| stamp.to_zoned(TimeZone::UTC).year() >= FIRST_BOOK)
}

/// The year in which Gutenberg's press was at work.
const FIRST_BOOK: i16 = 1450;

fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // The longest date with a day, a time and a zone in words.
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(stamp);
    }
    if let Ok(zoned) = text.parse::<Zoned>() {
        return Some(zoned.timestamp());
    }
    if let Ok(zoned) = rfc2822::DateTimeParser::new().parse_zoned(text) {
        return Some(zoned.timestamp());
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '(' | ')'))
        .filter(|w| !w.is_empty())
        .collect();
    let (date, rest) = year_first(&words).or_else(|| with_month(&words))?;
    let (time, offset) = time_and_zone(&rest)?;
    let zone = TimeZone::fixed(offset);
    let zoned = DateTime::from_parts(date, time).to_zoned(zone).ok()?;
    Some(zoned.timestamp())
}

/// `2024-03-05`, `2024/3/5`, `2024.3.5`, also with `T` and the time on it.
fn year_first(words: &[&str]) -> Option<(Date, Vec<String>)> {
    let (first, others) = words.split_first()?;
    let (day, time) = match first.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (*first, None),
    };
    let mut parts = day.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let rest = time.into_iter().chain(others.iter().copied());
    Some((date, rest.map(str::to_owned).collect()))
}

/// A month in words with a day and a year near it, in either order.
fn with_month(words: &[&str]) -> Option<(Date, Vec<String>)> {
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words.get(at)?)?;
    // Before the month may stand a weekday, "the" and the day.
    let before = words.get(..at)?;
    let day_before = before.last().and_then(|w| day(w));
    let named = before.len() - usize::from(day_before.is_some());
    if !before.get(..named)?.iter().all(|w| is_day_name(w)) {
        return None;
    }
    let mut after = words.get(at + 1..)?.iter();
    let day = match day_before {
        Some(day) => day,
        None => day(after.next()?)?,
    };
    let year = after.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let date = Date::new(year, month, day).ok()?;
    Some((date, after.map(|w| (*w).to_owned()).collect()))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let full = MONTHS.iter().position(|m| *m == word);
    let short = || {
        let known = word.len() == 3 || word == "sept";
        MONTHS.iter().position(|m| known && m.starts_with(&word))
    };
    full.or_else(short).and_then(|i| i8::try_from(i + 1).ok())
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let tail = word.get(digits.len()..)?;
    if !matches!(tail, "" | "." | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn is_day_name(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':']).to_ascii_lowercase();
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word == "the" || word == "on" || (word.len() >= 3 && days.iter().any(|d| d.starts_with(&word)))
}

/// What follows a date: nothing, or a time with or without a zone. `None` where it is neither.
fn time_and_zone(words: &[String]) -> Option<(Time, Offset)> {
    let mut words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "at" | "-" | "–" | "—"))
        .collect();
    if words.is_empty() {
        return Some((Time::midnight(), Offset::UTC));
    }
    let clock = words.remove(0);
    // A zone may stand on the time: "08:32:24Z", "08:32+02:00".
    let split = clock.find(['+', '-', 'Z', 'z']).unwrap_or(clock.len());
    let (clock, zone_on_it) = clock.split_at(split);
    let (clock, half_on_it) = match clock.find(|c: char| c.is_ascii_alphabetic()) {
        Some(i) => clock.split_at(i),
        None => (clock, ""),
    };
    let half_after = words.first().filter(|w| half_of_day(w).is_some()).copied();
    if half_after.is_some() {
        words.remove(0);
    }
    let mut parts = clock.split(':');
    let mut hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next().map_or(Some(0), |m| m.parse().ok())?;
    let second = parts.next().unwrap_or("0");
    let second: i8 = second.split('.').next()?.parse().ok()?;
    let half = if half_on_it.is_empty() {
        half_after
    } else {
        Some(half_on_it)
    };
    match half.map(half_of_day) {
        Some(Some(add)) if (1..=12).contains(&hour) => hour = hour % 12 + add,
        None if clock.contains(':') => {}
        _ => return None,
    }
    let time = Time::new(hour, minute, second, 0).ok()?;
    let zone = if zone_on_it.is_empty() {
        words.first().copied().unwrap_or("UTC")
    } else {
        zone_on_it
    };
    Some((time, offset(zone)?))
}

/// Hours to add to a time of twelve hours.
fn half_of_day(word: &str) -> Option<i8> {
    match word.to_ascii_lowercase().replace('.', "").as_str() {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    }
}

/// A zone as an offset, `+hh:mm` or `+hhmm`, or by one of the few names whose meaning is plain in
/// dated news (those of RFC 2822, and the common ones of Europe).
fn offset(zone: &str) -> Option<Offset> {
    let hours = match zone.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" => 0,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "ET" => -5,
        "BST" | "CET" => 1,
        "CEST" | "EET" => 2,
        _ => return numeric_offset(zone),
    };
    Some(Offset::constant(hours))
}

fn numeric_offset(zone: &str) -> Option<Offset> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .filter(|m| !m.is_empty())
        .unwrap_or("0")
        .parse()
        .ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_in_which_they_are_written() {
        for (text, expected) in [
            ("2024-06-05T10:00:00Z", "2024-06-05T10:00:00Z"),
            ("2024-06-05T10:00:00.123+02:00", "2024-06-05T08:00:00.123Z"),
            ("2024-06-05T10:00:00+0200", "2024-06-05T08:00:00Z"),
            ("2011-11-28 8:32:24 -0400", "2011-11-28T12:32:24Z"),
            ("2024-06-05 10:00", "2024-06-05T10:00:00Z"),
            ("2024-06-05", "2024-06-05T00:00:00Z"),
            ("2024/6/5", "2024-06-05T00:00:00Z"),
            ("Wed, 05 Jun 2024 10:00:00 +0200", "2024-06-05T08:00:00Z"),
            ("Wed, 05 Jun 2024 10:00:00 GMT", "2024-06-05T10:00:00Z"),
            ("November 3, 2025", "2025-11-03T00:00:00Z"),
            ("18 Nov 2025", "2025-11-18T00:00:00Z"),
            ("Monday, 3rd November 2025", "2025-11-03T00:00:00Z"),
            ("Nov. 3, 2025, 4:05 p.m. EST", "2025-11-03T21:05:00Z"),
            ("3 May 2025 at 12am", "2025-05-03T00:00:00Z"),
            ("Sept. 9, 2025 | 09:30", "2025-09-09T09:30:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_can_be_read_in_two_ways_is_none() {
        for text in [
            "",
            "yesterday",
            "03/04/2025",
            "May 2025",
            "In May 3 people, 2025",
            "November 31, 2025",
            "2025-11-03 of the year",
            "The deal of 3 November 2025 fell through",
            "24 hours",
            "0001-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
