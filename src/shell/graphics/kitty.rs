//! Kitty's graphics protocol (<https://sw.kovidgoyal.net/kitty/graphics-protocol/>). With `q=2` the
//! terminal answers nothing: an answer would end up among the keys.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes of one sequence, as the protocol has them at most.
const CHUNK: usize = 4096;

/// Has the terminal keep this picture, a PNG, and draw it over so many cells from the cursor on, which
/// stays where it is.
pub(super) fn drawing(png: &[u8], (columns, rows): (u16, u16)) -> Vec<u8> {
    let data = STANDARD.encode(png);
    let id = id();
    let mut keys = format!("a=T,f=100,i={id},c={columns},r={rows},C=1,");
    let mut out = Vec::with_capacity(data.len() + data.len() / 100 + 64);
    let mut chunks = data.as_bytes().chunks(CHUNK).peekable();
    while let Some(chunk) = chunks.next() {
        let more = u8::from(chunks.peek().is_some());
        out.extend_from_slice(format!("\x1b_G{keys}q=2,m={more};").as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\x1b\\");
        keys.clear();
    }
    out
}

/// Has the terminal take the picture away and forget it.
pub(in crate::shell) fn erasing() -> String {
    format!("\x1b_Ga=d,d=I,i={},q=2\x1b\\", id())
}

/// The one picture that there is at a time. What other programs left in the terminal has other numbers.
fn id() -> u32 {
    std::process::id()
}
