//! What reaches the loop from its threads.

use std::io;

use crate::app::Action;
use crate::config::Ground;

use super::graphics::Encoded;

/// Something for the loop.
#[derive(Debug)]
pub enum Event {
    /// It is the app's.
    Action(Action),
    /// The person used a key or the mouse, or pasted.
    Person(Action),
    /// The terminal has told its background.
    Background(Ground),
    /// The terminal has answered all that it was asked.
    Answered,
    /// A picture is ready to be laid over the cells.
    Encoded(Encoded),
    /// The terminal cannot be read any more.
    Lost(io::Error),
    /// The terminal has another size.
    Resized,
    /// The signal of this number asks for the end.
    Ended(i32),
    /// The program is asked to stop for a while.
    Suspend,
    /// It goes on after having been stopped from outside.
    Continued,
}
