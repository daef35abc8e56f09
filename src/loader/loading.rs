//! One call of [`load`]: what a person names is read input by input, and what comes of it is told.

use std::collections::HashSet;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use super::http::{self, Wanted};
use super::{
    Event, Hint, Input, Kind, Limits, Progress, Refusal, article_of, folder, input, kind_of_name,
    links, problem, read, read_feed, records, showcase, worker,
};
use crate::model::{Article, Source, SourceKind};
use crate::text::Clean;

/// Loads `inputs` in their order and tells `on` what happens. Articles of a folder come by date,
/// the newest first, those without one last, then by path. Breaking from `on` stops the loading at
/// once; what is being waited for is given up.
pub fn load(
    inputs: &[Input],
    limits: &Limits,
    on: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut loading = Loading {
        limits,
        on,
        ids: HashSet::new(),
        progress: Progress {
            done: 0,
            total: inputs.len(),
            place: Clean::default(),
        },
    };
    for input in inputs {
        loading.input(input)?;
    }
    ControlFlow::Continue(())
}

/// One call of [`load`].
struct Loading<'a> {
    limits: &'a Limits,
    on: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    /// The ids given up to now.
    ids: HashSet<Clean>,
    progress: Progress,
}

impl Loading<'_> {
    fn input(&mut self, input: &Input) -> ControlFlow<()> {
        self.progress.place = input.place();
        self.tell_progress()?;
        match input {
            Input::Edition => showcase().into_iter().try_for_each(|a| self.article(a))?,
            Input::Path(path) if path.is_dir() => return self.folder(path),
            Input::Path(path) => {
                for article in self.file(path)? {
                    self.article(article)?;
                }
            }
            Input::Stdin => self.stdin()?,
            Input::Url(url) => self.url(url)?,
        }
        self.progress.done += 1;
        self.tell_progress()
    }

    fn folder(&mut self, root: &Path) -> ControlFlow<()> {
        let before = self.progress.clone();
        let on = &mut self.on;
        let found = folder::look_through(root, self.limits, &mut |files| {
            let mut so_far = before.clone();
            so_far.total += files.saturating_sub(1);
            on(Event::Progress(so_far))
        })?;
        for (path, why) in &found.refused {
            self.problem(&input::place_of(path), why)?;
        }
        for (path, why) in &found.notes {
            self.note(&input::place_of(path), why)?;
        }
        // The folder itself gives way to its files.
        self.progress.total = (self.progress.total + found.files.len()).saturating_sub(1);
        let mut articles = Vec::new();
        for path in &found.files {
            self.progress.place = input::place_of(path);
            self.tell_progress()?;
            articles.extend(self.file(path)?);
            self.progress.done += 1;
        }
        // The files came in the order of their paths, and the sort keeps it.
        articles.sort_by_key(|a| std::cmp::Reverse(a.published));
        for article in articles {
            self.article(article)?;
        }
        let place = input::place_of(root);
        if found.passed_over > 0 {
            let kinds: Vec<String> = found
                .extensions
                .iter()
                .take(8)
                .map(|e| format!(".{e}"))
                .collect();
            let files = if found.passed_over == 1 {
                "file"
            } else {
                "files"
            };
            let why = format!(
                "holds {} {files} of other kinds ({}), which were passed over",
                found.passed_over,
                kinds.join(", ")
            );
            self.note(&place, &why)?;
        }
        if found.files.is_empty() {
            self.problem(
                &place,
                "holds no article; text, Markdown and HTML files are read",
            )?;
        }
        self.tell_progress()
    }

    /// The articles of one file, told about nobody yet: a folder sorts them first.
    fn file(&mut self, path: &Path) -> ControlFlow<(), Vec<Article>> {
        let place = input::place_of(path);
        let (limits, named) = (self.limits.clone(), path.to_owned());
        let work = move || input::read_file(&named, &limits);
        let Some(bytes) = self.wait(&place, Some(self.limits.read), work)? else {
            return ControlFlow::Continue(Vec::new());
        };
        if kind_of_name(path) == Some(Kind::Records) && !bytes.is_empty() {
            return self.records(&bytes, &place);
        }
        let label = path.parent().and_then(Path::file_name).or(path.file_name());
        let source = Source {
            kind: SourceKind::File,
            location: place,
            label: Clean::line(&label.unwrap_or(path.as_os_str()).to_string_lossy()),
        };
        let hint = Hint {
            name: Some(path),
            ..Hint::default()
        };
        self.read(&bytes, &hint, source)
    }

    fn records(&mut self, bytes: &[u8], place: &Clean) -> ControlFlow<(), Vec<Article>> {
        let mut articles = Vec::new();
        for record in records(bytes, place, self.limits) {
            match record {
                Ok(record) => articles.push(record.article),
                Err(problem) => (self.on)(Event::Problem(problem))?,
            }
        }
        ControlFlow::Continue(articles)
    }

    fn stdin(&mut self) -> ControlFlow<()> {
        let place = Input::Stdin.place();
        let limits = self.limits.clone();
        let work = move || input::read_bounded(io::stdin().lock(), &limits);
        let Some(bytes) = self.wait(&place, None, work)? else {
            return ControlFlow::Continue(());
        };
        let source = Source {
            kind: SourceKind::Stdin,
            location: place,
            label: Clean::line("standard input"),
        };
        let articles = self.read(&bytes, &Hint::default(), source)?;
        articles.into_iter().try_for_each(|a| self.article(a))
    }

    fn url(&mut self, url: &str) -> ControlFlow<()> {
        let place = self.progress.place.clone();
        let (progress, on) = (&self.progress, &mut self.on);
        let mut tick = || on(Event::Progress(progress.clone()));
        let fetched = match http::fetch(url, Wanted::Page, self.limits, &mut tick) {
            Ok(fetched) => fetched,
            Err(failure) => match Refusal::from(failure) {
                Refusal::Cancelled => return ControlFlow::Break(()),
                refusal => return self.refused(&place, &refusal),
            },
        };
        if fetched.insecure {
            self.note(&place, INSECURE)?;
        }
        let host = links::host(&fetched.url).unwrap_or(&fetched.url);
        let source = Source {
            kind: SourceKind::Web,
            location: place,
            label: Clean::line(host),
        };
        let path = fetched.url.split(['?', '#']).next().unwrap_or_default();
        let hint = Hint {
            name: Some(Path::new(path)),
            content_type: fetched.content_type.as_deref(),
            charset: fetched.charset.as_deref(),
            url: Some(&fetched.url),
        };
        for mut article in self.read(&fetched.bytes, &hint, source)? {
            // An entry of a feed has a page of its own, or none.
            if article.source.kind == SourceKind::Web {
                article.url = article.url.or_else(|| links::web(&fetched.url));
            }
            self.article(article)?;
        }
        ControlFlow::Continue(())
    }

    /// Waits for `work` on a thread of its own, at most `limit`, so that waiting can be stopped.
    fn wait<T: Send + 'static>(
        &mut self,
        place: &Clean,
        limit: Option<Duration>,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> ControlFlow<(), Option<T>> {
        let progress = &self.progress;
        let on = &mut self.on;
        let mut tick = || on(Event::Progress(progress.clone()));
        let refusal = match worker::run(limit, &mut tick, work) {
            Ok(Ok(value)) => return ControlFlow::Continue(Some(value)),
            Ok(Err(refusal)) => refusal,
            Err(worker::Stopped::Cancelled) => return ControlFlow::Break(()),
            Err(worker::Stopped::TimedOut) => Refusal::Slow(limit.unwrap_or_default()),
            Err(worker::Stopped::Failed) => Refusal::Io("the work on it broke off".to_owned()),
        };
        self.refused(place, &refusal)?;
        ControlFlow::Continue(None)
    }

    /// The article in `bytes`, or the articles of a feed.
    fn read(
        &mut self,
        bytes: &[u8],
        hint: &Hint<'_>,
        source: Source,
    ) -> ControlFlow<(), Vec<Article>> {
        let place = source.location.clone();
        let mut losses = Vec::new();
        let progress = &self.progress;
        let on = &mut self.on;
        let mut tick = || on(Event::Progress(progress.clone()));
        let mut read = read(bytes, hint, source, self.limits, &mut losses, &mut tick)
            .map(|article| vec![article]);
        if matches!(read, Err(Refusal::Feed)) {
            read = entries(bytes, hint, &place, self.limits, &mut losses, &mut tick);
        }
        for loss in losses {
            self.note(&place, &loss)?;
        }
        match read {
            Ok(articles) => ControlFlow::Continue(articles),
            Err(Refusal::Cancelled) => ControlFlow::Break(()),
            Err(refusal) => {
                self.refused(&place, &refusal)?;
                ControlFlow::Continue(Vec::new())
            }
        }
    }

    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        // The same input may be named twice, and a corpus may use an id twice.
        let mut count = 1;
        let first = article.id.clone();
        while !self.ids.insert(article.id.clone()) {
            count += 1;
            article.id = Clean::line(&format!("{first} ({count})"));
        }
        (self.on)(Event::Article(Box::new(article)))
    }

    fn refused(&mut self, place: &Clean, refusal: &Refusal) -> ControlFlow<()> {
        self.problem(place, &refusal.to_string())
    }

    fn problem(&mut self, place: &Clean, why: &str) -> ControlFlow<()> {
        (self.on)(Event::Problem(problem(place, why)))
    }

    fn note(&mut self, place: &Clean, why: &str) -> ControlFlow<()> {
        (self.on)(Event::Note(problem(place, why)))
    }

    fn tell_progress(&mut self) -> ControlFlow<()> {
        (self.on)(Event::Progress(self.progress.clone()))
    }
}

/// What is said where a secure address leads to one that is not.
const INSECURE: &str =
    "was sent on from a secure address to one that is not; others may have read along";

/// The entries of the feed in `bytes` as articles.
fn entries(
    bytes: &[u8],
    hint: &Hint<'_>,
    place: &Clean,
    limits: &Limits,
    losses: &mut Vec<String>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Vec<Article>, Refusal> {
    let mut articles = Vec::new();
    let mut cancelled = false;
    let reading = read_feed(bytes, hint, limits, &mut |feed, entry| {
        articles.push(article_of(&entry, feed, place));
        let flow = tick();
        cancelled = flow.is_break();
        flow
    })?;
    losses.extend(reading.warnings);
    if cancelled {
        return Err(Refusal::Cancelled);
    }
    if articles.is_empty() {
        return Err(Refusal::NoEntries);
    }
    Ok(articles)
}
