//! `quotidian keys`: the commands of the reader and the keys that hold.

use crate::app::{Group, Keymap};
use crate::text::{Clean, Widths};

use super::Configuration;
use super::output::{self, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, configuration: &Configuration) -> anyhow::Result<Status> {
    let keymap = Keymap::new(&configuration.load()?.settings.keys)?;
    let rows = keymap.targets().map(|target| {
        let keys = keymap.keys_to(&target).join(", ");
        (target, keys)
    });
    let rows: Vec<_> = rows.collect();
    // Names of keys are of letters that nobody draws wide.
    let widths = Widths::default();
    let widest = |of: &dyn Fn(usize) -> usize| (0..rows.len()).map(of).max().unwrap_or(0);
    let names = widest(&|i| widths.cells(rows[i].0.name()));
    let keys = widest(&|i| widths.cells(&rows[i].1));
    let mut out = String::new();
    let mut group: Option<Group> = None;
    for (target, shown) in &rows {
        if group != Some(target.group()) {
            let between = if group.is_some() { "\n" } else { "" };
            out.push_str(&format!("{between}{}\n", target.group().title()));
            group = Some(target.group());
        }
        let gap = " ".repeat(keys - widths.cells(shown));
        out.push_str(&format!(
            "  {shown}{gap}  {:names$}  {}\n",
            target.name(),
            target.help()
        ));
    }
    output::print(&Clean::new(&out))?;
    Ok(Status::Done)
}
