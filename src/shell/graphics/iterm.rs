//! iTerm2's inline images (<https://iterm2.com/documentation-images.html>).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Has the terminal draw this picture, a PNG, over so many cells from the cursor on, which it moves.
pub(super) fn drawing(png: &[u8], (columns, rows): (u16, u16)) -> Vec<u8> {
    let (size, data) = (png.len(), STANDARD.encode(png));
    let place = format!("width={columns};height={rows};preserveAspectRatio=1");
    format!("\x1b]1337;File=inline=1;size={size};{place}:{data}\x07").into_bytes()
}
