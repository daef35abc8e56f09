//! How much of the world one load may take.

use std::time::Duration;

/// Bounds on what is read. They hold before anything is built from the input, so that no file can
/// exhaust memory, the stack or a person's patience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file, page (decoded from its transfer encoding) or line of JSON.
    pub bytes: u64,
    /// Bytes of one feed.
    pub feed: u64,
    /// Elements nested in one another in a page, and folders in a folder.
    pub depth: usize,
    /// Marks of markup (`<` and `&`) in one page. A long article of an encyclopedia has some
    /// 100,000.
    pub marks: usize,
    /// Files taken from one folder.
    pub files: usize,
    /// Time for reading one file.
    pub read: Duration,
    /// Time for finding the article in one page.
    pub extract: Duration,
    /// Time for fetching one address, redirects included.
    pub fetch: Duration,
    /// Time for connecting to a server.
    pub connect: Duration,
    /// Time without a byte from a server.
    pub stall: Duration,
    /// Redirects followed for one address.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 * 1024 * 1024,
            feed: 64 * 1024 * 1024,
            depth: 512,
            marks: 1_000_000,
            files: 20_000,
            read: Duration::from_secs(5),
            extract: Duration::from_secs(8),
            fetch: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            stall: Duration::from_secs(20),
            redirects: 10,
        }
    }
}
