//! All that is wrong with a configuration, told in one go.

use std::error::Error;
use std::fmt;

use super::error::ConfigError;
use super::table::Document;

/// Everything that was found wrong, in the order in which a person would put it right: one sentence
/// for each, with its file and line.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Box<dyn Error + Send + Sync>>);

impl Mistakes {
    /// Adds one.
    pub fn push(&mut self, mistake: impl Error + Send + Sync + 'static) {
        self.0.push(Box::new(mistake));
    }

    /// What came of something, its mistakes added to these.
    pub fn note<T>(&mut self, done: Result<T, Mistakes>) -> Option<T> {
        done.map_err(|more| self.0.extend(more.0)).ok()
    }

    /// `whole`, where nothing is wrong.
    ///
    /// # Errors
    /// These, where there are any.
    pub fn or<T>(self, whole: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(whole)
        } else {
            Err(self)
        }
    }

    /// What came of two things, where nothing is wrong.
    ///
    /// # Errors
    /// These, with those of the two.
    pub fn or_both<A, B>(
        mut self,
        one: Result<A, Self>,
        other: Result<B, Self>,
    ) -> Result<(A, B), Self> {
        match (one, other) {
            (Ok(one), Ok(other)) => self.or((one, other)),
            (one, other) => {
                self.note(one);
                self.note(other);
                Err(self)
            }
        }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &(dyn Error + Send + Sync)> {
        self.0.iter().map(|mistake| &**mistake)
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl Error for Mistakes {}

impl From<ConfigError> for Mistakes {
    fn from(error: ConfigError) -> Self {
        Self(vec![Box::new(error)])
    }
}

/// What `read` makes of all in `file` that is right, and what is wrong with the rest: what it complains
/// of is left out, and the rest is read again.
///
/// # Errors
/// Where not even the rest can be read.
pub(super) fn read_all<'a, T>(
    file: &mut Document<'a>,
    read: impl Fn(&Document<'a>) -> Result<T, ConfigError>,
) -> Result<(T, Mistakes), Mistakes> {
    let mut found: Vec<ConfigError> = Vec::new();
    loop {
        let error = match read(file) {
            Ok(read) => return Ok((read, in_order(found))),
            Err(error) => error,
        };
        let goes_on = error.spot().is_some_and(|spot| file.leave_out(spot));
        found.push(error);
        if !goes_on {
            return Err(in_order(found));
        }
    }
}

fn in_order(mut found: Vec<ConfigError>) -> Mistakes {
    found.sort_by_key(|error| error.spot().map(|spot| spot.line));
    let mut mistakes = Mistakes::default();
    found.into_iter().for_each(|error| mistakes.push(error));
    mistakes
}

#[cfg(test)]
mod tests {
    use crate::config::{Settings, ThemeFile};

    fn told(text: &str) -> Vec<String> {
        let mistakes = Settings::parse("my.toml", text).unwrap_err();
        mistakes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_mistakes_of_a_file_are_told_in_the_order_of_their_lines() {
        let told = told(
            "mouse = 'yes'\ncolors = 1\n[reading]\nmesure = 60\nmeasure = 5\n\
             [keys]\n'hyper-x' = 'quit'\nesc = 'quit'\nescape = 'help'\n\
             [macros]\nnone = ['quit']\n\
             [[hide]]\ntitle = '('\n[[hide]]\nfeed = 'The Daily'\n[[hide]]\ntitle = 'sports'\n\
             [terminal]\nambiguous = 'broad'\n",
        );
        let lines: Vec<&str> = told
            .iter()
            .filter_map(|line| line.split(' ').next())
            .collect();
        let numbers = [1, 2, 4, 5, 7, 9, 11, 13, 14, 19];
        let expected = numbers.map(|number| format!("my.toml:{number}:"));
        assert_eq!(lines, expected, "{told:#?}");
        assert!(told[9].contains("must be one of \"narrow\", \"wide\", not \"broad\""));
    }

    #[test]
    fn what_is_left_out_is_not_missed() {
        assert_eq!(told("reading = 5\nreadings = 5\n").len(), 2);
        assert_eq!(told("reading = { measure = 5, justify = 5 }").len(), 2);
        assert_eq!(told("[[hide]]\ntitle = 5\n").len(), 1);
    }

    #[test]
    fn all_roles_of_a_theme_that_are_wrong_are_told() {
        let theme = "base = 'dim'\n[roles]\nacent = { bold = true }\nrule = { fg = 'x', fg16 = 'red' }\n\
                     link = { bold = 1 }\n";
        let mistakes = ThemeFile::parse("my.toml", theme).unwrap_err().to_string();
        let lines: Vec<&str> = mistakes.lines().collect();
        assert_eq!(lines.len(), 4, "{mistakes}");
        assert!(lines[2].starts_with("my.toml:4:"), "{mistakes}");
    }
}
