//! Where the configuration and the library are.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::Environment;

/// The file that holds the person's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFile {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// Whether the person named it, so that its absence is an error.
    pub named: bool,
}

/// The variable that names a configuration file.
const VARIABLE: &str = "QUOTIDIAN_CONFIG";

impl ConfigFile {
    /// The file named by the flag or by `QUOTIDIAN_CONFIG`; else the first that exists of
    /// `quotidian/config.toml` in `$XDG_CONFIG_HOME` (on every system: people of the terminal
    /// expect it) and in the folder that the system has for configurations; else the first of
    /// these. `None` where there is not even a home folder.
    pub fn locate(flag: Option<&Path>, environment: Environment<'_>) -> Option<Self> {
        let system = ProjectDirs::from("", "", "quotidian").map(|d| d.config_dir().to_owned());
        Self::choose(flag, environment, system, Path::exists)
    }

    fn choose(
        flag: Option<&Path>,
        environment: Environment<'_>,
        system: Option<PathBuf>,
        exists: impl Fn(&Path) -> bool,
    ) -> Option<Self> {
        if let Some(path) = named(flag, VARIABLE, environment) {
            return Some(Self { path, named: true });
        }
        let folders = xdg("XDG_CONFIG_HOME", environment).into_iter();
        let files = folders.chain(system).map(|f| f.join("config.toml"));
        let path = first_existing(files, exists)?;
        Some(Self { path, named: false })
    }

    /// The file in which the theme called `name` would be: `themes/NAME.toml` beside this one.
    pub fn theme(&self, name: &str) -> PathBuf {
        self.path
            .with_file_name("themes")
            .join(format!("{name}.toml"))
    }
}

/// The variable that names the folder of a library.
const LIBRARY: &str = "QUOTIDIAN_LIBRARY";

/// The folder of the person's library: the one named by the flag or by `QUOTIDIAN_LIBRARY`; else the
/// first that exists of `quotidian` in `$XDG_DATA_HOME` and the folder that the system has for the
/// program's data; else the first of these. `None` where there is not even a home folder.
pub fn library_folder(flag: Option<&Path>, environment: Environment<'_>) -> Option<PathBuf> {
    let system = ProjectDirs::from("", "", "quotidian").map(|d| d.data_dir().to_owned());
    choose_library(flag, environment, system, Path::exists)
}

fn choose_library(
    flag: Option<&Path>,
    environment: Environment<'_>,
    system: Option<PathBuf>,
    exists: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    named(flag, LIBRARY, environment).or_else(|| {
        let folders = xdg("XDG_DATA_HOME", environment).into_iter();
        first_existing(folders.chain(system), exists)
    })
}

/// What the person names: by a flag, else by a variable.
fn named(flag: Option<&Path>, variable: &str, environment: Environment<'_>) -> Option<PathBuf> {
    let value = || environment(variable).filter(|value| !value.is_empty());
    flag.map(Path::to_owned)
        .or_else(|| value().map(PathBuf::from))
}

/// The program's folder in the one that an XDG `variable` names. The specification has relative
/// paths ignored.
fn xdg(variable: &str, environment: Environment<'_>) -> Option<PathBuf> {
    let folder = environment(variable).map(PathBuf::from);
    folder
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join("quotidian"))
}

/// The first of `places` that is there, else the first.
fn first_existing(
    places: impl Iterator<Item = PathBuf>,
    exists: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let places: Vec<_> = places.collect();
    let found = places.iter().find(|place| exists(place));
    found.or(places.first()).cloned()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn choose(flag: Option<&str>, all: &[(&str, &str)], existing: &[&str]) -> (String, bool) {
        let environment = |name: &str| {
            all.iter()
                .find(|(k, _)| *k == name)
                .map(|(_, v)| OsString::from(v))
        };
        let system = Some(PathBuf::from("/Library/quotidian"));
        let exists = |path: &Path| existing.iter().any(|e| Path::new(e) == path);
        let file = ConfigFile::choose(flag.map(Path::new), &environment, system, exists).unwrap();
        (file.path.display().to_string(), file.named)
    }

    #[test]
    fn what_the_person_names_goes_first() {
        let all = [("QUOTIDIAN_CONFIG", "/e.toml"), ("XDG_CONFIG_HOME", "/xdg")];
        assert_eq!(choose(Some("f.toml"), &all, &[]), ("f.toml".into(), true));
        assert_eq!(choose(None, &all, &[]), ("/e.toml".into(), true));
    }

    #[test]
    fn xdg_goes_before_the_system_wherever_there_is_a_file() {
        let xdg = [("XDG_CONFIG_HOME", "/xdg")];
        let (own, system) = (
            "/xdg/quotidian/config.toml",
            "/Library/quotidian/config.toml",
        );
        assert_eq!(choose(None, &xdg, &[own, system]), (own.into(), false));
        assert_eq!(choose(None, &xdg, &[system]), (system.into(), false));
        assert_eq!(choose(None, &xdg, &[]), (own.into(), false));
        assert_eq!(choose(None, &[], &[]), (system.into(), false));
        assert_eq!(
            choose(None, &[("XDG_CONFIG_HOME", "xdg")], &[]),
            (system.into(), false)
        );
    }

    #[test]
    fn the_library_is_found_in_the_same_way() {
        let choose = |flag: Option<&str>, all: &[(&str, &str)], existing: &[&str]| {
            let environment = |name: &str| {
                let found = all.iter().find(|(k, _)| *k == name);
                found.map(|(_, v)| OsString::from(v))
            };
            let system = Some(PathBuf::from("/Library/quotidian"));
            let exists = |path: &Path| existing.iter().any(|e| Path::new(e) == path);
            choose_library(flag.map(Path::new), &environment, system, exists).unwrap()
        };
        let all = [("QUOTIDIAN_LIBRARY", "/e"), ("XDG_DATA_HOME", "/xdg")];
        assert_eq!(choose(Some("f"), &all, &[]), Path::new("f"));
        assert_eq!(choose(None, &all, &[]), Path::new("/e"));
        let empty = [("QUOTIDIAN_LIBRARY", ""), ("XDG_DATA_HOME", "/xdg")];
        let (own, system) = ("/xdg/quotidian", "/Library/quotidian");
        assert_eq!(choose(None, &empty, &[own, system]), Path::new(own));
        assert_eq!(choose(None, &empty, &[system]), Path::new(system));
        assert_eq!(choose(None, &empty, &[]), Path::new(own));
        assert_eq!(choose(None, &[], &[]), Path::new(system));
    }
}
