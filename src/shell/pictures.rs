//! Fetching pictures, one at a time, when the person asks for one.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use crate::app::{Action, Notice};
use crate::loader;
use crate::model::PicturePlace;

use super::event::Event;

/// The way to the picture that is being fetched.
pub(super) struct Pictures {
    events: Sender<Event>,
    /// Whether what is being fetched is wanted no more.
    stopped: Arc<AtomicBool>,
}

impl Pictures {
    pub fn new(events: Sender<Event>) -> Self {
        Self {
            events,
            stopped: Arc::default(),
        }
    }

    /// Gives up the picture that is being fetched.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Fetches this one, and gives up another.
    pub fn want(&mut self, label: String, place: PicturePlace) {
        self.stop();
        self.stopped = Arc::default();
        let (events, stopped) = (self.events.clone(), Arc::clone(&self.stopped));
        let work = move || {
            let mut tick = || match stopped.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            let fetched = match &place {
                PicturePlace::Web(address) => loader::fetch_picture(address, &mut tick),
                PicturePlace::File { article, address } => {
                    loader::read_picture(article, address, &mut tick)
                }
            };
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let action = match fetched {
                Ok(raster) => Action::Pictured {
                    label,
                    place,
                    raster: Arc::new(raster),
                },
                Err(why) => Action::Tell(Notice::Error(format!("{place}: {why}"))),
            };
            // Where nobody listens any more, the program is ending.
            let _ = events.send(Event::Action(action));
        };
        let thread = std::thread::Builder::new().name("picture".to_owned());
        if thread.spawn(work).is_err() {
            let words = "no thread can be started for the picture".to_owned();
            let _ = self
                .events
                .send(Event::Action(Action::Tell(Notice::Error(words))));
        }
    }
}
