//! What another terminal makes of it, which somebody else wrote in another language.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::emulator::plain_bytes;
use super::scene::{self, Scene, Step};
use super::{ALL, Rig};

/// Scenes that are played.
const SCENES: usize = 40;

#[test]
fn a_second_terminal_shows_the_same_as_a_plain_repaint() {
    let mut script = String::new();
    let mut runner = TestRunner::deterministic();
    let scenes = (scene::features(ALL), scene::steps());
    for _ in 0..SCENES {
        let (features, steps) = scenes.new_tree(&mut runner).unwrap().current();
        let mut scene = Scene::new(40, 12);
        let mut rig = Rig::new(40, 12, features);
        script.push_str("size 40 12\n");
        for step in steps.into_iter().filter(is_told) {
            scene.take(&step);
            match step {
                Step::Resize(columns, rows) => {
                    rig.resize(columns, rows);
                    let _ = writeln!(script, "size {columns} {rows}");
                }
                Step::Anew => rig.anew(scene.width(), scene.height()),
                _ => {}
            }
            let sent = rig.show(&scene.buffer);
            let plain = plain_bytes(&scene.buffer);
            let _ = writeln!(script, "frame {}\nplain {}", hex(&sent), hex(&plain));
        }
    }
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/frugal/second_opinion.py"
    );
    let python = Command::new("python3")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else {
        return eprintln!("skipped: there is no python3 for the second terminal");
    };
    // Where pyte is missing it ends before it has read anything.
    let _ = python.stdin.take().unwrap().write_all(script.as_bytes());
    let output = python.wait_with_output().unwrap();
    if output.status.code() == Some(77) {
        return eprintln!("skipped: python3 has no pyte (pip install pyte)");
    }
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    eprintln!("{told}");
}

/// pyte gives up on text with what joins characters, so that is left to the first terminal.
fn is_told(step: &Step) -> bool {
    let (Step::Write { text, .. } | Step::Scroll { text, .. }) = step else {
        return true;
    };
    !text.contains(['\u{fe0f}', '🇩'])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
