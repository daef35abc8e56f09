//! `quotidian keys`: the commands of the reader and the keys that hold.

use crate::app::{COMMANDS, Group, Keymap};
use crate::text::{Clean, width};

use super::Configuration;
use super::output::{self, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, configuration: &Configuration) -> anyhow::Result<Status> {
    let keymap = Keymap::new(&configuration.load()?.settings.keys)?;
    let rows = COMMANDS.iter().map(|entry| {
        let keys = keymap.keys_of(entry.command).join(", ");
        (entry, keys)
    });
    let rows: Vec<_> = rows.collect();
    let widest = |of: &dyn Fn(usize) -> usize| (0..rows.len()).map(of).max().unwrap_or(0);
    let names = widest(&|i| rows[i].0.name.len());
    let keys = widest(&|i| width::cells(&rows[i].1));
    let mut out = String::new();
    let mut group: Option<Group> = None;
    for (entry, shown) in &rows {
        if group != Some(entry.group) {
            let between = if group.is_some() { "\n" } else { "" };
            out.push_str(&format!("{between}{}\n", entry.group.title()));
            group = Some(entry.group);
        }
        let gap = " ".repeat(keys - width::cells(shown));
        out.push_str(&format!(
            "  {shown}{gap}  {:names$}  {}\n",
            entry.name, entry.help
        ));
    }
    output::print(&Clean::new(&out))?;
    Ok(Status::Done)
}
