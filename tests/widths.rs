//! What we say of the width of characters, beside what emulators do.

use std::process::Command;

use quotidian::text::Widths::Narrow;
use unicode_segmentation::UnicodeSegmentation;

/// One cluster each, of every kind that news are written with.
const CLUSTERS: &[&str] = &[
    "a",
    "é",
    "e\u{301}",
    "ñ\u{303}\u{323}",
    "ß",
    "—",
    "“",
    "„",
    "…",
    "·",
    "°",
    "±",
    "×",
    "§",
    "€",
    "₹",
    "Ж",
    "й",
    "Ω",
    "ᾷ",
    "ש",
    "שָׁ",
    "ש\u{5c1}\u{5b8}",
    "ا",
    "بّ",
    "ب\u{651}\u{64e}",
    "۱",
    "،",
    "؟",
    "ﻻ",
    "可",
    "。",
    "「",
    "、",
    "！",
    "ア",
    "ｱ",
    "ｶﾞ",
    "ﾞ",
    "が",
    "か\u{3099}",
    "ー",
    "〜",
    "한",
    "\u{1112}\u{1161}\u{11ab}",
    "\u{1100}",
    "ㄱ",
    "Ａ",
    "￥",
    "○",
    "●",
    "★",
    "※",
    "→",
    "①",
    "Ⅳ",
    "ก",
    "กำ",
    "ก็",
    "ที่",
    "ຮ",
    "ກຳ",
    "ក",
    "ក្ក",
    "က",
    "ကို",
    "क",
    "का",
    "कि",
    "क्ष",
    "र्क",
    "क\u{93c}",
    "த",
    "தி",
    "கௌ",
    "ක",
    "ക",
    "ক",
    "ো",
    "অ",
    "😀",
    "👍",
    "👍🏽",
    "👩\u{200d}👩\u{200d}👧",
    "👩🏽\u{200d}🚀",
    "🇧🇪",
    "🇺",
    "🏳\u{fe0f}\u{200d}🌈",
    "❤",
    "❤\u{fe0f}",
    "☺",
    "☺\u{fe0f}",
    "☺\u{fe0e}",
    "⌚",
    "⌚\u{fe0e}",
    "✈",
    "✈\u{fe0f}",
    "1\u{fe0f}\u{20e3}",
    "1\u{20e3}",
    "©",
    "©\u{fe0f}",
    "™",
    "🎉",
    "🀄",
    "🫠",
    "🪿",
    "𠮷",
    "葛\u{e0100}",
    "𝔸",
    "\u{301}",
    "\u{a0}",
    "\u{3000}",
    "\u{2003}",
    "‑",
    "▐",
    "─",
    "│",
    "▎",
    "☆",
];

/// The cells that the emulator of the tests gives a cluster.
fn emulated(cluster: &str) -> usize {
    let mut terminal = vt100::Parser::new(2, 40, 0);
    terminal.process(cluster.as_bytes());
    usize::from(terminal.screen().cursor_position().1)
}

#[test]
fn an_emulator_agrees_on_all_that_is_not_doubtful() {
    for cluster in CLUSTERS {
        assert_eq!(cluster.graphemes(true).count(), 1, "{cluster:?}");
        if !Narrow.doubtful(cluster) {
            assert_eq!(
                Narrow.grapheme_cells(cluster),
                emulated(cluster),
                "{cluster:?}"
            );
        }
    }
}

#[test]
fn letters_with_marks_are_sure_and_what_is_joined_is_doubtful() {
    for sure in [
        "a",
        "é",
        "e\u{301}",
        "שָׁ",
        "ب\u{651}",
        "日",
        "한",
        "ก็",
        "ที่",
        "😀",
        "か\u{3099}",
        "“",
        "─",
    ] {
        assert!(!Narrow.doubtful(sure), "{sure:?}");
    }
    for doubt in [
        "👍🏽",
        "👩\u{200d}👧",
        "🇧🇪",
        "❤\u{fe0f}",
        "⌚\u{fe0e}",
        "1\u{fe0f}\u{20e3}",
        "1\u{20e3}",
        "का",
        "🪿",
    ] {
        assert!(Narrow.doubtful(doubt), "{doubt:?}");
    }
}

/// Asks the terminal that it runs in for the column after each cluster, and writes them down.
const ASK: &str = r#"
import os, sys, termios, tty
words, out = sys.argv[1].split("\x1f"), sys.argv[2]
old = termios.tcgetattr(0); tty.setraw(0)
widths = []
for word in words:
    os.write(1, b"\x1b[H\x1b[2K" + word.encode() + b"\x1b[6n")
    answer = b""
    while not answer.endswith(b"R"): answer += os.read(0, 1)
    widths.append(int(answer[answer.rindex(b";") + 1:-1]) - 1)
termios.tcsetattr(0, termios.TCSANOW, old)
with open(out + ".part", "w") as file: file.write(" ".join(map(str, widths)))
os.rename(out + ".part", out)
"#;

#[test]
#[ignore = "needs tmux and python3"]
fn tmux_agrees_on_all_that_is_not_doubtful() {
    let folder = tempfile::tempdir().unwrap();
    let (script, out) = (folder.path().join("ask.py"), folder.path().join("out"));
    std::fs::write(&script, ASK).unwrap();
    let socket = folder.path().join("socket");
    let tmux = |arguments: &[&str]| {
        let mut command = Command::new("tmux");
        command.arg("-u").arg("-S").arg(&socket).args(arguments);
        assert!(command.env("LC_ALL", "C.UTF-8").status().unwrap().success());
    };
    let all = CLUSTERS.join("\u{1f}");
    let (script, file) = (script.to_str().unwrap(), out.to_str().unwrap());
    tmux(&[
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "80",
        "-y",
        "24",
        "python3",
        script,
        &all,
        file,
    ]);
    let began = std::time::Instant::now();
    while !out.exists() {
        assert!(began.elapsed().as_secs() < 20, "tmux does not answer");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let widths = std::fs::read_to_string(&out).unwrap();
    let widths: Vec<usize> = widths.split(' ').map(|w| w.parse().unwrap()).collect();
    assert_eq!(widths.len(), CLUSTERS.len());
    let mut wrong = Vec::new();
    for (cluster, there) in CLUSTERS.iter().zip(widths) {
        let (here, doubt) = (Narrow.grapheme_cells(cluster), Narrow.doubtful(cluster));
        if here != there {
            println!(
                "{cluster:?}: {here} here, {there} there{}",
                if doubt { ", doubtful" } else { "" }
            );
            if !doubt {
                wrong.push(*cluster);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
