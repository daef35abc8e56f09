//! Themes: what each role looks like, at every depth of colour.

use super::colour::{Colour, Rgb};
use super::depth::Depth;
use super::error::ConfigError;
use super::ground::Ground;
use super::mistakes::{Mistakes, read_all};
use super::table::{Document, Entry, Table, hint};

/// How many looks there are for speakers; beyond that they repeat.
pub const SPEAKERS: usize = 8;

const DARK: &str = include_str!("../../assets/themes/dark.toml");
const LIGHT: &str = include_str!("../../assets/themes/light.toml");
const MONO: &str = include_str!("../../assets/themes/mono.toml");
const DUSK: &str = include_str!("../../assets/themes/dusk.toml");
const PAPER: &str = include_str!("../../assets/themes/paper.toml");
const CONTRAST: &str = include_str!("../../assets/themes/contrast.toml");

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        /// What something on the screen is, as far as its look goes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// All roles.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$role),*];

            /// The names, as themes write them, in the same order.
            pub const NAMES: [&'static str; Self::ALL.len()] = [$($name),*];
        }
    };
}

roles! {
    /// What everything else stands on. With a colour it is painted; without, it is the terminal's.
    Screen = "screen",
    /// Running text.
    Text = "text",
    /// What stands back: sources, ages, hints. Still easy to read.
    Faint = "faint",
    /// The one colour that draws the eye.
    Accent = "accent",
    /// The title of the focused pane.
    TitleFocus = "title_focus",
    /// Lines between panes; nothing to read.
    Rule = "rule",
    /// The selected line of a list: laid over the look of what it holds.
    Selection = "selection",
    /// The quotation that the reader is at: laid over the look of its speaker.
    CurrentQuote = "current_quote",
    /// A name in the text.
    Name = "name",
    /// A heading, the headline too.
    Heading = "heading",
    /// Code.
    Code = "code",
    /// A link.
    Link = "link",
    /// What a search found.
    SearchMatch = "search_match",
    /// Something to know.
    Warning = "warning",
    /// Something went wrong.
    Error = "error",
    /// Not read yet.
    Unread = "unread",
    /// Starred.
    Starred = "starred",
}

/// The 16 colours that a terminal has names for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each name says it all")]
#[repr(u8)]
pub enum Ansi {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

const ANSI: [(&str, Ansi); 16] = [
    ("black", Ansi::Black),
    ("red", Ansi::Red),
    ("green", Ansi::Green),
    ("yellow", Ansi::Yellow),
    ("blue", Ansi::Blue),
    ("magenta", Ansi::Magenta),
    ("cyan", Ansi::Cyan),
    ("white", Ansi::White),
    ("bright-black", Ansi::BrightBlack),
    ("bright-red", Ansi::BrightRed),
    ("bright-green", Ansi::BrightGreen),
    ("bright-yellow", Ansi::BrightYellow),
    ("bright-blue", Ansi::BrightBlue),
    ("bright-magenta", Ansi::BrightMagenta),
    ("bright-cyan", Ansi::BrightCyan),
    ("bright-white", Ansi::BrightWhite),
];

/// A colour to draw with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paint {
    /// One of the 16.
    Ansi(Ansi),
    /// One of the 256.
    Indexed(u8),
    /// Any.
    Rgb(Rgb),
}

/// What a terminal can do to letters without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Attributes {
    /// Heavier.
    pub bold: bool,
    /// Fainter; how much depends on the terminal.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
    /// Foreground and background exchanged.
    pub reverse: bool,
}

/// How something is drawn. Without a colour, the terminal's own is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Look {
    /// The colour of letters.
    pub fg: Option<Paint>,
    /// The colour behind them.
    pub bg: Option<Paint>,
    /// The rest.
    pub attributes: Attributes,
}

/// The looks of one theme at one depth of colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    roles: [Look; Role::ALL.len()],
    speakers: [Look; SPEAKERS],
}

impl Theme {
    /// How `role` is drawn.
    pub fn look(&self, role: Role) -> Look {
        self.roles[role as usize]
    }

    /// How the words of the speaker with number `index` are drawn; after [`SPEAKERS`] the looks
    /// come again.
    pub fn speaker(&self, index: usize) -> Look {
        self.speakers[index % SPEAKERS]
    }
}

/// A theme as its file has it, for every depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    grounds: [Rgb; 2],
    roles: [Spec; Role::ALL.len()],
    speakers: [Spec; SPEAKERS],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Spec {
    fg: Option<Colour>,
    bg: Option<Colour>,
    attributes: Attributes,
}

impl Spec {
    fn at(self, depth: Depth) -> Look {
        let paint = |colour: Colour| match depth {
            Depth::None => None,
            Depth::Ansi16 => Some(Paint::Ansi(colour.ansi)),
            Depth::Indexed256 => Some(Paint::Indexed(colour.rgb.nearest_indexed())),
            Depth::True => Some(Paint::Rgb(colour.rgb)),
        };
        Look {
            fg: self.fg.and_then(paint),
            bg: self.bg.and_then(paint),
            attributes: self.attributes,
        }
    }
}

impl ThemeFile {
    /// The name of the built-in theme for dark terminals.
    pub const DARK: &'static str = "dark";
    /// The name of the built-in theme for light terminals.
    pub const LIGHT: &'static str = "light";
    /// The name of the built-in theme without colours.
    pub const MONO: &'static str = "mono";
    /// The names of all built-in themes.
    pub const BUILT_IN: [&'static str; 6] = [
        Self::DARK,
        Self::LIGHT,
        "dusk",
        "paper",
        "contrast",
        Self::MONO,
    ];

    /// The built-in theme for `ground`.
    ///
    /// # Errors
    /// None, as long as the themes compiled in are whole; a test sees to that.
    pub fn on(ground: Ground) -> Result<Self, ConfigError> {
        match ground {
            Ground::Dark => Self::whole("the built-in dark.toml", DARK),
            Ground::Light => Self::whole("the built-in light.toml", LIGHT),
        }
    }

    /// The built-in theme without colours.
    ///
    /// # Errors
    /// As [`ThemeFile::on`].
    pub fn mono() -> Result<Self, ConfigError> {
        Self::whole("the built-in mono.toml", MONO)
    }

    /// The built-in theme called `name`, if it is one of [`ThemeFile::BUILT_IN`].
    ///
    /// # Errors
    /// As [`ThemeFile::on`].
    pub fn built_in(name: &str) -> Result<Option<Self>, ConfigError> {
        Ok(Some(match name {
            Self::DARK => Self::on(Ground::Dark)?,
            Self::LIGHT => Self::on(Ground::Light)?,
            Self::MONO => Self::mono()?,
            "dusk" => Self::own_ground("the built-in dusk.toml", DUSK)?,
            "paper" => Self::own_ground("the built-in paper.toml", PAPER)?,
            "contrast" => Self::own_ground("the built-in contrast.toml", CONTRAST)?,
            _ => return Ok(None),
        }))
    }

    /// The theme that `text` makes of the built-in one which it names as its `base` (dark where it
    /// names none). `file` is what complaints call it.
    ///
    /// # Errors
    /// The lines that are no TOML, or name an unknown role, colour or attribute.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistakes> {
        let mut document = Document::parse(file, text)?;
        let (theme, mistakes) = read_all(&mut document, Self::read)?;
        mistakes.or(theme)
    }

    fn read(document: &Document<'_>) -> Result<Self, ConfigError> {
        let root = document.root();
        let base = match root.get("base") {
            Some(entry) => {
                let names = Self::BUILT_IN.map(|name| format!("\"{name}\"")).join(", ");
                let expected = format!("one of {names}");
                Self::built_in(entry.string(&expected)?)?.ok_or_else(|| entry.wrong(&expected))?
            }
            None => Self::on(Ground::Dark)?,
        };
        base.with(&root)
    }

    /// Reads a file that is based on another one.
    fn own_ground(file: &str, text: &str) -> Result<Self, ConfigError> {
        Self::read(&Document::parse(file, text)?)
    }

    /// Reads a file that has everything.
    fn whole(file: &str, text: &str) -> Result<Self, ConfigError> {
        let document = Document::parse(file, text)?;
        let root = document.root();
        let roles = root.need("roles")?.table()?;
        for name in Role::NAMES {
            roles.need(name)?;
        }
        root.need("speakers")?;
        root.need("grounds")?;
        let empty = Self {
            grounds: [Rgb(0, 0, 0); 2],
            roles: [Spec::default(); Role::ALL.len()],
            speakers: [Spec::default(); SPEAKERS],
        };
        empty.with(&root)
    }

    fn with(mut self, root: &Table<'_>) -> Result<Self, ConfigError> {
        root.only(&["base", "grounds", "roles", "speakers"])?;
        if let Some(entry) = root.get("grounds") {
            let expected = "a list of two colours such as \"#1c1c1c\"";
            let colours: Vec<_> = entry
                .strings(expected)?
                .into_iter()
                .map(Rgb::parse)
                .collect();
            let [Some(from), Some(to)] = colours[..] else {
                return Err(entry.wrong(expected));
            };
            self.grounds = [from, to];
        }
        if let Some(entry) = root.get("roles") {
            let table = entry.table()?;
            table.only(&Role::NAMES)?;
            for (name, spec) in Role::NAMES.iter().zip(&mut self.roles) {
                if let Some(entry) = table.get(name) {
                    let table = entry.table()?;
                    *spec = read_spec(&table).map_err(|error| table.blame(error))?;
                }
            }
        }
        if let Some(entry) = root.get("speakers") {
            for (table, spec) in entry.tables(SPEAKERS)?.iter().zip(&mut self.speakers) {
                *spec = read_spec(table).map_err(|error| entry.blame(error))?;
            }
        }
        Ok(self)
    }

    /// The two ends of the backgrounds that the colours were chosen for: on these and all between,
    /// what is to be read has the contrast that WCAG 2.2 asks for (4.5 to 1). Where the theme
    /// paints the screen, both are that colour.
    pub fn grounds(&self) -> [Rgb; 2] {
        self.grounds
    }

    /// The theme at `depth`.
    pub fn at(&self, depth: Depth) -> Theme {
        Theme {
            roles: self.roles.map(|spec| spec.at(depth)),
            speakers: self.speakers.map(|spec| spec.at(depth)),
        }
    }
}

fn read_spec(table: &Table<'_>) -> Result<Spec, ConfigError> {
    table.only(&[
        "fg",
        "fg16",
        "bg",
        "bg16",
        "bold",
        "dim",
        "italic",
        "underline",
        "reverse",
    ])?;
    let flag = |name: &str| table.get(name).map_or(Ok(false), |entry| entry.bool());
    Ok(Spec {
        fg: read_colour(table, "fg", "fg16")?,
        bg: read_colour(table, "bg", "bg16")?,
        attributes: Attributes {
            bold: flag("bold")?,
            dim: flag("dim")?,
            italic: flag("italic")?,
            underline: flag("underline")?,
            reverse: flag("reverse")?,
        },
    })
}

/// A colour is written twice: exactly, and as the one of the 16 that stands for it. Which one that
/// is cannot be computed, as every terminal has other sixteen.
fn read_colour(table: &Table<'_>, exact: &str, named: &str) -> Result<Option<Colour>, ConfigError> {
    let expected = "a colour such as \"#5fafff\"";
    match (table.get(exact), table.get(named)) {
        (None, None) => Ok(None),
        (Some(rgb), Some(ansi)) => Ok(Some(Colour {
            rgb: Rgb::parse(rgb.string(expected)?).ok_or_else(|| rgb.wrong(expected))?,
            ansi: read_ansi(&ansi)?,
        })),
        (Some(entry), None) => Err(entry.error(format!(
            "\"{exact}\" needs \"{named}\" beside it: the colour to use where there are only 16"
        ))),
        (None, Some(entry)) => Err(entry.error(format!(
            "\"{named}\" needs \"{exact}\" beside it: the colour to use where there are more than 16"
        ))),
    }
}

fn read_ansi(entry: &Entry<'_>) -> Result<Ansi, ConfigError> {
    let name = entry.string("the name of one of the 16 colours")?;
    let found = ANSI.iter().find(|(n, _)| *n == name).map(|&(_, ansi)| ansi);
    found.ok_or_else(|| {
        let names = ANSI.map(|(n, _)| n);
        entry.error(format!(
            "there is no colour \"{name}\": {}",
            hint(name, &names)
        ))
    })
}
