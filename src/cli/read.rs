//! `quotidian read`, and `quotidian` alone: the reader.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use clap::ValueHint;

use crate::analysis::annotate_fully;
use crate::app::{Keymap, NameOrder, ReadsAt, Said, View};
use crate::config::{self, Ground, MarkRead, Quotes, Settings, SortBy, Theme};
use crate::model::{Article, Order};
use crate::shell::{self, Matter, Options, Outcome};
use crate::text::Clean;

use super::display::Display;
use super::library::rules;
use super::output::Status;
use super::reader_flags::ReaderFlags;
use super::{Configuration, display, listing, plain, source};

#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// Files, folders, web addresses, or - for standard input.
    #[arg(required = true, value_name = "PATH|FOLDER|URL|-", value_hint = ValueHint::AnyPath)]
    inputs: Vec<OsString>,

    #[command(flatten)]
    reader: ReaderFlags,
}

/// Opens the reader on the inputs, or on the showcase edition where there are none. `before` are
/// the flags given before the name of the command.
pub(super) fn run(
    args: Args,
    before: &ReaderFlags,
    configuration: &Configuration,
) -> anyhow::Result<Status> {
    let mut settings = configuration.load()?.settings;
    before.override_settings(&mut settings);
    args.reader.override_settings(&mut settings);
    let environment = |name: &str| std::env::var_os(name);
    let depth = settings.colour.depth(&environment);
    let file = configuration.file();
    let ground = Ground::detect(&environment);
    // What is wrong with the settings is said whether or not there is a screen to need them.
    let themes = config::themes(&settings.theme, depth, ground, file.as_ref())?;
    let keymap = Keymap::new(&settings.keys)?;
    if Display::here() == Display::Screen {
        let library = configuration.library_folder();
        return screen(&args.inputs, settings, themes, keymap, library);
    }
    let width = display::line_width(settings.reading.measure);
    source::print_each(&args.inputs, |article| {
        plain(article, settings.quotes, width)
    })
}

/// The panes.
fn screen(
    inputs: &[OsString],
    settings: Settings,
    themes: Vec<(String, Theme)>,
    keymap: Keymap,
    library: Option<PathBuf>,
) -> anyhow::Result<Status> {
    if inputs.iter().any(|input| input == "-") && io::stdin().is_terminal() {
        bail!(
            "standard input is the keyboard here, which the reader needs: pipe the article in, as in `curl … | quotidian read -`"
        );
    }
    let outcome = shell::run(Options {
        matter: match inputs {
            [] => Matter::Library,
            inputs => Matter::Inputs(source::parsed(inputs)),
        },
        library,
        rules: rules(settings.hide),
        refresh_every: match settings.library.refresh_every {
            0 => None,
            minutes => Some(Duration::from_secs(60 * u64::from(minutes))),
        },
        order: match settings.library.order {
            SortBy::Newest => Order::Newest,
            SortBy::Oldest => Order::Oldest,
            SortBy::Title => Order::Title,
            SortBy::Feed => Order::Feed,
        },
        view: View {
            measure: settings.reading.measure,
            justify: settings.reading.justify,
            hyphenate: settings.reading.hyphenate,
            boilerplate: false,
            mouse: settings.mouse,
            names: NameOrder::default(),
            said: Said::of(settings.quotes.statements),
            reads_at: match settings.library.mark_read {
                MarkRead::Open => ReadsAt::Opening,
                MarkRead::End => ReadsAt::End,
            },
            least_sure: settings.quotes.least_sure,
        },
        themes,
        keymap,
        annotate_fully,
        open: settings.open,
    })?;
    Ok(match outcome {
        Outcome::Whole => Status::Done,
        Outcome::Partial => Status::Partly,
    })
}

/// An article where there is no screen: title, byline, text, quotations, and statements where they
/// are wanted.
fn plain(article: &Article, wanted: Quotes, width: Option<usize>) -> Clean {
    let mut out = String::new();
    if let Some(title) = &article.title {
        plain::paragraph(title, "", width, &mut out);
    }
    out.push_str(&listing::byline(article));
    out.push_str("\n\n");
    out.push_str(&plain::body(article, width, false));
    out.push('\n');
    let annotations = annotate_fully(article).with_least(wanted.least_sure);
    out.push_str(&listing::quotes(article, &annotations, width));
    let statements = listing::statements(article, &annotations, width);
    if wanted.statements && !statements.is_empty() {
        out.push('\n');
        out.push_str(&statements);
    }
    Clean::new(&out)
}
