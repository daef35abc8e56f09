//! The terminal: taken at the start, given back as it was found, whatever happens.

use std::io;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, WindowSize,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::View;
use crate::config::{Graphics, Pictures, TerminalChoice, TerminalFeature};
use crate::text::LineOrder;

use super::frugal::{Features, Frugal, usual_stops};
use super::graphics;
use super::kitty;
use super::line::Out;

/// What the terminal was asked for beyond what all of them are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Taken {
    /// To leave the characters of lines in their order.
    plain: bool,
    /// To keep pictures by kitty's protocol.
    pictures: bool,
}

/// Whose the terminal is. Signals and panics ask this from other threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The shell's: not taken yet, or lent while the program is stopped.
    Lent,
    /// The program's, with what has to be taken back.
    Ours(Taken),
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
pub type Screen = Terminal<Frugal<Out>>;

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

/// The width and the height of a cell in points, where the terminal does not know them.
const USUAL_CELL: (u16, u16) = (10, 20);

/// More points than a side of a cell has anywhere: what a terminal says beyond that is wrong, and would have
/// pictures made that fill the memory.
const MOST_POINTS: u16 = 200;

/// The width and the height of a cell in points.
pub fn cell() -> (u16, u16) {
    let window = crossterm::terminal::window_size().ok();
    window.and_then(cell_of).unwrap_or(USUAL_CELL)
}

fn cell_of(window: WindowSize) -> Option<(u16, u16)> {
    let width = window.width.checked_div(window.columns)?;
    let height = window.height.checked_div(window.rows)?;
    let sane = 1..=MOST_POINTS;
    (sane.contains(&width) && sane.contains(&height)).then_some((width, height))
}

/// Takes the terminal as `view` needs it: raw keys, the other screen, pasted text marked as such, the
/// order of lines, the mouse. Nothing is done once the program is ending.
pub fn take(view: &View) -> io::Result<()> {
    let mut phase = phase();
    if *phase == Phase::Over {
        return Ok(());
    }
    // Whatever fails from here on, there is something to give back.
    let plain = view.order == LineOrder::Visual;
    let pictures = view.pictures == Some(Pictures::Over(Graphics::Kitty));
    *phase = Phase::Ours(Taken { plain, pictures });
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if plain {
        execute!(io::stdout(), Print(REORDERING_OFF))?;
    }
    if has_kitty_keys() {
        execute!(io::stdout(), kitty::ON)?;
    }
    if view.mouse {
        take_mouse(true)?;
    }
    Ok(())
}

/// Whether frames may set tab stops, so that they have to be given back.
static SETS_STOPS: AtomicBool = AtomicBool::new(false);

/// When the terminal was asked for something that it has not answered yet.
static ASKED: Mutex<Option<Instant>> = Mutex::new(None);

/// After this long no answer is reckoned with while the person types.
const ANSWER: Duration = Duration::from_secs(3);

/// After this long none comes, not even on a machine that has a great deal else to do.
const NO_ANSWER: Duration = Duration::from_secs(20);

/// How long the end of the program waits for an answer that is on its way: the shell would take it
/// for keys.
const LATE_ANSWER: Duration = Duration::from_millis(200);

/// Asks the terminal for its background (OSC 11), and behind that what kind of terminal it is (DA1).
/// All answer the second and in this order, so that it is a fence: what comes before it is the
/// answer to the first, if there is one.
pub fn ask_background() -> io::Result<()> {
    *asked() = Some(Instant::now());
    execute!(io::stdout(), Print("\x1b]11;?\x1b\\\x1b[c"))
}

/// Whether an answer of the terminal may be about to come.
pub fn answer_is_owed() -> bool {
    asked().is_some_and(|then| then.elapsed() < ANSWER)
}

fn answer_may_come() -> bool {
    asked().is_some_and(|then| then.elapsed() < NO_ANSWER)
}

/// Takes note that the terminal has answered.
pub fn has_answered() {
    *asked() = None;
}

fn asked() -> MutexGuard<'static, Option<Instant>> {
    // What a panic left behind is a time.
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has an answer that is on its way come here and not to the shell or another program, where it comes
/// soon. Whoever calls this must leave the keyboard to the thread that reads it.
pub fn await_answer() {
    let began = Instant::now();
    while answer_may_come() && began.elapsed() < LATE_ANSWER {
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Gives the terminal back for a while; where it is not ours that does nothing. Errors are of no
/// use here: a terminal that is gone needs nothing back.
pub fn give_back() {
    let mut phase = phase();
    if let Phase::Ours(taken) = *phase {
        *phase = Phase::Lent;
        restore(taken);
    }
}

/// Whether the terminal is the program's now.
pub fn is_ours() -> bool {
    matches!(*phase(), Phase::Ours(_))
}

/// Whether the terminal was hung up.
pub fn is_gone() -> bool {
    let out = io::stdout();
    let mut polled = [PollFd::new(&out, PollFlags::empty())];
    // What cannot be asked about is not there either.
    poll(&mut polled, Some(&Timespec::default())).is_err() || !polled[0].revents().is_empty()
}

/// Gives the terminal back for good, within half a second even where it does not read.
pub fn end() {
    let (done, wait) = mpsc::channel();
    // All of it waits for the terminal, or for whoever is just giving it back and waits for it.
    let writer = std::thread::Builder::new().spawn(move || {
        let before = std::mem::replace(&mut *phase(), Phase::Over);
        if let Phase::Ours(taken) = before {
            await_answer();
            restore(taken);
        }
        done.send(())
    });
    if writer.is_ok() {
        let _ = wait.recv_timeout(PATIENCE);
    }
    // This waits for nobody.
    let _ = disable_raw_mode();
}

fn has_kitty_keys() -> bool {
    kitty::is_offered(&|name| std::env::var_os(name))
}

fn restore(taken: Taken) {
    let _ = disable_raw_mode();
    if taken.pictures {
        let _ = execute!(io::stdout(), Print(graphics::kitty::erasing()));
    }
    if taken.plain {
        let _ = execute!(io::stdout(), Print(REORDERING_ON));
    }
    if let (true, Ok((columns, _))) = (SETS_STOPS.load(Ordering::Acquire), size()) {
        let _ = execute!(io::stdout(), Print(usual_stops(columns)));
    }
    // The other screen has keys of its own, so they go before it does.
    if has_kitty_keys() {
        let _ = execute!(io::stdout(), kitty::OFF);
    }
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        Print(MOUSE_OFF),
        DisableBracketedPaste,
        Print(ALL_SCROLLS),
        ResetColor,
        LeaveAlternateScreen,
        cursor::Show
    );
}

/// Whether the terminal may reorder lines with text that is written from right to left (ECMA-48's
/// BDSM). Terminals that never do do not know it.
const REORDERING_OFF: &str = "\x1b[8l";
const REORDERING_ON: &str = "\x1b[8h";

/// Presses and the wheel, in a form that knows columns beyond 223 (xterm's modes 1000 and 1006).
/// Movements are not asked for: each would cost bytes on the line.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// No margins, which frames set so as to leave rows and columns alone when others scroll. Not every
/// terminal has them for each of its screens.
const ALL_SCROLLS: &str = "\x1b[?69l\x1b[r";

/// Asks the terminal for the mouse, or leaves it alone.
pub fn take_mouse(take: bool) -> io::Result<()> {
    execute!(io::stdout(), Print(if take { MOUSE_ON } else { MOUSE_OFF }))
}

/// What the terminal understands: by its name and the environment, and by what the person says.
pub fn features(choice: &TerminalChoice) -> Features {
    let mut features = Features::detect(|name| std::env::var(name).ok());
    let said = choice.has.iter().map(|&feature| (feature, true));
    for (feature, has) in said.chain(choice.lacks.iter().map(|&feature| (feature, false))) {
        *match feature {
            TerminalFeature::EraseCells => &mut features.erase_cells,
            TerminalFeature::EraseToColour => &mut features.erase_to_colour,
            TerminalFeature::Repeat => &mut features.repeat,
            TerminalFeature::Regions => &mut features.regions,
            TerminalFeature::Margins => &mut features.margins,
            TerminalFeature::Tabs => &mut features.tabs,
            TerminalFeature::Links => &mut features.links,
            TerminalFeature::Synchronized => &mut features.synchronized,
        } = has;
    }
    features
}

/// A screen that is written to `out`.
///
/// It is never dropped: ratatui's own clean-up complains on standard error when the terminal is
/// gone, which panics when that is gone too. [`end`] does what is to be done.
pub fn screen(out: Out, features: Features) -> io::Result<ManuallyDrop<Screen>> {
    SETS_STOPS.store(features.tabs, Ordering::Release);
    let (columns, rows) = size()?;
    let backend = Frugal::new(out, columns, rows, features);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_tells_impossible_cells_is_not_believed() {
        let window = |width, height| WindowSize {
            rows: 10,
            columns: 20,
            width,
            height,
        };
        assert_eq!(cell_of(window(200, 200)), Some((10, 20)));
        assert_eq!(cell_of(window(0, 0)), None);
        assert_eq!(cell_of(window(60_000, 200)), None);
        assert_eq!(cell_of(window(200, 60_000)), None);
    }
}
