//! Opening an address in the person's browser. No shell sees it: it is one argument of a program.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

use crate::config::OpenCommand;
use crate::model::is_openable;

/// Opens `address` with `command`, else with the program in `$BROWSER`, else with the system's own
/// opener. What goes wrong, also later, is told to `failed` as a sentence for a person.
pub fn open(
    address: &str,
    command: Option<&OpenCommand>,
    failed: impl Fn(String) + Send + 'static,
) {
    if !is_openable(address) {
        return failed(format!(
            "only web and mail addresses are opened, not {address}"
        ));
    }
    let mut words = opener(command);
    words.push(address.to_owned());
    let Some((program, arguments)) = words.split_first() else {
        return;
    };
    let mut browser = Command::new(program);
    browser
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let why = match browser.spawn() {
        Ok(mut child) => {
            let told = format!("{program} could not open {address}");
            std::thread::spawn(move || match child.wait() {
                Ok(status) if !status.success() => failed(told),
                _ => {}
            });
            return;
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            format!("there is no {program} here: name a browser in [open] of the configuration")
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            format!("{program} may not be run")
        }
        Err(error) => format!("{program} does not start: {error}"),
    };
    failed(format!("{why}. The address is {address}"));
}

/// The program that opens addresses, and its arguments before the address.
fn opener(command: Option<&OpenCommand>) -> Vec<String> {
    if let Some(command) = command {
        let mut words = vec![command.program.clone()];
        words.extend(command.arguments.iter().cloned());
        return words;
    }
    // A list parted by colons, the first choice first.
    let browser = std::env::var("BROWSER").unwrap_or_default();
    let first = browser.split(':').next().unwrap_or_default();
    let words: Vec<String> = first
        .split_whitespace()
        .filter(|w| *w != "%s")
        .map(str::to_owned)
        .collect();
    if !words.is_empty() {
        return words;
    }
    let system = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    vec![system.to_owned()]
}
