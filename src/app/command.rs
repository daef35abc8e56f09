//! The one table of commands: what can be done, under which name and keys, and of which kind.
//!
//! Keymap, help, palette, footer and manual all come from it.

/// What a command is about: the headings of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Quotes, speakers, names, searching.
    Quotes,
    /// Moving in the pane that has the focus.
    Moving,
    /// From pane to pane.
    Panes,
    /// Articles and their marks.
    Articles,
    /// Shelves, subscriptions, searching in all.
    Library,
    /// How things look.
    View,
    /// The program itself.
    Program,
    /// What a person made of several commands.
    Macros,
}

impl Group {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Quotes => "Quotes and names",
            Self::Moving => "Moving",
            Self::Panes => "Panes",
            Self::Articles => "Articles",
            Self::Library => "Library",
            Self::View => "View",
            Self::Program => "Program",
            Self::Macros => "Macros",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Entry {
    /// What is done.
    pub command: Command,
    /// Its name in the configuration and the palette: lower case, words joined by hyphens.
    pub name: &'static str,
    /// One line for the help.
    pub help: &'static str,
    /// Its keys, as the configuration writes them, when the person has not chosen others.
    pub keys: &'static [&'static str],
    /// What it is about.
    pub group: Group,
}

macro_rules! commands {
    ($($variant:ident $name:literal $group:ident, [$($key:literal),*], $help:literal;)*) => {
        /// Everything that a person can have done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $(#[doc = $help] $variant,)* }

        /// The table, in the order in which help shows it.
        pub static COMMANDS: &[Entry] = &[$(Entry {
            command: Command::$variant, name: $name, help: $help, keys: &[$($key),*], group: Group::$group,
        },)*];
    };
}

commands! {
    NextQuote "next-quote" Quotes, ["n"], "to the next quote, or mention, or match: whatever you follow";
    PreviousQuote "previous-quote" Quotes, ["p"], "to the one before";
    Speaker "speaker" Quotes, ["s"], "follow this speaker alone, or all again";
    Statements "statements" Quotes, ["I"], "show what people say in the writer's words too, or not";
    Names "names" Quotes, ["e"], "to the names";
    NameOrder "name-order" Quotes, ["E"], "list the names by kind, by count, or by place in the text";
    Why "why" Quotes, ["w"], "tell why the quote is taken to be this speaker's";
    Correct "correct" Quotes, ["c"], "put right the speaker or kind of a quote, or what a name is";
    Copy "copy" Quotes, ["y"], "copy the quote with its speaker and source";
    Find "find" Quotes, ["/"], "find in the article, or in the list: search everything; n and N step until Esc";
    PreviousMatch "previous-match" Quotes, ["N"], "to the previous match, or quote";
    Down "down" Moving, ["j", "down", "ctrl-n"], "one line down";
    Up "up" Moving, ["k", "up", "ctrl-p"], "one line up";
    PageDown "page-down" Moving, ["space", "pagedown", "ctrl-f"], "one page down";
    PageUp "page-up" Moving, ["b", "pageup", "ctrl-b"], "one page up";
    HalfPageDown "half-page-down" Moving, ["ctrl-d"], "half a page down, or as many lines as counted";
    HalfPageUp "half-page-up" Moving, ["ctrl-u"], "half a page up, or as many lines as counted";
    Top "top" Moving, ["g g", "home"], "to the top, or to the line counted: 5 g g";
    Bottom "bottom" Moving, ["G", "end"], "to the end, or to the line counted: 5 G";
    Percent "percent" Moving, ["%"], "to so many per cent of the text or the list: 50 %";
    Enter "enter" Moving, ["enter"], "open the article; jump to the quote; walk the mentions of the name";
    Back "back" Moving, ["esc"], "stop following or searching; back to the text";
    NextPane "next-pane" Panes, ["tab"], "to the next pane";
    PreviousPane "previous-pane" Panes, ["backtab"], "to the previous pane";
    PaneLeft "pane-left" Panes, ["h", "left"], "to the pane at the left";
    PaneRight "pane-right" Panes, ["l", "right"], "to the pane at the right";
    ArticleList "article-list" Panes, ["g 1", "alt-1"], "to the article list";
    ReadingPane "reading-pane" Panes, ["g 2", "alt-2"], "to the text";
    Quotes "quotes" Panes, ["g 3", "alt-3"], "to the quotes";
    NextArticle "next-article" Articles, ["J", "]"], "to the next article";
    PreviousArticle "previous-article" Articles, ["K", "["], "to the previous article";
    NextUnread "next-unread" Articles, ["U"], "to the next unread article; 3 U: the third";
    PreviousUnread "previous-unread" Articles, ["P"], "to the unread article before";
    ToggleRead "toggle-read" Articles, ["m"], "mark the article read or unread, or so many: 3 m";
    Star "star" Articles, ["*"], "give the article a star, or take it, or so many: 3 *";
    Tag "tag" Articles, ["t"], "give the article a tag, or take it";
    Delete "delete" Articles, ["d", "delete"], "delete the article, or so many: 3 d";
    ReadAll "mark-all-read" Articles, ["A"], "mark everything on this shelf read";
    Keep "read-later" Articles, ["L"], "keep an article of this run in the library, to read later";
    OtherText "full-text" Articles, ["f"], "fetch the full text, or show the feed's own again";
    Undo "undo" Articles, ["u"], "undo the last change, or so many: 3 u";
    OpenLink "open-link" Articles, ["o"], "open the article's page, or one of its links where it has none";
    LinkHints "link-hints" Articles, [";"], "number the links on the screen: type a number to open its link";
    Links "links" Articles, ["#"], "list the article's links, to open or copy one";
    Pictures "show-picture" Articles, ["i"], "show a picture of the article, or open it where the terminal cannot show any";
    Boilerplate "left-out-lines" Articles, ["x"], "show or hide the lines that are no part of the article";
    StopLoading "stop-loading" Articles, ["X"], "give up what is still being loaded or refreshed";
    Problems "problems" Articles, ["!"], "list what went wrong, and why; the last message in whole";
    Shelves "shelves" Library, ["v"], "choose a shelf: unread, starred, a folder, a feed, a tag, a search";
    Search "search" Library, ["S"], "search everything in the library";
    SaveSearch "save-search" Library, ["V"], "keep this search as a shelf, or forget it";
    Order "order" Library, ["O"], "list the articles in another order";
    Refresh "refresh" Library, ["r"], "ask for new articles on this shelf";
    RefreshAll "refresh-all" Library, ["R"], "ask for new articles of all subscriptions";
    Subscribe "subscribe" Library, ["a"], "subscribe to a feed, a site, a file, a folder or a command";
    Unsubscribe "unsubscribe" Library, ["D"], "end the subscription that this article came from";
    Alone "pane-alone" View, ["z"], "give this pane the whole screen, or show the others again";
    Wider "wider" View, ["+", "="], "a wider column";
    Narrower "narrower" View, ["-"], "a narrower column";
    Justify "justify" View, [], "straight edges on both sides, or ragged right";
    Hyphenate "hyphenate" View, [], "hyphenate long words, or not";
    Themes "themes" View, ["T"], "choose a theme; the screen has each that you come to";
    NextTheme "next-theme" View, [], "the next theme";
    Mouse "mouse" View, ["M"], "give the mouse to the terminal, or take it back";
    Redraw "redraw" Program, ["ctrl-l"], "draw the screen anew";
    Help "help" Program, ["?", "f1"], "this list; type to search in it";
    Palette "palette" Program, [":"], "find a command by any word of it, and run it";
    Suspend "suspend" Program, ["ctrl-z"], "leave for the shell; fg comes back";
    Quit "quit" Program, ["q", "ctrl-c", "Z Z"], "quit";
}

impl Command {
    /// The command's row in the table.
    pub fn entry(self) -> &'static Entry {
        // The macro lists every variant once and in order, so the discriminant is the index.
        &COMMANDS[self as usize]
    }

    /// The command of that name.
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS.iter().find(|e| e.name == name).map(|e| e.command)
    }
}
