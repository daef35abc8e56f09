//! Work that may take too long, on a thread of its own.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Stack of a worker thread. Libraries that walk a page recurse once a level; a debug build takes
/// up to 10 KB a level, of which there are at most some thousand.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// How often a waiting caller is asked whether to go on.
const TICK: Duration = Duration::from_millis(50);

/// Why work gave no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The deadline passed.
    TimedOut,
    /// `tick` said to stop.
    Cancelled,
    /// The work panicked, or no thread could be started.
    Failed,
}

/// Runs `work` on a new thread and waits for its result, at most `limit` where there is one. While
/// it waits it calls `tick` some twenty times a second, and stops when that breaks.
///
/// A thread cannot be ended from outside: what is given up on runs to its end unheard.
pub(super) fn run<T: Send + 'static>(
    limit: Option<Duration>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Stopped> {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("loader".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            // Nobody listens any more after a time-out; that is fine.
            let _ = sender.send(work());
        })
        .map_err(|_| Stopped::Failed)?;
    let start = Instant::now();
    loop {
        let wait = match limit {
            Some(limit) => match limit.checked_sub(start.elapsed()) {
                Some(left) => left.min(TICK),
                None => return Err(Stopped::TimedOut),
            },
            None => TICK,
        };
        match receiver.recv_timeout(wait) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Failed),
            Err(RecvTimeoutError::Timeout) => {
                if tick().is_break() {
                    return Err(Stopped::Cancelled);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_comes_back_and_a_late_one_does_not() {
        let mut go = || ControlFlow::Continue(());
        assert_eq!(run(None, &mut go, || 7), Ok(7));
        let slow = || thread::sleep(Duration::from_secs(5));
        assert_eq!(
            run(Some(Duration::from_millis(20)), &mut go, slow),
            Err(Stopped::TimedOut)
        );
        assert_eq!(
            run(None, &mut || ControlFlow::Break(()), slow),
            Err(Stopped::Cancelled)
        );
    }
}
