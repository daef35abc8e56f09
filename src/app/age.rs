//! Times as a person wants them: short.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How long ago `then` was: "now", "5m", "2h", "3d", then the day, then the month.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.as_second().saturating_sub(then.as_second()) / 60;
    match minutes {
        ..-5 => day(then, now),
        -5..1 => "now".to_owned(),
        1..60 => format!("{minutes}m"),
        60..1440 => format!("{}h", minutes / 60),
        1440..10080 => format!("{}d", minutes / 1440),
        _ => day(then, now),
    }
}

/// How long it is until `then`: "in 5m", "in 2h", then the day.
pub fn until(then: Timestamp, now: Timestamp) -> String {
    let minutes = then.as_second().saturating_sub(now.as_second()) / 60;
    match minutes {
        ..1 => "now".to_owned(),
        1..60 => format!("in {minutes}m"),
        60..1440 => format!("in {}h", minutes / 60),
        _ => day(then, now),
    }
}

/// The day of this year, or the month of another.
fn day(then: Timestamp, now: Timestamp) -> String {
    let [then, now] = [then, now].map(|time| time.to_zoned(TimeZone::UTC));
    let form = if then.year() == now.year() {
        "%-d %b"
    } else {
        "%b %Y"
    };
    then.strftime(form).to_string()
}

/// The day, in universal time: the same on every machine.
pub fn date(then: Timestamp) -> String {
    then.to_zoned(TimeZone::UTC)
        .strftime("%-d %b %Y")
        .to_string()
}
