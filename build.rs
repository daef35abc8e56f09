//! Names the state of the analysis: a digest of its sources and of the tables and weights it reads.
//!
//! What is found in an article is kept with that name, and found anew when it changes. Nobody has to
//! remember to raise a number.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// All that the outcome of an analysis depends on.
const SOURCES: [&str; 8] = [
    "src/analysis",
    "src/tagger",
    "src/text",
    "src/model/annotation.rs",
    "assets/gazetteer",
    "assets/kinds.tsv",
    "assets/speakers.tsv",
    "assets/tagger.bin",
];

fn main() -> io::Result<()> {
    let mut digest = Fnv::default();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for path in files(Path::new(source))? {
            digest.add(path.as_os_str().as_encoded_bytes());
            digest.add(&fs::read(&path)?);
        }
    }
    println!("cargo::rustc-env=QUOTIDIAN_ANALYSIS={:016x}", digest.0);
    Ok(())
}

/// The file at `path`, or those in the folder there and inside it, in one order on every system.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        found.extend(files(&entry?.path())?);
    }
    found.sort();
    Ok(found)
}

/// The 64-bit hash of Fowler, Noll and Vo, 1a.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
