//! The thread that reads what the terminal says.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::config::Ground;

use super::decode::{Decoder, Said};
use super::event::Event;
use super::terminal;

/// How long after an Escape the rest of a sequence may still come; without it, it was the key.
const REST: Duration = Duration::from_millis(25);

/// The same while an answer of the terminal is on its way: no part of it may be taken for a key.
const REST_OF_ANSWER: Duration = Duration::from_millis(300);

/// Held by whoever reads the keyboard.
static KEYS: Mutex<()> = Mutex::new(());

/// Leaves the keyboard to another program for as long as this is kept.
pub fn pause() -> MutexGuard<'static, ()> {
    KEYS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes on what the terminal says, on a thread of its own. It blocks while there is nothing, so
/// an idle program costs nothing.
pub fn watch(events: Sender<Event>) -> io::Result<()> {
    let keyboard = keyboard()?;
    let name = "terminal".to_owned();
    std::thread::Builder::new().name(name).spawn(move || {
        let lost = read(&keyboard, &events).err();
        let lost = lost.unwrap_or_else(|| io::Error::other("its reader ended"));
        // Nobody listens any more where the program is ending.
        let _ = events.send(Event::Lost(lost));
    })?;
    Ok(())
}

/// The device that the keys come from, which is also the one whose modes are changed.
fn keyboard() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// Reads until the terminal is gone or nobody listens.
fn read(keyboard: &OwnedFd, events: &Sender<Event>) -> io::Result<()> {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 4096];
    loop {
        let rest = if terminal::answer_is_owed() {
            REST_OF_ANSWER
        } else {
            REST
        };
        let said = match ready(keyboard, decoder.waits().then_some(rest))? {
            true => {
                let _keys = pause();
                // It may have been for a program that had the keyboard until now.
                if !ready(keyboard, Some(Duration::ZERO))? {
                    continue;
                }
                match rustix::io::read(keyboard, &mut bytes) {
                    Ok(0) => return Err(io::Error::other("it was hung up")),
                    Ok(count) => decoder.take(&bytes[..count]),
                    Err(rustix::io::Errno::INTR) => continue,
                    Err(error) => return Err(error.into()),
                }
            }
            false => decoder.settle().into_iter().collect(),
        };
        for said in said {
            let event = match said {
                Said::Action(action) => Event::Person(action),
                Said::Background(rgb) => Event::Background(Ground::from(rgb)),
                Said::Fence => {
                    terminal::has_answered();
                    Event::Answered
                }
            };
            if events.send(event).is_err() {
                return Ok(());
            }
        }
    }
}

/// Waits until there is something to read, or for `patience`; says whether there is.
fn ready(keyboard: &OwnedFd, patience: Option<Duration>) -> io::Result<bool> {
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    let mut polled = [PollFd::new(keyboard, PollFlags::IN)];
    loop {
        match poll(&mut polled, patience.as_ref()) {
            Ok(0) => return Ok(false),
            Ok(_) => break,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if polled[0].revents().intersects(gone) {
        return Err(io::Error::other("it was hung up"));
    }
    Ok(true)
}
