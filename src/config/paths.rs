//! Where the configuration is.

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
        let variable = || {
            environment(VARIABLE)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        if let Some(path) = flag.map(Path::to_owned).or_else(variable) {
            return Some(Self { path, named: true });
        }
        // The XDG specification has relative paths ignored.
        let xdg = environment("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join("quotidian"));
        let files: Vec<_> = xdg
            .into_iter()
            .chain(system)
            .map(|folder| folder.join("config.toml"))
            .collect();
        let path = files
            .iter()
            .find(|file| exists(file))
            .or(files.first())?
            .clone();
        Some(Self { path, named: false })
    }

    /// The file in which the theme called `name` would be: `themes/NAME.toml` beside this one.
    pub fn theme(&self, name: &str) -> PathBuf {
        self.path
            .with_file_name("themes")
            .join(format!("{name}.toml"))
    }
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
}
