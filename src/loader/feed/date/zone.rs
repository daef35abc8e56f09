//! Zones under every name.

use jiff::tz::Offset;

/// The zone of a clock: an offset or a name, also with the other in brackets. One that nobody knows
/// is taken as UTC: a date some hours off is better than none.
pub(super) fn offset(zone: &str) -> Option<Offset> {
    let zone = zone.trim().trim_matches(['(', ')', '[', ']']);
    let first = zone.split([' ', '(', '[']).next().unwrap_or_default();
    let upper = first.to_ascii_uppercase();
    let upper = upper.strip_prefix("ETC/").unwrap_or(&upper);
    let number = upper
        .strip_prefix("GMT")
        .or_else(|| upper.strip_prefix("UTC"))
        .unwrap_or(upper);
    if number.starts_with(['+', '-']) {
        return numbered(number);
    }
    let minutes = ZONES
        .iter()
        .find(|(n, _)| *n == upper)
        .map_or(0, |(_, m)| *m);
    Offset::from_seconds(minutes * 60).ok()
}

fn numbered(text: &str) -> Option<Offset> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        _ => (digits.get(..2)?, digits.get(2..4)?),
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

/// Names of zones and their minutes from UTC. Where a name has several meanings, that of RFC 2822
/// or of most feeds.
const ZONES: &[(&str, i32)] = &[
    ("HST", -600),
    ("AKST", -540),
    ("AKDT", -480),
    ("PST", -480),
    ("PT", -480),
    ("PDT", -420),
    ("MST", -420),
    ("MT", -420),
    ("MDT", -360),
    ("CST", -360),
    ("CT", -360),
    ("CDT", -300),
    ("EST", -300),
    ("ET", -300),
    ("EDT", -240),
    ("AST", -240),
    ("ADT", -180),
    ("NST", -210),
    ("BRT", -180),
    ("ART", -180),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("MET", 60),
    ("CEST", 120),
    ("MEST", 120),
    ("MESZ", 120),
    ("MEZ", 60),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("MSD", 240),
    ("IST", 330),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("KST", 540),
    ("JST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];
