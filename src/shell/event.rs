//! What reaches the loop from its threads.

use std::io;

use crate::app::Action;

/// Something for the loop.
#[derive(Debug)]
pub enum Event {
    /// It is the app's.
    Action(Action),
    /// The terminal said something.
    Terminal(crossterm::event::Event),
    /// The terminal cannot be read any more.
    Lost(io::Error),
    /// The terminal has another size.
    Resized,
    /// The program is asked to stop for a while.
    Suspend,
    /// It goes on after having been stopped from outside.
    Continued,
}
