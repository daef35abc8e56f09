//! Commands whose output is a feed, and those that a feed goes through. No shell reads them.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use thiserror::Error;

use crate::loader::{Limits, io_in_words};
use crate::text::Clean;

/// How often a caller who waits is asked whether to go on.
const TICK: Duration = Duration::from_millis(50);
/// As much as is kept of what a command complains, in bytes.
const COMPLAINT: u64 = 4096;

/// Why a command gave nothing, as a clause that goes on from the name of what it was run for.
#[derive(Debug, Error)]
pub(super) enum Trouble {
    #[error("its command has a quotation mark that is not closed; close it")]
    Unclosed,
    #[error("its command is empty; write the program to run")]
    Empty,
    #[error("its command {0} could not be run: {1}")]
    Start(Clean, String),
    #[error("its command was not done within {} s", .0.as_secs_f32())]
    Slow(Duration),
    #[error("its command wrote more than {} MB, the most that is read of one feed", .0.div_ceil(1024 * 1024))]
    TooLarge(u64),
    #[error("its command {0}{1}")]
    Failed(String, Complaint),
    #[error("was stopped before it was read")]
    Stopped,
}

/// The first line of what a command wrote to standard error.
#[derive(Debug)]
pub(super) struct Complaint(Clean);

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", self.0.as_str())
    }
}

/// The words of a command: parted by blanks, kept together by quotation marks of either kind. A
/// backslash takes the sign after it as it is, within double marks only a double mark or another
/// backslash. Nothing else has a meaning.
fn words(command: &str) -> Result<Vec<String>, Trouble> {
    let mut words = Vec::new();
    // `None` between words: a word may be empty where it is quoted.
    let mut word: Option<String> = None;
    let mut mark = None;
    let mut signs = command.chars().peekable();
    while let Some(sign) = signs.next() {
        match (mark, sign) {
            (None, sign) if sign.is_whitespace() => words.extend(word.take()),
            (None, '"' | '\'') => {
                mark = Some(sign);
                word.get_or_insert_default();
            }
            (Some(open), sign) if open == sign => mark = None,
            (None, '\\') => word.get_or_insert_default().extend(signs.next()),
            (Some('"'), '\\') if matches!(signs.peek(), Some('"' | '\\')) => {
                word.get_or_insert_default().extend(signs.next());
            }
            (_, sign) => word.get_or_insert_default().push(sign),
        }
    }
    if mark.is_some() {
        return Err(Trouble::Unclosed);
    }
    words.extend(word);
    Ok(words)
}

/// Runs `command` and gives what it writes. `input` is what it reads; nothing where there is none.
/// [`Limits::fetch`] bounds its time and [`Limits::bytes`] its output; it is ended, with all that it
/// started, when it goes beyond, and when `tick` breaks, which is called while waiting.
pub(super) fn run(
    command: &str,
    input: Option<Vec<u8>>,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Vec<u8>, Trouble> {
    let words = words(command)?;
    let (program, arguments) = words.split_first().ok_or(Trouble::Empty)?;
    let failed = |error: &io::Error| Trouble::Start(Clean::line(program), io_in_words(error));
    let mut prepared = Command::new(program);
    prepared
        .args(arguments)
        .stdin(if input.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    prepared.process_group(0);
    let mut running = Running::start(&mut prepared).map_err(|error| failed(&error))?;
    let child = &mut running.child;
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
        // It may close its input early; that is its own affair.
        thread::spawn(move || stdin.write_all(&input));
    }
    let output = read_aside(child.stdout.take(), limits.bytes.saturating_add(1));
    let complaint = read_aside(child.stderr.take(), COMPLAINT);
    let deadline = Instant::now() + limits.fetch;
    let output = wait(&output, deadline, limits, tick)?;
    if output.len() as u64 > limits.bytes {
        return Err(Trouble::TooLarge(limits.bytes));
    }
    let status = loop {
        if let Some(status) = running.child.try_wait().map_err(|error| failed(&error))? {
            break status;
        }
        // It has closed its output: as a rule it has ended by now.
        pause(deadline, limits, tick)?;
    };
    if status.success() {
        return Ok(output);
    }
    let complaint = complaint.recv_timeout(TICK).unwrap_or_default();
    let complaint = String::from_utf8_lossy(&complaint).into_owned();
    let first = complaint.lines().find(|line| !line.trim().is_empty());
    let complaint = Complaint(Clean::line(first.unwrap_or_default()));
    Err(Trouble::Failed(ended(status), complaint))
}

/// The groups of the commands that run.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Pid>> {
    // Nothing that holds it leaves it half done.
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the commands that run, with all that they started. They are in groups of their own, which neither the end of
/// the program ends nor that of its terminal.
pub fn end_commands() {
    for group in running().drain(..) {
        end(group);
    }
}

fn end(group: Pid) {
    // It may have ended already.
    let _ = kill_process_group(group, Signal::KILL);
}

/// A command that is ended, with all that it started, when nobody waits for it any more.
struct Running {
    child: Child,
    group: Pid,
}

impl Running {
    fn start(prepared: &mut Command) -> io::Result<Self> {
        let mut running = running();
        let child = prepared.spawn()?;
        let group = Pid::from_child(&child);
        running.push(group);
        Ok(Self { child, group })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Before it is waited for: after that its number may be another's.
        running().retain(|&group| group != self.group);
        end(self.group);
        let _ = self.child.wait();
    }
}

/// Reads from a pipe on a thread of its own, so that waiting for it can be stopped.
fn read_aside(pipe: Option<impl Read + Send + 'static>, limit: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read up to an error counts.
            let _ = (&mut pipe).take(limit).read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        }
    });
    receiver
}

fn wait(
    output: &Receiver<Vec<u8>>,
    deadline: Instant,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Vec<u8>, Trouble> {
    loop {
        match output.recv_timeout(TICK) {
            Ok(bytes) => return Ok(bytes),
            Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            Err(RecvTimeoutError::Timeout) => go_on(deadline, limits, tick)?,
        }
    }
}

fn pause(
    deadline: Instant,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), Trouble> {
    thread::sleep(Duration::from_millis(5));
    go_on(deadline, limits, tick)
}

fn go_on(
    deadline: Instant,
    limits: &Limits,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), Trouble> {
    if Instant::now() >= deadline {
        return Err(Trouble::Slow(limits.fetch));
    }
    match tick() {
        ControlFlow::Break(()) => Err(Trouble::Stopped),
        ControlFlow::Continue(()) => Ok(()),
    }
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with status {code}"),
        None => "was ended by a signal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_into_words_without_a_shell() {
        for (command, expected) in [
            (
                "curl -s  http://a.org/?b&c",
                &["curl", "-s", "http://a.org/?b&c"][..],
            ),
            ("a 'b c' \"d e\" f'g'\"h\"", &["a", "b c", "d e", "fgh"]),
            (r#"a b\ c '\' "\"\\\n""#, &["a", "b c", "\\", "\"\\\\n"]),
            (
                "a '' $HOME `id` ~ *;|",
                &["a", "", "$HOME", "`id`", "~", "*;|"],
            ),
            (" ", &[]),
        ] {
            assert_eq!(words(command).unwrap(), expected, "{command}");
        }
        assert!(matches!(words("a 'b"), Err(Trouble::Unclosed)));
    }

    fn run_within(command: &str, limits: &Limits) -> Result<Vec<u8>, String> {
        let input = Some(b"input".to_vec());
        run(command, input, limits, &mut || ControlFlow::Continue(())).map_err(|e| e.to_string())
    }

    #[test]
    fn what_a_command_writes_comes_back_and_what_goes_wrong_is_said() {
        let limits = Limits {
            bytes: 1000,
            fetch: Duration::from_millis(200),
            ..Limits::default()
        };
        let run = |command| run_within(command, &limits);
        assert_eq!(run("cat").unwrap(), b"input");
        assert_eq!(run("printf %s 'a b'").unwrap(), b"a b");
        for (command, words) in [
            ("", "is empty"),
            (
                "no-such-program-anywhere x",
                "could not be run: it does not exist",
            ),
            (
                "sh -c 'echo no luck >&2; exit 3'",
                "ended with status 3: no luck",
            ),
            ("head -c 1001 /dev/zero", "wrote more than"),
            ("cat /dev/zero", "wrote more than"),
            ("sleep 60", "not done within 0.2 s"),
            // What it started holds the pipe open.
            ("sh -c 'sleep 60 & exit 0'", "not done within 0.2 s"),
        ] {
            let start = Instant::now();
            let error = run(command).unwrap_err();
            assert!(error.contains(words), "{command}: {error}");
            assert!(start.elapsed() < Duration::from_secs(5));
        }
    }

    #[test]
    fn a_command_is_ended_when_nobody_waits_any_more() {
        let mut ticks = 0;
        let mut tick = || {
            ticks += 1;
            if ticks < 3 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let start = Instant::now();
        let stopped = run("sleep 60", None, &Limits::default(), &mut tick);
        assert!(matches!(stopped, Err(Trouble::Stopped)));
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}
