//! Keys that are told by the number of a character, as kitty's protocol and xterm's "other keys" do.
//!
//! Numbers and bits as in <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>.

use crate::config::{Key, KeyCode, Modifiers};

/// The modifiers of a field (`5`, `5:2`): one more than the sum of their bits, then the kind of event.
/// `None` for a key that is let go, or is held down with one that belongs to the desktop.
pub(super) fn held(field: &str) -> Option<Modifiers> {
    const DESKTOP: u16 = 8 | 16 | 32;
    const RELEASE: &str = "3";
    let (number, event) = field.split_once(':').unwrap_or((field, ""));
    let bits = number.parse::<u16>().unwrap_or(1).saturating_sub(1);
    (bits & DESKTOP == 0 && event != RELEASE).then_some(Modifiers {
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    })
}

/// The key of `CSI … u`: its character, and that which shift makes of it; its modifiers.
pub(super) fn key(parameters: &str) -> Option<Key> {
    let mut fields = parameters.split(';');
    let mut points = fields.next()?.split(':').map(str::parse);
    let held = held(fields.next().unwrap_or_default())?;
    let own = points.next()?.ok()?;
    let shifted = points.next().and_then(Result::ok).filter(|_| held.shift);
    of(shifted.unwrap_or(own), held)
}

/// The key that writes the character with this number, or that has it in kitty's table.
pub(super) fn of(point: u32, held: Modifiers) -> Option<Key> {
    let code = match point {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57_344..=63_743 => functional(point)?,
        _ => KeyCode::Char(char::from_u32(point)?),
    };
    Key::new(code, held)
}

/// Kitty's numbers for keys that write nothing: those of the number pad, and F13 on.
fn functional(point: u32) -> Option<KeyCode> {
    let pad = ['.', '/', '*', '-', '+'];
    Some(match point {
        57_376..=57_398 => KeyCode::F(u8::try_from(point - 57_376 + 13).ok()?),
        57_399..=57_408 => KeyCode::Char(char::from_digit(point - 57_399, 10)?),
        57_409..=57_413 => KeyCode::Char(*pad.get(usize::try_from(point - 57_409).ok()?)?),
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        _ => return None,
    })
}
