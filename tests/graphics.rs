//! Pictures by the terminal's own graphics: what is sent, that it can be read, and that it is taken back.
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "common/pty.rs"]
mod pty;
#[path = "graphics/sixel.rs"]
mod sixel;

use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{Rgb, RgbImage, RgbaImage};
use portable_pty::CommandBuilder;
use pty::Session;
use quotidian::shell::frugal::{self, Features, Frugal, Graphic};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::{Terminal, TerminalOptions, Viewport};
use tempfile::TempDir;

/// A picture that fills ten columns, of the last one half, and three rows, of the last one half, where a
/// cell has ten by twenty points.
fn picture() -> RgbImage {
    RgbImage::from_fn(95, 50, |x, y| match (x < 30, y < 20) {
        (true, true) => Rgb([255, 0, 0]),
        (true, false) => Rgb([0, 128, 0]),
        (false, true) => Rgb([10, 20, 250]),
        (false, false) => Rgb([255, 255, 255]),
    })
}

/// An article in a file with `picture` beside it, and a configuration.
fn article(picture: &RgbImage, configuration: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = "# The pier\n\nIt was dusk.\n\n![A pier](sea.png)\n\nThe end.\n";
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    picture.save(folder.path().join("sea.png")).unwrap();
    // The emulator does not repeat characters.
    let configuration = format!("[terminal]\nlacks = [\"repeat\"]\n{configuration}");
    std::fs::write(folder.path().join("q.toml"), configuration).unwrap();
    folder
}

/// The reader on that article.
fn reader(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.arg("read");
    command.arg(folder.join("a.md"));
    command.args(arguments);
    let configuration = folder.join("q.toml");
    let mut all = vec![("QUOTIDIAN_CONFIG", configuration.to_str().unwrap())];
    all.extend_from_slice(variables);
    let mut session = Session::run_with(80, 24, command, &all);
    session.wait_for("[Picture: A pier]");
    // The end of the last row.
    session.wait_for("100%");
    session
}

const KITTY: [(&str, &str); 1] = [("TERM", "xterm-kitty")];

/// How often `part` stands in what the session has been sent.
fn count(session: &Session, part: &str) -> usize {
    sent(session).matches(part).count()
}

fn sent(session: &Session) -> String {
    String::from_utf8_lossy(&session.bytes()).into_owned()
}

/// Waits until a sequence has come from `begin` to `end`, and gives what stands between.
fn between(session: &mut Session, begin: &str, end: &str) -> String {
    let found = |session: &Session| {
        let sent = sent(session);
        let (_, after) = sent.split_once(begin)?;
        after.split_once(end).map(|(inside, _)| inside.to_owned())
    };
    session.wait(begin, |session| found(session).is_some());
    found(session).unwrap()
}

/// Kitty's commands up to now: the keys of each, and its data.
fn commands(session: &Session) -> Vec<(String, String)> {
    let sent = sent(session);
    let commands = sent.split("\x1b_G").skip(1);
    commands
        .map(|rest| {
            let command = rest.split_once("\x1b\\").unwrap().0;
            let (keys, data) = command.split_once(';').unwrap_or((command, ""));
            (keys.to_owned(), data.to_owned())
        })
        .collect()
}

/// The PNG, which fills the cells with the picture and what is transparent.
fn check_png(data: &str) {
    let png = STANDARD.decode(data).unwrap();
    let shown = image::load_from_memory(&png).unwrap().to_rgba8();
    assert_eq!(shown.dimensions(), (100, 60));
    let picture = picture();
    for (x, y, point) in shown.enumerate_pixels() {
        match picture.get_pixel_checked(x, y) {
            Some(Rgb([r, g, b])) => assert_eq!(point.0, [*r, *g, *b, 255], "{x} {y}"),
            None => assert_eq!(point.0[3], 0, "{x} {y}"),
        }
    }
}

fn erasing(session: &Session) -> String {
    format!("\x1b_Ga=d,d=I,i={},q=2\x1b\\", session.process_id())
}

#[test]
fn kitty_is_sent_the_picture_once_and_told_to_forget_it_with_the_key_that_closes_it() {
    let folder = article(&picture(), "");
    for key in ["\x1b", "j"] {
        let mut session = reader(folder.path(), &[], &KITTY);
        let before = session.screen();
        let begun = session.bytes().len();
        session.press("i");
        session.wait("the picture", |s| count(s, "a=T") > 0);
        session.wait_for("Esc closes");
        let all = commands(&session);
        assert_eq!(all.len(), 1);
        let id = session.process_id();
        let keys = format!("a=T,f=100,i={id},c=10,r=3,C=1,q=2,m=0");
        assert_eq!(all[0].0, keys);
        check_png(&all[0].1);
        // It begins in the first cell of the panel's content that has it in the middle.
        let bytes = sent(&session)[begun..].to_owned();
        let place = bytes.split_once("\x1b_G").unwrap().0.to_owned();
        assert!(place.ends_with("\x1b[5;36H"), "{place:?}");
        session.press(key);
        session.wait("the picture to go", |s| count(s, &erasing(s)) == 1);
        session.wait("the screen of before", |s| s.screen() == before);
        assert_eq!(commands(&session).len(), 2);
        session.press("q");
        assert_eq!(session.ended(), 0);
    }
}

#[test]
fn a_large_picture_is_sent_to_kitty_in_pieces() {
    let noise = RgbImage::from_fn(400, 400, |x, y| {
        let n = (x * 7919 + y * 104_729 + x * y * 31) % 16_777_213;
        Rgb([n as u8, (n >> 8) as u8, (n >> 16) as u8])
    });
    let folder = article(&noise, "");
    let mut session = reader(folder.path(), &[], &KITTY);
    session.press("i");
    session.wait("the last piece", |s| sent(s).contains("_Gq=2,m=0;"));
    let all = commands(&session);
    assert!(all.len() > 2);
    assert!(all[0].0.ends_with(",q=2,m=1"), "{}", all[0].0);
    let more = &all[1..all.len() - 1];
    assert!(more.iter().all(|(keys, _)| keys == "q=2,m=1"));
    assert!(all.iter().all(|(_, data)| data.len() <= 4096));
    let data: String = all.iter().map(|(_, data)| data.as_str()).collect();
    let shown = image::load_from_memory(&STANDARD.decode(data).unwrap());
    // As high as the panel's content: the rows are what holds it.
    let (width, height) = (shown.as_ref().unwrap().width(), shown.unwrap().height());
    assert_eq!((width, height), (320, 320));
}

#[test]
fn a_picture_goes_with_the_end_and_comes_again_in_another_window() {
    let folder = article(&picture(), "");
    let mut session = reader(folder.path(), &[], &KITTY);
    session.press("i");
    session.wait("the picture", |s| count(s, "a=T") == 1);
    session.resize(60, 20);
    session.wait("the picture again", |s| count(s, "a=T") == 2);
    assert!(count(&session, &erasing(&session)) > 0);
    session.wait_for("Esc closes");
    let erased = count(&session, &erasing(&session));
    session.signal("TERM");
    assert_eq!(session.ended(), 143);
    assert_eq!(count(&session, &erasing(&session)), erased + 1);
}

#[test]
fn over_ssh_a_picture_is_sent_to_who_asked_for_that_alone() {
    let folder = article(&picture(), "");
    let ssh = [KITTY[0], ("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22")];
    let mut session = reader(folder.path(), &[], &ssh);
    session.press("i");
    session.wait_for("no pictures are shown here");
    session.press("q");
    assert_eq!(session.ended(), 0);
    assert_eq!(count(&session, "\x1b_G"), 0);
    let mut session = reader(folder.path(), &["--pictures", "always"], &ssh);
    session.press("i");
    session.wait("the picture", |s| count(s, "a=T") == 1);
}

#[test]
fn what_the_configuration_says_goes_before_the_name_of_the_terminal() {
    for (protocol, shown) in [("none", "no pictures are shown here"), ("cells", "▀▀▀")] {
        let configuration = format!("[pictures]\nprotocol = \"{protocol}\"");
        let folder = article(&picture(), &configuration);
        let colours = [KITTY[0], ("COLORTERM", "truecolor")];
        let mut session = reader(folder.path(), &[], &colours);
        session.press("i");
        session.wait_for(shown);
        assert_eq!(count(&session, "\x1b_G"), 0, "{protocol}");
    }
}

#[test]
fn iterm_is_sent_a_file_with_its_cells() {
    let folder = article(&picture(), "");
    let iterm = [("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")];
    let mut session = reader(folder.path(), &[], &iterm);
    let before = session.screen();
    session.press("i");
    let file = between(&mut session, "\x1b]1337;File=", "\x07");
    let (keys, data) = file.split_once(':').unwrap();
    let size = STANDARD.decode(data).unwrap().len();
    let expected = format!("inline=1;size={size};width=10;height=3;preserveAspectRatio=1");
    assert_eq!(keys, expected);
    check_png(data);
    let begun = session.bytes().len();
    session.press("j");
    session.wait("the screen of before", |s| s.screen() == before);
    // Its cells are written anew.
    assert!(sent(&session)[begun..].contains("\x1b[2J"));
    assert_eq!(count(&session, "1337;"), 1);
}

/// What a terminal makes of sixels.
fn drawn(session: &mut Session) -> RgbaImage {
    sixel::decode(&between(session, "\x1bP", "\x1b\\"))
}

#[test]
fn few_colours_are_kept_in_sixels() {
    let folder = article(&picture(), "");
    let mut session = reader(folder.path(), &[], &[("TERM", "foot")]);
    session.press("i");
    let (shown, picture) = (drawn(&mut session), picture());
    assert_eq!(shown.dimensions(), picture.dimensions());
    for (x, y, point) in picture.enumerate_pixels() {
        let there = shown.get_pixel(x, y).0;
        let near = (0..3).all(|n| point.0[n].abs_diff(there[n]) <= 1);
        assert!(near && there[3] == 255, "{x} {y}: {point:?} {there:?}");
    }
}

#[test]
fn many_colours_are_mixed_of_few_in_sixels() {
    let picture = RgbImage::from_fn(160, 120, |x, y| {
        Rgb([(x * 255 / 159) as u8, (y * 255 / 119) as u8, 90])
    });
    let folder = article(&picture, "[pictures]\nprotocol = \"sixel\"");
    let mut session = reader(folder.path(), &[], &[]);
    session.press("i");
    let shown = drawn(&mut session);
    assert_eq!(shown.dimensions(), (160, 120));
    // A tile of eight by eight points has about the colour that it has in the picture.
    let mut off = Vec::new();
    let tiles = (0..160).step_by(8);
    for (left, top) in tiles.flat_map(|x| (0..120).step_by(8).map(move |y| (x, y))) {
        for colour in 0..3 {
            let (mut wanted, mut found) = (0_u32, 0_u32);
            for (x, y) in (0..64).map(|n| (left + n % 8, top + n / 8)) {
                wanted += u32::from(picture.get_pixel(x, y).0[colour]);
                found += u32::from(shown.get_pixel(x, y).0[colour]);
            }
            off.push(wanted.abs_diff(found) / 64);
        }
    }
    let mean = f64::from(off.iter().sum::<u32>()) / off.len() as f64;
    let most = off.iter().max().unwrap();
    assert!(
        mean < 2.0 && *most < 16,
        "off by {mean} on average, by {most} at most"
    );
}

#[test]
fn a_picture_outside_of_the_folder_of_its_article_is_refused() {
    let folder = article(&picture(), "");
    let secret = folder.path().join("news");
    std::fs::create_dir(&secret).unwrap();
    std::fs::write(secret.join("a.md"), "Dusk.\n\n![A pier](../sea.png)\n").unwrap();
    std::fs::copy(folder.path().join("q.toml"), secret.join("q.toml")).unwrap();
    let mut session = reader(&secret, &[], &KITTY);
    session.press("i");
    session.wait_for("../sea.png: lies outside of the folder");
    assert_eq!(count(&session, "\x1b_G"), 0);
}

/// The backend alone, and a terminal that sees what it sends.
struct Rig {
    terminal: Terminal<Frugal<Vec<u8>>>,
    emulator: vt100::Parser,
}

impl Rig {
    fn new() -> Self {
        let features = Features {
            regions: true,
            margins: true,
            erase_cells: true,
            erase_to_colour: true,
            ..Features::LEAST
        };
        let backend = Frugal::new(Vec::new(), 30, 8, features);
        let viewport = Viewport::Fixed(Rect::new(0, 0, 30, 8));
        let options = TerminalOptions { viewport };
        Self {
            terminal: Terminal::with_options(backend, options).unwrap(),
            emulator: vt100::Parser::new(8, 30, 0),
        }
    }

    /// Shows these rows, and what lies over them; gives what is sent.
    fn show(&mut self, rows: &[String], graphic: Option<&Graphic>) -> String {
        if let Some(graphic) = graphic {
            self.terminal.backend().layer().graphic(graphic.clone());
        }
        frugal::draw(&mut self.terminal, |frame| {
            for (y, row) in (0..8).zip(rows) {
                frame.buffer_mut().set_string(0, y, row, Style::new());
            }
        })
        .unwrap();
        let sent = std::mem::take(self.terminal.backend_mut().out_mut());
        self.emulator.process(&sent);
        String::from_utf8(sent).unwrap()
    }

    fn rows(&self) -> Vec<String> {
        let screen = self.emulator.screen();
        screen.rows(0, 30).collect()
    }
}

/// Eight rows, the last three from `last` on; those from the second to the fifth are short.
fn rows(last: u32) -> Vec<String> {
    let words = |y: u32| format!("{:09x}", y * 7_919_993 + 48_611);
    let row = |y: u32| match y {
        1..=4 => words(y),
        0 => words(0).repeat(3),
        _ => words(y + last).repeat(3),
    };
    (0..8).map(row).collect()
}

#[test]
fn a_graphic_is_sent_with_its_frame_and_nothing_near_it_is_written_or_scrolled() {
    let graphic = Graphic {
        x: 12,
        rows: 1..5,
        drawing: Arc::from(*b"\x1b_draw\x1b\\"),
        erasing: Arc::from(*b"\x1b_erase\x1b\\"),
    };
    let mut rig = Rig::new();
    // What moved is scrolled where nothing lies over it.
    rig.show(&rows(0), None);
    let scrolled = rig.show(&rows(1), None);
    assert!(scrolled.contains('r'), "{scrolled:?}");
    let laid = rig.show(&rows(1), Some(&graphic));
    assert!(laid.contains("\x1b[2;13H\x1b_draw"), "{laid:?}");
    assert!(!laid.contains("\x1b_erase"));
    assert_eq!(rig.show(&rows(1), Some(&graphic)), "");
    // Below it all moves, and in its rows something would be written.
    let mut moved = rows(2);
    moved[3].push_str("0123456789012345");
    let beside = rig.show(&moved, Some(&graphic));
    assert!(!beside.contains(['r', '_']), "{beside:?}");
    let shown = rig.rows();
    assert_eq!(shown[1..5], rows(1)[1..5]);
    assert_eq!(shown[5..], moved[5..]);
    let gone = rig.show(&moved, None);
    let anew = gone.starts_with("\x1b_erase") && gone.contains("\x1b[2J");
    assert!(anew && !gone.contains("\x1b_draw"), "{gone:?}");
    assert_eq!(rig.rows(), moved);
    // Whoever comes back finds the graphic gone with all else.
    rig.show(&moved, Some(&graphic));
    rig.terminal.backend_mut().resize(30, 8);
    let again = rig.show(&moved, Some(&graphic));
    assert!(again.contains("\x1b_draw"), "{again:?}");
}
