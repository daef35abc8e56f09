//! `quotidian config`: the settings that hold.

use crate::app::Keymap;
use crate::config::{DEFAULTS, check_themes, survey};
use crate::text::Clean;

use super::Configuration;
use super::output::{self, Status};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print the built-in settings with what they mean: a file to start from.
    #[arg(long)]
    defaults: bool,
}

pub(super) fn run(args: &Args, configuration: &Configuration) -> anyhow::Result<Status> {
    if args.defaults {
        output::print(&DEFAULTS.into())?;
        return Ok(Status::Done);
    }
    let file = configuration.file();
    let (loaded, mut mistakes) = survey(file.as_ref())?;
    let settings = loaded.settings;
    // What the reader would stumble over is found out here too.
    mistakes.note(Keymap::new(&settings.keys));
    mistakes.note(file.as_ref().map_or(Ok(()), check_themes));
    let settings = mistakes.or(settings)?;
    let origin = match (&loaded.read, &file) {
        (Some(path), _) => format!("From {}, over the defaults.", path.display()),
        (None, Some(file)) => format!("The defaults; {} is not there.", file.path.display()),
        (None, None) => "The defaults; there is no folder for configurations.".to_owned(),
    };
    output::print(&Clean::new(&format!(
        "# {}\n{settings}",
        Clean::line(&origin)
    )))?;
    Ok(Status::Done)
}
