//! The settings: what the person's file says, over the defaults compiled in.

use std::collections::BTreeMap;
use std::fmt;

use super::colour::ColourChoice;
use super::error::{ConfigError, Spot};
use super::key::KeySequence;
use super::library::{self, Hide, Library, MarkRead, SortBy};
use super::table::{Document, Entry, Table};

/// The defaults, as a file to read and to start from.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// What errors in [`DEFAULTS`] are reported under.
const DEFAULTS_NAME: &str = "the built-in config.toml";

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
    /// How many colours to use.
    pub colour: ColourChoice,
    /// Keys bound to commands or taken away, ordered by key. The names of the commands are not
    /// checked here: [`Binding::spot`] lets whoever knows them complain.
    pub keys: Vec<Binding>,
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

/// A line of `[keys]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What is pressed.
    pub keys: KeySequence,
    /// The name of the command; `None` takes the key away.
    pub command: Option<String>,
    /// Where that stands.
    pub spot: Spot,
}

/// A program to open links with. The address is added as the last argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCommand {
    /// The program.
    pub program: String,
    /// Its arguments before the address.
    pub arguments: Vec<String>,
}

impl Settings {
    /// The settings with no file of the person's.
    ///
    /// # Errors
    /// None, as long as the defaults compiled in are whole; a test sees to that.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::from_layers(&[&Document::parse(DEFAULTS_NAME, DEFAULTS)?])
    }

    /// The settings that `text` makes of the defaults. `file` is what complaints call it.
    ///
    /// # Errors
    /// The first line that is no TOML, holds an unknown key, or a value that cannot be.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let defaults = Document::parse(DEFAULTS_NAME, DEFAULTS)?;
        let own = Document::parse(file, text)?;
        Self::from_layers(&[&own, &defaults])
    }

    /// Takes each value from the first of `files` that has it; the last has all.
    fn from_layers(files: &[&Document<'_>]) -> Result<Self, ConfigError> {
        let mut layers = Vec::with_capacity(files.len());
        for file in files {
            layers.push(Layer::new(file.root())?);
        }
        let find = |section: Section, key: &str| find(&layers, section, key);
        Ok(Self {
            mouse: find(Section::Root, "mouse")?.bool()?,
            theme: theme(&find(Section::Root, "theme")?)?,
            reading: Reading {
                measure: find(Section::Reading, "measure")?.number(Reading::MEASURES)?,
                justify: find(Section::Reading, "justify")?.bool()?,
                hyphenate: find(Section::Reading, "hyphenate")?.bool()?,
            },
            quotes: Quotes {
                statements: find(Section::Quotes, "statements")?.bool()?,
                least_sure: find(Section::Quotes, "least_sure")?.number(Quotes::SURENESS)?,
            },
            library: Library {
                refresh_every: find(Section::Library, "refresh_every")?.number(Library::MINUTES)?,
                mark_read: MarkRead::read(&find(Section::Library, "mark_read")?)?,
                order: SortBy::read(&find(Section::Library, "order")?)?,
            },
            hide: hide(&layers)?,
            colour: colour(&find(Section::Colour, "depth")?)?,
            open: open(&find(Section::Open, "command")?)?,
            keys: keys(&layers)?,
        })
    }
}

/// The tables of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Root,
    Reading,
    Quotes,
    Library,
    Colour,
    Keys,
    Open,
}

impl Section {
    const TABLES: [Self; 6] = [
        Self::Reading,
        Self::Quotes,
        Self::Library,
        Self::Colour,
        Self::Keys,
        Self::Open,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Reading => "reading",
            Self::Quotes => "quotes",
            Self::Library => "library",
            Self::Colour => "colour",
            Self::Keys => "keys",
            Self::Open => "open",
        }
    }

    /// The keys it may hold; `None` where any may stand.
    fn known(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Root => Some(&[
                "mouse", "theme", "reading", "quotes", "library", "hide", "colour", "keys", "open",
            ]),
            Self::Reading => Some(&["measure", "justify", "hyphenate"]),
            Self::Quotes => Some(&["statements", "least_sure"]),
            Self::Library => Some(&["refresh_every", "mark_read", "order"]),
            Self::Colour => Some(&["depth"]),
            Self::Keys => None,
            Self::Open => Some(&["command"]),
        }
    }
}

/// One file, its keys known to be right.
struct Layer<'a> {
    tables: Vec<(Section, Table<'a>)>,
}

impl<'a> Layer<'a> {
    fn new(root: Table<'a>) -> Result<Self, ConfigError> {
        let mut tables = Vec::new();
        for section in Section::TABLES {
            if let Some(entry) = root.get(section.name()) {
                tables.push((section, entry.table()?));
            }
        }
        tables.push((Section::Root, root));
        for (section, table) in &tables {
            if let Some(known) = section.known() {
                table.only(known)?;
            }
        }
        Ok(Self { tables })
    }

    fn table(&self, section: Section) -> Option<&Table<'a>> {
        self.tables
            .iter()
            .find(|(s, _)| *s == section)
            .map(|(_, table)| table)
    }
}

fn find<'a>(layers: &[Layer<'a>], section: Section, key: &str) -> Result<Entry<'a>, ConfigError> {
    let found = layers
        .iter()
        .find_map(|layer| layer.table(section).and_then(|table| table.get(key)));
    found.ok_or_else(|| ConfigError::Invalid {
        spot: Spot {
            file: DEFAULTS_NAME.to_owned(),
            line: 1,
        },
        message: format!("\"{key}\" is missing"),
    })
}

/// The rules of the first file that has any: the defaults have none.
fn hide(layers: &[Layer<'_>]) -> Result<Vec<Hide>, ConfigError> {
    let given = layers
        .iter()
        .find_map(|layer| layer.table(Section::Root)?.get("hide"));
    given.map_or_else(|| Ok(Vec::new()), |entry| Hide::read(&entry))
}

fn theme(entry: &Entry<'_>) -> Result<ThemeChoice, ConfigError> {
    let expected = "the name of a theme: auto, light, dark, mono or one of your own";
    ThemeChoice::parse(entry.string(expected)?).ok_or_else(|| entry.wrong(expected))
}

fn colour(entry: &Entry<'_>) -> Result<ColourChoice, ConfigError> {
    let expected = format!(
        "one of {}",
        ColourChoice::NAMES.map(|n| format!("\"{n}\"")).join(", ")
    );
    ColourChoice::parse(entry.string(&expected)?).ok_or_else(|| entry.wrong(&expected))
}

fn open(entry: &Entry<'_>) -> Result<Option<OpenCommand>, ConfigError> {
    let expected = "a list of strings: the program and its arguments";
    let mut words = entry.strings(expected)?.into_iter().map(str::to_owned);
    let Some(program) = words.next() else {
        return Ok(None);
    };
    if program.is_empty() {
        return Err(entry.error("the program to open links with has no name".to_owned()));
    }
    Ok(Some(OpenCommand {
        program,
        arguments: words.collect(),
    }))
}

fn keys(layers: &[Layer<'_>]) -> Result<Vec<Binding>, ConfigError> {
    let mut all: BTreeMap<KeySequence, Binding> = BTreeMap::new();
    for layer in layers.iter().rev() {
        let mut here: BTreeMap<KeySequence, Binding> = BTreeMap::new();
        for entry in layer
            .table(Section::Keys)
            .into_iter()
            .flat_map(Table::entries)
        {
            let keys: KeySequence = entry.key.parse().map_err(|error: super::KeyError| {
                // The likeliest slip: the command first and its key after it.
                match entry.string("a key") {
                    Ok(value) if value.parse::<KeySequence>().is_ok() => entry.error(format!(
                        "the key comes first: write \"{value}\" = \"{}\"",
                        entry.key
                    )),
                    _ => entry.error(error.to_string()),
                }
            })?;
            let command = entry.string("the name of a command, or \"none\"")?.trim();
            let binding = Binding {
                keys: keys.clone(),
                command: (!["", "none"].contains(&command)).then(|| command.to_owned()),
                spot: entry.spot(),
            };
            if let Some(other) = here.insert(keys.clone(), binding) {
                // Both lines name the same press ("esc" and "escape"): which counts is a guess.
                let line = other.spot.line;
                return Err(entry.error(format!("\"{keys}\" is bound on line {line} too")));
            }
        }
        all.append(&mut here);
    }
    Ok(all.into_values().collect())
}

/// The settings as a configuration file that would give them.
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        writeln!(f, "mouse = {}", self.mouse)?;
        writeln!(f, "theme = {}", quoted(self.theme.as_str()))?;
        let Reading {
            measure,
            justify,
            hyphenate,
        } = self.reading;
        writeln!(
            f,
            "\n[reading]\nmeasure = {measure}\njustify = {justify}\nhyphenate = {hyphenate}"
        )?;
        let Quotes {
            statements,
            least_sure,
        } = self.quotes;
        writeln!(
            f,
            "\n[quotes]\nstatements = {statements}\nleast_sure = {least_sure}"
        )?;
        library::write(&self.library, &self.hide, f)?;
        writeln!(f, "\n[colour]\ndepth = {}", quoted(self.colour.as_str()))?;
        writeln!(f, "\n[keys]")?;
        for binding in &self.keys {
            let command = binding.command.as_deref().unwrap_or("none");
            writeln!(
                f,
                "{} = {}",
                quoted(&binding.keys.to_string()),
                quoted(command)
            )?;
        }
        let words: Vec<_> = self
            .open
            .iter()
            .flat_map(|open| std::iter::once(&open.program).chain(&open.arguments))
            .map(|word| quoted(word))
            .collect();
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
        let text = "theme = 'mono'\n[reading]\nmeasure = 60\n[keys]\n'g g' = 'top'\nq = ''\n\
                    [open]\ncommand = ['w3m', '-N']";
        let settings = Settings::parse("my.toml", text).unwrap();
        assert_eq!(settings.reading.measure, 60);
        assert!(settings.mouse);
        assert_eq!(settings.theme, ThemeChoice::Named("mono".into()));
        let keys: Vec<_> = settings
            .keys
            .iter()
            .map(|b| (b.keys.to_string(), b.command.clone(), b.spot.to_string()))
            .collect();
        let top = (
            "g g".to_owned(),
            Some("top".to_owned()),
            "my.toml:5".to_owned(),
        );
        assert_eq!(keys, [top, ("q".to_owned(), None, "my.toml:6".to_owned())]);
        let open = settings.open.unwrap();
        assert_eq!(
            (open.program.as_str(), open.arguments),
            ("w3m", vec!["-N".to_owned()])
        );
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
                "theme = '../x'",
                "my.toml:1: \"theme\" must be the name of a theme: auto, light, dark, mono or one \
                 of your own, not \"../x\"",
            ),
        ] {
            assert_eq!(complaint(text), message);
        }
    }

    #[test]
    fn a_key_that_is_none_or_bound_twice_is_named() {
        assert!(
            complaint("[keys]\n'hyper-x' = 'quit'").starts_with("my.toml:2: \"hyper-x\" is no key")
        );
        assert_eq!(
            complaint("[keys]\n'esc' = 'quit'\n'escape' = 'help'"),
            "my.toml:3: \"esc\" is bound on line 2 too"
        );
    }

    #[test]
    fn what_is_no_toml_is_named_with_its_line() {
        assert!(complaint("mouse = true\nmeasure 3\n").starts_with("my.toml:2: this is not TOML"));
        assert!(complaint("[reading]\n[reading]").starts_with("my.toml:2: this is not TOML"));
    }

    #[test]
    fn what_is_printed_gives_the_same_settings_back() {
        let text = "mouse = false\n[reading]\njustify = true\n[quotes]\nstatements = true\n\
                    least_sure = 0\n[colour]\ndepth = '256'\n[keys]\n\
                    '\"' = 'a'\n'ctrl-x' = 'none'\n[open]\ncommand = ['a \"b\"', '\\']";
        let settings = Settings::parse("my.toml", text).unwrap();
        let again = Settings::parse("my.toml", &settings.to_string()).unwrap();
        let plain = |s: &Settings| {
            let keys: Vec<_> = s
                .keys
                .iter()
                .map(|b| (b.keys.clone(), b.command.clone()))
                .collect();
            (
                s.reading,
                s.quotes,
                s.mouse,
                s.theme.clone(),
                s.colour,
                keys,
                s.open.clone(),
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
