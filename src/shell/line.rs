//! The line to the terminal: how much of what was written is still on its way, and when there is room for more.
//!
//! Whatever lies between, a pseudo-terminal and a network, takes far more than a slow line carries in a second.
//! Frames that are written as soon as they are made queue up there while a key is held, and what the person sees
//! falls behind what was typed. So the next frame waits until the last ones are through, and then shows the newest
//! state. Nothing is asked of the terminal: its answer may come when the shell reads again.

use std::cell::Cell;
use std::io::{self, Stdout, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::io::retry_on_intr;

use crate::config::{Environment, Link};

use super::connection::Connection;
use super::terminal;

/// As many bytes on their way leave room for another frame: half a second of the slowest line.
const ROOM: usize = 1200;

/// Bytes that a line carries in a second where nothing tells more: the slowest one that is reckoned with.
const SLOW: u64 = 2400;

/// How long until a connection is looked at again.
const LOOK: Duration = Duration::from_millis(15);

/// How long what was written may take to come from the terminal's device into the connection.
const RELAY: Duration = Duration::from_millis(15);

/// The line, as far as it is known.
pub struct Line {
    way: Way,
    written: Written,
}

/// How many bytes were written since note was last taken of it.
type Written = Rc<Cell<usize>>;

/// What is between the program and the terminal.
enum Way {
    /// Nothing that holds bytes up for long, or something that lets go of frames that are out of date.
    Short,
    /// A connection of this machine, whose queue can be seen, and when something was last written to it.
    Seen(Connection, Option<Instant>),
    /// Something of which nothing is known.
    Unseen(Slow),
}

impl Line {
    /// The line over `link`, as the environment tells of it.
    pub fn new(link: Link, environment: Environment<'_>) -> Self {
        let way = match link {
            Link::Local => Way::Short,
            // mosh takes all at once, and sends of the screen that comes of it what its line carries.
            // It tells nobody that it is there but ncurses, of its characters.
            Link::Ssh if environment("NCURSES_NO_UTF8_ACS").is_some_and(|v| !v.is_empty()) => {
                Way::Short
            }
            Link::Ssh => seen(environment)
                .map_or_else(|| Way::Unseen(Slow::default()), |c| Way::Seen(c, None)),
        };
        Self {
            way,
            written: Written::default(),
        }
    }

    /// What frames are written to.
    pub fn out(&self) -> Out {
        Out {
            to: io::stdout(),
            written: Rc::clone(&self.written),
        }
    }

    /// Takes note at `now` of what was just written.
    pub fn wrote(&mut self, now: Instant) {
        let bytes = self.written.take();
        match &mut self.way {
            Way::Seen(_, last) if bytes > 0 => *last = Some(now),
            Way::Unseen(slow) => slow.write(bytes, now),
            Way::Seen(..) | Way::Short => {}
        }
    }

    /// How long to wait at `now` before a frame, or before asking again; `None` where there is room for it.
    pub fn busy(&self, now: Instant) -> Option<Duration> {
        match &self.way {
            Way::Short => None,
            Way::Seen(connection, last) => {
                let since = last.map(|last| now.saturating_duration_since(last));
                match since {
                    Some(since) if since < RELAY => Some(RELAY - since),
                    // Where it is gone, nothing of it holds anything up.
                    _ => (connection.queued()? > ROOM).then_some(LOOK),
                }
            }
            Way::Unseen(slow) => slow.busy(now),
        }
    }
}

/// The connection that the SSH server tells of, where its queue can be seen.
fn seen(environment: Environment<'_>) -> Option<Connection> {
    let told = environment("SSH_CONNECTION")?;
    let connection = Connection::of_ssh(told.to_str()?)?;
    connection.queued().map(|_| connection)
}

/// Reckons what is still on its way over the slowest line.
#[derive(Default)]
struct Slow {
    /// When the last byte of what was written so far is through.
    through: Option<Instant>,
}

impl Slow {
    fn write(&mut self, bytes: usize, now: Instant) {
        let begin = self.through.filter(|&through| through > now).unwrap_or(now);
        self.through = Some(begin + time_of(bytes));
    }

    fn busy(&self, now: Instant) -> Option<Duration> {
        let left = self.through?.saturating_duration_since(now);
        left.checked_sub(time_of(ROOM))
            .filter(|left| !left.is_zero())
    }
}

/// How long so many bytes take over the slowest line.
fn time_of(bytes: usize) -> Duration {
    Duration::from_micros(bytes as u64 * 1_000_000 / SLOW)
}

/// Standard output, for as long as the terminal is the program's: what is written after that would be on the shell's
/// screen, and is dropped.
pub struct Out {
    to: Stdout,
    written: Written,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Whoever gives the terminal back says so first and writes then, so the lock is taken before looking.
        let to = self.to.lock();
        if !terminal::is_ours() {
            return Ok(bytes.len());
        }
        // Past the buffer, which would part a frame at the last of its line feeds.
        let written = retry_on_intr(|| rustix::io::write(&to, bytes))?;
        self.written.set(self.written.get() + written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::environment;

    /// A connection that is not there.
    const UNSEEN: &str = "127.0.0.1 1 127.0.0.1 1";

    fn line(link: Link, told: &[(&str, &str)]) -> Line {
        Line::new(link, &environment(told))
    }

    #[test]
    fn over_a_slow_line_frames_wait_until_the_last_ones_are_nearly_through() {
        let began = Instant::now();
        let at = |milliseconds| began + Duration::from_millis(milliseconds);
        let mut slow = Slow::default();
        assert_eq!(slow.busy(began), None);
        slow.write(ROOM, began);
        assert_eq!(slow.busy(began), None, "a small frame leaves room");
        slow.write(ROOM, began);
        assert_eq!(slow.busy(began), Some(Duration::from_millis(500)));
        assert_eq!(slow.busy(at(499)), Some(Duration::from_millis(1)));
        assert_eq!(slow.busy(at(500)), None);
        slow.write(2400, at(10_000));
        assert_eq!(slow.busy(at(10_000)), Some(Duration::from_millis(500)));
    }

    #[test]
    fn a_held_key_is_never_half_a_second_and_a_frame_ahead_of_a_slow_line() {
        let began = Instant::now();
        let mut slow = Slow::default();
        let (frame, mut written) = (900, 0);
        for tick in 0..300 {
            let now = began + Duration::from_millis(tick * 33);
            if slow.busy(now).is_none() {
                slow.write(frame, now);
                written += frame;
            }
            let carried = usize::try_from(tick * 33 * SLOW / 1000).unwrap();
            assert!(written <= carried + ROOM + frame, "{written} at {tick}");
        }
        assert!(written > 22_000, "the line was left unused: {written}");
    }

    #[test]
    fn on_this_machine_nothing_waits() {
        let mut line = line(Link::Local, &[("SSH_CONNECTION", UNSEEN)]);
        line.written.set(1_000_000);
        line.wrote(Instant::now());
        assert_eq!(line.busy(Instant::now()), None);
    }

    #[test]
    fn mosh_lets_go_of_what_is_out_of_date_itself() {
        let mosh = ("NCURSES_NO_UTF8_ACS", "1");
        let mut line = line(Link::Ssh, &[("SSH_CONNECTION", UNSEEN), mosh]);
        line.written.set(1_000_000);
        line.wrote(Instant::now());
        assert_eq!(line.busy(Instant::now()), None);
    }

    #[test]
    fn a_connection_that_cannot_be_seen_counts_as_slow() {
        for told in [
            &[][..],
            &[("SSH_CONNECTION", "")],
            &[("SSH_CONNECTION", UNSEEN)],
        ] {
            let mut line = line(Link::Ssh, told);
            let now = Instant::now();
            line.written.set(2 * ROOM);
            line.wrote(now);
            assert_eq!(line.busy(now), Some(Duration::from_millis(500)), "{told:?}");
            let later = now + Duration::from_millis(500);
            line.wrote(later);
            assert_eq!(line.busy(later), None, "{told:?}");
        }
    }
}
