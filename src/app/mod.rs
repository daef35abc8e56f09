//! The program as a machine: [`State`], what can happen to it ([`Action`]), the one table of
//! [`COMMANDS`], and [`update`], which says what is to be done outside ([`Effect`]).
//!
//! No file, clock, channel or terminal is known here: the shell brings what happened and does what
//! is asked.

mod action;
pub mod age;
mod annotating;
mod asked;
mod choices;
mod command;
mod correcting;
mod find;
mod fuller;
mod input;
mod keymap;
mod layout;
mod library;
mod line;
mod links;
mod macros;
mod marks;
mod mouse;
mod moving;
mod overlay;
mod overlay_keys;
mod page;
mod palette;
mod panel;
mod passage;
mod paste;
mod pending;
mod pictures;
mod reader;
mod refreshing;
mod run;
mod session;
mod shelves;
mod shelving;
mod sidebar;
mod state;
pub mod tell;
mod text_row;
mod update;
mod view;
mod voices;
mod walking;
mod why;

pub use action::{Action, Effect, Mouse, Notice};
pub use asked::{LISTED, all_quotes};
pub use choices::{Choice, Choices, Then};
pub use command::{COMMANDS, Command, Group};
pub use find::Find;
pub use input::Input;
pub use keymap::{Keymap, KeymapError, Macro, Next, Target};
pub use layout::{Area, Layout, Pane, column_width};
pub use library::{Entry, Found, Library, Texts};
pub use line::{Asked, Line as TypedLine};
pub use links::{Address, Hint, LinkPlace, addresses, link_hints, link_places};
pub use overlay::{HelpRow, Overlay, Purpose, help_rows, shelf_matches};
pub use page::{Caption, Page, PageRow, Setting, reading_minutes};
pub use palette::palette_matches;
pub use panel::Panel;
pub use passage::{Passage, Stress, text_rows};
pub use pending::Pending;
pub use reader::Reader;
pub use refreshing::{Refreshing, Stand, Step};
pub use session::{Ask, Opened, Session};
pub use shelving::Shelving;
pub use sidebar::{FORMS_INDENT, Line, NameOrder, Sidebar};
pub use state::{Start, State};
pub use text_row::{Placed, TextRow};
pub use update::update;
pub use view::{ReadsAt, View};
pub use voices::{Said, Stop, Voice, Walk, voices};
