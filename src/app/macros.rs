//! Running macros: one command after another, as soon as the library has answered the one before.

use std::num::NonZeroU16;

use super::action::{Effect, Notice};
use super::command::Command;
use super::keymap::{Macro, Target};
use super::run::run;
use super::state::State;

/// Runs what was asked for by key or by name, as often as counted.
pub(super) fn run_target(
    state: &mut State,
    target: &Target,
    count: Option<NonZeroU16>,
) -> Vec<Effect> {
    match target {
        Target::Command(command) => run(state, *command, count),
        Target::Macro(made) => {
            begin(state, made, count);
            Vec::new()
        }
    }
}

/// Has the commands of `made` run from now on.
fn begin(state: &mut State, made: &Macro, count: Option<NonZeroU16>) {
    let times = count.map_or(1, |count| usize::from(count.get()));
    state.to_run = std::iter::repeat_n(&made.commands, times)
        .flatten()
        .copied()
        .collect();
}

/// The command that is to be run now. What could not be done ends the macro, and so does what asks
/// the person something: the rest would happen behind it.
pub(super) fn next(state: &mut State) -> Option<Command> {
    let failed = matches!(state.notice, Some(Notice::Error(_)));
    if failed || state.overlay.is_some() {
        state.to_run.clear();
    }
    if state.awaits() {
        return None;
    }
    state.to_run.pop_front()
}
