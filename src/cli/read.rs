//! `quotidian read`, and `quotidian` alone: the reader.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use clap::ValueHint;

use crate::analysis::annotate_fully;
use crate::app::{Keymap, NameOrder, ReadsAt, Said, View};
use crate::config::{
    self, Bidi, Depth, Link, MarkRead, Pictures, Quotes, Settings, SortBy, Theme, ThemeChoice,
    may_ask,
};
use crate::model::{Article, Order};
use crate::shell::{self, Matter, Options, Outcome, terminal};
use crate::text::{Clean, LineOrder, WrapOptions};

use super::display::Display;
use super::library::rules;
use super::output::Status;
use super::reader_flags::ReaderFlags;
use super::{Configuration, display, listing, source};
use crate::ui::plain;

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
    let (loaded, mistakes) = config::survey(configuration.file().as_ref())?;
    let mut settings = loaded.settings;
    before.override_settings(&mut settings);
    args.reader.override_settings(&mut settings);
    let depth = settings.colour.depth(&environment);
    let file = configuration.file();
    let ground = settings.background.known(&environment);
    // What is wrong with the settings is said whether or not there is a screen to need them.
    let themes = config::themes(&settings.theme, depth, ground, file.as_ref());
    let (keymap, themes) = mistakes.or_both(Keymap::new(&settings.keys), themes)?;
    let display = Display::here(before.plain || args.reader.plain);
    if display != Display::Whole {
        let library = configuration.library_folder();
        let link = settings.link.link(&environment);
        // Line by line there is nothing that could be asked, nor shown pictures on.
        let screen = display == Display::Screen;
        let ask_background = screen
            && settings.theme == ThemeChoice::Auto
            && ground.is_none()
            && depth > Depth::None
            && may_ask(link, &environment);
        let pictures = args.reader.pictures.or(before.pictures).unwrap_or_default();
        let looks = Looks {
            themes,
            ask_background,
            link,
            pictures: (screen && pictures.shown(link))
                .then(|| settings.pictures.here(&environment, depth))
                .flatten(),
        };
        return dialogue(display, &args.inputs, settings, looks, keymap, library);
    }
    let setting = display::line_setting(
        settings.reading.measure,
        display::widths(settings.terminal.ambiguous),
    );
    source::print_each(&args.inputs, |article| {
        whole(article, settings.quotes, setting)
    })
}

fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// What the terminal makes of the settings.
struct Looks {
    themes: Vec<(String, Theme)>,
    ask_background: bool,
    link: Link,
    pictures: Option<Pictures>,
}

/// The panes, or the lines.
fn dialogue(
    display: Display,
    inputs: &[OsString],
    settings: Settings,
    looks: Looks,
    keymap: Keymap,
    library: Option<PathBuf>,
) -> anyhow::Result<Status> {
    if inputs.iter().any(|input| input == "-") && io::stdin().is_terminal() {
        bail!(
            "standard input is the keyboard here, which the reader needs: pipe the article in, as in `curl … | quotidian read -`"
        );
    }
    let widths = display::widths(settings.terminal.ambiguous);
    let mut features = terminal::features(&settings.terminal);
    features.widths = widths;
    features.links = settings.links.told(features.links, looks.link);
    let options = Options {
        matter: match inputs {
            [] => Matter::Library,
            inputs => Matter::Inputs(source::parsed(inputs)),
        },
        library,
        rules: rules(settings.hide),
        analyse_ahead: settings.library.analyse_ahead,
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
            widths,
            order: match settings.reading.bidi.here(&environment) {
                Bidi::Visual => LineOrder::Visual,
                Bidi::Terminal => LineOrder::Logical,
            },
            boilerplate: false,
            mouse: settings.mouse,
            names: NameOrder::default(),
            said: Said::of(settings.quotes.statements),
            reads_at: match settings.library.mark_read {
                MarkRead::Open => ReadsAt::Opening,
                MarkRead::End => ReadsAt::End,
            },
            pictures: looks.pictures,
            least_sure: settings.quotes.least_sure,
        },
        themes: looks.themes,
        ask_background: looks.ask_background,
        link: looks.link,
        keymap,
        annotate_fully,
        features,
        open: settings.open,
    };
    let outcome = if display == Display::Lines {
        shell::read_lines(options)?
    } else {
        shell::run(options)?
    };
    Ok(match outcome {
        Outcome::Whole => Status::Done,
        Outcome::Partial => Status::Partly,
    })
}

/// An article where nobody can ask for its parts: title, byline, text, quotations, and statements where they
/// are wanted.
fn whole(article: &Article, wanted: Quotes, setting: Option<WrapOptions<'_>>) -> Clean {
    let mut out = String::new();
    if let Some(title) = &article.title {
        plain::paragraph(title, "", setting, &mut out);
    }
    out.push_str(&listing::byline(article));
    out.push_str("\n\n");
    out.push_str(&plain::body(article, setting, false));
    out.push('\n');
    let annotations = annotate_fully(article).with_least(wanted.least_sure);
    out.push_str(&listing::quotes(article, &annotations, setting));
    let statements = listing::statements(article, &annotations, setting);
    if wanted.statements && !statements.is_empty() {
        out.push('\n');
        out.push_str(&statements);
    }
    Clean::new(&out)
}
