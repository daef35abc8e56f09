//! What lies between the program and the person's terminal.

use std::time::Duration;

use super::Environment;
use super::choice::{Choice, Named};

/// What bytes go through on their way to the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The same machine.
    Local,
    /// A network: each byte costs, and an answer takes its time.
    Ssh,
}

impl Link {
    /// The least time between two updates of a progress that nobody waits for with a key.
    pub fn pace(self) -> Duration {
        match self {
            Self::Local => Duration::from_millis(200),
            Self::Ssh => Duration::from_millis(400),
        }
    }
}

impl Named for Link {
    const BOTH: [(&'static str, Self); 2] = [("local", Self::Local), ("ssh", Self::Ssh)];
}

/// What the person says of the link.
pub type LinkChoice = Choice<Link>;

impl LinkChoice {
    /// The link, from what the person says, else from what the SSH server tells its children.
    pub fn link(self, environment: Environment<'_>) -> Link {
        let told = |name| environment(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Fixed(link) => link,
            Self::Auto
                if ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]
                    .iter()
                    .any(|n| told(n)) =>
            {
                Link::Ssh
            }
            Self::Auto => Link::Local,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::environment;

    #[test]
    fn the_link_is_known_by_what_ssh_leaves_in_the_environment() {
        for name in ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"] {
            let all = environment(&[(name, "10.0.0.1 5000 10.0.0.2 22")]);
            assert_eq!(LinkChoice::Auto.link(&all), Link::Ssh, "{name}");
            let empty = environment(&[(name, "")]);
            assert_eq!(LinkChoice::Auto.link(&empty), Link::Local, "{name}");
        }
        assert_eq!(LinkChoice::Auto.link(&environment(&[])), Link::Local);
    }

    #[test]
    fn what_the_person_says_of_the_link_holds() {
        let ssh = environment(&[("SSH_TTY", "/dev/pts/1")]);
        let bare = environment(&[]);
        assert_eq!(LinkChoice::Fixed(Link::Local).link(&ssh), Link::Local);
        assert_eq!(LinkChoice::Fixed(Link::Ssh).link(&bare), Link::Ssh);
    }

    #[test]
    fn over_ssh_progress_is_told_three_times_a_second_at_most() {
        assert!(Link::Ssh.pace() * 3 >= Duration::from_secs(1));
        assert!(Link::Local.pace() * 5 >= Duration::from_secs(1));
    }
}
