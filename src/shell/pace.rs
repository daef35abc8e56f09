//! Frames for what nobody waits for: some in a second, however much happens.

use std::time::{Duration, Instant};

use crate::app::{Action, State, Step};

use super::event::Event;

/// When the next of them may be drawn.
pub struct Pace {
    least: Duration,
    last: Option<Instant>,
    owed: bool,
}

impl Pace {
    /// At least `least` between two.
    pub fn new(least: Duration) -> Self {
        Self {
            least,
            last: None,
            owed: false,
        }
    }

    /// How long the frame that is owed is to be waited for, at `now`; `None` where none is.
    pub fn left(&self, now: Instant) -> Option<Duration> {
        let since = self.last.map(|last| now.saturating_duration_since(last));
        let left = since.map_or(Duration::ZERO, |since| self.least.saturating_sub(since));
        self.owed.then_some(left)
    }

    /// Whether a frame is drawn at `now`, after something that is `awaited` or is not. One that is
    /// not drawn is owed.
    pub fn draws(&mut self, awaited: bool, now: Instant) -> bool {
        self.owed = true;
        let due = self.left(now) == Some(Duration::ZERO);
        if !awaited && !due {
            return false;
        }
        if due {
            self.last = Some(now);
        }
        self.owed = false;
        true
    }
}

/// Whether somebody may be waiting for what `event` changes on the screen, which is to show at once.
pub fn awaited(event: &Event, state: &State) -> bool {
    let Event::Action(action) = event else {
        return true;
    };
    match action {
        Action::Progress { .. }
        | Action::Refreshing(Step::Of(..) | Step::Asked(_) | Step::Brought(..) | Step::Came(..))
        | Action::Noted(_) => false,
        Action::LibraryChanged => !state.refreshes(),
        // The first article is waited for, and what is found in the open one.
        Action::Loaded(_) => state.library.is_empty(),
        Action::Annotated(id, _) => state.article().is_some_and(|open| *open.id == **id),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_that_nobody_waits_for_keep_their_distance() {
        let began = Instant::now();
        let at = |milliseconds| began + Duration::from_millis(milliseconds);
        let mut pace = Pace::new(Duration::from_millis(400));
        let mut drawn = Vec::new();
        for time in (0..2000).step_by(10) {
            if pace.draws(false, at(time)) {
                drawn.push(time);
            }
        }
        assert_eq!(drawn, [0, 400, 800, 1200, 1600]);
        assert_eq!(pace.left(at(1995)), Some(Duration::from_millis(5)));
    }

    #[test]
    fn what_is_awaited_is_drawn_at_once_and_shows_what_was_owed() {
        let began = Instant::now();
        let mut pace = Pace::new(Duration::from_millis(400));
        assert!(pace.draws(false, began));
        assert!(!pace.draws(false, began));
        assert!(pace.draws(true, began));
        assert_eq!(pace.left(began), None);
    }
}
