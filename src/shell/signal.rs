//! Signals, all in one place.
//!
//! The thread here ends the program itself, without the loop: that may be busy, or be waiting for
//! a terminal that does not read.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use nix::unistd::{getpid, getppid, getsid};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event::Event;
use super::terminal;

/// How long after having been continued a signal to end may still be on its way: a shell that
/// kills a stopped job sends both.
const SETTLED: Duration = Duration::from_millis(20);

/// Watches for signals from now on. Those that do not end the program go to the loop.
pub fn watch(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let name = "signals".to_owned();
    std::thread::Builder::new().name(name).spawn(
        move || {
            while !events_end(&mut signals, &events) {}
        },
    )?;
    Ok(())
}

/// Waits for signals and deals with them. `true` when nobody listens any more.
fn events_end(signals: &mut Signals, events: &Sender<Event>) -> bool {
    let mut pending: Vec<i32> = signals.wait().collect();
    if pending.contains(&SIGCONT) {
        std::thread::sleep(SETTLED);
        pending.extend(signals.pending());
    }
    let last = pending
        .iter()
        .find(|s| [SIGHUP, SIGINT, SIGQUIT, SIGTERM].contains(s));
    if let Some(signal) = last {
        terminal::end();
        // As a shell counts it: 128 and the signal's number.
        std::process::exit(128 + signal);
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
