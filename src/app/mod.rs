//! The program as a machine: [`State`], what can happen to it ([`Action`]), the one table of
//! [`COMMANDS`], and [`update`], which says what is to be done outside ([`Effect`]).
//!
//! No file, clock, channel or terminal is known here: the shell brings what happened and does what
//! is asked.

mod action;
pub mod age;
mod annotating;
mod choices;
mod command;
mod correcting;
mod find;
mod fuller;
mod input;
mod keymap;
mod layout;
mod library;
mod marks;
mod mouse;
mod moving;
mod overlay;
mod overlay_keys;
mod page;
mod panel;
mod passage;
mod reader;
mod run;
mod session;
mod shelves;
mod shelving;
mod sidebar;
mod state;
pub mod tell;
mod update;
mod view;
mod voices;
mod walking;
mod why;

pub use action::{Action, Effect, Mouse, Notice};
pub use choices::{Choice, Choices, Then};
pub use command::{COMMANDS, Command, Entry as CommandEntry, Group};
pub use find::Find;
pub use input::Input;
pub use keymap::{Keymap, KeymapError};
pub use layout::{Area, Layout, Pane, column_width};
pub use library::{Entry, Found, Library, Texts};
pub use overlay::{HelpRow, Overlay, Purpose, help_rows, palette_matches, shelf_matches};
pub use page::{Page, PageRow, Placed, Setting, TextRow};
pub use panel::Panel;
pub use passage::{Passage, Stress, text_rows};
pub use reader::Reader;
pub use session::{Ask, Opened, Session};
pub use shelving::Shelving;
pub use sidebar::{FORMS_INDENT, Line, NameOrder, Sidebar};
pub use state::{Start, State};
pub use update::update;
pub use view::{ReadsAt, View};
pub use voices::{Said, Stop, Voice, Walk, voices};
