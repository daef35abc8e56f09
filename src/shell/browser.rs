//! Opening an address in the person's browser. No shell sees it: it is an argument of a program.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use crate::config::{Environment, Link, OpenCommand};
use crate::model::is_openable;

/// How an address is opened.
#[derive(Debug)]
pub enum Opening {
    /// A program of this name has been started beside the reader.
    Beside(String),
    /// By a program that needs the terminal; it is to be [run](run_here).
    Here(OpenCommand),
}

/// Opens `address` with `command`, else with a program that `$BROWSER` names, else with the desktop's
/// own opener. Over SSH the last is left alone: nobody would see what it opens. What goes
/// wrong later is told to `failed` as a sentence for a person.
///
/// # Errors
/// Nothing can be started; a sentence says why.
pub fn open(
    address: &str,
    command: Option<&OpenCommand>,
    link: Link,
    failed: impl Fn(String) + Send + 'static,
) -> Result<Opening, String> {
    if !is_openable(address) {
        return Err("only web and mail addresses are opened".to_owned());
    }
    let environment = |name: &str| std::env::var_os(name);
    let mut why = nobody_sees(link).to_owned();
    for opener in openers(command, &environment, link) {
        if opener.in_terminal() {
            return Ok(Opening::Here(opener));
        }
        match start(&opener, address) {
            Ok(mut child) => {
                let told = no_success(&opener, address);
                std::thread::spawn(move || match child.wait() {
                    Ok(status) if !status.success() => failed(told),
                    _ => {}
                });
                return Ok(Opening::Beside(opener.name().to_owned()));
            }
            Err(error) => why = no_start(opener.program(), &error),
        }
    }
    Err(why)
}

/// Runs a program that draws on the terminal, which must have been given back, until it ends. `false`
/// where it then tells of a failure.
///
/// # Errors
/// It does not start; a sentence says why.
pub fn run_here(opener: &OpenCommand, address: &str) -> Result<bool, String> {
    let start = || {
        let mut command = Command::new(opener.program());
        command.args(opener.arguments(address)).stdin(keyboard()?);
        command.spawn()
    };
    let ended = start().and_then(|child| until_the_end(&child));
    ended.map_err(|error| no_start(opener.program(), &error))
}

/// Waits for the end; `true` where it is a success.
fn until_the_end(child: &Child) -> io::Result<bool> {
    let id = Pid::from_raw(child.id().cast_signed());
    loop {
        match waitpid(id, Some(WaitPidFlag::WUNTRACED)) {
            // Nobody else could wake it: the shell knows of the reader alone, which waits for it.
            Ok(WaitStatus::Stopped(..)) => kill(id, Signal::SIGCONT)?,
            Ok(WaitStatus::Exited(_, code)) => return Ok(code == 0),
            Ok(WaitStatus::Signaled(..)) => return Ok(false),
            Ok(_) | Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The keyboard, also where an article was piped in.
fn keyboard() -> io::Result<Stdio> {
    if io::stdin().is_terminal() {
        Ok(Stdio::inherit())
    } else {
        File::open("/dev/tty").map(Stdio::from)
    }
}

/// That a program could not do it.
pub fn no_success(opener: &OpenCommand, address: &str) -> String {
    format!("{} could not open {address}", opener.name())
}

/// Why nothing is even tried.
fn nobody_sees(link: Link) -> &'static str {
    if link == Link::Ssh {
        "a browser started here, over SSH, would be seen by nobody"
    } else {
        "there is no desktop here that a browser could come up on"
    }
}

fn no_start(program: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("there is no {program} here"),
        ErrorKind::PermissionDenied => format!("{program} may not be run"),
        _ => format!("{program} does not start: {error}"),
    }
}

/// Starts it away from the terminal, and from the signals that the terminal sends.
fn start(opener: &OpenCommand, address: &str) -> io::Result<Child> {
    Command::new(opener.program())
        .args(opener.arguments(address))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
}

/// What may open an address, the first choice first.
fn openers(
    command: Option<&OpenCommand>,
    environment: Environment<'_>,
    link: Link,
) -> Vec<OpenCommand> {
    if let Some(command) = command {
        return vec![command.clone()];
    }
    let named = of_browser(&environment("BROWSER").unwrap_or_default().to_string_lossy());
    if !named.is_empty() {
        return named;
    }
    let told = |name: &&str| environment(name).is_some_and(|value| !value.is_empty());
    let system = if link == Link::Ssh {
        None
    } else if cfg!(target_os = "macos") {
        Some("open")
    } else {
        // Without a desktop xdg-open starts a browser in the terminal, which is the reader's.
        let desktop = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"];
        desktop.iter().any(told).then_some("xdg-open")
    };
    let system = system.map(|program| OpenCommand::new([program.to_owned()]));
    system.into_iter().flatten().collect()
}

/// The commands in `$BROWSER`: a list parted by colons, where `%s` stands for the address. Those
/// that would give it to a shell are passed over.
fn of_browser(list: &str) -> Vec<OpenCommand> {
    let command = |words: &str| {
        let words = words.split_whitespace().map(|w| w.replace("%s", "{url}"));
        OpenCommand::new(words).ok()
    };
    list.split(':').filter_map(command).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    /// What is run for `https://a.org/`, word by word.
    fn run(command: Option<&[&str]>, all: &[(&str, &str)], link: Link) -> Vec<String> {
        let environment = |name: &str| {
            let found = all.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let own = command.map(|w| OpenCommand::new(w.iter().map(|&w| w.to_owned())).unwrap());
        let words = |opener: OpenCommand| {
            let arguments = opener.arguments("https://a.org/").join(" ");
            format!("{} {arguments}", opener.program())
        };
        let found = openers(own.as_ref(), &environment, link);
        found.into_iter().map(words).collect()
    }

    #[test]
    fn the_configuration_goes_before_the_environment() {
        let all = [("BROWSER", "w3m"), ("DISPLAY", ":0")];
        let own = &["firefox", "--new-tab"][..];
        assert_eq!(
            run(Some(own), &all, Link::Ssh),
            ["firefox --new-tab https://a.org/"]
        );
        assert_eq!(run(None, &all, Link::Ssh), ["w3m https://a.org/"]);
    }

    #[test]
    fn browser_is_a_list_whose_commands_say_where_the_address_goes() {
        let all = [("BROWSER", "chromium --app=%s::sh -c x%s:lynx")];
        assert_eq!(
            run(None, &all, Link::Local),
            ["chromium --app=https://a.org/", "lynx https://a.org/"]
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_desktop_is_asked_where_there_is_one_to_see() {
        let desktop = [("WAYLAND_DISPLAY", "wayland-0"), ("BROWSER", "")];
        assert_eq!(
            run(None, &desktop, Link::Local),
            ["xdg-open https://a.org/"]
        );
        assert!(run(None, &desktop, Link::Ssh).is_empty());
        assert!(run(None, &[("TERM", "linux")], Link::Local).is_empty());
    }

    #[test]
    fn what_is_no_web_or_mail_address_is_not_opened() {
        let command = OpenCommand::new(["true".to_owned()]).unwrap();
        for address in [
            "file:///etc/passwd",
            "-https://a.org",
            "https://a.org/\n",
            "http://",
        ] {
            assert!(
                open(address, Some(&command), Link::Local, |_| ()).is_err(),
                "{address:?}"
            );
        }
        assert!(open("HTTPS://a.org", Some(&command), Link::Ssh, |_| ()).is_ok());
    }
}
