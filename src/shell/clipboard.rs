//! The clipboard: through the terminal (OSC 52, which works over SSH) and, where there is a
//! desktop, through its own tool.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::loader::io_in_words;

/// Longest text sent through the terminal, in bytes: xterm and tmux drop sequences beyond 100,000
/// characters, and base64 makes four of three.
const LONGEST: usize = 74_000;

/// Desktop tools, and the variable without which each of them is of no use.
const TOOLS: &[(&str, &[&str], Option<&str>)] = &[
    ("wl-copy", &[], Some("WAYLAND_DISPLAY")),
    ("xclip", &["-selection", "clipboard"], Some("DISPLAY")),
    ("xsel", &["--clipboard", "--input"], Some("DISPLAY")),
    ("pbcopy", &[], None),
];

/// How long a tool may take to say that it failed. Those that work keep running, or end at once.
const PATIENCE: Duration = Duration::from_millis(150);

/// Copies `text` and says how, for a person.
pub fn copy(text: &str) -> Result<&'static str, String> {
    if std::env::var_os("SSH_CONNECTION").is_none() && TOOLS.iter().any(|tool| by_tool(tool, text))
    {
        return Ok("copied");
    }
    if text.len() > LONGEST {
        return Err(format!(
            "too long to copy through the terminal ({} kB)",
            text.len() / 1000
        ));
    }
    match by_terminal(text) {
        // No answer comes back, so more than this is not known.
        Ok(()) => Ok("sent to the terminal's clipboard"),
        Err(error) => Err(format!(
            "the terminal does not take it: {}",
            io_in_words(&error)
        )),
    }
}

fn by_terminal(text: &str) -> io::Result<()> {
    let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    let mut out = io::stdout();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

fn by_tool(&(program, arguments, needs): &(&str, &[&str], Option<&str>), text: &str) -> bool {
    if needs.is_some_and(|variable| std::env::var_os(variable).is_none()) {
        return false;
    }
    let mut command = Command::new(program);
    let command = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let written = child
        .stdin
        .take()
        .is_some_and(|mut stdin| stdin.write_all(text.as_bytes()).is_ok());
    let began = Instant::now();
    while written && began.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => return false,
        }
    }
    // X tools stay to serve the clipboard; somebody must still collect them when they end.
    std::thread::spawn(move || child.wait());
    written
}
