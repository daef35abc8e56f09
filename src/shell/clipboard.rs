//! The clipboard: that of the desktop where there is one, else the terminal's (OSC 52), which is where
//! the person sits. Nothing is ever read from it.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::config::{Environment, Link};
use crate::loader::io_in_words;

/// Longest text sent through the terminal, in bytes: xterm and tmux drop sequences beyond 100,000
/// characters, and base64 makes four of three.
const LONGEST: usize = 74_000;

/// GNU screen drops strings beyond this many bytes.
const SCREEN_PART: usize = 768;

/// Programs that put text somewhere, and the variable without which each of them is of no use.
type Tool = (&'static str, &'static [&'static str], Option<&'static str>);

/// Those of the desktop.
const TOOLS: &[Tool] = &[
    ("wl-copy", &[], Some("WAYLAND_DISPLAY")),
    ("xclip", &["-selection", "clipboard"], Some("DISPLAY")),
    ("xsel", &["--clipboard", "--input"], Some("DISPLAY")),
    ("pbcopy", &[], None),
];

/// tmux sends on what it is given so also where its options keep it from doing that with the
/// sequences of programs, which is how it comes.
const TMUX: Tool = ("tmux", &["load-buffer", "-w", "-"], Some("TMUX"));

/// How long a tool may take to say that it failed. Those that work keep running, or end at once.
const PATIENCE: Duration = Duration::from_millis(150);

/// Copies `text` and says how, for a person.
pub fn copy(text: &str, link: Link) -> Result<&'static str, String> {
    if by_desktop(text, link) {
        return Ok("copied");
    }
    // Nothing is cut: half a quotation is another one.
    if text.len() > LONGEST {
        return Err(format!(
            "nothing was copied: {} kB are more than the {} kB that terminals take",
            text.len() / 1000,
            LONGEST / 1000
        ));
    }
    // No answer comes back, so more than this is not known.
    let sent = "sent to the terminal's clipboard";
    if by_tool(&TMUX, text) {
        return Ok(sent);
    }
    let sequence = sequence(text, &|name| std::env::var_os(name));
    let mut out = io::stdout();
    match out.write_all(&sequence).and_then(|()| out.flush()) {
        Ok(()) => Ok(sent),
        Err(error) => Err(format!(
            "the terminal does not take it: {}",
            io_in_words(&error)
        )),
    }
}

/// Copies `text` by a tool of the desktop, which nothing of the terminal is needed for; `false` where
/// there is none. Over ssh they would put it on a clipboard far from the person.
pub fn by_desktop(text: &str, link: Link) -> bool {
    link == Link::Local && TOOLS.iter().any(|tool| by_tool(tool, text))
}

/// What has the terminal put `text` on its clipboard, also from inside tmux and GNU screen.
fn sequence(text: &str, environment: Environment<'_>) -> Vec<u8> {
    let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes();
    if set("TMUX") {
        // tmux takes the first where its set-clipboard is on, and hands on the second, with each
        // Escape doubled, where its allow-passthrough is. Both put the same on the clipboard.
        let mut both = plain.clone();
        both.extend_from_slice(b"\x1bPtmux;\x1b");
        both.extend_from_slice(&plain);
        both.extend_from_slice(b"\x1b\\");
        both
    } else if set("STY") {
        let mut parts = Vec::new();
        for part in plain.chunks(SCREEN_PART) {
            parts.extend_from_slice(b"\x1bP");
            parts.extend_from_slice(part);
            parts.extend_from_slice(b"\x1b\\");
        }
        parts
    } else {
        plain
    }
}

fn by_tool(&(program, arguments, needs): &Tool, text: &str) -> bool {
    let useless = |variable| std::env::var_os(variable).is_none_or(|value| value.is_empty());
    if needs.is_some_and(useless) {
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

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn inside(variable: &'static str, text: &str) -> Vec<u8> {
        let environment = |name: &str| (name == variable).then(|| OsString::from("1"));
        sequence(text, &environment)
    }

    #[test]
    fn tmux_is_told_in_both_ways_with_escapes_doubled_in_the_second() {
        assert_eq!(
            inside("TMUX", "port"),
            b"\x1b]52;c;cG9ydA==\x07\x1bPtmux;\x1b\x1b]52;c;cG9ydA==\x07\x1b\\"
        );
    }

    #[test]
    fn screen_gets_it_in_parts_that_it_does_not_drop() {
        let text = "port ".repeat(400);
        let parts = String::from_utf8(inside("STY", &text)).unwrap();
        let parts: Vec<&str> = parts
            .split_terminator("\x1b\\")
            .map(|part| part.strip_prefix("\x1bP").unwrap())
            .collect();
        assert!(parts.len() > 3 && parts.iter().all(|part| part.len() <= 768));
        assert_eq!(parts.concat().into_bytes(), inside("none", &text));
    }
}
