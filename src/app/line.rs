//! A line that a person types where there is no screen, and what it asks for.
//!
//! A command is typed by one of its keys (`n`, `gg`, `ctrl-l`), by its name (`next-quote`) or by a
//! beginning that no other name has (`prob`); a number before it has it done so many times, words
//! behind it answer what it would ask (`/rates`, `tag pier`). A number alone chooses from what is
//! listed, an empty line goes on.

use std::num::NonZeroU16;

use crate::config::{Key, KeySequence};

use super::command::Command;
use super::keymap::{Keymap, Lookup, Target};
use super::layout::Pane;
use super::overlay::Overlay;
use super::page::Page;
use super::state::State;

/// One thing that a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Do what a command or a macro does, with this count where it means something other than how
    /// often.
    Run(Target, Option<NonZeroU16>),
    /// Go to the next paragraph of the text or the next part of the list; or to the one before.
    On {
        /// Whether to the next.
        forward: bool,
    },
    /// Take what was listed with this number, which counts from 1.
    Choose(usize),
    /// Answer what was asked for: words to look for, a tag, a part of a shelf's name.
    Answer(String),
    /// Leave what was asked unanswered.
    Leave,
    /// Follow the speaker whose name has these words.
    Speaker(String),
    /// Follow the name that has these words.
    Name(String),
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The steps of one turn; what comes of them is told at its end. One that fails ends it.
    pub turn: Vec<Asked>,
    /// How often, as long as it still moves anything.
    pub times: usize,
}

/// More often than this nothing is done.
const MOST: usize = 9_999;

/// Words that one page of text has, where there is no screen to be filled.
const PAGE_WORDS: usize = 200;

/// Commands that ask for words.
const ASKING: &[Command] = &[
    Command::Find,
    Command::Search,
    Command::SaveSearch,
    Command::Tag,
    Command::Subscribe,
    Command::Shelves,
    Command::Correct,
    Command::Palette,
    Command::Help,
];

/// Commands that go to a list, of which a number may be taken at once.
const LISTING: &[Command] = &[Command::ArticleList, Command::Quotes, Command::Names];

/// Commands that go somewhere, which a count has done several times.
const COUNTED: &[Command] = &[
    Command::NextQuote,
    Command::PreviousQuote,
    Command::PreviousMatch,
    Command::Down,
    Command::Up,
    Command::NextArticle,
    Command::PreviousArticle,
    Command::NextUnread,
    Command::PreviousUnread,
];

/// Commands that a count means something else to.
const TAKING_A_COUNT: &[Command] = &[
    Command::Top,
    Command::Bottom,
    Command::Percent,
    Command::ToggleRead,
    Command::Star,
    Command::Delete,
    Command::Undo,
];

impl Command {
    /// Whether it is of use where there is no screen.
    pub fn serves_lines(self) -> bool {
        !matches!(
            self,
            Self::Wider
                | Self::Narrower
                | Self::Justify
                | Self::Hyphenate
                | Self::Themes
                | Self::NextTheme
                | Self::Mouse
                | Self::Suspend
                | Self::LinkHints
        )
    }
}

impl Target {
    /// Whether it is of use where there is no screen; of a macro, the person knows.
    pub fn serves_lines(&self) -> bool {
        match self {
            Self::Command(command) => command.serves_lines(),
            Self::Macro(_) => true,
        }
    }
}

impl Line {
    /// Reads what was typed while `state` holds.
    ///
    /// # Errors
    /// It is no command; a sentence that says so.
    pub fn read(state: &State, typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        if let Some(overlay) = &state.overlay {
            let reply = reply(overlay, typed);
            // The list of links takes numbers alone: words are the next command.
            return match (&reply, overlay) {
                (Asked::Answer(_), Overlay::Links { .. }) => {
                    let mut next = Self::command(state, typed)?;
                    next.turn.insert(0, Asked::Leave);
                    Ok(next)
                }
                _ => Ok(Self::once(vec![reply])),
            };
        }
        if typed.is_empty() {
            return Ok(Self::once(vec![Asked::On { forward: true }]));
        }
        if let Some(number) = number(typed) {
            return Ok(Self::once(vec![Asked::Choose(number)]));
        }
        Self::command(state, typed)
    }

    /// Reads a command with its count before it and its words behind it.
    fn command(state: &State, typed: &str) -> Result<Self, String> {
        let rest = typed.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = &typed[..typed.len() - rest.len()];
        // What is too long for a number is no less than the most.
        let count = match count {
            "" => 1,
            count => count.parse().unwrap_or(MOST).clamp(1, MOST),
        };
        let (target, words) = target(&state.keymap, rest.trim_start())?;
        let command = match target {
            Target::Command(command) => command,
            Target::Macro(_) if words.is_empty() => {
                return Ok(Self::once(vec![Asked::Run(target, None)]));
            }
            Target::Macro(made) => return Err(format!("{} takes no words: “{words}”", made.name)),
        };
        let name = command.entry().name;
        if !command.serves_lines() {
            return Err(format!("{name} is for a screen, and there is none here"));
        }
        if words.is_empty() {
            return Ok(plain(state, command, count));
        }
        let run = Asked::Run(target, None);
        let number = number(words);
        let turn = match (command, number) {
            (_, Some(number)) if LISTING.contains(&command) => vec![run, Asked::Choose(number)],
            (Command::Speaker, _) => vec![Asked::Speaker(words.to_owned())],
            (Command::Names, _) => vec![Asked::Name(words.to_owned())],
            _ if ASKING.contains(&command) => vec![run, Asked::Answer(words.to_owned())],
            _ => return Err(format!("{name} takes no words: “{words}”")),
        };
        Ok(Self::once(turn))
    }

    fn once(turn: Vec<Asked>) -> Self {
        Self { turn, times: 1 }
    }
}

/// The number that is typed. Nothing in a list has so large a one that it is too long to be read.
fn number(typed: &str) -> Option<usize> {
    let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| typed.parse().unwrap_or(usize::MAX))
}

/// What is said to a question.
fn reply(overlay: &Overlay, typed: &str) -> Asked {
    match number(typed) {
        _ if typed.is_empty() => Asked::Leave,
        Some(number) if overlay.chooses() => Asked::Choose(number),
        _ => Asked::Answer(typed.to_owned()),
    }
}

/// A command alone. Rows of a screen are paragraphs here, and pages are as many of them as have the
/// words of one.
fn plain(state: &State, command: Command, count: usize) -> Line {
    use Command::{Down, HalfPageDown, HalfPageUp, PageDown, PageUp, Up};
    let forward = matches!(command, Down | PageDown | HalfPageDown);
    let on = Line::once(vec![Asked::On { forward }]);
    match (command, state.focus) {
        (Down | Up, Pane::Reader) => Line { times: count, ..on },
        (PageDown | PageUp | HalfPageDown | HalfPageUp, Pane::Reader) => {
            let halves = matches!(command, HalfPageDown | HalfPageUp);
            let words = PAGE_WORDS / if halves { 2 } else { 1 };
            let times = paragraphs(state, forward, words.saturating_mul(count));
            Line { times, ..on }
        }
        (PageDown | PageUp | HalfPageDown | HalfPageUp, Pane::List) => Line { times: count, ..on },
        _ if TAKING_A_COUNT.contains(&command) => {
            let given = u16::try_from(count).ok().filter(|_| count > 1);
            let given = given.and_then(NonZeroU16::new);
            Line::once(vec![Asked::Run(Target::Command(command), given)])
        }
        _ => Line {
            turn: vec![Asked::Run(Target::Command(command), None)],
            times: if COUNTED.contains(&command) { count } else { 1 },
        },
    }
}

/// How many paragraphs from here on have as many words, at least one.
fn paragraphs(state: &State, forward: bool, words: usize) -> usize {
    let Some(article) = state.article() else {
        return 1;
    };
    let page: &Page = &state.reader.page;
    let step = |row: &usize| {
        if forward {
            page.block_after(*row)
        } else {
            page.block_before(*row)
        }
    };
    let rows = std::iter::successors(Some(state.reader.top), step).skip(1);
    let mut left = words;
    let mut count = 0;
    for row in rows {
        let block = page.block_at(row).and_then(|at| article.blocks.get(at));
        let text = block.map_or("", |block| block.span.of(&article.text));
        count += 1;
        left = left.saturating_sub(text.split_whitespace().count());
        if left == 0 {
            break;
        }
    }
    count.max(1)
}

/// The command or macro that `typed` begins with, and the words behind it.
fn target<'a>(keymap: &Keymap, typed: &'a str) -> Result<(Target, &'a str), String> {
    if let Some(target) = by_key(keymap, typed) {
        return Ok((target, ""));
    }
    let hyphened = typed.split_whitespace().collect::<Vec<_>>().join("-");
    if let Some(target) = keymap.targets().find(|target| target.name() == hyphened) {
        return Ok((target, ""));
    }
    let first = typed.chars().next().filter(|c| !c.is_alphanumeric());
    if let Some((key, words)) = first.map(|c| typed.split_at(c.len_utf8()))
        && let Some(target) = by_key(keymap, key)
    {
        return Ok((target, words.trim_start()));
    }
    let (word, words) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    match by_key(keymap, word) {
        Some(target) => Ok((target, words.trim_start())),
        None => Ok((by_beginning(keymap, word)?, words.trim_start())),
    }
}

/// What these keys run: spelled as in the configuration, or letters after one another.
fn by_key(keymap: &Keymap, typed: &str) -> Option<Target> {
    let run = |keys: &[Key]| match keymap.look_up(keys) {
        Lookup::Target(target) => Some(target),
        Lookup::Prefix | Lookup::Nothing => None,
    };
    let spelled = typed.parse::<KeySequence>().ok();
    let spelled = spelled.and_then(|keys| run(keys.keys()));
    spelled.or_else(|| {
        let letters = typed.chars().map(|c| c.to_string().parse::<Key>().ok());
        run(&letters.collect::<Option<Vec<Key>>>()?)
    })
}

/// The command or macro of this name, or the one whose name begins so.
fn by_beginning(keymap: &Keymap, word: &str) -> Result<Target, String> {
    let begins = keymap.targets().filter(|t| t.name().starts_with(word));
    let mut found: Vec<Target> = begins.collect();
    if let Some(exact) = found.iter().position(|t| t.name() == word) {
        return Ok(found.swap_remove(exact));
    }
    found.retain(Target::serves_lines);
    match &found[..] {
        [only] => Ok(only.clone()),
        [] => {
            let help = keymap.keys_of(Command::Help);
            let help = help.first().map_or("help", String::as_str);
            Err(format!("“{word}” is no command; {help} lists them"))
        }
        [.., last] => {
            let names = found.iter().rev().skip(1).rev().map(Target::name);
            let names = names.collect::<Vec<_>>().join(", ");
            Err(format!("“{word}” may be {names} or {}", last.name()))
        }
    }
}
