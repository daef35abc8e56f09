//! Signals, all in one place.
//!
//! The thread here ends the program itself where the loop does not: that may be busy, or be waiting
//! for a terminal that does not read.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use nix::unistd::{getpid, getppid, getsid};
use rustix::process::{Signal, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use crate::refresh;

use super::event::Event;
use super::terminal;

/// How long after having been continued a signal to end may still be on its way: a shell that
/// kills a stopped job sends both.
const SETTLED: Duration = Duration::from_millis(20);

/// Whether the keys that interrupt and stop are meant for another program, which has the terminal.
static OTHERS: AtomicBool = AtomicBool::new(false);

/// For as long as it is kept, what the terminal sends for such keys is left to the program that has
/// it; what ends the reader otherwise still does.
pub struct LeftToOthers;

/// Leaves the signals of keys to another program.
pub fn leave_to_others() -> LeftToOthers {
    OTHERS.store(true, Ordering::SeqCst);
    LeftToOthers
}

impl Drop for LeftToOthers {
    fn drop(&mut self) {
        // What has ended the other program may not have been dealt with here, and would end the reader.
        // Of two rounds that the thread goes, the second began after this.
        settle();
        settle();
        OTHERS.store(false, Ordering::SeqCst);
    }
}

/// Counts the rounds in which the thread has dealt with signals.
static ROUNDS: AtomicUsize = AtomicUsize::new(0);

/// Waits until the thread has gone another round. The size of the window, which it is told has changed,
/// may have.
fn settle() {
    let before = ROUNDS.load(Ordering::SeqCst);
    let until = Instant::now() + PATIENCE;
    if kill_process(rustix::process::getpid(), Signal::WINCH).is_err() {
        return;
    }
    while ROUNDS.load(Ordering::SeqCst) == before && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// How long the thread may take for a round.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the loop has to keep what the person did.
const GRACE: Duration = Duration::from_millis(300);

/// Watches for signals from now on, and tells the loop.
pub fn watch(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let name = "signals".to_owned();
    std::thread::Builder::new().name(name).spawn(move || {
        while !events_end(&mut signals, &events) {
            ROUNDS.fetch_add(1, Ordering::SeqCst);
        }
    })?;
    Ok(())
}

/// Waits for signals and deals with them. `true` when nobody listens any more.
fn events_end(signals: &mut Signals, events: &Sender<Event>) -> bool {
    let mut pending: Vec<i32> = signals.wait().collect();
    if pending.contains(&SIGCONT) {
        std::thread::sleep(SETTLED);
        pending.extend(signals.pending());
    }
    if OTHERS.load(Ordering::SeqCst) {
        pending.retain(|signal| ![SIGINT, SIGQUIT, SIGTSTP].contains(signal));
    }
    let last = pending
        .iter()
        .find(|s| [SIGHUP, SIGINT, SIGQUIT, SIGTERM].contains(s));
    if let Some(&signal) = last {
        terminal::end();
        if events.send(Event::Ended(signal)).is_ok() {
            std::thread::sleep(GRACE);
        }
        exit(signal);
    }
    let event = |signal: &i32| match *signal {
        SIGTSTP => Some(Event::Suspend),
        SIGCONT => Some(Event::Continued),
        SIGWINCH => Some(Event::Resized),
        _ => None,
    };
    pending
        .iter()
        .filter_map(event)
        .any(|event| events.send(event).is_err())
}

/// Where no loop is told of signals: has the keys that interrupt end the program, as they would, but
/// while `ours` says no, as another program has the terminal.
pub fn interrupted_while(ours: &Arc<AtomicBool>) -> io::Result<()> {
    for signal in [SIGINT, SIGQUIT] {
        flag::register_conditional_default(signal, Arc::clone(ours))?;
    }
    Ok(())
}

/// Ends the program as the signal of that number asks for, with the commands that it runs.
pub fn exit(signal: i32) -> ! {
    terminal::end();
    refresh::end_commands();
    // As a shell counts it: 128 and the signal's number.
    std::process::exit(128 + signal)
}

/// Whether there is a shell that could continue a stopped program: one in the same session.
///
/// In a container the leader of a session may be outside; its number is then 0, which nix lets
/// pass and rustix does not.
pub fn can_stop() -> bool {
    let Ok(own) = getsid(None) else {
        return false;
    };
    own != getpid() && getsid(Some(getppid())) == Ok(own)
}

/// Stops the program and all that was started with it (what pipes into it, a script around it), as
/// job control does. Comes back when it is continued; that is told to the loop by the thread.
pub fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::STOP)?)
}
