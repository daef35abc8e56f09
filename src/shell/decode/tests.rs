use proptest::prelude::*;

use super::*;

fn all(bytes: &[u8]) -> Vec<Said> {
    let mut decoder = Decoder::default();
    let mut said = decoder.take(bytes);
    said.extend(decoder.settle());
    said
}

/// What was said, short enough to compare: keys as they are written.
fn words(said: &[Said]) -> Vec<String> {
    let word = |said: &Said| match said {
        Said::Action(Action::Key(key)) => key.to_string(),
        Said::Action(Action::Paste(text)) => format!("paste {text}"),
        Said::Action(Action::Mouse { what, x, y }) => format!("{what:?} {x} {y}"),
        Said::Action(other) => format!("{other:?}"),
        Said::Background(Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        Said::Fence => "fence".to_owned(),
    };
    said.iter().map(word).collect()
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    for (bytes, keys) in [
        ("jG?é漢", "j G ? é 漢"),
        (
            "\r\t\x7f\x08\x0a\0",
            "enter tab backspace ctrl-h ctrl-j ctrl-space",
        ),
        ("\x03\x1a\x1c", "ctrl-c ctrl-z ctrl-4"),
        ("\x1b", "esc"),
        ("\x1b\x1b", "esc esc"),
        ("\x1b[A\x1bOB\x1b[C\x1bOD", "up down right left"),
        ("\x1b[H\x1bOF\x1b[1~\x1b[8~", "home end home end"),
        (
            "\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "insert delete pageup pagedown",
        ),
        (
            "\x1b[1;5A\x1b[1;2B\x1b[3;3~",
            "ctrl-up shift-down alt-delete",
        ),
        ("\x1bOP\x1b[15~\x1b[17~\x1b[20~\x1b[24~", "f1 f5 f6 f9 f12"),
        ("\x1b[[A\x1b[[E", "f1 f5"),
        ("\x1b[Z\x1b[9;2u", "backtab backtab"),
        (
            "\x1bx\x1bX\x1b\r\x1b\x04",
            "alt-x alt-X alt-enter ctrl-alt-d",
        ),
        ("\x1b[27;5;13~\x1b[97;5u\x1b[27u", "ctrl-enter ctrl-a esc"),
        ("\x1b[", "alt-["),
        ("\x1b]x", "alt-] x"),
        ("\x1bOM", "enter"),
    ] {
        assert_eq!(words(&all(bytes.as_bytes())).join(" "), keys, "{bytes:?}");
    }
}

#[test]
fn the_mouse_and_pastes() {
    for (bytes, said) in [
        ("\x1b[<0;5;7M\x1b[<0;5;7m", &["Press 4 6"][..]),
        (
            "\x1b[<64;300;2M\x1b[<69;1;1M",
            &["WheelUp 299 1", "WheelDown 0 0"],
        ),
        ("\x1b[<35;50;10M\x1b[I\x1b[O", &[]),
        ("\x1b[M !\"", &["Press 0 1"]),
        ("\x1b[200~a\x1b[Ab\n\x1b[201~c", &["paste a\x1b[Ab\n", "c"]),
    ] {
        assert_eq!(words(&all(bytes.as_bytes())), said, "{bytes:?}");
    }
}

#[test]
fn answers_are_read_strictly_and_never_as_keys() {
    for (bytes, said) in [
        (
            "\x1b]11;rgb:1c1c/2828/ffff\x1b\\\x1b[?62;22c",
            &["#1c28ff", "fence"][..],
        ),
        ("\x1b]11;rgb:f/8/0\x07", &["#ff8800"]),
        ("\x1b]11;rgba:0000/0000/0000/8000\x07", &["#000000"]),
        ("\x1b[?1;2cj", &["fence", "j"]),
        ("\x1b]11;rgb:red/green/blue\x07j", &["j"]),
        ("\x1b]11;rgb:0/0\x07j", &["j"]),
        ("\x1b]11;rgb:00000/0/0\x07j", &["j"]),
        ("\x1b]11;rgb:0/0\x1b[Aj", &["up", "j"]),
        ("\x1b[?997;1n\x1b[24;80R\x1b[>41;330;0cj", &["j"]),
    ] {
        assert_eq!(words(&all(bytes.as_bytes())), said, "{bytes:?}");
    }
}

#[test]
fn what_is_cut_off_is_waited_for() {
    let mut decoder = Decoder::default();
    assert_eq!(words(&decoder.take(b"j\x1b]11;rgb:00")), ["j"]);
    assert!(decoder.settle().is_none(), "half an answer is no key");
    let rest = decoder.take(b"00/0000/0000\x1b\\k");
    assert_eq!(words(&rest), ["#000000", "k"]);
}

#[test]
fn time_decides_about_escape_alone() {
    for (held, waits) in [
        (&b"\x1b"[..], true),
        (b"\x1b[", true),
        (b"\x1b[1;", false),
        (b"\x1b]11;rgb:0", false),
        (b"\xc3", false),
        (b"\x1b[200~\x1b", false),
        (b"j", false),
    ] {
        let mut decoder = Decoder::default();
        decoder.take(held);
        assert_eq!(decoder.waits(), waits, "{held:?}");
        assert_eq!(decoder.settle().is_some(), waits, "{held:?}");
    }
}

#[test]
fn a_paste_of_any_length_ends_where_it_ends() {
    // The largest part ends at each place of a character and of the paste's end.
    for length in LONGEST_PASTE - 2..LONGEST_PASTE + 12 {
        let text = "x".repeat(length % 3) + &"—".repeat(length / 3);
        let bytes = [b"\x1b[200~", text.as_bytes(), PASTE_ENDS, b"j"].concat();
        let (first, last) = bytes.split_at(bytes.len() - 30);
        let mut decoder = Decoder::default();
        let mut said = decoder.take(first);
        last.iter().for_each(|&b| said.extend(decoder.take(&[b])));
        let mut pasted = String::new();
        said.retain(|said| match said {
            Said::Action(Action::Paste(part)) => {
                pasted.push_str(part);
                false
            }
            _ => true,
        });
        assert!(pasted == text, "{length}");
        assert_eq!(words(&said), ["j"], "{length}");
    }
}

proptest! {
    /// However the line cuts bytes into pieces, they say the same.
    #[test]
    fn pieces_say_what_the_whole_says(
        parts in prop::collection::vec(prop_oneof![
            Just("j".as_bytes().to_vec()),
            Just("é".as_bytes().to_vec()),
            Just(b"\x1b[A".to_vec()),
            Just(b"\x1b[1;5B".to_vec()),
            Just(b"\x1b[<0;5;7M".to_vec()),
            Just(b"\x1b]11;rgb:12/34/56\x1b\\".to_vec()),
            Just(b"\x1b[?62c".to_vec()),
            Just(b"\x1b[200~some text\x1b[201~".to_vec()),
        ], 0..12),
        cuts in prop::collection::vec(1_usize..5, 1..40),
    ) {
        let bytes: Vec<u8> = parts.concat();
        let mut decoder = Decoder::default();
        let (mut said, mut rest) = (Vec::new(), &bytes[..]);
        for cut in cuts.iter().cycle() {
            if rest.is_empty() { break; }
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            said.extend(decoder.take(piece));
            rest = after;
        }
        prop_assert_eq!(words(&said), words(&all(&bytes)));
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut decoder = Decoder::default();
        decoder.take(&bytes);
        decoder.settle();
        prop_assert!(decoder.pasted.is_some() || decoder.held.len() <= LONGEST + 2);
    }
}
