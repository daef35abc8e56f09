//! A home for the real program, without a screen.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use quotidian::model::{FeedKey, Origin, Subscription};
use quotidian::store::Store;
use quotidian::text::{Clean, is_unsafe};
use serde_json::Value;
use tempfile::TempDir;

/// A home with a library in `lib`, and the program in it.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The library's folder.
    pub fn library(&self) -> PathBuf {
        self.path().join("lib")
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    pub fn store(&self) -> Store {
        Store::open(&self.library()).unwrap()
    }

    pub fn feeds(&self) -> Vec<Subscription> {
        self.store().subscriptions().unwrap()
    }

    /// Subscribes without asking anybody.
    pub fn subscribe(&self, origin: Origin) -> FeedKey {
        let none = Clean::default();
        let subscribed = self.store().subscribe(&origin, None, &none, &[]);
        subscribed.unwrap().key()
    }

    /// The program with these arguments, and nothing of the person's environment that it knows.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotidian"));
        command
            .args(arguments)
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env_remove("QUOTIDIAN_CONFIG")
            .env_remove("http_proxy")
            .env("QUOTIDIAN_LIBRARY", self.library())
            .env("TZ", "UTC")
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run(self.command(arguments).output().unwrap())
    }
}

/// A run of the program that has ended.
pub struct Run(pub Output);

impl Run {
    pub fn out(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    pub fn err(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    /// It ended with this code, and wrote nothing that a terminal would obey.
    #[track_caller]
    pub fn status(self, code: i32) -> Self {
        let (out, err) = (self.out(), self.err());
        assert_eq!(self.0.status.code(), Some(code), "{out}{err}");
        let unsafe_sign = |c: char| c != '\n' && is_unsafe(c);
        assert!(
            !out.contains(unsafe_sign) && !err.contains(unsafe_sign),
            "{out}{err}"
        );
        self
    }

    /// The one record that it wrote.
    pub fn record(&self) -> Value {
        serde_json::from_str(self.out()).unwrap()
    }

    /// The records that it wrote, one a line.
    pub fn records(&self) -> Vec<Value> {
        let lines = self.out().lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}
