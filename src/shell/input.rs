//! What the terminal says: its events as the app knows them, and the thread that reads them.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{
    Event as TerminalEvent, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};

use crate::app::{Action, Mouse};
use crate::config::{Key, KeyCode, Modifiers};

use super::event::Event;

/// How long crossterm is asked to look for what is there already. At zero it does not look at all.
const BRIEFLY: Duration = Duration::from_millis(1);

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

/// The device that the keys come from: the one that crossterm reads too.
fn keyboard() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// Reads events until the terminal is gone. Waiting is done here and not by crossterm, because its
/// wait for events spins for ever on a terminal that was lost. (Its feature `use-dev-tty` matters:
/// without it, it looks for changes alone, and loses a key that comes together with a new size.)
fn read(keyboard: &OwnedFd, events: &Sender<Event>) -> io::Result<()> {
    loop {
        let mut polled = [PollFd::new(keyboard, PollFlags::IN)];
        match poll(&mut polled, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        if polled[0].revents().intersects(gone) {
            return Err(io::Error::other("it was hung up"));
        }
        while crossterm::event::poll(BRIEFLY)? {
            let event = crossterm::event::read()?;
            if events.send(Event::Terminal(event)).is_err() {
                return Ok(());
            }
        }
    }
}

/// The action that `event` is, if it is one.
pub fn action(event: TerminalEvent) -> Option<Action> {
    match event {
        TerminalEvent::Key(key) => key_of(key).map(Action::Key),
        TerminalEvent::Paste(text) => Some(Action::Paste(text)),
        TerminalEvent::Mouse(event) => mouse(event),
        // The size is asked for when its signal comes.
        TerminalEvent::Resize(..) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Code;
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Esc => KeyCode::Esc,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Insert => KeyCode::Insert,
        Code::Delete => KeyCode::Delete,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let modifiers = Modifiers {
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT),
    };
    Key::new(code, modifiers)
}

fn mouse(event: MouseEvent) -> Option<Action> {
    let what = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
        MouseEventKind::ScrollDown => Mouse::WheelDown,
        MouseEventKind::ScrollUp => Mouse::WheelUp,
        _ => return None,
    };
    Some(Action::Mouse {
        what,
        x: event.column,
        y: event.row,
    })
}
