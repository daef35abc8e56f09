//! Work on many threads whose results come out in the order in which the work went in.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Pieces of work that may wait before one thread, and results that may wait behind it. With the
/// number of threads this bounds what is in memory at once.
const WAITING: usize = 4;

/// Lets `feed` hand out work, does it with `work` on `jobs` threads (at least one), and gives the
/// results to `take` in the order of `feed`. When `take` fails, `feed` is told to stop at its next
/// piece; the result is that of `feed` beside that of `take`.
///
/// The work goes to the threads in turn, so that the order needs no numbers and a slow piece holds
/// up what comes after it instead of letting that pile up.
pub(super) fn ordered<T, R, F, E>(
    jobs: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> F + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> (F, Result<(), E>)
where
    T: Send,
    R: Send,
    F: Send,
{
    thread::scope(|scope| {
        let work = &work;
        let mut inputs: Vec<SyncSender<T>> = Vec::new();
        let mut outputs: Vec<Receiver<R>> = Vec::new();
        for _ in 0..jobs.max(1) {
            let (input, work_in) = sync_channel(WAITING);
            let (work_out, output) = sync_channel(WAITING);
            inputs.push(input);
            outputs.push(output);
            scope.spawn(move || {
                for piece in work_in {
                    if work_out.send(work(piece)).is_err() {
                        break;
                    }
                }
            });
        }
        let feeder = scope.spawn(move || {
            let mut turn = inputs.iter().cycle();
            feed(
                &mut |piece| match turn.next().map(|input| input.send(piece)) {
                    Some(Ok(())) => ControlFlow::Continue(()),
                    _ => ControlFlow::Break(()),
                },
            )
        });
        // The first thread with nothing more to give marks the end: those after it had no turn.
        let mut taken = Ok(());
        for output in outputs.iter().cycle() {
            match output.recv() {
                Ok(result) => taken = take(result),
                Err(_) => break,
            }
            if taken.is_err() {
                break;
            }
        }
        drop(outputs);
        match feeder.join() {
            Ok(fed) => (fed, taken),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn numbers(to: usize) -> impl FnOnce(&mut dyn FnMut(usize) -> ControlFlow<()>) -> usize + Send {
        move |hand_out| (0..to).take_while(|&n| hand_out(n).is_continue()).count()
    }

    #[test]
    fn results_keep_the_order_of_the_work() {
        for jobs in [0, 1, 2, 7] {
            for count in [0, 1, 6, 100] {
                let mut results = Vec::new();
                let work = |n: usize| {
                    // The early pieces take longest.
                    thread::sleep(Duration::from_micros(if n.is_multiple_of(5) {
                        300
                    } else {
                        0
                    }));
                    n * 2
                };
                let (fed, taken) = ordered(jobs, numbers(count), work, |n| {
                    results.push(n);
                    Ok::<_, ()>(())
                });
                assert_eq!((fed, taken), (count, Ok(())));
                assert_eq!(results, (0..count).map(|n| n * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_failure_to_take_stops_the_feeding() {
        let (fed, taken) = ordered(
            3,
            numbers(1_000_000),
            |n| n,
            |n| if n < 5 { Ok(()) } else { Err(n) },
        );
        assert_eq!(taken, Err(5));
        assert!(fed < 100, "{fed} were fed");
    }

    #[test]
    fn little_waits_while_one_piece_is_slow() {
        let made = AtomicUsize::new(0);
        let mut most = 0;
        let work = |n: usize| {
            if n == 0 {
                thread::sleep(Duration::from_millis(50));
            }
            made.fetch_add(1, Ordering::SeqCst);
        };
        let mut taken = 0;
        let _ = ordered(4, numbers(500), work, |()| {
            most = most.max(made.load(Ordering::SeqCst) - taken);
            taken += 1;
            Ok::<_, ()>(())
        });
        assert!(most <= 4 * (2 * WAITING + 2), "{most} results waited");
    }
}
