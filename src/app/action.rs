//! What can happen, and what is to be done about it in the world.

use std::sync::Arc;

use jiff::Timestamp;

use crate::config::{Ground, Key};
use crate::model::{
    Annotations, Article, ArticleKey, Change, Listing, Order, PicturePlace, Problem, Raster, Shelf,
    ShelfRow,
};

use super::line::Asked;
use super::refreshing::Step;
use super::session::{Ask, Opened, Session, Unanswered};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Action {
    /// A key was pressed.
    Key(Key),
    /// The person has not gone on typing for a moment.
    Paused,
    /// Text was pasted.
    Paste(String),
    /// A line asked for something, where there is no screen.
    Asked(Asked),
    /// The mouse was used at a cell.
    Mouse {
        /// What it did.
        what: Mouse,
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// An article was loaded.
    Loaded(Arc<Article>),
    /// An article was analysed quickly: its id, and what was found.
    Annotated(String, Arc<Annotations>),
    /// An article was analysed fully, and what was found; `None` where that failed, so that what
    /// was found before is all.
    AnnotatedFully(Arc<Article>, Option<Arc<Annotations>>),
    /// An input could not be loaded.
    Failed(Problem),
    /// An input was loaded with a loss: it is listed, not shouted.
    Noted(Problem),
    /// Loading has come so far: how many of a thread's inputs are done, of how many.
    Progress {
        /// The thread.
        lane: usize,
        /// Files and addresses that are done.
        done: usize,
        /// Files and addresses that there are, as far as is known.
        total: usize,
    },
    /// All inputs have been dealt with.
    AllLoaded,
    /// What was asked of the library cannot be had; why has been told.
    Unanswered(Unanswered),
    /// The part of a shelf that was asked for with this number has come.
    Listed(u64, Listing),
    /// A change has been kept, or could not be.
    Kept,
    /// An article has come from the library.
    Opened(Box<Opened>),
    /// The shelves with their counts have come.
    Shelves(Vec<ShelfRow>),
    /// This article, at this row of the shelf, is where the person wanted to go.
    GoTo(ArticleKey, usize),
    /// The library holds other articles than before, or other marks.
    LibraryChanged,
    /// The text of an article in the library, or what is known of it, is other than before.
    ArticleChanged(ArticleKey),
    /// A refresh has come a step further.
    Refreshing(Step),
    /// An address that is no feed names these: what is shown of each, and its address.
    FeedsFound(Vec<(String, String)>),
    /// The picture with this label, from this place, has come.
    Pictured {
        /// What it is called.
        label: String,
        /// Where it was.
        place: PicturePlace,
        /// Its colours.
        raster: Arc<Raster>,
    },
    /// This address could not be opened, for this reason.
    NotOpened(String, String),
    /// Something to tell: an effect's outcome.
    Tell(Notice),
    /// The terminal is light or dark.
    Ground(Ground),
    /// It is this late.
    Clock(Timestamp),
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The main button was pressed.
    Press,
    /// The wheel was turned towards the person.
    WheelDown,
    /// The wheel was turned away.
    WheelUp,
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Put this text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What it is called: "quote with its speaker", "address".
        noun: &'static str,
    },
    /// Open this address; where that cannot be, [`Action::NotOpened`] says so.
    Open(String),
    /// Fetch this picture.
    Picture {
        /// What it is called.
        label: String,
        /// Where it is.
        place: PicturePlace,
    },
    /// Take the mouse, or leave it to the terminal.
    TakeMouse(bool),
    /// Analyse these articles fully, the first one first, and nothing else that was wanted before.
    AnnotateFully(Vec<Arc<Article>>),
    /// Give up what is still being loaded or refreshed.
    StopLoading,
    /// Tell a part of a shelf.
    List(Ask),
    /// Begin a shelf anew: what was only left on it is gone.
    OpenShelf(Shelf),
    /// Tell these articles, the first one first.
    Fetch(Vec<ArticleKey>),
    /// Tell an unread article on a shelf.
    Unread {
        /// The shelf.
        shelf: Shelf,
        /// Its order.
        order: Order,
        /// The row to begin at.
        from: usize,
        /// How many unread articles further, from the end around to the start; back where negative.
        by: isize,
    },
    /// Tell all shelves with their counts.
    Shelves,
    /// Change the library, and keep how that is undone; then say these words.
    Change(Change),
    /// Undo as many changes, the last one first.
    Undo(usize),
    /// Keep the place in an article.
    KeepPlace(ArticleKey, Option<usize>),
    /// Keep where the person is.
    KeepSession(Session),
    /// Refresh every subscription, or those of a shelf.
    Refresh(Shelf),
    /// Subscribe to an address, a path or a command.
    Subscribe(String),
    /// Show the other text of an article that has two.
    OtherText(ArticleKey),
    /// Fetch the full text of an article.
    FullText(ArticleKey),
    /// Keep what was found in an article, before anything of it was taken back or put right.
    KeepAnnotations(ArticleKey, Arc<Article>, Arc<Annotations>),
    /// Add an article of this run to what is kept to read later.
    Keep(Arc<Article>),
    /// Draw every cell anew.
    Redraw,
    /// Stop the program as the shell's job control does.
    Suspend,
    /// End the program.
    Quit,
}

/// A line for the person, in the status line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something was done.
    Done(String),
    /// Something could not be done.
    Error(String),
}
