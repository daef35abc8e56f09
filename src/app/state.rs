//! Everything that the screen shows, and nothing else.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use hyphenation::Standard;
use jiff::Timestamp;

use crate::config::Theme;
use crate::model::{Annotations, Article, ArticleKey, Change, Problem, Quote};

use super::action::{Effect, Notice};
use super::command::Command;
use super::keymap::Keymap;
use super::layout::{Layout, Pane};
use super::library::{Entry, Library};
use super::overlay::Overlay;
use super::page::Setting;
use super::pending::Pending;
use super::reader::Reader;
use super::session::Session;
use super::shelving::{Shelving, change, show_hit};
use super::sidebar::Line;
use super::view::{ReadsAt, View};

/// The state of the program between two actions.
pub struct State {
    /// The articles of the list.
    pub library: Library,
    /// What is known of the library that they are kept in; `None` where they live in this run alone.
    pub shelving: Option<Shelving>,
    /// Which of them is open, an index into the list.
    pub selected: usize,
    /// The first article shown in the list.
    pub list_top: usize,
    /// The open article.
    pub reader: Reader,
    /// The pane that has the keys.
    pub focus: Pane,
    /// Whether the sidebar stands where the list was, while there is room for one of them only.
    pub drawer: bool,
    /// Whether the pane with the keys has the screen to itself.
    pub alone: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Where the panes are.
    pub layout: Layout,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What has been typed of a command so far.
    pub pending: Pending,
    /// What just happened.
    pub notice: Option<Notice>,
    /// What was told before the last key.
    pub(super) heard: Option<Notice>,
    /// What could not be loaded.
    pub problems: Vec<Problem>,
    /// What was loaded with a loss.
    pub notes: Vec<Problem>,
    /// What else could not be done, in sentences.
    pub errors: Vec<String>,
    /// How far each thread has come with loading: done, of how many.
    pub progress: BTreeMap<usize, (usize, usize)>,
    /// Whether articles are still being loaded.
    pub loading: bool,
    /// How things look.
    pub view: View,
    /// The themes there are, by name.
    pub themes: Vec<(String, Theme)>,
    /// The theme that was kept, an index.
    pub theme: usize,
    /// Whether the person chose it.
    pub(super) theme_chosen: bool,
    /// The time of the last event.
    pub now: Timestamp,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Marks that were changed: article, and whether it was read before.
    pub(super) undo: Vec<(ArticleKey, bool)>,
    /// The commands of a macro that are still to be run.
    pub(super) to_run: VecDeque<Command>,
    /// What is to be done outside for what has happened since.
    pub(super) outbox: Vec<Effect>,
    /// The article that the reader shows; `None` while it has not come from the library.
    pub(super) shown: Option<ArticleKey>,
    /// Where the person was in the articles opened before.
    pub(super) places: HashMap<String, Option<usize>>,
    /// Where English words may be broken, once it was needed.
    pub(super) dictionary: Option<Standard>,
    /// Whether the open article has been counted as read since it was opened.
    seen: bool,
    /// Whether nobody has opened the article that is shown: it took the place of one that went.
    pub(super) took_place: bool,
    /// What the page in the reader was made of.
    pub(super) laid_out: Option<(String, Setting)>,
    /// The articles that are wanted to be analysed fully and are not yet.
    pub(super) wanted: Vec<Arc<Article>>,
}

/// What a new state is made of.
pub struct Start {
    /// How things look.
    pub view: View,
    /// The themes, the one to begin with first.
    pub themes: Vec<(String, Theme)>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The time.
    pub now: Timestamp,
    /// The pane that has the keys at first.
    pub focus: Pane,
    /// Where the last run left the library; `None` where the articles live in this run alone.
    pub session: Option<Session>,
}

impl State {
    /// The state at the start: nothing is loaded yet.
    pub fn new(start: Start) -> Self {
        let session = start.session.as_ref();
        let selected = session.map_or(0, |session| session.index);
        let alone = session.is_some_and(|session| session.alone);
        let mut state = Self {
            library: Library::default(),
            loading: start.session.is_none(),
            shelving: start.session.map(Shelving::new),
            selected,
            list_top: 0,
            reader: Reader::default(),
            focus: start.focus,
            drawer: false,
            alone,
            size: start.size,
            layout: Layout::default(),
            overlay: None,
            pending: Pending::default(),
            notice: None,
            heard: None,
            problems: Vec::new(),
            notes: Vec::new(),
            errors: Vec::new(),
            progress: BTreeMap::new(),
            view: start.view,
            themes: start.themes,
            theme: 0,
            theme_chosen: false,
            now: start.now,
            keymap: start.keymap,
            undo: Vec::new(),
            to_run: VecDeque::new(),
            outbox: Vec::new(),
            shown: None,
            places: HashMap::new(),
            dictionary: None,
            seen: false,
            took_place: false,
            laid_out: None,
            wanted: Vec::new(),
        };
        state.lay_out();
        state
    }

    /// The open article's entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.library.get(self.selected)
    }

    /// The open article.
    pub fn article(&self) -> Option<&Article> {
        self.entry()?.article.as_deref()
    }

    /// What was found in the open article.
    pub fn annotations(&self) -> Option<&Annotations> {
        Some(self.entry()?.annotations()?)
    }

    /// The quote where the person is.
    pub fn quote(&self) -> Option<&Quote> {
        self.annotations()?.quotes.get(self.reader.current?.quote?)
    }

    /// Whether a refresh is going on.
    pub fn refreshes(&self) -> bool {
        let shelving = self.shelving.as_ref();
        shelving.is_some_and(|shelving| shelving.refreshing.progress().is_some())
    }

    /// The quote that a command is about, an index: the chosen one, else the one under the cursor
    /// of the sidebar.
    pub(super) fn quote_meant(&self) -> Option<usize> {
        let chosen = self.reader.current.and_then(|stop| stop.quote);
        chosen.or_else(|| match self.reader.sidebar.chosen() {
            Some(Line::Quote { quote, .. }) if self.focus == Pane::Sidebar => Some(*quote),
            _ => None,
        })
    }

    /// Tells what was done, until the next key.
    pub(super) fn say(&mut self, words: &str) {
        self.notice = Some(Notice::Done(words.to_owned()));
    }

    /// Tells what could not be done, until the next key.
    pub(super) fn fail(&mut self, words: &str) {
        self.notice = Some(Notice::Error(words.to_owned()));
    }

    /// `words`, and what the key of `command` does, where it has one.
    pub fn with_key(&self, words: &str, command: Command, does: &str) -> String {
        match self.keymap.keys_of(command).first() {
            Some(key) => format!("{words}; {key} {does}"),
            None => words.to_owned(),
        }
    }

    /// Opens the article at `index`, at the place where it was left.
    pub(super) fn open(&mut self, index: usize) {
        self.leave();
        self.took_place = false;
        self.selected = index;
        self.show_selected();
    }

    /// Remembers where the person is in the open article.
    pub(super) fn leave(&mut self) {
        // Who looks through hits has not read to there.
        if self.looks_through() {
            return;
        }
        if let Some(article) = self.article() {
            let id = article.id.to_string();
            self.places.insert(id, self.reader.place());
        }
    }

    /// Shows the selected article, once it is there.
    pub(super) fn show_selected(&mut self) {
        self.reader = Reader::default();
        self.laid_out = None;
        self.seen = false;
        self.show_opened();
    }

    /// Shows the article at the selection as if it had just been opened.
    pub(super) fn show_opened(&mut self) {
        self.shown = None;
        let Some(entry) = self.entry() else { return };
        let Some(article) = &entry.article else {
            return self.lay_out();
        };
        let place = self.places.get(&*article.id).copied().flatten();
        self.shown = Some(entry.row.key);
        let Some(entry) = self.entry() else { return };
        if let Some(annotations) = entry.annotations().cloned() {
            self.reader.annotate(None, &annotations, self.view.said);
        }
        self.lay_out();
        self.reader.go_to_place(place);
        show_hit(self);
        self.reveal();
        if self.focus != Pane::List && !self.took_place {
            self.mark_read();
        }
    }

    /// Counts an article that took the place of one that went from the list as opened, now that the
    /// person goes on.
    pub(super) fn accept(&mut self) {
        if std::mem::take(&mut self.took_place) && self.focus != Pane::List {
            self.mark_read();
        }
    }

    /// Counts the open article as read because it was opened, where that is what counts.
    pub(super) fn mark_read(&mut self) {
        if self.view.reads_at == ReadsAt::Opening {
            self.count_as_read();
        }
    }

    /// Marks the open article as read: once while it is open, so that a mark that the person
    /// takes off stays off.
    pub(super) fn count_as_read(&mut self) {
        if self.article().is_none() {
            return;
        }
        if !std::mem::replace(&mut self.seen, true) {
            self.set_read(self.selected, true);
        }
    }

    /// Sets a read mark so that it can be undone.
    pub(super) fn set_read(&mut self, index: usize, read: bool) {
        if !self.library.mark(index, read) {
            return;
        }
        let Some(entry) = self.library.get(index) else {
            return;
        };
        let key = entry.row.key;
        if self.shelving.is_some() {
            change(self, Change::Read(key, read));
        } else {
            self.undo.push((key, !read));
        }
    }

    /// Gives `pane` the keys.
    pub(super) fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        match pane {
            Pane::List => self.drawer = false,
            Pane::Sidebar => self.drawer = true,
            Pane::Reader => self.mark_read(),
        }
        self.lay_out();
    }
}
