//! A short piece of what is sent, built on the stack so that its length can be asked for before it
//! is chosen.

/// At most [`ROOM`] bytes; what would not fit is a fault of this module's callers and left out.
#[derive(Clone, Copy)]
pub(super) struct Sequence {
    bytes: [u8; ROOM],
    len: usize,
}

/// The longest sequence: a reset, nine attributes and two exact colours are 59 bytes.
const ROOM: usize = 72;

impl Sequence {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; ROOM],
            len: 0,
        }
    }

    /// `bytes`.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut sequence = Self::new();
        sequence.push(bytes);
        sequence
    }

    /// The control sequence `CSI number final`; 1 is what terminals take where no number stands.
    pub(super) fn csi(number: u16, last: u8) -> Self {
        let mut sequence = Self::of(b"\x1b[");
        if number != 1 {
            sequence.number(number);
        }
        sequence.push(&[last]);
        sequence
    }

    /// Adds `bytes`.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        debug_assert!(end <= ROOM, "a sequence of {end} bytes");
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
            self.len = end;
        }
    }

    /// Adds `number` in decimal digits.
    pub(super) fn number(&mut self, number: u16) {
        let mut digits = [0; 5];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            // A digit is below ten.
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push(&digits[at..]);
    }

    /// Adds what `other` holds.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.push(other.bytes());
        self
    }

    /// The bytes to send.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }
}
