//! When a feed may be asked: often enough for its reader, and as seldom as its server wants. No
//! clock and no network here; times are given in.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::model::{FeedState, Pace};

/// How long a feed is left alone at least after it was read.
pub const INTERVAL: Duration = Duration::from_secs(HOUR);
/// How long a feed is left alone even if a person wishes to see it now.
pub const BREATH: Duration = Duration::from_secs(60);

const HOUR: u64 = 60 * 60;
const DAY: Duration = Duration::from_secs(24 * HOUR);
const WEEK: Duration = Duration::from_secs(7 * 24 * HOUR);
/// The wait after the first of several failures in a row.
const FAILED: Duration = Duration::from_secs(HOUR);
/// The wait after the first of several times that there was no feed at an address.
const MISSING: Duration = Duration::from_secs(4 * HOUR);
/// The wait after it was asked and nobody waited for the answer.
const UNANSWERED: Duration = Duration::from_secs(10 * 60);
/// How often in a row a server has to say that a feed has moved for good.
const MOVED_FOR_GOOD: u32 = 2;

/// Who wishes that a feed is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The program, because it is time.
    Routine,
    /// The person, who wants to see what is new now.
    Person,
}

/// Whether a feed may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Now.
    Now,
    /// Not before this time.
    At(Timestamp),
    /// Not at all: it is gone for good, and only the person may ask for it.
    Never,
}

/// What came of asking a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was read, or is known to be as it was.
    Fine {
        /// For how long the server says that it holds.
        fresh_for: Option<Duration>,
        /// Where the server says that it has moved for good.
        moved: Option<String>,
    },
    /// It is gone for good.
    Gone,
    /// The server has too much to do (429, 503), and may have said for how long.
    Busy(Option<Duration>),
    /// There is no such feed (404).
    Missing,
    /// Anything else went wrong; the server may have said when to try again.
    Failed(Option<Duration>),
}

/// Whether the feed in this `state` may be asked at `now`.
pub fn may_ask(state: &FeedState, wish: Wish, now: Timestamp) -> May {
    if state.gone && wish == Wish::Routine {
        return May::Never;
    }
    // A clock that ran ahead has left times that cannot have been meant.
    let asked = state.checked.filter(|asked| *asked <= now);
    let believed = |time: &Timestamp| *time <= after(now, WEEK * 2);
    let due = state.due.filter(believed).filter(|_| wish == Wish::Routine);
    let barred = state.barred.filter(believed);
    let breath = asked.map(|asked| after(asked, BREATH));
    match [due, barred, breath].into_iter().flatten().max() {
        Some(time) if time > now => May::At(time),
        _ => May::Now,
    }
}

/// A feed is asked at `now`. This is kept before the answer is there, so that a program that is ended
/// and started again and again does not ask again and again.
pub fn begin(state: &mut FeedState, now: Timestamp) {
    state.checked = Some(now);
    // A longer wait that somebody has passed over still holds.
    state.due = state.due.max(Some(after(now, UNANSWERED)));
}

/// The `state` of a feed that answered at `now`, in what decides when it may be asked again. Its
/// `pace` has to be that of the answer already.
pub fn settle(state: &mut FeedState, outcome: &Outcome, now: Timestamp) {
    state.checked = Some(now);
    let wait = match outcome {
        Outcome::Fine { fresh_for, moved } => {
            state.failures = 0;
            state.barred = None;
            state.gone = false;
            state.moved = moved.clone().map(|address| match &state.moved {
                Some((known, times)) if *known == address => (address, times.saturating_add(1)),
                _ => (address, 1),
            });
            let wait = wait_between(&state.pace, *fresh_for);
            state.due = Some(not_skipped(after(now, wait), &state.pace));
            return;
        }
        Outcome::Gone => {
            state.gone = true;
            state.due = None;
            return;
        }
        Outcome::Busy(until) => {
            let wait =
                until.map_or_else(|| backed_off(FAILED, state.failures, DAY), at_most_a_week);
            state.barred = Some(after(now, wait));
            wait
        }
        Outcome::Missing => backed_off(MISSING, state.failures, WEEK),
        Outcome::Failed(until) => {
            let wait = backed_off(FAILED, state.failures, DAY);
            wait.max(until.map_or(Duration::ZERO, at_most_a_week))
        }
    };
    state.failures = state.failures.saturating_add(1);
    state.due = Some(after(now, wait));
}

/// The address that the feed is to be asked at from now on, once its server has said so often enough
/// and what is there could be read.
pub fn new_address(state: &FeedState) -> Option<&str> {
    let (address, times) = state.moved.as_ref()?;
    (*times >= MOVED_FOR_GOOD).then_some(address)
}

/// How long a feed that was read is left alone: what server and feed wish, within reason.
fn wait_between(pace: &Pace, fresh_for: Option<Duration>) -> Duration {
    let fresh_for = fresh_for.unwrap_or_default().min(DAY);
    let ttl = Duration::from_secs(u64::from(pace.ttl.unwrap_or(0)) * 60).min(WEEK);
    INTERVAL.max(fresh_for).max(ttl)
}

/// The first time from `due` on at which the feed wishes to be asked. One that wishes never to be
/// asked is not taken at its word.
fn not_skipped(due: Timestamp, pace: &Pace) -> Timestamp {
    let mut time = due;
    for _ in 0..=7 * 24 {
        let here = time.to_zoned(TimeZone::UTC);
        let hour = u8::try_from(here.hour()).unwrap_or_default();
        let day = u8::try_from(here.weekday().to_monday_one_offset()).unwrap_or_default();
        // Feeds write midnight as 0 and as 24.
        let skipped = pace.skip_hours.iter().any(|skip| skip % 24 == hour);
        if !skipped && !pace.skip_days.contains(&day) {
            return time;
        }
        let hour_begins = time.as_second() - time.as_second().rem_euclid(3600);
        time = Timestamp::from_second(hour_begins + 3600).unwrap_or(time);
    }
    due
}

/// `first`, doubled for each failure before, at most `longest`.
fn backed_off(first: Duration, failures: u32, longest: Duration) -> Duration {
    let times = 2_u32.saturating_pow(failures);
    first.saturating_mul(times).min(longest)
}

fn at_most_a_week(wait: Duration) -> Duration {
    wait.min(WEEK)
}

fn after(time: Timestamp, wait: Duration) -> Timestamp {
    SignedDuration::try_from(wait)
        .ok()
        .and_then(|wait| time.checked_add(wait).ok())
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A Tuesday.
    fn now() -> Timestamp {
        at("2025-11-18T12:00:00Z")
    }

    fn hours(count: u64) -> Timestamp {
        after(now(), Duration::from_secs(count * HOUR))
    }

    fn minutes(count: u64) -> Duration {
        Duration::from_secs(count * 60)
    }

    fn settled(pace: Pace, outcomes: &[Outcome]) -> FeedState {
        let mut state = FeedState {
            pace,
            ..FeedState::default()
        };
        for outcome in outcomes {
            settle(&mut state, outcome, now());
        }
        state
    }

    fn fine(fresh_for: Option<Duration>) -> Outcome {
        Outcome::Fine {
            fresh_for,
            moved: None,
        }
    }

    fn due(pace: Pace, outcomes: &[Outcome]) -> Timestamp {
        settled(pace, outcomes).due.unwrap()
    }

    #[test]
    fn a_feed_is_asked_once_an_hour_and_less_often_where_it_says_so() {
        let ttl = |minutes| Pace {
            ttl: Some(minutes),
            ..Pace::default()
        };
        for (pace, fresh_for, hour) in [
            (Pace::default(), None, 1),
            (Pace::default(), Some(minutes(5)), 1),
            (Pace::default(), Some(minutes(180)), 3),
            (Pace::default(), Some(Duration::MAX), 24),
            (ttl(15), Some(minutes(120)), 2),
            (ttl(240), Some(minutes(120)), 4),
            (ttl(u32::MAX), None, 7 * 24),
        ] {
            assert_eq!(
                due(pace.clone(), &[fine(fresh_for)]),
                hours(hour),
                "{pace:?}"
            );
        }
    }

    #[test]
    fn hours_and_days_that_a_feed_wants_skipped_are_skipped() {
        let skip = |skip_hours: &[u8], skip_days: &[u8]| {
            let pace = Pace {
                ttl: None,
                skip_hours: skip_hours.to_vec(),
                skip_days: skip_days.to_vec(),
            };
            due(pace, &[fine(None)])
        };
        assert_eq!(skip(&[13, 14], &[]), hours(3));
        assert_eq!(skip(&[12, 15], &[]), hours(1));
        assert_eq!(skip(&[], &[2, 3]), at("2025-11-20T00:00:00Z"));
        assert_eq!(skip(&[24, 1], &[2]), at("2025-11-19T02:00:00Z"));
        let all: Vec<u8> = (0..24).collect();
        assert_eq!(skip(&all, &[]), hours(1), "never is not an answer");
    }

    #[test]
    fn failures_in_a_row_make_the_wait_longer_up_to_a_day() {
        let failed = vec![Outcome::Failed(None); 70];
        let waits: Vec<_> = [1, 2, 3, 5, 6, 70]
            .map(|times| due(Pace::default(), &failed[..times]))
            .into();
        assert_eq!(waits, [1, 2, 4, 16, 24, 24].map(hours));
        let mended = [Outcome::Failed(None), fine(None)];
        assert_eq!(settled(Pace::default(), &mended).failures, 0);
        assert_eq!(due(Pace::default(), &mended), hours(1));
    }

    #[test]
    fn a_missing_feed_is_asked_more_slowly_and_one_that_is_gone_not_at_all() {
        let missing = vec![Outcome::Missing; 9];
        assert_eq!(due(Pace::default(), &missing[..1]), hours(4));
        assert_eq!(due(Pace::default(), &missing), hours(7 * 24));
        let gone = settled(Pace::default(), &[Outcome::Gone]);
        assert_eq!(may_ask(&gone, Wish::Routine, hours(10_000)), May::Never);
        assert_eq!(may_ask(&gone, Wish::Person, hours(1)), May::Now);
    }

    #[test]
    fn a_busy_server_is_left_alone_even_if_the_person_wishes_otherwise() {
        let asked = settled(Pace::default(), &[Outcome::Busy(Some(minutes(600)))]);
        for wish in [Wish::Person, Wish::Routine] {
            assert_eq!(may_ask(&asked, wish, hours(9)), May::At(hours(10)));
            assert_eq!(may_ask(&asked, wish, hours(10)), May::Now);
        }
        let unsaid = settled(Pace::default(), &vec![Outcome::Busy(None); 3]);
        assert_eq!(may_ask(&unsaid, Wish::Person, now()), May::At(hours(4)));
        let absurd = settled(Pace::default(), &[Outcome::Busy(Some(Duration::MAX))]);
        assert_eq!(absurd.due, Some(hours(7 * 24)));
    }

    #[test]
    fn a_person_may_ask_sooner_but_not_within_a_minute() {
        let asked = settled(Pace::default(), &[fine(None)]);
        let soon = after(now(), Duration::from_secs(30));
        let minute = after(now(), BREATH);
        assert_eq!(may_ask(&asked, Wish::Person, soon), May::At(minute));
        assert_eq!(may_ask(&asked, Wish::Person, minute), May::Now);
        assert_eq!(may_ask(&asked, Wish::Routine, minute), May::At(hours(1)));
        assert_eq!(
            may_ask(&FeedState::default(), Wish::Routine, now()),
            May::Now
        );
        let mut stopped = FeedState::default();
        begin(&mut stopped, now());
        assert_eq!(may_ask(&stopped, Wish::Person, minute), May::Now);
        let later = after(now(), minutes(10));
        assert_eq!(may_ask(&stopped, Wish::Routine, minute), May::At(later));
        let mut failing = settled(Pace::default(), &[Outcome::Missing]);
        begin(&mut failing, later);
        assert_eq!(failing.due, Some(hours(4)));
    }

    #[test]
    fn times_left_by_a_clock_that_ran_ahead_do_not_silence_a_feed() {
        let mut ahead = settled(Pace::default(), &[]);
        settle(&mut ahead, &Outcome::Busy(None), at("2125-01-01T00:00:00Z"));
        assert_eq!(may_ask(&ahead, Wish::Routine, now()), May::Now);
    }

    #[test]
    fn a_new_address_holds_after_it_was_read_there_twice_in_a_row() {
        let moved = |to: &str| Outcome::Fine {
            fresh_for: None,
            moved: Some(to.to_owned()),
        };
        let address = |outcomes: &[Outcome]| {
            let state = settled(Pace::default(), outcomes);
            new_address(&state).map(str::to_owned)
        };
        assert_eq!(address(&[moved("b")]), None);
        assert_eq!(address(&[moved("b"), moved("c")]), None);
        assert_eq!(address(&[moved("b"), fine(None), moved("b")]), None);
        let twice = [moved("b"), Outcome::Failed(None), moved("b")];
        assert_eq!(address(&twice).as_deref(), Some("b"));
    }
}
