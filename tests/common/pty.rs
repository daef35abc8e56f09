//! The real program in a real pseudo-terminal, and a terminal emulator that watches it.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[path = "stops.rs"]
mod stops;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use stops::Stopped;

/// How long something may take before a test gives up. Machines that test are slow and shared.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program, and what its terminal shows.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    /// Held by whoever keeps the terminal from reading.
    gate: Arc<Mutex<()>>,
    modes: String,
    /// The program's home, gone with the session.
    _home: TempDir,
}

/// The modes of a terminal, to be compared.
fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}

struct Seen {
    terminal: Stopped,
    bytes: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Session {
    /// Starts the program with these arguments and nothing of the person's environment.
    pub fn start(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
        command.args(arguments);
        Self::run(columns, rows, command)
    }

    /// Starts `command`.
    pub fn run(columns: u16, rows: u16, command: CommandBuilder) -> Self {
        Self::run_with(columns, rows, command, &[])
    }

    /// Starts `command` with these variables.
    pub fn run_with(
        columns: u16,
        rows: u16,
        mut command: CommandBuilder,
        variables: &[(&str, &str)],
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        for (name, value) in [
            // The emulator has what an xterm has but for repeating characters.
            ("TERM", "konsole-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
        ] {
            if command
                .get_env(name)
                .is_none_or(|old| Some(old) == std::env::var_os(name).as_deref())
            {
                command.env(name, value);
            }
        }
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("HOME", home.path());
        command.env("XDG_CONFIG_HOME", home.path());
        for name in [
            "NO_COLOR",
            "COLORTERM",
            "COLORFGBG",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "SSH_CLIENT",
            "SSH_CONNECTION",
            "SSH_TTY",
            "BROWSER",
            "STY",
            "TERM_PROGRAM",
            "TMUX",
            "VTE_VERSION",
            "WT_SESSION",
            "XDG_DATA_HOME",
            "QUOTIDIAN_CONFIG",
            "QUOTIDIAN_LIBRARY",
        ] {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(Seen {
            terminal: Stopped::new(columns, rows),
            bytes: Vec::new(),
        }));
        let mut output = pair.master.try_clone_reader().unwrap();
        let watched = Arc::clone(&seen);
        let gate = Arc::new(Mutex::new(()));
        let passed = Arc::clone(&gate);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                drop(passed.lock());
                let mut seen = watched.lock().unwrap();
                seen.terminal.process(&buffer[..count]);
                seen.bytes.extend_from_slice(&buffer[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self {
            modes,
            master: pair.master,
            keys,
            child,
            seen,
            gate,
            _home: home,
        }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// What keeps the terminal from reading for as long as it is locked.
    pub fn gate(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.gate)
    }

    /// What the terminal shows.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().terminal.screen().contents()
    }

    /// All bytes that the program has sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Asks the emulator for something.
    pub fn terminal<T>(&self, ask: impl Fn(&vt100::Screen) -> T) -> T {
        ask(self.seen.lock().unwrap().terminal.screen())
    }

    /// Whether the terminal is as it was before the program came.
    pub fn is_given_back(&self) -> bool {
        let modes = modes(&*self.master) == self.modes;
        let stops = self.seen.lock().unwrap().terminal.has_usual_stops();
        modes
            && stops
            && self.terminal(|screen| {
                !screen.alternate_screen()
                    && !screen.hide_cursor()
                    && !screen.bracketed_paste()
                    && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            })
    }

    /// Waits until `holds`.
    pub fn wait(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            let late = began.elapsed() > PATIENCE;
            assert!(
                !late,
                "waited in vain for {what}; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |session| session.screen().contains(text));
    }

    /// Waits for the end and gives the exit code.
    pub fn ended(&mut self) -> u32 {
        let code = self.exit_code();
        // What was written last may still be on its way.
        self.wait("the terminal to be given back", |session| {
            session.is_given_back()
        });
        code
    }

    /// The same for a terminal that may not have read what gives it back.
    pub fn exit_code(&mut self) -> u32 {
        let mut code = None;
        self.wait("the end", |session| {
            code = session
                .child
                .try_wait()
                .unwrap()
                .map(|status| status.exit_code());
            code.is_some()
        });
        code.unwrap()
    }

    /// Changes the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        // What the program draws for the new size is not to be read in the old one.
        let mut seen = self.seen.lock().unwrap();
        seen.terminal.set_size(columns, rows);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Changes the window for the program alone: the emulator does not bear what was drawn for another
    /// size where it is as small as a cell.
    pub fn resize_unseen(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal by its name to the process.
    pub fn signal(&self, name: &str) {
        self.send(name, self.process_id().to_string());
    }

    /// Sends a signal by its name to the process and all that it started.
    pub fn signal_all(&self, name: &str) {
        self.send(name, format!("-{}", self.process_id()));
    }

    fn send(&self, name: &str, pid: String) {
        let status = std::process::Command::new("kill")
            .args(["-s", name, "--", &pid])
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// The program's process.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

/// The state of a process as the kernel writes it: `S` asleep, `T` stopped, `Z` dead but not yet
/// taken note of; `None` where there is no such process.
pub fn process_state(process: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit(") ").next()?.chars().next()
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
