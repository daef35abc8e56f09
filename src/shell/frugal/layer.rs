//! What goes with a frame and has no place in its cells.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Lies over the frame that is being drawn: links, a graphic, and where the cursor rests while it is
/// hidden.
///
/// Whoever draws fills it; the backend takes everything away when the frame ends, so each frame
/// says again what it links. A copy is the same layer.
#[derive(Debug, Clone, Default)]
pub struct Layer(Rc<RefCell<Contents>>);

#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) links: Vec<Stretch>,
    pub(super) graphic: Option<Graphic>,
    pub(super) rest: Option<(u16, u16)>,
}

/// What a terminal draws over blank cells by other means than cells: a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphic {
    /// Column of its first cell.
    pub x: u16,
    /// The rows whose cells it lies over.
    pub rows: Range<u16>,
    /// What draws it, from the cursor on. It may move the cursor, and changes nothing else.
    pub drawing: Arc<[u8]>,
    /// What takes it away where painting its cells anew does not.
    pub erasing: Arc<[u8]>,
}

/// Cells of one row that are part of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) width: u16,
    /// What opens the link: parameters and address, as `OSC 8` takes them.
    pub(super) opening: String,
}

impl Layer {
    /// Has `width` cells from `x`, `y` on open `address`. Stretches with one `number` are one
    /// link to the terminal, wherever they stand.
    pub fn link(&self, x: u16, y: u16, width: u16, number: usize, address: &str) {
        let mut opening = format!("id={number};");
        for byte in address.bytes() {
            // What the sequence may hold; whatever else is in the address, its server decodes.
            if byte.is_ascii_graphic() {
                opening.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(opening, "%{byte:02X}");
            }
        }
        let stretch = Stretch {
            x,
            y,
            width,
            opening,
        };
        self.0.borrow_mut().links.push(stretch);
    }

    /// Has `graphic` lie over the frame. What its rows show beside it stays as it is until it goes:
    /// whatever is written there might touch it.
    pub fn graphic(&self, graphic: Graphic) {
        self.0.borrow_mut().graphic = Some(graphic);
    }

    /// Has the cursor stand at `x`, `y` when the frame is shown, if it is hidden: screen readers
    /// and braille displays read from there.
    pub fn rest_at(&self, x: u16, y: u16) {
        self.0.borrow_mut().rest = Some((x, y));
    }

    /// Everything, which is gone from the layer then.
    pub(super) fn take(&self) -> Contents {
        self.0.take()
    }
}
