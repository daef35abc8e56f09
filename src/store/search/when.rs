//! Times as people write them in a search.

use jiff::civil::Date;
use jiff::{Span, Timestamp, Zoned};

/// A time, some of them seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The first instant of this day where the person is: of a month and a year its first day.
    Day(Date),
    /// The first instant of the day so many days ago; 0 is today.
    DaysAgo(u16),
    /// So long before now.
    Ago(u16, Unit),
}

/// Units of time in which people say how long ago something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
    /// Seven days.
    Weeks,
    /// Months of the calendar.
    Months,
    /// Years of the calendar.
    Years,
}

impl When {
    /// Reads `2025-11-18`, `2025-11`, `2025`, `today`, `yesterday`, `12h`, `7d`, `2w`, `3m`, `1y`;
    /// figures may be parted by `/` or `.` too.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "today" => return Some(Self::DaysAgo(0)),
            "yesterday" => return Some(Self::DaysAgo(1)),
            _ => {}
        }
        Self::ago(&text).or_else(|| Self::day(&text))
    }

    fn ago(text: &str) -> Option<Self> {
        let unit = match text.chars().next_back()? {
            'h' => Unit::Hours,
            'd' => Unit::Days,
            'w' => Unit::Weeks,
            'm' => Unit::Months,
            'y' => Unit::Years,
            _ => return None,
        };
        Some(Self::Ago(figures(&text[..text.len() - 1])?, unit))
    }

    fn day(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/', '.']);
        let year = parts.next().filter(|year| year.len() == 4)?;
        let month = parts.next().map_or(Some(1), figures)?;
        let day = parts.next().map_or(Some(1), figures)?;
        if parts.next().is_some() {
            return None;
        }
        let small = |number: u16| i8::try_from(number).ok();
        let date = Date::new(
            i16::try_from(figures(year)?).ok()?,
            small(month)?,
            small(day)?,
        );
        date.ok().map(Self::Day)
    }

    /// The instant, where the calendar has it.
    pub fn instant(self, now: &Zoned) -> Option<Timestamp> {
        let zone = now.time_zone().clone();
        let zoned = match self {
            Self::Day(date) => date.to_zoned(zone),
            Self::DaysAgo(days) => {
                let date = now.date().checked_sub(Span::new().days(days));
                date.and_then(|date| date.to_zoned(zone))
            }
            Self::Ago(many, unit) => now.checked_sub(match unit {
                Unit::Hours => Span::new().hours(many),
                Unit::Days => Span::new().hours(i64::from(many) * 24),
                Unit::Weeks => Span::new().hours(i64::from(many) * 24 * 7),
                Unit::Months => Span::new().months(many),
                Unit::Years => Span::new().try_years(many).ok()?,
            }),
        };
        zoned.ok().map(|zoned| zoned.timestamp())
    }
}

/// At most four figures as a number.
fn figures(text: &str) -> Option<u16> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Zoned {
        "2025-11-18T09:30:00-05:00[America/New_York]"
            .parse()
            .unwrap()
    }

    #[test]
    fn times_are_read_where_the_person_is() {
        for (text, instant) in [
            ("2025-11-18", "2025-11-18T05:00:00Z"),
            ("2025/7/4", "2025-07-04T04:00:00Z"),
            ("2025.11", "2025-11-01T04:00:00Z"),
            ("2025", "2025-01-01T05:00:00Z"),
            ("Today", "2025-11-18T05:00:00Z"),
            ("yesterday", "2025-11-17T05:00:00Z"),
            ("12h", "2025-11-18T02:30:00Z"),
            ("7d", "2025-11-11T14:30:00Z"),
            ("2w", "2025-11-04T14:30:00Z"),
            ("1m", "2025-10-18T13:30:00Z"),
            ("1y", "2024-11-18T14:30:00Z"),
        ] {
            let when = When::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(when.instant(&now()).unwrap().to_string(), instant, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "d",
            "soon",
            "2025-13",
            "2025-02-30",
            "25-11-18",
            "2025-11-18-1",
            "-7d",
            "7 d",
            "99999d",
            "2025-",
            "٧d",
            "20é5",
        ] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_time_is_too_long_ago(text in "[0-9]{1,4}[hdwmy]|[0-9]{4}(-[0-9]{1,2}){0,2}|\\PC{0,12}") {
            if let Some(when) = When::parse(&text) {
                let _ = when.instant(&now());
            }
        }
    }
}
