//! Reading the person's files.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::depth::Depth;
use super::error::ConfigError;
use super::ground::Ground;
use super::mistakes::Mistakes;
use super::paths::ConfigFile;
use super::settings::{Settings, ThemeChoice};
use super::theme::{Theme, ThemeFile};

/// More than anybody writes by hand; it keeps a path such as `/dev/zero` from filling memory.
const LARGEST: u64 = 1 << 20;

/// The settings, and the file that had a say in them.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// The file that was read; `None` where there was none and the defaults hold.
    pub read: Option<PathBuf>,
}

/// Reads the settings from `file`. A file that nobody named may be missing.
///
/// # Errors
/// The file cannot be read, or lines of it are wrong.
pub fn load(file: Option<&ConfigFile>) -> Result<Loaded, Mistakes> {
    let (loaded, mistakes) = survey(file)?;
    mistakes.or(loaded)
}

/// The same of all lines that are right, and what is wrong with the others: for whoever looks for
/// mistakes elsewhere too before telling them.
///
/// # Errors
/// The file cannot be read, or is no TOML.
pub fn survey(file: Option<&ConfigFile>) -> Result<(Loaded, Mistakes), Mistakes> {
    if let Some(file) = file {
        match text(&file.path) {
            Ok(text) => {
                let name = file.path.display().to_string();
                let is_theme =
                    |name: &str| ThemeFile::BUILT_IN.contains(&name) || file.theme(name).exists();
                let (settings, mistakes) = Settings::survey(&name, &text, is_theme)?;
                let read = Some(file.path.clone());
                return Ok((Loaded { settings, read }, mistakes));
            }
            Err(ConfigError::Unreadable { error, .. })
                if error.kind() == ErrorKind::NotFound && !file.named => {}
            Err(error) => return Err(error.into()),
        }
    }
    let settings = Settings::defaults()?;
    let read = None;
    Ok((Loaded { settings, read }, Mistakes::default()))
}

/// The themes to go through on a terminal with `depth` colours and this `ground`, with their names:
/// first the one that `choice` stands for, then the other built-in ones, then the person's own but
/// for those that cannot be read. With no colours there is one. A theme beside the configuration goes before a built-in one of the same name.
///
/// # Errors
/// There is no such theme, or lines of its file are wrong.
pub fn themes(
    choice: &ThemeChoice,
    depth: Depth,
    ground: Option<Ground>,
    file: Option<&ConfigFile>,
) -> Result<Vec<(String, Theme)>, Mistakes> {
    let first = match choice {
        ThemeChoice::Named(name) => name,
        // Most terminals are dark, and most of those that are not say nothing.
        ThemeChoice::Auto => ground.unwrap_or(Ground::Dark).theme(),
    };
    // That there is no such theme is said also where it would not be used.
    let chosen = (first.to_owned(), theme(first, file)?.at(depth));
    if depth == Depth::None {
        return Ok(vec![(
            ThemeFile::MONO.to_owned(),
            ThemeFile::mono()?.at(depth),
        )]);
    }
    let others = ThemeFile::BUILT_IN
        .into_iter()
        .filter(|name| *name != first);
    let others = others.map(|name| Ok((name.to_owned(), theme(name, file)?.at(depth))));
    let mut all: Vec<_> = std::iter::once(Ok(chosen))
        .chain(others)
        .collect::<Result<_, Mistakes>>()?;
    for name in file.map(own_themes).unwrap_or_default() {
        if all.iter().all(|(known, _)| *known != name)
            && let Ok(own) = theme(&name, file)
        {
            all.push((name, own.at(depth)));
        }
    }
    Ok(all)
}

/// Reads all of the person's own themes, whether one of them is chosen or not.
///
/// # Errors
/// Those that cannot be read, and the lines that are wrong.
pub fn check_themes(file: &ConfigFile) -> Result<(), Mistakes> {
    let mut mistakes = Mistakes::default();
    for name in own_themes(file) {
        mistakes.note(theme(&name, Some(file)));
    }
    mistakes.or(())
}

/// The names of the themes beside the configuration, in alphabetical order.
fn own_themes(file: &ConfigFile) -> Vec<String> {
    let folder = file.theme("any");
    // Where there is no folder there are no themes.
    let entries = folder.parent().and_then(|folder| folder.read_dir().ok());
    let paths = entries.into_iter().flatten().flatten().map(|e| e.path());
    let mut names: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| matches!(ThemeChoice::parse(name), Some(ThemeChoice::Named(_))))
        .collect();
    names.sort();
    names
}

fn theme(name: &str, file: Option<&ConfigFile>) -> Result<ThemeFile, Mistakes> {
    let place = file.map(|file| file.theme(name));
    if let Some(path) = &place {
        match text(path) {
            Ok(text) => return ThemeFile::parse(&path.display().to_string(), &text),
            Err(ConfigError::Unreadable { error, .. }) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    let name = name.to_owned();
    let found = ThemeFile::built_in(&name)?;
    let known = ThemeFile::BUILT_IN.join(", ");
    found.ok_or_else(|| ConfigError::NoTheme { name, known, place }.into())
}

fn text(path: &Path) -> Result<String, ConfigError> {
    let read = || {
        let mut text = String::new();
        File::open(path)?
            .take(LARGEST + 1)
            .read_to_string(&mut text)?;
        Ok(text)
    };
    let unreadable = |error| ConfigError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let text: String = read().map_err(unreadable)?;
    if text.len() as u64 > LARGEST {
        return Err(ConfigError::TooLarge {
            path: path.to_owned(),
            limit: LARGEST,
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Role;

    fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, ConfigFile) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("themes")).unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let file = ConfigFile {
            path: folder.path().join("config.toml"),
            named: false,
        };
        (folder, file)
    }

    #[test]
    fn a_file_nobody_named_may_be_missing() {
        let (_folder, file) = folder(&[]);
        assert_eq!(load(Some(&file)).unwrap().read, None);
        let named = ConfigFile {
            named: true,
            ..file
        };
        let complaint = load(Some(&named)).unwrap_err().to_string();
        assert!(
            complaint.contains("cannot read the configuration"),
            "{complaint}"
        );
    }

    #[test]
    fn a_theme_of_ones_own_is_found_beside_the_configuration() {
        let own = "base = 'light'\n[roles]\naccent = { bold = true }";
        let (_folder, file) = folder(&[("themes/paper.toml", own)]);
        let choice = |name: &str| ThemeChoice::Named(name.to_owned());
        let theme = |choice| {
            super::themes(&choice, Depth::True, None, Some(&file))
                .map(|mut all| all.swap_remove(0).1)
        };
        let paper = theme(choice("paper")).unwrap();
        let light = theme(choice("light")).unwrap();
        assert!(paper.look(Role::Accent).attributes.bold);
        assert_eq!(paper.look(Role::Accent).fg, None);
        assert_eq!(paper.look(Role::Faint), light.look(Role::Faint));
        let complaint = theme(choice("papr")).unwrap_err().to_string();
        assert!(
            complaint.contains("there is no theme \"papr\""),
            "{complaint}"
        );
    }

    #[test]
    fn a_theme_that_is_not_there_is_a_mistake_of_its_line_like_any_other() {
        let own = "base = 'lihgt'";
        let settings = "mouse = 5\ntheme = 'papr'\n";
        let files = [("themes/mine.toml", own), ("config.toml", settings)];
        let (_folder, file) = folder(&files);
        let told = load(Some(&file)).unwrap_err().to_string();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 2, "{told}");
        assert!(
            lines[1].contains("config.toml:2: \"theme\" must be auto,"),
            "{told}"
        );
        assert!(lines[1].ends_with("not \"papr\""), "{told}");
        std::fs::write(&file.path, "theme = 'mine'").unwrap();
        assert_eq!(load(Some(&file)).unwrap().settings.theme.as_str(), "mine");
    }

    #[test]
    fn without_colours_every_theme_is_the_one_without() {
        let all = themes(&ThemeChoice::Auto, Depth::None, None, None).unwrap();
        let [(_, mono)] = &all[..] else {
            panic!("{} themes", all.len())
        };
        for role in Role::ALL {
            assert_eq!((mono.look(role).fg, mono.look(role).bg), (None, None));
        }
    }

    #[test]
    fn the_chosen_theme_comes_first_and_the_others_follow() {
        let names = |choice: &str, ground| {
            let choice = ThemeChoice::parse(choice).unwrap();
            let all = themes(&choice, Depth::Ansi16, ground, None).unwrap();
            all.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(
            names("auto", None),
            ["dark", "light", "dusk", "paper", "contrast", "mono"]
        );
        assert_eq!(
            names("auto", Some(Ground::Light)),
            ["light", "dark", "dusk", "paper", "contrast", "mono"]
        );
        assert_eq!(
            names("mono", Some(Ground::Light)),
            ["mono", "dark", "light", "dusk", "paper", "contrast"]
        );
    }

    #[test]
    fn ones_own_themes_are_gone_through_too_and_a_broken_one_is_told_with_its_line() {
        let own = "base = 'paper'\n[roles]\naccent = { bold = true }";
        let broken = "base = 'dark'\n[roles]\nacent = { bold = true }";
        let files = [
            ("themes/sepia.toml", own),
            ("themes/broken.toml", broken),
            ("themes/notes.txt", ""),
        ];
        let (_folder, file) = folder(&files);
        let all = themes(&ThemeChoice::Auto, Depth::True, None, Some(&file)).unwrap();
        let names: Vec<_> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[..2], ["dark", "light"]);
        assert_eq!(names[6..], ["sepia"]);
        let complaint = check_themes(&file).unwrap_err().to_string();
        assert!(
            complaint.contains("broken.toml:3: unknown key \"acent\" in [roles]"),
            "{complaint}"
        );
    }

    #[test]
    #[cfg(unix)]
    fn an_endless_file_is_refused() {
        let file = ConfigFile {
            path: "/dev/zero".into(),
            named: true,
        };
        assert!(load(Some(&file)).is_err());
    }
}
