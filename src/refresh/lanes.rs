//! Which task may start now: one at a time for each server, with a pause between two, and not too
//! many in all. No clock here; times are given in.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Tasks that wait, and what is known of the servers that they go to.
#[derive(Debug)]
pub(super) struct Lanes<T> {
    /// Each with the server that it goes to, if it goes to one.
    waiting: Vec<(Option<String>, T)>,
    busy: HashSet<String>,
    /// When a server may be asked again.
    free_at: HashMap<String, Instant>,
    running: usize,
    most: usize,
    pause: Duration,
    /// Whether a server on this machine is spared as any other is.
    spares_home: bool,
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next<T> {
    /// Start this task, which goes to this server.
    Start(Option<String>, T),
    /// Wait for so long, or until a task that runs is done.
    Wait(Duration),
    /// Wait until a task that runs is done.
    Busy,
    /// Nothing runs and nothing waits.
    Done,
}

impl<T> Lanes<T> {
    /// Runs at most `most` tasks at once, and leaves a server alone for `pause` after each; one on this
    /// machine only where `spares_home` says so.
    pub fn new(most: usize, pause: Duration, spares_home: bool) -> Self {
        Self {
            waiting: Vec::new(),
            busy: HashSet::new(),
            free_at: HashMap::new(),
            running: 0,
            most,
            pause,
            spares_home,
        }
    }

    /// Has a task wait for its turn.
    pub fn add(&mut self, server: Option<String>, task: T) {
        self.waiting.push((server, task));
    }

    /// Has a task take its turn before all that wait.
    pub fn add_first(&mut self, server: Option<String>, task: T) {
        self.waiting.insert(0, (server, task));
    }

    /// Brings the tasks that wait into an order that nobody knows before: else all who run this
    /// program would ask the first server in the alphabet first.
    pub fn shuffle(&mut self) {
        let order = RandomState::new();
        let mut numbered: Vec<_> = self.waiting.drain(..).enumerate().collect();
        numbered.sort_by_cached_key(|(number, _)| order.hash_one(number));
        self.waiting
            .extend(numbered.into_iter().map(|(_, task)| task));
    }

    /// What may start at `now`; it counts as running from then on.
    pub fn next(&mut self, now: Instant) -> Next<T> {
        if self.waiting.is_empty() && self.running == 0 {
            return Next::Done;
        }
        if self.running >= self.most {
            return Next::Busy;
        }
        let mut soonest: Option<Duration> = None;
        for (at, (server, _)) in self.waiting.iter().enumerate() {
            let wait = match server {
                Some(server) if !self.spares_home && is_home(server) => None,
                Some(server) if self.busy.contains(server) => continue,
                Some(server) => self.free_at.get(server),
                None => None,
            };
            let wait = wait.map_or(Duration::ZERO, |free| free.saturating_duration_since(now));
            if wait.is_zero() {
                let (server, task) = self.waiting.remove(at);
                self.busy.extend(server.clone());
                self.running += 1;
                return Next::Start(server, task);
            }
            soonest = Some(soonest.map_or(wait, |known| known.min(wait)));
        }
        soonest.map_or(Next::Busy, Next::Wait)
    }

    /// A task that went to `server` is done, at `now`.
    pub fn done(&mut self, server: Option<&str>, now: Instant) {
        self.running = self.running.saturating_sub(1);
        if let Some(server) = server {
            self.busy.remove(server);
            self.free_at.insert(server.to_owned(), now + self.pause);
        }
    }

    /// A task that was started turned out to have nothing to do, so nobody was asked.
    pub fn withdrawn(&mut self, server: Option<&str>) {
        self.running = self.running.saturating_sub(1);
        if let Some(server) = server {
            self.busy.remove(server);
        }
    }
}

/// Whether `server`, host and port, is this machine.
fn is_home(server: &str) -> bool {
    let host = match server.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => server.split(':').next().unwrap_or(server),
    };
    let address = host.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn lanes(most: usize, tasks: &[(&str, u32)]) -> Lanes<u32> {
        let mut lanes = Lanes::new(most, SECOND, true);
        for (server, task) in tasks {
            let server = (!server.is_empty()).then(|| (*server).to_owned());
            lanes.add(server, *task);
        }
        lanes
    }

    fn started(lanes: &mut Lanes<u32>, now: Instant) -> Vec<u32> {
        let mut tasks = Vec::new();
        while let Next::Start(_, task) = lanes.next(now) {
            tasks.push(task);
        }
        tasks
    }

    #[test]
    fn a_server_is_asked_one_thing_at_a_time_with_a_pause_between() {
        let now = Instant::now();
        let mut lanes = lanes(8, &[("a", 1), ("a", 2), ("b", 3), ("", 4), ("", 5)]);
        assert_eq!(started(&mut lanes, now), [1, 3, 4, 5]);
        assert_eq!(lanes.next(now), Next::Busy);
        lanes.done(Some("a"), now);
        assert_eq!(lanes.next(now), Next::Wait(SECOND));
        assert_eq!(lanes.next(now + SECOND / 4), Next::Wait(SECOND / 4 * 3));
        assert_eq!(started(&mut lanes, now + SECOND), [2]);
        for server in [Some("a"), Some("b"), None, None] {
            lanes.done(server, now);
        }
        assert_eq!(lanes.next(now), Next::Done);
    }

    #[test]
    fn a_server_on_this_machine_need_not_be_spared() {
        let now = Instant::now();
        for (server, at_once) in [
            ("127.0.0.1:80", 2),
            ("[::1]:80", 2),
            ("localhost", 2),
            ("127.example", 1),
        ] {
            let mut lanes = Lanes::new(8, SECOND, false);
            lanes.add(Some(server.to_owned()), 1);
            lanes.add(Some(server.to_owned()), 2);
            assert_eq!(started(&mut lanes, now).len(), at_once, "{server}");
        }
    }

    #[test]
    fn so_many_run_at_once_and_no_more() {
        let now = Instant::now();
        let mut lanes = lanes(2, &[("a", 1), ("b", 2), ("c", 3)]);
        assert_eq!(started(&mut lanes, now), [1, 2]);
        lanes.withdrawn(Some("b"));
        assert_eq!(started(&mut lanes, now), [3]);
    }

    #[test]
    fn the_order_is_another_one_each_time_and_loses_nobody() {
        let tasks: Vec<_> = (0..50).map(|n| ("", n)).collect();
        let order = || {
            let mut lanes = lanes(50, &tasks);
            lanes.shuffle();
            started(&mut lanes, Instant::now())
        };
        let (one, other) = (order(), order());
        assert_ne!(one, other);
        let mut sorted = one;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..50));
    }
}
