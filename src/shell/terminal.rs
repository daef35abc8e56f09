//! The terminal: taken at the start, given back as it was found, whatever happens.

use std::io::{self, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

/// Whose the terminal is. Signals and panics ask this from other threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The shell's: not taken yet, or lent while the program is stopped.
    Lent,
    /// The program's.
    Ours,
    /// The shell's for good: the program is ending.
    Over,
}

static PHASE: Mutex<Phase> = Mutex::new(Phase::Lent);

/// What the last panic on another thread than the terminal's said.
static FAULT: Mutex<Option<String>> = Mutex::new(None);

/// Takes what the last panic away from the terminal's own thread said.
pub fn last_fault() -> Option<String> {
    FAULT.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn phase() -> MutexGuard<'static, Phase> {
    // A panic while it was held changes nothing about whose the terminal is.
    PHASE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A screen to draw on.
pub type Screen = Terminal<CrosstermBackend<FrameWriter>>;

/// Columns and rows where the terminal does not know them.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// How long a terminal that does not read may hold up the end of the program.
const PATIENCE: Duration = Duration::from_millis(500);

/// Columns and rows.
pub fn size() -> io::Result<(u16, u16)> {
    let (columns, rows) = crossterm::terminal::size()?;
    let known = columns > 0 && rows > 0;
    Ok(if known { (columns, rows) } else { USUAL_SIZE })
}

/// Takes the terminal: raw keys, the other screen, pasted text marked as such. Nothing is done
/// once the program is ending.
pub fn take(mouse: bool) -> io::Result<()> {
    let mut phase = phase();
    if *phase == Phase::Over {
        return Ok(());
    }
    // Whatever fails from here on, there is something to give back.
    *phase = Phase::Ours;
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if mouse {
        take_mouse(true)?;
    }
    Ok(())
}

/// Gives the terminal back for a while; where it is not ours that does nothing. Errors are of no
/// use here: a terminal that is gone needs nothing back.
pub fn give_back() {
    let mut phase = phase();
    if *phase == Phase::Ours {
        *phase = Phase::Lent;
        restore();
    }
}

/// Gives the terminal back for good, within half a second even where it does not read.
pub fn end() {
    let ours = std::mem::replace(&mut *phase(), Phase::Over) == Phase::Ours;
    if !ours {
        return;
    }
    // This does not wait for the terminal; writing does, and the loop may be waiting in a write.
    let _ = disable_raw_mode();
    let (done, wait) = mpsc::channel();
    let writer = std::thread::Builder::new().spawn(move || {
        restore();
        done.send(())
    });
    if writer.is_ok() {
        let _ = wait.recv_timeout(PATIENCE);
    }
}

fn restore() {
    let _ = disable_raw_mode();
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        Print(MOUSE_OFF),
        DisableBracketedPaste,
        ResetColor,
        LeaveAlternateScreen,
        cursor::Show
    );
}

/// Presses and the wheel, in a form that knows columns beyond 223 (xterm's modes 1000 and 1006).
/// Movements are not asked for: each would cost bytes on the line.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Asks the terminal for the mouse, or leaves it alone.
pub fn take_mouse(take: bool) -> io::Result<()> {
    execute!(io::stdout(), Print(if take { MOUSE_ON } else { MOUSE_OFF }))
}

/// A screen on standard output.
///
/// It is never dropped: ratatui's own clean-up complains on standard error when the terminal is
/// gone, which panics when that is gone too. [`end`] does what is to be done.
pub fn screen() -> io::Result<ManuallyDrop<Screen>> {
    let backend = CrosstermBackend::new(FrameWriter {
        frame: Vec::new(),
        cursor_shown: false,
        out: io::stdout(),
    });
    // How many colours there are has been decided, by the person or from the environment; crossterm
    // would decide again, and write resets in their place.
    crossterm::style::force_color_output(true);
    let (columns, rows) = size()?;
    // A viewport of its own also where the terminal does not know its size.
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    let screen = Terminal::with_options(backend, TerminalOptions { viewport })?;
    Ok(ManuallyDrop::new(screen))
}

/// Restores the terminal before a panic on the calling thread is reported. A panic on any other
/// thread costs what that thread was working on, and whoever waits for it says so.
pub fn restore_on_panic() {
    let owner = std::thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == owner {
            end();
            report(panic);
        } else {
            let mut fault = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
            *fault = Some(panic.to_string());
        }
    }));
}

/// Collects what a frame draws and hands it to the terminal in one piece, marked so that it shows
/// all at once. A frame that changes nothing costs no byte.
pub struct FrameWriter {
    frame: Vec<u8>,
    cursor_shown: bool,
    out: Stdout,
}

impl FrameWriter {
    /// Whether the frame would change what a person sees.
    fn matters(&self) -> bool {
        let mut rest = self.frame.as_slice();
        while let Some(after) = rest.strip_prefix(b"\x1b[") {
            let end = after.iter().position(|b| (b'@'..=b'~').contains(b));
            let Some((parameters, tail)) = end.map(|end| after.split_at(end)) else {
                return true;
            };
            match (parameters, tail.first()) {
                // Colours with nothing written in them, and hiding what is hidden.
                (_, Some(b'm')) => {}
                (b"?25", Some(b'l')) if !self.cursor_shown => {}
                _ => return true,
            }
            rest = &tail[1..];
        }
        !rest.is_empty()
    }
}

/// Copies `frame` with the first 16 colours written as every terminal knows them (`31`, `97`).
/// Crossterm writes them as colours out of 256, which terminals without those misread.
fn plain_colours(frame: &[u8], out: &mut Vec<u8>) {
    let mut rest = frame;
    while let Some(at) = rest.windows(2).position(|w| w == b"\x1b[") {
        let (before, sequence) = rest.split_at(at + 2);
        out.extend_from_slice(before);
        let end = sequence.iter().position(|b| (b'@'..=b'~').contains(b));
        let (parameters, tail) = sequence.split_at(end.unwrap_or(sequence.len()));
        rest = tail;
        match (tail.first(), std::str::from_utf8(parameters)) {
            (Some(b'm'), Ok(parameters)) => out.extend(plain_parameters(parameters).bytes()),
            _ => out.extend_from_slice(parameters),
        }
    }
    out.extend_from_slice(rest);
}

fn plain_parameters(parameters: &str) -> String {
    let all: Vec<&str> = parameters.split(';').collect();
    let mut plain: Vec<String> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let number = all.get(at + 2).and_then(|n| n.parse::<u8>().ok());
        match (all[at], all.get(at + 1), number) {
            (ground @ ("38" | "48"), Some(&"5"), Some(colour @ 0..16)) => {
                let base = if ground == "38" { 30 } else { 40 };
                let bright = if colour < 8 { 0 } else { 52 };
                plain.push((base + bright + colour).to_string());
                at += 3;
            }
            // The channels of an exact colour are no sequence of their own.
            ("38" | "48", Some(&"2"), _) => {
                plain.extend(all[at..].iter().take(5).map(|&p| p.to_owned()));
                at += 5;
            }
            (other, _, _) => {
                plain.push(other.to_owned());
                at += 1;
            }
        }
    }
    plain.join(";")
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.matters() {
            let last = |mode: &[u8]| self.frame.windows(mode.len()).rposition(|w| w == mode);
            let (shown, hidden) = (last(b"\x1b[?25h"), last(b"\x1b[?25l"));
            if shown != hidden {
                self.cursor_shown = shown > hidden;
            }
            let mut whole = Vec::with_capacity(self.frame.len() + 16);
            queue!(whole, BeginSynchronizedUpdate)?;
            plain_colours(&self.frame, &mut whole);
            queue!(whole, EndSynchronizedUpdate)?;
            self.out.write_all(&whole)?;
            self.out.flush()?;
        }
        self.frame.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sixteen_colours_are_written_as_all_terminals_know_them() {
        for (written, plain) in [
            ("\x1b[38;5;3;49mword\x1b[0m", "\x1b[33;49mword\x1b[0m"),
            ("\x1b[38;5;12;48;5;15m", "\x1b[94;107m"),
            ("\x1b[38;5;123m", "\x1b[38;5;123m"),
            ("\x1b[38;2;38;5;3;48;5;7m", "\x1b[38;2;38;5;3;47m"),
            ("\x1b[2;38H38;5;3m", "\x1b[2;38H38;5;3m"),
            ("cut off \x1b[38;5", "cut off \x1b[38;5"),
        ] {
            let mut out = Vec::new();
            plain_colours(written.as_bytes(), &mut out);
            assert_eq!(
                String::from_utf8(out).ok().as_deref(),
                Some(plain),
                "{written:?}"
            );
        }
    }
}
