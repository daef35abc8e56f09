//! Escape sequences of terminals, as ECMA-48 has them: how long one is. What becomes of them is
//! decided in `clean`.

/// Bytes of the escape sequence that `text` starts with (ECMA-48: CSI, the string sequences, and
/// escapes with intermediates). One that is cut off ends with the line.
pub(super) fn sequence_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    let (mut kind, mut at) = match chars.next() {
        Some((_, '\x1b')) => match chars.next() {
            Some((i, c @ ('[' | ']' | 'P' | 'X' | '^' | '_'))) => (c, i + 1),
            Some((i, c)) => {
                // ESC, intermediates 2/0 to 2/15, one final 3/0 to 7/14.
                let mut end = i;
                let mut next = Some((i, c));
                while let Some((i, ' '..='/')) = next {
                    end = i + 1;
                    next = chars.next();
                }
                return match next {
                    Some((i, '0'..='~')) => i + 1,
                    _ => end,
                };
            }
            None => return text.len(),
        },
        Some((_, c)) => (
            match c {
                '\u{9b}' => '[',
                '\u{9d}' => ']',
                _ => 'P',
            },
            c.len_utf8(),
        ),
        None => return 0,
    };
    if kind == '[' {
        for c in text[at..].chars() {
            match c {
                ' '..='?' => at += 1,
                '@'..='~' => return at + 1,
                _ => break,
            }
        }
        return at;
    }
    // A string runs to BEL, ST (8-bit or ESC \), or, cut off, to the end of its line.
    for c in text[at..].chars() {
        match c {
            '\x07' | '\u{9c}' => return at + c.len_utf8(),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => return at,
            '\\' if kind == '\x1b' => return at + 1,
            // An escape that is not ST ends the string and starts a sequence of its own.
            _ if kind == '\x1b' => return at - 1,
            '\x1b' => kind = '\x1b',
            _ => {}
        }
        at += c.len_utf8();
    }
    at
}
