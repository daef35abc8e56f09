//! The settings: what the person's file says, over the defaults compiled in.

use std::fmt;

use super::bidi::BidiChoice;
use super::depth::ColourChoice;
use super::error::ConfigError;
use super::ground::Background;
use super::keys::Keys;
use super::layers::{DEFAULTS_NAME, Layer, Section, find};
use super::library::{self, Hide, Library, MarkRead, SortBy};
use super::link::LinkChoice;
use super::links::{Hyperlinks, OpenCommand};
use super::mistakes::{Mistakes, read_all};
use super::pictures::PicturesChoice;
use super::table::{Document, Entry};
use super::terminal::TerminalChoice;
use super::theme::ThemeFile;

/// The defaults, as a file to read and to start from.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// Everything a person can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The reading pane.
    pub reading: Reading,
    /// What people say.
    pub quotes: Quotes,
    /// The library.
    pub library: Library,
    /// What is not to be shown, in the order of the file.
    pub hide: Vec<Hide>,
    /// Whether clicks and the wheel do something.
    pub mouse: bool,
    /// The theme.
    pub theme: ThemeChoice,
    /// What lies between the program and the terminal.
    pub link: LinkChoice,
    /// How many colours to use.
    pub colour: ColourChoice,
    /// Whether the terminal is light or dark.
    pub background: Background,
    /// What the terminal has and lacks.
    pub terminal: TerminalChoice,
    /// How pictures are shown.
    pub pictures: PicturesChoice,
    /// Keys and macros.
    pub keys: Keys,
    /// Whether the terminal is told which cells are links.
    pub links: Hyperlinks,
    /// What opens links; `None` for the system's own program.
    pub open: Option<OpenCommand>,
}

/// Settings of the reading pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Cells that a line of text may take.
    pub measure: u16,
    /// Whether right edges are made even.
    pub justify: bool,
    /// Whether words may be broken at the end of a line.
    pub hyphenate: bool,
    /// Who puts what is written from right to left in order.
    pub bidi: BidiChoice,
}

impl Reading {
    /// The measures that can be set, in cells: below 20 no line holds a few words, and beyond 240
    /// nobody finds the next one.
    pub const MEASURES: std::ops::RangeInclusive<u16> = 20..=240;
}

/// Settings of quotations and speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotes {
    /// Whether what somebody says in the writer's words is shown beside the quotations.
    pub statements: bool,
    /// How sure a speaker must be, in per cent: whoever is less sure is unknown.
    pub least_sure: u8,
}

impl Quotes {
    /// What can be asked for, in per cent: with 0 every speaker is named, with 100 only those
    /// beyond doubt.
    pub const SURENESS: std::ops::RangeInclusive<u8> = 0..=100;
}

/// Which theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Light or dark, as the terminal is.
    Auto,
    /// The one with this name: letters, digits, `-` and `_` alone.
    Named(String),
}

impl ThemeChoice {
    /// The choice written `name`; `None` for what cannot be the name of a theme.
    pub fn parse(name: &str) -> Option<Self> {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        match name {
            "" => None,
            "auto" => Some(Self::Auto),
            _ => name.chars().all(fits).then(|| Self::Named(name.to_owned())),
        }
    }

    /// The name of the choice.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Auto => "auto",
            Self::Named(name) => name,
        }
    }
}

impl Settings {
    /// The settings with no file of the person's.
    ///
    /// # Errors
    /// None, as long as the defaults compiled in are whole; a test sees to that.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::from_layers(&[&Document::parse(DEFAULTS_NAME, DEFAULTS)?], &|_| true)
    }

    /// The settings that `text` makes of the defaults. `file` is what complaints call it.
    ///
    /// # Errors
    /// The lines that are no TOML, hold an unknown key, or a value that cannot be.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistakes> {
        let (settings, mistakes) = Self::survey(file, text, |_| true)?;
        mistakes.or(settings)
    }

    /// The same of all lines that are right, and what is wrong with the others. Of themes there are
    /// those that `is_theme` knows.
    ///
    /// # Errors
    /// The text is no TOML.
    pub(super) fn survey(
        file: &str,
        text: &str,
        is_theme: impl Fn(&str) -> bool,
    ) -> Result<(Self, Mistakes), Mistakes> {
        let defaults = Document::parse(DEFAULTS_NAME, DEFAULTS)?;
        let mut own = Document::parse(file, text)?;
        read_all(&mut own, |own| {
            Self::from_layers(&[own, &defaults], &is_theme)
        })
    }

    /// Takes each value from the first of `files` that has it; the last has all.
    fn from_layers(
        files: &[&Document<'_>],
        is_theme: &dyn Fn(&str) -> bool,
    ) -> Result<Self, ConfigError> {
        let mut layers = Vec::with_capacity(files.len());
        for file in files {
            layers.push(Layer::new(file.root())?);
        }
        let find = |section: Section, key: &str| find(&layers, section, key);
        Ok(Self {
            mouse: find(Section::Root, "mouse")?.bool()?,
            theme: theme(&find(Section::Root, "theme")?, is_theme)?,
            link: LinkChoice::read(&find(Section::Root, "link")?)?,
            reading: Reading {
                measure: find(Section::Reading, "measure")?.number(Reading::MEASURES)?,
                justify: find(Section::Reading, "justify")?.bool()?,
                hyphenate: find(Section::Reading, "hyphenate")?.bool()?,
                bidi: BidiChoice::read(&find(Section::Reading, "bidi")?)?,
            },
            quotes: Quotes {
                statements: find(Section::Quotes, "statements")?.bool()?,
                least_sure: find(Section::Quotes, "least_sure")?.number(Quotes::SURENESS)?,
            },
            library: Library {
                refresh_every: find(Section::Library, "refresh_every")?.number(Library::MINUTES)?,
                mark_read: MarkRead::read(&find(Section::Library, "mark_read")?)?,
                order: SortBy::read(&find(Section::Library, "order")?)?,
                analyse_ahead: find(Section::Library, "analyse_ahead")?.bool()?,
            },
            hide: hide(&layers)?,
            colour: colour(&find(Section::Colour, "depth")?)?,
            terminal: TerminalChoice::read(
                &find(Section::Terminal, "has")?,
                &find(Section::Terminal, "lacks")?,
                &find(Section::Terminal, "ambiguous")?,
            )?,
            pictures: PicturesChoice::read(&find(Section::Pictures, "protocol")?)?,
            background: Background::read(&find(Section::Colour, "background")?)?,
            links: Hyperlinks::read(&find(Section::Root, "hyperlinks")?)?,
            open: OpenCommand::read(&find(Section::Open, "command")?)?,
            keys: Keys::read(&layers)?,
        })
    }
}

/// The rules of the first file that has any: the defaults have none.
fn hide(layers: &[Layer<'_>]) -> Result<Vec<Hide>, ConfigError> {
    let given = layers
        .iter()
        .find_map(|layer| layer.table(Section::Root)?.get("hide"));
    given.map_or_else(|| Ok(Vec::new()), |entry| Hide::read(&entry))
}

fn theme(entry: &Entry<'_>, is_theme: &dyn Fn(&str) -> bool) -> Result<ThemeChoice, ConfigError> {
    let names = ThemeFile::BUILT_IN.join(", ");
    let expected = format!("auto, {names} or the name of a file in themes/ beside this one");
    let is_there = |choice: &ThemeChoice| match choice {
        ThemeChoice::Auto => true,
        ThemeChoice::Named(name) => is_theme(name),
    };
    let choice = ThemeChoice::parse(entry.string(&expected)?).filter(is_there);
    choice.ok_or_else(|| entry.wrong(&expected))
}

fn colour(entry: &Entry<'_>) -> Result<ColourChoice, ConfigError> {
    let expected = format!(
        "one of {}",
        ColourChoice::NAMES.map(|n| format!("\"{n}\"")).join(", ")
    );
    ColourChoice::parse(entry.string(&expected)?).ok_or_else(|| entry.wrong(&expected))
}

/// The settings as a configuration file that would give them.
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        writeln!(f, "mouse = {}", self.mouse)?;
        writeln!(f, "theme = {}", quoted(self.theme.as_str()))?;
        writeln!(f, "link = {}", quoted(self.link.as_str()))?;
        writeln!(f, "hyperlinks = {}", quoted(self.links.as_str()))?;
        let Reading {
            measure,
            justify,
            hyphenate,
            bidi,
        } = self.reading;
        writeln!(
            f,
            "\n[reading]\nmeasure = {measure}\njustify = {justify}\nhyphenate = {hyphenate}"
        )?;
        writeln!(f, "bidi = {}", quoted(bidi.as_str()))?;
        let Quotes {
            statements,
            least_sure,
        } = self.quotes;
        writeln!(
            f,
            "\n[quotes]\nstatements = {statements}\nleast_sure = {least_sure}"
        )?;
        library::write(&self.library, &self.hide, f)?;
        let (depth, background) = (self.colour.as_str(), self.background.as_str());
        writeln!(
            f,
            "\n[colour]\ndepth = {}\nbackground = {}",
            quoted(depth),
            quoted(background)
        )?;
        write!(f, "\n{}", self.terminal)?;
        let protocol = quoted(self.pictures.as_str());
        writeln!(f, "\n[pictures]\nprotocol = {protocol}")?;
        write!(f, "\n{}", self.keys)?;
        let words = self.open.iter().flat_map(OpenCommand::words);
        let words: Vec<_> = words.map(quoted).collect();
        writeln!(f, "\n[open]\ncommand = [{}]", words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn complaint(text: &str) -> String {
        Settings::parse("my.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn defaults_are_whole() {
        let defaults = Settings::defaults().unwrap();
        assert_eq!(defaults.reading.measure, 72);
        assert_eq!(defaults.theme, ThemeChoice::Auto);
        assert!(!defaults.quotes.statements);
        assert_eq!(Settings::parse("empty.toml", "").unwrap(), defaults);
    }

    #[test]
    fn a_file_overrides_what_it_names_and_nothing_else() {
        let text = "theme = 'mono'\n[reading]\nmeasure = 60\n[open]\ncommand = ['w3m', '-N']";
        let settings = Settings::parse("my.toml", text).unwrap();
        assert_eq!(settings.reading.measure, 60);
        assert!(settings.mouse);
        assert_eq!(settings.theme, ThemeChoice::Named("mono".into()));
        let open = settings.open.unwrap();
        assert_eq!(open.words().collect::<Vec<_>>(), ["w3m", "-N"]);
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line_and_what_was_meant() {
        assert_eq!(
            complaint("# mine\n\n[reading]\nmesure = 60"),
            "my.toml:4: unknown key \"mesure\" in [reading]: did you mean \"measure\"?"
        );
        assert_eq!(
            complaint("colors = 1"),
            "my.toml:1: unknown key \"colors\": did you mean \"colour\"?"
        );
        assert_eq!(
            complaint("[open]\nbrowser = 'lynx'"),
            "my.toml:2: unknown key \"browser\" in [open]: there is only command"
        );
    }

    #[test]
    fn a_wrong_value_says_what_is_expected() {
        for (text, message) in [
            (
                "[terminal]\nhas = ['margin']",
                "my.toml:2: \"margin\" is nothing that terminals have; did you mean \"margins\"?",
            ),
            (
                "mouse = 'yes'",
                "my.toml:1: \"mouse\" must be true or false, not \"yes\"",
            ),
            (
                "reading.measure = 5",
                "my.toml:1: \"reading.measure\" must be a whole number from 20 to 240, not 5",
            ),
            (
                "quotes.least_sure = 101",
                "my.toml:1: \"quotes.least_sure\" must be a whole number from 0 to 100, not 101",
            ),
            (
                "[quotes]\nleast_sure = 0.5",
                "my.toml:2: \"quotes.least_sure\" must be a whole number from 0 to 100, not 0.5",
            ),
            (
                "quotes.statements = 'I'",
                "my.toml:1: \"quotes.statements\" must be true or false, not \"I\"",
            ),
            (
                "reading = 5",
                "my.toml:1: \"reading\" must be a table, not 5",
            ),
            (
                "[colour]\ndepth = 16",
                "my.toml:2: \"colour.depth\" must be one of \"auto\", \"none\", \"16\", \"256\", \
                 \"true\", not 16",
            ),
            (
                "[pictures]\nprotocol = 'kity'",
                "my.toml:2: \"pictures.protocol\" must be one of \"auto\", \"kitty\", \"iterm\", \"sixel\", \
                 \"cells\", \"none\", not \"kity\"",
            ),
            (
                "hyperlinks = true",
                "my.toml:1: \"hyperlinks\" must be one of \"auto\", \"on\", \"off\", not true",
            ),
            (
                "[open]\ncommand = ['sh', '-c', 'w3m {url}']",
                "my.toml:2: sh would run what an address says: give it as an argument of its own, \
                 as in [\"sh\", \"-c\", \"lynx \\\"$1\\\"\", \"sh\", \"{url}\"]",
            ),
            (
                "theme = '../x'",
                "my.toml:1: \"theme\" must be auto, dark, light, dusk, paper, contrast, mono or the \
                 name of a file in themes/ beside this one, not \"../x\"",
            ),
        ] {
            assert_eq!(complaint(text), message);
        }
    }

    #[test]
    fn what_is_no_toml_is_named_with_its_line() {
        assert!(complaint("mouse = true\nmeasure 3\n").starts_with("my.toml:2: this is not TOML"));
        assert!(complaint("[reading]\n[reading]").starts_with("my.toml:2: this is not TOML"));
    }

    #[test]
    fn what_is_printed_gives_the_same_settings_back() {
        let text = "mouse = false\nlink = 'ssh'\nhyperlinks = 'off'\n[reading]\njustify = true\n\
                    [quotes]\nstatements = true\nleast_sure = 0\n\
                    [colour]\ndepth = '256'\nbackground = 'light'\n\
                    [pictures]\nprotocol = 'sixel'\n\
                    [open]\ncommand = ['a \"b\"', '\\']";
        let settings = Settings::parse("my.toml", text).unwrap();
        let again = Settings::parse("my.toml", &settings.to_string()).unwrap();
        let plain = |s: &Settings| {
            (
                s.reading,
                s.quotes,
                s.mouse,
                s.theme.clone(),
                (s.link, s.colour, s.background, s.links),
                (s.open.clone(), s.pictures),
            )
        };
        assert_eq!(plain(&again), plain(&settings));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(text in "(\\[|\\]|=|\"|\n|reading|measure|keys|[a-z0-9.' ]|\\PC){0,40}") {
            let _ = Settings::parse("my.toml", &text);
        }
    }
}
